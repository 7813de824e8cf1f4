// inference_columns.cpp: intervals and selections, row by row.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/inference_columns.hpp"

#include <cmath>

#include "cohort/table_of.hpp"

namespace oncourse {

namespace {

std::optional<double> known(double value) { return std::isnan(value) ? std::nullopt : std::optional(value); }

/// Names of the covariates that change the slope, too.
std::optional<std::string> interactions(const growth::Design& form) {
  std::optional<std::string> out;
  for (const growth::Covariate& covariate : form.covariates)
    if (covariate.interacts) out = out ? *out + ", " + covariate.name : covariate.name;
  return out;
}

/// Fills a table's columns from left to right, row after row.
class Row {
 public:
  explicit Row(Table& table) : next_(table.columns.begin()) {}
  template <class T>
  Row& operator<<(const T& value) {
    (next_++)->append(value);
    return *this;
  }

 private:
  std::vector<TableColumn>::iterator next_;
};

}  // namespace

Table interval_columns(std::span<const growth::ParameterInterval> intervals) {
  Table out = table_of({{"term", 'U'}, {"estimate", 'g'}, {"low", 'g'}, {"high", 'g'}});
  for (const growth::ParameterInterval& one : intervals)
    Row(out) << std::string_view(one.name) << one.estimate << one.low << one.high;
  return out;
}

Table selection_columns(std::span<const growth::SelectionRow> rows) {
  Table out = table_of({{"basis", 'U'},
                        {"curve", 'U'},
                        {"knot", 'g'},
                        {"random", 'U'},
                        {"interactions", 'U'},
                        {"residuals", 'U'},
                        {"scale", 'U'},
                        {"parameters", 'i'},
                        {"log_likelihood", 'g'},
                        {"aic", 'g'},
                        {"bic", 'g'},
                        {"predictive_log_score", 'g'},
                        {"behind", 'g'},
                        {"behind_error", 'g'},
                        {"search", 'U'},
                        {"on_boundary", 'b'},
                        {"status", 'U'},
                        {"detail", 'U'}});
  for (const growth::SelectionRow& row : rows) {
    const growth::Design& form = row.design;
    const auto figure = [&](double value) { return row.refused ? std::nullopt : known(value); };
    const auto interacting = interactions(form);
    Row cells(out);
    cells << name(form.time_basis) << name(form.curve)
          << (form.curve == growth::Curve::piecewise ? std::optional(form.knot) : std::nullopt) << name(form.random)
          << (interacting ? std::optional<std::string_view>(*interacting) : std::nullopt) << name(form.residuals)
          << name(form.transformation.scale);
    if (row.refused)
      cells << std::optional<std::int32_t>();
    else
      cells << std::optional(static_cast<std::int32_t>(row.parameters));
    cells << figure(row.log_likelihood) << figure(row.aic) << figure(row.bic) << figure(row.predictive_log_score)
          << figure(row.behind) << figure(row.behind_error);
    if (row.refused)
      cells << std::optional<std::string_view>() << std::optional<bool>() << name(row.refused->code)
            << std::string_view(row.refused->detail);
    else
      cells << std::optional<std::string_view>(name(row.search.stop)) << std::optional(row.search.on_boundary) << "ok"
            << std::optional<std::string_view>();
  }
  return out;
}

}  // namespace oncourse
