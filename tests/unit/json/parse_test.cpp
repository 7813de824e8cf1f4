// parse_test.cpp: what is no document is refused with its place, and no locale changes a number.
// SPDX-License-Identifier: Apache-2.0
#include "json/parse.hpp"

#include <gtest/gtest.h>

#include <clocale>
#include <nlohmann/json.hpp>
#include <random>

#include "json/write.hpp"

namespace {
std::string decimal_point = ".";
}

// The locale that the parser asks for the decimal point; strtod() stays with its own: the worst that a locale can do.
extern "C" lconv* localeconv() noexcept {
  static lconv conventions{};
  conventions.decimal_point = decimal_point.data();
  return &conventions;
}

namespace oncourse::json {
namespace {

std::string trouble(const std::string& document) {
  const auto read = parse("file", document);
  EXPECT_FALSE(read.ok()) << document;
  if (read) return {};
  EXPECT_EQ(read.error().code, Errc::malformed);
  return read.error().detail;
}

TEST(JsonParse, RefusesWhatIsNoDocumentWithTheByteWhereItNoticed) {
  EXPECT_EQ(trouble(""), "file: not JSON at byte 0");
  EXPECT_EQ(trouble("[1, 2"), "file: not JSON at byte 5");
  EXPECT_EQ(trouble("[1, 02]"), "file: not JSON at byte 7");
  for (const char* document : {"{", "[1,]", "{\"a\":1,}", "nul", "1 2", "'a'", "\"\n\"", "\"\\x\"", "\"\\ud800\"",
                               "\"caf\xE9\"", "+1", ".5", "1.", "NaN", "[1}", "{1:2}", "// a\n1"})
    EXPECT_NE(trouble(document).find("file: not JSON at byte "), std::string::npos) << document;
}

TEST(JsonParse, RefusesANumberThatNoDoubleHolds) {
  for (const char* document : {"[1e999]", "[-1e999]", "[1e-999]", "[123456789e999999999999]"})
    EXPECT_NE(trouble(document).find("a number that a double cannot hold"), std::string::npos) << document;
  const auto smallest = parse("file", "5e-324");
  ASSERT_TRUE(smallest.ok());
  EXPECT_EQ(smallest->number(), 5e-324);
}

TEST(JsonParse, RefusesATextThatCWouldSeeCutOff) {
  for (const char* document : {R"(["a\u0000b"])", R"({"a\u0000": 1})"})
    EXPECT_NE(parse("document", document).error().detail.find("a text with the character U+0000 ends at byte"),
              std::string::npos)
        << document;
}

TEST(JsonParse, RefusesTwoMembersOfOneNameHoweverManyLieBetween) {
  EXPECT_EQ(trouble(R"({"a": 1, "a": 1})"), "file: two members of one name in the object that ends at byte 16");
  EXPECT_NE(trouble(R"([{"b": {"a": 1, "c": 2, "\u0061": 1}}])").find("two members of one name"), std::string::npos);
  std::string many = "{";
  for (int i = 0; i < 50'000; ++i) many += "\"" + std::to_string(i) + "\":0,";
  EXPECT_TRUE(parse("file", many + "\"x\":0}").ok());
  EXPECT_NE(trouble(many + "\"7\":0}").find("two members of one name"), std::string::npos);
}

TEST(JsonParse, ReadsThirtyTwoLevelsAndRefusesOneMore) {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_TRUE(parse("file", nested(max_depth)).ok());
  EXPECT_EQ(trouble(nested(max_depth + 1)), "file: nested deeper than 32 levels at byte 33");
  EXPECT_EQ(trouble(std::string(1'000'000, '[')), "file: nested deeper than 32 levels at byte 33");
}

TEST(JsonParse, GivesTheSameNumberInEveryLocale) {
  for (const char* point : {".", ",", "\xD9\xAB"}) {  // the last is that of Persian and Pashto, two bytes long
    decimal_point = point;
    const auto read = parse("file", "[1.5, -2.25e-3, 1e2, 0.1, 7]");
    decimal_point = ".";
    ASSERT_TRUE(read.ok()) << read.error().detail;
    EXPECT_EQ(write(*read, Layout::compact), "[1.5,-0.00225,100.0,0.1,7]") << point;
  }
}

TEST(JsonParse, AcceptsAndRefusesWhatAnotherParserDoes) {
  const std::string whole = R"({"a": [1, -2.5e3, true, null, "x\u00e9\n"], "b": {}})";
  std::mt19937_64 random(2);
  int accepted = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string changed = whole;
    changed[random() % whole.size()] = R"({}[]",:0 ae.-\u)"[random() % 16];
    const bool theirs = nlohmann::json::accept(changed);
    const bool clash = changed.find(R"("a": {})") != std::string::npos;  // the one change that makes two members "a"
    const auto read = parse("file", changed);
    EXPECT_EQ(read.ok(), theirs && !clash) << changed;
    accepted += read.ok();
    if (read) {
      EXPECT_EQ(write(*read, Layout::compact), nlohmann::ordered_json::parse(changed).dump());
    }
  }
  EXPECT_GT(accepted, 100);
}

}  // namespace
}  // namespace oncourse::json
