// basis.cpp: the grounds of a verdict.
// SPDX-License-Identifier: Apache-2.0
#include "track/basis.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "oncourse/base/spoken.hpp"
#include "oncourse/course/calendar.hpp"
#include "oncourse/course/change.hpp"

namespace oncourse {
namespace {

/// What in the course bears on how far its scores can be trusted.
std::vector<std::string> data_quality(const Course& course, const std::vector<Observation>& observations) {
  std::vector<std::string> notes;
  for (const Observation& o : observations)
    if (o.administration->score.prorated)
      notes.push_back("The score at session " + text(o.session) + " is prorated from " +
                      text(o.administration->score.answered) + " of " + text(o.administration->score.of_items) +
                      " items.");
  if (std::any_of(observations.begin(), observations.end(),
                  [](const Observation& o) { return !o.administration->from_items; }))
    notes.push_back("Totals were given without item answers and could not be recomputed.");
  int without = 0;
  for (const Session& session : course.sessions())
    if (std::none_of(observations.begin(), observations.end(),
                     [&](const Observation& o) { return o.session == session.number; }))
      ++without;
  if (without > 0)
    notes.push_back(text(without) + " of " + text(course.sessions().size()) + " sessions have no score.");
  for (const Gap& gap : calendar_status(course).gaps)
    notes.push_back(text(gap.to_day - gap.from_day) + " days passed after session " + text(gap.after_session) + ".");
  for (const MedicationEvent& event : course.medication()) {
    const long ago = observations.back().day - event.day;
    if (ago < 0) continue;
    notes.push_back("Medication " +
                    std::string(event.kind == MedicationEvent::Kind::dose_changed ? "dose changed" : name(event.kind)) +
                    " " + text(ago) + " days before the latest score.");
  }
  return notes;
}

/// "reach the target", "are not reliably worse at the end"
std::string end_of(const Target& target) {
  return target.kind == Target::Kind::no_deterioration ? "are not reliably worse at the end" : "reach the target";
}

std::string statement_of(const AlarmRule& rule, const Guarantee& guarantee, bool steady) {
  const Monitoring monitoring = rule.monitoring();
  const std::string reached = end_of(rule.asked().target);
  const std::string share = "At most " + text(100.0 * guarantee.alpha) + " % of the people who " + reached +
                            " are ever flagged between " + std::string(name(rule.asked().time_unit)) + "s " +
                            text_of_time(monitoring.from) + " and " + text_of_time(monitoring.to);
  const std::string group = rule.calibration() ? text_of(rule.calibration()->group) : "";
  const std::string people = text(guarantee.n_reached) + " people" + (group.empty() ? "" : " (" + group + ")");
  switch (guarantee.kind) {
    case Guarantee::Kind::none:
      return "No rate of false alarms is promised for the whole course: the limit is the published one, which is for "
             "one look (" +
             std::string(source_of(rule.rule().kind).source) + ").";
    case Guarantee::Kind::conformal:
      return share + ", whatever the model's faults (conformal calibration on " + people +
             " of whom that was true and who were not used to fit the model).";
    case Guarantee::Kind::cross_conformal:
      return share + " as cross-validation estimates it (" + people +
             " of whom that was true, each judged by a model fitted without their part of the people; not proved).";
    case Guarantee::Kind::ville: break;
  }
  return share + " if the model holds" + (steady ? "" : " and the covariates had stayed as they were at baseline") +
         " (Ville's inequality; " +
         (rule.off_its_ground() ? "the model's calibration is for another planned end"
                                : "the model has no calibration for this target and group") +
         ").";
}

std::string calibration_of(const AlarmRule& rule) {
  const Calibration* const by = rule.calibration();
  if (!by) return {};
  const std::string group = text_of(by->group);
  return std::string(name(by->rule.kind)) + " for " + std::string(name(by->target.kind)) +
         (needs_value(by->target.kind) ? ":" + text(by->target.value) : "") + (group.empty() ? "" : ", " + group) +
         ", alpha " + text(by->alpha) + " spent " + std::string(name(by->spending)) + ", " + text(by->n_reached) +
         " of " + text(by->n_persons) + " people reached it";
}

std::string rule_name(const AlarmRule& rule) {
  return std::string(name(rule.rule().kind)) + "/" + std::string(name(rule.guarantee().kind));
}

/// "1.20 reliable changes worse", "0.50 reliable changes better"; as a limit, too.
std::string sided(double value, int decimals, const std::string& unit) {
  if (value == 0.0) return "0" + unit + " worse";
  return text(std::fabs(value), decimals) + unit + (value > 0.0 ? " worse" : " better");
}

/// Which values raise an alarm: "1.00 reliable changes worse or more raises an alarm."
std::string beyond(const AlarmRule& rule, const std::string& limit) {
  if (!rule.threshold()) return "No value raises an alarm.";
  return (rule.inclusive() ? "That, or worse, raises an alarm: " : "Worse than that raises an alarm: ") + limit + ".";
}

/// As few decimals, but one, as tell two shares apart.
int decimals_apart(double a, double b) {
  int decimals = 1;
  while (decimals < 6 && a != b && text(100.0 * a, decimals) == text(100.0 * b, decimals)) ++decimals;
  return decimals;
}

/// What the rule reads in the latest score, and where its alarm begins.
///
///   at           the place of the latest score
///   probability  of the target, seen from there
std::string reading_of(const AlarmRule& rule, const std::string& at, std::optional<double> probability) {
  const auto value = rule.value(), threshold = rule.threshold();
  const std::string of = spoken(name(rule.rule().kind));
  if (!value)
    return "The rule of " + of + " says nothing at " + at +
           (rule.verdict() == Verdict::undetermined ? "." : "; its last word stands.");
  switch (rule.rule().kind) {
    case MonitoringRule::Kind::posterior_probability: {
      const int decimals = threshold ? decimals_apart(*value, *threshold) : 1;
      std::string out = "Seen from " + at + ", the probability of meeting it there is " +
                        percent(probability.value_or(*value), decimals) + ". ";
      if (probability && std::fabs(*probability - *value) > 1e-9)
        out += "For the planned end that the limit is for, " + std::string(name(rule.asked().time_unit)) + " " +
               text_of_time(rule.calibration() ? rule.calibration()->horizon : 0.0) + ", it is " +
               percent(*value, decimals) + ". ";
      if (!threshold) return out + "No probability raises an alarm.";
      const std::string limit = text(100.0 * *threshold, decimals) + " %";
      return out + (rule.inclusive() ? "A probability of " + limit + " or less raises an alarm."
                                     : "A probability below " + limit + " raises an alarm.");
    }
    case MonitoringRule::Kind::expected_response:
      return "The score at " + at + " lies " + sided(*value, 2, " standard deviations") +
             " than is expected after the first. " +
             beyond(rule, sided(threshold.value_or(0.0), 2, " standard deviations"));
    case MonitoringRule::Kind::reliable_deterioration:
      return "The score at " + at + " is " + sided(*value, 2, " reliable changes") + " than at baseline. " +
             beyond(rule, sided(threshold.value_or(0.0), 2, " reliable changes"));
    case MonitoringRule::Kind::sustained_deterioration:
      return "The better of the last two scores at " + at + " is " + sided(*value, 2, " reliable changes") +
             " than at baseline. " + beyond(rule, sided(threshold.value_or(0.0), 2, " reliable changes"));
    case MonitoringRule::Kind::no_early_response:
      return "The score at " + at + " is " + sided(-*value, 1, " %") +
             " than at baseline, where early response is looked for. " +
             beyond(rule, sided(-threshold.value_or(0.0), 1, " %"));
  }
  return {};
}

std::string deterioration_of(const AlarmRule& rule, int planned_end, const RuleVerdict& verdict) {
  if (!rule.value()) return {};
  const TargetLine& line = rule.asked().line;
  const Compare worse = line.compare == Compare::below     ? Compare::at_least
                        : line.compare == Compare::at_most ? Compare::above
                        : line.compare == Compare::above   ? Compare::at_most
                                                           : Compare::below;
  const double risk = 1.0 - *rule.value(), limit = 1.0 - rule.threshold().value_or(0.0);
  const int decimals = rule.threshold() ? decimals_apart(risk, limit) : 1;
  std::string out = "That the score at session " + text(planned_end) +
                    " is reliably worse than at baseline is a question of its own: the probability of " +
                    text_of(worse, line.limit) + " is " + percent(risk, decimals) + ". ";
  const std::string alarm = " raises an alarm of deterioration (" +
                            std::string(rule.calibration() ? "calibrated" : "by Ville's inequality, not calibrated") +
                            ").";
  if (!rule.threshold())
    out += "No probability" + alarm;
  else
    out += rule.inclusive() ? text(100.0 * limit, decimals) + " % or more" + alarm
                            : "More than " + text(100.0 * limit, decimals) + " %" + alarm;
  if (verdict.alarm) out += " One was raised at session " + text(*verdict.alarm) + ".";
  return out;
}

/// What each of several rules says.
std::string others_of(const Assessment& assessment, const Grounds& grounds) {
  std::string out = assessment.combination == RuleCombination::any
                        ? "The course is off track where any of these rules says so, the first of them named: "
                        : "The course is off track where all of these rules say so: ";
  for (std::size_t r = 0; r < assessment.rules.size(); ++r)
    out += (r > 0 ? ", " : "") + spoken(name(grounds.rules[r].rule().kind)) + " (" +
           spoken(name(assessment.rules[r].latest())) + ", limit " + spoken(name(assessment.rules[r].guarantee.kind)) +
           (assessment.rules[r].alarm ? ", alarm at session " + text(*assessment.rules[r].alarm) : "") + ")";
  return out + ".";
}

}  // namespace

RuleVerdict rule_verdict(const AlarmRule& rule, std::vector<Verdict> verdicts, std::optional<int> alarm,
                         bool steady_covariates) {
  RuleVerdict out{rule.rule(),         rule.asked().target, rule.asked().line, std::move(verdicts), alarm,
                  rule.value(),        rule.threshold(),    rule.inclusive(),  rule.guarantee(),    rule.monitoring(),
                  calibration_of(rule)};
  out.guarantee.statement = statement_of(rule, out.guarantee, steady_covariates);
  return out;
}

Guarantee combined(std::span<const RuleVerdict> rules, RuleCombination combination) {
  if (rules.size() == 1) return rules.front().guarantee;
  constexpr std::array from_strongest = {Guarantee::Kind::conformal, Guarantee::Kind::cross_conformal,
                                         Guarantee::Kind::ville, Guarantee::Kind::none};
  const auto rank = [&](const Guarantee& of) {
    return std::find(from_strongest.begin(), from_strongest.end(), of.kind) - from_strongest.begin();
  };
  Guarantee out = rules.front().guarantee;
  for (const RuleVerdict& rule : rules.subspan(1)) {
    const Guarantee& other = rule.guarantee;
    if (combination == RuleCombination::all) {
      const bool better = out.kind == Guarantee::Kind::none ||
                          (other.kind != Guarantee::Kind::none &&
                           (other.alpha < out.alpha || (other.alpha == out.alpha && rank(other) < rank(out))));
      if (better) out = other;
      continue;
    }
    const double alpha = out.alpha + other.alpha;
    if (rank(other) > rank(out)) out = other;
    out.alpha = out.kind == Guarantee::Kind::none ? 0.0 : std::min(alpha, 1.0);
    out.n_reached = out.kind == Guarantee::Kind::none ? 0 : std::min(out.n_reached, other.n_reached);
  }
  if (out.kind == Guarantee::Kind::none)
    out.statement = "No rate of false alarms is promised for these rules together.";
  else if (combination == RuleCombination::any)
    out.statement = "Of these rules together at most " + text(100.0 * out.alpha) + " % of the people who " +
                    end_of(rules.front().target) +
                    " are ever flagged: the rates of each, added up. The weakest: " + out.statement;
  else
    out.statement = "All rules together flag no more people than the strictest of them. " + out.statement;
  return out;
}

Basis explain(const Course& course, const Assessment& assessment, const Grounds& grounds, double level) {
  const Instrument& q = *assessment.instrument;
  const std::vector<Observation> observations = course.observations(q);
  const SessionVerdict& latest = assessment.sessions.back();
  const ResponseModel* const model = grounds.model;
  Basis out;
  for (const Observation& o : observations)
    out.inputs.push_back(
        {o.session, o.day, course.date(o.day), o.administration->score.total, o.administration->score.prorated});
  out.data_quality = data_quality(course, observations);
  out.expected_level = level;

  const std::string at = place(course, latest.session, latest.day);
  std::vector<std::string>& say = out.sentences;
  if (!assessment.undetermined_because.empty())
    say.push_back("No verdict at " + at + ": " + assessment.undetermined_because + ".");
  if (grounds.rules.empty()) {
    out.rule = "none: " + assessment.undetermined_because;
    say.insert(say.end(), out.data_quality.begin(), out.data_quality.end());
    return out;
  }
  const AlarmRule& rule = grounds.rules[assessment.decided];
  out.rule = rule_name(rule);
  out.probability = latest.probability;
  out.value = rule.value();
  out.threshold = rule.threshold();
  out.guarantee = combined(assessment.rules, assessment.combination);
  out.calibration = calibration_of(rule);
  if (model)
    out.model = "growth model " + (model->checksum.empty() ? "not saved" : model->checksum) + ", fitted to " +
                text(model->growth.n_obs) + " scores of " + text(model->growth.n_persons) + " people";
  out.expected = latest.expected;

  if (latest.expected) {
    const Interval& band = *latest.expected;
    const char* where = latest.score > band.high ? "above" : latest.score < band.low ? "below" : "inside";
    say.push_back("The score at " + at + " is " + text(latest.score, latest.score == std::round(latest.score) ? 0 : 1) +
                  ", " + where + " the expected range " + text(band.low, 1) + " to " + text(band.high, 1) + " (" +
                  text(100.0 * level, 0) + " % of people with a baseline of " +
                  text(assessment.sessions.front().score) + "; on average " + text(band.mean, 1) + ").");
  }
  const Change change = change_between(q, assessment.sessions.front().score, latest.score);
  if (change.change_class == ChangeClass::deteriorated || change.change_class == ChangeClass::harmed)
    say.push_back("The score is reliably worse than at baseline, by " + text(-change.improvement, 1) +
                  " points: a question of its own beside the target.");
  const int planned_end = course.plan().window_last;
  say.push_back("The target at session " + text(planned_end) + " is a score of " + text_of(*assessment.target) + ": " +
                assessment.target->basis + ".");
  if (latest.probability && rule.rule().kind != MonitoringRule::Kind::posterior_probability)
    say.push_back("Seen from " + at + ", the probability of meeting it there is " + percent(*latest.probability, 1) +
                  ".");
  if (latest.session >= planned_end)
    say.push_back("The planned end is reached, and the target is " +
                  std::string(assessment.target->met(latest.score) ? "met." : "missed."));
  say.push_back(reading_of(rule, at, latest.probability));
  if (assessment.rules.size() > 1) say.push_back(others_of(assessment, grounds));
  say.push_back(out.guarantee.statement);
  if (assessment.alarm && latest.verdict != Verdict::off_track)
    say.push_back("An alarm was raised at session " + text(*assessment.alarm) + ".");
  if (grounds.deterioration) {
    const std::string of = deterioration_of(*grounds.deterioration, planned_end, *assessment.deterioration);
    if (!of.empty()) say.push_back(of);
  }

  if (model) {
    out.assumptions.push_back(
        "Scores follow a line in " +
        std::string(model->growth.design.time_basis == growth::TimeBasis::log1p ? "ln(1 + " : "(") +
        std::string(name(model->time_unit)) + ") around which they vary with a standard deviation " + "of " +
        text(std::sqrt(model->growth.sigma2), 1) + " points.");
    if (const growth::Stop stop = model->growth.search.stop;
        stop == growth::Stop::evaluation_limit || stop == growth::Stop::not_finite)
      out.assumptions.push_back("The search for the model's estimates ended early (" + std::string(name(stop)) +
                                "): they may not be the best ones.");
    if (!model->growth.design.covariates.empty())
      out.assumptions.push_back("Covariates keep their latest value until the end of the window.");
    if (model->time_unit != TimeUnit::session)
      out.assumptions.push_back("Sessions to come follow every " + text(course.plan().cadence_days) + " days.");
    const auto& covariates = model->growth.design.covariates;
    if (course.medication().empty() && !course.records("medication") &&
        std::any_of(covariates.begin(), covariates.end(), [](const auto& c) { return c.name == "medication"; }))
      out.assumptions.push_back("No medication is recorded: it is taken as none.");
  }
  if (!grounds.no_deterioration_because.empty())
    out.assumptions.push_back("Whether the score will be reliably worse than at baseline is not judged: " +
                              std::string(grounds.no_deterioration_because) + ".");
  const TimeUnit unit = rule.asked().time_unit;
  const double now = model_time(unit, latest.session, static_cast<double>(latest.day));
  if (now > rule.monitoring().to && out.guarantee.kind != Guarantee::Kind::none)
    out.assumptions.push_back("The false-alarm rate is promised up to " + std::string(name(unit)) + " " +
                              text_of_time(rule.monitoring().to) + "; the latest score is later.");
  if (rule.off_its_ground())
    out.assumptions.push_back("The model's calibration is for another planned end or cadence and was not used.");
  else if (model && !model->calibrations.empty() && !rule.calibration())
    out.assumptions.push_back("The model has no calibration of this rule for this target and group.");
  say.insert(say.end(), out.assumptions.begin(), out.assumptions.end());
  say.insert(say.end(), out.data_quality.begin(), out.data_quality.end());
  return out;
}

void add_turning_score(Assessment& assessment, const std::function<Verdict(double)>& verdict_if) {
  const Instrument& q = *assessment.instrument;
  const SessionVerdict& latest = assessment.sessions.back();
  const Verdict now = latest.verdict;
  if (now == Verdict::undetermined) return;
  const double step = q.step() > 0.0 ? q.step() : (q.total_max - q.total_min) / 100.0;
  const double towards = now == Verdict::off_track ? q.better() : -q.better();
  for (double score = latest.score + towards * step; score >= q.total_min && score <= q.total_max;
       score += towards * step) {
    const Verdict other = verdict_if(score);
    if (other == now) continue;
    assessment.basis.turning_score = score;
    const bool lower = towards < 0.0;
    assessment.basis.sentences.push_back(
        "With a score of " + text(score, step < 1.0 ? 2 : 0) + (lower ? " or less" : " or more") + " at session " +
        text(latest.session) + " instead, the course would be " +
        (other == Verdict::reached_target ? "judged to have reached the target" : spoken(name(other))) + ".");
    return;
  }
}

}  // namespace oncourse
