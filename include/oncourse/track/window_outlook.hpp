// window_outlook.hpp: the agreed window as a decision: by which session the target is likelier met than not.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "oncourse/course/course.hpp"
#include "oncourse/course/target.hpp"
#include "oncourse/growth/forecast.hpp"
#include "oncourse/track/response_model.hpp"
#include "oncourse/track/verdict.hpp"

namespace oncourse {

/// Where in its window a course may end with its target met. A verdict answers another question, whether a rule of
/// alarm speaks against the target, and may differ.
enum class WindowDecision {
  undetermined,  ///< no model, no target, or the window's last session was held without a score
  target_met,    ///< the latest score meets the target, as the baseline did not, and is likely to at the window's end
  finish_at_first,      ///< on course to finish at the window's first session: likely to meet the target there
  needs_window,         ///< not there, but at a later session up to the window's last
  not_expected_inside,  ///< at none of the window's sessions
};

constexpr std::string_view name(WindowDecision decision) {
  switch (decision) {
    case WindowDecision::undetermined: return "undetermined";
    case WindowDecision::target_met: return "target_met";
    case WindowDecision::finish_at_first: return "finish_at_first";
    case WindowDecision::needs_window: return "needs_window";
    case WindowDecision::not_expected_inside: return "not_expected_inside";
  }
  return "unknown";
}

/// "on course to finish at session 12", "needs the window to session 16", in the plan's own numbers.
inline std::string text_of(WindowDecision decision, const Plan& plan) {
  switch (decision) {
    case WindowDecision::undetermined: return "undetermined";
    case WindowDecision::target_met: return "target met";
    case WindowDecision::finish_at_first: return "on course to finish at session " + text(plan.window_first);
    case WindowDecision::needs_window: return "needs the window to session " + text(plan.window_last);
    case WindowDecision::not_expected_inside: return "not expected inside the window";
  }
  return "unknown";
}

/// "likelier met than not", or with the level that was chosen instead.
inline std::string text_of_likely(double level) {
  return level == 0.5 ? "likelier met than not" : "met with a probability of " + percent(level) + " or more";
}

struct WindowOptions {
  static constexpr int most_beyond = 20;
  double level = 0.5;       ///< likely is a probability of at least this; 0.5, likelier than not, is a convention
  int sessions_beyond = 4;  ///< how far to extrapolate, 0..most_beyond; a convention
  bool by = false;          ///< WindowSession::by, which takes longer than all the rest of an assessment
};

/// A session to come, on the day that the forecast supposes: where the plan puts it, or at the agreed cadence from the
/// latest session where that is later.
struct WindowSession {
  int session = 0;
  long day = 0;
  std::optional<Date> date;
  Interval score;   ///< one observed score
  double at = 0.0;  ///< that its score meets the target: what counts if the therapy ends there
  std::optional<double>
      by;  ///< that its score or one before it, from the next on, does; to within 1e-3, where asked for
};

/// What in the course bears on the window, as it was recorded. None is given an effect but that which the model has.
struct WindowReason {
  enum class Kind {
    sessions_missed,     ///< `value` sessions up to `session` were not held, `agreed` were to be
    later_than_planned,  ///< `session` is supposed on `day`, `value` days later than the plan puts it, day `agreed`
    gap,                 ///< `value` days passed after `session`, until `day`; `agreed` were to
    cadence_changed,     ///< `value` is the median interval between sessions in days, `agreed` the plan's
    scores_missing,      ///< `value` of `agreed` sessions held have no score
    medication_change,   ///< `of`: started, stopped, dose_changed; on `day`, `value` days before the latest score
    problem_area,        ///< `of`: grief, ...
  };
  Kind kind = Kind::gap;
  std::optional<int> session = {};
  std::optional<long> day = {};
  std::optional<Date> date = {};
  std::optional<double> value = {}, agreed = {};
  std::string of = {};
  std::optional<bool> in_model = {};  ///< whether the forecast knows of it; absent where there is none
  std::string sentence = {};
};

constexpr std::string_view name(WindowReason::Kind kind) {
  switch (kind) {
    case WindowReason::Kind::sessions_missed: return "sessions_missed";
    case WindowReason::Kind::later_than_planned: return "later_than_planned";
    case WindowReason::Kind::gap: return "gap";
    case WindowReason::Kind::cadence_changed: return "cadence_changed";
    case WindowReason::Kind::scores_missing: return "scores_missing";
    case WindowReason::Kind::medication_change: return "medication_change";
    case WindowReason::Kind::problem_area: return "problem_area";
  }
  return "unknown";
}

struct WindowOutlook {
  WindowDecision decision = WindowDecision::undetermined;
  double level = 0.5;                   ///< that it was taken at
  std::vector<WindowSession> sessions;  ///< to come, up to the window's last
  std::vector<WindowSession> beyond;    ///< after it: an extrapolation, which no decision uses
  std::optional<int>
      earliest_likely;  ///< of `sessions`, the first likely to meet the target; the latest where it is met
  std::vector<WindowReason> reasons;
  std::vector<std::string> sentences;  ///< the decision in plain words
};

/// What is wrong with the options.
std::optional<Error> trouble_in(const WindowOptions& options);

/// The window of a course as its latest score leaves it.
///
///   person      has observed the instrument's scores
///   covariates  of the sessions to come
///   verdict     the latest, to say how the two stand together
///   level       of the intervals of scores
///   errors      bad_argument: options, a forecast that is not finite
///   cost        O(sessions) forecasts, and first_passage() where `by` is asked for: 4 ms for 16 sessions
Result<WindowOutlook> window_outlook(const Course& course, const Instrument& instrument, const ResponseModel& model,
                                     const growth::Person& person, std::span<const double> covariates,
                                     const TargetLine& line, Verdict verdict, double level,
                                     const WindowOptions& options);

/// The same where there is nothing to forecast by: undetermined, with its reasons.
WindowOutlook window_without_forecast(const Course& course, const Instrument& instrument, std::string_view because);

/// Adds to a basis the decision and those of its reasons that the basis has not stated among the quality of the data.
void say(const WindowOutlook& outlook, std::vector<std::string>& basis);

}  // namespace oncourse
