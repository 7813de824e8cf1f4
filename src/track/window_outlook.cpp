// window_outlook.cpp: the agreed window as a decision.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/window_outlook.hpp"
#include "oncourse/base/spoken.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>

#include "oncourse/course/calendar.hpp"
#include "oncourse/growth/first_passage.hpp"
#include "oncourse/track/target_probability.hpp"
#include "track/session_forecast.hpp"

namespace oncourse {
namespace {

using Kind = WindowReason::Kind;

/// The day that time_to_come() supposes.
long supposed_day(const Course& course, int session) {
  const Session& latest = course.latest();
  const long cadence = course.plan().cadence_days;
  return std::max(session * cadence, latest.day + (session - latest.number) * cadence);
}

/// "session 12", "session 12 (2026-05-04)"
std::string to_come(const Course& course, int session) { return place(course, session, supposed_day(course, session)); }

std::string counted(double count, std::string_view one) {
  return stated(count) + " " + std::string(one) + (count == 1.0 ? "" : "s");
}

double median_of(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : 0.5 * (values[half - 1] + values[half]);
}

bool models(const ResponseModel& model, std::string_view covariate) {
  const auto& known = model.growth.design.covariates;
  return std::any_of(known.begin(), known.end(), [&](const auto& c) { return c.name == covariate; });
}

/// A model knows of problem areas by covariates that are named as they are, or by one of `problem_area` or `focus`.
bool models_problem_areas(const ResponseModel& model) {
  return models(model, "problem_area") || models(model, "focus") ||
         std::any_of(problem_areas.begin(), problem_areas.end(), [&](ProblemArea a) { return models(model, name(a)); });
}

/// One after the other, without a string for every step.
std::string joined(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) out += part;
  return out;
}

class Reasons {
 public:
  Reasons(const Course& course, const Instrument& q, const ResponseModel* model)
      : course_(course), plan_(course.plan()), model_(model), observations_(course.observations(q)) {
    sessions_missed();
    for (const int session : {plan_.window_first, plan_.window_last}) later_than_planned(session);
    for (const Gap& gap : calendar_status(course).gaps) after(gap);
    cadence();
    scores_missing();
    for (const MedicationEvent& event : course.medication()) of(event);
    if (course.focus()) {
      area(course.focus()->primary, "problem area");
      if (course.focus()->secondary) area(*course.focus()->secondary, "secondary problem area");
    }
  }
  std::vector<WindowReason> take() && { return std::move(out_); }

 private:
  /// A clock of sessions does not see days.
  [[nodiscard]] std::optional<bool> sees_days() const {
    return model_ ? std::optional(model_->time_unit != TimeUnit::session) : std::nullopt;
  }
  [[nodiscard]] std::string on_days() const {
    if (!model_) return ".";
    return *sees_days() ? "." : "; the model counts sessions and knows no days.";
  }
  /// "; the forecast knows of it", or that it does not.
  [[nodiscard]] std::string known(bool in_model, std::string_view as) const {
    if (!model_) return ".";
    return in_model ? ": a covariate of the model, and so in the forecast."
                    : ": not in the forecast, " + std::string(as) + ".";
  }
  void sessions_missed() {
    const int first = std::max(course_.sessions().front().number, 1), latest = course_.latest().number;
    const auto held = std::count_if(course_.sessions().begin(), course_.sessions().end(),
                                    [&](const Session& session) { return session.number >= first; });
    const int agreed = latest - first + 1, missed = agreed - static_cast<int>(held);
    if (agreed < 1 || missed < 1) return;
    WindowReason& r = add(Kind::sessions_missed);
    r.session = latest;
    r.value = missed;
    r.agreed = agreed;
    r.in_model = model_ ? std::optional(true) : std::nullopt;
    r.sentence = joined({text(missed), " of the ", counted(agreed, "session"), " from ", text(first), " to ",
                         text(latest), " ", (missed == 1 ? "was" : "were"), " missed, and count",
                         (missed == 1 ? "s" : ""), " in the window all the same."});
  }
  void later_than_planned(int session) {
    if (session <= course_.latest().number) return;
    if (session == plan_.window_first && plan_.window_first == plan_.window_last && !out_.empty() &&
        out_.back().kind == Kind::later_than_planned)
      return;
    const long planned = static_cast<long>(session) * plan_.cadence_days, day = supposed_day(course_, session);
    if (day <= planned) return;
    WindowReason& r = add(Kind::later_than_planned);
    r.session = session;
    on(r, day);
    r.value = static_cast<double>(day - planned);
    r.agreed = static_cast<double>(planned);
    r.in_model = sees_days();
    r.sentence = joined({"At the agreed cadence from now on, session ", text(session), " falls on ",
                         (r.date ? r.date->iso() : "day " + text(day)), ", ",
                         stated(static_cast<double>(day - planned) / 7), " weeks later than planned", on_days()});
  }
  void after(const Gap& gap) {
    const auto next = std::find_if(course_.sessions().begin(), course_.sessions().end(),
                                   [&](const Session& s) { return s.number > gap.after_session; });
    WindowReason& r = add(Kind::gap);
    r.session = gap.after_session;
    on(r, gap.to_day);
    r.value = static_cast<double>(gap.to_day - gap.from_day);
    r.agreed = static_cast<double>((next->number - gap.after_session) * plan_.cadence_days);
    r.in_model = sees_days();
    r.sentence = joined({text(gap.to_day - gap.from_day), " days passed after session ", text(gap.after_session), ", ",
                         stated(*r.agreed), " were agreed to session ", text(next->number), on_days()});
  }
  /// From three intervals on, and where the difference is a day or more: conventions.
  void cadence() {
    std::vector<double> days;
    for (std::size_t k = 1; k < course_.sessions().size(); ++k) {
      const Session &before = course_.sessions()[k - 1], &session = course_.sessions()[k];
      days.push_back(static_cast<double>(session.day - before.day) / (session.number - before.number));
    }
    if (days.size() < 3) return;
    const double median = median_of(std::move(days));
    if (std::fabs(median - plan_.cadence_days) < 1.0) return;
    WindowReason& r = add(Kind::cadence_changed);
    r.value = median;
    r.agreed = plan_.cadence_days;
    r.in_model = sees_days();
    r.sentence = joined({"The median interval between sessions was ", counted(median, "day"), ", ",
                         text(plan_.cadence_days), " were agreed and are supposed for those to come", on_days()});
  }
  void scores_missing() {
    const std::size_t held = course_.sessions().size(), scored = observations_.size();
    if (scored == held) return;
    WindowReason& r = add(Kind::scores_missing);
    r.value = static_cast<double>(held - scored);
    r.agreed = static_cast<double>(held);
    r.in_model = model_ ? std::optional(true) : std::nullopt;
    r.sentence = joined({text(held - scored), " of ", text(held), " sessions have no score",
                         (model_ ? ": the forecast rests on the others." : ".")});
  }
  void of(const MedicationEvent& event) {
    const long ago = observations_.back().day - event.day;
    const bool covariate = model_ && models(*model_, "medication");
    const bool dose = event.kind == MedicationEvent::Kind::dose_changed;
    WindowReason& r = add(Kind::medication_change);
    on(r, event.day);
    r.value = static_cast<double>(ago);
    r.of = name(event.kind);
    if (model_) r.in_model = covariate && !dose && ago >= 0;
    r.sentence = joined({"Medication ", dose ? "dose changed" : name(event.kind), " on ",
                         (r.date ? r.date->iso() : "day " + text(event.day)), ", ",
                         (ago >= 0 ? counted(static_cast<double>(ago), "day") + " before the latest score"
                                   : counted(static_cast<double>(-ago), "day") + " after the latest score"),
                         known(r.in_model.value_or(false), !covariate ? "the model has no covariate medication"
                                                           : dose     ? "the model knows medication as on or off"
                                                                      : "which is made from the latest score")});
  }
  void area(ProblemArea area, std::string_view which) {
    WindowReason& r = add(Kind::problem_area);
    r.of = name(area);
    if (model_) r.in_model = models_problem_areas(*model_);
    r.sentence = joined({"The ", which, " is ", spoken(name(area)),
                         known(r.in_model.value_or(false), "the model has no covariate for it")});
  }

  WindowReason& add(Kind kind) {
    out_.emplace_back().kind = kind;
    return out_.back();
  }
  void on(WindowReason& reason, long day) const {
    reason.day = day;
    reason.date = course_.date(day);
  }

  const Course& course_;
  const Plan& plan_;
  const ResponseModel* model_;
  std::vector<Observation> observations_;
  std::vector<WindowReason> out_;
};

class Sentences {
 public:
  Sentences(const Course& course, const Observation& latest, const TargetLine& line, const WindowOutlook& outlook)
      : course_(course), plan_(course.plan()), latest_(latest), line_(line), outlook_(outlook) {}

  [[nodiscard]] std::vector<std::string> with(Verdict verdict) const {
    std::vector<std::string> out = {decision()};
    if (outlook_.decision == WindowDecision::undetermined) return out;
    if (const auto& s = outlook_.sessions; !s.empty() && s.back().by && s.size() > 1)
      out.push_back(joined({"The probability that at least one score from session ", text(s.front().session), " to ",
                            text(s.back().session), " meets it, be it once, is ", percent(*s.back().by, 1), "."}));
    if (outlook_.decision == WindowDecision::not_expected_inside && !outlook_.beyond.empty())
      out.push_back(extrapolation());
    if (course_.observations(*latest_.administration->instrument).size() == 1)
      out.push_back("This rests on one score and on what the model expects of people with this baseline.");
    if (verdict != Verdict::undetermined && !outlook_.sessions.empty())
      out.push_back(
          joined({"Verdict and decision answer two questions: whether a rule of alarm speaks against the target (",
                  spoken(name(verdict)), "), and at which end of the window it is ", text_of_likely(outlook_.level),
                  " (", text_of(outlook_.decision, plan_), ")."}));
    return out;
  }

 private:
  [[nodiscard]] const WindowSession* at(int session) const {
    for (const WindowSession& s : outlook_.sessions)
      if (s.session == session) return &s;
    return nullptr;
  }
  /// "at session 12 (2026-04-06) the probability is 61.0 %"
  [[nodiscard]] std::string chance(const WindowSession& s) const {
    return joined({"at ", to_come(course_, s.session), " the probability is ", percent(s.at, 1)});
  }
  [[nodiscard]] std::string decision() const {
    const WindowSession *first = at(plan_.window_first), *last = at(plan_.window_last);
    const std::string now = place(course_, latest_.session, latest_.day), likely_met = text_of_likely(outlook_.level);
    switch (outlook_.decision) {
      case WindowDecision::undetermined:
        return joined({"No decision about the window: its last session was held, session ", text(plan_.window_last),
                       ", and has no score."});
      case WindowDecision::target_met:
        if (!last) return joined({"The target is met at ", now, ", with the window used."});
        return joined({"The target is met at ", now, ", and ", likely_met, " if therapy ends in the window: ",
                       (first && first != last ? chance(*first) + ", " : ""), chance(*last), "."});
      case WindowDecision::finish_at_first:
        return joined({"On course to finish at ", to_come(course_, plan_.window_first), ": the target is ", likely_met,
                       " there (", percent(first->at, 1), ").", earlier()});
      case WindowDecision::needs_window: {
        const auto found = std::find_if(outlook_.sessions.begin(), outlook_.sessions.end(), [&](const auto& s) {
          return s.session > plan_.window_first && s.at >= outlook_.level;
        });
        return joined(
            {"Needs the window to session ", text(plan_.window_last), ": ",
             (first ? "the target is not yet " + likely_met + " at session " + text(plan_.window_first) + " (" +
                          percent(first->at, 1) + "); the first session of the window at which it is that likely is "
                    : "the first session of the window at which the target is " + likely_met + " is "),
             to_come(course_, found->session), ", ", percent(found->at, 1),
             (found->session == plan_.window_last ? "" : "; " + chance(*last)), "."});
      }
      case WindowDecision::not_expected_inside: {
        if (!last) return joined({"The window is used: the score at ", now, " does not meet the target."});
        const int from = std::max(plan_.window_first, outlook_.sessions.front().session);
        return joined(
            {"Not expected inside the window: the target is not ", likely_met, " at ",
             (from == plan_.window_last ? "session " + text(from)
                                        : "any session from " + text(from) + " to " + text(plan_.window_last)),
             "; ", chance(*last), ".", by_chance(), earlier()});
      }
    }
    return {};
  }
  /// A session before the window at which the target is likely all the same.
  [[nodiscard]] std::string earlier() const {
    if (!outlook_.earliest_likely || *outlook_.earliest_likely >= plan_.window_first) return {};
    return joined({" The first session at which it is that likely is ", to_come(course_, *outlook_.earliest_likely),
                   ", before the window."});
  }
  [[nodiscard]] std::string by_chance() const {
    if (!line_.met(latest_.administration->score.total)) return {};
    return " The latest score meets the target; the scores before it speak against its lasting.";
  }
  [[nodiscard]] std::string extrapolation() const {
    const auto found = std::find_if(outlook_.beyond.begin(), outlook_.beyond.end(),
                                    [&](const WindowSession& s) { return s.at >= outlook_.level; });
    const WindowSession& end = outlook_.beyond.back();
    const std::string out = "Extrapolated beyond the agreed window, which no decision uses: ";
    if (found == outlook_.beyond.end())
      return joined({out, "not ", text_of_likely(outlook_.level), " up to session ", text(end.session), " either; ",
                     chance(end), "."});
    return joined({out, "the first session at which it would be ", text_of_likely(outlook_.level), " is ",
                   to_come(course_, found->session), ", ", percent(found->at, 1), "."});
  }

  const Course& course_;
  const Plan& plan_;
  const Observation& latest_;
  const TargetLine& line_;
  const WindowOutlook& outlook_;
};

///   achieved  met by the latest score, and not by the baseline already
WindowDecision decide(const WindowOutlook& outlook, const Plan& plan, const Observation& latest, bool met,
                      bool achieved) {
  if (outlook.sessions.empty()) {
    if (latest.session < plan.window_last) return WindowDecision::undetermined;
    return met ? WindowDecision::target_met : WindowDecision::not_expected_inside;
  }
  if (achieved && outlook.sessions.back().at >= outlook.level) return WindowDecision::target_met;
  WindowDecision out = WindowDecision::not_expected_inside;
  for (const WindowSession& s : outlook.sessions) {
    if (s.session < plan.window_first || s.at < outlook.level) continue;
    if (s.session == plan.window_first) return WindowDecision::finish_at_first;
    out = WindowDecision::needs_window;
  }
  return out;
}

}  // namespace

std::optional<Error> trouble_in(const WindowOptions& options) {
  if (!(options.level > 0.0 && options.level < 1.0))
    return Error{Errc::bad_argument, "the window's level is " + text(options.level) + ", it must lie between 0 and 1"};
  if (options.sessions_beyond < 0 || options.sessions_beyond > WindowOptions::most_beyond)
    return Error{Errc::bad_argument, text(options.sessions_beyond) + " sessions beyond the window, it must lie in 0.." +
                                         text(WindowOptions::most_beyond)};
  return std::nullopt;
}

Result<WindowOutlook> window_outlook(const Course& course, const Instrument& instrument, const ResponseModel& model,
                                     const growth::Person& person, std::span<const double> covariates,
                                     const TargetLine& line, Verdict verdict, double level,
                                     const WindowOptions& options) {
  if (auto trouble = trouble_in(options)) return *std::move(trouble);
  const Plan& plan = course.plan();
  const Session& held = course.latest();
  WindowOutlook out;
  out.level = options.level;
  std::vector<double> times, values;
  for (int session = held.number + 1; session <= plan.window_last + options.sessions_beyond; ++session) {
    times.push_back(time_to_come(model.time_unit, plan, session, held.number, static_cast<double>(held.day)));
    values.insert(values.end(), covariates.begin(), covariates.end());
    const growth::Forecast forecast = person.forecast(times.back(), covariates);
    WindowSession at;
    at.session = session;
    at.day = supposed_day(course, session);
    at.date = course.date(at.day);
    at.score = interval_on_scale(instrument, forecast, forecast.sd_score, level);
    at.at = target_probability(person, line, times.back(), covariates);
    if (!forecast.finite() || !std::isfinite(at.at)) return growth::not_finite("session " + text(session));
    (session <= plan.window_last ? out.sessions : out.beyond).push_back(at);
  }
  if (options.by && !times.empty()) {
    const double boundary = model.growth.design.transformation.forward(line.boundary);
    const bool below = line.compare == Compare::at_most || line.compare == Compare::below;
    const std::vector<double> by = growth::first_passage(person.forecast(times, values, true), boundary, below);
    for (std::size_t k = 0; k < by.size(); ++k) {
      WindowSession& at = k < out.sessions.size() ? out.sessions[k] : out.beyond[k - out.sessions.size()];
      if (!std::isfinite(by[k])) return growth::not_finite("session " + text(at.session));
      at.by = by[k];
    }
  }
  const std::vector<Observation> observations = course.observations(instrument);
  const Observation& latest = observations.back();
  const bool met = line.met(latest.administration->score.total);
  out.decision = decide(out, plan, latest, met, met && line.settles);
  if (out.decision == WindowDecision::target_met) out.earliest_likely = latest.session;
  for (const WindowSession& s : out.sessions)
    if (!out.earliest_likely && s.at >= out.level) out.earliest_likely = s.session;
  out.reasons = Reasons(course, instrument, &model).take();
  out.sentences = Sentences(course, latest, line, out).with(verdict);
  return out;
}

WindowOutlook window_without_forecast(const Course& course, const Instrument& instrument, std::string_view because) {
  WindowOutlook out;
  out.reasons = Reasons(course, instrument, nullptr).take();
  out.sentences = {"No decision about the window: " + std::string(because) + "."};
  return out;
}

void say(const WindowOutlook& outlook, std::vector<std::string>& basis) {
  basis.insert(basis.end(), outlook.sentences.begin(), outlook.sentences.end());
  for (std::size_t k = 0; k < outlook.reasons.size(); ++k) {
    const WindowReason& reason = outlook.reasons[k];
    const bool both_ends = reason.kind == Kind::later_than_planned && k + 1 < outlook.reasons.size() &&
                           outlook.reasons[k + 1].kind == Kind::later_than_planned;  // the last says enough
    const bool stated = both_ends || reason.kind == Kind::gap || reason.kind == Kind::scores_missing ||
                        (reason.kind == Kind::medication_change && reason.in_model.value_or(true));
    if (!stated) basis.push_back(reason.sentence);
  }
}

}  // namespace oncourse
