// interpersonal.hpp: the three circumplex forms of the Inventory of Interpersonal Problems; licence-bound.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/instrument/catalogue/common.hpp"

namespace oncourse {

inline constexpr Provenance iip_circumplex = {
    Status::secondary, "Horowitz 2000, as encoded by the R package circumplex (b49d80d): answers 0 to 4, item means"};

inline constexpr Instrument iip_32 = {
    .id = "iip-32",
    .name = "Inventory of Interpersonal Problems-32, circumplex (Horowitz 2000)",
    .construct = "interpersonal problems",
    .recall = "in general",
    .licence = "needs a licence: Mind Garden; known here by its mean, keys and norms come from a licence holder's file",
    .citation =
        "Horowitz LM, Alden LE, Wiggins JS, Pincus AL. Inventory of Interpersonal Problems: manual. Mind Garden; 2000",
    .note = "Three forms have 32 items, this, the IIP-SC and the British IIP-32 of 1996: their keys differ.",
    .domains = {Domain::interpersonal},
    .total = TotalRule::mean,
    .total_max = 4,
    .missing = no_rule_found,
    .scoring_from = iip_circumplex,
};

inline constexpr Instrument iip_64 = {
    .id = "iip-64",
    .name = "Inventory of Interpersonal Problems-64, circumplex",
    .construct = "interpersonal problems",
    .recall = "in general",
    .licence = "needs a licence: Mind Garden; known here by its mean, keys and norms come from a licence holder's file",
    .citation =
        "Alden LE, Wiggins JS, Pincus AL. Construction of circumplex scales for the Inventory of Interpersonal "
        "Problems. J Pers Assess 1990;55:521-536",
    .note = "The research form of 1990 numbers its items otherwise than the publisher's.",
    .domains = {Domain::interpersonal},
    .total = TotalRule::mean,
    .total_max = 4,
    .missing = no_rule_found,
    .scoring_from = iip_circumplex,
};

inline constexpr Instrument iip_sc = {
    .id = "iip-sc",
    .name = "Inventory of Interpersonal Problems, short circumplex (Soldz 1995)",
    .construct = "interpersonal problems",
    .recall = "in general",
    .licence =
        "derived from a Mind Garden form, needs permission; known here by its mean, keys and norms come from a "
        "licence holder's file",
    .citation =
        "Soldz S, Budman S, Demby A, Merry J. A short form of the Inventory of Interpersonal Problems circumplex "
        "scales. Assessment 1995;2:53-63",
    .note = "Its items run through the octants in turn, unlike those of the IIP-32.",
    .domains = {Domain::interpersonal},
    .total = TotalRule::mean,
    .total_max = 4,
    .missing = no_rule_found,
    .scoring_from = iip_circumplex,
};

}  // namespace oncourse
