// phq9.hpp: the Patient Health Questionnaire-9, severity of depression.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/instrument/instrument.hpp"
#include "oncourse/instrument/well_formed.hpp"

namespace oncourse {

inline constexpr Provenance phq9_paper = {
    Status::published, "Kroenke K, Spitzer RL, Williams JBW. J Gen Intern Med 2001;16:606-613 (abstract)"};
inline constexpr Provenance phq9_nhs = {
    Status::secondary, "NHS Talking Therapies criteria, as in BMC Psychiatry 2019, s12888-018-1987-1, Table 1"};
inline constexpr Provenance phq9_novopsych = {Status::secondary, "Kroenke 2001, as reported by novopsych.com/phq-9"};

inline constexpr Band phq9_bands[] = {
    {0, "minimal"}, {5, "mild"}, {10, "moderate"}, {15, "moderately severe"}, {20, "severe"}};

inline constexpr Cutoff phq9_cutoffs[] = {
    {"caseness", "NHS Talking Therapies", Compare::at_least, 10, phq9_nhs},
    {"screen", "primary care, major depression: sensitivity .88, specificity .88", Compare::at_least, 10, phq9_paper},
    {"screen",
     "primary care in New Zealand, major depression: sensitivity .74, specificity .91",
     Compare::at_least,
     10,
     {Status::published, "Arroll B et al. Ann Fam Med 2010;8:348-353, PMC2906530 (abstract)"}},
};

inline constexpr Norm phq9_norms[] = {
    {"primary care and gynaecology, major depression by interview", true, 17.1, 6.1, 41, phq9_novopsych},
    {"primary care and gynaecology, no depressive disorder by interview", false, 3.3, 3.8, 474, phq9_novopsych},
};

inline constexpr Reliability phq9_reliabilities[] = {
    {"alpha", "primary care", 0.89, {Status::secondary, "Kroenke 2001, as reported by oskarflygare.com"}}};

inline constexpr Difference phq9_reliable_change[] = {{6, "NHS Talking Therapies, Jacobson-Truax", phq9_nhs}};
inline constexpr Difference phq9_important_change[] = {
    {5,
     "two standard errors of measurement, one person",
     {Status::published, "Loewe B et al. Med Care 2004;42:1194-1201 (abstract)"}}};

inline constexpr RiskItem phq9_risk[] = {{9, 1, "thoughts of death or self-harm"}};
inline constexpr Answer phq9_example[] = {0, 1, 2, 3, 0, 1, 2, 3, 0};

inline constexpr Instrument phq9 = {
    .id = "phq-9",
    .name = "Patient Health Questionnaire-9",
    .construct = "severity of depression",
    .recall = "2 weeks",
    .licence = "free to use, reproduce and translate without permission (phqscreeners.com)",
    .citation =
        "Kroenke K, Spitzer RL, Williams JBW. The PHQ-9: validity of a brief depression severity measure. "
        "J Gen Intern Med 2001;16:606-613",
    .domain = Domain::symptom,
    .direction = Direction::lower_is_better,
    .items = 9,
    .item_min = 0,
    .item_max = 3,
    .total = TotalRule::sum,
    .total_min = 0,
    .total_max = 27,
    .missing = {MissingRule::Kind::up_to,
                2,
                {Status::convention, "common practice, not part of the published scoring: at least 7 of 9 answered"}},
    .bands = phq9_bands,
    .bands_from = phq9_paper,
    .cutoffs = phq9_cutoffs,
    .norms = phq9_norms,
    .reliabilities = phq9_reliabilities,
    .reliable_change = phq9_reliable_change,
    .important_change = phq9_important_change,
    .risk = phq9_risk,
    .example = {phq9_example, 12},
    .scoring_from = phq9_paper,
};
static_assert(well_formed(phq9));

}  // namespace oncourse
