// tables.hpp: tables of results as C reads them, beside those of C++.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "objects.hpp"
#include "oncourse/cohort/table.hpp"

namespace oncourse {

struct FreeTable {
  void operator()(oncourse_table* table) const { oncourse_table_free(table); }
};
using TableHandle = std::unique_ptr<oncourse_table, FreeTable>;

/// The table that a call makes: made([&](oncourse_table** table, oncourse_error* error) { return ...; }).
template <class Call>
TableHandle made(const Call& call) {
  oncourse_table* table = nullptr;
  oncourse_error error;
  EXPECT_EQ(call(&table, &error), ONCOURSE_OK) << error.detail;
  return TableHandle(table);
}

/// How a call is refused: "bad_argument: ...". It must leave its result alone.
template <class Call>
std::string refusal_of(const Call& call) {
  oncourse_table* table = nullptr;
  oncourse_error error;
  const oncourse_status status = call(&table, &error);
  EXPECT_EQ(table, nullptr);
  return std::string(oncourse_status_name(status)) + ": " + error.detail;
}

inline std::vector<double> numbers_of(const TableHandle& table, const std::string& column) {
  std::vector<double> out(oncourse_table_rows(table.get()));
  std::size_t count = 0;
  oncourse_error error;
  EXPECT_EQ(oncourse_table_numbers(table.get(), column.c_str(), out.data(), out.size(), &count, &error), ONCOURSE_OK)
      << error.detail;
  EXPECT_EQ(count, out.size());
  return out;
}

inline std::vector<const char*> texts_of(const TableHandle& table, const std::string& column) {
  std::vector<const char*> out(oncourse_table_rows(table.get()));
  std::size_t count = 0;
  oncourse_error error;
  EXPECT_EQ(oncourse_table_texts(table.get(), column.c_str(), out.data(), out.size(), &count, &error), ONCOURSE_OK)
      << error.detail;
  EXPECT_EQ(count, out.size());
  return out;
}

/// Every cell as in C++, after a first column "row" where `first_rows` are given.
inline void expect_same(const TableHandle& c, const Table& cpp, const std::vector<std::size_t>* first_rows = nullptr) {
  ASSERT_NE(c, nullptr);
  ASSERT_EQ(oncourse_table_rows(c.get()), cpp.rows());
  std::size_t index = 0;
  if (first_rows) {
    ASSERT_STREQ(oncourse_table_column(c.get(), index++), "row");
    const auto rows = numbers_of(c, "row");
    for (std::size_t i = 0; i < rows.size(); ++i) ASSERT_EQ(rows[i], static_cast<double>((*first_rows)[i]));
  }
  for (const TableColumn& column : cpp.columns) {
    ASSERT_STREQ(oncourse_table_column(c.get(), index), column.name().c_str());
    ASSERT_EQ(oncourse_table_is_text(c.get(), index++), column.is_text());
    const ColumnPiece view = column.view();
    if (column.is_text()) {
      const auto texts = texts_of(c, column.name());
      for (std::size_t row = 0; row < texts.size(); ++row) {
        ASSERT_EQ(texts[row] == nullptr, column.is_null(row)) << column.name() << " " << row;
        ASSERT_EQ(texts[row] ? texts[row] : "", column.is_null(row) ? "" : view.text(row)) << column.name();
      }
    } else {
      const auto numbers = numbers_of(c, column.name());
      for (std::size_t row = 0; row < numbers.size(); ++row) {
        SCOPED_TRACE(column.name());
        expect_same_number(numbers[row], column.is_null(row) ? std::nullopt : std::optional(view.number(row)));
      }
    }
  }
  EXPECT_EQ(oncourse_table_column(c.get(), index), nullptr);
  EXPECT_EQ(oncourse_table_is_text(c.get(), index), -1);
}

}  // namespace oncourse
