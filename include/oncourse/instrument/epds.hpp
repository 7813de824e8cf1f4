// epds.hpp: the Edinburgh Postnatal Depression Scale, perinatal depression.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/instrument/instrument.hpp"
#include "oncourse/instrument/well_formed.hpp"

namespace oncourse {

inline constexpr Provenance epds_code = {
    Status::secondary, "Cox 1987, as encoded by CamCOPS (tasks/epds.py, 56a303e) and clincalc (epds.rs, 46db830)"};
inline constexpr Provenance epds_matthey = {Status::published, "Matthey S. J Affect Disord 2004;78:69-75 (abstract)"};

inline constexpr Band epds_bands[] = {
    {0, "depression unlikely"}, {10, "possible depression"}, {13, "probable depression"}};

inline constexpr Cutoff epds_cutoffs[] = {
    {"screen", "after birth, English-speaking women, major depression", Compare::at_least, 13, epds_matthey},
    {"screen", "after birth, possible depression", Compare::at_least, 10, epds_code},
    {"screen",
     "optimum of an earlier meta-analysis",
     Compare::at_least,
     12,
     {Status::secondary, "abstracts.cochrane.org 2020, individual participant data meta-analysis of the EPDS"}},
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

/// The anxiety items of the literature; PLoS ONE 2019, e0221894 finds them of limited value.
inline constexpr std::uint8_t epds_anxiety[] = {3, 4, 5};
inline constexpr Subscale epds_subscales[] = {{"epds-3a", "Anxiety", epds_anxiety, Combine::sum}};

inline constexpr RiskItem epds_risk[] = {{10, 1, "thoughts of self-harm"}};
inline constexpr Answer epds_example[] = {1, 1, 2, 2, 1, 2, 1, 2, 1, 0};

/// Answers are the key's values, 0 to 3 with 3 the worst, and nothing is reversed here. The printed form lists the
/// options of items 3 and 5 to 10 from worst to best: an option's position on paper is not its value.
inline constexpr Instrument epds = {
    .id = "epds",
    .name = "Edinburgh Postnatal Depression Scale",
    .construct = "perinatal depression",
    .recall = "7 days",
    .licence =
        "(c) Royal College of Psychiatrists 1987; paper copies for own use free with the source acknowledged, "
        "any other publication, electronic too, needs its permission",
    .citation = "Cox JL, Holden JM, Sagovsky R. Detection of postnatal depression. Br J Psychiatry 1987;150:782-786",
    .domain = Domain::symptom,
    .direction = Direction::lower_is_better,
    .items = 10,
    .item_min = 0,
    .item_max = 3,
    .total = TotalRule::sum,
    .total_min = 0,
    .total_max = 30,
    .subscales = epds_subscales,
    .missing = {MissingRule::Kind::none, 0, {Status::secondary, "no published rule; CamCOPS requires all ten items"}},
    .bands = epds_bands,
    .bands_from = epds_code,
    .cutoffs = epds_cutoffs,
    .reliabilities = epds_reliabilities,
    .reliable_change = epds_reliable_change,
    .important_change = epds_important_change,
    .risk = epds_risk,
    .example = {epds_example, 13},
    .scoring_from = epds_code,
};
static_assert(well_formed(epds));

}  // namespace oncourse
