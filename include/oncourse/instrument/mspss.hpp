// mspss.hpp: the Multidimensional Scale of Perceived Social Support.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/instrument/instrument.hpp"
#include "oncourse/instrument/well_formed.hpp"

namespace oncourse {

inline constexpr Provenance mspss_ninds = {
    Status::secondary,
    "Zimet 1988, as described by NINDS Common Data Elements, report 24260 (items, subscales, 1 to 7), "
    "and hiboop.com/assessments/mspss (means)"};

inline constexpr std::uint8_t mspss_other[] = {1, 2, 5, 10}, mspss_family[] = {3, 4, 8, 11},
                              mspss_friends[] = {6, 7, 9, 12};
inline constexpr Subscale mspss_subscales[] = {
    {"significant-other", "Significant other", mspss_other, Combine::mean},
    {"family", "Family", mspss_family, Combine::mean},
    {"friends", "Friends", mspss_friends, Combine::mean},
};

/// Given to one decimal as 1 to 2.9, 3 to 5, 5.1 to 7. The mean after 5 is 61/12: 5.05 parts the two also where a
/// mean was written down as 5.08 or 5.1.
inline constexpr Band mspss_bands[] = {{1, "low"}, {3, "moderate"}, {5.05, "high"}};

inline constexpr Answer mspss_example[] = {6, 5, 4, 4, 6, 5, 5, 3, 6, 7, 4, 5};

inline constexpr Instrument mspss = {
    .id = "mspss",
    .name = "Multidimensional Scale of Perceived Social Support",
    .construct = "perceived social support",
    .recall = "at present",
    .licence = "free with citation (GD Zimet)",
    .citation =
        "Zimet GD, Dahlem NW, Zimet SG, Farley GK. The Multidimensional Scale of Perceived Social Support. "
        "J Pers Assess 1988;52:30-41",
    .domain = Domain::social_support,
    .direction = Direction::higher_is_better,
    .items = 12,
    .item_min = 1,
    .item_max = 7,
    .total = TotalRule::mean,
    .total_min = 1,
    .total_max = 7,
    .subscales = mspss_subscales,
    .missing = {MissingRule::Kind::none, 0, {Status::convention, "no published rule was found"}},
    .bands = mspss_bands,
    .bands_from = {Status::convention, "orientation rather than validated thresholds, hiboop.com/assessments/mspss"},
    .example = {mspss_example, 5.0},
    .scoring_from = mspss_ninds,
};
static_assert(well_formed(mspss));

}  // namespace oncourse
