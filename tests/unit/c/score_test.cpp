// score_test.cpp: answers in, scores out, over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <vector>

#include "objects.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/instrument/score.hpp"
#include "oncourse/oncourse.h"

namespace oncourse {
namespace {

/// Half of the sheets are proper, half have blanks, and now and then an answer lies outside the scale.
std::vector<Answer> random_sheet(const Instrument& q, std::mt19937_64& random) {
  const auto in = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
  const bool with_blanks = in(0, 1) == 1, with_mistakes = in(0, 9) == 0;
  std::vector<Answer> sheet;
  for (int item = 1; item <= q.items; ++item) {
    const AnswerRange range = answer_range(q, item);
    int answer = range.min + range.step * in(0, (range.max - range.min) / range.step);
    if (with_mistakes && in(0, q.items) == 0) answer = range.max + 1;
    sheet.push_back(with_blanks && in(0, 7) == 0 ? blank : static_cast<Answer>(answer));
  }
  return sheet;
}

TEST(CScore, IsTheSameAsInCppForRandomSheetsOfEveryInstrument) {
  std::mt19937_64 random(20260228);
  for (const Instrument* q : catalogue()) {
    if (q->items == 0) continue;
    const InstrumentHandle handle = shipped(q->id.data());
    for (int trial = 0; trial < 1000; ++trial) {
      const std::vector<Answer> sheet = random_sheet(*q, random);
      oncourse_score_options options = ONCOURSE_SCORE_OPTIONS_INIT;
      options.prorating = trial % 3;
      oncourse_score_result result = ONCOURSE_SCORE_RESULT_INIT;
      oncourse_error error;
      const auto expected = score(*q, sheet, static_cast<Prorating>(options.prorating));
      const auto status = oncourse_score(handle.get(), sheet.data(), sheet.size(), &options, &result, &error);
      if (!expected) {
        ASSERT_EQ(status, static_cast<int>(expected.error().code));
        ASSERT_EQ(error.detail, expected.error().detail);
        continue;
      }
      ASSERT_EQ(status, ONCOURSE_OK) << error.detail;
      expect_same_number(result.total, q->has_total() ? std::optional(expected->total) : std::nullopt);
      EXPECT_EQ(result.answered, expected->answered);
      EXPECT_EQ(result.of_items, expected->of_items);
      EXPECT_EQ(result.prorated, expected->prorated);
      ASSERT_EQ(result.band == nullptr, expected->band == nullptr);
      if (result.band) {
        EXPECT_EQ(result.band, expected->band->label);
      }

      std::array<oncourse_subscale_score, max_subscales> subscales;
      std::size_t count = 99;
      ASSERT_EQ(oncourse_score_subscales(handle.get(), sheet.data(), sheet.size(), &options, subscales.data(),
                                         subscales.size(), &count, nullptr),
                ONCOURSE_OK);
      ASSERT_EQ(count, expected->subscales().size());
      for (std::size_t i = 0; i < count; ++i) {
        EXPECT_EQ(subscales[i].id, expected->subscales()[i].subscale->id);
        expect_same_number(subscales[i].value, expected->subscales()[i].value);
        const Band* const band = expected->subscales()[i].band;
        EXPECT_EQ(subscales[i].band ? subscales[i].band : "", band ? band->label : "");
      }
      std::array<oncourse_algorithm_result, max_algorithms> algorithms;
      ASSERT_EQ(oncourse_score_algorithms(handle.get(), sheet.data(), sheet.size(), &options, algorithms.data(),
                                          algorithms.size(), &count, nullptr),
                ONCOURSE_OK);
      ASSERT_EQ(count, expected->algorithms().size());
      for (std::size_t i = 0; i < count; ++i) {
        EXPECT_EQ(algorithms[i].id, expected->algorithms()[i].algorithm->id);
        const std::optional<bool> met = expected->algorithms()[i].met;
        EXPECT_EQ(algorithms[i].met, met ? int{*met} : -1);
      }
      std::array<oncourse_risk_answer, max_risk_items> risk;
      ASSERT_EQ(oncourse_score_risk(handle.get(), sheet.data(), sheet.size(), &options, risk.data(), risk.size(),
                                    &count, nullptr),
                ONCOURSE_OK);
      ASSERT_EQ(count, expected->risk().size());
      for (std::size_t i = 0; i < count; ++i) {
        EXPECT_EQ(risk[i].meaning, expected->risk()[i].item->meaning);
        EXPECT_EQ(risk[i].item, expected->risk()[i].item->item);
        EXPECT_EQ(risk[i].answer, expected->risk()[i].answer);
        EXPECT_EQ(risk[i].threshold, expected->risk()[i].item->threshold);
        EXPECT_EQ(risk[i].flagged, expected->risk()[i].flagged);
      }
    }
  }
}

TEST(CScore, ManySheetsAtOnceAreScoredAsOneByOne) {
  std::mt19937_64 random(20261123);
  for (const Instrument* q : catalogue()) {
    if (q->items == 0) continue;
    const InstrumentHandle handle = shipped(q->id.data());
    const std::size_t n = 200, items = static_cast<std::size_t>(q->items), parts = q->subscales.size();
    std::vector<Answer> answers;
    for (std::size_t i = 0; i < n; ++i)
      for (const Answer answer : random_sheet(*q, random)) answers.push_back(answer);
    std::vector<double> totals(n, -77.0), subscales(n * parts, -77.0);
    std::vector<std::int32_t> statuses(n, -77);
    ASSERT_EQ(oncourse_score_sheets(handle.get(), answers.data(), n, items, nullptr, totals.data(), subscales.data(),
                                    statuses.data(), nullptr),
              ONCOURSE_OK);
    for (std::size_t i = 0; i < n; ++i) {
      const auto expected = score(*q, std::span(answers).subspan(i * items, items));
      ASSERT_EQ(statuses[i], expected ? 0 : static_cast<int>(expected.error().code)) << q->id;
      expect_same_number(totals[i], expected && q->has_total() ? std::optional(expected->total) : std::nullopt);
      for (std::size_t k = 0; k < parts; ++k)
        expect_same_number(subscales[i * parts + k], expected ? expected->subscales()[k].value : std::nullopt);
    }
    ASSERT_EQ(oncourse_score_sheets(handle.get(), answers.data(), n, items, nullptr, totals.data(), nullptr,
                                    statuses.data(), nullptr),
              ONCOURSE_OK);
  }
  const InstrumentHandle phq9 = shipped("phq-9"), bdi = shipped("bdi-ii");
  double total = -77.0;
  std::int32_t status = -77;
  oncourse_error error;
  const std::vector<Answer> sheet(9, 1);
  EXPECT_EQ(oncourse_score_sheets(phq9.get(), sheet.data(), 1, 8, nullptr, &total, nullptr, &status, &error),
            ONCOURSE_BAD_ARGUMENT);
  EXPECT_STREQ(error.detail, "9 items expected, 8 given");
  EXPECT_EQ(oncourse_score_sheets(bdi.get(), sheet.data(), 1, 21, nullptr, &total, nullptr, &status, &error),
            ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_score_sheets(phq9.get(), sheet.data(), 1, 9, nullptr, nullptr, nullptr, &status, &error),
            ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(total, -77.0);
  EXPECT_EQ(status, -77);
}

TEST(CRecode, RewritesAllAnswersOrNone) {
  const InstrumentHandle epds = shipped("epds");
  oncourse_error error;
  std::vector<Answer> answers(10, 1);
  answers[2] = blank;
  ASSERT_EQ(oncourse_recode(epds.get(), "printed", answers.data(), answers.size(), &error), ONCOURSE_OK);
  EXPECT_EQ(answers, (std::vector<Answer>{0, 0, blank, 0, 3, 3, 3, 3, 3, 3}));
  std::vector<Answer> wrong(10, 1);
  wrong[9] = 0;
  EXPECT_EQ(oncourse_recode(epds.get(), "printed", wrong.data(), wrong.size(), &error), ONCOURSE_RESPONSE_RANGE);
  EXPECT_STREQ(error.detail, "item 10 is 0, the coding printed has 1..4");
  EXPECT_EQ(wrong, (std::vector<Answer>{1, 1, 1, 1, 1, 1, 1, 1, 1, 0}));
  EXPECT_EQ(oncourse_recode(epds.get(), "1-4", wrong.data(), wrong.size(), &error), ONCOURSE_NOT_AVAILABLE);
  EXPECT_STREQ(error.detail, "epds has no such coding, known are printed");
}

TEST(CGoalAttainment, IsThatOfCpp) {
  const std::vector<Answer> levels = {2, blank, 2, 2};
  const std::vector<double> weights = {1, 2, 3, 4};
  double t = -77.0;
  oncourse_error error;
  ASSERT_EQ(oncourse_goal_attainment(levels.data(), nullptr, levels.size(), 0.3, &t, &error), ONCOURSE_OK);
  EXPECT_NEAR(t, 77.38613, 5e-6);
  ASSERT_EQ(oncourse_goal_attainment(levels.data(), weights.data(), levels.size(), 0.3, &t, &error), ONCOURSE_OK);
  EXPECT_EQ(t, *goal_attainment(levels, weights));
  EXPECT_EQ(oncourse_goal_attainment(levels.data(), nullptr, 0, 0.3, &t, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_goal_attainment(nullptr, nullptr, 1, 0.3, &t, &error), ONCOURSE_BAD_ARGUMENT);
}

TEST(CScore, TextsOfShippedInstrumentsAreTerminated) {
  for (const Instrument* q : catalogue()) {
    EXPECT_EQ(q->id.data()[q->id.size()], '\0');
    for (const Band& band : q->figures.bands) EXPECT_EQ(band.label.data()[band.label.size()], '\0');
    for (const Subscale& subscale : q->subscales) EXPECT_EQ(subscale.id.data()[subscale.id.size()], '\0');
    for (const RiskItem& item : q->risk) EXPECT_EQ(item.meaning.data()[item.meaning.size()], '\0');
  }
}

class CScoreRefuses : public testing::Test {
 protected:
  InstrumentHandle phq9_handle = shipped("phq-9");
  const oncourse_instrument* const phq9 = phq9_handle.get();
  std::array<std::int16_t, 9> sheet = {1, 1, 1, 1, 1, 1, 1, 1, 1};
  oncourse_score_options options = ONCOURSE_SCORE_OPTIONS_INIT;
  oncourse_score_result result = {sizeof(oncourse_score_result), -77.0, nullptr, -77, -77, -77, -77};
  oncourse_error error = {ONCOURSE_OK, "before"};

  void expect(oncourse_status expected, const std::string& detail, const oncourse_instrument* instrument,
              const std::int16_t* answers, std::size_t n) {
    EXPECT_EQ(oncourse_score(instrument, answers, n, &options, &result, &error), expected);
    EXPECT_EQ(error.status, expected);
    EXPECT_EQ(std::string(error.detail).substr(0, detail.size()), detail);
    EXPECT_EQ(result.total, -77.0);
    EXPECT_EQ(result.answered, -77);
    EXPECT_EQ(result.reserved, -77);
    EXPECT_EQ(oncourse_score(instrument, answers, n, &options, &result, nullptr), expected);
  }
};

TEST_F(CScoreRefuses, AnAnswerOutsideTheScale) {
  sheet[3] = 7;
  expect(ONCOURSE_RESPONSE_RANGE, "item 4 is 7, scale is 0..3", phq9, sheet.data(), sheet.size());
}

TEST_F(CScoreRefuses, AnotherNumberOfAnswers) {
  expect(ONCOURSE_BAD_ARGUMENT, "9 items expected, 8 given", phq9, sheet.data(), 8);
  expect(ONCOURSE_BAD_ARGUMENT, "9 items expected, 0 given", phq9, sheet.data(), 0);
  expect(ONCOURSE_BAD_ARGUMENT, "9 items expected, 1844674407370955161", phq9, sheet.data(), SIZE_MAX);
}

TEST_F(CScoreRefuses, TooManyBlanks) {
  sheet[0] = ONCOURSE_BLANK;
  options.prorating = ONCOURSE_PRORATING_NEVER;
  expect(ONCOURSE_TOO_MANY_MISSING, "item 1 is blank, no blank is allowed", phq9, sheet.data(), sheet.size());
}

TEST_F(CScoreRefuses, AnInstrumentWithoutItems) {
  expect(ONCOURSE_BAD_ARGUMENT, "this instrument is known by its total only", vendors_own().get(), sheet.data(), 9);
}

TEST_F(CScoreRefuses, MissingPointers) {
  expect(ONCOURSE_BAD_ARGUMENT, "instrument is NULL", nullptr, sheet.data(), 9);
  expect(ONCOURSE_BAD_ARGUMENT, "answers is NULL", phq9, nullptr, 9);
  EXPECT_EQ(oncourse_score(phq9, sheet.data(), 9, nullptr, nullptr, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_STREQ(error.detail, "the result is NULL");
}

TEST_F(CScoreRefuses, OptionsItDoesNotKnow) {
  options.prorating = 3;
  expect(ONCOURSE_BAD_ARGUMENT, "prorating is 3, it must lie in 0..2", phq9, sheet.data(), 9);
  options.prorating = 0;
  options.reserved = 1;
  expect(ONCOURSE_BAD_ARGUMENT, "reserved is 1, it must be 0", phq9, sheet.data(), 9);
  options.reserved = 0;
  options.struct_size = 0;
  expect(ONCOURSE_BAD_ARGUMENT, "struct_size is 0, the INIT macro sets it to 16", phq9, sheet.data(), 9);
}

TEST_F(CScoreRefuses, NothingOnceTheSheetIsProperAndEmptiesTheError) {
  EXPECT_EQ(oncourse_score(phq9, sheet.data(), 9, nullptr, &result, &error), ONCOURSE_OK);
  EXPECT_EQ(result.total, 9.0);
  EXPECT_EQ(error.status, ONCOURSE_OK);
  EXPECT_STREQ(error.detail, "");
}

TEST(CScoreBuffers, AreNeverOverrun) {
  const std::array<std::int16_t, 9> sheet = {1, 1, 1, 1, 1, 1, 1, 1, 1};
  oncourse_risk_answer risk[2] = {{nullptr, -77, 0, 0, 0}, {nullptr, -77, 0, 0, 0}};
  const InstrumentHandle phq9 = shipped("phq-9");
  std::size_t count = 99;
  oncourse_error error;
  EXPECT_EQ(oncourse_score_risk(phq9.get(), sheet.data(), 9, nullptr, nullptr, 0, &count, &error), ONCOURSE_OK);
  EXPECT_EQ(count, 1U);
  count = 99;
  EXPECT_EQ(oncourse_score_risk(phq9.get(), sheet.data(), 9, nullptr, risk, 0, &count, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_STREQ(error.detail, "room for 0, 1 are needed");
  EXPECT_EQ(oncourse_score_risk(phq9.get(), sheet.data(), 9, nullptr, nullptr, 1, &count, &error),
            ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(count, 99U);
  EXPECT_EQ(risk[0].item, -77);
  EXPECT_EQ(oncourse_score_risk(phq9.get(), sheet.data(), 9, nullptr, risk, 2, &count, &error), ONCOURSE_OK);
  EXPECT_EQ(risk[0].item, 9);
  EXPECT_EQ(risk[1].item, -77);
}

}  // namespace
}  // namespace oncourse
