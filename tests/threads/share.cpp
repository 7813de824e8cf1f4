// share.cpp: eight threads share an instrument, a calibrated model and an assessment, and each finds what one finds.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <latch>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "oncourse/oncourse.h"

namespace {

constexpr int n_threads = 8, n_persons = 8, n_items = 9;

template <class T, void (*free)(T*)>
struct Free {
  void operator()(T* object) const { free(object); }
};
template <class T, void (*free)(T*)>
using Owned = std::unique_ptr<T, Free<T, free>>;
using Instrument = Owned<oncourse_instrument, oncourse_instrument_free>;
using Course = Owned<oncourse_course, oncourse_course_free>;
using Model = Owned<oncourse_model, oncourse_model_free>;
using Assessment = Owned<oncourse_assessment, oncourse_assessment_free>;

void check(oncourse_status status, const oncourse_error& error) {
  if (status == ONCOURSE_OK) return;
  std::fprintf(stderr, "share: %s: %s\n", oncourse_status_name(status), error.detail);
  std::exit(EXIT_FAILURE);
}

using Sheet = std::array<std::int16_t, n_items>;

/// Made up: persons start high and get better at different rates, not quite evenly.
Sheet sheet_of(int person, int session) {
  Sheet answers{};
  const double share = std::exp(-0.02 * (1 + person % 8) * session);
  for (int item = 0; item < n_items; ++item) {
    const int noise = (person * 31 + session * 17 + item * 7) % 5 - 2;
    answers[static_cast<std::size_t>(item)] =
        static_cast<std::int16_t>(std::min(3L, std::max(0L, std::lround(2.6 * share + 0.3 * noise))));
  }
  return answers;
}

/// Of a cohort of persons like these, half of whom it is calibrated on.
Model fitted(const oncourse_instrument& phq9) {
  std::vector<std::int64_t> person;
  std::vector<double> time, score;
  oncourse_error error;
  for (int p = 0; p < 8 * n_persons; ++p)
    for (int session = 0; session <= 16; session += 2) {
      oncourse_score_result result = ONCOURSE_SCORE_RESULT_INIT;
      check(oncourse_score(&phq9, sheet_of(p, session).data(), n_items, nullptr, &result, &error), error);
      person.push_back(p);
      time.push_back(session);
      score.push_back(result.total);
    }
  oncourse_rows rows = ONCOURSE_ROWS_INIT;
  rows.n = person.size();
  rows.person = person.data();
  rows.time = time.data();
  rows.score = score.data();
  const oncourse_calibration_options calibration = ONCOURSE_CALIBRATION_OPTIONS_INIT;
  oncourse_model* model = nullptr;
  check(oncourse_model_fit(&rows, nullptr, &phq9, &calibration, &model, &error), error);
  return Model(model);
}

Assessment assessed(const oncourse_instrument& phq9, const oncourse_model& model, int person) {
  oncourse_error error;
  oncourse_course* made = nullptr;
  check(oncourse_course_new(nullptr, "2026-01-05", &made, &error), error);
  const Course course(made);
  for (int session = 0; session < 8; ++session) {
    check(oncourse_course_add_session(course.get(), session, 7 * session, &error), error);
    check(oncourse_course_add_answers(course.get(), session, &phq9, sheet_of(person, session).data(), n_items, nullptr,
                                      &error),
          error);
  }
  oncourse_assessment* assessment = nullptr;
  check(oncourse_assess(course.get(), &phq9, &model, nullptr, &assessment, &error), error);
  return Assessment(assessment);
}

/// Every text that an object makes on demand.
std::string said_of(const oncourse_assessment& a) {
  return std::string(oncourse_assessment_json(&a)) + oncourse_assessment_text(&a) + oncourse_assessment_html(&a) +
         oncourse_assessment_svg(&a);
}
std::string said_of(const oncourse_instrument& phq9, const oncourse_model& model) {
  const double baseline = 16, start = 0, end = 16;
  oncourse_rows seen = ONCOURSE_ROWS_INIT, ahead = ONCOURSE_ROWS_INIT;
  seen.n = ahead.n = 1;
  seen.time = &start;
  seen.score = &baseline;
  ahead.time = &end;
  oncourse_prediction at_the_end;
  std::size_t count = 0;
  oncourse_error error;
  check(oncourse_model_predict(&model, &seen, &ahead, nullptr, &at_the_end, 1, &count, &error), error);
  return std::string(oncourse_instrument_json(&phq9)) + oncourse_model_json(&model) + oncourse_model_text(&model) +
         oncourse_model_html(&model) + std::to_string(at_the_end.mean);
}

Instrument found() {
  oncourse_instrument* phq9 = nullptr;
  oncourse_error error;
  check(oncourse_instrument_find("phq-9", &phq9, &error), error);
  return Instrument(phq9);
}

}  // namespace

int main() {
  // One thread, with objects of its own.
  const Instrument alone = found();
  const Model model_alone = fitted(*alone);
  std::vector<std::string> expected;
  for (int p = 0; p < n_persons; ++p) expected.push_back(said_of(*assessed(*alone, *model_alone, p)));
  const std::string expected_objects = said_of(*alone, *model_alone);

  // Eight threads with fresh ones, whose texts nobody has asked for yet.
  const Instrument phq9 = found();
  const Model model = fitted(*phq9);
  const Assessment shared = assessed(*phq9, *model, 0);
  std::array<int, n_threads> differing{};
  std::latch together(n_threads);
  std::vector<std::thread> threads;
  for (int t = 0; t < n_threads; ++t)
    threads.emplace_back([&, t] {
      together.arrive_and_wait();
      int& wrong = differing[static_cast<std::size_t>(t)];
      wrong += said_of(*shared) != expected[0];
      wrong += said_of(*phq9, *model) != expected_objects;
      for (int i = 0; i < n_persons; ++i) {
        const int p = (2 * t + i) % n_persons;
        wrong += said_of(*assessed(*phq9, *model, p)) != expected[static_cast<std::size_t>(p)];
      }
    });
  for (std::thread& thread : threads) thread.join();
  int wrong = 0;
  for (const int count : differing) wrong += count;
  std::printf("%d threads, %d persons, %d answers that differ from one thread's\n", n_threads, n_persons, wrong);
  return wrong == 0 && expected[0] != expected[1] ? EXIT_SUCCESS : EXIT_FAILURE;
}
