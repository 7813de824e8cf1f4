// service_page_test.cpp: a service's report fits a terminal, as a page it says the same, ranks nobody and asks nobody
// for anything. SPDX-License-Identifier: Apache-2.0
#include "oncourse/report/service_page.hpp"

#include <gtest/gtest.h>

#include <random>
#include <sstream>

#include "courses.hpp"
#include "drawn.hpp"
#include "oncourse/base/number.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "report/funnel_chart.hpp"

namespace oncourse::report_tests {
namespace {

struct TestedService {
  ServiceOptions options;
  ServiceReport report;

  TestedService() {
    std::mt19937_64 random(3);
    std::uniform_real_distribution<double> uniform(0.0, 1.0);
    ServiceCourses of;
    of.groupings = {{"clinic", {}}, {"<b>focus</b>", {}}};
    of.referred_after_start = 1;
    for (int i = 0; i < 1500; ++i) {
      const auto clinic = random() % 9;
      ServiceCourse course;
      course.last_session = 8 + static_cast<int>(random() % 12);
      if (random() % 20 == 0) course.trouble = Errc::not_enough_sessions;
      for (std::size_t k = 0; k < service_outcomes.size() && !course.trouble; ++k) {
        const double p = 0.2 + 0.5 * uniform(random);
        course.outcomes[k].met = uniform(random) < (clinic == 4 ? 0.3 * p : p);
        if (k < 6) course.outcomes[k].expected = p;
      }
      of.courses.push_back(course);
      of.waiting.emplace_back(static_cast<double>(random() % 60));
      of.groupings[0].labels.push_back(clinic == 4 ? "The clinic with <a> long name & no end of it, north of the river"
                                                   : "clinic " + std::to_string(clinic));
      of.groupings[1].labels.push_back(i < 4        ? "few"
                                       : i < 8      ? "some"
                                       : i % 3 == 0 ? ""
                                       : i % 3 == 1 ? "grief"
                                                    : "role dispute");
    }
    auto made = service_report(of, options);
    EXPECT_TRUE(made.ok()) << (made.ok() ? "" : made.error().detail);
    report = *std::move(made);
  }
};

const TestedService& service() {
  static const TestedService once;
  return once;
}

bool page_holds(const std::string& whole, const std::string& part) { return whole.find(part) != std::string::npos; }

TEST(ServiceText, FitsATerminalOfAHundredColumns) {
  const std::string words = to_text(service().report, service().options, phq9);
  std::istringstream stream(words);
  for (std::string line; std::getline(stream, line);) EXPECT_LE(line.size(), 100U) << line;
  for (const char* part :
       {"1500 courses", "clinic 7", "not stated", "few", "below the 99.8 % limits", "asks for a look"})
    EXPECT_TRUE(page_holds(words, part)) << part;
  EXPECT_TRUE(page_holds(words, text(100.0 * *service().report.everybody.of(ServiceOutcome::response).rate.share, 1)));
}

TEST(ServicePage, IsBalancedRunsNothingAndRequestsNothing) {
  const std::string page = to_html(service().report, service().options, phq9);
  EXPECT_EQ(unbalanced_in(page), "");
  for (const char* outside : {"<script", "@import", "url(", "src=", "javascript:", "onload", "<b>focus", "<a> long"})
    EXPECT_FALSE(page_holds(page, outside)) << outside;
  EXPECT_EQ(occurrences(page, "http"), occurrences(page, "xmlns=\"http://www.w3.org/2000/svg\""));
  for (const char* noise : {">nan", ">inf", ">-nan", "\"nan", "NaN", "nan %"})
    EXPECT_FALSE(page_holds(page, noise)) << noise;
}

TEST(ServicePage, RanksNobodyAndCallsNobodyBad) {
  const std::string page =
      to_html(service().report, service().options, phq9) + to_text(service().report, service().options, phq9);
  for (const char* word : {" bad", "worst", " best", "poor", "fail", "underperform", "outlier", "league"})
    EXPECT_FALSE(page_holds(page, word)) << word;
  EXPECT_TRUE(page_holds(page, "not ranked"));
  EXPECT_LT(page.find(">clinic 0<"), page.find(">clinic 8<")) << "by label";
}

TEST(ServicePage, HasEverySectionAndAFunnelForEachOutcome) {
  const std::string page = to_html(service().report, service().options, phq9);
  std::size_t before = 0;
  for (const char* id : {"service", "reading", "by-1", "by-2", "sources"}) {
    const std::size_t at = page.find("<section id=\"" + std::string(id) + "\"");
    ASSERT_NE(at, std::string::npos) << id;
    EXPECT_GT(at, before) << id;
    before = at;
  }
  EXPECT_EQ(occurrences(page, "<figure"), 2 * service_outcomes.size());
  EXPECT_EQ(occurrences(page, "<title id="), 2 * service_outcomes.size());
  EXPECT_TRUE(page_holds(page, "not shown"));
}

TEST(ServicePage, ShowsNothingOfTooFewCourses) {
  ServiceCourses of;
  of.courses.resize(3);
  for (ServiceCourse& course : of.courses) course.of(ServiceOutcome::response).met = true;
  const auto report = service_report(of);
  const std::string page = to_html(*report, {}, phq9);
  EXPECT_TRUE(page_holds(page, "fewer than 5"));
  EXPECT_FALSE(page_holds(page, "100.0"));
  EXPECT_FALSE(page_holds(to_text(*report, {}, phq9), "100.0"));
}

TEST(FunnelChart, StaysInItsBoxWhateverLiesOutside) {
  chart::FunnelChart of;
  of.id = "f";
  of.title = of.across = of.up = "x";
  of.to_across = 100.0;
  of.centre = 0.5;
  of.warning = {{{{1.0, 0.0}, {100.0, 0.4}}, {{1.0, 1.0}, {100.0, 0.6}}}};
  of.alert = {{{{1.0, -0.2}, {100.0, 0.35}}, {{1.0, 1.4}, {100.0, 0.65}}}};
  for (const FunnelPlace place : funnel_places)
    for (const double x : {1.0, 50.0, 99.0})
      of.dots.push_back({{x, 0.9}, "a clinic with a name that is longer than the chart is wide, by far", "t", place});
  const Drawn drawn(chart::svg(of));
  EXPECT_EQ(drawn.unbalanced(), "");
  EXPECT_EQ(drawn.trouble(), "");
  for (const FunnelPlace place : funnel_places) EXPECT_TRUE(drawn.has(std::string(name(place))));
}

}  // namespace
}  // namespace oncourse::report_tests
