// backtest_rule.hpp: a monitoring rule with the limits that it is to be tried with.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "oncourse/growth/design.hpp"
#include "oncourse/track/alarm_stages.hpp"

namespace oncourse {

/// A rule with the limits that it is to be tried with.
struct BacktestRule {
  enum class Limits {
    published,
    calibrated,        ///< found on persons held out from the fit: conformal
    cross_calibrated,  ///< found on everybody, each by a model that was fitted without their part; see backtest()
  };
  MonitoringRule rule = {};
  Limits limits = Limits::calibrated;
  AlphaSpending spending = AlphaSpending::anywhere;  ///< of calibrated limits
  double alpha = 0.10;                               ///< where knows_alpha(), above 0, at most 0.5
  /// Of a model with independent residuals on the scale of points, whatever the design: how such rules were published.
  bool plain_model = false;
};

inline constexpr std::array backtest_limits = {BacktestRule::Limits::published, BacktestRule::Limits::calibrated,
                                               BacktestRule::Limits::cross_calibrated};

constexpr std::string_view name(BacktestRule::Limits limits) {
  switch (limits) {
    case BacktestRule::Limits::published: return "published";
    case BacktestRule::Limits::calibrated: return "calibrated";
    case BacktestRule::Limits::cross_calibrated: return "cross_calibrated";
  }
  return "unknown";
}

/// Published limits are what they are but for Ville's.
constexpr bool knows_alpha(const BacktestRule& rule) {
  return rule.limits != BacktestRule::Limits::published ||
         rule.rule.kind == MonitoringRule::Kind::posterior_probability;
}

///   errors  bad_argument: an alpha outside (0, 0.5], published limits with a spending; those of the rule itself
std::optional<Error> trouble_in(const BacktestRule& rule);

/// Which rules are to be compared, each with published limits and, at each alpha, with calibrated and cross-calibrated
/// ones.
struct RuleChoices {
  std::vector<MonitoringRule::Kind> kinds = {};  ///< none: every one that the instrument has a criterion for
  std::vector<double> alphas = {0.10};
  MonitoringRule figures = {};  ///< level, early session and improvement of the rules that have them
};

/// The expected response by the plain model also where the design is another.
std::vector<BacktestRule> usual_backtest_rules(const growth::Design& design, const Instrument& instrument,
                                               const RuleChoices& choices = {});

}  // namespace oncourse
