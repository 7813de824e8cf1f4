// service_course.cpp: first and last score, alarms and the window, of one course.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/service_course.hpp"

#include <algorithm>

#include "oncourse/track/target_probability.hpp"
#include "track/judging.hpp"
#include "track/session_forecast.hpp"

namespace oncourse {
namespace {

/// The scores of one course, and what the model is told with each.
struct ServiceScores {
  std::vector<Observation> observations;
  std::vector<double> times, scores;
  std::vector<std::vector<double>> covariates;
};

Result<ServiceScores> scores_of(const Course& course, const Instrument& q, const ResponseModel* model) {
  ServiceScores out;
  out.observations = course.observations(q);
  for (const Observation& o : out.observations) {
    out.times.push_back(
        model_time(model ? model->time_unit : TimeUnit::session, o.session, static_cast<double>(o.day)));
    out.scores.push_back(o.administration->score.total);
    std::vector<double>& values = out.covariates.emplace_back();
    if (!model) continue;
    for (const growth::Covariate& covariate : model->growth.design.covariates) {
      const auto value = course.covariate(covariate.name, o.day);
      if (!value) return value.error();
      values.push_back(*value);
    }
  }
  return out;
}

bool model_takes(const ResponseModel& model, const ServiceScores& of) {
  const std::size_t whole_course[] = {0, of.scores.size()};
  return !growth::refused_row({whole_course, of.times, of.scores}, model.growth.design);
}

/// The line on the scale that an outcome of first and last score is, and whether it lies on its better side.
struct OutcomeLine {
  Result<TargetLine> line;
  bool met_beyond = true;
};

OutcomeLine line_of(ServiceOutcome outcome, const ServiceRules& rules, const Instrument& q, double first) {
  switch (outcome) {
    case ServiceOutcome::response: return {line_for({Target::Kind::percent, rules.response.percent}, q, first)};
    case ServiceOutcome::remission: {
      const bool inclusive = !in_clinical_range(*rules.remission, rules.remission->value);
      return {target_line(q, rules.remission->value, inclusive, {})};
    }
    case ServiceOutcome::recovery: return {line_for({Target::Kind::cutoff, 0.0}, q, first)};
    case ServiceOutcome::reliable_recovery: return {line_for({Target::Kind::recovery, 0.0}, q, first)};
    case ServiceOutcome::reliable_improvement: return {line_for({Target::Kind::reliable_improvement, 0.0}, q, first)};
    default: return {line_for({Target::Kind::no_deterioration, 0.0}, q, first), false};
  }
}

/// Of people with this first score; not finite where the forecast is not.
double expected_of(const OutcomeLine& of, const growth::Person& like_this_one, double time,
                   std::span<const double> covariates) {
  if (!of.line) return 0.0;
  const double p = target_probability(like_this_one, *of.line, time, covariates);
  return of.met_beyond ? p : 1.0 - p;
}

/// Whether an outcome of first and last score is met; absent where it is not asked.
std::optional<bool> met(ServiceOutcome outcome, const ServiceRules& rules, const Instrument& q, double first,
                        double last) {
  const auto change = rules.change ? rules.change->classify(first, last) : std::nullopt;
  const auto is = [&](ChangeClass a, ChangeClass b) { return std::optional(change == a || change == b); };
  switch (outcome) {
    case ServiceOutcome::response: {
      const auto line = ImprovementLine::from(first, q.direction, rules.response);
      return line ? std::optional(line->met(last)) : std::nullopt;
    }
    case ServiceOutcome::remission:
      if (!rules.remission || !in_clinical_range(*rules.remission, first)) return std::nullopt;
      return !in_clinical_range(*rules.remission, last);
    case ServiceOutcome::recovery:
      if (!rules.clinical || !in_clinical_range(*rules.clinical, first)) return std::nullopt;
      return !in_clinical_range(*rules.clinical, last);
    case ServiceOutcome::reliable_recovery:
      if (!change || !rules.clinical || !in_clinical_range(*rules.clinical, first)) return std::nullopt;
      return change == ChangeClass::recovered;
    case ServiceOutcome::reliable_improvement:
      return change ? is(ChangeClass::recovered, ChangeClass::improved) : std::nullopt;
    case ServiceOutcome::reliable_deterioration:
      return change ? is(ChangeClass::deteriorated, ChangeClass::harmed) : std::nullopt;
    case ServiceOutcome::off_track:
    case ServiceOutcome::inside_window: return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Error> trouble_in_alarms(const ResponseModel* model, const Instrument& q, const AssessOptions& options) {
  if (model && !model->instrument.empty() && model->instrument != q.id)
    return Error{Errc::bad_argument,
                 "the model is for " + model->instrument + ", the courses are judged by " + std::string(q.id)};
  if (!(options.alpha > 0.0 && options.alpha < 1.0))
    return Error{Errc::bad_argument, "alpha " + text(options.alpha) + ", it must lie between 0 and 1"};
  if (options.target)
    if (auto trouble = trouble_in(*options.target, q)) return trouble;
  const auto is_of_the_group = [&](const Calibration& one) { return one.group.label == options.group; };
  if (!options.group.empty() &&
      (!model || std::none_of(model->calibrations.begin(), model->calibrations.end(), is_of_the_group)))
    return Error{Errc::bad_argument, "group " + options.group + " has no calibration"};
  return std::nullopt;
}

/// The rules as assess() asks them; none where they can say nothing of this course.
Result<std::optional<Judging>> judging_of(const Plan& plan, const Instrument& q, double first,
                                          const ResponseModel* model, const AssessOptions& options) {
  if (!model && options.rules.empty()) return std::optional<Judging>{};
  const Target target = options.target                          ? *options.target
                        : model && !model->calibrations.empty() ? model->calibrations.front().target
                                                                : default_target(q);
  const auto line = line_for(target, q, first);
  if (!line) return std::optional<Judging>{};
  auto made = Judging::make(
      model,
      {&q, model ? model->time_unit : TimeUnit::session, plan, target, *line, first, options.group, options.alpha},
      options);
  if (!made) return made.error();
  return std::optional(*std::move(made));
}

}  // namespace

ServiceRules service_rules(const Instrument& q) {
  ServiceRules out;
  if (const auto found = find_cutoff(q.figures, Purpose::remission)) out.remission = *found;
  out.clinical = usual_cutoff(q.figures);
  if (const auto own = reliable_change(q)) {
    out.basis = *own;
    if (auto rule = reliable_change_rule(q)) out.change = *rule;
    if (out.change && out.clinical) out.change->range = clinical_range(*out.clinical, q.direction);
  }
  return out;
}

std::optional<OutcomeDefinition> definition_of(ServiceOutcome outcome, const ServiceRules& rules, const Plan& plan) {
  const auto cutoff = [](const Cutoff& of) {
    return text_of(of.compare, of.value) + " (" + std::string(name(of.purpose)) + ", " + std::string(of.population) +
           ")";
  };
  const auto points = [&] {
    return text_of_points(rules.basis->points) + " points" + (rules.basis->inclusive ? " or more" : " exceeded") +
           " (" + rules.basis->basis + ")";
  };
  switch (outcome) {
    case ServiceOutcome::response:
      return OutcomeDefinition{
          "last score at least " + text(rules.response.percent) + " % better than the first",
          {Status::convention,
           "usual in trials of depression: Rush et al. 2006, Neuropsychopharmacology 31:1841-1853"}};
    case ServiceOutcome::remission:
      if (!rules.remission) return std::nullopt;
      return OutcomeDefinition{"last score " + cutoff(*rules.remission) + ", first score not", rules.remission->from};
    case ServiceOutcome::recovery:
      if (!rules.clinical) return std::nullopt;
      return OutcomeDefinition{
          "in the clinical range at the first score, not at the last; cut-off " + cutoff(*rules.clinical),
          rules.clinical->from};
    case ServiceOutcome::reliable_recovery:
      if (!rules.clinical || !rules.change) return std::nullopt;
      return OutcomeDefinition{"recovery with reliable improvement, of courses that began in the clinical range",
                               {Status::published, "Jacobson & Truax 1991, J Consult Clin Psychol 59:12-19"}};
    case ServiceOutcome::reliable_improvement:
      if (!rules.change) return std::nullopt;
      return OutcomeDefinition{"last score better than the first by " + points(), rules.basis->from};
    case ServiceOutcome::reliable_deterioration:
      if (!rules.change) return std::nullopt;
      return OutcomeDefinition{"last score worse than the first by " + points(), rules.basis->from};
    case ServiceOutcome::off_track:
      return OutcomeDefinition{"an alarm at any session, as `oncourse track` would have raised it",
                               {Status::convention, "the model's calibration, else its published limit"}};
    case ServiceOutcome::inside_window:
      return OutcomeDefinition{
          "last session held is " + text(plan.window_first) + " to " + text(plan.window_last),
          {Status::convention,
           "the agreed window; 12 to 16 sessions: Weissman, Markowitz & Klerman, The Guide to Interpersonal "
           "Psychotherapy, Oxford 2018"}};
  }
  return std::nullopt;
}

Result<ServiceCourse> service_course(const Course& course, const Instrument& q, const ServiceRules& rules,
                                     const ResponseModel* model, const AssessOptions& options) {
  if (auto trouble = trouble_in_alarms(model, q, options)) return *std::move(trouble);
  const auto of = scores_of(course, q, model);
  if (!of) return of.error();
  const auto in_trouble = [](Errc why) {
    ServiceCourse none;
    none.trouble = why;
    return none;
  };
  if (of->scores.size() < 2) return in_trouble(Errc::not_enough_sessions);
  if (model && !model_takes(*model, *of)) return in_trouble(Errc::response_range);
  ServiceCourse out;
  out.last_session = course.latest().number;
  std::optional<growth::Person> like_this_one;
  if (model) {
    like_this_one.emplace(model->growth);
    like_this_one->observe(of->times.front(), of->scores.front(), of->covariates.front());
  }
  const double first = of->scores.front(), last = of->scores.back();
  for (const ServiceOutcome outcome : service_outcomes) {
    CourseOutcome& one = out.of(outcome);
    one.met = met(outcome, rules, q, first, last);
    if (!one.met || !like_this_one) continue;
    one.expected =
        expected_of(line_of(outcome, rules, q, first), *like_this_one, of->times.back(), of->covariates.front());
    if (!std::isfinite(one.expected)) return in_trouble(Errc::bad_argument);
  }
  const Plan& plan = course.plan();
  out.of(ServiceOutcome::inside_window).met =
      out.last_session >= plan.window_first && out.last_session <= plan.window_last;
  auto judging = judging_of(plan, q, first, model, options);
  if (!judging) return judging.error();
  if (!*judging) return out;
  const TimeUnit unit = model ? model->time_unit : TimeUnit::session;
  bool off_track = false;
  for (std::size_t k = 0; k < of->scores.size(); ++k) {
    const Observation& o = of->observations[k];
    const PlannedEnd end{time_to_come(unit, plan, plan.window_last, o.session, static_cast<double>(o.day)),
                         o.session >= plan.window_last};
    if (!(*judging)->take(of->times[k], of->scores[k], of->covariates[k], end)) return in_trouble(Errc::bad_argument);
    off_track = off_track || (*judging)->alarmed();
  }
  out.of(ServiceOutcome::off_track).met = off_track;
  return out;
}

}  // namespace oncourse
