// prediction_band.cpp: how far scores to come lie from their forecasts, person by person, and what follows for one
// more. SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/prediction_band.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "track/accepted_scores.hpp"

namespace oncourse {
namespace {

constexpr double no_distance = std::numeric_limits<double>::quiet_NaN();
/// Of a step: a total that is as near to one on the grid is that one. The same of ranks.
constexpr double band_rounding = 1e-9;

/// An instrument's possible totals, numbered from 0.
struct TotalGrid {
  explicit TotalGrid(const Instrument& instrument)
      : least(instrument.total_min),
        step(instrument.step()),
        last(step > 0.0 ? std::floor((instrument.total_max - least) / step + band_rounding) : 0.0) {}

  [[nodiscard]] double place(double total) const { return (total - least) / step; }
  [[nodiscard]] double total(double number) const { return least + number * step; }
  [[nodiscard]] double below(double total) const { return std::floor(place(total) + band_rounding); }
  [[nodiscard]] double above(double total) const { return std::ceil(place(total) - band_rounding); }
  [[nodiscard]] double within(double number) const { return std::clamp(number, 0.0, last); }

  double least, step, last;
};

/// In standard deviations, below 0 beneath the forecast.
double standardised(const growth::Forecast& forecast, double score) {
  return (forecast.transformation.forward(score) - forecast.mean) / forecast.sd_score;
}

double distance(const TotalGrid& grid, const growth::Forecast& forecast, double score) {
  if (!(grid.step > 0.0)) return std::fabs(standardised(forecast, score));
  return std::max(std::fabs(standardised(forecast, grid.total(grid.below(score)))),
                  std::fabs(standardised(forecast, grid.total(grid.above(score)))));
}

std::optional<Error> trouble_in(const BandOptions& options) {
  const auto bad = [](std::string detail) { return Error{Errc::bad_argument, std::move(detail)}; };
  if (!(options.level > 0.0 && options.level < 1.0))
    return bad("band level " + text(options.level) + ", it must lie between 0 and 1");
  if (!(options.cadence > 0.0 && std::isfinite(options.cadence)))
    return bad("cadence " + text(options.cadence) + ", it must be above 0");
  if (!std::isfinite(options.horizon)) return bad("the planned end is not a finite time");
  for (std::size_t i = 0; i < options.origins.size(); ++i) {
    const double time = options.origins[i];
    if (!std::isfinite(time) || !(time < options.horizon) || (i > 0 && !(time > options.origins[i - 1])))
      return bad("bands from time " + text(time) + ", times must ascend and lie before the planned end, " +
                 text(options.horizon));
  }
  return std::nullopt;
}

/// One person's rows.
struct BandCourse {
  std::span<const double> times, scores;
  std::span<const std::span<const double>> covariates;  ///< columns of the whole panel
  std::size_t first_row;                                ///< in these
};

/// Both of one origin.
struct OriginDistances {
  double all = no_distance, last = no_distance;
};

/// What is said of the rows from `known` on by a person who has seen those before.
Result<OriginDistances> distances_from(const growth::Person& person, const TotalGrid& grid, const BandCourse& course,
                                       std::size_t known, const BandOptions& options,
                                       std::span<const double> covariates) {
  OriginDistances out;
  const std::size_t n = course.times.size();
  for (std::size_t row = known; row < n && course.times[row] <= options.horizon + 0.5 * options.cadence; ++row) {
    const growth::Forecast forecast = person.forecast(course.times[row], covariates);
    if (!forecast.finite()) return growth::not_finite("row " + text(course.first_row + row + 1));
    out.all = std::fmax(out.all, distance(grid, forecast, course.scores[row]));
  }
  const growth::Forecast end = person.forecast(options.horizon, covariates);
  if (!end.finite()) return growth::not_finite("the planned end, from row " + text(course.first_row + known));
  out.last = distance(grid, end, course.scores[n - 1]);
  return out;
}

Result<BandDistances> distances_of(const growth::GrowthModel& model, const TotalGrid& grid, const BandCourse& course,
                                   const BandOptions& options) {
  BandDistances out;
  growth::Person person(model);
  std::vector<double> covariates(course.covariates.size());
  std::size_t known = 0;
  for (const double origin : options.origins) {
    const double until = origin + 0.5 * options.cadence;
    for (; known < course.times.size() && course.times[known] <= until; ++known) {
      for (std::size_t c = 0; c < covariates.size(); ++c)
        covariates[c] = course.covariates[c][course.first_row + known];
      person.observe(course.times[known], course.scores[known], covariates);
    }
    OriginDistances found;
    if (known > 0 && known < course.times.size()) {
      const auto said = distances_from(person, grid, course, known, options, covariates);
      if (!said) return said.error();
      found = *said;
    }
    out.all.push_back(found.all);
    out.last.push_back(found.last);
  }
  return out;
}

BandFactor factor_of(std::span<const BandDistances> persons, std::vector<double> BandDistances::*which,
                     std::size_t origin, double level) {
  std::vector<double> said;
  for (const BandDistances& person : persons)
    if (const double distance = (person.*which)[origin]; !std::isnan(distance)) said.push_back(distance);
  BandFactor out;
  out.n = static_cast<int>(said.size());
  out.factor = conformal_factor(std::move(said), level);
  return out;
}

}  // namespace

BandOptions band_options(TimeUnit unit, const Plan& plan, double level) {
  BandOptions out;
  out.level = level;
  out.horizon = planned_time(unit, plan, plan.window_last);
  out.cadence = planned_time(unit, plan, 1);
  out.origins.clear();
  for (int session = 0; session < plan.window_last; ++session) out.origins.push_back(planned_time(unit, plan, session));
  return out;
}

Result<std::vector<BandDistances>> band_distances(const growth::GrowthModel& model, const Instrument& instrument,
                                                  const growth::Panel& persons, const BandOptions& options) {
  if (auto trouble = trouble_in(options)) return *std::move(trouble);
  if (auto trouble = growth::trouble_in(persons, model.design)) return *std::move(trouble);
  if (auto trouble = growth::trouble_in_order(persons)) return *std::move(trouble);
  if (auto trouble = trouble_in_scores(persons, instrument)) return *std::move(trouble);
  const TotalGrid grid(instrument);
  std::vector<BandDistances> out;
  for (std::size_t i = 0; i < persons.persons(); ++i) {
    const std::size_t begin = persons.offsets[i], count = persons.offsets[i + 1] - begin;
    auto found = distances_of(
        model, grid,
        {persons.time.subspan(begin, count), persons.score.subspan(begin, count), persons.covariates, begin}, options);
    if (!found) return found.error();
    out.push_back(*std::move(found));
  }
  return out;
}

double conformal_rank(int n, double level) { return std::fmax(std::ceil(level * (n + 1.0) - band_rounding), 1.0); }

std::optional<double> conformal_factor(std::vector<double> distances, double level) {
  const double rank = conformal_rank(static_cast<int>(distances.size()), level);
  if (rank > static_cast<double>(distances.size())) return std::nullopt;
  const auto at = distances.begin() + static_cast<std::ptrdiff_t>(rank) - 1;
  std::nth_element(distances.begin(), at, distances.end());
  return *at;
}

BandCalibration bands_of(std::span<const BandDistances> persons, const BandOptions& options, CalibrationMethod method) {
  BandCalibration out{method, options.level, options.horizon, options.cadence, {}};
  for (std::size_t k = 0; k < options.origins.size(); ++k)
    out.origins.push_back({options.origins[k], factor_of(persons, &BandDistances::all, k, options.level),
                           factor_of(persons, &BandDistances::last, k, options.level)});
  return out;
}

Result<BandCalibration> calibrate_bands(const growth::GrowthModel& model, const Instrument& instrument,
                                        const growth::Panel& persons, const BandOptions& options) {
  const auto distances = band_distances(model, instrument, persons, options);
  if (!distances) return distances.error();
  return bands_of(*distances, options, CalibrationMethod::split);
}

Interval band_around(const Instrument& instrument, const growth::Forecast& forecast, double factor) {
  const auto on_scale = [&](double score) { return std::clamp(score, instrument.total_min, instrument.total_max); };
  const double low = on_scale(forecast.at(-factor, forecast.sd_score)),
               high = on_scale(forecast.at(factor, forecast.sd_score)), middle = on_scale(forecast.at());
  const TotalGrid grid(instrument);
  if (!(grid.step > 0.0)) return {middle, low, high};
  // Rounding may put an end on either side of a total that lies on it: totals are asked for their distance themselves.
  double first = grid.within(grid.above(low) - 1.0), last = grid.within(grid.below(high) + 1.0);
  while (first <= grid.last && standardised(forecast, grid.total(first)) < -factor) ++first;
  while (last >= 0.0 && standardised(forecast, grid.total(last)) > factor) --last;
  if (first > last) {
    const double under = grid.within(grid.below(middle)), over = grid.within(grid.above(middle));
    first = last =
        std::fabs(standardised(forecast, grid.total(under))) <= std::fabs(standardised(forecast, grid.total(over)))
            ? under
            : over;
  }
  return {std::clamp(middle, grid.total(first), grid.total(last)), grid.total(first), grid.total(last)};
}

BandsAhead::BandsAhead(const ResponseModel& model, const Instrument& instrument, double now)
    : model_(&model), instrument_(&instrument) {
  if (!model.bands) return;
  for (const BandOrigin& origin : model.bands->origins)
    if (now <= model.bands->until(origin.time)) {
      origin_ = &origin;
      return;
    }
}

std::optional<Interval> BandsAhead::of_score(const growth::Forecast& forecast, double time) const {
  if (!origin_ || !origin_->all.factor || time > model_->bands->until(model_->bands->horizon)) return std::nullopt;
  return band_around(*instrument_, forecast, *origin_->all.factor);
}

bool BandsAhead::is_for(const Plan& plan, double end) const {
  if (!origin_ || end > model_->bands->until(model_->bands->horizon)) return false;
  return has_end_and_cadence(model_->time_unit, plan, model_->bands->horizon, model_->bands->cadence);
}

std::optional<Interval> BandsAhead::of_last_score(const growth::Forecast& forecast) const {
  if (!origin_ || !origin_->last.factor) return std::nullopt;
  return band_around(*instrument_, forecast, *origin_->last.factor);
}

std::optional<BandGuarantee> BandsAhead::guarantee(const std::optional<Interval>& last) const {
  if (!origin_) return std::nullopt;
  const BandCalibration& bands = *model_->bands;
  const bool split = bands.method == CalibrationMethod::split;
  BandGuarantee out;
  out.kind = split ? Guarantee::Kind::conformal : Guarantee::Kind::cross_conformal;
  out.level = bands.level;
  out.n = origin_->all.n;
  out.n_last = origin_->last.n;
  const std::string share = text(100.0 * bands.level) + " %", end = text_of_time(bands.horizon);
  const std::string people = text(out.n) + " people who went on from here";
  if (!origin_->all.factor) {
    out.statement = "No band for all scores to come is available: " + people + " are too few for " + share + ".";
    return out;
  }
  out.statement = "Of the people who go on from here at least " + share + " have all their scores up to " +
                  std::string(name(model_->time_unit)) + " " + end + " inside the band";
  if (last)
    out.statement += ", and as many their last score between " + stated(last->low) + " and " + stated(last->high);
  out.statement += split ? ", whatever the model's faults (conformal calibration on " + people +
                               " and were not used to fit the model)."
                         : " as cross-validation estimates it (" + people +
                               ", each forecast by a model fitted without their part of the people; not proved).";
  return out;
}

}  // namespace oncourse
