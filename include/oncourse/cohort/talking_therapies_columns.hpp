// talking_therapies_columns.hpp: many referrals' outcomes, and the rates of services.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "oncourse/change/talking_therapies.hpp"
#include "oncourse/cohort/column.hpp"
#include "oncourse/cohort/table.hpp"
#include "oncourse/instrument/instrument.hpp"

namespace oncourse {

/// Caseness and reliable change as the instrument's definition has them for NHS Talking Therapies.
///
///   errors  not_available: it states no caseness cut-off, no reliable change, or several of one population
Result<MeasureThresholds> talking_therapies_thresholds(const Instrument& q);

/// The columns of one measure: a row per referral, null where there is no score.
struct MeasureColumns {
  const Column* first = nullptr;
  const Column* last = nullptr;
  MeasureThresholds by;
};

struct TalkingTherapiesColumns {
  MeasureColumns first;                                      ///< such as the PHQ-9
  std::optional<MeasureColumns> second = {}, fallback = {};  ///< see MeasurePair
  const Column* group = nullptr;                             ///< text or whole numbers; nullptr: everybody only
};

struct TalkingTherapies {
  /// As many rows as the input, in its order: measures, fell_back, case_at_start, case_at_end, recovered,
  /// reliably_recovered, change, status, detail. A referral that lacks a score has the status not_enough_sessions.
  Table referrals;
  /// A row per group and one for everybody, whose group is null: the group, referrals, completed, not_completed,
  /// without_caseness, and of caseness, recovery, reliable_recovery, reliable_improvement, reliable_deterioration and
  /// no_reliable_change each the count, the denominator (_of), the rate (_rate) and its interval (_low, _high), null
  /// where the denominator is 0.
  Table rates;
};

///   errors  bad_argument: columns of different lengths or without numbers, an infinite score, a row without a group,
///           thresholds, the level
///   cost    one referral_outcome() per row
Result<TalkingTherapies> talking_therapies_columns(const TalkingTherapiesColumns& columns,
                                                   const TherapyPolicy& policy = adult_policy,
                                                   double level = usual_confidence);

}  // namespace oncourse
