// main.cpp: runs what the README shows, on the model document named on the command line.
// SPDX-License-Identifier: Apache-2.0
#include <oncourse/oncourse.h>

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

int choose();                                // choose.cpp
int judge(std::string_view model_document);  // quick_start.cpp
extern "C" int judge(const oncourse_course* course, const oncourse_instrument* phq9,
                     const oncourse_model* model);  // quick_start.c

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::ifstream file(argv[1]);
  const std::string document{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  oncourse_model* model = nullptr;
  oncourse_instrument* phq9 = nullptr;
  oncourse_course* course = nullptr;
  if (oncourse_instrument_find("phq-9", &phq9, nullptr) != ONCOURSE_OK) return 1;
  if (oncourse_model_new(document.data(), document.size(), &model, nullptr) != ONCOURSE_OK) return 1;
  if (oncourse_course_new(nullptr, "2026-01-05", &course, nullptr) != ONCOURSE_OK) return 1;
  for (int session = 0; session < 5; ++session) {
    if (oncourse_course_add_session(course, session, 7 * session, nullptr) != ONCOURSE_OK) return 1;
    if (oncourse_course_add_total(course, session, phq9, 15 + session, nullptr) != ONCOURSE_OK) return 1;
  }
  const int in_c = judge(course, phq9, model), in_cpp = judge(document);
  oncourse_course_free(course);
  oncourse_model_free(model);
  oncourse_instrument_free(phq9);
  return in_c != 0 || in_cpp != 0 || choose() != 0 ? 1 : 0;
}
