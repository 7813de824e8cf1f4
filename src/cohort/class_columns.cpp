// class_columns.cpp: classes counted.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/class_columns.hpp"

#include <string>

#include "cohort/groups.hpp"
#include "oncourse/base/number.hpp"
#include "oncourse/change/class_counts.hpp"

namespace oncourse {
namespace {

using Classes = std::vector<std::optional<ChangeClass>>;

Result<Classes> classes_from(const Column& column) {
  if (auto trouble = trouble_in(column)) return *trouble;
  Classes out(column.size);
  ColumnCursor cursor(column);
  for (std::size_t row = 0; row < column.size; ++row, cursor.next()) {
    if (cursor.missing()) continue;
    if (!is_text(column.value_type()))
      return Error{Errc::bad_argument, "column " + column.name + " holds no text, classes are words"};
    for (const ChangeClass one : change_classes)
      if (cursor.text() == name(one)) out[row] = one;
    if (!out[row])
      return Error{Errc::bad_argument, "column " + column.name + ", row " + text(row + 1) +
                                           ": not a class, which are recovered, improved, unchanged, deteriorated and "
                                           "harmed"};
  }
  return out;
}

std::optional<Error> trouble_in_lengths(const Column& one, const Column& other) {
  if (one.size == other.size) return std::nullopt;
  return Error{Errc::bad_argument,
               "column " + other.name + " has " + text(other.size) + " rows, " + one.name + " has " + text(one.size)};
}

std::int64_t whole(std::size_t count) { return static_cast<std::int64_t>(count); }

}  // namespace

Result<Table> class_summary_columns(const Column& classes, const Column* group, double level) {
  if (auto trouble = trouble_in_level(level)) return *trouble;
  const auto found = classes_from(classes);
  if (!found) return found.error();
  const auto groups = groups_of(group, classes.size);
  if (!groups) return groups.error();
  std::vector<std::size_t> labels;  // of every row, the row of its group in the column of labels
  auto names = TableColumn::texts("class");
  auto count = TableColumn::long_numbers("count"), of = TableColumn::long_numbers("of"),
       without = TableColumn::long_numbers("without_class");
  auto share = TableColumn::numbers("share"), low = TableColumn::numbers("share_low"),
       high = TableColumn::numbers("share_high");
  for (std::size_t i = 0; i < groups->rows.size(); ++i) {
    ClassCounts counts;
    for (const std::size_t row : groups->rows[i]) counts.add((*found)[row]);
    for (const ChangeClass one : change_classes) {
      labels.push_back(i);
      names.append(name(one));
      count.append(whole(counts.of(one)));
      of.append(whole(counts.classified()));
      without.append(whole(counts.without_class));
      if (counts.classified() == 0) {
        for (TableColumn* column : {&share, &low, &high}) column->append_null();
        continue;
      }
      const auto interval = wilson_interval(counts.share(one), level);
      if (!interval) return interval.error();
      share.append(counts.share(one).share());
      low.append(interval->low);
      high.append(interval->high);
    }
  }
  auto label = take({groups->label.name(), {groups->label.view()}, groups->label.size()}, labels);
  if (!label) return label.error();
  Table out;
  out.columns.push_back(*std::move(label));
  for (TableColumn* column : {&names, &count, &of, &share, &low, &high, &without})
    out.columns.push_back(std::move(*column));
  return out;
}

Result<Table> class_contingency_columns(const Column& first, const Column& second) {
  if (auto trouble = trouble_in_lengths(first, second)) return *trouble;
  const auto a = classes_from(first), b = classes_from(second);
  if (!a) return a.error();
  if (!b) return b.error();
  constexpr std::size_t classless = change_classes.size();
  std::array<std::array<std::int64_t, classless + 1>, classless + 1> counts{};
  const auto place = [](const std::optional<ChangeClass>& one) {
    return one ? static_cast<std::size_t>(*one) : classless;
  };
  for (std::size_t row = 0; row < a->size(); ++row) ++counts[place((*a)[row])][place((*b)[row])];
  const auto label = [](std::size_t i) { return i < classless ? name(change_classes[i]) : "without_class"; };
  Table out;
  auto names = TableColumn::texts("class");
  for (std::size_t i = 0; i <= classless; ++i) names.append(label(i));
  out.columns.push_back(std::move(names));
  for (std::size_t j = 0; j <= classless; ++j) {
    auto column = TableColumn::long_numbers(std::string(label(j)));
    for (std::size_t i = 0; i <= classless; ++i) column.append(counts[i][j]);
    out.columns.push_back(std::move(column));
  }
  return out;
}

}  // namespace oncourse
