// battery.cpp: what to measure in interpersonal psychotherapy, by focus and by condition, with reasons.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/instrument/battery.hpp"

#include "json/write.hpp"
#include "oncourse/instrument/catalogue.hpp"

namespace oncourse {
namespace {

constexpr Provenance no_study = {Status::convention,
                                 "the measure of the construct; no study of IPT that names it was found"};
constexpr Provenance mspss_construct = {Status::convention,
                                        "Johnson JE et al. Arch Womens Ment Health 2016:845-859 (abstract): support "
                                        "is a target of IPT after perinatal loss; the scale is not named"};
constexpr Provenance shear_2005 = {
    Status::published, "Shear K et al. JAMA 2005;293:2601-2608 (abstract); IPT did worse than its comparator there"};
constexpr Provenance quilty = {Status::published,
                               "Quilty LC et al. J Affect Disord 2013;150:393-400 (abstract), with the IIP-C"};
constexpr Provenance counselling = {Status::published,
                                    "Am J Psychother, doi 10.1176/appi.psychotherapy.20200038 (abstract): at each "
                                    "session of interpersonal counselling"};
constexpr Provenance toth = {Status::published,
                             "Toth SL et al. Dev Psychopathol 2013;25:1065-1078 (abstract): perceived stress "
                             "mediated the benefit; items not stated"};
constexpr Provenance arcelus = {
    Status::published, "Arcelus J et al. Rev Mex Trastor Aliment 2011;2(2) (abstract), this form, no control group"};
constexpr Provenance dyadic = {
    Status::secondary,
    "Int J Environ Res Public Health 2020;17:8421, a review of perinatal IPT, which lists the older DAS"};
constexpr Provenance duberstein = {
    Status::published,
    "Duberstein PR et al. J Consult Clin Psychol 2018;86:868-878 (abstract): improved more with IPT, items not "
    "stated; in Kaell A et al. Psychother Psychosom 2021;90:351-358 (abstract) IPT over the internet did no better "
    "than waiting"};
constexpr Provenance services = {Status::secondary,
                                 "routine set of the NHS services, goodmedicine.org.uk; not particular to IPT"};

constexpr BatteryMember grief[] = {
    {&icg, "outcome of the trials of IPT in complicated grief", shear_2005},
    {&pg_13_r, "prolonged grief by today's criteria", no_study},
    {&phq9, "depression with the loss", {Status::published, "PMC5929124, a pilot of IPT in bereavement, 6 completers"}},
    {&mspss, "whether support returns", mspss_construct},
    {&wsas,
     "what the grief keeps from being done",
     {Status::convention, "Shear MK et al. JAMA Psychiatry 2014;71:1287-1295 (abstract): impairment, scale not named"}},
};
constexpr BatteryMember disputes[] = {
    {&rdas, "the couple's adjustment, where the dispute is with a partner", dyadic},
    {&iip_32, "how the person deals with others", quilty},
    {&phq9, "symptoms, at every session", counselling},
    {&wai_sr, "strain in the alliance may mirror the dispute", no_study},
};
constexpr BatteryMember transitions[] = {
    {&phq9, "symptoms, at every session", counselling},
    {&pss_10, "stress of the change", toth},
    {&mspss,
     "support that was lost or is rebuilt",
     {Status::convention,
      "Sayegh CS et al. Am J Psychother 2023;76:93-99 (abstract): support rose in group IPT; the scale is not named"}},
    {&wsas, "functioning in the new role; trials used the Social Adjustment Scale", no_study},
    {&epds,
     "where the new role is parenthood",
     {Status::published, "BMC Psychiatry 2021;21:504 (abstract), interpersonal counselling in pregnancy"}},
};
constexpr BatteryMember deficits[] = {
    {&ucla_20, "loneliness", duberstein},
    {&mspss,
     "support that is there",
     {Status::secondary, "ClinicalTrials.gov NCT01685294, group IPT in prison, names it with the UCLA scale"}},
    {&iip_32, "how the person deals with others", arcelus},
    {&tas_20,
     "difficulty naming feelings",
     {Status::published, "Fath N et al. Biomed Pharmacol J 2014;7(1) (abstract), 15 students per arm"}},
    {&spin, "social anxiety, which often underlies isolation; trials used the LSAS", no_study},
};
constexpr BatteryMember for_depression[] = {
    {&phq9,
     "severity, and thoughts of death",
     {Status::published, "Pilot Feasibility Stud, doi 10.1186/s40814-021-00889-x, group IPT, Table 2"}},
    {&hamd_17,
     "a clinician's rating",
     {Status::published, "Am J Psychiatry 2007;164:768 (abstract), primary outcome of a trial of IPT"}},
    {&madrs,
     "a clinician's rating",
     {Status::published, "Br J Psychiatry 2007;190:496-502 (abstract), primary outcome of a trial of IPT"}},
    {&iip_32, "interpersonal problems, before and after", quilty},
    {&wai_sr,
     "alliance",
     {Status::published, "Stewart MO et al. J Consult Clin Psychol 2014;82:1201-1206 (abstract), this form"}},
    {&wsas, "functioning; trials used the Social Adjustment Scale", no_study},
};
constexpr BatteryMember for_perinatal[] = {
    {&epds,
     "depression around birth, without items on bodily signs",
     {Status::published, "Grote NK et al. Psychiatr Serv 2009;60:313-321 (abstract), culturally relevant brief IPT"}},
    {&hamd_17,
     "a clinician's rating",
     {Status::published, "Brandon AR et al. Arch Womens Ment Health 2012;15:469-480 (abstract), partner-assisted IPT"}},
    {&gad7,
     "anxiety with it",
     {Status::convention,
      "Dennis CL et al. Br J Psychiatry 2020 (abstract): anxiety improved; the scale is not named"}},
    {&rdas, "the relationship with the partner", dyadic},
    {&mspss, "support", mspss_construct},
    {&pss_10, "stress", toth},
};
constexpr BatteryMember for_anxiety[] = {
    {&gad7, "anxiety, at every session", services},
    {&spin, "social anxiety; the trial of IPT used the LSAS (Lipsitz 2008)", no_study},
    {&pswq, "worry", {Status::secondary, "IAPT Data Handbook Appendices v2.0.1, 2011; not particular to IPT"}},
    {&phq9, "depression with it", services},
    {&wsas, "functioning", services},
};
constexpr BatteryMember for_eating[] = {
    {&ede_q, "eating-disorder psychopathology; larger trials used the EDE interview", arcelus},
    {&rses, "self-esteem, which moderated outcome (PMC3757519)", arcelus},
    {&iip_32, "interpersonal problems, the target of IPT here", arcelus},
    {&phq9, "depression with it; the series used the BDI", no_study},
    {&eat_26, "attitudes to eating, where the EDE-Q is not to be had", no_study},
};
constexpr BatteryMember for_bipolar[] = {
    {&ymrs,
     "mania, a clinician's rating",
     {Status::published,
      "Swartz HA et al. Bipolar Disord 2012;14:211-216 (abstract), interpersonal and social rhythm therapy"}},
    {&asrm, "mania between visits", no_study},
    {&qids_sr16,
     "depression",
     {Status::secondary,
      "Hoberg AA et al. Perspect Psychiatr Care 2013;49:226-234, citing Swartz 2011; items not stated"}},
    {&hamd_17,
     "depression, a clinician's rating",
     {Status::secondary, "ClinicalTrials.gov NCT01133821; the published pilot used 25 items"}},
    {&isi, "sleep, which social rhythm therapy steadies", no_study},
};
constexpr BatteryMember for_trauma[] = {
    {&pcl_5,
     "symptoms of post-traumatic stress",
     {Status::published,
      "Psychiatry 2016;79(1) (abstract), IPT of women veterans with the PCL-M; main trials used the CAPS"}},
    {&phq9, "depression with it; trials used the HAM-D", no_study},
    {&iip_32,
     "how the person deals with others",
     {Status::convention, "Shea MT et al. J Anxiety Disord 2023;99:102770 (abstract): functioning, scale not named"}},
    {&ucla_20, "isolation", duberstein},
    {&wsas, "functioning", no_study},
};

constexpr Battery suggested[] = {
    {Battery::Kind::focus, "grief", "grief and loss", grief},
    {Battery::Kind::focus, "role-disputes", "role disputes", disputes},
    {Battery::Kind::focus, "role-transitions", "role transitions", transitions},
    {Battery::Kind::focus, "interpersonal-deficits", "interpersonal deficits", deficits},
    {Battery::Kind::condition, "depression", "depression", for_depression},
    {Battery::Kind::condition, "perinatal", "perinatal depression", for_perinatal},
    {Battery::Kind::condition, "anxiety", "anxiety", for_anxiety},
    {Battery::Kind::condition, "eating", "eating disorders", for_eating},
    {Battery::Kind::condition, "bipolar", "bipolar disorder", for_bipolar},
    {Battery::Kind::condition, "trauma", "trauma", for_trauma},
};

}  // namespace

std::span<const Battery> batteries() { return suggested; }

Result<const Battery*> find_battery(std::string_view id) {
  std::string known;
  for (const Battery& battery : suggested) {
    if (same_id(battery.id, id)) return &battery;
    known += (known.empty() ? "" : ", ") + std::string(battery.id);
  }
  return Error{Errc::not_available, "no such battery, known are " + known};
}

std::string to_json(std::span<const Battery> some) {
  json::Value out = json::Value::array();
  for (const Battery& battery : some) {
    json::Value members = json::Value::array();
    for (const BatteryMember& member : battery.members)
      members.push_back({{"instrument", member.instrument->id},
                         {"reason", member.reason},
                         {"status", name(member.from.status)},
                         {"source", member.from.source}});
    out.push_back(
        {{"id", battery.id}, {"name", battery.name}, {"kind", name(battery.kind)}, {"members", std::move(members)}});
  }
  return json::write(out, json::Layout::lines) + "\n";
}

}  // namespace oncourse
