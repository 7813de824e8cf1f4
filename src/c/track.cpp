// track.cpp: verdicts and their grounds over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include "handles.hpp"
#include "oncourse/report/render.hpp"
#include "oncourse/track/assess.hpp"
#include "rules.hpp"

using namespace oncourse;

static_assert(static_cast<int>(Verdict::undetermined) == ONCOURSE_UNDETERMINED);
static_assert(static_cast<int>(Verdict::on_track) == ONCOURSE_ON_TRACK);
static_assert(static_cast<int>(Verdict::off_track) == ONCOURSE_OFF_TRACK);
static_assert(static_cast<int>(Verdict::reached_target) == ONCOURSE_REACHED_TARGET);
static_assert(static_cast<int>(Guarantee::Kind::none) == ONCOURSE_GUARANTEE_NONE);
static_assert(static_cast<int>(Guarantee::Kind::conformal) == ONCOURSE_GUARANTEE_CONFORMAL);
static_assert(static_cast<int>(Guarantee::Kind::ville) == ONCOURSE_GUARANTEE_VILLE);
static_assert(static_cast<int>(Guarantee::Kind::cross_conformal) == ONCOURSE_GUARANTEE_CROSS_CONFORMAL);
static_assert(rule_combinations[ONCOURSE_COMBINE_ANY] == RuleCombination::any);
static_assert(rule_combinations[ONCOURSE_COMBINE_ALL] == RuleCombination::all);

static_assert(static_cast<int>(WindowDecision::undetermined) == ONCOURSE_WINDOW_UNDETERMINED);
static_assert(static_cast<int>(WindowDecision::target_met) == ONCOURSE_WINDOW_TARGET_MET);
static_assert(static_cast<int>(WindowDecision::finish_at_first) == ONCOURSE_WINDOW_FINISH_AT_FIRST);
static_assert(static_cast<int>(WindowDecision::needs_window) == ONCOURSE_WINDOW_NEEDS_WINDOW);
static_assert(static_cast<int>(WindowDecision::not_expected_inside) == ONCOURSE_WINDOW_NOT_EXPECTED_INSIDE);
static_assert(static_cast<int>(WindowReason::Kind::sessions_missed) == ONCOURSE_REASON_SESSIONS_MISSED);
static_assert(static_cast<int>(WindowReason::Kind::later_than_planned) == ONCOURSE_REASON_LATER_THAN_PLANNED);
static_assert(static_cast<int>(WindowReason::Kind::gap) == ONCOURSE_REASON_GAP);
static_assert(static_cast<int>(WindowReason::Kind::cadence_changed) == ONCOURSE_REASON_CADENCE_CHANGED);
static_assert(static_cast<int>(WindowReason::Kind::scores_missing) == ONCOURSE_REASON_SCORES_MISSING);
static_assert(static_cast<int>(WindowReason::Kind::medication_change) == ONCOURSE_REASON_MEDICATION_CHANGE);
static_assert(static_cast<int>(WindowReason::Kind::problem_area) == ONCOURSE_REASON_PROBLEM_AREA);

namespace {

oncourse_interval interval(const Interval& known) { return {known.mean, known.low, known.high}; }

oncourse_interval interval(const std::optional<Interval>& known) {
  return interval(known.value_or(Interval{c::unknown, c::unknown, c::unknown}));
}

const char* nth(const oncourse_assessment* assessment, std::vector<std::string> Basis::*texts, std::size_t index) {
  if (!assessment) return nullptr;
  const std::vector<std::string>& all = assessment->report.assessment.basis.*texts;
  return index < all.size() ? all[index].c_str() : nullptr;
}

double promised(const Guarantee& guarantee) {
  return guarantee.kind == Guarantee::Kind::none ? c::unknown : guarantee.alpha;
}

oncourse_rule_verdict rule_verdict(const RuleVerdict& of) {
  oncourse_rule_verdict out = ONCOURSE_RULE_VERDICT_INIT;
  out.rule = c::rule_of(of.rule);
  out.verdict = static_cast<std::int32_t>(of.latest());
  out.alarm_session = of.alarm.value_or(c::no_number);
  out.target_kind = c::number_of(of.target.kind);
  out.target_value = of.target.value;
  out.value = of.value.value_or(c::unknown);
  out.threshold = of.threshold.value_or(c::unknown);
  out.guarantee_kind = static_cast<std::int32_t>(of.guarantee.kind);
  out.guarantee_alpha = promised(of.guarantee);
  out.guarantee_n_reached = of.guarantee.n_reached;
  out.guarantee_statement = c::literal(of.guarantee.statement);
  out.target_limit = of.line.limit;
  out.target_compare = static_cast<std::int32_t>(of.line.compare);
  out.inclusive = of.inclusive ? 1 : 0;
  out.monitored_from = of.monitoring.from;
  out.monitored_to = of.monitoring.to;
  out.calibration = c::literal(of.calibration);
  return out;
}

/// The course with a value of every covariate at every session.
Result<Course> checked(const oncourse_course& course) {
  CourseRecord record = course.record;
  for (const oncourse_course::Covariate& set : course.covariates)
    if (std::find(record.covariate_names.begin(), record.covariate_names.end(), set.name) ==
        record.covariate_names.end())
      record.covariate_names.push_back(set.name);
  for (Session& session : record.sessions)
    for (const std::string& name : record.covariate_names) {
      const oncourse_course::Covariate* latest = nullptr;
      for (const oncourse_course::Covariate& set : course.covariates)
        if (set.name == name && set.session <= session.number && (!latest || set.session > latest->session))
          latest = &set;
      if (!latest)
        return Error{Errc::not_available, "session " + text(session.number) + " has no value of covariate " + name};
      session.covariates.push_back(latest->value);
    }
  return Course::make(std::move(record));
}

Result<AssessOptions> options_from(const oncourse_assess_options& known, const std::optional<Target>& agreed) {
  const auto rules = c::rules_from(known.rules, known.n_rules);
  if (!rules) return rules.error();
  const auto combination = c::one_of(rule_combinations, known.combination, "combination");
  if (!combination) return combination.error();
  const auto target = c::target_from(known.target_kind, known.target_value);
  if (!target) return target.error();
  if (known.title && !is_utf8(known.title)) return Error{Errc::malformed, "the title is not UTF-8"};
  AssessOptions options;
  options.target = *target ? *target : agreed;
  if (known.alpha != 0.0) options.alpha = known.alpha;
  if (known.level != 0.0) options.level = known.level;
  options.rules = *rules;
  options.combination = *combination;
  if (known.group) options.group = known.group;
  if (known.window_level != 0.0) options.window.level = known.window_level;
  if (known.sessions_beyond != 0)
    options.window.sessions_beyond = known.sessions_beyond == -1 ? 0 : known.sessions_beyond;
  if (known.window_by != 0 && known.window_by != 1)
    return Error{Errc::bad_argument, "window_by is " + text(known.window_by) + ", it is 0 or 1"};
  options.window.by = known.window_by == 1;
  return options;
}

}  // namespace

oncourse_status oncourse_assess(const oncourse_course* course, const oncourse_instrument* instrument,
                                const oncourse_model* model, const oncourse_assess_options* options,
                                oncourse_assessment** assessment, oncourse_error* error) {
  return c::call(assessment, error, [&]() -> Result<std::unique_ptr<oncourse_assessment>> {
    if (auto trouble = c::missing({{"course", course}, {"instrument", instrument}})) return *std::move(trouble);
    const auto known = c::read(options);
    if (!known) return known.error();
    const auto chosen = options_from(*known, course->target);
    if (!chosen) return chosen.error();
    auto complete = checked(*course);
    if (!complete) return complete.error();
    const auto today = c::today_from(known->today, *complete);
    if (!today) return today.error();

    std::unique_ptr<oncourse_assessment> made(
        new oncourse_assessment{*std::move(complete), c::with(course->loaded, *instrument), {}, {}, {}, {}, {}});
    auto judged = assess(made->course, *instrument->definition, model ? &model->model : nullptr, *chosen);
    if (!judged) return judged.error();
    made->report = course_report(made->course, *std::move(judged), *today);
    if (known->title) made->report.title = known->title;
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
    out.alarm_session = a.alarm.value_or(c::no_number);
    out.earliest_likely_session = a.window.earliest_likely.value_or(c::no_number);
    out.forecast_first = a.curve.empty() ? c::no_number : a.curve.front().session;
    out.forecast_last = a.curve.empty() ? c::no_number : a.curve.back().session;
    out.target_compare = a.target ? static_cast<std::int32_t>(a.target->compare) : -1;
    out.target_limit = a.target ? a.target->limit : c::unknown;
    out.target_basis = a.target ? a.target->basis.c_str() : nullptr;
    out.window_probability = a.window_probability.value_or(c::unknown);
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
    if (auto trouble = c::trouble_in_index(index, sessions.size())) return *std::move(trouble);
    const SessionVerdict& at = sessions[index];
    oncourse_session_verdict out = ONCOURSE_SESSION_VERDICT_INIT;
    out.session = at.session;
    out.verdict = static_cast<std::int32_t>(at.verdict);
    out.day = at.day;
    out.score = at.score;
    out.probability = at.probability.value_or(c::unknown);
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
    out.band = interval(at->band);
    return out;
  });
}

oncourse_status oncourse_assessment_bands(const oncourse_assessment* assessment, oncourse_bands* bands,
                                          oncourse_error* error) {
  return c::call(bands, error, [&]() -> Result<oncourse_bands> {
    if (auto trouble = c::missing({{"assessment", assessment}})) return *std::move(trouble);
    const Assessment& a = assessment->report.assessment;
    const std::optional<BandGuarantee>& promised = a.band_guarantee;
    if (!promised)
      return Error{Errc::not_available, "the model has no prediction bands, or the planned end has passed"};
    oncourse_bands out = ONCOURSE_BANDS_INIT;
    out.end = interval(a.end_band);
    out.level = promised->level;
    out.guarantee_kind = static_cast<std::int32_t>(promised->kind);
    out.n = promised->n;
    out.n_last = promised->n_last;
    out.statement = promised->statement.c_str();
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
    out.probability = from.probability.value_or(c::unknown);
    out.value = from.value.value_or(c::unknown);
    out.threshold = from.threshold.value_or(c::unknown);
    out.expected = interval(from.expected);
    out.expected_level = from.expected_level;
    out.turning_score = from.turning_score.value_or(c::unknown);
    out.guarantee_alpha = promised(from.guarantee);
    out.guarantee_kind = static_cast<std::int32_t>(from.guarantee.kind);
    out.guarantee_n_reached = from.guarantee.n_reached;
    out.guarantee_statement = c::literal(from.guarantee.statement);
    out.rule = from.rule.c_str();
    out.calibration = c::literal(from.calibration);
    out.model = from.model.empty() ? nullptr : from.model.c_str();
    out.n_inputs = from.inputs.size();
    out.n_sentences = from.sentences.size();
    out.n_assumptions = from.assumptions.size();
    out.n_quality_notes = from.data_quality.size();
    out.n_rules = a.rules.size();
    out.decided = a.decided;
    return out;
  });
}

oncourse_status oncourse_assessment_rule(const oncourse_assessment* assessment, size_t index,
                                         oncourse_rule_verdict* result, oncourse_error* error) {
  return c::call(result, error, [&]() -> Result<oncourse_rule_verdict> {
    if (auto trouble = c::missing({{"assessment", assessment}})) return *std::move(trouble);
    const std::vector<RuleVerdict>& rules = assessment->report.assessment.rules;
    if (auto trouble = c::trouble_in_index(index, rules.size())) return *std::move(trouble);
    return rule_verdict(rules[index]);
  });
}

oncourse_status oncourse_assessment_deterioration(const oncourse_assessment* assessment, oncourse_rule_verdict* result,
                                                  oncourse_error* error) {
  return c::call(result, error, [&]() -> Result<oncourse_rule_verdict> {
    if (auto trouble = c::missing({{"assessment", assessment}})) return *std::move(trouble);
    const auto& of = assessment->report.assessment.deterioration;
    if (!of)
      return Error{
          Errc::not_available,
          "deterioration is not judged: it needs a model, a target that can be judged and is not deterioration itself, "
          "and room on the scale for a reliable change"};
    return rule_verdict(*of);
  });
}

oncourse_status oncourse_assessment_input(const oncourse_assessment* assessment, size_t index,
                                          oncourse_basis_input* result, oncourse_error* error) {
  return c::call(result, error, [&]() -> Result<oncourse_basis_input> {
    if (auto trouble = c::missing({{"assessment", assessment}})) return *std::move(trouble);
    const std::vector<BasisInput>& inputs = assessment->report.assessment.basis.inputs;
    if (auto trouble = c::trouble_in_index(index, inputs.size())) return *std::move(trouble);
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

const char* oncourse_window_decision_name(int32_t decision) {
  return c::literal(name(static_cast<WindowDecision>(decision)));
}

oncourse_status oncourse_assessment_window(const oncourse_assessment* assessment, oncourse_window* window,
                                           oncourse_error* error) {
  return c::call(window, error, [&]() -> Result<oncourse_window> {
    if (auto trouble = c::missing({{"assessment", assessment}})) return *std::move(trouble);
    const WindowOutlook& from = assessment->report.assessment.window;
    oncourse_window out = ONCOURSE_WINDOW_INIT;
    out.decision = static_cast<std::int32_t>(from.decision);
    out.earliest_likely_session = from.earliest_likely.value_or(c::no_number);
    out.level = from.level;
    out.n_sessions = from.sessions.size();
    out.n_beyond = from.beyond.size();
    out.n_reasons = from.reasons.size();
    out.n_sentences = from.sentences.size();
    return out;
  });
}

oncourse_status oncourse_assessment_window_session(const oncourse_assessment* assessment, size_t index,
                                                   oncourse_window_session* result, oncourse_error* error) {
  return c::call(result, error, [&]() -> Result<oncourse_window_session> {
    if (auto trouble = c::missing({{"assessment", assessment}})) return *std::move(trouble);
    const WindowOutlook& from = assessment->report.assessment.window;
    const std::size_t inside = from.sessions.size();
    if (auto trouble = c::trouble_in_index(index, inside + from.beyond.size())) return *std::move(trouble);
    const WindowSession& at = index < inside ? from.sessions[index] : from.beyond[index - inside];
    oncourse_window_session out = ONCOURSE_WINDOW_SESSION_INIT;
    out.session = at.session;
    out.extrapolated = index >= inside;
    out.day = at.day;
    out.at = at.at;
    out.by = at.by.value_or(c::unknown);
    out.score = interval(at.score);
    if (at.date) at.date->iso().copy(out.date, sizeof out.date - 1);
    return out;
  });
}

oncourse_status oncourse_assessment_window_reason(const oncourse_assessment* assessment, size_t index,
                                                  oncourse_window_reason* result, oncourse_error* error) {
  return c::call(result, error, [&]() -> Result<oncourse_window_reason> {
    if (auto trouble = c::missing({{"assessment", assessment}})) return *std::move(trouble);
    const std::vector<WindowReason>& reasons = assessment->report.assessment.window.reasons;
    if (auto trouble = c::trouble_in_index(index, reasons.size())) return *std::move(trouble);
    const WindowReason& from = reasons[index];
    oncourse_window_reason out = ONCOURSE_WINDOW_REASON_INIT;
    out.kind = static_cast<std::int32_t>(from.kind);
    out.in_model = from.in_model ? std::int32_t{*from.in_model} : c::no_number;
    out.session = from.session.value_or(c::no_number);
    out.has_day = from.day.has_value();
    out.day = from.day.value_or(0);
    out.value = from.value.value_or(c::unknown);
    out.agreed = from.agreed.value_or(c::unknown);
    out.of = from.of.empty() ? nullptr : from.of.c_str();
    out.sentence = from.sentence.c_str();
    if (from.date) from.date->iso().copy(out.date, sizeof out.date - 1);
    return out;
  });
}

const char* oncourse_assessment_window_sentence(const oncourse_assessment* assessment, size_t index) {
  if (!assessment) return nullptr;
  const std::vector<std::string>& all = assessment->report.assessment.window.sentences;
  return index < all.size() ? all[index].c_str() : nullptr;
}

const char* oncourse_assessment_json(const oncourse_assessment* a) {
  return a ? a->json.read([&] { return to_json(a->report); }) : nullptr;
}

const char* oncourse_assessment_text(const oncourse_assessment* a) {
  return a ? a->text.read([&] { return to_text(a->report); }) : nullptr;
}

const char* oncourse_assessment_html(const oncourse_assessment* a) {
  return a ? a->html.read([&] { return to_html(a->report); }) : nullptr;
}

const char* oncourse_assessment_svg(const oncourse_assessment* a) {
  return a ? a->svg.read([&] { return chart_svg(a->report); }) : nullptr;
}
