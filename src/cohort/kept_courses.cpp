// kept_courses.cpp: courses into columns and back.
// SPDX-License-Identifier: Apache-2.0
#include "cohort/kept_courses.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>

#include "base/parallel.hpp"
#include "oncourse/base/number.hpp"
#include "oncourse/instrument/score.hpp"

namespace oncourse {
namespace {

/// Calls field(name, k, format, value) for every number of a course, in the order of the columns; k counts from 1 those
/// that share a name.
template <class Course, class Field>
void for_each_field(Course& course, const Field& field) {
  field("refused", 0, 'c', course.refused);
  field("group", 0, 'i', course.group);
  field("sessions", 0, 'i', course.sessions);
  field("session", 0, 'i', course.latest.number);
  field("day", 0, 'i', course.latest.day);
  field("intake_day", 0, 'i', course.intake_day);
  field("alarm_session", 0, 'i', course.alarm);
  field("scores", 0, 'i', course.reading.scores);
  field("intake_score", 0, 'g', course.reading.intake);
  field("intake_time", 0, 'g', course.reading.intake_time);
  field("latest_score", 0, 'g', course.reading.latest);
  field("latest_time", 0, 'g', course.reading.latest_time);
  field("score_before", 0, 'g', course.reading.before);
  field("time_before", 0, 'g', course.reading.time_before);
  std::size_t k = 0;
  for (auto& rule : course.rules) {
    field("verdict_", ++k, 'c', rule.verdict);
    field("first_signal_", k, 'g', rule.first);
  }
  k = 0;
  for (auto& value : course.covariates) field("intake_covariate_", ++k, 'g', value);
  k = 0;
  for (auto& value : course.person) field("sum_", ++k, 'g', value);
}

constexpr double no_number = std::numeric_limits<double>::quiet_NaN();

/// What is absent is NaN, and so null.
template <class T>
double number_of(const T& value) {
  return static_cast<double>(value);
}
template <class T>
double number_of(const std::optional<T>& value) {
  return value ? static_cast<double>(*value) : no_number;
}

/// False where a number cannot be that.
bool take(double number, double& into) {
  into = number;
  return true;
}
template <class T>
bool take(double number, T& into) {
  constexpr double greatest = 1e9;  // less than an int has
  if (!(std::trunc(number) == number && std::fabs(number) <= greatest)) return false;
  if (!std::is_signed_v<T> && number < 0.0) return false;
  into = static_cast<T>(number);
  return true;
}
bool take(double number, Verdict& into) {
  int code = 0;
  if (!take(number, code) || code < 0 || code > static_cast<int>(Verdict::reached_target)) return false;
  into = static_cast<Verdict>(code);
  return true;
}
template <class T>
bool take(double number, std::optional<T>& into) {
  into.reset();
  return std::isnan(number) || take(number, into.emplace());
}

std::string column_name(const char* stem, std::size_t k) { return k > 0 ? stem + text(k) : stem; }

constexpr std::array checks = {"version", "model", "question"};

/// Scores each at its own time, none later than the latest session.
bool in_order(const CourseReading::Kept& reading, double latest_session) {
  const bool only = reading.scores == 1, second = reading.scores == 2;
  if (!(reading.intake_time >= 0.0 && reading.latest_time <= latest_session)) return false;
  if (only) return reading.latest_time == reading.intake_time && std::isinf(reading.time_before);
  if (second != (reading.time_before == reading.intake_time)) return false;
  return reading.time_before >= reading.intake_time && reading.latest_time > reading.time_before;
}

/// What cannot be of one course, or of several of its numbers together.
std::optional<std::string> contradiction(const KeptCourse& course, const KeptFor& kept_for) {
  const CourseReading::Kept& reading = course.reading;
  const auto finite = [](double number) { return std::isfinite(number); };
  if (course.refused < 0 || course.refused > static_cast<int>(Errc::not_available)) return "no such refusal";
  if (!std::all_of(course.person.begin(), course.person.end(), finite) ||
      !std::all_of(course.covariates.begin(), course.covariates.end(), finite) || !finite(reading.intake) ||
      !finite(reading.intake_time) || !finite(reading.latest) || !finite(reading.latest_time) ||
      !finite(reading.before) || std::isnan(reading.time_before))
    return "a number is missing or not finite";
  if (reading.scores > course.sessions) return "more scores than sessions";
  if ((course.refused != 0) == (course.sessions > 0)) return "a course has either sessions or a refusal";
  if (course.refused != 0) return std::nullopt;

  const SessionPlace& latest = course.latest;
  if (const auto trouble = trouble_in_place(latest, nullptr)) return trouble->detail;
  if (course.sessions > static_cast<std::size_t>(latest.number) + 1) return "more sessions than numbers of sessions";
  if (const auto trouble = trouble_in_number_of_sessions(course.sessions)) return trouble->detail;
  if (course.intake_day.has_value() != kept_for.dated)
    return "a day of intake, though the rows have none, or the reverse";
  if (kept_for.grouped
          ? !course.group || *course.group < 0 || static_cast<std::size_t>(*course.group) >= kept_for.groups
          : course.group != kept_for.group)
    return "no such group";
  if (reading.scores == 0)
    return reading == CourseReading::Kept{} && !course.alarm ? std::nullopt
                                                             : std::optional("scores of a course without any");

  if (!in_order(reading, model_time(kept_for.time_unit, latest.number, static_cast<double>(latest.day))))
    return "times of scores that do not ascend to the latest session's";
  const auto off_scale = [&](const char* column, double score) -> std::optional<std::string> {
    const auto accepted = accept_total(*kept_for.instrument, score);
    return accepted ? std::nullopt : std::optional(std::string(column) + ": " + accepted.error().detail);
  };
  if (auto why = off_scale("intake_score", reading.intake)) return why;
  if (auto why = off_scale("latest_score", reading.latest)) return why;
  if (reading.scores > 1)
    if (auto why = off_scale("score_before", reading.before)) return why;
  if (reading.scores == 1 && reading.latest != reading.intake) return "an only score that is not that of intake";
  if (course.alarm && (reading.scores == 1 || *course.alarm < 1 || *course.alarm > latest.number))
    return "an alarm at no session that could have raised it";
  for (const AlarmRule::Kept& rule : course.rules)
    if (!std::isnan(rule.first) && !(rule.first >= -1.0 && rule.first <= 0.0))
      return "a first signal that is no probability";
  if (!growth::Person::may_have_kept(*kept_for.design, course.person, reading.latest_time))
    return "sums that no scores have";
  return std::nullopt;
}

}  // namespace

void KeptCourse::begin() {
  refused = 0;
  group.reset();
  sessions = 0;
  latest = {};
  intake_day.reset();
  alarm.reset();
  reading = {};
  std::fill(rules.begin(), rules.end(), AlarmRule::Kept{});
  std::fill(person.begin(), person.end(), 0.0);
  std::fill(covariates.begin(), covariates.end(), 0.0);
}

KeptCourse KeptFor::course() const {
  KeptCourse out;
  out.rules.resize(rules);
  out.person.resize(growth::Person::numbers(*design));
  out.covariates.resize(design->covariates.size());
  return out;
}

Result<KeptReader> KeptReader::make(std::span<const Column> columns, const Column& person, const KeptFor& kept_for) {
  KeptReader out(kept_for);
  std::optional<Error> trouble;
  const auto find = [&](const std::string& name) {
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.name == name; });
    if (trouble) return;
    if (found == columns.end())
      trouble = Error{Errc::bad_argument, "what is kept has no column " + name};
    else if (found->size != person.size)
      trouble = Error{Errc::bad_argument, "what is kept: column " + name + " has " + text(found->size) + " rows, " +
                                              person.name + " has " + text(person.size)};
    else if (auto other = trouble_in_numbers(*found))
      trouble = Error{other->code, "what is kept: " + other->detail};
    else
      out.columns_.push_back(&*found);
  };
  for (const char* const name : checks) find(name);
  const KeptCourse any = kept_for.course();
  for_each_field(any, [&](const char* stem, std::size_t k, char, const auto&) { find(column_name(stem, k)); });
  if (trouble) return *trouble;
  for (const Column* column : out.columns_) out.readers_.emplace_back(*column);
  return out;
}

std::optional<Error> KeptReader::read(std::size_t row, KeptCourse& into) {
  const auto place = [&] { return "what is kept, row " + text(row + 1) + ": "; };
  const double expected[] = {KeptFor::version, static_cast<double>(kept_for_.model),
                             static_cast<double>(kept_for_.question)};
  for (std::size_t k = 0; k < checks.size(); ++k) {
    if (readers_[k].number(row) == expected[k]) continue;
    if (k == 0)
      return Error{Errc::wrong_version, place() + "version " + text(readers_[k].number(row)) + ", this library reads " +
                                            text(KeptFor::version)};
    return Error{Errc::bad_argument,
                 place() + "kept for another " +
                     (k == 1 ? "model" : "plan, target, alpha, instrument, group, covariates or rules") +
                     "; follow these courses again from their first rows"};
  }
  std::optional<Error> trouble;
  std::size_t at = checks.size();
  for_each_field(into, [&](const char* stem, std::size_t k, char, auto& value) {
    const double number = readers_[at++].number(row);
    if (!take(number, value) && !trouble)
      trouble = Error{Errc::bad_argument,
                      place() + column_name(stem, k) + (std::isnan(number) ? " is missing" : " is " + text(number))};
  });
  if (trouble) return trouble;
  if (auto why = contradiction(into, kept_for_)) return Error{Errc::bad_argument, place() + *why};
  return std::nullopt;
}

KeptWriter::KeptWriter(TableColumn persons, const KeptFor& kept_for) : kept_for_(kept_for) {
  const std::size_t rows = persons.size();
  table_.columns.push_back(std::move(persons));
  table_.columns.push_back(TableColumn::whole_numbers(checks[0]));
  table_.columns.push_back(TableColumn::long_numbers(checks[1]));
  table_.columns.push_back(TableColumn::long_numbers(checks[2]));
  const KeptCourse any = kept_for.course();
  for_each_field(any, [&](const char* stem, std::size_t k, char format, const auto&) {
    const std::string name = column_name(stem, k);
    table_.columns.push_back(format == 'g'   ? TableColumn::numbers(name)
                             : format == 'i' ? TableColumn::whole_numbers(name)
                                             : TableColumn(name, "c", 1));
  });
  for (std::size_t i = 1; i < table_.columns.size(); ++i) table_.columns[i].resize(rows);
}

/// What stands for an absent whole number until table() marks it: none is so small.
constexpr std::int32_t absent = std::numeric_limits<std::int32_t>::min();

void KeptWriter::write(std::size_t row, const KeptCourse& course) {
  table_.columns[1].write(row, std::int32_t{KeptFor::version});
  table_.columns[2].write(row, std::int64_t{kept_for_.model});
  table_.columns[3].write(row, std::int64_t{kept_for_.question});
  std::size_t at = 1 + checks.size();
  for_each_field(course, [&](const char*, std::size_t, char format, const auto& value) {
    TableColumn& column = table_.columns[at++];
    const double number = number_of(value);
    if (format == 'g')
      column.write(row, number);
    else if (format == 'i')
      column.write(row, std::isnan(number) ? absent : static_cast<std::int32_t>(number));
    else
      column.write(row, static_cast<std::int8_t>(number));
  });
}

Table KeptWriter::table(int threads) && {
  const std::size_t rows = table_.rows();
  on_threads(table_.columns.size() - 1, threads, [&](std::size_t k) {
    TableColumn& column = table_.columns[k + 1];
    if (column.format() == "g")
      column.mark_nulls(0, rows, [&](std::size_t row) { return std::isnan(column.written<double>(row)); });
    else if (column.format() == "i")
      column.mark_nulls(0, rows, [&](std::size_t row) { return column.written<std::int32_t>(row) == absent; });
    column.count_nulls();
  });
  return std::move(table_);
}

}  // namespace oncourse
