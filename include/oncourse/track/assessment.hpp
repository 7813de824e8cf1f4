// assessment.hpp: what is said of one course.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "oncourse/course/target.hpp"
#include "oncourse/track/monitoring_rule.hpp"
#include "oncourse/track/prediction_band.hpp"
#include "oncourse/track/verdict.hpp"
#include "oncourse/track/window_outlook.hpp"

namespace oncourse {

struct AssessOptions {
  std::optional<Target> target = {};  ///< absent: the first calibration's, else default_target()
  double alpha = 0.10;                ///< for the model-based guarantee; a calibration brings its own
  double level = 0.90;                ///< of the expected-response band and the forecast intervals
  WindowOptions window = {};
  /// In order of precedence. None: that of the first calibration for this target and group, else the posterior
  /// probability. Where the model has no calibration of a rule for them, by the limit it was published with.
  std::vector<MonitoringRule> rules = {};
  RuleCombination combination = RuleCombination::any;
  std::string group = {};  ///< for whose calibrations to look; empty: those for everybody
};

struct SessionVerdict {
  int session = 0;
  long day = 0;
  double score = 0.0;
  Verdict verdict = Verdict::undetermined;
  std::optional<double> probability;  ///< that the target is met at the planned end, seen from here
  std::optional<Interval> expected;   ///< for people with this baseline
};

/// What one rule says of the course, whatever the others say.
struct RuleVerdict {
  MonitoringRule rule = {};
  Target target = {};
  TargetLine line = {};
  std::vector<Verdict> verdicts = {};    ///< one per score; where the rule has nothing to say its last word stands
  std::optional<int> alarm = {};         ///< the first session at which it raised one, where it is monitored
  std::optional<double> value = {};      ///< at the latest score, as shown() has it
  std::optional<double> threshold = {};  ///< beyond which it raises an alarm there; absent: it says nothing, or never
  bool inclusive = false;                ///< a value that equals it, too
  Guarantee guarantee = {};
  Monitoring monitoring = {};
  std::string calibration = {};  ///< rule, target, group, persons; empty without one

  [[nodiscard]] Verdict latest() const { return verdicts.empty() ? Verdict::undetermined : verdicts.back(); }
};

/// A future session, or on the curve a past one.
struct SessionForecast {
  int session = 0;
  Interval line;                      ///< this person's true score
  Interval score;                     ///< one observed score
  Interval expected;                  ///< one observed score of people with this baseline
  double probability = 0.0;           ///< that an observed score meets the target
  std::optional<Interval> band = {};  ///< of a score to come, with all others to come; see BandGuarantee
};

struct Assessment {
  const Instrument* instrument = nullptr;
  std::string undetermined_because;  ///< empty when the latest verdict is determined
  std::optional<TargetLine> target;
  std::vector<SessionVerdict> sessions;  ///< one per administration of the instrument
  std::optional<int> alarm;              ///< the first session at which the rules raised one, where they are monitored
  std::vector<RuleVerdict> rules;        ///< as they were asked for
  RuleCombination combination = RuleCombination::any;
  std::size_t decided = 0;  ///< which of the rules the latest verdict is
  /// A question of its own, which no verdict above takes into account: whether the score will at the planned end be
  /// reliably worse than at baseline. On track: nothing speaks for it at the stated rate. Absent without a model,
  /// where the target itself is that or cannot be judged, where the instrument has no criterion of reliable change, and
  /// where the scale leaves no room for one; the last two the basis states.
  std::optional<RuleVerdict> deterioration;
  std::vector<SessionForecast>
      curve;  ///< every session from the baseline's to the window's last; empty without a model
  std::optional<double> window_probability;  ///< that the target is met at the planned end, the window's last session
  WindowOutlook window;                      ///< what that means for the agreed window
  std::optional<Interval> end_band;          ///< of the course's last score, by itself
  std::optional<BandGuarantee> band_guarantee;  ///< absent where the model has no bands from here
  Basis basis;

  [[nodiscard]] Verdict latest() const { return sessions.empty() ? Verdict::undetermined : sessions.back().verdict; }
};

}  // namespace oncourse
