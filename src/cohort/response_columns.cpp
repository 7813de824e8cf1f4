// response_columns.cpp: change_over_sessions() and reliable_trend() over long tables.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/response_columns.hpp"

#include "oncourse/base/number.hpp"
#include "oncourse/cohort/cohort.hpp"

namespace oncourse {
namespace {

/// The columns as numbers, one person's rows at a time.
class Persons {
 public:
  static Result<Persons> read(const TimedColumns& columns) {
    for (const Column* column : {columns.time, columns.score})
      if (column->size != columns.person->size)
        return Error{Errc::bad_argument, "column " + column->name + " has " + text(column->size) + " rows, " +
                                             columns.person->name + " has " + text(columns.person->size)};
    auto rows = rows_by_person(*columns.person);
    if (!rows) return rows.error();
    auto time = is_number(columns.time->value_type()) ? numbers(*columns.time) : days(*columns.time);
    if (!time) return time.error();
    auto score = numbers(*columns.score);
    if (!score) return score.error();
    Persons out;
    out.rows_ = *std::move(rows);
    out.time_ = *std::move(time);
    out.score_ = *std::move(score);
    return out;
  }
  [[nodiscard]] std::size_t size() const { return rows_.persons(); }
  [[nodiscard]] std::span<const std::size_t> rows_of(std::size_t person) const { return rows_.of(person); }
  /// Valid until the next call.
  [[nodiscard]] TimedScores scores_of(std::size_t person, Direction direction) {
    own_time_.clear();
    own_score_.clear();
    for (const std::size_t row : rows_.of(person)) {
      own_time_.push_back(time_[row]);
      own_score_.push_back(score_[row]);
    }
    return {own_time_, own_score_, direction};
  }

 private:
  PersonRows rows_;
  std::vector<double> time_, score_, own_time_, own_score_;
};

std::int32_t as_whole_number(std::size_t value) { return static_cast<std::int32_t>(value); }

/// A table in the making: the cells of a row are put from left to right.
class TableMaker {
 public:
  explicit TableMaker(std::vector<TableColumn> columns) { table_.columns = std::move(columns); }

  TableColumn& next() { return table_.columns[at_++]; }
  template <class T>
  void put(const T& value) {
    next().append(value);
  }
  void put_event(const std::optional<ChangeEvent>& event) {
    put(event ? std::optional(as_whole_number(event->session)) : std::nullopt);
    put(event ? std::optional(event->time) : std::nullopt);
  }
  /// Ends a row whose last two columns are status and detail; what was not put before them is null.
  void end_row(const Error* error) {
    while (at_ + 2 < table_.columns.size()) next().append_null();
    put(error ? name(error->code) : "ok");
    put(error ? std::optional<std::string_view>(error->detail) : std::nullopt);
    at_ = 0;
  }
  void end_row() { at_ = 0; }
  Table table() && { return std::move(table_); }

 private:
  Table table_;
  std::size_t at_ = 0;
};

std::vector<TableColumn> person_columns() {
  std::vector<TableColumn> out;
  const auto numbers = [&](const char* name) { out.push_back(TableColumn::numbers(name)); };
  const auto wholes = [&](const char* name) { out.push_back(TableColumn::whole_numbers(name)); };
  const auto booleans = [&](const char* name) { out.push_back(TableColumn::booleans(name)); };
  const auto texts = [&](const char* name) { out.push_back(TableColumn::texts(name)); };
  const auto event = [&](const std::string& name) {
    out.push_back(TableColumn::whole_numbers(name + "_session"));
    out.push_back(TableColumn::numbers(name + "_time"));
  };
  wholes("scores");
  wholes("missed");
  for (const char* name : {"baseline", "last_score", "last_time"}) numbers(name);
  booleans("early_response");
  booleans("response");
  event("response");
  numbers("response_follow_up");
  event("sustained_response");
  event("loss_of_response");
  booleans("remission");
  event("remission");
  numbers("remission_follow_up");
  wholes("remission_episodes");
  texts("remission_state");
  for (const char* name : {"recovery", "relapse", "recurrence", "reliable_improvement", "sustained_improvement",
                           "reliable_deterioration", "sustained_deterioration"})
    event(name);
  booleans("good_enough");
  event("good_enough");
  numbers("good_enough_follow_up");
  booleans("good_enough_kept");
  event("plateau");
  wholes("plateau_scores");
  numbers("plateau_mean");
  numbers("trend_slope");
  numbers("trend_z");
  for (const char* name : {"trend_class", "status", "detail"}) texts(name);
  return out;
}

/// Reached, session, time, follow-up.
void put(TableMaker& row, const TimeToEvent* of) {
  const bool at_risk = of && of->at_risk;
  row.put(at_risk ? std::optional(of->event.has_value()) : std::nullopt);
  row.put_event(of ? of->event : std::nullopt);
  row.put(at_risk ? std::optional(of->follow_up) : std::nullopt);
}

/// The first of a kind, in any episode.
std::optional<ChangeEvent> first_of(const std::optional<Remission>& remission, EventKind kind) {
  if (remission)
    for (const RemissionEpisode& episode : remission->episodes)
      for (const auto* event : {&episode.recovery, &episode.end})
        if (*event && (*event)->kind == kind) return *event;
  return std::nullopt;
}

void put(TableMaker& row, const ChangeOverSessions& of) {
  row.put(as_whole_number(of.scores));
  row.put(as_whole_number(of.missed));
  for (const double value : {of.baseline.score, of.last.score, of.last.time}) row.put(value);
  row.put(of.early_response ? of.early_response->reached : std::nullopt);
  put(row, of.response ? &of.response->first : nullptr);
  row.put_event(of.response ? of.response->sustained : std::nullopt);
  row.put_event(of.response ? of.response->lost : std::nullopt);
  put(row, of.remission ? &of.remission->first : nullptr);
  row.put(of.remission ? std::optional(as_whole_number(of.remission->episodes.size())) : std::nullopt);
  row.put(of.remission ? std::optional(name(of.remission->state)) : std::nullopt);
  for (const EventKind kind : {EventKind::recovery, EventKind::relapse, EventKind::recurrence})
    row.put_event(first_of(of.remission, kind));
  const ReliableEvents reliable = of.reliable.value_or(ReliableEvents{});
  for (const auto* event : {&reliable.improvement, &reliable.sustained_improvement, &reliable.deterioration,
                            &reliable.sustained_deterioration})
    row.put_event(*event);
  put(row, of.good_enough ? &of.good_enough->first : nullptr);
  row.put(of.good_enough && of.good_enough->first.event ? std::optional(of.good_enough->kept) : std::nullopt);
  row.put_event(of.plateau ? std::optional(of.plateau->event) : std::nullopt);
  row.put(of.plateau ? std::optional(as_whole_number(of.plateau->scores)) : std::nullopt);
  row.put(of.plateau ? std::optional(of.plateau->mean) : std::nullopt);
  row.put(of.trend ? std::optional(of.trend->slope) : std::nullopt);
  row.put(of.trend ? std::optional(of.trend->z) : std::nullopt);
  row.put(of.trend ? std::optional(name(of.trend->change_class)) : std::nullopt);
}

}  // namespace

Result<ResponseTables> response_columns(const TimedColumns& columns, Direction direction,
                                        const SessionCriteria& criteria) {
  if (auto trouble = trouble_in(criteria, direction)) return *trouble;
  auto persons = Persons::read(columns);
  if (!persons) return persons.error();
  TableMaker table(person_columns());
  TableMaker events({TableColumn::texts("kind"), TableColumn::whole_numbers("session"), TableColumn::numbers("time"),
                     TableColumn::numbers("score"), TableColumn::numbers("limit"),
                     TableColumn::whole_numbers("from_session"), TableColumn::numbers("from_time")});
  ResponseTables out;
  for (std::size_t person = 0; person < persons->size(); ++person) {
    const auto rows = persons->rows_of(person);
    out.person_rows.push_back(rows.front());
    const auto change = change_over_sessions(persons->scores_of(person, direction), criteria);
    if (!change) {
      table.end_row(&change.error());
      continue;
    }
    put(table, *change);
    table.end_row(nullptr);
    for (const ChangeEvent& event : change->events) {
      out.event_rows.push_back(rows[event.session]);
      events.put(name(event.kind));
      events.put(as_whole_number(event.session));
      for (const double value : {event.time, event.score, event.limit}) events.put(value);
      events.put(as_whole_number(event.from_session));
      events.put(event.from_time);
      events.end_row();
    }
  }
  out.persons = std::move(table).table();
  out.events = std::move(events).table();
  return out;
}

Result<TrendTable> reliable_trend_columns(const TimedColumns& columns, Direction direction,
                                          const ReliableTrendCriterion& criterion) {
  if (auto trouble = trouble_in(criterion)) return *trouble;
  auto persons = Persons::read(columns);
  if (!persons) return persons.error();
  TableMaker table({TableColumn::numbers("slope"), TableColumn::numbers("standard_error"), TableColumn::numbers("z"),
                    TableColumn::numbers("change"), TableColumn::texts("class"), TableColumn::whole_numbers("scores"),
                    TableColumn::whole_numbers("missed"), TableColumn::texts("status"), TableColumn::texts("detail")});
  TrendTable out;
  for (std::size_t person = 0; person < persons->size(); ++person) {
    out.person_rows.push_back(persons->rows_of(person).front());
    const auto trend = reliable_trend(persons->scores_of(person, direction), criterion);
    if (trend) {
      for (const double value : {trend->slope, trend->standard_error, trend->z, trend->change}) table.put(value);
      table.put(name(trend->change_class));
      table.put(as_whole_number(trend->scores));
      table.put(as_whole_number(trend->missed));
    }
    table.end_row(trend ? nullptr : &trend.error());
  }
  out.persons = std::move(table).table();
  return out;
}

}  // namespace oncourse
