// gad7.hpp: the Generalized Anxiety Disorder scale-7, severity of anxiety.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/instrument/instrument.hpp"
#include "oncourse/instrument/well_formed.hpp"

namespace oncourse {

inline constexpr Provenance gad7_code = {
    Status::secondary, "Spitzer 2006, as encoded by CamCOPS (tasks/gad7.py, 56a303e) and clincalc (gad7.rs, 46db830)"};
inline constexpr Provenance gad7_nhs = {
    Status::secondary, "NHS Talking Therapies criteria, as in BMC Psychiatry 2019, s12888-018-1987-1, Table 1"};
inline constexpr Provenance gad7_summary = {Status::secondary,
                                            "Spitzer 2006, as reported by mrcpsych.uk, GAD-7, 17 May 2022"};
inline constexpr Provenance gad7_loewe = {Status::published, "Loewe B et al. Med Care 2008;46:266-274 (abstract)"};

inline constexpr Band gad7_bands[] = {{0, "minimal"}, {5, "mild"}, {10, "moderate"}, {15, "severe"}};

inline constexpr Cutoff gad7_cutoffs[] = {
    {"caseness", "NHS Talking Therapies", Compare::at_least, 8, gad7_nhs},
    {"screen", "primary care, generalized anxiety disorder: sensitivity .89, specificity .82", Compare::at_least, 10,
     gad7_code},
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

inline constexpr Difference gad7_reliable_change[] = {{4, "NHS Talking Therapies, Jacobson-Truax", gad7_nhs}};
inline constexpr Answer gad7_example[] = {0, 1, 2, 3, 0, 1, 2};

inline constexpr Instrument gad7 = {
    .id = "gad-7",
    .name = "Generalized Anxiety Disorder scale-7",
    .construct = "severity of anxiety",
    .recall = "2 weeks",
    .licence = "free to use, reproduce and translate without permission (phqscreeners.com)",
    .citation =
        "Spitzer RL, Kroenke K, Williams JBW, Loewe B. A brief measure for assessing generalized anxiety "
        "disorder: the GAD-7. Arch Intern Med 2006;166:1092-1097",
    .domain = Domain::symptom,
    .direction = Direction::lower_is_better,
    .items = 7,
    .item_min = 0,
    .item_max = 3,
    .total = TotalRule::sum,
    .total_min = 0,
    .total_max = 21,
    .missing = {MissingRule::Kind::up_to,
                1,
                {Status::convention,
                 "common practice, not part of the published scoring: at least 6 of 7 answered "
                 "(psytools SOURCES.md)"}},
    .bands = gad7_bands,
    .bands_from = gad7_code,
    .cutoffs = gad7_cutoffs,
    .norms = gad7_norms,
    .reliabilities = gad7_reliabilities,
    .reliable_change = gad7_reliable_change,
    .example = {gad7_example, 9},
    .scoring_from = gad7_code,
};
static_assert(well_formed(gad7));

}  // namespace oncourse
