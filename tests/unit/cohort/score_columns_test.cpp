// score_columns_test.cpp: scored in columns or one by one, a sheet has one score.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/score_columns.hpp"

#include <gtest/gtest.h>

#include <random>

#include "oncourse/instrument/catalogue.hpp"
#include "support/sheets.hpp"

namespace oncourse::score_columns_test {

TEST(ScoreColumns, AgreeWithOneSheetAtATimeForEveryInstrumentAndType) {
  std::mt19937_64 draw(7);
  for (const ColumnType type : support::answer_types)
    for (const Instrument* q : catalogue())
      for (const Prorating how : {Prorating::published_rule, Prorating::convention, Prorating::never}) {
        if (q->items == 0) continue;
        const support::SheetColumns sheets(*q, 400, draw,
                                           {.type = type, .errors = how == Prorating::never ? 0.0 : 0.001});
        std::size_t row = 0;
        const auto trouble = score_rows(
            *q, sheets.pointers(), how, nullptr, [&](const Result<Score>& got, std::span<const Answer> answers) {
              ASSERT_EQ(std::vector<Answer>(answers.begin(), answers.end()), sheets.rows()[row])
                  << q->id << " row " << row;
              const auto alone = score(*q, sheets.rows()[row], how);
              ASSERT_EQ(got.ok(), alone.ok()) << q->id << " row " << row;
              if (alone) {
                EXPECT_TRUE(got->total == alone->total || !q->has_total());
                EXPECT_EQ(got->band, alone->band);
              } else {
                EXPECT_EQ(got.error().code, alone.error().code);
                EXPECT_EQ(got.error().detail, alone.error().detail);
              }
              ++row;
            });
        EXPECT_FALSE(trouble) << trouble->detail;
        EXPECT_EQ(row, 400u);
      }
}

/// Nine columns of doubles, a row per list.
std::vector<Column> phq9_columns(const std::vector<std::vector<double>>& by_item) {
  std::vector<Column> out;
  for (const auto& values : by_item) {
    ColumnPiece piece;
    piece.type = ColumnType::float64;
    piece.values = values.data();
    piece.size = values.size();
    out.push_back({"q" + std::to_string(out.size() + 1), {piece}, values.size()});
  }
  return out;
}

TEST(ScoreColumns, GiveARowItsStatusAndItsRiskAnswersWhateverHappens) {
  std::vector<std::vector<double>> answers(9, std::vector<double>{1, 1, 1.5, 1e9, 1});
  answers[3] = {3, 7, 1, 1, std::nan("")};
  answers[8] = {2, 1, 0, 3, 1};
  const std::vector<Column> columns = phq9_columns(answers);
  std::vector<const Column*> pointers;
  for (const Column& column : columns) pointers.push_back(&column);
  const auto table = score_columns(phq9, pointers);
  ASSERT_TRUE(table);
  const auto text_at = [&](const char* name, std::size_t row) { return table->find(name)->view().text(row); };
  EXPECT_EQ(text_at("status", 0), "ok");
  EXPECT_EQ(table->find("total")->view().number(0), 12.0);
  EXPECT_EQ(text_at("status", 1), "response_range");
  EXPECT_EQ(text_at("detail", 1), "item 4 is 7, scale is 0..3");
  EXPECT_EQ(text_at("status", 2), "response_range");
  EXPECT_EQ(text_at("detail", 3).substr(0, 14), "item 1 is 1e+0");
  EXPECT_EQ(text_at("status", 4), "too_many_missing");
  EXPECT_EQ(table->find("total")->nulls(), 4u);
  EXPECT_EQ(table->find("risk_item_9")->nulls(), 0u);
  EXPECT_EQ(table->find("risk_item_9_flagged")->view().number(3), 1.0);
}

TEST(ScoreColumns, SayNothingOfARiskItemWithoutAnAnswerOnItsScale) {
  std::vector<std::vector<double>> values(9, std::vector<double>{1, 1, 1, 1});
  values[8] = {0, std::nan(""), 7, 1};
  const std::vector<Column> columns = phq9_columns(values);
  std::vector<const Column*> pointers;
  for (const Column& column : columns) pointers.push_back(&column);
  const auto table = score_columns(phq9, pointers);
  ASSERT_TRUE(table);
  const ColumnPiece flagged = table->find("risk_item_9_flagged")->view();
  EXPECT_EQ(flagged.number(0), 0.0);
  EXPECT_TRUE(flagged.missing(1));
  EXPECT_TRUE(flagged.missing(2));
  EXPECT_EQ(flagged.number(3), 1.0);
}

TEST(ScoreColumns, NameTheFirstOfSeveralOddAnswers) {
  std::vector<std::vector<double>> values(9, std::vector<double>{1});
  values[2] = {1.5};
  values[6] = {99'999};
  const std::vector<Column> columns = phq9_columns(values);
  std::vector<const Column*> pointers;
  for (const Column& column : columns) pointers.push_back(&column);
  const auto table = score_columns(phq9, pointers);
  ASSERT_TRUE(table);
  EXPECT_EQ(table->find("detail")->view().text(0), "item 3 is 1.5, scale is 0..3");
}

TEST(ScoreColumns, RefuseAColumnWithoutTheRowsItSaysItHas) {
  std::vector<Column> columns = phq9_columns(std::vector<std::vector<double>>(9, std::vector<double>{1}));
  columns[4].pieces.clear();
  std::vector<const Column*> pointers;
  for (const Column& column : columns) pointers.push_back(&column);
  const auto table = score_columns(phq9, pointers);
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().code, Errc::bad_argument);
  EXPECT_FALSE(numbers(columns[4]));
  EXPECT_FALSE(days(columns[4]));
}

TEST(ScoreColumns, RefuseColumnsThatCannotBeTheItems) {
  const std::vector<std::vector<double>> eight(8, std::vector<double>{1});
  std::vector<std::vector<double>> uneven(9, std::vector<double>{1});
  uneven[5] = {1, 2};
  for (const auto& values : {eight, uneven}) {
    const std::vector<Column> columns = phq9_columns(values);
    std::vector<const Column*> pointers;
    for (const Column& column : columns) pointers.push_back(&column);
    const auto table = score_columns(phq9, pointers);
    ASSERT_FALSE(table);
    EXPECT_EQ(table.error().code, Errc::bad_argument);
  }
}

}  // namespace oncourse::score_columns_test
