// promis.hpp: PROMIS Depression 8a and Anxiety 8a, whose sums become T-scores by a table.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/instrument/catalogue/common.hpp"

namespace oncourse {

inline constexpr Provenance promis_terms = {
    Status::published,
    "healthmeasures.net, scoring instructions: without all answers only the response pattern can be scored"};
inline constexpr Provenance promis_metric = {Status::published, "definition of the PROMIS metric, healthmeasures.net"};
inline constexpr Provenance promis_cut_points = {Status::published,
                                                 "healthmeasures.net, PROMIS score cut points (55, 60, 70)"};
inline constexpr Norm promis_norms[] = {{"general population, United States", false, 50, 10, 0, promis_metric}};
inline constexpr std::string_view promis_licence =
    "free under the terms of use of HealthMeasures; commercial and EHR use may need a licence";

inline constexpr Provenance promis_depression_table = {
    Status::secondary,
    "UpToDate graphic 112642, reprinting HealthMeasures; reproduced from the item parameters of PROsetta"};
inline constexpr Provenance kroenke_2020 = {
    Status::published, "Kroenke K et al. J Affect Disord 2020;266:100-108 (abstract, PMC7103541, n 651)"};
inline constexpr double promis_depression_8a_t[] = {38.2, 44.7, 47.5, 49.4, 50.9, 52.1, 53.2, 54.1, 55.1, 55.9, 56.8,
                                                    57.7, 58.5, 59.4, 60.3, 61.2, 62.1, 63.0, 63.9, 64.9, 65.8, 66.8,
                                                    67.7, 68.7, 69.7, 70.7, 71.7, 72.8, 73.9, 75.0, 76.4, 78.2, 81.3};
inline constexpr Band promis_depression_8a_bands[] = {
    {38.2, "within normal limits"}, {55, "mild"}, {60, "moderate"}, {70, "severe"}};
inline constexpr Cutoff promis_depression_8a_cutoffs[] = {
    {Purpose::severity, "patients with pain or stroke, mostly veterans: mild", Compare::at_least, 55, kroenke_2020},
    {Purpose::severity, "patients with pain or stroke, mostly veterans: moderate", Compare::at_least, 60, kroenke_2020},
    {Purpose::severity, "patients with pain or stroke, mostly veterans: moderately severe", Compare::at_least, 65,
     kroenke_2020},
    {Purpose::severity, "patients with pain or stroke, mostly veterans: severe", Compare::at_least, 70, kroenke_2020},
};
inline constexpr Difference promis_depression_8a_important_change[] = {
    {3.5, "middle of 3 to 4 points of T", kroenke_2020}};
inline constexpr Subscale promis_depression_8a_subscales[] = {
    {.id = "t",
     .name = "T-score",
     .items = ItemSet::range(1, 8),
     .missing = {MissingRule::Kind::none, 0, promis_terms},
     .table = promis_depression_8a_t,
     .figures = {.bands = promis_depression_8a_bands,
                 .bands_from = promis_cut_points,
                 .cutoffs = promis_depression_8a_cutoffs,
                 .norms = promis_norms,
                 .important_change = promis_depression_8a_important_change}}};
inline constexpr Answer promis_depression_8a_example[] = {2, 2, 3, 2, 2, 3, 2, 2};

inline constexpr Instrument promis_depression_8a = {
    .id = "promis-depression-8a",
    .name = "PROMIS Short Form v1.0 Depression 8a",
    .construct = "depression",
    .recall = "7 days",
    .licence = promis_licence,
    .citation =
        "Pilkonis PA, Choi SW, Reise SP, et al. Item banks for measuring emotional distress from the PROMIS: "
        "depression, anxiety, and anger. Assessment 2011;18:263-283",
    .note = "Read the T-score, a subscale here; the total is the raw sum. The form 8b has another item and table.",
    .items = 8,
    .item_min = 1,
    .item_max = 5,
    .total_min = 8,
    .total_max = 40,
    .subscales = promis_depression_8a_subscales,
    .missing = {MissingRule::Kind::none, 0, promis_terms},
    .example = {promis_depression_8a_example, 18},
    .scoring_from = promis_depression_table,
};

inline constexpr Provenance promis_anxiety_table = {
    Status::secondary,
    "recomputed from the item parameters of PROsetta by expected a posteriori of the sum, as the depression table, "
    "which it reproduces; no printed copy was found"};
inline constexpr double promis_anxiety_8a_t[] = {37.1, 43.2, 45.9, 47.8, 49.4, 50.8, 52.1, 53.2, 54.3, 55.4, 56.4,
                                                 57.4, 58.4, 59.4, 60.4, 61.4, 62.5, 63.5, 64.5, 65.6, 66.6, 67.7,
                                                 68.7, 69.8, 70.8, 71.9, 73.0, 74.1, 75.4, 76.7, 78.2, 80.0, 83.1};
inline constexpr Band promis_anxiety_8a_bands[] = {
    {37.1, "within normal limits"}, {55, "mild"}, {60, "moderate"}, {70, "severe"}};
inline constexpr Difference promis_anxiety_8a_important_change[] = {
    {6,
     "upper end of 2 to 6 points of T, PROMIS measures in general",
     {Status::published, "Terwee CB et al. Qual Life Res 2021;30:2729-2754 (abstract)"}}};
inline constexpr Cutoff promis_anxiety_8a_cutoffs[] = {
    {Purpose::severity, "mild", Compare::above, 55, promis_cut_points},
    {Purpose::severity, "moderate", Compare::at_least, 60, promis_cut_points},
    {Purpose::severity, "severe", Compare::above, 70, promis_cut_points},
};
inline constexpr Subscale promis_anxiety_8a_subscales[] = {
    {.id = "t",
     .name = "T-score",
     .items = ItemSet::range(1, 8),
     .missing = {MissingRule::Kind::none, 0, promis_terms},
     .table = promis_anxiety_8a_t,
     .figures = {.bands = promis_anxiety_8a_bands,
                 .bands_from = promis_cut_points,
                 .cutoffs = promis_anxiety_8a_cutoffs,
                 .norms = promis_norms,
                 .important_change = promis_anxiety_8a_important_change}}};
inline constexpr Answer promis_anxiety_8a_example[] = {2, 2, 2, 3, 2, 2, 3, 2};

inline constexpr Instrument promis_anxiety_8a = {
    .id = "promis-anxiety-8a",
    .name = "PROMIS Short Form v1.0 Anxiety 8a",
    .construct = "anxiety",
    .recall = "7 days",
    .licence = promis_licence,
    .citation =
        "Pilkonis PA, Choi SW, Reise SP, et al. Item banks for measuring emotional distress from the PROMIS: "
        "depression, anxiety, and anger. Assessment 2011;18:263-283",
    .note = "Read the T-score, a subscale here; the total is the raw sum.",
    .items = 8,
    .item_min = 1,
    .item_max = 5,
    .total_min = 8,
    .total_max = 40,
    .subscales = promis_anxiety_8a_subscales,
    .missing = {MissingRule::Kind::none, 0, promis_terms},
    .example = {promis_anxiety_8a_example, 18},
    .scoring_from = promis_anxiety_table,
};

}  // namespace oncourse
