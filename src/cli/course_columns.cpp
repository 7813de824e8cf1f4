// course_columns.cpp: cells into columns; whatever would make a course another one is told of.
// SPDX-License-Identifier: Apache-2.0
#include "course_columns.hpp"

#include <cmath>

#include "oncourse/base/date.hpp"

namespace oncourse::cli {
namespace {

constexpr double largest_session = 1e6;  // and day: beyond it a number is a mistake

std::optional<Error> trouble_in_whole_number(std::string_view cell) {
  if (CsvTable::is_missing(cell)) return Error{Errc::bad_argument, "missing"};
  const auto number = parse_number(cell);
  if (!number) return number.error();
  if (*number != std::trunc(*number) || std::fabs(*number) > largest_session)
    return Error{Errc::malformed, "a whole number up to " + text(static_cast<long>(largest_session)) + " is expected"};
  return std::nullopt;
}

std::optional<Error> trouble_in_date(std::string_view cell) {
  if (CsvTable::is_missing(cell)) return Error{Errc::bad_argument, "missing"};
  const auto date = Date::parse(cell);
  return date ? std::nullopt : std::optional(date.error());
}

std::optional<Error> trouble_in_number(std::string_view cell) {
  if (CsvTable::is_missing(cell)) return std::nullopt;
  const auto number = parse_number(cell);
  return number ? std::nullopt : std::optional(number.error());
}

void append_text(TableColumn& values, std::string_view cell) { values.append(cell); }

void append_number(TableColumn& values, std::string_view cell) {
  if (const auto number = parse_number(cell))
    values.append(*number);
  else
    values.append_null();
}

void append_whole_number(TableColumn& values, std::string_view cell) {
  if (const auto number = parse_number(cell); number && !trouble_in_whole_number(cell))
    values.append(static_cast<std::int32_t>(*number));
  else
    values.append_null();
}

/// Days since 1970-01-01.
void append_day(TableColumn& values, std::string_view cell) {
  if (const auto date = Date::parse(cell))
    values.append(static_cast<std::int32_t>(Date::days_between(*Date::parse("1970-01-01"), *date)));
  else
    values.append_null();
}

}  // namespace

Result<TrackPlaces> TrackPlaces::find(const CsvHeader& header, const TrackNames& names, const Instrument& q) {
  const CsvTable file(header, {});
  TrackPlaces out;
  std::optional<Error> trouble;
  const auto place = [&](const std::string& name) {
    const auto found = file.column(name);
    if (!found && !trouble) trouble = found.error();
    return found ? *found : std::size_t{0};
  };
  const auto optional_place = [&](const std::string& name) {
    return name.empty() ? std::nullopt : std::optional(place(name));
  };
  out.person = place(names.person);
  out.session = optional_place(names.session);
  out.date = optional_place(names.date);
  out.day = optional_place(names.day);
  out.group = optional_place(names.group);
  out.score = names.score.empty() && names.items.empty() ? file.find("score") : optional_place(names.score);
  for (const std::string& name : names.covariates) out.covariates.push_back(place(name));
  if (trouble) return *trouble;
  if (!out.score) {
    auto items = all_item_columns(header, names.items, q);
    if (!items) return items.error();
    out.items = *std::move(items);
  }
  return out;
}

std::optional<RowTrouble> trouble_in_key(const CsvTable& table, const TrackPlaces& places, std::size_t row) {
  const auto in = [&](std::size_t column, std::optional<Error> (*trouble_in)(std::string_view)) {
    auto trouble = trouble_in(table.cell(row, column));
    return trouble ? std::optional(RowTrouble{row, std::string(table.header(column)), *std::move(trouble)})
                   : std::nullopt;
  };
  if (places.session)
    if (auto trouble = in(*places.session, trouble_in_whole_number)) return trouble;
  if (places.date)
    if (auto trouble = in(*places.date, trouble_in_date)) return trouble;
  if (places.day)
    if (auto trouble = in(*places.day, trouble_in_whole_number)) return trouble;
  for (const std::size_t covariate : places.covariates)
    if (auto trouble = in(covariate, trouble_in_number)) return trouble;
  return std::nullopt;
}

CourseColumns::CourseColumns(const CsvTable& table, const TrackPlaces& places, const Instrument& q,
                             const std::vector<std::size_t>& rows, const std::vector<RowTrouble>& unread)
    : table_(table), places_(places), q_(q) {
  const auto column = [&](TableColumn values, std::size_t at, void (*append)(TableColumn&, std::string_view),
                          const std::vector<RowTrouble>& left_out = {}) {
    values.reserve(rows.size());
    auto next = left_out.begin();
    for (const std::size_t row : rows) {
      const bool is_left_out = next != left_out.end() && next->row == row;
      if (is_left_out) ++next;
      if (is_left_out || table.missing(row, at))
        values.append_null();
      else
        append(values, table.cell(row, at));
    }
    columns_.emplace_back(std::move(values));
  };
  const auto name = [&](std::size_t at) { return std::string(table.header(at)); };
  column(TableColumn::texts(name(places.person)), places.person, append_text);
  if (places.session)
    column(TableColumn::whole_numbers(name(*places.session)), *places.session, append_whole_number, unread);
  const std::vector<RowTrouble>& no_day = places.session ? std::vector<RowTrouble>() : unread;
  if (places.date) column({name(*places.date), "tdD", 4}, *places.date, append_day, no_day);
  if (places.day) column(TableColumn::whole_numbers(name(*places.day)), *places.day, append_whole_number, no_day);
  if (places.group) column(TableColumn::texts(name(*places.group)), *places.group, append_text);
  for (const std::size_t at : places.covariates) column(TableColumn::numbers(name(at)), at, append_number);
  if (places.score) {
    columns_.push_back(measured_scores(rows));
  } else {
    answers_.emplace(table, places.items, q, rows);
    answers_->refuse_unread();
    unmeasured_ = answers_->troubles();
  }
}

FileColumn CourseColumns::measured_scores(const std::vector<std::size_t>& rows) {
  auto scores = TableColumn::numbers(std::string(table_.header(*places_.score)));
  scores.reserve(rows.size());
  for (const std::size_t row : rows) {
    const std::string_view cell = table_.cell(row, *places_.score);
    const auto number = CsvTable::is_missing(cell) ? std::nullopt : std::optional(parse_number(cell));
    if (number && !*number) unmeasured_.push_back({row, scores.name(), number->error()});
    if (number && *number)
      scores.append(**number);
    else if (number)
      scores.append(off_every_scale);
    else
      scores.append_null();
  }
  return FileColumn(std::move(scores));
}

TrackColumns CourseColumns::columns() const {
  std::vector<const Column*> columns;
  for (const FileColumn& column : columns_) columns.push_back(&*column);
  TrackColumns out = track_columns_of(columns, places_);
  if (answers_) out.items = answers_->items();
  return out;
}

std::string CourseColumns::off_scale(std::size_t place) const {
  return places_.score ? std::string(table_.header(*places_.score)) : answers_->off_scale(place, q_, nullptr);
}

TrackColumns track_columns_of(const std::vector<const Column*>& columns, const TrackPlaces& places) {
  TrackColumns out;
  auto next = columns.begin();
  out.person = *next++;
  if (places.session) out.session = *next++;
  if (places.date) out.date = *next++;
  if (places.day) out.day = *next++;
  if (places.group) out.group = *next++;
  for (std::size_t i = 0; i < places.covariates.size(); ++i) out.covariates.push_back(*next++);
  if (next != columns.end()) out.score = *next;
  return out;
}

}  // namespace oncourse::cli
