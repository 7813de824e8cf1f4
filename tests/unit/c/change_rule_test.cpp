// change_rule_test.cpp: rules of change over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <random>

#include "long_rows.hpp"
#include "oncourse/change/change_rule.hpp"
#include "oncourse/change/effect_size.hpp"
#include "oncourse/cohort/change_columns.hpp"
#include "oncourse/cohort/class_columns.hpp"
#include "oncourse/course/change.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/report/change_chart.hpp"
#include "support/pairs.hpp"
#include "tables.hpp"

namespace oncourse::c_change_rule_test {

struct FreeRule {
  void operator()(oncourse_change_rule* rule) const { oncourse_change_rule_free(rule); }
  void operator()(oncourse_drawing* drawing) const { oncourse_drawing_free(drawing); }
};
using RuleHandle = std::unique_ptr<oncourse_change_rule, FreeRule>;

RuleHandle rule(const oncourse_change_rule_options& options, const oncourse_instrument* instrument = nullptr) {
  oncourse_change_rule* made = nullptr;
  oncourse_error error;
  EXPECT_EQ(oncourse_change_rule_new(instrument, &options, &made, &error), ONCOURSE_OK) << error.detail;
  return RuleHandle(made);
}

struct Judged {
  std::vector<std::int32_t> classes, statuses;
  std::vector<double> statistics;
};

Judged judged(const RuleHandle& by, const support::Pairs& pairs) {
  const std::size_t n = pairs.pre.size();
  Judged out{std::vector<std::int32_t>(n), std::vector<std::int32_t>(n), std::vector<double>(n)};
  oncourse_error error;
  EXPECT_EQ(oncourse_change_classify(by.get(), pairs.pre.data(), pairs.post.data(), n, out.classes.data(),
                                     out.statistics.data(), out.statuses.data(), &error),
            ONCOURSE_OK)
      << error.detail;
  return out;
}

void expect_same(const Judged& c, const ChangeRule& cpp, const support::Pairs& pairs,
                 const Instrument* scale = nullptr) {
  const support::OwnedColumn pre("pre", pairs.pre), post("post", pairs.post);
  const Table table = *classify_columns(cpp, pre, post, scale);
  const auto classes = support::texts(table, "class"), statuses = support::texts(table, "status");
  const auto statistics = support::numbers(table, "statistic");
  for (std::size_t i = 0; i < classes.size(); ++i) {
    ASSERT_EQ(oncourse_status_name(c.statuses[i]), statuses[i]);
    ASSERT_EQ(oncourse_change_name(c.classes[i]), classes[i].empty() ? "not_known" : classes[i]);
    ASSERT_TRUE(c.statistics[i] == statistics[i] || (std::isnan(c.statistics[i]) && std::isnan(statistics[i])));
  }
}

support::Pairs sample(std::mt19937_64& random) {
  auto pairs = support::any_pairs(random, 400, 6.0, 0.1);
  pairs.pre[7] = 0.0;
  pairs.post[9] = std::numeric_limits<double>::infinity();
  return pairs;
}

TEST(CChangeRule, IsThatOfCppForEveryIndexWithAndWithoutRange) {
  std::mt19937_64 random(7301);
  const auto pairs = sample(random);
  auto finite = pairs;
  finite.post[9] = 3.0;
  oncourse_score_statistics statistics;
  oncourse_error error;
  ASSERT_EQ(oncourse_pair_statistics(finite.pre.data(), finite.post.data(), 400, &statistics, &error), ONCOURSE_OK)
      << error.detail;
  const PairSummary described = *describe_pairs(finite.pre, finite.post);
  EXPECT_EQ(statistics.pre_mean, described.pre_mean);
  EXPECT_EQ(statistics.post_sd, described.post_sd);
  EXPECT_EQ(statistics.correlation, *described.correlation);
  EXPECT_TRUE(std::isnan(statistics.reliability) && std::isnan(statistics.post_reliability));
  statistics.reliability = 0.85;
  for (const Direction direction : {Direction::lower_is_better, Direction::higher_is_better})
    for (const ChangeIndex index : change_indices)
      for (const bool ranged : {false, true}) {
        oncourse_clinical_range range;
        ASSERT_EQ(oncourse_clinical_range_at(20, static_cast<int>(direction), &range, &error), ONCOURSE_OK);
        oncourse_change_rule_options options = ONCOURSE_CHANGE_RULE_OPTIONS_INIT;
        options.method = static_cast<int>(index) + ONCOURSE_METHOD_JACOBSON_TRUAX;
        options.statistics = &statistics;
        options.direction = static_cast<int>(direction);
        options.improvement = ranged ? 1.0 : 0.0;
        options.deterioration = ranged ? 0.5 : 0.0;
        options.range = ranged ? &range : nullptr;
        ScoreStatistics known{described.pre_sd,     0.85, described.pre_mean, described.post_mean, described.post_sd,
                              described.correlation};
        ChangeRule cpp = *index_rule(index, known, direction, ranged ? ChangeThresholds{1.0, 0.5} : ChangeThresholds{});
        if (ranged) cpp = *combined_rule(cpp, clinical_range(20, direction));
        expect_same(judged(rule(options), pairs), cpp, pairs);
      }
}

TEST(CChangeRule, ByPointsPercentAndCutoffIsThatOfCpp) {
  std::mt19937_64 random(7302);
  const auto pairs = sample(random);
  oncourse_change_rule_options options = ONCOURSE_CHANGE_RULE_OPTIONS_INIT;
  options.method = ONCOURSE_METHOD_POINTS;
  options.improvement = 5;
  options.deterioration = 3;
  expect_same(judged(rule(options), pairs), *points_rule(Direction::lower_is_better, {5.0, 3.0}), pairs);
  options.method = ONCOURSE_METHOD_PERCENT;
  options.deterioration = 0;
  expect_same(judged(rule(options), pairs), *percent_rule(Direction::lower_is_better, {5.0, {}}), pairs);
  options.zero = 4;
  expect_same(judged(rule(options), pairs), *percent_rule(Direction::lower_is_better, {5.0, {}}, 4), pairs);
  oncourse_clinical_range range;
  ASSERT_EQ(oncourse_clinical_range_at(18, ONCOURSE_LOWER_IS_BETTER, &range, nullptr), ONCOURSE_OK);
  options = ONCOURSE_CHANGE_RULE_OPTIONS_INIT;
  options.method = ONCOURSE_METHOD_CUTOFF;
  options.range = &range;
  expect_same(judged(rule(options), pairs), cutoff_rule(clinical_range(18, Direction::lower_is_better)), pairs);
}

TEST(CChangeRule, OfAnInstrumentTakesItsCriterionItsScaleAndItsCutoff) {
  std::mt19937_64 random(7303);
  const auto pairs = sample(random).with([](double score) { return std::round(score); });
  RuleHandle by;
  ChangeRule cpp = *reliable_change_rule(phq9);
  {
    const InstrumentHandle q = shipped("phq-9");
    oncourse_cutoff cutoff;
    oncourse_clinical_range range;
    ASSERT_EQ(oncourse_instrument_find_cutoff(q.get(), "caseness", nullptr, &cutoff, nullptr), ONCOURSE_OK);
    ASSERT_EQ(oncourse_clinical_range_of_cutoff(&cutoff, ONCOURSE_LOWER_IS_BETTER, &range, nullptr), ONCOURSE_OK);
    oncourse_change_rule_options options = ONCOURSE_CHANGE_RULE_OPTIONS_INIT;
    options.range = &range;
    by = rule(options, q.get());
    cpp = *combined_rule(cpp, clinical_range(**find_cutoff(phq9.figures, Purpose::caseness), phq9.direction));
  }  // the rule does not need the instrument any more
  const Judged found = judged(by, pairs);
  expect_same(found, cpp, pairs, &phq9);
  EXPECT_NE(std::find(found.statuses.begin(), found.statuses.end(), ONCOURSE_RESPONSE_RANGE), found.statuses.end());
  const InstrumentHandle own = vendors_own();
  oncourse_change_rule* made = nullptr;
  ASSERT_EQ(oncourse_change_rule_new(own.get(), nullptr, &made, nullptr), ONCOURSE_OK);
  const RuleHandle vendors(made);
  const double pre[] = {30, 30, 41}, post[] = {22, 23, 20};
  std::int32_t classes[3], statuses[3];
  ASSERT_EQ(oncourse_change_classify(made, pre, post, 3, classes, nullptr, statuses, nullptr), ONCOURSE_OK);
  EXPECT_EQ(classes[0], ONCOURSE_CHANGE_IMPROVED);
  EXPECT_EQ(classes[1], ONCOURSE_CHANGE_UNCHANGED);
  EXPECT_EQ(classes[2], ONCOURSE_CHANGE_NOT_KNOWN);
  EXPECT_EQ(statuses[2], ONCOURSE_RESPONSE_RANGE);
}

TEST(CChangeRule, RangesAndCutoffsAreThoseOfCpp) {
  const oncourse_population clinical = {20, 5}, functional = {6, 4};
  double value = 0;
  for (const CutoffCriterion criterion : cutoff_criteria) {
    ASSERT_EQ(oncourse_cutoff_between(static_cast<int>(criterion), &clinical, &functional, 0, &value, nullptr),
              ONCOURSE_OK);
    EXPECT_EQ(value, *cutoff_between(criterion, {20, 5}, PopulationScores{6, 4}, Direction::lower_is_better));
  }
  ASSERT_EQ(oncourse_cutoff_between(ONCOURSE_CRITERION_A, &clinical, nullptr, 0, &value, nullptr), ONCOURSE_OK);
  EXPECT_EQ(value, 10.0);
  EXPECT_EQ(oncourse_cutoff_between(ONCOURSE_CRITERION_B, &clinical, nullptr, 0, &value, nullptr),
            ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_cutoff_between(3, &clinical, &functional, 0, &value, nullptr), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_cutoff_between(0, nullptr, &functional, 0, &value, nullptr), ONCOURSE_BAD_ARGUMENT);
  const oncourse_score_statistics statistics = {35, 8, 26, 13, 0.56, 0.8, NAN};
  const ClinicalRange cpp = *clinical_range_of_true_scores(21, {8, 0.8, 35, 26, 13, 0.56}, Direction::lower_is_better);
  oncourse_clinical_range range;
  ASSERT_EQ(oncourse_clinical_range_of_true_scores(21, &statistics, 0, 0, &range, nullptr), ONCOURSE_OK);
  EXPECT_EQ(range.value, cpp.value);
  EXPECT_EQ(range.functional_beyond, cpp.functional_beyond);
  EXPECT_EQ(range.clinical_beyond, cpp.clinical_beyond);
  double index = 0;
  ASSERT_EQ(oncourse_clinical_significance_index(21, &statistics, 17, &index, nullptr), ONCOURSE_OK);
  EXPECT_EQ(index, *clinical_significance_index(21, {8, 0.8, 35, 26, 13, 0.56}, 17));
  EXPECT_EQ(oncourse_clinical_significance_index(21, nullptr, 17, &index, nullptr), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_clinical_significance_index(21, &statistics, NAN, &index, nullptr), ONCOURSE_BAD_ARGUMENT);
  for (const CutoffCriterion criterion : cutoff_criteria) {
    ASSERT_EQ(
        oncourse_cutoff_between_true_scores(static_cast<int>(criterion), &clinical, &functional, 2, 0, &value, nullptr),
        ONCOURSE_OK);
    EXPECT_EQ(value,
              *cutoff_between_true_scores(criterion, {20, 5}, PopulationScores{6, 4}, 2, Direction::lower_is_better));
  }
  EXPECT_EQ(oncourse_cutoff_between_true_scores(0, &clinical, &functional, 5, 0, &value, nullptr),
            ONCOURSE_BAD_ARGUMENT);
}

TEST(CChangeRule, IsDrawnAsInCpp) {
  const double pre[] = {20, 18, 12, NAN}, post[] = {8, 17, 15, 3};
  oncourse_change_rule_options options = ONCOURSE_CHANGE_RULE_OPTIONS_INIT;
  options.method = ONCOURSE_METHOD_POINTS;
  options.improvement = 5;
  const oncourse_axis axis = {"PHQ-9", 0, 27};
  oncourse_drawing* drawing = nullptr;
  oncourse_error error;
  ASSERT_EQ(oncourse_change_draw(rule(options).get(), pre, post, 4, &axis, &drawing, &error), ONCOURSE_OK)
      << error.detail;
  const std::unique_ptr<oncourse_drawing, FreeRule> kept(drawing);
  EXPECT_EQ(oncourse_drawing_svg(drawing),
            *change_svg(*points_rule(Direction::lower_is_better, {5.0, {}}), pre, post, {"PHQ-9", 0, 27}));
  const oncourse_axis backwards = {nullptr, 27, 0};
  drawing = nullptr;
  EXPECT_EQ(oncourse_change_draw(rule(options).get(), pre, post, 4, &backwards, &drawing, &error),
            ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(drawing, nullptr);
  EXPECT_EQ(oncourse_drawing_svg(nullptr), nullptr);
}

TEST(CChangeRule, RefusesWhatIsMissingOrContradicts) {
  const InstrumentHandle q = shipped("phq-9"), swls = shipped("swls");
  oncourse_clinical_range range;
  ASSERT_EQ(oncourse_clinical_range_at(10, ONCOURSE_HIGHER_IS_BETTER, &range, nullptr), ONCOURSE_OK);
  const auto refusal = [](const oncourse_instrument* instrument, auto change) {
    oncourse_change_rule_options options = ONCOURSE_CHANGE_RULE_OPTIONS_INIT;
    change(options);
    oncourse_change_rule* made = nullptr;
    oncourse_error error;
    EXPECT_NE(oncourse_change_rule_new(instrument, &options, &made, &error), ONCOURSE_OK);
    EXPECT_EQ(made, nullptr);
    return std::string(oncourse_status_name(error.status)) + ": " + error.detail;
  };
  using Options = oncourse_change_rule_options;
  EXPECT_EQ(refusal(nullptr, [](Options&) {}),
            "not_available: reliable change by an instrument's own criterion needs an instrument");
  EXPECT_EQ(refusal(q.get(), [](Options& o) { o.method = 10; }), "bad_argument: method is 10, it must lie in 0..9");
  EXPECT_EQ(refusal(q.get(), [](Options& o) { o.method = ONCOURSE_METHOD_JACOBSON_TRUAX; }),
            "bad_argument: this method needs statistics");
  EXPECT_EQ(refusal(q.get(), [](Options& o) { o.method = ONCOURSE_METHOD_POINTS; }),
            "bad_argument: how many points are an improvement must be given");
  EXPECT_EQ(refusal(q.get(), [](Options& o) { o.method = ONCOURSE_METHOD_CUTOFF; }),
            "bad_argument: this method needs a clinical range");
  EXPECT_EQ(refusal(q.get(), [&](Options& o) { o.range = &range; }),
            "bad_argument: the clinical range and the rule of change are of scales in different directions");
  EXPECT_EQ(refusal(q.get(), [](Options& o) { o.direction = ONCOURSE_HIGHER_IS_BETTER; }),
            "bad_argument: direction is another than the instrument's");
  EXPECT_EQ(refusal(q.get(), [](Options& o) { o.direction = 2; }), "bad_argument: direction is 2, it must lie in 0..1");
  EXPECT_EQ(refusal(swls.get(), [](Options&) {}).substr(0, 14), "not_available:");
  oncourse_change_rule* made = nullptr;
  EXPECT_EQ(oncourse_change_rule_new(nullptr, nullptr, &made, nullptr), ONCOURSE_BAD_ARGUMENT);
  const oncourse_cutoff none = {nullptr, nullptr, nullptr, nullptr, NAN, -1, -1};
  EXPECT_EQ(oncourse_clinical_range_of_cutoff(&none, 0, &range, nullptr), ONCOURSE_NOT_AVAILABLE);
  EXPECT_EQ(oncourse_clinical_range_at(NAN, 0, &range, nullptr), ONCOURSE_BAD_ARGUMENT);
  double one = 1;
  EXPECT_EQ(oncourse_pair_statistics(&one, &one, 1, nullptr, nullptr), ONCOURSE_BAD_ARGUMENT);
  oncourse_score_statistics statistics;
  EXPECT_EQ(oncourse_pair_statistics(&one, &one, 1, &statistics, nullptr), ONCOURSE_NOT_ENOUGH_SESSIONS);
}

TEST(CClasses, AreCountedAsInCpp) {
  std::mt19937_64 random(7304);
  std::vector<std::int32_t> first, second;
  std::vector<std::int64_t> group;
  auto words = TableColumn::texts("first"), others = TableColumn::texts("second");
  auto groups = TableColumn::long_numbers("group");
  for (int i = 0; i < 300; ++i) {
    first.push_back(static_cast<std::int32_t>(random() % 6));
    second.push_back(static_cast<std::int32_t>(random() % 6));
    group.push_back(static_cast<std::int64_t>(random() % 3) - 1);
    for (auto [column, number] : {std::pair(&words, first.back()), std::pair(&others, second.back())})
      if (number == ONCOURSE_CHANGE_NOT_KNOWN)
        column->append_null();
      else
        column->append(oncourse_change_name(number));
    groups.append(group.back());
  }
  const support::OwnedColumn a(words), b(others), by(groups);
  oncourse::expect_same(made([&](oncourse_table** table, oncourse_error* error) {
                          return oncourse_class_summary(first.data(), group.data(), 300, 0.9, table, error);
                        }),
                        *class_summary_columns(a, &by, 0.9));
  oncourse::expect_same(made([&](oncourse_table** table, oncourse_error* error) {
                          return oncourse_class_contingency(first.data(), second.data(), 300, table, error);
                        }),
                        *class_contingency_columns(a, b));
  first[5] = 6;
  EXPECT_EQ(refusal_of([&](oncourse_table** table, oncourse_error* error) {
              return oncourse_class_summary(first.data(), nullptr, 300, 0, table, error);
            }),
            "bad_argument: classes is 6, it must lie in 1..5");
}

TEST(CHierarchical, IsThatOfCppForRowsThatLieMixed) {
  std::mt19937_64 random(7305);
  const LongRows cohort = any_long_rows(random, 40);
  const oncourse_rows rows = cohort.rows();
  for (const bool deviation : {false, true}) {
    HierarchicalOptions cpp;
    cpp.deviation = deviation;
    cpp.improvement = 1.5;
    if (deviation) cpp.time_basis = growth::TimeBasis::log1p;
    oncourse_hierarchical_options options = ONCOURSE_HIERARCHICAL_OPTIONS_INIT;
    options.deviation = options.log_time = deviation;
    options.improvement = 1.5;
    oncourse_clinical_range range;
    ASSERT_EQ(oncourse_clinical_range_at(14, ONCOURSE_LOWER_IS_BETTER, &range, nullptr), ONCOURSE_OK);
    options.range = deviation ? nullptr : &range;
    if (!deviation) cpp.range = clinical_range(14, Direction::lower_is_better);
    const auto expected = *hierarchical_change(cohort.persons(), cohort.times(), cohort.scores(), cpp);
    oncourse::expect_same(made([&](oncourse_table** table, oncourse_error* error) {
                            return oncourse_hierarchical_change(&rows, &options, table, error);
                          }),
                          expected.persons, &expected.first_rows);
  }
  oncourse_rows without = rows;
  without.person = nullptr;
  EXPECT_EQ(refusal_of([&](oncourse_table** table, oncourse_error* error) {
              return oncourse_hierarchical_change(&without, nullptr, table, error);
            }),
            "bad_argument: rows.person is NULL");
}

}  // namespace oncourse::c_change_rule_test
