// relationship.hpp: RDAS.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/instrument/catalogue/common.hpp"

namespace oncourse {

inline constexpr Provenance rdas_anderson = {
    Status::published, "Anderson SR et al. J Marital Fam Ther 2014;40:525-534 (abstract: 47.31 and 11.58)"};
inline constexpr Provenance rdas_tools = {Status::secondary, "Busby 1995, as encoded by simplified.tools, RDAS"};
inline constexpr ItemRange rdas_ranges[] = {{{11}, 0, 4}};
inline constexpr Subscale rdas_subscales[] = {
    {"consensus", "Consensus", {1, 2, 3, 4, 5, 6}},
    {"satisfaction", "Satisfaction", {7, 8, 9, 10}},
    {"cohesion", "Cohesion", {11, 12, 13, 14}},
};
inline constexpr Band rdas_bands[] = {{0, "distressed"}, {48, "not distressed"}};
inline constexpr Cutoff rdas_cutoffs[] = {{Purpose::caseness, "couples", Compare::below, 48, rdas_anderson}};
inline constexpr Reliability rdas_reliabilities[] = {
    {"alpha", "couples", 0.90, {Status::secondary, "Busby 1995, as reported by statistics.suttong.com"}}};
inline constexpr Difference rdas_reliable_change[] = {{12, "Jacobson-Truax, 11.58 rounded", rdas_anderson}};
inline constexpr Answer rdas_example[] = {4, 3, 4, 4, 3, 4, 3, 3, 4, 3, 3, 3, 4, 3};

inline constexpr Instrument rdas = {
    .id = "rdas",
    .name = "Revised Dyadic Adjustment Scale",
    .construct = "adjustment of a couple",
    .recall = "at present",
    .licence = "terms were not confirmed; cite Busby 1995",
    .citation =
        "Busby DM, Christensen C, Crane DR, Larson JH. A revision of the Dyadic Adjustment Scale for use with "
        "distressed and nondistressed couples. J Marital Fam Ther 1995;21:289-308",
    .note =
        "Use the printed values: those of items 7 to 10 already run from 0, all the time, to 5, never. Item 11 ends "
        "at 4. A score of 48 is not distressed.",
    .domains = {Domain::interpersonal, Domain::communication},
    .direction = Direction::higher_is_better,
    .items = 14,
    .item_max = 5,
    .ranges = rdas_ranges,
    .total_max = 69,
    .subscales = rdas_subscales,
    .missing = no_rule_found,
    .figures = {.bands = rdas_bands,
                .bands_from = rdas_anderson,
                .cutoffs = rdas_cutoffs,
                .reliabilities = rdas_reliabilities,
                .reliable_change = rdas_reliable_change},
    .example = {rdas_example, 48},
    .scoring_from = rdas_tools,
};

}  // namespace oncourse
