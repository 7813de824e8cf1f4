// monitoring_rule.cpp: signals of one course, score by score.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/monitoring_rule.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "oncourse/base/normal.hpp"
#include "oncourse/course/change.hpp"
#include "oncourse/growth/forecast.hpp"
#include "oncourse/track/target_probability.hpp"

namespace oncourse {
namespace {

Error not_finite_at(std::size_t score) { return growth::not_finite("score " + text(score + 1) + " of a course"); }

Result<std::vector<double>> of_probability(const growth::GrowthModel& model, const MonitoringFrame& frame,
                                           const MonitoredCourse& course) {
  growth::Person person(model);
  std::vector<double> out, covariates(course.covariates.size());
  for (std::size_t i = 0; i < course.times.size(); ++i) {
    course.covariates_at(i, covariates);
    person.observe(course.times[i], course.scores[i], covariates);
    const double p = course.times[i] >= frame.horizon
                         ? (course.line.met(course.scores[i]) ? 1.0 : 0.0)
                         : target_probability(person, course.line, frame.horizon, covariates);
    if (!std::isfinite(p)) return not_finite_at(i);
    out.push_back(-p);
  }
  return out;
}

Result<std::vector<double>> of_expected_response(const growth::GrowthModel& model, const Instrument& instrument,
                                                 const MonitoredCourse& course) {
  growth::Person like_this_one(model);  // everybody with this intake score
  std::vector<double> out = {no_signal}, covariates(course.covariates.size());
  course.covariates_at(0, covariates);
  like_this_one.observe(course.times[0], course.scores[0], covariates);
  for (std::size_t i = 1; i < course.times.size(); ++i) {
    course.covariates_at(i, covariates);
    const growth::Forecast expected = like_this_one.forecast(course.times[i], covariates);
    if (!expected.finite()) return not_finite_at(i);
    out.push_back(-instrument.better() * (model.design.transformation.forward(course.scores[i]) - expected.mean) /
                  expected.sd_score);
  }
  return out;
}

std::vector<double> of_worsening(const Instrument& instrument, const MonitoredCourse& course, double unit) {
  std::vector<double> out = {no_signal};
  for (std::size_t i = 1; i < course.scores.size(); ++i)
    out.push_back(-instrument.better() * (course.scores[i] - course.scores[0]) / unit);
  return out;
}

}  // namespace

std::optional<Error> trouble_in(const MonitoringRule& rule) {
  const auto bad = [](std::string detail) { return Error{Errc::bad_argument, std::move(detail)}; };
  if (!(rule.level > 0.0 && rule.level < 1.0))
    return bad("level " + text(rule.level) + ", it must lie between 0 and 1");
  if (rule.early_session < 1) return bad("early session " + text(rule.early_session) + ", it must be 1 or later");
  if (!(rule.improvement > 0.0 && rule.improvement <= 100.0))
    return bad("improvement of " + text(rule.improvement) + " percent, it must lie in (0, 100]");
  return std::nullopt;
}

MonitoringFrame monitoring_frame(TimeUnit unit, const Plan& plan, const Target& target, const MonitoringRule& rule) {
  return {target, planned_time(unit, plan, plan.window_last), default_monitoring(unit, plan),
          planned_time(unit, plan, rule.early_session)};
}

Result<std::vector<double>> signals(const MonitoringRule& rule, const growth::GrowthModel& model,
                                    const Instrument& instrument, const MonitoringFrame& frame,
                                    const MonitoredCourse& course) {
  switch (rule.kind) {
    case MonitoringRule::Kind::posterior_probability: return of_probability(model, frame, course);
    case MonitoringRule::Kind::expected_response: return of_expected_response(model, instrument, course);
    case MonitoringRule::Kind::reliable_deterioration:
    case MonitoringRule::Kind::sustained_deterioration: {
      const auto criterion = reliable_change(instrument);
      if (!criterion) return criterion.error();
      std::vector<double> out = of_worsening(instrument, course, criterion->points);
      if (rule.kind == MonitoringRule::Kind::sustained_deterioration)
        for (std::size_t i = out.size() - 1; i > 0; --i) out[i] = i == 1 ? no_signal : std::min(out[i - 1], out[i]);
      return out;
    }
    case MonitoringRule::Kind::no_early_response: {
      std::vector<double> out(course.scores.size(), no_signal);
      const auto at = std::lower_bound(course.times.begin(), course.times.end(), frame.early) - course.times.begin();
      const auto i = static_cast<std::size_t>(at);
      if (i > 0 && i < out.size() && course.scores[0] != 0.0)
        out[i] = of_worsening(instrument, course, std::fabs(course.scores[0]) / 100.0)[i];
      return out;
    }
  }
  return Error{Errc::bad_argument, "no such rule"};
}

Result<AlarmLimit> published_limit(const MonitoringRule& rule, const Instrument& instrument, double alpha,
                                   std::span<const double> signals) {
  switch (rule.kind) {
    case MonitoringRule::Kind::posterior_probability:
      // whoever had no chance at intake already can fall no lower
      if (!(signals[0] < 0.0)) return AlarmLimit{std::numeric_limits<double>::infinity()};
      return AlarmLimit{alpha * signals[0], true};
    case MonitoringRule::Kind::expected_response: return AlarmLimit{normal_half_width(rule.level)};
    case MonitoringRule::Kind::reliable_deterioration:
    case MonitoringRule::Kind::sustained_deterioration: {
      const auto criterion = reliable_change(instrument);
      if (!criterion) return criterion.error();
      return AlarmLimit{1.0, criterion->inclusive};
    }
    case MonitoringRule::Kind::no_early_response: return AlarmLimit{-rule.improvement};
  }
  return Error{Errc::bad_argument, "no such rule"};
}

bool counts(const MonitoringFrame& frame, const MonitoredCourse& course, std::size_t score, double signal) {
  return score > 0 && frame.monitoring.covers(course.times[score]) && !std::isnan(signal) &&
         !course.line.met(course.scores[score]);
}

}  // namespace oncourse
