// tracked_rows.cpp: cells into courses; whatever would make a course another one keeps it from being judged.
// SPDX-License-Identifier: Apache-2.0
#include "tracked_rows.hpp"

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
  out.session = place(names.session);
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

TrackedRows::TrackedRows(const CsvTable& table, const TrackPlaces& places, const Instrument& q)
    : table_(table), places_(places), q_(q) {
  deal(rows_of(table, q));
  for (const TrackedPerson& person : persons_)
    if (!person.unread) judged_.insert(judged_.end(), person.rows.begin(), person.rows.end());

  const auto column = [&](TableColumn values, std::size_t at, const auto& append) {
    for (const std::size_t row : judged_)
      if (table.missing(row, at))
        values.append_null();
      else
        append(values, table.cell(row, at));
    columns_.emplace_back(std::move(values));
  };
  const auto name = [&](std::size_t at) { return std::string(table.header(at)); };
  const auto as_text = [](TableColumn& values, std::string_view cell) { values.append(cell); };
  const auto as_number = [](TableColumn& values, std::string_view cell) { values.append(*parse_number(cell)); };
  column(TableColumn::texts(name(places.person)), places.person, as_text);
  column(TableColumn::numbers(name(places.session)), places.session, as_number);
  if (places.date) column(TableColumn::texts(name(*places.date)), *places.date, as_text);
  if (places.day) column(TableColumn::numbers(name(*places.day)), *places.day, as_number);
  if (places.group) column(TableColumn::texts(name(*places.group)), *places.group, as_text);
  for (const std::size_t at : places.covariates) column(TableColumn::numbers(name(at)), at, as_number);
  if (places.score) {
    columns_.push_back(measured_scores());
  } else {
    answers_.emplace(table, places.items, q, judged_);
    answers_->blank_unread();
    unmeasured_ = answers_->troubles();
  }
}

/// Rows to persons.
void TrackedRows::deal(const std::vector<std::size_t>& rows) {
  for (const std::size_t row : rows) {
    const std::string_view who = table_.cell(row, places_.person);
    if (CsvTable::is_missing(who)) {
      nameless_.push_back({row, std::string(table_.header(places_.person)), {Errc::bad_argument, "missing"}});
      continue;
    }
    if (persons_.empty() || table_.cell(persons_.back().rows.front(), places_.person) != who) persons_.emplace_back();
    persons_.back().rows.push_back(row);
    if (!persons_.back().unread) persons_.back().unread = trouble_in_key(row);
  }
}

std::optional<RowTrouble> TrackedRows::trouble_in_key(std::size_t row) const {
  const auto in = [&](std::size_t column, std::optional<Error> (*trouble_in)(std::string_view)) {
    auto trouble = trouble_in(table_.cell(row, column));
    return trouble ? std::optional(RowTrouble{row, std::string(table_.header(column)), *std::move(trouble)})
                   : std::nullopt;
  };
  if (auto trouble = in(places_.session, trouble_in_whole_number)) return trouble;
  if (places_.date)
    if (auto trouble = in(*places_.date, trouble_in_date)) return trouble;
  if (places_.day)
    if (auto trouble = in(*places_.day, trouble_in_whole_number)) return trouble;
  for (const std::size_t covariate : places_.covariates)
    if (auto trouble = in(covariate, trouble_in_number)) return trouble;
  return std::nullopt;
}

FileColumn TrackedRows::measured_scores() {
  auto scores = TableColumn::numbers(std::string(table_.header(*places_.score)));
  for (const std::size_t row : judged_) {
    const std::string_view cell = table_.cell(row, *places_.score);
    const auto number = CsvTable::is_missing(cell) ? std::nullopt : std::optional(parse_number(cell));
    if (number && !*number) unmeasured_.push_back({row, scores.name(), number->error()});
    if (number && *number)
      scores.append(**number);
    else
      scores.append_null();
  }
  return FileColumn(std::move(scores));
}

TrackColumns TrackedRows::columns() const {
  TrackColumns out;
  auto next = columns_.begin();
  const auto take = [&] { return &**next++; };
  out.person = take();
  out.session = take();
  if (places_.date) out.date = take();
  if (places_.day) out.day = take();
  if (places_.group) out.group = take();
  for (std::size_t i = 0; i < places_.covariates.size(); ++i) out.covariates.push_back(take());
  if (places_.score)
    out.score = take();
  else
    out.items = answers_->items();
  return out;
}

std::string TrackedRows::off_scale(std::size_t place) const {
  return places_.score ? std::string(table_.header(*places_.score)) : answers_->off_scale(place, q_, nullptr);
}

}  // namespace oncourse::cli
