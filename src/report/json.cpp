// json.cpp: a course report as one JSON object.
// SPDX-License-Identifier: Apache-2.0
#include "instrument/score_json.hpp"
#include "json/write.hpp"
#include "oncourse/instrument/names.hpp"
#include "oncourse/report/render.hpp"

namespace oncourse {
namespace {

json::Value date_json(const std::optional<Date>& date) { return date ? json::Value(date->iso()) : json::Value(); }

json::Value interval_json(const Interval& i) { return {{"mean", i.mean}, {"low", i.low}, {"high", i.high}}; }

json::Value difference_json(const Difference& d) {
  return {{"points", d.points}, {"basis", d.basis}, {"status", name(d.from.status)}, {"source", d.from.source}};
}

json::Value change_json(const Change& change) {
  return {{"points", change.points},
          {"percent_improved", change.percent_improved},
          {"index", change.index},
          {"class", change.change_class ? json::Value(name(*change.change_class)) : json::Value()},
          {"important_improvement", change.importantly_improved},
          {"important_worsening", change.importantly_worsened}};
}

json::Value instrument_json(const Course& course, const InstrumentReport& report) {
  const Instrument& q = *report.instrument;
  json::Value out = {{"id", q.id}, {"name", q.name}, {"direction", name(q.direction)}};
  for (std::size_t i = 0; i < report.observations.size(); ++i) {
    const Observation& o = report.observations[i];
    json::Value one = {{"session", o.session}, {"day", o.day}, {"date", date_json(course.date(o.day))}};
    one.append(score_json(o.administration->score, o.administration->from_items));
    if (i > 0) one["change"] = change_json(report.since_baseline[i]);
    out["administrations"].push_back(std::move(one));
  }
  const Change& change = report.since_baseline.back();
  out["reliable_change"] = nullptr;
  if (const auto& c = change.criterion)
    out["reliable_change"] = {
        {"points", c->points}, {"basis", c->basis}, {"status", name(c->from.status)}, {"source", c->from.source}};
  const auto important = [](const Difference* d) { return d ? difference_json(*d) : json::Value(); };
  out["important_change"] = important(change.important);
  out["important_worsening"] = important(change.important_worsening);
  out["cutoff"] = nullptr;
  if (const Cutoff* c = change.cutoff)
    out["cutoff"] = {{"purpose", name(c->purpose)}, {"population", c->population},    {"compare", name(c->compare)},
                     {"value", c->value},           {"status", name(c->from.status)}, {"source", c->from.source}};
  return out;
}

json::Value curve_json(const SessionForecast& point) {
  return {{"session", point.session},
          {"line", interval_json(point.line)},
          {"score", interval_json(point.score)},
          {"expected", interval_json(point.expected)},
          {"probability", point.probability},
          {"band", point.band ? interval_json(*point.band) : json::Value()}};
}

json::Value bands_json(const Assessment& assessment) {
  const auto& promised = assessment.band_guarantee;
  if (!promised) return {};
  return {{"end", assessment.end_band ? interval_json(*assessment.end_band) : json::Value()},
          {"kind", name(promised->kind)},
          {"level", promised->level},
          {"n", promised->n},
          {"n_last", promised->n_last},
          {"statement", promised->statement}};
}

json::Value window_session_json(const WindowSession& at) {
  return {{"session", at.session},      {"day", at.day},
          {"date", date_json(at.date)}, {"at", at.at},
          {"by", json::Value(at.by)},   {"score", interval_json(at.score)}};
}

json::Value window_reason_json(const WindowReason& reason) {
  return {{"kind", name(reason.kind)},
          {"session", reason.session},
          {"day", reason.day},
          {"date", date_json(reason.date)},
          {"value", reason.value},
          {"agreed", reason.agreed},
          {"of", reason.of.empty() ? json::Value() : json::Value(reason.of)},
          {"in_model", reason.in_model},
          {"sentence", reason.sentence}};
}

json::Value window_json(const Course& course, const CalendarStatus& calendar, const WindowOutlook& outlook) {
  const Plan& plan = course.plan();
  json::Value out = {{"first", plan.window_first},
                     {"last", plan.window_last},
                     {"phase", name(calendar.phase)},
                     {"sessions_used", calendar.sessions_used},
                     {"sessions_until_window", calendar.left_to_window},
                     {"sessions_left", calendar.left_in_window},
                     {"planned_cadence_days", plan.cadence_days},
                     {"kept_cadence_days", calendar.kept_cadence_days},
                     {"date_first", date_json(calendar.date_first)},
                     {"date_last", date_json(calendar.date_last)},
                     {"decision", name(outlook.decision)},
                     {"level", outlook.level},
                     {"sentences", outlook.sentences},
                     {"sessions", json::Value::array()},
                     {"beyond", json::Value::array()},
                     {"reasons", json::Value::array()},
                     {"gaps", json::Value::array()},
                     {"overdue", json::Value::array()},
                     {"days_since_latest", calendar.days_since_latest},
                     {"session_overdue", calendar.session_overdue}};
  for (const WindowSession& at : outlook.sessions) out["sessions"].push_back(window_session_json(at));
  for (const WindowSession& at : outlook.beyond) out["beyond"].push_back(window_session_json(at));
  for (const WindowReason& reason : outlook.reasons) out["reasons"].push_back(window_reason_json(reason));
  for (const Gap& gap : calendar.gaps)
    out["gaps"].push_back({{"after_session", gap.after_session}, {"days", gap.to_day - gap.from_day}});
  for (const OverdueMeasure& measure : calendar.overdue)
    out["overdue"].push_back({{"instrument", measure.instrument->id},
                              {"last_session", measure.last_session},
                              {"sessions_without", measure.sessions_without}});
  return out;
}

json::Value guarantee_json(const Guarantee& guarantee) {
  if (guarantee.statement.empty()) return nullptr;
  return {{"kind", name(guarantee.kind)},
          {"alpha", guarantee.alpha},
          {"n_reached", guarantee.n_reached},
          {"statement", guarantee.statement}};
}

json::Value rule_json(const RuleVerdict& rule) {
  json::Value verdicts = json::Value::array();
  for (const Verdict verdict : rule.verdicts) verdicts.push_back(name(verdict));
  return {{"rule", name(rule.rule.kind)},
          {"level", rule.rule.level},
          {"early_session", rule.rule.early_session},
          {"improvement", rule.rule.improvement},
          {"target", {{"kind", name(rule.target.kind)}, {"value", rule.target.value}, {"limit", rule.line.limit}}},
          {"verdict", name(rule.latest())},
          {"verdicts", verdicts},
          {"alarm_session", rule.alarm},
          {"value", rule.value},
          {"threshold", rule.threshold},
          {"inclusive", rule.inclusive},
          {"guarantee", guarantee_json(rule.guarantee)},
          {"monitoring", {{"from", rule.monitoring.from}, {"to", rule.monitoring.to}}},
          {"calibration", rule.calibration}};
}

json::Value basis_json(const Basis& basis) {
  json::Value out = {{"rule", basis.rule},
                     {"inputs", json::Value::array()},
                     {"expected", basis.expected ? interval_json(*basis.expected) : json::Value()},
                     {"expected_level", basis.expected_level},
                     {"probability", basis.probability},
                     {"value", basis.value},
                     {"threshold", basis.threshold},
                     {"guarantee", guarantee_json(basis.guarantee)},
                     {"calibration", basis.calibration},
                     {"model", basis.model},
                     {"data_quality", basis.data_quality},
                     {"assumptions", basis.assumptions},
                     {"turning_score", basis.turning_score},
                     {"sentences", basis.sentences}};
  for (const BasisInput& in : basis.inputs)
    out["inputs"].push_back({{"session", in.session},
                             {"day", in.day},
                             {"date", date_json(in.date)},
                             {"score", in.score},
                             {"prorated", in.prorated}});
  return out;
}

}  // namespace

std::string to_json(const CourseReport& report) {
  const Course& course = *report.course;
  const Assessment& assessment = report.assessment;
  json::Value out = {{"schema", "oncourse/course-report"},
                     {"version", 1},
                     {"instrument", assessment.instrument->id},
                     {"verdict", name(assessment.latest())},
                     {"undetermined_because", assessment.undetermined_because},
                     {"alarm_session", assessment.alarm},
                     {"window_probability", assessment.window_probability},
                     {"earliest_likely_session", assessment.window.earliest_likely},
                     {"target", nullptr},
                     {"window", window_json(course, report.calendar, assessment.window)},
                     {"forecasts", json::Value::array()},
                     {"verdicts", json::Value::array()},
                     {"basis", basis_json(assessment.basis)},
                     {"rules", json::Value::array()},
                     {"combination", name(assessment.combination)},
                     {"decided", assessment.rules.empty() ? json::Value() : json::Value(assessment.decided)},
                     {"deterioration", assessment.deterioration ? rule_json(*assessment.deterioration) : json::Value()},
                     {"curve", json::Value::array()},
                     {"bands", bands_json(assessment)},
                     {"instruments", json::Value::array()}};
  if (const auto& line = assessment.target)
    out["target"] = {{"compare", name(line->compare)}, {"limit", line->limit}, {"basis", line->basis}};
  for (const RuleVerdict& rule : assessment.rules) out["rules"].push_back(rule_json(rule));
  for (const SessionForecast& point : assessment.curve) {
    out["curve"].push_back(curve_json(point));
    if (point.session == course.plan().window_first || point.session == course.plan().window_last)
      out["forecasts"].push_back(curve_json(point));
  }
  for (const SessionVerdict& at : assessment.sessions)
    out["verdicts"].push_back({{"session", at.session},
                               {"day", at.day},
                               {"date", date_json(course.date(at.day))},
                               {"score", at.score},
                               {"verdict", name(at.verdict)},
                               {"probability", at.probability},
                               {"expected", at.expected ? interval_json(*at.expected) : json::Value()}});
  for (const InstrumentReport& one : report.instruments) out["instruments"].push_back(instrument_json(course, one));
  if (const auto& focus = course.focus()) {
    out["focus"]["primary"] = name(focus->primary);
    if (focus->secondary) out["focus"]["secondary"] = name(*focus->secondary);
  }
  for (const Goal& goal : course.goals()) {
    const auto observations = course.observations(*goal.instrument);
    json::Value met;
    if (!observations.empty()) met = meets(observations.back().administration->score.total, goal.compare, goal.value);
    out["goals"].push_back({{"label", goal.label},
                            {"instrument", goal.instrument->id},
                            {"compare", name(goal.compare)},
                            {"value", goal.value},
                            {"met", met}});
  }
  for (const MedicationEvent& event : course.medication())
    out["medication"].push_back({{"day", event.day},
                                 {"date", date_json(course.date(event.day))},
                                 {"event", name(event.kind)},
                                 {"label", event.label}});
  return json::write(out, json::Layout::lines) + "\n";
}

}  // namespace oncourse
