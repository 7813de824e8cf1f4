// number_test.cpp: a number survives being written, and text that is not a number is refused.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/base/number.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <clocale>
#include <cstdio>
#include <limits>
#include <random>

namespace oncourse {
namespace {

double any_finite(std::mt19937_64& random) {
  double value = std::numeric_limits<double>::infinity();
  while (!std::isfinite(value)) value = std::bit_cast<double>(random());
  return value;
}

TEST(Text, ReadsBackAsTheSameNumberToTheLastBit) {
  std::mt19937_64 random(101);
  for (int trial = 0; trial < 100'000; ++trial) {
    const double value = any_finite(random);
    const auto back = parse_number(text(value));
    ASSERT_TRUE(back) << text(value);
    ASSERT_EQ(std::bit_cast<std::uint64_t>(*back), std::bit_cast<std::uint64_t>(value));
  }
}

TEST(Text, IsTheShortestThatDoes) {
  EXPECT_EQ(text(11.25), "11.25");
  EXPECT_EQ(text(16.0), "16");
  EXPECT_EQ(text(0.1), "0.1");
  EXPECT_EQ(text(-7.5), "-7.5");
  EXPECT_EQ(text(16), "16");
  EXPECT_EQ(text(std::size_t{0}), "0");
}

TEST(Text, UsesAPointWhereTheLocaleWritesAComma) {
  const std::string before = std::setlocale(LC_NUMERIC, nullptr);
  for (const char* locale : {"de_DE.UTF-8", "uk_UA.UTF-8", "fr_FR.UTF-8"}) std::setlocale(LC_NUMERIC, locale);
  EXPECT_EQ(text(11.25), "11.25");
  EXPECT_EQ(text(11.25, 1), "11.2");
  EXPECT_TRUE(parse_number("11.25").ok());
  EXPECT_FALSE(parse_number("11,25").ok());
  std::setlocale(LC_NUMERIC, before.c_str());
}

TEST(Text, RoundsAsTheCLibraryDoes) {
  std::mt19937_64 random(102);
  std::uniform_real_distribution<double> points(0.0, 400.0);
  for (int trial = 0; trial < 20'000; ++trial) {
    const double value = points(random);
    const int decimals = trial % 10;
    char expected[64];
    std::snprintf(expected, sizeof expected, "%.*f", decimals, value);
    ASSERT_EQ(text(value, decimals), expected);
  }
}

TEST(Text, HoldsTheLargestNumberThereIs) {
  EXPECT_EQ(text(std::numeric_limits<double>::max(), 9).size(), 309u + 1u + 9u);
  EXPECT_EQ(text(std::numeric_limits<double>::lowest(), 9).size(), 1u + 309u + 1u + 9u);
}

TEST(Text, NoChangeIsNeverWrittenAsMinusZero) {
  for (int decimals = 0; decimals <= 9; ++decimals) {
    const double unit = std::pow(10.0, -decimals);
    for (const double share : {0.0, 0.1, 0.25, 0.4999, 0.5}) {
      const std::string written = text(-share * unit, decimals);
      const bool zero = written.find_first_of("123456789") == std::string::npos;
      EXPECT_EQ(written.front() == '-', !zero) << written << " of " << text(-share * unit);
    }
  }
}

TEST(Percent, NeverClaimsCertainty) {
  EXPECT_EQ(percent(0.0), "below 1 %");
  EXPECT_EQ(percent(0.0099), "below 1 %");
  EXPECT_EQ(percent(0.01), "1 %");
  EXPECT_EQ(percent(0.62), "62 %");
  EXPECT_EQ(percent(0.99), "99 %");
  EXPECT_EQ(percent(0.9901), "above 99 %");
  EXPECT_EQ(percent(1.0), "above 99 %");
}

TEST(ParseNumber, ReadsDecimalNumbersOnly) {
  EXPECT_EQ(*parse_number("16"), 16.0);
  EXPECT_EQ(*parse_number("+16"), 16.0);
  EXPECT_EQ(*parse_number("-2.5"), -2.5);
  EXPECT_EQ(*parse_number("1e2"), 100.0);
  for (const char* wrong : {"",   "+",   "-",   " 16", "16 ", "16,5", "1.2.3", "0x10",     "16 points", "1e",
                            "e5", "--5", "++5", "nan", "NaN", "inf",  "-inf",  "infinity", "1e400",     "\xc2\xbd"}) {
    const auto read = parse_number(wrong);
    ASSERT_FALSE(read.ok()) << wrong;
    EXPECT_EQ(read.error().code, Errc::malformed);
  }
}

TEST(ParseNumber, TwoSignsAreNotANumber) {
  EXPECT_FALSE(parse_number("+-5").ok());
  EXPECT_FALSE(parse_number("-+5").ok());
}

TEST(ParseNumber, NeverRepeatsWhatWasWritten) {
  for (const char* private_text : {"Olena, 1984", "12 Main St", "17 but she felt worse", "1e400"})
    EXPECT_EQ(parse_number(private_text).error().detail, "not a number");
}

}  // namespace
}  // namespace oncourse
