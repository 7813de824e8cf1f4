// monitoring_rule.hpp: what in the scores so far says that a course is off track.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "oncourse/base/provenance.hpp"
#include "oncourse/base/rounding.hpp"
#include "oncourse/course/target.hpp"
#include "oncourse/growth/model.hpp"
#include "oncourse/track/time_unit.hpp"

namespace oncourse {

/// Every rule reads a course score by score and gives a signal: the greater, the more it speaks for an alarm. What is
/// done with signals is the same for all: a published limit, or one that a calibration finds (calibration.hpp).
struct MonitoringRule {
  enum class Kind {
    posterior_probability,    ///< that the target is missed at the planned end, all scores so far being known
    expected_response,        ///< how far the score lies on the worse side of what is expected after this intake score
    reliable_deterioration,   ///< how much worse the score is than at intake, in reliable changes
    sustained_deterioration,  ///< the same of the better of the last two scores
    no_early_response,        ///< how little has improved, at the first score from `early_session` on alone
  };
  Kind kind = Kind::posterior_probability;
  double level = 0.90;        ///< of the expected response: share of people inside the band, both ends cut off alike
  int early_session = 4;      ///< of no early response
  double improvement = 20.0;  ///< of no early response: percent of the intake score; less raises an alarm

  /// Whether both give the same signals: figures that only published limits have make no difference.
  [[nodiscard]] constexpr bool reads_as(const MonitoringRule& other) const {
    return kind == other.kind && (kind != Kind::no_early_response || early_session == other.early_session);
  }
  /// The same, and the same published limits.
  friend constexpr bool operator==(const MonitoringRule& a, const MonitoringRule& b) {
    return a.reads_as(b) && (a.kind != Kind::expected_response || a.level == b.level) &&
           (a.kind != Kind::no_early_response || a.improvement == b.improvement);
  }
};

inline constexpr std::array monitoring_rules = {
    MonitoringRule::Kind::posterior_probability, MonitoringRule::Kind::expected_response,
    MonitoringRule::Kind::reliable_deterioration, MonitoringRule::Kind::sustained_deterioration,
    MonitoringRule::Kind::no_early_response};

constexpr std::string_view name(MonitoringRule::Kind kind) {
  switch (kind) {
    case MonitoringRule::Kind::posterior_probability: return "posterior_probability";
    case MonitoringRule::Kind::expected_response: return "expected_response";
    case MonitoringRule::Kind::reliable_deterioration: return "reliable_deterioration";
    case MonitoringRule::Kind::sustained_deterioration: return "sustained_deterioration";
    case MonitoringRule::Kind::no_early_response: return "no_early_response";
  }
  return "unknown";
}

constexpr bool needs_model(MonitoringRule::Kind kind) {
  return kind == MonitoringRule::Kind::posterior_probability || kind == MonitoringRule::Kind::expected_response;
}

constexpr bool needs_reliable_change(MonitoringRule::Kind kind) {
  return kind == MonitoringRule::Kind::reliable_deterioration || kind == MonitoringRule::Kind::sustained_deterioration;
}

/// Where the rule, and the limit that it is published with, come from.
constexpr Provenance source_of(MonitoringRule::Kind kind) {
  switch (kind) {
    case MonitoringRule::Kind::posterior_probability:
      return {Status::convention, "this library: Ville's inequality, or a conformal calibration"};
    case MonitoringRule::Kind::expected_response:
      return {Status::secondary,
              "Finch, Lambert & Schaalje 2001, Clin Psychol Psychother 8:231-242: tolerance intervals by intake score"};
    case MonitoringRule::Kind::reliable_deterioration:
      return {Status::published, "Jacobson & Truax 1991, J Consult Clin Psychol 59:12-19"};
    case MonitoringRule::Kind::sustained_deterioration:
      return {Status::convention, "outcome monitoring: reliable deterioration at two scores in a row"};
    case MonitoringRule::Kind::no_early_response:
      return {Status::convention,
              "20 % by session 4; Szegedi et al. 2009, J Clin Psychiatry 70:344-353, has 20 % by week 2 of medication"};
  }
  return {};
}

///   errors  bad_argument: a level outside (0, 1), an early session below 1, an improvement outside (0, 100]
std::optional<Error> trouble_in(const MonitoringRule& rule);

/// What of a rule is seen by people: the probability that the target is met, the improvement in percent of the intake
/// score; of the others the signal itself, in standard deviations of the expected response or in reliable changes.
constexpr double shown(MonitoringRule::Kind kind, double signal) {
  const bool turned =
      kind == MonitoringRule::Kind::posterior_probability || kind == MonitoringRule::Kind::no_early_response;
  return turned ? 0.0 - signal : signal;
}

/// The same with its unit: "12.3 %", "1.70 standard deviations".
std::string text_of(MonitoringRule::Kind kind, double shown);

/// What is asked of courses: the target, by when, and where an alarm may be raised.
struct MonitoringFrame {
  Target target = {};
  double horizon = 16.0;  ///< model time of the planned end
  Monitoring monitoring = {};
  double early = 4.0;                                                 ///< model time of MonitoringRule::early_session
  double reliable_change = std::numeric_limits<double>::quiet_NaN();  ///< points; where a rule counts in them
};

/// Of a plan: its window's last session is the end, its monitored range the usual one.
///
///   errors  not_available: no reliable change is known of the instrument, and the rule needs it
Result<MonitoringFrame> monitoring_frame(TimeUnit unit, const Plan& plan, const Instrument& instrument,
                                         const Target& target, const MonitoringRule& rule);

/// One person's rows of a panel, with the line that their first score sets.
struct MonitoredCourse {
  std::span<const double> times, scores;
  std::span<const std::span<const double>> covariates;  ///< columns of the whole panel
  std::size_t first_row = 0;                            ///< in these
  TargetLine line;

  [[nodiscard]] bool reached() const { return line.met(scores.back()); }
  /// Into room for as many as there are columns.
  void covariates_at(std::size_t score, std::vector<double>& values) const {
    for (std::size_t c = 0; c < covariates.size(); ++c) values[c] = covariates[c][first_row + score];
  }
};

/// The line of a finished course; absent where the course says nothing about alarms: fewer than `least_scores` scores,
/// none of them while alarms may be raised, or a baseline that leaves no room for the target or aims at nothing.
///
///   least_scores  at least 2
///   errors        not_available: the instrument lacks what the target needs
Result<std::optional<TargetLine>> telling_line(const Target& target, const Monitoring& monitoring,
                                               const Instrument& instrument, std::span<const double> times,
                                               std::span<const double> scores, int least_scores);

/// An alarm is a signal above the limit; where it is inclusive, one that equals it, too.
struct AlarmLimit {
  double value = 0.0;
  bool inclusive = false;
  double scale = 0.0;  ///< of a signal that is a difference of scores, see rounding.hpp

  [[nodiscard]] constexpr bool alarms(double signal) const {
    return inclusive ? at_least(signal, value, scale) : above(signal, value, scale);
  }
};

/// Where a rule says nothing.
inline constexpr double no_signal = std::numeric_limits<double>::quiet_NaN();

/// A rule's signals at each score of one course, as CourseReading::signal() gives them.
///
///   errors  bad_argument: a forecast that is not finite
///   cost    O(scores)
Result<std::vector<double>> signals(const MonitoringRule& rule, const growth::GrowthModel& model,
                                    const Instrument& instrument, const MonitoringFrame& frame,
                                    const MonitoredCourse& course);

/// The limit that the rule is published with: of the posterior probability that of Ville's inequality, -alpha p_0.
///
///   alpha  of the posterior probability
///   first  its signal at intake
///   errors  not_available: no reliable change is known of the instrument
Result<AlarmLimit> published_limit(const MonitoringRule& rule, const Instrument& instrument, double alpha,
                                   double first);

/// What a signal must exceed to raise an alarm, whatever the limit: of the posterior probability the one at intake.
/// Whose outlook is no worse than it was then is not called off track, also where a limit must spend what is left of
/// alpha late in the course; a convention, which can only lower the false-alarm rate.
constexpr double least_signal(MonitoringRule::Kind kind, double first) {
  return kind == MonitoringRule::Kind::posterior_probability ? first : -std::numeric_limits<double>::infinity();
}

/// Whether the signal at a score may raise an alarm: where the frame is monitored and it exceeds the least. A score
/// that meets the target raises none, which can only lower the false-alarm rate; of a target that is met from the start
/// it proves nothing.
///
///   signals  of all scores
[[nodiscard]] bool counts(const MonitoringRule& rule, const MonitoringFrame& frame, const MonitoredCourse& course,
                          std::span<const double> signals, std::size_t score);

}  // namespace oncourse
