// course_reading_test.cpp: a course that is kept and taken up again goes on as if it had never been put down.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/course_reading.hpp"

#include <gtest/gtest.h>

#include <random>

#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/track/alarm_rule.hpp"
#include "support/response_model.hpp"

namespace oncourse::course_reading_test {

bool same(double a, double b) { return std::isnan(a) ? std::isnan(b) : a == b; }

ResponseModel with_covariate_and_memory() {
  ResponseModel model = support::response_model();
  growth::GrowthModel& g = model.growth;
  g.design.covariates = {{"medication", true}};
  g.design.residuals = growth::ResidualCorrelation::autoregressive_with_noise;
  g.residual = {3.0, 0.4};
  g.beta = Eigen::Vector4d(15.0, -3.1, 0.7, -0.2);
  g.beta_covariance = 0.05 * Eigen::Matrix4d::Identity();
  return model;
}

TEST(CourseReading, ThatWasKeptAfterAnyScoreGoesOnToTheLastBit) {
  std::mt19937_64 random(1);
  std::uniform_int_distribution<int> total(0, 27);
  for (const ResponseModel& model : {support::response_model(), with_covariate_and_memory()}) {
    const std::size_t covariates = model.growth.design.covariates.size();
    for (int course = 0; course < 50; ++course) {
      const double intake = total(random);
      const Target target = {Target::Kind::score, 9.0};
      const auto line = line_for(target, phq9, intake);
      ASSERT_TRUE(line);
      const CourseQuestion asked{&phq9, TimeUnit::session, {}, target, *line, intake};
      CourseReading through(&model.growth, phq9), again(&model.growth, phq9);
      std::vector<AlarmRule> rules_through, rules_again;
      for (const auto kind : monitoring_rules)
        for (auto* const rules : {&rules_through, &rules_again})
          rules->push_back(*AlarmRule::make({kind}, &model, asked));
      std::vector<double> numbers(growth::Person::numbers(model.growth.design)), at_intake;
      for (int session = 0; session < 17; ++session) {
        const std::vector<double> values(covariates, static_cast<double>(random() % 2));
        if (session == 0) at_intake = values;
        const double score = session == 0 ? intake : total(random), time = session;
        through.observe(time, score, values);
        again.observe(time, score, values);
        const PlannedEnd end{16.0, session >= 16};
        for (std::size_t r = 0; r < rules_through.size(); ++r) {
          const auto expected = rules_through[r].judge(through, end), found = rules_again[r].judge(again, end);
          ASSERT_TRUE(expected && found);
          EXPECT_EQ(*expected, *found);
          EXPECT_EQ(rules_through[r].alarmed(), rules_again[r].alarmed());
          EXPECT_EQ(rules_through[r].value(), rules_again[r].value());
          EXPECT_EQ(rules_through[r].threshold(), rules_again[r].threshold());
          EXPECT_EQ(rules_through[r].says_nothing(), rules_again[r].says_nothing());
          const auto read = rules_again[r].probability(end.reached ? time : end.horizon);
          EXPECT_EQ(read.has_value(), r == 0);
          if (read) {
            EXPECT_EQ(*read, again.probability(*line, 16.0));
          }
        }
        EXPECT_TRUE(same(through.probability(*line, 16.0), again.probability(*line, 16.0)));
        // Put down in other hands, which have held another course meanwhile.
        const CourseReading::Kept kept = again.kept();
        again.person().keep(numbers);
        again.observe(time + 1.0, 27.0, values);
        for (AlarmRule& rule : rules_again) {
          const AlarmRule::Kept said = rule.kept();
          ASSERT_TRUE(rule.judge(again, end).ok());
          EXPECT_FALSE(rule.restore(said));
        }
        again.restore(kept, numbers, at_intake);
      }
    }
  }
}

}  // namespace oncourse::course_reading_test
