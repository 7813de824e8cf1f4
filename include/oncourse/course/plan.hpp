// plan.hpp: the agreed frame of a therapy: window, cadence, phases.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "oncourse/base/error.hpp"
#include "oncourse/base/number.hpp"

namespace oncourse {

/// Interpersonal psychotherapy is agreed for a limited number of sessions.
///
///   source  12-16 weekly sessions in an initial (1-3), a middle and a termination phase (the last 2-4): Weissman,
///           Markowitz & Klerman, The Guide to Interpersonal Psychotherapy, Oxford 2018. The defaults are the usual
///           agreement, not a rule.
struct Plan {
  int window_first = 12;  ///< the earliest session at which the therapy may end as planned
  int window_last = 16;   ///< and the latest
  int cadence_days = 7;   ///< from one session to the next
  int initial_sessions = 3;
  int termination_sessions = 3;  ///< counted back from window_last
};

enum class Phase { intake, initial, middle, termination, beyond_window };

constexpr std::string_view name(Phase phase) {
  switch (phase) {
    case Phase::intake: return "intake";
    case Phase::initial: return "initial";
    case Phase::middle: return "middle";
    case Phase::termination: return "termination";
    case Phase::beyond_window: return "beyond_window";
  }
  return "unknown";
}

constexpr Phase phase_of(const Plan& plan, int session) {
  if (session <= 0) return Phase::intake;
  if (session <= plan.initial_sessions) return Phase::initial;
  if (session > plan.window_last) return Phase::beyond_window;
  return session > plan.window_last - plan.termination_sessions ? Phase::termination : Phase::middle;
}

inline std::optional<Error> trouble_in(const Plan& plan) {
  const auto bad = [](std::string detail) { return Error{Errc::bad_argument, "plan: " + std::move(detail)}; };
  if (plan.window_first < 1 || plan.window_last > 100 || plan.window_first > plan.window_last)
    return bad("window " + text(plan.window_first) + " to " + text(plan.window_last) +
               ", it must ascend and lie in 1..100");
  if (plan.cadence_days < 1 || plan.cadence_days > 366)
    return bad("cadence of " + text(plan.cadence_days) + " days, it must lie in 1..366");
  if (plan.initial_sessions > plan.window_last || plan.termination_sessions > plan.window_last ||
      plan.initial_sessions < 0 || plan.termination_sessions < 0 ||
      plan.initial_sessions + plan.termination_sessions > plan.window_last)
    return bad("the initial and the termination phase do not fit into " + text(plan.window_last) + " sessions");
  return std::nullopt;
}

}  // namespace oncourse
