// inference_columns_test.cpp: the tables of intervals and of a selection say what those say.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/inference_columns.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "cohort/table_json.hpp"
#include "json/write.hpp"

namespace oncourse {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN(), infinity = std::numeric_limits<double>::infinity();

double number(const Table& table, const char* name, std::size_t row) { return table.find(name)->view().number(row); }
std::string_view words(const Table& table, const char* name, std::size_t row) {
  return table.find(name)->view().text(row);
}

TEST(IntervalColumns, KeepEndsThatAreInfinite) {
  const std::vector<growth::ParameterInterval> intervals = {{"sd (Intercept)", 1.5, 0.0, infinity},
                                                            {"arm", -0.1, -infinity, 2.0}};
  const Table table = interval_columns(intervals);
  ASSERT_EQ(table.rows(), 2U);
  EXPECT_EQ(words(table, "term", 0), "sd (Intercept)");
  EXPECT_EQ(number(table, "estimate", 1), -0.1);
  EXPECT_EQ(number(table, "low", 1), -infinity);
  EXPECT_EQ(number(table, "high", 0), infinity);
  EXPECT_EQ(table.find("high")->nulls(), 0U);
  EXPECT_EQ(json::write(json_of(table), json::Layout::canonical),
            R"json([{"term":"sd (Intercept)","estimate":1.5,"low":0.0,"high":null},)json"
            R"json({"term":"arm","estimate":-0.1,"low":null,"high":2.0}])json");
}

growth::SelectionRow fitted() {
  growth::SelectionRow row;
  row.design.time_basis = growth::TimeBasis::linear;
  row.design.curve = growth::Curve::piecewise;
  row.design.knot = 4.0;
  row.design.random = growth::RandomEffects::independent_slope;
  row.design.covariates = {{"arm", true}, {"age", false}, {"site", true}};
  row.design.residuals = growth::ResidualCorrelation::autoregressive;
  row.design.transformation = {growth::Scale::logit, 0.0, 27.0};
  row.search.stop = growth::Stop::converged;
  row.search.on_boundary = true;
  row.parameters = 11;
  row.log_likelihood = -100.5;
  row.aic = 223.0;
  row.bic = 250.0;
  row.predictive_log_score = -102.0;
  row.behind = 1.25;
  row.behind_error = 0.5;
  return row;
}

TEST(SelectionColumns, NameEveryFormAndItsFigures) {
  growth::SelectionRow plain = fitted();
  plain.design = {};
  plain.behind = plain.behind_error = plain.predictive_log_score = unknown;
  const Table table = selection_columns(std::vector{fitted(), plain});
  ASSERT_EQ(table.rows(), 2U);
  for (const auto& [column, expected] :
       {std::pair("basis", "linear"), std::pair("curve", "piecewise"), std::pair("random", "independent-slope"),
        std::pair("interactions", "arm, site"), std::pair("residuals", "autoregressive"), std::pair("scale", "logit"),
        std::pair("search", "converged"), std::pair("status", "ok")})
    EXPECT_EQ(words(table, column, 0), expected);
  for (const auto& [column, expected] :
       {std::pair("knot", 4.0), std::pair("parameters", 11.0), std::pair("log_likelihood", -100.5),
        std::pair("aic", 223.0), std::pair("bic", 250.0), std::pair("predictive_log_score", -102.0),
        std::pair("behind", 1.25), std::pair("behind_error", 0.5), std::pair("on_boundary", 1.0)})
    EXPECT_EQ(number(table, column, 0), expected) << column;
  for (const char* const column : {"knot", "interactions", "predictive_log_score", "behind", "behind_error", "detail"})
    EXPECT_TRUE(table.find(column)->is_null(1)) << column;
  EXPECT_TRUE(table.find("detail")->is_null(0));
}

TEST(SelectionColumns, SayWhyAFormWasRefusedAndNothingElseOfIt) {
  growth::SelectionRow refused = fitted();
  refused.refused = Error{Errc::response_range, "row 3 has score 28, the logit scale is for 0..27"};
  const Table table = selection_columns(std::vector{refused});
  EXPECT_EQ(words(table, "status", 0), "response_range");
  EXPECT_EQ(words(table, "detail", 0), "row 3 has score 28, the logit scale is for 0..27");
  EXPECT_EQ(words(table, "scale", 0), "logit");
  for (const char* const column : {"parameters", "log_likelihood", "aic", "bic", "predictive_log_score", "behind",
                                   "behind_error", "search", "on_boundary"})
    EXPECT_TRUE(table.find(column)->is_null(0)) << column;
}

}  // namespace
}  // namespace oncourse
