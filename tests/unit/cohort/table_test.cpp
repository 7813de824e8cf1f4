// table_test.cpp: columns that grow, and columns that are written where they lie.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/table.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace oncourse::table_test {

constexpr std::string_view kinds[] = {"undetermined", "on_track", "off_track"};

TEST(TableColumn, OfCategoriesIsReadAsWhatItsNumbersStandFor) {
  TableColumn column = TableColumn::categories("verdict", kinds);
  constexpr std::int8_t codes[] = {2, 0, 1};
  for (const std::int8_t& code : codes) column.append_bytes(&code);
  column.append_null();
  const TableColumn copy = column;
  column = TableColumn::numbers("gone");
  const ColumnPiece view = copy.view();
  EXPECT_EQ(view.value_type(), ColumnType::text64);
  EXPECT_EQ(view.text(0), "off_track");
  EXPECT_EQ(view.text(1), "undetermined");
  EXPECT_EQ(view.text(2), "on_track");
  EXPECT_TRUE(view.missing(3));
  EXPECT_EQ(copy.values().size(), 4u);
}

TEST(TableColumn, WrittenWhereItLiesIsTheOneThatGrew) {
  std::mt19937_64 random(1);
  for (std::size_t rows = 0; rows < 70; ++rows) {
    TableColumn grown = TableColumn::numbers("x"), grown_flags = TableColumn::booleans("b");
    TableColumn made = TableColumn::numbers("x"), made_flags = TableColumn::booleans("b");
    made.resize(rows);
    made_flags.resize(rows);
    std::vector<double> values;
    for (std::size_t row = 0; row < rows; ++row) {
      values.push_back(random() % 3 == 0 ? std::nan("") : static_cast<double>(random() % 100));
      const bool there = !std::isnan(values.back());
      grown.append(there ? std::optional(values.back()) : std::nullopt);
      grown_flags.append(there ? std::optional(values.back() > 50.0) : std::nullopt);
    }
    for (std::size_t row = rows; row-- > 0;) made.write(row, values[row]);  // in any order
    for (std::size_t first = 0; first < rows; first += 16) {
      const std::size_t last = std::min(first + 16, rows);
      const auto absent = [&](std::size_t row) { return std::isnan(values[row]); };
      made_flags.mark_true(first, last, [&](std::size_t row) { return values[row] > 50.0; });
      made.mark_nulls(first, last, absent);
      made_flags.mark_nulls(first, last, absent);
    }
    for (const auto& [a, b] : {std::pair(&grown, &made), std::pair(&grown_flags, &made_flags)}) {
      b->count_nulls();
      EXPECT_EQ(a->nulls(), b->nulls());
      EXPECT_EQ(a->size(), b->size());
      EXPECT_TRUE(std::equal(a->values().begin(), a->values().end(), b->values().begin(), b->values().end()));
      EXPECT_TRUE(std::equal(a->validity().begin(), a->validity().end(), b->validity().begin(), b->validity().end()));
    }
  }
}

}  // namespace oncourse::table_test
