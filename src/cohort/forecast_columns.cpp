// forecast_columns.cpp: everybody's own line, read at the times asked for.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/forecast_columns.hpp"

#include <algorithm>
#include <cmath>

#include "oncourse/base/normal.hpp"
#include "oncourse/growth/forecast.hpp"
#include "oncourse/track/target_probability.hpp"

namespace oncourse {

Result<Table> forecast_columns(const growth::GrowthModel& model, const Cohort& cohort, const ForecastOptions& options) {
  const auto bad = [](std::string detail) { return Error{Errc::bad_argument, std::move(detail)}; };
  if (!(options.level > 0.0 && options.level < 1.0))
    return bad("level " + text(options.level) + ", it must lie between 0 and 1");
  if (options.target && !options.instrument) return bad("a target is a line on an instrument's scale, name it");
  const double least = model.design.time_basis == growth::TimeBasis::log1p ? 0.0 : growth::any_time;
  for (const double time : options.at)
    if (!std::isfinite(time) || time < least) return bad("time " + text(time) + " cannot be forecast");
  const CohortPanel panel(cohort);
  if (auto trouble = growth::trouble_in(*panel, model.design.covariates.size(), least)) return *trouble;

  auto time = TableColumn::numbers("time"), mean = TableColumn::numbers("mean"), low = TableColumn::numbers("low"),
       high = TableColumn::numbers("high"), sd_person = TableColumn::numbers("sd_person"),
       sd_line = TableColumn::numbers("sd_line"), sd_score = TableColumn::numbers("sd_score"),
       probability = TableColumn::numbers("probability");
  const Instrument* const q = options.instrument;
  const auto on_scale = [&](double score) { return q ? std::clamp(score, q->total_min, q->total_max) : score; };
  const double width = normal_half_width(options.level);
  std::vector<double> covariates(model.design.covariates.size());
  for (std::size_t i = 0; i < cohort.persons(); ++i) {
    growth::Person person(model);
    for (std::size_t row = cohort.offsets[i]; row < cohort.offsets[i + 1]; ++row) {
      for (std::size_t c = 0; c < covariates.size(); ++c) covariates[c] = cohort.covariates[c][row];
      person.observe(cohort.time[row], cohort.score[row], covariates);
    }
    std::optional<TargetLine> line;
    if (options.target) {
      const auto found = line_for(*options.target, *q, cohort.score[cohort.offsets[i]]);
      if (!found && found.error().code == Errc::not_available) return found.error();
      if (found) line = *found;
    }
    for (const double at : options.at) {
      const growth::Forecast f = person.forecast(at, covariates);
      time.append(at);
      mean.append(on_scale(f.mean));
      low.append(on_scale(f.mean - width * f.sd_score));
      high.append(on_scale(f.mean + width * f.sd_score));
      sd_person.append(f.sd_person);
      sd_line.append(f.sd_line);
      sd_score.append(f.sd_score);
      if (line)
        probability.append(target_probability(model, person, *line, at, covariates));
      else
        probability.append_null();
    }
  }
  Table out;
  for (TableColumn* column : {&time, &mean, &low, &high, &sd_person, &sd_line, &sd_score})
    out.columns.push_back(std::move(*column));
  if (options.target) out.columns.push_back(std::move(probability));
  return out;
}

}  // namespace oncourse
