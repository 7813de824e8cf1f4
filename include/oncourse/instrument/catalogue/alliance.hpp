// alliance.hpp: WAI-SR; licence-bound.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/instrument/catalogue/common.hpp"

namespace oncourse {

inline constexpr Provenance wai_sr_code = {Status::secondary,
                                           "Hatcher & Gillaspy 2006, as encoded in public scoring code"};

inline constexpr Instrument wai_sr = {
    .id = "wai-sr",
    .name = "Working Alliance Inventory, short revised, client",
    .construct = "therapeutic alliance",
    .recall = "therapy so far",
    .licence =
        "needs permission: (c) AO Horvath, Society for Psychotherapy Research; known here by its mean, keys come from "
        "a licence holder's file",
    .citation =
        "Hatcher RL, Gillaspy JA. Development and validation of a revised short version of the Working Alliance "
        "Inventory. Psychother Res 2006;16:12-25",
    .note =
        "The mean of twelve answers, 1 to 5; other programs give sums, 12 to 60, or have seven points. No item is "
        "reversed, unlike in the form of 1989. The author gives no standard scores and no cut-offs.",
    .domains = {Domain::alliance},
    .direction = Direction::higher_is_better,
    .total = TotalRule::mean,
    .total_min = 1,
    .total_max = 5,
    .missing = no_rule_found,
    .scoring_from = wai_sr_code,
};

}  // namespace oncourse
