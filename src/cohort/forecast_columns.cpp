// forecast_columns.cpp: everybody's own line, read at the times asked for.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/forecast_columns.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "oncourse/base/normal.hpp"
#include "oncourse/growth/forecast.hpp"
#include "oncourse/instrument/score.hpp"
#include "oncourse/track/target_probability.hpp"

namespace oncourse {

namespace {

Error bad(std::string detail) { return {Errc::bad_argument, std::move(detail)}; }

std::optional<Error> trouble_in(const growth::GrowthModel& model, const std::vector<double>& times) {
  for (const double time : times)
    if (!std::isfinite(time) || time < growth::least_time(model.design.time_basis))
      return bad("time " + text(time) + " cannot be forecast");
  return std::nullopt;
}

std::optional<Error> trouble_in(const growth::GrowthModel& model, const growth::Panel& panel) {
  if (auto trouble = growth::trouble_in(panel, model.design)) return trouble;
  return growth::trouble_in_order(panel);
}

std::optional<Error> trouble_in(const growth::GrowthModel& model, const ForecastOptions& options) {
  if (!(options.level > 0.0 && options.level < 1.0))
    return bad("level " + text(options.level) + ", it must lie between 0 and 1");
  if (options.target && !options.instrument) return bad("a target is a line on an instrument's scale, name it");
  return trouble_in(model, options.at);
}

/// A person of the cohort, who has learnt from each of their scores.
///
///   covariates  filled with those of the last score
growth::Person person_of(const growth::GrowthModel& model, const Cohort& cohort, std::size_t i,
                         std::vector<double>& covariates) {
  growth::Person person(model);
  for (std::size_t row = cohort.offsets[i]; row < cohort.offsets[i + 1]; ++row) {
    for (std::size_t c = 0; c < covariates.size(); ++c) covariates[c] = cohort.covariates[c][row];
    person.observe(cohort.time[row], cohort.score[row], covariates);
  }
  return person;
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
      const double high = f.at(width, f.sd_score);
      if (!f.finite() || !std::isfinite(high)) return false;
      time_.append(at);
      mean_.append(on_scale(f.at()));
      low_.append(on_scale(f.at(-width, f.sd_score)));
      high_.append(on_scale(high));
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
  if (auto trouble = trouble_in(model, *panel)) return *trouble;
  if (options.instrument)
    for (std::size_t row = 0; row < cohort.score.size(); ++row)
      if (const auto total = accept_total(*options.instrument, cohort.score[row]); !total)
        return Error{total.error().code, "row " + text(row + 1) + ": " + total.error().detail};
  Forecasts out(options);
  std::vector<double> covariates(model.design.covariates.size());
  for (std::size_t i = 0; i < cohort.persons(); ++i) {
    const growth::Person person = person_of(model, cohort, i, covariates);
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

Result<JointForecasts> joint_forecasts(const growth::GrowthModel& model, const Cohort& cohort,
                                       const std::vector<double>& times, bool model_known) {
  if (auto trouble = trouble_in(model, times)) return *trouble;
  const CohortPanel panel(cohort);
  if (auto trouble = trouble_in(model, *panel)) return *trouble;
  JointForecasts out;
  std::vector<double> covariates(model.design.covariates.size()), at_each_time;
  for (std::size_t i = 0; i < cohort.persons(); ++i) {
    const growth::Person person = person_of(model, cohort, i, covariates);
    at_each_time.clear();
    for (std::size_t k = 0; k < times.size(); ++k)
      at_each_time.insert(at_each_time.end(), covariates.begin(), covariates.end());
    const std::size_t end = cohort.offsets[i + 1];
    const double last = end > cohort.offsets[i] ? cohort.time[end - 1] : -std::numeric_limits<double>::infinity();
    const auto joint = growth::joint_forecast(person, last, times, at_each_time, model_known);
    if (!joint) return Error{joint.error().code, "person " + text(i + 1) + ": " + joint.error().detail};
    out.mean.insert(out.mean.end(), joint->mean.begin(), joint->mean.end());
    const double* const covariance = joint->covariance.data();  // symmetric
    out.covariance.insert(out.covariance.end(), covariance, covariance + joint->covariance.size());
  }
  return out;
}

}  // namespace oncourse
