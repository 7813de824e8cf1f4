// simulate.hpp: people who do not exist, for demonstrations, tests and studies of power.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <random>
#include <vector>

#include "oncourse/base/error.hpp"
#include "oncourse/base/normal.hpp"
#include "oncourse/base/number.hpp"
#include "oncourse/instrument/instrument.hpp"

namespace oncourse {

/// A population of courses: score = level + rate ln(1 + session) + medication + residual, rounded to the instrument's
/// step and cut to its range.
///
///   source  `typical` and `slow` lie near published PHQ-9 courses: JMIR 2024 e60502 (n = 22,070, a fall of 7.5 in ten
///           weeks from 12.9) and the QIDS growth model of PMC7154938 (residual sd 2.5); medication, missing sessions
///           and dropout are assumptions
struct SimulatedPopulation {
  double level = 15.0, level_sd = 4.3;  ///< at intake, points
  double rate = -3.1, rate_sd = 2.0;    ///< points per ln(1 + session)
  double residual_sd = 2.5;
  double medicated = 0.3;           ///< share of people who start a medication at a session 1..8
  double medication_effect = -1.5;  ///< points while it is on
  double missing = 0.07;            ///< share of sessions after intake without a sheet
  double gap = 0.03;                ///< share of intervals that are three times the cadence
  double dropout = 0.02;            ///< chance to leave before each session from the fourth on
  int last_session_least = 12, last_session_most = 16;
  int cadence_days = 7;
};

inline constexpr SimulatedPopulation typical_population = {};
inline constexpr SimulatedPopulation slow_population = {.rate = -2.0, .rate_sd = 2.2, .medicated = 0.1};

struct SimulatedSession {
  int number;
  long day;                     ///< since intake
  bool medication;              ///< on at this session
  std::vector<Answer> answers;  ///< empty where the sheet is missing
};

/// Numbers that are the same on every machine: only the engine comes from the standard library, whose distributions
/// differ between vendors.
class SimulationDraws {
 public:
  explicit SimulationDraws(std::uint64_t seed) : engine_(seed) {}
  /// In (0, 1), 52 random bits.
  double uniform() { return (static_cast<double>(engine_() >> 12) + 0.5) * 0x1p-52; }
  double normal() { return normal_quantile(uniform()); }
  bool chance(double share) { return uniform() < share; }
  /// In [least, most].
  int whole(int least, int most) { return least + static_cast<int>(uniform() * (most - least + 1)); }

 private:
  std::mt19937_64 engine_;
};

/// A sheet with this total: points are dealt one at a time to items with room, to risk items four times more rarely.
///
///   q      a sum of items without exceptions to their range
///   total  a whole multiple of the step, in range
inline std::vector<Answer> simulated_answers(const Instrument& q, double total, SimulationDraws& draw) {
  std::vector<Answer> keyed(static_cast<std::size_t>(q.items), static_cast<Answer>(q.item_min));
  std::vector<double> weight(keyed.size());
  for (std::size_t i = 0; i < keyed.size(); ++i) {
    weight[i] = 0.5 + draw.uniform();
    for (const RiskItem& risk : q.risk)
      if (risk.item == static_cast<int>(i) + 1) weight[i] *= 0.25;
  }
  for (long points = std::lround((total - q.total_min) / q.multiplier); points > 0; --points) {
    double room = 0.0;
    for (std::size_t i = 0; i < keyed.size(); ++i) room += keyed[i] < q.item_max ? weight[i] : 0.0;
    double left = draw.uniform() * room;
    std::size_t chosen = keyed.size();
    for (std::size_t i = 0; i < keyed.size() && left >= 0.0; ++i) {
      if (keyed[i] >= q.item_max) continue;
      chosen = i;
      left -= weight[i];
    }
    ++keyed[chosen];
  }
  for (std::size_t i = 0; i < keyed.size(); ++i)
    if (q.reversed.contains(static_cast<int>(i) + 1))
      keyed[i] = static_cast<Answer>(q.item_min + q.item_max - keyed[i]);
  return keyed;
}

/// One person's course. Session 0 is intake; it and the last session always have a sheet.
///
///   errors  bad_argument: an instrument that is not a plain sum
inline Result<std::vector<SimulatedSession>> simulate_course(const Instrument& q, const SimulatedPopulation& population,
                                                             SimulationDraws& draw) {
  if (q.total != TotalRule::sum || q.items == 0 || !q.ranges.empty() || !q.points.empty() || !q.weights.empty() ||
      !q.table.empty() || !q.unscored.empty())
    return Error{Errc::bad_argument,
                 "only instruments that sum all their items can be simulated, not " + std::string(q.id)};
  const double level = population.level + population.level_sd * draw.normal();
  const double rate = population.rate + population.rate_sd * draw.normal();
  const int started = draw.chance(population.medicated) ? draw.whole(1, 8) : 1000;
  const int last = draw.whole(population.last_session_least, population.last_session_most);
  std::vector<SimulatedSession> course;
  long day = 0;
  for (int number = 0; number <= last; ++number) {
    if (number > 3 && draw.chance(population.dropout)) break;
    if (number > 0) day += population.cadence_days * (draw.chance(population.gap) ? 3L : 1L);
    const bool on = number >= started;
    const double mean = level + rate * std::log1p(number) + (on ? population.medication_effect : 0.0);
    const double score = mean + population.residual_sd * draw.normal();
    const double total = q.total_min + q.multiplier * std::round((score - q.total_min) / q.multiplier);
    SimulatedSession session{number, day, on, simulated_answers(q, std::clamp(total, q.total_min, q.total_max), draw)};
    if (number > 0 && number < last && draw.chance(population.missing)) session.answers.clear();
    course.push_back(std::move(session));
  }
  return course;
}

/// A person of a simulated cohort.
struct SimulatedPerson {
  long intake_day;  ///< since the first intake of all: cohorts start within a year, one person alone on the first day
  std::vector<SimulatedSession> course;
};

/// The next person of a cohort of `persons`.
///
///   until   the last session that was held: a course still under way
///   errors  those of simulate_course()
inline Result<SimulatedPerson> simulate_person(const Instrument& q, const SimulatedPopulation& population, int persons,
                                               int until, SimulationDraws& draw) {
  auto course = simulate_course(q, population, draw);
  if (!course) return course.error();
  std::erase_if(*course, [&](const SimulatedSession& session) { return session.number > until; });
  return SimulatedPerson{persons == 1 ? 0L : draw.whole(0, 364), *std::move(course)};
}

}  // namespace oncourse
