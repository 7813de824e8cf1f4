// drift_test.cpp: how often a check of flags finds a drift where there is none, and how soon where there is one.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/drift.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <limits>
#include <numbers>
#include <random>

#include "oncourse/track/alarm_stages.hpp"

namespace oncourse {
namespace {

constexpr std::array<DriftReference, 6> drift_references = {
    {{9, 1, 10, 5}, {100, 10, 100, 45}, {1, 1, 1, 0}, {40, 4, 0, 0}, {2000, 100, 1500, 1500}, {30, 30, 4, 1}}};

std::vector<DriftGroup> judged_in(const DriftReference& reference) {
  if (reference.missed == 0) return {DriftGroup::reached};
  return {drift_groups.begin(), drift_groups.end()};
}

DriftReference any_drift_reference(std::mt19937_64& random) {
  DriftReference out;
  out.reached = 1 + random() % 150;
  out.cut_off = 1 + random() % std::min<std::size_t>(out.reached, 40);
  out.missed = random() % 150;
  out.missed_flagged = random() % (out.missed + 1);
  return out;
}

std::vector<FlaggedCourse> any_flagged_courses(std::mt19937_64& random, std::size_t n, double rate) {
  std::vector<FlaggedCourse> out;
  std::bernoulli_distribution flagged(rate);
  for (std::size_t i = 0; i < n; ++i) out.push_back({flagged(random), static_cast<TargetOutcome>(random() % 3)});
  return out;
}

/// A service: a share of persons reaches the target, and those who miss it have higher signals.
struct SimulatedService {
  double reach = 0.55, apart = 1.2;
  bool coarse = false;
  std::size_t stages = 1;
  std::mt19937_64 random{};
  std::normal_distribution<double> normal{};

  struct Person {
    bool reached;
    std::vector<double> signals;  ///< the greatest in each stage
  };
  Person person() {
    Person out{std::bernoulli_distribution(reach)(random), {}};
    for (std::size_t stage = 0; stage < stages; ++stage) {
      const double before = out.signals.empty() ? 0.0 : 0.5 * out.signals.back();
      const double signal = before + normal(random) + (out.reached ? 0.0 : apart);
      out.signals.push_back(coarse ? std::floor(2.0 * signal) : signal);
    }
    return out;
  }
};

/// Limits found on so many persons as a calibration finds them, and what it saw.
struct SimulatedCalibration {
  DriftReference reference;
  std::vector<AlarmStage> limits;

  SimulatedCalibration(SimulatedService& service, std::size_t persons, double alpha) {
    SpendingPlan plan;
    for (std::size_t stage = 0; stage < service.stages; ++stage) {
      plan.until.push_back(static_cast<double>(stage));
      plan.spent.push_back(static_cast<double>(stage + 1) / static_cast<double>(service.stages));
    }
    std::vector<std::vector<double>> of_reached, of_missed;
    for (std::size_t i = 0; i < persons; ++i) {
      auto one = service.person();
      (one.reached ? of_reached : of_missed).push_back(std::move(one.signals));
    }
    limits = conformal_stages(of_reached, plan, alpha);
    reference.reached = of_reached.size();
    reference.cut_off = static_cast<std::size_t>(std::floor(alpha * static_cast<double>(of_reached.size() + 1)));
    reference.missed = of_missed.size();
    reference.missed_flagged = static_cast<std::size_t>(
        std::count_if(of_missed.begin(), of_missed.end(), [this](const auto& signals) { return flags(signals); }));
  }
  [[nodiscard]] bool flags(const std::vector<double>& signals) const {
    for (std::size_t stage = 0; stage < limits.size(); ++stage)
      if (signals[stage] > limits[stage].limit) return true;
    return false;
  }
};

/// Of checks of a service where nothing changes, the greatest logarithms of e-values, by group and direction.
struct GreatestEvidence {
  std::vector<std::array<std::array<double, 2>, 3>> of_rounds;
  int rounds = 0;

  /// The share of checks in which one of these processes reaches the threshold.
  template <class Chosen>
  [[nodiscard]] double found(double threshold, const Chosen& chosen) const {
    std::size_t count = 0;
    for (const auto& round : of_rounds) {
      bool any = false;
      for (std::size_t g = 0; g < 3; ++g)
        for (std::size_t d = 0; d < 2; ++d) any = any || (chosen(g, d) && round[g][d] >= std::log(threshold));
      count += any ? 1U : 0U;
    }
    return static_cast<double>(count) / rounds;
  }
};

GreatestEvidence evidence_without_drift(SimulatedService service, std::size_t persons, double alpha,
                                        std::size_t courses, int rounds, std::uint64_t seed) {
  GreatestEvidence out;
  out.rounds = rounds;
  service.random.seed(seed);
  for (int round = 0; round < rounds; ++round) {
    const SimulatedCalibration calibration(service, persons, alpha);
    if (trouble_in(calibration.reference)) continue;  // no limit can be put: nothing is found
    auto check = *DriftCheck::make(calibration.reference);
    for (std::size_t i = 0; i < courses; ++i) {
      const auto next = service.person();
      check.add(calibration.flags(next.signals), next.reached ? TargetOutcome::reached : TargetOutcome::missed);
    }
    auto& greatest = out.of_rounds.emplace_back();
    for (std::size_t g = 0; g < 3; ++g) greatest[g] = check.state().groups[g].log_greatest;
  }
  return out;
}

double three_errors(double share, int rounds) { return 3.0 * std::sqrt(share * (1.0 - share) / rounds); }

TEST(Drift, IsFoundWithoutOneAtMostAsOftenAsDeltaSaysOverAllLooks) {
  constexpr int rounds = 600;
  struct Case {
    std::size_t persons;
    double alpha, reach, apart;
    std::size_t stages;
  };
  for (const auto& [persons, alpha, reach, apart, stages] :
       {Case{24, 0.2, 0.55, 1.2, 1}, Case{60, 0.1, 0.8, 2.5, 1}, Case{200, 0.1, 0.55, 1.2, 1},
        Case{200, 0.1, 0.5, 0.7, 3}, Case{1000, 0.05, 0.4, 0.0, 1}}) {
    const GreatestEvidence seen =
        evidence_without_drift({reach, apart, false, stages}, persons, alpha, 400, rounds, persons);
    for (const double delta : {0.05, 0.2}) {
      const double allowed = delta + three_errors(delta, rounds);
      EXPECT_LE(seen.found(6.0 / delta, [](std::size_t, std::size_t) { return true; }), allowed) << persons;
      for (std::size_t group = 0; group < 3; ++group)
        for (std::size_t direction = 0; direction < 2; ++direction) {
          const double alone =
              seen.found(1.0 / delta, [&](std::size_t g, std::size_t d) { return g == group && d == direction; });
          EXPECT_LE(alone, allowed) << persons << " " << group << direction;
        }
    }
    // The urn is no bound but exact: "more" alone is found about as often as it may be.
    EXPECT_GT(seen.found(5.0, [](std::size_t g, std::size_t d) { return g == 0 && d == 0; }), 0.02) << persons;
  }
}

TEST(Drift, IsFoundTooOftenWhereACalibrationIsTakenForTheTruth) {
  // The same with the rate k / (n + 1) known, as a control chart has it: the mixture against a fixed rate.
  SimulatedService service;
  service.random.seed(5);
  constexpr int rounds = 300;
  double found = 0.0;
  for (int round = 0; round < rounds; ++round) {
    const SimulatedCalibration calibration(service, 60, 0.1);
    const DriftReference& seen = calibration.reference;
    const double rate = static_cast<double>(seen.cut_off) / static_cast<double>(seen.reached + 1);
    std::size_t courses = 0, flagged = 0;
    bool ever = false;
    for (int i = 0; i < 800; ++i) {
      const auto next = service.person();
      if (!next.reached) continue;
      ++courses;
      flagged += calibration.flags(next.signals) ? 1U : 0U;
      ever = ever || !rate_sequence(courses, flagged, 0.95).holds(rate);
    }
    found += ever ? 1.0 / rounds : 0.0;
  }
  EXPECT_GT(found, 0.15);
}

TEST(Drift, ToMoreFlagsKeepsItsRateWhereSignalsTieAndThatToFewerDoesNotHaveTo) {
  constexpr int rounds = 1000;
  constexpr double delta = 0.2;
  const GreatestEvidence seen = evidence_without_drift({0.55, 1.2, true}, 200, 0.1, 800, rounds, 11);
  const double more = seen.found(6.0 / delta, [](std::size_t, std::size_t d) { return d == 0; });
  EXPECT_LE(more, delta / 2.0 + three_errors(delta / 2.0, rounds));
  for (std::size_t group = 0; group < 3; ++group) {
    const double alone = seen.found(1.0 / delta, [&](std::size_t g, std::size_t d) { return g == group && d == 0; });
    EXPECT_LE(alone, delta + three_errors(delta, rounds)) << group;
  }
  // what the header warns of
  EXPECT_GT(seen.found(1.0 / delta, [](std::size_t g, std::size_t d) { return g == 0 && d == 1; }), delta);
}

TEST(Drift, AmongThoseWhoReachTheTargetGrowsWithEveryFlagTowardMoreAndShrinksTowardFewer) {
  // What carries the promise of "more" over to ties: without a flag there is never more evidence for more of them.
  std::mt19937_64 random(7);
  for (int round = 0; round < 300; ++round) {
    const DriftReference reference = any_drift_reference(random);
    const std::size_t courses = 1 + random() % 120;
    for (std::size_t s = 0; s < courses; ++s) {
      const auto log_e = [&](DriftDirection direction, std::size_t flagged) {
        return drift_log_e(reference, DriftGroup::reached, direction, courses, flagged);
      };
      EXPECT_GE(log_e(DriftDirection::more, s + 1), log_e(DriftDirection::more, s) - 1e-9) << s << " of " << courses;
      EXPECT_LE(log_e(DriftDirection::fewer, s + 1), log_e(DriftDirection::fewer, s) + 1e-9) << s << " of " << courses;
    }
  }
}

TEST(Drift, AmongAllGrowsWithEveryFlagTowardMoreWhereItIsEvidence) {
  // Below 1 it need not: there the numerator and the bound may part, and no threshold is. Nothing else rests on it.
  std::mt19937_64 random(8);
  int compared = 0;
  for (int round = 0; round < 400; ++round) {
    DriftReference reference = any_drift_reference(random);
    reference.missed = std::max<std::size_t>(reference.missed, 1);
    const std::size_t courses = 1 + random() % 400;
    for (std::size_t s = 0; s < courses; ++s) {
      const double now = drift_log_e(reference, DriftGroup::all, DriftDirection::more, courses, s);
      if (now < 0.0) continue;
      ++compared;
      EXPECT_GE(drift_log_e(reference, DriftGroup::all, DriftDirection::more, courses, s + 1), now - 1e-9)
          << s << " of " << courses;
    }
  }
  EXPECT_GT(compared, 1000);
}

TEST(Drift, AmongThoseWhoReachTheTargetHasEValuesOfMeanOne) {
  // Over all sequences of the urn, to the last bit that sums keep.
  for (const DriftReference& reference : drift_references)
    for (const DriftDirection direction : drift_directions) {
      constexpr std::size_t courses = 9;
      double mean = 0.0, of_all = 0.0;
      for (unsigned sequence = 0; sequence < 1U << courses; ++sequence) {
        double chance = 1.0;
        std::size_t flagged = 0;
        for (std::size_t i = 0; i < courses; ++i) {
          const double next =
              static_cast<double>(reference.cut_off + flagged) / static_cast<double>(reference.reached + 1 + i);
          const bool flag = (sequence >> i & 1U) != 0;
          chance *= flag ? next : 1.0 - next;
          flagged += flag ? 1U : 0U;
        }
        of_all += chance;
        mean += chance * std::exp(drift_log_e(reference, DriftGroup::reached, direction, courses, flagged));
      }
      EXPECT_NEAR(of_all, 1.0, 1e-12);
      EXPECT_NEAR(mean, 1.0, 1e-9) << reference.reached << " " << name(direction);
    }
}

/// log of sums of exponentials of `log_term` at the middles of equal parts.
template <class Term>
double log_mean(std::size_t parts, const Term& log_term) {
  std::vector<double> logs;
  for (std::size_t i = 0; i < parts; ++i)
    logs.push_back(log_term((static_cast<double>(i) + 0.5) / static_cast<double>(parts)));
  const double greatest = *std::max_element(logs.begin(), logs.end());
  double sum = 0.0;
  for (const double one : logs) sum += std::exp(one - greatest);
  return greatest + std::log(sum / static_cast<double>(parts));
}

double log_chance(double p, double courses, double flagged) {
  return (flagged > 0.0 ? flagged * std::log(p) : 0.0) +
         (courses > flagged ? (courses - flagged) * std::log1p(-p) : 0.0);
}

/// The numerator by its definition: with p = sin^2 angle, Jeffreys' distribution is uniform in the angle.
double log_numerator(double cut, DriftDirection direction, double courses, double flagged) {
  const double at = std::asin(std::sqrt(cut)), right = std::numbers::pi / 2.0;
  const double from = direction == DriftDirection::more ? at : 0.0, to = direction == DriftDirection::more ? right : at;
  return log_mean(20000, [&](double part) {
    const double sine = std::sin(from + (to - from) * part);
    return log_chance(sine * sine, courses, flagged);
  });
}

/// The same, slowly: the urn ball by ball, the greatest chances by search over a grid.
double slow_log_e(const DriftReference& reference, DriftGroup group, DriftDirection direction, std::size_t courses,
                  std::size_t flagged) {
  const auto n = static_cast<double>(reference.reached), k = static_cast<double>(reference.cut_off),
             m = static_cast<double>(reference.missed), f = static_cast<double>(reference.missed_flagged),
             t = static_cast<double>(courses), s = static_cast<double>(flagged);
  if (group == DriftGroup::reached) {
    double urn = 0.0;
    for (std::size_t i = 0; i < courses; ++i) {
      const auto drawn = static_cast<double>(i);
      urn += i < flagged ? std::log((k + drawn) / (n + 1.0 + drawn))
                         : std::log((n + 1.0 - k + drawn - s) / (n + 1.0 + drawn));
    }
    return log_numerator((k - 0.5) / n, direction, t, s) - urn;
  }
  const auto uniform = [](double of, double count) {
    return log_mean(20000, [&](double p) { return log_chance(p, of, count); });
  };
  constexpr int steps = 2000;
  const auto greatest = [](double of, double count) {
    double best = -std::numeric_limits<double>::infinity();
    for (int i = 0; i <= steps; ++i) best = std::max(best, log_chance(static_cast<double>(i) / steps, of, count));
    return best;
  };
  if (group == DriftGroup::missed)
    return log_numerator((f + 0.5) / (m + 1.0), direction, t, s) + uniform(m, f) - greatest(m + t, f + s);
  const double above = k - 1.0 + f, others = n + m - 1.0;
  return log_numerator((above + 0.5) / (n + m), direction, t, s) + uniform(n + m, n) + uniform(m, f) +
         uniform(n - 1.0, k - 1.0) - greatest(above, k - 1.0) - greatest(others - above, n - k) -
         greatest(others + t, above + s);
}

TEST(Drift, HasTheEValuesOfItsSlowTwin) {
  std::mt19937_64 random(13);
  for (int round = 0; round < 25; ++round) {
    const DriftReference reference = any_drift_reference(random);
    const std::size_t courses = random() % 90, flagged = random() % (courses + 1);
    for (const DriftGroup group : judged_in(reference))
      for (const DriftDirection direction : drift_directions) {
        const double slow = slow_log_e(reference, group, direction, courses, flagged),
                     found = drift_log_e(reference, group, direction, courses, flagged);
        EXPECT_NEAR(found, slow, 2e-4 * (1.0 + std::fabs(slow)))  // the grid's step
            << name(group) << " " << name(direction) << " " << flagged << " of " << courses;
      }
  }
}

TEST(Drift, OfAllCoursesIsNoMoreThanWhatTheThreeUnknownSharesAllow) {
  // The denominator bounds the greatest chance over who reaches the target, the share above the limits, the others'.
  std::mt19937_64 random(17);
  for (int round = 0; round < 12; ++round) {
    DriftReference reference = any_drift_reference(random);
    reference.missed = std::max<std::size_t>(reference.missed, 1);
    const auto n = static_cast<double>(reference.reached), k = static_cast<double>(reference.cut_off),
               m = static_cast<double>(reference.missed), f = static_cast<double>(reference.missed_flagged);
    const double t = 60.0, s = static_cast<double>(random() % 61);
    double best = -std::numeric_limits<double>::infinity();
    constexpr int steps = 60;
    for (int i = 1; i < steps; ++i)
      for (int j = 1; j < steps; ++j)
        for (int l = 1; l < steps; ++l) {
          const double reach = static_cast<double>(i) / steps, of_reached = static_cast<double>(j) / steps,
                       of_missed = static_cast<double>(l) / steps;
          const double rate = reach * of_reached + (1.0 - reach) * of_missed;
          best = std::max(best, log_chance(reach, n + m, n) + log_chance(of_reached, n - 1.0, k - 1.0) +
                                    log_chance(of_missed, m, f) + log_chance(rate, t, s));
        }
    const auto log_beta = [](double a, double b) { return std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b); };
    const double numerator = log_numerator((k - 0.5 + f) / (n + m), DriftDirection::more, t, s) +
                             log_beta(n + 1.0, m + 1.0) + log_beta(f + 1.0, m - f + 1.0) + log_beta(k, n + 1.0 - k);
    const double found = drift_log_e(reference, DriftGroup::all, DriftDirection::more, 60, static_cast<std::size_t>(s));
    EXPECT_LE(found, numerator - best + 1e-3);
    EXPECT_GE(found, numerator - best - 12.0) << "and is no empty bound";
  }
}

TEST(Drift, OfFlagsOnPaper) {
  // Nine reached the target, one is cut off: the next is flagged with 1/10. Half of Jeffreys' mixture beyond 1/18:
  // the mean of sin^2 from the angle a = asin sqrt(1/18) on is (1/2) + sin(2 a) / (4 (pi/2 - a)).
  const double angle = std::asin(std::sqrt(1.0 / 18.0));
  const double mean = 0.5 + std::sin(2.0 * angle) / (4.0 * (std::numbers::pi / 2.0 - angle));
  EXPECT_NEAR(drift_log_e({9, 1, 0, 0}, DriftGroup::reached, DriftDirection::more, 1, 1), std::log(10.0 * mean), 1e-12);
  EXPECT_EQ(drift_log_e({9, 1, 0, 0}, DriftGroup::reached, DriftDirection::more, 0, 0), 0.0);
  // One of two who missed it: uniform 1/6, greatest chance 1/4, so that the check starts at 2/3.
  EXPECT_NEAR(drift_log_e({9, 1, 2, 1}, DriftGroup::missed, DriftDirection::fewer, 0, 0), std::log(2.0 / 3.0), 1e-12);
}

TEST(RateSequence, HoldsARateAtAllLooksTogether) {
  std::mt19937_64 random(19);
  constexpr int rounds = 400;
  for (const double rate : {0.02, 0.1, 0.5}) {
    double lost = 0.0;
    std::bernoulli_distribution flagged(rate);
    for (int round = 0; round < rounds; ++round) {
      std::size_t seen = 0;
      bool held = true;
      for (std::size_t t = 1; t <= 300; ++t) {
        seen += flagged(random) ? 1U : 0U;
        held = held && rate_sequence(t, seen, 0.9).holds(rate);
      }
      lost += held ? 0.0 : 1.0 / rounds;
    }
    EXPECT_LE(lost, 0.1 + three_errors(0.1, rounds)) << rate;
    EXPECT_GT(lost, 0.0) << rate;
  }
}

TEST(RateSequence, EndsWhereTheMixtureIsAsManyTimesMoreLikely) {
  for (const std::size_t flagged : {0U, 3U, 25U, 50U}) {
    const ConfidenceInterval found = rate_sequence(50, flagged, 0.95);
    const auto s = static_cast<double>(flagged);
    const double mixture =
        std::lgamma(s + 0.5) + std::lgamma(50.5 - s) - std::lgamma(51.0) - std::log(std::numbers::pi);
    for (const double end : {found.low, found.high}) {
      if (end == 0.0 || end == 1.0) continue;
      EXPECT_NEAR(mixture - log_chance(end, 50.0, s), std::log(20.0), 1e-8);
    }
    EXPECT_TRUE(found.holds(s / 50.0));
    const ConfidenceInterval mirror = rate_sequence(50, 50 - flagged, 0.95);
    EXPECT_NEAR(mirror.low, 1.0 - found.high, 1e-12);
  }
  EXPECT_EQ(rate_sequence(0, 0, 0.95).low, 0.0);
  EXPECT_EQ(rate_sequence(0, 0, 0.95).high, 1.0);
}

/// Courses until a check of a service whose rates become those finds it; the middle one of many.
///
///   open  whether courses are looked at before they end
std::size_t median_found(const DriftReference& reference, double of_reached, double of_missed, DriftDirection direction,
                         bool open, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<std::size_t> found;
  DriftOptions options;
  options.count_open = open;
  for (int round = 0; round < 101; ++round) {
    auto check = *DriftCheck::make(reference, options);
    std::size_t at = 0;
    for (std::size_t i = 1; i <= 4000 && at == 0; ++i) {
      const bool reached = random() % 2 == 0;
      const bool flagged = std::bernoulli_distribution(reached ? of_reached : of_missed)(random);
      check.add(flagged, open ? TargetOutcome::open : reached ? TargetOutcome::reached : TargetOutcome::missed);
      for (const DriftState::Group& group : check.state().groups)
        at = std::max(at, group.found_at[static_cast<std::size_t>(direction)]);
    }
    found.push_back(at == 0 ? 4001 : at);
  }
  std::nth_element(found.begin(), found.begin() + 50, found.end());
  return found[50];
}

TEST(Drift, ThatDoublesTriplesOrHalvesARateIsFound) {
  const DriftReference large = {200, 20, 200, 80}, small = {50, 5, 50, 20};
  struct Case {
    const char* what;
    DriftReference reference;
    double of_reached, of_missed;
    DriftDirection direction;
    bool open;
    std::size_t at_most;
  };
  for (const Case& one : {Case{"both doubled", large, 0.2, 0.8, DriftDirection::more, false, 70},
                          Case{"both doubled, of 100 persons", small, 0.2, 0.8, DriftDirection::more, false, 110},
                          Case{"both doubled, seen before the ends", large, 0.2, 0.8, DriftDirection::more, true, 200},
                          Case{"false alarms doubled", large, 0.2, 0.4, DriftDirection::more, false, 2500},
                          Case{"false alarms tripled", large, 0.3, 0.4, DriftDirection::more, false, 140},
                          Case{"both halved", large, 0.05, 0.2, DriftDirection::fewer, false, 400}}) {
    const std::size_t median = median_found(one.reference, one.of_reached, one.of_missed, one.direction, one.open, 23);
    std::cout << one.what << ": found after " << median << " courses\n";
    EXPECT_LE(median, one.at_most) << one.what;
  }
}

TEST(Drift, DoesNotDependOnTheOrderOfCoursesButForWhenItWasFound) {
  std::mt19937_64 random(41);
  for (int round = 0; round < 60; ++round) {
    const DriftReference reference = any_drift_reference(random);
    auto courses = any_flagged_courses(random, 80, 0.3);
    const auto one = drift_check(reference, courses);
    std::shuffle(courses.begin(), courses.end(), random);
    const auto other = drift_check(reference, courses);
    ASSERT_TRUE(one && other);
    for (std::size_t g = 0; g < one->groups.size(); ++g) {
      EXPECT_EQ(one->groups[g].flagged, other->groups[g].flagged);
      EXPECT_EQ(one->groups[g].interval.low, other->groups[g].interval.low);
      for (std::size_t d = 0; d < 2; ++d)
        EXPECT_EQ(one->groups[g].evidence[d].log_e, other->groups[g].evidence[d].log_e);
    }
  }
}

void expect_same_drift(const DriftResult& a, const DriftResult& b) {
  EXPECT_EQ(a.courses, b.courses);
  EXPECT_EQ(a.open, b.open);
  EXPECT_EQ(a.p, b.p);
  EXPECT_EQ(a.found_at, b.found_at);
  EXPECT_EQ(a.sentences, b.sentences);
  ASSERT_EQ(a.groups.size(), b.groups.size());
  for (std::size_t g = 0; g < a.groups.size(); ++g)
    for (std::size_t d = 0; d < 2; ++d) {
      EXPECT_EQ(a.groups[g].evidence[d].log_e, b.groups[g].evidence[d].log_e);
      EXPECT_EQ(a.groups[g].evidence[d].log_greatest, b.groups[g].evidence[d].log_greatest);
      EXPECT_EQ(a.groups[g].evidence[d].found_at, b.groups[g].evidence[d].found_at);
    }
}

TEST(DriftCheck, CarriedOnFromItsStateAtAnyCourseIsTheBatch) {
  std::mt19937_64 random(43);
  for (int round = 0; round < 60; ++round) {
    const DriftReference reference = any_drift_reference(random);
    DriftOptions options;
    options.delta = 0.3;
    options.count_open = round % 2 == 0;
    const auto courses = any_flagged_courses(random, random() % 120, 0.6);
    const auto batch = drift_check(reference, courses, options);
    ASSERT_TRUE(batch);
    auto check = *DriftCheck::make(reference, options);
    for (const FlaggedCourse& course : courses) {
      const auto kept = DriftCheck::resume(reference, options, check.state());
      ASSERT_TRUE(kept) << kept.error().detail;
      EXPECT_TRUE(kept->state() == check.state());
      check = *kept;
      check.add(course.flagged, course.outcome);
    }
    expect_same_drift(check.result(), *batch);
  }
}

TEST(DriftCheck, FindsDriftAtTheFirstCourseWhoseEValueReachesTheThreshold) {
  const DriftReference reference = {60, 6, 40, 20};
  const std::vector<FlaggedCourse> courses(60, {true, TargetOutcome::reached});
  const auto all = drift_check(reference, courses);
  ASSERT_TRUE(all && all->found_at);
  EXPECT_EQ(all->threshold, 6.0 / 0.05);
  const std::size_t at = *all->found_at;
  const auto log_e_after = [&](std::size_t n) {
    return drift_log_e(reference, DriftGroup::reached, DriftDirection::more, n, n);
  };
  EXPECT_GE(log_e_after(at), std::log(120.0));
  EXPECT_LT(log_e_after(at - 1), std::log(120.0));
  EXPECT_FALSE(drift_check(reference, std::span(courses).first(at - 1))->found_at);
  EXPECT_LE(all->p, 0.05);
  // What was found stays found, and the greatest e-value is kept, when flags become rare again.
  auto later = courses;
  later.insert(later.end(), 3000, {false, TargetOutcome::reached});
  const auto after = drift_check(reference, later);
  EXPECT_EQ(after->found_at, all->found_at);
  const DriftEvidence& more = after->groups[0].toward(DriftDirection::more);
  EXPECT_GE(more.log_greatest, all->groups[0].toward(DriftDirection::more).log_greatest);
  EXPECT_LT(more.log_e, 0.0);
}

TEST(DriftCheck, LeavesOpenCoursesOutUnlessTheReferenceIsCountedLikeThem) {
  const DriftReference reference = {60, 6, 40, 20};
  const std::vector<FlaggedCourse> courses = {{true, TargetOutcome::open}, {false, TargetOutcome::missed}};
  DriftOptions options;
  const auto without = drift_check(reference, courses, options);
  options.count_open = true;
  const auto with = drift_check(reference, courses, options);
  EXPECT_EQ(without->groups[2].courses, 1U);
  EXPECT_EQ(without->groups[2].flagged, 0U);
  EXPECT_EQ(with->groups[2].courses, 2U);
  EXPECT_EQ(with->groups[2].flagged, 1U);
  EXPECT_EQ(with->groups[1].courses, without->groups[1].courses);
  EXPECT_EQ(with->open, 1U);
}

TEST(DriftCheck, JudgesOnlyThoseWhoReachTheTargetWhereNothingIsKnownOfTheOthers) {
  const std::vector<FlaggedCourse> courses = {{true, TargetOutcome::missed}, {true, TargetOutcome::reached}};
  const auto found = drift_check({9, 1, 0, 0}, courses);
  ASSERT_EQ(found->groups.size(), 1U);
  EXPECT_EQ(found->groups[0].courses, 1U);
  EXPECT_EQ(found->threshold, 2.0 / 0.05);
  EXPECT_EQ(found->courses, 2U);
}

TEST(DriftCheck, ExpectsOfThoseWhoReachTheTargetWhatTheBetaLawSays) {
  // Of 199 with 20 cut off: Beta(20, 180), by binomial sums over 199 to 50 digits.
  const auto found = drift_check({199, 20, 100, 40}, {});
  const GroupDrift& reached = found->groups[0];
  EXPECT_EQ(reached.expected, 0.1);
  EXPECT_NEAR(reached.expected_range.low, 0.0624773822307060, 1e-9);
  EXPECT_NEAR(reached.expected_range.high, 0.1450819488205796, 1e-9);
  // Clopper and Pearson of 40 of 100, by the same sums.
  EXPECT_NEAR(found->groups[1].expected_range.low, 0.3032947687028774, 1e-9);
  EXPECT_NEAR(found->groups[1].expected_range.high, 0.5027908495776651, 1e-9);
  EXPECT_TRUE(std::isnan(reached.rate));
  EXPECT_EQ(reached.toward(DriftDirection::more).p(), 1.0);
  EXPECT_EQ(found->p, 1.0);
}

TEST(DriftCheck, SaysInPlainSentencesWhatItFound) {
  std::vector<FlaggedCourse> courses(40, {true, TargetOutcome::reached});
  courses.push_back({false, TargetOutcome::open});
  const auto found = drift_check({199, 20, 100, 40}, courses);
  const auto says = [&](std::string_view words) {
    return std::any_of(found->sentences.begin(), found->sentences.end(),
                       [&](const std::string& one) { return one.find(words) != std::string::npos; });
  };
  EXPECT_TRUE(says("1 course is open and says nothing yet."));
  EXPECT_TRUE(says("Of 40 courses that reached the target 40 were flagged, 100.0 %"));
  EXPECT_TRUE(says("the calibration lets expect 10.0 %"));
  EXPECT_TRUE(says("More flags than the calibration lets expect: found at course"));
  EXPECT_TRUE(says("There are no courses that missed the target yet"));
  EXPECT_TRUE(says("a probability of at most 5 %"));
  EXPECT_FALSE(says("Fewer flags"));
}

TEST(DriftCheck, StaysFiniteAndFastForEveryCount) {
  const DriftReference largest = {1'000'000'000, 100'000'000, 1'000'000'000, 1'000'000'000};
  EXPECT_FALSE(trouble_in(largest));
  for (const DriftGroup group : drift_groups)
    for (const DriftDirection direction : drift_directions)
      for (const std::size_t flagged : {0UL, 50'000UL, 1'000'000UL}) {
        const double log_e = drift_log_e(largest, group, direction, 1'000'000, flagged);
        EXPECT_FALSE(std::isnan(log_e)) << name(group) << name(direction) << flagged;
      }
  const std::vector<FlaggedCourse> courses(5000, {true, TargetOutcome::reached});
  const auto found = drift_check({1000, 1, 10, 1}, courses);
  EXPECT_EQ(found->groups[0].toward(DriftDirection::more).e(), std::numeric_limits<double>::max());
  EXPECT_EQ(found->groups[0].toward(DriftDirection::fewer).e(), 0.0);
}

TEST(DriftCheck, RefusesWhatCannotBe) {
  const auto refused = [](const DriftReference& reference, const DriftOptions& options, std::string_view why) {
    const auto made = DriftCheck::make(reference, options);
    ASSERT_FALSE(made) << why;
    EXPECT_EQ(made.error().code, Errc::bad_argument);
    EXPECT_NE(made.error().detail.find(why), std::string::npos) << made.error().detail;
  };
  refused({0, 0, 10, 1}, {}, "0 reached the target");
  refused({10, 11, 10, 1}, {}, "cut off 11 of 10");
  refused({10, 0, 10, 1}, {}, "no alarm can ever be raised");
  refused({10, 1, 10, 11}, {}, "11 of 10 who missed");
  refused({1'000'000'001, 1, 0, 0}, {}, "1000000001 persons");
  for (const double delta : {0.0, 1.0, -0.1, std::nan("")}) refused({10, 1, 10, 1}, {delta}, "delta is");
  for (const double level : {0.0, 1.0, std::nan("")}) refused({10, 1, 10, 1}, {0.05, level}, "confidence level");
}

TEST(DriftCheck, RefusesAStateThatNoCheckCanHave) {
  const DriftReference reference = {60, 6, 40, 20};
  auto check = *DriftCheck::make(reference);
  for (int i = 0; i < 30; ++i) check.add(true, i % 5 == 0 ? TargetOutcome::open : TargetOutcome::reached);
  const DriftState good = check.state();
  ASSERT_TRUE(DriftCheck::resume(reference, {}, good));
  ASSERT_GT(good.groups[0].found_at[0], 0U);
  const auto refused = [&](const auto& change) {
    DriftState state = good;
    change(state);
    const auto made = DriftCheck::resume(reference, {}, state);
    EXPECT_FALSE(made);
    if (!made) {
      EXPECT_EQ(made.error().code, Errc::bad_argument);
      EXPECT_EQ(made.error().detail.find("the state of the drift check: "), 0U);
    }
  };
  refused([](DriftState& s) { s.courses += 1; });
  refused([](DriftState& s) { s.open = s.courses + 1; });
  refused([](DriftState& s) { s.groups[0].flagged = s.groups[0].courses + 1; });
  refused([](DriftState& s) { s.groups[2].courses -= 1; });
  refused([](DriftState& s) { s.groups[0].log_greatest[0] = 1.0; });
  refused([](DriftState& s) { s.groups[0].log_greatest[0] = std::nan(""); });
  refused([](DriftState& s) { s.groups[0].log_greatest[0] = std::numeric_limits<double>::infinity(); });
  refused([](DriftState& s) { s.groups[0].found_at[0] = 0; });
  refused([](DriftState& s) { s.groups[0].found_at[0] = s.courses + 1; });
  refused([](DriftState& s) { s.groups[1].found_at[1] = 1; });
  EXPECT_FALSE(DriftCheck::resume({60, 6, 0, 0}, {}, good));
}

}  // namespace
}  // namespace oncourse
