// service_columns.hpp: a service's courses from one long table, and its report as tables.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "oncourse/cohort/column.hpp"
#include "oncourse/cohort/table.hpp"
#include "oncourse/track/service_report.hpp"

namespace oncourse {

/// The columns of a table with a row per session; every course has ended with its person's last row. A row without a
/// score is a session without a measurement.
struct ServiceColumns {
  const Column* person = nullptr;
  const Column* session = nullptr;   ///< whole numbers, intake is 0; nullptr: rows are counted from 0
  const Column* date = nullptr;      ///< optional; the person's first one is intake
  const Column* day = nullptr;       ///< optional, days since intake; without date and day the plan's cadence
  const Column* score = nullptr;     ///< totals
  const Column* referral = nullptr;  ///< optional: the date, or beside `day` the day, of the person's first row
  std::vector<const Column*> covariates = {};  ///< every one of the model's, under its name
  std::vector<const Column*> groups = {};      ///< text or numbers, missing: not stated; that of the person's first row
};

/// Every person's course, judged by service_course(); persons in order of appearance.
///
/// What makes a course unusable (a score off the scale, sessions out of order, ...) is its trouble, and spoils no
/// other.
///
///   model    nullptr: nothing is expected, see service_course()
///   threads  at most so many; the same courses with any number
///   errors   bad_argument: columns of different lengths or types that cannot be read, a row without person, a referral
///            without date and day, two groupings of one name, the plan, a rule; not_available: a covariate of the
///            model without a column
///   cost     one service_course() per person
Result<ServiceCourses> service_courses(const ServiceColumns& columns, const Instrument& q, const ResponseModel* model,
                                       const ServiceOptions& options = {}, int threads = 1);

/// A report as tables. `by` is the grouping's name and `group` the label, null for everybody's row and for those of
/// whom it is not stated; `status` is "ok", "withheld" where too few courses are behind the figure, or
/// "asked_of_nobody".
struct ServiceTables {
  /// A row per group, everybody first: by, group, stated, courses, judged, before_window, inside_window, after_window,
  /// waiting_courses, waiting_first_quartile, waiting_median, waiting_third_quartile (days), status.
  Table groups;
  /// A row per group and outcome: by, group, stated, outcome, count, of, share, low, high (Wilson), expected, ratio,
  /// status.
  Table outcomes;
  /// A row per funnel and group in it: by, outcome, case_mix, group, courses, value (a share; with case mix observed
  /// over expected), alert_low, warning_low, centre, warning_high, alert_high (in the same unit), place.
  Table points;
  /// A row per funnel: by, outcome, case_mix, groups, centre, phi, tau (of angles), sum_of_squares, p, widened,
  /// beyond_warning, beyond_alert, expected_beyond_warning, expected_beyond_alert, because (why there is none).
  Table funnels;
  /// A row per reason why courses could not be judged: status, courses.
  Table troubles;
};

ServiceTables service_tables(const ServiceReport& report, const ServiceOptions& options);

}  // namespace oncourse
