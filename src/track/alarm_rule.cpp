// alarm_rule.cpp: one rule along one course.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/alarm_rule.hpp"

#include <algorithm>
#include <cmath>

namespace oncourse {
namespace {

struct Found {
  const Calibration* of_this_plan = nullptr;
  bool of_another = false;  ///< there is one, but for another planned end or cadence
};

/// A baseline that meets the target already is not among those that were calibrated on.
Found calibration_for(const ResponseModel& model, const MonitoringRule& rule, const CourseQuestion& asked) {
  Found out;
  if (!aims_at_something(asked.target, asked.line)) return out;
  for (const Calibration& c : model.calibrations) {
    if (!c.rule.reads_as(rule) || !(c.target == asked.target) || c.group.label != asked.group ||
        !c.group.intake.holds(asked.intake) || c.stages.empty())
      continue;
    if (has_end_and_cadence(asked.time_unit, asked.plan, c.horizon, c.cadence))
      out.of_this_plan = &c;
    else
      out.of_another = true;
  }
  return out;
}

}  // namespace

Result<AlarmRule> AlarmRule::make(const MonitoringRule& rule, const ResponseModel* model, const CourseQuestion& asked) {
  if (auto trouble = trouble_in(rule)) return *trouble;
  if (!model && needs_model(rule.kind))
    return Error{Errc::bad_argument, "the rule " + std::string(name(rule.kind)) + " needs a model"};
  const auto frame = monitoring_frame(asked.time_unit, asked.plan, *asked.instrument, asked.target, rule);
  if (!frame) return frame.error();
  AlarmRule out(rule, *frame, asked);
  if (model) {
    const Found found = calibration_for(*model, rule, asked);
    out.calibration_ = found.of_this_plan;
    out.calibrated_for_another_plan_ = found.of_another;
  }
  if (rule.kind != MonitoringRule::Kind::posterior_probability) {
    const auto limit = published_limit(rule, *asked.instrument, asked.alpha, no_signal);
    if (!limit) return limit.error();
    out.published_ = *limit;
  }
  return out;
}

std::optional<Error> AlarmRule::restore(const Kept& kept) {
  first_ = kept.first;
  verdict_ = kept.verdict;
  signal_ = horizon_ = no_signal;
  says_nothing_ = alarmed_ = false;
  if (rule_.kind != MonitoringRule::Kind::posterior_probability) return std::nullopt;
  // Without a calibration, where alone it counts, the published limit is of the same signal at intake.
  const auto limit = published_limit(rule_, *asked_.instrument, asked_.alpha, first_);
  if (!limit) return limit.error();
  published_ = *limit;
  return std::nullopt;
}

Result<Verdict> AlarmRule::judge(const CourseReading& reading, const PlannedEnd& end) {
  const double time = reading.latest_time();
  const bool by_probability = rule_.kind == MonitoringRule::Kind::posterior_probability;
  const bool begins = reading.scores() == 1;
  MonitoringFrame own = frame_;
  own.horizon = end.reached ? time : end.horizon;
  if (begins && by_probability) {
    const auto first = reading.signal(rule_, own, asked_.line);
    if (!first) return first.error();
    const auto limit = published_limit(rule_, *asked_.instrument, asked_.alpha, *first);
    if (!limit) return limit.error();
    published_ = *limit;
  }
  // The calibration read courses for its own planned end, however they were held.
  if (calibration_ && time < calibration_->horizon) own.horizon = calibration_->horizon;
  const auto signal = reading.signal(rule_, own, asked_.line);
  if (!signal) return signal.error();
  signal_ = *signal;
  horizon_ = own.horizon;
  if (begins) first_ = signal_;
  limit_ = published_;
  if (calibration_) limit_ = {std::max(limit_at(calibration_->stages, time).value, least_signal(rule_.kind, first_))};
  says_nothing_ = !calibration_ && std::isinf(limit_.value);

  const bool met = asked_.line.met(reading.latest());
  const bool achieved = asked_.line.settles && met;
  const bool beyond = !achieved && limit_.alarms(signal_);  // not where there is no signal
  alarmed_ = !begins && beyond && monitoring().covers(time);
  if (begins || time < monitoring().from) return verdict_ = Verdict::undetermined;
  if (end.reached && by_probability && !says_nothing_)
    return verdict_ = met ? Verdict::reached_target : Verdict::off_track;
  if (achieved) {
    const double probability = reading.probability(asked_.line, end.reached ? time : end.horizon);
    return verdict_ = probability >= 0.5 ? Verdict::reached_target : Verdict::on_track;
  }
  if (says_nothing_) return verdict_ = Verdict::undetermined;
  if (std::isnan(signal_)) return verdict_;
  return verdict_ = beyond ? Verdict::off_track : Verdict::on_track;
}

std::optional<double> AlarmRule::value() const {
  return std::isnan(signal_) ? std::nullopt : std::optional(shown(rule_.kind, signal_));
}

std::optional<double> AlarmRule::threshold() const {
  return std::isinf(limit_.value) || std::isnan(signal_) ? std::nullopt
                                                         : std::optional(shown(rule_.kind, limit_.value));
}

Guarantee AlarmRule::guarantee() const {
  if (const Calibration* const by = calibration())
    return {by->method == CalibrationMethod::split ? Guarantee::Kind::conformal : Guarantee::Kind::cross_conformal,
            by->alpha, by->n_reached};
  if (rule_.kind == MonitoringRule::Kind::posterior_probability) return {Guarantee::Kind::ville, asked_.alpha, 0};
  return {};
}

}  // namespace oncourse
