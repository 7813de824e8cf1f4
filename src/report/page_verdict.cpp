// page_verdict.cpp: the latest verdict in a sentence, and what it rests on.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "oncourse/base/spoken.hpp"
#include "page.hpp"
#include "wording.hpp"

namespace oncourse::page {

static std::string first_alarm(const CourseReport& report) {
  for (const SessionVerdict& at : report.assessment.sessions)
    if (report.assessment.alarm == at.session) return place(*report.course, at.session, at.day);
  return "session " + text(*report.assessment.alarm);
}

/// What follows the verdict's name.
static std::string reason(const CourseReport& report) {
  const Assessment& a = report.assessment;
  const SessionVerdict& latest = a.sessions.back();
  const std::string end = "session " + text(report.course->plan().window_last);
  const std::string probability = latest.probability ? percent(*latest.probability, 1) : "not known";
  const std::string alarm =
      a.alarm ? " The first alarm was at " + first_alarm(report) + "." : " No alarm has been raised.";
  const RuleVerdict* const rule = a.rules.empty() ? nullptr : &a.rules[a.decided];
  const bool by_probability = rule && rule->rule.kind == MonitoringRule::Kind::posterior_probability;
  // Of a course that is late or early the rule reads the probability for the end that it was calibrated for.
  const bool compared = latest.probability && by_probability && a.basis.threshold && *a.basis.threshold > 0.0 &&
                        std::fabs(*a.basis.value - *latest.probability) <= 1e-9;
  const std::string threshold = compared ? text(100.0 * *a.basis.threshold, 1) + " %" : "";
  const std::string range = [&]() -> std::string {
    if (!latest.expected) return "";
    if (latest.score > latest.expected->high) return "scores are above the expected range and ";
    if (latest.score < latest.expected->low) return "scores are below the expected range and ";
    return "";
  }();
  switch (a.latest()) {
    case Verdict::undetermined:
      return (a.undetermined_because.empty() ? "the reason was not stated" : a.undetermined_because) + "." +
             (a.alarm ? alarm : "");
    case Verdict::on_track:
      return range + "the probability of meeting the target at " + end + " is " + probability +
             (!compared                                  ? ""
              : *latest.probability < *a.basis.threshold ? ", and the latest score meets the target"
                                                         : ", above the threshold for an alarm, " + threshold) +
             "." + alarm;
    case Verdict::off_track:
      if (!by_probability)
        return range + "the rule of " + spoken(name(rule->rule.kind)) + " raises an alarm" +
               (rule->value && rule->threshold ? ", with " + text_of(rule->rule.kind, *rule->value) +
                                                     " where its limit is " + text_of(rule->rule.kind, *rule->threshold)
                                               : "") +
               ". The probability of meeting the target at " + end + " is " + probability + "." + alarm;
      return range + "the probability of meeting the target at " + end + " is " + probability +
             ", below the threshold for an alarm" + (compared ? ", " + threshold : "") + "." + alarm;
    case Verdict::reached_target:
      return "the latest score meets the target, and the probability of meeting it at " + end + " is " + probability +
             "." + alarm;
  }
  return "";
}

static std::string latest_in_short(const CourseReport& report) {
  const Instrument& q = *report.assessment.instrument;
  const Score& score = report.course->observations(q).back().administration->score;
  std::string words = std::string(q.name) + ", latest total " + wording::score(q, score.total) + " on a scale of " +
                      text(q.total_min) + " to " + text(q.total_max);
  if (score.band) words += " (" + std::string(score.band->label) + ")";
  return words + ", " + (wording::higher_is_better(q) ? "higher" : "lower") + " is better.";
}

void write_verdict(markup::Writer& out, const CourseReport& report) {
  const Assessment& a = report.assessment;
  const SessionVerdict& latest = a.sessions.back();
  out.element("header", {}, [&] {
    out.element("h1", report.title);
    out.element("p", {{"class", "quiet"}}, latest_in_short(report));
    out.element("p", {{"class", "verdict " + std::string(name(a.latest()))}}, [&] {
      out.element("strong", std::string(wording::of(a.latest())) + " at " +
                                place(*report.course, latest.session, latest.day) + ":");
      out.text(" " + reason(report));
    });
    const RiskCount risk = risk_count(report);
    if (risk.flagged + risk.unanswered + risk.unknown == 0) return;
    out.element("p", {{"class", "risk"}}, [&] {
      out.element("strong", "Risk items:");
      std::string parts;
      const auto add = [&](int count, const std::string& what) {
        if (count > 0) parts += (parts.empty() ? " " : ", ") + text(count) + " " + what;
      };
      add(risk.flagged, "flagged");
      add(risk.unanswered, "not answered");
      add(risk.unknown, "not known because only a total was given");
      out.text(parts + ". ");
      out.element("a", {{"href", "#risk"}}, "See the section on risk items.");
    });
  });
}

static Table inputs(const CourseReport& report) {
  const Assessment& a = report.assessment;
  const Instrument& q = *a.instrument;
  const std::string level = text(100.0 * a.basis.expected_level, 0);
  Table table{"Scores the verdict rests on; probability of meeting the target at session " +
              text(report.course->plan().window_last) + ", as seen from each session"};
  table.columns = {{"Session", Kind::number},     {report.course->intake() ? "Date" : "Day", Kind::date},
                   {"Score", Kind::number},       {"Expected range, " + level + " %", Kind::number},
                   {"Probability", Kind::number}, {"Verdict"}};
  for (const BasisInput& input : a.basis.inputs) {
    const auto at = std::find_if(a.sessions.begin(), a.sessions.end(),
                                 [&](const SessionVerdict& v) { return v.session == input.session; });
    const bool known = at != a.sessions.end();
    table.rows.push_back({text(input.session), day_or_date(*report.course, input.day),
                          wording::score(q, input.score) + (input.prorated ? " (prorated)" : ""),
                          std::string(known && at->expected ? wording::range(q, *at->expected) : wording::none),
                          std::string(known && at->probability ? percent(*at->probability, 1) : wording::none),
                          std::string(known ? wording::of(at->verdict) : wording::none)});
  }
  return table;
}

/// What each rule says by itself, and the question of deterioration.
static Table rules(const Assessment& a) {
  Table table{"Each rule by itself"};
  table.columns = {{"Rule"},
                   {"Verdict"},
                   {"First alarm, session", Kind::number},
                   {"Reads", Kind::number},
                   {"Limit", Kind::number},
                   {"False alarms per course", Kind::number}};
  const auto append = [&](const RuleVerdict& of, const std::string& title) {
    const auto read = [&](const std::optional<double>& value) {
      return std::string(value ? text_of(of.rule.kind, *value) : wording::none);
    };
    table.rows.push_back({title, std::string(wording::of(of.latest())),
                          std::string(of.alarm ? text(*of.alarm) : wording::none), read(of.value), read(of.threshold),
                          of.guarantee.kind == Guarantee::Kind::none
                              ? std::string("not promised")
                              : "at most " + text(100.0 * of.guarantee.alpha) + " %"});
  };
  for (const RuleVerdict& rule : a.rules) append(rule, spoken(name(rule.rule.kind)));
  if (a.deterioration) append(*a.deterioration, "no reliable deterioration, by its probability");
  return table;
}

void write_basis(markup::Writer& out, const CourseReport& report) {
  const Assessment& a = report.assessment;
  const Basis& basis = a.basis;
  const Instrument& q = *a.instrument;
  section(out, "basis", "Basis of the verdict", [&] {
    out.element("ul", {}, [&] {
      for (const std::string& sentence : basis.sentences) out.element("li", sentence);
    });
    write(out, inputs(report));
    std::vector<Fact> facts = {{"Rule", basis.rule}};
    if (basis.probability) facts.push_back({"Probability", text(100.0 * *basis.probability, 1) + " %"});
    if (!a.rules.empty() && basis.threshold)
      facts.push_back({"Threshold for an alarm", text_of(a.rules[a.decided].rule.kind, *basis.threshold)});
    if (!basis.guarantee.statement.empty()) facts.push_back({"Guarantee", basis.guarantee.statement});
    if (basis.expected)
      facts.push_back({"Expected range", wording::range(q, *basis.expected) + ", on average " +
                                             wording::estimate(q, basis.expected->mean) + " (" +
                                             text(100.0 * basis.expected_level, 0) + " %)"});
    if (basis.turning_score)
      facts.push_back({"Score that would have turned it", wording::score(q, *basis.turning_score)});
    if (!basis.calibration.empty()) facts.push_back({"Calibration", basis.calibration});
    if (!basis.model.empty()) facts.push_back({"Model", basis.model});
    write(out, facts);
    if (a.rules.size() + (a.deterioration ? 1 : 0) > 1) write(out, rules(a));
  });
}

}  // namespace oncourse::page
