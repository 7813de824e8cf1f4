// distress.hpp: general distress: PHQ-4, CORE-OM and CORE-10, DASS-21, K10 and K6, PSS-10, OQ-45.2.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/instrument/catalogue/common.hpp"
#include "oncourse/instrument/catalogue/depression.hpp"

namespace oncourse {

// ---- PHQ-4 ----

inline constexpr Provenance phq4_code = {Status::secondary, "Kroenke 2009, as encoded by awell-score (phq_4, c37843e)"};
inline constexpr Provenance dc_tmd = {
    Status::secondary, "Ohrbach R, Knibbe W. DC/TMD Scoring Manual for Self-Report Instruments, 30 March 2021"};
inline constexpr Cutoff phq4_anxiety_cutoffs[] = {{Purpose::screen, "anxiety", Compare::at_least, 3, phq4_code}},
                        phq4_depression_cutoffs[] = {{Purpose::screen, "depression", Compare::at_least, 3, phq4_code}};
inline constexpr Subscale phq4_subscales[] = {
    {.id = "anxiety", .name = "Anxiety: the GAD-2", .items = {1, 2}, .figures = {.cutoffs = phq4_anxiety_cutoffs}},
    {.id = "depression",
     .name = "Depression: the PHQ-2",
     .items = {3, 4},
     .figures = {.cutoffs = phq4_depression_cutoffs}},
};
inline constexpr Band phq4_bands[] = {{0, "normal"}, {3, "mild"}, {6, "moderate"}, {9, "severe"}};
inline constexpr Answer phq4_example[] = {1, 2, 2, 1};

inline constexpr Instrument phq4 = {
    .id = "phq-4",
    .name = "Patient Health Questionnaire-4",
    .construct = "screen for anxiety and depression",
    .recall = "2 weeks",
    .licence = phq_licence,
    .citation =
        "Kroenke K, Spitzer RL, Williams JBW, Loewe B. An ultra-brief screening scale for anxiety and depression: the "
        "PHQ-4. Psychosomatics 2009;50:613-621",
    .note = "Anxiety comes first, items 1 and 2.",
    .items = 4,
    .item_max = 3,
    .total_max = 12,
    .subscales = phq4_subscales,
    .missing = {MissingRule::Kind::up_to,
                1,
                {Status::convention, "one manual's rule, not the authors' (DC/TMD 2021): three of four answered"}},
    .figures = {.bands = phq4_bands, .bands_from = dc_tmd},
    .example = {phq4_example, 6},
    .scoring_from = phq4_code,
};

// ---- CORE-OM, CORE-10 ----

inline constexpr Provenance core_trust = {
    Status::published, "CORE System Trust, coresystemtrust.org.uk: what's in a name, scoring CORE measures"};
inline constexpr Provenance core_om_key = {
    Status::secondary,
    "Evans 2002; domains as in awell-score (core_om, 70bece9); reversed are the eight positively worded items, their "
    "number as in CORE System Trust, core-om-information"};
inline constexpr Provenance connell = {
    Status::published, "Connell J et al. Br J Psychiatry 2007;190:69-74 (abstract: 9.9, n 535 and 10761)"};
inline constexpr MissingRule core_one_missing = {MissingRule::Kind::up_to, 1, core_trust},
                             core_none_missing = {MissingRule::Kind::none, 0, core_trust},
                             core_three_missing = {MissingRule::Kind::up_to, 3, core_trust};
inline constexpr Subscale core_om_subscales[] = {
    {"w", "Subjective well-being", {4, 14, 17, 31}, Combine::mean, 10, core_none_missing},
    {"p", "Problems", {2, 5, 8, 11, 13, 15, 18, 20, 23, 27, 28, 30}, Combine::mean, 10, core_one_missing},
    {"f", "Life functioning", {1, 3, 7, 10, 12, 19, 21, 25, 26, 29, 32, 33}, Combine::mean, 10, core_one_missing},
    {"r", "Risk", {6, 9, 16, 22, 24, 34}, Combine::mean, 10, core_none_missing},
    {"non-risk", "All but risk", ItemSet::range(1, 34) - ItemSet{6, 9, 16, 22, 24, 34}, Combine::mean, 10,
     core_three_missing},
};
inline constexpr Band core_bands[] =
    {{0, "healthy"}, {6, "low"}, {10, "mild"}, {15, "moderate"}, {20, "moderate to severe"}, {25, "severe"}},
                      core_10_bands[] = {
                          {0, "healthy"}, {6, "low"}, {11, "mild"}, {15, "moderate"}, {20, "moderate to severe"},
                          {25, "severe"}};
inline constexpr Cutoff core_om_cutoffs[] = {{Purpose::caseness,
                                              "United Kingdom, general population against clients of services",
                                              Compare::at_least, 10, connell}};
inline constexpr Difference core_om_reliable_change[] = {
    {5, "as the authors' system uses it", {Status::published, "CORE IMS, coreims.co.uk, how used: 5 or more"}}};
inline constexpr Provenance core_om_risk_key = {Status::secondary, "the risk domain, awell-score (core_om, 70bece9)"};
inline constexpr RiskItem core_om_risk[] = {
    {6, 1, "harm to others", core_om_risk_key},        {9, 1, "self-harm or suicide", core_om_risk_key},
    {16, 1, "self-harm or suicide", core_om_risk_key}, {22, 1, "harm to others", core_om_risk_key},
    {24, 1, "self-harm or suicide", core_om_risk_key}, {34, 1, "self-harm or suicide", core_om_risk_key},
};
inline constexpr Answer core_om_example[] = {2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
                                             2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2};

inline constexpr Instrument core_om = {
    .id = "core-om",
    .name = "CORE Outcome Measure",
    .construct = "global distress: well-being, problems, functioning, risk",
    .recall = "1 week",
    .licence = "free to use unaltered, (c) CORE System Trust, CC BY-NC-ND 4.0: commercial use needs permission",
    .citation =
        "Evans C, Connell J, Barkham M, et al. Towards a standardised brief outcome measure: psychometric properties "
        "and utility of the CORE-OM. Br J Psychiatry 2002;180:51-60",
    .note =
        "Ten times the mean. Eight items are reversed; public code reverses item 30 instead of, or beside, 32. Older "
        "papers report means of 0 to 4.",
    .domains = {Domain::symptom, Domain::functioning, Domain::risk, Domain::wellbeing},
    .items = 34,
    .item_max = 4,
    .reversed = {3, 4, 7, 12, 19, 21, 31, 32},
    .total = TotalRule::mean,
    .multiplier = 10,
    .total_max = 40,
    .subscales = core_om_subscales,
    .missing = core_three_missing,
    .figures = {.bands = core_bands,
                .bands_from = {Status::convention,
                               "edges in use on the metric of 0 to 40; no look-up table of the CORE-OM was read"},
                .cutoffs = core_om_cutoffs,
                .reliable_change = core_om_reliable_change},
    .risk = core_om_risk,
    .example = {core_om_example, 20},
    .scoring_from = core_om_key,
};

inline constexpr Provenance core_10_code = {Status::secondary,
                                            "CORE System Trust, as encoded by CamCOPS (tasks/core10.py, 032ae0a)"};
inline constexpr Provenance barkham = {Status::published,
                                       "Barkham M et al. Couns Psychother Res 2013;13:3-13 (abstract)"};
inline constexpr Provenance core_10_novopsych = {Status::secondary,
                                                 "Connell & Barkham 2007, as reported by novopsych.com.au, CORE-10"};
inline constexpr Cutoff core_10_cutoffs[] = {
    {Purpose::caseness, "general psychological distress", Compare::at_least, 11, barkham},
    {Purpose::screen, "depression", Compare::at_least, 13, barkham, "sensitivity .92, specificity .72"},
};
inline constexpr Norm core_10_norms[] = {
    {"general population, United Kingdom", false, 4.7, 4.8, 535, core_10_novopsych},
    {"clients of primary-care counselling, United Kingdom", true, 19.7, 7.7, 1835, core_10_novopsych},
};
inline constexpr Reliability core_10_reliabilities[] = {{"alpha", "primary care", 0.90, barkham}};
inline constexpr Difference core_10_reliable_change[] = {
    {6, "90 % interval; recomputed from the norm of clients and alpha", barkham, Difference::Of::change,
     Difference::Computed{7.7, 0.90, 0.90}}};
inline constexpr RiskItem core_10_risk[] = {{6, 1, "plans to end life", core_10_code}};
inline constexpr Answer core_10_example[] = {2, 1, 3, 1, 2, 0, 3, 2, 2, 1};

inline constexpr Instrument core_10 = {
    .id = "core-10",
    .name = "CORE-10",
    .construct = "psychological distress",
    .recall = "1 week",
    .licence = "free to use unaltered, (c) CORE System Trust, CC BY-NC-ND 4.0: commercial use needs permission",
    .citation =
        "Barkham M, Bewick B, Mullin T, et al. The CORE-10: a short measure of psychological distress for routine use "
        "in the psychological therapies. Couns Psychother Res 2013;13:3-13",
    .note =
        "The reliable change of 6 is a 90 % index; NHS England takes 5 for young people. Many programs store items 2 "
        "and 3 already reversed: here they are as answered.",
    .domains = {Domain::symptom, Domain::functioning, Domain::risk},
    .items = 10,
    .item_max = 4,
    .reversed = {2, 3},
    .total_max = 40,
    .missing = core_one_missing,
    .figures = {.bands = core_10_bands,
                .bands_from = {Status::secondary, "socasresourcehub.com 5b-2; public code parts the lowest at 6"},
                .cutoffs = core_10_cutoffs,
                .norms = core_10_norms,
                .reliabilities = core_10_reliabilities,
                .reliable_change = core_10_reliable_change},
    .risk = core_10_risk,
    .example = {core_10_example, 17},
    .scoring_from = core_10_code,
};

// ---- DASS-21 ----

inline constexpr Provenance dass_codes = {Status::secondary,
                                          "Lovibond 1995, as encoded in several public scoring codes"};
inline constexpr Provenance dass_bands_from = {Status::secondary,
                                               "as tabulated, doubled, by m.psyctest.cn, DASS-21, and undoubled in "
                                               "PMC10560014, Table 1"};
inline constexpr Provenance henry_crawford = {
    Status::secondary,
    "Henry & Crawford 2005 (United Kingdom, n 1794), as coded in public repositories, a weak source"};
inline constexpr MissingRule dass_one_missing = {
    MissingRule::Kind::up_to,
    1,
    {Status::convention, "six of seven answered, as psytools does; the manual was not seen"}};
inline constexpr Band
    dass_depression[] = {{0, "normal"}, {10, "mild"}, {14, "moderate"}, {21, "severe"}, {28, "extremely severe"}},
    dass_anxiety[] = {{0, "normal"}, {8, "mild"}, {10, "moderate"}, {15, "severe"}, {20, "extremely severe"}},
    dass_stress[] = {{0, "normal"}, {15, "mild"}, {19, "moderate"}, {26, "severe"}, {34, "extremely severe"}};
inline constexpr Reliability dass_depression_alpha[] = {{"alpha", "adults, United Kingdom", 0.88, henry_crawford}},
                             dass_anxiety_alpha[] = {{"alpha", "adults, United Kingdom", 0.82, henry_crawford}},
                             dass_stress_alpha[] = {{"alpha", "adults, United Kingdom", 0.90, henry_crawford}};
inline constexpr Norm dass_depression_norms[] = {{"adults, United Kingdom", false, 5.66, 7.74, 1794, henry_crawford}},
                      dass_anxiety_norms[] = {{"adults, United Kingdom", false, 3.76, 5.90, 1794, henry_crawford}};
inline constexpr Subscale dass_21_subscales[] = {
    {.id = "depression",
     .name = "Depression",
     .items = {3, 5, 10, 13, 16, 17, 21},
     .multiplier = 2,
     .missing = dass_one_missing,
     .figures = {.bands = dass_depression,
                 .bands_from = dass_bands_from,
                 .norms = dass_depression_norms,
                 .reliabilities = dass_depression_alpha}},
    {.id = "anxiety",
     .name = "Anxiety",
     .items = {2, 4, 7, 9, 15, 19, 20},
     .multiplier = 2,
     .missing = dass_one_missing,
     .figures = {.bands = dass_anxiety,
                 .bands_from = dass_bands_from,
                 .norms = dass_anxiety_norms,
                 .reliabilities = dass_anxiety_alpha}},
    {.id = "stress",
     .name = "Stress",
     .items = {1, 6, 8, 11, 12, 14, 18},
     .multiplier = 2,
     .missing = dass_one_missing,
     .figures = {.bands = dass_stress, .bands_from = dass_bands_from, .reliabilities = dass_stress_alpha}},
};
inline constexpr Answer dass_21_example[] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

inline constexpr Instrument dass_21 = {
    .id = "dass-21",
    .name = "Depression Anxiety Stress Scales-21",
    .construct = "depression, anxiety and stress",
    .recall = "1 week",
    .licence = "public domain (Psychology Foundation of Australia); the manual is sold",
    .citation =
        "Lovibond SH, Lovibond PF. Manual for the Depression Anxiety Stress Scales. 2nd ed. Sydney: Psychology "
        "Foundation; 1995",
    .note =
        "Sums are doubled to read as those of the 42 items, once. The three scales are what is reported; the total is "
        "used as general distress. No item asks after suicide.",
    .items = 21,
    .item_max = 3,
    .total = TotalRule::sum_of_subscales,
    .multiplier = 2,
    .total_max = 126,
    .subscales = dass_21_subscales,
    .missing = {MissingRule::Kind::none, 0, dass_codes},
    .example = {dass_21_example, 42},
    .scoring_from = dass_codes,
};

// ---- K10, K6 ----

inline constexpr Provenance abs_4817 = {Status::published, "Australian Bureau of Statistics 4817.0.55.001 (2012)"};
inline constexpr Provenance k10_code = {Status::secondary, "Kessler 2002, as encoded by psytools (k10.ts, 161dd24)"};
inline constexpr LegalBlank k10_legal_blanks[] = {
    {{3}, "where item 2 is 1, which an interviewer skips and scores 1", k10_code, endorsed(0, {{2}, 2}, {}, 0)},
    {{6}, "where item 5 is 1, which an interviewer skips and scores 1", k10_code, endorsed(0, {{5}, 2}, {}, 0)},
};
inline constexpr ItemPoints k10_from_0[] = {{ItemSet::range(1, 10), 0, one_to_five}};
inline constexpr Coding k10_codings[] = {{"0-4", "answers 0 to 4, as in the United States", k10_from_0, abs_4817}};
inline constexpr Band k10_bands[] = {{10, "low"}, {16, "moderate"}, {22, "high"}, {30, "very high"}},
                      k10_crufad[] = {{10, "likely well"}, {20, "mild"}, {25, "moderate"}, {30, "severe"}};
inline constexpr Banding k10_other_bands[] = {{"CRUfAD", k10_crufad, k10_code}};
inline constexpr Reliability k10_reliabilities[] = {
    {"alpha",
     "mean of 48 studies",
     0.90,
     {Status::published, "Wojujutari AK, Idemudia ES. Depress Anxiety 2024;2024:3801950 (abstract)"}}};
inline constexpr Answer k10_example[] = {2, 3, 1, 2, 2, 1, 3, 2, 1, 2};

inline constexpr Instrument k10 = {
    .id = "k10",
    .name = "Kessler Psychological Distress Scale, 10 items",
    .construct = "psychological distress",
    .recall = "4 weeks",
    .licence = "free; (c) RC Kessler, Harvard",
    .citation =
        "Kessler RC, Andrews G, Colpe LJ, et al. Short screening scales to monitor population prevalences and trends "
        "in non-specific psychological distress. Psychol Med 2002;32:959-976",
    .note = "Answers 1 to 5; the American 0 to 4 lies ten points lower and is the coding \"0-4\".",
    .items = 10,
    .item_min = 1,
    .item_max = 5,
    .codings = k10_codings,
    .legal_blanks = k10_legal_blanks,
    .total_min = 10,
    .total_max = 50,
    .missing = {MissingRule::Kind::none, 0, k10_code},
    .figures = {.bands = k10_bands,
                .bands_from = abs_4817,
                .other_bands = k10_other_bands,
                .reliabilities = k10_reliabilities},
    .example = {k10_example, 19},
    .scoring_from = abs_4817,
};

inline constexpr Provenance k6_code = {Status::secondary, "Kessler 2003, as encoded by psytools (k6.ts, 161dd24)"};
inline constexpr Provenance k6_act = {Status::secondary, "ACT Health, health.act.gov.au, K6"};
inline constexpr ItemPoints k6_from_1[] = {{ItemSet::range(1, 6), 1, zero_to_four}};
inline constexpr Coding k6_codings[] = {{"1-5", "answers 1 to 5, as in Australia", k6_from_1, k6_act}};
inline constexpr Band k6_bands[] = {{0, "low"}, {5, "moderate distress"}, {13, "serious distress"}};
inline constexpr Cutoff k6_cutoffs[] = {
    {Purpose::screen, "serious mental illness, United States", Compare::at_least, 13, k6_code},
    {Purpose::screen, "moderate distress, California (Prochaska 2012)", Compare::at_least, 5, k6_code},
};
inline constexpr Answer k6_example[] = {2, 1, 3, 2, 1, 2};

inline constexpr Instrument k6 = {
    .id = "k6",
    .name = "Kessler Psychological Distress Scale, 6 items",
    .construct = "psychological distress",
    .recall = "30 days",
    .licence = "free",
    .citation =
        "Kessler RC, Barker PR, Colpe LJ, et al. Screening for serious mental illness in the general population. Arch "
        "Gen Psychiatry 2003;60:184-189",
    .note = "Answers 0 to 4; 13 here is 19 of answers 1 to 5, the coding \"1-5\".",
    .items = 6,
    .item_max = 4,
    .codings = k6_codings,
    .total_max = 24,
    .missing = {MissingRule::Kind::up_to, 1, {Status::convention, "ACT Health: one blank counts as the mean of five"}},
    .figures = {.bands = k6_bands, .bands_from = k6_code, .cutoffs = k6_cutoffs},
    .example = {k6_example, 11},
    .scoring_from = k6_code,
};

// ---- PSS-10 ----

inline constexpr Provenance pss_10_author = {Status::published, "psy.cmu.edu/~scohen/PSSscore.html, the author's site"};
inline constexpr Provenance pss_10_harris = {
    Status::secondary, "Cohen & Williamson 1988, norm table of digfir-published.macmillanusa.com"};
inline constexpr Norm pss_10_norms[] = {
    {"general population, United States, men", false, 12.1, 5.9, 926, pss_10_harris},
    {"general population, United States, women", false, 13.7, 6.6, 1406, pss_10_harris}};
inline constexpr Reliability pss_10_reliabilities[] = {
    {"alpha",
     "United States",
     0.78,
     {Status::secondary, "Cohen & Williamson 1988, as reported by scribd.com/doc/128890627"}}};
inline constexpr Answer pss_10_example[] = {2, 3, 2, 1, 1, 3, 2, 1, 2, 3};

inline constexpr Instrument pss_10 = {
    .id = "pss-10",
    .name = "Perceived Stress Scale, 10 items",
    .construct = "perceived stress",
    .recall = "1 month",
    .licence = "free for academic and non-profit use; commercial use needs permission",
    .citation =
        "Cohen S, Williamson G. Perceived stress in a probability sample of the United States. In: Spacapan S, Oskamp "
        "S, eds. The Social Psychology of Health. Newbury Park: Sage; 1988",
    .note = "Bands of 14 and 27 on the web are not the author's, who gives none.",
    .items = 10,
    .item_max = 4,
    .reversed = {4, 5, 7, 8},
    .total_max = 40,
    .missing = no_rule_found,
    .figures = {.norms = pss_10_norms, .reliabilities = pss_10_reliabilities},
    .example = {pss_10_example, 26},
    .scoring_from = pss_10_author,
};

// ---- OQ-45.2: licence-bound ----

inline constexpr Provenance oq_45_gaskell = {
    Status::secondary, "Lambert 1996, as reported by Gaskell, github chris-gaskell/tertiary-psychotherapy (f8734d2)"};
inline constexpr Band oq_45_bands[] = {{0, "functional"}, {64, "clinical"}};
inline constexpr Cutoff oq_45_cutoffs[] = {
    {Purpose::caseness, "United States", Compare::at_least, 64, oq_45_gaskell},
    {Purpose::caseness,
     "Netherlands",
     Compare::at_least,
     56,
     {Status::published, "Timman R et al. Clin Psychol Psychother 2017;24:72-81 (abstract)"}},
};
inline constexpr Reliability oq_45_reliabilities[] = {{"alpha", "total", 0.93, oq_45_gaskell}};
inline constexpr Difference oq_45_reliable_change[] = {
    {14, "United States, total", {Status::published, "oqmeasures.com/faqs, the publisher"}}};

inline constexpr Instrument oq_45 = {
    .id = "oq-45.2",
    .name = "Outcome Questionnaire 45.2",
    .construct = "symptom distress, interpersonal relations and social role",
    .recall = "1 week",
    .licence =
        "needs a licence: OQ Measures; known here by its total, keys and norms come from a licence holder's file",
    .citation = "Lambert MJ, Gregersen AT, Burlingame GM. The Outcome Questionnaire-45. 2004",
    .note =
        "Nine items are reversed; a public programme reverses 24. A reliable change is 18 points in the Netherlands "
        "(Timman 2017).",
    .domains = {Domain::symptom, Domain::interpersonal, Domain::functioning},
    .total_max = 180,
    .missing = {MissingRule::Kind::none,
                0,
                {Status::secondary,
                 "a blank is the rounded mean of its subscale (scribd.com/document/357559782): for a licence "
                 "holder's file"}},
    .figures = {.bands = oq_45_bands,
                .bands_from = oq_45_gaskell,
                .cutoffs = oq_45_cutoffs,
                .reliabilities = oq_45_reliabilities,
                .reliable_change = oq_45_reliable_change},
    .scoring_from = oq_45_gaskell,
};

}  // namespace oncourse
