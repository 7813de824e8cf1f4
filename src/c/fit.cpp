// fit.cpp: models fitted, calibrated and forecast from, over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include <unordered_set>

#include "model.hpp"
#include "oncourse/growth/forecast.hpp"
#include "oncourse/track/target_probability.hpp"
#include "rules.hpp"

using namespace oncourse;

Result<c::Rows> c::Rows::read(const char* name, const oncourse_rows* rows, Asked asked) {
  Rows out;
  const auto known = c::read(rows);
  if (!known) return known.error();
  const auto trouble = [&](const char* column, const char* what) {
    return Error{Errc::bad_argument, std::string(name) + "." + column + what};
  };
  const std::size_t n = known->n;
  if (n > 0 && !known->time) return trouble("time", " is NULL");
  if (n > 0 && asked.scores && !known->score) return trouble("score", " is NULL");
  if (n > 0 && asked.persons && !known->person) return trouble("person", " is NULL");
  if (!asked.scores && known->score) return trouble("score", " is not asked for, it must be NULL");
  if (!asked.persons && known->person) return trouble("person", " is not asked for, it must be NULL");
  if (known->n_covariates > 0 && !known->covariates) return trouble("covariates", " is NULL");
  out.time_ = {known->time, n};
  out.score_ = asked.scores ? std::span(known->score, n) : out.time_;  // a panel without scores would have no rows
  for (std::size_t column = 0; column < known->n_covariates; ++column) {
    if (n > 0 && !known->covariates[column]) return trouble("covariates", " has a column that is NULL");
    out.covariates_.emplace_back(known->covariates[column], n);
  }
  std::unordered_set<std::int64_t> before;
  for (std::size_t row = 0; row < n; ++row) {
    if (asked.persons && (row == 0 || known->person[row] != known->person[row - 1])) {
      if (!before.insert(known->person[row]).second)
        return Error{Errc::bad_argument, std::string(name) + ".person: row " + text(row + 1) +
                                             " is of a person whose rows have ended; they must stand together"};
      if (row > 0) out.offsets_.push_back(row);
    }
  }
  if (n > 0) out.offsets_.push_back(n);
  return out;
}

namespace {

Result<growth::Design> design_from(const oncourse_fit_options& known, TimeUnit unit) {
  const auto basis = c::one_of(c::time_bases, known.time_basis, "time_basis");
  const auto random = c::one_of(c::random_effects, known.random_effects, "random_effects");
  if (!basis) return basis.error();
  if (!random) return random.error();
  const auto curve = c::one_of(c::curves, known.curve, "curve");
  const auto residuals = c::one_of(c::residual_correlations, known.residuals, "residuals");
  if (!curve) return curve.error();
  if (!residuals) return residuals.error();
  growth::Design design{*basis, *random, known.time_name ? known.time_name : std::string(name(unit))};
  design.curve = *curve;
  design.residuals = *residuals;
  design.knot = known.knot;
  if (*curve != growth::Curve::piecewise && known.knot != 0.0)
    return Error{Errc::bad_argument, "knot is " + text(known.knot) + ", it must be 0 without a piecewise curve"};
  if (auto trouble = c::trouble_in_name(design.time_name, "time_name")) return *std::move(trouble);
  if (known.n_covariates > 0 && !known.covariates) return Error{Errc::bad_argument, "covariates is NULL"};
  for (std::size_t i = 0; i < known.n_covariates; ++i) {
    const oncourse_covariate& one = known.covariates[i];
    const std::string which = "the name of covariate " + text(i);
    if (!one.name) return Error{Errc::bad_argument, which + " is NULL"};
    if (auto trouble = c::trouble_in_name(one.name, which)) return *std::move(trouble);
    if (auto trouble = c::trouble_in_reserved(one.reserved)) return *std::move(trouble);
    const auto interacts = c::enumerator<std::int32_t>(one.interacts, 0, 1, "interacts");
    if (!interacts) return interacts.error();
    design.covariates.push_back({one.name, *interacts == 1});
  }
  return design;
}

Result<AlarmPlan> alarms_from(const oncourse_calibration_options& known) {
  if (auto trouble = c::trouble_in_reserved(known.reserved)) return *std::move(trouble);
  AlarmPlan out;
  const auto plan = c::plan_from(known.plan);
  const auto target = c::target_from(known.target_kind, known.target_value);
  const auto spending = c::one_of(alpha_spendings, known.spending, "spending");
  const auto rules = c::rules_from(known.rules, known.n_rules);
  const auto ends_of_bands = c::list(known.intake_limits, known.n_intake_limits, "intake_limits");
  const auto alone = c::yes_or_no(known.without_deterioration, "without_deterioration");
  if (!plan) return plan.error();
  if (!target) return target.error();
  if (!spending) return spending.error();
  if (!rules) return rules.error();
  if (!ends_of_bands) return ends_of_bands.error();
  if (!alone) return alone.error();
  out.plan = *plan;
  out.target = *target;
  out.alpha = c::or_default(known.alpha, out.alpha);
  out.spending = *spending;
  if (!rules->empty()) out.rules = *rules;
  out.intake_limits.assign(ends_of_bands->begin(), ends_of_bands->end());
  out.deterioration = !*alone;
  if (known.band_level != 0.0) out.band_level = known.band_level;
  return out;
}

Result<growth::Transformation> transformation_from(const oncourse_fit_options& known, const Instrument* instrument) {
  const auto scale = c::one_of(c::scales, known.scale, "scale");
  if (!scale) return scale.error();
  return transformation_for(*scale, instrument, c::stated_range(known));
}

}  // namespace

StatedRange c::stated_range(const oncourse_fit_options& known) {
  StatedRange stated;
  if (known.scale_lowest != 0.0 || known.scale_highest != 0.0) {
    stated.lowest = known.scale_lowest;
    stated.highest = known.scale_highest;
  }
  if (known.scale_margin != 0.0) stated.margin = known.scale_margin;
  return stated;
}

Result<ResponseFitOptions> c::options_from(const oncourse_fit_options* options,
                                           const oncourse_calibration_options* calibration,
                                           const Instrument* instrument) {
  const auto known = c::read(options);
  if (!known) return known.error();
  const auto unit = c::one_of(c::time_units, known->time_unit, "time_unit");
  const auto likelihood = c::one_of(c::likelihoods, known->likelihood, "likelihood");
  if (!unit) return unit.error();
  if (!likelihood) return likelihood.error();
  auto design = design_from(*known, *unit);
  if (!design) return design.error();
  ResponseFitOptions out;
  out.design = *std::move(design);
  const auto transformation = transformation_from(*known, instrument);
  if (!transformation) return transformation.error();
  out.design.transformation = *transformation;
  if (known->threads != 0) out.fit.threads = known->threads;
  out.fit.likelihood = *likelihood;
  out.time_unit = *unit;
  if (!calibration) return out;
  const auto asked = c::read(calibration);
  if (!asked) return asked.error();
  const auto alarms = alarms_from(*asked);
  if (!alarms) return alarms.error();
  out.alarms = *alarms;
  const auto method = c::one_of(c::calibration_methods, asked->method, "method");
  if (!method) return method.error();
  out.parts.method = *method;
  if (asked->folds != 0) out.parts.folds = asked->folds;
  if (asked->share != 0.0) out.parts.share = asked->share;
  if (asked->seed != 0) out.parts.seed = asked->seed;
  return out;
}

oncourse_status oncourse_model_fit(const oncourse_rows* rows, const oncourse_fit_options* options,
                                   const oncourse_instrument* instrument,
                                   const oncourse_calibration_options* calibration, oncourse_model** model,
                                   oncourse_error* error) {
  return c::call(model, error, [&]() -> Result<std::unique_ptr<oncourse_model>> {
    if (auto trouble = c::missing({{"rows", rows}})) return *std::move(trouble);
    const auto columns = c::Rows::read("rows", rows, {true, true});
    if (!columns) return columns.error();
    const Instrument* const definition = instrument ? instrument->definition : nullptr;
    auto chosen = c::options_from(options, calibration, definition);
    if (!chosen) return chosen.error();
    const growth::Panel panel = columns->panel();
    if (calibration) chosen->groups = c::group_labels(c::read(calibration)->groups, panel);
    auto fitted = fit_response(panel, definition, *chosen);
    if (!fitted) return fitted.error();
    return c::model_handle(*std::move(fitted));
  });
}

oncourse_status oncourse_model_calibrate(const oncourse_model* model, const oncourse_instrument* instrument,
                                         const oncourse_rows* rows, const oncourse_calibration_options* options,
                                         oncourse_model** calibrated, oncourse_error* error) {
  return c::call(calibrated, error, [&]() -> Result<std::unique_ptr<oncourse_model>> {
    if (auto trouble = c::missing({{"model", model}, {"instrument", instrument}, {"rows", rows}}))
      return *std::move(trouble);
    const auto columns = c::Rows::read("rows", rows, {true, true});
    if (!columns) return columns.error();
    const auto known = c::read(options);
    if (!known) return known.error();
    if (known->method != 0 || known->share != 0.0 || known->seed != 0 || known->folds != 0)
      return Error{Errc::bad_argument,
                   "method, share, seed and folds must be 0: all of these persons are held out already"};
    const auto alarms = alarms_from(*known);
    if (!alarms) return alarms.error();
    const growth::Panel panel = columns->panel();
    auto made = oncourse::calibrated(model->model, *instrument->definition, panel, *alarms,
                                     c::group_labels(known->groups, panel));
    if (!made) return made.error();
    return c::model_handle(*std::move(made));
  });
}

namespace {

/// A person with the scores seen, and the times ahead.
struct Ahead {
  growth::Person person;
  double last_time;  ///< of the scores seen
  c::Rows rows;

  [[nodiscard]] growth::Panel times() const { return rows.panel(); }
};

std::vector<double> covariates(const growth::Panel& panel, std::size_t row) {
  std::vector<double> values;
  for (const auto& column : panel.covariates) values.push_back(column[row]);
  return values;
}

/// What the model's scale and residuals ask of scores is not asked of the times ahead, which have none yet.
Result<Ahead> ahead_of(const growth::GrowthModel& g, const oncourse_rows* seen, const oncourse_rows* ahead) {
  const auto past = c::Rows::read("seen", seen, {false, true});
  auto future = c::Rows::read("ahead", ahead, {false, false});
  if (!past) return past.error();
  if (!future) return future.error();
  const growth::Panel scores = past->panel();
  if (seen)
    if (auto trouble = growth::trouble_in(scores, g.design)) return Error{trouble->code, "seen: " + trouble->detail};
  if (auto trouble =
          growth::trouble_in(future->panel(), g.design.covariates.size(), growth::least_time(g.design.time_basis)))
    return Error{trouble->code, "ahead: " + trouble->detail};
  Ahead out{growth::Person(g), -std::numeric_limits<double>::infinity(), *std::move(future)};
  for (std::size_t row = 0; row < scores.rows(); ++row) {
    out.person.observe(scores.time[row], scores.score[row], covariates(scores, row));
    out.last_time = std::max(out.last_time, scores.time[row]);
  }
  return out;
}

}  // namespace

oncourse_status oncourse_model_predict(const oncourse_model* model, const oncourse_rows* seen,
                                       const oncourse_rows* ahead, const oncourse_target_line* line,
                                       oncourse_prediction* predictions, size_t capacity, size_t* count,
                                       oncourse_error* error) {
  return c::call(count, error, [&]() -> Result<std::size_t> {
    if (auto trouble = c::missing({{"model", model}, {"ahead", ahead}})) return *std::move(trouble);
    const auto of = ahead_of(model->model.growth, seen, ahead);
    if (!of) return of.error();
    std::optional<TargetLine> target;
    if (line) {
      const auto compare = c::enumerator<Compare>(line->compare, ONCOURSE_AT_LEAST, ONCOURSE_BELOW, "line.compare");
      if (!compare) return compare.error();
      if (!std::isfinite(line->boundary)) return Error{Errc::bad_argument, "line.boundary is not a finite number"};
      target = TargetLine{*compare, line->limit, line->boundary, {}};
    }
    const growth::Panel times = of->times();
    std::vector<oncourse_prediction> out;
    for (std::size_t row = 0; row < times.rows(); ++row) {
      const std::vector<double> then = covariates(times, row);
      const growth::Forecast at = of->person.forecast(times.time[row], then);
      if (!at.finite()) return growth::not_finite("ahead: row " + text(row + 1));
      out.push_back({times.time[row], at.at(), at.sd_person, at.sd_line, at.sd_score,
                     target ? target_probability(of->person, *target, times.time[row], then) : c::unknown});
    }
    return c::write(predictions, capacity, out.data(), out.size());
  });
}

oncourse_status oncourse_model_predict_jointly(const oncourse_model* model, const oncourse_rows* seen,
                                               const oncourse_rows* ahead, int32_t coefficients_known, double* mean,
                                               double* covariance, size_t capacity, size_t* count,
                                               oncourse_error* error) {
  return c::call(count, error, [&]() -> Result<std::size_t> {
    if (auto trouble = c::missing({{"model", model}, {"ahead", ahead}})) return *std::move(trouble);
    if (!mean != !covariance) return Error{Errc::bad_argument, "one of mean and covariance is NULL, the other is not"};
    const auto known = c::enumerator<std::int32_t>(coefficients_known, 0, 1, "coefficients_known");
    if (!known) return known.error();
    const auto of = ahead_of(model->model.growth, seen, ahead);
    if (!of) return of.error();
    const growth::Panel times = of->times();
    const std::size_t n = times.rows();
    if (!mean || capacity < n) return c::write<double>(mean, capacity, nullptr, n);
    std::vector<double> then;  // of the first time, then of the second, ...
    for (std::size_t row = 0; row < times.rows(); ++row)
      for (const auto& column : times.covariates) then.push_back(column[row]);
    const auto joint = joint_forecast(of->person, of->last_time, times.time, then, *known == 1);
    if (!joint) return Error{joint.error().code, "ahead: " + joint.error().detail};
    std::copy_n(joint->covariance.data(), n * n, covariance);  // symmetric
    return c::write(mean, capacity, joint->mean.data(), n);
  });
}
