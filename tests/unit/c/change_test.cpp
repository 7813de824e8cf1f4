// change_test.cpp: change and targets over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <string>

#include "objects.hpp"
#include "oncourse/course/target.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/instrument/names.hpp"

namespace oncourse {
namespace {

void expect_same(const oncourse_difference& c, const Difference* cpp, std::optional<bool> reached) {
  expect_same_number(c.points, cpp ? std::optional(cpp->points) : std::nullopt);
  ASSERT_EQ(c.basis == nullptr, cpp == nullptr);
  EXPECT_EQ(c.reached, reached ? int{*reached} : -1);
  if (!cpp) return;
  EXPECT_EQ(c.basis, cpp->basis);
  EXPECT_EQ(c.source, cpp->from.source);
  EXPECT_EQ(c.status, static_cast<int>(cpp->from.status));
}

oncourse_change_result changed(const InstrumentHandle& q, double pre, double post,
                               const oncourse_change_options* options = nullptr) {
  oncourse_change_result result = ONCOURSE_CHANGE_RESULT_INIT;
  oncourse_error error;
  EXPECT_EQ(oncourse_change(q.get(), pre, post, options, &result, &error), ONCOURSE_OK) << error.detail;
  return result;
}

TEST(CChange, IsTheSameAsInCppForRandomTotalsOfEveryInstrument) {
  std::mt19937_64 random(20261123);
  for (const Instrument* q : catalogue()) {
    if (!q->has_total()) continue;
    const InstrumentHandle handle = shipped(q->id.data());
    std::uniform_real_distribution<double> any(q->total_min, q->total_max);
    for (int trial = 0; trial < 300; ++trial) {
      const double pre = trial == 0 ? 0.0 : std::round(any(random)), post = std::round(any(random));
      if (pre < q->total_min || post > q->total_max || pre > q->total_max || post < q->total_min) continue;
      oncourse_change_options options = ONCOURSE_CHANGE_OPTIONS_INIT;
      const Cutoff* cutoff = q->figures.cutoffs.empty()
                                 ? nullptr
                                 : &q->figures.cutoffs[static_cast<std::size_t>(trial) % q->figures.cutoffs.size()];
      if (cutoff) options.cutoff_population = cutoff->population.data();
      if (cutoff) options.cutoff_purpose = name(cutoff->purpose).data();
      const Change cpp = change_between(*q, pre, post, cutoff);
      const oncourse_change_result c = changed(handle, pre, post, &options);
      EXPECT_EQ(c.points, cpp.points);
      EXPECT_EQ(c.improvement, cpp.improvement);
      expect_same_number(c.percent_improved, cpp.percent_improved);
      expect_same_number(c.index, cpp.index);
      EXPECT_EQ(oncourse_change_name(c.change_class), cpp.change_class ? name(*cpp.change_class) : "not_known");
      expect_same_number(c.criterion.points, cpp.criterion ? std::optional(cpp.criterion->points) : std::nullopt);
      EXPECT_EQ(c.criterion.basis ? c.criterion.basis : "", cpp.criterion ? cpp.criterion->basis : "");
      EXPECT_EQ(c.inclusive, cpp.criterion ? int{cpp.criterion->inclusive} : -1);
      expect_same(c.important_improvement, cpp.important, cpp.importantly_improved);
      expect_same(c.important_worsening, cpp.important_worsening, cpp.importantly_worsened);
      ASSERT_EQ(c.cutoff.purpose == nullptr, cpp.cutoff == nullptr);
      if (cpp.cutoff) {
        EXPECT_EQ(c.cutoff.population, cpp.cutoff->population);
        EXPECT_EQ(c.cutoff.value, cpp.cutoff->value);
      }
    }
  }
}

TEST(CChange, ThreePointsMoreOnTheEpdsAreAnImportantWorseningAndThreeLessNoImportantImprovement) {
  const InstrumentHandle epds = shipped("epds");
  const oncourse_change_result worse = changed(epds, 10, 13), better = changed(epds, 13, 10);
  EXPECT_EQ(worse.important_worsening.points, 3.0);
  EXPECT_EQ(worse.important_worsening.reached, 1);
  EXPECT_EQ(worse.important_improvement.reached, 0);
  EXPECT_EQ(better.important_improvement.points, 4.0);
  EXPECT_EQ(better.important_improvement.reached, 0);
  EXPECT_EQ(better.important_worsening.reached, 0);
  EXPECT_EQ(changed(epds, 10, 12).important_worsening.reached, 0);
  EXPECT_EQ(changed(epds, 14, 10).important_improvement.reached, 1);
}

TEST(CChange, ByTheCallersOwnFiguresIsThatOfJacobsonAndTruax) {
  const InstrumentHandle phq9 = shipped("phq-9");
  oncourse_change_options options = ONCOURSE_CHANGE_OPTIONS_INIT;
  options.sd = 6.0;
  options.reliability = 0.84;
  const oncourse_change_result change = changed(phq9, 20, 13, &options);
  EXPECT_NEAR(change.criterion.points, 1.959963984540054 * std::sqrt(2.0) * 6.0 * 0.4, 1e-12);
  EXPECT_NEAR(change.index, -7 / (6.0 * std::sqrt(2.0 * 0.16)), 1e-12);
  EXPECT_EQ(change.inclusive, 0);
  EXPECT_EQ(change.change_class, ONCOURSE_CHANGE_IMPROVED);
  EXPECT_EQ(change.criterion.reached, 1);
  EXPECT_STREQ(change.criterion.basis, "Jacobson-Truax, sd and reliability as given");
}

TEST(CChange, OfAVendorsOwnOutlivesNothingButTheInstrument) {
  const InstrumentHandle own = vendors_own();
  const oncourse_change_result change = changed(own, 25, 15);
  EXPECT_EQ(change.change_class, ONCOURSE_CHANGE_RECOVERED);
  EXPECT_STREQ(change.criterion.basis, "test-retest");
  EXPECT_STREQ(change.cutoff.source, "manual, p. 3");
  EXPECT_EQ(change.important_worsening.points, 3.0);
}

TEST(CChange, RefusesWhatCannotBeRead) {
  const InstrumentHandle phq9 = shipped("phq-9");
  const auto refusal = [&](double pre, double post, auto change) {
    oncourse_change_options options = ONCOURSE_CHANGE_OPTIONS_INIT;
    change(options);
    oncourse_change_result untouched = ONCOURSE_CHANGE_RESULT_INIT;
    untouched.points = -77.0;
    oncourse_error error;
    EXPECT_NE(oncourse_change(phq9.get(), pre, post, &options, &untouched, &error), ONCOURSE_OK);
    EXPECT_EQ(untouched.points, -77.0);
    return std::string(oncourse_status_name(error.status)) + ": " + error.detail;
  };
  using Options = oncourse_change_options;
  const auto none = [](Options&) {};
  EXPECT_EQ(refusal(28, 3, none), "response_range: the total is 28, scale is 0..27");
  EXPECT_EQ(refusal(3, NAN, none), "response_range: the total is not a finite number");
  EXPECT_EQ(refusal(9, 3, [](Options& o) { o.sd = 6.0; }), "bad_argument: reliability 0, it must lie between 0 and 1");
  EXPECT_EQ(refusal(9, 3, [](Options& o) { o.reliability = 0.9; }),
            "bad_argument: standard deviation 0, it must be above 0");
  EXPECT_EQ(refusal(9, 3, [](Options& o) { o.cutoff_purpose = "fitness to drive"; }).substr(0, 51),
            "not_available: no such purpose of a cut-off, known ");
  oncourse_change_result result = ONCOURSE_CHANGE_RESULT_INIT;
  EXPECT_EQ(oncourse_change(nullptr, 9, 3, nullptr, &result, nullptr), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_change(phq9.get(), 9, 3, nullptr, nullptr, nullptr), ONCOURSE_BAD_ARGUMENT);
  for (const std::int32_t other : {-1, 6, INT32_MAX, INT32_MIN}) EXPECT_STREQ(oncourse_change_name(other), "unknown");
}

TEST(CTarget, IsTheLineOfCppForEveryKindAndBaseline) {
  for (const Instrument* q : catalogue()) {
    if (!q->has_total()) continue;
    const InstrumentHandle handle = shipped(q->id.data());
    for (std::int32_t kind = ONCOURSE_TARGET_DEFAULT; kind <= ONCOURSE_TARGET_SCORE; ++kind)
      for (const double baseline : {q->total_min, 0.5 * (q->total_min + q->total_max), q->total_max}) {
        const double value = kind == ONCOURSE_TARGET_PERCENT ? 40.0 : kind == ONCOURSE_TARGET_SCORE ? 5.0 : 0.0;
        const Target target =
            kind == ONCOURSE_TARGET_DEFAULT ? default_target(*q) : Target{static_cast<Target::Kind>(kind - 1), value};
        const auto cpp = line_for(target, *q, baseline);
        oncourse_target_line line;
        oncourse_error error;
        ASSERT_EQ(oncourse_target(handle.get(), kind, value, baseline, &line, &error) == ONCOURSE_OK, cpp.ok());
        if (!cpp) {
          EXPECT_EQ(error.status, static_cast<int>(cpp.error().code));
          continue;
        }
        EXPECT_EQ(line.limit, cpp->limit);
        EXPECT_EQ(line.boundary, cpp->boundary);
        EXPECT_EQ(line.compare, static_cast<int>(cpp->compare));
      }
  }
}

TEST(CTarget, RefusesABaselineOffTheScaleAndAValueThatIsNotAsked) {
  const InstrumentHandle phq9 = shipped("phq-9");
  oncourse_target_line line;
  oncourse_error error;
  EXPECT_EQ(oncourse_target(phq9.get(), ONCOURSE_TARGET_DEFAULT, 0, 28, &line, &error), ONCOURSE_RESPONSE_RANGE);
  EXPECT_EQ(oncourse_target(phq9.get(), ONCOURSE_TARGET_CUTOFF, 9, 18, &line, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_target(phq9.get(), 7, 0, 18, &line, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_target(phq9.get(), ONCOURSE_TARGET_PERCENT, 101, 18, &line, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_target(nullptr, 0, 0, 18, &line, &error), ONCOURSE_BAD_ARGUMENT);
}

}  // namespace
}  // namespace oncourse
