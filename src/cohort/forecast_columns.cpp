// forecast_columns.cpp: everybody's own line, read at the times asked for.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/forecast_columns.hpp"

#include <algorithm>
#include <cmath>

#include "oncourse/base/normal.hpp"
#include "oncourse/growth/forecast.hpp"
#include "oncourse/instrument/score.hpp"
#include "oncourse/track/target_probability.hpp"

namespace oncourse {

namespace {

std::optional<Error> trouble_in(const growth::GrowthModel& model, const ForecastOptions& options) {
  const auto bad = [](std::string detail) { return Error{Errc::bad_argument, std::move(detail)}; };
  if (!(options.level > 0.0 && options.level < 1.0))
    return bad("level " + text(options.level) + ", it must lie between 0 and 1");
  if (options.target && !options.instrument) return bad("a target is a line on an instrument's scale, name it");
  for (const double time : options.at)
    if (!std::isfinite(time) || time < growth::least_time(model.design.time_basis))
      return bad("time " + text(time) + " cannot be forecast");
  return std::nullopt;
}

/// The columns of a table of forecasts.
class Forecasts {
 public:
  explicit Forecasts(const ForecastOptions& options) : options_(&options) {}

  /// False where a forecast is not a finite number.
  [[nodiscard]] bool append(const growth::Person& person, std::span<const double> covariates,
                            const std::optional<TargetLine>& line) {
    const double width = normal_half_width(options_->level);
    for (const double at : options_->at) {
      const growth::Forecast f = person.forecast(at, covariates);
      if (!f.finite()) return false;
      time_.append(at);
      mean_.append(on_scale(f.at()));
      low_.append(on_scale(f.at(-width, f.sd_score)));
      high_.append(on_scale(f.at(width, f.sd_score)));
      sd_person_.append(f.sd_person);
      sd_line_.append(f.sd_line);
      sd_score_.append(f.sd_score);
      if (line)
        probability_.append(target_probability(person, *line, at, covariates));
      else
        probability_.append_null();
    }
    return true;
  }
  Table table() && {
    Table out;
    for (TableColumn* column : {&time_, &mean_, &low_, &high_, &sd_person_, &sd_line_, &sd_score_})
      out.columns.push_back(std::move(*column));
    if (options_->target) out.columns.push_back(std::move(probability_));
    return out;
  }

 private:
  [[nodiscard]] double on_scale(double score) const {
    const Instrument* const q = options_->instrument;
    return q ? std::clamp(score, q->total_min, q->total_max) : score;
  }
  const ForecastOptions* options_;
  TableColumn time_ = TableColumn::numbers("time"), mean_ = TableColumn::numbers("mean"),
              low_ = TableColumn::numbers("low"), high_ = TableColumn::numbers("high"),
              sd_person_ = TableColumn::numbers("sd_person"), sd_line_ = TableColumn::numbers("sd_line"),
              sd_score_ = TableColumn::numbers("sd_score"), probability_ = TableColumn::numbers("probability");
};

}  // namespace

Result<Table> forecast_columns(const growth::GrowthModel& model, const Cohort& cohort, const ForecastOptions& options) {
  if (auto trouble = trouble_in(model, options)) return *trouble;
  const CohortPanel panel(cohort);
  if (auto trouble =
          growth::trouble_in(*panel, model.design.covariates.size(), growth::least_time(model.design.time_basis)))
    return *trouble;
  if (auto trouble = growth::trouble_in_order(*panel)) return *trouble;
  if (options.instrument)
    for (std::size_t row = 0; row < cohort.score.size(); ++row)
      if (const auto total = accept_total(*options.instrument, cohort.score[row]); !total)
        return Error{total.error().code, "row " + text(row + 1) + ": " + total.error().detail};
  Forecasts out(options);
  std::vector<double> covariates(model.design.covariates.size());
  for (std::size_t i = 0; i < cohort.persons(); ++i) {
    growth::Person person(model);
    for (std::size_t row = cohort.offsets[i]; row < cohort.offsets[i + 1]; ++row) {
      for (std::size_t c = 0; c < covariates.size(); ++c) covariates[c] = cohort.covariates[c][row];
      person.observe(cohort.time[row], cohort.score[row], covariates);
    }
    std::optional<TargetLine> line;
    if (options.target) {
      const auto found = line_for(*options.target, *options.instrument, cohort.score[cohort.offsets[i]]);
      if (!found && found.error().code == Errc::not_available) return found.error();
      if (found) line = *found;
    }
    if (!out.append(person, covariates, line)) return growth::not_finite("person " + text(i + 1));
  }
  return std::move(out).table();
}

}  // namespace oncourse
