// progress_options.cpp: whether a long command says how far it is.
// SPDX-License-Identifier: Apache-2.0
#include "progress_options.hpp"

#include <unistd.h>

namespace oncourse::cli {

void ProgressOptions::add_options(CLI::App* command) {
  CLI::Option* const asked =
      command->add_flag("--progress", lines, "Say how far it is in lines on standard error, be it a terminal or not");
  command->add_flag("--quiet", quiet, "Do not say how far it is, not even on a terminal")->excludes(asked);
}

Progress::Show ProgressOptions::show() const {
  if (quiet) return Progress::Show::nothing;
  if (lines) return Progress::Show::lines;
  return isatty(STDERR_FILENO) == 1 ? Progress::Show::in_place : Progress::Show::nothing;
}

}  // namespace oncourse::cli
