// interval_text.hpp: confidence intervals of a model's figures for people.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "oncourse/growth/inference.hpp"

namespace oncourse::cli {

/// A line per figure under a heading: "95 % intervals by profile likelihood  estimate  low  high".
///
///   by  "profile likelihood"
std::string interval_text(std::span<const growth::ParameterInterval> intervals, double level, const char* by);

}  // namespace oncourse::cli
