// reliability_columns.cpp: internal consistency and retest reliability, over columns.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/reliability_columns.hpp"

#include "cohort/groups.hpp"
#include "oncourse/change/internal_consistency.hpp"
#include "oncourse/change/one_factor.hpp"
#include "oncourse/change/retest.hpp"

namespace oncourse {
namespace {

/// A table of one row, written from left to right.
class OneRow {
 public:
  void count(const char* name, std::optional<std::int64_t> value) { add(TableColumn::long_numbers(name), value); }
  void number(const char* name, std::optional<double> value) { add(TableColumn::numbers(name), value); }
  void boolean(const char* name, std::optional<bool> value) { add(TableColumn::booleans(name), value); }
  void words(const char* name, const std::optional<std::string>& value) {
    add(TableColumn::texts(name), value ? std::optional<std::string_view>(*value) : std::nullopt);
  }
  void estimate(const std::string& name, const std::optional<ReliabilityEstimate>& value) {
    const ConfidenceInterval* const interval = value && value->interval ? &*value->interval : nullptr;
    number(name.c_str(), value ? std::optional(value->value) : std::nullopt);
    number((name + "_low").c_str(), interval ? std::optional(interval->low) : std::nullopt);
    number((name + "_high").c_str(), interval ? std::optional(interval->high) : std::nullopt);
  }
  Table table() && { return std::move(out_); }

 private:
  template <class T>
  void add(TableColumn column, const std::optional<T>& value) {
    column.append(value);
    out_.columns.push_back(std::move(column));
  }
  Table out_;
};

std::optional<std::string> names_of(std::span<const Column* const> columns, const std::vector<std::size_t>& which) {
  std::optional<std::string> out;
  for (const std::size_t one : which) out = out ? *out + ", " + columns[one]->name : columns[one]->name;
  return out;
}

/// A figure of something that may not be there.
template <class T, class F>
auto figure(const Result<T>& from, F read) -> std::optional<std::remove_cvref_t<decltype(read(*from))>> {
  if (!from) return std::nullopt;
  return read(*from);
}

std::vector<std::span<const double>> views(const std::vector<std::vector<double>>& columns) {
  return {columns.begin(), columns.end()};
}

/// Of columns without infinite values.
std::int64_t complete(const std::vector<std::vector<double>>& columns) {
  std::int64_t out = 0;
  for (std::size_t row = 0; !columns.empty() && row < columns[0].size(); ++row) {
    bool all = true;
    for (const auto& column : columns) all = all && !std::isnan(column[row]);
    out += all;
  }
  return out;
}

void write_counts(OneRow& row, const char* what, const std::vector<std::vector<double>>& columns) {
  const std::int64_t persons = complete(columns);
  row.count(what, static_cast<std::int64_t>(columns.size()));
  row.count("persons", persons);
  row.count("left_out", columns.empty() ? 0 : static_cast<std::int64_t>(columns[0].size()) - persons);
}

}  // namespace

Result<Table> reliability_columns(std::span<const Column* const> items, double level) {
  if (const auto trouble = trouble_in_level(level)) return *trouble;
  const auto answers = numbers_of(items);
  if (!answers) return answers.error();
  const auto covariance = item_covariance(views(*answers));
  const auto alpha = covariance ? internal_consistency(*covariance, level) : covariance.error();
  const auto factor = covariance ? one_factor(*covariance) : covariance.error();
  using Alpha = InternalConsistency;
  OneRow row;
  write_counts(row, "items", *answers);
  row.number("alpha", figure(alpha, [](const Alpha& a) { return a.alpha; }));
  row.number("alpha_low", figure(alpha, [](const Alpha& a) { return a.interval.low; }));
  row.number("alpha_high", figure(alpha, [](const Alpha& a) { return a.interval.high; }));
  row.number("standardized_alpha", alpha ? alpha->standardized_alpha : std::nullopt);
  row.number("mean_correlation", alpha ? alpha->mean_correlation : std::nullopt);
  row.number("total_mean", figure(alpha, [](const Alpha& a) { return a.total_mean; }));
  row.number("total_sd", figure(alpha, [](const Alpha& a) { return a.total_sd; }));
  row.number("sem", figure(alpha, [](const Alpha& a) { return a.sem; }));
  std::optional<double> detectable;
  if (alpha)
    if (const auto found = smallest_detectable_change(alpha->sem, 1, level)) detectable = *found;
  row.number("smallest_detectable_change", detectable);
  row.number("omega", figure(factor, [](const OneFactor& f) { return f.omega; }));
  row.boolean("omega_proper", figure(factor, [](const OneFactor& f) { return f.proper(); }));
  row.words("wrongly_keyed", alpha ? names_of(items, alpha->wrongly_keyed) : std::nullopt);
  row.words("constant", alpha ? names_of(items, alpha->constant) : std::nullopt);
  row.words("improper", factor ? names_of(items, factor->improper) : std::nullopt);
  row.words("status", std::string(alpha ? "ok" : name(alpha.error().code)));
  row.words("detail", !alpha    ? std::optional(alpha.error().detail)
                      : !factor ? std::optional("omega: " + factor.error().detail)
                                : std::nullopt);
  return std::move(row).table();
}

Result<Table> retest_columns(std::span<const Column* const> occasions, double level) {
  if (const auto trouble = trouble_in_level(level)) return *trouble;
  const auto scores = numbers_of(occasions);
  if (!scores) return scores.error();
  const auto found = retest(views(*scores), level);
  OneRow row;
  write_counts(row, "occasions", *scores);
  row.estimate("pearson", found ? found->pearson : std::nullopt);
  row.estimate("agreement", figure(found, [](const Retest& r) { return r.agreement; }));
  row.estimate("consistency", figure(found, [](const Retest& r) { return r.consistency; }));
  row.number("sem_agreement", figure(found, [](const Retest& r) { return r.sem_agreement; }));
  row.number("sem_consistency", figure(found, [](const Retest& r) { return r.sem_consistency; }));
  std::optional<double> of_one, of_all;
  if (found) {
    if (const auto one = smallest_detectable_change(found->sem_agreement, 1, level)) of_one = *one;
    if (const auto all = smallest_detectable_change(found->sem_agreement, found->persons, level)) of_all = *all;
  }
  row.number("smallest_detectable_change", of_one);
  row.number("smallest_detectable_change_group", of_all);
  row.words("status", std::string(found ? "ok" : name(found.error().code)));
  row.words("detail", found ? std::nullopt : std::optional(found.error().detail));
  return std::move(row).table();
}

}  // namespace oncourse
