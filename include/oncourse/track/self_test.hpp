// self_test.hpp: does this build on this machine compute what it must?
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "oncourse/base/error.hpp"

namespace oncourse {

/// A figure that is known from elsewhere: from a publication, a worked sheet, or by hand.
struct SelfTestFigure {
  std::string name;
  double computed = 0.0, expected = 0.0;
  double tolerance = 0.0;  ///< half a unit of the last digit that the source gives; 0: exactly
};

/// Scores a sheet of every instrument that ships, fits a published growth study anew, forecasts and judges persons
/// whose figures follow by hand from a model with round ones.
///
///   cost  some milliseconds
std::vector<SelfTestFigure> self_test_figures();

/// The first figure that is not as expected.
///
///   result  internal: its name, what was computed and what was expected
std::optional<Error> deviation(std::span<const SelfTestFigure> figures);

}  // namespace oncourse
