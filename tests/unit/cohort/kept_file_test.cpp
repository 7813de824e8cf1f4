// kept_file_test.cpp: kept courses are read as they were written, or refused.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/kept_file.hpp"

#include <gtest/gtest.h>

#include <boost/crc.hpp>
#include <random>

#include "support/columns.hpp"

namespace oncourse::kept_file_test {

Table any_table(std::mt19937_64& random, std::size_t rows) {
  Table out{{TableColumn::texts("person"), TableColumn::numbers("g"), TableColumn::whole_numbers("i"),
             TableColumn::long_numbers("l"), TableColumn("c", "c", 1), TableColumn("L", "L", 8)}};
  for (std::size_t row = 0; row < rows; ++row) {
    const auto bits = random();
    for (TableColumn& column : out.columns) {
      if (random() % 4 == 0)
        column.append_null();
      else if (column.is_text())
        column.append(std::string(bits % 5, 'x'));
      else
        column.append_bytes(&bits);
    }
  }
  return out;
}

std::vector<std::byte> written(const Table& table) {
  const auto size = document_size(table);
  EXPECT_TRUE(size) << size.error().detail;
  std::vector<std::byte> out(size ? *size : 0);
  write_document(table, out.data());
  return out;
}

void add_checksum(std::vector<std::byte>& document) {
  boost::crc_32_type crc;
  crc.process_bytes(document.data(), document.size());
  for (int k = 0; k < 4; ++k) document.push_back(static_cast<std::byte>(crc.checksum() >> (8 * k)));
}

TEST(KeptFile, IsReadAsItWasWritten) {
  std::mt19937_64 random(1);
  for (std::size_t rows = 0; rows < 40; ++rows) {
    const Table table = any_table(random, rows);
    const auto bytes = written(table);
    const auto again = kept_from_bytes(bytes);
    ASSERT_TRUE(again) << again.error().detail;
    EXPECT_EQ(written(*again), bytes);
    ASSERT_EQ(again->columns.size(), table.columns.size());
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const TableColumn &a = table.columns[i], &b = again->columns[i];
      EXPECT_EQ(a.name(), b.name());
      EXPECT_EQ(a.format(), b.format());
      ASSERT_EQ(a.size(), b.size());
      for (std::size_t row = 0; row < a.size(); ++row) EXPECT_EQ(a.is_null(row), b.is_null(row));
      EXPECT_TRUE(std::equal(a.values().begin(), a.values().end(), b.values().begin(), b.values().end()));
    }
  }
}

TEST(KeptFile, IsRefusedWhereAnyByteWasChangedOrCutOff) {
  std::mt19937_64 random(2);
  const auto bytes = written(any_table(random, 9));
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    auto changed = bytes;
    changed[at] ^= std::byte{1} << (random() % 8);
    EXPECT_FALSE(kept_from_bytes(changed)) << at;
    EXPECT_FALSE(kept_from_bytes(std::span(bytes).first(at))) << at;
  }
  auto longer = bytes;
  longer.push_back({});
  EXPECT_FALSE(kept_from_bytes(longer));
}

TEST(KeptFile, IsRefusedWhereItContradictsItself) {
  std::mt19937_64 random(3);
  const auto bytes = written(any_table(random, 9));
  int read = 0;
  for (int repetition = 0; repetition < 3000; ++repetition) {  // with a checksum that fits
    auto changed = bytes;
    changed.resize(bytes.size() - 4 - random() % 3);
    for (int k = 0; k < 2; ++k) changed[16 + random() % (changed.size() - 16)] = static_cast<std::byte>(random());
    add_checksum(changed);
    const auto found = kept_from_bytes(changed);
    if (found) {
      ++read;
      for (const TableColumn& column : found->columns) EXPECT_EQ(column.size(), found->rows());
    } else {
      EXPECT_TRUE(found.error().code == Errc::malformed || found.error().code == Errc::wrong_version);
    }
  }
  EXPECT_GT(read, 100);  // numbers may be any
}

TEST(KeptFile, IsRefusedWhereItNamesNobody) {
  const std::string why = "kept courses: no column person, nothing was kept";
  for (const Table& nobody : {Table{}, Table{{TableColumn::numbers("g")}}}) {
    const auto size = document_size(nobody);
    ASSERT_FALSE(size);
    EXPECT_EQ(size.error().code, Errc::bad_argument);
    EXPECT_EQ(size.error().detail, why);
  }
  for (const std::string header : {R"({"columns":[],"n_persons":0,"schema":"oncourse/kept-courses"})",
                                   R"({"columns":[],"n_persons":9,"schema":"oncourse/kept-courses"})"}) {
    std::string document = "oncourse";
    for (const std::size_t word : {std::size_t{1}, header.size()})
      for (int k = 0; k < 4; ++k) document += static_cast<char>(word >> (8 * k));
    document += header;
    std::vector<std::byte> bytes;
    for (const char c : document) bytes.push_back(static_cast<std::byte>(c));
    add_checksum(bytes);
    const auto found = kept_from_bytes(bytes);
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().code, Errc::malformed);
    EXPECT_EQ(found.error().detail, why);
  }
  // Where nobody has come yet, that is what is known.
  std::mt19937_64 random(4);
  EXPECT_TRUE(kept_from_bytes(written(any_table(random, 0))));
}

}  // namespace oncourse::kept_file_test
