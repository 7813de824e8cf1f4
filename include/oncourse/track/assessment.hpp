// assessment.hpp: what is said of one course.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "oncourse/course/target.hpp"
#include "oncourse/track/verdict.hpp"
#include "oncourse/track/window_outlook.hpp"

namespace oncourse {

struct AssessOptions {
  std::optional<Target> target = {};  ///< absent: the calibration's, else default_target()
  double alpha = 0.10;                ///< for the model-based guarantee; a calibration brings its own
  double level = 0.90;                ///< of the expected-response band and the forecast intervals
  WindowOptions window = {};
};

struct SessionVerdict {
  int session = 0;
  long day = 0;
  double score = 0.0;
  Verdict verdict = Verdict::undetermined;
  std::optional<double> probability;  ///< that the target is met at the planned end, seen from here
  std::optional<Interval> expected;   ///< for people with this baseline
};

/// A future session, or on the curve a past one.
struct SessionForecast {
  int session = 0;
  Interval line;             ///< this person's true score
  Interval score;            ///< one observed score
  Interval expected;         ///< one observed score of people with this baseline
  double probability = 0.0;  ///< that an observed score meets the target
};

struct Assessment {
  const Instrument* instrument = nullptr;
  std::string undetermined_because;  ///< empty when the latest verdict is determined
  std::optional<TargetLine> target;
  std::vector<SessionVerdict> sessions;  ///< one per administration of the instrument
  std::optional<int> alarm;              ///< the first session that was off track
  std::vector<SessionForecast>
      curve;  ///< every session from the baseline's to the window's last; empty without a model
  std::optional<double> window_probability;  ///< that the target is met at the planned end, the window's last session
  WindowOutlook window;                      ///< what that means for the agreed window
  Basis basis;

  [[nodiscard]] Verdict latest() const { return sessions.empty() ? Verdict::undetermined : sessions.back().verdict; }
};

}  // namespace oncourse
