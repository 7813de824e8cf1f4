// trauma.hpp: PCL-5, IES-R.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/instrument/catalogue/common.hpp"

namespace oncourse {

inline constexpr Provenance pcl_5_code = {
    Status::secondary,
    "Weathers 2013, as encoded by CamCOPS (tasks/pcl5.py, 56a303e) and awell-score (pcl_5, c37843e)"};
inline constexpr Provenance blevins = {Status::published,
                                       "Blevins CA et al. J Trauma Stress 2015;28:489-498 (abstract)"};
inline constexpr Provenance marx = {Status::published, "Marx BP et al. Psychol Assess 2022;34:197-203 (abstract)"};
inline constexpr Provenance blanchard = {Status::published,
                                         "Blanchard BE et al. J Trauma Stress 2023;36:1102-1114 (abstract, n 971)"};
inline constexpr Provenance forkus = {Status::published,
                                      "Forkus SR et al. Clin Psychol (NY) 2022 (abstract: 31 to 33)"};
inline constexpr Subscale pcl_5_subscales[] = {
    {"b", "Intrusion", {1, 2, 3, 4, 5}},
    {"c", "Avoidance", {6, 7}},
    {"d", "Negative cognitions and mood", {8, 9, 10, 11, 12, 13, 14}},
    {"e", "Arousal and reactivity", {15, 16, 17, 18, 19, 20}},
};
inline constexpr Cutoff pcl_5_cutoffs[] = {
    {Purpose::screen, "lower end of the range of 31 to 33", Compare::at_least, 31, forkus},
    {Purpose::screen, "upper end of the range of 31 to 33", Compare::at_least, 33, forkus},
    {Purpose::screen,
     "veterans in the United Kingdom, n 242",
     Compare::at_least,
     34,
     {Status::published, "Murphy D et al. 2017, doi 10.1080/20008198.2017.1398001 (abstract)"}},
};
inline constexpr Reliability pcl_5_reliabilities[] = {{"alpha", "students exposed to trauma, n 278", 0.94, blevins},
                                                      {"retest", "students exposed to trauma", 0.82, blevins}};
inline constexpr Difference pcl_5_reliable_change[] = {
    {18, "male veterans, n 102; another sample, n 198, gave 15", marx}};
inline constexpr Difference pcl_5_important_change[] = {{12, "upper end of 9 to 12, primary care", blanchard}};
inline constexpr Algorithm pcl_5_algorithms[] = {
    {"dsm-5-provisional",
     "provisional PTSD by DSM-5: items rated 2 or more count, one of B, one of C, two of D, two of E",
     {endorsed(1, {ItemSet::range(1, 5), 2}), endorsed(1, {{6, 7}, 2}), endorsed(2, {ItemSet::range(8, 14), 2}),
      endorsed(2, {ItemSet::range(15, 20), 2})},
     pcl_5_code}};
inline constexpr Answer pcl_5_example[] = {2, 0, 1, 3, 1, 2, 1, 0, 2, 3, 1, 2, 0, 1, 1, 0, 3, 2, 1, 2};

inline constexpr Instrument pcl_5 = {
    .id = "pcl-5",
    .name = "PTSD Checklist for DSM-5",
    .construct = "symptoms of post-traumatic stress",
    .recall = "1 month; a weekly version exists",
    .licence = "public domain (US Department of Veterans Affairs, National Center for PTSD)",
    .citation =
        "Weathers FW, Litz BT, Keane TM, Palmieri PA, Marx BP, Schnurr PP. The PTSD Checklist for DSM-5 (PCL-5). "
        "National Center for PTSD; 2013",
    .note = "Not the DSM-IV PCL of 17 items. The 5 to 10 points of older pages come from that one.",
    .items = 20,
    .item_max = 4,
    .total_max = 80,
    .subscales = pcl_5_subscales,
    .missing = {MissingRule::Kind::up_to,
                4,
                {Status::convention,
                 "the authors publish no rule; psytools (pcl5.ts, 161dd24) prorates from 16 of 20 answered"}},
    .figures = {.cutoffs = pcl_5_cutoffs,
                .reliabilities = pcl_5_reliabilities,
                .reliable_change = pcl_5_reliable_change,
                .important_change = pcl_5_important_change},
    .algorithms = pcl_5_algorithms,
    .example = {pcl_5_example, 28},
    .scoring_from = pcl_5_code,
};

inline constexpr Provenance ies_r_code = {Status::secondary,
                                          "Weiss & Marmar 1997, as encoded by CamCOPS (tasks/iesr.py, 56a303e)"};
inline constexpr Provenance ies_r_summary = {Status::secondary, "Creamer 2003, as reported by mrcpsych.uk, IES-R"};
inline constexpr Subscale ies_r_subscales[] = {
    {"intrusion", "Intrusion", {1, 2, 3, 6, 9, 16, 20}},
    {"avoidance", "Avoidance", {5, 7, 8, 11, 12, 13, 17, 22}},
    {"hyperarousal", "Hyperarousal", {4, 10, 14, 15, 18, 19, 21}},
};
inline constexpr Cutoff ies_r_cutoffs[] = {
    {Purpose::screen, "veterans and community, against the PCL", Compare::at_least, 33, ies_r_summary,
     "sensitivity .91, specificity .82"},
    {Purpose::screen,
     "survivors of war in the Balkans, n 3313",
     Compare::at_least,
     34,
     {Status::published, "Morina N et al. PLoS ONE 2013;8:e83916 (abstract)"},
     "sensitivity .86"},
    {Purpose::screen,
     "veterans in the United Kingdom, n 242",
     Compare::at_least,
     46,
     {Status::published, "Murphy D et al. 2017, doi 10.1080/20008198.2017.1398001 (abstract)"}},
};
inline constexpr Reliability ies_r_reliabilities[] = {{"alpha", "total", 0.96, ies_r_summary}};
inline constexpr Answer ies_r_example[] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

inline constexpr Instrument ies_r = {
    .id = "ies-r",
    .name = "Impact of Event Scale, revised",
    .construct = "post-traumatic stress",
    .recall = "7 days",
    .licence = "free for non-commercial use; (c) DS Weiss",
    .citation =
        "Weiss DS, Marmar CR. The Impact of Event Scale-Revised. In: Wilson JP, Keane TM, eds. Assessing "
        "Psychological Trauma and PTSD. New York: Guilford; 1997",
    .note = "The authors prefer subscale means to these sums. Triads of 24, 33 and 37 on the web are not theirs.",
    .items = 22,
    .item_max = 4,
    .total_max = 88,
    .subscales = ies_r_subscales,
    .missing = no_rule_found,
    .figures = {.cutoffs = ies_r_cutoffs, .reliabilities = ies_r_reliabilities},
    .example = {ies_r_example, 22},
    .scoring_from = ies_r_code,
};

}  // namespace oncourse
