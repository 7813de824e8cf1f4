// residual_filter.hpp: correlated residuals made independent, one session at a time.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cmath>
#include <cstddef>

#include "oncourse/growth/residuals.hpp"

namespace oncourse::growth {

/// The gain of the Kalman filter of a stationary first-order process observed with noise, both variances a share of
/// sigma^2. What it makes of a column's rows, v / sqrt(F), is the column times the inverse Cholesky factor of the
/// residuals' correlation matrix, whose log determinant is the sum of log F.
///
///   source  Jones 1993, Longitudinal Data with Serial Correlation, ch. 3 and 6; Harvey 1989, sec. 3.4 and 9.2
class ResidualFilter {
 public:
  explicit ResidualFilter(const ResidualParameters& parameters) : parameters_(parameters) { begin(); }

  /// Of a person who has not been seen.
  void begin() { covariance_ = -1.0; }
  [[nodiscard]] bool begun() const { return covariance_ >= 0.0; }

  /// What a row `apart` units of time after the one before is worth: rho, by which the memory of it has faded, the
  /// variance of what is predicted, and F, that of an observation, all as shares of sigma^2.
  struct Step {
    double rho = 0.0, predicted = 0.0, F = 1.0;
    [[nodiscard]] double gain() const { return predicted / F; }
  };
  [[nodiscard]] Step ahead(double apart) {
    const double process = 1.0 - parameters_.nugget;
    if (!begun()) return {0.0, process, 1.0};
    if (apart != apart_) {
      apart_ = apart;
      rho_ = std::exp(-apart / parameters_.range);
      innovation_ = -std::expm1(-2.0 * apart / parameters_.range);
    }
    const double variance = rho_ * rho_ * covariance_ + innovation_ * process;
    return {rho_, variance, variance + parameters_.nugget};
  }
  /// What was seen, in one number: a filter of the same parameters that takes it over goes on as this one does.
  [[nodiscard]] double kept() const { return covariance_; }
  void restore(double kept) { covariance_ = kept; }
  /// A row was seen there.
  void seen(const Step& row) { covariance_ = row.predicted * parameters_.nugget / row.F; }

 private:
  ResidualParameters parameters_;
  double covariance_ = -1.0;                            ///< of the process given the rows so far; -1 before any
  double apart_ = -1.0, rho_ = 0.0, innovation_ = 1.0;  ///< of the last distance asked for: most are weeks
};

}  // namespace oncourse::growth
