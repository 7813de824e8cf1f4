// laws.cpp: the laws that hold of every call.
// SPDX-License-Identifier: Apache-2.0
#include "laws.hpp"

#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <vector>

#include "oncourse/base/utf8.hpp"

namespace fuzz {

void law(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "a law is broken: %s\n", what);
  std::abort();
}

oncourse_error unset() {
  oncourse_error error;
  std::memset(&error, 0x5A, sizeof error);
  return error;
}

void explained(oncourse_status status, const oncourse_error& error) {
  law(status >= ONCOURSE_OK && status <= ONCOURSE_NOT_AVAILABLE, "the status is not one of those listed");
  law(status != ONCOURSE_INTERNAL && status != ONCOURSE_OUT_OF_MEMORY, "a defect, or memory ran out");
  law(error.status == status, "the error has another status");
  const void* const end = std::memchr(error.detail, '\0', sizeof error.detail);
  law(end != nullptr, "the detail is not terminated");
  const std::string detail = error.detail;
  law(detail.empty() == (status == ONCOURSE_OK), "a success has a detail, or a failure has none");
  law(oncourse::is_utf8(detail), "the detail is not UTF-8");
  law(detail.find('\n') == std::string::npos, "the detail is more than one line");
}

void is_json(const char* document) {
  law(document != nullptr, "there is no document");
  law(nlohmann::json::accept(document), "the document is not JSON");
}

template <>
void Free<oncourse_instrument>::operator()(oncourse_instrument* object) const {
  oncourse_instrument_free(object);
}
template <>
void Free<oncourse_course>::operator()(oncourse_course* object) const {
  oncourse_course_free(object);
}
template <>
void Free<oncourse_model>::operator()(oncourse_model* object) const {
  oncourse_model_free(object);
}
template <>
void Free<oncourse_assessment>::operator()(oncourse_assessment* object) const {
  oncourse_assessment_free(object);
}

Instrument shipped(std::size_t index) {
  return made<oncourse_instrument>([&](oncourse_instrument** instrument, oncourse_error* error) {
    return oncourse_instrument_find(oncourse_shipped_instrument(index), instrument, error);
  });
}

const oncourse_model& fitted_model() {
  static const Model model = [] {
    const Instrument phq9 = shipped(0);
    std::vector<std::int64_t> person;
    std::vector<double> time, score;
    for (int p = 0; p < 60; ++p)
      for (int session = 0; session <= 16; session += 2) {
        person.push_back(p);
        time.push_back(session);
        score.push_back(12 + p % 7 - session * (p % 5) * 0.2 + (p * 31 + session * 17) % 4);
      }
    oncourse_rows rows = ONCOURSE_ROWS_INIT;
    rows.n = person.size();
    rows.person = person.data();
    rows.time = time.data();
    rows.score = score.data();
    const oncourse_calibration_options calibration = ONCOURSE_CALIBRATION_OPTIONS_INIT;
    Model fitted = made<oncourse_model>([&](oncourse_model** out, oncourse_error* error) {
      return oncourse_model_fit(&rows, nullptr, phq9.get(), &calibration, out, error);
    });
    law(fitted != nullptr, "the made-up cohort cannot be fitted");
    return fitted;
  }();
  return *model;
}

}  // namespace fuzz
