// calibration.hpp: limits of alarms, found on courses, whose false-alarm rate holds for whole courses.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "oncourse/course/plan.hpp"
#include "oncourse/course/target.hpp"
#include "oncourse/growth/model.hpp"
#include "oncourse/growth/panel.hpp"
#include "oncourse/track/alarm_stages.hpp"
#include "oncourse/track/monitoring_rule.hpp"
#include "oncourse/track/time_unit.hpp"

namespace oncourse {

/// On whom limits are found.
enum class CalibrationMethod {
  split,  ///< persons held out from the fit
  cross,  ///< everybody, each by a model that was fitted without their part of the persons
};

inline constexpr std::array calibration_methods = {CalibrationMethod::split, CalibrationMethod::cross};

constexpr std::string_view name(CalibrationMethod method) {
  return method == CalibrationMethod::split ? "split" : "cross";
}

/// Scores at intake, the lower end included; infinite where there is none.
struct IntakeBand {
  double from = -std::numeric_limits<double>::infinity(), below = std::numeric_limits<double>::infinity();

  [[nodiscard]] constexpr bool holds(double score) const { return score >= from && score < below; }
  [[nodiscard]] constexpr bool holds_everybody() const {
    return from == -std::numeric_limits<double>::infinity() && below == std::numeric_limits<double>::infinity();
  }
  [[nodiscard]] constexpr bool overlaps(const IntakeBand& other) const {
    return from < other.below && other.from < below;
  }
  friend bool operator==(const IntakeBand&, const IntakeBand&) = default;
};

/// For whom a calibration is.
struct CalibrationGroup {
  std::string label = {};  ///< as it was stated of persons: a clinic, a focus; empty: everybody
  IntakeBand intake = {};

  friend bool operator==(const CalibrationGroup&, const CalibrationGroup&) = default;
};

/// "clinic north, intake of 10 to below 20"; empty of everybody.
std::string text_of(const CalibrationGroup& group);

/// The limits of one rule for one target, found on persons whom the model had not seen; see conformal_stages() for what
/// is promised of them.
struct Calibration {
  MonitoringRule rule = {};
  Target target = {};
  CalibrationGroup group = {};
  double horizon = 16.0;  ///< model time of the planned end
  double cadence = 1.0;   ///< model time from one planned session to the next
  Monitoring monitoring = {};
  double alpha = 0.10;  ///< at most this share of those who reach the target is ever flagged
  AlphaSpending spending = AlphaSpending::anywhere;
  std::vector<AlarmStage> stages = {};  ///< in order of time
  CalibrationMethod method = CalibrationMethod::split;
  int n_reached = 0;       ///< calibration persons who reached the target
  int n_persons = 0;       ///< calibration persons
  int flagged_missed = 0;  ///< of those who missed it: beyond a limit

  /// Of those who reached it: cut off by a limit.
  [[nodiscard]] int cut_off() const;
};

/// Of the same signals, target and label; their bands of intake do not overlap.
inline bool for_the_same(const Calibration& a, const Calibration& b) {
  return a.rule.reads_as(b.rule) && a.target == b.target && a.group.label == b.group.label;
}

/// What the alarms of a model are to be calibrated for.
struct AlarmPlan {
  Plan plan = {};                     ///< of the courses to be judged: sets the planned end and what is monitored
  std::optional<Target> target = {};  ///< absent: default_target()
  double alpha = 0.10;                ///< of each rule and target, above 0, at most 0.5
  std::vector<MonitoringRule> rules = {{}};  ///< limits are found for each by itself
  AlphaSpending spending = AlphaSpending::anywhere;
  /// Also for no reliable deterioration, by the posterior probability: another question than the target, with limits of
  /// its own. Passed over where the instrument has no criterion for it, and for groups with too few persons.
  bool deterioration = true;
  std::vector<double> intake_limits = {};  ///< ascending; each band of intake scores has limits of its own
  int least_scores = 3;                    ///< persons with fewer are left out: their end is not known
  std::optional<double> band_level = {};   ///< of the prediction bands, inside (0, 1); absent: 1 - alpha
};

/// Of one rule and one target.
struct CalibrationQuestion {
  MonitoringRule rule = {};
  MonitoringFrame frame = {};
  SpendingPlan spending = {};
  double cadence = 1.0;             ///< model time from one planned session to the next
  bool may_be_passed_over = false;  ///< for groups with too few persons
};

///   errors  bad_argument: the plan, the target, a rule twice or one that cannot be, alpha, intake limits that do not
///           ascend; not_available: the instrument lacks what the target or a rule needs
Result<std::vector<CalibrationQuestion>> questions_of(const AlarmPlan& alarms, const Instrument& instrument,
                                                      TimeUnit unit);

/// What one calibration person says to one question.
struct CalibrationCourse {
  std::size_t person = 0;  ///< of the panel
  double intake = 0.0;
  bool reached = false;          ///< the last recorded score meets the target
  std::vector<double> greatest;  ///< the greatest signal that counts, for each stage; -infinity without one
};

/// What persons say who were not used to fit the model. Left out are those whose course says nothing: fewer than
/// `least_scores` scores, none in the monitored range, a baseline that leaves no room for the target or, of all targets
/// but no deterioration, meets it already: whom to keep there is another question, and other people.
///
///   persons  rows in order of time within a person
///   errors   bad_argument: a column, an order, a forecast that is not finite; response_range: a score that the model's
///            scale is not for
Result<std::vector<CalibrationCourse>> calibration_courses(const growth::GrowthModel& model,
                                                           const Instrument& instrument, const growth::Panel& persons,
                                                           const CalibrationQuestion& question, int least_scores);

/// Too few who reached the target, so that no limit could ever raise an alarm.
///
///   errors  not_enough_sessions: fewer than 1 / alpha - 1
std::optional<Error> trouble_in_calibration(std::size_t reached, std::size_t persons, double alpha);

/// The calibrations that courses give to one question: where labels are stated of everybody together, then of each
/// label in alphabetical order; of each in turn those of every intake band.
///
///   labels  one per person, or none
///   errors  not_enough_sessions: a group, which is named, with fewer than 1 / alpha - 1 persons who reached the
///   target;
///           bad_argument: a person without a label
Result<std::vector<Calibration>> calibrations_of(std::span<const CalibrationCourse> courses,
                                                 const CalibrationQuestion& question, const AlarmPlan& alarms,
                                                 std::span<const std::string> labels, CalibrationMethod method);

/// Calibrates on persons none of whom was used to fit the model: question by question, in their order.
///
///   labels  one per person, or none
///   errors  those of the three above
///   cost    O(rows) for each rule and target
Result<std::vector<Calibration>> calibrate(const growth::GrowthModel& model, TimeUnit unit,
                                           const Instrument& instrument, const growth::Panel& persons,
                                           const AlarmPlan& alarms, std::span<const std::string> labels = {});

/// Which persons to keep for calibration: a fixed random half or other share, the same on every machine.
///
///   share  inside (0, 1)
std::vector<bool> calibration_part(std::size_t persons, double share, std::uint64_t seed);

}  // namespace oncourse
