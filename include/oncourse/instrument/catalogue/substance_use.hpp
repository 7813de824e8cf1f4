// substance_use.hpp: AUDIT, AUDIT-C, DAST-10.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/instrument/catalogue/common.hpp"

namespace oncourse {

inline constexpr Provenance audit_code = {
    Status::secondary,
    "Babor 2001, as encoded by CamCOPS (tasks/audit.py, 56a303e), awell-score (audit, c37843e) and psytools"};
inline constexpr Provenance audit_skips = {Status::secondary,
                                           "Babor 2001, skipped questions as encoded by psytools (audit.ts, 161dd24)"};
inline constexpr ItemRange audit_last_two[] = {{{9, 10}, 0, 4, 2}};
inline constexpr LegalBlank audit_legal_blanks[] = {
    {ItemSet::range(2, 8), "where item 1 is 0, or items 2 and 3 are", audit_skips, endorsed(0, {{1}, 1}, {}, 0)},
    {ItemSet::range(4, 8), "where items 2 and 3 are 0", audit_skips, endorsed(0, {{2, 3}, 1}, {}, 0)},
};
inline constexpr Cutoff audit_dependence_cutoffs[] = {
    {Purpose::screen, "dependence", Compare::at_least, 4, {Status::secondary, "awell-score (audit, c37843e)"}}};
inline constexpr Subscale audit_subscales[] = {
    {"consumption", "Consumption: the AUDIT-C", {1, 2, 3}},
    {.id = "dependence", .name = "Dependence", .items = {4, 5, 6}, .figures = {.cutoffs = audit_dependence_cutoffs}},
    {"problems", "Alcohol-related problems", {7, 8, 9, 10}},
};
inline constexpr Band audit_bands[] = {{0, "low risk"}, {8, "hazardous"}, {16, "harmful"}, {20, "possible dependence"}};
inline constexpr Cutoff audit_cutoffs[] = {{Purpose::screen, "hazardous drinking", Compare::at_least, 8, audit_code}};
inline constexpr Answer audit_example[] = {3, 2, 2, 1, 0, 0, 1, 1, 2, 0};

inline constexpr Instrument audit = {
    .id = "audit",
    .name = "Alcohol Use Disorders Identification Test",
    .construct = "alcohol use",
    .recall = "past year",
    .licence = "free for non-commercial use with attribution (World Health Organization)",
    .citation =
        "Babor TF, Higgins-Biddle JC, Saunders JB, Monteiro MG. AUDIT: guidelines for use in primary care. 2nd ed. "
        "Geneva: WHO; 2001",
    .note = "Items 9 and 10 are 0, 2 or 4. The size of a drink differs by country.",
    .items = 10,
    .item_max = 4,
    .ranges = audit_last_two,
    .legal_blanks = audit_legal_blanks,
    .total_max = 40,
    .subscales = audit_subscales,
    .missing = {MissingRule::Kind::none, 0, audit_code},
    .figures = {.bands = audit_bands, .bands_from = audit_code, .cutoffs = audit_cutoffs},
    .example = {audit_example, 12},
    .scoring_from = audit_code,
};

inline constexpr Provenance audit_c_code = {Status::secondary,
                                            "Bush 1998, as encoded by clincalc (auditc.rs, 46db830)"};
inline constexpr Provenance audit_c_page = {Status::secondary,
                                            "Bush 1998 and Bradley 2003, as reported by primarycare.ementalhealth.ca"};
inline constexpr LegalBlank audit_c_legal_blanks[] = {
    {{2, 3},
     "where item 1 is 0",
     {Status::secondary,
      "who never drinks skips the rest: ABWerks/SubstanceUseDisorderScoringFunctions, f_scoring01AUDITC.R"},
     endorsed(0, {{1}, 1}, {}, 0)}};
inline constexpr Band audit_c_bands[] = {{0, "lower"}, {3, "increasing"}, {5, "higher"}, {8, "possible dependence"}};
inline constexpr Cutoff audit_c_cutoffs[] = {
    {Purpose::screen, "men", Compare::at_least, 4, audit_c_page, "sensitivity .86, specificity .72"},
    {Purpose::screen, "women", Compare::at_least, 3, audit_c_page, "sensitivity .80, specificity .87"},
    {Purpose::screen, "both sexes, more specific", Compare::at_least, 5, audit_c_code},
};
inline constexpr Answer audit_c_example[] = {3, 1, 1};

inline constexpr Instrument audit_c = {
    .id = "audit-c",
    .name = "AUDIT-C",
    .construct = "alcohol consumption",
    .recall = "past year",
    .licence = "free for non-commercial use, as the AUDIT",
    .citation =
        "Bush K, Kivlahan DR, McDonell MB, Fihn SD, Bradley KA. The AUDIT alcohol consumption questions. Arch Intern "
        "Med 1998;158:1789-1795",
    .items = 3,
    .item_max = 4,
    .legal_blanks = audit_c_legal_blanks,
    .total_max = 12,
    .missing = no_rule_found,
    .figures = {.bands = audit_c_bands,
                .bands_from = {Status::convention, "a pragmatic grouping, clincalc (auditc.rs, 46db830)"},
                .cutoffs = audit_c_cutoffs},
    .example = {audit_c_example, 5},
    .scoring_from = audit_c_code,
};

inline constexpr Provenance dast_10_code = {Status::secondary,
                                            "Skinner 1982, as encoded by awell-score (dast_10, c37843e)"};
inline constexpr Provenance dast_10_guide = {Status::secondary, "comorbidityguidelines.org.au, Table 69"};
inline constexpr Band dast_10_bands[] = {{0, "none"}, {1, "low"}, {3, "moderate"}, {6, "substantial"}, {9, "severe"}};
inline constexpr Cutoff dast_10_cutoffs[] = {
    {Purpose::screen, "further investigation", Compare::at_least, 3, dast_10_guide}};
inline constexpr Answer dast_10_example[] = {1, 0, 1, 0, 1, 0, 0, 0, 0, 0};

inline constexpr Instrument dast_10 = {
    .id = "dast-10",
    .name = "Drug Abuse Screening Test-10",
    .construct = "problems of drug use",
    .recall = "12 months",
    .licence = "free for non-commercial use; (c) HA Skinner, Centre for Addiction and Mental Health",
    .citation = "Skinner HA. The Drug Abuse Screening Test. Addict Behav 1982;7:363-371",
    .note = "Answers are 1 for yes; item 3, being able to stop, counts when it is no.",
    .items = 10,
    .item_max = 1,
    .reversed = {3},
    .total_max = 10,
    .missing = no_rule_found,
    .figures = {.bands = dast_10_bands, .bands_from = dast_10_guide, .cutoffs = dast_10_cutoffs},
    .example = {dast_10_example, 2},
    .scoring_from = dast_10_code,
};

}  // namespace oncourse
