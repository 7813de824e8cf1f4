// main.cpp: the oncourse program.
// SPDX-License-Identifier: Apache-2.0
#include <exception>
#include <iostream>

#include "commands.hpp"
#include "oncourse/oncourse.h"

int main(int argc, char** argv) {
  using oncourse::cli::Exit;
  Exit exit = Exit::ok;
  try {
    CLI::App app(
        "oncourse: is this course of therapy on course?\n"
        "Not a diagnosis. It shows a clinician what the scores say, and why.",
        "oncourse");
    app.set_version_flag("--version", std::to_string(ONCOURSE_VERSION_MAJOR) + "." +
                                          std::to_string(ONCOURSE_VERSION_MINOR) + "." +
                                          std::to_string(ONCOURSE_VERSION_PATCH));
    app.require_subcommand(1);
    oncourse::cli::add_track(app, exit);
    oncourse::cli::add_score(app, exit);
    oncourse::cli::add_fit(app, exit);
    oncourse::cli::add_select(app, exit);
    oncourse::cli::add_compare_models(app, exit);
    oncourse::cli::add_backtest(app, exit);
    oncourse::cli::add_drift(app, exit);
    oncourse::cli::add_expected_response(app, exit);
    oncourse::cli::add_cohort(app, exit);
    oncourse::cli::add_cross_products(app, exit);
    oncourse::cli::add_change(app, exit);
    oncourse::cli::add_hierarchical(app, exit);
    oncourse::cli::add_sessions(app, exit);
    oncourse::cli::add_gains(app, exit);
    oncourse::cli::add_groups(app, exit);
    oncourse::cli::add_talking_therapies(app, exit);
    oncourse::cli::add_instruments(app, exit);
    oncourse::cli::add_batteries(app, exit);
    oncourse::cli::add_simulate(app, exit);
    oncourse::cli::add_self_test(app, exit);
    try {
      app.parse(argc, argv);
    } catch (const CLI::ParseError& trouble) {
      return app.exit(trouble) == 0 ? 0 : static_cast<int>(Exit::usage);
    }
    std::cout.flush();
    if (!std::cout) {
      std::cerr << "oncourse: standard output cannot be written\n";
      return static_cast<int>(Exit::refused);
    }
  } catch (const std::bad_alloc&) {
    std::cerr << "oncourse: out of memory\n";
    return static_cast<int>(Exit::refused);
  } catch (const std::exception&) {
    std::cerr << "oncourse: internal error, please report it\n";  // its text may quote the input
    return static_cast<int>(Exit::refused);
  }
  return static_cast<int>(exit);
}
