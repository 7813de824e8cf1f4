// csv_test.cpp: fields of rows, and rows that are none.
// SPDX-License-Identifier: Apache-2.0
#include "cli/csv.hpp"

#include <gtest/gtest.h>

#include <random>

namespace oncourse::cli {
namespace {

CsvRecords records_of(std::string document) {
  CsvReader reader([document = std::move(document), read = false](std::span<char> buffer) mutable {
    const std::size_t n = read ? 0 : document.size();
    std::copy_n(document.data(), n, buffer.data());
    read = true;
    return Result(n);
  });
  return *reader.next(1000);
}

CsvHeader header_of(const std::string& line) { return *csv_header(records_of(line)); }

std::string refusal(const std::string& document) {
  const auto table = CsvTable::parse(document);
  return table ? "" : table.error().detail;
}

TEST(Csv, FieldsComeBackAsTheyWereWritten) {
  std::mt19937 source(11);
  constexpr std::string_view letters = "a,\"\n\r b";
  for (int i = 0; i < 2000; ++i) {
    std::vector<std::string> fields(3 * (1 + source() % 3));
    std::string document = "x,y,z\n";
    for (std::size_t k = 0; k < fields.size(); ++k) {
      fields[k].resize(source() % 5);
      for (char& c : fields[k]) c = letters[source() % letters.size()];
      const bool plain = fields[k].find_first_of(",\"\r\n") == std::string::npos && source() % 2 == 0;
      std::string quoted;
      for (const char c : fields[k]) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
      document += (plain ? fields[k] : "\"" + quoted + "\"") + (k % 3 < 2 ? "," : source() % 2 == 0 ? "\n" : "\r\n");
    }
    const auto table = CsvTable::parse(document);
    ASSERT_TRUE(table) << testing::PrintToString(document);
    ASSERT_EQ(table->rows(), fields.size() / 3);
    for (std::size_t k = 0; k < fields.size(); ++k) ASSERT_EQ(table->cell(k / 3, k % 3), fields[k]);
    for (const CsvRecords all = records_of(document); const std::size_t column : {0U, 1U, 2U})
      for (std::size_t row = 0; row < table->rows(); ++row) {
        const CsvRecord& one = all.records[row + 1];
        EXPECT_EQ(
            csv_field_at(std::string_view(all.text).substr(one.begin, one.end - one.begin), one.quoted, column, 3),
            fields[row * 3 + column]);
      }
  }
}

TEST(Csv, ARowThatIsNoneIsNamedAndTheOthersAreThere) {
  const CsvTable table(header_of("a,b,c"), records_of("1,2,3\n1,2\n1,2,3,4\n1,5\",3\n\"1\"x,2,3\n1,2,3,\"4\"x\n7,8,9"));
  ASSERT_EQ(table.rows(), 7U);
  EXPECT_EQ(table.cell(0, 2), "3");
  EXPECT_EQ(table.cell(6, 0), "7");
  std::vector<std::string> found;
  for (const RowTrouble& one : table.rejected()) {
    found.push_back(text(table.line(one.row)) + " " + one.detail());
    for (std::size_t column = 0; column < 3; ++column) EXPECT_EQ(table.cell(one.row, column), "");
  }
  EXPECT_EQ(found,
            (std::vector<std::string>{"2 2 fields, the header has 3", "3 4 fields, the header has 3",
                                      "4 column b: a quote inside an unquoted field",
                                      "5 column a: text after a closing quote", "6 4 fields, the header has 3"}));
}

TEST(Csv, AWholeFileHasNoSuchRow) {
  EXPECT_EQ(refusal("a,b\n1,2\n3\n"), "line 3: 1 field, the header has 2");
  EXPECT_EQ(refusal("a,b\n1,2\"\n"), "line 2, column b: a quote inside an unquoted field");
  EXPECT_EQ(refusal("a,b\n1,\"2"), "line 2: a quote is never closed");
  EXPECT_EQ(refusal("a,b\n"), "the file has a header and no rows");
  EXPECT_EQ(refusal("\n \n"), "the file has a header and no rows");
  EXPECT_EQ(refusal("\xEF\xBB\xBF\n"), "the file is empty");
  EXPECT_EQ(refusal("a,\"b\"c\n"), "line 1: text after a closing quote");
  EXPECT_EQ(refusal("a,b,a\n1,2,3\n"), "columns 1 and 3 have the same name");
  EXPECT_EQ(refusal("a,\xFF\n1,2\n"), "line 1: the name of column 2 is not UTF-8");
  EXPECT_EQ(refusal("\xEF\xBB\xBF"
                    "a,b\r\n1,2"),
            "");
}

TEST(Csv, AFieldOfARecordThatIsNoRowIsNone) {
  EXPECT_EQ(csv_field_at("1,2", false, 1, 2), "2");
  EXPECT_EQ(csv_field_at("1,2", false, 0, 1), std::nullopt);
  EXPECT_EQ(csv_field_at("1,2", false, 0, 3), std::nullopt);
  EXPECT_EQ(csv_field_at("1,\"2,\"\"3\"", true, 1, 2), "2,\"3");
  EXPECT_EQ(csv_field_at("1,\"2\"x,3", true, 0, 3), std::nullopt);
  EXPECT_EQ(csv_field_at("1,\"2\"", true, 0, 3), std::nullopt);
}

}  // namespace
}  // namespace oncourse::cli
