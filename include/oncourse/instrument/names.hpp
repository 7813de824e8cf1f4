// names.hpp: how the words of a definition are written in documents.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

#include "oncourse/instrument/instrument.hpp"

namespace oncourse {

constexpr std::string_view name(Direction direction) {
  return direction == Direction::lower_is_better ? "lower_is_better" : "higher_is_better";
}
inline constexpr std::array directions = {Direction::lower_is_better, Direction::higher_is_better};

constexpr std::string_view name(Domain domain) {
  switch (domain) {
    case Domain::symptom: return "symptom";
    case Domain::functioning: return "functioning";
    case Domain::interpersonal: return "interpersonal";
    case Domain::social_support: return "social_support";
    case Domain::communication: return "communication";
    case Domain::alliance: return "alliance";
    case Domain::risk: return "risk";
    case Domain::wellbeing: return "wellbeing";
  }
  return "unknown";
}

constexpr std::string_view name(Combine combine) { return combine == Combine::sum ? "sum" : "mean"; }

constexpr std::string_view name(TotalRule rule) {
  switch (rule) {
    case TotalRule::sum: return "sum";
    case TotalRule::mean: return "mean";
    case TotalRule::sum_of_group_maxima: return "sum_of_group_maxima";
    case TotalRule::mean_of_subscales: return "mean_of_subscales";
  }
  return "unknown";
}

constexpr std::string_view name(MissingRule::Kind kind) {
  switch (kind) {
    case MissingRule::Kind::none: return "none";
    case MissingRule::Kind::up_to: return "up_to";
    case MissingRule::Kind::more_than_half: return "more_than_half";
  }
  return "unknown";
}

constexpr std::string_view name(Difference::Of of) {
  switch (of) {
    case Difference::Of::change: return "change";
    case Difference::Of::improvement: return "improvement";
    case Difference::Of::worsening: return "worsening";
  }
  return "unknown";
}
inline constexpr std::array difference_directions = {Difference::Of::change, Difference::Of::improvement,
                                                     Difference::Of::worsening};

constexpr std::string_view name(Compare compare) {
  switch (compare) {
    case Compare::at_least: return "at_least";
    case Compare::above: return "above";
    case Compare::at_most: return "at_most";
    case Compare::below: return "below";
  }
  return "unknown";
}
inline constexpr std::array comparisons = {Compare::at_least, Compare::above, Compare::at_most, Compare::below};
inline constexpr std::array statuses = {Status::published, Status::secondary, Status::convention};

}  // namespace oncourse
