// basis.cpp: the grounds of a verdict.
// SPDX-License-Identifier: Apache-2.0
#include "track/basis.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

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

std::string statement_of(const Guarantee& guarantee, const Monitoring& monitoring, TimeUnit unit, bool steady) {
  const std::string range = "between " + std::string(name(unit)) + "s " + text_of_time(monitoring.from) + " and " +
                            text_of_time(monitoring.to);
  const std::string share = "At most " + text(100.0 * guarantee.alpha) + " % of the people who reach the target are " +
                            "ever flagged " + range;
  if (guarantee.kind == Guarantee::Kind::conformal)
    return share + ", whatever the model's faults (conformal calibration on " + text(guarantee.n_reached) +
           " people who reached it and were not used to fit the model).";
  if (guarantee.kind == Guarantee::Kind::cross_conformal)
    return share + " as cross-validation estimates it (" + text(guarantee.n_reached) +
           " people who reached it, each judged by a model fitted without their part of the people; not proved).";
  return share + " if the model holds" + (steady ? "" : " and the covariates had stayed as they were at baseline") +
         " (Ville's inequality; no calibration for this target was given).";
}

}  // namespace

Basis explain(const Course& course, const Assessment& assessment, const ResponseModel* model, const AlarmRule* rule,
              double level, bool steady_covariates) {
  const Instrument& q = *assessment.instrument;
  const std::vector<Observation> observations = course.observations(q);
  const SessionVerdict& latest = assessment.sessions.back();
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
  if (!model || !rule) {
    out.rule = "none: " + assessment.undetermined_because;
    say.insert(say.end(), out.data_quality.begin(), out.data_quality.end());
    return out;
  }
  out.rule = "posterior_probability/" + std::string(name(rule->guarantee.kind));
  out.probability = latest.probability;
  out.threshold = rule->threshold;
  out.guarantee = rule->guarantee;
  out.guarantee.statement = statement_of(rule->guarantee, rule->monitoring, model->time_unit, steady_covariates);
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
  say.push_back(
      "Seen from " + at + ", the probability of meeting it there is " + percent(*latest.probability, 1) + ". " +
      (rule->threshold > 0.0 ? "A probability below " + text(100.0 * rule->threshold, 1) + " % raises an alarm."
                             : "No probability raises an alarm."));
  say.push_back(out.guarantee.statement);
  if (assessment.alarm && latest.verdict != Verdict::off_track)
    say.push_back("An alarm was raised at session " + text(*assessment.alarm) + ".");

  out.assumptions.push_back("Scores follow a line in " +
                            std::string(model->growth.design.time_basis == growth::TimeBasis::log1p ? "ln(1 + " : "(") +
                            std::string(name(model->time_unit)) +
                            ") around which they vary with a standard deviation " + "of " +
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
  const double now = model_time(model->time_unit, latest.session, static_cast<double>(latest.day));
  if (now > rule->monitoring.to)
    out.assumptions.push_back("The false-alarm rate is promised up to " + std::string(name(model->time_unit)) + " " +
                              text_of_time(rule->monitoring.to) + "; the latest score is later.");
  if (model->calibration && rule->guarantee.kind == Guarantee::Kind::ville)
    out.assumptions.push_back("The model's calibration is for another target or planned end and was not used.");
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
    std::string verdict(name(other));
    std::replace(verdict.begin(), verdict.end(), '_', ' ');
    assessment.basis.sentences.push_back(
        "With a score of " + text(score, step < 1.0 ? 2 : 0) + (lower ? " or less" : " or more") + " at session " +
        text(latest.session) + " instead, the course would be " +
        (other == Verdict::reached_target ? "judged to have reached the target" : verdict) + ".");
    return;
  }
}

}  // namespace oncourse
