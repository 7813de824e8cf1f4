// ces_d.hpp: the Center for Epidemiologic Studies Depression scale, the 20-item version of 1977.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/instrument/instrument.hpp"
#include "oncourse/instrument/well_formed.hpp"

namespace oncourse {

inline constexpr Provenance ces_d_form = {
    Status::secondary,
    "Radloff 1977, as printed in Int J Environ Res Public Health 2018;15:1069, Table A2 (PMC6025488)"};
inline constexpr Provenance ces_d_measures = {Status::secondary,
                                              "Radloff 1977, as reported by measures.earlyadolescence.org, CES-D"};

inline constexpr std::uint8_t ces_d_reversed[] = {4, 8, 12, 16};

inline constexpr Band ces_d_bands[] = {{0, "below cut-off"}, {16, "elevated"}};

inline constexpr Cutoff ces_d_cutoffs[] = {
    {"screen", "general population", Compare::at_least, 16, ces_d_form},
    {"screen",
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

/// Not the CESD-R of 2010, whose answers run from 0 to 4.
inline constexpr Instrument ces_d = {
    .id = "ces-d",
    .name = "Center for Epidemiologic Studies Depression scale",
    .construct = "depressive symptoms",
    .recall = "1 week",
    .licence = "public domain (National Institute of Mental Health)",
    .citation =
        "Radloff LS. The CES-D scale: a self-report depression scale for research in the general population. "
        "Appl Psychol Meas 1977;1:385-401",
    .domain = Domain::symptom,
    .direction = Direction::lower_is_better,
    .items = 20,
    .item_min = 0,
    .item_max = 3,
    .reversed = ces_d_reversed,
    .total = TotalRule::sum,
    .total_min = 0,
    .total_max = 60,
    .missing = {MissingRule::Kind::up_to,
                4,
                {Status::secondary,
                 "more than four blanks are not scored: PMC6025488, Table A2, and "
                 "studylib.net/doc/8171399; filling by the mean answered item is the usual way"}},
    .bands = ces_d_bands,
    .bands_from = ces_d_form,
    .cutoffs = ces_d_cutoffs,
    .reliabilities = ces_d_reliabilities,
    .example = {ces_d_example, 18},
    .scoring_from = ces_d_form,
};
static_assert(well_formed(ces_d));

}  // namespace oncourse
