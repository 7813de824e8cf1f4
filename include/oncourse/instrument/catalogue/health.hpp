// health.hpp: bodily symptoms and sleep: PHQ-15, ISI.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/instrument/catalogue/common.hpp"

namespace oncourse {

inline constexpr Provenance phq15_code = {
    Status::secondary,
    "Kroenke 2002, as encoded by CamCOPS (tasks/phq15.py, 56a303e) and psytools (phq15.ts, 161dd24)"};
inline constexpr Provenance phq15_paper = {Status::published,
                                           "Kroenke K et al. Psychosom Med 2002;64:258-266 (abstract)"};
inline constexpr LegalBlank phq15_legal_blanks[] = {{{4}, "at item 4, which does not apply to men", phq15_code}};
inline constexpr Band phq15_bands[] = {{0, "minimal"}, {5, "low"}, {10, "medium"}, {15, "high"}};
inline constexpr Cutoff phq15_cutoffs[] = {
    {Purpose::severity, "primary care, medium", Compare::at_least, 10, phq15_paper},
    {Purpose::screen,
     "somatoform disorders",
     Compare::at_least,
     10,
     {Status::published, "Koerber S et al. J Psychosom Res 2011;71:142-147 (abstract)"},
     "sensitivity .802, specificity .585"},
};
inline constexpr Algorithm phq15_algorithms[] = {
    {"somatoform-likely", "three symptoms that bothered a lot", {endorsed(3, {ItemSet::range(1, 15), 2})}, phq15_code}};
inline constexpr Answer phq15_example[] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2};

inline constexpr Instrument phq15 = {
    .id = "phq-15",
    .name = "Patient Health Questionnaire-15",
    .construct = "severity of somatic symptoms",
    .recall = "4 weeks",
    .licence = phq_licence,
    .citation =
        "Kroenke K, Spitzer RL, Williams JBW. The PHQ-15: validity of a new measure for evaluating the severity of "
        "somatic symptoms. Psychosom Med 2002;64:258-266",
    .note = "Item 4, left blank by men, counts nothing and is never prorated.",
    .items = 15,
    .item_max = 2,
    .legal_blanks = phq15_legal_blanks,
    .total_max = 30,
    .missing = {MissingRule::Kind::none,
                0,
                {Status::convention, "no rule of the authors' was found; one manual (DC/TMD 2021) allows five blanks"}},
    .figures = {.bands = phq15_bands, .bands_from = phq15_paper, .cutoffs = phq15_cutoffs},
    .algorithms = phq15_algorithms,
    .example = {phq15_example, 16},
    .scoring_from = phq15_code,
};

inline constexpr Provenance isi_code = {Status::secondary, "Morin, as encoded by awell-score (isi, c37843e)"};
inline constexpr Provenance morin = {Status::published, "Morin CM et al. Sleep 2011;34:601-608 (abstract)"};
inline constexpr Provenance gagnon = {Status::published,
                                      "Gagnon C et al. J Am Board Fam Med 2013;26:701-710 (abstract)"};
inline constexpr Provenance isi_pubcompare = {Status::secondary, "as described by pubcompare.ai, ISI"};
inline constexpr Band isi_bands[] = {{0, "no clinically significant insomnia"},
                                     {8, "subthreshold insomnia"},
                                     {15, "moderate clinical insomnia"},
                                     {22, "severe clinical insomnia"}};
inline constexpr Cutoff isi_cutoffs[] = {
    {Purpose::screen, "community", Compare::at_least, 10, morin, "sensitivity .861, specificity .877"},
    {Purpose::screen, "primary care", Compare::at_least, 14, gagnon, "sensitivity .824, specificity .821"},
    {Purpose::screen, "clinical insomnia", Compare::at_least, 15, isi_pubcompare},
    {Purpose::remission, "trials", Compare::below, 8, isi_pubcompare},
};
inline constexpr Reliability isi_reliabilities[] = {
    {"alpha", "community", 0.90, morin}, {"alpha", "clinical", 0.91, morin}, {"alpha", "primary care", 0.92, gagnon}};
inline constexpr Difference isi_important_change[] = {
    {6,
     "primary insomnia, n 828",
     {Status::published, "Yang M et al. Curr Med Res Opin 2009;25:2487-2494 (abstract)"},
     Difference::Of::improvement},
    {8.4, "moderate improvement by an assessor", morin, Difference::Of::improvement},
};
inline constexpr Answer isi_example[] = {2, 3, 1, 3, 2, 2, 3};

inline constexpr Instrument isi = {
    .id = "isi",
    .name = "Insomnia Severity Index",
    .construct = "severity of insomnia",
    .recall = "2 weeks",
    .licence = "(c) CM Morin; free for clinicians and unfunded research, else by licence",
    .citation =
        "Morin CM, Belleville G, Belanger L, Ivers H. The Insomnia Severity Index: psychometric indicators to detect "
        "insomnia cases and evaluate treatment response. Sleep 2011;34:601-608",
    .note = "Seven items: the first question has three.",
    .items = 7,
    .item_max = 4,
    .total_max = 28,
    .missing = {MissingRule::Kind::none, 0, isi_code},
    .figures = {.bands = isi_bands,
                .bands_from = isi_code,
                .cutoffs = isi_cutoffs,
                .reliabilities = isi_reliabilities,
                .important_change = isi_important_change},
    .example = {isi_example, 16},
    .scoring_from = isi_code,
};

}  // namespace oncourse
