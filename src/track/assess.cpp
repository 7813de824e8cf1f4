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
#include "track/session_forecast.hpp"

namespace oncourse {
namespace {

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

/// A scale that is not for all of the instrument's totals, any of which may be asked for.
std::optional<Error> trouble_in_use(const growth::Design& design, const Instrument& q) {
  const growth::Transformation& h = design.transformation;
  if (h.takes(q.total_min) && h.takes(q.total_max)) return std::nullopt;
  return Error{Errc::bad_argument, "the model's " + std::string(name(h.scale)) + " scale is for " + h.range() + ", " +
                                       std::string(q.id) + " has " + text(q.total_min) + ".." + text(q.total_max)};
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
  if (auto trouble = trouble_in(options.window)) return *trouble;
  if (auto trouble = trouble_between(*observations.front().administration->instrument, instrument)) return *trouble;
  if (options.target)
    if (auto trouble = trouble_in(*options.target, instrument)) return *trouble;
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
    out.window = window_without_forecast(course, instrument, out.undetermined_because);
    out.basis = explain(course, out, nullptr, nullptr, options.level, true);
    say(out.window, out.basis.sentences);
    return out;
  }

  const Plan& plan = course.plan();
  const std::size_t n = observations.size();
  std::vector<double> times;
  std::vector<std::vector<double>> covariates;  // at each observation
  for (const Observation& o : observations) {
    auto values = covariates_on(course, model->growth.design, o.day);
    if (!values) return values.error();
    covariates.push_back(std::move(*values));
    times.push_back(model_time(model->time_unit, o.session, static_cast<double>(o.day)));
  }
  std::vector<double> scores;
  for (const SessionVerdict& at : out.sessions) scores.push_back(at.score);
  const std::size_t whole_course[] = {0, n};
  if (auto trouble = trouble_in_use(model->growth.design, instrument)) return *trouble;
  if (const auto refused = growth::refused_row({whole_course, times, scores}, model->growth.design))
    return Error{refused->why.code, "session " + text(observations[refused->row].session) + refused->why.detail};
  // The planned end is the window's last session; once that is held, the target is met or it is not.
  const auto horizon = [&](std::size_t k) {
    return time_to_come(model->time_unit, plan, plan.window_last, observations[k].session,
                        static_cast<double>(observations[k].day));
  };
  const auto probability = [&](const growth::Person& person, std::size_t k, double score) {
    if (observations[k].session >= plan.window_last) return line->met(score) ? 1.0 : 0.0;
    return target_probability(person, *line, horizon(k), covariates[k]);
  };

  growth::Person like_this_one(model->growth);  // everybody with this baseline
  like_this_one.observe(times[0], baseline, covariates[0]);
  growth::Person person(model->growth), before_latest = person;
  AlarmRule rule;  // of the latest session: a course behind its plan leaves the calibration's ground
  for (std::size_t k = 0; k < n; ++k) {
    SessionVerdict& at = out.sessions[k];
    before_latest = person;
    person.observe(times[k], at.score, covariates[k]);
    at.probability = probability(person, k, at.score);
    if (!std::isfinite(*at.probability)) return growth::not_finite("session " + text(at.session));
    rule = alarm_rule(*model, plan, target, horizon(k), *out.sessions.front().probability, options.alpha);
    if (k == 0) continue;
    const growth::Forecast expected = like_this_one.forecast(times[k], covariates[k]);
    if (!expected.finite()) return growth::not_finite("session " + text(at.session));
    at.expected = interval_on_scale(instrument, expected, expected.sd_score, options.level);
    at.verdict = rule.judge(*line, times[k], at.score, *at.probability);
    if (at.verdict == Verdict::off_track && rule.monitoring.covers(times[k]) && !out.alarm) out.alarm = at.session;
  }
  if (n < 2)
    out.undetermined_because = "there is one score, a course needs two";
  else if (out.latest() == Verdict::undetermined)
    out.undetermined_because = rule.says_nothing() ? "the probability of meeting the target was 0 at baseline already"
                                                   : "monitoring begins at " + std::string(name(model->time_unit)) +
                                                         " " + text_of_time(rule.monitoring.from);

  const Session& latest = course.latest();
  for (int session = observations.front().session; session <= std::max(plan.window_last, latest.number); ++session) {
    double time = time_to_come(model->time_unit, plan, session, latest.number, static_cast<double>(latest.day));
    std::vector<double> values = covariates.back();  // what is to come is not known: the latest value stands
    if (session <= latest.number) {
      const long day = expected_day(course, plan.cadence_days, session);
      time = model_time(model->time_unit, session, static_cast<double>(day));
      auto then = covariates_on(course, model->growth.design, day);
      if (!then) return then.error();
      values = *std::move(then);
    }
    const growth::Forecast own = person.forecast(time, values);
    const growth::Forecast expected = like_this_one.forecast(time, values);
    if (!own.finite() || !expected.finite()) return growth::not_finite("session " + text(session));
    SessionForecast point;
    point.session = session;
    point.line = interval_on_scale(instrument, own, own.sd_line, options.level);
    point.score = interval_on_scale(instrument, own, own.sd_score, options.level);
    point.expected = interval_on_scale(instrument, expected, expected.sd_score, options.level);
    point.probability = target_probability(person, *line, time, values);
    out.curve.push_back(point);
  }
  out.window_probability = out.sessions.back().probability;
  auto window = window_outlook(course, instrument, *model, person, covariates.back(), *line, out.latest(),
                               options.level, options.window);
  if (!window) return window.error();
  out.window = *std::move(window);

  const bool steady = std::all_of(covariates.begin(), covariates.end(),
                                  [&](const std::vector<double>& values) { return values == covariates.front(); });
  out.basis = explain(course, out, model, &rule, options.level, steady);
  say(out.window, out.basis.sentences);
  const auto verdict_if = [&](double latest_score) {
    growth::Person other = before_latest;
    other.observe(times.back(), latest_score, covariates.back());
    return rule.judge(*line, times.back(), latest_score, probability(other, n - 1, latest_score));
  };
  add_turning_score(out, verdict_if);
  return out;
}

}  // namespace oncourse
