// table_cohort.cpp: a long table seen as a cohort, copied only where it must be.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/table_cohort.hpp"

#include <cstdint>
#include <string_view>
#include <unordered_set>

namespace oncourse {
namespace {

/// The only piece of a column of such values that has no null; nullptr where it is not like that.
template <class Value>
const Value* plain_values(const Column& column, ColumnType type) {
  if (column.pieces.size() != 1) return nullptr;
  const ColumnPiece& piece = column.pieces.front();
  if (piece.type != type || piece.dictionary || piece.validity || piece.size != column.size) return nullptr;
  const bool aligned = reinterpret_cast<std::uintptr_t>(piece.values) % alignof(Value) == 0;
  return aligned ? static_cast<const Value*>(piece.values) : nullptr;
}

/// Where each person's rows begin, and the end; empty where they do not stand together.
///
///   key_of  what tells the person of a row apart
template <class Key, class KeyOf>
std::vector<std::size_t> offsets_of(std::size_t rows, const KeyOf& key_of) {
  std::vector<std::size_t> out;
  std::vector<Key> persons;
  bool ascending = true;
  for (std::size_t row = 0; row < rows; ++row) {
    const Key key = key_of(row);
    if (!persons.empty() && key == persons.back()) continue;
    ascending = ascending && (persons.empty() || persons.back() < key);
    persons.push_back(key);
    out.push_back(row);
  }
  out.push_back(rows);
  if (ascending) return out;
  std::unordered_set<Key> seen;
  seen.reserve(persons.size());
  for (const Key& key : persons)
    if (!seen.insert(key).second) return {};
  return out;
}

/// Of persons as whole numbers or text without a null; empty where they are others, or do not stand together.
std::vector<std::size_t> offsets_of(const Column& person) {
  const std::size_t rows = person.size;
  if (const auto* values = plain_values<std::int64_t>(person, ColumnType::int64))
    return offsets_of<std::int64_t>(rows, [&](std::size_t row) { return values[row]; });
  if (const auto* values = plain_values<std::int32_t>(person, ColumnType::int32))
    return offsets_of<std::int32_t>(rows, [&](std::size_t row) { return values[row]; });
  if (person.pieces.size() != 1 || !is_text(person.value_type())) return {};
  const ColumnPiece& piece = person.pieces.front();
  for (std::size_t row = 0; row < rows; ++row)
    if (piece.missing(row)) return {};
  return offsets_of<std::string_view>(rows, [&](std::size_t row) { return piece.text(row); });
}

bool any_missing(std::span<const double> numbers) {
  std::size_t missing = 0;
  for (const double number : numbers) missing += number != number ? 1 : 0;
  return missing > 0;
}

}  // namespace

Result<TableCohort> TableCohort::read(const Column& person, const Column& time, const Column& score,
                                      std::span<const Column* const> covariates) {
  std::vector<const Column*> columns = {&time, &score};
  columns.insert(columns.end(), covariates.begin(), covariates.end());
  TableCohort out;
  std::vector<std::span<const double>> numbers_of;
  const bool as_it_stands = [&] {
    for (const Column* column : columns)
      if (column->size != person.size) return false;
    if (trouble_in(person)) return false;
    out.offsets_ = offsets_of(person);
    if (out.offsets_.empty()) return false;
    for (const Column* column : columns) {
      if (const auto* values = plain_values<double>(*column, ColumnType::float64)) {
        numbers_of.emplace_back(values, column->size);
      } else {
        auto converted = numbers(*column);
        if (!converted) return false;  // and is said below
        numbers_of.emplace_back(out.owned_.emplace_back(*std::move(converted)));
      }
      if (any_missing(numbers_of.back())) return false;
    }
    return true;
  }();
  if (as_it_stands) {
    out.time_ = numbers_of[0];
    out.score_ = numbers_of[1];
    out.covariates_.assign(numbers_of.begin() + 2, numbers_of.end());
    return out;
  }
  auto copy = cohort_from(person, time, score, covariates);
  if (!copy) return copy.error();
  out.owned_ = std::move(copy->covariates);
  out.covariates_.assign(out.owned_.begin(), out.owned_.end());
  out.offsets_ = std::move(copy->offsets);
  out.time_ = out.owned_.emplace_back(std::move(copy->time));
  out.score_ = out.owned_.emplace_back(std::move(copy->score));
  return out;
}

}  // namespace oncourse
