// service_columns_test.cpp: a course in a table is judged as it is alone, and tables hold what the report says.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/service_columns.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "oncourse/instrument/catalogue.hpp"
#include "support/columns.hpp"
#include "support/response_model.hpp"

namespace oncourse::service_columns_test {

using support::number_in;
using support::OwnedColumn;
using support::text_in;

const double missing = std::numeric_limits<double>::quiet_NaN();

/// Rows of many persons, whose rows lie in order but mixed with each other's.
struct Rows {
  std::vector<std::string> person, clinic;
  std::vector<double> session, day, score, referral;
};

Rows rows_of(unsigned seed, int persons) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal;
  std::vector<Rows> each;
  for (int i = 0; i < persons; ++i) {
    Rows& of = each.emplace_back();
    double level = 15.0 + 4.0 * normal(random), day = 0.0;
    const double waited = random() % 20 == 0 ? -3.0 : static_cast<double>(random() % 60);
    const int last = static_cast<int>(random() % 18);
    for (int session = 0; session <= last; ++session) {
      of.person.push_back("p" + std::to_string(i));
      of.clinic.push_back(session == 0 ? "c" + std::to_string(i % 6) : "moved");
      of.session.push_back(session);
      of.day.push_back(day);
      of.referral.push_back(session == 0 ? -waited : missing);
      of.score.push_back(random() % 8 == 0 ? missing : std::clamp(std::round(level), 0.0, 27.0));
      level -= 0.4 - 1.5 * normal(random);
      day += 7.0;
    }
    if (random() % 30 == 0) of.score[0] = 28.0;
    if (random() % 30 == 0 && last > 0) of.session[1] = 0.0;
  }
  Rows out;
  for (std::size_t k = 0; k < 18; ++k)
    for (const Rows& of : each) {
      if (k >= of.person.size()) continue;
      out.person.push_back(of.person[k]);
      out.clinic.push_back(of.clinic[k]);
      out.session.push_back(of.session[k]);
      out.day.push_back(of.day[k]);
      out.score.push_back(of.score[k]);
      out.referral.push_back(of.referral[k]);
    }
  return out;
}

struct Columns {
  explicit Columns(const Rows& rows)
      : person("person", rows.person),
        clinic("clinic", rows.clinic),
        session("session", rows.session),
        day("day", rows.day),
        score("score", rows.score),
        referral("referral", rows.referral) {
    asked.person = &person;
    asked.session = &session;
    asked.day = &day;
    asked.score = &score;
    asked.referral = &referral;
    asked.groups = {&clinic};
  }
  OwnedColumn person, clinic, session, day, score, referral;
  ServiceColumns asked;
};

std::vector<std::string> text_of(const Table& table) {
  std::vector<std::string> out;
  for (const TableColumn& column : table.columns)
    for (std::size_t row = 0; row < column.size(); ++row)
      out.push_back(column.is_text() ? text_in(table, column.name(), row) : text(number_in(table, column.name(), row)));
  return out;
}

TEST(ServiceColumns, JudgeEveryCourseAsItIsJudgedAlone) {
  const Rows rows = rows_of(1, 400);
  const Columns columns(rows);
  const ResponseModel model = support::response_model();
  const auto found = service_courses(columns.asked, phq9, &model);
  ASSERT_TRUE(found) << found.error().detail;
  ASSERT_EQ(found->courses.size(), 400u);
  std::map<std::string, CourseRecord> alone;
  std::map<std::string, bool> off_scale;
  std::map<std::string, double> waited;
  std::vector<std::string> order;
  for (std::size_t row = 0; row < rows.person.size(); ++row) {
    const std::string& person = rows.person[row];
    if (!alone.contains(person)) {
      order.push_back(person);
      waited[person] = -rows.referral[row];
    }
    Session session{static_cast<int>(rows.session[row]), static_cast<long>(rows.day[row])};
    if (!std::isnan(rows.score[row])) {
      Score score;
      score.total = rows.score[row];
      session.administrations.push_back({&phq9, score, false});
      off_scale[person] = off_scale[person] || score.total > 27.0;
    }
    alone[person].sessions.push_back(session);
  }
  int troubled = 0;
  std::size_t after = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const ServiceCourse& course = found->courses[i];
    ASSERT_EQ(found->waiting[i].has_value(), waited[order[i]] >= 0.0);
    after += waited[order[i]] < 0.0;
    ASSERT_EQ(found->groupings[0].labels[i], "c" + std::to_string(std::stoi(order[i].substr(1)) % 6))
        << "of the first row";
    const auto made = Course::make(alone[order[i]]);
    if (off_scale[order[i]] || !made) {
      ASSERT_EQ(course.trouble, off_scale[order[i]] ? Errc::response_range : made.error().code);
      ++troubled;
      continue;
    }
    const auto by_itself = service_course(*made, phq9, service_rules(phq9), &model);
    ASSERT_EQ(course.trouble, by_itself->trouble);
    ASSERT_EQ(course.last_session, by_itself->last_session);
    for (const ServiceOutcome outcome : service_outcomes) {
      ASSERT_EQ(course.of(outcome).met, by_itself->of(outcome).met);
      ASSERT_TRUE(course.of(outcome).expected == by_itself->of(outcome).expected ||
                  std::isnan(course.of(outcome).expected));
    }
  }
  EXPECT_GT(troubled, 10);
  EXPECT_GT(after, 5u);
  EXPECT_EQ(found->referred_after_start, after);
}

TEST(ServiceColumns, CountNoWaitingWhereAReferralIsNoDay) {
  Rows rows = rows_of(5, 60);
  const Columns usual(rows);
  const auto before = service_courses(usual.asked, phq9, nullptr);
  ASSERT_TRUE(before && before->waiting[1]);  // the first rows are those of the persons in order
  for (const double odd : {-std::numeric_limits<double>::infinity(), 1e300, -1e300, 2.5, missing}) {
    rows.referral[1] = odd;
    const Columns columns(rows);
    const auto found = service_courses(columns.asked, phq9, nullptr);
    ASSERT_TRUE(found);
    EXPECT_FALSE(found->waiting[1]) << odd;
    EXPECT_EQ(found->waiting[2], before->waiting[2]);
    EXPECT_TRUE(service_report(*found)) << odd;
  }
}

TEST(ServiceColumns, AreTheSameToTheLastBitWithAnyNumberOfThreads) {
  const Columns columns(rows_of(2, 1200));
  const ResponseModel model = support::response_model();
  const ServiceOptions options;
  const auto one = service_courses(columns.asked, phq9, &model, options, 1);
  const auto many = service_courses(columns.asked, phq9, &model, options, 5);
  ASSERT_TRUE(one && many);
  const ServiceTables a = service_tables(*service_report(*one, options), options),
                      b = service_tables(*service_report(*many, options), options);
  for (const auto part : {&ServiceTables::groups, &ServiceTables::outcomes, &ServiceTables::points,
                          &ServiceTables::funnels, &ServiceTables::troubles})
    EXPECT_EQ(text_of(a.*part), text_of(b.*part));
  EXPECT_GT(a.points.rows(), 40u);
}

TEST(ServiceColumns, CountRowsWhereThereAreNoSessionsAndKeepThePlansCadence) {
  const Rows rows = rows_of(3, 60);
  Columns columns(rows);
  const auto numbered = service_courses(columns.asked, phq9, nullptr);
  columns.asked.session = nullptr;
  columns.asked.day = nullptr;
  columns.asked.referral = nullptr;
  const auto counted = service_courses(columns.asked, phq9, nullptr);
  ASSERT_TRUE(numbered && counted);
  EXPECT_TRUE(counted->waiting.empty());
  int same = 0;
  for (std::size_t i = 0; i < 60; ++i) {
    if (numbered->courses[i].trouble) continue;
    EXPECT_EQ(counted->courses[i].last_session, numbered->courses[i].last_session);
    EXPECT_EQ(counted->courses[i].of(ServiceOutcome::response).met,
              numbered->courses[i].of(ServiceOutcome::response).met);
    ++same;
  }
  EXPECT_GT(same, 40);
}

TEST(ServiceTables, HoldTheReportsFigures) {
  const Columns columns(rows_of(4, 900));
  const ResponseModel model = support::response_model();
  const ServiceOptions options;
  const auto report = service_report(*service_courses(columns.asked, phq9, &model), options);
  ASSERT_TRUE(report);
  const ServiceTables tables = service_tables(*report, options);
  ASSERT_EQ(tables.groups.rows(), 7u);
  ASSERT_EQ(tables.outcomes.rows(), 7u * service_outcomes.size());
  EXPECT_EQ(text_in(tables.groups, "by", 0), "null");
  EXPECT_EQ(text_in(tables.groups, "group", 1), "c0");
  EXPECT_EQ(number_in(tables.groups, "courses", 0), 900.0);
  double courses = 0.0, troubles = 0.0;
  for (std::size_t row = 1; row < 7; ++row) courses += number_in(tables.groups, "courses", row);
  for (std::size_t row = 0; row < tables.troubles.rows(); ++row) troubles += number_in(tables.troubles, "courses", row);
  EXPECT_EQ(courses, 900.0);
  EXPECT_EQ(number_in(tables.groups, "judged", 0) + troubles, 900.0);
  const ServiceGroup& first = report->groupings[0].groups[0];
  for (std::size_t k = 0; k < service_outcomes.size(); ++k) {
    const std::size_t row = service_outcomes.size() + k;
    EXPECT_EQ(text_in(tables.outcomes, "outcome", row), name(service_outcomes[k]));
    EXPECT_EQ(number_in(tables.outcomes, "count", row), static_cast<double>(first.shares[k].rate.count));
    EXPECT_EQ(number_in(tables.outcomes, "share", row), *first.shares[k].rate.share);
    EXPECT_EQ(number_in(tables.outcomes, "low", row), first.shares[k].rate.interval->low);
  }
  EXPECT_EQ(tables.funnels.rows(), report->groupings[0].funnels.size());
  EXPECT_EQ(tables.points.rows(), report->comparisons);
  for (std::size_t row = 0; row < tables.points.rows(); ++row) {
    const auto at = [&](const char* column) { return number_in(tables.points, column, row); };
    ASSERT_LE(at("alert_low"), at("warning_low"));
    ASSERT_LT(at("warning_low"), at("centre"));
    ASSERT_LT(at("centre"), at("warning_high"));
    ASSERT_LE(at("warning_high"), at("alert_high"));
    if (text_in(tables.points, "place", row) == "inside") {
      ASSERT_GE(at("value"), at("warning_low"));
    }
  }
}

TEST(ServiceTables, LeaveEmptyWhatIsWithheld) {
  Rows rows = rows_of(5, 100);
  for (std::size_t row = 0; row < rows.person.size(); ++row)
    rows.clinic[row] = rows.person[row] == "p7" ? "one" : "all";
  const Columns columns(rows);
  const ServiceOptions options;
  const ServiceTables tables = service_tables(*service_report(*service_courses(columns.asked, phq9, nullptr)), options);
  ASSERT_EQ(tables.groups.rows(), 3u);
  for (std::size_t row = 1; row < 3; ++row) {
    EXPECT_EQ(text_in(tables.groups, "status", row), "withheld");
    EXPECT_TRUE(std::isnan(number_in(tables.groups, "courses", row)));
  }
  for (std::size_t row = service_outcomes.size(); row < tables.outcomes.rows(); ++row) {
    EXPECT_EQ(text_in(tables.outcomes, "status", row), "withheld");
    for (const char* figure : {"count", "of", "share", "low", "high", "expected", "ratio"})
      EXPECT_TRUE(std::isnan(number_in(tables.outcomes, figure, row))) << figure;
  }
  EXPECT_EQ(tables.points.rows(), 0u);
}

TEST(ServiceColumns, RefuseWhatCannotBeRead) {
  const Rows rows = rows_of(6, 20);
  const Columns columns(rows);
  ServiceColumns asked = columns.asked;
  asked.score = nullptr;
  EXPECT_EQ(service_courses(asked, phq9, nullptr).error().code, Errc::bad_argument);
  asked = columns.asked;
  asked.day = nullptr;
  EXPECT_EQ(service_courses(asked, phq9, nullptr).error().code, Errc::bad_argument) << "a referral without days";
  asked = columns.asked;
  asked.groups = {&columns.clinic, &columns.clinic};
  EXPECT_EQ(service_courses(asked, phq9, nullptr).error().code, Errc::bad_argument);
  ResponseModel model = support::response_model();
  model.growth.design.covariates = {{"medication", false}};
  EXPECT_EQ(service_courses(columns.asked, phq9, &model).error().code, Errc::not_available);
  const OwnedColumn shorter("score", std::vector<double>{1.0});
  asked = columns.asked;
  asked.score = &shorter;
  EXPECT_EQ(service_courses(asked, phq9, nullptr).error().code, Errc::bad_argument);
}

}  // namespace oncourse::service_columns_test
