// service_columns.cpp: rows into courses that have ended, reports into rows.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/service_columns.hpp"

#include <cmath>
#include <set>

#include "base/parallel.hpp"
#include "cohort/table_of.hpp"
#include "oncourse/cohort/long_scores.hpp"

namespace oncourse {
namespace {

/// The columns as numbers, the rows of each person together; empty where a column is not there.
struct ServiceRows {
  PersonRows persons;
  std::vector<double> session, day, score, referral;
  std::vector<std::vector<double>> covariates;
  std::vector<std::string> covariate_names;
};

std::optional<Error> trouble_in(const ServiceColumns& columns, const ResponseModel* model) {
  std::vector<const Column*> all = {columns.person, columns.score};
  for (const Column* column : all)
    if (!column) return Error{Errc::bad_argument, "a report needs a column of persons and one of scores"};
  for (const Column* column : {columns.session, columns.date, columns.day, columns.referral})
    if (column) all.push_back(column);
  all.insert(all.end(), columns.covariates.begin(), columns.covariates.end());
  all.insert(all.end(), columns.groups.begin(), columns.groups.end());
  if (auto trouble = trouble_in_lengths(all)) return trouble;
  if (columns.referral && !columns.date && !columns.day)
    return Error{Errc::bad_argument, "column " + columns.referral->name + ": waiting needs dates or days of sessions"};
  std::set<std::string_view> names;
  for (const Column* group : columns.groups)
    if (!names.insert(group->name).second)
      return Error{Errc::bad_argument, "courses are grouped by " + group->name + " twice"};
  if (!model) return std::nullopt;
  std::set<std::string_view> known;
  for (const Column* column : columns.covariates) known.insert(column->name);
  for (const growth::Covariate& covariate : model->growth.design.covariates)
    if (!known.contains(covariate.name))
      return Error{Errc::not_available,
                   "the model needs the covariate " + covariate.name + ", there is no such column"};
  return std::nullopt;
}

Result<ServiceRows> read(const ServiceColumns& columns) {
  ServiceRows out;
  auto persons = rows_by_person(*columns.person);
  if (!persons) return persons.error();
  out.persons = *std::move(persons);
  const auto take_days = [&](const Column& column) { return columns.date ? days(column) : numbers(column); };
  const Column* const when = columns.date ? columns.date : columns.day;
  for (const auto& [column, to, as_days] :
       {std::tuple(columns.session, &out.session, false), std::tuple(columns.score, &out.score, false),
        std::tuple(when, &out.day, true), std::tuple(columns.referral, &out.referral, true)}) {
    if (!column) continue;
    auto values = as_days ? take_days(*column) : numbers(*column);
    if (!values) return values.error();
    *to = *std::move(values);
  }
  for (const Column* column : columns.covariates) {
    auto values = numbers(*column);
    if (!values) return values.error();
    out.covariates.push_back(*std::move(values));
    out.covariate_names.push_back(column->name);
  }
  return out;
}

/// A day from the caller's table: a whole number.
Result<long> day_of(double value, std::size_t row) {
  if (std::isnan(value)) return Error{Errc::bad_argument, "row " + text(row + 1) + " has no date or day"};
  if (value != std::trunc(value) || std::fabs(value) > 1e7)
    return Error{Errc::bad_argument, "row " + text(row + 1) + ": a day that is not a whole number"};
  return static_cast<long>(value);
}

Result<Course> course_of(const ServiceRows& rows, std::size_t person, const Instrument& q, const Plan& plan,
                         bool dated) {
  CourseRecord record;
  record.plan = plan;
  record.covariate_names = rows.covariate_names;
  std::optional<long> intake;
  if (!dated) intake = 0;
  for (const std::size_t row : rows.persons.of(person)) {
    Session session;
    if (rows.session.empty()) {
      session.number = static_cast<int>(record.sessions.size());
    } else {
      const auto number = session_number(rows.session[row], row);
      if (!number) return number.error();
      session.number = *number;
    }
    session.day = static_cast<long>(session.number) * plan.cadence_days;
    if (!rows.day.empty()) {
      const auto day = day_of(rows.day[row], row);
      if (!day) return day.error();
      if (!intake) intake = *day;
      session.day = *day - *intake;
    }
    if (const double total = rows.score[row]; !std::isnan(total)) {
      if (const auto accepted = accept_total(q, total); !accepted) return accepted.error();
      Score score;
      score.total = total;
      session.administrations.push_back({&q, score, false});
    }
    for (const auto& values : rows.covariates) {
      const bool carried = std::isnan(values[row]) && session.administrations.empty() && !record.sessions.empty();
      session.covariates.push_back(carried ? record.sessions.back().covariates[session.covariates.size()]
                                           : values[row]);
    }
    record.sessions.push_back(std::move(session));
  }
  return Course::make(std::move(record));
}

/// Errors that are of the question and not of a course are the same for all.
struct JudgedPerson {
  ServiceCourse course;
  std::optional<Error> refused = {};
};

JudgedPerson judged(const ServiceRows& rows, std::size_t person, const Instrument& q, const ServiceRules& rules,
                    const ResponseModel* model, const ServiceOptions& options, bool dated) {
  JudgedPerson out;
  const auto course = course_of(rows, person, q, options.plan, dated);
  if (!course) {
    out.course.trouble = course.error().code;
    return out;
  }
  const auto found = service_course(*course, q, rules, model, options.assess);
  if (found)
    out.course = *found;
  else
    out.refused = found.error();
  return out;
}

/// Appends to a table's columns in their order.
class RowWriter {
 public:
  explicit RowWriter(Table& table) : at_(table.columns.begin()) {}
  template <class T>
  RowWriter& operator<<(const T& value) {
    (at_++)->append(value);
    return *this;
  }
  RowWriter& operator<<(std::size_t value) {
    (at_++)->append(static_cast<std::int64_t>(value));
    return *this;
  }
  RowWriter& label(const std::string& words) {
    (at_++)->append(words.empty() ? std::nullopt : std::optional<std::string_view>(words));
    return *this;
  }
  RowWriter& null() {
    (at_++)->append_null();
    return *this;
  }

 private:
  std::vector<TableColumn>::iterator at_;
};

void append_group(ServiceTables& to, const std::string& by, const ServiceGroup& group, bool stated) {
  RowWriter row(to.groups);
  row.label(by).label(group.label) << stated;
  if (group.withheld) {
    for (int i = 0; i < 9; ++i) row.null();
    row << "withheld";
  } else {
    row << group.courses << group.judged << group.window.before << group.window.inside << group.window.after;
    const ServiceWaiting& waiting = group.waiting;
    if (waiting.withheld)
      row.null();
    else
      row << waiting.courses;
    row << waiting.first_quartile << waiting.median << waiting.third_quartile << "ok";
  }
  for (const ServiceOutcome outcome : service_outcomes) {
    const ServiceShare& share = group.of(outcome);
    RowWriter one(to.outcomes);
    one.label(by).label(group.label) << stated << name(outcome);
    if (share.withheld)
      one.null().null();
    else
      one << share.rate.count << share.rate.of;
    const auto& interval = share.rate.interval;
    one << share.rate.share << (interval ? std::optional(interval->low) : std::nullopt)
        << (interval ? std::optional(interval->high) : std::nullopt) << share.expected << share.ratio()
        << (share.withheld       ? "withheld"
            : share.rate.of == 0 ? "asked_of_nobody"
                                 : "ok");
  }
}

void append_funnel(ServiceTables& to, const ServiceGrouping& by, const ServiceFunnel& of,
                   const ServiceOptions& options) {
  const Funnel& found = of.funnel;
  const auto n = static_cast<double>(found.points.size());
  RowWriter row(to.funnels);
  row << std::string_view(by.name) << name(of.outcome) << of.case_mix << found.points.size();
  if (of.because.empty())
    row << (of.case_mix ? 1.0 : of.centre) << found.dispersion.phi << std::sqrt(found.dispersion.tau2)
        << found.dispersion.sum << found.dispersion.p << found.dispersion.widened << found.beyond_warning()
        << found.beyond_alert() << (1.0 - options.funnel.warning) * n << (1.0 - options.funnel.alert) * n;
  else
    for (int i = 0; i < 10; ++i) row.null();
  row.label(of.because);
  for (std::size_t p = 0; p < found.points.size(); ++p) {
    const FunnelPoint& point = found.points[p];
    const auto most = [&](double count) { return of.value(p, std::min(count, point.group.trials())); };
    RowWriter(to.points).label(by.name) << name(of.outcome) << of.case_mix
                                        << std::string_view(by.groups[of.groups[p]].label) << of.courses[p]
                                        << of.value(p, point.group.count) << of.value(p, point.alert.low)
                                        << of.value(p, point.warning.low) << of.value(p, point.group.expected)
                                        << most(point.warning.high) << most(point.alert.high) << name(point.place);
  }
}

}  // namespace

Result<ServiceCourses> service_courses(const ServiceColumns& columns, const Instrument& q, const ResponseModel* model,
                                       const ServiceOptions& options, int threads) {
  if (auto trouble = trouble_in(columns, model)) return *std::move(trouble);
  if (auto trouble = oncourse::trouble_in(options.plan)) return *std::move(trouble);
  const auto rows = read(columns);
  if (!rows) return rows.error();
  const std::size_t persons = rows->persons.persons();
  const ServiceRules rules = service_rules(q);
  std::vector<JudgedPerson> found(persons);
  constexpr std::size_t piece = 256;
  on_threads((persons + piece - 1) / piece, threads, [&](std::size_t k) {
    for (std::size_t person = k * piece; person < std::min(persons, (k + 1) * piece); ++person)
      found[person] = judged(*rows, person, q, rules, model, options, columns.date != nullptr);
  });
  ServiceCourses out;
  std::vector<std::size_t> first_rows;
  for (std::size_t person = 0; person < persons; ++person) {
    if (found[person].refused) return *found[person].refused;
    out.courses.push_back(found[person].course);
    const std::size_t row = rows->persons.of(person).front();
    first_rows.push_back(row);
    if (rows->referral.empty()) continue;
    const auto began = day_of(rows->day[row], row), referred = day_of(rows->referral[row], row);
    const bool known = began && referred;  // else there is no waiting to count
    out.waiting.push_back(known && *began >= *referred ? std::optional(double(*began - *referred)) : std::nullopt);
    out.referred_after_start += known && *began < *referred ? 1 : 0;
  }
  for (const Column* group : columns.groups) {
    auto names = labels(*group, first_rows);
    if (!names) return names.error();
    out.groupings.push_back({group->name, *std::move(names)});
  }
  return out;
}

ServiceTables service_tables(const ServiceReport& report, const ServiceOptions& options) {
  ServiceTables out;
  out.groups = table_of({{"by", 'U'},
                         {"group", 'U'},
                         {"stated", 'b'},
                         {"courses", 'l'},
                         {"judged", 'l'},
                         {"before_window", 'l'},
                         {"inside_window", 'l'},
                         {"after_window", 'l'},
                         {"waiting_courses", 'l'},
                         {"waiting_first_quartile", 'g'},
                         {"waiting_median", 'g'},
                         {"waiting_third_quartile", 'g'},
                         {"status", 'U'}});
  out.outcomes = table_of({{"by", 'U'},
                           {"group", 'U'},
                           {"stated", 'b'},
                           {"outcome", 'U'},
                           {"count", 'l'},
                           {"of", 'l'},
                           {"share", 'g'},
                           {"low", 'g'},
                           {"high", 'g'},
                           {"expected", 'g'},
                           {"ratio", 'g'},
                           {"status", 'U'}});
  out.points = table_of({{"by", 'U'},
                         {"outcome", 'U'},
                         {"case_mix", 'b'},
                         {"group", 'U'},
                         {"courses", 'l'},
                         {"value", 'g'},
                         {"alert_low", 'g'},
                         {"warning_low", 'g'},
                         {"centre", 'g'},
                         {"warning_high", 'g'},
                         {"alert_high", 'g'},
                         {"place", 'U'}});
  out.funnels = table_of({{"by", 'U'},
                          {"outcome", 'U'},
                          {"case_mix", 'b'},
                          {"groups", 'l'},
                          {"centre", 'g'},
                          {"phi", 'g'},
                          {"tau", 'g'},
                          {"sum_of_squares", 'g'},
                          {"p", 'g'},
                          {"widened", 'b'},
                          {"beyond_warning", 'l'},
                          {"beyond_alert", 'l'},
                          {"expected_beyond_warning", 'g'},
                          {"expected_beyond_alert", 'g'},
                          {"because", 'U'}});
  out.troubles = table_of({{"status", 'U'}, {"courses", 'l'}});
  append_group(out, {}, report.everybody, true);
  for (const ServiceGrouping& by : report.groupings) {
    for (std::size_t g = 0; g < by.groups.size(); ++g)
      append_group(out, by.name, by.groups[g], !(by.with_not_stated && g + 1 == by.groups.size()));
    for (const ServiceFunnel& of : by.funnels) append_funnel(out, by, of, options);
  }
  for (const auto& [why, courses] : report.troubles) RowWriter(out.troubles) << name(why) << courses;
  return out;
}

}  // namespace oncourse
