// retest.hpp: the same persons measured again while nothing changed: agreement, and what change exceeds error.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstddef>
#include <optional>
#include <span>

#include "oncourse/base/error.hpp"
#include "oncourse/base/normal.hpp"
#include "oncourse/change/confidence_interval.hpp"

namespace oncourse {

/// A reliability and its interval; the interval is absent where agreement is perfect or too few persons allow none.
struct ReliabilityEstimate {
  double value = 0.0;
  std::optional<ConfidenceInterval> interval = {};
};

struct Retest {
  std::size_t persons = 0;   ///< measured on every occasion
  std::size_t left_out = 0;  ///< who missed at least one
  std::size_t occasions = 0;
  std::optional<ReliabilityEstimate> pearson;  ///< of two occasions; Fisher's interval, from four persons on
  ReliabilityEstimate agreement;               ///< ICC(2,1): occasions are a sample, a shift between them is error
  ReliabilityEstimate consistency;             ///< ICC(3,1): a shift of everybody between occasions is no error
  double sem_agreement = 0.0;                  ///< standard error of measurement, a shift being error
  double sem_consistency = 0.0;                ///< and without it
  double persons_mean_square = 0.0, occasions_mean_square = 0.0, error_mean_square = 0.0;
};

/// Pearson's correlation and the intraclass correlations of Shrout & Fleiss, by two-way analysis of variance.
///
///   occasions  a span per occasion and in each a score per person, in the same order; NaN where missed
///   errors     bad_argument: fewer than two occasions, spans of different lengths, an infinite score, the level, or
///              all scores are the same; not_enough_sessions: fewer than three persons were there every time
///   source     Shrout & Fleiss 1979, Psychol Bull 86:420-428; Fisher 1921, Metron 1:3-32; SEMs: de Vet, Terwee, Knol
///              & Bouter 2006, J Clin Epidemiol 59:1033-1039
Result<Retest> retest(std::span<const std::span<const double>> occasions, double level = usual_confidence);

/// Fisher's interval of a correlation.
///
///   r        strictly between -1 and 1
///   persons  at least 4
///   errors   bad_argument: any of these, the level
Result<ConfidenceInterval> correlation_interval(double r, std::size_t persons, double level = usual_confidence);

/// Standard error of measurement, sd sqrt(1 - reliability).
///
///   errors  bad_argument: sd not above 0, reliability not inside (0, 1)
inline Result<double> standard_error_of_measurement(double sd, double reliability) {
  if (!(sd > 0.0) || !std::isfinite(sd))
    return Error{Errc::bad_argument, "standard deviation " + text(sd) + ", it must be above 0"};
  if (!(reliability > 0.0 && reliability < 1.0))
    return Error{Errc::bad_argument, "reliability " + text(reliability) + ", it must lie between 0 and 1"};
  return sd * std::sqrt(1.0 - reliability);
}

/// The smallest detectable change, z sqrt(2) SEM: of one person, or of the mean of a group, where it is smaller by the
/// root of their number.
///
///   sem      above 0, in points
///   persons  1 or more
///   errors   bad_argument: either, the level
///   source   Weir 2005, J Strength Cond Res 19:231-240; of a group: de Vet, Terwee, Mokkink & Knol 2011, Measurement
///   in
///            Medicine, Cambridge University Press
inline Result<double> smallest_detectable_change(double sem, std::size_t persons = 1, double level = usual_confidence) {
  if (const auto trouble = trouble_in_level(level)) return *trouble;
  if (!(sem > 0.0) || !std::isfinite(sem))
    return Error{Errc::bad_argument, "standard error of measurement " + text(sem) + ", it must be above 0"};
  if (persons == 0) return Error{Errc::bad_argument, "a group of 0 persons"};
  return normal_half_width(level) * std::sqrt(2.0) * sem / std::sqrt(static_cast<double>(persons));
}

}  // namespace oncourse
