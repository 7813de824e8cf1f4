// group_columns.cpp: mean changes and differences of groups, over columns.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/group_columns.hpp"

#include <array>
#include <cmath>

#include "cohort/groups.hpp"
#include "cohort/row_status.hpp"
#include "oncourse/change/group_shares.hpp"

namespace oncourse {
namespace {

/// Appends to number columns, from one of them on.
void put(std::vector<TableColumn>& columns, std::initializer_list<std::optional<double>> values, std::size_t from) {
  for (const auto& value : values) columns[from++].append(value);
}

std::vector<TableColumn> number_columns(std::initializer_list<const char*> names) {
  std::vector<TableColumn> out;
  for (const char* one : names) out.push_back(TableColumn::numbers(one));
  return out;
}

Table table_of(TableColumn label, std::vector<TableColumn> counts, std::vector<TableColumn> figures,
               std::initializer_list<TableColumn*> more, RowStatus status) {
  Table out;
  out.columns.push_back(std::move(label));
  for (auto* part : {&counts, &figures})
    for (TableColumn& column : *part) out.columns.push_back(std::move(column));
  for (TableColumn* column : more) out.columns.push_back(std::move(*column));
  for (TableColumn* column : {&status.status, &status.detail}) out.columns.push_back(std::move(*column));
  return out;
}

/// Whether the row's group, written as text, is this one.
bool is_called(const Column& group, std::size_t row, std::string_view wanted) {
  std::size_t at = row;
  for (const ColumnPiece& piece : group.pieces) {
    if (at >= piece.size) {
      at -= piece.size;
      continue;
    }
    if (is_text(piece.value_type())) return piece.text(at) == wanted;
    return text(piece.number(at)) == wanted;
  }
  return false;
}

/// Of all complete pairs, whatever their group; nothing where no reliability is known.
Result<std::optional<ReliabilityOfDifferences>> reliability_of_everybody(std::span<const double> pre,
                                                                         std::span<const double> post,
                                                                         const GroupChangeOptions& options) {
  if (!options.reliability) {
    if (options.true_cutoff) return Error{Errc::bad_argument, "a cut-off between true scores needs the reliability"};
    return std::optional<ReliabilityOfDifferences>{};
  }
  const auto all = describe_pairs(pre, post);
  if (!all) return all.error();
  const auto found = reliability_of_differences(
      {all->pre_sd, *options.reliability, all->pre_mean, all->post_mean, all->post_sd, all->correlation});
  if (!found) return found.error();
  return std::optional(*found);
}

}  // namespace

Result<Table> group_change_columns(const Column& pre, const Column& post, const Column* group,
                                   const GroupChangeOptions& options) {
  const auto scores = numbers_of(std::array{&pre, &post});
  if (!scores) return scores.error();
  auto groups = groups_of(group, pre.size);
  if (!groups) return groups.error();
  if (const auto trouble = trouble_in_level(options.effect.level)) return *trouble;
  if (options.important && !(*options.important > 0.0 && std::isfinite(*options.important)))
    return Error{Errc::bad_argument,
                 "minimal important difference " + text(*options.important) + ", it must be above 0"};
  std::vector<TableColumn> counts = {TableColumn::long_numbers("n"), TableColumn::long_numbers("missing")};
  auto figures = number_columns({"pre_mean", "pre_sd", "post_mean", "post_sd", "correlation", "change", "change_low",
                                 "change_high", "improvement", "t", "df", "p", "effect", "effect_se", "effect_low",
                                 "effect_high"});
  const auto reliable = reliability_of_everybody((*scores)[0], (*scores)[1], options);
  if (!reliable) return reliable.error();
  auto anchor = TableColumn::texts("anchor");
  auto improved = TableColumn::numbers("improved_share"), functional = TableColumn::numbers("functional_share");
  RowStatus status;
  for (const auto& rows : groups->rows) {
    const auto before = Groups::of((*scores)[0], rows), after = Groups::of((*scores)[1], rows);
    std::int64_t complete = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) complete += !std::isnan(before[i]) && !std::isnan(after[i]);
    counts[0].append(complete);
    counts[1].append(static_cast<std::int64_t>(rows.size()) - complete);
    std::optional<Error> trouble;
    const auto pairs = describe_pairs(before, after);
    if (pairs)
      put(figures,
          {pairs->pre_mean, pairs->pre_sd, pairs->post_mean, pairs->post_sd, pairs->correlation, pairs->change_mean},
          0);
    else
      put(figures, {{}, {}, {}, {}, {}, {}}, 0);
    const Result<MeanChange> change =
        pairs ? mean_change(*pairs, options.direction, options.effect.level) : Result<MeanChange>(pairs.error());
    if (change)
      put(figures,
          {change->points_interval.low, change->points_interval.high, change->improvement, change->t, change->df,
           change->p},
          6);
    else
      put(figures, {{}, {}, {}, {}, {}, {}}, 6);
    if (!change) trouble = change.error();
    const Result<StandardizedChange> effect = pairs ? standardized_change(*pairs, options.direction, options.effect)
                                                    : Result<StandardizedChange>(pairs.error());
    if (effect)
      put(figures,
          {effect->improvement, effect->standard_error, effect->improvement_interval.low,
           effect->improvement_interval.high},
          12);
    else
      put(figures, {{}, {}, {}, {}}, 12);
    if (!effect && !trouble) trouble = effect.error();
    if (change && options.important)
      anchor.append(name(anchor_effect(change->improvement, change->improvement_interval, *options.important)));
    else
      anchor.append_null();
    std::optional<GroupShares> shares;
    if (pairs && *reliable) {
      const auto found = group_shares(*pairs, **reliable, options.direction, options.true_cutoff);
      if (found)
        shares = *found;
      else if (!trouble)
        trouble = found.error();
    }
    improved.append(shares ? std::optional(shares->improved) : std::nullopt);
    functional.append(shares ? shares->functional : std::nullopt);
    status.append(trouble);
  }
  return table_of(std::move(groups->label), std::move(counts), std::move(figures), {&anchor, &improved, &functional},
                  std::move(status));
}

Result<Table> group_difference_columns(const Column* pre, const Column& post, const Column& group,
                                       const GroupDifferenceOptions& options) {
  const std::vector<const Column*> columns = pre ? std::vector{&post, pre} : std::vector{&post};
  const auto scores = numbers_of(columns);
  if (!scores) return scores.error();
  const auto groups = groups_of(&group, post.size);
  if (!groups) return groups.error();
  if (const auto trouble = trouble_in_level(options.level)) return *trouble;
  if (!(options.important > 0.0) || !std::isfinite(options.important))
    return Error{Errc::bad_argument,
                 "minimal important difference " + text(options.important) + ", it must be above 0"};
  std::vector<double> compared = (*scores)[0];
  for (std::size_t row = 0; pre && row < compared.size(); ++row) compared[row] -= (*scores)[1][row];
  const std::size_t named = groups->rows.size() - 1;  // the last is everybody
  std::size_t reference = 0;
  if (!options.reference.empty())
    while (reference < named && !is_called(group, groups->rows[reference].front(), options.reference)) ++reference;
  if (reference == named) return Error{Errc::bad_argument, "column " + group.name + " has no such reference group"};
  const auto reference_scores = Groups::of(compared, groups->rows[reference]);
  std::vector<std::size_t> first;
  std::vector<TableColumn> counts = {TableColumn::long_numbers("n"), TableColumn::long_numbers("missing"),
                                     TableColumn::long_numbers("n_reference"),
                                     TableColumn::long_numbers("missing_reference")};
  auto figures = number_columns({"difference", "difference_low", "difference_high", "improvement", "t", "df", "p"});
  auto anchor = TableColumn::texts("anchor");
  RowStatus status;
  for (std::size_t i = 0; i < named; ++i) {
    if (i == reference) continue;
    first.push_back(groups->rows[i].front());
    const auto own = Groups::of(compared, groups->rows[i]);
    std::size_t column = 0;
    for (const auto* values : {&own, &reference_scores}) {
      std::int64_t missing = 0;
      for (const double value : *values) missing += std::isnan(value);
      counts[column++].append(static_cast<std::int64_t>(values->size()) - missing);
      counts[column++].append(missing);
    }
    const auto found = anchor_between(reference_scores, own, options.direction, options.important, options.level);
    if (found) {
      put(figures,
          {found->points, found->points_interval.low, found->points_interval.high, found->improvement, found->t,
           found->df, found->p},
          0);
      anchor.append(name(found->effect));
    } else {
      put(figures, {{}, {}, {}, {}, {}, {}, {}}, 0);
      anchor.append_null();
    }
    status.append_of(found);
  }
  auto label = take(group, first);
  if (!label) return label.error();
  return table_of(*std::move(label), std::move(counts), std::move(figures), {&anchor}, std::move(status));
}

}  // namespace oncourse
