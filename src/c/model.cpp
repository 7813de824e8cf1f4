// model.cpp: models and their figures over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include "model.hpp"

#include <cmath>

#include "oncourse/report/model_summary.hpp"
#include "oncourse/track/model_file.hpp"
#include "rules.hpp"

using namespace oncourse;

static_assert(static_cast<int>(growth::Stop::not_run) == ONCOURSE_SEARCH_NOT_RUN);
static_assert(static_cast<int>(growth::Stop::converged) == ONCOURSE_SEARCH_CONVERGED);
static_assert(static_cast<int>(growth::Stop::no_descent) == ONCOURSE_SEARCH_NO_DESCENT);
static_assert(static_cast<int>(growth::Stop::evaluation_limit) == ONCOURSE_SEARCH_EVALUATION_LIMIT);
static_assert(static_cast<int>(growth::Stop::not_finite) == ONCOURSE_SEARCH_NOT_FINITE);

namespace {

/// Row by row.
Result<std::size_t> written(const Eigen::MatrixXd& matrix, double* buffer, std::size_t capacity) {
  const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> rows = matrix;
  return c::write(buffer, capacity, rows.data(), static_cast<std::size_t>(rows.size()));
}

Error no_bands() { return {Errc::not_available, "the model has no prediction bands"}; }

}  // namespace

std::unique_ptr<oncourse_model> c::model_handle(ResponseModel model) {
  std::vector<std::string> names = model.growth.design.fixed_effect_names();
  return std::unique_ptr<oncourse_model>(new oncourse_model{std::move(model), std::move(names), {}, {}, {}});
}

oncourse_status oncourse_model_new(const char* json, size_t length, oncourse_model** model, oncourse_error* error) {
  return c::call(model, error, [&]() -> Result<std::unique_ptr<oncourse_model>> {
    if (auto trouble = c::missing({{"json", json}})) return *std::move(trouble);
    auto loaded = response_model_from_json({json, length});
    if (!loaded) return loaded.error();
    return c::model_handle(*std::move(loaded));
  });
}

void oncourse_model_free(oncourse_model* model) { delete model; }

const char* oncourse_model_json(const oncourse_model* model) {
  return model ? model->json.read([&] { return to_json(model->model); }) : nullptr;
}

const char* oncourse_model_text(const oncourse_model* model) {
  return model ? model->text.read([&] { return to_text(model->model); }) : nullptr;
}

const char* oncourse_model_html(const oncourse_model* model) {
  return model ? model->html.read([&] { return to_html(model->model); }) : nullptr;
}

const char* oncourse_search_name(int32_t search) { return name(static_cast<growth::Stop>(search)); }

oncourse_status oncourse_model_describe(const oncourse_model* model, oncourse_model_description* description,
                                        oncourse_error* error) {
  return c::call(description, error, [&]() -> Result<oncourse_model_description> {
    if (auto trouble = c::missing({{"model", model}})) return *std::move(trouble);
    const growth::GrowthModel& g = model->model.growth;
    oncourse_model_description out = ONCOURSE_MODEL_DESCRIPTION_INIT;
    out.instrument = c::literal(model->model.instrument);
    out.checksum = c::literal(model->model.checksum);
    out.time_name = c::literal(g.design.time_name);
    out.time_unit = c::number_of(c::time_units, model->model.time_unit);
    out.time_basis = c::number_of(c::time_bases, g.design.time_basis);
    out.random_effects = c::number_of(c::random_effects, g.design.random);
    out.likelihood = c::number_of(c::likelihoods, g.likelihood);
    out.n_scores = g.n_obs;
    out.n_persons = g.n_persons;
    out.residual_variance = g.sigma2;
    out.log_likelihood = g.log_likelihood();
    out.search = static_cast<std::int32_t>(g.search.stop);
    out.evaluations = g.search.evaluations;
    out.on_boundary = g.search.on_boundary;
    out.n_calibrations = static_cast<std::int32_t>(model->model.calibrations.size());
    out.n_covariates = g.design.covariates.size();
    out.n_coefficients = model->coefficients.size();
    out.n_random = static_cast<std::size_t>(g.design.random_effects());
    out.aic = g.aic();
    out.bic = g.bic();
    const growth::Transformation& h = g.design.transformation;
    const bool transformed = h.scale != growth::Scale::points;
    const int residual_parameters = growth::parameters(g.design.residuals);
    const auto where = [](bool has, double value) { return has ? value : c::unknown; };
    out.curve = c::number_of(c::curves, g.design.curve);
    out.residuals = c::number_of(c::residual_correlations, g.design.residuals);
    out.scale = c::number_of(c::scales, h.scale);
    out.knot = where(g.design.curve == growth::Curve::piecewise, g.design.knot);
    out.residual_range = where(residual_parameters > 0, g.residual.range);
    out.residual_nugget = where(residual_parameters > 1, g.residual.nugget);
    out.scale_lowest = where(transformed, h.lowest);
    out.scale_highest = where(transformed, h.highest);
    out.scale_margin = where(transformed, h.margin);
    out.n_theta = static_cast<std::size_t>(g.theta.size());
    return out;
  });
}

oncourse_status oncourse_model_covariate(const oncourse_model* model, size_t index, oncourse_covariate* covariate,
                                         oncourse_error* error) {
  return c::call(covariate, error, [&]() -> Result<oncourse_covariate> {
    if (auto trouble = c::missing({{"model", model}})) return *std::move(trouble);
    const auto& all = model->model.growth.design.covariates;
    if (auto trouble = c::trouble_in_index(index, all.size())) return *std::move(trouble);
    return oncourse_covariate{all[index].name.c_str(), all[index].interacts, 0};
  });
}

oncourse_status oncourse_model_coefficient(const oncourse_model* model, size_t index, oncourse_coefficient* coefficient,
                                           oncourse_error* error) {
  return c::call(coefficient, error, [&]() -> Result<oncourse_coefficient> {
    if (auto trouble = c::missing({{"model", model}})) return *std::move(trouble);
    if (auto trouble = c::trouble_in_index(index, model->coefficients.size())) return *std::move(trouble);
    const growth::GrowthModel& g = model->model.growth;
    const auto k = static_cast<Eigen::Index>(index);
    return oncourse_coefficient{model->coefficients[index].c_str(), g.beta[k], g.standard_errors()[k]};
  });
}

oncourse_status oncourse_model_coefficient_covariance(const oncourse_model* model, double* matrix, size_t capacity,
                                                      size_t* count, oncourse_error* error) {
  return c::call(count, error, [&]() -> Result<std::size_t> {
    if (auto trouble = c::missing({{"model", model}})) return *std::move(trouble);
    return written(model->model.growth.beta_covariance, matrix, capacity);
  });
}

oncourse_status oncourse_model_random_covariance(const oncourse_model* model, double* matrix, size_t capacity,
                                                 size_t* count, oncourse_error* error) {
  return c::call(count, error, [&]() -> Result<std::size_t> {
    if (auto trouble = c::missing({{"model", model}})) return *std::move(trouble);
    return written(model->model.growth.random_covariance(), matrix, capacity);
  });
}

oncourse_status oncourse_model_theta(const oncourse_model* model, double* theta, size_t capacity, size_t* count,
                                     oncourse_error* error) {
  return c::call(count, error, [&]() -> Result<std::size_t> {
    if (auto trouble = c::missing({{"model", model}})) return *std::move(trouble);
    return written(model->model.growth.theta, theta, capacity);
  });
}

oncourse_status oncourse_model_theta_covariance(const oncourse_model* model, double* matrix, size_t capacity,
                                                size_t* count, oncourse_error* error) {
  return c::call(count, error, [&]() -> Result<std::size_t> {
    if (auto trouble = c::missing({{"model", model}})) return *std::move(trouble);
    const Eigen::MatrixXd& covariance = model->model.growth.theta_covariance;
    if (covariance.size() == 0)
      return Error{Errc::not_available, "the model's document does not say how sure its theta is"};
    return written(covariance, matrix, capacity);
  });
}

oncourse_status oncourse_model_points(const oncourse_model* model, double transformed, double* score,
                                      oncourse_error* error) {
  return c::call(score, error, [&]() -> Result<double> {
    if (auto trouble = c::missing({{"model", model}})) return *std::move(trouble);
    const double points = model->model.growth.design.transformation.inverse(transformed);
    if (!std::isfinite(transformed) || !std::isfinite(points))
      return Error{Errc::bad_argument, "transformed is " + text(transformed) + ", which is no score"};
    return points;
  });
}

oncourse_status oncourse_model_calibration(const oncourse_model* model, size_t index, oncourse_calibration* calibration,
                                           oncourse_error* error) {
  return c::call(calibration, error, [&]() -> Result<oncourse_calibration> {
    if (auto trouble = c::missing({{"model", model}})) return *std::move(trouble);
    const std::vector<Calibration>& all = model->model.calibrations;
    if (auto trouble = c::trouble_in_index(index, all.size())) return *std::move(trouble);
    const Calibration& from = all[index];
    oncourse_calibration out = ONCOURSE_CALIBRATION_INIT;
    out.rule = c::rule_of(from.rule);
    out.alpha = from.alpha;
    out.horizon = from.horizon;
    out.monitored_from = from.monitoring.from;
    out.monitored_to = from.monitoring.to;
    out.target_kind = c::number_of(from.target.kind);
    out.target_value = from.target.value;
    out.spending = c::number_of(alpha_spendings, from.spending);
    out.method = c::number_of(c::calibration_methods, from.method);
    out.n_persons = from.n_persons;
    out.n_reached = from.n_reached;
    out.cut_off = from.cut_off();
    out.flagged_missed = from.flagged_missed;
    out.group = c::literal(from.group.label);
    out.intake_from = from.group.intake.from;
    out.intake_below = from.group.intake.below;
    out.n_stages = from.stages.size();
    return out;
  });
}

oncourse_status oncourse_model_calibration_stages(const oncourse_model* model, size_t index,
                                                  oncourse_alarm_stage* stages, size_t capacity, size_t* count,
                                                  oncourse_error* error) {
  return c::call(count, error, [&]() -> Result<std::size_t> {
    if (auto trouble = c::missing({{"model", model}})) return *std::move(trouble);
    const std::vector<Calibration>& all = model->model.calibrations;
    if (auto trouble = c::trouble_in_index(index, all.size())) return *std::move(trouble);
    std::vector<oncourse_alarm_stage> out;
    for (const AlarmStage& stage : all[index].stages)
      out.push_back({stage.until, std::isinf(stage.limit) ? c::unknown : shown(all[index].rule.kind, stage.limit),
                     stage.cut_off, 0});
    return c::write(stages, capacity, out.data(), out.size());
  });
}

oncourse_status oncourse_model_band_calibration(const oncourse_model* model, oncourse_band_calibration* bands,
                                                oncourse_error* error) {
  return c::call(bands, error, [&]() -> Result<oncourse_band_calibration> {
    if (auto trouble = c::missing({{"model", model}})) return *std::move(trouble);
    const std::optional<BandCalibration>& from = model->model.bands;
    if (!from) return no_bands();
    oncourse_band_calibration out = ONCOURSE_BAND_CALIBRATION_INIT;
    out.level = from->level;
    out.horizon = from->horizon;
    out.cadence = from->cadence;
    out.method = c::number_of(c::calibration_methods, from->method);
    out.n_origins = from->origins.size();
    return out;
  });
}

oncourse_status oncourse_model_band_origin(const oncourse_model* model, size_t index, oncourse_band_origin* origin,
                                           oncourse_error* error) {
  return c::call(origin, error, [&]() -> Result<oncourse_band_origin> {
    if (auto trouble = c::missing({{"model", model}})) return *std::move(trouble);
    if (!model->model.bands) return no_bands();
    const std::vector<BandOrigin>& all = model->model.bands->origins;
    if (auto trouble = c::trouble_in_index(index, all.size())) return *std::move(trouble);
    const BandOrigin& from = all[index];
    return oncourse_band_origin{sizeof(oncourse_band_origin),          from.time,  from.all.factor.value_or(c::unknown),
                                from.last.factor.value_or(c::unknown), from.all.n, from.last.n};
  });
}
