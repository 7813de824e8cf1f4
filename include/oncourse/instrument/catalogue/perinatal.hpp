// perinatal.hpp: EPDS.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/instrument/catalogue/common.hpp"

namespace oncourse {

inline constexpr Provenance epds_code = {
    Status::secondary, "Cox 1987, as encoded by CamCOPS (tasks/epds.py, 56a303e) and clincalc (epds.rs, 46db830)"};
inline constexpr Provenance epds_matthey = {
    Status::published, "Matthey S. J Affect Disord 2004;78, doi 10.1016/S0165-0327(02)00313-0 (abstract)"};
inline constexpr Provenance epds_3a_study = {Status::published,
                                             "BMC Psychol 2021;9, doi 10.1186/s40359-021-00623-5 (abstract)"};

inline constexpr Band epds_bands[] = {
    {0, "depression unlikely"}, {10, "possible depression"}, {13, "probable depression"}};
inline constexpr Cutoff epds_cutoffs[] = {
    {Purpose::screen, "after birth, English-speaking women, major depression", Compare::at_least, 13, epds_matthey},
    {Purpose::screen, "after birth, possible depression", Compare::at_least, 10, epds_code},
    {Purpose::screen,
     "pregnancy and after birth, optimum of individual participants' data",
     Compare::at_least,
     11,
     {Status::published, "Levis B et al. BMJ 2020;371:m4022 (abstract)"}},
    {Purpose::screen,
     "optimum of an earlier meta-analysis",
     Compare::at_least,
     12,
     {Status::secondary, "abstracts.cochrane.org 2020, individual participant data meta-analysis of the EPDS"}},
    {Purpose::screen,
     "pregnancy",
     Compare::at_least,
     15,
     {Status::secondary, "doi 10.1177/00048674251361756 (abstract)"}},
};
inline constexpr Reliability epds_reliabilities[] = {
    {"alpha",
     "after birth, original sample",
     0.87,
     {Status::secondary, "Cox 1987, as reported by BMC Public Health 2009;9:329"}}};
inline constexpr Difference epds_reliable_change[] = {{4, "Jacobson-Truax, 95 %", epds_matthey}};
inline constexpr Provenance epds_mcid = {
    Status::published,
    "Sensitivity to change and minimal clinically important difference of the EPDS (abstract, "
    "discovery.researcher.life ad849de7bcd63e7fa73e84c616691078)"};
inline constexpr Difference epds_important_change[] = {
    {4, "improvement, 117 women during pregnancy", epds_mcid, Difference::Of::improvement},
    {3, "worsening, 117 women during pregnancy", epds_mcid, Difference::Of::worsening}};
inline constexpr Cutoff epds_3a_cutoffs[] = {
    {Purpose::screen, "anxiety", Compare::at_least, 5, epds_3a_study, "sensitivity .709, specificity .922"}};
inline constexpr Subscale epds_subscales[] = {
    {.id = "epds-3a", .name = "Anxiety", .items = {3, 4, 5}, .figures = {.cutoffs = epds_3a_cutoffs}}};

/// Items 1, 2 and 4 are printed from best to worst, the others from worst to best.
inline constexpr Answer epds_best_first[] = {0, 1, 2, 3}, epds_worst_first[] = {3, 2, 1, 0};
inline constexpr ItemPoints epds_printed[] = {{{1, 2, 4}, 1, epds_best_first},
                                              {{3, 5, 6, 7, 8, 9, 10}, 1, epds_worst_first}};
inline constexpr Coding epds_codings[] = {
    {"printed", "position of the option on the printed form, 1 to 4 from the top", epds_printed, epds_code}};
inline constexpr RiskItem epds_risk[] = {{10, 1, "thoughts of self-harm", epds_code}};
inline constexpr Answer epds_example[] = {1, 1, 2, 2, 1, 2, 1, 2, 1, 0};

inline constexpr Instrument epds = {
    .id = "epds",
    .name = "Edinburgh Postnatal Depression Scale",
    .construct = "perinatal depression",
    .recall = "7 days",
    .licence =
        "(c) Royal College of Psychiatrists 1987; photocopies for own use are free with the source acknowledged, any "
        "other publication, electronic too, needs its permission",
    .citation = "Cox JL, Holden JM, Sagovsky R. Detection of postnatal depression. Br J Psychiatry 1987;150:782-786",
    .note =
        "Answers are the key's values, 0 to 3 with 3 the worst, and nothing is reversed. The printed form lists the "
        "options of items 3 and 5 to 10 from worst to best: for positions there is the coding \"printed\".",
    .domains = {Domain::symptom, Domain::risk},
    .items = 10,
    .item_max = 3,
    .codings = epds_codings,
    .total_max = 30,
    .subscales = epds_subscales,
    .missing = {MissingRule::Kind::none, 0, {Status::secondary, "no published rule; CamCOPS requires all ten items"}},
    .figures = {.bands = epds_bands,
                .bands_from = epds_code,
                .cutoffs = epds_cutoffs,
                .reliabilities = epds_reliabilities,
                .reliable_change = epds_reliable_change,
                .important_change = epds_important_change},
    .risk = epds_risk,
    .example = {epds_example, 13},
    .scoring_from = epds_code,
};

}  // namespace oncourse
