// track.cpp: models, verdicts and their grounds over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <limits>
#include <vector>

#include "boundary.hpp"
#include "handles.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/report/render.hpp"
#include "oncourse/track/assess.hpp"
#include "oncourse/track/model_file.hpp"

using namespace oncourse;

static_assert(static_cast<int>(Verdict::undetermined) == ONCOURSE_UNDETERMINED);
static_assert(static_cast<int>(Verdict::on_track) == ONCOURSE_ON_TRACK);
static_assert(static_cast<int>(Verdict::off_track) == ONCOURSE_OFF_TRACK);
static_assert(static_cast<int>(Verdict::reached_target) == ONCOURSE_REACHED_TARGET);
static_assert(static_cast<int>(Guarantee::Kind::conformal) + 1 == ONCOURSE_GUARANTEE_CONFORMAL);
static_assert(static_cast<int>(Guarantee::Kind::ville) + 1 == ONCOURSE_GUARANTEE_VILLE);
static_assert(static_cast<int>(Target::Kind::reliable_improvement) + 1 == ONCOURSE_TARGET_RELIABLE_IMPROVEMENT);
static_assert(static_cast<int>(Target::Kind::cutoff) + 1 == ONCOURSE_TARGET_CUTOFF);
static_assert(static_cast<int>(Target::Kind::recovery) + 1 == ONCOURSE_TARGET_RECOVERY);
static_assert(static_cast<int>(Target::Kind::percent) + 1 == ONCOURSE_TARGET_PERCENT);
static_assert(static_cast<int>(Target::Kind::score) + 1 == ONCOURSE_TARGET_SCORE);
static_assert(static_cast<int>(Compare::at_least) == ONCOURSE_AT_LEAST);
static_assert(static_cast<int>(Compare::above) == ONCOURSE_ABOVE);
static_assert(static_cast<int>(Compare::at_most) == ONCOURSE_AT_MOST);
static_assert(static_cast<int>(Compare::below) == ONCOURSE_BELOW);

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::int32_t no_session = -1;

oncourse_interval interval(const Interval& known) { return {known.mean, known.low, known.high}; }

oncourse_interval interval(const std::optional<Interval>& known) {
  return interval(known.value_or(Interval{unknown, unknown, unknown}));
}

const char* nth(const oncourse_assessment* assessment, std::vector<std::string> Basis::*texts, std::size_t index) {
  if (!assessment) return nullptr;
  const std::vector<std::string>& all = assessment->report.assessment.basis.*texts;
  return index < all.size() ? all[index].c_str() : nullptr;
}

std::optional<Error> trouble_in_index(std::size_t index, std::size_t count) {
  if (index < count) return std::nullopt;
  return Error{Errc::bad_argument, "index " + text(index) + ", there are " + text(count)};
}

Result<std::optional<Target>> target_from(const oncourse_assess_options& known) {
  const bool needs_value = known.target_kind == ONCOURSE_TARGET_PERCENT || known.target_kind == ONCOURSE_TARGET_SCORE;
  if (!std::isfinite(known.target_value)) return Error{Errc::bad_argument, "target_value is not a finite number"};
  if (!needs_value && known.target_value != 0.0)
    return Error{Errc::bad_argument, "target_value is " + text(known.target_value) + ", this target_kind needs none"};
  if (known.target_kind == ONCOURSE_TARGET_DEFAULT) return std::optional<Target>{};
  const auto kind = c::enumerator<Target::Kind>(known.target_kind, ONCOURSE_TARGET_RELIABLE_IMPROVEMENT,
                                                ONCOURSE_TARGET_SCORE, "target_kind");
  if (!kind) return kind.error();
  return std::optional(Target{*kind, known.target_value});
}

Result<AssessOptions> options_from(const oncourse_assess_options& known) {
  if (auto trouble = c::trouble_in_reserved(known.reserved)) return *std::move(trouble);
  const auto target = target_from(known);
  if (!target) return target.error();
  AssessOptions options;
  options.target = *target;
  if (known.alpha != 0.0) options.alpha = known.alpha;
  if (known.level != 0.0) options.level = known.level;
  return options;
}

}  // namespace

oncourse_status oncourse_model_new(const char* json, size_t length, oncourse_model** model, oncourse_error* error) {
  return c::call(model, error, [&]() -> Result<std::unique_ptr<oncourse_model>> {
    if (auto trouble = c::missing({{"json", json}})) return *std::move(trouble);
    auto loaded = response_model_from_json({json, length});
    if (!loaded) return loaded.error();
    return std::unique_ptr<oncourse_model>(new oncourse_model{*std::move(loaded)});
  });
}

void oncourse_model_free(oncourse_model* model) { delete model; }

oncourse_status oncourse_assess(const oncourse_course* course, const char* instrument, const oncourse_model* model,
                                const oncourse_assess_options* options, oncourse_assessment** assessment,
                                oncourse_error* error) {
  return c::call(assessment, error, [&]() -> Result<std::unique_ptr<oncourse_assessment>> {
    if (auto trouble = c::missing({{"course", course}, {"instrument", instrument}})) return *std::move(trouble);
    const auto q = find_instrument(instrument);
    if (!q) return q.error();
    const auto known = c::read(options);
    if (!known) return known.error();
    if (auto trouble = c::trouble_in_day(known->today)) return *std::move(trouble);
    const auto chosen = options_from(*known);
    if (!chosen) return chosen.error();
    auto checked = Course::make(course->record);
    if (!checked) return checked.error();

    std::unique_ptr<oncourse_assessment> made(new oncourse_assessment{*std::move(checked), {}, {}});
    auto judged = assess(made->course, **q, model ? &model->model : nullptr, *chosen);
    if (!judged) return judged.error();
    std::optional<long> today;
    if (known->today != 0) today = static_cast<long>(known->today);
    made->report = course_report(made->course, *std::move(judged), today);
    made->json = to_json(made->report);
    return made;
  });
}

void oncourse_assessment_free(oncourse_assessment* assessment) { delete assessment; }

const char* oncourse_verdict_name(int32_t verdict) { return c::literal(name(static_cast<Verdict>(verdict))); }

oncourse_status oncourse_assessment_summary(const oncourse_assessment* assessment, oncourse_summary* summary,
                                            oncourse_error* error) {
  return c::call(summary, error, [&]() -> Result<oncourse_summary> {
    if (auto trouble = c::missing({{"assessment", assessment}})) return *std::move(trouble);
    const Assessment& a = assessment->report.assessment;
    oncourse_summary out = ONCOURSE_SUMMARY_INIT;
    out.verdict = static_cast<std::int32_t>(a.latest());
    out.session = a.sessions.back().session;
    out.alarm_session = a.alarm.value_or(no_session);
    out.earliest_likely_session = a.earliest_likely.value_or(no_session);
    out.forecast_first = a.curve.empty() ? no_session : a.curve.front().session;
    out.forecast_last = a.curve.empty() ? no_session : a.curve.back().session;
    out.target_compare = a.target ? static_cast<std::int32_t>(a.target->compare) : -1;
    out.target_limit = a.target ? a.target->limit : unknown;
    out.target_basis = a.target ? a.target->basis.c_str() : nullptr;
    out.window_probability = a.window_probability.value_or(unknown);
    out.undetermined_because = a.undetermined_because.empty() ? nullptr : a.undetermined_because.c_str();
    out.n_sessions = a.sessions.size();
    return out;
  });
}

oncourse_status oncourse_assessment_session(const oncourse_assessment* assessment, size_t index,
                                            oncourse_session_verdict* result, oncourse_error* error) {
  return c::call(result, error, [&]() -> Result<oncourse_session_verdict> {
    if (auto trouble = c::missing({{"assessment", assessment}})) return *std::move(trouble);
    const std::vector<SessionVerdict>& sessions = assessment->report.assessment.sessions;
    if (auto trouble = trouble_in_index(index, sessions.size())) return *std::move(trouble);
    const SessionVerdict& at = sessions[index];
    oncourse_session_verdict out = ONCOURSE_SESSION_VERDICT_INIT;
    out.session = at.session;
    out.verdict = static_cast<std::int32_t>(at.verdict);
    out.day = at.day;
    out.score = at.score;
    out.probability = at.probability.value_or(unknown);
    out.expected = interval(at.expected);
    return out;
  });
}

oncourse_status oncourse_assessment_forecast(const oncourse_assessment* assessment, int32_t session,
                                             oncourse_forecast* result, oncourse_error* error) {
  return c::call(result, error, [&]() -> Result<oncourse_forecast> {
    if (auto trouble = c::missing({{"assessment", assessment}})) return *std::move(trouble);
    const std::vector<SessionForecast>& curve = assessment->report.assessment.curve;
    if (curve.empty()) return Error{Errc::not_available, "there is no forecast without a model and a target"};
    const auto at = std::find_if(curve.begin(), curve.end(), [&](const auto& f) { return f.session == session; });
    if (at == curve.end())
      return Error{Errc::not_available, "session " + text(session) + ", there are forecasts for " +
                                            text(curve.front().session) + ".." + text(curve.back().session)};
    oncourse_forecast out = ONCOURSE_FORECAST_INIT;
    out.session = at->session;
    out.line = interval(at->line);
    out.score = interval(at->score);
    out.expected = interval(at->expected);
    out.probability = at->probability;
    return out;
  });
}

oncourse_status oncourse_assessment_basis(const oncourse_assessment* assessment, oncourse_basis* basis,
                                          oncourse_error* error) {
  return c::call(basis, error, [&]() -> Result<oncourse_basis> {
    if (auto trouble = c::missing({{"assessment", assessment}})) return *std::move(trouble);
    const Assessment& a = assessment->report.assessment;
    const Basis& from = a.basis;
    oncourse_basis out = ONCOURSE_BASIS_INIT;
    out.verdict = static_cast<std::int32_t>(a.latest());
    out.session = a.sessions.back().session;
    out.score = a.sessions.back().score;
    out.probability = from.probability.value_or(unknown);
    out.threshold = from.threshold.value_or(unknown);
    out.expected = interval(from.expected);
    out.expected_level = from.expected_level;
    out.turning_score = from.turning_score.value_or(unknown);
    const bool guaranteed = from.threshold.has_value();
    out.guarantee_alpha = guaranteed ? from.guarantee.alpha : unknown;
    out.guarantee_kind =
        guaranteed ? static_cast<std::int32_t>(from.guarantee.kind) + 1 : std::int32_t{ONCOURSE_GUARANTEE_NONE};
    out.guarantee_n_reached = guaranteed ? from.guarantee.n_reached : 0;
    out.guarantee_statement = guaranteed ? from.guarantee.statement.c_str() : nullptr;
    out.rule = from.rule.c_str();
    out.model = from.model.empty() ? nullptr : from.model.c_str();
    out.n_inputs = from.inputs.size();
    out.n_sentences = from.sentences.size();
    out.n_assumptions = from.assumptions.size();
    out.n_quality_notes = from.data_quality.size();
    return out;
  });
}

oncourse_status oncourse_assessment_input(const oncourse_assessment* assessment, size_t index,
                                          oncourse_basis_input* result, oncourse_error* error) {
  return c::call(result, error, [&]() -> Result<oncourse_basis_input> {
    if (auto trouble = c::missing({{"assessment", assessment}})) return *std::move(trouble);
    const std::vector<BasisInput>& inputs = assessment->report.assessment.basis.inputs;
    if (auto trouble = trouble_in_index(index, inputs.size())) return *std::move(trouble);
    const BasisInput& from = inputs[index];
    oncourse_basis_input out = ONCOURSE_BASIS_INPUT_INIT;
    out.session = from.session;
    out.prorated = from.prorated;
    out.day = from.day;
    out.score = from.score;
    if (from.date) from.date->iso().copy(out.date, sizeof out.date - 1);
    return out;
  });
}

const char* oncourse_assessment_sentence(const oncourse_assessment* assessment, size_t index) {
  return nth(assessment, &Basis::sentences, index);
}

const char* oncourse_assessment_assumption(const oncourse_assessment* assessment, size_t index) {
  return nth(assessment, &Basis::assumptions, index);
}

const char* oncourse_assessment_quality_note(const oncourse_assessment* assessment, size_t index) {
  return nth(assessment, &Basis::data_quality, index);
}

const char* oncourse_assessment_json(const oncourse_assessment* assessment) {
  return assessment ? assessment->json.c_str() : nullptr;
}
