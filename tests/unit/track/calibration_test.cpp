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

AlarmPlan alarms_at(double alpha) {
  AlarmPlan alarms;
  alarms.target = six_points;
  alarms.alpha = alpha;
  return alarms;
}

Result<std::vector<Calibration>> calibrated_on(const growth::Panel& persons, const AlarmPlan& alarms,
                                               std::span<const std::string> labels = {}) {
  static const ResponseModel model = support::response_model();
  return calibrate(model.growth, TimeUnit::session, endless(), persons, alarms, labels);
}

/// The share of persons who reached the target and were flagged on the way, when an alarm is `alarms(p_k, p_0)`.
template <class Alarms>
double false_alarms(const growth::GrowthModel& model, const Instrument& q, const support::Cohort& cohort,
                    const Alarms& alarms) {
  int reached = 0, flagged = 0;
  for (const support::Rows& rows : cohort.persons()) {
    const auto line = line_for(six_points, q, rows.front().score);
    if (!line->met(rows.back().score)) continue;
    growth::Person person(model);
    std::vector<double> p;
    for (const Row& row : rows) {
      person.observe(row.time, row.score);
      p.push_back(target_probability(person, *line, 16.0, {}));
    }
    ++reached;
    bool ever = false;
    for (std::size_t k = 2; k <= 15; ++k) ever = ever || (!line->met(rows[k].score) && alarms(p[k], p[0]));
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
        const auto calibration = calibrated_on(kept.panel(), alarms_at(alpha));
        ASSERT_TRUE(calibration.ok());
        sum += false_alarms(model.growth, q, fresh,
                            [&](double p, double) { return -p > calibration->front().stages[0].limit; });
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

TEST(Calibration, RefusesTooFewPersonsWhoReachedTheTarget) {
  const ResponseModel model = support::response_model();
  std::mt19937_64 random(7);
  const auto few = support::drawn_from(model.growth, 8, random);
  const auto result = calibrated_on(few.panel(), alarms_at(0.05));
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
    EXPECT_EQ(calibrated_on(kept.panel(), alarms_at(alpha)).error().code, Errc::bad_argument);
}

TEST(Calibration, RefusesTimesThatRunBackwards) {
  const support::Cohort cohort({{{0, 15}, {2, 14}, {1, 13}}});
  const auto result = calibrated_on(cohort.panel(), alarms_at(0.1));
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().detail, "row 3 has time 1, the row before it of the same person 2");
}

/// Courses of a clinic where things get worse before they get better: what is too low a probability differs.
std::vector<support::Rows> with_a_crisis(int persons, std::mt19937_64& random) {
  auto out = support::drawn_from(support::response_model().growth, persons, random).persons();
  for (support::Rows& rows : out)
    for (std::size_t k = 3; k <= 8; ++k) rows[k].score += 4.0;
  return out;
}

/// The same beside one like the model.
struct TwoClinics {
  std::vector<support::Rows> persons;
  std::vector<std::string> labels;

  TwoClinics(int each, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    persons = support::drawn_from(support::response_model().growth, each, random).persons();
    const auto others = with_a_crisis(each, random);
    persons.insert(persons.end(), others.begin(), others.end());
    labels.assign(static_cast<std::size_t>(each), "calm");
    labels.insert(labels.end(), static_cast<std::size_t>(each), "crisis");
  }
  [[nodiscard]] Result<std::vector<Calibration>> calibrated() const {
    return calibrated_on(support::Cohort(persons).panel(), alarms_at(0.10), labels);
  }
};

TEST(Calibration, OfGroupsKeepsItsRateInEachWhereOneForEverybodyDoesNot) {
  const ResponseModel model = support::response_model();
  double by_group = 0.0, by_all = 0.0;
  constexpr int rounds = 12;
  for (std::uint64_t round = 0; round < rounds; ++round) {
    const TwoClinics kept(250, round);
    std::mt19937_64 random(1000 + round);
    const support::Cohort fresh(with_a_crisis(400, random));
    const auto found = kept.calibrated();
    ASSERT_EQ(found->size(), 6U) << "everybody and two clinics, of two targets";
    EXPECT_EQ((*found)[0].group.label, "");
    EXPECT_EQ((*found)[1].group.label, "calm");
    EXPECT_EQ((*found)[2].group.label, "crisis");
    EXPECT_EQ((*found)[0].n_persons, (*found)[1].n_persons + (*found)[2].n_persons);
    const auto rate = [&](std::size_t of) {
      return false_alarms(model.growth, endless(), fresh,
                          [&](double p, double) { return -p > (*found)[of].stages[0].limit; });
    };
    by_group += rate(2) / rounds;
    by_all += rate(0) / rounds;
  }
  EXPECT_LE(by_group, 0.10 + 2 * 0.010);
  EXPECT_GT(by_all, 0.10 + 2 * 0.010) << "the other clinic's courses set the limit, too";
}

TEST(Calibration, OfBandsOfIntakePutsEverybodyIntoOneOfThem) {
  std::mt19937_64 random(4);
  const auto kept = support::drawn_from(support::response_model().growth, 600, random);
  AlarmPlan alarms = alarms_at(0.10);
  alarms.intake_limits = {12.0, 18.0};
  alarms.deterioration = false;
  const auto found = calibrated_on(kept.panel(), alarms);
  ASSERT_EQ(found->size(), 3U);
  const auto whole = calibrated_on(kept.panel(), alarms_at(0.10));
  EXPECT_EQ((*found)[0].n_persons + (*found)[1].n_persons + (*found)[2].n_persons, whole->front().n_persons);
  EXPECT_EQ(text_of((*found)[0].group), "intake below 12");
  EXPECT_EQ(text_of((*found)[1].group), "intake of 12 to below 18");
  EXPECT_EQ(text_of((*found)[2].group), "intake of 18 and more");
  EXPECT_TRUE((*found)[1].group.intake.holds(12.0));
  EXPECT_FALSE((*found)[1].group.intake.holds(18.0));
}

TEST(Calibration, RefusesAGroupWithTooFewAndNamesIt) {
  TwoClinics kept(40, 1);
  kept.labels.back() = "new, north";
  const auto found = kept.calibrated();
  EXPECT_EQ(found.error().code, Errc::not_enough_sessions);
  EXPECT_TRUE(found.error().detail.starts_with("reliable_improvement by posterior_probability: new, north: "))
      << found.error().detail;
  kept.labels.back() = "";
  EXPECT_EQ(kept.calibrated().error().detail, "person 80 has no group");
}

TEST(Calibration, OfEveryRuleAndOfDeteriorationFlagsAtMostTheStatedShare) {
  AlarmPlan alarms = alarms_at(0.10);
  alarms.spending = AlphaSpending::evenly;
  alarms.rules.clear();
  for (const MonitoringRule::Kind kind : monitoring_rules) alarms.rules.push_back({kind});
  const ResponseModel model = support::response_model();
  std::vector<double> rates(alarms.rules.size() + 1, 0.0);
  constexpr int rounds = 10;
  for (std::uint64_t round = 0; round < rounds; ++round) {
    std::mt19937_64 random(50 + round);
    const auto kept = support::drawn_from(model.growth, 200, random, 0.6);
    const auto fresh = support::drawn_from(model.growth, 400, random, 0.6);
    const auto found = calibrated_on(kept.panel(), alarms);
    ASSERT_EQ(found->size(), rates.size());
    EXPECT_EQ(found->back().target.kind, Target::Kind::no_deterioration);
    const auto questions = questions_of(alarms, endless(), TimeUnit::session);
    for (std::size_t q = 0; q < rates.size(); ++q) {
      const Calibration& by = (*found)[q];
      EXPECT_LE(by.cut_off(), 0.10 * (by.n_reached + 1));
      int reached = 0, flagged = 0;
      const auto courses = calibration_courses(model.growth, endless(), fresh.panel(), (*questions)[q], 3);
      for (const CalibrationCourse& course : *courses) {
        if (!course.reached) continue;
        ++reached;
        bool beyond = false;
        for (std::size_t stage = 0; stage < by.stages.size(); ++stage)
          beyond = beyond || course.greatest[stage] > by.stages[stage].limit;
        flagged += beyond ? 1 : 0;
      }
      rates[q] += static_cast<double>(flagged) / reached / rounds;
    }
  }
  for (std::size_t q = 0; q < rates.size(); ++q) EXPECT_LE(rates[q], 0.10 + 2 * 0.012) << q;
  EXPECT_GT(rates.front(), 0.05);
  EXPECT_GT(rates.back(), 0.05) << "deterioration";
}

TEST(Calibration, RefusesWhatCannotBeAsked) {
  std::mt19937_64 random(7);
  const auto kept = support::drawn_from(support::response_model().growth, 60, random);
  const auto refusal = [&](auto change) {
    AlarmPlan alarms = alarms_at(0.10);
    change(alarms);
    return calibrated_on(kept.panel(), alarms).error().detail;
  };
  EXPECT_EQ(refusal([](AlarmPlan& a) { a.rules.clear(); }), "there is no rule to calibrate");
  EXPECT_EQ(refusal([](AlarmPlan& a) { a.rules = {{}, {}}; }), "the rule posterior_probability is there twice");
  EXPECT_EQ(refusal([](AlarmPlan& a) {
              a.intake_limits = {12.0, 12.0};
            }),
            "intake limit 12, they must be finite and ascend");
  EXPECT_EQ(refusal([](AlarmPlan& a) { a.least_scores = 1; }), "least scores 1, a course needs 2");
  EXPECT_EQ(refusal([](AlarmPlan& a) {
              a.target = {Target::Kind::percent, 0.0};
            }),
            "target of 0 percent, it must lie in (0, 100]");
}

TEST(CalibrationPart, IsTheAgreedShareTheSameEveryTimeAndDifferentForAnotherSeed) {
  const auto part = calibration_part(1000, 0.3, 1);
  EXPECT_EQ(std::count(part.begin(), part.end(), true), 300);
  EXPECT_EQ(part, calibration_part(1000, 0.3, 1));
  EXPECT_NE(part, calibration_part(1000, 0.3, 2));
}

}  // namespace
}  // namespace oncourse
