// memory_test.cpp: memory may run out at any request of any C function; the caller is told, and nothing else happens.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <oncourse/oncourse.h>

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>

#include "allocation_fault.hpp"

namespace oncourse::abi {
namespace {

constexpr std::int16_t sheet[9] = {2, 2, 3, 2, 1, 2, 2, 1, 0};
constexpr std::int16_t off_scale[9] = {2, 2, 3, 2, 1, 2, 2, 1, 7};
constexpr const char* label = "a label too long to be kept in place";

/// Every result that a call may fill. Compared as bytes: a call that fails touches none of them.
struct Results {
  oncourse_course* course;
  oncourse_model* model;
  oncourse_assessment* assessment;
  std::int64_t day;
  std::size_t count;
  oncourse_score_result score;
  oncourse_subscale_score subscales[8];
  oncourse_risk_answer risk[8];
  oncourse_summary summary;
  oncourse_session_verdict session;
  oncourse_forecast forecast;
  oncourse_basis basis;
  oncourse_basis_input input;
};

std::string content_of(const char* path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

const std::string model_document = content_of(ONCOURSE_MODEL_DOCUMENT);

void expect_ok(oncourse_status status) { ASSERT_EQ(status, ONCOURSE_OK) << oncourse_status_name(status); }

oncourse_course* course_of_three_sessions() {
  oncourse_course* course = nullptr;
  expect_ok(oncourse_course_new(nullptr, "2026-01-05", &course, nullptr));
  for (std::int32_t session = 0; session < 3; ++session) {
    expect_ok(oncourse_course_add_session(course, session, 7 * session, nullptr));
    if (session < 2) expect_ok(oncourse_course_add_total(course, session, "phq-9", 18.0 - session, nullptr));
  }
  expect_ok(oncourse_course_add_medication(course, 3, ONCOURSE_MEDICATION_STARTED, label, nullptr));
  return course;
}

/// What a call reads and fills, made anew for every attempt.
struct Setting {
  oncourse_course* course = course_of_three_sessions();
  oncourse_model* model = nullptr;
  oncourse_assessment* assessment = nullptr;
  Results out;

  Setting() {
    std::memset(&out, 0x5A, sizeof out);
    out.course = nullptr;
    out.model = nullptr;
    out.assessment = nullptr;
    out.score = ONCOURSE_SCORE_RESULT_INIT;
    out.summary = ONCOURSE_SUMMARY_INIT;
    out.session = ONCOURSE_SESSION_VERDICT_INIT;
    out.forecast = ONCOURSE_FORECAST_INIT;
    out.basis = ONCOURSE_BASIS_INIT;
    out.input = ONCOURSE_BASIS_INPUT_INIT;
  }
  Setting(const Setting&) = delete;
  ~Setting() {
    oncourse_course_free(course);
    oncourse_model_free(model);
    oncourse_assessment_free(assessment);
    oncourse_course_free(out.course);
    oncourse_model_free(out.model);
    oncourse_assessment_free(out.assessment);
  }

  static void with_model(Setting& s) {
    expect_ok(oncourse_model_new(model_document.data(), model_document.size(), &s.model, nullptr));
  }
  static void with_assessment(Setting& s) {
    with_model(s);
    expect_ok(oncourse_assess(s.course, "phq-9", s.model, nullptr, &s.assessment, nullptr));
  }
};

/// All that a course holds, as its report tells it.
std::string seen(const oncourse_course* course) {
  oncourse_assessment* assessment = nullptr;
  expect_ok(oncourse_assess(course, "phq-9", nullptr, nullptr, &assessment, nullptr));
  const std::string report = oncourse_assessment_json(assessment);
  oncourse_assessment_free(assessment);
  return report;
}

oncourse_assess_options by_cutoff() {
  oncourse_assess_options options = ONCOURSE_ASSESS_OPTIONS_INIT;
  options.target_kind = ONCOURSE_TARGET_CUTOFF;  // the calibration is for another target: the model alone must do
  options.today = 60;
  return options;
}

using Prepare = void (*)(Setting&);

/// A call that returns a status.
struct Fallible {
  const char* function;
  oncourse_status (*call)(Setting&, oncourse_error*);
  oncourse_status status = ONCOURSE_OK;  ///< while there is memory
  Prepare prepare = nullptr;
};

const Fallible fallible[] = {
    {"oncourse_score",
     [](Setting& s, oncourse_error* e) { return oncourse_score("phq-9", off_scale, 9, nullptr, &s.out.score, e); },
     ONCOURSE_RESPONSE_RANGE},
    {"oncourse_score",
     [](Setting& s, oncourse_error* e) { return oncourse_score("none", sheet, 9, nullptr, &s.out.score, e); },
     ONCOURSE_UNKNOWN_INSTRUMENT},
    {"oncourse_score_subscales",
     [](Setting& s, oncourse_error* e) {
       return oncourse_score_subscales("phq-9", sheet, 8, nullptr, s.out.subscales, 8, &s.out.count, e);
     },
     ONCOURSE_BAD_ARGUMENT},
    {"oncourse_score_risk",
     [](Setting& s, oncourse_error* e) {
       return oncourse_score_risk("phq-9", off_scale, 9, nullptr, s.out.risk, 8, &s.out.count, e);
     },
     ONCOURSE_RESPONSE_RANGE},
    {"oncourse_course_new",
     [](Setting& s, oncourse_error* e) { return oncourse_course_new(nullptr, "2026-01-05", &s.out.course, e); }},
    {"oncourse_course_new",
     [](Setting& s, oncourse_error* e) { return oncourse_course_new(nullptr, "5 January", &s.out.course, e); },
     ONCOURSE_MALFORMED},
    {"oncourse_course_day",
     [](Setting& s, oncourse_error* e) { return oncourse_course_day(s.course, "2026-02-30", &s.out.day, e); },
     ONCOURSE_MALFORMED},
    {"oncourse_course_add_session",
     [](Setting& s, oncourse_error* e) { return oncourse_course_add_session(s.course, 3, 21, e); }},
    {"oncourse_course_add_session",
     [](Setting& s, oncourse_error* e) { return oncourse_course_add_session(s.course, 1, 21, e); },
     ONCOURSE_SESSION_ORDER},
    {"oncourse_course_add_answers",
     [](Setting& s, oncourse_error* e) {
       return oncourse_course_add_answers(s.course, 2, "phq-9", sheet, 9, nullptr, e);
     }},
    {"oncourse_course_add_answers",
     [](Setting& s, oncourse_error* e) {
       return oncourse_course_add_answers(s.course, 1, "phq-9", sheet, 9, nullptr, e);
     },
     ONCOURSE_SESSION_ORDER},
    {"oncourse_course_add_total",
     [](Setting& s, oncourse_error* e) { return oncourse_course_add_total(s.course, 2, "phq-9", 12, e); }},
    {"oncourse_course_add_medication",
     [](Setting& s, oncourse_error* e) {
       return oncourse_course_add_medication(s.course, 9, ONCOURSE_MEDICATION_STOPPED, label, e);
     }},
    {"oncourse_course_set_focus",
     [](Setting& s, oncourse_error* e) {
       return oncourse_course_set_focus(s.course, ONCOURSE_FOCUS_GRIEF, ONCOURSE_FOCUS_GRIEF, e);
     },
     ONCOURSE_BAD_ARGUMENT},
    {"oncourse_model_new",
     [](Setting& s, oncourse_error* e) {
       return oncourse_model_new(model_document.data(), model_document.size(), &s.out.model, e);
     }},
    {"oncourse_model_new",
     [](Setting& s, oncourse_error* e) {
       return oncourse_model_new(model_document.data(), model_document.size() / 2, &s.out.model, e);
     },
     ONCOURSE_MALFORMED},
    {"oncourse_model_new",
     [](Setting& s, oncourse_error* e) { return oncourse_model_new("{\"schema\": 1}", 13, &s.out.model, e); },
     ONCOURSE_MALFORMED},
    {"oncourse_assess",
     [](Setting& s, oncourse_error* e) {
       return oncourse_assess(s.course, "phq-9", s.model, nullptr, &s.out.assessment, e);
     },
     ONCOURSE_OK, Setting::with_model},
    {"oncourse_assess",
     [](Setting& s, oncourse_error* e) {
       const oncourse_assess_options options = by_cutoff();
       return oncourse_assess(s.course, "phq-9", s.model, &options, &s.out.assessment, e);
     },
     ONCOURSE_OK, Setting::with_model},
    {"oncourse_assess",
     [](Setting& s, oncourse_error* e) {
       return oncourse_assess(s.course, "gad-7", nullptr, nullptr, &s.out.assessment, e);
     },
     ONCOURSE_NOT_ENOUGH_SESSIONS},
    {"oncourse_assessment_summary",
     [](Setting& s, oncourse_error* e) { return oncourse_assessment_summary(nullptr, &s.out.summary, e); },
     ONCOURSE_BAD_ARGUMENT},
    {"oncourse_assessment_session",
     [](Setting& s, oncourse_error* e) { return oncourse_assessment_session(s.assessment, 9, &s.out.session, e); },
     ONCOURSE_BAD_ARGUMENT, Setting::with_assessment},
    {"oncourse_assessment_forecast",
     [](Setting& s, oncourse_error* e) { return oncourse_assessment_forecast(s.assessment, 99, &s.out.forecast, e); },
     ONCOURSE_NOT_AVAILABLE, Setting::with_assessment},
    {"oncourse_assessment_basis",
     [](Setting& s, oncourse_error* e) { return oncourse_assessment_basis(nullptr, &s.out.basis, e); },
     ONCOURSE_BAD_ARGUMENT},
    {"oncourse_assessment_input",
     [](Setting& s, oncourse_error* e) { return oncourse_assessment_input(s.assessment, 9, &s.out.input, e); },
     ONCOURSE_BAD_ARGUMENT, Setting::with_assessment},
};

/// A call that asks for no memory, so that it cannot fail for want of it: `succeeds` says that it did what it is for.
struct Modest {
  const char* function;
  bool (*succeeds)(Setting&);
  Prepare prepare = nullptr;
};

const Modest modest[] = {
    {"oncourse_version", [](Setting&) { return oncourse_version() == ONCOURSE_VERSION; }},
    {"oncourse_status_name", [](Setting&) { return oncourse_status_name(ONCOURSE_OUT_OF_MEMORY) != nullptr; }},
    {"oncourse_verdict_name", [](Setting&) { return oncourse_verdict_name(ONCOURSE_ON_TRACK) != nullptr; }},
    {"oncourse_score",
     [](Setting& s) { return oncourse_score("phq-9", sheet, 9, nullptr, &s.out.score, nullptr) == ONCOURSE_OK; }},
    {"oncourse_score_subscales",
     [](Setting& s) {
       return oncourse_score_subscales("phq-9", sheet, 9, nullptr, s.out.subscales, 8, &s.out.count, nullptr) ==
              ONCOURSE_OK;
     }},
    {"oncourse_score_risk",
     [](Setting& s) {
       return oncourse_score_risk("phq-9", sheet, 9, nullptr, s.out.risk, 8, &s.out.count, nullptr) == ONCOURSE_OK;
     }},
    {"oncourse_course_free",
     [](Setting& s) {
       oncourse_course_free(s.course);
       s.course = nullptr;
       return true;
     }},
    {"oncourse_course_day",
     [](Setting& s) { return oncourse_course_day(s.course, "2026-02-03", &s.out.day, nullptr) == ONCOURSE_OK; }},
    {"oncourse_course_set_focus",
     [](Setting& s) {
       return oncourse_course_set_focus(s.course, ONCOURSE_FOCUS_GRIEF, ONCOURSE_FOCUS_NONE, nullptr) == ONCOURSE_OK;
     }},
    {"oncourse_model_free",
     [](Setting& s) {
       oncourse_model_free(s.model);
       s.model = nullptr;
       return true;
     },
     Setting::with_model},
    {"oncourse_assessment_free",
     [](Setting& s) {
       oncourse_assessment_free(s.assessment);
       s.assessment = nullptr;
       return true;
     },
     Setting::with_assessment},
    {"oncourse_assessment_summary",
     [](Setting& s) { return oncourse_assessment_summary(s.assessment, &s.out.summary, nullptr) == ONCOURSE_OK; },
     Setting::with_assessment},
    {"oncourse_assessment_session",
     [](Setting& s) { return oncourse_assessment_session(s.assessment, 0, &s.out.session, nullptr) == ONCOURSE_OK; },
     Setting::with_assessment},
    {"oncourse_assessment_forecast",
     [](Setting& s) { return oncourse_assessment_forecast(s.assessment, 12, &s.out.forecast, nullptr) == ONCOURSE_OK; },
     Setting::with_assessment},
    {"oncourse_assessment_basis",
     [](Setting& s) { return oncourse_assessment_basis(s.assessment, &s.out.basis, nullptr) == ONCOURSE_OK; },
     Setting::with_assessment},
    {"oncourse_assessment_input",
     [](Setting& s) { return oncourse_assessment_input(s.assessment, 0, &s.out.input, nullptr) == ONCOURSE_OK; },
     Setting::with_assessment},
    {"oncourse_assessment_sentence",
     [](Setting& s) { return oncourse_assessment_sentence(s.assessment, 0) != nullptr; }, Setting::with_assessment},
    {"oncourse_assessment_assumption",
     [](Setting& s) { return oncourse_assessment_assumption(s.assessment, 0) != nullptr; }, Setting::with_assessment},
    {"oncourse_assessment_quality_note",
     [](Setting& s) { return oncourse_assessment_quality_note(s.assessment, 0) != nullptr; }, Setting::with_assessment},
    {"oncourse_assessment_json", [](Setting& s) { return oncourse_assessment_json(s.assessment) != nullptr; },
     Setting::with_assessment},
};

/// Fails the first request of a call, then the second, and so on until the call asks for no more. Returns how many it
/// asks for. The request of an exception may be met from the C++ runtime's reserve: then the call does what it did.
long fail_every_request(const Fallible& line, Outage outage) {
  const bool may_change_the_course = std::string_view(line.function).starts_with("oncourse_course_");
  const std::string before = may_change_the_course ? seen(Setting().course) : std::string();
  for (long nth = 1;; ++nth) {
    Setting setting;
    if (line.prepare) line.prepare(setting);
    Results untouched;
    std::memcpy(&untouched, &setting.out, sizeof untouched);
    oncourse_error error = {ONCOURSE_OK, ""};
    const long live = live_allocations();
    bool failed = false;
    oncourse_status status = ONCOURSE_OK;
    {
      const AllocationFault fault(nth, outage);
      status = line.call(setting, &error);
      failed = fault.happened();
    }
    const long live_after = live_allocations();
    EXPECT_EQ(error.status, status);
    if (!failed || status != ONCOURSE_OUT_OF_MEMORY) {
      EXPECT_EQ(status, line.status) << error.detail;
      if (!failed || status != line.status) return nth - 1;
    } else {
      EXPECT_STREQ(error.detail, "an allocation failed");
    }
    if (status == ONCOURSE_OK) continue;
    EXPECT_EQ(live_after, live) << "request " << nth;
    EXPECT_EQ(std::memcmp(&untouched, &setting.out, sizeof untouched), 0) << "request " << nth;
    if (may_change_the_course) {
      EXPECT_EQ(seen(setting.course), before) << "request " << nth;
    }
  }
}

TEST(AllocationFault, FailsTheRequestItWasAskedToAndCountsTheOthers) {
  const long live = live_allocations();
  const auto request = [] {
    int* const block = new (std::nothrow) int(1);
    const bool met = block != nullptr;
    delete block;
    return met;
  };
  {
    const AllocationFault fault(2, Outage::once);
    EXPECT_TRUE(request() && !fault.happened() && !request() && fault.happened() && request());
  }
  {
    const AllocationFault fault(2, Outage::lasting);
    EXPECT_TRUE(request() && !request() && !request());
  }
  EXPECT_EQ(live_allocations(), live);
  int* const block = new int(1);
  EXPECT_EQ(live_allocations(), live + 1);
  delete block;
}

TEST(OutOfMemory, IsAStatusAtEveryRequestOfEveryCallAndLeavesNothingBehind) {
  for (const Fallible& line : fallible)
    for (const Outage outage : {Outage::once, Outage::lasting}) {
      SCOPED_TRACE(std::string(line.function) + " that ends with " + oncourse_status_name(line.status) +
                   (outage == Outage::once ? ", one request fails" : ", every further request fails"));
      const long live = live_allocations();
      const long requests = fail_every_request(line, outage);
      EXPECT_GT(requests, 0) << "it asks for no memory: it belongs into the other table";
      EXPECT_EQ(live_allocations(), live) << "what the calls made was not given back";
    }
}

TEST(OutOfMemory, CannotHappenToACallThatNeedsNone) {
  for (const Modest& line : modest) {
    Setting setting;
    if (line.prepare) line.prepare(setting);
    bool succeeds = false, asked = true;
    {
      const AllocationFault fault(1, Outage::lasting);
      succeeds = line.succeeds(setting);
      asked = fault.happened();
    }
    EXPECT_TRUE(succeeds) << line.function;
    EXPECT_FALSE(asked) << line.function;
  }
}

TEST(OutOfMemory, IsTriedForEveryFunctionThatTheHeaderDeclares) {
  std::set<std::string> declared, tried;
  std::ifstream header(ONCOURSE_HEADER);
  for (std::string line; std::getline(header, line);) {
    if (!line.starts_with("ONCOURSE_API ")) continue;
    const std::size_t end = line.find('('), begin = line.find_last_of(" *", end) + 1;
    declared.insert(line.substr(begin, end - begin));
  }
  for (const Fallible& line : fallible) tried.insert(line.function);
  for (const Modest& line : modest) tried.insert(line.function);
  EXPECT_FALSE(declared.empty());
  EXPECT_EQ(tried, declared);
}

}  // namespace
}  // namespace oncourse::abi
