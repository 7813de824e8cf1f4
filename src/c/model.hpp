// model.hpp: what a model and the rows it is fitted to look like from C.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "handles.hpp"
#include "oncourse/track/fit_response.hpp"

namespace oncourse::c {

std::unique_ptr<oncourse_model> model_handle(ResponseModel model);

/// By their C numbers, of which 0 is the default.
inline constexpr std::array time_bases = {growth::TimeBasis::log1p, growth::TimeBasis::linear};
inline constexpr std::array random_effects = {growth::RandomEffects::slope, growth::RandomEffects::intercept,
                                              growth::RandomEffects::independent_slope, growth::RandomEffects::curve};
inline constexpr std::array likelihoods = {growth::Likelihood::restricted, growth::Likelihood::full};
inline constexpr std::array time_units = oncourse::time_units;
inline constexpr std::array calibration_methods = oncourse::calibration_methods;

inline constexpr std::array curves = growth::curves;
inline constexpr std::array residual_correlations = growth::residual_correlations;
inline constexpr std::array scales = growth::scales;

static_assert(time_bases[ONCOURSE_TIME_LOG1P] == growth::TimeBasis::log1p);
static_assert(time_bases[ONCOURSE_TIME_LINEAR] == growth::TimeBasis::linear);
static_assert(random_effects[ONCOURSE_RANDOM_SLOPE] == growth::RandomEffects::slope);
static_assert(random_effects[ONCOURSE_RANDOM_INTERCEPT] == growth::RandomEffects::intercept);
static_assert(random_effects[ONCOURSE_RANDOM_INDEPENDENT_SLOPE] == growth::RandomEffects::independent_slope);
static_assert(random_effects[ONCOURSE_RANDOM_CURVE] == growth::RandomEffects::curve);
static_assert(curves[ONCOURSE_CURVE_STRAIGHT] == growth::Curve::straight);
static_assert(curves[ONCOURSE_CURVE_QUADRATIC] == growth::Curve::quadratic);
static_assert(curves[ONCOURSE_CURVE_PIECEWISE] == growth::Curve::piecewise);
static_assert(residual_correlations[ONCOURSE_RESIDUALS_INDEPENDENT] == growth::ResidualCorrelation::independent);
static_assert(residual_correlations[ONCOURSE_RESIDUALS_AUTOREGRESSIVE] == growth::ResidualCorrelation::autoregressive);
static_assert(residual_correlations[ONCOURSE_RESIDUALS_AUTOREGRESSIVE_WITH_NOISE] ==
              growth::ResidualCorrelation::autoregressive_with_noise);
static_assert(scales[ONCOURSE_SCALE_POINTS] == growth::Scale::points);
static_assert(scales[ONCOURSE_SCALE_SQUARE_ROOT] == growth::Scale::square_root);
static_assert(scales[ONCOURSE_SCALE_LOG] == growth::Scale::log);
static_assert(scales[ONCOURSE_SCALE_LOGIT] == growth::Scale::logit);
static_assert(likelihoods[ONCOURSE_REML] == growth::Likelihood::restricted);
static_assert(likelihoods[ONCOURSE_ML] == growth::Likelihood::full);
static_assert(calibration_methods[ONCOURSE_CALIBRATION_SPLIT] == CalibrationMethod::split);
static_assert(calibration_methods[ONCOURSE_CALIBRATION_CROSS] == CalibrationMethod::cross);
static_assert(time_units[ONCOURSE_UNIT_SESSION] == TimeUnit::session);
static_assert(time_units[ONCOURSE_UNIT_DAY] == TimeUnit::day);
static_assert(time_units[ONCOURSE_UNIT_WEEK] == TimeUnit::week);
static_assert(time_units[ONCOURSE_UNIT_MONTH] == TimeUnit::month);

template <class E, std::size_t N>
std::int32_t number_of(const std::array<E, N>& numbered, E value) {
  return static_cast<std::int32_t>(std::find(numbered.begin(), numbered.end(), value) - numbered.begin());
}

template <class E, std::size_t N>
Result<E> one_of(const std::array<E, N>& numbered, std::int32_t number, const char* what) {
  const auto index = enumerator<std::int32_t>(number, 0, static_cast<std::int32_t>(N) - 1, what);
  if (!index) return index.error();
  return numbered[static_cast<std::size_t>(*index)];
}

/// What the caller asks of a fit, zero being the default.
///
///   calibration  NULL: none
Result<ResponseFitOptions> options_from(const oncourse_fit_options* options,
                                        const oncourse_calibration_options* calibration, const Instrument* instrument);

/// Of its scale, where the caller says it.
StatedRange stated_range(const oncourse_fit_options& options);

/// The caller's columns, shown as a panel. Nothing is copied but where persons begin.
class Rows {
 public:
  struct Asked {
    bool persons, scores;
  };

  ///   rows    NULL: none
  ///   errors  bad_argument: a column that is missing or not asked for, a person in two places
  static Result<Rows> read(const char* name, const oncourse_rows* rows, Asked asked);

  [[nodiscard]] growth::Panel panel() const { return {offsets_, time_, score_, covariates_}; }

 private:
  std::vector<std::size_t> offsets_ = {0};
  std::span<const double> time_, score_;
  std::vector<std::span<const double>> covariates_;
};

}  // namespace oncourse::c
