// followed_verdicts.cpp: verdicts in a byte each, as categories.
// SPDX-License-Identifier: Apache-2.0
#include "cohort/followed_verdicts.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/parallel.hpp"

namespace oncourse {
namespace {

template <class Names>
TableColumn category_column(std::string column, const Names& names) {
  std::vector<std::string_view> kinds;
  kinds.reserve(names.size());
  for (const auto one : names) kinds.push_back(name(one));
  return TableColumn::categories(std::move(column), kinds);
}

TableColumn status_column() {
  std::vector<std::string_view> kinds = {"ok"};
  for (int code = 1; code <= static_cast<int>(Errc::not_available); ++code)
    kinds.push_back(name(static_cast<Errc>(code)));
  return TableColumn::categories("status", kinds);
}

}  // namespace

FollowedVerdicts::FollowedVerdicts(std::size_t rows, bool every_session, bool counted) : counted_(counted) {
  constexpr std::array verdicts = {Verdict::undetermined, Verdict::on_track, Verdict::off_track,
                                   Verdict::reached_target};
  columns_ = {TableColumn::whole_numbers("session"),
              category_column("verdict", verdicts),
              TableColumn::numbers("probability"),
              every_session ? TableColumn::booleans("alarm") : TableColumn::whole_numbers("alarm_session"),
              TableColumn::numbers("value"),
              TableColumn::numbers("threshold"),
              category_column("rule", monitoring_rules),
              status_column()};
  if (every_session && !counted) columns_.erase(columns_.begin());
  for (TableColumn& column : columns_) column.resize(rows);
  if (every_session) alarms_.assign(rows, null_code);
}

Table FollowedVerdicts::table(int threads) && {
  constexpr std::size_t rows_of_a_thread = std::size_t{1} << 16;
  const std::size_t rows = columns_.front().size();
  on_threads((rows + rows_of_a_thread - 1) / rows_of_a_thread, threads, [&](std::size_t k) {
    const std::size_t first = k * rows_of_a_thread, last = std::min(first + rows_of_a_thread, rows);
    for (TableColumn& column : columns_) {
      if (column.is_boolean()) {
        column.mark_true(first, last, [&](std::size_t row) { return alarms_[row] == 1; });
        column.mark_nulls(first, last, [&](std::size_t row) { return alarms_[row] == null_code; });
      } else if (column.categories()) {
        column.mark_nulls(first, last, [&](std::size_t row) { return column.written<std::int8_t>(row) == null_code; });
      } else if (column.format() == "g") {
        column.mark_nulls(first, last, [&](std::size_t row) { return std::isnan(column.written<double>(row)); });
      } else {
        column.mark_nulls(first, last, [&](std::size_t row) { return column.written<std::int32_t>(row) == null_code; });
      }
    }
  });
  for (TableColumn& column : columns_) column.count_nulls();
  return {std::move(columns_)};
}

}  // namespace oncourse
