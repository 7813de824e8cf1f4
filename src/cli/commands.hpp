// commands.hpp: the subcommands of the program.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

namespace oncourse::cli {

/// 0: all is well. 1: the input was refused, in whole or in part. 2: the command line was not understood.
enum class Exit : int { ok = 0, refused = 1, usage = 2 };

/// Each adds its options to `app` and, when it is the one chosen, leaves how it ended in `exit`.
void add_backtest(CLI::App& app, Exit& exit);
void add_batteries(CLI::App& app, Exit& exit);
void add_change(CLI::App& app, Exit& exit);
void add_cohort(CLI::App& app, Exit& exit);  ///< a command of commands: what is asked of many courses at once
void add_compare_models(CLI::App& app, Exit& exit);
void add_cross_products(CLI::App& app, Exit& exit);
void add_drift(CLI::App& app, Exit& exit);
void add_expected_response(CLI::App& app, Exit& exit);
void add_fit(CLI::App& app, Exit& exit);
void add_gains(CLI::App& app, Exit& exit);   ///< and the sessions around one
void add_groups(CLI::App& app, Exit& exit);  ///< several: what is said of groups and measurements
void add_hierarchical(CLI::App& app, Exit& exit);
void add_instruments(CLI::App& app, Exit& exit);
void add_score(CLI::App& app, Exit& exit);
void add_select(CLI::App& app, Exit& exit);
void add_self_test(CLI::App& app, Exit& exit);
void add_sessions(CLI::App& app, Exit& exit);
void add_simulate(CLI::App& app, Exit& exit);
void add_talking_therapies(CLI::App& app, Exit& exit);
void add_track(CLI::App& app, Exit& exit);

/// The same of `oncourse cohort`.
void add_cohort_follow(CLI::App& cohort, Exit& exit);
void add_cohort_report(CLI::App& cohort, Exit& exit);
void add_cohort_score(CLI::App& cohort, Exit& exit);
void add_cohort_track(CLI::App& cohort, Exit& exit);

}  // namespace oncourse::cli
