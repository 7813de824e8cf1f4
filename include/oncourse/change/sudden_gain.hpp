// sudden_gain.hpp: sudden gains and sudden losses of one person, between one session and the next.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "oncourse/base/direction.hpp"
#include "oncourse/base/error.hpp"

namespace oncourse {

/// A loss is the mirror image of a gain in every criterion.
enum class SuddenChange { gain, loss };

/// What criterion 2 takes its share of.
enum class ShareOf {
  score_before,     ///< the score at session N (Tang & DeRubeis 1999); of a negative one there is no share
  first_score,      ///< the score from which the total change counts, likewise
  distance_to_end,  ///< of the score at session N from `scale_end`: the same for a scale and its reverse
};

/// Criterion 2: the change is at least this share of something. No change passes never, not even at a score of 0.
struct ShareCriterion {
  double share = 0.25;  ///< above 0; Tang & DeRubeis 1999
  ShareOf of = ShareOf::score_before;
  std::optional<double> scale_end = {};  ///< of distance_to_end: the best score, for gains
};

/// Criterion 3: the mean of the sessions up to N and the mean of those from N + 1 on differ by more than
/// critical value x pooled sd. This is the published rule and not a t test: it has no sqrt(1/n + 1/n).
struct MeanCriterion {
  int sessions = 3;                     ///< on each side, planned ones: 2..20
  int least = 2;                        ///< scores that must be there on each side: 1..sessions
  double alpha = 0.05;                  ///< two-sided level of Student's t with n + n - 2 degrees of freedom
  std::optional<double> critical = {};  ///< in place of it for any number of scores: 2.776 in the first publications
  bool t_test = false;                  ///< times sqrt(1/n + 1/n): the t test that the rule resembles
  bool needs_variance = false;  ///< undecidable where nothing varies on either side; false: any difference passes there
};

enum class CombineCriteria { all, any };

/// When a change between session N and session N + 1 is sudden. What is not given does not count; one must be given.
struct SuddenGainCriteria {
  SuddenChange kind = SuddenChange::gain;
  std::optional<double> points = {};  ///< criterion 1, the instrument's own: at least so many points, above 0
  std::optional<ShareCriterion> share = ShareCriterion{};
  std::optional<MeanCriterion> means = MeanCriterion{};
  CombineCriteria combine = CombineCriteria::all;
  bool first_interval = false;  ///< test also from the first session to the second, which has one score before it
  bool last_interval = false;   ///< test also from the last session but one to the last, which has one score after it
  int bridge = 0;               ///< missed sessions in a row that an interval may span; 0: neighbours only, published
  std::optional<int> from_session = {}, to_session = {};  ///< the sessions looked at; absent: the series' first, last
  /// Total change counts from one to the other, which may lie outside the sessions looked at; absent: the first and the
  /// last that have a score among these.
  std::optional<int> start_session = {}, end_session = {};
  double reversal_share = 0.5;      ///< of the magnitude, to be lost again: above 0, at most 1
  bool reversal_inclusive = false;  ///< losing exactly this share counts
  int reversal_from = 2;            ///< sessions after N from which scores are looked at: 2 is the one after N + 1
};

/// One interval between sessions, what was found there and on what grounds.
struct SuddenGainInterval {
  int from = 0, to = 0;                      ///< sessions N and N + 1, or a later one across a bridge
  std::optional<bool> points, share, means;  ///< criteria 1 to 3: absent where not given or not decidable
  bool complete = false;                     ///< both scores are there and every criterion given could be decided
  /// Absent where what is missing could change it: one failed criterion decides even beside missing ones. Never true
  /// without both scores and a change in this direction.
  std::optional<bool> sudden;
  std::optional<double> magnitude;  ///< points in the direction looked for
  std::optional<double> share_of;   ///< what criterion 2 takes its share of
  int n_before = 0, n_after = 0;    ///< scores of criterion 3
  std::optional<double> mean_before, mean_after, sd_before, sd_after, pooled_sd, critical;
};

struct SuddenGain {
  SuddenChange kind = SuddenChange::gain;
  int session = 0, next_session = 0;            ///< N and N + 1
  std::array<std::optional<double>, 6> around;  ///< scores at N - 2, N - 1, N, N + 1, N + 2, N + 3
  double magnitude = 0.0;                       ///< points, above 0 for gains and losses
  std::optional<double> total_improvement;      ///< points from start to end, in the better direction
  /// Part of the total change that happened here, negative where it went against it; absent where the total is 0.
  std::optional<double> share_of_total;
  double reversal_value = 0.0;     ///< the score beyond which it is lost again
  std::optional<bool> reversed;    ///< absent where no later score is there
  std::optional<int> reversed_at;  ///< the first session that shows it
};

/// Intervals by whether they could be judged.
struct IntervalCounts {
  std::size_t planned = 0;        ///< all, between neighbouring sessions
  std::size_t tested = 0;         ///< those the settings ask for; one across a bridge counts once
  std::size_t available = 0;      ///< tested and complete
  std::size_t not_available = 0;  ///< tested and not complete
  std::size_t decided = 0;        ///< tested and decided, be it by a failed criterion beside missing ones

  IntervalCounts& operator+=(const IntervalCounts& other);
};

struct SuddenGains {
  std::vector<SuddenGainInterval> intervals;  ///< those tested, in order
  std::vector<SuddenGain> gains;              ///< in order
  IntervalCounts counts;
};

/// Criteria that were checked, ready for any number of persons.
class SuddenGainRule {
 public:
  ///   errors  bad_argument: no criterion, or a setting outside its documented range (named)
  static Result<SuddenGainRule> make(const SuddenGainCriteria& criteria, Direction direction);

  /// What the series of one person shows.
  ///
  ///   scores         one per planned session, in order; NaN: missed
  ///   first_session  number of the first of them
  ///   errors         bad_argument: an infinite score, scores on both sides of `scale_end`; not_enough_sessions: fewer
  ///                  planned sessions than an interval to test needs (4, or 3 or 2 with first_interval, last_interval)
  ///   cost           one pass, O(sessions x MeanCriterion::sessions)
  ///   source         Tang & DeRubeis 1999, J Consult Clin Psychol 67:894-904; critical values by degrees of freedom:
  ///                  Lutz et al. 2013
  [[nodiscard]] Result<SuddenGains> find(std::span<const double> scores, int first_session = 1) const;

  [[nodiscard]] const SuddenGainCriteria& criteria() const { return criteria_; }
  [[nodiscard]] Direction direction() const { return direction_; }

 private:
  class Series;
  SuddenGainRule() = default;
  [[nodiscard]] std::optional<Error> trouble_in(std::span<const double> scores) const;
  SuddenGainCriteria criteria_;
  Direction direction_ = Direction::lower_is_better;
  std::vector<double> critical_;  ///< by degrees of freedom, from 1
};

/// make() and find() for one person.
Result<SuddenGains> sudden_gains(std::span<const double> scores, Direction direction,
                                 const SuddenGainCriteria& criteria, int first_session = 1);

/// Points for criterion 1 that are more than measurement error: critical x sqrt 2 x sd x sqrt(1 - reliability).
///
///   errors  bad_argument: sd or critical not above 0, reliability not inside (0, 1)
///   source  Jacobson & Truax 1991, J Consult Clin Psychol 59:12-19
Result<double> points_beyond_error(double sd, double reliability, double critical = 1.96);

}  // namespace oncourse
