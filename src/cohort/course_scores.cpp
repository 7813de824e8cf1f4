// course_scores.cpp: sessions in, rows out.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/course_scores.hpp"

#include <cmath>

#include "oncourse/course/course_change.hpp"
#include "oncourse/instrument/score.hpp"

namespace oncourse {

Result<Table> course_scores(const Course& course, const Instrument& q) {
  if (!q.has_total()) return accept_total(q, 0.0).error();
  auto session = TableColumn::whole_numbers("session");
  auto day = TableColumn::long_numbers("day");
  auto total = TableColumn::numbers("total");
  const auto measured = totals(course, q);
  for (std::size_t i = 0; i < measured.size(); ++i) {
    session.append(std::int32_t{course.sessions()[i].number});
    day.append(std::int64_t{course.sessions()[i].day});
    total.append(std::isnan(measured[i]) ? std::nullopt : std::optional(measured[i]));
  }
  Table out;
  for (TableColumn* column : {&session, &day, &total}) out.columns.push_back(std::move(*column));
  return out;
}

}  // namespace oncourse
