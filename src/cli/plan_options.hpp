// plan_options.hpp: the options that say how long courses are planned to be.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include "oncourse/course/plan.hpp"

namespace oncourse::cli {

inline void add_plan_options(CLI::App* command, Plan& plan) {
  command->add_option("--window-first", plan.window_first, "First session of the window")->capture_default_str();
  command->add_option("--window-last", plan.window_last, "Last session of the window")->capture_default_str();
  command->add_option("--cadence-days", plan.cadence_days, "Days between sessions")->capture_default_str();
}

}  // namespace oncourse::cli
