// long_scores.cpp: rows to series.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/long_scores.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "cohort/whole_number.hpp"
#include "oncourse/base/number.hpp"

namespace oncourse {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
// A convention, far beyond any course: it keeps a mistyped number from asking for all memory.
constexpr int most_sessions = 10'000;

}  // namespace

std::optional<Error> trouble_in_lengths(std::span<const Column* const> columns) {
  for (const Column* column : columns)
    if (column->size != columns.front()->size)
      return Error{Errc::bad_argument, "column " + column->name + " has " + text(column->size) + " rows, " +
                                           columns.front()->name + " has " + text(columns.front()->size)};
  return std::nullopt;
}

Result<int> session_number(double value, std::size_t row) {
  if (std::isnan(value)) return Error{Errc::bad_argument, "row " + text(row + 1) + " has no session"};
  if (!is_whole_number(value)) return whole_number_expected("row " + text(row + 1) + ": session");
  return static_cast<int>(value);
}

Result<LongSeries> LongSeries::read(const LongScores& columns) {
  if (auto trouble = trouble_in_lengths(std::array{columns.person, columns.session, columns.score})) return *trouble;
  auto persons = rows_by_person(*columns.person);
  if (!persons) return persons.error();
  auto session = numbers(*columns.session);
  if (!session) return session.error();
  auto score = numbers(*columns.score);
  if (!score) return score.error();
  LongSeries out;
  out.rows_ = *std::move(persons);
  out.session_ = *std::move(session);
  out.score_ = *std::move(score);
  return out;
}

Result<PlannedSessions> LongSeries::of(std::size_t person) const {
  PlannedSessions out;
  for (const std::size_t row : rows_.of(person)) {
    const auto session = session_number(session_[row], row);
    if (!session) return session.error();
    if (out.scores.empty()) out.first_session = *session;
    const int last = out.first_session + static_cast<int>(out.scores.size()) - 1;
    if (*session == last)
      return Error{Errc::session_order, "row " + text(row + 1) + ": session " + text(*session) + " is there twice"};
    if (*session < last)
      return Error{Errc::session_order,
                   "row " + text(row + 1) + ": session " + text(*session) + " after session " + text(last)};
    if (*session - out.first_session >= most_sessions)
      return Error{Errc::bad_argument, "row " + text(row + 1) + ": session " + text(*session) + ", the first one is " +
                                           text(out.first_session) + " and at most " + text(most_sessions) +
                                           " belong to a series"};
    out.scores.resize(static_cast<std::size_t>(*session - out.first_session), none);
    out.scores.push_back(score_[row]);
  }
  return out;
}

}  // namespace oncourse
