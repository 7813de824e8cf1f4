// course_file.cpp: any course file.
// SPDX-License-Identifier: Apache-2.0
#include "laws.hpp"

using namespace fuzz;

namespace {

Course course_from(const std::string& document) {
  return read<oncourse_course>(document, [](const char* json, std::size_t length, auto** course, auto* error) {
    return oncourse_course_read(json, length, nullptr, 0, course, error);
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const Course course = course_from({reinterpret_cast<const char*>(bytes), size});
  if (!course) return 0;
  const std::string json = oncourse_course_json(course.get());
  is_json(json.c_str());
  const Course again = course_from(json);
  law(again && json == oncourse_course_json(again.get()), "a course file reads back as another one");

  const Instrument phq9 = shipped(0);
  law(oncourse_course_add_session(course.get(), 0, 0, nullptr) == ONCOURSE_OK, "a session");
  law(oncourse_course_add_total(course.get(), 0, phq9.get(), 16, nullptr) == ONCOURSE_OK, "a total");
  const Assessment assessment = made<oncourse_assessment>([&](oncourse_assessment** out, oncourse_error* error) {
    return oncourse_assess(course.get(), phq9.get(), &fitted_model(), nullptr, out, error);
  });
  if (!assessment) return 0;
  is_json(oncourse_assessment_json(assessment.get()));
  law(oncourse_assessment_html(assessment.get()) != nullptr, "no page");
  return 0;
}
