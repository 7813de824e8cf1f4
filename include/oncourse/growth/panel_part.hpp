// panel_part.hpp: some of a panel's persons, in columns of their own.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "oncourse/growth/panel.hpp"

namespace oncourse::growth {

/// A copy of the rows of those persons who are kept, in the same order.
class PanelPart {
 public:
  ///   whole  checked by trouble_in()
  ///   keep   one per person
  PanelPart(const Panel& whole, const std::vector<bool>& keep) : columns_(whole.covariates.size()) {
    for (std::size_t i = 0; i < whole.persons(); ++i) {
      if (!keep[i]) continue;
      for (std::size_t row = whole.offsets[i]; row < whole.offsets[i + 1]; ++row) {
        time_.push_back(whole.time[row]);
        score_.push_back(whole.score[row]);
        for (std::size_t c = 0; c < columns_.size(); ++c) columns_[c].push_back(whole.covariates[c][row]);
      }
      offsets_.push_back(time_.size());
    }
    views_.assign(columns_.begin(), columns_.end());
  }
  PanelPart(const PanelPart&) = delete;
  PanelPart& operator=(const PanelPart&) = delete;

  /// Borrowed.
  [[nodiscard]] Panel panel() const { return {offsets_, time_, score_, views_}; }

 private:
  std::vector<std::size_t> offsets_ = {0};
  std::vector<double> time_, score_;
  std::vector<std::vector<double>> columns_;
  std::vector<std::span<const double>> views_;
};

}  // namespace oncourse::growth
