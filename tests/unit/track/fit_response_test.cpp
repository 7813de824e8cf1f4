// fit_response_test.cpp: a cohort's scores in, a response model with its calibration out.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/fit_response.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "oncourse/growth/folds.hpp"
#include "oncourse/growth/panel_part.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/track/model_file.hpp"
#include "support/response_model.hpp"

namespace oncourse {
namespace {

/// PHQ-9 totals on the scale, drawn from a model.
support::Cohort totals(int persons) {
  std::mt19937_64 random(20261123);
  return support::drawn_from(support::response_model().growth, persons, random).with([](support::Row& row) {
    row.score = std::clamp(std::round(row.score), 0.0, 27.0);
  });
}

ResponseFitOptions calibrated_options() {
  ResponseFitOptions options;
  options.alarms = AlarmPlan{};
  return options;
}

TEST(FitResponse, DoesWhatItsThreeStepsDoByHand) {
  const support::Cohort cohort = totals(120);
  std::vector<bool> held_out = calibration_part(120, 0.5, 1), seen = held_out;
  seen.flip();
  const growth::PanelPart fitted(cohort.panel(), seen), others(cohort.panel(), held_out);
  ResponseModel by_hand{*growth::fit(fitted.panel(), growth::Design{}), "phq-9", TimeUnit::session, {}, {}};
  by_hand.calibrations = *calibrate(by_hand.growth, TimeUnit::session, phq9, others.panel(), {});
  by_hand.bands = *calibrate_bands(by_hand.growth, phq9, others.panel(), band_options(TimeUnit::session, {}, 0.90));
  by_hand.checksum = checksum_of(by_hand);

  const auto model = fit_response(cohort.panel(), &phq9, calibrated_options());
  ASSERT_TRUE(model.ok()) << model.error().detail;
  EXPECT_EQ(to_json(*model), to_json(by_hand));
  EXPECT_EQ(model->checksum, by_hand.checksum);
}

TEST(FitResponse, ByCrossCalibrationDoesWhatItsPartsDoByHand) {
  const support::Cohort cohort = totals(120);
  ResponseFitOptions options = calibrated_options();
  options.parts = {0.5, 3, CalibrationMethod::cross, 4};
  const auto model = fit_response(cohort.panel(), &phq9, options);
  ASSERT_TRUE(model.ok()) << model.error().detail;

  const auto part_of = growth::folds_of(120, 4, 3);
  const AlarmPlan alarms;
  const auto asked = questions_of(alarms, phq9, TimeUnit::session);
  ASSERT_EQ(asked->size(), 2U) << "the target, and no deterioration";
  const BandOptions bands_asked = band_options(TimeUnit::session, {}, 0.90);
  std::vector<CalibrationCourse> courses;
  std::vector<BandDistances> distances;
  for (int part = 0; part < 4; ++part) {
    std::vector<bool> own(120), others(120);
    for (std::size_t i = 0; i < 120; ++i) others[i] = !(own[i] = part_of[i] == part);
    const growth::PanelPart fitted(cohort.panel(), others), judged(cohort.panel(), own);
    const auto without = growth::fit(fitted.panel(), growth::Design{});
    const auto found = calibration_courses(*without, phq9, judged.panel(), (*asked)[0], 3);
    courses.insert(courses.end(), found->begin(), found->end());
    const auto far = band_distances(*without, phq9, judged.panel(), bands_asked);
    distances.insert(distances.end(), far->begin(), far->end());
  }
  ASSERT_EQ(model->calibrations.size(), 2U);
  const auto by_hand = calibrations_of(courses, (*asked)[0], alarms, {}, CalibrationMethod::cross);
  EXPECT_EQ(model->calibrations[0].method, CalibrationMethod::cross);
  EXPECT_EQ(model->calibrations[0].stages[0].limit, (*by_hand)[0].stages[0].limit);
  EXPECT_EQ(model->calibrations[0].n_persons, static_cast<int>(courses.size())) << "everybody";
  const BandCalibration bands = bands_of(distances, bands_asked, CalibrationMethod::cross);
  ASSERT_EQ(model->bands->origins.size(), bands.origins.size());
  for (std::size_t k = 0; k < bands.origins.size(); ++k) {
    EXPECT_EQ(model->bands->origins[k].all.factor, bands.origins[k].all.factor);
    EXPECT_EQ(model->bands->origins[k].last.factor, bands.origins[k].last.factor);
    EXPECT_EQ(model->bands->origins[k].all.n, 120) << "everybody";
  }
  EXPECT_EQ(model->bands->method, CalibrationMethod::cross);
  EXPECT_EQ(model->growth.n_persons, 120) << "and fitted to everybody";
  EXPECT_EQ(model->growth.beta, fit_response(cohort.panel(), &phq9, {})->growth.beta);
  EXPECT_EQ(response_model_from_json(to_json(*model))->calibrations[0].method, CalibrationMethod::cross);
  for (const int folds : {1, 121}) {
    options.parts.folds = folds;
    EXPECT_EQ(fit_response(cohort.panel(), &phq9, options).error().detail,
              text(folds) + " folds of 120 persons, 2 and more are possible");
  }
}

TEST(FitResponse, ABandHasTheLevelAskedForOrThatOfTheAlarms) {
  const support::Cohort cohort = totals(120);
  ResponseFitOptions options = calibrated_options();
  options.alarms->alpha = 0.20;
  EXPECT_EQ(fit_response(cohort.panel(), &phq9, options)->bands->level, 0.80);
  options.alarms->band_level = 0.95;
  const auto model = fit_response(cohort.panel(), &phq9, options);
  EXPECT_EQ(model->bands->level, 0.95);
  EXPECT_EQ(model->bands->origins.size(), 16u);
  EXPECT_EQ(model->calibrations[0].alpha, 0.20);
  EXPECT_FALSE(fit_response(cohort.panel(), &phq9, {})->bands.has_value());
  options.alarms->band_level = 1.0;
  EXPECT_EQ(fit_response(cohort.panel(), &phq9, options).error().detail, "band level 1, it must lie between 0 and 1");
  options.parts.method = CalibrationMethod::cross;
  EXPECT_EQ(fit_response(cohort.panel(), &phq9, options).error().detail, "band level 1, it must lie between 0 and 1");
}

TEST(FitResponse, WithoutAlarmsIsFittedToEverybody) {
  const support::Cohort cohort = totals(60);
  const auto model = fit_response(cohort.panel(), nullptr, {});
  ASSERT_TRUE(model.ok());
  EXPECT_EQ(model->growth.n_persons, 60);
  EXPECT_TRUE(model->instrument.empty());
  EXPECT_TRUE(model->calibrations.empty());
  EXPECT_EQ(model->checksum, checksum_of(*model));
}

TEST(FitResponse, ARefusalNamesTheRowOfTheWholeCohort) {
  const std::vector<support::Rows> good = totals(80).persons();
  const auto refusal = [&](const support::Row& late) {
    std::vector<support::Rows> persons = good;
    persons[70].push_back(late);  // rows 1191 to 1207 are hers, and this is row 1208
    const auto model = fit_response(support::Cohort(persons).panel(), &phq9, calibrated_options());
    return model ? "" : model.error().detail;
  };
  EXPECT_EQ(refusal({-1.0, 9.0}), "row 1208 has time -1, the least is 0");
  EXPECT_EQ(refusal({3.0, 9.0}), "row 1208 has time 3, the row before it of the same person 16");
  EXPECT_EQ(refusal({17.0, 28.0}), "row 1208: the total is 28, scale is 0..27");
}

TEST(FitResponse, ATargetThatNobodyCanMeanIsNoLackOfPersons) {
  const support::Cohort cohort = totals(80);
  for (const Target& target : {Target{Target::Kind::percent, 150.0}, Target{Target::Kind::score, 99.0}}) {
    ResponseFitOptions options = calibrated_options();
    options.alarms->target = target;
    EXPECT_EQ(fit_response(cohort.panel(), &phq9, options).error().code, Errc::bad_argument);
  }
}

TEST(FitResponse, AnotherSeedHoldsOutOthers) {
  const support::Cohort cohort = totals(120);
  ResponseFitOptions options = calibrated_options();
  const auto one = fit_response(cohort.panel(), &phq9, options);
  options.parts.seed = 2;
  const auto other = fit_response(cohort.panel(), &phq9, options);
  ASSERT_TRUE(one.ok() && other.ok());
  EXPECT_NE(one->checksum, other->checksum);
  EXPECT_EQ(one->growth.n_persons, other->growth.n_persons);
}

TEST(FitResponse, RefusesWhatCannotBeCalibrated) {
  const support::Cohort cohort = totals(120);
  ResponseFitOptions options = calibrated_options();
  EXPECT_EQ(fit_response(cohort.panel(), nullptr, options).error().code, Errc::bad_argument);
  for (const double share : {0.0, 1.0, -0.5, std::nan("")}) {
    options.parts.share = share;
    EXPECT_EQ(fit_response(cohort.panel(), &phq9, options).error().code, Errc::bad_argument) << share;
  }
  options.parts.share = 0.5;
  options.alarms->plan.window_last = 3;
  EXPECT_EQ(fit_response(cohort.panel(), &phq9, options).error().detail.substr(0, 5), "plan:");
  const auto model = fit_response(cohort.panel(), &phq9, {});
  EXPECT_EQ(calibrated(*model, gad7, cohort.panel(), {}).error().detail,
            "the model is for phq-9, the scores are of gad-7");
}

TEST(FitResponse, NamesTheRowWhoseScoreLeavesTheScale) {
  int row = 0;
  const support::Cohort cohort = totals(30).with([&](support::Row& r) {
    if (++row == 7) r.score = 27.5;
  });
  const auto model = fit_response(cohort.panel(), &phq9, {});
  ASSERT_FALSE(model.ok());
  EXPECT_EQ(model.error().code, Errc::response_range);
  EXPECT_EQ(model.error().detail, "row 7: the total is 27.5, scale is 0..27");
}

TEST(TransformationFor, TakesRangeAndStepFromTheInstrument) {
  using growth::Scale;
  const auto refusal = [](Scale scale, const Instrument* q, const StatedRange& stated) {
    const auto made = transformation_for(scale, q, stated);
    return made ? "" : made.error().detail;
  };
  for (const Scale scale : {Scale::square_root, Scale::log, Scale::logit}) {
    const growth::Transformation of_phq9{scale, 0.0, 27.0, 0.5};
    EXPECT_EQ(*transformation_for(scale, &phq9), of_phq9);
    EXPECT_EQ(*transformation_for(scale, &phq9, {0.0, 27.0, {}}), of_phq9);
    EXPECT_EQ(*transformation_for(scale, nullptr, {0.0, 27.0, {}}), of_phq9);
    EXPECT_EQ(transformation_for(scale, &phq9, {{}, {}, 0.25})->margin, 0.25);
    EXPECT_EQ(refusal(scale, &phq9, {{}, 21.0, {}}), "the transformation's range is 0..21, phq-9 has 0..27");
    EXPECT_EQ(refusal(scale, &phq9, {{}, {}, 0.0}), "the transformation's margin is 0, it must be above 0");
    EXPECT_EQ(refusal(scale, nullptr, {27.0, 0.0, {}}), "the lowest score is 27, the highest 0");
    EXPECT_EQ(refusal(scale, nullptr, {0.0, {}, {}}),
              "the " + std::string(name(scale)) + " scale needs an instrument, or the lowest and the highest score");
  }
  EXPECT_EQ(transformation_for(Scale::log, &who5)->margin, 2.0) << "totals in steps of 4";
  EXPECT_EQ(*transformation_for(Scale::points, &phq9), growth::Transformation{});
  EXPECT_EQ(refusal(Scale::points, &phq9, {0.0, 27.0, {}}),
            "a range or a margin is stated, the scale of points has none");
}

TEST(FitResponse, AScaleIsForTheInstrumentsRange) {
  const support::Cohort cohort = totals(60);
  ResponseFitOptions options;
  options.design.transformation = *transformation_for(growth::Scale::log, &phq9);
  const auto model = fit_response(cohort.panel(), &phq9, options);
  ASSERT_TRUE(model.ok()) << model.error().detail;
  EXPECT_EQ(model->growth.design.transformation.highest, 27.0);
  options.design.transformation.highest = 21.0;
  EXPECT_EQ(fit_response(cohort.panel(), &phq9, options).error().detail,
            "the transformation's range is 0..21, phq-9 has 0..27");
  options.fit.threads = 0;
  EXPECT_EQ(fit_response(cohort.panel(), nullptr, options).error().detail, "0 threads, 1..256 are possible");
}

TEST(FitResponse, CorrelatedResidualsAskForAnOrderOfThoseFittedAndOfThoseHeldOut) {
  for (const bool calibrate : {false, true}) {
    std::vector<support::Rows> persons = totals(80).persons();
    ResponseFitOptions options;
    if (calibrate) options.alarms = AlarmPlan{};
    options.design.residuals = growth::ResidualCorrelation::autoregressive;
    ASSERT_TRUE(fit_response(support::Cohort(persons).panel(), &phq9, options).ok());
    persons[70].push_back({16.0, 9.0});
    EXPECT_EQ(
        fit_response(support::Cohort(persons).panel(), &phq9, options).error().detail,
        "row 1208 has the time of the row before it, 16: without noise a person's residual has one value at a time");
    persons[70].back().time = 3.0;
    EXPECT_EQ(fit_response(support::Cohort(persons).panel(), &phq9, options).error().detail,
              "row 1208 has time 3, the row before it of the same person 16");
  }
}

}  // namespace
}  // namespace oncourse
