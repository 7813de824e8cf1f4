// fit_test.cpp: what a cohort's scores say of the population they come from.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/fit.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "oncourse/growth/forecast.hpp"
#include "support/cohort.hpp"
#include "support/dense_model.hpp"
#include "support/dental_growth.hpp"

namespace oncourse::growth {
namespace {

using support::Cohort;
using support::Row;
using support::Rows;

GrowthModel fitted(const Cohort& cohort, const Design& design, Likelihood likelihood = Likelihood::restricted) {
  const auto model = fit(cohort.panel(), design, {likelihood, {}});
  EXPECT_TRUE(model.ok()) << model.error().detail;
  return *model;
}

std::string refusal(const Cohort& cohort, const Design& design) {
  const auto model = fit(cohort.panel(), design);
  return model ? "" : std::string(name(model.error().code)) + ": " + model.error().detail;
}

Design linear(RandomEffects random, std::vector<Covariate> covariates = {}) {
  return {TimeBasis::linear, random, "age", std::move(covariates)};
}

// ---- published figures: nlme prints 7 digits and stops its search at about the 6th of a standard deviation

TEST(Fit, OfDentalGrowthIsThatOfNlme) {
  // nlme: lme(distance ~ age, random = ~ age | Subject, data = Orthodont); Pinheiro & Bates 2000, Mixed-Effects Models
  // in S and S-PLUS
  const GrowthModel model = fitted(support::dental_growth(0.0, false), linear(RandomEffects::slope));
  EXPECT_NEAR(model.log_likelihood(), -221.3183, 5e-5);
  EXPECT_NEAR(model.beta[0], 16.761111, 5e-7);
  EXPECT_NEAR(model.beta[1], 0.660185, 5e-7);
  EXPECT_NEAR(model.standard_errors()[0], 0.7752460, 2e-6);
  EXPECT_NEAR(model.standard_errors()[1], 0.0712533, 2e-7);
  const Eigen::MatrixXd G = model.random_covariance();
  EXPECT_NEAR(std::sqrt(G(0, 0)), 2.3270341, 1e-5);
  EXPECT_NEAR(std::sqrt(G(1, 1)), 0.2264278, 2e-6);
  EXPECT_NEAR(G(0, 1) / std::sqrt(G(0, 0) * G(1, 1)), -0.609, 5e-4);
  EXPECT_NEAR(std::sqrt(model.sigma2), 1.3100397, 2e-6);
  EXPECT_FALSE(model.search.on_boundary);
}

TEST(Fit, OfDentalGrowthFromTheAgeOfElevenIsThatOfNlme) {
  // lme(distance ~ I(age - 11), random = ~ I(age - 11) | Subject): the same line, told from another age
  const GrowthModel model = fitted(support::dental_growth(11.0, false), linear(RandomEffects::slope));
  EXPECT_NEAR(model.log_likelihood(), -221.3183, 5e-5);
  EXPECT_NEAR(model.beta[0], 24.023148, 5e-7);
  EXPECT_NEAR(model.standard_errors()[0], 0.4296601, 2e-6);
  const Eigen::MatrixXd G = model.random_covariance();
  EXPECT_NEAR(std::sqrt(G(0, 0)), 2.1343289, 1e-5);
  EXPECT_NEAR(G(0, 1) / std::sqrt(G(0, 0) * G(1, 1)), 0.503, 5e-4);
}

TEST(Fit, OfDentalGrowthWithUncorrelatedEffectsIsThatOfNlme) {
  // lme(distance ~ I(age - 11), random = list(Subject = pdDiag(~ I(age - 11))))
  const GrowthModel model = fitted(support::dental_growth(11.0, false), linear(RandomEffects::independent_slope));
  EXPECT_NEAR(model.log_likelihood(), -222.4924, 5e-5);
  EXPECT_NEAR(std::sqrt(model.random_covariance()(0, 0)), 2.134328, 1e-5);
  EXPECT_NEAR(std::sqrt(model.random_covariance()(1, 1)), 0.2264265, 5e-6);
  EXPECT_NEAR(std::sqrt(model.sigma2), 1.310041, 5e-6);
}

TEST(Fit, OfDentalGrowthOfGirlsAndBoysIsThatOfNlme) {
  // lme(distance ~ I(age - 11) * Sex, random = ~ I(age - 11) | Subject)
  const Cohort cohort = support::dental_growth(11.0, true);
  const GrowthModel model = fitted(cohort, linear(RandomEffects::slope, {{"girl", true}}));
  EXPECT_NEAR(model.log_likelihood(), -216.2908, 5e-5);
  const double beta[] = {24.968750, 0.784375, -2.321023, -0.304830},
               se[] = {0.4860007, 0.0859995, 0.7614168, 0.1347353};
  for (Eigen::Index k = 0; k < 4; ++k) {
    EXPECT_NEAR(model.beta[k], beta[k], 6e-7);
    EXPECT_NEAR(model.standard_errors()[k], se[k], 2e-6);
  }
  EXPECT_NEAR(std::sqrt(model.random_covariance()(0, 0)), 1.8303268, 1e-5);
  EXPECT_NEAR(std::sqrt(model.random_covariance()(1, 1)), 0.1803454, 5e-6);

  // random.effects() of the first two girls, F01 and F02, and the first two boys, M01 and M02
  const std::pair<std::size_t, std::pair<double, double>> effects[] = {{0, {-1.13362352, -0.044754863}},
                                                                       {1, {0.33302906, 0.090293697}},
                                                                       {11, {2.47312004, 0.081009179}},
                                                                       {12, {-1.41153062, -0.023562681}}};
  for (const auto& [child, expected] : effects) {
    Person person(model);
    for (const Row& row : cohort.persons()[child]) person.observe(row.time, row.score, row.covariates);
    EXPECT_NEAR(person.effects()[0], expected.first, 1e-5) << child;
    EXPECT_NEAR(person.effects()[1], expected.second, 2e-6) << child;
  }
}

// ---- laws

/// Of cohorts large enough that the optimum is unique and inside.
template <class Check>
void for_any_cohort(std::uint64_t seed, Check check) {
  std::mt19937_64 random(seed);
  for (const RandomEffects effects : support::every_random_effects)
    for (const TimeBasis basis : {TimeBasis::linear, TimeBasis::log1p})
      for (const Likelihood likelihood : {Likelihood::restricted, Likelihood::full}) {
        const Design design{basis, effects, "week", {{"arm", true}, {"med", false}}};
        const Cohort cohort = support::any_cohort(random, 120, 9);
        check(cohort, design, likelihood, fitted(cohort, design, likelihood));
        if (::testing::Test::HasFatalFailure()) return;
      }
}

// Two searches for one optimum end within 1e-6 of each other in theta: the criterion, about 3,000, is flat to 1e-12.
constexpr double same_optimum = 1e-5;

void expect_same_person(const GrowthModel& a, const GrowthModel& b, const Rows& rows, double factor, double shift) {
  Person of_a(a), of_b(b);
  for (const Row& row : rows) {
    of_a.observe(row.time, row.score, row.covariates);
    of_b.observe(row.time, factor * row.score + shift, row.covariates);
  }
  const Forecast at_a = of_a.forecast(16.0, rows.front().covariates),
                 at_b = of_b.forecast(16.0, rows.front().covariates);
  ASSERT_NEAR(factor * at_a.mean + shift, at_b.mean, 10 * same_optimum);
  ASSERT_NEAR(std::fabs(factor) * at_a.sd_line, at_b.sd_line, 10 * same_optimum);
  ASSERT_NEAR(std::fabs(factor) * at_a.sd_score, at_b.sd_score, 10 * same_optimum);
}

TEST(Fit, ReversingTheScaleMirrorsTheLineAndEveryForecast) {
  for_any_cohort(701, [](const Cohort& cohort, const Design& design, Likelihood likelihood, const GrowthModel& model) {
    const Cohort mirrored = cohort.with([](Row& row) { row.score = 27.0 - row.score; });
    const GrowthModel other = fitted(mirrored, design, likelihood);
    ASSERT_NEAR(other.search.deviance_end, model.search.deviance_end, 1e-8);
    ASSERT_NEAR(other.beta[0], 27.0 - model.beta[0], same_optimum);
    for (Eigen::Index k = 1; k < model.beta.size(); ++k) ASSERT_NEAR(other.beta[k], -model.beta[k], same_optimum);
    ASSERT_LT((other.random_covariance() - model.random_covariance()).norm(), 10 * same_optimum);
    expect_same_person(model, other, cohort.persons()[0], -1.0, 27.0);
  });
}

TEST(Fit, AddingPointsToEveryScoreMovesOnlyTheIntercept) {
  for_any_cohort(702, [](const Cohort& cohort, const Design& design, Likelihood likelihood, const GrowthModel& model) {
    const GrowthModel other = fitted(cohort.with([](Row& row) { row.score += 50.0; }), design, likelihood);
    ASSERT_NEAR(other.beta[0], model.beta[0] + 50.0, same_optimum);
    ASSERT_LT((other.beta - model.beta).tail(model.beta.size() - 1).norm(), same_optimum);
    ASSERT_NEAR(other.sigma2, model.sigma2, 10 * same_optimum);
    expect_same_person(model, other, cohort.persons()[0], 1.0, 50.0);
  });
}

TEST(Fit, ScoresInHalfPointsGiveTheSameForecastInHalfPoints) {
  for_any_cohort(703, [](const Cohort& cohort, const Design& design, Likelihood likelihood, const GrowthModel& model) {
    const GrowthModel other = fitted(cohort.with([](Row& row) { row.score *= 2.0; }), design, likelihood);
    ASSERT_LT((other.theta - model.theta).norm(), same_optimum);
    ASSERT_NEAR(other.sigma2 / model.sigma2, 4.0, same_optimum);
    expect_same_person(model, other, cohort.persons()[0], 2.0, 0.0);
  });
}

TEST(Fit, WeeksOrDaysMakeNoDifferenceToALine) {
  std::mt19937_64 random(704);
  for (const RandomEffects effects : support::every_random_effects) {
    const Cohort cohort = support::any_cohort(random, 120, 9);
    const Design design = linear(effects, {{"arm", true}, {"med", false}});
    const GrowthModel weeks = fitted(cohort, design, Likelihood::full);
    const GrowthModel days = fitted(cohort.with([](Row& row) { row.time *= 7.0; }), design, Likelihood::full);
    EXPECT_NEAR(weeks.search.deviance_end, days.search.deviance_end, 1e-8);
    EXPECT_NEAR(weeks.beta[1], 7.0 * days.beta[1], same_optimum);
    Person by_week(weeks), by_day(days);
    for (const Row& row : cohort.persons()[3]) {
      by_week.observe(row.time, row.score, row.covariates);
      by_day.observe(7.0 * row.time, row.score, row.covariates);
    }
    EXPECT_NEAR(by_week.forecast(16.0, {{0.0, 0.0}}).mean, by_day.forecast(112.0, {{0.0, 0.0}}).mean, same_optimum);
    EXPECT_NEAR(by_week.forecast(16.0, {{0.0, 0.0}}).sd_score, by_day.forecast(112.0, {{0.0, 0.0}}).sd_score,
                same_optimum);
  }
}

TEST(Fit, AnotherOriginOfTimeIsAnotherAccountOfTheSameLine) {
  std::mt19937_64 random(716);
  for (const double origin : {10.0, 300.0, 2000.0}) {
    const Cohort cohort = support::any_cohort(random, 120, 9);
    const Design design = linear(RandomEffects::slope, {{"arm", true}, {"med", false}});
    const GrowthModel model = fitted(cohort, design);
    const GrowthModel other = fitted(cohort.with([&](Row& row) { row.time += origin; }), design);
    EXPECT_NEAR(other.search.deviance_end, model.search.deviance_end, 1e-6) << origin;
    EXPECT_NEAR(other.beta[1], model.beta[1], 1e-4) << origin;
    EXPECT_NEAR(other.sigma2, model.sigma2, 1e-3) << origin;
  }
}

TEST(Fit, TheOrderOfPersonsMakesNoDifference) {
  std::mt19937_64 random(705);
  for_any_cohort(706, [&](const Cohort& cohort, const Design& design, Likelihood likelihood, const GrowthModel& model) {
    std::vector<Rows> persons = cohort.persons();
    std::shuffle(persons.begin(), persons.end(), random);
    const GrowthModel other = fitted(Cohort(persons), design, likelihood);
    ASSERT_NEAR(other.search.deviance_end, model.search.deviance_end, 1e-8);
    ASSERT_LT((other.beta - model.beta).norm(), same_optimum);
    ASSERT_LT((other.theta - model.theta).norm(), 10 * same_optimum);
  });
}

TEST(Fit, EndsWhereTheCriterionIsLevelAndTellsHowItGotThere) {
  for_any_cohort(707, [](const Cohort& cohort, const Design& design, Likelihood likelihood, const GrowthModel& model) {
    ASSERT_TRUE(model.search.stop == Stop::converged || model.search.stop == Stop::no_descent);
    ASSERT_LT(model.search.deviance_end, model.search.deviance_start);
    ASSERT_GT(model.search.evaluations, 0);
    ASSERT_EQ(model.n_persons, 120);
    const Deviance at = deviance(cross_products(cohort.panel(), design), model.theta, likelihood);
    ASSERT_EQ(at.value, model.search.deviance_end);
    // a decrement below 1e-14 (1 + 3,000) with curvatures up to 1e4 leaves slopes of 1e-3
    ASSERT_LT(at.gradient.norm(), 1e-2);
    ASSERT_GE(model.theta[0], 0.0);
    ASSERT_GE(model.theta[model.theta.size() - 1], 0.0);
  });
}

TEST(Fit, NoOtherStartFindsABetterFitOfASmallCohort) {
  std::mt19937_64 random(708);
  for (int trial = 0; trial < 60; ++trial) {
    const RandomEffects effects = support::every_random_effects[trial % 3];
    const Design design{TimeBasis::log1p, effects, "week", {}};
    const Cohort cohort = support::any_cohort(random, 6 + trial % 20, 6, 0.2 * (trial % 6), 0);
    const auto model = fit(cohort.panel(), design);
    if (!model) continue;
    const CrossProducts data = cross_products(cohort.panel(), design);
    const auto objective = [&](const Eigen::VectorXd& theta, Eigen::VectorXd& gradient, Eigen::MatrixXd& hessian) {
      const Deviance at = deviance(data, theta, Likelihood::restricted);
      gradient = at.gradient;
      hessian = at.hessian;
      return at.value;
    };
    for (int start = 0; start < 20; ++start) {
      const Minimum other = minimize(objective, support::any_theta(random, effects));
      ASSERT_GE(other.value, model->search.deviance_end - 1e-5) << "trial " << trial << " start " << start;
    }
  }
}

TEST(Fit, FindsThePopulationThatTheCohortWasDrawnFrom) {
  std::mt19937_64 random(709);
  std::normal_distribution<double> normal;
  std::vector<Rows> persons;
  for (int i = 0; i < 4000; ++i) {
    const double level = normal(random), rate = 0.5 * level + std::sqrt(0.75) * normal(random);  // correlation 0.5
    Rows rows;
    for (int week = 0; week <= 12; week += 3)
      rows.push_back({static_cast<double>(week),
                      16.0 + 4.0 * level + (-2.5 + 1.5 * rate) * std::log1p(week) + 3.0 * normal(random),
                      {}});
    persons.push_back(rows);
  }
  const GrowthModel model = fitted(Cohort(persons), Design{});
  EXPECT_LE(model.search.evaluations, 5);  // a start by moments, exact second derivatives
  // five standard errors of each estimate in this design
  EXPECT_NEAR(model.beta[0], 16.0, 5 * model.standard_errors()[0]);
  EXPECT_NEAR(model.beta[1], -2.5, 5 * model.standard_errors()[1]);
  EXPECT_NEAR(model.sigma2, 9.0, 5 * 9.0 * std::sqrt(2.0 / (4000 * 3)));
  const Eigen::MatrixXd G = model.random_covariance();
  EXPECT_NEAR(G(0, 0), 16.0, 3.0);
  EXPECT_NEAR(G(1, 1), 2.25, 0.6);
  EXPECT_NEAR(G(0, 1), 3.0, 1.0);
}

// ---- what the data cannot tell is said

TEST(Fit, WherePersonsAreMoreAlikeThanChanceItSaysTheVarianceIsZero) {
  // every person scatters round the same line by +1, -1: less between persons than independent scores would show
  std::vector<Rows> persons;
  for (int i = 0; i < 20; ++i) {
    Rows rows;
    for (int week = 0; week < 4; ++week) rows.push_back({1.0 * week, 15.0 - week + ((week + i) % 2 ? 1.0 : -1.0), {}});
    persons.push_back(rows);
  }
  for (const Likelihood likelihood : {Likelihood::restricted, Likelihood::full}) {
    const GrowthModel model = fitted(Cohort(persons), linear(RandomEffects::intercept), likelihood);
    EXPECT_TRUE(model.search.on_boundary);
    EXPECT_EQ(model.theta[0], 0.0);
    EXPECT_EQ(model.random_covariance()(0, 0), 0.0);
    EXPECT_GT(model.search.deviance_start, model.search.deviance_end + 1.0);  // not where the search went on from zero
    const support::DenseModel dense(Cohort(persons), linear(RandomEffects::intercept));
    EXPECT_LT((model.beta - dense.ols()).norm(), 1e-10);
  }
}

TEST(Fit, WhereEveryoneChangesAtOneRateTheRateHasNoVarianceOfItsOwn) {
  std::mt19937_64 random(711);
  std::normal_distribution<double> normal;
  std::vector<Rows> persons;
  for (int i = 0; i < 60; ++i) {
    const double level = 4.0 * normal(random);
    Rows rows;
    for (int week = 0; week < 5; ++week)  // residuals of alternating sign: flatter lines than chance gives
      rows.push_back({1.0 * week, 15.0 + level - week + ((week + i) % 2 ? 1.0 : -1.0), {}});
    persons.push_back(rows);
  }
  for (const RandomEffects effects : {RandomEffects::slope, RandomEffects::independent_slope}) {
    const GrowthModel model = fitted(Cohort(persons), linear(effects));
    EXPECT_TRUE(model.search.on_boundary);
    EXPECT_EQ(model.theta[model.theta.size() - 1], 0.0);
    EXPECT_GT(model.random_covariance()(0, 0), 8.0);
  }
}

TEST(Fit, ACovariateThatRepeatsOthersIsNamed) {
  std::mt19937_64 random(712);
  const Cohort cohort = support::any_cohort(random, 30, 6);
  const Design design{TimeBasis::log1p, RandomEffects::slope, "week", {{"arm", false}, {"med", true}}};
  const auto after = [&](auto change) { return refusal(cohort.with(change), design); };
  const std::string tail = " is constant or repeats the columns before it";
  EXPECT_EQ(after([](Row&) {}), "");
  EXPECT_EQ(after([](Row& row) { row.covariates[0] = 1.0; }), "bad_argument: column arm" + tail);
  EXPECT_EQ(after([](Row& row) { row.covariates[0] = 0.0; }), "bad_argument: column arm" + tail);
  EXPECT_EQ(after([](Row& row) { row.covariates[1] = row.covariates[0]; }), "bad_argument: column med" + tail);
  EXPECT_EQ(after([](Row& row) { row.covariates[1] = 3.0 - 2.0 * row.covariates[0]; }),
            "bad_argument: column med" + tail);
  EXPECT_EQ(after([](Row& row) { row.covariates[0] = std::log1p(row.time); }), "bad_argument: column arm" + tail);
  EXPECT_EQ(after([](Row& row) { row.time = 3.0; }), "bad_argument: column log1p(week)" + tail);
  EXPECT_EQ(after([](Row& row) { row.time = 0.0; }), "bad_argument: column log1p(week)" + tail);
}

TEST(Fit, TooFewPersonsOrScoresAreCountedInTheRefusal) {
  const Rows three = {{0, 20, {}}, {1, 18, {}}, {2, 17, {}}}, two = {{0, 22, {}}, {1, 19, {}}}, one = {{0, 15, {}}};
  const Design slope = linear(RandomEffects::slope), level = linear(RandomEffects::intercept);
  EXPECT_EQ(refusal(Cohort({}), level), "not_enough_sessions: 0 persons have scores, at least 2 are needed");
  EXPECT_EQ(refusal(Cohort({three}), level), "not_enough_sessions: 1 persons have scores, at least 2 are needed");
  EXPECT_EQ(refusal(Cohort({three, {}, {}}), level),
            "not_enough_sessions: 1 persons have scores, at least 2 are needed");
  EXPECT_EQ(refusal(Cohort({two, two, two}), slope),
            "not_enough_sessions: 6 scores of 3 persons, more than 6 are needed for 2 random effects each");
  EXPECT_EQ(refusal(Cohort({one, one}), level),
            "not_enough_sessions: 2 scores of 2 persons, more than 2 are needed for 1 random effects each");
  EXPECT_EQ(refusal(Cohort({three, one}), level), "");
}

TEST(Fit, ValuesThatAreNotFiniteAndTimesBeforeIntakeAreRefusedByRow) {
  std::mt19937_64 random(713);
  const Cohort cohort = support::any_cohort(random, 10, 5, 1.0, 0);
  const auto with_first = [&](double time, double score) {
    std::vector<Rows> persons = cohort.persons();
    persons[0][0] = {time, score, {}};
    return Cohort(persons);
  };
  const double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  const std::string not_finite = "bad_argument: row 1 holds a value that is not a finite number";
  EXPECT_EQ(refusal(with_first(0, nan), Design{}), not_finite);
  EXPECT_EQ(refusal(with_first(0, inf), Design{}), not_finite);
  EXPECT_EQ(refusal(with_first(nan, 12), Design{}), not_finite);
  const std::string too_large = "bad_argument: a score, a time or a covariate is too large to be squared";
  EXPECT_EQ(refusal(with_first(0, 1e200), Design{}), too_large);
  EXPECT_EQ(refusal(with_first(1e200, 12), linear(RandomEffects::slope)), too_large);
  EXPECT_EQ(refusal(with_first(-0.5, 12), Design{}), "bad_argument: row 1 has time -0.5, the least is 0");
  EXPECT_EQ(refusal(with_first(-0.5, 12), linear(RandomEffects::intercept)), "");
}

// Scores that the line explains to the last digit leave rounding errors as their residual variance; a model of them
// would forecast with certainty.
TEST(Fit, RefusesCovariatesThatNamesDoNotTellApart) {
  std::mt19937_64 random(715);
  const Cohort cohort = support::any_cohort(random, 12, 6);
  EXPECT_EQ(refusal(cohort, linear(RandomEffects::slope, {{"arm"}, {"arm"}})),
            "bad_argument: covariate arm is there twice");
  EXPECT_EQ(refusal(cohort, linear(RandomEffects::slope, {{"arm"}, {""}})), "bad_argument: a covariate has no name");
}

TEST(Fit, ScoresWithoutAnyScatterAreRefused) {
  std::mt19937_64 random(714);
  const std::string expected = "bad_argument: the scores leave no residual variance: they are explained exactly";
  for (int trial = 0; trial < 30; ++trial) {
    const Cohort cohort = support::any_cohort(random, 12, 6, 1.0, 0);
    for (const RandomEffects effects : support::every_random_effects) {
      const Design design = linear(effects);
      EXPECT_EQ(refusal(cohort.with([](Row& row) { row.score = 10.0; }), design), expected) << "constant";
      EXPECT_EQ(refusal(cohort.with([](Row& row) { row.score = 0.0; }), design), expected) << "all zero";
      EXPECT_EQ(refusal(cohort.with([](Row& row) { row.score = 17.3 - 1.7 * row.time; }), design), expected)
          << "one line";
      std::vector<Rows> persons = cohort.persons();
      double level = 10.0;
      for (Rows& rows : persons) {
        level += 0.7;
        for (Row& row : rows) row.score = level;
      }
      EXPECT_EQ(refusal(Cohort(persons), design), expected) << "constant within persons";
      if (::testing::Test::HasFailure()) return;
    }
  }
}

}  // namespace
}  // namespace oncourse::growth
