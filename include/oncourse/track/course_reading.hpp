// course_reading.hpp: one course read score by score, kept so that the next score costs O(1).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "oncourse/course/target.hpp"
#include "oncourse/growth/forecast.hpp"
#include "oncourse/track/monitoring_rule.hpp"

namespace oncourse {

/// What the scores of one course say so far: the posterior of a person, cached. Copied, it says what another latest
/// score would have said.
class CourseReading {
 public:
  /// Both must outlive it.
  ///
  ///   model  nullptr: rules that need one say nothing
  CourseReading(const growth::GrowthModel* model, const Instrument& instrument);

  /// Adds a score, in order of time.
  ///
  ///   covariates  of the model, at this score; they are carried forward
  void observe(double time, double score, std::span<const double> covariates = {});

  /// What is kept of it between two days, beside the person's numbers.
  struct Kept {
    std::size_t scores = 0;
    double intake = 0.0, intake_time = 0.0;
    double latest = 0.0, latest_time = 0.0;
    double before = 0.0, time_before = -std::numeric_limits<double>::infinity();
    friend bool operator==(const Kept&, const Kept&) = default;
  };
  [[nodiscard]] Kept kept() const {
    return {scores_, intake_, intake_time_, latest_, latest_time_, before_, time_before_};
  }
  /// Goes on where a reading with the same model and instrument left off; what its latest score says is not said again.
  ///
  ///   person             what Person::keep() had of it; as at the start where there is no score, or without a model
  ///   intake_covariates  of the model, at the first score
  void restore(const Kept& kept, std::span<const double> person, std::span<const double> intake_covariates);

  [[nodiscard]] std::size_t scores() const { return scores_; }
  [[nodiscard]] double intake() const { return intake_; }
  [[nodiscard]] double latest() const { return latest_; }
  [[nodiscard]] double latest_time() const { return latest_time_; }

  /// P(the target is met at the horizon): at and after it 1 or 0. Before it NaN where the forecast is not finite, or
  /// without a model.
  [[nodiscard]] double probability(const TargetLine& line, double horizon) const;

  /// Of the person; the model is there, as for the next.
  [[nodiscard]] const growth::Person& person() const { return *person_; }
  /// Of people with this intake score.
  [[nodiscard]] const growth::Person& like_this_one() const { return *like_this_one_; }

  /// The rule's signal at the latest score: no_signal where it says nothing, as at intake, or where a percentage or a
  /// line has nothing to start from. Of the posterior probability -P(target), which keeps small probabilities apart.
  ///
  ///   errors  bad_argument: a forecast that is not finite
  [[nodiscard]] Result<double> signal(const MonitoringRule& rule, const MonitoringFrame& frame,
                                      const TargetLine& line) const;

 private:
  /// Points worse than at intake.
  [[nodiscard]] double worse(double score) const { return -better_ * (score - intake_); }
  [[nodiscard]] Error not_finite() const;

  const growth::GrowthModel* model_;
  double better_;
  std::optional<growth::Person> person_, like_this_one_;
  std::vector<double> covariates_;  ///< at the latest score
  std::size_t scores_ = 0;
  double intake_ = 0.0, intake_time_ = 0.0, latest_ = 0.0, before_ = 0.0;
  double latest_time_ = 0.0, time_before_ = -std::numeric_limits<double>::infinity();
};

}  // namespace oncourse
