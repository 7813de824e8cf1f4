// groups.cpp: groups, services and benchmarks over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include "columns.hpp"
#include "handles.hpp"
#include "oncourse/change/benchmark.hpp"
#include "oncourse/cohort/group_columns.hpp"
#include "oncourse/cohort/reliability_columns.hpp"
#include "oncourse/cohort/talking_therapies_columns.hpp"

using namespace oncourse;

namespace {

static_assert(static_cast<int>(Standardizer::pre_sd) == ONCOURSE_BY_PRE_SD);
static_assert(static_cast<int>(Standardizer::pooled_sd) == ONCOURSE_BY_POOLED_SD);
static_assert(static_cast<int>(Standardizer::change_sd) == ONCOURSE_BY_CHANGE_SD);

Result<GroupChangeOptions> options_from(const oncourse_group_options* given) {
  const auto known = c::read(given);
  if (!known) return known.error();
  const auto direction = c::direction_from(known->direction);
  const auto by =
      c::enumerator<Standardizer>(known->standardizer, ONCOURSE_BY_PRE_SD, ONCOURSE_BY_CHANGE_SD, "standardizer");
  const auto unequal = c::yes_or_no(known->unequal_variances, "unequal_variances");
  const auto uncorrected = c::yes_or_no(known->uncorrected, "uncorrected");
  if (!direction) return direction.error();
  if (!by) return by.error();
  if (!unequal) return unequal.error();
  if (!uncorrected) return uncorrected.error();
  return GroupChangeOptions{
      *direction,
      {*by, *unequal ? Variances::unequal : Variances::equal, !*uncorrected, c::level_from(known->level)},
      c::or_none(known->important),
      c::or_none(known->reliability),
      known->true_cutoff ? std::optional(*known->true_cutoff) : std::nullopt};
}

std::int32_t number_of(AgainstBenchmark verdict) {
  switch (verdict) {
    case AgainstBenchmark::above: return ONCOURSE_ABOVE_BENCHMARK;
    case AgainstBenchmark::below: return ONCOURSE_BELOW_BENCHMARK;
    case AgainstBenchmark::not_distinguishable: break;
  }
  return ONCOURSE_NOT_DISTINGUISHABLE;
}

std::int32_t number_of(const std::optional<bool>& known) { return known ? std::int32_t{*known} : c::no_number; }

/// What a measure of the caller's says, as columns.
struct Measure {
  Column first, last;
  MeasureThresholds by;

  [[nodiscard]] MeasureColumns columns() const { return {&first, &last, by}; }
};

Result<std::optional<Measure>> measure_from(const oncourse_measure* given, std::size_t n) {
  if (!given) return std::optional<Measure>{};
  if (auto trouble = c::missing_arrays(n, {{"measure.first", given->first}, {"measure.last", given->last}}))
    return *std::move(trouble);
  const auto direction = c::direction_from(given->direction);
  const auto beyond = c::yes_or_no(given->case_beyond, "case_beyond");
  if (!direction) return direction.error();
  if (!beyond) return beyond.error();
  const auto caseness = std::isnan(given->caseness) ? std::nullopt : std::optional(given->caseness);
  return std::optional(Measure{c::column("first", given->first, n),
                               c::column("last", given->last, n),
                               {*direction, caseness, !*beyond, given->reliable_change}});
}

/// The caller's arrays as columns named by their numbers, which is how trouble is told.
Result<std::vector<Column>> numbered(const double* const* arrays, std::size_t count, std::size_t n, const char* name) {
  if (auto trouble = c::missing_arrays(count, {{name, arrays}})) return *std::move(trouble);
  std::vector<Column> out;
  for (std::size_t i = 0; i < count; ++i) {
    if (n > 0 && !arrays[i])
      return Error{Errc::bad_argument, std::string(name) + " has a column that is NULL: " + text(i + 1)};
    out.push_back(c::column(text(i + 1), arrays[i], n));
  }
  return out;
}

std::vector<const Column*> pointers(const std::vector<Column>& columns) {
  std::vector<const Column*> out;
  out.reserve(columns.size());
  for (const Column& column : columns) out.push_back(&column);
  return out;
}

}  // namespace

oncourse_status oncourse_group_change(const double* pre, const double* post, const int64_t* groups, size_t n,
                                      const oncourse_group_options* options, oncourse_table** table,
                                      oncourse_error* error) {
  return c::call(table, error, [&]() -> Result<std::unique_ptr<oncourse_table>> {
    if (auto trouble = c::missing_arrays(n, {{"pre", pre}, {"post", post}})) return *std::move(trouble);
    const auto chosen = options_from(options);
    if (!chosen) return chosen.error();
    const auto by = c::optional_column("group", groups, n);
    auto found = group_change_columns(c::column("pre", pre, n), c::column("post", post, n), c::pointer(by), *chosen);
    if (!found) return found.error();
    return c::table_handle(*std::move(found));
  });
}

oncourse_status oncourse_group_difference(const double* pre, const double* post, const int64_t* groups, size_t n,
                                          int64_t reference, const oncourse_group_options* options,
                                          oncourse_table** table, oncourse_error* error) {
  return c::call(table, error, [&]() -> Result<std::unique_ptr<oncourse_table>> {
    if (auto trouble = c::missing_arrays(n, {{"post", post}, {"groups", groups}})) return *std::move(trouble);
    const auto chosen = options_from(options);
    if (!chosen) return chosen.error();
    if (!chosen->important) return Error{Errc::bad_argument, "important is 0, the comparison needs it"};
    const auto before = c::optional_column("pre", pre, n);
    auto found =
        group_difference_columns(c::pointer(before), c::column("post", post, n), c::column("group", groups, n),
                                 {chosen->direction, *chosen->important, text(reference), chosen->effect.level});
    if (!found) return found.error();
    return c::table_handle(*std::move(found));
  });
}

oncourse_status oncourse_benchmark_effect(const oncourse_effect* service, const oncourse_effect* published,
                                          double margin, double level, oncourse_benchmark* benchmark,
                                          oncourse_error* error) {
  return c::call(benchmark, error, [&]() -> Result<oncourse_benchmark> {
    if (auto trouble = c::missing({{"service", service}, {"published", published}})) return *std::move(trouble);
    const auto found =
        benchmark_effect({service->improvement, service->standard_error},
                         {published->improvement, published->standard_error}, c::or_none(margin), c::level_from(level));
    if (!found) return found.error();
    return oncourse_benchmark{sizeof(oncourse_benchmark),
                              found->difference,
                              found->interval.low,
                              found->interval.high,
                              found->standard_error,
                              found->z,
                              found->p,
                              found->narrow_interval.low,
                              found->narrow_interval.high,
                              number_of(found->verdict),
                              number_of(found->good_enough),
                              number_of(found->equivalent),
                              0};
  });
}

oncourse_status oncourse_benchmark_rate(double count, double of, double published_count, double published_of,
                                        double level, oncourse_benchmark* benchmark, oncourse_error* error) {
  return c::call(benchmark, error, [&]() -> Result<oncourse_benchmark> {
    const auto found = published_of == 0.0
                           ? benchmark_against_standard({count, of}, published_count, c::level_from(level))
                           : benchmark_proportion({count, of}, {published_count, published_of}, c::level_from(level));
    if (!found) return found.error();
    return oncourse_benchmark{sizeof(oncourse_benchmark),
                              found->difference,
                              found->interval.low,
                              found->interval.high,
                              c::unknown,
                              c::unknown,
                              c::unknown,
                              c::unknown,
                              c::unknown,
                              number_of(found->verdict),
                              c::no_number,
                              c::no_number,
                              0};
  });
}

oncourse_status oncourse_talking_therapies_measure(const oncourse_instrument* instrument, oncourse_measure* measure,
                                                   oncourse_error* error) {
  return c::call(measure, error, [&]() -> Result<oncourse_measure> {
    if (auto trouble = c::missing({{"instrument", instrument}})) return *std::move(trouble);
    const auto by = talking_therapies_thresholds(*instrument->definition);
    if (!by) return by.error();
    return oncourse_measure{nullptr,
                            nullptr,
                            by->caseness.value_or(c::unknown),
                            by->reliable_change,
                            static_cast<std::int32_t>(by->direction),
                            !by->case_at_threshold};
  });
}

oncourse_status oncourse_talking_therapies(const oncourse_measure* first, const oncourse_measure* second,
                                           const oncourse_measure* fallback, const int64_t* groups, size_t n,
                                           int32_t policy, double level, oncourse_table** referrals,
                                           oncourse_table** rates, oncourse_error* error) {
  return c::call(error, [&]() -> std::optional<Error> {
    if (auto trouble = c::missing({{"first", first}, {"referrals", referrals}, {"rates", rates}})) return trouble;
    const auto children =
        c::enumerator<std::int32_t>(policy, ONCOURSE_POLICY_ADULTS, ONCOURSE_POLICY_CHILDREN, "policy");
    if (!children) return children.error();
    const auto one = measure_from(first, n), other = measure_from(second, n), instead = measure_from(fallback, n);
    for (const auto* measure : {&one, &other, &instead})
      if (!*measure) return measure->error();
    const auto by = c::optional_column("group", groups, n);
    TalkingTherapiesColumns columns{(*one)->columns(), {}, {}, c::pointer(by)};
    if (*other) columns.second = (*other)->columns();
    if (*instead) columns.fallback = (*instead)->columns();
    auto found = talking_therapies_columns(
        columns, *children == ONCOURSE_POLICY_CHILDREN ? children_policy : adult_policy, c::level_from(level));
    if (!found) return found.error();
    auto of_referrals = c::table_handle(std::move(found->referrals)),
         of_rates = c::table_handle(std::move(found->rates));
    *referrals = of_referrals.release();
    *rates = of_rates.release();
    return std::nullopt;
  });
}

oncourse_status oncourse_internal_consistency(const double* const* items, size_t n_items, size_t n, double level,
                                              oncourse_table** table, oncourse_error* error) {
  return c::call(table, error, [&]() -> Result<std::unique_ptr<oncourse_table>> {
    const auto columns = numbered(items, n_items, n, "items");
    if (!columns) return columns.error();
    auto found = reliability_columns(pointers(*columns), c::level_from(level));
    if (!found) return found.error();
    return c::table_handle(*std::move(found));
  });
}

oncourse_status oncourse_retest(const double* const* occasions, size_t n_occasions, size_t n, double level,
                                oncourse_table** table, oncourse_error* error) {
  return c::call(table, error, [&]() -> Result<std::unique_ptr<oncourse_table>> {
    const auto columns = numbered(occasions, n_occasions, n, "occasions");
    if (!columns) return columns.error();
    auto found = retest_columns(pointers(*columns), c::level_from(level));
    if (!found) return found.error();
    return c::table_handle(*std::move(found));
  });
}
