// course_options.hpp: the options that say what is asked of the courses in files of any size.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "course_columns.hpp"
#include "oncourse/course/plan.hpp"
#include "oncourse/instrument/score.hpp"
#include "oncourse/track/assessment.hpp"
#include "rule_options.hpp"

namespace oncourse::cli {

/// What the options name, read.
struct CoursesAsked {
  const Instrument* q;
  ResponseModel model;
  TrackNames names;  ///< with the model's covariates
  std::optional<Target> target;
  std::vector<MonitoringRule> rules;
  Prorating prorating;
};

struct CourseOptions {
  TrackNames names;
  RuleOptions rules;
  std::string model, instrument, definition, target, per = "session";
  RuleCombination combination = RuleCombination::any;
  double alpha = AssessOptions().alpha, level = AssessOptions().level;
  Plan plan;
  bool sessions_in_order = false, prorate = false;

  void add_options(CLI::App* command);

  ///   loaded  keeps an instrument that is not shipped
  ///   errors  begin with the file's name where one is to blame
  [[nodiscard]] Result<CoursesAsked> read(std::optional<LoadedInstrument>& loaded) const;
};

}  // namespace oncourse::cli
