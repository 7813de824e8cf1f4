// table_test.cpp: tables of results over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <array>

#include "tables.hpp"

namespace oncourse::c_table_test {

constexpr std::array<std::int32_t, 3> classes = {ONCOURSE_CHANGE_IMPROVED, ONCOURSE_CHANGE_NOT_KNOWN,
                                                 ONCOURSE_CHANGE_IMPROVED};

TableHandle counted() {
  return made([](oncourse_table** table, oncourse_error* error) {
    return oncourse_class_summary(classes.data(), nullptr, classes.size(), 0, table, error);
  });
}

TEST(CTable, ShowsItsColumnsInTheirOrderAndThenNoMore) {
  const TableHandle table = counted();
  ASSERT_EQ(oncourse_table_rows(table.get()), 5u);
  EXPECT_STREQ(oncourse_table_column(table.get(), 1), "class");
  EXPECT_EQ(oncourse_table_is_text(table.get(), 1), 1);
  EXPECT_EQ(oncourse_table_is_text(table.get(), 2), 0);
  EXPECT_STREQ(texts_of(table, "class")[1], "improved");
  EXPECT_EQ(numbers_of(table, "count")[1], 2.0);
  EXPECT_EQ(numbers_of(table, "without_class")[1], 1.0);
  EXPECT_EQ(oncourse_table_column(table.get(), 99), nullptr);
  EXPECT_EQ(oncourse_table_column(nullptr, 0), nullptr);
  EXPECT_EQ(oncourse_table_rows(nullptr), 0u);
  EXPECT_EQ(oncourse_table_is_text(nullptr, 0), -1);
  EXPECT_EQ(oncourse_table_json(nullptr), nullptr);
  oncourse_table_free(nullptr);
}

TEST(CTable, WhatIsNotKnownIsNanOrNullAndInJsonNull) {
  const std::int32_t nobody = ONCOURSE_CHANGE_NOT_KNOWN;
  const TableHandle table = made([&](oncourse_table** out, oncourse_error* error) {
    return oncourse_class_summary(&nobody, nullptr, 1, 0, out, error);
  });
  for (const double share : numbers_of(table, "share")) EXPECT_TRUE(std::isnan(share));
  for (const double group : numbers_of(table, "group")) EXPECT_TRUE(std::isnan(group));
  const std::string json = oncourse_table_json(table.get());
  EXPECT_NE(json.find("\"group\": null"), std::string::npos) << json;
  EXPECT_NE(json.find("\"share\": null"), std::string::npos) << json;
  EXPECT_EQ(oncourse_table_json(table.get()), oncourse_table_json(table.get()));
}

TEST(CTable, TellsFirstHowManyThereAreAndRefusesLessRoom) {
  const TableHandle table = counted();
  std::size_t count = 77;
  oncourse_error error;
  ASSERT_EQ(oncourse_table_numbers(table.get(), "count", nullptr, 0, &count, &error), ONCOURSE_OK);
  EXPECT_EQ(count, 5u);
  std::array<double, 5> numbers = {-1, -1, -1, -1, -1};
  const auto refusal = [&](const char* column, double* to, std::size_t capacity) {
    count = 77;
    EXPECT_NE(oncourse_table_numbers(table.get(), column, to, capacity, &count, &error), ONCOURSE_OK);
    EXPECT_EQ(count, 77u);
    EXPECT_EQ(numbers, (std::array<double, 5>{-1, -1, -1, -1, -1}));
    return std::string(error.detail);
  };
  EXPECT_EQ(refusal("count", numbers.data(), 4), "room for 4, 5 are needed");
  EXPECT_EQ(refusal("count", nullptr, 5), "the buffer is NULL and its capacity is not 0");
  EXPECT_EQ(refusal("class", numbers.data(), 5), "the column is one of texts");
  EXPECT_EQ(refusal("Count", numbers.data(), 5),
            "no such column; there are group, class, count, of, share, share_low, share_high, without_class");
  EXPECT_EQ(refusal(nullptr, numbers.data(), 5), "column is NULL");
  const char* texts[5];
  EXPECT_EQ(oncourse_table_texts(table.get(), "class", texts, 4, &count, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_table_texts(table.get(), "count", texts, 5, &count, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_table_texts(nullptr, "class", texts, 5, &count, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_table_texts(table.get(), "class", texts, 5, nullptr, &error), ONCOURSE_BAD_ARGUMENT);
}

}  // namespace oncourse::c_table_test
