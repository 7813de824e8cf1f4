// calibration_test.cpp: the false-alarm rate of whole courses.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/calibration.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "oncourse/growth/forecast.hpp"
#include "oncourse/track/target_probability.hpp"
#include "support/response_model.hpp"

namespace oncourse {
namespace {

using support::Row;

constexpr Target six_points = {Target::Kind::reliable_improvement};

/// PHQ-9 without the ends of its scale, so that drawn scores always leave room for the target.
Instrument endless() {
  Instrument q = phq9;
  q.total_min = -1000.0;
  q.total_max = 1000.0;
  return q;
}

CalibrationOptions options_at(double alpha) {
  CalibrationOptions options;
  options.target = six_points;
  options.alpha = alpha;
  return options;
}

/// The share of persons who reached the target and were flagged on the way, when an alarm is `alarms(p_k, p_0)`.
template <class Alarms>
double false_alarms(const growth::GrowthModel& model, const Instrument& q, const support::Cohort& cohort,
                    const Alarms& alarms) {
  int reached = 0, flagged = 0;
  for (const support::Rows& rows : cohort.persons()) {
    std::vector<double> times, scores;
    for (const Row& row : rows) {
      times.push_back(row.time);
      scores.push_back(row.score);
    }
    const std::vector<std::vector<double>> no_covariates(rows.size());
    const auto line = line_for(six_points, q, scores[0]);
    const auto p = probabilities_along(model, *line, 16.0, times, scores, no_covariates);
    if (!line->met(scores.back())) continue;
    ++reached;
    bool ever = false;
    for (std::size_t k = 2; k <= 15; ++k) ever = ever || alarms(p[k], p[0]);
    flagged += ever ? 1 : 0;
  }
  return static_cast<double>(flagged) / reached;
}

TEST(Calibration, FlagsAtMostTheStatedShareOfWholeCoursesEvenWhenTheModelIsWrong) {
  const ResponseModel model = support::response_model();
  const Instrument q = endless();
  for (const double correlation : {0.0, 0.6}) {  // the second is not what the model assumes
    for (const double alpha : {0.05, 0.10, 0.20}) {
      double sum = 0.0;
      constexpr int rounds = 20;
      for (int round = 0; round < rounds; ++round) {
        std::mt19937_64 random(static_cast<std::uint64_t>(1000 * alpha) + static_cast<std::uint64_t>(round));
        const auto kept = support::drawn_from(model.growth, 200, random, correlation);
        const auto fresh = support::drawn_from(model.growth, 400, random, correlation);
        const auto calibration = calibrate(model.growth, q, kept.panel(), options_at(alpha));
        ASSERT_TRUE(calibration.ok());
        sum += false_alarms(model.growth, q, fresh, [&](double p, double) { return p < calibration->threshold; });
      }
      // The rate varies between calibration samples with sd of about sqrt(alpha (1 - alpha) / 130); 20 of them and
      // about 260 fresh courses each leave a standard error below 0.009.
      EXPECT_LE(sum / rounds, alpha + 2 * 0.009) << "correlation " << correlation << ", alpha " << alpha;
      EXPECT_GE(sum / rounds, 0.5 * alpha) << "so few alarms that the rule would be idle";
    }
  }
}

TEST(Calibration, TheSameTestCatchesALevelThatHoldsOnlyPerSession) {
  const ResponseModel model = support::response_model();
  const Instrument q = endless();
  std::mt19937_64 random(3);
  const auto fresh = support::drawn_from(model.growth, 4000, random, 0.6);
  // A threshold that 10 % of successful courses fall below at session 6, applied at every session.
  std::vector<double> at_six;
  for (const support::Rows& rows : fresh.persons()) {
    growth::Person person(model.growth);
    for (int k = 0; k <= 6; ++k)
      person.observe(rows[static_cast<std::size_t>(k)].time, rows[static_cast<std::size_t>(k)].score);
    const auto line = line_for(six_points, q, rows[0].score);
    if (line->met(rows.back().score)) at_six.push_back(target_probability(person, *line, 16.0, {}));
  }
  std::sort(at_six.begin(), at_six.end());
  const double pointwise = at_six[at_six.size() / 10];
  EXPECT_GT(false_alarms(model.growth, q, fresh, [&](double p, double) { return p < pointwise; }), 0.10 + 0.03);
}

TEST(Ville, KeepsItsRateForWholeCoursesWhereTheModelHolds) {
  const ResponseModel model = support::response_model();
  std::mt19937_64 random(5);
  const auto fresh = support::drawn_from(model.growth, 8000, random);
  for (const double alpha : {0.05, 0.10, 0.20})
    EXPECT_LE(false_alarms(model.growth, endless(), fresh, [&](double p, double p0) { return p <= alpha * p0; }), alpha)
        << "conservative: the inequality allows for any continuous path";
}

TEST(ConformalThreshold, IsTheRankThatTheProofNeeds) {
  std::vector<CalibrationCourse> courses;
  for (int i = 1; i <= 19; ++i) courses.push_back({true, 0.01 * i});
  courses.push_back({false, 0.0});  // did not reach the target: no say in false alarms
  EXPECT_EQ(conformal_threshold(courses, 0.10), 0.02) << "floor(0.1 * 20) = 2nd smallest";
  EXPECT_EQ(conformal_threshold(courses, 0.05), 0.01);
  EXPECT_EQ(conformal_threshold(courses, 0.049), 0.0) << "rank 0: no alarm at all";
  std::reverse(courses.begin(), courses.end());
  EXPECT_EQ(conformal_threshold(courses, 0.10), 0.02) << "the order of persons does not matter";
}

TEST(Calibration, RefusesTooFewPersonsWhoReachedTheTarget) {
  const ResponseModel model = support::response_model();
  std::mt19937_64 random(7);
  const auto few = support::drawn_from(model.growth, 8, random);
  const auto result = calibrate(model.growth, endless(), few.panel(), options_at(0.05));
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, Errc::not_enough_sessions);
  EXPECT_NE(result.error().detail.find("at least 19 are needed for alpha 0.05"), std::string::npos)
      << result.error().detail;
}

TEST(Calibration, RefusesAnAlphaThatPromisesNothing) {
  const ResponseModel model = support::response_model();
  std::mt19937_64 random(7);
  const auto kept = support::drawn_from(model.growth, 50, random);
  for (const double alpha : {0.0, -0.1, 0.51, 1.0, std::nan("")})
    EXPECT_EQ(calibrate(model.growth, endless(), kept.panel(), options_at(alpha)).error().code, Errc::bad_argument);
}

TEST(Calibration, RefusesTimesThatRunBackwards) {
  const ResponseModel model = support::response_model();
  const support::Cohort cohort({{{0, 15}, {2, 14}, {1, 13}}});
  const auto result = calibrate(model.growth, endless(), cohort.panel(), options_at(0.1));
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().detail, "row 3 has time 1, the row before it of the same person 2");
}

TEST(CalibrationPart, IsTheAgreedShareTheSameEveryTimeAndDifferentForAnotherSeed) {
  const auto part = calibration_part(1000, 0.3, 1);
  EXPECT_EQ(std::count(part.begin(), part.end(), true), 300);
  EXPECT_EQ(part, calibration_part(1000, 0.3, 1));
  EXPECT_NE(part, calibration_part(1000, 0.3, 2));
}

}  // namespace
}  // namespace oncourse
