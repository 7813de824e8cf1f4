// drift.cpp: e-values of flags, in closed form, and what they say.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/drift.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/incomplete_beta.hpp"
#include "oncourse/base/number.hpp"
#include "oncourse/track/calibration.hpp"

namespace oncourse {

namespace {

constexpr std::size_t most_reference_persons = 1'000'000'000;

/// What a logarithm of an e-value may differ by between machines; far more than it does of a million courses.
constexpr double log_e_slack = 1e-4;

/// log max over p of p^count (1 - p)^(of - count).
double log_greatest_chance(double count, double of) {
  const double rest = of - count;
  return (count > 0.0 ? count * std::log(count / of) : 0.0) + (rest > 0.0 ? rest * std::log(rest / of) : 0.0);
}

/// log of the chance of flags whose rate follows Beta(1/2, 1/2) on one side of `cut`.
double log_jeffreys_beyond(double cut, DriftDirection direction, double courses, double flagged) {
  const double a = flagged + 0.5, b = courses - flagged + 0.5;
  const bool more = direction == DriftDirection::more;
  const double kept = more ? incomplete_beta_above(a, b, cut) : incomplete_beta(a, b, cut);
  const double before = more ? incomplete_beta_above(0.5, 0.5, cut) : incomplete_beta(0.5, 0.5, cut);
  return log_beta(a, b) - log_beta(0.5, 0.5) + std::log(kept) - std::log(before);
}

/// A reference's counts as its formulas name them.
struct DriftCounts {
  explicit DriftCounts(const DriftReference& r)
      : n(static_cast<double>(r.reached)),
        k(static_cast<double>(r.cut_off)),
        m(static_cast<double>(r.missed)),
        f(static_cast<double>(r.missed_flagged)) {}
  double n, k, m, f;
};

Error impossible_state(std::string detail) {
  return {Errc::bad_argument, "the state of the drift check: " + std::move(detail)};
}

std::string_view words_for(DriftGroup group, bool count_open) {
  switch (group) {
    case DriftGroup::reached: return "courses that reached the target";
    case DriftGroup::missed: return "courses that missed the target";
    case DriftGroup::all: return count_open ? "courses of all kinds" : "courses that ended";
  }
  return "courses";
}

std::string range_in_words(const ConfidenceInterval& interval) {
  return text(100.0 * interval.low, 1) + " to " + text(100.0 * interval.high, 1) + " %";
}

/// An e-value to be read: a fraction while it is small.
std::string e_in_words(double e) {
  if (e < 0.01) return "below 0.01";
  if (e >= 1e9) return "above a thousand million";
  return text(e, e < 10.0 ? 2 : 0);
}

void describe(DriftResult& result, const DriftOptions& options) {
  const auto say = [&](std::string sentence) { result.sentences.push_back(std::move(sentence)); };
  if (result.open > 0 && !options.count_open)
    say(text(result.open) + (result.open == 1 ? " course is open and says" : " courses are open and say") +
        " nothing yet.");
  for (const GroupDrift& one : result.groups) {
    const std::string who(words_for(one.group, options.count_open));
    const std::string expected = "the calibration lets expect " + text(100.0 * one.expected, 1) + " %, " +
                                 range_in_words(one.expected_range) + ".";
    if (one.courses == 0) {
      say("There are no " + who + " yet; ");
      result.sentences.back() += expected;
      continue;
    }
    say("Of " + text(one.courses) + " " + who + " " + text(one.flagged) + (one.flagged == 1 ? " was" : " were") +
        " flagged, " + text(100.0 * one.rate, 1) + " % (" + stated(100.0 * options.level) +
        " % confidence sequence: " + range_in_words(one.interval) + "); ");
    result.sentences.back() += expected;
    bool found = false;
    for (const DriftDirection direction : drift_directions) {
      const DriftEvidence& evidence = one.toward(direction);
      if (!evidence.found_at) continue;
      found = true;
      say(std::string(direction == DriftDirection::more ? "More" : "Fewer") +
          " flags than the calibration lets expect: found at course " + text(*evidence.found_at) + " of " +
          text(result.courses) + ", greatest e-value " + e_in_words(evidence.greatest()) + ", " +
          e_in_words(result.threshold) + " needed.");
      if (direction == DriftDirection::fewer && one.group != DriftGroup::missed)
        say("A signal that equals its limit is no alarm: where many do, that alone makes flags fewer.");
    }
    if (!found)
      say("No drift is found among them: greatest e-values " + e_in_words(one.toward(DriftDirection::more).greatest()) +
          " for more flags and " + e_in_words(one.toward(DriftDirection::fewer).greatest()) + " for fewer, " +
          e_in_words(result.threshold) + " needed. That does not show that there is none.");
  }
  say("Where nothing has changed since the calibration, the whole check finds a drift with a probability of at most " +
      stated(100.0 * options.delta) + " %, however often it is looked at.");
}

}  // namespace

DriftReference drift_reference(const Calibration& calibration) {
  const auto count = [](int persons) { return static_cast<std::size_t>(persons); };
  return {count(calibration.n_reached), count(calibration.cut_off()),
          count(calibration.n_persons - calibration.n_reached), count(calibration.flagged_missed)};
}

std::optional<Error> trouble_in(const DriftReference& reference) {
  const auto bad = [](std::string detail) { return Error{Errc::bad_argument, std::move(detail)}; };
  const auto [reached, cut_off, missed, missed_flagged] = reference;
  if (reached == 0) return bad("of the calibration 0 reached the target, it must be 1 or more");
  if (std::max(reached, missed) > most_reference_persons)
    return bad("of the calibration " + text(std::max(reached, missed)) + " persons, at most " +
               text(most_reference_persons) + " can be");
  if (cut_off == 0) return bad("the limits cut off 0 of the calibration, so that no alarm can ever be raised");
  if (cut_off > reached)
    return bad("the limits cut off " + text(cut_off) + " of " + text(reached) +
               " who reached the target, there cannot be more");
  if (missed_flagged > missed)
    return bad(text(missed_flagged) + " of " + text(missed) + " who missed the target flagged, there cannot be more");
  return std::nullopt;
}

std::optional<Error> trouble_in(const DriftOptions& options) {
  if (!(options.delta > 0.0 && options.delta < 1.0))
    return Error{Errc::bad_argument, "delta is " + text(options.delta) + ", it must lie between 0 and 1"};
  return trouble_in_level(options.level);
}

double drift_log_e(const DriftReference& reference, DriftGroup group, DriftDirection direction, std::size_t courses,
                   std::size_t flagged) {
  const auto [n, k, m, f] = DriftCounts(reference);
  const auto t = static_cast<double>(courses), s = static_cast<double>(flagged);
  switch (group) {
    case DriftGroup::reached:
      // Of the mixture over the urn's beta the density ratio p^(1/2 - k) (1 - p)^(k - n - 1/2) grows from (k - 1/2) / n
      // on and falls before it: there E grows with every flag, or with none.
      return log_jeffreys_beyond((k - 0.5) / n, direction, t, s) - log_beta(k + s, n + 1.0 - k + t - s) +
             log_beta(k, n + 1.0 - k);
    case DriftGroup::missed:
      return log_jeffreys_beyond((f + 0.5) / (m + 1.0), direction, t, s) + log_beta(f + 1.0, m - f + 1.0) -
             log_greatest_chance(f + s, m + t);
    case DriftGroup::all: {
      // r^n (1 - r)^m P^(k-1) (1 - P)^(n-k) q^f (1 - q)^(m-f) p^s (1 - p)^(t-s) with p = r P + (1 - r) q is at most,
      // written by who is flagged, p^(k-1+f+s) (1 - p)^(n-k+m-f+t-s) and the shares of those who reached the target
      // among the flagged and among the others, each free.
      const double above = k - 1.0 + f, below = n - k + m - f;
      return log_jeffreys_beyond((above + 0.5) / (n + m), direction, t, s) + log_beta(n + 1.0, m + 1.0) +
             log_beta(k, n + 1.0 - k) + log_beta(f + 1.0, m - f + 1.0) - log_greatest_chance(k - 1.0, above) -
             log_greatest_chance(n - k, below) - log_greatest_chance(above + s, above + below + t);
    }
  }
  return 0.0;
}

ConfidenceInterval rate_sequence(std::size_t courses, std::size_t flagged, double level) {
  const auto t = static_cast<double>(courses), s = static_cast<double>(flagged);
  if (courses == 0) return {0.0, 1.0};
  const double least = log_beta(s + 0.5, t - s + 0.5) - log_beta(0.5, 0.5) + std::log(1.0 - level);
  const auto excluded = [&](double p) {
    return (s > 0.0 ? s * std::log(p) : 0.0) + (s < t ? (t - s) * std::log1p(-p) : 0.0) <= least;
  };
  const auto end = [&](double outside, double inside) {
    for (int halving = 0; halving < 60; ++halving) {
      const double middle = 0.5 * (outside + inside);
      (excluded(middle) ? outside : inside) = middle;
    }
    return outside;
  };
  const double rate = s / t;
  return {s > 0.0 ? end(0.0, rate) : 0.0, s < t ? end(1.0, rate) : 1.0};
}

double DriftEvidence::e() const { return std::min(std::exp(log_e), std::numeric_limits<double>::max()); }
double DriftEvidence::greatest() const { return std::min(std::exp(log_greatest), std::numeric_limits<double>::max()); }
double DriftEvidence::p() const { return std::min(1.0, std::exp(-log_greatest)); }

bool operator==(const DriftState& a, const DriftState& b) {
  const auto same = [](const DriftState::Group& x, const DriftState::Group& y) {
    return x.courses == y.courses && x.flagged == y.flagged && x.log_greatest == y.log_greatest &&
           x.found_at == y.found_at;
  };
  return a.courses == b.courses && a.open == b.open &&
         std::equal(a.groups.begin(), a.groups.end(), b.groups.begin(), same);
}

DriftCheck::DriftCheck(const DriftReference& reference, const DriftOptions& options)
    : reference_(reference), options_(options), log_threshold_(std::log(threshold())) {
  for (std::size_t g = 0; g < groups(); ++g)
    for (std::size_t d = 0; d < 2; ++d)
      state_.groups[g].log_greatest[d] = drift_log_e(reference_, drift_groups[g], drift_directions[d], 0, 0);
}

Result<DriftCheck> DriftCheck::make(const DriftReference& reference, const DriftOptions& options) {
  if (auto trouble = trouble_in(reference)) return *std::move(trouble);
  if (auto trouble = trouble_in(options)) return *std::move(trouble);
  return DriftCheck(reference, options);
}

Result<DriftCheck> DriftCheck::resume(const DriftReference& reference, const DriftOptions& options,
                                      const DriftState& state) {
  auto check = make(reference, options);
  if (!check) return check;
  const DriftState::Group &reached = state.groups[0], &missed = state.groups[1], &all = state.groups[2];
  if (state.open > state.courses || reached.courses + missed.courses != state.courses - state.open)
    return impossible_state(text(reached.courses) + " reached the target, " + text(missed.courses) + " missed it and " +
                            text(state.open) + " are open, of " + text(state.courses) + " courses");
  const std::size_t counted = options.count_open ? state.courses : state.courses - state.open;
  const bool three = check->groups() == 3;
  if (three ? all.courses != counted : all.courses != 0)
    return impossible_state(text(all.courses) + " of all courses counted, there are " + text(three ? counted : 0));
  for (std::size_t g = 0; g < 3; ++g) {
    const DriftState::Group& one = state.groups[g];
    if (one.flagged > one.courses)
      return impossible_state(text(one.flagged) + " flagged of " + text(one.courses) + ", there cannot be more");
    for (std::size_t d = 0; d < 2; ++d) {
      const bool judged = g < check->groups();
      const double now =
          judged ? drift_log_e(reference, drift_groups[g], drift_directions[d], one.courses, one.flagged) : 0.0;
      const double least = std::max(now, check->state_.groups[g].log_greatest[d]);
      const double greatest = one.log_greatest[d];
      if (!(judged ? greatest >= least - log_e_slack && greatest < std::numeric_limits<double>::infinity()
                   : greatest == 0.0))
        return impossible_state("log_greatest is " + text(greatest) + ", it is at least " + text(least));
      const bool found = one.found_at[d] != 0;
      const double beyond = greatest - check->log_threshold_;
      if (found ? !judged || beyond < -log_e_slack || one.found_at[d] > state.courses : judged && beyond > log_e_slack)
        return impossible_state("found at course " + text(one.found_at[d]) + " of " + text(state.courses));
    }
  }
  check->state_ = state;
  return check;
}

void DriftCheck::count(DriftGroup group, bool flagged) {
  const auto g = static_cast<std::size_t>(group);
  DriftState::Group& one = state_.groups[g];
  ++one.courses;
  one.flagged += flagged ? 1U : 0U;
  if (g >= groups()) return;
  for (std::size_t d = 0; d < 2; ++d) {
    const double now = drift_log_e(reference_, group, drift_directions[d], one.courses, one.flagged);
    one.log_greatest[d] = std::max(one.log_greatest[d], now);
    if (one.found_at[d] == 0 && now >= log_threshold_) one.found_at[d] = state_.courses;
  }
}

void DriftCheck::add(bool flagged, TargetOutcome outcome) {
  ++state_.courses;
  if (outcome == TargetOutcome::open) ++state_.open;
  if (outcome == TargetOutcome::reached) count(DriftGroup::reached, flagged);
  if (outcome == TargetOutcome::missed) count(DriftGroup::missed, flagged);
  if (groups() == 3 && (outcome != TargetOutcome::open || options_.count_open)) count(DriftGroup::all, flagged);
}

DriftResult DriftCheck::result() const {
  DriftResult out;
  out.courses = state_.courses;
  out.open = state_.open;
  out.threshold = threshold();
  const auto [n, k, m, f] = DriftCounts(reference_);
  const double tail = 0.5 * (1.0 - options_.level);
  const auto of_beta = [tail](double a, double b) {
    return ConfidenceInterval{beta_quantile(a, b, tail).x, beta_quantile(a, b, 1.0 - tail).x};
  };
  const auto of_share = [tail](double count, double of) {
    const double rest = of - count;
    return ConfidenceInterval{count > 0.0 ? beta_quantile(count, rest + 1.0, tail).x : 0.0,
                              rest > 0.0 ? beta_quantile(count + 1.0, rest, 1.0 - tail).x : 1.0};
  };
  for (std::size_t g = 0; g < groups(); ++g) {
    const DriftState::Group& seen = state_.groups[g];
    GroupDrift& one = out.groups.emplace_back();
    one.group = drift_groups[g];
    one.courses = seen.courses;
    one.flagged = seen.flagged;
    one.rate = static_cast<double>(seen.flagged) / static_cast<double>(seen.courses);
    one.interval = rate_sequence(seen.courses, seen.flagged, options_.level);
    switch (one.group) {
      case DriftGroup::reached:
        one.expected = k / (n + 1.0);
        one.expected_range = of_beta(k, n + 1.0 - k);
        break;
      case DriftGroup::missed:
        one.expected = f / m;
        one.expected_range = of_share(f, m);
        break;
      case DriftGroup::all:
        one.expected = (k + f) / (n + m);
        one.expected_range = of_share(k + f, n + m);
        break;
    }
    for (std::size_t d = 0; d < 2; ++d) {
      DriftEvidence& evidence = one.evidence[d];
      evidence.log_e = drift_log_e(reference_, one.group, drift_directions[d], seen.courses, seen.flagged);
      evidence.log_greatest = seen.log_greatest[d];
      if (seen.found_at[d] > 0) {
        evidence.found_at = seen.found_at[d];
        out.found_at = std::min(out.found_at.value_or(seen.found_at[d]), seen.found_at[d]);
      }
      out.p = std::min(out.p, 2.0 * static_cast<double>(groups()) * evidence.p());
    }
  }
  describe(out, options_);
  return out;
}

Result<DriftResult> drift_check(const DriftReference& reference, std::span<const FlaggedCourse> courses,
                                const DriftOptions& options) {
  auto check = DriftCheck::make(reference, options);
  if (!check) return check.error();
  for (const FlaggedCourse& course : courses) check->add(course.flagged, course.outcome);
  return check->result();
}

}  // namespace oncourse
