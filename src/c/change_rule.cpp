// change_rule.cpp: rules of change, and pairs of scores judged by them, over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/change_rule.hpp"

#include "columns.hpp"
#include "drawing.hpp"
#include "handles.hpp"
#include "oncourse/change/effect_size.hpp"
#include "oncourse/report/change_chart.hpp"

using namespace oncourse;

/// Immutable; a scale that does not ship lives in `loaded`.
struct oncourse_change_rule {
  ChangeRule rule;
  const Instrument* scale = nullptr;
  std::optional<LoadedInstrument> loaded;
};

namespace {

static_assert(static_cast<int>(CutoffCriterion::a) == ONCOURSE_CRITERION_A);
static_assert(static_cast<int>(CutoffCriterion::b) == ONCOURSE_CRITERION_B);
static_assert(static_cast<int>(CutoffCriterion::c) == ONCOURSE_CRITERION_C);
static_assert(static_cast<int>(ChangeIndex::jacobson_truax) + 1 == ONCOURSE_METHOD_JACOBSON_TRUAX);
static_assert(static_cast<int>(ChangeIndex::gulliksen_lord_novick) + 1 == ONCOURSE_METHOD_GULLIKSEN_LORD_NOVICK);
static_assert(static_cast<int>(ChangeIndex::hsu_linn_lord) + 1 == ONCOURSE_METHOD_HSU_LINN_LORD);
static_assert(static_cast<int>(ChangeIndex::edwards_nunnally) + 1 == ONCOURSE_METHOD_EDWARDS_NUNNALLY);
static_assert(static_cast<int>(ChangeIndex::nunnally_kotsch) + 1 == ONCOURSE_METHOD_NUNNALLY_KOTSCH);
static_assert(static_cast<int>(ChangeIndex::hageman_arrindell) + 1 == ONCOURSE_METHOD_HAGEMAN_ARRINDELL);

std::optional<double> known(double value) { return std::isnan(value) ? std::nullopt : std::optional(value); }

Result<ScoreStatistics> statistics_from(const oncourse_score_statistics* given) {
  if (!given) return Error{Errc::bad_argument, "this method needs statistics"};
  return ScoreStatistics{
      given->pre_sd,         given->reliability,        known(given->pre_mean),        known(given->post_mean),
      known(given->post_sd), known(given->correlation), known(given->post_reliability)};
}

oncourse_clinical_range range_to(const ClinicalRange& range) {
  return {range.value,
          range.functional_beyond,
          range.clinical_beyond,
          static_cast<std::int32_t>(range.direction),
          range.clinical_at_value,
          range.functional_at_value,
          0};
}

}  // namespace

Result<ClinicalRange> c::range_from(const oncourse_clinical_range& range) {
  const auto direction = c::direction_from(range.direction);
  const auto clinical = c::yes_or_no(range.clinical_at_value, "clinical_at_value");
  const auto functional = c::yes_or_no(range.functional_at_value, "functional_at_value");
  if (!direction) return direction.error();
  if (!clinical) return clinical.error();
  if (!functional) return functional.error();
  if (auto trouble = c::trouble_in_reserved(range.reserved)) return *std::move(trouble);
  const double towards_better = better(*direction);
  if (towards_better * (range.functional_beyond - range.clinical_beyond) < 0.0)
    return Error{Errc::bad_argument, "functional_beyond is " + text(range.functional_beyond) +
                                         ", it must not be worse than clinical_beyond " + text(range.clinical_beyond)};
  return ClinicalRange{*direction, range.value, range.functional_beyond, range.clinical_beyond, *clinical, *functional};
}

namespace {

Result<ChangeRule> rule_by_method(const Instrument* q, const oncourse_change_rule_options& options, Direction direction,
                                  const std::optional<ClinicalRange>& range) {
  const ChangeThresholds thresholds{c::or_none(options.improvement), c::or_none(options.deterioration)};
  switch (options.method) {
    case ONCOURSE_METHOD_RELIABLE_CHANGE:
      if (q) return reliable_change_rule(*q, thresholds);
      return Error{Errc::not_available, "reliable change by an instrument's own criterion needs an instrument"};
    case ONCOURSE_METHOD_POINTS: return points_rule(direction, thresholds);
    case ONCOURSE_METHOD_PERCENT: return percent_rule(direction, thresholds, options.zero);
    case ONCOURSE_METHOD_CUTOFF:
      if (range) return cutoff_rule(*range);
      return Error{Errc::bad_argument, "this method needs a clinical range"};
    default: break;
  }
  const auto index = c::enumerator<ChangeIndex>(options.method, ONCOURSE_METHOD_JACOBSON_TRUAX,
                                                ONCOURSE_METHOD_HAGEMAN_ARRINDELL, "method");
  if (!index)
    return Error{Errc::bad_argument,
                 "method is " + text(options.method) + ", it must lie in 0.." + text(ONCOURSE_METHOD_CUTOFF)};
  const auto statistics = statistics_from(options.statistics);
  if (!statistics) return statistics.error();
  return index_rule(*index, *statistics, direction, thresholds);
}

Result<ChangeRule> rule_from(const Instrument* q, const oncourse_change_rule_options* given) {
  if (!q && !given) return Error{Errc::bad_argument, "neither an instrument nor options"};
  const auto options = c::read(given);
  if (!options) return options.error();
  const auto direction = c::direction_from(options->direction);
  if (!direction) return direction.error();
  if (q && options->direction != ONCOURSE_LOWER_IS_BETTER && *direction != q->direction)
    return Error{Errc::bad_argument, "direction is another than the instrument's"};
  std::optional<ClinicalRange> range;
  if (options->range) {
    const auto read = c::range_from(*options->range);
    if (!read) return read.error();
    range = *read;
  }
  auto made = rule_by_method(q, *options, q ? q->direction : *direction, range);
  if (!made || !range) return made;
  return combined_rule(*made, *range);
}

struct Populations {
  CutoffCriterion criterion;
  PopulationScores clinical;
  std::optional<PopulationScores> functional;
  Direction direction;
};

Result<Populations> populations_from(std::int32_t criterion, const oncourse_population* clinical,
                                     const oncourse_population* functional, std::int32_t direction) {
  if (auto trouble = c::missing({{"clinical", clinical}})) return *std::move(trouble);
  const auto which = c::enumerator<CutoffCriterion>(criterion, ONCOURSE_CRITERION_A, ONCOURSE_CRITERION_C, "criterion");
  if (!which) return which.error();
  const auto towards = c::direction_from(direction);
  if (!towards) return towards.error();
  Populations out{*which, {clinical->mean, clinical->sd}, {}, *towards};
  if (functional) out.functional = {functional->mean, functional->sd};
  return out;
}

}  // namespace

oncourse_status oncourse_pair_statistics(const double* pre, const double* post, size_t n,
                                         oncourse_score_statistics* statistics, oncourse_error* error) {
  return c::call(statistics, error, [&]() -> Result<oncourse_score_statistics> {
    if (auto trouble = c::missing_arrays(n, {{"pre", pre}, {"post", post}})) return *std::move(trouble);
    const auto pairs = describe_pairs({pre, n}, {post, n});
    if (!pairs) return pairs.error();
    return oncourse_score_statistics{
        pairs->pre_mean, pairs->pre_sd, pairs->post_mean, pairs->post_sd, pairs->correlation.value_or(c::unknown),
        c::unknown,      c::unknown};
  });
}

oncourse_status oncourse_cutoff_between(int32_t criterion, const oncourse_population* clinical,
                                        const oncourse_population* functional, int32_t direction, double* value,
                                        oncourse_error* error) {
  return c::call(value, error, [&]() -> Result<double> {
    const auto asked = populations_from(criterion, clinical, functional, direction);
    if (!asked) return asked.error();
    return cutoff_between(asked->criterion, asked->clinical, asked->functional, asked->direction);
  });
}

oncourse_status oncourse_cutoff_between_true_scores(int32_t criterion, const oncourse_population* clinical,
                                                    const oncourse_population* functional,
                                                    double standard_error_of_measurement, int32_t direction,
                                                    double* value, oncourse_error* error) {
  return c::call(value, error, [&]() -> Result<double> {
    const auto asked = populations_from(criterion, clinical, functional, direction);
    if (!asked) return asked.error();
    return cutoff_between_true_scores(asked->criterion, asked->clinical, asked->functional,
                                      standard_error_of_measurement, asked->direction);
  });
}

oncourse_status oncourse_clinical_significance_index(double value, const oncourse_score_statistics* statistics,
                                                     double post, double* index, oncourse_error* error) {
  return c::call(index, error, [&]() -> Result<double> {
    if (auto trouble = c::missing({{"statistics", statistics}})) return *std::move(trouble);
    const auto read = statistics_from(statistics);
    if (!read) return read.error();
    return clinical_significance_index(value, *read, post);
  });
}

oncourse_status oncourse_clinical_range_at(double value, int32_t direction, oncourse_clinical_range* range,
                                           oncourse_error* error) {
  return c::call(range, error, [&]() -> Result<oncourse_clinical_range> {
    const auto towards = c::direction_from(direction);
    if (!towards) return towards.error();
    if (!std::isfinite(value)) return Error{Errc::bad_argument, "value is not a finite number"};
    return range_to(clinical_range(value, *towards));
  });
}

oncourse_status oncourse_clinical_range_of_cutoff(const oncourse_cutoff* cutoff, int32_t direction,
                                                  oncourse_clinical_range* range, oncourse_error* error) {
  return c::call(range, error, [&]() -> Result<oncourse_clinical_range> {
    if (auto trouble = c::missing({{"cutoff", cutoff}})) return *std::move(trouble);
    if (!cutoff->purpose) return Error{Errc::not_available, "there is no cut-off"};
    const auto towards = c::direction_from(direction);
    if (!towards) return towards.error();
    const auto purpose = purpose_named(cutoff->purpose);
    if (!purpose) return purpose.error();
    if (!*purpose) return Error{Errc::bad_argument, "the cut-off has no purpose"};
    const auto compare = c::enumerator<Compare>(cutoff->compare, ONCOURSE_AT_LEAST, ONCOURSE_BELOW, "compare");
    if (!compare) return compare.error();
    if (!std::isfinite(cutoff->value)) return Error{Errc::bad_argument, "the cut-off's value is not a finite number"};
    Cutoff line{};
    line.purpose = **purpose;
    line.compare = *compare;
    line.value = cutoff->value;
    return range_to(clinical_range(line, *towards));
  });
}

oncourse_status oncourse_clinical_range_of_true_scores(double value, const oncourse_score_statistics* statistics,
                                                       int32_t direction, double critical_value,
                                                       oncourse_clinical_range* range, oncourse_error* error) {
  return c::call(range, error, [&]() -> Result<oncourse_clinical_range> {
    if (auto trouble = c::missing({{"statistics", statistics}})) return *std::move(trouble);
    const auto towards = c::direction_from(direction);
    if (!towards) return towards.error();
    const auto read = statistics_from(statistics);
    if (!read) return read.error();
    const auto made =
        clinical_range_of_true_scores(value, *read, *towards, c::or_default(critical_value, normal_half_width(0.90)));
    if (!made) return made.error();
    return range_to(*made);
  });
}

oncourse_status oncourse_change_rule_new(const oncourse_instrument* instrument,
                                         const oncourse_change_rule_options* options, oncourse_change_rule** rule,
                                         oncourse_error* error) {
  return c::call(rule, error, [&]() -> Result<std::unique_ptr<oncourse_change_rule>> {
    const Instrument* const q = instrument ? instrument->definition : nullptr;
    if (q && !q->has_total()) return accept_total(*q, 0.0).error();
    const auto made = rule_from(q, options);
    if (!made) return made.error();
    return std::make_unique<oncourse_change_rule>(
        oncourse_change_rule{*made, q, instrument ? instrument->loaded : std::nullopt});
  });
}

void oncourse_change_rule_free(oncourse_change_rule* rule) { delete rule; }

oncourse_status oncourse_change_classify(const oncourse_change_rule* rule, const double* pre, const double* post,
                                         size_t n, int32_t* classes, double* statistics, int32_t* row_statuses,
                                         oncourse_error* error) {
  return c::call(error, [&]() -> std::optional<Error> {
    if (auto trouble = c::missing({{"rule", rule}})) return trouble;
    if (auto trouble = c::missing_arrays(n, {{"pre", pre}, {"post", post}, {"classes", classes}})) return trouble;
    for (std::size_t i = 0; i < n; ++i) {
      const auto reason = trouble_in_pair(rule->rule, pre[i], post[i], rule->scale);
      classes[i] = reason
                       ? ONCOURSE_CHANGE_NOT_KNOWN
                       : static_cast<std::int32_t>(*rule->rule.classify(pre[i], post[i])) + ONCOURSE_CHANGE_RECOVERED;
      if (statistics) statistics[i] = reason ? c::unknown : rule->rule.statistic(pre[i], post[i]).value_or(c::unknown);
      if (row_statuses) row_statuses[i] = reason ? static_cast<std::int32_t>(*reason) : ONCOURSE_OK;
    }
    return std::nullopt;
  });
}

oncourse_status oncourse_change_draw(const oncourse_change_rule* rule, const double* pre, const double* post, size_t n,
                                     const oncourse_axis* axis, oncourse_drawing** drawing, oncourse_error* error) {
  return c::call(drawing, error, [&]() -> Result<std::unique_ptr<oncourse_drawing>> {
    if (auto trouble = c::missing({{"rule", rule}, {"axis", axis}})) return *std::move(trouble);
    if (auto trouble = c::missing_arrays(n, {{"pre", pre}, {"post", post}})) return *std::move(trouble);
    const auto scale = c::axis_from(*axis);
    if (!scale) return scale.error();
    return c::drawing_handle(change_svg(rule->rule, {pre, n}, {post, n}, *scale));
  });
}

void oncourse_drawing_free(oncourse_drawing* drawing) { delete drawing; }

const char* oncourse_drawing_svg(const oncourse_drawing* drawing) { return drawing ? drawing->svg.c_str() : nullptr; }
