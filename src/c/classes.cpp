// classes.cpp: classes counted, and persons judged by the growth model of all, over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include "columns.hpp"
#include "oncourse/cohort/change_columns.hpp"
#include "oncourse/cohort/class_columns.hpp"

using namespace oncourse;

namespace {

/// The caller's numbers as the words that columns of classes hold.
Result<TableColumn> classes_from(const char* name, const std::int32_t* classes, std::size_t n) {
  auto out = TableColumn::texts(name);
  if (auto trouble = c::missing_arrays(n, {{name, classes}})) return *std::move(trouble);
  for (std::size_t row = 0; row < n; ++row) {
    if (classes[row] == ONCOURSE_CHANGE_NOT_KNOWN) {
      out.append_null();
      continue;
    }
    const auto one = c::enumerator<ChangeClass>(classes[row], ONCOURSE_CHANGE_RECOVERED, ONCOURSE_CHANGE_HARMED, name);
    if (!one) return one.error();
    out.append(oncourse::name(*one));
  }
  return out;
}

Column shown(const TableColumn& column) { return {column.name(), {column.view()}, column.size()}; }

Result<HierarchicalOptions> options_from(const oncourse_hierarchical_options* given) {
  const auto known = c::read(given);
  if (!known) return known.error();
  HierarchicalOptions out;
  const auto direction = c::direction_from(known->direction);
  const auto deviation = c::yes_or_no(known->deviation, "deviation");
  const auto log_time = c::yes_or_no(known->log_time, "log_time");
  const auto least = c::count_from(known->least_scores, out.least_scores, "least_scores");
  if (!direction) return direction.error();
  if (!deviation) return deviation.error();
  if (!log_time) return log_time.error();
  if (!least) return least.error();
  out.direction = *direction;
  out.deviation = *deviation;
  out.least_scores = *least;
  if (*log_time) out.time_basis = growth::TimeBasis::log1p;
  if (known->range) {
    const auto range = c::range_from(*known->range);
    if (!range) return range.error();
    out.range = *range;
  }
  out.improvement = c::or_none(known->improvement);
  out.deterioration = c::or_none(known->deterioration);
  return out;
}

}  // namespace

oncourse_status oncourse_class_summary(const int32_t* classes, const int64_t* groups, size_t n, double level,
                                       oncourse_table** table, oncourse_error* error) {
  return c::call(table, error, [&]() -> Result<std::unique_ptr<oncourse_table>> {
    const auto words = classes_from("classes", classes, n);
    if (!words) return words.error();
    const auto by = c::optional_column("group", groups, n);
    auto found = class_summary_columns(shown(*words), c::pointer(by), c::level_from(level));
    if (!found) return found.error();
    return c::table_handle(*std::move(found));
  });
}

oncourse_status oncourse_class_contingency(const int32_t* first, const int32_t* second, size_t n,
                                           oncourse_table** table, oncourse_error* error) {
  return c::call(table, error, [&]() -> Result<std::unique_ptr<oncourse_table>> {
    const auto a = classes_from("first", first, n), b = classes_from("second", second, n);
    if (!a) return a.error();
    if (!b) return b.error();
    auto found = class_contingency_columns(shown(*a), shown(*b));
    if (!found) return found.error();
    return c::table_handle(*std::move(found));
  });
}

oncourse_status oncourse_hierarchical_change(const oncourse_rows* rows, const oncourse_hierarchical_options* options,
                                             oncourse_table** table, oncourse_error* error) {
  return c::call(table, error, [&]() -> Result<std::unique_ptr<oncourse_table>> {
    const auto columns = c::LongRows::read(rows);
    if (!columns) return columns.error();
    const auto chosen = options_from(options);
    if (!chosen) return chosen.error();
    auto found = hierarchical_change(columns->person, columns->time, columns->score, *chosen);
    if (!found) return found.error();
    return c::table_handle(found->first_rows, std::move(found->persons));
  });
}
