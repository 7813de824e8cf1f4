// expected_response_test.cpp: what is expected after an intake score is a person's forecast after that one score.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/expected_response.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "oncourse/base/normal.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/track/target_probability.hpp"
#include "support/mirror.hpp"
#include "support/response_model.hpp"

namespace oncourse {
namespace {

const std::vector<double> sessions = {0, 1, 2, 4, 8, 12, 16};

/// A model of no instrument with two covariates, of which the first interacts; level and slope correlate either way.
ResponseModel any_model(std::mt19937_64& random) {
  std::normal_distribution<double> normal;
  std::bernoulli_distribution coin(0.5);
  ResponseModel model;
  growth::GrowthModel& g = model.growth;
  g.design.time_basis = coin(random) ? growth::TimeBasis::linear : growth::TimeBasis::log1p;
  g.design.covariates = {{"arm", true}, {"medication", false}};
  g.beta = Eigen::VectorXd::NullaryExpr(g.design.fixed_effects(), [&] { return 5.0 * normal(random); });
  const Eigen::MatrixXd root = Eigen::MatrixXd::NullaryExpr(g.beta.size(), 5, [&] { return 0.2 * normal(random); });
  g.beta_covariance = root * root.transpose();
  g.theta = Eigen::Vector3d(1.0 + std::fabs(normal(random)), 0.3 * normal(random), 0.2 + std::fabs(normal(random)));
  g.sigma2 = 6.0;
  return model;
}

ExpectedResponse expected(const ResponseModel& model, const ExpectedResponseOptions& options) {
  const auto found = expected_response(model, options);
  EXPECT_TRUE(found.ok()) << (found ? "" : found.error().detail);
  return found ? *found : ExpectedResponse{};
}

template <class Check>
void for_any_model(std::uint64_t seed, Check check) {
  std::mt19937_64 random(seed);
  for (int trial = 0; trial < 100 && !::testing::Test::HasFailure(); ++trial) {
    const ResponseModel model = any_model(random);
    const double arm = trial % 2, medication = trial % 3 == 0;
    check(model, ExpectedResponseOptions{{4.0, 10.0, 11.5, 30.0}, sessions, {arm, medication}, 0.8});
  }
}

TEST(ExpectedResponse, IsEveryPersonsForecastToTheBit) {
  for_any_model(9001, [](const ResponseModel& model, const ExpectedResponseOptions& options) {
    const ExpectedResponse response = expected(model, options);
    ASSERT_EQ(response.courses.size(), options.intake.size());
    for (std::size_t i = 0; i < options.intake.size(); ++i) {
      growth::Person person(model.growth);
      person.observe(0.0, options.intake[i], options.covariates);
      ASSERT_EQ(response.courses[i].intake, options.intake[i]);
      ASSERT_EQ(response.courses[i].scores.size(), sessions.size());
      for (std::size_t k = 0; k < sessions.size(); ++k) {
        const ExpectedScore& at = response.courses[i].scores[k];
        const growth::Forecast forecast = person.forecast(sessions[k], options.covariates);
        ASSERT_EQ(at.time, sessions[k]);
        ASSERT_EQ(at.score.mean, forecast.mean);
        ASSERT_EQ(at.score.sd_person, forecast.sd_person);
        ASSERT_EQ(at.score.sd_line, forecast.sd_line);
        ASSERT_EQ(at.score.sd_score, forecast.sd_score);
        ASSERT_EQ(at.change, forecast.mean - options.intake[i]);
        ASSERT_NEAR(normal_cdf((at.high - forecast.mean) / forecast.sd_score), 0.9, 1e-12);
        ASSERT_NEAR(at.low + at.high, 2.0 * forecast.mean, 1e-10);
        ASSERT_FALSE(at.off_scale || at.target_probability || at.reliable_improvement_probability);
      }
    }
  });
}

TEST(ExpectedResponse, IsTheNormalDistributionOfALaterScoreGivenTheIntake) {
  // two scores' joint covariance, conditioned on the first; the intercept's error moves both
  for_any_model(9002, [](const ResponseModel& model, const ExpectedResponseOptions& options) {
    const growth::GrowthModel& g = model.growth;
    const bool linear = g.design.time_basis == growth::TimeBasis::linear;
    const double arm = options.covariates[0], medication = options.covariates[1];
    const Eigen::MatrixXd G = g.random_covariance();
    const auto x = [&](double t) {
      Eigen::VectorXd row(5);
      row << 1.0, t, arm, medication, t * arm;
      return row;
    };
    const Eigen::VectorXd x0 = x(0.0);
    const ExpectedResponse response = expected(model, options);
    for (std::size_t i = 0; i < options.intake.size(); ++i)
      for (const ExpectedScore& at : response.courses[i].scores) {
        const double t = linear ? at.time : std::log(1.0 + at.time);
        const Eigen::VectorXd xt = x(t);
        const double v00 = G(0, 0) + g.sigma2, v0t = G(0, 0) + t * G(0, 1);
        const double vtt = G(0, 0) + 2.0 * t * G(0, 1) + t * t * G(1, 1) + g.sigma2;
        const double weight = v0t / v00;
        const Eigen::VectorXd through = xt - weight * x0;
        const double mean = xt.dot(g.beta) + weight * (options.intake[i] - x0.dot(g.beta));
        const double variance = vtt - weight * v0t + through.dot(g.beta_covariance * through);
        ASSERT_NEAR(at.score.mean, mean, 1e-9);
        ASSERT_NEAR(at.score.sd_score, std::sqrt(variance), 1e-9);
      }
  });
}

TEST(ExpectedResponse, RisesWithTheIntakeInAStraightLineAndRegressesToTheMean) {
  for_any_model(9003, [](const ResponseModel& model, const ExpectedResponseOptions& options) {
    const growth::GrowthModel& g = model.growth;
    const Eigen::MatrixXd G = g.random_covariance();
    const ExpectedResponse response = expected(model, options);
    for (std::size_t k = 0; k < sessions.size(); ++k) {
      const auto mean = [&](std::size_t i) { return response.courses[i].scores[k].score.mean; };
      const double slope = (mean(3) - mean(0)) / 26.0;
      ASSERT_NEAR(mean(1), mean(0) + 6.0 * slope, 1e-8);
      const double t = g.design.time_basis == growth::TimeBasis::linear ? sessions[k] : std::log(1.0 + sessions[k]);
      const double covariance = G(0, 0) + t * G(0, 1);  // of the level at intake and then
      if (covariance > 1e-6) {
        ASSERT_LT(mean(0), mean(1));
        ASSERT_LT(mean(1), mean(2));
        ASSERT_LT(mean(2), mean(3));
      }
    }
    const double average = g.design.fixed_row(0.0, options.covariates).dot(g.beta);
    for (const ExpectedCourse& course : response.courses) {
      const double again = course.scores.front().score.mean;  // at time 0
      ASSERT_NEAR(again, average + G(0, 0) / (G(0, 0) + g.sigma2) * (*course.intake - average), 1e-9);
      ASSERT_LT(std::fabs(again - average), std::fabs(*course.intake - average));
    }
  });
}

TEST(ExpectedResponse, IsMoreCertainThanThatOfAPersonOfWhomNothingIsKnown) {
  for_any_model(9004, [](const ResponseModel& model, const ExpectedResponseOptions& options) {
    ExpectedResponseOptions nobody = options;
    nobody.intake = {};
    ResponseModel known = model;  // what the intake tells of the person, not what beta's error adds
    known.growth.beta_covariance.setZero();
    const ExpectedResponse narrow = expected(known, options), wide = expected(known, nobody);
    ASSERT_EQ(wide.courses.size(), 1u);
    ASSERT_FALSE(wide.courses[0].intake || wide.courses[0].scores[0].change);
    for (const ExpectedCourse& course : narrow.courses)
      for (std::size_t k = 0; k < sessions.size(); ++k) {
        const ExpectedScore &in = course.scores[k], &out = wide.courses[0].scores[k];
        ASSERT_LE(in.high - in.low, (out.high - out.low) * (1.0 + 1e-12));
      }
    ASSERT_LT(narrow.courses[0].scores[0].score.sd_score, wide.courses[0].scores[0].score.sd_score);
  });
}

TEST(ExpectedResponse, MovesWithTheZeroOfTheScale) {
  for_any_model(9005, [](const ResponseModel& model, const ExpectedResponseOptions& options) {
    ResponseModel moved = model;
    ExpectedResponseOptions there = options;
    moved.growth.beta[0] += 7.0;
    for (double& score : there.intake) score += 7.0;
    const ExpectedResponse here = expected(model, options), other = expected(moved, there);
    for (std::size_t i = 0; i < here.courses.size(); ++i)
      for (std::size_t k = 0; k < sessions.size(); ++k) {
        const ExpectedScore &a = here.courses[i].scores[k], &b = other.courses[i].scores[k];
        ASSERT_NEAR(a.score.mean + 7.0, b.score.mean, 1e-9);
        ASSERT_NEAR(a.low + 7.0, b.low, 1e-9);
        ASSERT_NEAR(*a.change, *b.change, 1e-9);
        ASSERT_EQ(a.score.sd_score, b.score.sd_score);
      }
  });
}

TEST(ExpectedResponse, InAMirrorIsMirrored) {
  const support::Mirror mirror(phq9);
  ResponseModel model = support::response_model(), mirrored = model;
  mirrored.growth.beta = -model.growth.beta;
  mirrored.growth.beta[0] += 27.0;
  for (const Target target : {Target{Target::Kind::reliable_improvement, 0.0}, Target{Target::Kind::cutoff, 0.0}}) {
    const ExpectedResponse plain = expected(model, {{3, 8, 15, 27}, sessions, {}, 0.9, &phq9, target});
    const ExpectedResponse other =
        expected(mirrored, {{24, 19, 12, 0}, sessions, {}, 0.9, &mirror.instrument(), target});
    for (std::size_t i = 0; i < plain.courses.size(); ++i)
      for (std::size_t k = 0; k < sessions.size(); ++k) {
        const ExpectedScore &a = plain.courses[i].scores[k], &b = other.courses[i].scores[k];
        ASSERT_NEAR(a.score.mean, mirror.score(b.score.mean), 1e-10);
        ASSERT_NEAR(a.low, mirror.score(b.high), 1e-10);
        ASSERT_EQ(a.off_scale, b.off_scale);
        ASSERT_NEAR(*a.change, -*b.change, 1e-10);
        ASSERT_EQ(a.target_probability.has_value(), b.target_probability.has_value());
        ASSERT_EQ(a.reliable_improvement_probability.has_value(), i > 0) << "no room for 6 points below 3";
        if (a.target_probability) {
          ASSERT_NEAR(*a.target_probability, *b.target_probability, 1e-12);
        }
        if (i > 0) {
          ASSERT_NEAR(*a.reliable_improvement_probability, *b.reliable_improvement_probability, 1e-12);
        }
      }
  }
}

TEST(ExpectedResponse, ItsBandHoldsItsShareAtAnyOneTimeAndFewerAtAllTimes) {
  const ResponseModel model = support::response_model();
  std::mt19937_64 random(9006);
  constexpr int n = 4000;
  const support::Cohort cohort = support::drawn_from(model.growth, n, random);
  ExpectedResponseOptions options{{}, {1, 4, 8, 16}, {}, 0.9};
  for (const support::Rows& rows : cohort.persons()) options.intake.push_back(rows[0].score);
  ResponseModel unstated = model;  // scores as drawn lie off the scale too
  unstated.instrument.clear();
  const ExpectedResponse response = expected(unstated, options);
  std::vector<int> inside(options.at.size(), 0);
  int always = 0, high_start = 0, inside_from_high = 0;
  for (std::size_t i = 0; i < response.courses.size(); ++i) {
    bool all = true;
    for (std::size_t k = 0; k < options.at.size(); ++k) {
      const ExpectedScore& at = response.courses[i].scores[k];
      const double score = cohort.persons()[i][static_cast<std::size_t>(options.at[k])].score;
      const bool is_inside = score >= at.low && score <= at.high;
      inside[k] += is_inside;
      all = all && is_inside;
      if (k == 2 && options.intake[i] > 20.0) {
        ++high_start;
        inside_from_high += is_inside;
      }
    }
    always += all;
  }
  const auto se = [](int persons) { return std::sqrt(0.9 * 0.1 / persons); };
  for (const int count : inside) EXPECT_NEAR(static_cast<double>(count) / n, 0.9, 3.5 * se(n));
  ASSERT_GT(high_start, 300);
  EXPECT_NEAR(static_cast<double>(inside_from_high) / high_start, 0.9, 3.5 * se(high_start))
      << "of those who start high";
  EXPECT_LT(static_cast<double>(always) / n, 0.9 - 10.0 * se(n));
}

TEST(ExpectedResponse, SaysWhereItsBandLeavesTheScaleAndCutsNothing) {
  const ResponseModel model = support::response_model();  // names phq-9, which ships
  const ExpectedResponse response = expected(model, {{6, 15, 27}, sessions});
  ASSERT_EQ(response.instrument->id, "phq-9");
  int off = 0, on = 0;
  for (const ExpectedCourse& course : response.courses)
    for (const ExpectedScore& at : course.scores) {
      EXPECT_EQ(*at.off_scale, at.low < 0.0 || at.high > 27.0);
      (*at.off_scale ? off : on) += 1;
    }
  EXPECT_GT(off, 0);
  EXPECT_GT(on, 0);
  EXPECT_LT(response.courses[0].scores.back().low, 0.0);
}

TEST(ExpectedResponse, GivesTheProbabilitiesThatTrackingGives) {
  const ResponseModel model = support::response_model();
  const Target target{Target::Kind::recovery, 0.0};
  const ExpectedResponse response = expected(model, {{12, 20}, {16}, {}, 0.9, &phq9, target});
  for (const ExpectedCourse& course : response.courses) {
    growth::Person person(model.growth);
    person.observe(0.0, *course.intake);
    EXPECT_EQ(course.scores[0].target_probability,
              target_probability(person, *line_for(target, phq9, *course.intake), 16.0, {}));
    EXPECT_EQ(course.scores[0].reliable_improvement_probability,
              target_probability(person, *line_for({Target::Kind::reliable_improvement, 0.0}, phq9, *course.intake),
                                 16.0, {}));
  }
}

TEST(ExpectedResponse, RefusesWhatItCannotAnswer) {
  std::mt19937_64 random(9007);
  const ResponseModel model = any_model(random), of_phq9 = support::response_model();
  const double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  const auto refusal = [](const ResponseModel& by, const ExpectedResponseOptions& options) {
    const auto found = expected_response(by, options);
    return found ? std::string("answered") : std::string(name(found.error().code)) + ": " + found.error().detail;
  };
  using Options = ExpectedResponseOptions;
  EXPECT_EQ(refusal(of_phq9, {{15}, {4}}), "answered");
  EXPECT_EQ(refusal(model, {{15}, {4}, {1.0}}), "bad_argument: covariate medication has no value");
  EXPECT_EQ(refusal(model, {{15}, {4}}), "bad_argument: covariate arm has no value");
  EXPECT_EQ(refusal(model, {{15}, {4}, {1.0, nan}}), "bad_argument: covariate medication is not a finite number");
  EXPECT_EQ(refusal(model, {{15}, {4}, {1.0, 0.0, 0.0}}),
            "bad_argument: 3 covariate values, the model has 2 covariates");
  EXPECT_EQ(refusal(of_phq9, {{15}, {}}), "bad_argument: there is no time to forecast");
  EXPECT_EQ(refusal(of_phq9, {{15}, {4, 4}}), "bad_argument: time 4 follows 4, times must ascend");
  EXPECT_EQ(refusal(of_phq9, {{15}, {4, 2}}), "bad_argument: time 2 follows 4, times must ascend");
  EXPECT_EQ(refusal(of_phq9, {{15}, {-1}}), "bad_argument: time -1 cannot be forecast");
  EXPECT_EQ(refusal(of_phq9, {{15}, {inf}}), "bad_argument: time inf cannot be forecast");
  for (const double level : {0.0, 1.0, -0.5, nan})
    EXPECT_NE(refusal(of_phq9, {{15}, {4}, {}, level}).find("it must lie between 0 and 1"), std::string::npos);
  EXPECT_EQ(refusal(of_phq9, {{15, 28}, {4}}), "response_range: intake 2: the total is 28, scale is 0..27");
  EXPECT_EQ(refusal(of_phq9, {{nan}, {4}}), "response_range: intake 1: the total is not a finite number");
  EXPECT_EQ(refusal(model, {{nan}, {4}, {0, 0}}), "bad_argument: intake 1: it is not a finite number");
  EXPECT_EQ(refusal(of_phq9, {{15}, {4}, {}, 0.9, &gad7}),
            "bad_argument: the model is for phq-9, the scores are of gad-7");
  const Target reliable{Target::Kind::reliable_improvement, 0.0};
  EXPECT_EQ(refusal(model, {{15}, {4}, {0, 0}, 0.9, nullptr, reliable}),
            "bad_argument: a target is a line on an instrument's scale, name it");
  EXPECT_EQ(refusal(of_phq9, {{}, {4}, {}, 0.9, nullptr, reliable}),
            "bad_argument: a target needs intake scores, from which it is counted");
  EXPECT_EQ(refusal(of_phq9, {{15}, {4}, {}, 0.9, nullptr, Target{Target::Kind::score, 30.0}}),
            "bad_argument: target of a score of 30, scale is 0..27");
  ResponseModel without = support::response_model();
  without.instrument = std::string(audit_c.id);  // whose cut-offs differ
  EXPECT_EQ(refusal(without, Options{{5}, {4}, {}, 0.9, &audit_c, Target{Target::Kind::cutoff, 0.0}}).substr(0, 13),
            "not_available");
  ResponseModel steep = support::response_model();
  steep.growth.theta[2] = 1e160;
  EXPECT_NE(refusal(steep, {{15}, {4}}).find("time 4: the forecast is not a finite number"), std::string::npos);
}

TEST(IntakeLevels, AreTheTotalsThatTheScaleHas) {
  EXPECT_EQ(*intake_levels(phq9, 10, 13), (std::vector<double>{10, 11, 12, 13}));
  EXPECT_EQ(*intake_levels(phq9, 9.5, 11.5), (std::vector<double>{10, 11}));
  EXPECT_EQ(intake_levels(phq9, 0, 27)->size(), 28u);
  for (const Instrument* const q : catalogue())
    if (q->has_total() && q->step() > 0.0) {
      const auto levels = intake_levels(*q, q->total_min, q->total_max);
      ASSERT_TRUE(levels.ok()) << q->id;
      EXPECT_EQ(levels->front(), q->total_min) << q->id;
      EXPECT_EQ(levels->back(), q->total_max) << q->id;
    }
  EXPECT_EQ(intake_levels(core_om, 1.0, 2.0).error().code, Errc::not_available) << "means";
  EXPECT_EQ(intake_levels(phq9, 10, 28).error().detail, "the total is 28, scale is 0..27");
  EXPECT_EQ(intake_levels(phq9, 20, 10).error().detail, "intake from 20 to 10, the ends must ascend");
}

}  // namespace
}  // namespace oncourse
