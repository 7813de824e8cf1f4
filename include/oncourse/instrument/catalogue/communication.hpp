// communication.hpp: how people deal with and speak of feelings: ERQ, TAS-20.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/instrument/catalogue/common.hpp"

namespace oncourse {

inline constexpr Provenance erq_code = {Status::secondary,
                                        "Gross & John 2003, as encoded by psytools (erq.ts, 161dd24)"};
inline constexpr Subscale erq_subscales[] = {
    {.id = "reappraisal",
     .name = "Cognitive reappraisal",
     .items = {1, 3, 5, 7, 8, 10},
     .combine = Combine::mean,
     .direction = Direction::higher_is_better},
    {.id = "suppression", .name = "Expressive suppression", .items = {2, 4, 6, 9}, .combine = Combine::mean},
};

inline constexpr Instrument erq = {
    .id = "erq",
    .name = "Emotion Regulation Questionnaire",
    .construct = "reappraisal and suppression of emotions",
    .recall = "in general",
    .licence = "free for non-commercial research (Stanford Psychophysiology Laboratory)",
    .citation =
        "Gross JJ, John OP. Individual differences in two emotion regulation processes. J Pers Soc Psychol "
        "2003;85:348-362",
    .note = "Two scales and no total: reappraisal is mostly helpful, suppression mostly not.",
    .domains = {Domain::communication},
    .items = 10,
    .item_min = 1,
    .item_max = 7,
    .total = TotalRule::none,
    .subscales = erq_subscales,
    .missing = {MissingRule::Kind::none, 0, erq_code},
    .scoring_from = erq_code,
};

inline constexpr Provenance tas_20_cmu = {Status::secondary,
                                          "Bagby 1994, as reported by cmu.edu/common-cold-project, TAS-20"};
inline constexpr Band tas_20_bands[] = {{20, "no alexithymia"}, {52, "possible alexithymia"}, {61, "alexithymia"}};
inline constexpr Cutoff tas_20_cutoffs[] = {{Purpose::screen,
                                             "alexithymia",
                                             Compare::at_least,
                                             61,
                                             {Status::secondary, "as reported by brieflands.com, jjcmb 21821"}}};
inline constexpr Reliability tas_20_reliabilities[] = {{"alpha", "n 965", 0.81, tas_20_cmu},
                                                       {"retest", "3 weeks apart, n 72", 0.77, tas_20_cmu}};

inline constexpr Instrument tas_20 = {
    .id = "tas-20",
    .name = "Toronto Alexithymia Scale, 20 items",
    .construct = "alexithymia",
    .recall = "in general",
    .licence = "needs a licence: GJ Taylor; known here by its total, keys come from a licence holder's file",
    .citation =
        "Bagby RM, Parker JDA, Taylor GJ. The twenty-item Toronto Alexithymia Scale. J Psychosom Res 1994;38:23-32",
    .domains = {Domain::communication},
    .total_min = 20,
    .total_max = 100,
    .missing = no_rule_found,
    .figures = {.bands = tas_20_bands,
                .bands_from = {Status::secondary, "as reported by brieflands.com, jjcmb 21821"},
                .cutoffs = tas_20_cutoffs,
                .reliabilities = tas_20_reliabilities},
    .scoring_from = tas_20_cmu,
};

}  // namespace oncourse
