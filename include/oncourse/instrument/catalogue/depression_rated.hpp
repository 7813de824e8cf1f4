// depression_rated.hpp: what clinicians say of it: HAM-D, MADRS.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/instrument/catalogue/common.hpp"
#include "oncourse/instrument/catalogue/depression.hpp"

namespace oncourse {

inline constexpr Provenance hamd_code = {Status::secondary,
                                         "Hamilton 1960, as encoded by CamCOPS (tasks/hamd.py, 56a303e)"};
inline constexpr Provenance hamd_zimmerman = {
    Status::published,
    "Zimmerman M et al. J Affect Disord 2013;150:384-388 (abstract, 627 outpatients, against the CGI)"};
inline constexpr Provenance hengartner = {
    Status::published, "Hengartner MP, Ploederl M. BMJ Evid Based Med 2021, doi 10.1136/bmjebm-2020-111600 (abstract)"};

inline constexpr ItemRange hamd_17_ranges[] = {{{4, 5, 6, 12, 13, 14, 17}, 0, 2}, {{16}, 0, 3}};
inline constexpr Answer hamd_17_weight_loss[] = {0, 1, 2, 0};
inline constexpr ItemPoints hamd_17_points[] = {{{16}, 0, hamd_17_weight_loss}};
inline constexpr Band hamd_17_bands[] = {{0, "none"}, {8, "mild"}, {17, "moderate"}, {24, "severe"}},
                      hamd_17_camcops[] = {
                          {0, "none"}, {8, "mild"}, {14, "moderate"}, {19, "severe"}, {23, "very severe"}};
inline constexpr Banding hamd_17_other_bands[] = {{"CamCOPS", hamd_17_camcops, hamd_code}};
inline constexpr Cutoff hamd_17_cutoffs[] = {
    {Purpose::severity, "outpatients, moderate", Compare::at_least, 17, hamd_zimmerman},
    {Purpose::severity, "outpatients, severe", Compare::at_least, 24, hamd_zimmerman},
    {Purpose::remission, "outpatients with major depression, STAR*D", Compare::at_most, 7, star_d},
};
inline constexpr Difference hamd_17_important_change[] = {
    {5, "upper end of 3 to 5 points, the likeliest of several estimates", hengartner},
    {11,
     "as a fall that equates to much improved on the CGI, more than a minimal difference",
     {Status::published, "Bobo WV et al. 2016 (abstract, scribd.com/document/467272481)"},
     Difference::Of::improvement},
};
inline constexpr RiskItem hamd_17_risk[] = {{3, 1, "suicide", hamd_code}};
inline constexpr Answer hamd_17_example[] = {2, 1, 0, 1, 1, 1, 2, 1, 0, 2, 1, 1, 1, 0, 1, 0, 0};

inline constexpr Instrument hamd_17 = {
    .id = "hamd-17",
    .name = "Hamilton Depression Rating Scale, 17 items",
    .construct = "severity of depression",
    .recall = "past week, by version",
    .licence = "public domain; structured interview guides are not",
    .citation = "Hamilton M. A rating scale for depression. J Neurol Neurosurg Psychiatry 1960;23:56-62",
    .note =
        "Items 1 to 17 only, also of the form with 21. Eight items end at 2; 3 at item 16 is \"not assessed\" and "
        "counts nothing.",
    .domains = {Domain::symptom, Domain::risk},
    .reporter = Reporter::clinician,
    .items = 17,
    .item_max = 4,
    .ranges = hamd_17_ranges,
    .points = hamd_17_points,
    .total_max = 52,
    .missing = {MissingRule::Kind::none, 0, hamd_code},
    .figures = {.bands = hamd_17_bands,
                .bands_from = hamd_zimmerman,
                .other_bands = hamd_17_other_bands,
                .cutoffs = hamd_17_cutoffs,
                .important_change = hamd_17_important_change},
    .risk = hamd_17_risk,
    .example = {hamd_17_example, 15},
    .scoring_from = hamd_code,
};

inline constexpr Provenance madrs_code = {
    Status::secondary, "Montgomery & Asberg 1979, as encoded by QuestionnairesAPI (madrs.py, fdc9cfa)"};
inline constexpr Band madrs_bands[] = {{0, "absent or recovered"}, {7, "mild"}, {20, "moderate"}, {35, "severe"}};
inline constexpr Cutoff madrs_cutoffs[] = {
    {Purpose::severity,
     "inpatients, severe, against the CGI",
     Compare::at_least,
     31,
     {Status::published, "Mueller MJ et al. J Affect Disord 2003;77:255-260 (abstract, n 85)"},
     "sensitivity .935, specificity .833"},
    {Purpose::severity,
     "inpatients, severe, against the HAM-D",
     Compare::at_least,
     35,
     {Status::published, "Mueller MJ et al. J Affect Disord 2000;60:137-140 (abstract, n 40)"}},
    {Purpose::remission,
     "outpatients, n 684",
     Compare::below,
     10,
     {Status::published, "Hawley CJ et al. J Affect Disord 2002;72:177-184 (abstract)"}},
    {Purpose::remission, "many trials", Compare::at_most, 10, madrs_code},
    {Purpose::remission,
     "some trials",
     Compare::at_most,
     12,
     {Status::secondary, "a meta-analysis of 17 trials, as reported by banners.culthealth.com/AXSOME/AUVELITY"}},
};
inline constexpr Reliability madrs_reliabilities[] = {
    {"alpha",
     "151 depressed patients",
     0.86,
     {Status::secondary, "McDowell, Measuring Health, as reported by th4.ilovetranslation.com"}}};
inline constexpr Difference madrs_important_change[] = {
    {6, "upper end of 3 to 6 points, the likeliest of several estimates", hengartner},
    {1.9,
     "upper end of 1.6 to 1.9",
     {Status::published, "Duru G, Fantino B. Curr Med Res Opin 2008;24:1329-1335 (abstract)"}},
};
inline constexpr RiskItem madrs_risk[] = {{10, 2, "suicidal thoughts", madrs_code}};
inline constexpr Answer madrs_example[] = {3, 3, 2, 4, 2, 2, 3, 3, 2, 1};

inline constexpr Instrument madrs = {
    .id = "madrs",
    .name = "Montgomery-Asberg Depression Rating Scale",
    .construct = "severity of depression",
    .recall = "past week, or since the last visit",
    .licence = "(c) Stuart Montgomery 1978; terms were not confirmed, ask before reproducing the form",
    .citation =
        "Montgomery SA, Asberg M. A new depression scale designed to be sensitive to change. Br J Psychiatry "
        "1979;134:382-389",
    .domains = {Domain::symptom, Domain::risk},
    .reporter = Reporter::clinician,
    .items = 10,
    .item_max = 6,
    .total_max = 60,
    .missing = {MissingRule::Kind::none,
                0,
                {Status::convention,
                 "weights to predict one missing item were published (Gale & Hawley 2001, Int Clin Psychopharmacol "
                 "16:205-214) and are not encoded; every item is needed"}},
    .figures = {.bands = madrs_bands,
                .bands_from = {Status::secondary,
                               "Snaith 1986, as reported by McDowell (th4.ilovetranslation.com) and QuestionnairesAPI"},
                .cutoffs = madrs_cutoffs,
                .reliabilities = madrs_reliabilities,
                .important_change = madrs_important_change},
    .risk = madrs_risk,
    .example = {madrs_example, 25},
    .scoring_from = madrs_code,
};

}  // namespace oncourse
