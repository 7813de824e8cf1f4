// backtest_rule.cpp: which rules are compared in a backtest.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/backtest_rule.hpp"

#include <algorithm>
#include <iterator>

#include "oncourse/course/change.hpp"

namespace oncourse {

std::optional<Error> trouble_in(const BacktestRule& rule) {
  if (auto trouble = trouble_in(rule.rule)) return trouble;
  if (!(rule.alpha > 0.0 && rule.alpha <= 0.5))
    return Error{Errc::bad_argument, "alpha " + text(rule.alpha) + ", it must lie above 0 and not above 0.5"};
  if (rule.limits == BacktestRule::Limits::published && rule.spending != AlphaSpending::anywhere)
    return Error{Errc::bad_argument,
                 "published limits spend no alpha, " + std::string(name(rule.spending)) + " is for calibrated ones"};
  return std::nullopt;
}

std::vector<BacktestRule> usual_backtest_rules(const growth::Design& design, const Instrument& instrument,
                                               const RuleChoices& choices) {
  using Kind = MonitoringRule::Kind;
  std::vector<Kind> kinds = choices.kinds;
  if (kinds.empty())
    std::copy_if(monitoring_rules.begin(), monitoring_rules.end(), std::back_inserter(kinds), [&](Kind kind) {
      const bool needs_one = kind == Kind::reliable_deterioration || kind == Kind::sustained_deterioration;
      return !needs_one || reliable_change(instrument).ok();
    });
  const bool is_plain = design.residuals == growth::ResidualCorrelation::independent &&
                        design.transformation.scale == growth::Scale::points;
  std::vector<BacktestRule> out;
  for (const double alpha : choices.alphas) {
    const auto add = [&](Kind kind, BacktestRule::Limits limits, AlphaSpending spending, bool plain_model) {
      BacktestRule rule{choices.figures, limits, spending, alpha, plain_model};
      rule.rule.kind = kind;
      if (knows_alpha(rule) || alpha == choices.alphas.front()) out.push_back(rule);
    };
    for (const Kind kind : kinds)
      for (const auto limits : backtest_limits) {
        add(kind, limits, AlphaSpending::anywhere, false);
        if (kind == Kind::posterior_probability && limits != BacktestRule::Limits::published)
          for (const AlphaSpending spending : {AlphaSpending::evenly, AlphaSpending::early})
            add(kind, limits, spending, false);
        if (kind == Kind::expected_response && !is_plain) add(kind, limits, AlphaSpending::anywhere, true);
      }
  }
  return out;
}

}  // namespace oncourse
