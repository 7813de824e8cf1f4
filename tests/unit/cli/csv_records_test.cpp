// csv_records_test.cpp: the same records however a file is cut, as an automaton of one byte at a time has them.
// SPDX-License-Identifier: Apache-2.0
#include "cli/csv_records.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace oncourse::cli {
namespace {

/// A record with its line, or the error with which the file ended.
struct Line {
  std::string text;
  std::size_t line = 0;
  bool operator==(const Line&) const = default;
};

void PrintTo(const Line& line, std::ostream* out) { *out << line.line << ": " << testing::PrintToString(line.text); }

/// Hands on at most so many bytes at a time.
CsvReader::Source in_pieces(std::string document, std::size_t most) {
  return [document = std::move(document), most, at = std::size_t{0}](std::span<char> buffer) mutable {
    const std::size_t n = std::min({buffer.size(), most, document.size() - at});
    std::copy_n(document.data() + at, n, buffer.data());
    at += n;
    return Result(n);
  };
}

std::vector<Line> read(CsvReader::Source source, std::size_t block, std::size_t count,
                       const CsvReader::MayEnd& may_end = {}) {
  CsvReader reader(std::move(source), block);
  std::vector<Line> out;
  for (;;) {
    const auto records = reader.next(count, may_end);
    if (!records) {
      out.push_back({records.error().detail, 0});
      return out;
    }
    if (records->records.empty()) return out;
    for (const CsvRecord& one : records->records)
      out.push_back({records->text.substr(one.begin, one.end - one.begin), one.line});
  }
}

/// The twin: RFC 4180 as an automaton that sees one byte after another.
std::vector<Line> byte_by_byte(std::string document) {
  if (document.starts_with("\xEF\xBB\xBF")) document.erase(0, 3);
  enum class State { field_begins, plain, quoted, quote_in_quoted } state = State::field_begins;
  std::vector<Line> out;
  Line now{"", 1};
  std::size_t line = 1;
  bool after_carriage = false;
  const auto end = [&] {
    if (!now.text.empty()) out.push_back(now);
    now = {"", line};
    state = State::field_begins;
  };
  for (const char c : document) {
    const bool second = after_carriage && c == '\n';
    after_carriage = false;
    if (second) continue;
    if (state == State::quoted) {
      line += c == '\r' || (c == '\n' && !now.text.ends_with('\r'));
      now.text += c;
      if (c == '"') state = State::quote_in_quoted;
    } else if (state == State::quote_in_quoted && c == '"') {
      now.text += c;
      state = State::quoted;
    } else if (c == '\n' || c == '\r') {
      after_carriage = c == '\r';
      ++line;
      end();
    } else {
      now.text += c;
      state = c == ',' ? State::field_begins : c == '"' && state == State::field_begins ? State::quoted : State::plain;
    }
  }
  if (state == State::quoted)
    out.push_back({"line " + std::to_string(now.line) + ": a quote is never closed", 0});
  else
    end();
  return out;
}

constexpr std::string_view nasty =
    "\xEF\xBB\xBF"
    "id,\"a \"\"quoted\"\" name\",note\r\n"
    "1,\"two\nlines\",\"and,\r\ncommas\"\r\n"
    "\r\n"
    "2,\"\",\"\"\"\"\n"
    "\n\n"
    "3,5\" tall,plain\r"
    "4,\"closed\"too soon,\"x\"\n"
    "5,,\r\r\n"
    "6,\"\"\"\",\"\r\n\"\n"
    "7,a,\"last\"";

TEST(CsvRecords, AreWhatTheStandardSays) {
  const std::vector<Line> lines = read(in_pieces(std::string(nasty), 1000), 1000, 1000);
  EXPECT_EQ(lines, (std::vector<Line>{{"id,\"a \"\"quoted\"\" name\",note", 1},
                                      {"1,\"two\nlines\",\"and,\r\ncommas\"", 2},
                                      {"2,\"\",\"\"\"\"", 6},
                                      {"3,5\" tall,plain", 9},
                                      {"4,\"closed\"too soon,\"x\"", 10},
                                      {"5,,", 11},
                                      {"6,\"\"\"\",\"\r\n\"", 13},
                                      {"7,a,\"last\"", 15}}));
}

TEST(CsvRecords, AreTheSameWhereverTheFileIsCut) {
  for (const std::string_view end : {"", "\n", "\r", "\r\n", "\n\"open,\n1,2\n", "\n\"open", "\n\"", ",\"\"\n\n\n"}) {
    const std::string document = std::string(nasty) + std::string(end);
    const std::vector<Line> expected = byte_by_byte(document);
    for (std::size_t block = 1; block <= document.size() + 1; ++block)
      for (const std::size_t count : {1U, 2U, 7U, 1000U})
        ASSERT_EQ(read(in_pieces(document, document.size()), block, count), expected)
            << "blocks of " << block << ", chunks of " << count << ", end " << testing::PrintToString(end);
    for (std::size_t piece = 1; piece <= document.size(); ++piece)
      ASSERT_EQ(read(in_pieces(document, piece), 1 << 10, 3), expected) << "pieces of " << piece;
  }
}

TEST(CsvRecords, AreThoseOfTheTwinWhateverTheText) {
  std::mt19937 source(7);
  constexpr std::string_view letters = "a,\"\"\n\r,b\"";
  for (int i = 0; i < 20000; ++i) {
    std::string document(source() % 24, ' ');
    for (char& c : document) c = letters[source() % letters.size()];
    ASSERT_EQ(read(in_pieces(document, 1 + source() % 8), 1 + source() % 8, 1 + source() % 4), byte_by_byte(document))
        << testing::PrintToString(document);
  }
}

TEST(CsvRecords, EndAChunkOnlyWhereItMay) {
  const auto same_letter = [before = 'x'](std::string_view text, const CsvRecord& record) mutable {
    const bool may = text[record.begin] != before;
    before = text[record.begin];
    return Result(may);
  };
  CsvReader reader(in_pieces("a1\na2\na3\nb1\nb2\nc1\n", 4), 5);
  std::vector<std::size_t> sizes;
  for (;;) {
    const auto records = reader.next(2, same_letter);
    ASSERT_TRUE(records);
    if (records->records.empty()) break;
    sizes.push_back(records->records.size());
  }
  EXPECT_EQ(sizes, (std::vector<std::size_t>{3, 2, 1}));
  EXPECT_EQ(reader.bytes(), 18U);
}

TEST(CsvRecords, ThatAreRefusedComeAfterThoseBefore) {
  const auto not_c = [](std::string_view text, const CsvRecord& record) -> Result<bool> {
    if (text[record.begin] == 'c') return Error{Errc::bad_argument, "no c"};
    return true;
  };
  for (const std::size_t count : {1U, 2U, 3U, 10U})
    EXPECT_EQ(read(in_pieces("a\nb\nc\nd\n", 3), 4, count, not_c),
              (std::vector<Line>{{"a", 1}, {"b", 2}, {"no c", 0}}));
  const auto breaks = [calls = 0](std::span<char> buffer) mutable -> Result<std::size_t> {
    if (calls++ > 0) return Error{Errc::malformed, "Input/output error"};
    std::copy_n("a\nb", 3, buffer.data());
    return std::size_t{3};
  };
  EXPECT_EQ(read(breaks, 8, 10).back(), (Line{"Input/output error", 0}));
}

TEST(CsvRecords, AreNotHeldWithoutBound) {
  std::size_t given = 0;
  const auto never_closed = [&](std::span<char> buffer) {
    std::fill(buffer.begin(), buffer.end(), 'x');
    if (given == 0) std::copy_n("a\n\"", 3, buffer.data());
    given += buffer.size();
    return Result(buffer.size());
  };
  EXPECT_EQ(read(never_closed, CsvReader::usual_block, 10),
            (std::vector<Line>{{"a", 1}, {"line 2: more than 16777216 bytes; is a quote never closed?", 0}}));
  EXPECT_LE(given, 3 * CsvReader::longest_record);
}

TEST(CsvRecords, AreCountedByLinesWhateverEndsThem) {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    const std::string document = "a" + end + "\"b" + end + "b\"" + end + "c" + end;
    const auto lines = read(in_pieces(document, 3), 5, 10);
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_EQ(lines[2], (Line{"c", 4}));
  }
}

TEST(CsvRecords, FillNoChunkWithoutBound) {
  const std::string row(100'000, 'x');
  std::string document;
  for (int i = 0; i < 400; ++i) document += row + "\n";
  CsvReader reader(in_pieces(document, document.size()));
  const auto chunk = reader.next(1000);
  ASSERT_TRUE(chunk);
  EXPECT_EQ(chunk->records.size(), 168U) << "16 MiB of them";
}

}  // namespace
}  // namespace oncourse::cli
