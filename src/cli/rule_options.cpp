// rule_options.cpp: the options that say by which rules courses are monitored.
// SPDX-License-Identifier: Apache-2.0
#include "rule_options.hpp"

#include "by_name.hpp"

namespace oncourse::cli {

std::vector<CLI::Option*> RuleOptions::add_options(CLI::App* command, const std::string& usual) {
  std::string names;
  for (const MonitoringRule::Kind kind : monitoring_rules)
    names += (names.empty() ? "" : ", ") + std::string(name(kind));
  CLI::Option* const rule = command->add_option("--rule", kinds, names + " [" + usual + "]")
                                ->transform(by_name(monitoring_rules))
                                ->take_all();
  CLI::Option* const early_session =
      command->add_option("--early-session", figures.early_session, "Of no early response")->capture_default_str();
  CLI::Option* const improvement =
      command->add_option("--improvement", figures.improvement, "Of no early response, percent")->capture_default_str();
  return {rule, early_session, improvement};
}

std::vector<MonitoringRule> RuleOptions::rules() const {
  std::vector<MonitoringRule> out;
  for (const MonitoringRule::Kind kind : kinds) {
    out.push_back(figures);
    out.back().kind = kind;
  }
  return out;
}

}  // namespace oncourse::cli
