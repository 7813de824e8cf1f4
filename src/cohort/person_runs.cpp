// person_runs.cpp: whose rows are whose.
// SPDX-License-Identifier: Apache-2.0
#include "cohort/person_runs.hpp"

#include <algorithm>
#include <numeric>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>

#include "base/parallel.hpp"
#include "oncourse/base/number.hpp"

namespace oncourse {
namespace {

/// How persons are told apart.
enum class KeyKind { text, whole, unsigned_whole };

KeyKind key_kind(const Column& person) {
  const ColumnType type = person.value_type();
  return is_text(type) ? KeyKind::text : type == ColumnType::uint64 ? KeyKind::unsigned_whole : KeyKind::whole;
}

/// Of numbers without a sign the bits.
template <class Key>
Key key_at(ColumnReader& reader, std::size_t row, [[maybe_unused]] bool by_number) {
  if constexpr (std::is_same_v<Key, std::string_view>)
    return reader.text(row);
  else
    return by_number ? static_cast<Key>(reader.number(row)) : reader.whole(row);
}

/// Calls work.operator()<Key>(), Key being the type that tells persons apart.
template <class Work>
auto by_key(const Column& person, const Work& work) {
  return key_kind(person) == KeyKind::text ? work.template operator()<std::string_view>()
                                           : work.template operator()<std::int64_t>();
}

/// Whole numbers that are kept as doubles, or as decimals.
bool kept_as_number(const Column& person) { return !is_text(person.value_type()) && !is_integer(person.value_type()); }

/// A row that rows_by_person() refuses.
bool names_nobody(ColumnReader& reader, std::size_t row, bool by_number) {
  if (reader.missing(row)) return true;
  if (!by_number) return false;
  const double value = reader.number(row);
  constexpr double exact = 9'007'199'254'740'992.0;  // 2^53: beyond it doubles merge neighbours
  return !(value == std::trunc(value) && std::fabs(value) < exact);
}

constexpr std::size_t block_size = std::size_t{1} << 18;

/// The first row of every run; absent where a row names nobody.
template <class Key>
std::optional<std::vector<std::size_t>> run_starts(const Column& person, int threads) {
  const bool by_number = kept_as_number(person);
  const std::size_t blocks = (person.size + block_size - 1) / block_size;
  std::vector<std::vector<std::size_t>> found(blocks);
  std::vector<char> refused(blocks, 0);
  on_threads(blocks, threads, [&](std::size_t block) {
    ColumnReader reader(person);
    const std::size_t first = block * block_size, last = std::min(first + block_size, person.size);
    std::optional<Key> before;
    if (first > 0 && !names_nobody(reader, first - 1, by_number)) before = key_at<Key>(reader, first - 1, by_number);
    for (std::size_t row = first; row < last; ++row) {
      if (names_nobody(reader, row, by_number)) {
        refused[block] = 1;
        return;
      }
      const Key key = key_at<Key>(reader, row, by_number);
      if (key != before) found[block].push_back(row);
      before = key;
    }
  });
  if (std::any_of(refused.begin(), refused.end(), [](char is) { return is != 0; })) return std::nullopt;
  std::vector<std::size_t> out;
  std::size_t size = 1;
  for (const auto& part : found) size += part.size();
  out.reserve(size);
  for (const auto& part : found) out.insert(out.end(), part.begin(), part.end());
  return out;
}

/// Whether nobody has two runs.
template <class Key>
bool all_different(const Column& person, std::span<const std::size_t> rows) {
  const bool by_number = kept_as_number(person);
  ColumnReader reader(person);
  const auto key = [&](std::size_t row) { return key_at<Key>(reader, row, by_number); };
  std::size_t ascending = std::min<std::size_t>(1, rows.size());
  while (ascending < rows.size() && key(rows[ascending - 1]) < key(rows[ascending])) ++ascending;
  if (ascending == rows.size()) return true;
  std::unordered_set<Key> seen;
  seen.reserve(rows.size());
  return std::all_of(rows.begin(), rows.end(), [&](std::size_t row) { return seen.insert(key(row)).second; });
}

}  // namespace

Result<PersonRuns> PersonRuns::of(const Column& person, int threads) {
  if (auto trouble = trouble_in(person)) return *trouble;
  PersonRuns out;
  const bool together = by_key(person, [&]<class Key>() {
    if (person.size > 0 && is_date(person.value_type())) return false;
    auto starts = run_starts<Key>(person, threads);
    if (!starts || !all_different<Key>(person, *starts)) return false;
    out.offsets_ = *std::move(starts);
    out.offsets_.push_back(person.size);
    return true;
  });
  if (together) return out;
  auto rows = rows_by_person(person);
  if (!rows) return rows.error();
  out.mixed_ = *std::move(rows);
  return out;
}

Result<KnownPersons> known_persons(const Column& known, const Column& person, const PersonRuns& runs) {
  if (auto trouble = trouble_in(known)) return *trouble;
  if (known.size == 0) {
    KnownPersons out{{}, std::vector<std::size_t>(runs.persons())};
    std::iota(out.newcomers.begin(), out.newcomers.end(), std::size_t{0});
    return out;
  }
  if (person.size > 0 && key_kind(known) != key_kind(person))
    return Error{Errc::bad_argument, "column " + person.name + " names persons by another type than what is kept"};
  return by_key(known, [&]<class Key>() -> Result<KnownPersons> {
    KnownPersons out;
    out.today.assign(known.size, nobody);
    ColumnReader known_reader(known), reader(person);
    const bool known_by_number = kept_as_number(known), by_number = kept_as_number(person);
    std::unordered_map<Key, std::size_t> row_of;
    row_of.reserve(known.size);
    for (std::size_t row = 0; row < known.size; ++row) {
      if (names_nobody(known_reader, row, known_by_number))
        return Error{Errc::bad_argument, "what is kept, row " + text(row + 1) + ": no person"};
      const auto [same, is_new] = row_of.try_emplace(key_at<Key>(known_reader, row, known_by_number), row);
      if (!is_new)
        return Error{Errc::bad_argument,
                     "what is kept, row " + text(row + 1) + ": the person of row " + text(same->second + 1) + " again"};
    }
    for (std::size_t i = 0; i < runs.persons(); ++i) {
      const auto found = row_of.find(key_at<Key>(reader, runs[i].first, by_number));
      if (found == row_of.end())
        out.newcomers.push_back(i);
      else
        out.today[found->second] = i;
    }
    return out;
  });
}

TableColumn all_persons(const Column* known, const Column& person, const PersonRuns& runs,
                        std::span<const std::size_t> newcomers) {
  const Column& first = known && known->size > 0 ? *known : person;
  return by_key(first, [&]<class Key>() {
    const KeyKind kind = key_kind(first);
    TableColumn out = kind == KeyKind::text    ? TableColumn::texts("person")
                      : kind == KeyKind::whole ? TableColumn::long_numbers("person")
                                               : TableColumn("person", "L", 8);
    out.reserve((known ? known->size : 0) + newcomers.size());
    const auto append = [&](ColumnReader& reader, std::size_t row, bool by_number) {
      const Key key = key_at<Key>(reader, row, by_number);
      if constexpr (std::is_same_v<Key, std::string_view>)
        out.append(key);
      else
        out.append_bytes(&key);
    };
    if (known) {
      ColumnReader reader(*known);
      for (std::size_t row = 0; row < known->size; ++row) append(reader, row, kept_as_number(*known));
    }
    ColumnReader reader(person);
    for (const std::size_t i : newcomers) append(reader, runs[i].first, kept_as_number(person));
    return out;
  });
}

}  // namespace oncourse
