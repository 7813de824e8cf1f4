// bipolar.hpp: ASRM, MDQ, YMRS.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/instrument/catalogue/common.hpp"

namespace oncourse {

inline constexpr Provenance asrm_code = {Status::secondary,
                                         "Altman 1997, as encoded by QuestionnairesAPI (asrm.py, fdc9cfa)"};
inline constexpr Cutoff asrm_cutoffs[] = {
    {Purpose::screen,
     "mania or hypomania",
     Compare::at_least,
     6,
     {Status::published, "Altman EG et al. Biol Psychiatry 1997;42:948-955 (abstract: above 5)"},
     "sensitivity .855, specificity .873"}};
inline constexpr Answer asrm_example[] = {1, 2, 1, 1, 2};

inline constexpr Instrument asrm = {
    .id = "asrm",
    .name = "Altman Self-Rating Mania Scale",
    .construct = "symptoms of mania",
    .recall = "1 week",
    .licence = "free",
    .citation =
        "Altman EG, Hedeker D, Peterson JL, Davis JM. The Altman Self-Rating Mania Scale. Biol Psychiatry "
        "1997;42:948-955",
    .items = 5,
    .item_max = 4,
    .total_max = 20,
    .missing = {MissingRule::Kind::none, 0, asrm_code},
    .figures = {.cutoffs = asrm_cutoffs},
    .example = {asrm_example, 7},
    .scoring_from = asrm_code,
};

inline constexpr Provenance mdq_code = {Status::secondary,
                                        "Hirschfeld 2000, as encoded by QuestionnairesAPI (mdq.py, fdc9cfa)"};
inline constexpr ItemRange mdq_impact[] = {{{15}, 0, 3}};
inline constexpr Cutoff mdq_cutoffs[] = {
    {Purpose::screen,
     "symptoms alone, more sensitive than the whole rule",
     Compare::at_least,
     7,
     {Status::convention, "used by some services; the published rule is the algorithm"}}};
inline constexpr Algorithm mdq_algorithms[] = {
    {"positive-screen",
     "positive screen: seven symptoms, in the same period, with a moderate or serious problem",
     {endorsed(7, {ItemSet::range(1, 13), 1}), endorsed(1, {{14}, 1}), endorsed(1, {{15}, 2})},
     mdq_code}};
inline constexpr Answer mdq_example[] = {1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 1, 2};

inline constexpr Instrument mdq = {
    .id = "mdq",
    .name = "Mood Disorder Questionnaire",
    .construct = "screen for bipolar spectrum disorders",
    .recall = "lifetime",
    .licence = "free; (c) RMA Hirschfeld, University of Texas Medical Branch",
    .citation =
        "Hirschfeld RMA, Williams JBW, Spitzer RL, et al. Development and validation of a screening instrument for "
        "bipolar spectrum disorder. Am J Psychiatry 2000;157:1873-1875",
    .note = "Items 14 and 15 are asked only after two symptoms, count in no total, and may stay blank.",
    .items = 15,
    .item_max = 1,
    .ranges = mdq_impact,
    .unscored = {14, 15},
    .total_max = 13,
    .missing = {MissingRule::Kind::none, 0, mdq_code},
    .figures = {.cutoffs = mdq_cutoffs},
    .algorithms = mdq_algorithms,
    .example = {mdq_example, 8},
    .scoring_from = mdq_code,
};

inline constexpr Provenance ymrs_code = {Status::secondary,
                                         "Young 1978, as encoded by QuestionnairesAPI (ymrs.py, fdc9cfa)"};
inline constexpr Provenance ymrs_emblem = {Status::published,
                                           "Lukasiewicz M et al. Int J Methods Psychiatr Res 2013;22:46-58 (abstract)"};
inline constexpr ItemRange ymrs_doubled[] = {{{5, 6, 8, 9}, 0, 8}};
inline constexpr Band ymrs_bands[] = {{0, "no hypomania"}, {12, "hypomania"}, {21, "mania"}};
inline constexpr Cutoff ymrs_cutoffs[] = {
    {Purpose::remission, "as one program has it; trials also take 12 itself", Compare::below, 12, ymrs_code},
    {Purpose::severity, "typical entry to trials", Compare::at_least, 20, ymrs_emblem},
    {Purpose::severity, "severe, acute mania in Europe", Compare::at_least, 25, ymrs_emblem},
};
inline constexpr Norm ymrs_norms[] = {{"acute mania or mixed episode, Europe", true, 26.4, 9.9, 3459, ymrs_emblem}};
inline constexpr Reliability ymrs_reliabilities[] = {
    {"inter-rater",
     "two independent clinicians",
     0.93,
     {Status::published, "Young RC et al. Br J Psychiatry 1978;133:429-435 (abstract)"}}};
inline constexpr Difference ymrs_important_change[] = {{6.6, "acute mania in Europe, against the CGI", ymrs_emblem}};
inline constexpr Answer ymrs_example[] = {1, 2, 1, 0, 2, 4, 1, 2, 0, 1, 1};

inline constexpr Instrument ymrs = {
    .id = "ymrs",
    .name = "Young Mania Rating Scale",
    .construct = "severity of mania",
    .recall = "48 hours",
    .licence = "free",
    .citation =
        "Young RC, Biggs JT, Ziegler VE, Meyer DA. A rating scale for mania: reliability, validity and sensitivity. "
        "Br J Psychiatry 1978;133:429-435",
    .note =
        "Items 5, 6, 8 and 9 are printed with doubled values, 0 to 8: enter them as printed and do not double again. "
        "Points between those printed may be given; half points cannot be entered here.",
    .reporter = Reporter::clinician,
    .items = 11,
    .item_max = 4,
    .ranges = ymrs_doubled,
    .total_max = 60,
    .missing = no_rule_found,
    .figures = {.bands = ymrs_bands,
                .bands_from = {Status::convention, "QuestionnairesAPI (ymrs.py, fdc9cfa); Young 1978 gives none"},
                .cutoffs = ymrs_cutoffs,
                .norms = ymrs_norms,
                .reliabilities = ymrs_reliabilities,
                .important_change = ymrs_important_change},
    .example = {ymrs_example, 15},
    .scoring_from = ymrs_code,
};

}  // namespace oncourse
