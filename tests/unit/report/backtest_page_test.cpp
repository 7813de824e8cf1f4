// backtest_page_test.cpp: a backtest as text fits a terminal, as a page it says the same and asks nobody for anything.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/report/backtest_page.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "courses.hpp"
#include "drawn.hpp"
#include "oncourse/base/number.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "support/simulated_panel.hpp"

namespace oncourse::report_tests {
namespace {

struct Tested {
  support::Cohort cohort = support::simulated_panel(phq9, typical_population, 400, 5);
  BacktestOptions options;
  Backtest found;

  explicit Tested(const std::vector<int>& sessions = {2, 3, 4, 6, 8}) {
    options.design.time_name = "session";
    options.design.transformation = {growth::Scale::square_root, 0.0, 27.0};  // the plain model stands apart
    options.target = default_target(phq9);
    options.rules = usual_backtest_rules(options.design, phq9, {.alphas = {0.05, 0.1}});
    options.sessions = sessions;
    options.folds = 2;
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < cohort.panel().persons(); ++i)
      labels.emplace_back(i % 2 == 0 ? "<script>alert('1')</script>" : "");
    set_strata(options, labels);
    auto made = backtest(cohort.panel(), phq9, options);
    EXPECT_TRUE(made.ok()) << (made.ok() ? "" : made.error().detail);
    found = *std::move(made);
  }
};

const Tested& tested() {
  static const Tested once;
  return once;
}

std::vector<std::string> lines_of(const std::string& words) {
  std::istringstream stream(words);
  std::vector<std::string> out;
  for (std::string line; std::getline(stream, line);) out.push_back(line);
  return out;
}

auto head_of(const std::vector<std::string>& lines) {
  return std::find_if(lines.begin(), lines.end(), [](const auto& line) { return line.starts_with("rule "); });
}

bool holds(const std::string& whole, const std::string& part) { return whole.find(part) != std::string::npos; }

TEST(BacktestText, FitsATerminalOfAHundredColumnsWithARowPerRule) {
  for (const std::vector<int>& sessions :
       {std::vector<int>{2, 3, 4, 6, 8}, std::vector<int>{}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}}) {
    const Tested of(sessions);
    const auto lines = lines_of(to_text(of.found, of.options, phq9));
    for (const std::string& line : lines) EXPECT_LE(line.size(), 100U) << line;
    const auto head = head_of(lines);
    ASSERT_NE(head, lines.end());
    for (std::size_t r = 0; r < of.found.rules.size(); ++r) {
      const std::string& row = *(head + 1 + static_cast<std::ptrdiff_t>(r));
      EXPECT_EQ(row.size(), head->size()) << row;
      EXPECT_TRUE(holds(row, text(100.0 * of.found.rules[r].performance.false_alarms.share, 1))) << row;
    }
    const bool all_fit = sessions.size() < 12;
    EXPECT_EQ(holds(to_text(of.found, of.options, phq9), "more sessions"), !all_fit);
  }
}

TEST(BacktestText, TellsApartWhatWasTried) {
  const auto lines = lines_of(to_text(tested().found, tested().options, phq9));
  const auto head = head_of(lines);
  ASSERT_NE(head, lines.end());
  std::set<std::string> names;
  for (std::size_t r = 0; r < tested().found.rules.size(); ++r)
    names.insert((head + 1 + static_cast<std::ptrdiff_t>(r))->substr(0, head->find("alarms") - 1));
  EXPECT_EQ(names.size(), tested().found.rules.size());
}

TEST(BacktestPage, IsBalancedRunsNothingAndRequestsNothing) {
  const std::string page = to_html(tested().found, tested().options, phq9);
  EXPECT_EQ(unbalanced_in(page), "");
  for (const char* outside : {"<script", "@import", "url(", "src=", "javascript:", "onload"})
    EXPECT_FALSE(holds(page, outside)) << outside;
  EXPECT_EQ(occurrences(page, "http"), occurrences(page, "xmlns=\"http://www.w3.org/2000/svg\""));
  for (const char* noise : {">nan", ">inf", ">-nan", "\"nan", "NaN"}) EXPECT_FALSE(holds(page, noise)) << noise;
  EXPECT_TRUE(holds(page, "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;")) << "a stratum is text";
  EXPECT_TRUE(holds(page, "not stated"));
}

TEST(BacktestPage, HasEverySectionInOrderAndThreeCharts) {
  const std::string page = to_html(tested().found, tested().options, phq9);
  std::size_t before = 0;
  for (const char* id : {"rules", "sessions", "strata", "sources"}) {
    const std::size_t at = page.find("<section id=\"" + std::string(id) + "\"");
    ASSERT_NE(at, std::string::npos) << id;
    EXPECT_GT(at, before) << id;
    before = at;
  }
  EXPECT_EQ(occurrences(page, "<figure"), 3U);
  BacktestOptions without = tested().options;
  without.strata_names.clear();
  EXPECT_FALSE(holds(to_html(tested().found, without, phq9), "<section id=\"strata\""));
}

}  // namespace
}  // namespace oncourse::report_tests
