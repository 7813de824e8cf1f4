// rate_of_change_test.cpp: persons' slopes, those of lme4, and who is called unchanged.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/rate_of_change.hpp"

#include <gtest/gtest.h>

#include <map>

#include "oncourse/base/normal.hpp"
#include "oncourse/growth/fit.hpp"
#include "support/cohort.hpp"
#include "support/csv.hpp"
#include "support/shared_files.hpp"

namespace oncourse::growth {
namespace {

using support::Cohort;
using support::Rows;

/// Persons who all fall by about two points a session, each by their own rate.
Cohort falling(std::uint64_t seed, int persons, double mean_slope) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal;
  std::vector<Rows> out;
  for (int i = 0; i < persons; ++i) {
    const double level = 30 + 4 * normal(random), slope = mean_slope + 0.7 * normal(random);
    Rows& rows = out.emplace_back();
    for (int t = 0; t < 6; ++t) rows.push_back({1.0 * t, level + slope * t + 1.5 * normal(random)});
  }
  return Cohort(out);
}

const Design linear = {TimeBasis::linear, RandomEffects::slope, "session", {}};

TEST(RateOfChange, CallsAnAverageImproverImprovedWhereTheDeviationCallsThemUnchanged) {
  const Cohort cohort = falling(6001, 200, -2.0);
  const GrowthModel model = *fit(cohort.panel(), linear);
  const auto rates = rates_of_change(model, cohort.panel());
  ASSERT_TRUE(rates.ok());
  int improved = 0, better_than_average = 0;
  for (const RateOfChange& rate : *rates) {
    improved += rate.total / rate.sd < -normal_half_width(0.95);
    better_than_average += rate.deviation / rate.sd < -normal_half_width(0.95);
    ASSERT_NEAR(rate.total - rate.deviation, model.beta(1), 1e-12);
  }
  EXPECT_GT(improved, 180);
  EXPECT_LT(better_than_average, 80);
}

TEST(RateOfChange, ReversesItsSignWithTheScaleAndDoesNotSeeItsOrigin) {
  const Cohort cohort = falling(6002, 60, -1.0);
  const GrowthModel model = *fit(cohort.panel(), linear);
  const Cohort mirror = cohort.with([](auto& row) { row.score = 50 - row.score; });
  GrowthModel mirrored = model;
  mirrored.beta = -model.beta;
  mirrored.beta(0) = 50 - model.beta(0);
  const auto rates = *rates_of_change(model, cohort.panel()), others = *rates_of_change(mirrored, mirror.panel());
  for (std::size_t i = 0; i < rates.size(); ++i) {
    ASSERT_NEAR(rates[i].total, -others[i].total, 1e-9);
    ASSERT_NEAR(rates[i].sd, others[i].sd, 1e-12);
  }
}

TEST(RateOfChange, OfAPersonWithManyScoresIsThatOfTheirOwnLine) {
  Cohort cohort = falling(6003, 40, -1.0);
  const GrowthModel model = *fit(cohort.panel(), linear);
  Rows rows;
  for (int t = 0; t < 4000; ++t) rows.push_back({t / 10.0, 20 - 0.45 * t / 10.0 + (t % 2 ? 0.5 : -0.5)});
  const Cohort one({rows});
  const RateOfChange rate = rates_of_change(model, one.panel())->front();
  EXPECT_NEAR(rate.total, -0.45, 1e-4);
  EXPECT_LT(rate.sd, 1e-3);
}

TEST(RateOfChange, CountsWhatACovariateAddsToTheSlope) {
  GrowthModel model;
  model.design = {TimeBasis::linear, RandomEffects::slope, "week", {{"arm", true}}};
  model.beta = Eigen::Vector4d(20, -1, 0.5, -0.25);
  model.beta_covariance = Eigen::Matrix4d::Identity();
  model.theta = Eigen::Vector3d(1.0, 0.1, 0.4);
  model.sigma2 = 4.0;
  Rows rows;
  for (int t = 0; t < 4; ++t) rows.push_back({1.0 * t, 20.5 - 1.25 * t, {1.0}});  // exactly as expected of this arm
  const RateOfChange rate = rates_of_change(model, Cohort({rows}).panel())->front();
  EXPECT_NEAR(rate.total, -1.25, 1e-12);
  EXPECT_NEAR(rate.deviation, 0.0, 1e-12);
  rows[2].covariates = {0.0};
  const auto changing = rates_of_change(model, Cohort({rows}).panel());
  ASSERT_FALSE(changing.ok());
  EXPECT_EQ(changing.error().detail,
            "row 3: arm interacts with time and changes within a person, who then has no one rate of change");
}

TEST(RateOfChange, IsRefusedWherePersonsDoNotDiffer) {
  const Cohort cohort = falling(6004, 20, -1.0);
  GrowthModel model = *fit(cohort.panel(), linear);
  model.theta(1) = model.theta(2) = 0.0;
  EXPECT_EQ(rates_of_change(model, cohort.panel()).error().code, Errc::not_available);
  const Design levels = {TimeBasis::linear, RandomEffects::intercept, "session", {}};
  EXPECT_EQ(rates_of_change(*fit(cohort.panel(), levels), cohort.panel()).error().code, Errc::bad_argument);
}

TEST(RateOfChange, OfRealPatientsIsThatOfLme4) {
  const std::string golden = "golden/change_visible.json", data = "data/clinicalsignificance_claus_2020.csv";
  const auto file = support::shared_file(golden), csv_file = support::shared_file(data);
  if (!file || !csv_file) GTEST_SKIP() << support::why_skipped(golden);
  const nlohmann::json result = support::json_in(*file)["results"]["claus_bdi_dist_HLM"];
  const support::Csv csv(*csv_file);
  std::map<int, Rows> by_id;
  for (std::size_t i = 0; i < csv.rows(); ++i)
    if (const std::string& bdi = csv.cell(i, "bdi"); !bdi.empty() && bdi != "NA")
      by_id[static_cast<int>(csv.number(i, "id"))].push_back({csv.number(i, "time"), csv.number(i, "bdi")});
  std::erase_if(by_id, [](const auto& person) { return person.second.size() < 3; });
  std::vector<Rows> persons;
  for (const auto& [id, rows] : by_id) persons.push_back(rows);
  const Cohort cohort(persons);
  const nlohmann::json& patients = result["patients"];
  ASSERT_EQ(persons.size(), patients["rci"].size());

  // at lme4's own estimates everything agrees as far as the file's digits go
  const nlohmann::json& fitted = result["hlm_model"];
  GrowthModel theirs = *fit(cohort.panel(), linear);
  const auto ours = *rates_of_change(theirs, cohort.panel());
  const nlohmann::json& vcov = fitted["varcorr"]["vcov"];
  theirs.beta << fitted["fixef"]["(Intercept)"].get<double>(), fitted["fixef"]["time"].get<double>();
  theirs.sigma2 = vcov[3];
  Eigen::Matrix2d G;
  G << vcov[0].get<double>(), vcov[2].get<double>(), vcov[2].get<double>(), vcov[1].get<double>();
  const Eigen::Matrix2d L = (G / theirs.sigma2).llt().matrixL();
  theirs.theta << L(0, 0), L(1, 0), L(1, 1);
  const auto rates = *rates_of_change(theirs, cohort.panel());
  for (std::size_t i = 0; i < rates.size(); ++i) {
    const std::size_t at = static_cast<std::size_t>(
        std::find(patients["id"].begin(), patients["id"].end(),
                  std::to_string(std::next(by_id.begin(), static_cast<std::ptrdiff_t>(i))->first)) -
        patients["id"].begin());
    ASSERT_LT(at, patients["id"].size());
    ASSERT_NEAR(rates[i].deviation, patients["eb_estimate"][at], 1e-9);
    ASSERT_NEAR(rates[i].sd, patients["sd"][at], 1e-9);
    ASSERT_NEAR(rates[i].deviation / rates[i].sd, patients["rci"][at], 1e-9);
    // their search stops where the criterion is flat to 1e-7 of it, as does ours
    ASSERT_NEAR(ours[i].deviation / ours[i].sd, patients["rci"][at], 1e-4);
  }
}

TEST(RateOfChange, OfACurveThereIsNone) {
  const Cohort cohort = falling(6001, 40, -2.0);
  Design curved = linear;
  curved.curve = Curve::quadratic;
  const GrowthModel model = *fit(cohort.panel(), curved);
  EXPECT_EQ(rates_of_change(model, cohort.panel()).error().detail,
            "on a quadratic curve nobody has one rate of change");
}

}  // namespace
}  // namespace oncourse::growth
