// cohort.cpp: `oncourse cohort`: what is asked of many courses at once.
// SPDX-License-Identifier: Apache-2.0
#include "commands.hpp"

namespace oncourse::cli {

void add_cohort(CLI::App& app, Exit& exit) {
  CLI::App* command = app.add_subcommand("cohort", "Many courses at once: a service's report");
  command->require_subcommand(1);
  add_cohort_report(*command, exit);
}

}  // namespace oncourse::cli
