// simulate_test.cpp: people who do not exist, but could.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/simulate.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "oncourse/base/student_t.hpp"
#include "oncourse/cohort/simulate_columns.hpp"
#include "oncourse/course/change.hpp"
#include "oncourse/growth/fit.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/instrument/score.hpp"
#include "support/cohort.hpp"

namespace oncourse::simulate_test {

CourseSimulator simulator(const Instrument& q, const SimulatedPopulation& population, std::uint64_t seed,
                          bool items = false) {
  SimulationOptions options;
  options.seed = seed;
  options.items = items;
  auto made = CourseSimulator::make(q, population, options);
  EXPECT_TRUE(made.ok()) << made.error().detail;
  return *std::move(made);
}

std::string refusal_of(const Instrument& q, const SimulatedPopulation& population, SimulationOptions options = {}) {
  const auto made = CourseSimulator::make(q, population, options);
  return made.ok() ? "" : std::string(name(made.error().code)) + ": " + made.error().detail;
}

/// On the OQ-45, 0 to 180, so far from both ends that rounding is little and cutting nothing.
constexpr SimulatedPopulation wide = {.level = 90,
                                      .level_sd = 8,
                                      .rate = -5,
                                      .rate_sd = 3,
                                      .residual_sd = 6,
                                      .medicated = 0,
                                      .missing = 0,
                                      .gap = 0,
                                      .dropout_completely_at_random = 0,
                                      .last_session_least = 12,
                                      .last_session_most = 12};

/// Sums of pairs.
struct Pairs {
  double n = 0, a = 0, b = 0, aa = 0, bb = 0, ab = 0;
  void add(double x, double y) { n += 1, a += x, b += y, aa += x * x, bb += y * y, ab += x * y; }
  double mean() const { return a / n; }
  double sd() const { return std::sqrt(aa / n - a * a / n / n); }
  double correlation() const {
    return (ab / n - a * b / n / n) / std::sqrt((aa / n - a * a / n / n) * (bb / n - b * b / n / n));
  }
};

bool same(const SimulatedCourse& a, const SimulatedCourse& b) {
  if (a.level != b.level || a.rate != b.rate || a.end != b.end || a.intake_day != b.intake_day ||
      a.sessions.size() != b.sessions.size())
    return false;
  for (std::size_t i = 0; i < a.sessions.size(); ++i)
    if (a.sessions[i].answers != b.sessions[i].answers || a.sessions[i].total != b.sessions[i].total ||
        a.sessions[i].day != b.sessions[i].day)
      return false;
  return true;
}

TEST(SimulatedAnswers, AddUpToTheTotalOnEveryInstrumentThatSums) {
  SimulationDraws draw(1);
  int instruments = 0;
  for (const Instrument* q : catalogue()) {
    if (q->total != TotalRule::sum || q->items == 0 || !q->unscored.empty() || !q->ranges.empty()) continue;
    ++instruments;
    for (double total = q->total_min; total <= q->total_max; total += q->step()) {
      const auto answers = simulated_answers(*q, total, draw);
      const auto sheet = score(*q, answers);
      ASSERT_TRUE(sheet.ok()) << q->id << ": " << sheet.error().detail;
      EXPECT_EQ(sheet->total, total) << q->id;
    }
  }
  EXPECT_GE(instruments, 25);
}

TEST(SimulateCourse, TheSameSeedGivesTheSamePeopleAndAnotherSeedOthers) {
  for (const NamedPopulation& one : named_populations()) {
    const Instrument& q = **find_instrument(one.instrument);
    auto first = simulator(q, one.population, 7), again = first, other = simulator(q, one.population, 8);
    for (int person = 0; person < 20; ++person) {
      const SimulatedCourse course = first.next();
      EXPECT_TRUE(same(course, again.next())) << one.id;
      EXPECT_FALSE(same(course, other.next())) << one.id;
    }
  }
}

TEST(SimulateCourse, EverySheetAddsUpToItsTotalInRangeAndWhatIsMissingHasNeither) {
  for (const Instrument* q : {&phq9, &ces_d, &who5})
    for (const double level : {-20.0, 9.0, 40.0, 200.0}) {  // at the floor, at the ceiling, and between
      auto population = typical_population;
      population.level = level;
      population.autocorrelation = 0.6;
      population.nugget = 0.2;
      auto simulated = simulator(*q, population, 11, true);
      bool missing = false;
      for (int person = 0; person < 60; ++person)
        for (const SimulatedSession& session : simulated.next().sessions) {
          ASSERT_EQ(session.total.has_value(), !session.answers.empty());
          missing = missing || !session.total;
          if (!session.total) continue;
          ASSERT_GE(*session.total, q->total_min);
          ASSERT_LE(*session.total, q->total_max);
          EXPECT_EQ(score(*q, session.answers)->total, *session.total);
        }
      EXPECT_TRUE(missing);
    }
}

TEST(SimulateCourse, KeepsToThePlan) {
  auto simulated = simulator(phq9, typical_population, 2, true);
  int left_early = 0, medicated = 0;
  for (int person = 0; person < 2000; ++person) {
    const SimulatedCourse course = simulated.next();
    const auto& sessions = course.sessions;
    EXPECT_EQ(sessions.front().number, 0);
    EXPECT_EQ(sessions.front().day, 0);
    EXPECT_FALSE(sessions.front().answers.empty());
    EXPECT_LE(course.last_planned, 16);
    EXPECT_GE(course.last_planned, 12);
    EXPECT_EQ(course.end == CourseEnd::completed, sessions.back().number == course.last_planned);
    for (std::size_t k = 1; k < sessions.size(); ++k) {
      EXPECT_EQ(sessions[k].number, sessions[k - 1].number + 1);
      EXPECT_GE(sessions[k].day, sessions[k - 1].day + 7);
      EXPECT_EQ(sessions[k].medication, course.medication_from && sessions[k].number >= *course.medication_from);
    }
    left_early += sessions.back().number < 12 ? 1 : 0;
    medicated += sessions.back().medication ? 1 : 0;
  }
  // 2 % before each of sessions 4..12 leaves 16.6 % early; 30 % medicated less those who left before they started.
  EXPECT_NEAR(left_early / 2000.0, 0.166, 0.03);
  EXPECT_NEAR(medicated / 2000.0, 0.29, 0.04);
}

TEST(SimulateCourse, LevelAndRateHaveTheMomentsAskedFor) {
  constexpr int n = 40000;
  for (const double correlation : {-1.0, -0.6, 0.0, 0.5}) {
    auto population = wide;
    population.correlation = correlation;
    population.last_session_least = population.last_session_most = 0;
    auto simulated = simulator(oq_45, population, 21);
    Pairs found;
    for (int person = 0; person < n; ++person) {
      const SimulatedCourse course = simulated.next();
      found.add(course.level, course.rate);
    }
    EXPECT_NEAR(found.mean(), 90, 4 * 8 / std::sqrt(n));
    EXPECT_NEAR(found.b / n, -5, 4 * 3 / std::sqrt(n));
    EXPECT_NEAR(found.sd(), 8, 4 * 8 / std::sqrt(2.0 * n));
    EXPECT_NEAR(found.correlation(), correlation, 4 * (1 - correlation * correlation) / std::sqrt(n) + 1e-9);
  }
}

/// Correlation of residuals that lie `lag` sessions apart.
Pairs residuals(const SimulatedPopulation& population, std::size_t lag, std::uint64_t seed) {
  auto simulated = simulator(oq_45, population, seed);
  Pairs out;
  for (int person = 0; person < 4000; ++person) {
    const auto sessions = simulated.next().sessions;
    for (std::size_t k = lag; k < sessions.size(); k += lag + 1) {
      const auto& before = sessions[k - lag];
      out.add(*before.total - before.expected, *sessions[k].total - sessions[k].expected);
    }
  }
  return out;
}

TEST(SimulateCourse, ResidualsCorrelateAsAskedInContinuousTimeBesideTheirWhiteNoise) {
  for (const double phi : {0.0, 0.3, 0.8})
    for (const double nugget : {0.0, 0.4, 1.0})
      for (const double cadence : {7.0, 14.0})
        for (const std::size_t lag : {1U, 2U}) {
          auto population = wide;
          population.autocorrelation = phi;
          population.nugget = nugget;
          population.cadence_days = cadence;
          const Pairs found = residuals(population, lag, 31);
          const double variance = 36.0 + 1.0 / 12.0;  // rounding adds a twelfth
          const double expected =
              36.0 / variance * (1 - nugget) * std::pow(phi, cadence / 7 * static_cast<double>(lag));
          // Pairs of one person are correlated themselves: the standard error is at most as of the persons.
          EXPECT_NEAR(found.correlation(), expected, 4 / std::sqrt(4000.0)) << phi << " " << nugget << " " << lag;
          EXPECT_NEAR(found.sd(), std::sqrt(variance), 4 * 6 / std::sqrt(2 * 4000.0));
        }
}

TEST(SimulateCourse, HeavyTailsAreStudentsTOfTheSameVarianceAndFadeTheCorrelationAsDocumented) {
  for (const double freedom : {5.0, 9.0}) {
    auto population = wide;
    population.autocorrelation = 0.8;
    population.tail_freedom = freedom;
    const Pairs found = residuals(population, 1, 41);
    const double variance = 36.0 + 1.0 / 12.0, half = freedom / 2.0;
    const double faded = (half - 1.0) * std::exp(2.0 * (std::lgamma(half - 0.5) - std::lgamma(half)));
    EXPECT_NEAR(found.sd(), std::sqrt(variance), 0.03 * std::sqrt(variance));
    EXPECT_NEAR(found.correlation(), 36.0 / variance * 0.8 * faded, 4 / std::sqrt(4000.0));
  }
  // how many lie beyond three standard deviations: t with 4 degrees of freedom, beyond 3 sqrt 2
  auto population = wide;
  population.tail_freedom = 4;
  double all = 0.0, beyond = 0.0;
  auto simulated = simulator(oq_45, population, 47);
  for (int person = 0; person < 2000; ++person)
    for (const SimulatedSession& session : simulated.next().sessions) {
      all += 1.0;
      beyond += std::fabs(*session.total - session.expected) > 18.0 ? 1.0 : 0.0;
    }
  EXPECT_NEAR(beyond / all, 2.0 * (1.0 - student_t_cdf(3.0 * std::sqrt(2.0), 4.0)), 0.002) << "normal: 0.0027";
}

TEST(SimulateCourse, WithoutCorrelationsItIsTheIndependentDrawsToTheBit) {
  // A twin of the simulator as it was before it knew correlations and mechanisms of dropout.
  const SimulatedPopulation& p = typical_population;
  SimulationDraws draw(5);
  auto simulated = simulator(phq9, p, 5, true);
  for (int person = 0; person < 200; ++person) {
    const double level = p.level + p.level_sd * draw.normal(), rate = p.rate + p.rate_sd * draw.normal();
    const int started = draw.chance(p.medicated) ? draw.whole(1, 8) : 1000, last = draw.whole(12, 16);
    const SimulatedCourse course = simulated.next();
    ASSERT_EQ(course.level, level);
    ASSERT_EQ(course.rate, rate);
    std::size_t held = 0;
    for (int number = 0; number <= last; ++number, ++held) {
      if (number > 3 && draw.chance(0.02)) break;
      if (number > 0) draw.chance(p.gap);
      const double mean = level + rate * std::log1p(number) + (number >= started ? p.medication_effect : 0.0);
      const double total = std::clamp(std::round(mean + p.residual_sd * draw.normal()), 0.0, 27.0);
      auto answers = simulated_answers(phq9, total, draw);
      if (number > 0 && number < last && draw.chance(p.missing)) answers.clear();
      ASSERT_LT(held, course.sessions.size());
      EXPECT_EQ(course.sessions[held].answers, answers);
    }
    EXPECT_EQ(course.sessions.size(), held);
    EXPECT_EQ(course.intake_day, draw.whole(0, 364));
  }
}

/// A model of the totals, time being the session.
growth::GrowthModel fitted(const Instrument& q, const SimulatedPopulation& population, int persons,
                           std::uint64_t seed) {
  auto simulated = simulator(q, population, seed);
  std::vector<support::Rows> rows(static_cast<std::size_t>(persons));
  for (support::Rows& of_person : rows)
    for (const SimulatedSession& session : simulated.next().sessions)
      if (session.total) of_person.push_back({static_cast<double>(session.number), *session.total});
  const support::Cohort cohort(rows);
  const auto model = growth::fit(cohort.panel(), growth::Design{});
  EXPECT_TRUE(model.ok());
  return *model;
}

void expect_population(const growth::GrowthModel& model, const SimulatedPopulation& p) {
  const Eigen::VectorXd se = model.standard_errors();
  const double n = static_cast<double>(model.n_persons);
  EXPECT_NEAR(model.beta[0], p.level, 4 * se[0]);
  EXPECT_NEAR(model.beta[1], p.rate, 4 * se[1]);
  const auto psi = model.random_covariance();
  EXPECT_NEAR(std::sqrt(psi(0, 0)), p.level_sd, 5 * p.level_sd / std::sqrt(2 * n));
  EXPECT_NEAR(std::sqrt(psi(1, 1)), p.rate_sd, 5 * p.rate_sd / std::sqrt(2 * n));
  EXPECT_NEAR(psi(0, 1) / std::sqrt(psi(0, 0) * psi(1, 1)), p.correlation, 5 / std::sqrt(n));
  EXPECT_NEAR(model.sigma2, p.residual_sd * p.residual_sd + 1.0 / 12.0, 0.03 * model.sigma2)
      << "rounding adds a twelfth";
}

TEST(SimulateCourse, TheGrowthModelFindsThePopulationAgain) {
  auto population = wide;
  population.correlation = -0.4;
  expect_population(fitted(oq_45, population, 2000, 3), population);
}

TEST(SimulateCourse, AModelSurvivesDropoutByObservedScoresAndAMeanOfThoseWhoStayedDoesNot) {
  auto population = wide;
  population.dropout_good_enough = 0.5;
  population.good_enough_score = 80;
  population.dropout_deterioration = 0.5;
  population.deterioration_points = 10;
  const auto model = fitted(oq_45, population, 3000, 41);
  const Eigen::VectorXd se = model.standard_errors();
  EXPECT_NEAR(model.beta[0], population.level, 4 * se[0]);
  EXPECT_NEAR(model.beta[1], population.rate, 4 * se[1]);
}

struct Ends {
  int n[5] = {};
  Pairs last_of_completers;                // and their own expected score
  double last_of_leavers = 0.0, rise = 0;  // sums
};

Ends ends(const SimulatedPopulation& population, int persons, std::uint64_t seed) {
  auto simulated = simulator(oq_45, population, seed);
  Ends out;
  for (int person = 0; person < persons; ++person) {
    const SimulatedCourse course = simulated.next();
    ++out.n[static_cast<int>(course.end)];
    const auto& last = course.sessions.back();
    if (course.end == CourseEnd::completed)
      out.last_of_completers.add(*last.total, last.expected);
    else
      out.last_of_leavers += *last.total, out.rise += *last.total - *course.sessions.front().total;
  }
  return out;
}

TEST(Dropout, CompletelyAtRandomLeavesTheCompletersMeanUnbiased) {
  auto population = wide;
  population.dropout_completely_at_random = 0.08;
  const Ends found = ends(population, 20000, 51);
  const double completers = found.n[static_cast<int>(CourseEnd::completed)];
  const double stay = std::pow(0.92, 9);  // before each of sessions 4..12
  EXPECT_NEAR(completers / 20000, stay, 4 * std::sqrt(stay * (1 - stay) / 20000));
  EXPECT_EQ(found.n[static_cast<int>(CourseEnd::completely_at_random)] + completers, 20000);
  const double truth = 90 - 5 * std::log1p(12), sd = found.last_of_completers.sd();
  EXPECT_NEAR(found.last_of_completers.mean(), truth, 4 * sd / std::sqrt(completers));
}

TEST(Dropout, TheGoodEnoughLeaveWithLowScoresAndTheDeterioratedAfterARise) {
  const double truth = 90 - 5 * std::log1p(12);
  auto well = wide;
  well.dropout_good_enough = 0.5;
  well.good_enough_score = 75;
  const Ends left_well = ends(well, 10000, 61);
  const int n_well = left_well.n[static_cast<int>(CourseEnd::good_enough)];
  EXPECT_GT(n_well, 2000);
  EXPECT_LE(left_well.last_of_leavers / n_well, 75) << "everybody's latest score has met it";
  EXPECT_GT(left_well.last_of_completers.mean(), truth + 1) << "who stays is worse than everybody together";

  auto worse = wide;
  worse.dropout_deterioration = 0.5;
  worse.deterioration_points = 6;
  const Ends left_worse = ends(worse, 10000, 62);
  const int n_worse = left_worse.n[static_cast<int>(CourseEnd::deterioration)];
  EXPECT_GT(n_worse, 500);
  EXPECT_GE(left_worse.rise / n_worse, 6);
  EXPECT_LT(left_worse.last_of_completers.mean(), truth - 0.5);
}

TEST(Dropout, HappensAlwaysOrNeverWhereItsChanceIsOneAndNotBeforeItsSession) {
  auto population = wide;
  population.good_enough_score = 180;  // met by everybody
  population.dropout_good_enough = 1;
  population.dropout_from = 6;
  auto simulated = simulator(oq_45, population, 71);
  for (int person = 0; person < 50; ++person) {
    const SimulatedCourse course = simulated.next();
    EXPECT_EQ(course.end, CourseEnd::good_enough);
    EXPECT_EQ(course.sessions.back().number, 5);
  }
}

TEST(Dropout, ReadsScoresInTheBetterDirection) {
  auto population = typical_population;  // on the WHO-5, where higher is better
  population.level = 50;
  population.rate = 20;
  population.dropout_completely_at_random = 0;
  population.dropout_good_enough = 1;
  population.good_enough_score = 70;
  population.missing = 0;
  auto simulated = simulator(who5, population, 72);
  int left = 0;
  for (int person = 0; person < 300; ++person) {
    const SimulatedCourse course = simulated.next();
    if (course.end != CourseEnd::good_enough) continue;
    ++left;
    EXPECT_GE(*course.sessions.back().total, 70);
  }
  EXPECT_GT(left, 200);
}

TEST(Dropout, TakesItsThresholdsFromTheInstrumentWhereNoneIsGiven) {
  auto population = typical_population;
  population.missing = 0;
  population.dropout_good_enough = 1;
  population.dropout_deterioration = 1;
  auto simulated = simulator(phq9, population, 73);
  int well = 0, worse = 0;
  for (int person = 0; person < 2000; ++person) {
    const SimulatedCourse course = simulated.next();
    const double last = *course.sessions.back().total, rise = last - *course.sessions.front().total;
    if (course.end == CourseEnd::good_enough) {
      ++well;
      EXPECT_LT(last, 10);
    } else if (course.end == CourseEnd::deterioration) {
      ++worse;
      EXPECT_GE(rise, reliable_change(phq9)->points);
    }
  }
  EXPECT_GT(well, 1000);
  EXPECT_GT(worse, 10);
}

TEST(SimulateCourse, TakesInOnlyThoseWhoMeetTheLimitAtIntake) {
  auto population = typical_population;
  population.intake_limit = 15;
  auto simulated = simulator(phq9, population, 81);
  for (int person = 0; person < 500; ++person) EXPECT_GE(*simulated.next().sessions.front().total, 15);
  population.intake_limit = 10;
  auto well = simulator(who5, population, 81);
  for (int person = 0; person < 500; ++person) EXPECT_LE(*well.next().sessions.front().total, 10);
}

/// Share of persons who end at least 6 points above their intake.
double deteriorated(const SimulatedPopulation& of) {
  auto population = of;
  population.intake_limit = 10;
  population.medicated = population.gap = population.missing = population.dropout_completely_at_random = 0;
  population.last_session_least = population.last_session_most = 14;
  auto simulated = simulator(phq9, population, 1);
  int worse = 0;
  for (int person = 0; person < 20000; ++person) {
    const auto sessions = simulated.next().sessions;
    worse += *sessions.back().total - *sessions.front().total >= 6;
  }
  return worse / 20000.0;
}

TEST(NamedPopulation, DeteriorateAsOftenAsInAnIndependentSimulation) {
  // 1.2, 4.7 and 5.5 % of 20,000 (an independent program, same figures): three standard errors of a difference.
  const auto error = [](double share) { return 3 * std::sqrt(2 * share * (1 - share) / 20000) + 0.0005; };
  EXPECT_NEAR(deteriorated(typical_population), 0.012, error(0.012));
  EXPECT_NEAR(deteriorated(slow_population), 0.047, error(0.047));
  EXPECT_NEAR(deteriorated((*find_population("refractory"))->population), 0.055, error(0.055));
}

TEST(NamedPopulation, FallAsThePublishedCurvesDo) {
  const SimulatedPopulation& p = typical_population;
  EXPECT_NEAR(p.rate * std::log1p(10), -1.45 * 10 + 0.07 * 100, 0.1) << "J Med Internet Res 2024;26:e60502, table 5";
  const auto therapy = *find_population("adolescent-therapy"), control = *find_population("adolescent-control");
  EXPECT_DOUBLE_EQ(therapy->population.level, 15.62 - 0.32) << "Lindqvist et al. 2020, table 2";
  EXPECT_DOUBLE_EQ(therapy->population.rate, -0.73 - 0.29);
  EXPECT_NEAR(control->population.level_sd, std::sqrt(7.61), 0.005);
  EXPECT_NEAR(control->population.rate_sd, std::sqrt(0.13), 0.005);
  EXPECT_NEAR(control->population.residual_sd, std::sqrt(6.10), 0.005);
  auto simulated = simulator(qids_sr16, control->population, 91);
  for (int person = 0; person < 2000; ++person) {
    const SimulatedCourse course = simulated.next();
    for (const SimulatedSession& session : course.sessions)
      EXPECT_NEAR(session.expected,
                  course.level + course.rate * session.number + 0.05 * session.number * session.number, 1e-9);
  }
}

TEST(NamedPopulation, EverySourceIsOfAParameterAndEveryPopulationCanBeSimulated) {
  for (const NamedPopulation& one : named_populations()) {
    EXPECT_FALSE(trouble_in(one.population)) << one.id;
    const auto q = find_instrument(one.instrument);
    ASSERT_TRUE(q.ok()) << one.id;
    EXPECT_EQ(refusal_of(**q, one.population, {.items = false}), "") << one.id;
    EXPECT_EQ(*find_population(one.id), &one);
    std::size_t named = 0, with_source = one.sources.size();
    for (const ParameterSource& source : one.sources) {
      EXPECT_FALSE(source.from.source.empty());
      with_source += static_cast<std::size_t>(std::count(source.parameters.begin(), source.parameters.end(), ' '));
    }
    for (const PopulationParameter& parameter : population_parameters())
      named += one.source_of(parameter.name).source != one.source_of("no parameter").source;
    EXPECT_EQ(named, with_source) << one.id << ": a source names what is no parameter";
  }
  const Table table = population_columns();
  EXPECT_EQ(table.rows(), named_populations().size() * population_parameters().size());
  EXPECT_EQ(table.find("source")->nulls() + table.find("status")->nulls(), 0U);
  EXPECT_EQ(find_population("nobody").error().code, Errc::not_available);
}

TEST(SimulatedPopulation, RefusesWhatCannotBeByNameValueAndLimit) {
  for (const PopulationParameter& parameter : population_parameters()) {
    const auto set = [&](double value) {
      const ParameterValue given{parameter.name, value};
      return with_parameters(typical_population, {&given, 1});
    };
    for (const double value : {std::nextafter(parameter.least, -1e300), std::nextafter(parameter.most, 1e300),
                               parameter.least - 1.0, std::nan(""), HUGE_VAL}) {
      const auto found = set(value);
      ASSERT_FALSE(found.ok()) << parameter.name << " " << value;
      EXPECT_EQ(found.error().detail.find(std::string(parameter.name) + " is " + text(value) + ", it must be"), 0U);
    }
    EXPECT_EQ(set(parameter.most).ok(), !parameter.below_most && parameter.name != "last_session_least");
    EXPECT_EQ(set(parameter.least + 0.5).ok(), !parameter.whole);
  }
  const auto refused = [](std::initializer_list<ParameterValue> values) {
    const auto found = with_parameters(typical_population, std::vector(values));
    return found.ok() ? "" : found.error().detail;
  };
  EXPECT_EQ(refused({{"level_sd", -1}}), "level_sd is -1, it must be at least 0 and at most 1e+06");
  EXPECT_EQ(refused({{"autocorrelation", 1}}), "autocorrelation is 1, it must be at least 0 and below 1");
  EXPECT_EQ(refused({{"range", 0}}), "range is 0, it must be above 0 and at most 1e+06");
  EXPECT_EQ(refused({{"range", 2}, {"autocorrelation", 0.5}}),
            "autocorrelation is given twice, or both as range and as autocorrelation");
  EXPECT_EQ(refused({{"level", 2}, {"level", 2}}), "level is given twice, or both as range and as autocorrelation");
  EXPECT_EQ(refused({{"last_session_least", 20}}),
            "last_session_least is 20, it must be at most last_session_most, 16");
  EXPECT_NE(refused({{"sd", 1}}).find("no such parameter; there are level, level_sd"), std::string::npos);
  const ParameterValue range{"range", 2};
  EXPECT_DOUBLE_EQ(with_parameters(typical_population, {&range, 1})->autocorrelation, std::exp(-0.5));
}

TEST(SimulateCourse, RefusesInstrumentsAndLimitsThatDoNotFit) {
  EXPECT_NE(refusal_of(qids_sr16, typical_population).find("bad_argument: only instruments that sum"),
            std::string::npos);
  EXPECT_EQ(refusal_of(qids_sr16, typical_population, {.items = false}), "");
  auto population = typical_population;
  population.intake_limit = 28;
  EXPECT_EQ(refusal_of(phq9, population), "bad_argument: intake_limit is 28, totals of phq-9 lie in 0..27");
  population.intake_limit = 27;
  population.level = 5;
  EXPECT_NE(refusal_of(phq9, population).find("intake_limit is 27, at least one in 1,000 persons must meet it"),
            std::string::npos);
  population = typical_population;
  population.dropout_good_enough = 0.2;
  EXPECT_EQ(refusal_of(oq_45, population, {.items = false}).find("not_available: good_enough_score must be given"), 0U);
  EXPECT_EQ(refusal_of(phq9, typical_population, {.until = -1}), "bad_argument: until is -1, it must be at least 0");
}

TEST(SimulateColumns, AreTheCoursesOfTheSimulator) {
  for (const bool items : {true, false}) {
    auto population = typical_population;
    population.dropout_good_enough = 0.3;
    SimulationOptions options;
    options.seed = 13;
    options.until = 9;
    options.items = items;
    auto simulated = *CourseSimulator::make(phq9, population, options);
    const auto table = *simulate_columns(phq9, population, 80, options);
    ASSERT_EQ(table.persons.rows(), 80U);
    std::size_t row = 0;
    bool under_way = false;
    for (std::size_t person = 0; person < 80; ++person) {
      const SimulatedCourse course = simulated.next();
      const auto number = [&](const char* column) { return table.persons.find(column)->view().number(person); };
      EXPECT_EQ(number("level"), course.level);
      EXPECT_EQ(number("rate"), course.rate);
      EXPECT_EQ(number("last_session"), course.sessions.back().number);
      EXPECT_EQ(table.persons.find("medication_from")->is_null(person), !course.medication_from);
      EXPECT_EQ(table.persons.find("end")->view().text(person), name(course.end));
      under_way = under_way || course.end == CourseEnd::under_way;
      EXPECT_NE(course.end, CourseEnd::completed) << "at least 12 sessions are planned";
      for (const SimulatedSession& session : course.sessions) {
        EXPECT_LE(session.number, 9);
        EXPECT_EQ(table.sessions.find("session")->view().number(row), session.number);
        const TableColumn& score = *table.sessions.find(items ? "q1" : "total");
        ASSERT_EQ(score.is_null(row), !session.total);
        if (session.total) {
          EXPECT_EQ(score.view().number(row), items ? session.answers[0] : *session.total);
        }
        ++row;
      }
    }
    EXPECT_EQ(row, table.sessions.rows());
    EXPECT_TRUE(under_way);
  }
  EXPECT_EQ(simulate_columns(phq9, typical_population, 0).error().code, Errc::bad_argument);
}

}  // namespace oncourse::simulate_test
