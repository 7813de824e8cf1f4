// fit.cpp: any columns to fit a growth model to, and what it predicts.
// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "input.hpp"
#include "laws.hpp"

using namespace fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  Input in({bytes, size});
  oncourse_fit_options options = ONCOURSE_FIT_OPTIONS_INIT;
  options.time_unit = static_cast<std::int32_t>(in.choice(5));
  options.time_basis = static_cast<std::int32_t>(in.choice(3));
  options.random_effects = static_cast<std::int32_t>(in.choice(5));
  options.likelihood = static_cast<std::int32_t>(in.choice(3));
  const std::size_t n_covariates = in.choice(3), n = in.choice(48);
  oncourse_covariate covariates[2] = {{"medication", static_cast<std::int32_t>(in.choice(3)), 0},
                                      {"age", static_cast<std::int32_t>(in.choice(3)), 0}};
  options.covariates = covariates;
  options.n_covariates = n_covariates;
  std::vector<std::int64_t> person(n);
  for (std::size_t i = 0; i < n; ++i) person[i] = in.byte() < 0xF0 ? static_cast<std::int64_t>(i / 3) : in.byte();
  const std::vector<double> time = in.numbers(n), score = in.numbers(n), first = in.numbers(n), second = in.numbers(n);
  const double* const columns[] = {first.data(), second.data()};
  oncourse_rows rows = ONCOURSE_ROWS_INIT;
  rows.n = n;
  rows.person = person.data();
  rows.time = time.data();
  rows.score = score.data();
  rows.covariates = n_covariates > 0 ? columns : nullptr;
  rows.n_covariates = n_covariates;

  const Instrument phq9 = shipped(0);
  oncourse_calibration_options calibration = ONCOURSE_CALIBRATION_OPTIONS_INIT;
  calibration.share = in.number() / 16;
  calibration.seed = in.byte();
  const bool calibrated = in.byte() % 2 != 0;
  options.curve = static_cast<std::int32_t>(in.choice(4));
  options.knot = options.curve == ONCOURSE_CURVE_PIECEWISE ? in.number() : 0.0;
  options.residuals = static_cast<std::int32_t>(in.choice(4));
  options.scale = static_cast<std::int32_t>(in.choice(5));
  options.scale_highest = options.scale != ONCOURSE_SCALE_POINTS && in.byte() % 2 != 0 ? 27.0 : 0.0;
  const Model model = made<oncourse_model>([&](oncourse_model** out, oncourse_error* error) {
    return oncourse_model_fit(&rows, &options, calibrated ? phq9.get() : nullptr, calibrated ? &calibration : nullptr,
                              out, error);
  });
  if (!model) return 0;
  const std::string json = oncourse_model_json(model.get());
  is_json(json.c_str());
  const Model again = read<oncourse_model>(json, oncourse_model_new);
  law(again && json == oncourse_model_json(again.get()), "a fitted model reads back as another one");

  oncourse_rows seen = rows, ahead = rows;
  seen.person = ahead.person = nullptr;
  ahead.score = nullptr;
  std::vector<oncourse_prediction> predictions(n);
  std::size_t count = 0;
  oncourse_error error = unset();
  const oncourse_status status =
      oncourse_model_predict(model.get(), &seen, &ahead, nullptr, predictions.data(), n, &count, &error);
  explained(status, error);
  std::vector<double> mean(n), covariance(n * n);
  std::size_t times = 0;
  const oncourse_status jointly = oncourse_model_predict_jointly(model.get(), nullptr, &ahead, 0, mean.data(),
                                                                 covariance.data(), n, &times, &error);
  explained(jointly, error);
  for (std::size_t i = 0; jointly == ONCOURSE_OK && i < times; ++i)
    law(std::isfinite(mean[i]) && covariance[i * times + i] >= 0, "a joint prediction is no distribution");
  if (status != ONCOURSE_OK) return 0;
  law(count == n, "another number of predictions");
  for (const oncourse_prediction& p : predictions) {
    law(std::isfinite(p.mean), "a prediction is not finite");
    law(p.sd_score >= p.sd_person && p.sd_line >= p.sd_person, "an observed score is surer than the true one");
  }
  return 0;
}
