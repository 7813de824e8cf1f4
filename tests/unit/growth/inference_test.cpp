// inference_test.cpp: intervals and tests by published figures and by what they are defined as.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/inference.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "oncourse/base/normal.hpp"
#include "oncourse/growth/fit.hpp"
#include "support/cohort.hpp"
#include "support/csv.hpp"
#include "support/shared_files.hpp"

namespace oncourse::growth {
namespace {

using support::Cohort;
using support::Rows;

/// Reaction times of 18 people over ten days.
Cohort sleepstudy() {
  const support::Csv csv(support::shared_file("data/sleepstudy.csv").value());
  std::vector<Rows> persons;
  std::string before;
  for (std::size_t i = 0; i < csv.rows(); ++i) {
    if (csv.cell(i, "Subject") != before) persons.emplace_back();
    before = csv.cell(i, "Subject");
    persons.back().push_back({std::stod(csv.cell(i, "Days")), std::stod(csv.cell(i, "Reaction")), {}});
  }
  return Cohort(std::move(persons));
}
const Design days = {TimeBasis::linear, RandomEffects::slope, "Days"};

TEST(ProfileIntervals, OfSleepstudyAreThoseOfLme4) {
  if (!support::shared_file("data/sleepstudy.csv")) GTEST_SKIP() << support::why_skipped("data/sleepstudy.csv");
  const Cohort cohort = sleepstudy();
  const auto model = fit(cohort.panel(), days);
  ASSERT_TRUE(model);
  const auto found = profile_intervals(cohort.panel(), *model, 0.95);
  ASSERT_TRUE(found) << found.error().detail;
  // confint(lmer(Reaction ~ Days + (Days | Subject), sleepstudy)), help page of lme4's confint.merMod and sleepstudy;
  // lme4 interpolates its profile, hence the tolerance
  const struct {
    const char* name;
    double low, high;
  } published[] = {{"(Intercept)", 237.6806955, 265.1295147},        {"Days", 7.3586533, 13.5759188},
                   {"sd (Intercept)", 14.3814809, 37.7159910},       {"sd Days", 3.8011641, 8.7533661},
                   {"corr (Intercept) Days", -0.4815008, 0.6849863}, {"sd residual", 22.8982669, 28.8579965}};
  ASSERT_EQ(found->size(), std::size(published));
  for (std::size_t k = 0; k < found->size(); ++k) {
    EXPECT_EQ((*found)[k].name, published[k].name);
    EXPECT_NEAR((*found)[k].low, published[k].low, 2e-3 * std::fabs(published[k].low)) << published[k].name;
    EXPECT_NEAR((*found)[k].high, published[k].high, 2e-3 * std::fabs(published[k].high)) << published[k].name;
  }
}

TEST(LikelihoodRatio, OfSleepstudysCorrelationIsThatOfLme4) {
  if (!support::shared_file("data/sleepstudy.csv")) GTEST_SKIP() << support::why_skipped("data/sleepstudy.csv");
  const Cohort cohort = sleepstudy();
  Design apart = days;
  apart.random = RandomEffects::independent_slope;
  const auto smaller = fit(cohort.panel(), apart, {Likelihood::full}),
             larger = fit(cohort.panel(), days, {Likelihood::full});
  ASSERT_TRUE(smaller && larger);
  const auto test = likelihood_ratio_test(*smaller, *larger);
  ASSERT_TRUE(test) << test.error().detail;
  EXPECT_NEAR(test->chi_squared, 0.0639, 5e-5);  // Bates et al. 2015, J Stat Softw 67(1), sec. 5.2
  EXPECT_EQ(test->freedom, 1);
  EXPECT_NEAR(test->p, 0.8004, 5e-5);
}

/// A cohort with a memory of its own, and a form for it.
struct Given {
  Cohort cohort;
  Design design;
};
Given given(std::uint64_t seed, ResidualCorrelation residuals, int persons = 60) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal;
  std::vector<Rows> out;
  for (int i = 0; i < persons; ++i) {
    const double level = 16.0 + 4.0 * normal(random), rate = -2.0 + normal(random), arm = i % 2;
    Rows rows;
    double residual = 2.0 * normal(random);
    for (int week = 0; week < 10; ++week) {
      const double time = week + 0.1 * (i % 7);
      rows.push_back({time, level + (rate - 0.5 * arm) * std::log1p(time) + residual + normal(random), {arm}});
      residual = 0.6 * residual + 1.6 * normal(random);
    }
    out.push_back(std::move(rows));
  }
  return {Cohort(std::move(out)),
          {TimeBasis::log1p, RandomEffects::slope, "week", {{"arm", true}}, Curve::straight, 0.0, residuals}};
}

TEST(ProfileIntervals, EndWhereTheLikelihoodRatioTestOfTheirEndRejects) {
  // of an effect: the cohort less the end times its column, without that column
  const auto [cohort, design] = given(901, ResidualCorrelation::independent);
  const auto model = fit(cohort.panel(), design, {Likelihood::full});
  ASSERT_TRUE(model);
  const auto found = profile_intervals(cohort.panel(), *model, 0.9);
  ASSERT_TRUE(found) << found.error().detail;
  ASSERT_EQ((*found)[3].name, "log1p(week):arm");
  const double z = normal_half_width(0.9);
  for (const double end : {(*found)[3].low, (*found)[3].high}) {
    const Cohort less =
        cohort.with([&](support::Row& row) { row.score -= end * std::log1p(row.time) * row.covariates[0]; });
    Design without = design;
    without.covariates = {{"arm", false}};
    const auto held = fit(less.panel(), without, {Likelihood::full});
    ASSERT_TRUE(held);
    EXPECT_NEAR(held->search.deviance_end - model->search.deviance_end, z * z, 1e-4);
  }
  // and with so many persons they are near Wald's
  const auto wald = wald_intervals(*model, 0.9);
  ASSERT_TRUE(wald);
  for (std::size_t k = 0; k < wald->size(); ++k) {
    const double width = (*wald)[k].high - (*wald)[k].low;
    EXPECT_EQ((*wald)[k].name, (*found)[k].name);
    EXPECT_NEAR((*found)[k].high - (*found)[k].low, width, 0.1 * width);
  }
}

TEST(ProfileIntervals, HoldTheEstimatesOfEveryForm) {
  for (const ResidualCorrelation residuals : residual_correlations) {
    const auto [cohort, design] = given(902, residuals, 15);
    const auto model = fit(cohort.panel(), design);
    ASSERT_TRUE(model);
    const auto found = profile_intervals(cohort.panel(), *model, 0.95);
    ASSERT_TRUE(found) << found.error().detail;
    ASSERT_EQ(found->size(), design.fixed_effect_names().size() + variance_names(design).size());
    for (const ParameterInterval& interval : *found) {
      EXPECT_LE(interval.low, interval.estimate) << interval.name;
      EXPECT_GE(interval.high, interval.estimate) << interval.name;
      EXPECT_LT(interval.low, interval.high) << interval.name;
      const bool at_most_one = interval.name.starts_with("corr") || interval.name == "nugget";
      EXPECT_TRUE(!at_most_one || interval.high <= 1.0) << interval.name;
    }
  }
}

TEST(Intervals, RefuseALevelThatIsNone) {
  const auto [cohort, design] = given(906, ResidualCorrelation::independent, 10);
  const auto model = fit(cohort.panel(), design);
  ASSERT_TRUE(model);
  for (const double level : {0.0, 1.0, std::numeric_limits<double>::quiet_NaN()}) {
    const std::string why = "level " + text(level) + ", it must lie between 0 and 1";
    EXPECT_EQ(wald_intervals(*model, level).error().detail, why);
    EXPECT_EQ(profile_intervals(cohort.panel(), *model, level).error().detail, why);
  }
}

TEST(ProfileIntervals, AreOfTheRowsThatTheModelWasFittedTo) {
  for (const Likelihood likelihood : {Likelihood::restricted, Likelihood::full}) {
    const auto [cohort, design] = given(907, ResidualCorrelation::autoregressive, 12);
    const auto model = fit(cohort.panel(), design, {likelihood});
    ASSERT_TRUE(model);
    const auto why = [&, &of = *model](const Cohort& rows) {
      return profile_intervals(rows.panel(), of, 0.95).error().detail;
    };
    EXPECT_EQ(why(given(907, ResidualCorrelation::autoregressive, 11).cohort),
              "the rows have 110 scores of 11 persons, the model was fitted to 120 of 12");
    // as many, and one score that differs by a hundredth of a point
    bool first = true;
    const Cohort other = cohort.with([&](support::Row& row) {
      if (first) row.score += 0.01;
      first = false;
    });
    EXPECT_EQ(why(other).substr(0, 41), "the model was fitted to other rows: its l");
    // mirrored or shifted, they are as likely, with other effects
    EXPECT_EQ(why(cohort.with([](support::Row& row) { row.score = 1.0 - row.score; })).substr(0, 52),
              "the model was fitted to other rows: its (Intercept) ");
    EXPECT_EQ(why(cohort.with([](support::Row& row) { row.score += row.time; })).substr(0, 36),
              "the model was fitted to other rows: ");
    EXPECT_EQ(profile_intervals(cohort.panel(), *model, 0.95, 0).error().detail, "0 threads, 1..256 are possible");
  }
}

TEST(LikelihoodRatio, FindsTheMemoryOfResidualsAndNothingWhereThereIsNothing) {
  const auto [cohort, design] = given(903, ResidualCorrelation::autoregressive_with_noise, 150);
  Design independent = design;
  independent.residuals = ResidualCorrelation::independent;
  const auto smaller = fit(cohort.panel(), independent), larger = fit(cohort.panel(), design);
  ASSERT_TRUE(smaller && larger);
  const auto test = likelihood_ratio_test(*smaller, *larger);
  ASSERT_TRUE(test) << test.error().detail;
  EXPECT_EQ(test->freedom, 2);
  EXPECT_LT(test->p, 1e-10);
}

TEST(LikelihoodRatio, RefusesModelsThatAreNotNested) {
  const auto [cohort, design] = given(904, ResidualCorrelation::independent);
  Design without = design, other = design, scaled = design;
  without.covariates = {{"arm", false}};
  other.covariates = {{"group", true}};
  scaled.transformation = {Scale::log, -100.0};
  const auto model = [&, &panel = cohort](const Design& d, Likelihood likelihood) {
    return fit(panel.panel(), d, {likelihood}).operator*();
  };
  const auto why = [](const GrowthModel& a, const GrowthModel& b) {
    return likelihood_ratio_test(a, b).error().detail;
  };
  const GrowthModel full = model(design, Likelihood::full), restricted = model(design, Likelihood::restricted);
  EXPECT_EQ(why(full, restricted), "one model was fitted by ML, the other by REML");
  EXPECT_EQ(why(model(without, Likelihood::restricted), restricted),
            "restricted likelihoods of other fixed effects cannot be compared, fit both by ML");
  EXPECT_EQ(why(full, model(other, Likelihood::full)), "the larger model lacks arm of the smaller");
  EXPECT_EQ(why(full, full), "the larger model has 8 parameters, the smaller 8");
  EXPECT_EQ(why(full, model(scaled, Likelihood::full)), "the models are of two scales");
  GrowthModel fewer = full;
  fewer.n_obs -= 1;
  EXPECT_EQ(why(fewer, full), "the models are of 599 and 600 scores of 60 and 60 persons");
}

TEST(ThetaCovariance, IsTheInverseOfTheCurvatureOfTheLikelihood) {
  // of one variance, by a difference of the deviance itself
  const auto [cohort, slope] = given(905, ResidualCorrelation::independent, 200);
  Design design = slope;
  design.random = RandomEffects::intercept;
  const auto model = fit(cohort.panel(), design);
  ASSERT_TRUE(model);
  const CrossProducts data = cross_products(cohort.panel(), design);
  const auto at = [&](double more) {
    return deviance(data, Eigen::VectorXd::Constant(1, model->theta[0] + more), Likelihood::restricted).value;
  };
  constexpr double apart = 1e-3;
  const double curvature = (at(apart) - 2.0 * at(0.0) + at(-apart)) / (apart * apart);
  EXPECT_NEAR(model->theta_covariance(0, 0), 2.0 / curvature, 1e-4 * model->theta_covariance(0, 0));
  // nobody differs: on the boundary nothing is known of it
  const auto singular = fit(Cohort({{{0, 10, {0}}, {1, 12, {0}}, {2, 9, {0}}},
                                    {{0, 12, {1}}, {1, 10, {1}}, {2, 11, {1}}},
                                    {{0, 11, {0}}, {1, 9, {0}}, {2, 12, {0}}},
                                    {{0, 9, {1}}, {1, 12, {1}}, {2, 10, {1}}}})
                                .panel(),
                            design);
  ASSERT_TRUE(singular);
  ASSERT_TRUE(singular->search.on_boundary);
  EXPECT_TRUE(std::isnan(singular->theta_covariance(0, 0)));
}

}  // namespace
}  // namespace oncourse::growth
