// depression.hpp: what people say of their depression: PHQ-9, -8 and -2, QIDS-SR16, CES-D and its 10 items, BDI-II.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/instrument/catalogue/common.hpp"

namespace oncourse {

// ---- PHQ-9, PHQ-8, PHQ-2 ----

inline constexpr Provenance phq9_paper = {
    Status::published, "Kroenke K, Spitzer RL, Williams JBW. J Gen Intern Med 2001;16:606-613 (abstract)"};
inline constexpr Provenance phq9_nhs = {
    Status::secondary, "NHS Talking Therapies criteria, as in BMC Psychiatry 2019, s12888-018-1987-1, Table 1"};
inline constexpr Provenance phq9_novopsych = {Status::secondary,
                                              "Kroenke 2001, as reported by novopsych.com/phq-9-2.html"};
inline constexpr Provenance phq9_code = {Status::secondary,
                                         "DSM criteria, as encoded by CamCOPS (tasks/phq9.py, 56a303e)"};
inline constexpr Provenance arroll = {Status::published,
                                      "Arroll B et al. Ann Fam Med 2010;8:348-353, PMC2906530 (abstract)"};

inline constexpr Provenance kocalevent = {
    Status::published, "Kocalevent RD et al. Gen Hosp Psychiatry 2013;35:551-555 (abstract, n 5018 in all)"};

inline constexpr Band phq9_bands[] = {
    {0, "minimal"}, {5, "mild"}, {10, "moderate"}, {15, "moderately severe"}, {20, "severe"}};
inline constexpr Cutoff phq9_cutoffs[] = {
    {Purpose::caseness, "NHS Talking Therapies", Compare::at_least, 10, phq9_nhs},
    {Purpose::screen, "primary care, major depression", Compare::at_least, 10, phq9_paper,
     "sensitivity .88, specificity .88"},
    {Purpose::screen, "primary care in New Zealand, major depression", Compare::at_least, 10, arroll,
     "sensitivity .74, specificity .91"},
    {Purpose::remission,
     "measurement-based care of depression",
     Compare::below,
     5,
     {Status::secondary, "Psychiatr Serv, doi 10.1176/appi.ps.201900295 (abstract)"}},
};
inline constexpr Norm phq9_norms[] = {
    {"patients with an interview, major depression", true, 17.1, 6.1, 41, phq9_novopsych},
    {"patients with an interview, no depressive disorder", false, 3.3, 3.8, 474, phq9_novopsych},
    {"general population, Germany, women", false, 3.1, 3.5, 0, kocalevent},
    {"general population, Germany, men", false, 2.7, 3.5, 0, kocalevent},
};
inline constexpr Reliability phq9_reliabilities[] = {
    {"alpha", "primary care", 0.89, {Status::secondary, "Kroenke 2001, as reported by oskarflygare.com"}}};
inline constexpr Difference phq9_reliable_change[] = {
    {6, "NHS Talking Therapies, Jacobson-Truax", phq9_nhs},
    {6,
     "NHS England, children and young people, 5.99 rounded",
     {Status::secondary, "NHS Digital, reliable change of the Mental Health Services Data Set (public code)"}}};
inline constexpr Difference phq9_important_change[] = {
    {5,
     "two standard errors of measurement, one person",
     {Status::published, "Loewe B et al. Med Care 2004;42:1194-1201 (abstract)"}}};
inline constexpr Algorithm phq9_algorithms[] = {
    {"major-depressive-syndrome",
     "major depressive syndrome: five symptoms on more than half the days, thoughts of death on any, one of them item "
     "1 or 2",
     {endorsed(1, {{1, 2}, 2}), endorsed(5, {ItemSet::range(1, 8), 2}, {{9}, 1})},
     phq9_code},
    {"other-depressive-syndrome",
     "other depressive syndrome: two to four such symptoms, one of them item 1 or 2",
     {endorsed(1, {{1, 2}, 2}), endorsed(2, {ItemSet::range(1, 8), 2}, {{9}, 1}, 4)},
     phq9_code},
};
inline constexpr RiskItem phq9_risk[] = {{9, 1, "thoughts of death or self-harm", phq9_code}};
inline constexpr Answer phq9_example[] = {0, 1, 2, 3, 0, 1, 2, 3, 0};

inline constexpr Instrument phq9 = {
    .id = "phq-9",
    .name = "Patient Health Questionnaire-9",
    .construct = "severity of depression",
    .recall = "2 weeks",
    .licence = phq_licence,
    .citation =
        "Kroenke K, Spitzer RL, Williams JBW. The PHQ-9: validity of a brief depression severity measure. J Gen "
        "Intern Med 2001;16:606-613",
    .note = "The tenth question, on difficulty, is never summed. NHS caseness is 10 or more; some pages print 9.",
    .domains = {Domain::symptom, Domain::risk},
    .items = 9,
    .item_max = 3,
    .total_max = 27,
    .missing = {MissingRule::Kind::up_to,
                2,
                {Status::convention, "common practice, not part of the published scoring: at least 7 of 9 answered"}},
    .figures = {.bands = phq9_bands,
                .bands_from = phq9_paper,
                .cutoffs = phq9_cutoffs,
                .norms = phq9_norms,
                .reliabilities = phq9_reliabilities,
                .reliable_change = phq9_reliable_change,
                .important_change = phq9_important_change},
    .algorithms = phq9_algorithms,
    .risk = phq9_risk,
    .example = {phq9_example, 12},
    .scoring_from = phq9_paper,
};

inline constexpr Provenance phq8_code = {
    Status::secondary, "Kroenke 2009, as encoded by CamCOPS (tasks/phq8.py, 56a303e) and awell-score (phq_8, c37843e)"};
inline constexpr Cutoff phq8_cutoffs[] = {
    {Purpose::screen,
     "population survey in the United States, current depression",
     Compare::at_least,
     10,
     {Status::published, "Kroenke K et al. J Affect Disord 2009;114:163-173 (abstract)"}}};
inline constexpr Algorithm phq8_algorithms[] = {
    {"major-depressive-syndrome",
     "major depressive syndrome without the item on death: five of eight symptoms on more than half the days, one of "
     "them item 1 or 2",
     {endorsed(1, {{1, 2}, 2}), endorsed(5, {ItemSet::range(1, 8), 2})},
     phq8_code}};
inline constexpr Answer phq8_example[] = {1, 1, 1, 1, 1, 1, 1, 1};

inline constexpr Instrument phq8 = {
    .id = "phq-8",
    .name = "Patient Health Questionnaire-8",
    .construct = "severity of depression",
    .recall = "2 weeks",
    .licence = phq_licence,
    .citation =
        "Kroenke K, Strine TW, Spitzer RL, Williams JBW, Berry JT, Mokdad AH. The PHQ-8 as a measure of current "
        "depression in the general population. J Affect Disord 2009;114:163-173",
    .note = "The PHQ-9 without its item 9: it says nothing of risk.",
    .items = 8,
    .item_max = 3,
    .total_max = 24,
    .missing = {MissingRule::Kind::up_to, 2, {Status::convention, "as for the PHQ-9, common practice only"}},
    .figures = {.bands = phq9_bands, .bands_from = phq8_code, .cutoffs = phq8_cutoffs},
    .algorithms = phq8_algorithms,
    .example = {phq8_example, 8},
    .scoring_from = phq8_code,
};

inline constexpr Provenance phq2_code = {Status::secondary, "Kroenke 2003, as encoded by awell-score (phq_2, c37843e)"};
inline constexpr Cutoff phq2_cutoffs[] = {
    {Purpose::screen, "original sample, major depression", Compare::at_least, 3, phq2_code},
    {Purpose::screen, "primary care in New Zealand, major depression, where a missed case is costly", Compare::at_least,
     2, arroll, "sensitivity .86, specificity .78"},
};
inline constexpr Answer phq2_example[] = {2, 1};

inline constexpr Instrument phq2 = {
    .id = "phq-2",
    .name = "Patient Health Questionnaire-2",
    .construct = "screen for depression",
    .recall = "2 weeks",
    .licence = phq_licence,
    .citation =
        "Kroenke K, Spitzer RL, Williams JBW. The Patient Health Questionnaire-2: validity of a two-item depression "
        "screener. Med Care 2003;41:1284-1292",
    .note = "Items 1 and 2 of the PHQ-9.",
    .items = 2,
    .item_max = 3,
    .total_max = 6,
    .missing = no_rule_found,
    .figures = {.cutoffs = phq2_cutoffs},
    .example = {phq2_example, 3},
    .scoring_from = phq2_code,
};

// ---- QIDS-SR16 ----

inline constexpr Provenance qids_sr16_code = {Status::secondary,
                                              "Rush 2003, as encoded by QuestionnairesAPI (qids_sr16.py, fdc9cfa)"};
inline constexpr Provenance qids_sr16_authors = {
    Status::published, "ids-qids.org/interpretation.html, the authors' site, after Rush 2003 and Trivedi 2004"};
inline constexpr Provenance star_d = {Status::published, "Trivedi MH et al. Am J Psychiatry 2006;163:28-40 (abstract)"};

inline constexpr ItemGroup qids_sr16_groups[] = {
    {"sleep", {1, 2, 3, 4}}, {"sad mood", {5}},   {"appetite and weight", {6, 7, 8, 9}},
    {"concentration", {10}}, {"self-view", {11}}, {"suicidal ideation", {12}},
    {"interest", {13}},      {"energy", {14}},    {"psychomotor", {15, 16}},
};
inline constexpr Provenance qids_sr16_form = {
    Status::secondary,
    "the printed form asks for a decrease or an increase; the highest of items 6 to 9 counts: "
    "guidelinecentral.com, QIDS-SR16"};
inline constexpr LegalBlank qids_sr16_legal_blanks[] = {
    {{6}, "where item 7 is answered", qids_sr16_form, endorsed(1, {{7}, 0})},
    {{7}, "where item 6 is answered", qids_sr16_form, endorsed(1, {{6}, 0})},
    {{8}, "where item 9 is answered", qids_sr16_form, endorsed(1, {{9}, 0})},
    {{9}, "where item 8 is answered", qids_sr16_form, endorsed(1, {{8}, 0})},
};
inline constexpr Band qids_sr16_bands[] = {
    {0, "none"}, {6, "mild"}, {11, "moderate"}, {16, "severe"}, {21, "very severe"}};
inline constexpr Cutoff qids_sr16_cutoffs[] = {
    {Purpose::remission, "outpatients with major depression, STAR*D", Compare::at_most, 5, star_d}};
inline constexpr Reliability qids_sr16_reliabilities[] = {
    {"alpha",
     "outpatients with chronic major depression, n 596",
     0.86,
     {Status::published, "Rush AJ et al. Biol Psychiatry 2003;54:573-583 (abstract)"}}};
inline constexpr RiskItem qids_sr16_risk[] = {
    {12, 1, "suicidal ideation", {Status::convention, "any answer but 0; QuestionnairesAPI alerts at 2"}}};
inline constexpr Answer qids_sr16_example[] = {0, 1, 2, 0, 2, 0, 1, 0, 0, 1, 1, 0, 2, 1, 0, 1};

inline constexpr Instrument qids_sr16 = {
    .id = "qids-sr16",
    .name = "Quick Inventory of Depressive Symptomatology, self-report, 16 items",
    .construct = "severity of depression",
    .recall = "7 days",
    .licence = "copyrighted; ask the owner before commercial or electronic use (ids-qids.org)",
    .citation =
        "Rush AJ, Trivedi MH, Ibrahim HM, et al. The 16-item Quick Inventory of Depressive Symptomatology. Biol "
        "Psychiatry 2003;54:573-583",
    .note = "Nine domains of which the highest item counts, not a sum of sixteen items.",
    .domains = {Domain::symptom, Domain::risk},
    .items = 16,
    .item_max = 3,
    .legal_blanks = qids_sr16_legal_blanks,
    .total = TotalRule::sum_of_group_maxima,
    .total_max = 27,
    .groups = qids_sr16_groups,
    .missing = no_rule_found,
    .figures = {.bands = qids_sr16_bands,
                .bands_from = qids_sr16_authors,
                .cutoffs = qids_sr16_cutoffs,
                .reliabilities = qids_sr16_reliabilities},
    .risk = qids_sr16_risk,
    .example = {qids_sr16_example, 11},
    .scoring_from = qids_sr16_code,
};

// ---- CES-D, CES-D 10 ----

inline constexpr Provenance ces_d_form = {
    Status::secondary,
    "Radloff 1977, as printed in Int J Environ Res Public Health 2018;15:1069, Table A2 (PMC6025488)"};
inline constexpr Provenance ces_d_measures = {Status::secondary,
                                              "Radloff 1977, as reported by measures.earlyadolescence.org, CES-D"};
inline constexpr Provenance vilagut = {Status::published, "Vilagut G et al. PLoS ONE 2016;11:e0155431 (abstract)"};

inline constexpr Subscale ces_d_subscales[] = {
    {"depressed-affect", "Depressed affect", {3, 6, 9, 10, 14, 17, 18}},
    {"positive-affect", "Positive affect, reversed: lack of it", {4, 8, 12, 16}},
    {"somatic", "Somatic complaints and retarded activity", {1, 2, 5, 7, 11, 13, 20}},
    {"interpersonal", "Interpersonal problems", {15, 19}},
};
inline constexpr Band ces_d_bands[] = {{0, "below cut-off"}, {16, "elevated"}};
inline constexpr Cutoff ces_d_cutoffs[] = {
    {Purpose::screen, "general population", Compare::at_least, 16, ces_d_form,
     "sensitivity .87, specificity .70 (Vilagut 2016)"},
    {Purpose::screen, "general population and primary care, optimum of a meta-analysis", Compare::at_least, 20,
     vilagut},
    {Purpose::screen,
     "medical patients, fewer false positives",
     Compare::at_least,
     27,
     {Status::secondary, "Zich 1990, as reported by emuktask.com, CES-D"}},
};
inline constexpr Reliability ces_d_reliabilities[] = {
    {"alpha", "general population", 0.85, ces_d_measures},   {"alpha", "patient sample", 0.90, ces_d_measures},
    {"retest", "2 weeks apart", 0.51, ces_d_measures},       {"retest", "4 weeks apart", 0.67, ces_d_measures},
    {"retest", "6 and 8 weeks apart", 0.59, ces_d_measures},
};
inline constexpr Answer ces_d_example[] = {0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3};

inline constexpr Instrument ces_d = {
    .id = "ces-d",
    .name = "Center for Epidemiologic Studies Depression scale",
    .construct = "depressive symptoms",
    .recall = "1 week",
    .licence = "public domain (National Institute of Mental Health)",
    .citation =
        "Radloff LS. The CES-D scale: a self-report depression scale for research in the general population. Appl "
        "Psychol Meas 1977;1:385-401",
    .note =
        "Not the CESD-R of 2010, whose answers run from 0 to 4. Factors: Radloff 1977, counts as in Qual Life Res "
        "2016, doi 10.1007/s11136-015-1105-5, labels of 18 items as in PMC2921877, Table 2.",
    .items = 20,
    .item_max = 3,
    .reversed = {4, 8, 12, 16},
    .total_max = 60,
    .subscales = ces_d_subscales,
    .missing = {MissingRule::Kind::up_to,
                4,
                {Status::secondary,
                 "more than four blanks are not scored: PMC6025488, Table A2, and studylib.net/doc/8171399; filling "
                 "by the mean answered item is the usual way"}},
    .figures = {.bands = ces_d_bands,
                .bands_from = ces_d_form,
                .cutoffs = ces_d_cutoffs,
                .reliabilities = ces_d_reliabilities},
    .example = {ces_d_example, 18},
    .scoring_from = ces_d_form,
};

inline constexpr Provenance andresen = {Status::published, "Andresen EM et al. Am J Prev Med 1994;10:77-84 (abstract)"};
inline constexpr Cutoff cesd_10_cutoffs[] = {{Purpose::screen, "well older adults", Compare::at_least, 10, andresen}};
inline constexpr Reliability cesd_10_reliabilities[] = {
    {"retest", "well older adults", 0.71, andresen}, {"retest", "well older adults, 12 months apart", 0.59, andresen}};
inline constexpr Answer cesd_10_example[] = {1, 1, 1, 1, 2, 1, 1, 3, 1, 1};

inline constexpr Instrument cesd_10 = {
    .id = "cesd-10",
    .name = "CES-D, 10 items of Andresen",
    .construct = "depressive symptoms",
    .recall = "1 week",
    .licence = "public domain",
    .citation =
        "Andresen EM, Malmgren JA, Carter WB, Patrick DL. Screening for depression in well older adults: evaluation "
        "of a short form of the CES-D. Am J Prev Med 1994;10:77-84",
    .note =
        "Not the yes/no form of Boston and Rush (0 to 10, items 4 and 7 reversed), nor the eight items of the Health "
        "and Retirement Study.",
    .items = 10,
    .item_max = 3,
    .reversed = {5, 8},
    .total_max = 30,
    .missing =
        {MissingRule::Kind::up_to,
         2,
         {Status::convention,
          "more than two blanks are not scored: scribd.com/document/543192037; that two are filled by the mean is "
          "common practice only"}},
    .figures = {.cutoffs = cesd_10_cutoffs, .reliabilities = cesd_10_reliabilities},
    .example = {cesd_10_example, 9},
    .scoring_from = {Status::secondary, "Andresen 1994, as described by digglicious.com, CES-D (two positive items)"},
};

// ---- BDI-II: licence-bound ----

inline constexpr Band bdi_ii_bands[] = {{0, "minimal"}, {14, "mild"}, {20, "moderate"}, {29, "severe"}};
inline constexpr Difference bdi_ii_important_change[] = {
    {5, "patients in Japan, n 85", {Status::published, "Hiroe T et al. Psychiatry Res 2005;135:229-235 (abstract)"}}};

inline constexpr Instrument bdi_ii = {
    .id = "bdi-ii",
    .name = "Beck Depression Inventory-II",
    .construct = "severity of depression",
    .recall = "2 weeks including today",
    .licence = "needs a licence: Pearson; known here by its total, keys and norms come from a licence holder's file",
    .citation = "Beck AT, Steer RA, Brown GK. Manual for the BDI-II. San Antonio: Psychological Corporation; 1996",
    .note = "The bands of the BDI-I and -IA (0-9, 10-18, 19-29, 30-63) are not those of the BDI-II.",
    .total_max = 63,
    .missing = no_rule_found,
    .figures = {.bands = bdi_ii_bands,
                .bands_from = {Status::secondary, "the manual, as encoded by awell-score (beck, c37843e)"},
                .important_change = bdi_ii_important_change},
    .scoring_from = {Status::secondary, "the manual, as encoded by awell-score (beck, c37843e)"},
};

}  // namespace oncourse
