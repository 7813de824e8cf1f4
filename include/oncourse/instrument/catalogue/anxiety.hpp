// anxiety.hpp: GAD-7 and -2, SPIN, PSWQ.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/instrument/catalogue/common.hpp"
#include "oncourse/instrument/catalogue/depression.hpp"

namespace oncourse {

inline constexpr Provenance gad7_code = {
    Status::secondary, "Spitzer 2006, as encoded by CamCOPS (tasks/gad7.py, 56a303e) and clincalc (gad7.rs, 46db830)"};
inline constexpr Provenance gad7_summary = {Status::secondary,
                                            "Spitzer 2006, as reported by mrcpsych.uk, GAD-7, 17 May 2022"};
inline constexpr Provenance gad7_loewe = {Status::published, "Loewe B et al. Med Care 2008;46:266-274 (abstract)"};

inline constexpr Band gad7_bands[] = {{0, "minimal"}, {5, "mild"}, {10, "moderate"}, {15, "severe"}};
inline constexpr Cutoff gad7_cutoffs[] = {
    {Purpose::caseness, "NHS Talking Therapies", Compare::at_least, 8, phq9_nhs},
    {Purpose::screen, "primary care, generalized anxiety disorder", Compare::at_least, 10, gad7_code,
     "sensitivity .89, specificity .82"},
};
inline constexpr Norm gad7_norms[] = {
    {"general population, Germany, women (n is 53.6 % of 5030)", false, 3.2, 3.5, 2696, gad7_loewe},
    {"general population, Germany, men (n is 46.4 % of 5030)", false, 2.7, 3.2, 2334, gad7_loewe},
};
inline constexpr Reliability gad7_reliabilities[] = {
    {"alpha", "primary care", 0.92, gad7_summary},
    {"retest", "primary care", 0.83, gad7_summary},
    {"alpha", "general population, Germany", 0.89, gad7_loewe},
};
inline constexpr Difference gad7_reliable_change[] = {
    {4, "NHS Talking Therapies, Jacobson-Truax", phq9_nhs},
    {4,
     "NHS England, children and young people, 4.22 rounded",
     {Status::secondary, "NHS Digital, reliable change of the Mental Health Services Data Set (public code)"}}};
inline constexpr Difference gad7_important_change[] = {
    {4,
     "trial in chronic depression, n 261",
     {Status::published, "Toussaint A et al. J Affect Disord 2020;265:395-401 (abstract)"}}};
inline constexpr Answer gad7_example[] = {0, 1, 2, 3, 0, 1, 2};

inline constexpr Instrument gad7 = {
    .id = "gad-7",
    .name = "Generalized Anxiety Disorder scale-7",
    .construct = "severity of anxiety",
    .recall = "2 weeks",
    .licence = phq_licence,
    .citation =
        "Spitzer RL, Kroenke K, Williams JBW, Loewe B. A brief measure for assessing generalized anxiety disorder: "
        "the GAD-7. Arch Intern Med 2006;166:1092-1097",
    .note = "Two legitimate cut-offs: 8 is caseness in the NHS, 10 the screen.",
    .items = 7,
    .item_max = 3,
    .total_max = 21,
    .missing = {MissingRule::Kind::up_to,
                1,
                {Status::convention,
                 "common practice, not part of the published scoring: at least 6 of 7 answered (psytools "
                 "SOURCES.md); some allow two blanks"}},
    .figures = {.bands = gad7_bands,
                .bands_from = gad7_code,
                .cutoffs = gad7_cutoffs,
                .norms = gad7_norms,
                .reliabilities = gad7_reliabilities,
                .reliable_change = gad7_reliable_change,
                .important_change = gad7_important_change},
    .example = {gad7_example, 9},
    .scoring_from = gad7_code,
};

inline constexpr Provenance gad2_code = {Status::secondary, "Kroenke 2007, as encoded by awell-score (GAD_2, c37843e)"};
inline constexpr Cutoff gad2_cutoffs[] = {{Purpose::screen, "primary care, generalized anxiety disorder",
                                           Compare::at_least, 3, gad2_code, "sensitivity .86, specificity .83"}};
inline constexpr Answer gad2_example[] = {1, 2};

inline constexpr Instrument gad2 = {
    .id = "gad-2",
    .name = "Generalized Anxiety Disorder scale-2",
    .construct = "screen for anxiety",
    .recall = "2 weeks",
    .licence = phq_licence,
    .citation =
        "Kroenke K, Spitzer RL, Williams JBW, Monahan PO, Loewe B. Anxiety disorders in primary care. Ann Intern Med "
        "2007;146:317-325",
    .note = "Items 1 and 2 of the GAD-7. Bands that some software adds are not from the paper.",
    .items = 2,
    .item_max = 3,
    .total_max = 6,
    .missing = no_rule_found,
    .figures = {.cutoffs = gad2_cutoffs},
    .example = {gad2_example, 3},
    .scoring_from = gad2_code,
};

inline constexpr Provenance spin_paper = {Status::published,
                                          "Connor KM et al. Br J Psychiatry 2000;176:379-386 (abstract)"};
inline constexpr Provenance spin_psychtools = {Status::secondary, "Connor 2000, as reported by psychtools.info/spin"};
inline constexpr Band spin_bands[] = {{0, "none"}, {21, "mild"}, {31, "moderate"}, {41, "severe"}, {51, "very severe"}};
inline constexpr Cutoff spin_cutoffs[] = {{Purpose::caseness, "social phobia against controls", Compare::at_least, 19,
                                           spin_paper, "the abstract gives the value, not the operator"}};
inline constexpr Reliability spin_reliabilities[] = {{"alpha", "all subjects", 0.94, spin_psychtools},
                                                     {"retest",
                                                      "2 weeks apart, lower end of .78 to .89",
                                                      0.78,
                                                      {Status::secondary, "Connor 2000, as reported by mrcpsych.uk"}}};

inline constexpr Instrument spin = {
    .id = "spin",
    .name = "Social Phobia Inventory",
    .construct = "social anxiety",
    .recall = "1 week",
    .licence = "needs permission: (c) JRT Davidson; known here by its total, items come from a licence holder's file",
    .citation =
        "Connor KM, Davidson JRT, Churchill LE, et al. Psychometric properties of the Social Phobia Inventory. Br J "
        "Psychiatry 2000;176:379-386",
    .note = "Printed bands leave 20 unassigned (below 20, 21 to 30): it is counted to the lower one here.",
    .domains = {Domain::symptom, Domain::interpersonal},
    .total_max = 68,
    .missing = no_rule_found,
    .figures = {.bands = spin_bands,
                .bands_from = spin_psychtools,
                .cutoffs = spin_cutoffs,
                .reliabilities = spin_reliabilities},
    .scoring_from = spin_psychtools,
};

inline constexpr Provenance pswq_code = {Status::secondary,
                                         "Meyer 1990, as encoded by CamCOPS (tasks/pswq.py, 56a303e)"};
inline constexpr Provenance pswq_cutpoints = {
    Status::secondary, "as reported by kelmacmedical.us, PSWQ cutpoints for differentiating various groups"};
inline constexpr Cutoff pswq_cutoffs[] = {
    {Purpose::screen, "generalized anxiety disorder, treatment seekers against people without anxiety (Behar 2003)",
     Compare::at_least, 45, pswq_cutpoints},
    {Purpose::screen, "generalized anxiety disorder, large student sample (Behar 2003)", Compare::at_least, 62,
     pswq_cutpoints},
    {Purpose::screen,
     "generalized anxiety disorder against social anxiety disorder",
     Compare::at_least,
     65,
     {Status::published, "Fresco DM et al. J Behav Ther Exp Psychiatry 2003;34:283-291 (abstract)"}},
};
inline constexpr Answer pswq_example[] = {3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3};

inline constexpr Instrument pswq = {
    .id = "pswq",
    .name = "Penn State Worry Questionnaire",
    .construct = "worry",
    .recall = "in general",
    .licence = "free",
    .citation =
        "Meyer TJ, Miller ML, Metzger RL, Borkovec TD. Development and validation of the Penn State Worry "
        "Questionnaire. Behav Res Ther 1990;28:487-495",
    .items = 16,
    .item_min = 1,
    .item_max = 5,
    .reversed = {1, 3, 8, 10, 11},
    .total_min = 16,
    .total_max = 80,
    .missing = no_rule_found,
    .figures = {.cutoffs = pswq_cutoffs},
    .example = {pswq_example, 48},
    .scoring_from = pswq_code,
};

}  // namespace oncourse
