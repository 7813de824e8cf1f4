// golden_nlme_test.cpp: correlated residuals and curves beside those of nlme on the same real weekly scores.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "oncourse/growth/fit.hpp"
#include "support/cohort.hpp"
#include "support/csv.hpp"
#include "support/shared_files.hpp"

namespace oncourse::growth {
namespace {

using nlohmann::json;
using support::Cohort;
using support::Row;
using support::Rows;

const std::string nlme_golden = "golden/growth_nlme_visible.json", weekly_data = "data/enrichd_bdi_dev.csv";

/// Persons in the file's order, weeks from days, a time that was seen already left out.
Cohort weekly_scores() {
  const support::Csv csv(support::shared_file(weekly_data).value());
  std::vector<std::string> ids;
  std::vector<Rows> persons;
  for (std::size_t i = 0; i < csv.rows(); ++i) {
    if (ids.empty() || ids.back() != csv.cell(i, "ID")) {
      ids.push_back(csv.cell(i, "ID"));
      persons.emplace_back();
    }
    const double week = std::stod(csv.cell(i, "time")) / 7.0;
    const auto same = [&](const Row& row) { return row.time == week; };
    if (std::any_of(persons.back().begin(), persons.back().end(), same)) continue;
    persons.back().push_back({week, std::stod(csv.cell(i, "BDI")), {std::stod(csv.cell(i, "med"))}});
  }
  for (Rows& rows : persons)
    std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.time < b.time; });
  return Cohort(std::move(persons));
}

class GoldenNlme : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const std::string& name : {nlme_golden, weekly_data})
      if (!support::shared_file(name)) GTEST_SKIP() << support::why_skipped(name);
    golden = support::json_in(*support::shared_file(nlme_golden));
  }

  void compare(const std::string& id, const Design& design) {
    for (const Likelihood likelihood : {Likelihood::restricted, Likelihood::full}) {
      const json& reference = golden.at("enrichd_dev_" + id + "_" + std::string(name(likelihood)));
      const auto model = fit(weekly_scores().panel(), design, {.likelihood = likelihood});
      ASSERT_TRUE(model) << model.error().detail;
      ASSERT_EQ(model->n_obs, reference["n_obs"].get<int>());
      ASSERT_EQ(model->n_persons, reference["n_groups"].get<int>());
      const double ours = model->log_likelihood(), theirs = reference["loglik"];
      std::printf("%s %s: log likelihood %.7f, nlme %.7f, %+.1e; %d evaluations, %s\n", id.c_str(),
                  std::string(name(likelihood)).c_str(), ours, theirs, ours - theirs, model->search.evaluations,
                  name(model->search.stop));
      EXPECT_GE(ours, theirs - 1e-6);                      // never below their optimum
      EXPECT_LE(ours, theirs + 1e-6 * std::fabs(theirs));  // which is where they stop, within a relative 1e-6
      EXPECT_FALSE(model->search.on_boundary);
      const std::vector<std::string> columns = design.fixed_effect_names();
      for (std::size_t k = 0; k < columns.size(); ++k) {
        const std::string column = columns[k] == "log1p(week)"        ? "g"
                                   : columns[k] == "I(log1p(week)^2)" ? "I(g^2)"
                                                                      : columns[k];
        const double error = reference["fixef_se"][column];
        EXPECT_NEAR(model->beta[static_cast<Eigen::Index>(k)], reference["fixef"][column].get<double>(), 1e-3 * error);
        EXPECT_NEAR(model->standard_errors()[static_cast<Eigen::Index>(k)], error, 1e-3 * error);
      }
      EXPECT_NEAR(std::sqrt(model->sigma2), reference["sigma"].get<double>(), 1e-3);
      if (design.residuals != ResidualCorrelation::independent) {
        EXPECT_NEAR(std::exp(-1.0 / model->residual.range), reference["car1_phi"].get<double>(), 1e-4);
      }
    }
  }

  json golden;
};

const Design enrichd = {TimeBasis::log1p, RandomEffects::slope, "week", {{"med", false}}};

TEST_F(GoldenNlme, IndependentResiduals) { compare("iid", enrichd); }

TEST_F(GoldenNlme, AutoregressiveResiduals) {
  Design design = enrichd;
  design.residuals = ResidualCorrelation::autoregressive;
  compare("car1", design);
}

TEST_F(GoldenNlme, ThreeRandomEffects) {
  Design design = enrichd;
  design.curve = Curve::quadratic;
  design.random = RandomEffects::curve;
  compare("quad", design);
}

}  // namespace
}  // namespace oncourse::growth
