// timed_scores.hpp: series that own their sessions, random ones, and the same in a mirror or moved.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "oncourse/change/timed_scores.hpp"

namespace oncourse::support {

inline constexpr double no_score = std::numeric_limits<double>::quiet_NaN();

struct Sessions {
  std::vector<double> time, score;
  Direction direction = Direction::lower_is_better;

  [[nodiscard]] TimedScores series() const { return {time, score, direction}; }
  [[nodiscard]] Sessions first(std::size_t n) const {
    const auto end = static_cast<std::ptrdiff_t>(n);
    return {{time.begin(), time.begin() + end}, {score.begin(), score.begin() + end}, direction};
  }
};

/// Once a week, from 0 on.
inline Sessions weekly(std::vector<double> score, Direction direction = Direction::lower_is_better) {
  Sessions out{{}, std::move(score), direction};
  for (std::size_t k = 0; k < out.score.size(); ++k) out.time.push_back(static_cast<double>(k));
  return out;
}

constexpr Direction other(Direction direction) {
  return direction == Direction::lower_is_better ? Direction::higher_is_better : Direction::lower_is_better;
}

/// Every score s becomes top - s, and the other end the better one.
inline Sessions mirrored(Sessions sessions, double top) {
  for (double& score : sessions.score) score = top - score;
  sessions.direction = other(sessions.direction);
  return sessions;
}

inline Sessions moved(Sessions sessions, double points) {
  for (double& score : sessions.score) score += points;
  return sessions;
}

/// Whole scores 0..24 that drift and swing, some of them missing, at uneven times of whole quarters; every sum of
/// theirs is exact.
inline Sessions any_sessions(std::mt19937_64& random, std::size_t most = 16) {
  std::uniform_int_distribution<std::size_t> sessions(2, most);
  std::uniform_int_distribution<int> wait(1, 8), step(-6, 5), start(0, 24);
  std::bernoulli_distribution missed(0.15), flip(0.5);
  Sessions out;
  double time = 0.0;
  int score = start(random);
  for (std::size_t n = sessions(random); n > 0; --n) {
    out.time.push_back(time);
    out.score.push_back(missed(random) ? no_score : static_cast<double>(score));
    time += wait(random) / 4.0;
    score = std::min(24, std::max(0, score + step(random)));
  }
  return flip(random) ? mirrored(out, 24) : out;
}

}  // namespace oncourse::support
