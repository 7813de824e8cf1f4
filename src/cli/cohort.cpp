// cohort.cpp: `oncourse cohort`: what is asked of many courses at once.
// SPDX-License-Identifier: Apache-2.0
#include "commands.hpp"

namespace oncourse::cli {

void add_cohort(CLI::App& app, Exit& exit) {
  CLI::App* const cohort = app.add_subcommand("cohort", "Many courses at once: score, track, follow, report");
  cohort->require_subcommand(1);
  add_cohort_score(*cohort, exit);
  add_cohort_track(*cohort, exit);
  add_cohort_follow(*cohort, exit);
  add_cohort_report(*cohort, exit);
}

}  // namespace oncourse::cli
