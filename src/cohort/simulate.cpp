// simulate.cpp: courses of people who do not exist.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/simulate.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "oncourse/base/number.hpp"
#include "oncourse/base/rounding.hpp"
#include "oncourse/course/change.hpp"

namespace oncourse {
namespace {

/// Fewer than so many persons who meet the limit at intake are too few to wait for.
constexpr double least_share_taken_in = 0.001;

Error refused(const Instrument& q, const char* before, const char* after) {
  std::string detail = before;
  detail += q.id;
  detail += after;
  return {Errc::bad_argument, std::move(detail)};
}

std::optional<Error> trouble_in(const Instrument& q, bool items) {
  const bool plain_sum = q.total == TotalRule::sum && q.items > 0 && q.ranges.empty() && q.points.empty() &&
                         q.weights.empty() && q.table.empty() && q.unscored.empty();
  if (items && !plain_sum)
    return refused(q, "only instruments that sum all their items can be simulated, not ",
                   ", of which totals alone can be asked for");
  if (q.step() > 0.0) return std::nullopt;
  return refused(q, "totals of ", " are not on a grid and cannot be simulated");
}

std::optional<Error> trouble_in_score(const Instrument& q, double score, const char* name) {
  if (std::isnan(score) || (score >= q.total_min && score <= q.total_max)) return std::nullopt;
  const std::string scale = " lie in " + text(q.total_min) + ".." + text(q.total_max);
  return refused(q, (std::string(name) + " is " + text(score) + ", totals of ").c_str(), scale.c_str());
}

/// Whether those who are taken in are worth waiting for.
bool too_few_taken_in(const Instrument& q, const SimulatedPopulation& population) {
  if (std::isnan(population.intake_limit)) return false;
  const double sd = std::hypot(population.level_sd, population.residual_sd);
  const double beyond = q.better() * (population.intake_limit - population.level) + q.step() / 2.0;  // that round to it
  return sd > 0.0 ? normal_cdf(beyond / sd) < least_share_taken_in : beyond <= 0.0;
}

int whole(double parameter) { return static_cast<int>(parameter); }

/// What makes a standard normal number one of Student's t, of the same variance.
double tail_stretch(int freedom, SimulationDraws& draw) {
  double chi_squared = 0.0;
  for (int k = 0; k < freedom; ++k) {
    const double normal = draw.normal();
    chi_squared += normal * normal;
  }
  return std::sqrt((freedom - 2) / chi_squared);
}

}  // namespace

std::vector<Answer> simulated_answers(const Instrument& q, double total, SimulationDraws& draw) {
  std::vector<Answer> keyed(static_cast<std::size_t>(q.items), static_cast<Answer>(q.item_min));
  std::vector<double> weight(keyed.size());
  for (std::size_t i = 0; i < keyed.size(); ++i) {
    weight[i] = 0.5 + draw.uniform();
    for (const RiskItem& risk : q.risk)
      if (risk.item == static_cast<int>(i) + 1) weight[i] *= 0.25;
  }
  for (long points = std::lround((total - q.total_min) / q.multiplier); points > 0; --points) {
    double room = 0.0;
    for (std::size_t i = 0; i < keyed.size(); ++i) room += keyed[i] < q.item_max ? weight[i] : 0.0;
    double left = draw.uniform() * room;
    std::size_t chosen = keyed.size();
    for (std::size_t i = 0; i < keyed.size() && left >= 0.0; ++i) {
      if (keyed[i] >= q.item_max) continue;
      chosen = i;
      left -= weight[i];
    }
    ++keyed[chosen];
  }
  for (std::size_t i = 0; i < keyed.size(); ++i)
    if (q.reversed.contains(static_cast<int>(i) + 1))
      keyed[i] = static_cast<Answer>(q.item_min + q.item_max - keyed[i]);
  return keyed;
}

Result<CourseSimulator> CourseSimulator::make(const Instrument& q, const SimulatedPopulation& population,
                                              const SimulationOptions& options) {
  if (auto trouble = trouble_in(population)) return *std::move(trouble);
  if (auto trouble = trouble_in(q, options.items)) return *std::move(trouble);
  if (options.until < 0)
    return Error{Errc::bad_argument, "until is " + text(options.until) + ", it must be at least 0"};
  if (auto trouble = trouble_in_score(q, population.intake_limit, "intake_limit")) return *std::move(trouble);
  if (auto trouble = trouble_in_score(q, population.good_enough_score, "good_enough_score")) return *std::move(trouble);
  if (too_few_taken_in(q, population))
    return Error{Errc::bad_argument,
                 "intake_limit is " + text(population.intake_limit) + ", at least one in 1,000 persons must meet it"};
  CourseSimulator out(q, population, options);
  if (population.dropout_good_enough > 0.0 && std::isnan(population.good_enough_score)) {
    out.good_enough_ = usual_cutoff(q.figures);
    if (!out.good_enough_)
      return Error{Errc::not_available, "good_enough_score must be given, the instrument has no one cut-off for it"};
  }
  out.deterioration_ = population.deterioration_points;
  if (population.dropout_deterioration > 0.0 && std::isnan(population.deterioration_points)) {
    const auto own = reliable_change(q);
    if (!own) return Error{own.error().code, "deterioration_points must be given: " + own.error().detail};
    out.deterioration_ = own->points;
    out.deterioration_inclusive_ = own->inclusive;
  }
  return out;
}

double CourseSimulator::total_of(double score) const {
  const double total = q_->total_min + q_->multiplier * std::round((score - q_->total_min) / q_->multiplier);
  return std::clamp(total, q_->total_min, q_->total_max);
}

/// Whether the person leaves before the next session, given the scores of those who read them.
std::optional<CourseEnd> CourseSimulator::leaves(double intake, double latest) {
  if (draw_.chance(population_.dropout_completely_at_random)) return CourseEnd::completely_at_random;
  if (population_.dropout_good_enough > 0.0) {
    const bool met = good_enough_ ? !in_clinical_range(*good_enough_, latest)
                                  : q_->better() * (latest - population_.good_enough_score) >= 0.0;
    if (met && draw_.chance(population_.dropout_good_enough)) return CourseEnd::good_enough;
  }
  if (population_.dropout_deterioration > 0.0) {
    const double worse = q_->better() * (intake - latest);
    const bool met = deterioration_inclusive_ ? at_least(worse, deterioration_, q_->total_max)
                                              : above(worse, deterioration_, q_->total_max);
    if (met && draw_.chance(population_.dropout_deterioration)) return CourseEnd::deterioration;
  }
  return std::nullopt;
}

SimulatedCourse CourseSimulator::next() {
  const SimulatedPopulation& p = population_;
  SimulatedCourse course{};
  double autoregression = 0.0;  // in its own standard deviations
  const auto residual = [&] {
    double out = p.residual_sd * autoregression;
    if (p.nugget != 0.0)
      out = p.residual_sd * (std::sqrt(1.0 - p.nugget) * autoregression + std::sqrt(p.nugget) * draw_.normal());
    return std::isnan(p.tail_freedom) ? out : out * tail_stretch(whole(p.tail_freedom), draw_);
  };
  double of_intake = 0.0;
  do {
    const double first = draw_.normal(), second = draw_.normal();
    course.level = p.level + p.level_sd * first;
    course.rate =
        p.rate + p.rate_sd * (p.correlation * first + std::sqrt(1.0 - p.correlation * p.correlation) * second);
    course.medication_from = draw_.chance(p.medicated) ? std::optional(draw_.whole(1, 8)) : std::nullopt;
    course.last_planned = draw_.whole(whole(p.last_session_least), whole(p.last_session_most));
    autoregression = draw_.normal();
    of_intake = residual();
  } while (q_->better() * (total_of(course.level + of_intake) - p.intake_limit) > 0.0);  // never where it is not given

  long day = 0;
  double intake = 0.0, latest = 0.0;
  course.end = course.last_planned <= options_.until ? CourseEnd::completed : CourseEnd::under_way;
  for (int number = 0; number <= course.last_planned; ++number) {
    if (number >= whole(p.dropout_from))
      if (const auto end = leaves(intake, latest)) {
        if (number <= options_.until) course.end = *end;
        break;
      }
    long days = 0;
    if (number > 0) days = whole(p.cadence_days) * (draw_.chance(p.gap) ? 3L : 1L);
    day += days;
    const bool on = course.medication_from && number >= *course.medication_from;
    const double time = p.time_per_session * number;
    const double expected = course.level + course.rate * (p.linear == 1.0 ? time : std::log1p(time)) +
                            p.curvature * time * time + (on ? p.medication_effect : 0.0);
    if (number > 0) {
      const double kept = std::pow(p.autocorrelation, static_cast<double>(days) / 7.0);
      autoregression = kept * autoregression + std::sqrt(1.0 - kept * kept) * draw_.normal();
    }
    SimulatedSession session{number, day, on, expected, {}, {}};
    session.total = total_of(expected + (number > 0 ? residual() : of_intake));
    if (options_.items) session.answers = simulated_answers(*q_, *session.total, draw_);
    if (number > 0 && number < course.last_planned && draw_.chance(p.missing)) {
      session.total.reset();
      session.answers.clear();
    }
    latest = session.total.value_or(latest);
    if (number == 0) intake = latest;
    if (number <= options_.until) course.sessions.push_back(std::move(session));
  }
  if (options_.last_intake_day > 0) course.intake_day = draw_.whole(0, options_.last_intake_day);
  return course;
}

}  // namespace oncourse
