// ede_q.hpp: the Eating Disorder Examination Questionnaire, version 6.0.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/instrument/instrument.hpp"
#include "oncourse/instrument/well_formed.hpp"

namespace oncourse {

inline constexpr Provenance ede_q_key = {
    Status::secondary,
    "Fairburn & Beglin 2008, scoring instructions as reproduced by CamCOPS (docs/source/tasks/edeq.rst)"};
inline constexpr Provenance ede_q_review = {Status::secondary, "PMC8485346, Table 1"};

inline constexpr std::uint8_t ede_q_restraint[] = {1, 2, 3, 4, 5}, ede_q_eating[] = {7, 9, 19, 20, 21},
                              ede_q_shape[] = {6, 8, 10, 11, 23, 26, 27, 28}, ede_q_weight[] = {8, 12, 22, 24, 25};
/// Item 8 belongs to two of them.
inline constexpr Subscale ede_q_subscales[] = {
    {"restraint", "Restraint", ede_q_restraint, Combine::mean},
    {"eating-concern", "Eating concern", ede_q_eating, Combine::mean},
    {"shape-concern", "Shape concern", ede_q_shape, Combine::mean},
    {"weight-concern", "Weight concern", ede_q_weight, Combine::mean},
};

/// Numbers of episodes or days in four weeks; the form sets no upper bound, three digits are ours.
inline constexpr ItemRange ede_q_counts[] = {{13, 18, 0, 999}};
inline constexpr std::uint8_t ede_q_unscored[] = {13, 14, 15, 16, 17, 18};

inline constexpr Cutoff ede_q_cutoffs[] = {
    {"screen", "clinical samples", Compare::at_least, 2.8, ede_q_review},
    {"screen", "young women in the community, with binge eating or excessive exercise", Compare::at_least, 2.3,
     ede_q_review},
};

inline constexpr Norm ede_q_norms[] = {
    {"women aged 18 to 30, students in Ireland",
     false,
     1.51,
     1.28,
     200,
     {Status::published,
      "Keane S et al. Ir J Psychol Med 2015, EDE-Q norms for female university students (abstract)"}}};

inline constexpr Answer ede_q_example[] = {2, 1, 0, 3, 4, 3, 2, 4, 1, 2, 3, 5, 0, 0,
                                           0, 0, 0, 0, 1, 2, 2, 4, 3, 5, 1, 2, 3, 2};

inline constexpr Instrument ede_q = {
    .id = "ede-q",
    .name = "Eating Disorder Examination Questionnaire 6.0",
    .construct = "eating-disorder psychopathology",
    .recall = "28 days",
    .licence = "(c) CG Fairburn and S Beglin 2008; free for non-commercial clinical use and research",
    .citation =
        "Fairburn CG, Beglin SJ. Eating Disorder Examination Questionnaire 6.0. In: Fairburn CG. Cognitive "
        "Behavior Therapy and Eating Disorders. New York: Guilford; 2008",
    .domain = Domain::symptom,
    .direction = Direction::lower_is_better,
    .items = 28,
    .item_min = 0,
    .item_max = 6,
    .ranges = ede_q_counts,
    .unscored = ede_q_unscored,
    .total = TotalRule::mean_of_subscales,
    .total_min = 0,
    .total_max = 6,
    .subscales = ede_q_subscales,
    .missing = {.kind = MissingRule::Kind::more_than_half,
                .from = ede_q_key,
                .without_subscale = {Status::convention,
                                     "the instructions divide by four; the mean of three subscales "
                                     "is common practice only"}},
    .cutoffs = ede_q_cutoffs,
    .norms = ede_q_norms,
    .example = {ede_q_example, 2.5375},
    .scoring_from = ede_q_key,
};
static_assert(well_formed(ede_q));

}  // namespace oncourse
