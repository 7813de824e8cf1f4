// assess_test.cpp: verdicts and their basis.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/assess.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "support/calibration.hpp"
#include "support/record.hpp"
#include "support/response_model.hpp"

namespace oncourse {
namespace {

Course course_of(const std::vector<double>& totals, const Instrument& q = phq9) {
  CourseRecord record;
  record.intake = *Date::parse("2026-01-05");
  for (const double total : totals) {
    const int number = static_cast<int>(record.sessions.size());
    record.sessions.push_back({number, 7L * number, {support::total_of(q, total)}, {}});
  }
  return *Course::make(std::move(record));
}

std::vector<double> any_totals(std::mt19937_64& random, int sessions) {
  std::uniform_int_distribution<int> total(0, 27);
  std::vector<double> out = {std::max(8.0, static_cast<double>(total(random)))};  // room for six points
  while (static_cast<int>(out.size()) < sessions) out.push_back(total(random));
  return out;
}

ResponseModel calibrated_model() {
  ResponseModel model = support::response_model();
  model.calibrations = {support::calibration_at(0.15, {Target::Kind::reliable_improvement}, {2.0, 12.0}, 130, 200)};
  return model;
}

TEST(Verdict, NeverChangesWhenALaterSessionIsAppendedUnread) {
  std::mt19937_64 random(1);
  const ResponseModel model = calibrated_model();
  for (int round = 0; round < 50; ++round) {
    const std::vector<double> totals = any_totals(random, 14);
    const auto whole = assess(course_of(totals), phq9, &model);
    ASSERT_TRUE(whole.ok());
    for (std::size_t k = 1; k < totals.size(); ++k) {
      const auto part =
          assess(course_of({totals.begin(), totals.begin() + static_cast<std::ptrdiff_t>(k) + 1}), phq9, &model);
      ASSERT_TRUE(part.ok());
      EXPECT_EQ(part->latest(), whole->sessions[k].verdict);
      EXPECT_EQ(part->sessions[k].probability, whole->sessions[k].probability);
    }
  }
}

TEST(Verdict, ABetterLatestScoreNeverMakesTheTargetLessLikely) {
  std::mt19937_64 random(2);
  const ResponseModel model = calibrated_model();
  for (int round = 0; round < 50; ++round) {
    std::vector<double> totals = any_totals(random, 6);
    double before = 1.0;
    for (int latest = 0; latest <= 27; ++latest) {
      totals.back() = latest;
      const double now = *assess(course_of(totals), phq9, &model)->window_probability;
      EXPECT_LE(now, before);
      before = now;
    }
  }
}

TEST(Verdict, IsTheMirrorImageOnAReversedScale) {
  static constexpr Band bands[] = {{0, "any"}};
  static constexpr Difference reliable[] = {{6, "mirrored", {Status::convention, "test"}}};
  Instrument mirrored = phq9;
  mirrored.id = "mirrored";
  mirrored.direction = Direction::higher_is_better;
  mirrored.figures.bands = bands;
  mirrored.figures.cutoffs = {};
  mirrored.figures.reliable_change = reliable;
  ResponseModel model = calibrated_model(), reversed = calibrated_model();
  reversed.instrument = "mirrored";
  reversed.growth.beta = Eigen::Vector2d(27.0 - model.growth.beta[0], -model.growth.beta[1]);
  std::mt19937_64 random(3);
  for (int round = 0; round < 50; ++round) {
    std::vector<double> totals = any_totals(random, 9), turned;
    for (const double total : totals) turned.push_back(27.0 - total);
    const auto one = assess(course_of(totals), phq9, &model);
    const auto other = assess(course_of(turned, mirrored), mirrored, &reversed);
    ASSERT_TRUE(one.ok() && other.ok());
    for (std::size_t k = 0; k < totals.size(); ++k) {
      EXPECT_EQ(one->sessions[k].verdict, other->sessions[k].verdict);
      EXPECT_NEAR(*one->sessions[k].probability, *other->sessions[k].probability, 1e-12);
    }
    EXPECT_EQ(one->basis.turning_score.has_value(), other->basis.turning_score.has_value());
    if (one->basis.turning_score) {
      EXPECT_EQ(*one->basis.turning_score, 27.0 - *other->basis.turning_score);
    }
  }
}

/// Bands of factor 2.5 for all scores to come, and 1.5 for the last, from every session of 16.
ResponseModel banded_model() {
  ResponseModel model = calibrated_model();
  model.bands = BandCalibration{CalibrationMethod::split, 0.9, 16.0, 1.0, {}};
  for (int session = 0; session < 16; ++session)
    model.bands->origins.push_back({static_cast<double>(session), {60, 2.5}, {60, 1.5}});
  return model;
}

TEST(Bands, AreThereForEverySessionToComeAndNoOther) {
  std::mt19937_64 random(5);
  const ResponseModel model = banded_model();
  for (int sessions = 1; sessions <= 18; ++sessions) {
    const std::vector<double> totals = any_totals(random, sessions);
    const auto a = assess(course_of(totals), phq9, &model);
    ASSERT_TRUE(a.ok());
    growth::Person person(model.growth);
    for (int k = 0; k < sessions; ++k) person.observe(k, totals[static_cast<std::size_t>(k)]);
    for (const SessionForecast& at : a->curve) {
      EXPECT_EQ(at.band.has_value(), at.session >= sessions);
      if (!at.band) continue;
      const Interval band = band_around(phq9, person.forecast(at.session), 2.5);
      EXPECT_EQ(at.band->low, band.low);
      EXPECT_EQ(at.band->high, band.high);
    }
    EXPECT_EQ(a->end_band.has_value(), sessions <= 16);
    EXPECT_EQ(a->band_guarantee.has_value(), sessions <= 16);
    if (!a->end_band) continue;
    EXPECT_EQ(a->end_band->high, band_around(phq9, person.forecast(16), 1.5).high);
    EXPECT_EQ(a->band_guarantee->level, 0.9);
    EXPECT_EQ(std::count(a->basis.sentences.begin(), a->basis.sentences.end(), a->band_guarantee->statement), 1);
  }
}

TEST(Bands, AreAbsentWhereTheModelHasNone) {
  const ResponseModel model = calibrated_model();
  const auto a = assess(course_of({16, 15, 14}), phq9, &model);
  EXPECT_FALSE(a->end_band || a->band_guarantee);
  for (const SessionForecast& at : a->curve) EXPECT_FALSE(at.band.has_value());
}

TEST(Bands, OfACourseBehindItsPlanEndWithThePlannedEnd) {
  ResponseModel model = banded_model();
  model.time_unit = TimeUnit::week;
  CourseRecord record;  // sessions 0 to 3, the last of them three weeks late: session 13 is due in week 16
  for (int k = 0; k < 4; ++k)
    record.sessions.push_back({k, 7L * (k < 3 ? k : 6), {support::total_of(phq9, 16 - k)}, {}});
  const auto a = assess(*Course::make(record), phq9, &model);
  ASSERT_TRUE(a.ok());
  for (const SessionForecast& at : a->curve)
    EXPECT_EQ(at.band.has_value(), at.session > 3 && at.session <= 13) << at.session;
  EXPECT_FALSE(a->end_band.has_value()) << "its end is in week 19, those behind the band ended in week 16";
}

TEST(Basis, TheTurningScoreTurnsTheVerdictAndItsNeighbourDoesNot) {
  std::mt19937_64 random(4);
  const ResponseModel model = calibrated_model();
  int turned = 0;
  for (int round = 0; round < 100; ++round) {
    std::vector<double> totals = any_totals(random, 7);
    const auto assessment = assess(course_of(totals), phq9, &model);
    ASSERT_TRUE(assessment.ok());
    if (!assessment->basis.turning_score) continue;
    ++turned;
    const double turning = *assessment->basis.turning_score, step = turning < totals.back() ? 1.0 : -1.0;
    totals.back() = turning;
    EXPECT_NE(assess(course_of(totals), phq9, &model)->latest(), assessment->latest());
    totals.back() = turning + step;
    EXPECT_EQ(assess(course_of(totals), phq9, &model)->latest(), assessment->latest());
  }
  EXPECT_GT(turned, 50);
}

TEST(Basis, SaysEverythingThatAClinicianNeedsToCheckIt) {
  CourseRecord record;
  record.intake = *Date::parse("2026-01-05");
  const std::vector<double> totals = {16, 17, 18, 19, 20};
  for (int k = 0; k < 5; ++k)
    record.sessions.push_back(
        {k, 7L * k + (k > 2 ? 21 : 0), {support::total_of(phq9, totals[static_cast<std::size_t>(k)])}, {}});
  record.medication.push_back({40, MedicationEvent::Kind::dose_changed, "label"});
  ResponseModel model = calibrated_model();
  model.checksum = "crc32:00000000";
  const auto assessment = assess(*Course::make(record), phq9, &model);
  ASSERT_TRUE(assessment.ok());
  EXPECT_EQ(assessment->latest(), Verdict::off_track);
  const Basis& basis = assessment->basis;
  EXPECT_EQ(basis.rule, "posterior_probability/conformal");
  ASSERT_EQ(basis.inputs.size(), 5u);
  EXPECT_EQ(basis.inputs[4].date->iso(), "2026-02-23");
  EXPECT_EQ(basis.inputs[4].score, 20);
  EXPECT_EQ(*basis.threshold, 0.15);
  EXPECT_LT(*basis.probability, 0.15);
  EXPECT_EQ(basis.guarantee.n_reached, 130);
  ASSERT_TRUE(basis.expected.has_value());
  EXPECT_LT(basis.expected->high, 20);
  std::string all;
  for (const std::string& sentence : basis.sentences) all += sentence + "\n";
  for (const char* words :
       {"The score at session 4 (2026-02-23) is 20, above the expected range",
        "reliable improvement from a baseline of 16", "A probability below 15.0 % raises an alarm",
        "At most 10 % of the people who reach the target are ever flagged", "conformal calibration on 130 people",
        "28 days passed after session 2", "Medication dose changed 9 days before the latest score",
        "instead, the course would be on track"})
    EXPECT_NE(all.find(words), std::string::npos) << "missing: " << words << "\nin:\n" << all;
  EXPECT_EQ(all.find("will deteriorate"), std::string::npos);
  EXPECT_EQ(all.find("label"), std::string::npos) << "free text stays out of sentences";
}

TEST(Verdict, IsUndeterminedAndSaysWhyWhereTooLittleIsKnown) {
  const ResponseModel model = calibrated_model();
  const auto because = [](const Result<Assessment>& assessment) {
    EXPECT_TRUE(assessment.ok());
    EXPECT_EQ(assessment->latest(), Verdict::undetermined);
    return assessment->undetermined_because;
  };
  EXPECT_EQ(because(assess(course_of({16}), phq9, &model)), "there is one score, a course needs two");
  EXPECT_EQ(because(assess(course_of({16, 15}), phq9, &model)), "monitoring begins at session 2");
  EXPECT_EQ(because(assess(course_of({16, 15, 14}), phq9, nullptr)), "no growth model was given");
  EXPECT_EQ(because(assess(course_of({4, 4, 4}), phq9, &model)).substr(0, 60),
            "target: a score of -2 lies outside the scale 0..27 (reliable");
}

TEST(Verdict, HasReachedTheTargetOnlyWhereTheForecastAgrees) {
  const ResponseModel model = calibrated_model();
  const auto lucky = assess(course_of({16, 17, 18, 19, 10}), phq9, &model);
  EXPECT_NE(lucky->latest(), Verdict::reached_target) << "one good sheet after a bad course";
  const auto lasting = assess(course_of({16, 13, 11, 9, 8}), phq9, &model);
  EXPECT_EQ(lasting->latest(), Verdict::reached_target);
  EXPECT_EQ(*lasting->window.earliest_likely, 4);
}

TEST(Verdict, AtThePlannedEndIsWhatTheScoreSays) {
  const ResponseModel model = calibrated_model();
  std::vector<double> totals(17, 16.0);
  EXPECT_EQ(*assess(course_of(totals), phq9, &model)->window_probability, 0.0);
  totals.back() = 10.0;
  EXPECT_EQ(*assess(course_of(totals), phq9, &model)->window_probability, 1.0);
  EXPECT_EQ(assess(course_of(totals), phq9, &model)->latest(), Verdict::reached_target);
}

TEST(Verdict, FallsBackToTheModelsOwnGuaranteeForAnotherTargetAndSaysSo) {
  const ResponseModel model = calibrated_model();
  AssessOptions options;
  options.target = Target{Target::Kind::percent, 50.0};
  const auto assessment = assess(course_of({16, 15, 14, 13}), phq9, &model, options);
  ASSERT_TRUE(assessment.ok());
  EXPECT_EQ(assessment->basis.guarantee.kind, Guarantee::Kind::ville);
  EXPECT_NEAR(*assessment->basis.threshold, 0.10 * *assessment->sessions[0].probability, 1e-15);
  ASSERT_FALSE(assessment->basis.assumptions.empty());
  EXPECT_EQ(assessment->basis.assumptions.back(),
            "The model has no calibration of this rule for this target and group.");
}

TEST(Forecast, CoversTheWindowAndNarrowsAsScoresComeIn) {
  const ResponseModel model = calibrated_model();
  const auto early = assess(course_of({16, 14}), phq9, &model),
             late = assess(course_of({16, 14, 13, 12, 12, 11, 11}), phq9, &model);
  ASSERT_EQ(early->curve.back().session, 16);
  ASSERT_EQ(late->curve.back().session, 16);
  const auto width = [](const Assessment& a) { return a.curve.back().line.high - a.curve.back().line.low; };
  EXPECT_LT(width(*late), width(*early));
  for (const SessionForecast& point : late->curve) {
    EXPECT_GE(point.score.low, phq9.total_min);
    EXPECT_LE(point.score.high, phq9.total_max);
    EXPECT_GE(point.probability, 0.0);
    EXPECT_LE(point.probability, 1.0);
  }
}

TEST(Assess, RefusesAModelOfAnotherInstrumentAndACovariateThatIsNotRecorded) {
  ResponseModel model = calibrated_model();
  model.instrument = "gad-7";
  EXPECT_EQ(assess(course_of({16, 15}), phq9, &model).error().detail,
            "the model is for gad-7, the course is judged by phq-9");
  model = calibrated_model();
  model.growth.design.covariates = {{"arm", false}};
  model.growth.beta = Eigen::Vector3d(15, -3, 1);
  model.growth.beta_covariance = Eigen::Matrix3d::Zero();
  EXPECT_EQ(assess(course_of({16, 15}), phq9, &model).error().code, Errc::not_available);
}

TEST(Assess, TakesMedicationFromItsEventsWhereTheModelAsksForIt) {
  ResponseModel model = calibrated_model();
  model.growth.design.covariates = {{"medication", false}};
  model.growth.beta = Eigen::Vector3d(15, -3, -4);
  model.growth.beta_covariance = Eigen::Matrix3d::Zero();
  CourseRecord record = support::weekly(6);
  const double without = *assess(*Course::make(record), phq9, &model)->window_probability;
  record.medication.push_back({30, MedicationEvent::Kind::started, {}});
  EXPECT_NE(*assess(*Course::make(record), phq9, &model)->window_probability, without);
  record.medication.push_back({31, MedicationEvent::Kind::stopped, {}});
  EXPECT_EQ(*assess(*Course::make(record), phq9, &model)->window_probability, without)
      << "on for a day between two sessions";
}

TEST(Forecast, OfTheLastSessionIsTheProbabilityOfTheVerdictAtEveryPaceAndInEveryUnit) {
  for (const TimeUnit unit : time_units)
    for (const long pace : {5L, 7L, 14L}) {
      ResponseModel model = calibrated_model();
      model.time_unit = unit;
      model.calibrations[0].horizon = planned_time(unit, Plan{}, 16);
      model.calibrations[0].cadence = planned_time(unit, Plan{}, 1);
      model.calibrations[0].monitoring = default_monitoring(unit, Plan{});
      CourseRecord record;
      for (int k = 0; k <= 10; ++k) record.sessions.push_back({k, pace * k, {support::total_of(phq9, 16 - k % 3)}, {}});
      const auto assessment = assess(*Course::make(record), phq9, &model);
      ASSERT_TRUE(assessment.ok());
      EXPECT_NEAR(*assessment->window_probability, assessment->curve.back().probability, 1e-12)
          << name(unit) << " every " << pace << " days";
      EXPECT_GT(*assessment->window_probability, 0.0) << "six sessions are left, whatever the date";
      EXPECT_EQ(assessment->basis.guarantee.kind, Guarantee::Kind::conformal);
      const bool late = unit != TimeUnit::session && pace > 7;  // day 140, of 112
      const auto& assumptions = assessment->basis.assumptions;
      EXPECT_EQ(late, std::any_of(assumptions.begin(), assumptions.end(), [](const std::string& assumption) {
                  return assumption.starts_with("The false-alarm rate is promised up to ");
                }));
    }
}

TEST(Assess, StoppingOneMedicationLeavesTheOtherOn) {
  CourseRecord record = support::weekly(6);
  record.medication = {{1, MedicationEvent::Kind::started, "a"},
                       {2, MedicationEvent::Kind::started, "b"},
                       {10, MedicationEvent::Kind::stopped, "a"}};
  EXPECT_EQ(*Course::make(record)->covariate("medication", 20), 1.0);
  record.medication.push_back({15, MedicationEvent::Kind::stopped, "b"});
  EXPECT_EQ(*Course::make(record)->covariate("medication", 20), 0.0);
}

TEST(Basis, SaysThatAScoreIsReliablyWorseWhateverTheVerdict) {
  const ResponseModel model = calibrated_model();
  const auto assessment = assess(course_of({16, 18, 22, 23}), phq9, &model);
  EXPECT_NE(std::find_if(assessment->basis.sentences.begin(), assessment->basis.sentences.end(),
                         [](const std::string& s) {
                           return s.starts_with("The score is reliably worse than at baseline, by 7.0 points");
                         }),
            assessment->basis.sentences.end());
}

TEST(Assess, ReadsAThousandSessions) {
  const ResponseModel model = calibrated_model();
  CourseRecord record;
  for (int k = 0; k < 1000; ++k) record.sessions.push_back({k, k, {support::total_of(phq9, 15 - k % 3)}, {}});
  const auto assessment = assess(*Course::make(record), phq9, &model);
  ASSERT_TRUE(assessment.ok());
  EXPECT_EQ(assessment->sessions.size(), 1000u);
}

TEST(Assess, RefusesAnotherDefinitionOfTheSameInstrument) {
  Instrument namesake = phq9;
  namesake.total_max = 100.0;
  const ResponseModel model = calibrated_model();
  EXPECT_EQ(assess(course_of({16, 14, 12}), namesake, &model).error().code, Errc::bad_argument);
}

TEST(Assess, NoVerdictRestsOnAForecastThatIsNoNumber) {
  ResponseModel model = calibrated_model();
  model.growth.beta_covariance = Eigen::Matrix2d::Identity();
  for (const double large : {1e150, 1e160, 1e308}) {
    model.growth.theta = Eigen::Vector3d(large, 0.0, large);
    const auto refused = assess(course_of({16, 14, 12, 10}), phq9, &model);
    if (refused) {  // large, and yet a number
      EXPECT_TRUE(std::isfinite(*refused->window_probability)) << large;
      continue;
    }
    EXPECT_EQ(refused.error().detail.find("session 0: the forecast is not a finite number"), 0u)
        << refused.error().detail;
  }
  EXPECT_FALSE(assess(course_of({16, 14, 12, 10}), phq9, &model).ok());
}

TEST(Assess, RefusesATargetThatNobodyCanMean) {
  const ResponseModel model = calibrated_model();
  for (const Target& target : {Target{Target::Kind::percent, 500.0}, Target{Target::Kind::score, 28.0}}) {
    AssessOptions options;
    options.target = target;
    EXPECT_EQ(assess(course_of({16, 14, 12}), phq9, &model, options).error().code, Errc::bad_argument);
  }
}

TEST(Assess, WhereTheModelSawNoChanceAtBaselineThereIsNoVerdictAndNoAlarm) {
  CourseRecord record;  // first measured at the planned end
  for (int number : {16, 17, 18}) record.sessions.push_back({number, 7L * number, {support::total_of(phq9, 20)}, {}});
  const ResponseModel model = support::response_model();
  const auto a = assess(*Course::make(record), phq9, &model);
  ASSERT_TRUE(a.ok()) << a.error().detail;
  EXPECT_EQ(a->sessions[0].probability, 0.0);
  EXPECT_EQ(a->latest(), Verdict::undetermined);
  EXPECT_EQ(a->undetermined_because, "the probability of meeting the target was 0 at baseline already");
  EXPECT_FALSE(a->alarm.has_value());
}

TEST(Assess, SaysWhereTheSearchForTheModelEndedEarly) {
  ResponseModel model = calibrated_model();
  const auto says = [&] {
    const auto a = assess(course_of({16, 14, 12, 10}), phq9, &model);
    return std::any_of(a->basis.assumptions.begin(), a->basis.assumptions.end(), [](const std::string& s) {
      return s.find("ended early (evaluation_limit)") != std::string::npos;
    });
  };
  EXPECT_FALSE(says());
  model.growth.search.stop = growth::Stop::evaluation_limit;
  EXPECT_TRUE(says());
}

TEST(Assess, RefusesAModelWhoseScaleIsNotForTheInstrumentOrTheScores) {
  ResponseModel model = support::response_model();
  const Course course = course_of({18.0, 15.0, 11.0});
  const auto refusal = [&](const growth::Transformation& transformation, const Course& of) {
    model.growth.design.transformation = transformation;
    const auto found = assess(of, phq9, &model);
    return found ? "" : found.error().detail;
  };
  EXPECT_EQ(refusal({growth::Scale::logit, 0.0, 27.0, 0.5}, course), "");
  EXPECT_EQ(refusal({growth::Scale::logit, 0.0, 21.0, 0.5}, course),
            "the model's logit scale is for 0..21, phq-9 has 0..27");
  EXPECT_EQ(refusal({growth::Scale::square_root, 1.0, 27.0, 0.5}, course),
            "the model's square-root scale is for 1 and more, phq-9 has 0..27");
  EXPECT_EQ(refusal({growth::Scale::square_root, 0.0, 27.0, 0.5}, course_of({18.0, -2.0})),
            "session 1 has score -2, the square-root scale is for 0 and more");
}

}  // namespace
}  // namespace oncourse
