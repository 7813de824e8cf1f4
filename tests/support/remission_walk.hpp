// remission_walk.hpp: remission and what becomes of it once more, by a walk from score to score.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "oncourse/change/remission.hpp"

namespace oncourse::support {

/// The states of one person who is not in remission at the first score.
///
///   sign  of a better score
struct RemissionWalk {
  std::vector<std::size_t> remissions, onsets, recoveries, relapses, recurrences;
  Remission::State state = Remission::State::never_remitted;

  RemissionWalk(const std::vector<SessionScore>& scores, const RemissionCriterion& criterion, double sign) {
    using State = Remission::State;
    const auto remitted = [&](double s) {
      return sign * s > sign * criterion.limit.value || (criterion.limit.inclusive && s == criterion.limit.value);
    };
    const auto ill = [&](double s) {
      if (criterion.relapse.kind == RelapseCriterion::Kind::loss_of_remission) return !remitted(s);
      const ScoreLimit& limit = criterion.relapse.limit;
      return sign * s < sign * limit.value || (limit.inclusive && s == limit.value);
    };
    bool in_remission = false, recovered = false;
    std::size_t good = 0, bad = 0, onset = 0, good_from = 0, bad_from = 0;
    for (std::size_t i = 1; i < scores.size(); ++i) {
      const SessionScore& at = scores[i];
      if (!in_remission) {
        if (!remitted(at.score)) {
          good = 0;
          continue;
        }
        if (good++ == 0) good_from = i;
        if (good < criterion.ascribed.scores || at.time - scores[good_from].time < criterion.ascribed.duration)
          continue;
        in_remission = true;
        recovered = false;
        onset = good_from;
        bad = 0;
        remissions.push_back(at.session);
        onsets.push_back(scores[onset].session);
        state = State::remitted;
      } else if (ill(at.score)) {
        if (bad++ == 0) bad_from = i;
        const Persistence& needed = criterion.relapse.persistence;
        if (bad >= needed.scores && at.time - scores[bad_from].time >= needed.duration) {
          (recovered ? recurrences : relapses).push_back(at.session);
          state = recovered ? State::recurred : State::relapsed;
          in_remission = false;
          good = 0;
          continue;
        }
      } else {
        bad = 0;
      }
      const bool asked = criterion.recovery_duration || criterion.recovery_scores;
      if (asked && !recovered && !ill(at.score) &&
          at.time - scores[onset].time >= criterion.recovery_duration.value_or(0.0) &&
          i - onset + 1 >= criterion.recovery_scores.value_or(1)) {
        recovered = true;
        recoveries.push_back(at.session);
        state = State::recovered;
      }
    }
  }
};

}  // namespace oncourse::support
