// assess.cpp: a verdict at every session of a course.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/assess.hpp"

#include <algorithm>
#include <vector>

#include "oncourse/course/calendar.hpp"
#include "oncourse/growth/forecast.hpp"
#include "oncourse/track/target_probability.hpp"
#include "track/asked.hpp"
#include "track/basis.hpp"
#include "track/judging.hpp"
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

/// A score or a time that the model is not for.
std::optional<Error> trouble_in_scores(const ResponseModel& model, const Instrument& instrument,
                                       const std::vector<Observation>& observations, std::span<const double> times) {
  if (auto trouble = trouble_in_use(model.growth.design, instrument)) return trouble;
  std::vector<double> scores;
  scores.reserve(observations.size());
  for (const Observation& o : observations) scores.push_back(o.administration->score.total);
  const std::size_t whole_course[] = {0, scores.size()};
  if (const auto refused = growth::refused_row({whole_course, times, scores}, model.growth.design))
    return Error{refused->why.code, "session " + text(observations[refused->row].session) + refused->why.detail};
  return std::nullopt;
}

/// What is expected at every session from the baseline's to the window's last.
std::optional<Error> add_curve(Assessment& out, const Course& course, const ResponseModel& model,
                               const CourseReading& reading, const std::vector<double>& latest_covariates,
                               double level) {
  const Plan& plan = course.plan();
  const Session& latest = course.latest();
  const Instrument& instrument = *out.instrument;
  const BandsAhead bands(model, instrument,
                         model_time(model.time_unit, latest.number, static_cast<double>(latest.day)));
  for (int session = out.sessions.front().session; session <= std::max(plan.window_last, latest.number); ++session) {
    double time = time_to_come(model.time_unit, plan, session, latest.number, static_cast<double>(latest.day));
    std::vector<double> values = latest_covariates;  // what is to come is not known: the latest value stands
    if (session <= latest.number) {
      const long day = expected_day(course, plan.cadence_days, session);
      time = model_time(model.time_unit, session, static_cast<double>(day));
      auto then = covariates_on(course, model.growth.design, day);
      if (!then) return then.error();
      values = *std::move(then);
    }
    const growth::Forecast own = reading.person().forecast(time, values);
    const growth::Forecast expected = reading.like_this_one().forecast(time, values);
    if (!own.finite() || !expected.finite()) return growth::not_finite("session " + text(session));
    SessionForecast point;
    point.session = session;
    point.line = interval_on_scale(instrument, own, own.sd_line, level);
    point.score = interval_on_scale(instrument, own, own.sd_score, level);
    point.expected = interval_on_scale(instrument, expected, expected.sd_score, level);
    point.probability = target_probability(reading.person(), *out.target, time, values);
    if (session > latest.number) point.band = bands.of_score(own, time);
    out.curve.push_back(point);
  }
  const double end =
      time_to_come(model.time_unit, plan, plan.window_last, latest.number, static_cast<double>(latest.day));
  if (bands.is_for(plan, end)) {
    const growth::Forecast last = reading.person().forecast(model.bands->horizon, latest_covariates);
    if (!last.finite()) return growth::not_finite("the planned end");
    out.end_band = bands.of_last_score(last);
  }
  out.band_guarantee = bands.guarantee(out.end_band);
  return std::nullopt;
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
  if (model)
    if (auto trouble = trouble_in_instrument(*model, instrument)) return *trouble;

  Assessment out;
  out.instrument = &instrument;
  for (const Observation& o : observations) {
    SessionVerdict at;
    at.session = o.session;
    at.day = o.day;
    at.score = o.administration->score.total;
    out.sessions.push_back(at);
  }
  if (!options.group.empty())
    if (auto trouble = trouble_in_group(model, options.group)) return *trouble;
  const Target target = target_asked(options.target, model, instrument);
  const double baseline = out.sessions.front().score;
  const auto line = line_for(target, instrument, baseline);
  if (line) out.target = *line;
  if ((!model && options.rules.empty()) || !line) {
    out.undetermined_because = line ? "no growth model was given" : line.error().detail;
    out.window = window_without_forecast(course, instrument, out.undetermined_because);
    out.basis = explain(course, out, {}, options.level);
    say(out.window, out.basis.sentences);
    return out;
  }

  const Plan& plan = course.plan();
  const std::size_t n = observations.size();
  const TimeUnit unit = model ? model->time_unit : TimeUnit::session;
  std::vector<double> times;
  std::vector<std::vector<double>> covariates(n);  // at each observation
  for (std::size_t k = 0; k < n; ++k) {
    const Observation& o = observations[k];
    times.push_back(model_time(unit, o.session, static_cast<double>(o.day)));
    if (!model) continue;
    auto values = covariates_on(course, model->growth.design, o.day);
    if (!values) return values.error();
    covariates[k] = std::move(*values);
  }
  if (model)
    if (auto trouble = trouble_in_scores(*model, instrument, observations, times)) return *trouble;

  // The planned end is the window's last session; once that is held, the target is met or it is not.
  const auto end = [&](std::size_t k) -> PlannedEnd {
    const Observation& o = observations[k];
    return {time_to_come(unit, plan, plan.window_last, o.session, static_cast<double>(o.day)),
            o.session >= plan.window_last};
  };
  const CourseQuestion asked{&instrument, unit, plan, target, *line, baseline, options.group, options.alpha};
  auto judging = Judging::make(model, asked, options);
  if (!judging) return judging.error();
  Judging before_latest = *judging;
  std::vector<std::vector<Verdict>> verdicts(judging->rules.size());
  std::vector<std::optional<int>> alarms(judging->rules.size());
  std::vector<Verdict> of_deterioration;
  std::optional<int> deterioration_alarm;
  for (std::size_t k = 0; k < n; ++k) {
    SessionVerdict& at = out.sessions[k];
    if (k + 1 == n) before_latest = *judging;
    if (!judging->take(times[k], at.score, covariates[k], end(k)))
      return growth::not_finite("session " + text(at.session));
    at.verdict = judging->verdict();
    if (!out.alarm && judging->alarmed()) out.alarm = at.session;
    for (std::size_t r = 0; r < verdicts.size(); ++r) {
      const AlarmRule& rule = judging->rules[r];
      verdicts[r].push_back(rule.verdict());
      if (!alarms[r] && rule.alarmed()) alarms[r] = at.session;
    }
    if (const auto& rule = judging->deterioration) {
      of_deterioration.push_back(rule->verdict());
      if (!deterioration_alarm && rule->alarmed()) deterioration_alarm = at.session;
    }
    if (!model) continue;
    at.probability = judging->reading.probability(*line, end(k).reached ? times[k] : end(k).horizon);
    if (!std::isfinite(*at.probability)) return growth::not_finite("session " + text(at.session));
    if (k == 0) continue;
    const growth::Forecast expected = judging->reading.like_this_one().forecast(times[k], covariates[k]);
    if (!expected.finite()) return growth::not_finite("session " + text(at.session));
    at.expected = interval_on_scale(instrument, expected, expected.sd_score, options.level);
  }
  const AlarmRule& decided = judging->rules[judging->decided()];
  if (n < 2)
    out.undetermined_because = "there is one score, a course needs two";
  else if (out.latest() == Verdict::undetermined)
    out.undetermined_because =
        decided.says_nothing() ? "the probability of meeting the target was 0 at baseline already"
        : times.back() < decided.monitoring().from
            ? "monitoring begins at " + std::string(name(unit)) + " " + text_of_time(decided.monitoring().from)
            : "the rule " + std::string(name(decided.rule().kind)) + " has had nothing to say yet";

  out.window = window_without_forecast(course, instrument, "no growth model was given");
  if (model) {
    if (auto trouble = add_curve(out, course, *model, judging->reading, covariates.back(), options.level))
      return *trouble;
    auto window = window_outlook(course, instrument, *model, judging->reading.person(), covariates.back(), *line,
                                 out.latest(), options.level, options.window);
    if (!window) return window.error();
    out.window = *std::move(window);
    out.window_probability = out.sessions.back().probability;
  }

  const bool steady = std::all_of(covariates.begin(), covariates.end(),
                                  [&](const std::vector<double>& values) { return values == covariates.front(); });
  out.combination = options.combination;
  out.decided = judging->decided();
  for (std::size_t r = 0; r < verdicts.size(); ++r)
    out.rules.push_back(rule_verdict(judging->rules[r], std::move(verdicts[r]), alarms[r], steady));
  if (const auto& rule = judging->deterioration)
    out.deterioration = rule_verdict(*rule, std::move(of_deterioration), deterioration_alarm, steady);
  out.basis = explain(course, out,
                      {model, judging->rules, judging->deterioration ? &*judging->deterioration : nullptr,
                       judging->no_deterioration_because, steady},
                      options.level);
  say(out.window, out.basis.sentences);
  if (out.band_guarantee) out.basis.sentences.push_back(out.band_guarantee->statement);
  add_turning_score(out, [&](double score) {
    Judging other = before_latest;
    return other.take(times.back(), score, covariates.back(), end(n - 1)) ? other.verdict() : out.latest();
  });
  return out;
}

}  // namespace oncourse
