// drift.hpp: has the rate at which courses are flagged left what a calibration lets expect? Look after every course.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "oncourse/base/error.hpp"
#include "oncourse/change/confidence_interval.hpp"

namespace oncourse {

struct Calibration;

/// What a calibration saw. Counts of persons, none of whom is among the courses that are checked.
///
/// `cut_off` are the courses that the limits cut off, with those that lie on a limit: floor(alpha (n + 1)) of the n who
/// reached the target, or fewer (`conformal_stages`). `missed_flagged` are strictly above. All of it is for persons who
/// were held out from the fit. Of a cross-calibration it is an approximation, and so is then the check.
///
/// To look before courses end, count everything by the end of one stage of the limits, the same one that all courses
/// checked have passed: cut off by then, flagged by then. Limits of one stage have but their end.
struct DriftReference {
  std::size_t reached = 0;         ///< persons who reached the target
  std::size_t cut_off = 0;         ///< of these
  std::size_t missed = 0;          ///< persons who missed it; 0: not known, and only courses that reach it are judged
  std::size_t missed_flagged = 0;  ///< of these
};

/// Of all stages: for courses that have ended.
DriftReference drift_reference(const Calibration& calibration);

///   errors  bad_argument: nobody reached the target, a part larger than its whole, more than 1e9 persons; nobody cut
///           off, where no alarm can ever be raised
std::optional<Error> trouble_in(const DriftReference& reference);

/// Courses that are judged together, each kind with what the calibration knows of it.
enum class DriftGroup {
  reached,  ///< that ended and reached the target: flagged by false alarm
  missed,   ///< that ended and missed it: flagged rightly
  all,      ///< both, and open ones where they count
};

inline constexpr std::array drift_groups = {DriftGroup::reached, DriftGroup::missed, DriftGroup::all};

constexpr std::string_view name(DriftGroup group) {
  switch (group) {
    case DriftGroup::reached: return "reached";
    case DriftGroup::missed: return "missed";
    case DriftGroup::all: return "all";
  }
  return "unknown";
}

enum class DriftDirection { more, fewer };

inline constexpr std::array drift_directions = {DriftDirection::more, DriftDirection::fewer};

constexpr std::string_view name(DriftDirection direction) {
  return direction == DriftDirection::more ? "more" : "fewer";
}

/// Natural logarithm of the e-value against "as in the calibration", in favour of more or of fewer flags, after
/// `flagged` of `courses` in any order. Without drift it reaches log(1 / delta), at any of all looks together, with a
/// probability of at most delta (Ville). The numerator is the chance of the flags where their rate is drawn anew from
/// Jeffreys' Beta(1/2, 1/2), as far as that lies on the direction's side of the calibration's.
///
/// Reached: the denominator is exact. A new course falls into one of the `cut_off` of n + 1 blocks into which n courses
/// cut all others, and then cuts it in two: an urn of Polya, Beta(cut_off, n + 1 - cut_off). Equal signals count as no
/// alarm and only take flags away. E grows with every flag, so "more" keeps its probability then; that of "fewer" is
/// exact only where signals do not tie.
///
/// Missed: the rate is not known, only that f of m were flagged by limits that others had set. The denominator is the
/// greatest chance that one rate gives to both, the numerator that of f with its rate uniform, times the above.
///
/// All: "k + f of n + m" are not drawn at a rate, for limits were put where k are cut off; taken for draws, the e-value
/// has no finite mean. The denominator is the greatest chance over what is not known, the share who reach the target,
/// of these the share above the limits, which follows Beta(k, n + 1 - k), and of the others the share above them; the
/// numerator has all three uniform. It needs more courses than a known rate would, but holds for every rule of alarm.
/// It grows with every flag where it is above 1, so that "more" withstands ties too (tested, not proven).
///
///   courses, flagged  whole numbers, 0 <= flagged <= courses
///   cost    O(1)
///   source  Ville 1939, Etude critique de la notion de collectif. Universal inference, with an upper bound of the
///           greatest likelihood: Wasserman, Ramdas & Balakrishnan 2020, PNAS 117:16880-16890. The mixture: Krichevsky
///           & Trofimov 1981, IEEE Trans Inf Theory 27:199-207. Blocks: Tukey 1947, Ann Math Stat 18:529-539. That it
///           is parted by direction, and the denominator of "all", are this library's
double drift_log_e(const DriftReference& reference, DriftGroup group, DriftDirection direction, std::size_t courses,
                   std::size_t flagged);

/// Where a rate lies, at all looks together: the rates against which Jeffreys' mixture has an e-value below
/// 1 / (1 - level). 0..1 without a course.
///
///   level   inside (0, 1)
///   source  Robbins 1970, Ann Math Stat 41:1397-1409
ConfidenceInterval rate_sequence(std::size_t courses, std::size_t flagged, double level);

/// What is known of a course when it is added, which it is once.
enum class TargetOutcome { open, missed, reached };

struct DriftOptions {
  double delta = 0.05;  ///< false-alarm probability of the whole check: all looks, groups and directions together
  double level = usual_confidence;  ///< of the intervals
  bool count_open = false;  ///< whether an open course is one of all: only where the reference is counted by a session
};

///   errors  bad_argument: a delta or a level outside (0, 1)
std::optional<Error> trouble_in(const DriftOptions& options);

/// Evidence for one direction.
struct DriftEvidence {
  double log_e = 0.0;                        ///< natural logarithm, now
  double log_greatest = 0.0;                 ///< of the greatest so far
  std::optional<std::size_t> found_at = {};  ///< after how many courses, of all that were added, drift was found

  /// The e-values, at most the largest double.
  [[nodiscard]] double e() const;
  [[nodiscard]] double greatest() const;
  /// Of this direction of this group alone, at all looks together: 1 over the greatest e-value, at most 1.
  [[nodiscard]] double p() const;
};

/// What is seen of one group beside what is expected.
struct GroupDrift {
  DriftGroup group = DriftGroup::reached;
  std::size_t courses = 0, flagged = 0;
  double rate = 0.0;                  ///< NaN without a course
  ConfidenceInterval interval;        ///< rate_sequence()
  double expected = 0.0;              ///< k / (n + 1), f / m, or (k + f) / (n + m)
  ConfidenceInterval expected_range;  ///< where a calibration of this size leaves the rate: of those who reached the
                                      ///< target, by the Beta law; else Clopper & Pearson 1934, of all but a guide
  std::array<DriftEvidence, 2> evidence;  ///< by DriftDirection

  [[nodiscard]] const DriftEvidence& toward(DriftDirection direction) const {
    return evidence[static_cast<std::size_t>(direction)];
  }
};

struct DriftResult {
  std::size_t courses = 0;         ///< added, open ones included
  std::size_t open = 0;            ///< of these
  double threshold = 0.0;          ///< that an e-value must reach: two directions of each group, over delta
  double p = 1.0;                  ///< of the whole check, at all looks together
  std::vector<GroupDrift> groups;  ///< reached, missed, all; without a reference for the others the first alone
  std::optional<std::size_t> found_at = {};  ///< the first of all
  std::vector<std::string> sentences;
};

/// All that a check remembers, to be kept between sessions of a service, beside its reference and options.
struct DriftState {
  struct Group {
    std::size_t courses = 0, flagged = 0;
    std::array<double, 2> log_greatest = {0.0, 0.0};  ///< by DriftDirection
    std::array<std::size_t, 2> found_at = {0, 0};     ///< 0: not found
  };
  std::size_t courses = 0, open = 0;
  std::array<Group, 3> groups;  ///< by DriftGroup

  friend bool operator==(const DriftState& a, const DriftState& b);
};

/// A check that is carried on course by course.
class DriftCheck {
 public:
  ///   errors  those of trouble_in()
  static Result<DriftCheck> make(const DriftReference& reference, const DriftOptions& options = {});
  /// Goes on where another one stood.
  ///
  ///   errors  also bad_argument: a state that no check with this reference and these options can have
  static Result<DriftCheck> resume(const DriftReference& reference, const DriftOptions& options,
                                   const DriftState& state);

  /// In the order in which courses ended, or passed the session they are counted by. Those who began together must have
  /// had the same time to end: when monitoring begins, short courses end first, and they are flagged at another rate.
  /// Add courses of those who began long enough ago for all to have ended.
  ///
  ///   cost    O(1), no allocation
  void add(bool flagged, TargetOutcome outcome);

  [[nodiscard]] const DriftState& state() const { return state_; }
  [[nodiscard]] DriftResult result() const;

 private:
  DriftCheck(const DriftReference& reference, const DriftOptions& options);
  void count(DriftGroup group, bool flagged);
  [[nodiscard]] std::size_t groups() const { return reference_.missed > 0 ? 3 : 1; }
  [[nodiscard]] double threshold() const { return 2.0 * static_cast<double>(groups()) / options_.delta; }

  DriftReference reference_;
  DriftOptions options_;
  double log_threshold_;
  DriftState state_;
};

struct FlaggedCourse {
  bool flagged = false;
  TargetOutcome outcome = TargetOutcome::open;
};

/// The same of courses that are all there.
///
///   errors  those of DriftCheck::make()
///   cost    O(courses)
Result<DriftResult> drift_check(const DriftReference& reference, std::span<const FlaggedCourse> courses,
                                const DriftOptions& options = {});

}  // namespace oncourse
