// session_window_columns.cpp: one window per person.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/session_window_columns.hpp"

#include <array>
#include <cmath>
#include <limits>

#include "cohort/row_status.hpp"
#include "oncourse/base/number.hpp"
#include "oncourse/change/session_window.hpp"

namespace oncourse {

Result<SessionWindows> session_window_columns(const LongScores& columns, const Column& at, int before, int after) {
  if (auto trouble = trouble_in_lengths(std::array{columns.person, &at})) return *trouble;
  const auto long_series = LongSeries::read(columns);
  if (!long_series) return long_series.error();
  const auto sessions = numbers(at);
  if (!sessions) return sessions.error();
  if (const auto possible = session_window({}, 1, before, after); !possible) return possible.error();
  TableColumn session = TableColumn::whole_numbers("session");
  RowStatus status;
  std::vector<TableColumn> around;
  for (int k = -before; k <= after; ++k)
    around.push_back(TableColumn::numbers(k == 0 ? "n" : k < 0 ? "n_minus_" + text(-k) : "n_plus_" + text(k)));
  const auto at_of = [&](std::size_t person) -> Result<int> {
    double value = std::numeric_limits<double>::quiet_NaN();
    for (const std::size_t row : long_series->rows_of(person)) {
      const double here = (*sessions)[row];
      if (std::isnan(here)) continue;
      if (!std::isnan(value) && here != value)
        return Error{Errc::bad_argument, "row " + text(row + 1) + ": session " + text(here) +
                                             " to look at, an earlier row has " + text(value)};
      if (const auto whole = session_number(here, row); !whole) return whole.error();
      value = here;
    }
    if (std::isnan(value)) return Error{Errc::not_available, "no session to look at"};
    return static_cast<int>(value);
  };
  SessionWindows out;
  for (std::size_t person = 0; person < long_series->persons(); ++person) {
    out.person_rows.push_back(long_series->rows_of(person).front());
    const auto number = at_of(person);
    const auto series = number ? long_series->of(person) : Result<PlannedSessions>(number.error());
    const auto window = series ? session_window(series->scores, *number, before, after, series->first_session)
                               : Result<std::vector<std::optional<double>>>(series.error());
    session.append(number ? std::optional<std::int32_t>(*number) : std::nullopt);
    for (std::size_t k = 0; k < around.size(); ++k) around[k].append(window ? (*window)[k] : std::nullopt);
    status.append_of(window);
  }
  out.windows.columns.push_back(std::move(session));
  for (TableColumn& column : around) out.windows.columns.push_back(std::move(column));
  for (TableColumn* column : {&status.status, &status.detail}) out.windows.columns.push_back(std::move(*column));
  return out;
}

}  // namespace oncourse
