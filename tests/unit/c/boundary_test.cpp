// boundary_test.cpp: what may pass between C and C++, and what may not.
// SPDX-License-Identifier: Apache-2.0
#include "c/boundary.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace oncourse {
namespace {

TEST(Boundary, NoExceptionPasses) {
  oncourse_error error;
  EXPECT_EQ(c::call(&error, []() -> std::optional<Error> { throw std::bad_alloc(); }), ONCOURSE_OUT_OF_MEMORY);
  EXPECT_STREQ(error.detail, "an allocation failed");
  EXPECT_EQ(c::call(&error, []() -> std::optional<Error> { throw std::runtime_error("Ms Smith"); }), ONCOURSE_INTERNAL);
  EXPECT_EQ(std::string(error.detail).find("Smith"), std::string::npos);
  EXPECT_EQ(c::call(nullptr, []() -> std::optional<Error> { throw 7; }), ONCOURSE_INTERNAL);
}

TEST(Boundary, AFailureLeavesTheResultAlone) {
  double result = -77.0;
  oncourse_error error;
  EXPECT_EQ(c::call(&result, &error,
                    []() -> Result<double> {
                      return Error{Errc::not_available, "why"};
                    }),
            ONCOURSE_NOT_AVAILABLE);
  EXPECT_EQ(result, -77.0);
  EXPECT_STREQ(error.detail, "why");
}

TEST(Boundary, ALongDetailIsCutBetweenCharactersAndTerminated) {
  for (const std::string character : {"x", "\u00e4", "\u20ac", "\U0001F600"}) {
    for (std::size_t shift = 0; shift < 4; ++shift) {
      std::string detail(shift, 'x');
      while (detail.size() < 1200) detail += character;
      oncourse_error error;
      c::finish(&error, ONCOURSE_INTERNAL, detail);
      const std::string kept = error.detail;
      EXPECT_LE(kept.size(), 1023U);
      EXPECT_GT(kept.size() + character.size(), 1023U);
      EXPECT_EQ((kept.size() - shift) % character.size(), 0U);
      EXPECT_EQ(kept, detail.substr(0, kept.size()));
    }
  }
  for (const std::size_t length : {0UL, 1022UL, 1023UL, 1024UL}) {
    oncourse_error error;
    c::finish(&error, ONCOURSE_INTERNAL, std::string(length, 'x'));
    EXPECT_EQ(std::string(error.detail).size(), std::min(length, 1023UL));
  }
  oncourse_error error;
  c::finish(&error, ONCOURSE_INTERNAL, std::string(1200, '\x80'));  // no text at all
  EXPECT_STREQ(error.detail, "");
}

TEST(Boundary, ADetailIsOneLine) {
  oncourse_error error;
  c::finish(&error, ONCOURSE_BAD_ARGUMENT, "column a\nb\t\"c\"\x01 caf\xC3\xA9");
  EXPECT_STREQ(error.detail, "column a b \"c\"  caf\xC3\xA9");
}

TEST(Status, HasTheNameOfItsErrorInCpp) {
  EXPECT_STREQ(oncourse_status_name(ONCOURSE_OK), "ok");
  for (oncourse_status status = ONCOURSE_BAD_ARGUMENT; status <= ONCOURSE_NOT_AVAILABLE; ++status)
    EXPECT_STREQ(oncourse_status_name(status), name(static_cast<Errc>(status)));
  for (const oncourse_status status : {-1, ONCOURSE_NOT_AVAILABLE + 1, INT32_MAX, INT32_MIN})
    EXPECT_STREQ(oncourse_status_name(status), "unknown");
}

TEST(SelfTest, HoldsHere) {
  std::size_t checked = 0;
  oncourse_error error;
  ASSERT_EQ(oncourse_self_test(&checked, &error), ONCOURSE_OK) << error.detail;
  EXPECT_GE(checked, 30U);
}

TEST(Document, ThatCannotBeWrittenIsNullAndTriedAgain) {
  const c::Document document;
  EXPECT_EQ(document.read([]() -> std::string { throw std::bad_alloc(); }), nullptr);
  EXPECT_STREQ(document.read([] { return std::string("text"); }), "text");
  EXPECT_STREQ(document.read([] { return std::string("other"); }), "text") << "kept";
}

TEST(Version, OfTheLibraryIsThatOfItsHeader) {
  EXPECT_EQ(oncourse_version_string(), std::to_string(ONCOURSE_VERSION_MAJOR) + "." +
                                           std::to_string(ONCOURSE_VERSION_MINOR) + "." +
                                           std::to_string(ONCOURSE_VERSION_PATCH));
  EXPECT_EQ(oncourse_version(), ONCOURSE_VERSION);
  EXPECT_LT(ONCOURSE_VERSION_MINOR, 1000);
  EXPECT_LT(ONCOURSE_VERSION_PATCH, 1000);
}

}  // namespace
}  // namespace oncourse
