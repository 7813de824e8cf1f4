// courses.hpp: courses to report on.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/report/course_report.hpp"
#include "oncourse/track/assess.hpp"

namespace oncourse::report_tests {

/// A sheet with this total, in steps of the instrument's multiplier.
inline Administration administration(const Instrument& q, int total) {
  std::vector<Answer> answers(static_cast<std::size_t>(q.items), static_cast<Answer>(q.item_min));
  int left = static_cast<int>(total / q.multiplier) - q.items * q.item_min;
  for (Answer& answer : answers)
    for (; answer < q.item_max && left > 0; --left) ++answer;
  auto scored = score(q, answers);
  EXPECT_TRUE(scored.ok());
  EXPECT_EQ(scored->total, total);
  return {&q, *scored, true};
}

/// Weekly sessions from intake on 2026-01-12.
inline CourseRecord record_of(const Instrument& q, const std::vector<int>& totals) {
  CourseRecord record;
  record.intake = *Date::parse("2026-01-12");
  for (const int total : totals) {
    Session session;
    session.number = static_cast<int>(record.sessions.size());
    session.day = 7L * session.number;
    session.administrations.push_back(administration(q, total));
    record.sessions.push_back(std::move(session));
  }
  return record;
}
inline Course course_of(const Instrument& q, const std::vector<int>& totals) {
  return *Course::make(record_of(q, totals));
}

/// Any length, sessions left out, gaps, medication, with and without dates.
inline Course any_course(const Instrument& q, std::mt19937_64& random) {
  const auto any = [&](int lo, int hi) { return std::uniform_int_distribution<int>(lo, hi)(random); };
  CourseRecord record;
  record.plan.window_first = any(6, 14);
  record.plan.window_last = record.plan.window_first + any(0, 6);
  if (any(0, 1) == 1) record.intake = *Date::parse("2026-01-12");
  int number = any(0, 1);
  long day = any(0, 10);
  const int sessions = any(1, 22), step = static_cast<int>(q.step());
  for (int k = 0; k < sessions; ++k) {
    Session session;
    session.number = number;
    session.day = day;
    session.administrations.push_back(administration(q, any(0, static_cast<int>(q.total_max) / step) * step));
    record.sessions.push_back(std::move(session));
    number += any(1, 10) == 1 ? any(2, 5) : 1;
    day += any(1, 6) == 1 ? any(15, 60) : any(5, 9);
  }
  for (int k = any(0, 6); k > 0; --k)
    record.medication.push_back({any(-20, 300), MedicationEvent::Kind::dose_changed, "drug " + text(k)});
  return *Course::make(record);
}

/// Hand-set: a fall (or for WHO-5 a rise) with the logarithm of the session.
inline ResponseModel any_model(const Instrument& q) {
  const double points = (q.total_max - q.total_min) / 27.0;
  ResponseModel model;
  model.instrument = q.id;
  growth::GrowthModel& g = model.growth;
  g.beta = Eigen::Vector2d(q.better() < 0.0 ? 15.0 : 12.0, q.better() * 3.1) * points;
  g.beta_covariance = Eigen::Matrix2d::Identity() * 0.05;
  g.theta = Eigen::Vector3d(std::sqrt(18.5 / 6.25), 0.0, std::sqrt(4.0 / 6.25));
  g.sigma2 = 6.25 * points * points;
  g.n_obs = 5210;
  g.n_persons = 480;
  return model;
}

inline CourseReport report_of(const Course& course, const Instrument& q, const ResponseModel* model) {
  auto assessment = assess(course, q, model);
  EXPECT_TRUE(assessment.ok());
  return course_report(course, *assessment);
}

inline std::size_t occurrences(const std::string& where, const std::string& what) {
  std::size_t count = 0;
  for (std::size_t at = where.find(what); at != std::string::npos; at = where.find(what, at + 1)) ++count;
  return count;
}

}  // namespace oncourse::report_tests
