// functioning.hpp: WSAS, WHODAS 2.0 with 12 items, ORS.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/instrument/catalogue/common.hpp"

namespace oncourse {

inline constexpr Provenance wsas_code = {Status::secondary,
                                         "Mundt 2002, as encoded by CamCOPS (tasks/wsas.py, 56a303e)"};
inline constexpr Provenance mundt = {Status::published, "Mundt JC et al. Br J Psychiatry 2002;180:461-464 (abstract)"};
inline constexpr LegalBlank wsas_legal_blanks[] = {
    {{1}, "at item 1, of who is retired or chooses not to work", wsas_code}};
inline constexpr Band wsas_bands[] = {
    {0, "subclinical"}, {10, "significant impairment"}, {21, "moderately severe or worse"}};
inline constexpr Reliability wsas_reliabilities[] = {{"alpha", "lower end of .70 to .94", 0.70, mundt},
                                                     {"alpha", "upper end of .70 to .94", 0.94, mundt},
                                                     {"retest", "depression", 0.73, mundt}};
inline constexpr Answer wsas_example[] = {4, 3, 5, 2, 4};

inline constexpr Instrument wsas = {
    .id = "wsas",
    .name = "Work and Social Adjustment Scale",
    .construct = "impairment of functioning",
    .recall = "at present",
    .licence = "free with acknowledgement; (c) IM Marks",
    .citation =
        "Mundt JC, Marks IM, Shear MK, Greist JM. The Work and Social Adjustment Scale: a simple measure of "
        "impairment in functioning. Br J Psychiatry 2002;180:461-464",
    .note = "Without item 1 the other four are summed, 0 to 32; no rescaling is published.",
    .domains = {Domain::functioning},
    .items = 5,
    .item_max = 8,
    .legal_blanks = wsas_legal_blanks,
    .total_max = 40,
    .missing = {MissingRule::Kind::none, 0, wsas_code},
    .figures = {.bands = wsas_bands,
                .bands_from = {Status::secondary, "Mundt 2002, as reported by scribd.com/doc/151487446"},
                .reliabilities = wsas_reliabilities},
    .example = {wsas_example, 18},
    .scoring_from = wsas_code,
};

inline constexpr Provenance whodas_mii = {
    Status::secondary, "WHO 2010, as in the German Medical Informatics Initiative's FHIR module on reported outcomes"};
inline constexpr Provenance andrews = {Status::published, "Andrews G et al. PLoS ONE 2009;4:e8343 (abstract)"};
inline constexpr ItemPoints whodas_12_from_1[] = {{ItemSet::range(1, 12), 1, zero_to_four}};
inline constexpr Coding whodas_12_codings[] = {
    {"1-5", "answers 1 to 5, as WHO prints them", whodas_12_from_1, whodas_mii}};
inline constexpr Norm whodas_12_norms[] = {
    {"general population, Australia, any mental disorder", true, 6.3, 7.1, 0, andrews},
    {"general population, Australia, any physical disorder", false, 4.3, 6.1, 0, andrews},
    {"general population, Australia, no disorder", false, 1.4, 3.6, 0, andrews},
};
inline constexpr Answer whodas_12_example[] = {2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2};

inline constexpr Instrument whodas_12 = {
    .id = "whodas-12",
    .name = "WHO Disability Assessment Schedule 2.0, 12 items, simple scoring",
    .construct = "disability",
    .recall = "30 days",
    .licence = "(c) World Health Organization; free with attribution under its terms, translations need permission",
    .citation =
        "Uestuen TB, Kostanjsek N, Chatterji S, Rehm J, eds. Measuring Health and Disability: manual for WHODAS 2.0. "
        "Geneva: WHO; 2010",
    .note = "Answers 0 to 4; the printed 1 to 5 is the coding \"1-5\". The complex scoring of 0 to 100 is another one.",
    .domains = {Domain::functioning},
    .items = 12,
    .item_max = 4,
    .codings = whodas_12_codings,
    .total_max = 48,
    .missing = {MissingRule::Kind::up_to,
                1,
                {Status::convention,
                 "one blank as the mean of the others: said to be the manual's, which was not seen"}},
    .figures = {.norms = whodas_12_norms},
    .example = {whodas_12_example, 24},
    .scoring_from = whodas_mii,
};

inline constexpr Provenance ors_hiboop = {Status::secondary, "Miller 2003, as reported by hiboop.com/assessments/ors"};
inline constexpr Cutoff ors_cutoffs[] = {{Purpose::caseness, "adults", Compare::at_most, 25, ors_hiboop}};
inline constexpr Difference ors_reliable_change[] = {{5, "adults", ors_hiboop}};

inline constexpr Instrument ors = {
    .id = "ors",
    .name = "Outcome Rating Scale",
    .construct = "global functioning",
    .recall = "1 week including today",
    .licence = "needs a licence (SD Miller): known here by its total, items come from a licence holder's file",
    .citation =
        "Miller SD, Duncan BL, Brown J, Sparks JA, Claud DA. The Outcome Rating Scale. J Brief Ther 2003;2:91-100",
    .note =
        "Four lines of 10 cm: as items enter millimetres, 0 to 100, with the multiplier 0.1. NHS England takes "
        "a change of 6.6 for young people.",
    .domains = {Domain::functioning, Domain::wellbeing},
    .direction = Direction::higher_is_better,
    .total_max = 40,
    .missing = no_rule_found,
    .figures = {.cutoffs = ors_cutoffs, .reliable_change = ors_reliable_change},
    .scoring_from = ors_hiboop,
};

}  // namespace oncourse
