// names.hpp: how the words of a definition are written in documents.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "oncourse/instrument/instrument.hpp"

namespace oncourse {

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

inline constexpr std::array domain_list = {Domain::symptom,        Domain::functioning,   Domain::interpersonal,
                                           Domain::social_support, Domain::communication, Domain::alliance,
                                           Domain::risk,           Domain::wellbeing};

constexpr std::string_view name(Reporter reporter) { return reporter == Reporter::self ? "self" : "clinician"; }
inline constexpr std::array reporters = {Reporter::self, Reporter::clinician};

constexpr std::string_view name(Purpose purpose) {
  switch (purpose) {
    case Purpose::caseness: return "caseness";
    case Purpose::screen: return "screen";
    case Purpose::severity: return "severity";
    case Purpose::remission: return "remission";
  }
  return "unknown";
}
inline constexpr std::array purposes = {Purpose::caseness, Purpose::screen, Purpose::severity, Purpose::remission};

/// The purpose of this name; empty: none chosen.
///
///   errors  not_available: there is no such purpose, the detail lists those there are
inline Result<std::optional<Purpose>> purpose_named(std::string_view named) {
  if (named.empty()) return std::optional<Purpose>{};
  for (const Purpose purpose : purposes)
    if (name(purpose) == named) return std::optional(purpose);
  return Error{Errc::not_available, "no such purpose of a cut-off, known are caseness, screen, severity, remission"};
}

constexpr std::string_view name(Combine combine) { return combine == Combine::sum ? "sum" : "mean"; }
inline constexpr std::array combinations = {Combine::sum, Combine::mean};

constexpr std::string_view name(TotalRule rule) {
  switch (rule) {
    case TotalRule::sum: return "sum";
    case TotalRule::mean: return "mean";
    case TotalRule::sum_of_group_maxima: return "sum_of_group_maxima";
    case TotalRule::sum_of_subscales: return "sum_of_subscales";
    case TotalRule::mean_of_subscales: return "mean_of_subscales";
    case TotalRule::goal_attainment: return "goal_attainment";
    case TotalRule::none: return "none";
  }
  return "unknown";
}
inline constexpr std::array total_rules = {TotalRule::sum,
                                           TotalRule::mean,
                                           TotalRule::sum_of_group_maxima,
                                           TotalRule::sum_of_subscales,
                                           TotalRule::mean_of_subscales,
                                           TotalRule::goal_attainment,
                                           TotalRule::none};

constexpr std::string_view name(MissingRule::Kind kind) {
  switch (kind) {
    case MissingRule::Kind::none: return "none";
    case MissingRule::Kind::up_to: return "up_to";
    case MissingRule::Kind::more_than_half: return "more_than_half";
  }
  return "unknown";
}
inline constexpr std::array missing_kinds = {MissingRule::Kind::none, MissingRule::Kind::up_to,
                                             MissingRule::Kind::more_than_half};

constexpr std::string_view name(MissingRule::Fill fill) {
  switch (fill) {
    case MissingRule::Fill::mean: return "mean";
    case MissingRule::Fill::rounded_mean: return "rounded_mean";
    case MissingRule::Fill::median_rounded_up: return "median_rounded_up";
  }
  return "unknown";
}
inline constexpr std::array fills = {MissingRule::Fill::mean, MissingRule::Fill::rounded_mean,
                                     MissingRule::Fill::median_rounded_up};

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
