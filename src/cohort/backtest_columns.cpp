// backtest_columns.cpp: the figures of a backtest, row by row.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/backtest_columns.hpp"

#include <cmath>

#include "cohort/table_of.hpp"

namespace oncourse {
namespace {

/// Rows of figures beside what names their rule.
class RuleRows {
 public:
  explicit RuleRows(std::initializer_list<ColumnKind> kinds)
      : table_(table_of({{"rule", 'U'}, {"limits", 'U'}, {"spending", 'U'}, {"alpha", 'g'}, {"model", 'U'}})) {
    for (const ColumnKind& kind : kinds) table_.columns.push_back(std::move(table_of({kind}).columns[0]));
  }
  void add_column(TableColumn column) { table_.columns.push_back(std::move(column)); }

  /// A row of this rule; what follows is appended column by column.
  RuleRows& begin(const BacktestRule& rule) {
    at_ = 0;
    append(name(rule.rule.kind));
    append(name(rule.limits));
    append(rule.limits != BacktestRule::Limits::published ? name(rule.spending) : std::string_view("none"));
    append(knows_alpha(rule) ? std::optional(rule.alpha) : std::nullopt);
    append(rule.plain_model ? std::string_view("plain") : std::string_view("as asked"));
    return *this;
  }
  RuleRows& append(std::string_view words) {
    next().append(words);
    return *this;
  }
  RuleRows& append(std::int32_t whole) {
    next().append(whole);
    return *this;
  }
  /// Null where it is not a number.
  RuleRows& append(double number) {
    if (std::isnan(number))
      next().append_null();
    else
      next().append(number);
    return *this;
  }
  RuleRows& append(std::optional<double> number) { return append(number.value_or(std::nan(""))); }

  Table table() && { return std::move(table_); }

 private:
  TableColumn& next() { return table_.columns[at_++]; }
  Table table_;
  std::size_t at_ = 0;
};

struct NamedShare {
  const char* name;
  EstimatedShare AlarmPerformance::*share;
};
constexpr NamedShare named_shares[] = {{"false_alarms", &AlarmPerformance::false_alarms},
                                       {"found", &AlarmPerformance::found},
                                       {"flagged", &AlarmPerformance::flagged},
                                       {"positive_predictive", &AlarmPerformance::positive_predictive},
                                       {"negative_predictive", &AlarmPerformance::negative_predictive}};

class PerformanceRows {
 public:
  PerformanceRows(std::span<const int> sessions, bool of_strata)
      : rows_(of_strata ? RuleRows({{"stratum", 'U'}}) : RuleRows({})), of_strata_(of_strata) {
    rows_.add_column(TableColumn::numbers("persons"));
    rows_.add_column(TableColumn::numbers("reached"));
    for (const NamedShare& share : named_shares) add_share(share.name);
    for (const int session : sessions) add_share("found_by_" + text(session));
    rows_.add_column(TableColumn::numbers("lead_time"));
  }
  void append(const BacktestRule& rule, const AlarmPerformance& of, std::string_view stratum = {}) {
    rows_.begin(rule);
    if (of_strata_) rows_.append(stratum);
    rows_.append(of.flagged.of).append(of.false_alarms.of);
    for (const NamedShare& share : named_shares) append_share(of.*share.share);
    for (const EstimatedShare& share : of.found_by) append_share(share);
    rows_.append(of.lead_time);
  }
  Table table() && { return std::move(rows_).table(); }

 private:
  void add_share(const std::string& name) {
    for (const char* end : {"", "_low", "_high"}) rows_.add_column(TableColumn::numbers(name + end));
  }
  void append_share(const EstimatedShare& share) { rows_.append(share.share).append(share.low).append(share.high); }

  RuleRows rows_;
  bool of_strata_;
};

}  // namespace

BacktestTables backtest_columns(const Backtest& backtest, const BacktestOptions& options) {
  PerformanceRows rules(options.sessions, false), strata(options.sessions, true);
  RuleRows sessions({{"session", 'i'},
                     {"persons", 'g'},
                     {"missed", 'g'},
                     {"roc_area", 'g'},
                     {"roc_area_error", 'g'},
                     {"balanced_accuracy", 'g'},
                     {"brier_score", 'g'}});
  RuleRows roc({{"session", 'i'}, {"false_positive_rate", 'g'}, {"true_positive_rate", 'g'}});
  RuleRows reliability({{"forecast", 'g'}, {"met", 'g'}, {"persons", 'g'}});
  RuleRows alarms({{"session", 'i'}, {"share", 'g'}});
  for (const BacktestedRule& of : backtest.rules) {
    rules.append(of.rule, of.performance);
    for (std::size_t s = 0; s < of.by_stratum.size(); ++s)
      strata.append(of.rule, of.by_stratum[s], options.strata_names[s]);
    for (const SignalsAtSession& at : of.at) {
      const auto area = [&](double RocArea::*figure) {
        return at.roc_area ? std::optional((*at.roc_area).*figure) : std::nullopt;
      };
      sessions.begin(of.rule)
          .append(std::int32_t{at.session})
          .append(at.persons)
          .append(at.missed)
          .append(area(&RocArea::area))
          .append(area(&RocArea::standard_error))
          .append(at.balanced_accuracy)
          .append(at.brier_score);
      for (std::size_t point = 0; point < at.roc.size(); ++point)
        roc.begin(of.rule)
            .append(std::int32_t{at.session})
            .append(static_cast<double>(point) / static_cast<double>(at.roc.size() - 1))
            .append(at.roc[point]);
    }
    for (const ReliabilityBin& bin : of.reliability)
      reliability.begin(of.rule).append(bin.forecast).append(bin.met).append(bin.persons);
    for (std::size_t k = 0; k < of.flags_by_session.size(); ++k)
      alarms.begin(of.rule).append(std::int32_t{backtest.monitored[k]}).append(of.flags_by_session[k]);
  }
  return {std::move(rules).table(), std::move(strata).table(),      std::move(sessions).table(),
          std::move(roc).table(),   std::move(reliability).table(), std::move(alarms).table()};
}

}  // namespace oncourse
