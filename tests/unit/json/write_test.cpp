// write_test.cpp: what is written reads back as the same, by our parser and by another.
// SPDX-License-Identifier: Apache-2.0
#include "json/write.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <nlohmann/json.hpp>
#include <random>

#include "json/parse.hpp"
#include "oncourse/base/utf8.hpp"

namespace oncourse::json {
namespace {

using Twin = nlohmann::ordered_json;

std::string compact(const Value& document) { return write(document, Layout::compact); }

/// Any document of bounded depth: every kind of value, every kind of character, members of different names.
Value any_document(std::mt19937_64& random, int depth) {
  const auto whole = [&](int last) { return std::uniform_int_distribution<int>(0, last)(random); };
  const auto any_text = [&] {
    constexpr const char* pieces[] = {"a", "\"", "\\", "/", "\n", "\x01", "\x1f", "\x7f", "é", "€", "𝄞", " "};
    std::string out;
    for (int i = whole(6); i > 0; --i) out += pieces[whole(11)];
    return out;
  };
  switch (whole(depth > 0 ? 7 : 5)) {
    case 0: return nullptr;
    case 1: return whole(1) == 1;
    case 2: return static_cast<std::int64_t>(random());
    case 3: return random() >> whole(63);
    case 4: return std::ldexp(whole(1000) - 500.0, whole(40) - 20);
    case 5: return any_text();
    case 6: {
      Value array = Value::array();
      for (int i = whole(4); i > 0; --i) array.push_back(any_document(random, depth - 1));
      return array;
    }
    default: {
      Value object = Value::object();
      for (int i = whole(4); i > 0; --i) object[any_text()] = any_document(random, depth - 1);
      return object;
    }
  }
}

TEST(JsonWrite, GivesWhatReadsBackAsTheSameDocumentAndWhatAnotherWriterGives) {
  std::mt19937_64 random(5);
  for (int i = 0; i < 3000; ++i) {
    const Value document = any_document(random, 4);
    for (const Layout layout : {Layout::compact, Layout::lines}) {
      const std::string written = write(document, layout);
      const auto read = parse("document", written);
      ASSERT_TRUE(read.ok()) << read.error().detail << written;
      EXPECT_EQ(write(*read, layout), written);
      EXPECT_EQ(Twin::parse(written).dump(layout == Layout::lines ? 1 : -1), written);
    }
  }
}

TEST(JsonWrite, ANumberTakesTheFewestDigitsThatReadBackAsTheSameBits) {
  std::mt19937_64 random(8);
  std::size_t longer = 0;
  for (int i = 0; i < 20000; ++i) {
    const double number = std::bit_cast<double>(random());
    if (!std::isfinite(number)) continue;
    const std::string written = compact(number), theirs = Twin(number).dump();
    EXPECT_EQ(std::bit_cast<std::uint64_t>(std::strtod(written.c_str(), nullptr)), std::bit_cast<std::uint64_t>(number))
        << written;
    EXPECT_LE(written.size(), theirs.size()) << written;
    longer += theirs.size() > written.size();
    const auto read = parse("document", written);
    ASSERT_TRUE(read.ok()) << written;
    EXPECT_EQ(compact(*read), written);
  }
  EXPECT_LT(longer, 40U) << "Grisu2, the twin's way, is known to miss the fewest digits once in a thousand";
}

TEST(JsonWrite, AWholeNumberAndARealNumberAreToldApart) {
  EXPECT_EQ(compact(16), "16");
  EXPECT_EQ(compact(16.0), "16.0");
  EXPECT_EQ(compact(-0.0), "-0.0");
  EXPECT_EQ(compact(0.1), "0.1");
  EXPECT_EQ(compact(0.0001), "0.0001");
  EXPECT_EQ(compact(0.00001), "1e-05");
  EXPECT_EQ(compact(999999999999999.0), "999999999999999.0");
  EXPECT_EQ(compact(1e15), "1e+15");
  EXPECT_EQ(compact(std::numeric_limits<std::uint64_t>::max()), "18446744073709551615");
  EXPECT_EQ(compact(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
  EXPECT_EQ(compact(std::numeric_limits<double>::infinity()), "null");
  EXPECT_EQ(compact(std::nan("")), "null");
}

TEST(JsonWrite, BytesThatAreNoCharacterBecomeTheReplacementCharacterAndSpareTheirNeighbours) {
  std::mt19937_64 random(3);
  for (int i = 0; i < 5000; ++i) {
    std::string bytes;
    for (int n = 0; n < 6; ++n) bytes += static_cast<char>(random());
    const std::string written = compact("<" + bytes + ">");
    EXPECT_TRUE(is_utf8(written));
    const auto read = parse("document", written);
    ASSERT_TRUE(read.ok());
    EXPECT_TRUE(read->string()->starts_with("<") && read->string()->ends_with(">"));
    EXPECT_EQ(*read->string() == "<" + bytes + ">", is_utf8(bytes) && bytes.find('\0') == std::string::npos);
  }
  EXPECT_EQ(compact("caf\xE9!"), "\"caf\xEF\xBF\xBD!\"");
}

TEST(JsonWrite, InCanonicalLayoutANumberIsWrittenInOneWayWhateverItWasReadFrom) {
  const auto canonical = [](const char* document) { return write(*parse("document", document), Layout::canonical); };
  EXPECT_EQ(canonical(R"({"a": [2, -7, 0, 1.5], "b": 100})"), R"({"a":[2.0,-7.0,0.0,1.5],"b":100.0})");
  EXPECT_EQ(canonical(R"({"a":[2.0,-7.0,0.0,1.5],"b":1e2})"), canonical(R"({"a": [2, -7, 0, 1.5], "b": 100})"));
}

TEST(JsonWrite, AnObjectKeepsItsOrderUntilItIsSorted) {
  Value document = {{"b", 1}, {"a", {{"d", Value::array()}, {"c", Value::object()}}}};
  EXPECT_EQ(write(document, Layout::lines), "{\n \"b\": 1,\n \"a\": {\n  \"d\": [],\n  \"c\": {}\n }\n}");
  document.sort();
  EXPECT_EQ(compact(document), R"({"a":{"c":{},"d":[]},"b":1})");
  document["b"] = std::vector<double>{1, 2.5};
  document["e"] = std::optional<int>();
  document.erase("a");
  EXPECT_EQ(compact(document), R"({"b":[1.0,2.5],"e":null})");
}

}  // namespace
}  // namespace oncourse::json
