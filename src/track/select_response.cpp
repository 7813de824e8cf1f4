// select_response.cpp: which form of growth model the scores of an instrument speak for.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/select_response.hpp"

#include <algorithm>

#include "track/accepted_scores.hpp"

namespace oncourse {

Result<std::vector<growth::Transformation>> transformations_for(std::span<const growth::Scale> asked,
                                                                const Instrument* instrument,
                                                                const StatedRange& stated) {
  constexpr std::array points = {growth::Scale::points};
  const bool known = instrument || stated.lowest || stated.highest;
  const std::span<const growth::Scale> scales = !asked.empty() ? asked
                                                : known        ? std::span<const growth::Scale>(growth::scales)
                                                               : std::span<const growth::Scale>(points);
  const bool only_points =
      std::all_of(scales.begin(), scales.end(), [](growth::Scale scale) { return scale == growth::Scale::points; });
  std::vector<growth::Transformation> out;
  for (const growth::Scale scale : scales) {
    const bool none = scale == growth::Scale::points && !only_points;  // the range is of the others
    const auto made = transformation_for(scale, instrument, none ? StatedRange{} : stated);
    if (!made) return made.error();
    out.push_back(*made);
  }
  return out;
}

Result<std::vector<growth::SelectionRow>> select_response(const growth::Panel& everybody, const Instrument* instrument,
                                                          std::span<const growth::Design> forms,
                                                          const growth::SelectionOptions& options) {
  if (instrument) {
    for (const growth::Design& form : forms)
      if (auto trouble = trouble_in_range(form.transformation, *instrument)) return *trouble;
    if (auto trouble = trouble_in_scores(everybody, *instrument)) return *trouble;
  }
  return growth::select(everybody, forms, options);
}

}  // namespace oncourse
