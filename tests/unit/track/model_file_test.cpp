// model_file_test.cpp: a model survives its file, and a changed file is refused.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/model_file.hpp"

#include <gtest/gtest.h>

#include <random>

#include "support/calibration.hpp"
#include "support/cohort.hpp"
#include "support/response_model.hpp"

namespace oncourse {
namespace {

ResponseModel full_model() {
  ResponseModel model = support::response_model();
  growth::GrowthModel& g = model.growth;
  std::mt19937_64 random(11);
  std::normal_distribution<double> normal;
  g.design.covariates = {{"medication", false}, {"arm", true}};
  g.beta = Eigen::VectorXd::NullaryExpr(5, [&] { return normal(random); });
  const Eigen::MatrixXd root = Eigen::MatrixXd::NullaryExpr(5, 5, [&] { return normal(random) / 3.0; });
  g.beta_covariance = root * root.transpose();
  g.theta = Eigen::Vector3d(1.0 / 3.0, -0.1, 0.7);
  model.time_unit = TimeUnit::week;
  model.calibrations = {support::calibration_at(1.0 / 7.0, {Target::Kind::percent, 50.0}, {2.0, 12.0}, 88, 140)};
  Calibration other = model.calibrations[0];
  other.rule = {MonitoringRule::Kind::no_early_response, 0.8, 5, 25.0};
  other.group = {"north", {10.0, 20.0}};
  other.spending = AlphaSpending::evenly;
  other.stages = {{6.0, std::numeric_limits<double>::infinity()}, {12.0, -12.5}};
  other.method = CalibrationMethod::cross;
  other.stages[1].cut_off = 8;
  other.flagged_missed = 22;
  model.calibrations.push_back(other);
  model.bands = BandCalibration{
      CalibrationMethod::cross, 0.9, 16.0, 1.0, {{0.0, {140, 8.0 / 3.0}, {140, 1.7}}, {2.5, {8, {}}, {9, 0.0}}}};
  return model;
}

TEST(ModelFile, GivesBackTheSameModelToTheLastBit) {
  const ResponseModel model = full_model();
  const auto read = response_model_from_json(to_json(model));
  ASSERT_TRUE(read.ok()) << read.error().detail;
  EXPECT_EQ(read->growth.beta, model.growth.beta);
  EXPECT_EQ(read->growth.beta_covariance, model.growth.beta_covariance);
  EXPECT_EQ(read->growth.theta, model.growth.theta);
  EXPECT_EQ(read->growth.sigma2, model.growth.sigma2);
  ASSERT_EQ(read->calibrations.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    const Calibration &is = read->calibrations[i], &was = model.calibrations[i];
    EXPECT_EQ(is.rule, was.rule);
    EXPECT_EQ(is.target, was.target);
    EXPECT_EQ(is.group, was.group);
    EXPECT_EQ(is.spending, was.spending);
    EXPECT_EQ(is.method, was.method);
    EXPECT_EQ(is.flagged_missed, was.flagged_missed);
    EXPECT_EQ(is.cut_off(), was.cut_off());
    ASSERT_EQ(is.stages.size(), was.stages.size());
    for (std::size_t k = 0; k < is.stages.size(); ++k) EXPECT_EQ(is.stages[k].limit, was.stages[k].limit);
  }
  EXPECT_EQ(read->bands->method, CalibrationMethod::cross);
  ASSERT_EQ(read->bands->origins.size(), 2u);
  EXPECT_EQ(read->bands->origins[0].all.factor, 8.0 / 3.0);
  EXPECT_EQ(read->bands->origins[1].all.n, 8);
  EXPECT_EQ(read->bands->origins[1].all.factor, std::nullopt);
  EXPECT_EQ(read->bands->origins[1].last.factor, 0.0);
  EXPECT_EQ(read->time_unit, TimeUnit::week);
  EXPECT_EQ(read->growth.design.covariates[1].name, "arm");
  EXPECT_TRUE(read->growth.design.covariates[1].interacts);
  EXPECT_EQ(read->checksum, checksum_of(model));
  EXPECT_EQ(std::stoul(checksum_of(model).substr(6), nullptr, 16), crc32_of(model));
  EXPECT_EQ(to_json(*read), to_json(model));
}

TEST(ModelFile, AFlippedBitAnywhereIsAnErrorOrNoChangeAtAll) {
  const std::string document = to_json(full_model());
  int refused = 0;
  for (std::size_t at = 0; at < document.size(); ++at)
    for (int bit = 0; bit < 8; ++bit) {
      std::string changed = document;
      changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
      const auto read = response_model_from_json(changed);
      if (read) {
        EXPECT_EQ(to_json(*read), document) << "byte " << at << " bit " << bit;
      } else {
        ++refused;
        EXPECT_TRUE(read.error().code == Errc::malformed || read.error().code == Errc::wrong_version);
      }
    }
  // What is left are numbers written with E for e, and last digits that round to the same number.
  EXPECT_GE(refused, static_cast<int>(document.size()) * 8 * 99 / 100);
}

TEST(ModelFile, ATruncatedFileIsAnError) {
  const std::string document = to_json(full_model());
  for (std::size_t length = 0; length + 2 < document.size(); ++length)
    EXPECT_FALSE(response_model_from_json(document.substr(0, length)).ok()) << length;
}

TEST(ModelFile, AnotherSchemaOrVersionSaysWhichIsRead) {
  std::string document = to_json(full_model());
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string changed = document;
    changed.replace(changed.find(from), from.size(), to);
    return response_model_from_json(changed).error();
  };
  EXPECT_EQ(with("\"version\": 1", "\"version\": 2").detail, "model file.version: it is 2, this library reads 1");
  EXPECT_EQ(with("\"version\": 1", "\"version\": 2").code, Errc::wrong_version);
  EXPECT_EQ(with("oncourse/response-model", "other/response-model").detail,
            "model file.schema: it must be oncourse/response-model");
  EXPECT_EQ(with("\"n_obs\": 3000", "\"n_obs\": 3001").detail,
            "model file.checksum: it does not fit the content: the document was changed after it was written");
}

/// The document's refusal once this was done to the model that it is written from.
template <class Change>
std::string refusal(Change change) {
  ResponseModel model = full_model();
  change(model);
  const auto read = response_model_from_json(to_json(model));
  return read ? "" : read.error().detail;
}

TEST(ModelFile, WhatNoModelCanBeIsRefusedThoughTheChecksumFits) {
  using Model = ResponseModel;
  EXPECT_EQ(refusal([](Model&) {}), "");
  const std::string no_covariance = "model file.beta_covariance: it is not a covariance matrix";
  EXPECT_EQ(refusal([](Model& m) { m.growth.beta_covariance(1, 1) *= -1.0; }), no_covariance);
  EXPECT_EQ(refusal([](Model& m) { m.growth.beta_covariance(0, 1) += 0.1; }), no_covariance);
  EXPECT_EQ(refusal([](Model& m) {
              Eigen::MatrixXd& V = m.growth.beta_covariance;
              V(0, 1) = V(1, 0) = 1.01 * std::sqrt(V(0, 0) * V(1, 1));
            }),
            no_covariance);
  EXPECT_EQ(refusal([](Model& m) { m.growth.theta[0] = 1e200; }),
            "model file.theta: variances that a double cannot hold");
  EXPECT_EQ(refusal([](Model& m) { m.growth.design.covariates[1].name = "medication"; }),
            "model file.covariates: covariate medication is there twice");
  EXPECT_EQ(refusal([](Model& m) { m.growth.design.covariates[1].name = ""; }),
            "model file.covariates: a covariate has no name");
  const std::string first = "model file.calibrations[0].", second = "model file.calibrations[1]";
  EXPECT_EQ(refusal([](Model& m) { m.calibrations[0].horizon = 11.0; }),
            first + "monitoring: it ends after the horizon");
  EXPECT_EQ(refusal([](Model& m) { m.calibrations[0].n_reached = 141; }), first + "n_reached: more than n_persons");
  EXPECT_EQ(refusal([](Model& m) { m.calibrations[0].n_reached = 8; }),
            first + "n_reached: too few for a limit at this alpha");
  EXPECT_EQ(refusal([](Model& m) { m.calibrations[0].target.value = 150.0; }),
            first + "target: target of 150 percent, it must lie in (0, 100]");
  EXPECT_EQ(refusal([](Model& m) { m.calibrations[0].stages.clear(); }),
            first + "stages: the last must end with the monitored range");
  EXPECT_EQ(refusal([](Model& m) { m.calibrations[0].stages[0].cut_off = 9; }),
            first + "stages: they cut off more than alpha allows");
  EXPECT_EQ(refusal([](Model& m) { m.calibrations[0].flagged_missed = 53; }),
            first + "flagged_missed: more than missed the target");
  EXPECT_EQ(refusal([](Model& m) { m.calibrations[1].stages[0].until = 12.0; }),
            second + ".stages[1].until: it does not ascend");
  EXPECT_EQ(refusal([](Model& m) { m.calibrations[1].rule.improvement = 0.0; }),
            second + ".rule: improvement of 0 percent, it must lie in (0, 100]");
  EXPECT_EQ(refusal([](Model& m) {
              m.calibrations[1].group.intake = {20.0, 10.0};
            }),
            second + ".group: intake_from does not lie below intake_below");
  EXPECT_EQ(refusal([](Model& m) { m.calibrations[1] = m.calibrations[0]; }),
            second + ": its rule, target and group are there twice");
}

TEST(ModelFile, BandsThatNoCalibrationCouldHaveGivenAreRefused) {
  using Model = ResponseModel;
  const std::string bands = "model file.prediction_bands.";
  EXPECT_EQ(refusal([](Model& m) { m.bands = std::nullopt; }), "");
  EXPECT_EQ(refusal([](Model& m) { m.bands->origins.clear(); }), bands + "origins: there is none");
  EXPECT_EQ(refusal([](Model& m) { m.bands->level = 1.0; }), bands + "level: it must lie between 0 and 1");
  EXPECT_EQ(refusal([](Model& m) { m.bands->cadence = 0.0; }), bands + "cadence: it must be above 0");
  EXPECT_EQ(refusal([](Model& m) { m.bands->horizon = 2.5; }),
            bands + "origins[1].time: it must lie before the horizon");
  EXPECT_EQ(refusal([](Model& m) { m.bands->origins[1].time = 0.0; }), bands + "origins[1].time: times must ascend");
  EXPECT_EQ(refusal([](Model& m) { m.bands->origins[1].all.factor = 3.0; }),
            bands + "origins[1].all.factor: too few persons for one at this level");
  EXPECT_EQ(refusal([](Model& m) { m.bands->origins[0].last.factor = std::nullopt; }),
            bands + "origins[0].last.factor: a number is expected");
  EXPECT_EQ(refusal([](Model& m) { m.bands->origins[0].last.factor = -0.1; }),
            bands + "origins[0].last.factor: it must be 0 or more");
}

TEST(ModelFile, AnotherProgramsSpellingOfTheSameNumbersIsTheSameDocument) {
  std::string document = to_json(full_model());
  const auto replace = [&](const std::string& from, const std::string& to) {
    ASSERT_NE(document.find(from), std::string::npos) << from;
    document.replace(document.find(from), from.size(), to);
  };
  replace("\"from\": 2.0", "\"from\": 2");  // as JavaScript writes it
  replace("\"n_obs\": 3000", "\"n_obs\": 3e3");
  replace("\"version\": 1", "\"version\":1.0");
  const auto read = response_model_from_json(document);
  ASSERT_TRUE(read.ok()) << read.error().detail;
  EXPECT_EQ(to_json(*read), to_json(full_model()));
}

TEST(ModelFile, NestingWithoutEndIsAnErrorAndNotACrash) {
  EXPECT_EQ(response_model_from_json(std::string(1'000'000, '[')).error().code, Errc::malformed);
}

/// A model of any line, residuals and scale whose numbers are random; some of theta's variances are not known.
ResponseModel any_formed_model(std::mt19937_64& random) {
  const support::AnyForm form = support::any_form(random);
  std::normal_distribution<double> normal;
  const auto covariance = [&](Eigen::Index size) -> Eigen::MatrixXd {
    const Eigen::MatrixXd root = Eigen::MatrixXd::NullaryExpr(size, size, [&] { return normal(random); });
    return root * root.transpose();
  };
  ResponseModel model = support::response_model();
  growth::GrowthModel& g = model.growth;
  g.design = form.design;
  g.residual = form.residual;
  g.beta = Eigen::VectorXd::NullaryExpr(form.design.fixed_effects(), [&] { return normal(random); });
  g.beta_covariance = covariance(g.beta.size());
  g.theta = support::any_theta(random, form.design.random);
  const Eigen::Index parameters = form.design.variance_parameters() - 1;
  if (random() % 4 == 0) return model;
  g.theta_covariance = covariance(parameters);
  const auto unknown = static_cast<Eigen::Index>(random() % 8);
  if (unknown < parameters) {
    g.theta_covariance.row(unknown).setConstant(std::nan(""));
    g.theta_covariance.col(unknown).setConstant(std::nan(""));
  }
  return model;
}

TEST(ModelFile, EveryFormComesBackToTheLastBitAndCountsInTheChecksum) {
  std::mt19937_64 random(20261126);
  const auto same = [](const Eigen::MatrixXd& a, const Eigen::MatrixXd& b) {
    return a.rows() == b.rows() && a.cols() == b.cols() &&
           (a.array() == b.array() || (a.array().isNaN() && b.array().isNaN())).all();
  };
  for (int repeat = 0; repeat < 300; ++repeat) {
    const ResponseModel model = any_formed_model(random);
    const auto read = response_model_from_json(to_json(model));
    ASSERT_TRUE(read.ok()) << read.error().detail;
    const growth::GrowthModel &is = read->growth, &was = model.growth;
    EXPECT_EQ(is.design.curve, was.design.curve);
    EXPECT_EQ(is.design.random, was.design.random);
    EXPECT_EQ(is.design.residuals, was.design.residuals);
    EXPECT_EQ(is.design.knot, was.design.curve == growth::Curve::piecewise ? was.design.knot : 0.0);
    EXPECT_EQ(is.design.transformation, was.design.transformation.scale == growth::Scale::points
                                            ? growth::Transformation{}
                                            : was.design.transformation);
    EXPECT_EQ(is.residual, was.residual);
    EXPECT_EQ(is.design.fixed_effect_names(), was.design.fixed_effect_names());
    EXPECT_TRUE(same(is.beta, was.beta) && same(is.theta, was.theta));
    EXPECT_TRUE(same(is.theta_covariance, was.theta_covariance)) << was.theta_covariance;
    EXPECT_EQ(to_json(*read), to_json(model));
    ResponseModel other = model;
    if (was.residual.range > 0.0)
      other.growth.residual.range *= 2.0;
    else
      other.growth.design.residuals = growth::ResidualCorrelation::autoregressive;
    EXPECT_NE(checksum_of(other), checksum_of(model));
  }
}

TEST(ModelFile, AFormThatCannotBeIsRefused) {
  using Model = ResponseModel;
  const auto noisy = [](Model& m) {
    m.growth.design.residuals = growth::ResidualCorrelation::autoregressive_with_noise;
    m.growth.residual = {2.0, 0.5};
    m.growth.theta_covariance = Eigen::MatrixXd::Identity(5, 5);
  };
  EXPECT_EQ(refusal(noisy), "");
  const auto refused = [&](auto change) {
    return refusal([&](Model& m) {
      noisy(m);
      change(m.growth);
    });
  };
  using Growth = growth::GrowthModel;
  const double nan = std::nan("");
  EXPECT_EQ(refused([](Growth& g) { g.residual.range = 0.0; }), "model file.residuals.range: it must be above 0");
  EXPECT_EQ(refused([&](Growth& g) { g.residual.range = nan; }), "model file.residuals.range: a number is expected");
  EXPECT_EQ(refused([](Growth& g) { g.residual.nugget = -0.1; }), "model file.residuals.nugget: it must lie in 0..1");
  EXPECT_EQ(refused([](Growth& g) { g.residual.nugget = 1.1; }), "model file.residuals.nugget: it must lie in 0..1");
  EXPECT_EQ(refused([](Growth& g) { g.design.random = growth::RandomEffects::curve; }),
            "model file.curve: random effects of a curve need one that is quadratic or piecewise");
  EXPECT_EQ(refused([](Growth& g) {
              g.design.curve = growth::Curve::piecewise;
              g.design.knot = -1.0;
            }),
            "model file.curve: the knot is -1, a finite time is needed, the least is 0");
  EXPECT_EQ(refused([](Growth& g) {
              g.design.transformation = {growth::Scale::log, 0.0, 27.0, 0.0};
            }),
            "model file.transformation: the transformation's margin is 0, it must be above 0");
  EXPECT_EQ(refused([](Growth& g) {
              g.design.transformation = {growth::Scale::logit, 27.0, 0.0, 0.5};
            }),
            "model file.transformation: the transformation's range is 27..0");
  const std::string no_covariance = "model file.theta_covariance: it is not a covariance matrix";
  EXPECT_EQ(refused([](Growth& g) { g.theta_covariance(1, 1) = -1.0; }), no_covariance);
  EXPECT_EQ(refused([](Growth& g) { g.theta_covariance(1, 0) = 0.1; }), no_covariance);
  EXPECT_EQ(refused([&](Growth& g) { g.theta_covariance(1, 0) = nan; }), no_covariance) << "a gap in a known row";
  EXPECT_EQ(refused([&](Growth& g) { g.theta_covariance(1, 1) = nan; }), no_covariance) << "a known entry of no row";
  EXPECT_EQ(refused([](Growth& g) { g.theta_covariance = Eigen::MatrixXd::Identity(3, 3); }),
            "model file.theta_covariance: 3 rows, 5 expected");
  EXPECT_EQ(refused([&](Growth& g) { g.beta_covariance(0, 1) = nan; }),
            "model file.beta_covariance[0][1]: a number is expected");
}

}  // namespace
}  // namespace oncourse
