// simulate_test.cpp: people who do not exist, but could.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/simulate.hpp"

#include <gtest/gtest.h>

#include "oncourse/growth/fit.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/instrument/score.hpp"
#include "support/cohort.hpp"

namespace oncourse::simulate_test {

TEST(SimulatedAnswers, AddUpToTheTotalOnEveryInstrumentThatSums) {
  SimulationDraws draw(1);
  int instruments = 0;
  for (const Instrument* q : catalogue()) {
    if (q->total != TotalRule::sum || q->items == 0 || !q->unscored.empty() || !q->ranges.empty()) continue;
    ++instruments;
    for (double total = q->total_min; total <= q->total_max; total += q->step()) {
      const auto answers = simulated_answers(*q, total, draw);
      const auto sheet = score(*q, answers);
      ASSERT_TRUE(sheet.ok()) << q->id << ": " << sheet.error().detail;
      EXPECT_EQ(sheet->total, total) << q->id;
    }
  }
  EXPECT_GE(instruments, 25);
}

TEST(SimulateCourse, TheSameSeedGivesTheSameCourseAndAnotherSeedAnother) {
  const auto course = [](std::uint64_t seed) {
    SimulationDraws draw(seed);
    std::vector<std::vector<Answer>> sheets;
    for (const SimulatedSession& session : *simulate_course(phq9, typical_population, draw))
      sheets.push_back(session.answers);
    return sheets;
  };
  EXPECT_EQ(course(7), course(7));
  EXPECT_NE(course(7), course(8));
}

TEST(SimulateCourse, KeepsToThePlan) {
  SimulationDraws draw(2);
  int left_early = 0, medicated = 0;
  for (int person = 0; person < 2000; ++person) {
    const auto course = simulate_course(phq9, typical_population, draw);
    ASSERT_TRUE(course.ok());
    EXPECT_EQ(course->front().number, 0);
    EXPECT_EQ(course->front().day, 0);
    EXPECT_FALSE(course->front().answers.empty());
    EXPECT_LE(course->back().number, 16);
    for (std::size_t k = 1; k < course->size(); ++k) {
      EXPECT_EQ((*course)[k].number, (*course)[k - 1].number + 1);
      EXPECT_GE((*course)[k].day, (*course)[k - 1].day + 7);
      EXPECT_GE((*course)[k].medication, (*course)[k - 1].medication) << "once started it stays on";
    }
    left_early += course->back().number < 12 ? 1 : 0;
    medicated += course->back().medication ? 1 : 0;
  }
  // 2 % before each of sessions 4..12 leaves 16.6 % early; 30 % medicated less those who left before they started.
  EXPECT_NEAR(left_early / 2000.0, 0.166, 0.03);
  EXPECT_NEAR(medicated / 2000.0, 0.29, 0.04);
}

TEST(SimulateCourse, TheGrowthModelFindsThePopulationAgain) {
  SimulatedPopulation mild;  // far enough from both ends of a wide scale that rounding and cutting do not bite
  mild.level = 30.0;
  mild.medicated = 0.0;
  SimulationDraws draw(3);
  std::vector<support::Rows> persons;
  for (int person = 0; person < 2000; ++person) {
    support::Rows rows;
    for (const SimulatedSession& session : *simulate_course(ces_d, mild, draw))
      if (!session.answers.empty())
        rows.push_back({static_cast<double>(session.number), score(ces_d, session.answers)->total});
    persons.push_back(rows);
  }
  const support::Cohort cohort(persons);
  const auto model = growth::fit(cohort.panel(), growth::Design{});
  ASSERT_TRUE(model.ok());
  const Eigen::VectorXd se = model->standard_errors();
  EXPECT_NEAR(model->beta[0], mild.level, 4 * se[0]);
  EXPECT_NEAR(model->beta[1], mild.rate, 4 * se[1]);
  EXPECT_NEAR(std::sqrt(model->random_covariance()(0, 0)), mild.level_sd, 0.3);
  EXPECT_NEAR(std::sqrt(model->random_covariance()(1, 1)), mild.rate_sd, 0.15);
  EXPECT_NEAR(model->sigma2, mild.residual_sd * mild.residual_sd + 1.0 / 12.0, 0.2) << "rounding adds a twelfth";
}

TEST(SimulateCourse, RefusesInstrumentsThatDoNotSum) {
  SimulationDraws draw(4);
  EXPECT_EQ(simulate_course(qids_sr16, typical_population, draw).error().code, Errc::bad_argument);
}

}  // namespace oncourse::simulate_test
