// score_statistics.hpp: what is known of the scores of people like this one.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <optional>
#include <string>
#include <string_view>

#include "oncourse/base/error.hpp"
#include "oncourse/base/number.hpp"

namespace oncourse {

/// Published, or computed from a cohort. Letters in brackets are those of the publications.
struct ScoreStatistics {
  double pre_sd = 0.0;                          ///< S1, above 0
  double reliability = 0.0;                     ///< r, of the first measurement, inside (0, 1)
  std::optional<double> pre_mean = {};          ///< M1
  std::optional<double> post_mean = {};         ///< M2
  std::optional<double> post_sd = {};           ///< S2
  std::optional<double> correlation = {};       ///< r12, of first with second score
  std::optional<double> post_reliability = {};  ///< absent: as the first

  /// SEM = S1 sqrt(1 - r), in points
  [[nodiscard]] double standard_error_of_measurement() const { return pre_sd * std::sqrt(1.0 - reliability); }
};

inline std::optional<Error> trouble_in_sd(double sd, std::string_view what) {
  if (sd > 0.0 && std::isfinite(sd)) return std::nullopt;
  return Error{Errc::bad_argument, std::string(what) + " " + text(sd) + ", it must be above 0"};
}

inline std::optional<Error> trouble_in_reliability(double reliability, std::string_view what) {
  if (reliability > 0.0 && reliability < 1.0) return std::nullopt;
  return Error{Errc::bad_argument, std::string(what) + " " + text(reliability) + ", it must lie between 0 and 1"};
}

/// A number that must be there; `whom` asks for it.
inline Result<double> finite(const std::optional<double>& value, std::string_view what, std::string_view whom) {
  if (!value) return Error{Errc::bad_argument, std::string(whom) + " needs the " + std::string(what)};
  if (!std::isfinite(*value)) return Error{Errc::bad_argument, "the " + std::string(what) + " is not a finite number"};
  return *value;
}

/// What Hageman & Arrindell 1999 make of both spreads, the standard error of measurement being the same at both times.
struct ReliabilityOfDifferences {
  double of_differences = 0.0;  ///< rDD = (S1^2 r11 + S2^2 r22 - 2 S1 S2 r12) / (S1^2 + S2^2 - 2 S1 S2 r12)
  double of_post = 0.0;         ///< r22 = (S2^2 - SEM^2) / S2^2
};

///   errors  bad_argument: post sd or correlation missing or out of range; second scores that spread less than their
///           error of measurement (r22 not above 0), differences that are all error (rDD not above 0)
Result<ReliabilityOfDifferences> reliability_of_differences(const ScoreStatistics& statistics);

}  // namespace oncourse
