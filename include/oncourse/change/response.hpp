// response.hpp: better by half, or by a fifth within two weeks: response and early response.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>

#include "oncourse/change/change_event.hpp"
#include "oncourse/change/score_limit.hpp"

namespace oncourse {

/// 50 % of the baseline score is convention: it is the usual definition in trials of depression (as Rush et al. 2006,
/// Neuropsychopharmacology 31:1841-1853, report), and depends on a baseline that is often a single score. That two
/// consecutive scores make a response sustained is a convention of this library.
struct ResponseCriterion {
  Improvement improvement = {};
  Persistence sustained = {2, 0.0};
};

struct Response {
  TimeToEvent first;
  std::optional<ChangeEvent> sustained = {};
  std::optional<ChangeEvent> lost = {};  ///< the first score after the first response that is no response any more
};

std::optional<Error> trouble_in(const ResponseCriterion& criterion);

/// Of whom the baseline leaves nothing to gain, nobody is at risk.
///
///   errors  bad_argument: those of trouble_in() for the parts of the criterion
Result<Response> response(const ScoredSessions& sessions, const ResponseCriterion& criterion = {});

/// Default improvement: 20 % within two weeks (Szegedi et al. 2009, J Clin Psychiatry 70:344-353, on the HAM-D-17).
struct EarlyResponseCriterion {
  Improvement improvement = {.percent = 20.0};
  std::optional<double> within = {};           ///< the latest time since baseline that counts
  std::optional<std::size_t> by_session = {};  ///< the latest index in the series that counts
  bool last_score_decides = false;             ///< the last score in time, in place of any of them
};

/// Szegedi et al. 2009 in the series' own unit of time.
///
///   week  how many units of time are a week: 1 where times are weeks, 7 where they are days
constexpr EarlyResponseCriterion early_improvement(double week) {
  EarlyResponseCriterion out;
  out.within = 2.0 * week;
  return out;
}

struct EarlyResponse {
  bool at_risk = true;  ///< false: the baseline leaves nothing to gain
  /// Absent where it cannot be said: not at risk, no score in time after baseline, or a series that ends before the
  /// deadline without (or where the last score decides).
  std::optional<bool> reached = {};
  std::optional<ChangeEvent> event = {};
  std::size_t scores = 0;  ///< in time, after baseline
};

std::optional<Error> trouble_in(const EarlyResponseCriterion& criterion);

/// With both deadlines a score must keep both.
///
///   errors  bad_argument: no deadline, one that is not above 0 or not finite, those of trouble_in(Improvement)
Result<EarlyResponse> early_response(const ScoredSessions& sessions, const EarlyResponseCriterion& criterion);

}  // namespace oncourse
