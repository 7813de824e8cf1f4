// long_rows.hpp: a random long table, as C and as C++ see it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "oncourse/oncourse.h"
#include "support/columns.hpp"
#include "support/timed_scores.hpp"

namespace oncourse {

struct LongRows {
  std::vector<std::int64_t> person;
  std::vector<double> time, score;

  [[nodiscard]] oncourse_rows rows() const {
    oncourse_rows out = ONCOURSE_ROWS_INIT;
    out.n = person.size();
    out.person = person.data();
    out.time = time.data();
    out.score = score.data();
    return out;
  }
  [[nodiscard]] support::OwnedColumn persons() const {
    auto column = TableColumn::long_numbers("person");
    for (const std::int64_t one : person) column.append(one);
    return support::OwnedColumn(std::move(column));
  }
  [[nodiscard]] support::OwnedColumn times() const { return {"time", time}; }
  [[nodiscard]] support::OwnedColumn scores() const { return {"score", score}; }
};

/// Persons whose rows lie mixed, of 0 to 24 points at whole sessions; some sessions are missed, some persons have one.
inline LongRows any_long_rows(std::mt19937_64& random, int persons) {
  LongRows out;
  for (int session = 0; session < 12; ++session)
    for (int i = 0; i < persons; ++i) {
      if (random() % 6 == 0 || (i % 9 == 8 && session > 0)) continue;
      const double drift = 18.0 - (i % 4) * 0.6 * session + static_cast<double>(random() % 7) - 3.0;
      out.person.push_back(1000 - 7 * i);
      out.time.push_back(session);
      out.score.push_back(random() % 10 == 0 ? support::no_score : std::min(24.0, std::max(0.0, std::round(drift))));
    }
  return out;
}

}  // namespace oncourse
