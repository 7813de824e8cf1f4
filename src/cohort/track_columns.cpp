// track_columns.cpp: rows into courses, verdicts back to their rows.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/track_columns.hpp"

#include <cmath>
#include <map>

#include "cohort/course_in_rows.hpp"
#include "cohort/row_status.hpp"
#include "cohort/whole_number.hpp"
#include "oncourse/cohort/cohort.hpp"
#include "oncourse/cohort/score_columns.hpp"
#include "oncourse/track/assess.hpp"
#include "track/asked.hpp"

namespace oncourse {
namespace {

/// One row's measurement: none, a score, or why there is none.
struct Measured {
  std::optional<Administration> administration = {};
  std::optional<Error> refused = {};
};

Result<std::vector<Measured>> measurements(const TrackColumns& columns, const Instrument& q, Prorating how) {
  std::vector<Measured> out;
  out.reserve(columns.person->size);
  if (!columns.score) {
    const auto trouble = score_rows(q, columns.items, how, nullptr, [&](const Result<Score>& score, auto answers) {
      Measured& row = out.emplace_back();
      if (score)
        row.administration = Administration{&q, *score, true};
      else if (std::any_of(answers.begin(), answers.end(), [](Answer a) { return a != blank; }) ||
               score.error().code == Errc::response_range)
        row.refused = score.error();
    });
    if (trouble) return *trouble;
    return out;
  }
  const auto totals = numbers(*columns.score);
  if (!totals) return totals.error();
  for (const double total : *totals) {
    Measured& row = out.emplace_back();
    if (std::isnan(total)) continue;
    if (const auto accepted = accept_total(q, total); !accepted) {
      row.refused = accepted.error();
      continue;
    }
    Score score;
    score.total = total;
    score.band = band_of(q, total);
    row.administration = Administration{&q, score, false};
  }
  return out;
}

/// The columns as numbers, checked against each other.
struct Rows {
  PersonRows persons;
  std::vector<double> session;  ///< empty where rows are counted
  std::vector<double> day;      ///< empty where the plan's cadence counts
  bool dated = false;
  std::vector<std::vector<double>> covariates;
  std::vector<Measured> measured;
};

Result<Rows> read(const TrackColumns& columns, const Instrument& q, const TrackOptions& options) {
  if (auto trouble = trouble_in_when(columns)) return *std::move(trouble);
  std::vector<const Column*> all = {columns.session, columns.date, columns.day, columns.score, columns.group};
  all.insert(all.end(), columns.items.begin(), columns.items.end());
  all.insert(all.end(), columns.covariates.begin(), columns.covariates.end());
  for (const Column* column : all)
    if (column && column->size != columns.person->size)
      return Error{Errc::bad_argument, "column " + column->name + " has " + text(column->size) + " rows, " +
                                           columns.person->name + " has " + text(columns.person->size)};
  Rows out;
  auto persons = rows_by_person(*columns.person);
  if (!persons) return persons.error();
  out.persons = *std::move(persons);
  if (columns.session) {
    auto session = numbers(*columns.session);
    if (!session) return session.error();
    out.session = *std::move(session);
  }
  if (columns.date || columns.day) {
    auto day = columns.date ? days(*columns.date) : numbers(*columns.day);
    if (!day) return day.error();
    out.day = *std::move(day);
    out.dated = columns.date != nullptr;
  }
  for (const Column* column : columns.covariates) {
    auto values = numbers(*column);
    if (!values) return values.error();
    out.covariates.push_back(*std::move(values));
  }
  auto measured = measurements(columns, q, options.prorating);
  if (!measured) return measured.error();
  out.measured = *std::move(measured);
  return out;
}

/// A whole number, or an error that names the row.
Result<long> whole(double value, const char* what, std::size_t row) {
  if (std::isnan(value)) return Error{Errc::bad_argument, "row " + text(row + 1) + " has no " + what};
  if (!is_whole_number(value)) return whole_number_expected("row " + text(row + 1) + ": " + what);
  return static_cast<long>(value);
}

std::optional<Error> trouble_in_baseline(const Rows& rows, std::size_t person) {
  for (const std::size_t row : rows.persons.of(person)) {
    if (rows.measured[row].refused)
      return baseline_not_known(*rows.measured[row].refused, "row " + text(row + 1) + ": ");
    if (rows.measured[row].administration) break;
  }
  return std::nullopt;
}

Result<Course> course_of(const Rows& rows, std::size_t person, const TrackColumns& columns, const Plan& plan) {
  if (auto trouble = trouble_in_baseline(rows, person)) return *std::move(trouble);
  CourseRecord record;
  record.plan = plan;
  for (const Column* column : columns.covariates) record.covariate_names.push_back(column->name);
  std::optional<long> intake;
  if (!rows.dated) intake = 0;
  for (const std::size_t row : rows.persons.of(person)) {
    Session session;
    session.number = static_cast<int>(record.sessions.size());
    if (!rows.session.empty()) {
      const auto number = whole(rows.session[row], "session", row);
      if (!number) return number.error();
      session.number = static_cast<int>(*number);
    }
    session.day = long{session.number} * plan.cadence_days;
    if (!rows.day.empty()) {
      const auto day = whole(rows.day[row], rows.dated ? "date" : "day", row);
      if (!day) return day.error();
      if (!intake) intake = *day;
      session.day = *day - *intake;
    }
    if (rows.measured[row].administration) session.administrations.push_back(*rows.measured[row].administration);
    for (const auto& values : rows.covariates) {
      const bool carried = std::isnan(values[row]) && session.administrations.empty() && !record.sessions.empty();
      session.covariates.push_back(carried ? record.sessions.back().covariates[session.covariates.size()]
                                           : values[row]);
    }
    record.sessions.push_back(std::move(session));
  }
  return Course::make(std::move(record));
}

/// Of all columns of a result at once.
void append_nulls(std::initializer_list<TableColumn*> columns) {
  for (TableColumn* column : columns) column->append_null();
}

struct SessionColumns {
  std::optional<TableColumn> session;  ///< where rows are counted
  TableColumn score = TableColumn::numbers("score"), verdict = TableColumn::texts("verdict"),
              probability = TableColumn::numbers("probability"), low = TableColumn::numbers("expected_low"),
              mean = TableColumn::numbers("expected_mean"), high = TableColumn::numbers("expected_high"),
              alarm = TableColumn::booleans("alarm");
  RowStatus status;

  explicit SessionColumns(bool counted) {
    if (counted) session = TableColumn::whole_numbers("session");
  }
  void append(int place, const Measured& measured, const SessionVerdict* at, bool is_alarm, const Error* course_error) {
    if (session) session->append(std::int32_t{place});
    if (measured.administration)
      score.append(measured.administration->score.total);
    else
      score.append_null();
    if (at) {
      verdict.append(name(at->verdict));
      probability.append(at->probability);
      for (auto [column, value] : {std::pair{&low, &Interval::low}, {&mean, &Interval::mean}, {&high, &Interval::high}})
        if (at->expected)
          column->append((*at->expected).*value);
        else
          column->append_null();
      alarm.append(is_alarm);
    } else {
      append_nulls({&verdict, &probability, &low, &mean, &high, &alarm});
    }
    const Error* const error = measured.refused ? &*measured.refused : course_error;
    status.append(error ? std::optional(*error) : std::nullopt);
  }
  Table table() && {
    Table out;
    if (session) out.columns.push_back(*std::move(session));
    for (TableColumn* column :
         {&score, &verdict, &probability, &low, &mean, &high, &alarm, &status.status, &status.detail})
      out.columns.push_back(std::move(*column));
    return out;
  }
};

struct PersonColumns {
  TableColumn session = TableColumn::whole_numbers("session"), score = TableColumn::numbers("score"),
              verdict = TableColumn::texts("verdict"), because = TableColumn::texts("undetermined_because"),
              alarm = TableColumn::whole_numbers("alarm_session"), window = TableColumn::numbers("window_probability"),
              earliest = TableColumn::whole_numbers("earliest_likely_session"),
              decision = TableColumn::texts("window_decision"), limit = TableColumn::numbers("target_limit"),
              target = TableColumn::texts("target"), value = TableColumn::numbers("value"),
              threshold = TableColumn::numbers("threshold"), rule = TableColumn::texts("rule"),
              rate = TableColumn::numbers("false_alarms"), worse = TableColumn::texts("deterioration"),
              worse_alarm = TableColumn::whole_numbers("deterioration_alarm_session");
  RowStatus status;

  void append(const Assessment& a) {
    session.append(std::int32_t{a.sessions.back().session});
    score.append(a.sessions.back().score);
    verdict.append(name(a.latest()));
    if (a.undetermined_because.empty())
      because.append_null();
    else
      because.append(a.undetermined_because);
    alarm.append(a.alarm);
    window.append(a.window_probability);
    earliest.append(a.window.earliest_likely);
    decision.append(name(a.window.decision));
    if (a.target) {
      limit.append(a.target->limit);
      target.append(a.target->basis);
    } else {
      append_nulls({&limit, &target});
    }
    value.append(a.basis.value);
    threshold.append(a.basis.threshold);
    rule.append(a.basis.rule);
    const Guarantee& promised = a.basis.guarantee;
    rate.append(promised.kind == Guarantee::Kind::none ? std::nullopt : std::optional(promised.alpha));
    if (a.deterioration) {
      worse.append(name(a.deterioration->latest()));
      worse_alarm.append(a.deterioration->alarm);
    } else {
      append_nulls({&worse, &worse_alarm});
    }
    status.append();
  }
  void append(const Error& error) {
    append_nulls({&session, &score, &verdict, &because, &alarm, &window, &earliest, &decision, &limit, &target, &value,
                  &threshold, &rule, &rate, &worse, &worse_alarm});
    status.append(error);
  }
  Table table() && {
    Table out;
    for (TableColumn* column :
         {&session, &score, &verdict, &because, &alarm, &window, &earliest, &decision, &limit, &target, &value,
          &threshold, &rule, &rate, &worse, &worse_alarm, &status.status, &status.detail})
      out.columns.push_back(std::move(*column));
    return out;
  }
};

/// What is said of one row.
struct RowVerdict {
  int place = 0;  ///< among the person's rows
  std::optional<SessionVerdict> verdict = {};
  bool alarm = false;
  std::optional<Error> course_error = {};
};

}  // namespace

Result<Tracked> track_columns(const TrackColumns& columns, const Instrument& q, const ResponseModel& model,
                              const TrackOptions& options) {
  if (auto trouble = trouble_in(options.plan)) return *trouble;
  const auto rows = read(columns, q, options);
  if (!rows) return rows.error();
  std::vector<RowVerdict> verdicts(columns.person->size);
  PersonColumns persons;
  Tracked out;
  for (std::size_t person = 0; person < rows->persons.persons(); ++person)
    out.first_rows.push_back(rows->persons.of(person).front());
  std::vector<std::string> groups;
  if (columns.group) {
    auto found = labels(*columns.group, out.first_rows);
    if (!found) return found.error();
    groups = *std::move(found);
  }
  for (std::size_t person = 0; person < rows->persons.persons(); ++person) {
    const auto own_rows = rows->persons.of(person);
    for (std::size_t k = 0; k < own_rows.size(); ++k) verdicts[own_rows[k]].place = static_cast<int>(k);
    const auto course = course_of(*rows, person, columns, options.plan);
    AssessOptions asked = options.assess;
    std::optional<Error> trouble;
    if (columns.group) {
      asked.group = groups[person];
      trouble = trouble_in_group_of_person(&model, asked.group);
    }
    const auto assessment = !course   ? Result<Assessment>(course.error())
                            : trouble ? Result<Assessment>(*trouble)
                                      : assess(*course, q, &model, asked);
    if (!assessment) {
      persons.append(assessment.error());
      for (const std::size_t row : own_rows) verdicts[row].course_error = assessment.error();
      continue;
    }
    persons.append(*assessment);
    std::size_t at = 0;
    for (const std::size_t row : own_rows) {
      if (!rows->measured[row].administration) continue;
      const SessionVerdict& verdict = assessment->sessions[at++];
      verdicts[row].verdict = verdict;
      verdicts[row].alarm = assessment->alarm == verdict.session;
    }
  }
  SessionColumns sessions(!columns.session);
  for (std::size_t row = 0; row < verdicts.size(); ++row) {
    const RowVerdict& of = verdicts[row];
    sessions.append(of.place, rows->measured[row], of.verdict ? &*of.verdict : nullptr, of.alarm,
                    of.course_error ? &*of.course_error : nullptr);
  }
  out.sessions = std::move(sessions).table();
  out.persons = std::move(persons).table();
  return out;
}

}  // namespace oncourse
