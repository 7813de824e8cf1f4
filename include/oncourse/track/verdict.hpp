// verdict.hpp: the words in which a course is judged, and the grounds for them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "oncourse/base/date.hpp"
#include "oncourse/course/target.hpp"

namespace oncourse {

enum class Verdict {
  undetermined,    ///< too little is known; the reason is stated
  on_track,        ///< no rule of alarm speaks against the target
  off_track,       ///< what the scores say lies beyond the limit of an alarm
  reached_target,  ///< the score meets the target, and is likelier than not to meet it at the planned end
};

constexpr std::string_view name(Verdict verdict) {
  switch (verdict) {
    case Verdict::undetermined: return "undetermined";
    case Verdict::on_track: return "on_track";
    case Verdict::off_track: return "off_track";
    case Verdict::reached_target: return "reached_target";
  }
  return "unknown";
}

/// What is promised about false alarms, and on what ground.
struct Guarantee {
  enum class Kind {
    none,             ///< of a limit as it was published, which is for one look and not for a course
    conformal,        ///< from calibration persons; holds whatever the model's faults
    ville,            ///< from the model alone; holds if the model does, and is conservative
    cross_conformal,  ///< from everybody, by models fitted without them; as cross-validation estimates it, not proved
  };
  Kind kind = Kind::none;
  /// At most this share of those who reach the target is ever flagged; 0 where nothing is promised.
  double alpha = 0.0;
  int n_reached = 0;  ///< calibration persons behind it; 0 without a calibration
  std::string statement = {};
};

constexpr std::string_view name(Guarantee::Kind kind) {
  switch (kind) {
    case Guarantee::Kind::none: return "published";
    case Guarantee::Kind::conformal: return "conformal";
    case Guarantee::Kind::ville: return "ville";
    case Guarantee::Kind::cross_conformal: return "cross_conformal";
  }
  return "unknown";
}

/// When several rules together raise an alarm.
enum class RuleCombination {
  any,  ///< one is enough; the first of them in the order asked is the one that is named. Rates add up
  all,  ///< none is missing; the rate is that of the strictest
};

inline constexpr std::array rule_combinations = {RuleCombination::any, RuleCombination::all};

constexpr std::string_view name(RuleCombination combination) {
  return combination == RuleCombination::any ? "any" : "all";
}

/// A range of scores with its middle.
struct Interval {
  double mean = 0.0, low = 0.0, high = 0.0;
};

/// One score that a verdict rests on.
struct BasisInput {
  int session;
  long day;
  std::optional<Date> date;
  double score;
  bool prorated;
};

/// Why the latest verdict is what it is: numbers first, sentences made from them.
struct Basis {
  std::string rule;  ///< that decided: "posterior_probability/conformal", "expected_response/published", or why none
  std::vector<BasisInput> inputs;
  std::optional<Interval> expected;  ///< at the latest session, for people with this baseline
  double expected_level = 0.0;
  std::optional<double> probability;  ///< that the target is met at the planned end
  /// What the rule that decided reads, and where its alarm begins: as shown() has them. Absent where it says nothing,
  /// or can raise none.
  std::optional<double> value, threshold;
  Guarantee guarantee;                    ///< of all rules together
  std::string calibration;                ///< rule, target, group, persons; empty without one
  std::string model;                      ///< checksum, persons and scores it was fitted to
  std::vector<std::string> data_quality;  ///< prorated, missing, gaps, medication changes
  std::vector<std::string> assumptions;
  std::optional<double> turning_score;  ///< the latest score at which the verdict would have been the other one
  std::vector<std::string> sentences;   ///< all of the above in plain words
};

}  // namespace oncourse
