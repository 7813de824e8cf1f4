// course_reading.cpp: what the scores of one course say so far.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/course_reading.hpp"

#include <algorithm>
#include <cmath>

#include "oncourse/track/target_probability.hpp"

namespace oncourse {

CourseReading::CourseReading(const growth::GrowthModel* model, const Instrument& instrument)
    : model_(model), better_(instrument.better()) {
  if (model) person_.emplace(*model);
}

void CourseReading::restore(const Kept& kept, std::span<const double> person,
                            std::span<const double> intake_covariates) {
  scores_ = kept.scores;
  intake_ = kept.intake;
  intake_time_ = kept.intake_time;
  latest_ = kept.latest;
  latest_time_ = kept.latest_time;
  before_ = kept.before;
  time_before_ = kept.time_before;
  covariates_.clear();
  if (!person_) return;
  person_->begin();
  if (scores_ == 0) return;
  person_->observe(intake_time_, intake_, intake_covariates);
  like_this_one_ = person_;
  person_->restore(person);
}

void CourseReading::observe(double time, double score, std::span<const double> covariates) {
  covariates_.assign(covariates.begin(), covariates.end());
  if (person_) person_->observe(time, score, covariates);
  if (scores_ == 0) {
    intake_ = score;
    intake_time_ = time;
    like_this_one_ = person_;
  }
  before_ = latest_;
  time_before_ = scores_ == 0 ? time_before_ : latest_time_;
  latest_ = score;
  latest_time_ = time;
  ++scores_;
}

double CourseReading::probability(const TargetLine& line, double horizon) const {
  if (latest_time_ >= horizon) return line.met(latest_) ? 1.0 : 0.0;
  if (!person_) return no_signal;
  return target_probability(*person_, line, horizon, covariates_);
}

Error CourseReading::not_finite() const { return growth::not_finite("score " + text(scores_) + " of a course"); }

Result<double> CourseReading::signal(const MonitoringRule& rule, const MonitoringFrame& frame,
                                     const TargetLine& line) const {
  if (rule.kind == MonitoringRule::Kind::posterior_probability) {
    if (!model_) return no_signal;
    const double p = probability(line, frame.horizon);
    if (!std::isfinite(p)) return not_finite();
    return -p;
  }
  if (scores_ < 2) return no_signal;
  switch (rule.kind) {
    case MonitoringRule::Kind::posterior_probability: break;
    case MonitoringRule::Kind::expected_response: {
      if (!model_) return no_signal;
      const growth::Forecast expected = like_this_one_->forecast(latest_time_, covariates_);
      if (!expected.finite()) return not_finite();
      return -better_ * (model_->design.transformation.forward(latest_) - expected.mean) / expected.sd_score;
    }
    case MonitoringRule::Kind::reliable_deterioration: return worse(latest_) / frame.reliable_change;
    case MonitoringRule::Kind::sustained_deterioration:
      if (scores_ < 3) return no_signal;
      return std::min(worse(before_), worse(latest_)) / frame.reliable_change;
    case MonitoringRule::Kind::no_early_response:
      if (latest_time_ < frame.early || time_before_ >= frame.early || intake_ == 0.0) return no_signal;
      return 100.0 * worse(latest_) / std::fabs(intake_);
  }
  return no_signal;
}

}  // namespace oncourse
