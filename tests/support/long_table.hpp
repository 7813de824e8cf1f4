// long_table.hpp: a table with a row per person and session, and how to read a table of results.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <limits>
#include <string>
#include <vector>

#include "oncourse/cohort/column.hpp"
#include "oncourse/cohort/long_scores.hpp"
#include "oncourse/cohort/table.hpp"

namespace oncourse::support {

inline constexpr double none = std::numeric_limits<double>::quiet_NaN();
using Series = std::vector<double>;

inline Column shown(const std::string& name, const Series& values) {
  ColumnPiece piece;
  piece.type = ColumnType::float64;
  piece.values = values.data();
  piece.size = values.size();
  return {name, {piece}, values.size()};
}

struct LongTable {
  Series person, session, score;
  std::array<Column, 3> columns;

  void add(double who, double number, double total) {
    person.push_back(who);
    session.push_back(number);
    score.push_back(total);
  }
  LongScores table() {
    columns = {shown("person", person), shown("session", session), shown("score", score)};
    return {&columns[0], &columns[1], &columns[2]};
  }
};

inline std::string text_at(const Table& table, const char* column, std::size_t row) {
  const ColumnPiece view = table.find(column)->view();
  return view.missing(row) ? "" : std::string(view.text(row));
}
/// NaN where it is missing.
inline double number_at(const Table& table, const char* column, std::size_t row) {
  const ColumnPiece view = table.find(column)->view();
  return view.missing(row) ? none : view.number(row);
}

}  // namespace oncourse::support
