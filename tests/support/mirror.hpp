// mirror.hpp: an instrument read in a mirror: every score s becomes total_min + total_max - s.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "oncourse/instrument/instrument.hpp"

namespace oncourse::support {

class Mirror {
 public:
  explicit Mirror(const Instrument& q)
      : cutoffs_(q.figures.cutoffs.begin(), q.figures.cutoffs.end()),
        norms_(q.figures.norms.begin(), q.figures.norms.end()),
        instrument_(q) {
    instrument_.direction =
        q.direction == Direction::lower_is_better ? Direction::higher_is_better : Direction::lower_is_better;
    for (Cutoff& cutoff : cutoffs_) {
      cutoff.value = score(cutoff.value);
      cutoff.compare = compare(cutoff.compare);
    }
    for (Norm& norm : norms_) norm.mean = score(norm.mean);
    instrument_.figures.cutoffs = cutoffs_;
    instrument_.figures.norms = norms_;
  }
  Mirror(const Mirror&) = delete;
  Mirror& operator=(const Mirror&) = delete;

  [[nodiscard]] const Instrument& instrument() const { return instrument_; }
  [[nodiscard]] double score(double s) const { return instrument_.total_min + instrument_.total_max - s; }

  static Compare compare(Compare kind) {
    switch (kind) {
      case Compare::at_least: return Compare::at_most;
      case Compare::above: return Compare::below;
      case Compare::at_most: return Compare::at_least;
      case Compare::below: return Compare::above;
    }
    return kind;
  }

 private:
  std::vector<Cutoff> cutoffs_;
  std::vector<Norm> norms_;
  Instrument instrument_;
};

}  // namespace oncourse::support
