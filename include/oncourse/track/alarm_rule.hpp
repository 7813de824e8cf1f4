// alarm_rule.hpp: which probability is too low, and what is promised about false alarms.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

#include "oncourse/course/target.hpp"
#include "oncourse/track/response_model.hpp"
#include "oncourse/track/verdict.hpp"

namespace oncourse {

struct AlarmRule {
  Guarantee guarantee;
  Monitoring monitoring;
  double threshold = 0.0;

  /// Conformal ranks are strict; Ville's inequality is not.
  [[nodiscard]] bool alarms(double probability) const {
    return guarantee.kind == Guarantee::Kind::ville ? probability <= threshold : probability < threshold;
  }
  /// Nobody for whom the model saw no chance at baseline can fall any lower.
  [[nodiscard]] bool says_nothing() const { return guarantee.kind == Guarantee::Kind::ville && !(threshold > 0.0); }
  /// A score that meets the target raises no alarm, which can only lower the false-alarm rate.
  [[nodiscard]] Verdict judge(const TargetLine& line, double time, double score, double probability) const {
    if (time < monitoring.from) return Verdict::undetermined;
    if (line.met(score)) return probability >= 0.5 ? Verdict::reached_target : Verdict::on_track;
    if (says_nothing()) return Verdict::undetermined;
    return alarms(probability) ? Verdict::off_track : Verdict::on_track;
  }
};

/// With a calibration for this target and, to within a session's cadence, this horizon: probability < tau. Without:
/// probability <= alpha p_0. Under the model, p_0 / p_k is a nonnegative martingale for people who reach the target, so
/// that by Ville's inequality at most a share alpha of them ever falls that low.
///
///   prior  p_0, the probability at baseline
inline AlarmRule alarm_rule(const ResponseModel& model, const Plan& plan, const Target& target, double horizon,
                            double prior, double alpha) {
  AlarmRule rule;
  const auto& calibration = model.calibration;
  const bool calibrated = calibration && calibration->target.kind == target.kind &&
                          calibration->target.value == target.value &&
                          std::fabs(calibration->horizon - horizon) <= planned_time(model.time_unit, plan, 1);
  if (calibrated) {
    rule.guarantee = {
        calibration->method == CalibrationMethod::split ? Guarantee::Kind::conformal : Guarantee::Kind::cross_conformal,
        calibration->alpha,
        calibration->n_reached,
        {}};
    rule.monitoring = calibration->monitoring;
    rule.threshold = calibration->threshold;
  } else {
    rule.guarantee = {Guarantee::Kind::ville, alpha, 0, {}};
    rule.monitoring = default_monitoring(model.time_unit, plan);
    rule.threshold = alpha * prior;
  }
  return rule;
}

}  // namespace oncourse
