// qids_sr16.hpp: the 16-item Quick Inventory of Depressive Symptomatology, self-report.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/instrument/instrument.hpp"
#include "oncourse/instrument/well_formed.hpp"

namespace oncourse {

inline constexpr Provenance qids_sr16_code = {Status::secondary,
                                              "Rush 2003, as encoded by QuestionnairesAPI (qids_sr16.py, fdc9cfa)"};
inline constexpr Provenance qids_sr16_authors = {
    Status::published, "ids-qids.org/interpretation.html, the authors' site, after Rush 2003 and Trivedi 2004"};

inline constexpr std::uint8_t qids_sr16_sleep[] = {1, 2, 3, 4}, qids_sr16_mood[] = {5},
                              qids_sr16_appetite[] = {6, 7, 8, 9}, qids_sr16_concentration[] = {10},
                              qids_sr16_self_view[] = {11}, qids_sr16_suicide[] = {12}, qids_sr16_interest[] = {13},
                              qids_sr16_energy[] = {14}, qids_sr16_psychomotor[] = {15, 16};
inline constexpr ItemGroup qids_sr16_groups[] = {
    {"sleep", qids_sr16_sleep},
    {"sad mood", qids_sr16_mood},
    {"appetite and weight", qids_sr16_appetite},
    {"concentration", qids_sr16_concentration},
    {"self-view", qids_sr16_self_view},
    {"suicidal ideation", qids_sr16_suicide},
    {"interest", qids_sr16_interest},
    {"energy", qids_sr16_energy},
    {"psychomotor", qids_sr16_psychomotor},
};
/// Appetite and weight are each asked as a decrease or an increase.
inline constexpr EitherItem qids_sr16_either[] = {{6, 7}, {8, 9}};

inline constexpr Band qids_sr16_bands[] = {
    {0, "none"}, {6, "mild"}, {11, "moderate"}, {16, "severe"}, {21, "very severe"}};

inline constexpr Cutoff qids_sr16_cutoffs[] = {
    {"remission",
     "outpatients with major depression, STAR*D",
     Compare::at_most,
     5,
     {Status::published, "Trivedi MH et al. Am J Psychiatry 2006;163:28-40 (abstract)"}}};

inline constexpr Reliability qids_sr16_reliabilities[] = {
    {"alpha",
     "outpatients with chronic major depression, n 596",
     0.86,
     {Status::published, "Rush AJ et al. Biol Psychiatry 2003;54:573-583 (abstract)"}}};

inline constexpr RiskItem qids_sr16_risk[] = {{12, 1, "suicidal ideation"}};
inline constexpr Answer qids_sr16_example[] = {0, 1, 2, 0, 2, 0, 1, 0, 0, 1, 1, 0, 2, 1, 0, 1};

inline constexpr Instrument qids_sr16 = {
    .id = "qids-sr16",
    .name = "Quick Inventory of Depressive Symptomatology, self-report, 16 items",
    .construct = "severity of depression",
    .recall = "7 days",
    .licence = "copyrighted; ask the owner before commercial or electronic use (ids-qids.org)",
    .citation =
        "Rush AJ, Trivedi MH, Ibrahim HM, et al. The 16-item Quick Inventory of Depressive Symptomatology. "
        "Biol Psychiatry 2003;54:573-583",
    .domain = Domain::symptom,
    .direction = Direction::lower_is_better,
    .items = 16,
    .item_min = 0,
    .item_max = 3,
    .total = TotalRule::sum_of_group_maxima,
    .total_min = 0,
    .total_max = 27,
    .groups = qids_sr16_groups,
    .either = qids_sr16_either,
    .missing = {MissingRule::Kind::none, 0, {Status::convention, "no published rule was found"}},
    .bands = qids_sr16_bands,
    .bands_from = qids_sr16_authors,
    .cutoffs = qids_sr16_cutoffs,
    .reliabilities = qids_sr16_reliabilities,
    .risk = qids_sr16_risk,
    .example = {qids_sr16_example, 11},
    .scoring_from = qids_sr16_code,
};
static_assert(well_formed(qids_sr16));

}  // namespace oncourse
