// who5.hpp: the WHO-5 Well-Being Index.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/instrument/instrument.hpp"
#include "oncourse/instrument/well_formed.hpp"

namespace oncourse {

inline constexpr Provenance who5_awell = {Status::secondary,
                                          "WHO 2024, as encoded by awell-score (src/scores/who_5, c37843e)"};
inline constexpr Provenance who5_psytools = {Status::secondary,
                                             "Topp 2015, as encoded by psytools (inventories/who5.ts, 161dd24)"};

inline constexpr Band who5_bands[] = {{0, "likely depression"}, {29, "poor well-being"}, {51, "adequate well-being"}};

/// At or below 50 and below 50 are the same on a sheet, whose totals are multiples of 4.
inline constexpr Cutoff who5_cutoffs[] = {
    {"screen", "depression, across the studies reviewed", Compare::at_most, 50, who5_psytools},
    {"screen", "poor well-being, look further", Compare::below, 50, who5_awell},
    {"screen", "likely depression", Compare::at_most, 28, who5_psytools},
};

inline constexpr Difference who5_important_change[] = {
    {10, "percentage points taken as a real change", {Status::secondary, "help.valant.com, WHO-5"}}};

inline constexpr Answer who5_example[] = {3, 2, 3, 4, 2};

inline constexpr Instrument who5 = {
    .id = "who-5",
    .name = "WHO-5 Well-Being Index",
    .construct = "well-being",
    .recall = "2 weeks",
    .licence = "(c) World Health Organization 2024, CC BY-NC-SA 3.0 IGO; commercial use needs its permission",
    .citation =
        "World Health Organization. The World Health Organization-Five Well-Being Index (WHO-5). Geneva: WHO; "
        "2024 (WHO/UCN/MSD/MHE/2024.1)",
    .domain = Domain::wellbeing,
    .direction = Direction::higher_is_better,
    .items = 5,
    .item_min = 0,
    .item_max = 5,
    .total = TotalRule::sum,
    .multiplier = 4,
    .total_min = 0,
    .total_max = 100,
    .missing = {MissingRule::Kind::none, 0, who5_awell},
    .bands = who5_bands,
    .bands_from = who5_psytools,
    .cutoffs = who5_cutoffs,
    .important_change = who5_important_change,
    .example = {who5_example, 56},
    .scoring_from = who5_awell,
};
static_assert(well_formed(who5));

}  // namespace oncourse
