// growth_cohort.hpp: the simulated cohort that growth models are measured on, and the design that they are fitted with.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include "oncourse/cohort/cohort.hpp"
#include "oncourse/growth/design.hpp"

namespace oncourse::bench {

/// How much of the residual variance hangs together over time; correlated by a half a week apart.
enum class SerialShare { none, some, all };

/// PHQ-9 courses of 12 to 16 weekly sessions, one in 13 missed: 16 (sd 5) at intake, -2.7 (sd 1.7) per ln(1 + t),
/// residual 2.8; medication is a person's own, shifts the level by 1 and the rate by -0.5.
///
///   own_days  seen on days of their own, so that nobody shares a design; else at whole weeks, so that many do
inline Cohort simulated(std::int64_t persons, bool own_days, SerialShare serial = SerialShare::none) {
  const double residual_sd = 2.8, share = serial == SerialShare::all ? 1.0 : serial == SerialShare::some ? 0.6 : 0.0;
  const double serial_sd = std::sqrt(share) * residual_sd, noise_sd = std::sqrt(1.0 - share) * residual_sd;
  std::mt19937_64 random(1);
  std::normal_distribution<double> normal;
  std::uniform_int_distribution<int> sessions(12, 16);
  std::bernoulli_distribution missed(1.0 / 13.0), medicated(0.4);
  std::uniform_real_distribution<double> day(-0.4, 0.4);
  Cohort out;
  std::vector<double> medications;
  for (std::int64_t i = 0; i < persons; ++i) {
    const double level = 16.0 + 5.0 * normal(random), medication = medicated(random) ? 1.0 : 0.0;
    const double rate = -2.7 - 0.5 * medication + 1.7 * normal(random);
    double deviation = 0.0, time_before = 0.0;
    for (int session = 0, last = sessions(random); session < last; ++session) {
      if (session > 0 && missed(random)) continue;
      const double time = session > 0 && own_days ? session + day(random) : session;
      double score = level + 1.0 * medication + rate * std::log1p(time) + noise_sd * normal(random);
      if (serial != SerialShare::none) {  // an Ornstein-Uhlenbeck process
        const double kept = session > 0 ? std::exp2(time_before - time) : 0.0;
        deviation = kept * deviation + std::sqrt(1.0 - kept * kept) * serial_sd * normal(random);
        score += deviation;
        time_before = time;
      }
      out.time.push_back(time);
      out.score.push_back(score);
      medications.push_back(medication);
    }
    out.offsets.push_back(out.time.size());
  }
  out.covariates.push_back(std::move(medications));
  return out;
}

/// score ~ log1p(week) * medication + (1 + log1p(week) | person)
inline growth::Design growth_design() {
  growth::Design design;
  design.time_name = "week";
  design.covariates = {{"medication", true}};
  return design;
}

}  // namespace oncourse::bench
