// course_file_test.cpp: what was agreed at intake, as a document.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/course/course_file.hpp"

#include <gtest/gtest.h>

#include "oncourse/instrument/catalogue.hpp"

namespace oncourse {
namespace {

constexpr const char* whole = R"({
  "intake": "2026-01-05",
  "plan": {"window": [10, 14], "cadence_days": 14, "initial_sessions": 2, "termination_sessions": 4},
  "instrument": "phq-9",
  "target": {"kind": "percent", "value": 50},
  "focus": {"primary": "grief", "secondary": "role_transition"},
  "goals": [{"label": "sleeping better", "instrument": "phq-9", "compare": "at_most", "value": 9}],
  "medication": [{"date": "2026-02-02", "event": "started", "label": "50 mg"}, {"day": -40, "event": "stopped"}]
})";

TEST(CourseFile, GivesBackWhatWasWritten) {
  const auto file = course_file_from_json(whole);
  ASSERT_TRUE(file.ok()) << file.error().detail;
  EXPECT_EQ(file->intake->iso(), "2026-01-05");
  EXPECT_EQ(file->plan.window_first, 10);
  EXPECT_EQ(file->plan.cadence_days, 14);
  EXPECT_EQ(file->target->kind, Target::Kind::percent);
  EXPECT_EQ(*file->focus->secondary, ProblemArea::role_transition);
  EXPECT_EQ(file->goals[0].compare, Compare::at_most);
  EXPECT_EQ(file->medication[1].day, -40);
  const std::string written = to_json(*file);
  const auto again = course_file_from_json(written);
  ASSERT_TRUE(again.ok()) << again.error().detail;
  EXPECT_EQ(to_json(*again), written);
}

TEST(Agreement, GoesIntoARecordAndComesOutOfIt) {
  const auto file = course_file_from_json(whole);
  ASSERT_TRUE(file.ok());
  CourseRecord record;
  ASSERT_FALSE(adopt_agreement(record, *file).has_value());
  EXPECT_EQ(record.intake, file->intake);
  EXPECT_EQ(record.plan.window_last, 14);
  EXPECT_EQ(record.goals[0].instrument, &phq9);
  EXPECT_EQ(record.medication[0].day, 28) << "2026-02-02 is four weeks after intake";
  EXPECT_EQ(record.medication[1].day, -40);
  CourseFile again = agreement_of(record);
  again.instrument = file->instrument;
  again.target = file->target;
  CourseRecord twice;
  ASSERT_FALSE(adopt_agreement(twice, again).has_value());
  EXPECT_EQ(to_json(agreement_of(twice)), to_json(agreement_of(record)));
}

TEST(Agreement, PrefersAVendorsDefinitionAndRefusesAGoalOnNone) {
  Instrument own = phq9;
  own.id = "clinic-10";
  const auto file = course_file_from_json(
      R"({"goals": [{"label": "x", "instrument": "Clinic 10", "compare": "below", "value": 5}]})");
  ASSERT_TRUE(file.ok());
  const Instrument* const others[] = {&own};
  CourseRecord record;
  ASSERT_FALSE(adopt_agreement(record, *file, others).has_value());
  EXPECT_EQ(record.goals[0].instrument, &own);
  EXPECT_EQ(adopt_agreement(record, *file)->code, Errc::unknown_instrument);
}

TEST(Agreement, KeepsTheIntakeOfTheRecordWhereItNamesNone) {
  CourseRecord record;
  record.intake = *Date::parse("2026-01-05");
  ASSERT_FALSE(adopt_agreement(record, {}).has_value());
  EXPECT_EQ(record.intake->iso(), "2026-01-05");
  CourseFile dated;
  dated.medication.push_back({*Date::parse("2026-01-12"), 0, MedicationEvent::Kind::started, ""});
  CourseRecord undated;
  EXPECT_EQ(adopt_agreement(undated, dated)->code, Errc::bad_argument);
}

TEST(CourseFile, ATargetHasAValueWhereItsKindNeedsOneAndNowhereElse) {
  EXPECT_EQ(course_file_from_json(R"({"target": {"kind": "cutoff", "value": 5}})").error().detail,
            "course file.target.value: a target of this kind has none");
  EXPECT_EQ(course_file_from_json(R"({"target": {"kind": "percent", "value": 0}})").error().detail,
            "course file.target: target of 0 percent, it must lie in (0, 100]");
  EXPECT_FALSE(course_file_from_json(R"({"target": {"kind": "score"}})").ok());
}

TEST(CourseFile, AnEmptyObjectIsTheUsualAgreement) {
  const auto file = course_file_from_json("{}");
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->plan.window_first, 12);
  EXPECT_EQ(file->plan.window_last, 16);
  EXPECT_FALSE(file->intake || file->target || file->focus);
}

TEST(ParseTarget, ReadsEveryKindAndRefusesTheRest) {
  EXPECT_EQ(parse_target("recovery")->kind, Target::Kind::recovery);
  EXPECT_EQ(parse_target("percent:50")->value, 50.0);
  EXPECT_EQ(parse_target("score:9")->value, 9.0);
  for (const char* words : {"", "percent", "percent:", "percent:x", "percent:nan", "recovery:3", "better"})
    EXPECT_EQ(parse_target(words).error().code, Errc::malformed) << words;
  for (const char* words : {"percent:0", "percent:101", "percent:-5"})
    EXPECT_EQ(parse_target(words).error().code, Errc::bad_argument) << words;
}

}  // namespace
}  // namespace oncourse
