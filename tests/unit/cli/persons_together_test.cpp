// persons_together_test.cpp: who appears again is found, whatever the order and the chunks.
// SPDX-License-Identifier: Apache-2.0
#include "cli/persons_together.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace oncourse::cli {
namespace {

TEST(SeenNumbers, AreThoseOfASet) {
  std::mt19937_64 source(3);
  SeenNumbers seen;
  std::set<std::uint64_t> twin;
  for (int i = 0; i < 50000; ++i) {
    std::uint64_t number = source() % 20000 + 1;
    if (i % 3 == 0) number <<= 50;  // numbers whose last bits are alike
    EXPECT_EQ(seen.insert(number), twin.insert(number).second);
  }
  EXPECT_EQ(seen.size(), twin.size());
  SeenNumbers none;
  EXPECT_TRUE(none.insert(0));
  EXPECT_FALSE(none.insert(0));
}

/// The persons of every chunk, or the error at the end.
std::vector<std::string> chunks(PersonsTogether& together, const std::string& rows, std::size_t count) {
  CsvReader reader([rows, read = false](std::span<char> buffer) mutable {
    const std::size_t n = read ? 0 : rows.size();
    std::copy_n(rows.data(), n, buffer.data());
    read = true;
    return Result(n);
  });
  const CsvReader::MayEnd may_end = together.in_file(1, 2);
  std::vector<std::string> out;
  for (;;) {
    const auto records = reader.next(count, may_end);
    if (!records) {
      out.push_back(records.error().detail);
      return out;
    }
    if (records->records.empty()) return out;
    out.emplace_back();
    for (const CsvRecord& one : records->records) out.back() += records->text[one.begin];
  }
}

TEST(PersonsTogether, AreNeverCutApart) {
  const std::string rows = "1,a\n2,\"a\"\n3\n4,a\n5,\n6,b,b\n7,NA\n8,a\n9,b\nA,c\nB,c\n";
  for (const auto& [count, expected] : std::vector<std::pair<std::size_t, std::vector<std::string>>>{
           {1, {"12345678", "9", "AB"}}, {8, {"12345678", "9AB"}}, {9, {"123456789", "AB"}}, {100, {"123456789AB"}}}) {
    PersonsTogether together;
    EXPECT_EQ(chunks(together, rows, count), expected);
  }
}

TEST(PersonsTogether, WhoAppearsAgainIsRefusedWithTheLine) {
  const std::string why =
      ": a person appears again after another began; the rows of each must stand together, in one file";
  for (const std::size_t count : {1U, 2U, 100U}) {
    PersonsTogether together;
    const auto found = chunks(together, "1,a\n2,b\n3,b\n4,a\n5,c\n", count);
    EXPECT_EQ(found.back(), "line 4" + why);
    std::string before;
    for (std::size_t i = 0; i + 1 < found.size(); ++i) before += found[i];
    EXPECT_EQ(before, "123");
  }
  PersonsTogether files;
  EXPECT_EQ(chunks(files, "1,a\n2,b\n", 10), std::vector<std::string>{"12"});
  EXPECT_EQ(chunks(files, "1,b\n", 10), std::vector<std::string>{"line 1" + why});
}

TEST(PersonsTogether, OnePersonHasNoEndlessRows) {
  std::string rows;
  for (int i = 0; i < 1000100; ++i) rows += "1,a\n";
  PersonsTogether together;
  CsvReader reader([&, at = std::size_t{0}](std::span<char> buffer) mutable {
    const std::size_t n = std::min(buffer.size(), rows.size() - at);
    std::copy_n(rows.data() + at, n, buffer.data());
    at += n;
    return Result(n);
  });
  const auto may_end = together.in_file(1, 2);
  const auto first = reader.next(10, may_end);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->records.size(), 1000000U);
  const auto second = reader.next(10, may_end);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().detail, "line 1000001: more than 1000000 rows without another person");
}

}  // namespace
}  // namespace oncourse::cli
