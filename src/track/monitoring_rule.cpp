// monitoring_rule.cpp: signals of one course, score by score.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/monitoring_rule.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "oncourse/base/normal.hpp"
#include "oncourse/course/change.hpp"
#include "oncourse/track/course_reading.hpp"

namespace oncourse {
std::optional<Error> trouble_in(const MonitoringRule& rule) {
  const auto bad = [](std::string detail) { return Error{Errc::bad_argument, std::move(detail)}; };
  if (!(rule.level > 0.0 && rule.level < 1.0))
    return bad("level " + text(rule.level) + ", it must lie between 0 and 1");
  if (rule.early_session < 1) return bad("early session " + text(rule.early_session) + ", it must be 1 or later");
  if (!(rule.improvement > 0.0 && rule.improvement <= 100.0))
    return bad("improvement of " + text(rule.improvement) + " percent, it must lie in (0, 100]");
  return std::nullopt;
}

std::string text_of(MonitoringRule::Kind kind, double shown) {
  switch (kind) {
    case MonitoringRule::Kind::posterior_probability: return text(100.0 * shown, 1) + " %";
    case MonitoringRule::Kind::expected_response: return text(shown, 2) + " standard deviations";
    case MonitoringRule::Kind::reliable_deterioration:
    case MonitoringRule::Kind::sustained_deterioration: return text(shown, 2) + " reliable changes";
    case MonitoringRule::Kind::no_early_response: return text(shown, 1) + " % better";
  }
  return text(shown);
}

Result<MonitoringFrame> monitoring_frame(TimeUnit unit, const Plan& plan, const Instrument& instrument,
                                         const Target& target, const MonitoringRule& rule) {
  MonitoringFrame out{target, planned_time(unit, plan, plan.window_last), default_monitoring(unit, plan),
                      planned_time(unit, plan, rule.early_session)};
  if (needs_reliable_change(rule.kind)) {
    const auto criterion = reliable_change(instrument);
    if (!criterion) return criterion.error();
    out.reliable_change = criterion->points;
  }
  return out;
}

Result<std::optional<TargetLine>> telling_line(const Target& target, const Monitoring& monitoring,
                                               const Instrument& instrument, std::span<const double> times,
                                               std::span<const double> scores, int least_scores) {
  const std::optional<TargetLine> none;
  if (scores.size() < static_cast<std::size_t>(least_scores)) return none;
  if (std::none_of(times.begin() + 1, times.end(), [&](double time) { return monitoring.covers(time); })) return none;
  auto line = line_for(target, instrument, scores[0]);
  if (!line) return line.error().code == Errc::not_available ? Result<std::optional<TargetLine>>(line.error()) : none;
  if (!aims_at_something(target, *line)) return none;
  return std::optional(*std::move(line));
}

Result<std::vector<double>> signals(const MonitoringRule& rule, const growth::GrowthModel& model,
                                    const Instrument& instrument, const MonitoringFrame& frame,
                                    const MonitoredCourse& course) {
  CourseReading reading(&model, instrument);
  std::vector<double> out, covariates(course.covariates.size());
  out.reserve(course.times.size());
  for (std::size_t i = 0; i < course.times.size(); ++i) {
    course.covariates_at(i, covariates);
    reading.observe(course.times[i], course.scores[i], covariates);
    const auto signal = reading.signal(rule, frame, course.line);
    if (!signal) return signal.error();
    out.push_back(*signal);
  }
  return out;
}

namespace {

double largest_score(const Instrument& instrument) {
  return std::max(std::fabs(instrument.total_min), std::fabs(instrument.total_max));
}

}  // namespace

Result<AlarmLimit> published_limit(const MonitoringRule& rule, const Instrument& instrument, double alpha,
                                   double first) {
  switch (rule.kind) {
    case MonitoringRule::Kind::posterior_probability:
      // whoever had no chance at intake already can fall no lower
      if (!(first < 0.0)) return AlarmLimit{std::numeric_limits<double>::infinity()};
      return AlarmLimit{alpha * first, true};
    case MonitoringRule::Kind::expected_response: return AlarmLimit{normal_half_width(rule.level)};
    case MonitoringRule::Kind::reliable_deterioration:
    case MonitoringRule::Kind::sustained_deterioration: {
      const auto criterion = reliable_change(instrument);
      if (!criterion) return criterion.error();
      return AlarmLimit{1.0, criterion->inclusive, largest_score(instrument) / criterion->points};
    }
    case MonitoringRule::Kind::no_early_response: return AlarmLimit{-rule.improvement, false, 100.0};
  }
  return Error{Errc::bad_argument, "no such rule"};
}

bool counts(const MonitoringRule& rule, const MonitoringFrame& frame, const MonitoredCourse& course,
            std::span<const double> signals, std::size_t score) {
  return score > 0 && frame.monitoring.covers(course.times[score]) &&
         signals[score] > least_signal(rule.kind, signals[0]) &&
         !(course.line.settles && course.line.met(course.scores[score]));
}

}  // namespace oncourse
