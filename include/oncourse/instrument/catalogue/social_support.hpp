// social_support.hpp: MSPSS, UCLA loneliness with 3 and 20 items.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/instrument/catalogue/common.hpp"

namespace oncourse {

inline constexpr Provenance mspss_ninds = {
    Status::secondary,
    "Zimet 1988, as described by NINDS Common Data Elements, report 24260 (items, subscales, 1 to 7), and "
    "hiboop.com/assessments/mspss (means)"};
inline constexpr Subscale mspss_subscales[] = {
    {"significant-other", "Significant other", {1, 2, 5, 10}, Combine::mean},
    {"family", "Family", {3, 4, 8, 11}, Combine::mean},
    {"friends", "Friends", {6, 7, 9, 12}, Combine::mean},
};
/// Given to one decimal as 1 to 2.9, 3 to 5, 5.1 to 7. The mean after 5 is 61/12: 5.05 parts the two also where a
/// mean was written down as 5.08 or 5.1.
inline constexpr Band mspss_bands[] = {{1, "low"}, {3, "moderate"}, {5.05, "high"}};
/// The sums 12 to 48, 49 to 68 and 69 to 84, as means.
inline constexpr Band mspss_ninds_bands[] = {{1, "low"}, {4.05, "moderate"}, {5.7, "high"}};
inline constexpr Banding mspss_other_bands[] = {
    {"NINDS", mspss_ninds_bands, {Status::secondary, "NINDS Common Data Elements, report 24260"}}};
inline constexpr Answer mspss_example[] = {6, 5, 4, 4, 6, 5, 5, 3, 6, 7, 4, 5};

inline constexpr Instrument mspss = {
    .id = "mspss",
    .name = "Multidimensional Scale of Perceived Social Support",
    .construct = "perceived social support",
    .recall = "at present",
    .licence = "free with citation (GD Zimet)",
    .citation =
        "Zimet GD, Dahlem NW, Zimet SG, Farley GK. The Multidimensional Scale of Perceived Social Support. J Pers "
        "Assess 1988;52:30-41",
    .note = "The author's own sheet of 2016 gives no population norms. Some forms use 1 to 5.",
    .domains = {Domain::social_support},
    .direction = Direction::higher_is_better,
    .items = 12,
    .item_min = 1,
    .item_max = 7,
    .total = TotalRule::mean,
    .total_min = 1,
    .total_max = 7,
    .subscales = mspss_subscales,
    .missing = no_rule_found,
    .figures = {.bands = mspss_bands,
                .bands_from = {Status::convention,
                               "orientation rather than validated thresholds, hiboop.com/assessments/mspss"},
                .other_bands = mspss_other_bands},
    .example = {mspss_example, 5.0},
    .scoring_from = mspss_ninds,
};

inline constexpr Provenance ucla_3_page = {Status::secondary, "Hughes 2004, as described by railway.app, UCLA scales"};
inline constexpr Cutoff ucla_3_cutoffs[] = {
    {Purpose::caseness,
     "older adults in England",
     Compare::at_least,
     6,
     {Status::convention, "Steptoe 2013, as reported by healthscorer.com, a weak source"}},
    {Purpose::screen,
     "for comparison with earlier studies",
     Compare::at_least,
     4,
     {Status::secondary, "a paper, as excerpted by crm.gdcsworld.com"}},
};
inline constexpr ItemPoints ucla_3_from_0[] = {{{1, 2, 3}, 0, one_to_three}};
inline constexpr Coding ucla_3_codings[] = {{"0-2", "answers 0 to 2", ucla_3_from_0, ucla_3_page}};
inline constexpr Answer ucla_3_example[] = {2, 1, 3};

inline constexpr Instrument ucla_3 = {
    .id = "ucla-3",
    .name = "Three-Item Loneliness Scale",
    .construct = "loneliness",
    .recall = "at present",
    .licence = "free",
    .citation =
        "Hughes ME, Waite LJ, Hawkley LC, Cacioppo JT. A short scale for measuring loneliness in large surveys. Res "
        "Aging 2004;26:655-672",
    .domains = {Domain::social_support, Domain::interpersonal},
    .items = 3,
    .item_min = 1,
    .item_max = 3,
    .codings = ucla_3_codings,
    .total_min = 3,
    .total_max = 9,
    .missing = no_rule_found,
    .figures = {.cutoffs = ucla_3_cutoffs},
    .example = {ucla_3_example, 6},
    .scoring_from = ucla_3_page,
};

inline constexpr Provenance ucla_20_code = {Status::secondary,
                                            "Russell 1996, as encoded by psytools (ucla-ls3.ts, 161dd24)"};
inline constexpr Answer ucla_20_example[] = {2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2};

inline constexpr Instrument ucla_20 = {
    .id = "ucla-20",
    .name = "UCLA Loneliness Scale, version 3",
    .construct = "loneliness",
    .recall = "at present",
    .licence = "no formal licence; the author asks for no permission",
    .citation =
        "Russell DW. UCLA Loneliness Scale (version 3): reliability, validity, and factor structure. J Pers Assess "
        "1996;66:20-40",
    .note = "Nine items are reversed; ten were in the version of 1980. The author gives no bands.",
    .domains = {Domain::social_support, Domain::interpersonal},
    .items = 20,
    .item_min = 1,
    .item_max = 4,
    .reversed = {1, 5, 6, 9, 10, 15, 16, 19, 20},
    .total_min = 20,
    .total_max = 80,
    .missing = {MissingRule::Kind::up_to,
                4,
                {Status::convention, "psytools (ucla-ls3.ts, 161dd24): at least 16 of 20 answered"}},
    .example = {ucla_20_example, 49},
    .scoring_from = ucla_20_code,
};

}  // namespace oncourse
