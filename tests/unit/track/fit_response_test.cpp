// fit_response_test.cpp: a cohort's scores in, a response model with its calibration out.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/fit_response.hpp"

#include <gtest/gtest.h>

#include <algorithm>

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
  CalibrationOptions options;
  options.target = default_target(phq9);
  by_hand.calibration = *calibrate(by_hand.growth, phq9, others.panel(), options);
  by_hand.checksum = checksum_of(by_hand);

  const auto model = fit_response(cohort.panel(), &phq9, calibrated_options());
  ASSERT_TRUE(model.ok()) << model.error().detail;
  EXPECT_EQ(to_json(*model), to_json(by_hand));
  EXPECT_EQ(model->checksum, by_hand.checksum);
}

TEST(FitResponse, WithoutAlarmsIsFittedToEverybody) {
  const support::Cohort cohort = totals(60);
  const auto model = fit_response(cohort.panel(), nullptr, {});
  ASSERT_TRUE(model.ok());
  EXPECT_EQ(model->growth.n_persons, 60);
  EXPECT_TRUE(model->instrument.empty());
  EXPECT_FALSE(model->calibration.has_value());
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
  options.hold_out.seed = 2;
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
    options.hold_out.share = share;
    EXPECT_EQ(fit_response(cohort.panel(), &phq9, options).error().code, Errc::bad_argument) << share;
  }
  options.hold_out.share = 0.5;
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

}  // namespace
}  // namespace oncourse
