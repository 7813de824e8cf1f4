// eating.hpp: EDE-Q, SCOFF, EAT-26.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/instrument/catalogue/common.hpp"

namespace oncourse {

inline constexpr Provenance ede_q_key = {
    Status::secondary,
    "Fairburn & Beglin 2008, scoring instructions as reproduced by CamCOPS (docs/source/tasks/edeq.rst)"};
inline constexpr Provenance ede_q_review = {Status::secondary, "PMC8485346, Table 1"};
inline constexpr MissingRule ede_q_half = {.kind = MissingRule::Kind::more_than_half, .from = ede_q_key};

/// Item 8 belongs to two of them.
inline constexpr Subscale ede_q_subscales[] = {
    {"restraint", "Restraint", {1, 2, 3, 4, 5}, Combine::mean, 1, ede_q_half},
    {"eating-concern", "Eating concern", {7, 9, 19, 20, 21}, Combine::mean, 1, ede_q_half},
    {"shape-concern", "Shape concern", {6, 8, 10, 11, 23, 26, 27, 28}, Combine::mean, 1, ede_q_half},
    {"weight-concern", "Weight concern", {8, 12, 22, 24, 25}, Combine::mean, 1, ede_q_half},
};
/// Numbers of episodes or days in four weeks; the form sets no upper bound, three digits are ours.
inline constexpr ItemRange ede_q_counts[] = {{{13, 14, 15, 16, 17, 18}, 0, 999}};
inline constexpr Cutoff ede_q_cutoffs[] = {
    {Purpose::screen, "clinical samples", Compare::at_least, 2.8, ede_q_review},
    {Purpose::screen, "young women in the community, with binge eating or excessive exercise", Compare::at_least, 2.3,
     ede_q_review},
};
inline constexpr Norm ede_q_norms[] = {
    {"women aged 18 to 30, students in Ireland",
     false,
     1.51,
     1.28,
     200,
     {Status::published,
      "Keane S et al. Ir J Psychol Med 2015, EDE-Q norms for female university students (abstract)"}}};
inline constexpr Answer ede_q_example[] = {2, 1, 0, 3, 4, 3, 2, 4, 1, 2, 3, 5, 0, 0,
                                           0, 0, 0, 0, 1, 2, 2, 4, 3, 5, 1, 2, 3, 2};

inline constexpr Instrument ede_q = {
    .id = "ede-q",
    .name = "Eating Disorder Examination Questionnaire 6.0",
    .construct = "eating-disorder psychopathology",
    .recall = "28 days",
    .licence = "(c) CG Fairburn and S Beglin 2008; free for non-commercial clinical use and research",
    .citation =
        "Fairburn CG, Beglin SJ. Eating Disorder Examination Questionnaire 6.0. In: Fairburn CG. Cognitive Behavior "
        "Therapy and Eating Disorders. New York: Guilford; 2008",
    .note = "The mean of four subscale means, not of 22 items. Version 5.2 has other item numbers.",
    .items = 28,
    .item_max = 6,
    .ranges = ede_q_counts,
    .unscored = {13, 14, 15, 16, 17, 18},
    .total = TotalRule::mean_of_subscales,
    .total_max = 6,
    .subscales = ede_q_subscales,
    .missing = {.kind = MissingRule::Kind::more_than_half,
                .from = {Status::convention,
                         "the instructions divide by four; the mean of three subscales is common practice only"}},
    .figures = {.cutoffs = ede_q_cutoffs, .norms = ede_q_norms},
    .example = {ede_q_example, 2.5375},
    .scoring_from = ede_q_key,
};

inline constexpr Provenance scoff_text = {Status::secondary, "Morgan 1999, as encoded in public scoring code"};
inline constexpr Band scoff_bands[] = {{0, "negative"}, {2, "positive"}};
inline constexpr Cutoff scoff_cutoffs[] = {
    {Purpose::screen, "probable eating disorder", Compare::at_least, 2, scoff_text},
    {Purpose::screen,
     "young adults in Finland",
     Compare::at_least,
     2,
     {Status::published, "Laehteenmaeki S et al. BMC Psychiatry 2009;9:5 (abstract)"},
     "sensitivity .778, specificity .876"},
};
inline constexpr Answer scoff_example[] = {1, 0, 1, 0, 0};

inline constexpr Instrument scoff = {
    .id = "scoff",
    .name = "SCOFF questionnaire",
    .construct = "screen for eating disorders",
    .recall = "at present; weight loss in 3 months",
    .licence = "free",
    .citation =
        "Morgan JF, Reid F, Lacey JH. The SCOFF questionnaire: assessment of a new screening tool for eating "
        "disorders. BMJ 1999;319:1467-1468",
    .items = 5,
    .item_max = 1,
    .total_max = 5,
    .missing = no_rule_found,
    .figures = {.bands = scoff_bands, .bands_from = scoff_text, .cutoffs = scoff_cutoffs},
    .example = {scoff_example, 2},
    .scoring_from = scoff_text,
};

inline constexpr Provenance eat_26_author = {Status::published, "eat-26.com/scoring.php, the author's site"};
inline constexpr MissingRule eat_26_median = {MissingRule::Kind::up_to, 1, eat_26_author,
                                              MissingRule::Fill::median_rounded_up};
inline constexpr Subscale eat_26_subscales[] = {
    {"dieting", "Dieting", {1, 6, 7, 10, 11, 12, 14, 16, 17, 22, 23, 24, 26}, Combine::sum, 1, eat_26_median},
    {"bulimia", "Bulimia and food preoccupation", {3, 4, 9, 18, 21, 25}, Combine::sum, 1, eat_26_median},
    {"oral-control", "Oral control", {2, 5, 8, 13, 15, 19, 20}, Combine::sum, 1, eat_26_median},
};
inline constexpr Answer eat_26_always_worst[] = {3, 2, 1, 0, 0, 0}, eat_26_never_worst[] = {0, 0, 0, 1, 2, 3};
inline constexpr ItemPoints eat_26_options[] = {{ItemSet::range(1, 25), 1, eat_26_always_worst},
                                                {{26}, 1, eat_26_never_worst}};
inline constexpr Coding eat_26_codings[] = {
    {"options", "the option ticked, 1 (always) to 6 (never)", eat_26_options, eat_26_author}};
inline constexpr Band eat_26_bands[] = {{0, "below the referral cut-off"}, {20, "refer"}};
inline constexpr Cutoff eat_26_cutoffs[] = {
    {Purpose::screen, "referral", Compare::at_least, 20, eat_26_author,
     "refer on a low body mass index or any behavioural question too"},
    {Purpose::screen,
     "bulimia, binge eating and unspecified disorders, more sensitive",
     Compare::at_least,
     11,
     {Status::secondary, "as reported by wikisum, Eating Attitudes Test"}},
};
inline constexpr Answer eat_26_example[] = {3, 0, 2, 1, 0, 1, 1, 0, 0, 2, 3, 1, 0,
                                            2, 0, 1, 1, 1, 2, 0, 1, 1, 2, 0, 0, 1};

inline constexpr Instrument eat_26 = {
    .id = "eat-26",
    .name = "Eating Attitudes Test-26",
    .construct = "disordered eating",
    .recall = "at present",
    .licence = "free with citation for individual use; commercial platforms need an agreement (DM Garner)",
    .citation =
        "Garner DM, Olmsted MP, Bohr Y, Garfinkel PE. The Eating Attitudes Test: psychometric features and clinical "
        "correlates. Psychol Med 1982;12:871-878",
    .note =
        "Answers are points, 0 to 3: six options make 3, 2, 1, 0, 0, 0 and at item 26 the other way, which no linear "
        "reversal gives; for options there is the coding \"options\". The order of 1982 has items 25 and 26 exchanged.",
    .items = 26,
    .item_max = 3,
    .codings = eat_26_codings,
    .total = TotalRule::sum_of_subscales,
    .total_max = 78,
    .subscales = eat_26_subscales,
    .missing = {MissingRule::Kind::none, 0, eat_26_author},
    .figures = {.bands = eat_26_bands, .bands_from = eat_26_author, .cutoffs = eat_26_cutoffs},
    .example = {eat_26_example, 26},
    .scoring_from = eat_26_author,
};

}  // namespace oncourse
