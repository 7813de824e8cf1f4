// cohort.cpp: long tables grouped by person.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/cohort.hpp"

#include <cmath>
#include <unordered_map>

#include "oncourse/base/number.hpp"

namespace oncourse {
namespace {

/// Numbers every row's person from 0 in the order of appearance.
template <class Key, class Read>
Result<std::vector<std::size_t>> numbered(const Column& person, std::size_t& persons, const Read& read) {
  std::unordered_map<Key, std::size_t> known;
  std::optional<Key> before;
  std::vector<std::size_t> out;
  out.reserve(person.size);
  for (ColumnCursor row(person); out.size() < person.size; row.next()) {
    if (row.missing())
      return Error{Errc::bad_argument, "column " + person.name + ", row " + text(out.size() + 1) + ": no person"};
    const std::optional<Key> key = read(row);
    if (!key)
      return Error{Errc::bad_argument,
                   "column " + person.name + ", row " + text(out.size() + 1) + ": a person is text or a whole number"};
    const bool as_before = key == before;  // rows of a person mostly follow each other
    out.push_back(as_before ? out.back() : known.try_emplace(*key, known.size()).first->second);
    before = key;
  }
  persons = known.size();
  return out;
}

Error no_value(const Column& column, std::size_t row) {
  return {Errc::bad_argument, "column " + column.name + ", row " + text(row + 1) + ": missing beside a score"};
}

}  // namespace

Result<PersonRows> rows_by_person(const Column& person) {
  if (auto trouble = trouble_in(person)) return *trouble;
  std::size_t persons = 0;
  const auto person_of = [&]() -> Result<std::vector<std::size_t>> {
    if (is_text(person.value_type()))
      return numbered<std::string_view>(person, persons,
                                        [](const ColumnCursor& row) { return std::optional(row.text()); });
    if (is_integer(person.value_type()))
      return numbered<std::int64_t>(person, persons,
                                    [](const ColumnCursor& row) { return std::optional(row.whole()); });
    return numbered<double>(person, persons, [](const ColumnCursor& row) {
      const double value = row.number();
      constexpr double exact = 9'007'199'254'740'992.0;  // 2^53: beyond it doubles merge neighbours
      return value == std::trunc(value) && std::fabs(value) < exact ? std::optional(value) : std::nullopt;
    });
  }();
  if (!person_of) return person_of.error();
  PersonRows out;
  out.offsets.assign(persons + 1, 0);
  for (const std::size_t i : *person_of) ++out.offsets[i + 1];
  for (std::size_t i = 0; i < persons; ++i) out.offsets[i + 1] += out.offsets[i];
  std::vector<std::size_t> next(out.offsets.begin(), out.offsets.end() - 1);
  out.rows.resize(person_of->size());
  for (std::size_t row = 0; row < person_of->size(); ++row) out.rows[next[(*person_of)[row]]++] = row;
  return out;
}

Result<Cohort> cohort_from(const Column& person, const Column& time, const Column& score,
                           std::span<const Column* const> covariates) {
  std::vector<const Column*> used = {&time, &score};
  used.insert(used.end(), covariates.begin(), covariates.end());
  std::vector<std::vector<double>> values;
  for (const Column* column : used) {
    if (column->size != person.size)
      return Error{Errc::bad_argument, "column " + column->name + " has " + text(column->size) + " rows, " +
                                           person.name + " has " + text(person.size)};
    auto read = numbers(*column);
    if (!read) return read.error();
    values.push_back(*std::move(read));
  }
  const auto grouped = rows_by_person(person);
  if (!grouped) return grouped.error();

  Cohort out;
  out.covariates.resize(covariates.size());
  for (std::size_t i = 0; i < grouped->persons(); ++i) {
    for (const std::size_t row : grouped->of(i)) {
      if (std::isnan(values[1][row])) {
        ++out.left_out;
        continue;
      }
      for (std::size_t c = 0; c < used.size(); ++c)
        if (std::isnan(values[c][row])) return no_value(*used[c], row);
      if (out.first_rows.size() < out.offsets.size()) out.first_rows.push_back(row);
      out.time.push_back(values[0][row]);
      out.score.push_back(values[1][row]);
      for (std::size_t c = 0; c < covariates.size(); ++c) out.covariates[c].push_back(values[c + 2][row]);
    }
    if (out.time.size() > out.offsets.back()) out.offsets.push_back(out.time.size());
  }
  return out;
}

}  // namespace oncourse
