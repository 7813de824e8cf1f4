// service_report_test.cpp: a service's report over the C boundary is that of C++.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "example_model.hpp"
#include "oncourse/cohort/service_columns.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/report/service_page.hpp"
#include "oncourse/track/model_file.hpp"
#include "support/columns.hpp"
#include "tables.hpp"

namespace oncourse::c_service_report_test {

struct FreeReport {
  void operator()(oncourse_service_report* report) const { oncourse_service_report_free(report); }
};
using ReportHandle = std::unique_ptr<oncourse_service_report, FreeReport>;

struct Rows {
  std::vector<std::int64_t> person, clinic, focus;
  std::vector<double> session, day, score, referral;
  const char* labels[3] = {"north", "south", "west"};
  oncourse_grouping groupings[2] = {};
  oncourse_service_rows in_c = ONCOURSE_SERVICE_ROWS_INIT;

  explicit Rows(int persons) {
    std::mt19937_64 random(7);
    std::normal_distribution<double> normal;
    for (int i = 0; i < persons; ++i) {
      double level = 15.0 + 4.0 * normal(random);
      for (int held = 0; held <= 4 + i % 14; ++held, level -= 0.5 - normal(random)) {
        person.push_back(i);
        clinic.push_back(i % 3);
        focus.push_back(i % 4 == 3 ? -1 : i % 4);
        session.push_back(held);
        day.push_back(7.0 * held);
        score.push_back(std::clamp(std::round(level), 0.0, 27.0));
        referral.push_back(-static_cast<double>(i % 40));
      }
    }
    groupings[0] = {"clinic", clinic.data(), labels, 3};
    groupings[1] = {"focus", focus.data(), nullptr, 0};
    in_c.n = person.size();
    in_c.person = person.data();
    in_c.session = session.data();
    in_c.day = day.data();
    in_c.score = score.data();
    in_c.referral = referral.data();
    in_c.groupings = groupings;
    in_c.n_groupings = 2;
  }
};

ModelHandle model() {
  const std::string document = to_json(example_model());
  oncourse_model* out = nullptr;
  oncourse_error error;
  EXPECT_EQ(oncourse_model_new(document.data(), document.size(), &out, &error), ONCOURSE_OK) << error.detail;
  return ModelHandle(out);
}

ReportHandle report_of(const Rows& rows, const oncourse_model* of, const oncourse_service_options* options) {
  oncourse_service_report* out = nullptr;
  oncourse_error error;
  EXPECT_EQ(oncourse_service_report_new(&rows.in_c, shipped("phq-9").get(), of, options, &out, &error), ONCOURSE_OK)
      << error.detail;
  return ReportHandle(out);
}

TEST(CServiceReport, IsThatOfCpp) {
  const Rows rows(300);
  const ModelHandle of = model();
  oncourse_plan plan = ONCOURSE_PLAN_INIT;
  plan.window_first = 10;
  plan.window_last = 14;
  oncourse_service_options options = ONCOURSE_SERVICE_OPTIONS_INIT;
  options.plan = &plan;
  options.level = 0.9;
  options.least_group = 8;
  options.warning = 0.9;
  options.alert = 0.99;
  options.threads = 2;
  const ReportHandle report = report_of(rows, of.get(), &options);

  ServiceOptions asked;
  asked.plan.window_first = 10;
  asked.plan.window_last = 14;
  asked.level = 0.9;
  asked.least_group = 8;
  asked.funnel.warning = 0.9;
  asked.funnel.alert = 0.99;
  std::vector<double> person(rows.person.begin(), rows.person.end());
  std::vector<std::string> clinic, focus;
  for (const std::int64_t code : rows.clinic) clinic.emplace_back(rows.labels[code]);
  for (const std::int64_t code : rows.focus) focus.push_back(code < 0 ? "" : text(code));
  const support::OwnedColumn persons("person", person), sessions("session", rows.session), days("day", rows.day),
      scores("score", rows.score), referrals("referral", rows.referral), clinics("clinic", clinic),
      focuses("focus", focus);
  ServiceColumns columns;
  columns.person = &persons;
  columns.session = &sessions;
  columns.day = &days;
  columns.score = &scores;
  columns.referral = &referrals;
  columns.groups = {&clinics, &focuses};
  const ResponseModel known = example_model();
  const auto courses = service_courses(columns, phq9, &known, asked);
  ASSERT_TRUE(courses) << courses.error().detail;
  const auto cpp = service_report(*courses, asked);
  ASSERT_TRUE(cpp);
  const ServiceTables tables = service_tables(*cpp, asked);
  const Table* const in_order[] = {&tables.outcomes, &tables.groups, &tables.funnels, &tables.points, &tables.troubles};
  for (std::int32_t which = 0; which < 5; ++which)
    expect_same(made([&](oncourse_table** table, oncourse_error* error) {
                  return oncourse_service_report_table(report.get(), which, table, error);
                }),
                *in_order[which]);
  EXPECT_EQ(oncourse_service_report_text(report.get()), to_text(*cpp, asked, phq9));
  EXPECT_EQ(oncourse_service_report_html(report.get()), to_html(*cpp, asked, phq9));
  EXPECT_GT(tables.points.rows(), 20u);
}

TEST(CServiceReport, RefusesWhatCannotBe) {
  const Rows good(30);
  const auto refused = [&](const oncourse_service_rows& rows, const oncourse_service_options& options) {
    oncourse_service_report* out = nullptr;
    oncourse_error error;
    const oncourse_status status =
        oncourse_service_report_new(&rows, shipped("phq-9").get(), nullptr, &options, &out, &error);
    EXPECT_EQ(out, nullptr);
    return std::string(oncourse_status_name(status)) + ": " + error.detail;
  };
  const oncourse_service_options usual = ONCOURSE_SERVICE_OPTIONS_INIT;
  const auto with_options = [&](auto change) {
    oncourse_service_options options = usual;
    change(options);
    return refused(good.in_c, options);
  };
  EXPECT_EQ(with_options([](auto& o) { o.least_group = -1; }),
            "bad_argument: least_group is -1, it must not be below 0");
  EXPECT_EQ(with_options([](auto& o) { o.threads = -1; }), "bad_argument: threads is -1, it must lie in 0..256");
  EXPECT_EQ(with_options([](auto& o) { o.n_rules = 1; }), "bad_argument: rules is NULL");
  EXPECT_EQ(with_options([](auto& o) { o.level = 2.0; }),
            "bad_argument: confidence level 2, it must lie between 0 and 1");
  const auto with_rows = [&](auto change) {
    oncourse_service_rows rows = good.in_c;
    change(rows);
    return refused(rows, usual);
  };
  EXPECT_EQ(with_rows([](auto& r) { r.score = nullptr; }), "bad_argument: rows.score is NULL");
  EXPECT_EQ(with_rows([](auto& r) { r.n = 0; }), "not_enough_sessions: no course");
  EXPECT_EQ(with_rows([](auto& r) { r.n_covariates = 1; }), "bad_argument: 1 covariates, the model has 0");
  oncourse_grouping bad = good.groupings[0];
  bad.n_labels = 2;
  const auto with_grouping = [&] {
    return with_rows([&](auto& r) {
      r.groupings = &bad;
      r.n_groupings = 1;
    });
  };
  EXPECT_TRUE(with_grouping().starts_with("bad_argument: groupings[0]: row ")) << with_grouping();
  bad = {nullptr, good.clinic.data(), nullptr, 0};
  EXPECT_EQ(with_grouping(), "bad_argument: groupings[0].name is NULL");
  bad = {"\xff", good.clinic.data(), nullptr, 0};
  EXPECT_EQ(with_grouping(), "malformed: groupings[0].name is not UTF-8");

  const ReportHandle report = report_of(good, nullptr, nullptr);
  EXPECT_EQ(refusal_of([&](oncourse_table** table, oncourse_error* error) {
              return oncourse_service_report_table(report.get(), 5, table, error);
            }),
            "bad_argument: which is 5, it must lie in 0..4");
  EXPECT_EQ(oncourse_service_report_text(nullptr), nullptr);
  EXPECT_EQ(oncourse_service_report_html(nullptr), nullptr);
  oncourse_service_report_free(nullptr);
}

}  // namespace oncourse::c_service_report_test
