// persons_together.cpp: who was seen.
// SPDX-License-Identifier: Apache-2.0
#include "persons_together.hpp"

#include <functional>

namespace oncourse::cli {
namespace {

constexpr std::size_t most_rows = 1'000'000;  // sessions are numbered up to there

Error too_many(std::size_t line) {
  return {Errc::bad_argument, "line " + text(line) + ": more than " + text(most_rows) + " rows without another person"};
}

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
  return [this, column, columns, first = true, after_rejected = false](
             std::string_view text, const CsvRecord& record) mutable -> Result<bool> {
    if (first) current_.reset();
    first = false;
    const std::string_view row = text.substr(record.begin, record.end - record.begin);
    const auto person = csv_field_at(row, record.quoted, column, columns);
    const bool begins = person && !CsvTable::is_missing(*person) && current_ != person;
    if (begins) begin(*person, record.line);
    if (!refused_ && ++rows_ > most_rows) refused_ = too_many(record.line);
    if (refused_) return *refused_;
    const bool may_end = begins && !after_rejected;  // a rejected row may be of either neighbour
    after_rejected = !person || (after_rejected && CsvTable::is_missing(*person));
    return may_end;
  };
}

void PersonsTogether::begin(const std::string& person, std::size_t line) {
  current_ = person;
  rows_ = 0;
  if (!seen_.insert(std::hash<std::string_view>()(person)))
    refused_ =
        Error{Errc::bad_argument, "line " + text(line) +
                                      ": a person appears again after another began; the rows of each must stand "
                                      "together, in one file"};
}

}  // namespace oncourse::cli
