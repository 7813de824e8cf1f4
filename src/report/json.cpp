// json.cpp: a course report as one JSON object.
// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "oncourse/instrument/names.hpp"
#include "oncourse/report/render.hpp"

namespace oncourse {
namespace {

using nlohmann::ordered_json;

template <class T>
ordered_json or_null(const std::optional<T>& value) {
  return value ? ordered_json(*value) : ordered_json(nullptr);
}

ordered_json date_json(const Course& course, long day) {
  const auto date = course.date(day);
  return date ? ordered_json(date->iso()) : ordered_json(nullptr);
}

ordered_json interval_json(const Interval& i) { return {{"mean", i.mean}, {"low", i.low}, {"high", i.high}}; }

ordered_json difference_json(const Difference& d) {
  return {{"points", d.points}, {"basis", d.basis}, {"status", name(d.from.status)}, {"source", d.from.source}};
}

ordered_json score_json(const Observation& o) {
  const Score& score = o.administration->score;
  ordered_json out = {{"total", score.total}};
  if (!o.administration->from_items) {
    out["from_items"] = false;
  } else {
    out["answered"] = score.answered;
    out["of_items"] = score.of_items;
    out["prorated"] = score.prorated;
  }
  out["band"] = score.band ? ordered_json(score.band->label) : ordered_json(nullptr);
  for (const SubscaleScore& s : score.subscales()) out["subscales"][std::string(s.subscale->id)] = or_null(s.value);
  for (const RiskAnswer& r : score.risk())
    out["risk"].push_back({{"item", r.item->item},
                           {"answer", r.answer == blank ? ordered_json(nullptr) : ordered_json(r.answer)},
                           {"flagged", r.flagged}});
  return out;
}

ordered_json change_json(const Change& change) {
  return {{"points", change.points},
          {"percent_improved", or_null(change.percent_improved)},
          {"index", or_null(change.index)},
          {"class", change.change_class ? ordered_json(name(*change.change_class)) : ordered_json(nullptr)},
          {"important_improvement", or_null(change.importantly_improved)},
          {"important_worsening", or_null(change.importantly_worsened)}};
}

ordered_json instrument_json(const Course& course, const InstrumentReport& report) {
  const Instrument& q = *report.instrument;
  ordered_json out = {{"id", q.id}, {"name", q.name}, {"direction", name(q.direction)}};
  for (std::size_t i = 0; i < report.observations.size(); ++i) {
    const Observation& o = report.observations[i];
    ordered_json one = {{"session", o.session}, {"day", o.day}, {"date", date_json(course, o.day)}};
    one.update(score_json(o));
    if (i > 0) one["change"] = change_json(report.since_baseline[i]);
    out["administrations"].push_back(one);
  }
  const Change& change = report.since_baseline.back();
  out["reliable_change"] = nullptr;
  if (const auto& c = change.criterion)
    out["reliable_change"] = {
        {"points", c->points}, {"basis", c->basis}, {"status", name(c->from.status)}, {"source", c->from.source}};
  const auto important = [](const Difference* d) { return d ? difference_json(*d) : ordered_json(nullptr); };
  out["important_change"] = important(change.important);
  out["important_worsening"] = important(change.important_worsening);
  out["cutoff"] = nullptr;
  if (const Cutoff* c = change.cutoff)
    out["cutoff"] = {{"purpose", c->purpose}, {"population", c->population},    {"compare", name(c->compare)},
                     {"value", c->value},     {"status", name(c->from.status)}, {"source", c->from.source}};
  return out;
}

ordered_json curve_json(const SessionForecast& point) {
  return {{"session", point.session},
          {"line", interval_json(point.line)},
          {"score", interval_json(point.score)},
          {"expected", interval_json(point.expected)},
          {"probability", point.probability}};
}

ordered_json window_json(const Course& course, const CalendarStatus& calendar) {
  const Plan& plan = course.plan();
  const auto iso = [](const std::optional<Date>& date) {
    return date ? ordered_json(date->iso()) : ordered_json(nullptr);
  };
  ordered_json out = {{"first", plan.window_first},
                      {"last", plan.window_last},
                      {"phase", name(calendar.phase)},
                      {"sessions_used", calendar.sessions_used},
                      {"sessions_until_window", calendar.left_to_window},
                      {"sessions_left", calendar.left_in_window},
                      {"planned_cadence_days", plan.cadence_days},
                      {"kept_cadence_days", calendar.kept_cadence_days},
                      {"date_first", iso(calendar.date_first)},
                      {"date_last", iso(calendar.date_last)},
                      {"gaps", ordered_json::array()},
                      {"overdue", ordered_json::array()},
                      {"days_since_latest", or_null(calendar.days_since_latest)},
                      {"session_overdue", calendar.session_overdue}};
  for (const Gap& gap : calendar.gaps)
    out["gaps"].push_back({{"after_session", gap.after_session}, {"days", gap.to_day - gap.from_day}});
  for (const OverdueMeasure& measure : calendar.overdue)
    out["overdue"].push_back({{"instrument", measure.instrument->id},
                              {"last_session", measure.last_session},
                              {"sessions_without", measure.sessions_without}});
  return out;
}

ordered_json basis_json(const Basis& basis) {
  ordered_json out = {{"rule", basis.rule},
                      {"inputs", ordered_json::array()},
                      {"expected", basis.expected ? interval_json(*basis.expected) : ordered_json(nullptr)},
                      {"expected_level", basis.expected_level},
                      {"probability", or_null(basis.probability)},
                      {"threshold", or_null(basis.threshold)},
                      {"guarantee", nullptr},
                      {"model", basis.model},
                      {"data_quality", basis.data_quality},
                      {"assumptions", basis.assumptions},
                      {"turning_score", or_null(basis.turning_score)},
                      {"sentences", basis.sentences}};
  for (const BasisInput& in : basis.inputs)
    out["inputs"].push_back({{"session", in.session},
                             {"day", in.day},
                             {"date", in.date ? ordered_json(in.date->iso()) : ordered_json(nullptr)},
                             {"score", in.score},
                             {"prorated", in.prorated}});
  if (!basis.guarantee.statement.empty())
    out["guarantee"] = {{"kind", name(basis.guarantee.kind)},
                        {"alpha", basis.guarantee.alpha},
                        {"n_reached", basis.guarantee.n_reached},
                        {"statement", basis.guarantee.statement}};
  return out;
}

}  // namespace

std::string to_json(const CourseReport& report) {
  const Course& course = *report.course;
  const Assessment& assessment = report.assessment;
  ordered_json out = {{"schema", "oncourse/course-report"},
                      {"version", 1},
                      {"instrument", assessment.instrument->id},
                      {"verdict", name(assessment.latest())},
                      {"undetermined_because", assessment.undetermined_because},
                      {"alarm_session", or_null(assessment.alarm)},
                      {"window_probability", or_null(assessment.window_probability)},
                      {"earliest_likely_session", or_null(assessment.earliest_likely)},
                      {"target", nullptr},
                      {"window", window_json(course, report.calendar)},
                      {"forecasts", ordered_json::array()},
                      {"verdicts", ordered_json::array()},
                      {"basis", basis_json(assessment.basis)},
                      {"curve", ordered_json::array()},
                      {"instruments", ordered_json::array()}};
  if (const auto& line = assessment.target)
    out["target"] = {{"compare", name(line->compare)}, {"limit", line->limit}, {"basis", line->basis}};
  for (const SessionForecast& point : assessment.curve) {
    out["curve"].push_back(curve_json(point));
    if (point.session == course.plan().window_first || point.session == course.plan().window_last)
      out["forecasts"].push_back(curve_json(point));
  }
  for (const SessionVerdict& at : assessment.sessions)
    out["verdicts"].push_back({{"session", at.session},
                               {"day", at.day},
                               {"date", date_json(course, at.day)},
                               {"score", at.score},
                               {"verdict", name(at.verdict)},
                               {"probability", or_null(at.probability)},
                               {"expected", at.expected ? interval_json(*at.expected) : ordered_json(nullptr)}});
  for (const InstrumentReport& one : report.instruments) out["instruments"].push_back(instrument_json(course, one));
  if (const auto& focus = course.focus()) {
    out["focus"]["primary"] = name(focus->primary);
    if (focus->secondary) out["focus"]["secondary"] = name(*focus->secondary);
  }
  for (const Goal& goal : course.goals()) {
    const auto observations = course.observations(*goal.instrument);
    ordered_json met = nullptr;
    if (!observations.empty()) met = meets(observations.back().administration->score.total, goal.compare, goal.value);
    out["goals"].push_back({{"label", goal.label},
                            {"instrument", goal.instrument->id},
                            {"compare", name(goal.compare)},
                            {"value", goal.value},
                            {"met", met}});
  }
  for (const MedicationEvent& event : course.medication())
    out["medication"].push_back({{"day", event.day},
                                 {"date", date_json(course, event.day)},
                                 {"event", name(event.kind)},
                                 {"label", event.label}});
  return out.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace oncourse
