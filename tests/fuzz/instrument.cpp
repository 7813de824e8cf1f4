// instrument.cpp: any definition of a vendor's instrument, and totals by it.
// SPDX-License-Identifier: Apache-2.0
#include "laws.hpp"

using namespace fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string document(reinterpret_cast<const char*>(bytes), size);
  const Instrument instrument = read<oncourse_instrument>(document, oncourse_instrument_new);
  if (!instrument) return 0;
  is_json(oncourse_instrument_json(instrument.get()));
  oncourse_instrument_description description = ONCOURSE_INSTRUMENT_DESCRIPTION_INIT;
  law(filled(description, [&](oncourse_instrument_description* r,
                              oncourse_error* e) { return oncourse_instrument_describe(instrument.get(), r, e); }) ==
          ONCOURSE_OK,
      "an instrument without description");
  law(description.total_min < description.total_max, "a scale without room");
  double below = description.total_min;
  for (std::size_t i = 0; i < description.n_bands; ++i) {
    oncourse_band band{};
    law(oncourse_instrument_band(instrument.get(), i, &band, nullptr) == ONCOURSE_OK, "a band is missing");
    law(i == 0 ? band.from <= below : band.from > below, "bands do not ascend");
    below = band.from;
  }
  for (const double post : {description.total_min, description.total_max}) {
    oncourse_change_result change = ONCOURSE_CHANGE_RESULT_INIT;
    law(filled(change,
               [&](oncourse_change_result* r, oncourse_error* e) {
                 return oncourse_change(instrument.get(), description.total_max, post, nullptr, r, e);
               }) == ONCOURSE_OK,
        "two totals on the scale have no change");
  }

  const Course course = made<oncourse_course>(
      [](oncourse_course** out, oncourse_error* error) { return oncourse_course_new(nullptr, nullptr, out, error); });
  law(oncourse_course_add_session(course.get(), 0, 0, nullptr) == ONCOURSE_OK, "a session");
  law(oncourse_course_add_total(course.get(), 0, instrument.get(), description.total_max, nullptr) == ONCOURSE_OK,
      "the scale's end is no total");
  const Assessment assessment = made<oncourse_assessment>([&](oncourse_assessment** out, oncourse_error* error) {
    return oncourse_assess(course.get(), instrument.get(), nullptr, nullptr, out, error);
  });
  if (!assessment) return 0;
  is_json(oncourse_assessment_json(assessment.get()));
  law(oncourse_assessment_text(assessment.get()) != nullptr, "no text");
  law(oncourse_assessment_html(assessment.get()) != nullptr, "no page");
  return 0;
}
