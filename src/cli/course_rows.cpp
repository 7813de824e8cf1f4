// course_rows.cpp: one person's course from a long CSV file.
// SPDX-License-Identifier: Apache-2.0
#include "course_rows.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "oncourse/instrument/catalogue.hpp"

namespace oncourse::cli {
namespace {

constexpr double largest_count = 1e6;  // of sessions and days: beyond it a number is a mistake

Error at_line(const CsvTable& table, std::size_t row, const Error& error) {
  return {error.code, "line " + text(table.line(row)) + ": " + error.detail};
}

Error out_of_order(const CsvTable& table, std::size_t row, std::string detail) {
  return at_line(table, row, {Errc::session_order, std::move(detail)});
}

Result<long> whole_number(const CsvTable& table, std::size_t row, std::size_t column) {
  const auto number = table.number(row, column);
  if (!number) return number.error();
  if (*number != std::round(*number) || std::fabs(*number) > largest_count)
    return Error{Errc::malformed, table.place(row, column) + ": a whole number up to 1000000 is expected"};
  return static_cast<long>(*number);
}

}  // namespace

/// The columns by what they hold.
struct CourseRows::Columns {
  std::optional<std::size_t> patient, session, date, day, instrument, score;
  std::vector<std::size_t> covariates = {};
};

Result<CourseRows::Columns> CourseRows::find_columns(const CsvTable& table) const {
  constexpr std::array known = {"patient", "session", "date", "day", "instrument", "score"};
  std::map<std::string, std::string> names;
  for (const char* role : known) names[role] = role;
  for (const std::string& pair : roles) {
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::string role = pair.substr(0, equals);
    if (equals == pair.size() || !names.contains(role))
      return Error{Errc::bad_argument,
                   "--column ROLE=NAME with a role of patient, session, date, day, instrument, score"};
    const auto there = table.column(pair.substr(equals + 1));
    if (!there) return there.error();
    names[role] = pair.substr(equals + 1);
  }
  const auto column = [&](const char* role) { return table.find(names[role]); };
  Columns found{column("patient"), column("session"),    column("date"),
                column("day"),     column("instrument"), column("score")};
  if (sessions_in_order) found.session.reset();
  if (!found.date && !found.day)
    return Error{Errc::bad_argument, "line 1: no column date, and no column day (since intake) instead of it"};
  if (!found.session && !sessions_in_order)
    return Error{Errc::bad_argument, "line 1: no column session; --sessions-in-order numbers the rows 0, 1, 2, ..."};
  if (!found.instrument && !only)
    return Error{Errc::bad_argument, "line 1: no column instrument; name the instrument with --instrument"};
  for (const std::string& name : covariates)
    if (const auto at = table.find(name)) found.covariates.push_back(*at);
  return found;
}

Result<std::vector<std::size_t>> CourseRows::rows_of_person(const CsvTable& table, const Columns& columns) const {
  if (!person.empty() && !columns.patient)
    return Error{Errc::bad_argument, "line 1: no column patient, which --person needs"};
  std::vector<std::size_t> rows;
  std::set<std::string_view> persons;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (columns.patient) persons.insert(table.cell(row, *columns.patient));
    if (person.empty() || table.cell(row, *columns.patient) == person) rows.push_back(row);
  }
  if (person.empty() && persons.size() > 1)
    return Error{Errc::bad_argument, "the file holds " + text(persons.size()) + " persons; choose one with --person"};
  if (rows.empty()) return Error{Errc::bad_argument, "no row is of the person asked for"};
  return rows;
}

/// Answers in a row that does not say to what.
std::optional<Error> CourseRows::trouble_in_nameless(const CsvTable& table, std::size_t row) const {
  for (const Instrument* q : catalogue()) {
    const auto of_items = item_columns(table, items, *q);
    if (!of_items) return of_items.error();
    for (const std::size_t column : *of_items)
      if (!table.missing(row, column))
        return Error{Errc::unknown_instrument, table.place(row, column) + ": an answer without an instrument"};
  }
  return std::nullopt;
}

/// nullopt: the row has neither answers nor a score, a session without a measurement.
Result<std::optional<Administration>> CourseRows::administration(const CsvTable& table, std::size_t row,
                                                                 const Columns& columns) const {
  const Instrument* q = only;
  if (columns.instrument && !table.missing(row, *columns.instrument)) {
    const std::string_view id = table.cell(row, *columns.instrument);
    if (!only || !same_id(id, only->id)) {
      const auto found = find_instrument(id);
      if (!found) return at_line(table, row, found.error());
      q = *found;
    }
  }

  std::optional<double> total;
  if (columns.score && !table.missing(row, *columns.score)) {
    if (!q) return at_line(table, row, {Errc::unknown_instrument, "a score without an instrument"});
    const auto read = table.number(row, *columns.score);
    if (!read) return read.error();
    const auto accepted = accept_total(*q, *read);
    if (!accepted)
      return Error{accepted.error().code, table.place(row, *columns.score) + ": " + accepted.error().detail};
    total = *accepted;
  }
  std::optional<std::vector<Answer>> answers;
  if (!q) {
    if (auto trouble = trouble_in_nameless(table, row)) return *std::move(trouble);
  } else {
    auto of_items = q->items > 0 ? item_columns(table, items, *q) : Result(ItemColumns{});
    if (!of_items) return of_items.error();
    if (of_items->empty() && !columns.score)
      return at_line(table, row,
                     {Errc::bad_argument,
                      "no item columns of " + std::string(q->id) + " and no column score; name them with --items"});
    RowAnswers read = row_answers(table, row, *of_items, *q);
    if (read.trouble) return *std::move(read.trouble);
    if (read.any) answers = std::move(read.answers);
  }
  if (!answers && !total) return std::optional<Administration>();

  Administration out;
  out.instrument = q;
  if (!answers) {
    out.from_items = false;
    out.score.total = *total;
    out.score.band = band_of(*q, *total);
    return std::optional(out);
  }
  const auto sheet = score(*q, *answers, prorate ? Prorating::convention : Prorating::published_rule);
  if (!sheet) {
    Error refused = at_line(table, row, sheet.error());
    if (!q->risk.empty()) refused.detail += "; its risk items are not in any report, read them on the sheet";
    return refused;
  }
  out.score = *sheet;
  if (total && std::fabs(*total - sheet->total) > 1e-6)
    return Error{Errc::bad_argument, table.place(row, *columns.score) + ": the stored total is " + text(*total) +
                                         ", the answers give " + text(sheet->total)};
  return std::optional(out);
}

/// The session of one row, still without what was measured. The first date is intake where none was agreed.
Result<Session> CourseRows::session(const CsvTable& table, std::size_t row, const Columns& columns,
                                    CourseRecord& record, bool measured) const {
  Session out;
  out.number = static_cast<int>(record.sessions.size());
  if (columns.session) {
    const auto number = whole_number(table, row, *columns.session);
    if (!number) return number.error();
    out.number = static_cast<int>(*number);
  }
  if (columns.date) {
    const auto date = Date::parse(table.cell(row, *columns.date));
    if (!date) return Error{date.error().code, table.place(row, *columns.date) + ": " + date.error().detail};
    if (!record.intake) record.intake = *date;
    out.day = Date::days_between(*record.intake, *date);
  } else {
    const auto day = whole_number(table, row, *columns.day);
    if (!day) return day.error();
    out.day = *day;
  }
  if (out.day < 0) return out_of_order(table, row, "the date lies " + text(-out.day) + " days before intake");
  for (std::size_t c = 0; c < columns.covariates.size(); ++c) {
    const std::size_t column = columns.covariates[c];
    if (!measured && table.missing(row, column) && !record.sessions.empty()) {  // nothing is computed from it
      out.covariates.push_back(record.sessions.back().covariates[c]);
      continue;
    }
    const auto value = table.number(row, column);
    if (!value) return value.error();
    out.covariates.push_back(*value);
  }
  return out;
}

Result<CourseRecord> CourseRows::read(const CsvTable& table, const CourseFile& agreed) const {
  const auto columns = find_columns(table);
  if (!columns) return columns.error();
  const auto rows = rows_of_person(table, *columns);
  if (!rows) return rows.error();
  CourseRecord record;
  record.intake = agreed.intake;
  for (const std::size_t column : columns->covariates) record.covariate_names.emplace_back(table.header(column));

  for (const std::size_t row : *rows) {
    auto measured = administration(table, row, *columns);
    if (!measured) return measured.error();
    auto one = session(table, row, *columns, record, measured->has_value());
    if (!one) return one.error();
    Session* const before = record.sessions.empty() ? nullptr : &record.sessions.back();
    const std::string place = "session " + text(one->number);
    if (before && one->number == before->number) {
      // Several instruments of one session stand on rows of their own, with the same number and date.
      if (one->day != before->day) return out_of_order(table, row, place + " has two dates");
      if (!measured->has_value()) return out_of_order(table, row, place + " is there twice");
      for (const Administration& other : before->administrations)
        if (same_instrument(*other.instrument, *(*measured)->instrument))
          return out_of_order(table, row, place + " has " + std::string(other.instrument->id) + " twice");
      if (one->covariates != before->covariates)
        return out_of_order(table, row, place + " has two values of a covariate");
      before->administrations.push_back(**measured);
      continue;
    }
    if (before && one->number < before->number)
      return out_of_order(table, row, place + " follows session " + text(before->number));
    if (before && one->day < before->day)
      return out_of_order(
          table, row,
          place + " is dated " + text(before->day - one->day) + " days before session " + text(before->number));
    if (before && one->day == before->day)
      return out_of_order(table, row, place + " is dated on the day of session " + text(before->number));
    if (measured->has_value()) one->administrations.push_back(**measured);
    record.sessions.push_back(*std::move(one));
  }

  const auto others = only ? std::span(&only, 1) : std::span<const Instrument* const>();
  if (auto trouble = adopt_agreement(record, agreed, others)) return *std::move(trouble);
  return record;
}

}  // namespace oncourse::cli
