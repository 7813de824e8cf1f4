// inference_test.cpp: intervals, tests and selections over the C boundary are those of C++.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "columns.hpp"
#include "oncourse/cohort/inference_columns.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/track/model_file.hpp"
#include "oncourse/track/select_response.hpp"
#include "support/csv.hpp"
#include "support/shared_files.hpp"
#include "tables.hpp"

namespace oncourse {
namespace {

ResponseModel in_cpp(const ModelHandle& model) { return *response_model_from_json(oncourse_model_json(model.get())); }

TEST(CIntervals, AreThoseOfCpp) {
  Columns columns = cohort();
  const oncourse_fit_options options = with_medication();
  const ModelHandle model = fitted(columns.rows(), &options);
  const growth::GrowthModel cpp = in_cpp(model).growth;
  const oncourse_rows rows = columns.rows();
  const std::pair<double, std::int32_t> asked[] = {{0.0, 0}, {0.8, 3}};
  for (const auto& [level, threads] : asked) {
    const double meant = level == 0.0 ? 0.95 : level;
    const auto wald = made([&, level = level](oncourse_table** table, oncourse_error* error) {
      return oncourse_model_intervals(model.get(), level, table, error);
    });
    expect_same(wald, interval_columns(*growth::wald_intervals(cpp, meant)));
    const auto profile = made([&, level = level, threads = threads](oncourse_table** table, oncourse_error* error) {
      return oncourse_model_profile_intervals(model.get(), &rows, level, threads, table, error);
    });
    expect_same(profile, interval_columns(*growth::profile_intervals(columns.panel(), cpp, meant)));
  }
}

TEST(CIntervals, AreInfiniteWhereTheDataExcludeNothing) {
  // whole-point scores without a memory: whatever range it had would not be seen in its noise
  std::mt19937_64 random(2);
  Columns columns;
  for (std::int64_t i = 0; i < 10; ++i) {
    const double level = 15.0 + static_cast<double>(random() % 7);
    for (int session = 0; session < 5; ++session) {
      columns.person.push_back(i);
      columns.time.push_back(session);
      columns.score.push_back(level - session + static_cast<double>(random() % 5));
      columns.medication.push_back(0.0);
    }
    columns.offsets.push_back(columns.score.size());
  }
  oncourse_rows rows = columns.rows();
  rows.covariates = nullptr;
  rows.n_covariates = 0;
  oncourse_fit_options options = ONCOURSE_FIT_OPTIONS_INIT;
  options.residuals = ONCOURSE_RESIDUALS_AUTOREGRESSIVE_WITH_NOISE;
  options.random_effects = ONCOURSE_RANDOM_INTERCEPT;
  const ModelHandle model = fitted(rows, &options);
  const TableHandle table = made([&](oncourse_table** out, oncourse_error* error) {
    return oncourse_model_profile_intervals(model.get(), &rows, 0, 0, out, error);
  });
  const growth::Panel panel = {columns.offsets, columns.time, columns.score};
  expect_same(table, interval_columns(*growth::profile_intervals(panel, in_cpp(model).growth, 0.95)));
  ASSERT_STREQ(texts_of(table, "term")[4], "range");
  EXPECT_EQ(numbers_of(table, "low")[4], 0.0);
  EXPECT_EQ(numbers_of(table, "high")[4], INFINITY);
}

/// Sleepstudy's figures as lme4's documentation prints them.
TEST(CIntervals, OfSleepstudyAreThoseOfLme4) {
  const auto file = support::shared_file("data/sleepstudy.csv");
  if (!file) GTEST_SKIP() << support::why_skipped("data/sleepstudy.csv");
  const support::Csv csv(*file);
  std::vector<std::int64_t> person;
  std::vector<double> day, reaction;
  for (std::size_t i = 0; i < csv.rows(); ++i) {
    person.push_back(std::stol(csv.cell(i, "Subject")));
    day.push_back(csv.number(i, "Days"));
    reaction.push_back(csv.number(i, "Reaction"));
  }
  oncourse_rows rows = ONCOURSE_ROWS_INIT;
  rows.n = day.size();
  rows.person = person.data();
  rows.time = day.data();
  rows.score = reaction.data();
  oncourse_fit_options options = ONCOURSE_FIT_OPTIONS_INIT;
  options.time_basis = ONCOURSE_TIME_LINEAR;
  options.likelihood = ONCOURSE_ML;
  const auto fit = [&] {
    oncourse_model* model = nullptr;
    EXPECT_EQ(oncourse_model_fit(&rows, &options, nullptr, nullptr, &model, nullptr), ONCOURSE_OK);
    return ModelHandle(model);
  };
  const ModelHandle larger = fit();
  options.random_effects = ONCOURSE_RANDOM_INDEPENDENT_SLOPE;
  const ModelHandle smaller = fit();
  const TableHandle table = made([&](oncourse_table** out, oncourse_error* error) {
    return oncourse_model_profile_intervals(larger.get(), &rows, 0, 0, out, error);
  });
  ASSERT_STREQ(texts_of(table, "term")[4], "corr (Intercept) session");
  EXPECT_NEAR(numbers_of(table, "low")[0], 237.6806955, 0.05);  // confint(), help page of lme4's confint.merMod
  EXPECT_NEAR(numbers_of(table, "high")[0], 265.1295147, 0.05);
  EXPECT_NEAR(numbers_of(table, "low")[4], -0.4815008, 1e-3);
  EXPECT_NEAR(numbers_of(table, "high")[4], 0.6849863, 1.5e-3);
  oncourse_likelihood_ratio test = ONCOURSE_LIKELIHOOD_RATIO_INIT;
  oncourse_error error;
  ASSERT_EQ(oncourse_likelihood_ratio_test(smaller.get(), larger.get(), &test, &error), ONCOURSE_OK) << error.detail;
  EXPECT_NEAR(test.chi_squared, 0.0639, 5e-5);  // Bates et al. 2015, J Stat Softw 67(1), sec. 5.2
  EXPECT_EQ(test.freedom, 1);
  EXPECT_NEAR(test.p, 0.8004, 5e-5);
  EXPECT_EQ(test.struct_size, sizeof test);
}

TEST(CIntervals, AreRefusedWithTheirPlace) {
  Columns columns = cohort();
  const oncourse_fit_options options = with_medication();
  const ModelHandle model = fitted(columns.rows(), &options);
  const auto wald = [&](const oncourse_model* of, double level) {
    return refusal_of([&](oncourse_table** table, oncourse_error* error) {
      return oncourse_model_intervals(of, level, table, error);
    });
  };
  const auto profile = [&](oncourse_rows rows, double level = 0, std::int32_t threads = 0) {
    return refusal_of([&](oncourse_table** table, oncourse_error* error) {
      return oncourse_model_profile_intervals(model.get(), &rows, level, threads, table, error);
    });
  };
  EXPECT_EQ(wald(nullptr, 0), "bad_argument: model is NULL");
  EXPECT_EQ(wald(model.get(), 1), "bad_argument: level 1, it must lie between 0 and 1");
  EXPECT_EQ(profile(columns.rows(), -0.5), "bad_argument: level -0.5, it must lie between 0 and 1");
  EXPECT_EQ(profile(columns.rows(), 0, 257), "bad_argument: 257 threads, 1..256 are possible");
  oncourse_rows without = columns.rows();
  without.n_covariates = 0;
  EXPECT_EQ(profile(without), "bad_argument: 0 covariate columns given, the design has 1");
  oncourse_rows fewer = columns.rows();
  fewer.n -= 14;
  EXPECT_EQ(profile(fewer),
            "bad_argument: the rows have 1106 scores of 79 persons, the model was fitted to 1120 of 80");
  columns.score[0] += 1.0;
  EXPECT_EQ(profile(columns.rows()).substr(0, 60), "bad_argument: the model was fitted to other rows: its log-li");
  oncourse_likelihood_ratio test = ONCOURSE_LIKELIHOOD_RATIO_INIT;
  oncourse_error error;
  EXPECT_EQ(oncourse_likelihood_ratio_test(model.get(), model.get(), &test, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_STREQ(error.detail, "the larger model has 8 parameters, the smaller 8");
  EXPECT_EQ(oncourse_likelihood_ratio_test(model.get(), nullptr, &test, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_STREQ(error.detail, "larger is NULL");
}

/// What `progress` was told, and when it ends the selection.
struct Told {
  std::vector<std::size_t> done;
  std::size_t all = 0, last = std::numeric_limits<std::size_t>::max();
};
std::int32_t tell(void* context, std::size_t done, std::size_t all) {
  Told& told = *static_cast<Told*>(context);
  told.done.push_back(done);
  told.all = all;
  return done >= told.last;
}

struct CSelect : ::testing::Test {
  Columns columns = cohort();
  oncourse_fit_options form = with_medication(), other = with_medication();
  std::vector<const oncourse_fit_options*> forms = {&form};
  oncourse_selection_options options = ONCOURSE_SELECTION_OPTIONS_INIT;
  const InstrumentHandle q = shipped("phq-9");
  Told told;

  CSelect() { options.folds = 2; }
  oncourse_status call(oncourse_table** table, oncourse_error* error) {
    const oncourse_rows rows = columns.rows();
    return oncourse_model_select(&rows, forms.data(), forms.size(), q.get(), &options, table, error);
  }
  TableHandle selected() {
    return made([&](oncourse_table** table, oncourse_error* error) { return call(table, error); });
  }
  std::string refusal() {
    return refusal_of([&](oncourse_table** table, oncourse_error* error) { return call(table, error); });
  }
};

growth::Design line() {
  return {growth::TimeBasis::log1p, growth::RandomEffects::slope, "session", {{"medication", true}}};
}

TEST_F(CSelect, IsTheSelectionOfCppByAnyNumberOfThreads) {
  other.curve = ONCOURSE_CURVE_PIECEWISE;
  other.knot = 4.0;
  other.random_effects = ONCOURSE_RANDOM_INTERCEPT;
  other.scale = ONCOURSE_SCALE_LOGIT;
  forms.push_back(&other);
  growth::Design second = line();
  second.curve = growth::Curve::piecewise;
  second.knot = 4.0;
  second.random = growth::RandomEffects::intercept;
  second.transformation = {growth::Scale::logit, 0.0, 27.0};
  options.seed = 7;
  options.progress = tell;
  options.context = &told;
  const Table cpp =
      selection_columns(*select_response(columns.panel(), &phq9, std::vector{line(), second}, {.folds = 2, .seed = 7}));
  for (const std::int32_t threads : {0, 3}) {
    told = {};
    options.threads = threads;
    expect_same(selected(), cpp);
    EXPECT_EQ(told.done, (std::vector<std::size_t>{1, 2, 3, 4, 5, 6}));
    EXPECT_EQ(told.all, 6U);
  }
}

TEST_F(CSelect, TakesTheUsualFormsOfEach) {
  options.vary = 1;
  options.folds = 0;
  options.without_prediction = 1;
  forms.push_back(&other);
  other.random_effects = ONCOURSE_RANDOM_INTERCEPT;
  std::vector<growth::Design> all = growth::usual_forms(line(), growth::Transformation{{}, 0.0, 27.0});
  growth::Design flat = line();
  flat.random = growth::RandomEffects::intercept;
  for (const growth::Design& one : growth::usual_forms(flat, growth::Transformation{{}, 0.0, 27.0})) all.push_back(one);
  const TableHandle table = selected();
  expect_same(table, selection_columns(*select_response(columns.panel(), &phq9, all, {.folds = 0})));
  EXPECT_EQ(oncourse_table_rows(table.get()), 24U);
  EXPECT_TRUE(std::isnan(numbers_of(table, "behind")[0]));
}

TEST_F(CSelect, EndsWhenProgressAsksForIt) {
  options.progress = tell;
  options.context = &told;
  told.last = 2;
  EXPECT_EQ(refusal(), "bad_argument: the selection was ended after 2 of 3 fits");
  EXPECT_EQ(told.done.size(), 2U);
}

TEST_F(CSelect, SaysInItsRowWhyAFormCannotBeFitted) {
  std::swap(columns.time[0], columns.time[1]);  // out of order: no matter without memory
  other.residuals = ONCOURSE_RESIDUALS_AUTOREGRESSIVE;
  forms.push_back(&other);
  const TableHandle table = selected();
  EXPECT_STREQ(texts_of(table, "status")[0], "ok");
  EXPECT_EQ(texts_of(table, "detail")[0], nullptr);
  EXPECT_STREQ(texts_of(table, "status")[1], "bad_argument");
  EXPECT_EQ(texts_of(table, "search")[1], nullptr);
  EXPECT_TRUE(std::isnan(numbers_of(table, "aic")[1]));
  EXPECT_EQ(numbers_of(table, "behind")[0], 0.0);
}

TEST_F(CSelect, RefusesWhatCannotBeMeant) {
  forms.push_back(&other);
  const auto refused = [&](auto change) {
    form = other = with_medication();
    options = ONCOURSE_SELECTION_OPTIONS_INIT;
    change();
    return refusal();
  };
  EXPECT_EQ(refused([&] { other.likelihood = ONCOURSE_ML; }),
            "bad_argument: forms[1]: likelihood must be 0: forms are compared by maximum likelihood");
  EXPECT_EQ(refused([&] { other.threads = 2; }),
            "bad_argument: forms[1]: threads must be 0: they are those of the selection");
  EXPECT_EQ(refused([&] { other.time_unit = ONCOURSE_UNIT_WEEK; }),
            "bad_argument: forms[1]: time_unit is 2, that of the first is 0");
  EXPECT_EQ(refused([&] { form.scale = 9; }), "bad_argument: forms[0]: scale is 9, it must lie in 0..3");
  EXPECT_EQ(refused([&] { form.scale = 1, options.vary = 1; }),
            "bad_argument: forms[0]: residuals and scale must be 0: vary takes each of them");
  EXPECT_EQ(refused([&] { options.vary = 2; }), "bad_argument: vary is 2, it must lie in 0..1");
  EXPECT_EQ(refused([&] { options.folds = 3, options.without_prediction = 1; }),
            "bad_argument: folds is 3, it must be 0 without_prediction");
  EXPECT_EQ(refused([&] { options.folds = 81; }), "bad_argument: 81 folds of 80 persons, 0 or 2 and more are possible");
  EXPECT_EQ(refused([&] { options.folds = -1; }), "bad_argument: -1 folds of 80 persons, 0 or 2 and more are possible");
  EXPECT_EQ(refused([&] { options.threads = -1; }), "bad_argument: -1 threads, 1..256 are possible");
  forms[1] = nullptr;
  EXPECT_EQ(refused([] {}), "bad_argument: forms[1]: is NULL");
  forms = {&form};
  columns.score[3] = 28.0;
  EXPECT_EQ(refused([] {}).substr(0, 23), "response_range: row 4: ");
  const oncourse_rows rows = columns.rows();
  const auto without_forms = [&](const oncourse_fit_options* const* none) {
    return refusal_of([&](oncourse_table** table, oncourse_error* error) {
      return oncourse_model_select(&rows, none, 0, nullptr, nullptr, table, error);
    });
  };
  EXPECT_EQ(without_forms(nullptr), "bad_argument: forms is NULL");
  EXPECT_EQ(without_forms(forms.data()), "bad_argument: there is no form to choose from");
}

}  // namespace
}  // namespace oncourse
