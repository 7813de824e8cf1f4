// model.cpp: any model document, as it is and with a checksum that fits.
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <boost/crc.hpp>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "laws.hpp"

using namespace fuzz;

namespace {

/// As the checksum wants numbers: 16 as 16.0.
void make_numbers_alike(nlohmann::json& value) {
  if (value.is_number_integer()) value = value.get<double>();
  if (value.is_structured())
    for (nlohmann::json& part : value) make_numbers_alike(part);
}

/// The document with the checksum of its content, so that what lies behind the checksum is tried too.
std::string sealed(const std::string& document) {
  nlohmann::json content = nlohmann::json::parse(document, nullptr, false);
  if (!content.is_object()) return document;
  content.erase("checksum");
  nlohmann::json canonical = content;
  make_numbers_alike(canonical);
  const std::string bytes = canonical.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  boost::crc_32_type crc;
  crc.process_bytes(bytes.data(), bytes.size());
  std::array<char, 16> hex{};
  std::snprintf(hex.data(), hex.size(), "crc32:%08x", static_cast<unsigned>(crc.checksum()));
  content["checksum"] = hex.data();
  return content.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Model model_from(const std::string& document) { return read<oncourse_model>(document, oncourse_model_new); }

void judge_by(const oncourse_model& model) {
  const Instrument phq9 = shipped(0);
  const Course course = made<oncourse_course>(
      [](oncourse_course** out, oncourse_error* error) { return oncourse_course_new(nullptr, nullptr, out, error); });
  for (std::int32_t session = 0; session < 4; ++session) {
    law(oncourse_course_add_session(course.get(), session, 7 * session, nullptr) == ONCOURSE_OK, "a session");
    law(oncourse_course_add_total(course.get(), session, phq9.get(), 16 - 2 * session, nullptr) == ONCOURSE_OK,
        "a total");
  }
  const Assessment assessment = made<oncourse_assessment>([&](oncourse_assessment** out, oncourse_error* error) {
    return oncourse_assess(course.get(), phq9.get(), &model, nullptr, out, error);
  });
  if (!assessment) return;
  is_json(oncourse_assessment_json(assessment.get()));
  oncourse_summary summary = ONCOURSE_SUMMARY_INIT;
  law(oncourse_assessment_summary(assessment.get(), &summary, nullptr) == ONCOURSE_OK, "a summary");
  for (std::size_t i = 0; i < summary.n_sessions; ++i) {
    oncourse_session_verdict at = ONCOURSE_SESSION_VERDICT_INIT;
    law(oncourse_assessment_session(assessment.get(), i, &at, nullptr) == ONCOURSE_OK, "a session's verdict");
    law(at.verdict == ONCOURSE_UNDETERMINED || std::isfinite(at.probability), "a verdict without a probability");
  }
  for (std::int32_t session = summary.forecast_first; session <= summary.forecast_last && session >= 0; ++session) {
    oncourse_forecast at = ONCOURSE_FORECAST_INIT;
    law(oncourse_assessment_forecast(assessment.get(), session, &at, nullptr) == ONCOURSE_OK, "a session's forecast");
    law(std::isnan(at.band.low) || (0 <= at.band.low && at.band.low <= at.band.mean && at.band.mean <= at.band.high &&
                                    at.band.high <= 27 && at.band.low == std::round(at.band.low)),
        "a band that no totals are in");
  }
}

void describe(const oncourse_model& model) {
  oncourse_model_description description = ONCOURSE_MODEL_DESCRIPTION_INIT;
  law(filled(description, [&](oncourse_model_description* r,
                              oncourse_error* e) { return oncourse_model_describe(&model, r, e); }) == ONCOURSE_OK,
      "a model without description");
  law(description.residual_variance > 0, "the residual variance is not above 0");
  for (std::size_t i = 0; i < description.n_coefficients; ++i) {
    oncourse_coefficient coefficient{};
    law(filled(coefficient, [&](oncourse_coefficient* r,
                                oncourse_error* e) { return oncourse_model_coefficient(&model, i, r, e); }) ==
            ONCOURSE_OK,
        "a coefficient is missing");
    law(std::isfinite(coefficient.estimate), "a coefficient is not finite");
  }
  std::vector<double> matrix(description.n_coefficients * description.n_coefficients);
  std::size_t count = 0;
  law(oncourse_model_coefficient_covariance(&model, matrix.data(), matrix.size(), &count, nullptr) == ONCOURSE_OK &&
          count == matrix.size(),
      "the covariance of the coefficients has another size");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string document(reinterpret_cast<const char*>(bytes), size);
  for (const std::string& text : {document, sealed(document)}) {
    const Model model = model_from(text);
    if (!model) continue;
    const char* const json = oncourse_model_json(model.get());
    is_json(json);
    const Model again = model_from(json);
    law(again && std::strcmp(oncourse_model_json(again.get()), json) == 0, "a model reads back as another one");
    describe(*model);
    judge_by(*model);
  }
  return 0;
}
