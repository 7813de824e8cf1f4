// calibration.cpp: limits of alarms, found on courses.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/calibration.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <set>

namespace oncourse {
namespace {

Error cannot_calibrate(std::string detail) { return {Errc::bad_argument, std::move(detail)}; }

/// Ends between bands, as bands.
std::vector<IntakeBand> bands_between(std::span<const double> limits) {
  std::vector<IntakeBand> out(1);
  for (const double limit : limits) {
    out.back().below = limit;
    out.push_back({limit, std::numeric_limits<double>::infinity()});
  }
  return out;
}

/// The calibration of one group, or who is missing from it.
Result<Calibration> calibration_of(std::span<const CalibrationCourse* const> courses,
                                   const CalibrationQuestion& question, const AlarmPlan& alarms,
                                   const CalibrationGroup& group, CalibrationMethod method) {
  std::vector<std::vector<double>> reached;
  for (const CalibrationCourse* course : courses)
    if (course->reached) reached.push_back(course->greatest);
  if (auto trouble = trouble_in_calibration(reached.size(), courses.size(), alarms.alpha)) {
    const std::string whom = text_of(group);
    return Error{trouble->code, (whom.empty() ? "" : whom + ": ") + trouble->detail};
  }
  Calibration out;
  out.rule = question.rule;
  out.target = question.frame.target;
  out.group = group;
  out.horizon = question.frame.horizon;
  out.cadence = question.cadence;
  out.monitoring = question.frame.monitoring;
  out.alpha = alarms.alpha;
  out.spending = alarms.spending;
  out.stages = conformal_stages(reached, question.spending, alarms.alpha);
  out.method = method;
  out.n_reached = static_cast<int>(reached.size());
  out.n_persons = static_cast<int>(courses.size());
  for (const CalibrationCourse* course : courses) {
    bool beyond = false;
    for (std::size_t stage = 0; stage < out.stages.size(); ++stage)
      beyond = beyond || course->greatest[stage] > out.stages[stage].limit;
    out.flagged_missed += beyond && !course->reached ? 1 : 0;
  }
  return out;
}

}  // namespace

int Calibration::cut_off() const {
  int out = 0;
  for (const AlarmStage& stage : stages) out += stage.cut_off;
  return out;
}

std::string text_of(const CalibrationGroup& group) {
  std::string out = group.label;
  if (group.intake.holds_everybody()) return out;
  if (!out.empty()) out += ", ";
  const auto [from, below] = group.intake;
  if (!std::isfinite(from)) return out + "intake below " + text(below);
  if (!std::isfinite(below)) return out + "intake of " + text(from) + " and more";
  return out + "intake of " + text(from) + " to below " + text(below);
}

Result<std::vector<CalibrationQuestion>> questions_of(const AlarmPlan& alarms, const Instrument& instrument,
                                                      TimeUnit unit) {
  if (auto trouble = trouble_in(alarms.plan)) return *trouble;
  if (!(alarms.alpha > 0.0 && alarms.alpha <= 0.5))
    return cannot_calibrate("alpha " + text(alarms.alpha) + ", it must lie above 0 and not above 0.5");
  if (alarms.rules.empty()) return cannot_calibrate("there is no rule to calibrate");
  for (std::size_t i = 0; i < alarms.rules.size(); ++i) {
    if (auto trouble = trouble_in(alarms.rules[i])) return *trouble;
    for (std::size_t j = 0; j < i; ++j)
      if (alarms.rules[i].reads_as(alarms.rules[j]))
        return cannot_calibrate("the rule " + std::string(name(alarms.rules[i].kind)) + " is there twice");
  }
  for (std::size_t i = 0; i < alarms.intake_limits.size(); ++i)
    if (!std::isfinite(alarms.intake_limits[i]) || (i > 0 && !(alarms.intake_limits[i] > alarms.intake_limits[i - 1])))
      return cannot_calibrate("intake limit " + text(alarms.intake_limits[i]) + ", they must be finite and ascend");
  if (alarms.least_scores < 2)
    return cannot_calibrate("least scores " + text(alarms.least_scores) + ", a course needs 2");
  const Target target = alarms.target.value_or(default_target(instrument));
  if (auto trouble = trouble_in(target, instrument)) return *trouble;

  std::vector<CalibrationQuestion> out;
  const auto ask = [&](const Target& of, const MonitoringRule& rule, bool may_be_passed_over) -> std::optional<Error> {
    const auto frame = monitoring_frame(unit, alarms.plan, instrument, of, rule);
    if (!frame) return frame.error();
    std::vector<double> times;
    for (const int session : monitored_sessions(unit, alarms.plan, frame->monitoring))
      times.push_back(planned_time(unit, alarms.plan, session));
    out.push_back({rule, *frame, spending_plan(alarms.spending, frame->monitoring, times),
                   planned_time(unit, alarms.plan, 1), may_be_passed_over});
    return std::nullopt;
  };
  for (const MonitoringRule& rule : alarms.rules)
    if (auto trouble = ask(target, rule, false)) return *trouble;
  constexpr Target other = {Target::Kind::no_deterioration, 0.0};
  if (alarms.deterioration && target != other && reliable_change(instrument))
    if (auto trouble = ask(other, {}, true)) return *trouble;
  return out;
}

std::optional<Error> trouble_in_calibration(std::size_t reached, std::size_t persons, double alpha) {
  if (alpha * static_cast<double>(reached + 1) >= 1.0) return std::nullopt;
  return Error{Errc::not_enough_sessions,
               text(reached) + " of " + text(persons) + " calibration persons reached the target, at least " +
                   text(std::ceil(1.0 / alpha) - 1.0) + " are needed for alpha " + text(alpha)};
}

Result<std::vector<CalibrationCourse>> calibration_courses(const growth::GrowthModel& model,
                                                           const Instrument& instrument, const growth::Panel& persons,
                                                           const CalibrationQuestion& question, int least_scores) {
  if (auto trouble = growth::trouble_in(persons, model.design)) return *trouble;
  if (auto trouble = growth::trouble_in_order(persons)) return *trouble;
  std::vector<CalibrationCourse> courses;
  for (std::size_t i = 0; i < persons.persons(); ++i) {
    const std::size_t begin = persons.offsets[i], count = persons.offsets[i + 1] - begin;
    const auto times = persons.time.subspan(begin, count), scores = persons.score.subspan(begin, count);
    auto line = telling_line(question.frame.target, question.frame.monitoring, instrument, times, scores,
                             std::max(2, least_scores));
    if (!line) return line.error();
    if (!*line) continue;
    const MonitoredCourse course{times, scores, persons.covariates, begin, **std::move(line)};
    const auto found = signals(question.rule, model, instrument, question.frame, course);
    if (!found) return Error{found.error().code, "a calibration person: " + found.error().detail};
    courses.push_back({i, scores[0], course.reached(),
                       greatest_signals(question.rule, question.frame, course, *found, question.spending.until)});
  }
  return courses;
}

Result<std::vector<Calibration>> calibrations_of(std::span<const CalibrationCourse> courses,
                                                 const CalibrationQuestion& question, const AlarmPlan& alarms,
                                                 std::span<const std::string> labels, CalibrationMethod method) {
  std::set<std::string> groups = {""};
  for (std::size_t person = 0; person < labels.size(); ++person) {
    if (labels[person].empty()) return cannot_calibrate("person " + text(person + 1) + " has no group");
    groups.insert(labels[person]);
  }
  std::vector<Calibration> out;
  for (const std::string& label : groups)
    for (const IntakeBand& band : bands_between(alarms.intake_limits)) {
      std::vector<const CalibrationCourse*> members;
      for (const CalibrationCourse& course : courses)
        if (band.holds(course.intake) && (label.empty() || labels[course.person] == label)) members.push_back(&course);
      auto found = calibration_of(members, question, alarms, {label, band}, method);
      if (!found && question.may_be_passed_over) continue;
      if (!found)
        return Error{found.error().code, std::string(name(question.frame.target.kind)) + " by " +
                                             std::string(name(question.rule.kind)) + ": " + found.error().detail};
      out.push_back(*std::move(found));
    }
  return out;
}

Result<std::vector<Calibration>> calibrate(const growth::GrowthModel& model, TimeUnit unit,
                                           const Instrument& instrument, const growth::Panel& persons,
                                           const AlarmPlan& alarms, std::span<const std::string> labels) {
  const auto questions = questions_of(alarms, instrument, unit);
  if (!questions) return questions.error();
  std::vector<Calibration> out;
  for (const CalibrationQuestion& question : *questions) {
    const auto courses = calibration_courses(model, instrument, persons, question, alarms.least_scores);
    if (!courses) return courses.error();
    const auto found = calibrations_of(*courses, question, alarms, labels, CalibrationMethod::split);
    if (!found) return found.error();
    out.insert(out.end(), found->begin(), found->end());
  }
  return out;
}

std::vector<bool> calibration_part(std::size_t persons, double share, std::uint64_t seed) {
  std::vector<std::size_t> order(persons);
  for (std::size_t i = 0; i < persons; ++i) order[i] = i;
  std::mt19937_64 engine(seed);
  for (std::size_t i = persons; i > 1; --i) std::swap(order[i - 1], order[engine() % i]);
  std::vector<bool> kept(persons, false);
  const auto count = static_cast<std::size_t>(std::lround(share * static_cast<double>(persons)));
  for (std::size_t i = 0; i < std::min(count, persons); ++i) kept[order[i]] = true;
  return kept;
}

}  // namespace oncourse
