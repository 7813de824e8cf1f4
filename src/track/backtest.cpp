// backtest.cpp: rules tried on persons they were not made for, fold by fold.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/backtest.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

#include "base/parallel.hpp"
#include "oncourse/change/confidence_interval.hpp"
#include "oncourse/growth/folds.hpp"
#include "oncourse/growth/panel_part.hpp"
#include "oncourse/track/calibration.hpp"
#include "track/accepted_scores.hpp"
#include "track/alarm_tally.hpp"

namespace oncourse {
namespace {

constexpr double no_alarm = std::numeric_limits<double>::quiet_NaN();

Error bad_argument(std::string detail) { return {Errc::bad_argument, std::move(detail)}; }

growth::Design plain(growth::Design design) {
  design.residuals = growth::ResidualCorrelation::independent;
  design.transformation = {};
  return design;
}

std::optional<Error> trouble_in(const BacktestOptions& options, const Instrument& instrument, std::size_t persons) {
  if (options.rules.empty()) return bad_argument("there is no rule to try");
  for (const BacktestRule& rule : options.rules)
    if (auto trouble = oncourse::trouble_in(rule)) return trouble;
  if (auto trouble = oncourse::trouble_in(options.plan)) return trouble;
  if (auto trouble = oncourse::trouble_in(options.target, instrument)) return trouble;
  if (!(options.share > 0.0 && options.share < 1.0))
    return bad_argument("share " + text(options.share) + " of persons held out, it must lie between 0 and 1");
  if (options.inner_folds < 2) return bad_argument(text(options.inner_folds) + " inner folds, at least 2 are needed");
  if (options.folds < 2) return bad_argument(text(options.folds) + " folds, at least 2 are needed");
  if (options.repetitions < 1) return bad_argument(text(options.repetitions) + " repetitions, at least 1 is needed");
  if (options.least_scores < 2)
    return bad_argument("least scores " + text(options.least_scores) + ", a course needs 2");
  if (options.intake && !std::isfinite(*options.intake)) return bad_argument("intake is not a finite number");
  if (!options.strata.empty() && options.strata.size() != persons)
    return bad_argument(text(options.strata.size()) + " strata of " + text(persons) + " persons");
  for (const int stratum : options.strata)
    if (stratum < 0 || static_cast<std::size_t>(stratum) >= options.strata_names.size())
      return bad_argument("stratum " + text(stratum) + ", there are " + text(options.strata_names.size()));
  for (const int session : options.sessions)
    if (session < 1 || session > options.plan.window_last)
      return bad_argument("session " + text(session) + ", it must lie in 1.." + text(options.plan.window_last));
  return trouble_in_level(options.confidence);
}

/// What is read of a course once, for all trials that differ in their limits alone.
struct Reading {
  MonitoringRule rule;
  bool plain_model;
  MonitoringFrame frame;

  [[nodiscard]] bool is_of(const BacktestRule& other) const {
    return rule == other.rule && plain_model == other.plain_model;
  }
};

/// One of the rules with what stays the same in all folds.
struct Trial {
  BacktestRule rule;
  std::size_t reading;
  SpendingPlan spending;
};

/// What one rule says of one course.
struct CourseSignals {
  std::vector<double> all;
  std::vector<double> at;  ///< the latest at each of the sessions looked at; NaN where the course has none, or its end
};

class Backtester {
 public:
  Backtester(const growth::Panel& persons, std::vector<TargetLine> lines, std::vector<int> strata,
             const Instrument& instrument, const BacktestOptions& options, std::span<const MonitoringFrame> frames)
      : persons_(persons),
        lines_(std::move(lines)),
        strata_(std::move(strata)),
        instrument_(instrument),
        options_(options) {
    const Monitoring monitoring = default_monitoring(options.time_unit, options.plan);
    monitored_ = monitored_sessions(options.time_unit, options.plan, monitoring);
    for (const int session : monitored_)
      monitored_times_.push_back(planned_time(options.time_unit, options.plan, session));
    for (const int session : options.sessions)
      looked_at_.push_back(planned_time(options.time_unit, options.plan, session));
    for (const BacktestRule& rule : options.rules) {
      const auto same =
          std::find_if(readings_.begin(), readings_.end(), [&](const Reading& known) { return known.is_of(rule); });
      trials_.push_back({rule, static_cast<std::size_t>(same - readings_.begin()),
                         spending_plan(rule.spending, monitoring, monitored_times_)});
      if (same == readings_.end()) readings_.push_back({rule.rule, rule.plain_model, frames[trials_.size() - 1]});
      tallies_.emplace_back(looked_at_, options.strata_names.size());
    }
  }

  std::optional<Error> repeat(int repetition) {
    const std::uint64_t seed = options_.seed + static_cast<std::uint64_t>(repetition);
    const std::vector<int> fold_of = growth::folds_of(persons_.persons(), options_.folds, seed);
    for (int fold = 0; fold < options_.folds; ++fold) {
      if (auto trouble = judge(fold, fold_of, seed))
        return Error{trouble->code, "repetition " + text(repetition + 1) + ", fold " + text(fold + 1) + ": " +
                                        std::move(trouble->detail)};
      ++done_;
      const auto all = static_cast<std::size_t>(options_.folds) * static_cast<std::size_t>(options_.repetitions);
      if (options_.progress && !options_.progress(done_, all))
        return bad_argument("the backtest was ended after " + text(done_) + " of " + text(all) + " folds");
    }
    for (AlarmTally& tally : tallies_) tally.end_repetition();
    return std::nullopt;
  }

  [[nodiscard]] const std::vector<int>& monitored() const { return monitored_; }
  [[nodiscard]] std::vector<BacktestedRule> results() const {
    std::vector<BacktestedRule> out;
    for (std::size_t r = 0; r < trials_.size(); ++r) {
      BacktestedRule of;
      of.rule = trials_[r].rule;
      of.performance = tallies_[r].performance(options_.confidence);
      for (std::size_t s = 0; s < options_.strata_names.size(); ++s)
        of.by_stratum.push_back(tallies_[r].performance(options_.confidence, s));
      of.flags_by_session = tallies_[r].flags_by(monitored_times_);
      of.at = tallies_[r].at_sessions(options_.sessions);
      if (of.rule.rule.kind == MonitoringRule::Kind::posterior_probability)
        of.reliability = tallies_[r].reliability();
      else
        for (SignalsAtSession& at : of.at) at.brier_score.reset();
      out.push_back(std::move(of));
    }
    return out;
  }

 private:
  [[nodiscard]] MonitoredCourse course(std::size_t person) const {
    const std::size_t begin = persons_.offsets[person], count = persons_.offsets[person + 1] - begin;
    return {persons_.time.subspan(begin, count), persons_.score.subspan(begin, count), persons_.covariates, begin,
            lines_[person]};
  }

  [[nodiscard]] Result<CourseSignals> read(const Reading& reading, const growth::GrowthModel& model,
                                           const MonitoredCourse& course) const {
    auto found = signals(reading.rule, model, instrument_, reading.frame, course);
    if (!found) return found.error();
    CourseSignals out{*std::move(found), std::vector<double>(looked_at_.size(), no_signal)};
    for (std::size_t k = 0; k < looked_at_.size(); ++k) {
      const auto after = static_cast<std::size_t>(
          std::upper_bound(course.times.begin(), course.times.end(), looked_at_[k]) - course.times.begin());
      if (after > 1 && after < course.times.size()) out.at[k] = out.all[after - 1];
    }
    return out;
  }

  /// Of each reading and each of these persons, in order.
  [[nodiscard]] Result<std::vector<std::vector<CourseSignals>>> read(std::span<const std::size_t> persons,
                                                                     const growth::GrowthModel& model,
                                                                     const growth::GrowthModel& plain_model) const {
    std::vector<std::vector<CourseSignals>> out(readings_.size(), std::vector<CourseSignals>(persons.size()));
    constexpr std::size_t at_once = 256;
    const std::size_t parts = (persons.size() + at_once - 1) / at_once;
    std::vector<std::optional<Error>> troubles(parts);
    on_threads(parts, options_.threads, [&](std::size_t part) {
      for (std::size_t i = part * at_once; i < std::min((part + 1) * at_once, persons.size()); ++i)
        for (std::size_t r = 0; r < readings_.size() && !troubles[part]; ++r) {
          auto found = read(readings_[r], readings_[r].plain_model ? plain_model : model, course(persons[i]));
          if (found)
            out[r][i] = *std::move(found);
          else
            troubles[part] = found.error();
        }
    });
    for (const auto& trouble : troubles)
      if (trouble) return *trouble;
    return out;
  }

  /// The cut of the signals at a session that tells courses that missed best from those that reached: halfway to the
  /// next signal.
  [[nodiscard]] double best_cut(std::span<const std::size_t> persons, const std::vector<CourseSignals>& read,
                                std::size_t session) const {
    std::vector<std::pair<double, bool>> courses;  // signal, missed
    double missed = 0.0, reached = 0.0;
    for (std::size_t i = 0; i < persons.size(); ++i) {
      const double signal = read[i].at[session];
      if (std::isnan(signal)) continue;
      const bool miss = !course(persons[i]).reached();
      courses.emplace_back(signal, miss);
      (miss ? missed : reached) += 1.0;
    }
    if (missed == 0.0 || reached == 0.0) return no_signal;
    std::sort(courses.begin(), courses.end());
    double best = -1.0, cut = no_signal, missed_above = missed, reached_above = reached;
    for (std::size_t i = 0; i + 1 < courses.size(); ++i) {
      (courses[i].second ? missed_above : reached_above) -= 1.0;
      if (courses[i].first == courses[i + 1].first) continue;
      const double accuracy = missed_above / missed + 1.0 - reached_above / reached;
      if (accuracy > best) {
        best = accuracy;
        cut = 0.5 * (courses[i].first + courses[i + 1].first);
      }
    }
    return cut;
  }

  /// A fit of the design to some persons, and of the plain one where a rule asks for it.
  struct Models {
    growth::GrowthModel asked, plain;
  };
  [[nodiscard]] Result<Models> fitted_to(std::span<const std::size_t> persons) const {
    std::vector<bool> kept(persons_.persons(), false);
    for (const std::size_t person : persons) kept[person] = true;
    const growth::PanelPart part(persons_, kept);
    const growth::FitOptions fitting{options_.likelihood, {}, options_.threads};
    auto asked = growth::fit(part.panel(), options_.design, fitting);
    if (!asked) return asked.error();
    auto other = asked;
    if (std::any_of(readings_.begin(), readings_.end(), [](const Reading& of) { return of.plain_model; }))
      other = growth::fit(part.panel(), plain(options_.design), fitting);
    if (!other) return other.error();
    return Models{*std::move(asked), *std::move(other)};
  }

  [[nodiscard]] bool any(BacktestRule::Limits limits) const {
    return std::any_of(trials_.begin(), trials_.end(), [&](const Trial& t) { return t.rule.limits == limits; });
  }

  std::optional<Error> judge(int fold, const std::vector<int>& fold_of, std::uint64_t seed) {
    std::vector<std::size_t> others, judged;
    for (std::size_t i = 0; i < persons_.persons(); ++i) (fold_of[i] == fold ? judged : others).push_back(i);
    if (any(BacktestRule::Limits::calibrated))
      if (auto trouble = judge_by_split(others, judged, seed)) return trouble;
    if (any(BacktestRule::Limits::published) || any(BacktestRule::Limits::cross_calibrated))
      if (auto trouble = judge_by_all(others, judged, seed)) return trouble;
    return std::nullopt;
  }

  /// By a model of a part of the others, with limits found on the rest of them.
  std::optional<Error> judge_by_split(std::span<const std::size_t> others, std::span<const std::size_t> judged,
                                      std::uint64_t seed) {
    const std::vector<bool> held_out = calibration_part(others.size(), options_.share, inner_seed(seed));
    std::vector<std::size_t> fitted, for_limits;
    for (std::size_t i = 0; i < others.size(); ++i) (held_out[i] ? for_limits : fitted).push_back(others[i]);
    const auto models = fitted_to(fitted);
    if (!models) return models.error();
    const auto known = read(for_limits, models->asked, models->plain);
    if (!known) return known.error();
    return judge_by(*models, for_limits, *known, judged,
                    [](BacktestRule::Limits limits) { return limits == BacktestRule::Limits::calibrated; });
  }

  /// By a model of all others, with limits found on each of them by a model of those in other parts.
  std::optional<Error> judge_by_all(std::span<const std::size_t> others, std::span<const std::size_t> judged,
                                    std::uint64_t seed) {
    const auto models = fitted_to(others);
    if (!models) return models.error();
    auto known = read(others, models->asked, models->plain);
    if (!known) return known.error();
    if (any(BacktestRule::Limits::cross_calibrated)) {
      const int parts = std::min(options_.inner_folds, static_cast<int>(others.size()));
      const std::vector<int> part_of = growth::folds_of(others.size(), parts, inner_seed(seed));
      for (int part = 0; part < parts; ++part) {
        std::vector<std::size_t> fitted, places, left_out;
        for (std::size_t i = 0; i < others.size(); ++i)
          if (part_of[i] != part) {
            fitted.push_back(others[i]);
          } else {
            places.push_back(i);
            left_out.push_back(others[i]);
          }
        const auto without = fitted_to(fitted);
        if (!without) return without.error();
        auto found = read(left_out, without->asked, without->plain);
        if (!found) return found.error();
        for (std::size_t r = 0; r < readings_.size(); ++r)
          for (std::size_t i = 0; i < places.size(); ++i) (*known)[r][places[i]] = std::move((*found)[r][i]);
      }
    }
    return judge_by(*models, others, *known, judged,
                    [](BacktestRule::Limits limits) { return limits != BacktestRule::Limits::calibrated; });
  }

  template <class Chosen>
  std::optional<Error> judge_by(const Models& models, std::span<const std::size_t> for_limits,
                                const std::vector<std::vector<CourseSignals>>& known,
                                std::span<const std::size_t> judged, const Chosen& chosen) {
    const auto unknown = read(judged, models.asked, models.plain);
    if (!unknown) return unknown.error();
    for (std::size_t r = 0; r < trials_.size(); ++r) {
      const std::size_t from = trials_[r].reading;
      if (!chosen(trials_[r].rule.limits)) continue;
      if (auto trouble = tally(trials_[r], tallies_[r], for_limits, known[from], judged, (*unknown)[from]))
        return trouble;
    }
    return std::nullopt;
  }

  /// Of who is in which part of the others, apart from that of who is in which fold.
  static std::uint64_t inner_seed(std::uint64_t seed) { return seed * 1009 + 7; }

  std::optional<Error> tally(const Trial& trial, AlarmTally& tally, std::span<const std::size_t> for_limits,
                             const std::vector<CourseSignals>& known, std::span<const std::size_t> judged,
                             const std::vector<CourseSignals>& unknown) const {
    const MonitoringFrame& frame = readings_[trial.reading].frame;
    std::vector<AlarmStage> stages;
    if (trial.rule.limits != BacktestRule::Limits::published) {
      std::vector<std::vector<double>> greatest;
      for (std::size_t i = 0; i < for_limits.size(); ++i)
        if (const MonitoredCourse of = course(for_limits[i]); of.reached())
          greatest.push_back(greatest_signals(trial.rule.rule, frame, of, known[i].all, trial.spending.until));
      if (auto trouble = trouble_in_calibration(greatest.size(), for_limits.size(), trial.rule.alpha)) return trouble;
      stages = conformal_stages(greatest, trial.spending, trial.rule.alpha);
    }
    std::vector<double> cuts;
    for (std::size_t k = 0; k < looked_at_.size(); ++k) cuts.push_back(best_cut(for_limits, known, k));
    for (std::size_t i = 0; i < judged.size(); ++i) {
      const MonitoredCourse of = course(judged[i]);
      double alarm = no_alarm;
      if (stages.empty()) {
        const auto limit = published_limit(trial.rule.rule, instrument_, trial.rule.alpha, unknown[i].all.front());
        if (!limit) return limit.error();
        alarm = first_alarm(trial.rule.rule, frame, of, unknown[i].all, [&](double) { return *limit; });
      } else {
        alarm = first_alarm(trial.rule.rule, frame, of, unknown[i].all,
                            [&](double time) { return limit_at(stages, time); });
      }
      tally.add({of.reached(), alarm, of.times.back(), unknown[i].at, cuts},
                strata_.empty() ? std::nullopt : std::optional(static_cast<std::size_t>(strata_[judged[i]])));
    }
    return std::nullopt;
  }

  /// The time of the first signal that counts and lies beyond its limit; NaN without one. At the last score an alarm
  /// comes too late: it would but read the end.
  template <class LimitAt>
  static double first_alarm(const MonitoringRule& rule, const MonitoringFrame& frame, const MonitoredCourse& course,
                            std::span<const double> found, const LimitAt& limit_at) {
    for (std::size_t i = 0; i + 1 < found.size(); ++i)
      if (counts(rule, frame, course, found, i) && limit_at(course.times[i]).alarms(found[i])) return course.times[i];
    return no_alarm;
  }

  const growth::Panel& persons_;
  std::vector<TargetLine> lines_;
  std::vector<int> strata_;
  const Instrument& instrument_;
  const BacktestOptions& options_;
  std::vector<double> looked_at_;  ///< model times
  std::vector<int> monitored_;     ///< sessions, and their model times
  std::vector<double> monitored_times_;
  std::vector<Reading> readings_;
  std::vector<Trial> trials_;
  std::vector<AlarmTally> tallies_;  ///< of each trial
  std::size_t done_ = 0;
};

}  // namespace

void set_strata(BacktestOptions& options, std::span<const std::string> labels) {
  options.strata.clear();
  options.strata_names.clear();
  std::unordered_map<std::string, int> numbers;
  for (const std::string& label : labels) {
    const std::string shown = label.empty() ? "not stated" : label;
    const auto [stratum, is_new] = numbers.emplace(shown, static_cast<int>(options.strata_names.size()));
    if (is_new) options.strata_names.push_back(shown);
    options.strata.push_back(stratum->second);
  }
}

Result<Backtest> backtest(const growth::Panel& panel, const Instrument& instrument, const BacktestOptions& options) {
  if (auto trouble = trouble_in(options, instrument, panel.persons())) return *trouble;
  if (auto trouble = growth::trouble_in(panel, options.design)) return *trouble;
  if (auto trouble = growth::trouble_in_order(panel)) return *trouble;
  if (auto trouble = trouble_in_range(options.design.transformation, instrument)) return *trouble;
  if (auto trouble = trouble_in_scores(panel, instrument)) return *trouble;
  std::vector<MonitoringFrame> frames;  // of each rule
  for (const BacktestRule& rule : options.rules) {
    const auto frame = monitoring_frame(options.time_unit, options.plan, instrument, options.target, rule.rule);
    if (!frame) return frame.error();
    frames.push_back(*frame);
  }
  const Monitoring monitoring = default_monitoring(options.time_unit, options.plan);
  std::vector<bool> kept(panel.persons(), false);
  std::vector<TargetLine> lines;
  std::vector<int> strata;
  Backtest out;
  for (std::size_t i = 0; i < panel.persons(); ++i) {
    const std::size_t begin = panel.offsets[i], count = panel.offsets[i + 1] - begin;
    const auto times = panel.time.subspan(begin, count), scores = panel.score.subspan(begin, count);
    auto line = telling_line(options.target, monitoring, instrument, times, scores, options.least_scores);
    if (!line) return line.error();
    if (!*line || (options.intake && instrument.better() * (scores[0] - *options.intake) > 0.0)) continue;
    kept[i] = true;
    out.reached += (*line)->met(scores.back()) ? 1U : 0U;
    lines.push_back(**std::move(line));
    if (!options.strata.empty()) strata.push_back(options.strata[i]);
  }
  out.persons = lines.size();
  out.left_out = panel.persons() - out.persons;
  if (static_cast<std::size_t>(options.folds) > out.persons)
    return bad_argument(text(options.folds) + " folds of " + text(out.persons) + " persons");
  const growth::PanelPart part(panel, kept);
  const growth::Panel persons = part.panel();
  Backtester tested(persons, std::move(lines), std::move(strata), instrument, options, frames);
  for (int repetition = 0; repetition < options.repetitions; ++repetition)
    if (auto trouble = tested.repeat(repetition)) return *trouble;
  out.monitored = tested.monitored();
  out.rules = tested.results();
  return out;
}

}  // namespace oncourse
