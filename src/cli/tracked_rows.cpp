// tracked_rows.cpp: rows to persons; whatever would make a course another one keeps it from being judged.
// SPDX-License-Identifier: Apache-2.0
#include "tracked_rows.hpp"

#include <string_view>
#include <unordered_map>

namespace oncourse::cli {

TrackedRows::TrackedRows(const CsvTable& table, const TrackPlaces& places, const Instrument& q)
    : table_(table), places_(places) {
  deal(rows_of(table, q));
  tell_neighbours();
  for (const TrackedPerson& person : persons_)
    if (!person.unread) judged_.insert(judged_.end(), person.rows.begin(), person.rows.end());
  courses_.emplace(table, places, q, judged_);
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
    if (!persons_.back().unread) persons_.back().unread = trouble_in_key(table_, places_, row);
  }
}

/// A rejected row may be of the person before it or of the one after it: neither course is known.
void TrackedRows::tell_neighbours() {
  if (table_.rejected().empty()) return;
  std::vector<bool> nobodys(table_.rows());
  for (const RowTrouble& rejected : table_.rejected()) nobodys[rejected.row] = true;
  for (std::size_t row = 0; row < table_.rows(); ++row)
    if (CsvTable::is_missing(table_.cell(row, places_.person))) nobodys[row] = true;
  std::unordered_map<std::string_view, const RowTrouble*> beside;
  for (const RowTrouble& rejected : table_.rejected()) {
    std::size_t before = rejected.row, after = rejected.row;
    while (before > 0 && nobodys[before]) --before;
    while (after + 1 < table_.rows() && nobodys[after]) ++after;
    for (const std::size_t row : {before, after})
      if (!nobodys[row]) beside.try_emplace(table_.cell(row, places_.person), &rejected);
  }
  for (TrackedPerson& person : persons_) {
    const auto found = beside.find(table_.cell(person.rows.front(), places_.person));
    if (found == beside.end() || person.unread) continue;
    const RowTrouble& why = *found->second;
    person.unread = {why.row, {}, {why.why.code, "a row beside it cannot be read: " + why.detail()}};
  }
}

}  // namespace oncourse::cli
