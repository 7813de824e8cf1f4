// fit_response.cpp: a cohort's scores in, a response model with its calibration out.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/fit_response.hpp"

#include <algorithm>

#include "oncourse/growth/folds.hpp"
#include "oncourse/growth/panel_part.hpp"
#include "oncourse/track/model_file.hpp"
#include "track/accepted_scores.hpp"

namespace oncourse {
namespace {

/// With what ties it to the clinic, known by its checksum.
Result<ResponseModel> named(Result<growth::GrowthModel> fitted, std::string instrument, TimeUnit time_unit) {
  if (!fitted) return fitted.error();
  ResponseModel model{*std::move(fitted), std::move(instrument), time_unit, {}, {}};
  model.checksum = checksum_of(model);
  return model;
}

std::optional<Error> trouble_in(const CalibrationParts& parts, std::size_t persons) {
  if (!(parts.share > 0.0 && parts.share < 1.0))
    return Error{Errc::bad_argument,
                 "share " + text(parts.share) + " of persons held out, it must lie between 0 and 1"};
  if (parts.folds < 2 || (parts.method == CalibrationMethod::cross && static_cast<std::size_t>(parts.folds) > persons))
    return Error{Errc::bad_argument,
                 text(parts.folds) + " folds of " + text(persons) + " persons, 2 and more are possible"};
  return std::nullopt;
}

std::optional<Error> trouble_in_groups(std::span<const std::string> groups, std::size_t persons) {
  if (!groups.empty() && groups.size() != persons)
    return Error{Errc::bad_argument, text(groups.size()) + " groups of " + text(persons) + " persons"};
  for (std::size_t person = 0; person < groups.size(); ++person)
    if (groups[person].empty()) return Error{Errc::bad_argument, "person " + text(person + 1) + " has no group"};
  return std::nullopt;
}

BandOptions band_options(const AlarmPlan& alarms, TimeUnit unit) {
  return oncourse::band_options(unit, alarms.plan, alarms.band_level.value_or(1.0 - alarms.alpha));
}

/// In place of those for the same rule, target and label.
ResponseModel with(ResponseModel model, const Instrument& instrument, std::vector<Calibration> found,
                   BandCalibration bands) {
  model.instrument = instrument.id;
  std::erase_if(model.calibrations, [&](const Calibration& old) {
    return std::any_of(found.begin(), found.end(), [&](const Calibration& one) { return for_the_same(old, one); });
  });
  model.calibrations.insert(model.calibrations.end(), found.begin(), found.end());
  model.bands = std::move(bands);
  model.checksum = checksum_of(model);
  return model;
}

/// Of some of them.
std::vector<std::string> kept(std::span<const std::string> groups, const std::vector<bool>& keep) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < groups.size(); ++i)
    if (keep[i]) out.push_back(groups[i]);
  return out;
}

/// Each part by a model of the others, then the model of everybody.
template <class Assembled>
Result<ResponseModel> cross_calibrated(const growth::Panel& everybody, const Instrument& instrument,
                                       const ResponseFitOptions& options, const Assembled& assembled) {
  const auto questions = questions_of(*options.alarms, instrument, options.time_unit);
  if (!questions) return questions.error();
  const std::vector<int> part_of = growth::folds_of(everybody.persons(), options.parts.folds, options.parts.seed);
  const BandOptions bands_asked = band_options(*options.alarms, options.time_unit);
  std::vector<BandDistances> distances;
  std::vector<std::vector<CalibrationCourse>> courses(questions->size());
  for (int part = 0; part < options.parts.folds; ++part) {
    std::vector<bool> left_out(everybody.persons());
    std::vector<std::size_t> persons;
    for (std::size_t i = 0; i < left_out.size(); ++i)
      if (part_of[i] == part) {
        left_out[i] = true;
        persons.push_back(i);
      }
    std::vector<bool> fitted = left_out;
    fitted.flip();
    const auto model = assembled(growth::PanelPart(everybody, fitted).panel());
    if (!model) return model.error();
    const growth::PanelPart judged(everybody, left_out);
    for (std::size_t q = 0; q < questions->size(); ++q) {
      auto found =
          calibration_courses(model->growth, instrument, judged.panel(), (*questions)[q], options.alarms->least_scores);
      if (!found) return found.error();
      for (CalibrationCourse& course : *found) {
        course.person = persons[course.person];
        courses[q].push_back(std::move(course));
      }
    }
    const auto far = band_distances(model->growth, instrument, judged.panel(), bands_asked);
    if (!far) return far.error();
    distances.insert(distances.end(), far->begin(), far->end());
  }
  std::vector<Calibration> all;
  for (std::size_t q = 0; q < questions->size(); ++q) {
    const auto found =
        calibrations_of(courses[q], (*questions)[q], *options.alarms, options.groups, CalibrationMethod::cross);
    if (!found) return found.error();
    all.insert(all.end(), found->begin(), found->end());
  }
  auto model = assembled(everybody);
  if (!model) return model;
  return with(*std::move(model), instrument, std::move(all),
              bands_of(distances, bands_asked, CalibrationMethod::cross));
}

}  // namespace

Result<growth::Transformation> transformation_for(growth::Scale scale, const Instrument* instrument,
                                                  const StatedRange& stated) {
  const auto bad = [](std::string detail) { return Error{Errc::bad_argument, std::move(detail)}; };
  if (scale == growth::Scale::points) {
    if (stated.lowest || stated.highest || stated.margin)
      return bad("a range or a margin is stated, the scale of points has none");
    return growth::Transformation{};
  }
  if (!instrument && (!stated.lowest || !stated.highest))
    return bad("the " + std::string(name(scale)) + " scale needs an instrument, or the lowest and the highest score");
  const double step = instrument ? instrument->step() : 1.0;
  if (!stated.margin && !(step > 0.0))
    return bad("totals of " + std::string(instrument->id) + " have no step, state the margin");
  const growth::Transformation out = {scale, stated.lowest ? *stated.lowest : instrument->total_min,
                                      stated.highest ? *stated.highest : instrument->total_max,
                                      stated.margin ? *stated.margin : 0.5 * step};
  if (instrument)
    if (auto trouble = trouble_in_range(out, *instrument)) return *trouble;
  if (!(out.highest > out.lowest))
    return bad("the lowest score is " + text(out.lowest) + ", the highest " + text(out.highest));
  if (auto trouble = trouble_in(out)) return *trouble;
  return out;
}

Result<ResponseModel> fit_response(const growth::Panel& everybody, const Instrument* instrument,
                                   const ResponseFitOptions& options) {
  if (options.alarms && !instrument)
    return Error{Errc::bad_argument, "a calibration needs an instrument: a target is a line on its scale"};
  if (!options.alarms && !options.groups.empty())
    return Error{Errc::bad_argument, "groups without alarms: they are for calibrations alone"};
  if (auto trouble = trouble_in(options.parts, everybody.persons())) return *trouble;
  if (auto trouble = trouble_in_groups(options.groups, everybody.persons())) return *trouble;
  if (instrument)
    if (auto trouble = trouble_in_range(options.design.transformation, *instrument)) return *trouble;
  // All that names a row is looked at here: a part of the persons numbers its rows anew.
  if (instrument || options.alarms)
    if (auto trouble = growth::trouble_in(everybody, options.design)) return *trouble;
  if (options.alarms)
    if (auto trouble = growth::trouble_in_order(everybody)) return *trouble;
  if (instrument)
    if (auto trouble = trouble_in_scores(everybody, *instrument)) return *trouble;

  const auto assembled = [&](const growth::Panel& fitted_to) {
    return named(growth::fit(fitted_to, options.design, options.fit),
                 instrument ? std::string(instrument->id) : std::string(), options.time_unit);
  };
  if (!options.alarms) return assembled(everybody);
  if (options.parts.method == CalibrationMethod::cross)
    return cross_calibrated(everybody, *instrument, options, assembled);
  const std::vector<bool> held_out = calibration_part(everybody.persons(), options.parts.share, options.parts.seed);
  std::vector<bool> fitted = held_out;
  fitted.flip();
  auto model = assembled(growth::PanelPart(everybody, fitted).panel());
  if (!model) return model;
  return calibrated(*std::move(model), *instrument, growth::PanelPart(everybody, held_out).panel(), *options.alarms,
                    kept(options.groups, held_out));
}

Result<ResponseModel> fit_response(const ResponseBlock& cohort, const growth::FitOptions& options) {
  return named(growth::fit(cohort.data, cohort.design, options), cohort.instrument, cohort.time_unit);
}

Result<ResponseModel> calibrated(ResponseModel model, const Instrument& instrument, const growth::Panel& persons,
                                 const AlarmPlan& alarms, std::span<const std::string> groups) {
  if (!model.instrument.empty() && model.instrument != instrument.id)
    return Error{Errc::bad_argument,
                 "the model is for " + model.instrument + ", the scores are of " + std::string(instrument.id)};
  if (auto trouble = trouble_in_groups(groups, persons.persons())) return *trouble;
  if (auto trouble = trouble_in_scores(persons, instrument)) return *trouble;
  auto found = calibrate(model.growth, model.time_unit, instrument, persons, alarms, groups);
  if (!found) return found.error();
  auto bands = calibrate_bands(model.growth, instrument, persons, band_options(alarms, model.time_unit));
  if (!bands) return bands.error();
  return with(std::move(model), instrument, *std::move(found), *std::move(bands));
}

}  // namespace oncourse
