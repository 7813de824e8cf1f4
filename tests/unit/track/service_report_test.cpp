// service_report_test.cpp: groups add up, nothing depends on their order, and what is too few is not told.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/service_report.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace oncourse::service_report_test {

using enum ServiceOutcome;

/// Courses of clinics "c0", "c1", ..; chances of a response are those that the model expects but in clinic `other`.
ServiceCourses service(std::mt19937_64& random, std::size_t courses, unsigned clinics, int other = -1,
                       double factor = 1.0) {
  std::uniform_real_distribution<double> uniform(0.0, 1.0);
  ServiceCourses out;
  out.groupings = {{"clinic", {}}, {"focus", {}}};
  for (std::size_t i = 0; i < courses; ++i) {
    const auto clinic = static_cast<unsigned>(random() % clinics);
    ServiceCourse course;
    if (random() % 11 == 0) {
      course.trouble = random() % 2 == 0 ? Errc::not_enough_sessions : Errc::response_range;
    } else {
      course.last_session = 8 + static_cast<int>(random() % 12);
      for (const ServiceOutcome outcome : {response, recovery, reliable_improvement, inside_window}) {
        if (outcome == recovery && random() % 3 == 0) continue;
        // harder cases in the higher clinics: case mix
        const double p = (0.2 + 0.6 * uniform(random)) * (1.0 - 0.5 * clinic / clinics);
        course.of(outcome).expected = p;
        course.of(outcome).met = uniform(random) < p * (static_cast<int>(clinic) == other ? factor : 1.0);
      }
      course.of(inside_window) = {course.last_session >= 12 && course.last_session <= 16};
    }
    out.courses.push_back(course);
    out.waiting.push_back(random() % 5 == 0 ? std::nullopt : std::optional(static_cast<double>(random() % 90)));
    out.groupings[0].labels.push_back("c" + std::to_string(clinic));
    out.groupings[1].labels.push_back(random() % 4 == 0 ? "" : random() % 2 == 0 ? "grief" : "role_dispute");
  }
  return out;
}

const ServiceFunnel& funnel_of(const ServiceGrouping& by, ServiceOutcome outcome, bool case_mix) {
  return *std::find_if(by.funnels.begin(), by.funnels.end(),
                       [&](const ServiceFunnel& of) { return of.outcome == outcome && of.case_mix == case_mix; });
}

TEST(ServiceReport, EverybodyIsTheSumOfTheGroupsOfEveryColumn) {
  std::mt19937_64 random(1);
  const auto report = service_report(service(random, 3000, 7));
  ASSERT_TRUE(report) << report.error().detail;
  std::size_t troubles = 0;
  for (const auto& [why, courses] : report->troubles) troubles += courses;
  EXPECT_EQ(report->everybody.courses, 3000u);
  EXPECT_EQ(report->everybody.judged + troubles, 3000u);
  ASSERT_EQ(report->groupings.size(), 2u);
  for (const ServiceGrouping& by : report->groupings) {
    ServiceGroup sum;
    std::array<double, service_outcomes.size()> expected{};
    for (const ServiceGroup& group : by.groups) {
      sum.courses += group.courses;
      sum.judged += group.judged;
      sum.waiting.courses += group.waiting.courses;
      sum.window.before += group.window.before;
      sum.window.inside += group.window.inside;
      sum.window.after += group.window.after;
      for (std::size_t k = 0; k < service_outcomes.size(); ++k) {
        sum.shares[k].rate.count += group.shares[k].rate.count;
        sum.shares[k].rate.of += group.shares[k].rate.of;
        expected[k] += group.shares[k].expected.value_or(0.0);
      }
    }
    const ServiceGroup& all = report->everybody;
    EXPECT_EQ(sum.courses, all.courses);
    EXPECT_EQ(sum.judged, all.judged);
    EXPECT_EQ(sum.waiting.courses, all.waiting.courses);
    EXPECT_EQ(sum.window.before, all.window.before);
    EXPECT_EQ(sum.window.inside, all.window.inside);
    EXPECT_EQ(sum.window.after, all.window.after);
    EXPECT_EQ(all.window.inside, static_cast<std::size_t>(all.of(inside_window).rate.count));
    for (std::size_t k = 0; k < service_outcomes.size(); ++k) {
      EXPECT_EQ(sum.shares[k].rate.count, all.shares[k].rate.count);
      EXPECT_EQ(sum.shares[k].rate.of, all.shares[k].rate.of);
      EXPECT_NEAR(expected[k], all.shares[k].expected.value_or(0.0), 1e-9);
    }
  }
  EXPECT_EQ(report->groupings[1].groups.size(), 3u);
  EXPECT_TRUE(report->groupings[1].with_not_stated);
  EXPECT_EQ(report->groupings[1].groups.back().label, "") << "those not stated are last";
  EXPECT_EQ(report->everybody.of(off_track).rate.of, 0) << "asked of nobody";
}

TEST(ServiceReport, DoesNotDependOnTheOrderOfCourses) {
  std::mt19937_64 random(2);
  const ServiceCourses courses = service(random, 800, 9);
  std::vector<std::size_t> order(courses.courses.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::shuffle(order.begin(), order.end(), random);
  ServiceCourses other;
  other.groupings = {{"clinic", {}}, {"focus", {}}};
  for (const std::size_t i : order) {
    other.courses.push_back(courses.courses[i]);
    other.waiting.push_back(courses.waiting[i]);
    for (std::size_t k = 0; k < 2; ++k) other.groupings[k].labels.push_back(courses.groupings[k].labels[i]);
  }
  const auto report = *service_report(courses), again = *service_report(other);
  EXPECT_EQ(report.comparisons, again.comparisons);
  EXPECT_EQ(report.beyond_warning, again.beyond_warning);
  for (std::size_t k = 0; k < 2; ++k) {
    const ServiceGrouping &by = report.groupings[k], &and_by = again.groupings[k];
    ASSERT_EQ(by.groups.size(), and_by.groups.size());
    for (std::size_t g = 0; g < by.groups.size(); ++g) {
      EXPECT_EQ(by.groups[g].label, and_by.groups[g].label);
      EXPECT_EQ(by.groups[g].waiting.median, and_by.groups[g].waiting.median);
      EXPECT_EQ(by.groups[g].of(response).rate.count, and_by.groups[g].of(response).rate.count);
      EXPECT_NEAR(*by.groups[g].of(response).expected, *and_by.groups[g].of(response).expected, 1e-9);
    }
    for (std::size_t f = 0; f < by.funnels.size(); ++f)
      for (std::size_t p = 0; p < by.funnels[f].funnel.points.size(); ++p) {
        EXPECT_EQ(by.funnels[f].funnel.points[p].place, and_by.funnels[f].funnel.points[p].place);
        EXPECT_NEAR(by.funnels[f].funnel.points[p].alert.low, and_by.funnels[f].funnel.points[p].alert.low, 1e-6);
      }
  }
}

TEST(ServiceReport, OfCaseMixAloneFindsNoClinicOutside) {
  std::mt19937_64 random(3);
  const auto report = *service_report(service(random, 6000, 10));
  const ServiceFunnel& crude = funnel_of(report.groupings[0], response, false);
  const ServiceFunnel& adjusted = funnel_of(report.groupings[0], response, true);
  EXPECT_GT(crude.funnel.dispersion.sum, 60.0) << "clinics with harder cases respond less";
  EXPECT_LT(adjusted.funnel.dispersion.p, 1.0);
  EXPECT_GT(adjusted.funnel.dispersion.p, 0.01);
  EXPECT_EQ(adjusted.funnel.beyond_alert(), 0u);
  double count = 0.0, expected = 0.0;
  for (const FunnelPoint& point : adjusted.funnel.points) {
    count += point.group.count;
    expected += point.group.expected;
  }
  EXPECT_NEAR(expected, count, 1e-6) << "everybody's is 1";
  EXPECT_NEAR(*report.everybody.of(response).ratio(), 1.0, 0.05) << "and the model was right";
}

TEST(ServiceReport, FindsTheClinicThatDiffersFromItsCaseMix) {
  std::mt19937_64 random(4);
  const auto report = *service_report(service(random, 6000, 10, 6, 0.5));
  const ServiceFunnel& adjusted = funnel_of(report.groupings[0], response, true);
  EXPECT_EQ(report.groupings[0].groups[adjusted.groups[6]].label, "c6");
  EXPECT_EQ(adjusted.funnel.points[6].place, FunnelPlace::below_alert);
  EXPECT_LT(adjusted.value(6, adjusted.funnel.points[6].group.count), 0.7);
  EXPECT_EQ(adjusted.funnel.beyond_alert(), 1u);
}

TEST(ServiceReport, CountsComparisonsAndWhatChanceLetsExpect) {
  std::mt19937_64 random(5);
  const auto report = *service_report(service(random, 2000, 8));
  std::size_t points = 0;
  for (const ServiceGrouping& by : report.groupings)
    for (const ServiceFunnel& of : by.funnels) {
      points += of.funnel.points.size();
      EXPECT_EQ(of.funnel.points.empty(), !of.because.empty());
      EXPECT_EQ(of.groups.size(), of.funnel.points.size());
    }
  EXPECT_EQ(report.comparisons, points);
  EXPECT_NEAR(report.expected_beyond(0.998), 0.002 * static_cast<double>(points), 1e-12);
}

ServiceCourses of_sizes(const std::vector<std::size_t>& sizes) {
  ServiceCourses out;
  out.groupings = {{"clinic", {}}};
  for (std::size_t g = 0; g < sizes.size(); ++g)
    for (std::size_t i = 0; i < sizes[g]; ++i) {
      ServiceCourse course;
      course.last_session = 14;
      course.of(response).met = i % 2 == 0;
      course.of(inside_window).met = true;
      out.courses.push_back(course);
      out.waiting.emplace_back(static_cast<double>(i));
      out.groupings[0].labels.push_back(std::string(1, static_cast<char>('a' + g)));
    }
  return out;
}

TEST(ServiceReport, TellsNothingOfAGroupOfFewAndNothingThatTheTotalWouldTell) {
  const auto shown = [](const std::vector<std::size_t>& sizes, std::size_t least) {
    ServiceOptions options;
    options.least_group = least;
    const auto report = *service_report(of_sizes(sizes), options);
    std::string out;
    for (const ServiceGroup& group : report.groupings[0].groups) {
      EXPECT_EQ(group.of(response).withheld, group.withheld);
      EXPECT_EQ(group.waiting.withheld, group.withheld);
      if (group.withheld) {
        EXPECT_EQ(group.courses + group.judged + group.window.inside, 0u);
        EXPECT_EQ(group.of(response).rate.of + group.of(response).rate.count, 0);
        EXPECT_FALSE(group.of(response).rate.share || group.waiting.median);
      } else {
        out += group.label;
      }
    }
    return out;
  };
  EXPECT_EQ(shown({10, 20, 30}, 5), "abc");
  EXPECT_EQ(shown({3, 20, 30}, 5), "c") << "with b shown, the total would tell a's";
  EXPECT_EQ(shown({3, 2, 30, 8}, 5), "cd") << "together they are enough";
  EXPECT_EQ(shown({4, 3, 30, 8}, 5), "cd");
  EXPECT_EQ(shown({3, 20}, 5), "");
  EXPECT_EQ(shown({3, 20}, 1), "ab");
  EXPECT_EQ(shown({3, 20}, 0), "ab");
  ServiceOptions options;
  const auto few = *service_report(of_sizes({2, 2}), options);
  EXPECT_TRUE(few.everybody.withheld);
}

TEST(ServiceReport, WithholdsAnOutcomeThatIsAskedOfFew) {
  ServiceCourses courses = of_sizes({20, 20, 20});
  for (std::size_t i = 0; i < courses.courses.size(); ++i)
    if (i >= 20 || i < 3) courses.courses[i].of(recovery).met = i % 2 == 0;
  const auto report = *service_report(courses);
  EXPECT_TRUE(report.groupings[0].groups[0].of(recovery).withheld) << "3 began in the clinical range";
  EXPECT_TRUE(report.groupings[0].groups[1].of(recovery).withheld) << "one of the others goes with it";
  EXPECT_FALSE(report.groupings[0].groups[2].of(recovery).withheld);
  EXPECT_FALSE(report.groupings[0].groups[0].of(response).withheld);
  EXPECT_EQ(funnel_of(report.groupings[0], recovery, false).because, "fewer than two groups with enough courses");
}

TEST(ServiceReport, HasQuartilesOfWaiting) {
  const auto report = *service_report(of_sizes({5, 8}));
  const ServiceWaiting& waited = report.groupings[0].groups[0].waiting;  // 0, 1, 2, 3, 4 days
  EXPECT_EQ(waited.first_quartile, 1.0);
  EXPECT_EQ(waited.median, 2.0);
  EXPECT_EQ(waited.third_quartile, 3.0);
  EXPECT_EQ(report.groupings[0].groups[1].waiting.first_quartile, 1.75);
}

TEST(ServiceReport, WhereEverybodyOrNobodyHasAnOutcomeThereIsNoFunnel) {
  const auto report = *service_report(of_sizes({20, 20}));
  EXPECT_EQ(funnel_of(report.groupings[0], inside_window, false).because, "every course has it");
  EXPECT_EQ(funnel_of(report.groupings[0], recovery, false).because, "it is asked of no course");
  EXPECT_EQ(report.groupings[0].funnels.size(), service_outcomes.size()) << "without a model none of case mix";
}

TEST(ServiceReport, RefusesWhatCannotBe) {
  EXPECT_EQ(service_report({}).error().code, Errc::not_enough_sessions);
  ServiceCourses courses = of_sizes({5});
  courses.waiting[0] = -1.0;
  EXPECT_EQ(service_report(courses).error().code, Errc::bad_argument);
  courses.waiting = {1.0};
  EXPECT_EQ(service_report(courses).error().code, Errc::bad_argument);
  courses.waiting.clear();
  ServiceOptions options;
  EXPECT_TRUE(service_report(courses, options));
  options.level = 1.0;
  EXPECT_EQ(service_report(courses, options).error().code, Errc::bad_argument);
  options = {};
  options.funnel.alert = 0.5;
  EXPECT_EQ(service_report(courses, options).error().code, Errc::bad_argument);
  options = {};
  options.plan.window_first = 0;
  EXPECT_EQ(service_report(courses, options).error().code, Errc::bad_argument);
  courses.groupings[0].labels.pop_back();
  EXPECT_EQ(service_report(courses).error().code, Errc::bad_argument);
}

}  // namespace oncourse::service_report_test
