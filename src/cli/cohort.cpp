// cohort.cpp: `oncourse cohort`: files with the rows of many people, of any size.
// SPDX-License-Identifier: Apache-2.0
#include "commands.hpp"

namespace oncourse::cli {

void add_cohort(CLI::App& app, Exit& exit) {
  CLI::App* const cohort = app.add_subcommand("cohort", "Score and track cohorts of any size, a chunk at a time");
  cohort->require_subcommand(1);
  add_cohort_score(*cohort, exit);
  add_cohort_track(*cohort, exit);
}

}  // namespace oncourse::cli
