// change_columns.cpp: change_between() over columns.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/change_columns.hpp"

#include "oncourse/course/change.hpp"
#include "oncourse/instrument/score.hpp"

namespace oncourse {
namespace {

struct Pairs {
  std::vector<double> pre, post;
};

Result<Pairs> pairs(const Column& pre, const Column& post) {
  if (pre.size != post.size)
    return Error{Errc::bad_argument,
                 "column " + post.name + " has " + text(post.size) + " rows, " + pre.name + " has " + text(pre.size)};
  auto before = numbers(pre), after = numbers(post);
  if (!before) return before.error();
  if (!after) return after.error();
  return Pairs{*std::move(before), *std::move(after)};
}

/// Why a pair has no change, or nothing.
std::optional<Error> trouble_in_pair(double pre, double post) {
  if (std::isnan(pre)) return Error{Errc::not_enough_sessions, "the first total is missing"};
  if (std::isnan(post)) return Error{Errc::not_enough_sessions, "the second total is missing"};
  return std::nullopt;
}

void append(TableColumn& status, TableColumn& detail, const std::optional<Error>& trouble) {
  status.append(trouble ? name(trouble->code) : "ok");
  if (trouble)
    detail.append(trouble->detail);
  else
    detail.append_null();
}

Table table_of(std::initializer_list<TableColumn*> columns) {
  Table out;
  for (TableColumn* column : columns) out.columns.push_back(std::move(*column));
  return out;
}

}  // namespace

Result<Table> change_columns(const Instrument& q, const Column& pre, const Column& post,
                             const ChangeCriterion& criterion) {
  const auto totals = pairs(pre, post);
  if (!totals) return totals.error();
  const Cutoff* cutoff = nullptr;
  if (!criterion.cutoff_purpose.empty() || !criterion.cutoff_population.empty()) {
    const auto found = find_cutoff(q, criterion.cutoff_purpose, criterion.cutoff_population);
    if (!found) return found.error();
    cutoff = *found;
  }
  std::optional<ReliableChange> own;
  if (criterion.sd.has_value() != criterion.reliability.has_value())
    return Error{Errc::bad_argument, "sd and reliability belong together, one is missing"};
  if (criterion.sd) {
    const auto made = jacobson_truax_criterion(*criterion.sd, *criterion.reliability);
    if (!made) return made.error();
    own = *made;
  }
  auto points = TableColumn::numbers("points"), improvement = TableColumn::numbers("improvement"),
       percent = TableColumn::numbers("percent_improved"), index = TableColumn::numbers("index");
  auto change_class = TableColumn::texts("class");
  auto better = TableColumn::booleans("important_improvement"), worse = TableColumn::booleans("important_worsening"),
       before = TableColumn::booleans("clinical_before"), after = TableColumn::booleans("clinical_after");
  auto status = TableColumn::texts("status"), detail = TableColumn::texts("detail");
  for (std::size_t row = 0; row < totals->pre.size(); ++row) {
    const double from = totals->pre[row], to = totals->post[row];
    auto trouble = trouble_in_pair(from, to);
    for (const double total : {from, to})
      if (!trouble)
        if (const auto accepted = accept_total(q, total); !accepted) trouble = accepted.error();
    append(status, detail, trouble);
    if (trouble) {
      for (TableColumn* column :
           {&points, &improvement, &percent, &index, &change_class, &better, &worse, &before, &after})
        column->append_null();
      continue;
    }
    const Change change = change_between(q, from, to, cutoff, own);
    points.append(change.points);
    improvement.append(change.improvement);
    percent.append(change.percent_improved);
    index.append(change.index);
    if (change.change_class)
      change_class.append(name(*change.change_class));
    else
      change_class.append_null();
    better.append(change.importantly_improved);
    worse.append(change.importantly_worsened);
    for (const auto& [column, total] : {std::pair(&before, from), std::pair(&after, to)})
      if (change.cutoff)
        column->append(in_clinical_range(*change.cutoff, total));
      else
        column->append_null();
  }
  return table_of(
      {&points, &improvement, &percent, &index, &change_class, &better, &worse, &before, &after, &status, &detail});
}

Result<Table> jacobson_truax_columns(const Column& pre, const Column& post, double sd, double reliability) {
  const auto totals = pairs(pre, post);
  if (!totals) return totals.error();
  const auto criterion = jacobson_truax_criterion(sd, reliability);
  if (!criterion) return criterion.error();
  auto points = TableColumn::numbers("points"), index = TableColumn::numbers("index");
  auto reliably = TableColumn::texts("reliably"), status = TableColumn::texts("status"),
       detail = TableColumn::texts("detail");
  for (std::size_t row = 0; row < totals->pre.size(); ++row) {
    const double from = totals->pre[row], to = totals->post[row];
    auto trouble = trouble_in_pair(from, to);
    Result<double> value = 0.0;
    if (!trouble) value = jacobson_truax(from, to, sd, reliability);
    if (!value) trouble = value.error();
    append(status, detail, trouble);
    if (trouble) {
      for (TableColumn* column : {&points, &index, &reliably}) column->append_null();
      continue;
    }
    points.append(to - from);
    index.append(*value);
    const double threshold = normal_half_width(0.95);
    reliably.append(*value > threshold ? "increased" : *value < -threshold ? "decreased" : "unchanged");
  }
  return table_of({&points, &index, &reliably, &status, &detail});
}

}  // namespace oncourse
