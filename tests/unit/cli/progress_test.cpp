// progress_test.cpp: progress says what it knows, not too often, and leaves nothing behind.
// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace oncourse::cli {
namespace {

struct Shown {
  std::ostringstream out;
  double now = 1000.0;
  Progress::Clock clock = [this] { return now; };
};

/// The line that stands there after 12 of 72 took so many seconds.
std::string after(double seconds, std::size_t done = 12, std::size_t all = 72) {
  Shown shown;
  Progress progress(shown.out, Progress::Show::lines, "fits", shown.clock);
  shown.now += seconds;
  progress.at(done, all);
  return shown.out.str();
}

TEST(Progress, SaysHowFastItIsAndWhatIsLeft) {
  EXPECT_EQ(after(4.0), "12 of 72 fits, 3.0 per second, 20 s left\n");
  EXPECT_EQ(after(30.0), "12 of 72 fits, 3 s each, 3 min left\n");
  EXPECT_EQ(after(600.0), "12 of 72 fits, 50 s each, 50 min left\n");
  EXPECT_EQ(after(6000.0), "12 of 72 fits, 9 min each, 8 h 20 min left\n");
  EXPECT_EQ(after(8.0, 4000, 0), "4000 fits, 500 per second\n") << "nobody knows of how many";
  EXPECT_EQ(after(8.0, 72), "72 of 72 fits, 9.0 per second\n");
  EXPECT_EQ(after(0.0), "12 of 72 fits\n") << "no time has passed";
  EXPECT_EQ(after(5.0, 0), "0 of 72 fits\n");
}

TEST(Progress, IsNotToldMoreOftenThanItIsRead) {
  Shown shown;
  Progress progress(shown.out, Progress::Show::lines, "fits", shown.clock);
  for (std::size_t done = 1; done <= 100; ++done) {
    shown.now += 0.04;
    progress.at(done, 100);
  }
  const std::string lines = shown.out.str();
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 5) << "4 seconds, and the last";
  EXPECT_NE(lines.find("100 of 100 fits"), std::string::npos);
}

TEST(Progress, IsRedrawnInPlaceAndGoneAtTheEnd) {
  Shown shown;
  {
    Progress progress(shown.out, Progress::Show::in_place, "fits", shown.clock);
    shown.now += 100.0;
    progress.at(1, 1000);
    shown.now += 0.05;
    progress.at(2, 1000);  // too soon
    shown.now += 0.05;
    progress.at(1000, 1000);
  }
  const std::string first = "\r1 of 1000 fits, 2 min each, 27 h 45 min left",
                    last = "\r1000 of 1000 fits, 10.0 per second";
  ASSERT_EQ(shown.out.str().substr(0, first.size()), first);
  const std::size_t width = first.size() - 1;
  EXPECT_EQ(shown.out.str(),
            first + last + std::string(width - (last.size() - 1), ' ') + "\r" + std::string(width, ' ') + "\r");
}

TEST(Progress, IsSilentWhereNobodyAsked) {
  Shown shown;
  {
    Progress progress(shown.out, Progress::Show::nothing, "fits", shown.clock);
    progress.at(1, 2);
    progress.at(2, 2);
  }
  EXPECT_EQ(shown.out.str(), "");
}

}  // namespace
}  // namespace oncourse::cli
