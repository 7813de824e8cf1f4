// golden_test.cpp: our fits and forecasts beside those of lme4 1.1-35.1 and nlme on the same real data.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "oncourse/growth/fit.hpp"
#include "oncourse/growth/forecast.hpp"
#include "support/cohort.hpp"
#include "support/csv.hpp"
#include "support/shared_files.hpp"

namespace oncourse::growth {
namespace {

using nlohmann::json;
using support::Cohort;
using support::Row;
using support::Rows;

const std::string golden_name = "golden/growth_visible.json";

Eigen::MatrixXd matrix(const json& entry) {
  if (entry.is_number()) return Eigen::MatrixXd::Constant(1, 1, entry.get<double>());
  const auto rows = static_cast<Eigen::Index>(entry.size());
  if (!entry[0].is_array()) {
    Eigen::MatrixXd column(rows, 1);
    for (Eigen::Index i = 0; i < rows; ++i) column(i, 0) = entry[static_cast<std::size_t>(i)].get<double>();
    return column;
  }
  Eigen::MatrixXd out(rows, rows);
  for (Eigen::Index i = 0; i < rows; ++i)
    for (Eigen::Index j = 0; j < rows; ++j)
      out(i, j) = entry[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)].get<double>();
  return out;
}

/// R's JSON writes a vector of one number as that number.
std::vector<double> numbers(const json& entry) {
  return entry.is_array() ? entry.get<std::vector<double>>() : std::vector{entry.get<double>()};
}

/// The persons of a data set by their id, in the file's order, rows without a score left out as lme4 does.
struct Source {
  std::vector<std::string> ids;
  std::vector<Rows> persons;

  [[nodiscard]] const Rows& rows_of(const std::string& id) const {
    return persons.at(static_cast<std::size_t>(std::find(ids.begin(), ids.end(), id) - ids.begin()));
  }
};

Source read(const std::string& dataset, bool with_arm) {
  const bool sleep = dataset == "sleepstudy.csv";
  const support::Csv csv(support::shared_file(sleep ? "data/sleepstudy.csv" : "data/reframed_phq9_hamd.csv").value());
  Source out;
  for (std::size_t i = 0; i < csv.rows(); ++i) {
    const std::string& score = csv.cell(i, sleep ? "Reaction" : "phq9");
    const std::string& time = csv.cell(i, sleep ? "Days" : "month");
    if (score.empty() || score == "NA" || time == "Post-Rx") continue;
    const std::string& id = csv.cell(i, sleep ? "Subject" : "patient");
    auto person = std::find(out.ids.begin(), out.ids.end(), id);
    if (person == out.ids.end()) {
      person = out.ids.insert(out.ids.end(), id);
      out.persons.emplace_back();
    }
    Row row{std::stod(time), std::stod(score), {}};
    if (with_arm) row.covariates = {csv.cell(i, "grp") == "RO-DBT" ? 1.0 : 0.0};
    out.persons[static_cast<std::size_t>(person - out.ids.begin())].push_back(row);
  }
  return out;
}

Design design_of(const std::string& formula) {
  Design design;
  design.time_name = "t";
  design.time_basis = formula.find("lt") == std::string::npos ? TimeBasis::linear : TimeBasis::log1p;
  if (formula.find("arm_rodbt") != std::string::npos) design.covariates = {{"arm_rodbt", true}};
  design.random = formula.find("||") != std::string::npos     ? RandomEffects::independent_slope
                  : formula.find("(1 +") != std::string::npos ? RandomEffects::slope
                                                              : RandomEffects::intercept;
  return design;
}

/// lme4 gives the conditional variances of uncorrelated terms without the covariance that the data bring about between
/// them; its se_b_only then lacks it too. Ours has it, and is held against the early forecasts, which do.
Eigen::MatrixXd as_lme4(const Eigen::MatrixXd& conditional, RandomEffects random) {
  if (random != RandomEffects::independent_slope) return conditional;
  return conditional.diagonal().asDiagonal();
}

/// One fit beside its reference: the worst difference of each kind of figure, relative to the reference.
struct Agreement {
  std::string id;
  std::map<std::string, double> worst;
  double criterion_above = 0.0;  ///< our -2 log likelihood minus theirs

  /// Relative to the reference, or to `floor` where that is larger: an estimate that is nearly zero by chance, such as
  /// a covariance or a person's effect, is only as exact as the standard deviations around it.
  void add(const std::string& kind, double ours, double theirs, double floor = 0.0) {
    const double difference = std::fabs(ours - theirs) / std::max(std::fabs(theirs), floor);
    double& held = worst[kind];
    held = std::isfinite(difference) || ours == theirs ? std::max(held, ours == theirs ? 0.0 : difference) : INFINITY;
  }
  void add_covariance(const std::string& kind, const Eigen::MatrixXd& ours, const Eigen::MatrixXd& theirs) {
    ASSERT_EQ(ours.rows(), theirs.rows()) << kind;
    for (Eigen::Index i = 0; i < ours.rows(); ++i)
      for (Eigen::Index j = 0; j < ours.cols(); ++j)
        add(kind, ours(i, j), theirs(i, j), 0.1 * std::sqrt(theirs(i, i) * theirs(j, j)));
  }
};

void compare(const json& golden, Agreement& out) {
  const Design design = design_of(golden["formula"]);
  const Source source = read(golden["dataset"], !design.covariates.empty());
  const Cohort cohort(source.persons);
  FitOptions options;
  options.likelihood = golden["method"] == "ML" ? Likelihood::full : Likelihood::restricted;
  const auto fitted = fit(cohort.panel(), design, options);
  ASSERT_TRUE(fitted) << fitted.error().detail;
  const GrowthModel& model = *fitted;

  ASSERT_EQ(model.n_obs, golden["n_obs"].get<int>());
  ASSERT_EQ(model.n_persons, golden["n_groups"].get<int>());
  EXPECT_EQ(model.search.on_boundary, golden["singular"].get<bool>());
  const std::vector<std::string> columns =
      design.covariates.empty() ? std::vector<std::string>{"(Intercept)", golden["time_variable"]}
                                : std::vector<std::string>{"(Intercept)", "lt", "arm_rodbt", "lt:arm_rodbt"};
  for (std::size_t k = 0; k < columns.size(); ++k) {
    const auto column = static_cast<Eigen::Index>(k);
    out.add("beta", model.beta[column], golden["fixef"][columns[k]]);
    out.add("se", model.standard_errors()[column], golden["fixef_se"][columns[k]]);
  }
  out.add_covariance("vcov", model.beta_covariance, matrix(golden["fixef_vcov"]));
  const Eigen::MatrixXd G = model.random_covariance();
  out.add_covariance("G", G, matrix(golden["G"]));
  out.add("sigma2", model.sigma2, golden["sigma2"]);
  out.add("loglik", model.log_likelihood(), golden["loglik"]);
  out.criterion_above = model.search.deviance_end - golden["minus2loglik"].get<double>();

  for (const json& reference : golden["blups"]) {
    const Rows& rows = source.rows_of(reference["id"]);
    ASSERT_EQ(static_cast<int>(rows.size()), reference["n_obs"].get<int>());
    Person person(model);
    Eigen::MatrixXd ZtX = Eigen::MatrixXd::Zero(G.rows(), model.beta.size());
    for (const Row& row : rows) {
      person.observe(row.time, row.score, row.covariates);
      const Eigen::RowVectorXd x = design.fixed_row(row.time, row.covariates);
      ZtX += x.head(G.rows()).transpose() * x;
    }
    const Eigen::MatrixXd b = matrix(reference["b"]);
    for (Eigen::Index k = 0; k < G.rows(); ++k) out.add("b", person.effects()[k], b(k, 0), 0.1 * std::sqrt(G(k, k)));
    const Eigen::MatrixXd& C = person.effects_covariance();
    out.add_covariance("condvar", as_lme4(C, design.random), matrix(reference["condvar"]));
    const Eigen::MatrixXd through = C * ZtX / model.sigma2;  // how an error of beta reaches b
    out.add_covariance("pev", C + through * model.beta_covariance * through.transpose(), matrix(reference["pev"]));
  }

  for (const json& reference : golden["predictions"]) {
    const Rows& rows = source.rows_of(reference["id"]);
    const std::vector<double>& covariates = rows.front().covariates;
    Person person(model);
    for (const Row& row : rows) person.observe(row.time, row.score, row.covariates);
    const double t = reference["t"];
    const Forecast known = person.forecast(t, covariates), unknown = Person(model).forecast(t, covariates);
    out.add("fit", known.mean, reference["fit"]);
    const Eigen::RowVectorXd z = design.fixed_row(t, covariates).head(G.rows());
    const Eigen::MatrixXd C = as_lme4(person.effects_covariance(), design.random);
    out.add("fit_sd", std::sqrt((z * C * z.transpose()).value()), reference["se_b_only"]);
    if (design.random != RandomEffects::independent_slope) out.add("fit_sd", known.sd_person, reference["se_b_only"]);
    out.add("fit_sd", known.sd_line, reference["se_fit"]);
    out.add("fit_sd", known.sd_score, reference["se_new_obs"]);
    out.add("new", unknown.mean, reference["population_fit"]);
    const double se_population = std::sqrt(unknown.sd_line * unknown.sd_line - unknown.sd_person * unknown.sd_person);
    out.add("new_sd", se_population, reference["se_population"]);
    out.add("new_sd", unknown.sd_score, reference["sd_new_patient_obs"]);
  }

  for (const json& reference : golden["early_forecast"]) {
    const std::vector<double>& covariates = source.rows_of(reference["id"]).front().covariates;
    Person person(model);
    const std::vector<double> t_used = numbers(reference["t_used"]), y_used = numbers(reference["y_used"]);
    for (std::size_t i = 0; i < t_used.size(); ++i) person.observe(t_used[i], y_used[i], covariates);
    const Eigen::MatrixXd b = matrix(reference["b"]);
    for (Eigen::Index k = 0; k < G.rows(); ++k)
      out.add("early_b", person.effects()[k], b(k, 0), 0.1 * std::sqrt(G(k, k)));
    out.add_covariance("early_V", person.effects_covariance(), matrix(reference["V_b"]));
    for (std::size_t i = 0; i < reference["t_future"].size(); ++i) {
      const Forecast forecast = person.forecast(reference["t_future"][i], covariates);
      out.add("early", forecast.mean, reference["mean"][i]);
      out.add("early_sd", forecast.sd_person, reference["sd_mean"][i]);
      out.add("early_sd", std::hypot(forecast.sd_person, std::sqrt(model.sigma2)), reference["sd_obs"][i]);
    }
  }
}

class Golden : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto file = support::shared_file(golden_name);
    if (!file) GTEST_SKIP() << support::why_skipped(golden_name);
    if (!agreements.empty()) return;
    const json document = support::json_in(*file);
    for (const auto& [id, golden] : document["fits"].items()) {
      SCOPED_TRACE(id);
      agreements.push_back({id, {}, 0.0});
      compare(golden, agreements.back());
    }
    ASSERT_EQ(agreements.size(), 14u);
    print();
  }

  static void print() {
    const char* const kinds[] = {"beta", "se",  "vcov",   "G",      "sigma2",  "loglik",  "b",     "condvar", "pev",
                                 "fit",  "new", "fit_sd", "new_sd", "early_b", "early_V", "early", "early_sd"};
    std::printf("golden agreement: the worst relative difference from lme4\n%-28s", "");
    for (const char* kind : kinds) std::printf(" %8s", kind);
    std::printf(" %10s\n", "-2ll above");
    for (const Agreement& agreement : agreements) {
      std::printf("%-28s", agreement.id.c_str());
      for (const char* kind : kinds) std::printf(" %8.1e", agreement.worst.at(kind));
      std::printf(" %10.1e\n", agreement.criterion_above);
    }
  }

  static void expect_within(double limit, std::initializer_list<const char*> kinds) {
    for (const Agreement& agreement : agreements)
      for (const char* kind : kinds) EXPECT_LE(agreement.worst.at(kind), limit) << agreement.id << " " << kind;
  }

  static inline std::vector<Agreement> agreements;
};

// 1e-5: the reference stopped where its criterion no longer changed by 1e-13. The criterion is flat there, so that its
// variances are known to about the square root of the last digit of the criterion, 1e-6.

TEST_F(Golden, FixedEffectsAndTheirErrorsAreThoseOfLme4) { expect_within(1e-5, {"beta", "se", "vcov"}); }

TEST_F(Golden, VariancesBetweenAndWithinPersonsAreThoseOfLme4) { expect_within(1e-5, {"G", "sigma2"}); }

TEST_F(Golden, EveryPersonsLevelAndRateOfChangeAreThoseOfLme4) { expect_within(1e-5, {"b", "condvar", "pev"}); }

TEST_F(Golden, ForecastsOfKnownPersonsAreThoseOfLme4) { expect_within(1e-5, {"fit", "fit_sd"}); }

TEST_F(Golden, ForecastsOfANewPersonAreThoseOfLme4) { expect_within(1e-5, {"new", "new_sd"}); }

TEST_F(Golden, ForecastsFromThreeScoresAreEmpiricalBayes) {
  expect_within(1e-5, {"early_b", "early_V", "early", "early_sd"});
}

TEST_F(Golden, TheLogLikelihoodIsThatOfLme4) { expect_within(1e-7, {"loglik"}); }

TEST_F(Golden, TheSearchEndsNowhereAboveLme4sOptimum) {
  // criteria up to 14,000 are written with 15 digits, 1e-11, and summed over 246 persons in another order
  for (const Agreement& agreement : agreements) EXPECT_LE(agreement.criterion_above, 1e-9) << agreement.id;
}

}  // namespace
}  // namespace oncourse::growth
