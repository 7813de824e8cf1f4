// prediction_band_test.cpp: the share of courses that stay inside their bands.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/prediction_band.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <string>

#include "oncourse/base/normal.hpp"
#include "oncourse/growth/fit.hpp"
#include "support/response_model.hpp"
#include "support/simulated_panel.hpp"

namespace oncourse {
namespace {

/// From sessions 1, 4 and 10 of 16.
BandOptions some_origins(double level) { return {level, 16.0, 1.0, {1.0, 4.0, 10.0}}; }

/// A course seen from one origin, scores after it read through the band that a user gets.
struct SeenFromOrigin {
  std::optional<bool> all, last, pointwise;  ///< inside; absent where nothing is to come
};

SeenFromOrigin seen(const ResponseModel& model, const Instrument& q, const support::Rows& rows, double origin,
                    double level) {
  SeenFromOrigin out;
  growth::Person person(model.growth);
  const BandsAhead bands(model, q, origin);
  std::size_t known = 0;
  for (; known < rows.size() && rows[known].time <= origin; ++known)
    person.observe(rows[known].time, rows[known].score);
  if (known == 0 || known == rows.size()) return out;
  const double half = normal_half_width(level);
  out.all = out.pointwise = true;
  for (std::size_t k = known; k < rows.size(); ++k) {
    const auto forecast = person.forecast(rows[k].time);
    const auto band = bands.of_score(forecast, rows[k].time);
    if (!band || rows[k].score < band->low || rows[k].score > band->high) out.all = false;
    if (rows[k].score < forecast.at(-half, forecast.sd_score) || rows[k].score > forecast.at(half, forecast.sd_score))
      out.pointwise = false;
  }
  const auto end = bands.of_last_score(person.forecast(16.0));
  out.last = end && rows.back().score >= end->low && rows.back().score <= end->high;
  return out;
}

/// Shares of repeated draws, with the standard error of their mean.
class Shares {
 public:
  void add(double share) {
    sum_ += share;
    squares_ += share * share;
    ++n_;
  }
  [[nodiscard]] double mean() const { return sum_ / n_; }
  [[nodiscard]] double error() const { return std::sqrt((squares_ / n_ - mean() * mean()) / (n_ - 1.0)); }

 private:
  double sum_ = 0.0, squares_ = 0.0, n_ = 0.0;
};

struct Scenario {
  std::string name;
  SimulatedPopulation population;
  bool fitted;  ///< else the model is one of other people
};

std::vector<Scenario> scenarios() {
  std::vector<Scenario> out = {{"typical", typical_population, true},
                               {"a model of other people", slow_population, false},
                               {"memory", typical_population, true},
                               {"heavy tails", typical_population, true},
                               {"the floor", typical_population, true},
                               {"a line of another form", typical_population, true},
                               {"who is well leaves", typical_population, true},
                               {"who is worse leaves", typical_population, true},
                               {"every second sheet is missing", typical_population, true}};
  out[2].population.autocorrelation = 0.7;
  out[3].population.tail_freedom = 3.0;
  out[3].population.autocorrelation = 0.4;
  out[4].population.level = 8.0;
  out[4].population.rate = -3.0;
  out[5].population.curvature = 0.06;
  out[6].population.dropout_good_enough = 0.3;
  out[7].population.dropout_deterioration = 0.5;
  out[8].population.missing = 0.5;
  return out;
}

TEST(PredictionBand, HoldsTheStatedShareOfCoursesWhateverTheModelsFaults) {
  constexpr std::array levels = {0.95, 0.90, 0.80};
  constexpr int rounds = 60, kept = 60, fresh = 40;
  for (const Scenario& scenario : scenarios()) {
    ResponseModel model = support::response_model();
    if (scenario.fitted)
      model.growth = *growth::fit(support::simulated_panel(phq9, scenario.population, 150, 9001).panel(), {});
    std::array<Shares, levels.size()> all, last;
    Shares pointwise;
    for (int round = 0; round < rounds; ++round) {
      const auto persons =
          support::simulated_panel(phq9, scenario.population, kept + fresh, static_cast<std::uint64_t>(100 + round));
      const std::vector<support::Rows>& rows = persons.persons();
      const support::Cohort calibration({rows.begin(), rows.begin() + kept});
      for (std::size_t i = 0; i < levels.size(); ++i) {
        const BandOptions options = some_origins(levels[i]);
        const auto found = calibrate_bands(model.growth, phq9, calibration.panel(), options);
        ASSERT_TRUE(found.ok()) << found.error().detail;
        model.bands = *found;
        double n = 0.0, in_all = 0.0, in_last = 0.0, in_pointwise = 0.0;  // of courses at each origin
        for (std::size_t k = 0; k < options.origins.size(); ++k) {
          if (!found->origins[k].all.factor) continue;  // so few went on that nothing is promised
          for (auto person = rows.begin() + kept; person != rows.end(); ++person) {
            const SeenFromOrigin at = seen(model, phq9, *person, options.origins[k], levels[i]);
            if (!at.all) continue;
            ++n;
            in_all += *at.all;
            in_last += *at.last;
            in_pointwise += *at.pointwise;
          }
        }
        ASSERT_GT(n, 0.0) << scenario.name;
        all[i].add(in_all / n);
        last[i].add(in_last / n);
        if (levels[i] == 0.90) pointwise.add(in_pointwise / n);
      }
    }
    for (std::size_t i = 0; i < levels.size(); ++i) {
      EXPECT_GE(all[i].mean(), levels[i] - 3.0 * all[i].error()) << scenario.name;
      EXPECT_GE(last[i].mean(), levels[i] - 3.0 * last[i].error()) << scenario.name;
      EXPECT_LE(all[i].mean(), levels[i] + 0.04) << scenario.name << ": so wide that the band would be idle";
    }
    EXPECT_LT(pointwise.mean(), 0.90 - 0.05) << scenario.name << ": the test would pass without any calibration";
  }
}

TEST(ConformalFactor, HoldsOfNewNumbersExactlyTheShareThatTheProofSays) {
  std::mt19937_64 random(11);
  std::uniform_real_distribution<double> number;
  for (const double level : {0.80, 0.90, 0.95})
    for (const int n : {19, 40, 53}) {
      Shares shares;
      for (int round = 0; round < 4000; ++round) {
        std::vector<double> distances(static_cast<std::size_t>(n));
        for (double& distance : distances) distance = number(random);
        shares.add(*conformal_factor(distances, level));  // of a uniform number, the share below it
      }
      EXPECT_NEAR(shares.mean(), conformal_rank(n, level) / (n + 1.0), 4.0 * shares.error()) << n << " at " << level;
    }
}

TEST(ConformalFactor, IsTheRankThatTheProofNeedsAndAbsentWhereThereAreTooFew) {
  std::vector<double> distances(19);
  std::iota(distances.begin(), distances.end(), 1.0);
  std::shuffle(distances.begin(), distances.end(), std::mt19937_64(1));
  EXPECT_EQ(conformal_factor(distances, 0.90), 18.0);
  EXPECT_EQ(conformal_factor(distances, 0.95), 19.0) << "0.95 x 20 is 19, whatever rounding makes of it";
  EXPECT_EQ(conformal_factor(distances, 0.951), std::nullopt) << "the 20th of 19";
  distances.pop_back();
  EXPECT_EQ(conformal_factor(distances, 0.95), std::nullopt);
  EXPECT_EQ(conformal_factor({}, 0.5), std::nullopt);
  for (int n = 1; n < 200; ++n)
    for (const double level : {0.5, 0.8, 0.9, 0.95, 0.99})
      EXPECT_EQ(conformal_rank(n, level) > n, std::lround(1000.0 * (1.0 - level)) * (n + 1) < 1000)
          << n << " " << level;
}

TEST(ConformalFactor, GrowsWithTheLevel) {
  std::mt19937_64 random(13);
  std::exponential_distribution<double> number;
  for (int round = 0; round < 50; ++round) {
    std::vector<double> distances(static_cast<std::size_t>(1 + random() % 100));
    for (double& distance : distances) distance = number(random);
    double before = 0.0;
    for (double level = 0.01; level < 1.0; level += 0.01) {
      const double factor = conformal_factor(distances, level).value_or(std::numeric_limits<double>::infinity());
      EXPECT_GE(factor, before);
      before = factor;
    }
    EXPECT_GT(before, *std::min_element(distances.begin(), distances.end()) - 1e-12);
  }
}

/// A forecast somewhere on, at the ends of or beyond the scale of 0..27.
growth::Forecast any_forecast(std::mt19937_64& random) {
  std::uniform_real_distribution<double> score(-6.0, 33.0), sd(0.02, 4.0);
  growth::Forecast out;
  out.transformation = {growth::scales[random() % growth::scales.size()], 0.0, 27.0, 0.5};
  const auto h = [&](double y) { return out.transformation.forward(std::clamp(y, -0.4, 27.4)); };
  out.mean = out.transformation.scale == growth::Scale::points ? score(random) : h(score(random));
  out.sd_score = 0.25 * sd(random) * (h(15.0) - h(11.0));
  return out;
}

TEST(BandAround, HoldsAScoreExactlyWhereItsDistanceIsAtMostTheFactor) {
  std::mt19937_64 random(17);
  std::uniform_real_distribution<double> any(0.0, 4.0);
  int single = 0;
  for (int round = 0; round < 4000; ++round) {
    const growth::Forecast forecast = any_forecast(random);
    const auto distance = [&](double y) {
      return std::fabs(forecast.transformation.forward(y) - forecast.mean) / forecast.sd_score;
    };
    // The distance of one of the totals now and then: the band ends there and holds it.
    const double factor = round % 3 == 0 ? distance(static_cast<double>(random() % 28)) : any(random);
    const Interval band = band_around(phq9, forecast, factor);
    EXPECT_EQ(band.low, std::round(band.low));
    EXPECT_EQ(band.high, std::round(band.high));
    EXPECT_TRUE(0.0 <= band.low && band.low <= band.mean && band.mean <= band.high && band.high <= 27.0);
    bool empty = true;
    for (double total = 0.0; total <= 27.0; ++total) empty = empty && distance(total) > factor;
    single += empty;
    for (double total = 0.0; total <= 27.0; ++total) {
      const bool held = total >= band.low && total <= band.high;
      if (empty) {
        EXPECT_EQ(band.low, band.high);
        EXPECT_GE(distance(total), distance(band.low)) << "none is nearer";
      } else {
        EXPECT_EQ(held, distance(total) <= factor) << total;
      }
    }
  }
  EXPECT_GT(single, 50) << "no forecast fell between two totals or beyond the scale";
}

TEST(BandAround, OfAGreaterFactorHoldsThatOfASmallerOne) {
  std::mt19937_64 random(19);
  for (int round = 0; round < 300; ++round) {
    const growth::Forecast forecast = any_forecast(random);
    Interval before = band_around(phq9, forecast, 0.0);
    for (double factor = 0.05; factor < 5.0; factor += 0.05) {
      const Interval band = band_around(phq9, forecast, factor);
      EXPECT_TRUE(band.low <= before.low && band.high >= before.high);
      before = band;
    }
  }
}

TEST(BandAround, OfTotalsOnNoGridIsCutToTheScaleAlone) {
  Instrument mean_score = phq9;
  mean_score.total = TotalRule::mean;
  ASSERT_EQ(mean_score.step(), 0.0);
  growth::Forecast forecast;
  forecast.mean = 4.25;
  forecast.sd_score = 1.5;
  const Interval band = band_around(mean_score, forecast, 2.0);
  EXPECT_EQ(band.low, 1.25);
  EXPECT_EQ(band.high, 7.25);
  EXPECT_EQ(band_around(mean_score, forecast, 5.0).low, 0.0);
}

/// Any courses of the PHQ-9, at uneven times, now and then a prorated total between two possible ones.
support::Cohort any_totals(std::mt19937_64& random, int persons, std::size_t covariates) {
  return support::any_cohort(random, persons, 12, 1.0, covariates).with([&](support::Row& row) {
    row.score = std::clamp(random() % 5 == 0 ? std::round(row.score * 9.0 / 8.0 * 4.0) / 4.0 : std::round(row.score),
                           0.0, 27.0);
  });
}

TEST(BandDistances, AgreeWithEveryForecastMadeAnew) {
  std::mt19937_64 random(23);
  for (int round = 0; round < 60; ++round) {
    const support::AnyForm form = support::any_form(random);
    growth::GrowthModel g;
    g.design = form.design;
    g.design.transformation.lowest = 0.0;
    g.design.transformation.highest = 27.0;
    g.residual = form.residual;
    const Eigen::Index p = g.design.fixed_effects();
    g.beta = Eigen::VectorXd::Random(p);
    g.beta_covariance = 0.01 * Eigen::MatrixXd::Identity(p, p);
    g.theta = support::any_theta(random, g.design.random);
    g.sigma2 = 0.7;
    const support::Cohort cohort = any_totals(random, 25, 2);
    const BandOptions options{0.9, 8.0, 1.0, {0.0, 1.0, 2.5, 6.0}};
    const auto found = band_distances(g, phq9, cohort.panel(), options);
    ASSERT_TRUE(found.ok()) << found.error().detail;

    std::array<std::vector<double>, 4> all, last;
    for (std::size_t i = 0; i < 25; ++i)
      for (std::size_t k = 0; k < options.origins.size(); ++k) {
        const support::Rows& rows = cohort.persons()[i];
        const double until = options.origins[k] + 0.5;
        growth::Person person(g);
        const std::vector<double>* latest = nullptr;
        for (const support::Row& row : rows)
          if (row.time <= until) person.observe(row.time, row.score, *(latest = &row.covariates));
        const auto far = [&](double time, double score) {
          const auto forecast = person.forecast(time, *latest);
          double out = 0.0;
          for (const double total : {std::floor(score), std::ceil(score)})
            out = std::max(out, std::fabs(g.design.transformation.forward(total) - forecast.mean) / forecast.sd_score);
          return out;
        };
        double greatest = -1.0;
        if (latest)
          for (const support::Row& row : rows)
            if (row.time > until && row.time <= 8.5) greatest = std::max(greatest, far(row.time, row.score));
        if (greatest >= 0.0) {
          EXPECT_EQ((*found)[i].all[k], greatest);
          all[k].push_back(greatest);
        } else {
          EXPECT_TRUE(std::isnan((*found)[i].all[k]));
        }
        if (latest && rows.back().time > until) {
          EXPECT_EQ((*found)[i].last[k], far(8.0, rows.back().score));
          last[k].push_back((*found)[i].last[k]);
        } else {
          EXPECT_TRUE(std::isnan((*found)[i].last[k]));
        }
      }

    const BandCalibration bands = bands_of(*found, options, CalibrationMethod::cross);
    EXPECT_EQ(bands.method, CalibrationMethod::cross);
    for (std::size_t k = 0; k < options.origins.size(); ++k)
      for (const auto& [said, band] :
           {std::pair(&all[k], bands.origins[k].all), std::pair(&last[k], bands.origins[k].last)}) {
        std::sort(said->begin(), said->end());
        const auto rank = static_cast<std::size_t>(std::ceil(0.9 * static_cast<double>(said->size() + 1) - 1e-12));
        EXPECT_EQ(band.n, static_cast<int>(said->size()));
        EXPECT_EQ(band.factor.has_value(), rank <= said->size());
        if (band.factor) {
          EXPECT_EQ(*band.factor, (*said)[rank - 1]);
        }
      }
  }
}

TEST(BandDistances, OfAProratedScoreAreThoseAtWhichTheBandHoldsIt) {
  const ResponseModel model = support::response_model();
  std::mt19937_64 random(29);
  for (int round = 0; round < 500; ++round) {
    const double known = static_cast<double>(random() % 28), later = static_cast<double>(random() % 109) / 4.0;
    const support::Cohort one({{{0, known}, {5, later}}});
    const auto found = band_distances(model.growth, phq9, one.panel(), {0.9, 16.0, 1.0, {0.0}});
    ASSERT_TRUE(found.ok());
    growth::Person person(model.growth);
    person.observe(0, known);
    const auto forecast = person.forecast(5);
    const double distance = (*found)[0].all[0];
    const Interval at = band_around(phq9, forecast, distance);
    EXPECT_TRUE(later >= at.low && later <= at.high) << later;
    const Interval nearer = band_around(phq9, forecast, distance * (1.0 - 1e-9));
    EXPECT_TRUE(later < nearer.low || later > nearer.high || nearer.low == nearer.high) << later;
  }
}

TEST(BandDistances, OfAllScoresEndWithThePlannedEndAndTheLastScoreIsTheCoursesOwn) {
  const ResponseModel model = support::response_model();
  const BandOptions options{0.9, 12.0, 1.0, {3.0}};
  const support::Cohort within({{{0, 15}, {3, 12}, {12.5, 9}}}), longer({{{0, 15}, {3, 12}, {12.5, 9}, {14, 27}}}),
      after({{{0, 15}, {14, 27}}}), over({{{0, 15}, {3.5, 12}}});
  const auto at = [&](const support::Cohort& cohort) {
    return (*band_distances(model.growth, phq9, cohort.panel(), options))[0];
  };
  EXPECT_EQ(at(within).all[0], at(longer).all[0]);
  EXPECT_LT(at(within).last[0], at(longer).last[0]);
  EXPECT_TRUE(std::isnan(at(after).all[0]));
  EXPECT_FALSE(std::isnan(at(after).last[0]));
  EXPECT_TRUE(std::isnan(at(over).all[0]) && std::isnan(at(over).last[0])) << "half a cadence later is still known";
}

TEST(BandOptions, LookAheadFromEverySessionButTheLast) {
  const Plan plan{12, 16, 14, 3, 3};
  const BandOptions weeks = band_options(TimeUnit::week, plan, 0.8);
  EXPECT_EQ(weeks.level, 0.8);
  EXPECT_EQ(weeks.horizon, 32.0);
  EXPECT_EQ(weeks.cadence, 2.0);
  ASSERT_EQ(weeks.origins.size(), 16u);
  EXPECT_EQ(weeks.origins[0], 0.0);
  EXPECT_EQ(weeks.origins[15], 30.0);
  EXPECT_EQ(band_options(TimeUnit::session, plan, 0.8).cadence, 1.0);
}

TEST(CalibrateBands, RefusesWhatPromisesNothing) {
  const ResponseModel model = support::response_model();
  const support::Cohort cohort({{{0, 15}, {2, 14}}});
  const auto refused = [&](const BandOptions& options) {
    const auto result = calibrate_bands(model.growth, phq9, cohort.panel(), options);
    EXPECT_FALSE(result.ok());
    return result.ok() ? "" : result.error().detail;
  };
  EXPECT_EQ(refused({1.0, 16, 1, {0}}), "band level 1, it must lie between 0 and 1");
  EXPECT_EQ(refused({0.0, 16, 1, {0}}), "band level 0, it must lie between 0 and 1");
  EXPECT_EQ(refused({0.9, 16, 0, {0}}), "cadence 0, it must be above 0");
  EXPECT_EQ(refused({0.9, 16, 1, {0, 0}}), "bands from time 0, times must ascend and lie before the planned end, 16");
  EXPECT_EQ(refused({0.9, 16, 1, {16}}), "bands from time 16, times must ascend and lie before the planned end, 16");
  const support::Cohort backwards({{{0, 15}, {2, 14}, {1, 13}}}), off_scale({{{0, 15}, {1, 28}}});
  const BandOptions options{0.9, 16, 1, {0}};
  EXPECT_EQ(calibrate_bands(model.growth, phq9, backwards.panel(), options).error().detail,
            "row 3 has time 1, the row before it of the same person 2");
  EXPECT_EQ(calibrate_bands(model.growth, phq9, off_scale.panel(), options).error().code, Errc::response_range);
}

TEST(CalibrateBands, DoNotDependOnTheOrderOfPersons) {
  const ResponseModel model = support::response_model();
  std::mt19937_64 random(31);
  auto persons = any_totals(random, 60, 0).persons();
  const support::Cohort cohort(persons);
  std::shuffle(persons.begin(), persons.end(), random);
  const support::Cohort other(persons);
  const auto one = calibrate_bands(model.growth, phq9, cohort.panel(), some_origins(0.8));
  const auto two = calibrate_bands(model.growth, phq9, other.panel(), some_origins(0.8));
  for (std::size_t k = 0; k < 3; ++k) {
    EXPECT_EQ(one->origins[k].all.factor, two->origins[k].all.factor);
    EXPECT_EQ(one->origins[k].last.factor, two->origins[k].last.factor);
  }
  EXPECT_TRUE(one->origins[0].all.factor.has_value());
}

TEST(BandsAhead, AreOfTheFirstOriginThatTheCourseHasNotPassedAndEndWithThePlan) {
  ResponseModel model = support::response_model();
  EXPECT_FALSE(BandsAhead(model, phq9, 2.0).guarantee({}).has_value()) << "a model without bands";
  model.bands = BandCalibration{CalibrationMethod::split,
                                0.9,
                                16.0,
                                1.0,
                                {{1.0, {40, 2.5}, {41, 1.5}}, {2.0, {30, 2.0}, {31, 1.0}}, {3.0, {8, {}}, {12, 1.2}}}};
  growth::Forecast forecast;
  forecast.mean = 13.0;
  forecast.sd_score = 2.0;
  const auto half = [&](double now, double time) {
    const auto band = BandsAhead(model, phq9, now).of_score(forecast, time);
    return band ? band->high - 13.0 : -1.0;
  };
  EXPECT_EQ(half(0.0, 5.0), 5.0);
  EXPECT_EQ(half(1.5, 5.0), 5.0);
  EXPECT_EQ(half(1.6, 5.0), 4.0);
  EXPECT_EQ(half(2.0, 16.5), 4.0);
  EXPECT_EQ(half(2.0, 16.6), -1.0) << "after the planned end nothing is promised";
  EXPECT_EQ(half(3.0, 5.0), -1.0) << "8 persons do not have a ninth";
  EXPECT_EQ(half(4.0, 5.0), -1.0) << "no origin is as late";

  const BandsAhead ahead(model, phq9, 2.0);
  EXPECT_EQ(ahead.of_last_score(forecast)->low, 11.0);
  EXPECT_TRUE(ahead.is_for({}, 16.4));
  EXPECT_FALSE(ahead.is_for({12, 15}, 15.0)) << "the model's bands are for another planned end";
  EXPECT_FALSE(ahead.is_for({}, 16.6)) << "a course that will end later";

  const auto promised = ahead.guarantee(ahead.of_last_score(forecast));
  EXPECT_EQ(promised->kind, Guarantee::Kind::conformal);
  EXPECT_EQ(promised->n, 30);
  EXPECT_EQ(promised->n_last, 31);
  EXPECT_EQ(
      promised->statement,
      "Of the people who go on from here at least 90 % have all their scores up to session 16 inside the band, and "
      "as many their last score between 11 and 15, whatever the model's faults (conformal calibration on 30 people "
      "who went on from here and were not used to fit the model).");
  EXPECT_EQ(BandsAhead(model, phq9, 3.0).guarantee({})->statement,
            "No band for all scores to come is available: 8 people who went on from here are too few for 90 %.");
  model.bands->method = CalibrationMethod::cross;
  EXPECT_EQ(BandsAhead(model, phq9, 2.0).guarantee({})->kind, Guarantee::Kind::cross_conformal);
  EXPECT_EQ(BandsAhead(model, phq9, 2.0).guarantee({})->statement,
            "Of the people who go on from here at least 90 % have all their scores up to session 16 inside the band as "
            "cross-validation estimates it (30 people who went on from here, each forecast by a model fitted without "
            "their part of the people; not proved).");
}

}  // namespace
}  // namespace oncourse
