// simulate.hpp: people who do not exist, for demonstrations, tests and studies of power.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <string_view>
#include <vector>

#include "oncourse/base/error.hpp"
#include "oncourse/base/normal.hpp"
#include "oncourse/cohort/simulated_population.hpp"
#include "oncourse/instrument/instrument.hpp"

namespace oncourse {

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

/// A sheet with exactly this total, every answer in its item's range: points are dealt one at a time to items with
/// room, to risk items four times more rarely.
///
///   q      a sum of items without exceptions to their range
///   total  a whole multiple of the step, in range
std::vector<Answer> simulated_answers(const Instrument& q, double total, SimulationDraws& draw);

struct SimulatedSession {
  int number;
  long day;                     ///< since intake
  bool medication;              ///< on at this session
  double expected;              ///< of this person, without the residual; neither rounded nor cut
  std::optional<double> total;  ///< none where the sheet is missing
  std::vector<Answer> answers;  ///< of that total; empty where the sheet is missing, or totals alone are simulated
};

/// How a course ended.
enum class CourseEnd { completed, completely_at_random, good_enough, deterioration, under_way };

constexpr std::string_view name(CourseEnd end) {
  switch (end) {
    case CourseEnd::completed: return "completed";
    case CourseEnd::completely_at_random: return "completely_at_random";
    case CourseEnd::good_enough: return "good_enough";
    case CourseEnd::deterioration: return "deterioration";
    case CourseEnd::under_way: return "under_way";
  }
  return "unknown";
}

/// One person's course. Session 0 is intake; it and the last session agreed always have a sheet.
struct SimulatedCourse {
  long intake_day;                     ///< since the first day on which anybody is taken in
  double level, rate;                  ///< the person's own
  std::optional<int> medication_from;  ///< a session, whether or not the course came so far
  int last_planned;                    ///< the last session agreed
  CourseEnd end;
  std::vector<SimulatedSession> sessions;
};

struct SimulationOptions {
  std::uint64_t seed = 1;
  int until = 1000;           ///< the last session that was held: courses still under way
  int last_intake_day = 364;  ///< persons are taken in on any day from 0 to this one; 0: all on the same
  bool items = true;          ///< false: totals alone, for every instrument whose totals are on a grid
};

/// One person after the other, of a cohort of any size. Same seed, same people, on every machine; the first persons of
/// a cohort are those of a shorter one. A person's own level and rate may differ in the last bit where a machine's
/// logarithm does; scores are rounded.
///
///   cost    O(sessions) per person, times the points of a sheet where items are asked for; memory of one course
class CourseSimulator {
 public:
  ///   q       must outlive it
  ///   errors  bad_argument: trouble_in() the population; items of an instrument that is not a plain sum, or whose
  ///           totals are not on a grid; a limit off the instrument's range, or at intake one that fewer than one in
  ///           1,000 persons meet. not_available: a threshold of dropout that neither population nor instrument has
  static Result<CourseSimulator> make(const Instrument& q, const SimulatedPopulation& population,
                                      const SimulationOptions& options = {});

  SimulatedCourse next();

  /// For what else is to be drawn of the person that came last.
  [[nodiscard]] SimulationDraws& draws() { return draw_; }

 private:
  CourseSimulator(const Instrument& q, const SimulatedPopulation& population, const SimulationOptions& options)
      : q_(&q), population_(population), options_(options), draw_(options.seed) {}
  [[nodiscard]] double total_of(double score) const;
  [[nodiscard]] std::optional<CourseEnd> leaves(double intake, double latest);

  const Instrument* q_;
  SimulatedPopulation population_;
  SimulationOptions options_;
  SimulationDraws draw_;
  const Cutoff* good_enough_ = nullptr;  ///< where the population has no score for it
  double deterioration_ = 0.0;           ///< points, and whether exactly as many count
  bool deterioration_inclusive_ = true;
};

}  // namespace oncourse
