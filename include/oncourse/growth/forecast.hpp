// forecast.hpp: one person's own line, from the model as prior and their sessions as data.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <span>

#include "oncourse/growth/model.hpp"
#include "oncourse/growth/residual_filter.hpp"

namespace oncourse::growth {

/// A person's future score, on the scale that the model is of, is normal with `mean` and `sd_score`. That of points is
/// the score itself; of another, at() has what belongs to it in points.
struct Forecast {
  double mean = 0.0;
  double sd_person = 0.0;    ///< of the score that is expected of them, the model taken as known
  double sd_line = 0.0;      ///< of the same, with the uncertainty of beta
  double sd_score = 0.0;     ///< of one observed score: sqrt(sd_line^2 + sd_residual^2)
  double sd_residual = 0.0;  ///< of one score about the expected: what the last residuals do not tell of it
  Transformation transformation = {};

  /// Not so where a coefficient, a covariate or a time is too large to be squared.
  [[nodiscard]] bool finite() const { return std::isfinite(at()) && std::isfinite(mean) && std::isfinite(sd_score); }
  /// In points: the score whose chance to be reached or fallen short of is that of `deviate` standard deviations `sd`;
  /// with none, the median.
  [[nodiscard]] double at(double deviate = 0.0, double sd = 0.0) const {
    return transformation.inverse(mean + deviate * sd);
  }
};

/// Scores at several times together, on the scale that the model is of.
struct JointForecast {
  Eigen::VectorXd mean;
  Eigen::MatrixXd covariance;
};

/// The refusal of a forecast that is not finite(); `place` says which.
inline Error not_finite(const std::string& place) {
  return {Errc::bad_argument,
          place + ": the forecast is not a finite number, a coefficient, a covariate or a time is too large"};
}

/// What a person's sessions say about their own level and rate of change.
class Person {
 public:
  /// A person of whom nothing is known yet. The model must outlive it.
  explicit Person(const GrowthModel& model);

  /// Adds one score; O(1). In any order, but in that of time where residuals are correlated, and no two at one time
  /// where they are without noise.
  ///
  ///   score  one that the transformation takes
  void observe(double time, double score, std::span<const double> covariates = {});

  /// What is kept of a person between two days: numbers() of them, their sums Z'X and Z'y and, with correlated
  /// residuals, what these let expect of the next row. A person of the same model that takes them over says the same to
  /// the last bit.
  ///
  ///   into, from  room for, or the numbers of, numbers() of the model's design
  void keep(std::span<double> into) const;
  void restore(std::span<const double> from);
  [[nodiscard]] static std::size_t numbers(const Design& design);
  /// False where no person can have kept them after a last score at that time.
  [[nodiscard]] static bool may_have_kept(const Design& design, std::span<const double> numbers, double last_time);
  /// As one of whom nothing is known yet.
  void begin();

  /// Not so where sums became too large for a double; they stay so.
  [[nodiscard]] bool finite() const { return ztx_.allFinite() && zty_.allFinite() && faded_.allFinite(); }

  /// b: how far this person's level, rate of change and bend lie from those expected for their covariates.
  [[nodiscard]] const Eigen::VectorXd& effects() const { return b_; }
  /// Var(b | scores), the model taken as known.
  [[nodiscard]] const RandomMatrix& effects_covariance() const { return C_; }

  /// O(1). With correlated residuals the last scores count for more than the line; at a time that has passed it is of
  /// the line, as if no score had been near.
  [[nodiscard]] Forecast forecast(double time, std::span<const double> covariates = {}) const;

  /// Of scores at these times, each after the last score and in order.
  ///
  ///   covariates  of the first time, then of the second, ...
  ///   model_known  without the uncertainty of beta
  ///   cost         O(times^2)
  [[nodiscard]] JointForecast forecast(std::span<const double> times, std::span<const double> covariates,
                                       bool model_known) const;

 private:
  /// b = Lambda M^-1 Lambda' Z'(y - X beta),  C = sigma^2 Lambda M^-1 Lambda',  M = I + Lambda' Z'Z Lambda, of whitened
  /// rows where residuals are correlated.
  void update();
  /// What is expected of a score at a time: x and z, less what the last residuals let expect of them, and more of y.
  struct Ahead;
  [[nodiscard]] Ahead ahead(double time, std::span<const double> covariates) const;
  [[nodiscard]] bool correlated() const { return model_->design.residuals != ResidualCorrelation::independent; }

  const GrowthModel* model_;
  using RandomByFixed = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::ColMajor, most_random_effects>;
  RandomMatrix C_;
  RandomByFixed ztx_, BZtX_;  ///< Z'X begins with Z'Z
  Eigen::VectorXd zty_, b_;
  ResidualFilter filter_;
  Eigen::RowVectorXd
      faded_;  ///< of [X y], what the last rows let expect of the next; empty where residuals are independent
  double last_time_ = 0.0;
};

/// Person::forecast() of several times that somebody asked for.
///
///   last_time  of the person's scores; -infinity without any
///   errors     bad_argument: a time before the one before it or before last_time, a forecast that is not finite
Result<JointForecast> joint_forecast(const Person& person, double last_time, std::span<const double> times,
                                     std::span<const double> covariates, bool model_known);

}  // namespace oncourse::growth
