// grief.hpp: ICG, PG-13-R.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/instrument/catalogue/common.hpp"

namespace oncourse {

inline constexpr Provenance prigerson_1995 = {Status::published,
                                              "Prigerson HG et al. Psychiatry Res 1995;59:65-79 (abstract, n 97)"};
inline constexpr Cutoff icg_cutoffs[] = {
    {Purpose::caseness, "bereaved spouses", Compare::above, 25, prigerson_1995},
    {Purpose::severity,
     "entry to a trial, age 50 and over, n 151",
     Compare::at_least,
     30,
     {Status::published, "Shear MK et al. JAMA Psychiatry 2014;71:1287-1295 (abstract)"}},
};
inline constexpr Reliability icg_reliabilities[] = {
    {"alpha",
     "Italian version, n 229",
     0.947,
     {Status::published, "Carmassi C et al., arpi.unipi.it/handle/11568/405268 (abstract)"}},
    {"alpha", "Polish version, n 278", 0.941, {Status::published, "Psychiatr Pol 2019;53:1069-1086 (abstract)"}},
};
inline constexpr Answer icg_example[] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2};

inline constexpr Instrument icg = {
    .id = "icg",
    .name = "Inventory of Complicated Grief",
    .construct = "complicated grief",
    .recall = "at present",
    .licence = "free (HG Prigerson)",
    .citation =
        "Prigerson HG, Maciejewski PK, Reynolds CF, et al. Inventory of Complicated Grief: a scale to measure "
        "maladaptive symptoms of loss. Psychiatry Res 1995;59:65-79",
    .note = "The cut-off is above 25; many pages print 25 or more.",
    .items = 19,
    .item_max = 4,
    .total_max = 76,
    .missing = no_rule_found,
    .figures = {.cutoffs = icg_cutoffs, .reliabilities = icg_reliabilities},
    .example = {icg_example, 25},
    .scoring_from = {Status::secondary, "Prigerson 1995, as encoded in public scoring code"},
};

inline constexpr Provenance prigerson_2021 = {Status::published,
                                              "Prigerson HG et al. World Psychiatry 2021;20:96-106 (abstract)"};
inline constexpr Cutoff pg_13_r_cutoffs[] = {{Purpose::caseness, "bereaved adults", Compare::at_least, 30,
                                              prigerson_2021,
                                              "of the symptoms; duration and impairment are asked apart"}};
inline constexpr Reliability pg_13_r_reliabilities[] = {
    {"alpha", "Yale, n 270", 0.83, prigerson_2021},
    {"alpha", "Utrecht, n 163", 0.90, prigerson_2021},
    {"alpha", "Oxford, n 239", 0.93, prigerson_2021},
};
inline constexpr Answer pg_13_r_example[] = {3, 3, 4, 2, 3, 3, 4, 2, 3, 3};

inline constexpr Instrument pg_13_r = {
    .id = "pg-13-r",
    .name = "Prolonged Grief Disorder-13, revised",
    .construct = "prolonged grief",
    .recall = "past month",
    .licence = "free (HG Prigerson, Weill Cornell)",
    .citation =
        "Prigerson HG, Boelen PA, Xu J, Smith KV, Maciejewski PK. Validation of the new DSM-5-TR criteria for "
        "prolonged grief disorder and the PG-13-Revised scale. World Psychiatry 2021;20:96-106",
    .note = "The ten symptoms, which are items 3 to 12 of the form: 10 to 50, never 0 to 50.",
    .items = 10,
    .item_min = 1,
    .item_max = 5,
    .total_min = 10,
    .total_max = 50,
    .missing = no_rule_found,
    .figures = {.cutoffs = pg_13_r_cutoffs, .reliabilities = pg_13_r_reliabilities},
    .example = {pg_13_r_example, 30},
    .scoring_from = {Status::secondary, "Prigerson 2021, as described by help.blueprint.ai: the sum of items 3 to 12"},
};

}  // namespace oncourse
