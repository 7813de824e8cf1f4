// asked_of_courses.hpp: all that is asked of every course alike.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cohort/followed_rows.hpp"
#include "cohort/kept_courses.hpp"
#include "oncourse/cohort/follow_columns.hpp"

namespace oncourse {

/// What keeps a question from being asked.
///
///   errors  bad_argument: options as of assess(), a model for another instrument, an instrument without a total
std::optional<Error> trouble_in_question(const FollowOptions& options, const Instrument& q, const ResponseModel& model);

struct AskedOfCourses {
  const Instrument& q;
  const ResponseModel& model;
  const FollowOptions& options;
  Target target = {};
  std::vector<std::string> groups = {};  ///< that there are calibrations for, in order
  KeptFor kept_for = {};

  /// Of a question without trouble; all of it must outlive this.
  static AskedOfCourses make(const FollowedRows& rows, const Instrument& q, const ResponseModel& model,
                             const FollowOptions& options);

  [[nodiscard]] std::optional<int> group(std::string_view label) const {
    const auto found = std::find(groups.begin(), groups.end(), label);
    return found == groups.end() ? std::nullopt : std::optional(static_cast<int>(found - groups.begin()));
  }
};

}  // namespace oncourse
