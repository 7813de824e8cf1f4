// talking_therapies_columns.cpp: referral_outcome() over columns, and what adds up from it.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/talking_therapies_columns.hpp"

#include <array>
#include <cmath>

#include "cohort/groups.hpp"
#include "cohort/row_status.hpp"

namespace oncourse {
namespace {

/// A measure's columns as numbers.
struct Measure {
  MeasureThresholds by;
  std::vector<double> first, last;

  [[nodiscard]] MeasureScores at(std::size_t row) const { return {by, first[row], last[row]}; }
};

Result<Measure> measure_of(const MeasureColumns& columns, std::size_t rows) {
  if (!columns.first || !columns.last) return Error{Errc::bad_argument, "a measure needs two columns"};
  if (const auto trouble = trouble_in_length(*columns.first, rows)) return *trouble;
  const std::array both = {columns.first, columns.last};
  auto values = numbers_of(both);
  if (!values) return values.error();
  // what is wrong with a threshold is wrong with every row
  const MeasureScores anybody[] = {{columns.by, 0.0, 0.0}};
  if (const auto tried = referral_outcome(anybody, children_policy); !tried) return tried.error();
  return Measure{columns.by, std::move((*values)[0]), std::move((*values)[1])};
}

class Referrals {
 public:
  void append(const Result<ReferralOutcome>& outcome) {
    if (outcome) {
      measures_.append(static_cast<std::int32_t>(outcome->measures));
      fell_back_.append(outcome->fell_back);
      case_at_start_.append(outcome->case_at_start);
      case_at_end_.append(outcome->case_at_end);
      recovered_.append(outcome->recovered);
      reliably_recovered_.append(outcome->reliably_recovered);
      change_.append(name(outcome->change));
    } else {
      for (TableColumn* column :
           {&measures_, &fell_back_, &case_at_start_, &case_at_end_, &recovered_, &reliably_recovered_, &change_})
        column->append_null();
    }
    status_.append_of(outcome);
  }
  Table table() && {
    Table out;
    for (TableColumn* column : {&measures_, &fell_back_, &case_at_start_, &case_at_end_, &recovered_,
                                &reliably_recovered_, &change_, &status_.status, &status_.detail})
      out.columns.push_back(std::move(*column));
    return out;
  }

 private:
  TableColumn measures_ = TableColumn::whole_numbers("measures"), fell_back_ = TableColumn::booleans("fell_back"),
              case_at_start_ = TableColumn::booleans("case_at_start"),
              case_at_end_ = TableColumn::booleans("case_at_end"), recovered_ = TableColumn::booleans("recovered"),
              reliably_recovered_ = TableColumn::booleans("reliably_recovered"), change_ = TableColumn::texts("change");
  RowStatus status_;
};

Result<Table> table_of_rates(Groups groups, const std::vector<std::optional<ReferralOutcome>>& outcomes, double level) {
  struct Named {
    const char* name;
    Rate ReferralRates::*rate;
  };
  constexpr Named rates[] = {{"caseness", &ReferralRates::caseness},
                             {"recovery", &ReferralRates::recovery},
                             {"reliable_recovery", &ReferralRates::reliable_recovery},
                             {"reliable_improvement", &ReferralRates::reliable_improvement},
                             {"reliable_deterioration", &ReferralRates::reliable_deterioration},
                             {"no_reliable_change", &ReferralRates::no_reliable_change}};
  Table out;
  out.columns.push_back(std::move(groups.label));
  for (const char* count : {"referrals", "completed", "not_completed", "without_caseness"})
    out.columns.push_back(TableColumn::long_numbers(count));
  for (const Named& one : rates) {
    const std::string of = one.name;
    out.columns.push_back(TableColumn::long_numbers(of));
    out.columns.push_back(TableColumn::long_numbers(of + "_of"));
    for (const char* figure : {"_rate", "_low", "_high"}) out.columns.push_back(TableColumn::numbers(of + figure));
  }
  for (const auto& rows : groups.rows) {
    ReferralCounts counts;
    for (const std::size_t row : rows) {
      if (outcomes[row])
        counts.add(*outcomes[row]);
      else
        ++counts.not_completed;
    }
    const auto found = referral_rates(counts, level);
    if (!found) return found.error();
    std::size_t column = 1;
    for (const std::int64_t count :
         {static_cast<std::int64_t>(rows.size()), counts.completed, counts.not_completed, counts.without_caseness})
      out.columns[column++].append(count);
    for (const Named& one : rates) {
      const Rate& rate = (*found).*one.rate;
      out.columns[column++].append(rate.count);
      out.columns[column++].append(rate.of);
      out.columns[column++].append(rate.share);
      out.columns[column++].append(rate.interval ? std::optional(rate.interval->low) : std::nullopt);
      out.columns[column++].append(rate.interval ? std::optional(rate.interval->high) : std::nullopt);
    }
  }
  return out;
}

}  // namespace

Result<MeasureThresholds> talking_therapies_thresholds(const Instrument& q) {
  constexpr std::string_view service = "NHS Talking Therapies";
  const auto cutoff = find_cutoff(q.figures, Purpose::caseness, service);
  if (!cutoff) return cutoff.error();
  MeasureThresholds out{q.direction, (*cutoff)->value, meets((*cutoff)->value, (*cutoff)->compare, (*cutoff)->value),
                        0.0};
  for (const Difference& one : q.figures.reliable_change)
    if (one.basis.starts_with(service)) {
      if (out.reliable_change > 0.0 && out.reliable_change != one.points)
        return Error{Errc::not_available, std::string(q.id) + " has several reliable changes of that service"};
      out.reliable_change = one.points;
    }
  if (!(out.reliable_change > 0.0))
    return Error{Errc::not_available, std::string(q.id) + " has no reliable change of that service"};
  return out;
}

Result<TalkingTherapies> talking_therapies_columns(const TalkingTherapiesColumns& columns, const TherapyPolicy& policy,
                                                   double level) {
  if (!columns.first.first) return Error{Errc::bad_argument, "a measure needs two columns"};
  if (const auto trouble = trouble_in_level(level)) return *trouble;
  const std::size_t rows = columns.first.first->size;
  const auto first = measure_of(columns.first, rows);
  if (!first) return first.error();
  std::optional<Measure> second, fallback;
  for (const auto& [from, to] : {std::pair(&columns.second, &second), std::pair(&columns.fallback, &fallback)}) {
    if (!*from) continue;
    auto measure = measure_of(**from, rows);
    if (!measure) return measure.error();
    *to = *std::move(measure);
  }
  auto groups = groups_of(columns.group, rows);
  if (!groups) return groups.error();
  Referrals referrals;
  std::vector<std::optional<ReferralOutcome>> outcomes(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    MeasurePair pair{first->at(row)};
    if (second) pair.second = second->at(row);
    if (fallback) pair.fallback = fallback->at(row);
    const auto outcome = referral_outcome(pair, policy);
    referrals.append(outcome);
    if (outcome) outcomes[row] = *outcome;
  }
  auto rates = table_of_rates(*std::move(groups), outcomes, level);
  if (!rates) return rates.error();
  return TalkingTherapies{std::move(referrals).table(), *std::move(rates)};
}

}  // namespace oncourse
