// columns.hpp: columns made of values, and what a table of results holds.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "oncourse/cohort/column.hpp"
#include "oncourse/cohort/table.hpp"

namespace oncourse::support {

/// A column and the memory it borrows. NaN is null.
class OwnedColumn {
 public:
  OwnedColumn(std::string name, const std::vector<double>& values) : made_(TableColumn::numbers(std::move(name))) {
    for (const double value : values) made_.append(std::isnan(value) ? std::nullopt : std::optional(value));
    show();
  }
  OwnedColumn(std::string name, const std::vector<std::string>& values) : made_(TableColumn::texts(std::move(name))) {
    for (const std::string& value : values) made_.append(std::string_view(value));
    show();
  }
  explicit OwnedColumn(TableColumn values) : made_(std::move(values)) { show(); }
  OwnedColumn(const OwnedColumn& other) : made_(other.made_) { show(); }
  OwnedColumn& operator=(const OwnedColumn&) = delete;
  const Column& operator*() const { return shown_; }
  operator const Column&() const { return shown_; }
  const Column* operator&() const { return &shown_; }

 private:
  void show() { shown_ = {made_.name(), {made_.view()}, made_.size()}; }
  TableColumn made_;
  Column shown_;
};

/// NaN where it is null, and where there is no such column.
inline double number_in(const Table& table, std::string_view column, std::size_t row) {
  const TableColumn* found = table.find(column);
  if (!found || row >= found->size() || found->view().missing(row)) return std::numeric_limits<double>::quiet_NaN();
  return found->view().number(row);
}

/// "null" where it is null, "no such column" where there is none.
inline std::string text_in(const Table& table, std::string_view column, std::size_t row) {
  const TableColumn* found = table.find(column);
  if (!found || row >= found->size()) return "no such column";
  return found->view().missing(row) ? "null" : std::string(found->view().text(row));
}

/// A column of text, "" where it is null.
inline std::vector<std::string> texts(const Table& table, const std::string& name) {
  const TableColumn& found = *table.find(name);
  const ColumnPiece view = found.view();
  std::vector<std::string> out;
  for (std::size_t row = 0; row < found.size(); ++row)
    out.emplace_back(view.missing(row) ? std::string_view() : view.text(row));
  return out;
}

/// A column of numbers or booleans, NaN where it is null.
inline std::vector<double> numbers(const Table& table, const std::string& name) {
  const TableColumn& found = *table.find(name);
  const ColumnPiece view = found.view();
  std::vector<double> out;
  for (std::size_t row = 0; row < found.size(); ++row)
    out.push_back(view.missing(row) ? std::numeric_limits<double>::quiet_NaN() : view.number(row));
  return out;
}

}  // namespace oncourse::support
