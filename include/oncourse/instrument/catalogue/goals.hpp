// goals.hpp: goal attainment scaling, goal-based outcomes.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/instrument/catalogue/common.hpp"
#include "oncourse/instrument/goal_attainment.hpp"

namespace oncourse {

inline constexpr Provenance gas_formula = {
    Status::secondary, "Kiresuk & Sherman 1968, formula as in the R package gasr, whose four examples it reproduces"};
inline constexpr LegalBlank gas_legal_blanks[] = {{ItemSet::range(1, 10), "for goals that were not set", gas_formula}};
inline constexpr Norm gas_norms[] = {
    {"goals set as intended",
     false,
     50,
     10,
     0,
     {Status::published, "Turner-Stokes L. Clin Rehabil 2009;23:362-370 (abstract: around 10)"}}};
inline constexpr Answer gas_example[] = {1, 2, 2, blank, blank, blank, blank, blank, blank, blank};

inline constexpr Instrument gas = {
    .id = "gas",
    .name = "Goal Attainment Scaling",
    .construct = "attainment of personal goals",
    .recall = "day of review",
    .licence = "the method is free",
    .citation =
        "Kiresuk TJ, Sherman RE. Goal attainment scaling: a general method for evaluating comprehensive community "
        "mental health programs. Community Ment Health J 1968;4:443-453",
    .note =
        "Up to ten goals, each -2 to 2, all of one weight. A blank is a goal that was not set: rate every goal that "
        "was; goals that weigh differently are goal_attainment()'s. A start where every goal is at -1 is not 50.",
    .domains = {Domain::functioning, Domain::interpersonal},
    .direction = Direction::higher_is_better,
    .reporter = Reporter::clinician,
    .items = 10,
    .item_min = -2,
    .item_max = 2,
    .legal_blanks = gas_legal_blanks,
    .total = TotalRule::goal_attainment,
    .total_min = goal_attainment_t(-20, 10, 10, usual_goal_correlation),
    .total_max = goal_attainment_t(20, 10, 10, usual_goal_correlation),
    .goal_correlation = usual_goal_correlation,
    .missing = {MissingRule::Kind::none, 0, gas_formula},
    .figures = {.norms = gas_norms},
    .example = {gas_example, 72.82177322938192},
    .scoring_from = gas_formula,
};

inline constexpr Provenance gbo_code = {Status::secondary,
                                        "Law & Jacob 2015, as encoded by CamCOPS (tasks/gbo.py, 56a303e); corc.uk.net"};
inline constexpr LegalBlank gbo_legal_blanks[] = {{{1, 2, 3}, "for goals that were not set", gbo_code}};
inline constexpr Answer gbo_example[] = {3, 6, 4};

inline constexpr Instrument gbo = {
    .id = "gbo",
    .name = "Goal-Based Outcomes",
    .construct = "progress towards personal goals",
    .recall = "at present",
    .licence = "free; (c) D Law, Child Outcomes Research Consortium",
    .citation = "Law D, Jacob J. Goals and Goal Based Outcomes. 3rd ed. London: CAMHS Press; 2015",
    .note =
        "One to three goals; the total is the mean of those set. Studied mainly in services for young people, where "
        "NHS England takes a change of 3 on one goal as reliable; none is known for the mean.",
    .domains = {Domain::functioning, Domain::interpersonal},
    .direction = Direction::higher_is_better,
    .items = 3,
    .item_max = 10,
    .legal_blanks = gbo_legal_blanks,
    .total = TotalRule::mean,
    .total_max = 10,
    .missing = {MissingRule::Kind::none, 0, gbo_code},
    .example = {gbo_example, 13.0 / 3.0},
    .scoring_from = {Status::convention,
                     "the mean of the goals set; the goals themselves as in CamCOPS (tasks/gbo.py)"},
};

}  // namespace oncourse
