// rule_options.hpp: the options that say by which rules courses are monitored.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "oncourse/track/monitoring_rule.hpp"

namespace oncourse::cli {

struct RuleOptions {
  std::vector<MonitoringRule::Kind> kinds;
  MonitoringRule figures;  ///< level, early session and improvement of the rules that have them

  ///   usual  what is done where none is named
  ///   return the options added
  std::vector<CLI::Option*> add_options(CLI::App* command, const std::string& usual);

  /// Those named, in their order.
  [[nodiscard]] std::vector<MonitoringRule> rules() const;
};

}  // namespace oncourse::cli
