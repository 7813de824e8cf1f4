// columns.hpp: a cohort as C and C++ see it, and models fitted to it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "objects.hpp"
#include "oncourse/growth/panel.hpp"

namespace oncourse {

/// Rows as C and C++ see them.
struct Columns {
  std::vector<std::int64_t> person;
  std::vector<std::size_t> offsets = {0};
  std::vector<double> time, score, medication;
  std::vector<const double*> c_covariates;
  std::vector<std::span<const double>> covariates;

  oncourse_rows rows() {
    c_covariates = {medication.data()};
    oncourse_rows out = ONCOURSE_ROWS_INIT;
    out.n = score.size();
    out.person = person.data();
    out.time = time.data();
    out.score = score.data();
    out.covariates = c_covariates.data();
    out.n_covariates = 1;
    return out;
  }
  growth::Panel panel() {
    covariates = {medication};
    return {offsets, time, score, covariates};
  }
};

/// PHQ-9 totals of 80 persons over 14 sessions, most of whom get better; numbered in no order.
inline Columns cohort() {
  std::mt19937_64 random(20261123);
  std::normal_distribution<double> normal;
  Columns out;
  for (std::int64_t i = 0; i < 80; ++i) {
    const double level = 17.0 + 3.0 * normal(random), rate = -3.0 + 1.5 * normal(random);
    for (int session = 0; session < 14; ++session) {
      const double on = i % 3 == 0 && session > 4 ? 1.0 : 0.0;
      const double score = level + rate * std::log1p(session) - on + 2.0 * normal(random);
      out.person.push_back(i * 7919 % 80 - 40);
      out.time.push_back(session);
      out.score.push_back(std::clamp(std::round(score), 0.0, 27.0));
      out.medication.push_back(on);
    }
    out.offsets.push_back(out.score.size());
  }
  return out;
}

inline constexpr oncourse_covariate medication = {"medication", 1, 0};

inline oncourse_fit_options with_medication() {
  oncourse_fit_options options = ONCOURSE_FIT_OPTIONS_INIT;
  options.covariates = &medication;
  options.n_covariates = 1;
  return options;
}

inline ModelHandle fitted(const oncourse_rows& rows, const oncourse_fit_options* options,
                          const oncourse_calibration_options* calibration = nullptr) {
  oncourse_model* model = nullptr;
  oncourse_error error;
  EXPECT_EQ(oncourse_model_fit(&rows, options, shipped("phq-9").get(), calibration, &model, &error), ONCOURSE_OK)
      << error.detail;
  return ModelHandle(model);
}

}  // namespace oncourse
