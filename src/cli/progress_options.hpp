// progress_options.hpp: whether a long command says how far it is.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include "progress.hpp"

namespace oncourse::cli {

struct ProgressOptions {
  bool lines = false, quiet = false;

  void add_options(CLI::App* command);

  /// In place where standard error is a terminal, as lines where they are asked for, else not at all.
  [[nodiscard]] Progress::Show show() const;
};

}  // namespace oncourse::cli
