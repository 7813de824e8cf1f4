// fit_response.cpp: a cohort's scores in, a response model with its calibration out.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/fit_response.hpp"

#include "oncourse/growth/panel_part.hpp"
#include "oncourse/track/model_file.hpp"
#include "track/accepted_scores.hpp"

namespace oncourse {
namespace {

/// A bound that differs from the instrument's.
std::optional<Error> trouble_in_range(const growth::Transformation& h, const Instrument& q) {
  if (h.scale == growth::Scale::points || (h.lowest == q.total_min && h.highest == q.total_max)) return std::nullopt;
  return Error{Errc::bad_argument, "the transformation's range is " + text(h.lowest) + ".." + text(h.highest) + ", " +
                                       std::string(q.id) + " has " + text(q.total_min) + ".." + text(q.total_max)};
}

/// With what ties it to the clinic, known by its checksum.
Result<ResponseModel> named(Result<growth::GrowthModel> fitted, std::string instrument, TimeUnit time_unit) {
  if (!fitted) return fitted.error();
  ResponseModel model{*std::move(fitted), std::move(instrument), time_unit, {}, {}};
  model.checksum = checksum_of(model);
  return model;
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
  if (!(options.hold_out.share > 0.0 && options.hold_out.share < 1.0))
    return Error{Errc::bad_argument,
                 "share " + text(options.hold_out.share) + " of persons held out, it must lie between 0 and 1"};
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
  const std::vector<bool> held_out =
      calibration_part(everybody.persons(), options.hold_out.share, options.hold_out.seed);
  std::vector<bool> fitted = held_out;
  fitted.flip();
  auto model = assembled(growth::PanelPart(everybody, fitted).panel());
  if (!model) return model;
  return calibrated(*std::move(model), *instrument, growth::PanelPart(everybody, held_out).panel(), *options.alarms);
}

Result<ResponseModel> fit_response(const ResponseBlock& cohort, const growth::FitOptions& options) {
  return named(growth::fit(cohort.data, cohort.design, options), cohort.instrument, cohort.time_unit);
}

Result<ResponseModel> calibrated(ResponseModel model, const Instrument& instrument, const growth::Panel& persons,
                                 const AlarmPlan& alarms) {
  if (auto trouble = trouble_in(alarms.plan)) return *trouble;
  if (alarms.target)
    if (auto trouble = trouble_in(*alarms.target, instrument)) return *trouble;
  if (!model.instrument.empty() && model.instrument != instrument.id)
    return Error{Errc::bad_argument,
                 "the model is for " + model.instrument + ", the scores are of " + std::string(instrument.id)};
  if (auto trouble = trouble_in_scores(persons, instrument)) return *trouble;
  const Plan& plan = alarms.plan;
  CalibrationOptions options;
  options.target = alarms.target ? *alarms.target : default_target(instrument);
  options.horizon = planned_time(model.time_unit, plan, plan.window_last);
  options.monitoring = default_monitoring(model.time_unit, plan);
  options.alpha = alarms.alpha;
  const auto calibration = calibrate(model.growth, instrument, persons, options);
  if (!calibration) return calibration.error();
  model.instrument = instrument.id;
  model.calibration = *calibration;
  model.checksum = checksum_of(model);
  return model;
}

}  // namespace oncourse
