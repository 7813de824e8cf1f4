// drift_test.cpp: drift checks over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <random>

#include "oncourse/cohort/drift_columns.hpp"
#include "tables.hpp"

namespace oncourse::c_drift_test {

struct FreeDrift {
  void operator()(oncourse_drift* drift) const { oncourse_drift_free(drift); }
};
using DriftHandle = std::unique_ptr<oncourse_drift, FreeDrift>;

constexpr DriftReference known = {60, 6, 40, 20};

oncourse_drift_reference reference_in_c() {
  oncourse_drift_reference out = ONCOURSE_DRIFT_REFERENCE_INIT;
  out.reached = 60;
  out.cut_off = 6;
  out.missed = 40;
  out.missed_flagged = 20;
  return out;
}

DriftHandle new_drift(const oncourse_drift_options* options = nullptr) {
  const oncourse_drift_reference reference = reference_in_c();
  oncourse_drift* drift = nullptr;
  oncourse_error error;
  EXPECT_EQ(oncourse_drift_new(&reference, options, &drift, &error), ONCOURSE_OK) << error.detail;
  return DriftHandle(drift);
}

struct Courses {
  std::vector<std::int32_t> flagged, reached;
  std::vector<FlaggedCourse> in_cpp;
};

Courses any_courses(std::uint64_t seed, int n) {
  std::mt19937_64 random(seed);
  Courses out;
  for (int i = 0; i < n; ++i) {
    out.flagged.push_back(static_cast<std::int32_t>(random() % 2));
    out.reached.push_back(static_cast<std::int32_t>(random() % 3) - 1);
    const std::int32_t end = out.reached.back();
    out.in_cpp.push_back({out.flagged.back() == 1, end == -1  ? TargetOutcome::open
                                                   : end == 1 ? TargetOutcome::reached
                                                              : TargetOutcome::missed});
  }
  return out;
}

TEST(CDrift, IsThatOfCppInFiguresAndWords) {
  const Courses courses = any_courses(3, 90);
  for (const bool chosen : {false, true}) {
    oncourse_drift_options options = ONCOURSE_DRIFT_OPTIONS_INIT;
    options.delta = 0.2;
    options.level = 0.8;
    options.count_open = 1;
    const DriftHandle drift = new_drift(chosen ? &options : nullptr);
    ASSERT_EQ(oncourse_drift_add(drift.get(), courses.flagged.data(), courses.reached.data(), 90, nullptr),
              ONCOURSE_OK);
    const auto cpp = drift_check(known, courses.in_cpp, chosen ? DriftOptions{0.2, 0.8, true} : DriftOptions{});
    ASSERT_TRUE(cpp);
    expect_same(made([&](oncourse_table** table, oncourse_error* error) {
                  return oncourse_drift_table(drift.get(), table, error);
                }),
                drift_columns(*cpp));
    oncourse_drift_description description = ONCOURSE_DRIFT_DESCRIPTION_INIT;
    ASSERT_EQ(oncourse_drift_describe(drift.get(), &description, nullptr), ONCOURSE_OK);
    EXPECT_EQ(description.courses, 90);
    EXPECT_EQ(description.open, static_cast<std::int64_t>(cpp->open));
    EXPECT_EQ(description.threshold, cpp->threshold);
    EXPECT_EQ(description.p, cpp->p);
    EXPECT_EQ(description.found_at, cpp->found_at ? static_cast<std::int64_t>(*cpp->found_at) : -1);
    std::string words;
    for (const std::string& sentence : cpp->sentences) words += sentence + "\n";
    EXPECT_EQ(oncourse_drift_text(drift.get()), words);
  }
}

TEST(CDrift, GoesOnFromWhatWasKept) {
  const oncourse_drift_reference reference = reference_in_c();
  const Courses courses = any_courses(5, 60);
  const DriftHandle whole = new_drift();
  DriftHandle kept = new_drift();
  for (std::size_t i = 0; i < 60; ++i) {
    ASSERT_EQ(oncourse_drift_add(whole.get(), &courses.flagged[i], &courses.reached[i], 1, nullptr), ONCOURSE_OK);
    ASSERT_EQ(oncourse_drift_add(kept.get(), &courses.flagged[i], &courses.reached[i], 1, nullptr), ONCOURSE_OK);
    oncourse_drift_state state = ONCOURSE_DRIFT_STATE_INIT;
    ASSERT_EQ(oncourse_drift_keep(kept.get(), &state, nullptr), ONCOURSE_OK);
    oncourse_drift* resumed = nullptr;
    oncourse_error error;
    ASSERT_EQ(oncourse_drift_resume(&reference, nullptr, &state, &resumed, &error), ONCOURSE_OK) << error.detail;
    kept.reset(resumed);
    EXPECT_STREQ(oncourse_drift_text(kept.get()), oncourse_drift_text(whole.get()));
  }
}

TEST(CDrift, WithoutEndsIsOfOpenCourses) {
  const DriftHandle drift = new_drift();
  const std::int32_t flagged[] = {1, 0};
  ASSERT_EQ(oncourse_drift_add(drift.get(), flagged, nullptr, 2, nullptr), ONCOURSE_OK);
  ASSERT_EQ(oncourse_drift_add(drift.get(), nullptr, nullptr, 0, nullptr), ONCOURSE_OK);
  oncourse_drift_description description = ONCOURSE_DRIFT_DESCRIPTION_INIT;
  ASSERT_EQ(oncourse_drift_describe(drift.get(), &description, nullptr), ONCOURSE_OK);
  EXPECT_EQ(description.open, 2);
  EXPECT_EQ(description.found_at, -1);
}

TEST(CDrift, TakesAllCoursesOrNone) {
  const DriftHandle drift = new_drift();
  const std::int32_t flagged[] = {1, 0, 2}, reached[] = {1, 0, 1}, impossible[] = {1, 3, 1};
  oncourse_error error;
  EXPECT_EQ(oncourse_drift_add(drift.get(), flagged, reached, 3, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_STREQ(error.detail, "flagged[2] is 2, it must be 0 or 1");
  EXPECT_EQ(oncourse_drift_add(drift.get(), flagged, impossible, 2, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_STREQ(error.detail, "reached[1] is 3, it must be 0, 1 or -1");
  EXPECT_EQ(oncourse_drift_add(drift.get(), nullptr, reached, 1, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_drift_add(nullptr, flagged, reached, 1, &error), ONCOURSE_BAD_ARGUMENT);
  oncourse_drift_description description = ONCOURSE_DRIFT_DESCRIPTION_INIT;
  ASSERT_EQ(oncourse_drift_describe(drift.get(), &description, nullptr), ONCOURSE_OK);
  EXPECT_EQ(description.courses, 0);
}

TEST(CDrift, RefusesWhatCannotBe) {
  const auto refusal = [](const auto& change) {
    oncourse_drift_reference reference = reference_in_c();
    oncourse_drift_options options = ONCOURSE_DRIFT_OPTIONS_INIT;
    change(reference, options);
    oncourse_drift* drift = nullptr;
    oncourse_error error;
    EXPECT_EQ(oncourse_drift_new(&reference, &options, &drift, &error), ONCOURSE_BAD_ARGUMENT);
    EXPECT_EQ(drift, nullptr);
    return std::string(error.detail);
  };
  EXPECT_EQ(refusal([](auto& r, auto&) { r.cut_off = 61; }),
            "the limits cut off 61 of 60 who reached the target, there cannot be more");
  EXPECT_EQ(refusal([](auto& r, auto&) { r.missed_flagged = -1; }), "missed_flagged is -1, it must not be below 0");
  EXPECT_EQ(refusal([](auto&, auto& o) { o.delta = 1; }), "delta is 1, it must lie between 0 and 1");
  EXPECT_EQ(refusal([](auto&, auto& o) { o.count_open = 2; }), "count_open is 2, it must lie in 0..1");
  EXPECT_EQ(refusal([](auto&, auto& o) { o.reserved = 1; }), "reserved is 1, it must be 0");
  const oncourse_drift_reference reference = reference_in_c();
  oncourse_drift* drift = nullptr;
  EXPECT_EQ(oncourse_drift_new(nullptr, nullptr, &drift, nullptr), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_drift_resume(&reference, nullptr, nullptr, &drift, nullptr), ONCOURSE_BAD_ARGUMENT);
  oncourse_drift_state state = ONCOURSE_DRIFT_STATE_INIT;
  state.groups[1].courses = -1;
  oncourse_error error;
  EXPECT_EQ(oncourse_drift_resume(&reference, nullptr, &state, &drift, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_STREQ(error.detail, "the state of the drift check: a count is below 0");
  state.groups[1].courses = 1;
  EXPECT_EQ(oncourse_drift_resume(&reference, nullptr, &state, &drift, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(drift, nullptr);
  EXPECT_EQ(oncourse_drift_text(nullptr), nullptr);
  oncourse_drift_free(nullptr);
}

}  // namespace oncourse::c_drift_test
