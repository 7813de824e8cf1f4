// tracked_rows.cpp: rows to persons; whatever would make a course another one keeps it from being judged.
// SPDX-License-Identifier: Apache-2.0
#include "tracked_rows.hpp"

namespace oncourse::cli {

TrackedRows::TrackedRows(const CsvTable& table, const TrackPlaces& places, const Instrument& q)
    : table_(table), places_(places) {
  deal(rows_of(table, q));
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

}  // namespace oncourse::cli
