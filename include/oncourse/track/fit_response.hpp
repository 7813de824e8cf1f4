// fit_response.hpp: a cohort's scores in, a response model with its calibration out.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "oncourse/growth/fit.hpp"
#include "oncourse/growth/panel.hpp"
#include "oncourse/track/calibration.hpp"
#include "oncourse/track/prediction_band.hpp"
#include "oncourse/track/response_block.hpp"
#include "oncourse/track/response_model.hpp"

namespace oncourse {

/// On whom a model is calibrated.
///
/// By `split` a share of the persons is held out from the fit, and what is promised about false alarms is proved. By
/// `cross` the model is fitted to everybody and calibrated on everybody, each by a model that was fitted without their
/// part: a small cohort then finds its threshold on as many more persons; the promise is what cross-validation
/// estimates. For CV+, which judges each newcomer by all the parts' models, twice alpha is proved.
///
///   source  Barber, Candes, Ramdas & Tibshirani 2021, Ann Stat 49:486-507
struct CalibrationParts {
  double share = 0.5;      ///< of `split`, inside (0, 1)
  std::uint64_t seed = 1;  ///< who is in which part
  CalibrationMethod method = CalibrationMethod::split;
  int folds = 5;  ///< parts of `cross`
};

/// Of a scale other than points, where it is said.
struct StatedRange {
  std::optional<double> lowest = {}, highest = {}, margin = {};
};

/// The scale for this instrument's scores: its range, and as margin half the step between its totals.
///
///   instrument  nullptr: not stated, then the range must be, and the margin is half a point
///   errors      bad_argument: a range that is not the instrument's, one that is missing, or one of points, which have
///               none; an instrument whose totals have no step, and no margin stated
Result<growth::Transformation> transformation_for(growth::Scale scale, const Instrument* instrument,
                                                  const StatedRange& stated = {});

struct ResponseFitOptions {
  growth::Design design = {};  ///< its transformation from transformation_for()
  growth::FitOptions fit = {};
  TimeUnit time_unit = TimeUnit::session;
  std::optional<AlarmPlan> alarms = {};  ///< absent: fitted to everybody, without calibration
  CalibrationParts parts = {};
  std::vector<std::string> groups = {};  ///< one label per person, or none: groups have limits of their own
};

/// Fits, on request calibrates alarms and prediction bands on persons that a model did not see, and names the result by
/// its checksum. The same rows and options give the same model on every way in.
///
///   instrument  of the scores; nullptr: not stated, and then there is no calibration
///   errors      those of growth::fit(), calibrate() and calibrate_bands(); response_range: a score outside the
///   instrument's scale;
///               bad_argument: alarms without an instrument, groups without alarms, or not one per person, a share
///               outside (0, 1), folds below 2 or more than persons, the plan, a transformation whose range is not the
///               instrument's
Result<ResponseModel> fit_response(const growth::Panel& everybody, const Instrument* instrument,
                                   const ResponseFitOptions& options);

/// The same, without a calibration, of a cohort that was read before: of one block the same model to the last bit.
///
///   errors  those of growth::fit()
Result<ResponseModel> fit_response(const ResponseBlock& cohort, const growth::FitOptions& options = {});

/// The model with calibrations on these persons, none of whom it may have been fitted to, beside those that it has for
/// other rules, targets and groups. Its prediction bands are found anew.
///
///   groups  one label per person, or none
///   errors  those of calibrate() and calibrate_bands(); response_range; bad_argument: the model is for another
///   instrument, the plan
Result<ResponseModel> calibrated(ResponseModel model, const Instrument& instrument, const growth::Panel& persons,
                                 const AlarmPlan& alarms, std::span<const std::string> groups = {});

}  // namespace oncourse
