// alarm_rule.cpp: one rule along one course.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/alarm_rule.hpp"

#include <algorithm>
#include <cmath>

namespace oncourse {
namespace {

const Calibration* calibration_for(const ResponseModel& model, const MonitoringRule& rule,
                                   const CourseQuestion& asked) {
  const auto found = std::find_if(model.calibrations.begin(), model.calibrations.end(), [&](const Calibration& c) {
    return c.rule == rule && c.target == asked.target && c.group.label == asked.group &&
           c.group.intake.holds(asked.intake);
  });
  return found == model.calibrations.end() ? nullptr : &*found;
}

}  // namespace

Result<AlarmRule> AlarmRule::make(const MonitoringRule& rule, const ResponseModel* model, const CourseQuestion& asked) {
  if (auto trouble = trouble_in(rule)) return *trouble;
  if (!model && needs_model(rule.kind))
    return Error{Errc::bad_argument, "the rule " + std::string(name(rule.kind)) + " needs a model"};
  const auto frame = monitoring_frame(asked.time_unit, asked.plan, *asked.instrument, asked.target, rule);
  if (!frame) return frame.error();
  AlarmRule out(rule, *frame, asked, model ? calibration_for(*model, rule, asked) : nullptr);
  if (rule.kind != MonitoringRule::Kind::posterior_probability) {
    const auto limit = published_limit(rule, *asked.instrument, asked.alpha, no_signal);
    if (!limit) return limit.error();
    out.published_ = *limit;
  }
  return out;
}

Result<Verdict> AlarmRule::judge(const CourseReading& reading, const PlannedEnd& end) {
  frame_.horizon = end.reached ? reading.latest_time() : end.horizon;
  const auto signal = reading.signal(rule_, frame_, asked_.line);
  if (!signal) return signal.error();
  signal_ = *signal;
  const double time = reading.latest_time();
  const bool ville = rule_.kind == MonitoringRule::Kind::posterior_probability;
  if (reading.scores() == 1) first_ = signal_;
  if (reading.scores() == 1 && ville) {
    const auto limit = published_limit(rule_, *asked_.instrument, asked_.alpha, signal_);
    if (!limit) return limit.error();
    published_ = *limit;
  }
  applies_ =
      calibration_ && std::fabs(calibration_->horizon - end.horizon) <= planned_time(asked_.time_unit, asked_.plan, 1);
  limit_ = published_;
  if (applies_) limit_ = {std::max(limit_at(calibration_->stages, time).value, least_signal(rule_.kind, first_))};
  says_nothing_ = !applies_ && std::isinf(limit_.value);
  if (reading.scores() < 2 || time < monitoring().from) return verdict_ = Verdict::undetermined;
  if (asked_.line.settles && asked_.line.met(reading.latest())) {
    const double probability = ville ? -signal_ : reading.probability(asked_.line, frame_.horizon);
    return verdict_ = probability >= 0.5 ? Verdict::reached_target : Verdict::on_track;
  }
  if (says_nothing_) return verdict_ = Verdict::undetermined;
  if (std::isnan(signal_)) return verdict_;
  return verdict_ = limit_.alarms(signal_) ? Verdict::off_track : Verdict::on_track;
}

std::optional<double> AlarmRule::value() const {
  return std::isnan(signal_) ? std::nullopt : std::optional(shown(rule_.kind, signal_));
}

std::optional<double> AlarmRule::threshold() const {
  return std::isinf(limit_.value) ? std::nullopt : std::optional(shown(rule_.kind, limit_.value));
}

Guarantee AlarmRule::guarantee() const {
  if (const Calibration* const by = calibration())
    return {by->method == CalibrationMethod::split ? Guarantee::Kind::conformal : Guarantee::Kind::cross_conformal,
            by->alpha, by->n_reached};
  if (rule_.kind == MonitoringRule::Kind::posterior_probability) return {Guarantee::Kind::ville, asked_.alpha, 0};
  return {};
}

}  // namespace oncourse
