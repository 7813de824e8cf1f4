// wellbeing.hpp: WHO-5, SWLS, Rosenberg self-esteem.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/instrument/catalogue/common.hpp"

namespace oncourse {

inline constexpr Provenance who5_awell = {Status::secondary,
                                          "WHO 2024, as encoded by awell-score (src/scores/who_5, c37843e)"};
inline constexpr Provenance who5_psytools = {Status::secondary,
                                             "Topp 2015, as encoded by psytools (inventories/who5.ts, 161dd24)"};
inline constexpr Band who5_bands[] = {{0, "likely depression"}, {29, "poor well-being"}, {51, "adequate well-being"}};
inline constexpr Cutoff who5_cutoffs[] = {
    {Purpose::screen, "depression, across the studies reviewed", Compare::at_most, 50, who5_psytools,
     "WHO 2024 writes below 50, which is the same: totals are multiples of 4"},
    {Purpose::severity, "likely depression", Compare::at_most, 28, who5_psytools},
};
inline constexpr Difference who5_important_change[] = {
    {10,
     "percentage points taken as a real change",
     {Status::secondary, "Ware 1995, as reported by psypack.com/assessments/who-5-wellbeing-index; help.valant.io"}}};
inline constexpr Answer who5_example[] = {3, 2, 3, 4, 2};

inline constexpr Instrument who5 = {
    .id = "who-5",
    .name = "WHO-5 Well-Being Index",
    .construct = "well-being",
    .recall = "2 weeks",
    .licence = "(c) World Health Organization 2024, CC BY-NC-SA 3.0 IGO; commercial use needs its permission",
    .citation =
        "World Health Organization. The World Health Organization-Five Well-Being Index (WHO-5). Geneva: WHO; 2024 "
        "(WHO/UCN/MSD/MHE/2024.1)",
    .note = "Higher is better. The total is four times the sum.",
    .domains = {Domain::wellbeing},
    .direction = Direction::higher_is_better,
    .items = 5,
    .item_max = 5,
    .multiplier = 4,
    .total_max = 100,
    .missing = {MissingRule::Kind::none, 0, who5_awell},
    .figures = {.bands = who5_bands,
                .bands_from = who5_psytools,
                .cutoffs = who5_cutoffs,
                .important_change = who5_important_change},
    .example = {who5_example, 56},
    .scoring_from = who5_awell,
};

inline constexpr Provenance swls_code = {Status::secondary, "Diener 1985, as encoded by psytools (swls.ts, 161dd24)"};
inline constexpr Answer swls_example[] = {5, 4, 6, 5, 3};

inline constexpr Instrument swls = {
    .id = "swls",
    .name = "Satisfaction With Life Scale",
    .construct = "satisfaction with life",
    .recall = "in general",
    .licence = "free for non-commercial use with credit (E Diener)",
    .citation =
        "Diener E, Emmons RA, Larsen RJ, Griffin S. The Satisfaction With Life Scale. J Pers Assess 1985;49:71-75",
    .note = "Higher is better; 20 is neutral. Edges of finer bands were not confirmed and are left out.",
    .domains = {Domain::wellbeing},
    .direction = Direction::higher_is_better,
    .items = 5,
    .item_min = 1,
    .item_max = 7,
    .total_min = 5,
    .total_max = 35,
    .missing = {MissingRule::Kind::none, 0, swls_code},
    .example = {swls_example, 23},
    .scoring_from = swls_code,
};

inline constexpr Provenance rses_code = {
    Status::secondary, "Rosenberg 1965, as encoded by psytools (rses.ts, 161dd24) and dependlab (score_rse.R)"};
inline constexpr ItemPoints rses_from_1[] = {{ItemSet::range(1, 10), 1, zero_to_three}};
inline constexpr Coding rses_codings[] = {{"1-4", "answers 1 to 4", rses_from_1, rses_code}};
inline constexpr Band rses_bands[] = {{0, "low"}, {15, "normal range"}, {26, "high"}};
inline constexpr Answer rses_example[] = {2, 1, 2, 2, 1, 1, 3, 2, 0, 2};

inline constexpr Instrument rses = {
    .id = "rses",
    .name = "Rosenberg Self-Esteem Scale",
    .construct = "self-esteem",
    .recall = "in general",
    .licence = "free with attribution for education and research",
    .citation = "Rosenberg M. Society and the Adolescent Self-Image. Princeton: Princeton University Press; 1965",
    .note =
        "Higher is better. Answers 0 to 3; 1 to 4 is the coding \"1-4\". Published versions order the items "
        "otherwise: compare the reversed ones, 2, 5, 6, 8 and 9, with the form.",
    .domains = {Domain::wellbeing},
    .direction = Direction::higher_is_better,
    .items = 10,
    .item_max = 3,
    .codings = rses_codings,
    .reversed = {2, 5, 6, 8, 9},
    .total_max = 30,
    .missing = {MissingRule::Kind::up_to,
                2,
                {Status::convention, "psytools (rses.ts, 161dd24): at least 8 of 10 answered"}},
    .figures = {.bands = rses_bands, .bands_from = rses_code},
    .example = {rses_example, 21},
    .scoring_from = rses_code,
};

}  // namespace oncourse
