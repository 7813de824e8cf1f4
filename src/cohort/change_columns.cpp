// change_columns.cpp: rules of change over columns.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/change_columns.hpp"

#include <algorithm>

#include "cohort/row_status.hpp"
#include "oncourse/cohort/cohort.hpp"
#include "oncourse/course/change.hpp"
#include "oncourse/growth/fit.hpp"
#include "oncourse/growth/rate_of_change.hpp"
#include "oncourse/instrument/names.hpp"
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

Table table_of(std::initializer_list<TableColumn*> columns, RowStatus& status) {
  Table out;
  for (TableColumn* column : columns) out.columns.push_back(std::move(*column));
  for (TableColumn* column : {&status.status, &status.detail}) out.columns.push_back(std::move(*column));
  return out;
}

}  // namespace

Result<Table> change_columns(const Instrument& q, const Column& pre, const Column& post,
                             const ChangeCriterion& criterion) {
  const auto totals = pairs(pre, post);
  if (!totals) return totals.error();
  const Cutoff* cutoff = nullptr;
  if (!criterion.cutoff_purpose.empty() || !criterion.cutoff_population.empty()) {
    const auto purpose = purpose_named(criterion.cutoff_purpose);
    if (!purpose) return purpose.error();
    const auto found = find_cutoff(q.figures, *purpose, criterion.cutoff_population);
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
  RowStatus status;
  for (std::size_t row = 0; row < totals->pre.size(); ++row) {
    const double from = totals->pre[row], to = totals->post[row];
    auto trouble = trouble_in_pair(from, to);
    for (const double total : {from, to})
      if (!trouble)
        if (const auto accepted = accept_total(q, total); !accepted) trouble = accepted.error();
    status.append(trouble);
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
  return table_of({&points, &improvement, &percent, &index, &change_class, &better, &worse, &before, &after}, status);
}

Result<Table> classify_columns(const ChangeRule& rule, const Column& pre, const Column& post, const Instrument* scale) {
  const auto totals = pairs(pre, post);
  if (!totals) return totals.error();
  auto points = TableColumn::numbers("points"), improvement = TableColumn::numbers("improvement"),
       statistic = TableColumn::numbers("statistic");
  auto change_class = TableColumn::texts("class");
  auto before = TableColumn::booleans("clinical_before"), after = TableColumn::booleans("functional_after");
  RowStatus status;
  for (TableColumn* column :
       {&points, &improvement, &statistic, &change_class, &before, &after, &status.status, &status.detail})
    column->reserve(totals->pre.size());
  for (std::size_t row = 0; row < totals->pre.size(); ++row) {
    const double from = totals->pre[row], to = totals->post[row];
    const auto found = class_of_pair(rule, from, to, scale);
    status.append_of(found);
    if (!found) {
      for (TableColumn* column : {&points, &improvement, &statistic, &change_class, &before, &after})
        column->append_null();
      continue;
    }
    points.append(to - from);
    improvement.append(better(rule.direction) * (to - from));
    statistic.append(rule.statistic(from, to));
    change_class.append(name(*found));
    if (rule.range) {
      before.append(rule.range->clinical_before(from));
      after.append(rule.range->functional_after(to));
    } else {
      before.append_null();
      after.append_null();
    }
  }
  return table_of({&points, &improvement, &statistic, &change_class, &before, &after}, status);
}

Result<HierarchicalChange> hierarchical_change(const Column& person, const Column& time, const Column& score,
                                               const HierarchicalOptions& options) {
  auto rule = deviate_rule(options.direction, {options.improvement, options.deterioration});
  if (rule && options.range) rule = combined_rule(*rule, *options.range);
  if (!rule) return rule.error();
  const auto groups = rows_by_person(person);
  if (!groups) return groups.error();
  const auto all = cohort_from(person, time, score, {});
  if (!all) return all.error();
  HierarchicalChange out;
  Cohort enough;
  std::vector<std::size_t> scores;  // of every person, also of those who have none
  auto first = TableColumn::numbers("first"), last = TableColumn::numbers("last");
  for (std::size_t i = 0, group = 0; group < groups->persons(); ++group) {
    const auto rows = groups->of(group);
    out.first_rows.push_back(rows.front());
    if (i == all->persons() || std::find(rows.begin(), rows.end(), all->first_rows[i]) == rows.end()) {
      scores.push_back(0);
      for (TableColumn* column : {&first, &last}) column->append_null();
      continue;
    }
    scores.push_back(all->offsets[i + 1] - all->offsets[i]);
    first.append(all->score[all->offsets[i]]);
    last.append(all->score[all->offsets[i + 1] - 1]);
    ++i;
    if (scores.back() < options.least_scores) continue;
    for (std::size_t row = all->offsets[i - 1]; row < all->offsets[i]; ++row) {
      enough.time.push_back(all->time[row]);
      enough.score.push_back(all->score[row]);
    }
    enough.offsets.push_back(enough.time.size());
  }
  const growth::Design design = {options.time_basis, growth::RandomEffects::slope, time.name, {}};
  const CohortPanel panel(enough);
  auto model = growth::fit(*panel, design);
  if (!model) return model.error();
  const auto rates = growth::rates_of_change(*model, *panel);
  if (!rates) return rates.error();

  auto n = TableColumn::long_numbers("scores");
  auto rate = TableColumn::numbers("rate"), sd = TableColumn::numbers("sd"), index = TableColumn::numbers("index");
  auto change_class = TableColumn::texts("class");
  RowStatus status;
  std::size_t at = 0;
  for (const std::size_t count : scores) {
    n.append(static_cast<std::int64_t>(count));
    if (count < options.least_scores) {
      for (TableColumn* column : {&rate, &sd, &index, &change_class}) column->append_null();
      status.append(Error{Errc::not_enough_sessions,
                          text(count) + " scores, at least " + text(options.least_scores) + " are asked for"});
      continue;
    }
    const growth::RateOfChange& own = (*rates)[at];
    const double judged = options.deviation ? own.deviation : own.total;
    rate.append(judged);
    sd.append(own.sd);
    index.append(judged / own.sd);
    const auto found = rule->classify_statistic(judged / own.sd, enough.score[enough.offsets[at]],
                                                enough.score[enough.offsets[at + 1] - 1]);
    if (found)
      change_class.append(name(*found));
    else
      change_class.append_null();
    status.append();
    ++at;
  }
  out.persons = table_of({&n, &first, &last, &rate, &sd, &index, &change_class}, status);
  out.model = *std::move(model);
  return out;
}

}  // namespace oncourse
