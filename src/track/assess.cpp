// assess.cpp: a verdict at every session of a course.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/assess.hpp"

#include <algorithm>
#include <vector>

#include "oncourse/course/calendar.hpp"
#include "oncourse/growth/forecast.hpp"
#include "oncourse/track/alarm_rule.hpp"
#include "oncourse/track/calibration.hpp"
#include "oncourse/track/target_probability.hpp"
#include "track/basis.hpp"

namespace oncourse {
namespace {

/// Everything about one course that a verdict needs and that does not depend on the scores.
struct AssessClock {
  std::vector<double> times;                    ///< model time of each observation
  std::vector<std::vector<double>> covariates;  ///< at each observation
  double horizon = 0.0;                         ///< model time of the planned end
};

/// The model's covariates on a day since intake.
Result<std::vector<double>> covariates_on(const Course& course, const growth::Design& design, long day) {
  std::vector<double> values;
  for (const growth::Covariate& covariate : design.covariates) {
    const auto value = course.covariate(covariate.name, day);
    if (!value) return value.error();
    values.push_back(*value);
  }
  return values;
}

/// Model time of a session: as it was held, or where the plan puts it, but never before the latest one.
double session_time(const Course& course, TimeUnit unit, int session) {
  for (const Session& held : course.sessions())
    if (held.number == session) return model_time(unit, held.number, static_cast<double>(held.day));
  const Session& latest = course.latest();
  const double planned = planned_time(unit, course.plan(), session);
  return session < latest.number ? planned
                                 : std::max(planned, model_time(unit, latest.number, static_cast<double>(latest.day)));
}

/// mean +- z sd, cut to the instrument's scale.
Interval interval_on_scale(const Instrument& q, double mean, double sd, double level) {
  const double half = normal_half_width(level) * sd;
  const auto on_scale = [&](double score) { return std::clamp(score, q.total_min, q.total_max); };
  return {on_scale(mean), on_scale(mean - half), on_scale(mean + half)};
}

}  // namespace

Result<Assessment> assess(const Course& course, const Instrument& instrument, const ResponseModel* model,
                          const AssessOptions& options) {
  const std::vector<Observation> observations = course.observations(instrument);
  if (observations.empty())
    return Error{Errc::not_enough_sessions, "the course has no completed " + std::string(instrument.id)};
  if (!(options.level > 0.0 && options.level < 1.0) || !(options.alpha > 0.0 && options.alpha < 1.0))
    return Error{Errc::bad_argument, "level " + text(options.level) + " and alpha " + text(options.alpha) +
                                         ", both must lie between 0 and 1"};
  if (model && !model->instrument.empty() && model->instrument != instrument.id)
    return Error{Errc::bad_argument,
                 "the model is for " + model->instrument + ", the course is judged by " + std::string(instrument.id)};

  Assessment out;
  out.instrument = &instrument;
  for (const Observation& o : observations) {
    SessionVerdict at;
    at.session = o.session;
    at.day = o.day;
    at.score = o.administration->score.total;
    out.sessions.push_back(at);
  }
  const Target target = options.target                ? *options.target
                        : model && model->calibration ? model->calibration->target
                                                      : default_target(instrument);
  const double baseline = out.sessions.front().score;
  const auto line = line_for(target, instrument, baseline);
  if (line) out.target = *line;
  if (!model || !line) {
    out.undetermined_because = line ? "no growth model was given" : line.error().detail;
    out.basis = explain(course, out, nullptr, nullptr, options.level);
    return out;
  }

  AssessClock clock;
  clock.horizon = planned_time(model->time_unit, course.plan(), course.plan().window_last);
  for (const Observation& o : observations) {
    auto covariates = covariates_on(course, model->growth.design, o.day);
    if (!covariates) return covariates.error();
    clock.covariates.push_back(std::move(*covariates));
    clock.times.push_back(model_time(model->time_unit, o.session, static_cast<double>(o.day)));
  }
  std::vector<double> scores;
  for (const SessionVerdict& at : out.sessions) scores.push_back(at.score);
  const std::vector<double> p =
      probabilities_along(model->growth, *line, clock.horizon, clock.times, scores, clock.covariates);
  const AlarmRule rule = alarm_rule(*model, course.plan(), target, clock.horizon, p.front(), options.alpha);

  growth::Person like_this_one(model->growth);  // everybody with this baseline
  like_this_one.observe(clock.times[0], scores[0], clock.covariates[0]);
  growth::Person person(model->growth), before_latest = person;
  for (std::size_t k = 0; k < scores.size(); ++k) {
    before_latest = person;
    person.observe(clock.times[k], scores[k], clock.covariates[k]);
    SessionVerdict& at = out.sessions[k];
    at.probability = p[k];
    const growth::Forecast expected = like_this_one.forecast(clock.times[k], clock.covariates[k]);
    if (k > 0) {
      at.expected = interval_on_scale(instrument, expected.mean, expected.sd_score, options.level);
      at.verdict = rule.judge(*line, clock.times[k], scores[k], p[k]);
    }
    if (at.verdict == Verdict::off_track && !out.alarm) out.alarm = at.session;
  }
  if (scores.size() < 2)
    out.undetermined_because = "there is one score, a course needs two";
  else if (out.latest() == Verdict::undetermined)
    out.undetermined_because =
        "monitoring begins at " + std::string(name(model->time_unit)) + " " + text(rule.monitoring.from);

  for (int session = observations.front().session;
       session <= std::max(course.plan().window_last, course.latest().number); ++session) {
    const double time = session_time(course, model->time_unit, session);
    const auto covariates =
        covariates_on(course, model->growth.design, expected_day(course, course.plan().cadence_days, session));
    if (!covariates) return covariates.error();
    const growth::Forecast own = person.forecast(time, *covariates);
    const growth::Forecast expected = like_this_one.forecast(time, *covariates);
    SessionForecast point;
    point.session = session;
    point.line = interval_on_scale(instrument, own.mean, own.sd_line, options.level);
    point.score = interval_on_scale(instrument, own.mean, own.sd_score, options.level);
    point.expected = interval_on_scale(instrument, expected.mean, expected.sd_score, options.level);
    point.probability = target_probability(model->growth, person, *line, time, *covariates);
    if (session > course.latest().number && point.probability >= 0.5 && !out.earliest_likely)
      out.earliest_likely = session;
    out.curve.push_back(point);
  }
  if (out.latest() == Verdict::reached_target) out.earliest_likely = out.sessions.back().session;
  out.window_probability = p.back();

  out.basis = explain(course, out, model, &rule, options.level);
  const auto verdict_if = [&](double latest_score) {
    growth::Person other = before_latest;
    const std::size_t k = scores.size() - 1;
    other.observe(clock.times[k], latest_score, clock.covariates[k]);
    const double at = clock.times[k] >= clock.horizon
                          ? (line->met(latest_score) ? 1.0 : 0.0)
                          : target_probability(model->growth, other, *line, clock.horizon, clock.covariates[k]);
    return rule.judge(*line, clock.times[k], latest_score, at);
  };
  add_turning_score(out, verdict_if);
  return out;
}

}  // namespace oncourse
