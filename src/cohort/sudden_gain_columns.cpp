// sudden_gain_columns.cpp: series in, one row per gain, interval and person out.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/sudden_gain_columns.hpp"

#include <array>
#include <utility>

#include "cohort/row_status.hpp"

namespace oncourse {
namespace {

std::int32_t count(std::size_t value) { return static_cast<std::int32_t>(value); }

struct GainColumns {
  TableColumn session = TableColumn::whole_numbers("session"), next = TableColumn::whole_numbers("next_session");
  std::array<TableColumn, 6> around = {TableColumn::numbers("n_minus_2"), TableColumn::numbers("n_minus_1"),
                                       TableColumn::numbers("n"),         TableColumn::numbers("n_plus_1"),
                                       TableColumn::numbers("n_plus_2"),  TableColumn::numbers("n_plus_3")};
  TableColumn magnitude = TableColumn::numbers("magnitude"), total = TableColumn::numbers("total_improvement"),
              share = TableColumn::numbers("share_of_total"), value = TableColumn::numbers("reversal_value"),
              reversed = TableColumn::booleans("reversed"), reversed_at = TableColumn::whole_numbers("reversed_at");

  [[nodiscard]] std::vector<TableColumn*> all() {
    std::vector<TableColumn*> out = {&session, &next};
    for (TableColumn& column : around) out.push_back(&column);
    for (TableColumn* column : {&magnitude, &total, &share, &value, &reversed, &reversed_at}) out.push_back(column);
    return out;
  }
  void append(const SuddenGain* gain) {
    if (!gain) {
      for (TableColumn* column : all()) column->append_null();
      return;
    }
    session.append(std::int32_t{gain->session});
    next.append(std::int32_t{gain->next_session});
    for (std::size_t at = 0; at < around.size(); ++at) around[at].append(gain->around[at]);
    magnitude.append(gain->magnitude);
    total.append(gain->total_improvement);
    share.append(gain->share_of_total);
    value.append(gain->reversal_value);
    reversed.append(gain->reversed);
    reversed_at.append(gain->reversed_at);
  }
};

struct IntervalColumns {
  TableColumn from = TableColumn::whole_numbers("from"), to = TableColumn::whole_numbers("to"),
              points = TableColumn::booleans("points"), share = TableColumn::booleans("share"),
              means = TableColumn::booleans("means"), sudden = TableColumn::booleans("sudden"),
              complete = TableColumn::booleans("complete"), magnitude = TableColumn::numbers("magnitude"),
              share_of = TableColumn::numbers("share_of"), n_before = TableColumn::whole_numbers("n_before"),
              n_after = TableColumn::whole_numbers("n_after"), mean_before = TableColumn::numbers("mean_before"),
              mean_after = TableColumn::numbers("mean_after"), sd_before = TableColumn::numbers("sd_before"),
              sd_after = TableColumn::numbers("sd_after"), pooled = TableColumn::numbers("pooled_sd"),
              critical = TableColumn::numbers("critical");

  void append(const SuddenGainInterval& one) {
    from.append(std::int32_t{one.from});
    to.append(std::int32_t{one.to});
    points.append(one.points);
    share.append(one.share);
    means.append(one.means);
    sudden.append(one.sudden);
    complete.append(one.complete);
    magnitude.append(one.magnitude);
    share_of.append(one.share_of);
    n_before.append(std::int32_t{one.n_before});
    n_after.append(std::int32_t{one.n_after});
    mean_before.append(one.mean_before);
    mean_after.append(one.mean_after);
    sd_before.append(one.sd_before);
    sd_after.append(one.sd_after);
    pooled.append(one.pooled_sd);
    critical.append(one.critical);
  }
  Table table() && {
    Table out;
    for (TableColumn* column :
         {&from, &to, &points, &share, &means, &sudden, &complete, &magnitude, &share_of, &n_before, &n_after,
          &mean_before, &mean_after, &sd_before, &sd_after, &pooled, &critical})
      out.columns.push_back(std::move(*column));
    return out;
  }
};

/// Takes persons one after the other.
class Tables {
 public:
  explicit Tables(const SuddenGainOptions& options) : options_(options) {}

  void append(std::size_t row, const Result<SuddenGains>& found) {
    out_.person_rows.push_back(row);
    if (!found) {
      ++out_.refused;
      chosen_.append(nullptr);
      for (TableColumn* column : {&of_person_, &planned_, &tested_, &available_, &not_available_, &decided_})
        column->append_null();
      status_.append(found.error());
      return;
    }
    chosen_.append(choose(found->gains, options_.which));
    of_person_.append(count(found->gains.size()));
    planned_.append(count(found->counts.planned));
    tested_.append(count(found->counts.tested));
    available_.append(count(found->counts.available));
    not_available_.append(count(found->counts.not_available));
    decided_.append(count(found->counts.decided));
    status_.append();
    out_.counts += found->counts;
    for (const SuddenGain& gain : found->gains) {
      gains_.append(&gain);
      gains_of_person_.append(count(found->gains.size()));
      out_.gain_rows.push_back(row);
    }
    if (options_.intervals)
      for (const SuddenGainInterval& interval : found->intervals) {
        intervals_.append(interval);
        out_.interval_rows.push_back(row);
      }
    of_each_.push_back(found->gains);
  }

  SuddenGainTables tables() && {
    for (TableColumn* column : gains_.all()) out_.gains.columns.push_back(std::move(*column));
    out_.gains.columns.push_back(std::move(gains_of_person_));
    out_.intervals = std::move(intervals_).table();
    out_.persons.columns.push_back(std::move(of_person_));
    for (TableColumn* column : chosen_.all()) out_.persons.columns.push_back(std::move(*column));
    for (TableColumn* column :
         {&planned_, &tested_, &available_, &not_available_, &decided_, &status_.status, &status_.detail})
      out_.persons.columns.push_back(std::move(*column));
    out_.of_all = describe(of_each_);
    out_.of_chosen = describe(of_each_, options_.which);
    return std::move(out_);
  }

 private:
  SuddenGainOptions options_;
  GainColumns gains_, chosen_;
  TableColumn gains_of_person_ = TableColumn::whole_numbers("of_person"),
              of_person_ = TableColumn::whole_numbers("gains"), planned_ = TableColumn::whole_numbers("planned"),
              tested_ = TableColumn::whole_numbers("tested"), available_ = TableColumn::whole_numbers("available"),
              not_available_ = TableColumn::whole_numbers("not_available"),
              decided_ = TableColumn::whole_numbers("decided");
  RowStatus status_;
  IntervalColumns intervals_;
  std::vector<std::vector<SuddenGain>> of_each_;
  SuddenGainTables out_;
};

}  // namespace

Result<SuddenGainTables> sudden_gain_columns(const LongScores& columns, Direction direction,
                                             const SuddenGainCriteria& criteria, const SuddenGainOptions& options) {
  const auto rule = SuddenGainRule::make(criteria, direction);
  if (!rule) return rule.error();
  const auto long_series = LongSeries::read(columns);
  if (!long_series) return long_series.error();
  Tables tables(options);
  for (std::size_t person = 0; person < long_series->persons(); ++person) {
    const auto series = long_series->of(person);
    tables.append(long_series->rows_of(person).front(),
                  series ? rule->find(series->scores, series->first_session) : Result<SuddenGains>(series.error()));
  }
  return std::move(tables).tables();
}

Result<SuddenGainTables> sudden_gain_wide_columns(std::span<const Column* const> scores, int first_session,
                                                  Direction direction, const SuddenGainCriteria& criteria,
                                                  const SuddenGainOptions& options) {
  const auto rule = SuddenGainRule::make(criteria, direction);
  if (!rule) return rule.error();
  if (scores.empty()) return Error{Errc::bad_argument, "no column of scores"};
  if (auto trouble = trouble_in_lengths(scores)) return *trouble;
  std::vector<std::vector<double>> sessions;
  for (const Column* column : scores) {
    auto values = numbers(*column);
    if (!values) return values.error();
    sessions.push_back(*std::move(values));
  }
  Tables tables(options);
  std::vector<double> series(sessions.size());
  for (std::size_t row = 0; row < sessions.front().size(); ++row) {
    for (std::size_t at = 0; at < sessions.size(); ++at) series[at] = sessions[at][row];
    tables.append(row, rule->find(series, first_session));
  }
  return std::move(tables).tables();
}

}  // namespace oncourse
