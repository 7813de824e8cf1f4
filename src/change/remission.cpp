// remission.cpp: four states and the scores that lead from one to the next.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/remission.hpp"

#include <algorithm>
#include <cmath>

#include "oncourse/base/number.hpp"

namespace oncourse {
namespace {

/// Which scores are remitted and which are a return of illness, for one person. No score is both.
class Lines {
 public:
  Lines(const ScoredSessions& sessions, const RemissionCriterion& criterion)
      : criterion_(&criterion), direction_(sessions.direction), relapse_limit_(criterion.limit.value) {
    if (criterion.relapse.kind == RelapseCriterion::Kind::beyond_limit) relapse_limit_ = criterion.relapse.limit.value;
    if (criterion.relapse.kind != RelapseCriterion::Kind::loss_of_response) return;
    response_ = ImprovementLine::from(sessions.baseline().score, direction_, criterion.relapse.response);
    if (response_ && better(direction_) * (response_->limit() - relapse_limit_) < 0.0)
      relapse_limit_ = response_->limit();
  }
  [[nodiscard]] bool remitted(double score) const { return on_better_side(criterion_->limit, direction_, score); }
  [[nodiscard]] bool ill_again(double score) const {
    if (criterion_->relapse.kind == RelapseCriterion::Kind::beyond_limit)
      return on_worse_side(criterion_->relapse.limit, direction_, score);
    return !remitted(score) && !(response_ && response_->met(score));
  }
  [[nodiscard]] double relapse_limit() const { return relapse_limit_; }

 private:
  const RemissionCriterion* criterion_;
  Direction direction_;
  std::optional<ImprovementLine> response_ = {};
  double relapse_limit_;
};

/// Recovery, if it is ascribed before the scores of this remission end.
///
///   episode  the scores from the onset of remission up to the last before its end was ascribed
///   from     the index in `episode` of the score at which remission was ascribed
std::optional<ChangeEvent> recovery_in(std::span<const SessionScore> episode, std::size_t from,
                                       const RemissionCriterion& criterion, const Lines& lines) {
  if (!criterion.recovery_duration && !criterion.recovery_scores) return std::nullopt;
  const SessionScore& onset = episode.front();
  for (std::size_t i = from; i < episode.size(); ++i) {
    const SessionScore& now = episode[i];
    if (criterion.recovery_duration && now.time - onset.time < *criterion.recovery_duration) continue;
    if (criterion.recovery_scores && i + 1 < *criterion.recovery_scores) continue;
    if (lines.ill_again(now.score)) continue;
    return ChangeEvent{EventKind::recovery,   now.session,   now.time,  now.score,
                       criterion.limit.value, onset.session, onset.time};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Error> trouble_in(const RemissionCriterion& criterion, Direction direction) {
  const RelapseCriterion& relapse = criterion.relapse;
  if (auto trouble = trouble_in(criterion.limit)) return trouble;
  for (const Persistence& persistence : {criterion.ascribed, relapse.persistence})
    if (auto trouble = trouble_in(persistence)) return trouble;
  if (criterion.recovery_duration &&
      (!(*criterion.recovery_duration >= 0.0) || !std::isfinite(*criterion.recovery_duration)))
    return Error{Errc::bad_argument,
                 "recovery after a duration of " + text(*criterion.recovery_duration) + ", it must be 0 or more"};
  if (criterion.recovery_scores == std::size_t{0})
    return Error{Errc::bad_argument, "recovery after 0 scores, it must be 1 or more"};
  if (relapse.kind == RelapseCriterion::Kind::loss_of_response) return trouble_in(relapse.response);
  if (relapse.kind == RelapseCriterion::Kind::loss_of_remission) return std::nullopt;
  if (auto trouble = trouble_in(relapse.limit)) return trouble;
  const double apart = better(direction) * (criterion.limit.value - relapse.limit.value);
  if (apart < 0.0 || (apart == 0.0 && criterion.limit.inclusive && relapse.limit.inclusive))
    return Error{Errc::bad_argument, "relapse at " + text(relapse.limit.value) + " and remission at " +
                                         text(criterion.limit.value) + ": a score could be both"};
  return std::nullopt;
}

Result<Remission> remission(const ScoredSessions& sessions, const RemissionCriterion& criterion) {
  if (auto trouble = trouble_in(criterion, sessions.direction)) return *trouble;
  const Lines lines(sessions, criterion);
  Remission out;
  if (lines.remitted(sessions.baseline().score)) {
    out.first.at_risk = false;
    out.state = Remission::State::not_at_risk;
    return out;
  }
  const auto at = [&](std::size_t session) {  // the place of a session among the scores
    const auto found = std::ranges::lower_bound(sessions.scores, session, {}, &SessionScore::session);
    return static_cast<std::size_t>(found - sessions.scores.begin());
  };
  const std::span<const SessionScore> all = sessions.scores;
  for (std::size_t next = 1; next < all.size();) {
    const auto begin = first_event(EventKind::remission, all.subspan(next), criterion.limit.value, criterion.ascribed,
                                   [&](double score) { return lines.remitted(score); });
    if (!begin) break;
    const std::size_t onset = at(begin->from_session), ascribed = at(begin->session);
    RemissionEpisode episode{*begin};
    episode.end = first_event(EventKind::relapse, all.subspan(ascribed + 1), lines.relapse_limit(),
                              criterion.relapse.persistence, [&](double score) { return lines.ill_again(score); });
    const std::size_t end = episode.end ? at(episode.end->session) : all.size();
    episode.recovery = recovery_in(all.subspan(onset, end - onset), ascribed - onset, criterion, lines);
    if (episode.recovery && episode.end) episode.end->kind = EventKind::recurrence;
    out.state = episode.end ? (episode.recovery ? Remission::State::recurred : Remission::State::relapsed)
                            : (episode.recovery ? Remission::State::recovered : Remission::State::remitted);
    out.episodes.push_back(episode);
    next = end + 1;
  }
  out.first = time_to(sessions, out.episodes.empty() ? std::nullopt : std::optional(out.episodes.front().remission));
  return out;
}

}  // namespace oncourse
