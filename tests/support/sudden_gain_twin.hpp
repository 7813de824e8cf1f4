// sudden_gain_twin.hpp: sudden gains once more, written from the definition for one interval at a time, and slow.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <map>
#include <optional>
#include <vector>

#include "oncourse/base/student_t.hpp"
#include "oncourse/change/sudden_gain.hpp"

namespace oncourse::support {

struct TwinInterval {
  int from, to;
  std::optional<bool> criteria[3];
  std::optional<bool> sudden, reversed;
  std::optional<int> reversed_at;
  std::optional<double> share_of_total;
};

/// Scores by session, those missed left out; everything is turned so that the change looked for is a fall.
inline std::vector<TwinInterval> sudden_gain_twin(const std::vector<double>& scores, Direction direction,
                                                  const SuddenGainCriteria& c) {
  const bool gain = c.kind == SuddenChange::gain;
  const double turn = (direction == Direction::lower_is_better) == gain ? 1.0 : -1.0;
  std::map<int, double> everything, y;
  for (int session = 1; session <= static_cast<int>(scores.size()); ++session)
    if (const double score = scores[static_cast<std::size_t>(session - 1)]; !std::isnan(score))
      everything[session] = score;
  const int first = c.from_session.value_or(1), last = c.to_session.value_or(static_cast<int>(scores.size()));
  for (const auto& [session, score] : everything)
    if (session >= first && session <= last) y[session] = score;
  const auto known = [](const std::map<int, double>& in, int session) -> std::optional<double> {
    const auto at = in.find(session);
    return at == in.end() ? std::nullopt : std::optional(at->second);
  };
  std::optional<double> start, end;
  if (!y.empty()) start = y.begin()->second, end = y.rbegin()->second;
  if (c.start_session) start = known(everything, *c.start_session);
  if (c.end_session) end = known(everything, *c.end_session);
  const auto tested = [&](int from, int to) {
    return (from != first || c.first_interval) && (to != last || c.last_interval);
  };

  // Which pairs of sessions: neighbours, but where a bridge spans several of these the bridge alone.
  std::map<int, int> pairs;
  for (int session = first; session < last; ++session)
    if (tested(session, session + 1)) pairs[session] = session + 1;
  for (auto a = y.begin(); a != y.end(); ++a) {
    const auto b = std::next(a);
    if (b == y.end() || b->first - a->first - 1 > c.bridge || !tested(a->first, b->first)) continue;
    for (int session = a->first; session < b->first; ++session) pairs.erase(session);
    pairs[a->first] = b->first;
  }

  std::vector<TwinInterval> out;
  for (const auto& [from, to] : pairs) {
    TwinInterval one{from, to, {}, {}, {}, {}, {}};
    const auto before = known(y, from), after = known(y, to);
    const bool both = before && after;
    const double fall = both ? turn * (*before - *after) : 0.0;
    if (c.points && both) one.criteria[0] = fall > *c.points - 1e-9;
    if (c.share && both) {
      std::optional<double> of = std::fabs(*before);
      if (c.share->of == ShareOf::first_score) of = start;
      if (c.share->of == ShareOf::distance_to_end) of = std::fabs(*before - *c.share->scale_end);
      if (of) one.criteria[1] = fall > c.share->share * *of - 1e-9;
      if (!(fall > 0.0)) one.criteria[1] = false;
    }
    if (c.means) {
      std::vector<double> pre, post;
      for (const auto& [session, score] : y) {
        if (session > from - c.means->sessions && session <= from) pre.push_back(turn * score);
        if (session >= to && session < to + c.means->sessions) post.push_back(turn * score);
      }
      const auto least = static_cast<std::size_t>(c.means->least);
      if (pre.size() >= least && post.size() >= least && pre.size() + post.size() > 2) {
        // Sums of squares from all pairs of scores: sum (a - b)^2 / n.
        double sum[2] = {0.0, 0.0}, pooled = 0.0;
        for (int side = 0; side < 2; ++side) {
          const std::vector<double>& these = side == 0 ? pre : post;
          for (std::size_t i = 0; i < these.size(); ++i) {
            sum[side] += these[i];
            for (std::size_t j = 0; j < i; ++j)
              pooled += (these[i] - these[j]) * (these[i] - these[j]) / static_cast<double>(these.size());
          }
        }
        const double n1 = static_cast<double>(pre.size()), n2 = static_cast<double>(post.size());
        const double critical = c.means->critical.value_or(student_t_half_width(1.0 - c.means->alpha, n1 + n2 - 2.0));
        const double sd = std::sqrt(pooled / (n1 + n2 - 2.0));
        const double unit = c.means->t_test ? std::sqrt((n1 + n2) / (n1 * n2)) : 1.0;
        if (sd > 0.0 || !c.means->needs_variance)
          one.criteria[2] = sum[0] / n1 - sum[1] / n2 > critical * sd * unit + 1e-9;
      }
    }

    // Every way in which the unknown could turn out; agreed on is known.
    const bool given[3] = {c.points.has_value(), c.share.has_value(), c.means.has_value()};
    bool could_be[2] = {false, false};
    for (int world = 0; world < 16; ++world) {
      bool all = true, any = false, possible = true;
      for (int k = 0; k < 3; ++k) {
        if (!given[k]) continue;
        const bool here = (world >> k) & 1;
        if (one.criteria[k] && *one.criteria[k] != here) possible = false;
        all = all && here;
        any = any || here;
      }
      const bool falls = (world >> 3) & 1;
      if (both && falls != (fall > 0.0)) possible = false;
      if (possible) could_be[(c.combine == CombineCriteria::all ? all : any) && falls] = true;
    }
    if (could_be[0] != could_be[1]) one.sudden = could_be[1];

    if (one.sudden == true) {
      for (const auto& [session, score] : y) {
        if (session < to + c.reversal_from - 1 || one.reversed == true) continue;
        const double lost = turn * (score - *after);
        one.reversed =
            c.reversal_inclusive ? lost > c.reversal_share * fall - 1e-9 : lost > c.reversal_share * fall + 1e-9;
        if (*one.reversed) one.reversed_at = session;
      }
      if (start && end && *start != *end) one.share_of_total = (*before - *after) / (*start - *end);
    }
    out.push_back(one);
  }
  return out;
}

}  // namespace oncourse::support
