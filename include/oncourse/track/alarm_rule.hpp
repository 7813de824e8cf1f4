// alarm_rule.hpp: a rule as it applies to one course: where its alarm begins, and what is promised of it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "oncourse/course/plan.hpp"
#include "oncourse/course/target.hpp"
#include "oncourse/track/course_reading.hpp"
#include "oncourse/track/response_model.hpp"
#include "oncourse/track/verdict.hpp"

namespace oncourse {

/// What is asked of a course by all rules alike.
struct CourseQuestion {
  const Instrument* instrument = nullptr;
  TimeUnit time_unit = TimeUnit::session;
  Plan plan = {};
  Target target = {};
  TargetLine line = {};
  double intake = 0.0;
  std::string group = {};  ///< for whose calibrations to look; empty: those for everybody
  double alpha = 0.10;     ///< of Ville's inequality
};

/// The planned end of a course, seen from one of its scores.
struct PlannedEnd {
  double horizon = 16.0;  ///< its model time: later than planned where the course is behind
  bool reached = false;   ///< the session of the score is the last of the window, or later
};

/// Judges one course score by score, beside a reading of it; O(1) for each. A copy made before a score says what
/// another one would have meant.
class AlarmRule {
 public:
  /// With a calibration of this rule for this target, group and plan the limits are its own, and up to its
  /// planned end the rule reads the course as it read those of the calibration; else they are the published ones. Of
  /// the posterior probability those are Ville's: under the model, p_0 / p_k is a nonnegative martingale for people who
  /// reach the target, so that at most a share alpha of them ever falls to alpha p_0.
  ///
  ///   model   nullptr: without calibrations. Must outlive it, as must the instrument
  ///   errors  bad_argument: the rule cannot be, or needs a model; not_available: it needs a reliable change
  static Result<AlarmRule> make(const MonitoringRule& rule, const ResponseModel* model, const CourseQuestion& asked);

  /// The verdict at the latest score. Where the rule has nothing to say there, its last word stands.
  ///
  ///   reading  one score further than at the last call
  ///   errors   bad_argument: a forecast that is not finite
  Result<Verdict> judge(const CourseReading& reading, const PlannedEnd& end);

  /// What is kept of it between two days, its last word and the signal at intake. One that was made of the same goes on
  /// with that as this one does, and with {} from the start.
  struct Kept {
    double first = no_signal;
    Verdict verdict = Verdict::undetermined;
  };
  [[nodiscard]] Kept kept() const { return {first_, verdict_}; }
  ///   errors  not_available: no reliable change is known of the instrument
  std::optional<Error> restore(const Kept& kept);

  [[nodiscard]] const MonitoringRule& rule() const { return rule_; }
  [[nodiscard]] const CourseQuestion& asked() const { return asked_; }
  [[nodiscard]] Verdict verdict() const { return verdict_; }
  /// P(the target is met at the horizon), where that is what the rule has read of the latest score.
  [[nodiscard]] std::optional<double> probability(double horizon) const {
    if (rule_.kind != MonitoringRule::Kind::posterior_probability || horizon != horizon_) return std::nullopt;
    return shown(rule_.kind, signal_);
  }
  /// Of the latest score, as shown() has it; absent where the rule says nothing.
  [[nodiscard]] std::optional<double> value() const;
  /// Where its alarm began at the latest score, likewise; absent where it says nothing, or nothing could raise one.
  [[nodiscard]] std::optional<double> threshold() const;
  /// Whoever equals it is flagged, too.
  [[nodiscard]] bool inclusive() const { return limit_.inclusive; }
  /// nullptr where the limits were the published ones.
  [[nodiscard]] const Calibration* calibration() const { return calibration_; }
  /// There is one, but for another plan alone.
  [[nodiscard]] bool off_its_ground() const { return calibrated_for_another_plan_ && !calibration_; }
  /// The latest score raises an alarm: it lies beyond the limit, where the rule is monitored.
  [[nodiscard]] bool alarmed() const { return alarmed_; }
  [[nodiscard]] Monitoring monitoring() const { return calibration_ ? calibration_->monitoring : frame_.monitoring; }
  /// Without its statement.
  [[nodiscard]] Guarantee guarantee() const;
  /// Nobody for whom the model saw no chance at baseline can fall any lower.
  [[nodiscard]] bool says_nothing() const { return says_nothing_; }

 private:
  AlarmRule(const MonitoringRule& rule, const MonitoringFrame& frame, const CourseQuestion& asked)
      : rule_(rule), frame_(frame), asked_(asked) {}

  MonitoringRule rule_;
  MonitoringFrame frame_;
  CourseQuestion asked_;
  const Calibration* calibration_ = nullptr;  ///< of the model, for this plan
  bool calibrated_for_another_plan_ = false, says_nothing_ = false, alarmed_ = false;
  AlarmLimit published_, limit_;
  double signal_ = no_signal, first_ = no_signal;  ///< at the latest score, at intake
  double horizon_ = no_signal;                     ///< for which the latest score was read
  Verdict verdict_ = Verdict::undetermined;
};

}  // namespace oncourse
