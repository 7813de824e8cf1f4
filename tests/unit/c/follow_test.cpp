// follow_test.cpp: courses followed day by day over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "example_model.hpp"
#include "long_rows.hpp"
#include "oncourse/cohort/follow_columns.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/track/model_file.hpp"
#include "tables.hpp"

namespace oncourse::c_follow_test {

struct FreeFollowed {
  void operator()(oncourse_followed* followed) const { oncourse_followed_free(followed); }
};
using FollowedHandle = std::unique_ptr<oncourse_followed, FreeFollowed>;

ModelHandle model_in_c(const ResponseModel& model) {
  const std::string document = to_json(model);
  oncourse_model* handle = nullptr;
  EXPECT_EQ(oncourse_model_new(document.data(), document.size(), &handle, nullptr), ONCOURSE_OK);
  return ModelHandle(handle);
}

oncourse_session_rows rows_of(const LongRows& rows) {
  oncourse_session_rows out = ONCOURSE_SESSION_ROWS_INIT;
  out.n = rows.person.size();
  out.person = rows.person.data();
  out.session = rows.time.data();
  out.score = rows.score.data();
  return out;
}

FollowedHandle follow(const LongRows& rows, const oncourse_model* model,
                      const oncourse_follow_options* options = nullptr, const oncourse_followed* before = nullptr) {
  const oncourse_session_rows shown = rows_of(rows);
  const InstrumentHandle phq9 = shipped("phq-9");
  oncourse_followed* out = nullptr;
  oncourse_error error;
  EXPECT_EQ(oncourse_follow(&shown, phq9.get(), model, options, before, &out, &error), ONCOURSE_OK) << error.detail;
  return FollowedHandle(out);
}

std::vector<unsigned char> bytes_of(const FollowedHandle& followed) {
  std::size_t size = 0;
  EXPECT_EQ(oncourse_followed_bytes(followed.get(), nullptr, 0, &size, nullptr), ONCOURSE_OK);
  std::vector<unsigned char> out(size);
  EXPECT_EQ(oncourse_followed_bytes(followed.get(), out.data(), size, &size, nullptr), ONCOURSE_OK);
  return out;
}

/// Every cell as in C++, of tables that stay where they are.
void expect_cells(const oncourse_table* c, Table cpp, const std::vector<std::size_t>* first_rows = nullptr) {
  TableHandle borrowed(const_cast<oncourse_table*>(c));
  expect_same(borrowed, cpp, first_rows);
  static_cast<void>(borrowed.release());
}

TEST(CFollow, IsThatOfCpp) {
  std::mt19937_64 random(3);
  const LongRows rows = any_long_rows(random, 40);
  const ResponseModel model = calibrated_example_model();
  const ModelHandle in_c = model_in_c(model);
  const auto persons = rows.persons(), sessions = rows.times(), scores = rows.scores();
  TrackColumns columns;
  columns.person = &persons;
  columns.session = &sessions;
  columns.score = &scores;
  const oncourse_plan plan = {sizeof(oncourse_plan), 10, 12, 0, 0, 0, 0};
  const oncourse_monitoring_rule rules[] = {{ONCOURSE_RULE_EXPECTED_RESPONSE, 0, 0.8, 0},
                                            {ONCOURSE_RULE_RELIABLE_DETERIORATION, 0, 0, 0}};
  for (const bool chosen : {false, true}) {
    oncourse_follow_options options = ONCOURSE_FOLLOW_OPTIONS_INIT;
    FollowOptions in_cpp;
    if (chosen) {
      options.plan = &plan;
      options.rules = rules;
      options.n_rules = 2;
      options.alpha = 0.2;
      options.target_kind = ONCOURSE_TARGET_SCORE;
      options.target_value = 8;
      options.combination = ONCOURSE_COMBINE_ALL;
      options.per_person = 1;
      options.threads = 2;
      in_cpp.plan.window_first = 10;
      in_cpp.plan.window_last = 12;
      in_cpp.target = Target{Target::Kind::score, 8};
      in_cpp.alpha = 0.2;
      in_cpp.rules = {{MonitoringRule::Kind::expected_response, 0.8}, {MonitoringRule::Kind::reliable_deterioration}};
      in_cpp.combination = RuleCombination::all;
      in_cpp.every_session = false;
    }
    const FollowedHandle found = follow(rows, in_c.get(), &options);
    const auto expected = follow_columns(columns, phq9, model, in_cpp);
    ASSERT_TRUE(expected) << expected.error().detail;
    expect_cells(oncourse_followed_verdicts(found.get()), expected->verdicts, chosen ? &expected->first_rows : nullptr);
    expect_cells(oncourse_followed_refusals(found.get()), expected->refusals);
  }
}

TEST(CFollow, CountsRowsWhereThereAreDaysAndNoSessions) {
  std::mt19937_64 random(5);
  const LongRows rows = any_long_rows(random, 20);
  const ModelHandle model = model_in_c(example_model());
  const InstrumentHandle instrument = shipped("phq-9");
  oncourse_session_rows shown = rows_of(rows);
  shown.session = nullptr;
  oncourse_followed* out = nullptr;
  oncourse_error error;
  EXPECT_EQ(oncourse_follow(&shown, instrument.get(), model.get(), nullptr, nullptr, &out, &error),
            ONCOURSE_BAD_ARGUMENT);
  EXPECT_STREQ(error.detail, "neither sessions nor dates nor days");
  shown.day = rows.time.data();
  ASSERT_EQ(oncourse_follow(&shown, instrument.get(), model.get(), nullptr, nullptr, &out, &error), ONCOURSE_OK);
  const FollowedHandle found(out);
  const auto persons = rows.persons(), days = rows.times(), scores = rows.scores();
  TrackColumns columns;
  columns.person = &persons;
  columns.day = &days;
  columns.score = &scores;
  const auto expected = follow_columns(columns, phq9, example_model());
  ASSERT_TRUE(expected);
  EXPECT_NE(expected->verdicts.find("session"), nullptr);
  expect_cells(oncourse_followed_verdicts(found.get()), expected->verdicts);
}

TEST(CFollow, GoesOnFromBytesAsFromWhatWasKept) {
  std::mt19937_64 random(4);
  const LongRows rows = any_long_rows(random, 30);
  const ModelHandle model = model_in_c(example_model());
  LongRows yesterday, today;
  for (std::size_t row = 0; row < rows.person.size(); ++row) {
    LongRows& day = rows.time[row] < 6 ? yesterday : today;
    day.person.push_back(rows.person[row]);
    day.time.push_back(rows.time[row]);
    day.score.push_back(rows.score[row]);
  }
  const FollowedHandle at_once = follow(rows, model.get()), before = follow(yesterday, model.get());
  const auto bytes = bytes_of(before);
  oncourse_followed* read = nullptr;
  oncourse_error error;
  ASSERT_EQ(oncourse_followed_read(bytes.data(), bytes.size(), &read, &error), ONCOURSE_OK) << error.detail;
  const FollowedHandle again(read);
  EXPECT_EQ(bytes_of(again), bytes);
  EXPECT_EQ(oncourse_table_rows(oncourse_followed_verdicts(again.get())), 0u);
  EXPECT_EQ(bytes_of(follow(today, model.get(), nullptr, again.get())), bytes_of(at_once));
  EXPECT_EQ(bytes_of(follow(today, model.get(), nullptr, before.get())), bytes_of(at_once));
}

TEST(CFollow, ShowsVerdictsAsNumbersOfTheirEnumerationToo) {
  LongRows rows;
  for (int session = 0; session < 4; ++session) {
    rows.person.push_back(1);
    rows.time.push_back(session);
    rows.score.push_back(session < 3 ? 18 + 3 * session : 28);
  }
  const FollowedHandle found = follow(rows, model_in_c(example_model()).get());
  const oncourse_table* const verdicts = oncourse_followed_verdicts(found.get());
  std::vector<double> numbers(4);
  std::vector<const char*> texts(4);
  std::size_t count = 0;
  for (const char* const column : {"verdict", "rule", "status"}) {
    ASSERT_EQ(oncourse_table_numbers(verdicts, column, numbers.data(), 4, &count, nullptr), ONCOURSE_OK);
    ASSERT_EQ(oncourse_table_texts(verdicts, column, texts.data(), 4, &count, nullptr), ONCOURSE_OK);
    for (std::size_t row = 0; row < 4; ++row) {
      if (!texts[row]) {
        EXPECT_TRUE(std::isnan(numbers[row]));
        continue;
      }
      const auto number = static_cast<std::int32_t>(numbers[row]);
      EXPECT_STREQ(texts[row], column == std::string("verdict") ? oncourse_verdict_name(number)
                               : column == std::string("rule")  ? oncourse_rule_name(number)
                                                                : oncourse_status_name(oncourse_status(number)));
    }
  }
  EXPECT_EQ(numbers[3], ONCOURSE_RESPONSE_RANGE);
}

TEST(CFollow, RefusesWhatItCannotFollow) {
  LongRows rows;
  rows.person = {1};
  rows.time = {0};
  rows.score = {18};
  const ModelHandle model = model_in_c(example_model());
  const InstrumentHandle phq9 = shipped("phq-9");
  const auto refused = [&](oncourse_session_rows shown, oncourse_follow_options options,
                           const oncourse_followed* before) {
    oncourse_followed* out = nullptr;
    oncourse_error error;
    const oncourse_status status = oncourse_follow(&shown, phq9.get(), model.get(), &options, before, &out, &error);
    EXPECT_EQ(out, nullptr);
    return std::string(oncourse_status_name(status)) + ": " + error.detail;
  };
  const oncourse_follow_options usual = ONCOURSE_FOLLOW_OPTIONS_INIT;
  oncourse_session_rows shown = rows_of(rows);
  shown.score = nullptr;
  EXPECT_EQ(refused(shown, usual, nullptr), "bad_argument: rows.score is NULL");
  shown = rows_of(rows);
  const double* const covariates[] = {rows.score.data()};
  shown.covariates = covariates;
  shown.n_covariates = 1;
  EXPECT_EQ(refused(shown, usual, nullptr), "not_available: 1 covariates given, the model has 0");
  oncourse_follow_options options = usual;
  options.per_person = 2;
  EXPECT_EQ(refused(rows_of(rows), options, nullptr), "bad_argument: per_person is 2, it must lie in 0..1");
  options = usual;
  options.threads = 1000;
  EXPECT_EQ(refused(rows_of(rows), options, nullptr).substr(0, 13), "bad_argument:");
  options = usual;
  options.group = "north";
  EXPECT_EQ(refused(rows_of(rows), options, nullptr), "bad_argument: group north has no calibration; no group has");
  options = usual;
  options.last_rows = 1;
  const FollowedHandle last = follow(rows, model.get(), &options);
  EXPECT_EQ(refused(rows_of(rows), usual, last.get()),
            "bad_argument: before has kept nothing: its options said that no rows will follow");
  std::size_t size = 0;
  oncourse_error error;
  EXPECT_EQ(oncourse_followed_bytes(last.get(), nullptr, 0, &size, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_STREQ(error.detail, "kept courses: no column person, nothing was kept");
  options = usual;
  options.alpha = 0.3;
  const FollowedHandle other = follow(rows, model.get(), &options);
  EXPECT_EQ(refused(rows_of(rows), usual, other.get()).substr(0, 56),
            "bad_argument: what is kept, row 1: kept for another plan");
}

}  // namespace oncourse::c_follow_test
