// roc_area.hpp: how well a number tells two groups apart, whatever cut it is read with.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>

namespace oncourse {

/// The area under the receiver operating characteristic: the chance that the number of somebody with the event is
/// greater than that of somebody without, ties counting half.
struct RocArea {
  double area = 0.0;
  double standard_error = 0.0;  ///< 0 where a group is told apart without fault, which small groups can be by chance
};

/// Nothing where one of the groups has fewer than two.
///
///   cost    O(n log n)
///   source  DeLong, DeLong & Clarke-Pearson 1988, Biometrics 44:837-845, eq. 4-6, by midranks: Sun & Xu 2014, IEEE
///           Signal Process Lett 21:1389-1393
std::optional<RocArea> roc_area(std::span<const double> with_event, std::span<const double> without);

}  // namespace oncourse
