// persons_together.cpp: who was seen.
// SPDX-License-Identifier: Apache-2.0
#include "persons_together.hpp"

#include <functional>

namespace oncourse::cli {
namespace {

constexpr std::size_t most_rows = 1000 * 1000;  // sessions are numbered up to there

}  // namespace

std::uint64_t& SeenNumbers::place_of(std::uint64_t number) {
  const std::size_t mask = places_.size() - 1;
  std::size_t at = number & mask;
  while (places_[at] != 0 && places_[at] != number) at = (at + 1) & mask;
  return places_[at];
}

bool SeenNumbers::insert(std::uint64_t number) {
  if (number == 0) number = 1;
  if (4 * (size_ + 1) > 3 * places_.size()) {
    const std::vector<std::uint64_t> before = std::move(places_);
    places_.assign(before.empty() ? 1024 : 2 * before.size(), 0);
    for (const std::uint64_t one : before)
      if (one != 0) place_of(one) = one;
  }
  std::uint64_t& place = place_of(number);
  if (place == number) return false;
  place = number;
  ++size_;
  return true;
}

CsvReader::MayEnd PersonsTogether::in_file(std::size_t column, std::size_t columns) {
  return [this, column, columns, first = true](std::string_view text, const CsvRecord& record) mutable -> Result<bool> {
    if (refused_) return *refused_;
    if (first) current_.reset();
    first = false;
    if (++rows_ > most_rows)
      refused_ = Error{Errc::bad_argument, "line " + oncourse::text(record.line) + ": more than " +
                                               oncourse::text(most_rows) + " rows without another person"};
    const auto person =
        csv_field_at(text.substr(record.begin, record.end - record.begin), record.quoted, column, columns);
    if (!refused_ && person && !CsvTable::is_missing(*person)) return begins_person(*person, record.line);
    return refused_ ? Result<bool>(*refused_) : false;
  };
}

Result<bool> PersonsTogether::begins_person(const std::string& person, std::size_t line) {
  if (current_ == person) return false;
  current_ = person;
  rows_ = 1;
  if (!seen_.insert(std::hash<std::string_view>()(person)))
    refused_ =
        Error{Errc::bad_argument, "line " + text(line) +
                                      ": a person appears again after another began; the rows of each must stand "
                                      "together, in one file"};
  if (refused_) return *refused_;
  return true;
}

}  // namespace oncourse::cli
