// sudden_gain_summary.hpp: one gain to stand for a person, and the gains of many persons.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "oncourse/change/sudden_gain.hpp"

namespace oncourse {

/// Which of several gains stands for a person; of equally large ones the earliest.
enum class WhichGain { first, last, largest, smallest };

constexpr std::string_view name(WhichGain which) {
  switch (which) {
    case WhichGain::first: return "first";
    case WhichGain::last: return "last";
    case WhichGain::largest: return "largest";
    case WhichGain::smallest: return "smallest";
  }
  return "unknown";
}

/// nullptr where there is none.
const SuddenGain* choose(std::span<const SuddenGain> gains, WhichGain which);

/// Of many persons.
struct SuddenGainSummary {
  std::size_t persons = 0, with_gain = 0, with_several = 0;
  std::size_t gains = 0;                               ///< all of them, or one per person where one was chosen
  std::size_t reversed = 0, reversal_known = 0;        ///< of these
  std::optional<double> magnitude_mean, magnitude_sd;  ///< of these; absent without a gain, below two
};

/// Of every gain, or of the chosen one of each person.
///
///   persons  the gains of each, empty where there is none
SuddenGainSummary describe(std::span<const std::vector<SuddenGain>> persons, std::optional<WhichGain> which = {});

}  // namespace oncourse
