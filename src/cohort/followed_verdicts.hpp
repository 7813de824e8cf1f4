// followed_verdicts.hpp: what is said of courses, in columns while it is written.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "oncourse/cohort/table.hpp"
#include "oncourse/track/monitoring_rule.hpp"
#include "oncourse/track/verdict.hpp"

namespace oncourse {

/// What is said of a score, or of a course at its latest one.
struct SaidOfCourse {
  std::optional<Verdict> verdict = {};
  double probability = no_signal, value = no_signal, threshold = no_signal;
  std::optional<MonitoringRule::Kind> rule = {};
};

/// The table of verdicts while it is written, on any thread.
class FollowedVerdicts {
 public:
  ///   counted  rows are, so that each is to say which session it is
  FollowedVerdicts(std::size_t rows, bool every_session, bool counted);

  void write_session(std::size_t row, std::optional<int> session, const SaidOfCourse& said, bool alarm, int status) {
    if (said.verdict) alarms_[row] = alarm ? 1 : 0;
    if (counted_) columns_.front().write(row, std::int32_t{session.value_or(null_code)});
    write(columns_.data() + (counted_ ? 1 : 0), row, said, status);
  }
  void write_person(std::size_t row, const SaidOfCourse& said, std::optional<int> session, std::optional<int> alarm,
                    int status) {
    columns_.front().write(row, std::int32_t{session.value_or(null_code)});
    columns_[3].write(row, std::int32_t{alarm.value_or(null_code)});
    write(columns_.data() + 1, row, said, status);
  }

  /// When all are written.
  [[nodiscard]] Table table(int threads) &&;

 private:
  static constexpr std::int8_t null_code = -1;  ///< of what is not there, until the columns are complete
  template <class Enum>
  static std::int8_t code(const std::optional<Enum>& value) {
    return value ? static_cast<std::int8_t>(*value) : null_code;
  }
  static void write(TableColumn* from_verdict, std::size_t row, const SaidOfCourse& said, int status) {
    from_verdict[0].write(row, code(said.verdict));
    from_verdict[1].write(row, said.probability);
    from_verdict[3].write(row, said.value);
    from_verdict[4].write(row, said.threshold);
    from_verdict[5].write(row, code(said.rule));
    from_verdict[6].write(row, static_cast<std::int8_t>(status));
  }

  bool counted_;
  std::vector<TableColumn> columns_;
  std::vector<std::int8_t> alarms_;  ///< 1, 0 or null_code
};

}  // namespace oncourse
