// course.cpp: a course built in any order from any arguments, then judged.
// SPDX-License-Identifier: Apache-2.0
#include "input.hpp"
#include "laws.hpp"

using namespace fuzz;

namespace {

/// One call that changes the course, or fails and does not.
oncourse_status change(oncourse_course* course, const std::vector<Instrument>& instruments, Input& in,
                       oncourse_error* error) {
  const auto instrument = [&] { return instruments[in.choice(instruments.size())].get(); };
  switch (in.choice(10)) {
    case 0:
    case 1: {
      const auto number = in.whole<std::int32_t>();
      const auto day = in.byte() % 4 != 0 ? std::int64_t{7} * number : in.whole<std::int64_t>();
      return oncourse_course_add_session(course, number, day, error);
    }
    case 2: {
      const auto session = in.whole<std::int32_t>();
      const std::vector<std::int16_t> answers = in.answers();
      return oncourse_course_add_answers(course, session, instrument(), answers.data(), answers.size(), nullptr, error);
    }
    case 3:
    case 4: {
      const auto session = in.whole<std::int32_t>();
      const auto* const q = instrument();
      return oncourse_course_add_total(course, session, q, in.number(), error);
    }
    case 5: {
      const auto day = in.whole<std::int64_t>();
      const auto kind = in.whole<std::int32_t>();
      return oncourse_course_add_medication(course, day, kind, in.text().c_str(), error);
    }
    case 6: {
      const auto primary = in.whole<std::int32_t>();
      return oncourse_course_set_focus(course, primary, in.whole<std::int32_t>(), error);
    }
    case 7: {
      const std::string label = in.text();
      const auto* const q = instrument();
      const auto compare = in.whole<std::int32_t>();
      return oncourse_course_add_goal(course, label.c_str(), q, compare, in.number(), error);
    }
    case 8: {
      const auto session = in.whole<std::int32_t>();
      const std::string name = in.text();
      return oncourse_course_set_covariate(course, session, name.c_str(), in.number(), error);
    }
    default: {
      const auto kind = in.whole<std::int32_t>();
      return oncourse_course_set_target(course, kind, in.number(), error);
    }
  }
}

void read_everything(const oncourse_assessment& a) {
  is_json(oncourse_assessment_json(&a));
  law(oncourse_assessment_text(&a) && oncourse_assessment_html(&a) && oncourse_assessment_svg(&a),
      "a report is missing");
  oncourse_summary summary = ONCOURSE_SUMMARY_INIT;
  law(filled(summary, [&](oncourse_summary* r, oncourse_error* e) { return oncourse_assessment_summary(&a, r, e); }) ==
          ONCOURSE_OK,
      "an assessment without summary");
  for (std::size_t i = 0; i <= summary.n_sessions; ++i) {
    oncourse_session_verdict at = ONCOURSE_SESSION_VERDICT_INIT;
    const oncourse_status status = filled(
        at, [&](oncourse_session_verdict* r, oncourse_error* e) { return oncourse_assessment_session(&a, i, r, e); });
    law((status == ONCOURSE_OK) == (i < summary.n_sessions), "another number of sessions than stated");
    law(!(at.probability < 0 || at.probability > 1), "a probability outside 0..1");
    law(std::strcmp(oncourse_verdict_name(at.verdict), "unknown") != 0, "a verdict without name");
  }
  for (std::int32_t session = summary.forecast_first; session >= 0 && session <= summary.forecast_last; ++session) {
    oncourse_forecast forecast = ONCOURSE_FORECAST_INIT;
    law(oncourse_assessment_forecast(&a, session, &forecast, nullptr) == ONCOURSE_OK, "a forecast is missing");
    law(forecast.score.low <= forecast.score.mean && forecast.score.mean <= forecast.score.high, "an interval");
  }
  oncourse_basis basis = ONCOURSE_BASIS_INIT;
  law(filled(basis, [&](oncourse_basis* r, oncourse_error* e) { return oncourse_assessment_basis(&a, r, e); }) ==
          ONCOURSE_OK,
      "an assessment without basis");
  law(basis.verdict == summary.verdict, "the basis is one of another verdict");
  for (std::size_t i = 0; i <= basis.n_sentences; ++i)
    law((oncourse_assessment_sentence(&a, i) != nullptr) == (i < basis.n_sentences), "another number of sentences");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  Input in({bytes, size});
  static const std::vector<Instrument> instruments = [] {
    std::vector<Instrument> all;
    for (std::size_t i = 0; oncourse_shipped_instrument(i) != nullptr; ++i) all.push_back(shipped(i));
    return all;
  }();
  oncourse_plan plan = ONCOURSE_PLAN_INIT;
  const bool planned = in.byte() % 4 == 0;
  if (planned) plan.window_first = in.whole<std::int32_t>();
  if (planned) plan.window_last = in.whole<std::int32_t>();
  if (planned) plan.cadence_days = in.whole<std::int32_t>();
  const std::string date = in.byte() % 8 == 0 ? in.text() : "2026-01-05";
  const Course course = made<oncourse_course>([&](oncourse_course** out, oncourse_error* error) {
    return oncourse_course_new(planned ? &plan : nullptr, date.c_str(), out, error);
  });
  if (!course) return 0;

  for (int calls = 0; calls < 60 && !in.empty(); ++calls) {
    const std::string before = oncourse_course_json(course.get());
    oncourse_error error = unset();
    const oncourse_status status = change(course.get(), instruments, in, &error);
    explained(status, error);
    law(status == ONCOURSE_OK || before == oncourse_course_json(course.get()), "a failure changes the course");
  }
  oncourse_calendar calendar = ONCOURSE_CALENDAR_INIT;
  filled(calendar,
         [&](oncourse_calendar* r, oncourse_error* e) { return oncourse_course_calendar(course.get(), 0, r, e); });
  oncourse_assess_options options = ONCOURSE_ASSESS_OPTIONS_INIT;
  options.alpha = in.number() / 16;
  options.level = in.number() / 16;
  options.today = in.whole<std::int64_t>();
  for (const Instrument& instrument : instruments)
    for (const oncourse_model* model : {static_cast<const oncourse_model*>(nullptr), &fitted_model()})
      for (const oncourse_assess_options* given : {static_cast<const oncourse_assess_options*>(nullptr),
                                                   static_cast<const oncourse_assess_options*>(&options)}) {
        const Assessment assessment = made<oncourse_assessment>([&](oncourse_assessment** out, oncourse_error* error) {
          return oncourse_assess(course.get(), instrument.get(), model, given, out, error);
        });
        if (assessment) read_everything(*assessment);
      }
  return 0;
}
