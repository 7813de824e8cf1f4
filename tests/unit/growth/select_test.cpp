// select_test.cpp: the form that a cohort was made by is the one that is chosen.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/select.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "oncourse/growth/fit.hpp"
#include "oncourse/growth/log_density.hpp"
#include "oncourse/growth/panel_part.hpp"
#include "support/cohort.hpp"

namespace oncourse::growth {
namespace {

using support::Cohort;
using support::Rows;

/// Weekly scores of a square root that remembers, from 0 up.
Cohort remembering(std::uint64_t seed, int persons) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal;
  std::vector<Rows> out;
  for (int i = 0; i < persons; ++i) {
    const double level = 4.0 + 0.5 * normal(random), rate = -0.5 + 0.25 * normal(random);
    Rows rows;
    double residual = 0.6 * normal(random);
    for (int week = 0; week < 12; ++week) {
      const double root = level + rate * std::log1p(week) + residual + 0.25 * normal(random);
      rows.push_back({static_cast<double>(week), std::fmax(std::fmax(root, 0.0) * root - 0.5, 0.0), {}});
      residual = 0.7 * residual + 0.43 * normal(random);
    }
    out.push_back(std::move(rows));
  }
  return Cohort(std::move(out));
}

const Design base = {TimeBasis::log1p, RandomEffects::slope, "week"};
const Transformation range = {Scale::points, 0.0, 63.0};

TEST(Select, FindsTheFormThatTheCohortWasMadeBy) {
  const Cohort cohort = remembering(951, 120);
  const std::vector<Design> forms = usual_forms(base, range);
  ASSERT_EQ(forms.size(), 12u);
  std::vector<std::size_t> told;
  SelectionOptions options;
  options.folds = 3;
  options.progress = [&](std::size_t done, std::size_t all) {
    EXPECT_EQ(all, 48u);
    told.push_back(done);
    return true;
  };
  const auto rows = select(cohort.panel(), forms, options);
  ASSERT_TRUE(rows) << rows.error().detail;
  ASSERT_EQ(told.size(), 48u);
  EXPECT_EQ(told.back(), 48u);
  std::size_t by_aic = 0, by_score = 0;
  for (std::size_t k = 0; k < rows->size(); ++k) {
    const SelectionRow& row = (*rows)[k];
    ASSERT_FALSE(row.refused) << row.refused->detail;
    EXPECT_GE(row.behind, 0.0);
    if (row.aic < (*rows)[by_aic].aic) by_aic = k;
    if (row.behind < (*rows)[by_score].behind) by_score = k;
  }
  for (const std::size_t best : {by_aic, by_score}) {
    EXPECT_EQ((*rows)[best].design.transformation.scale, Scale::square_root);
    EXPECT_EQ((*rows)[best].design.residuals, ResidualCorrelation::autoregressive_with_noise);
  }
  EXPECT_EQ((*rows)[by_score].behind, 0.0);
  EXPECT_EQ((*rows)[by_score].behind_error, 0.0);
}

TEST(Select, ScoresPersonsByTheModelOfTheOthers) {
  const Cohort cohort = remembering(952, 30);
  SelectionOptions options;
  options.folds = 30;  // each alone: who is in which part does not matter
  const auto rows = select(cohort.panel(), std::vector{base}, options);
  ASSERT_TRUE(rows);
  double expected = 0.0;
  for (std::size_t i = 0; i < 30; ++i) {
    std::vector<bool> own(30, false), others(30, true);
    own[i] = true;
    others[i] = false;
    const auto model = fit(PanelPart(cohort.panel(), others).panel(), base, {Likelihood::full});
    ASSERT_TRUE(model);
    expected += log_densities(*model, PanelPart(cohort.panel(), own).panel())->front();
  }
  EXPECT_NEAR((*rows)[0].predictive_log_score, expected, 1e-9 * std::fabs(expected));
  const auto whole = fit(cohort.panel(), base, {Likelihood::full});
  EXPECT_EQ((*rows)[0].aic, whole->aic());
  EXPECT_EQ((*rows)[0].bic, whole->bic());
  EXPECT_EQ((*rows)[0].parameters, whole->parameters());
}

TEST(Select, SaysInItsRowWhyAFormCannotBeFitted) {
  const Cohort cohort = remembering(953, 20);
  Design logit = base;
  logit.transformation = {Scale::logit, 0.0, 3.0};
  const auto rows = select(cohort.panel(), std::vector{logit, base}, {.folds = 2});
  ASSERT_TRUE(rows);
  ASSERT_TRUE((*rows)[0].refused);
  EXPECT_EQ((*rows)[0].refused->code, Errc::response_range);
  EXPECT_TRUE(std::isnan((*rows)[0].predictive_log_score));
  EXPECT_EQ((*rows)[1].behind, 0.0);
}

TEST(Select, HasTheSameBitsWithAnyNumberOfThreads) {
  const Cohort cohort = remembering(955, 24);
  const std::vector<Design> forms = usual_forms(base, std::nullopt);
  ASSERT_EQ(forms.size(), 3u);
  const auto one = select(cohort.panel(), forms, {.folds = 2, .threads = 1});
  const auto three = select(cohort.panel(), forms, {.folds = 2, .threads = 3});
  ASSERT_TRUE(one && three);
  for (std::size_t k = 0; k < forms.size(); ++k) {
    EXPECT_EQ((*one)[k].aic, (*three)[k].aic);
    EXPECT_EQ((*one)[k].predictive_log_score, (*three)[k].predictive_log_score);
    EXPECT_EQ((*one)[k].behind_error, (*three)[k].behind_error);
  }
  EXPECT_EQ(best_of(*one), best_of(*three));
}

TEST(Forms, AreEveryCombinationThatCanBe) {
  Design line = base;
  line.knot = 4.0;
  FormChoices choices;
  choices.curves = {Curve::straight, Curve::piecewise};
  choices.random = {RandomEffects::slope, RandomEffects::curve};
  choices.transformations.push_back({Scale::log, 0.0, 63.0});
  const std::vector<Design> forms = forms_of(line, choices);
  EXPECT_EQ(forms.size(), 2u * 3u * 3u);  // of four lines and random effects one has no bend that could differ
  for (const Design& form : forms) {
    EXPECT_FALSE(trouble_in(form));
    EXPECT_EQ(form.knot, form.curve == Curve::piecewise ? 4.0 : 0.0);
  }
  choices.curves.clear();
  EXPECT_TRUE(forms_of(line, choices).empty());
}

TEST(BestOf, IsTheLeastBehindAndWithoutFoldsTheLeastAic) {
  const auto row = [](double aic, double behind) {
    SelectionRow out;
    out.aic = aic;
    out.behind = behind;
    return out;
  };
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  SelectionRow refused = row(1.0, unknown);
  refused.refused = Error{Errc::bad_argument, "no"};
  EXPECT_EQ(best_of(std::vector{row(1, 4), row(3, 0), row(2, unknown)}), 1u);
  EXPECT_EQ(best_of(std::vector{refused, row(3, unknown), row(2, unknown)}), 2u);
  EXPECT_EQ(best_of(std::vector{refused}), std::nullopt);
}

TEST(Select, RefusesWhatCannotBeChosenFromAndEndsWhenAsked) {
  const Cohort cohort = remembering(954, 20);
  const auto why = [&](const std::vector<Design>& forms, SelectionOptions options) {
    return select(cohort.panel(), forms, options).error().detail;
  };
  EXPECT_EQ(why({}, {}), "there is no form to choose from");
  EXPECT_EQ(why({base}, {.folds = 1}), "1 folds of 20 persons, 0 or 2 and more are possible");
  EXPECT_EQ(why({base}, {.threads = 0}), "0 threads, 1..256 are possible");
  Panel cut = cohort.panel();
  cut.time = cut.time.first(3);
  EXPECT_EQ(select(cut, std::vector{base}).error().code, Errc::bad_argument);
  EXPECT_EQ(why({base}, {.folds = 21}), "21 folds of 20 persons, 0 or 2 and more are possible");
  SelectionOptions twice;
  twice.progress = [](std::size_t done, std::size_t) { return done < 2; };
  EXPECT_EQ(why({base}, twice), "the selection was ended after 2 of 6 fits");
}

}  // namespace
}  // namespace oncourse::growth
