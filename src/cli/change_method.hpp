// change_method.hpp: the options that say how a change is judged, and the rule that they make.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "oncourse/change/change_rule.hpp"
#include "oncourse/change/effect_size.hpp"
#include "oncourse/instrument/instrument.hpp"

namespace oncourse::cli {

struct ChangeMethod {
  std::string method = "reliable";

  void add_options(CLI::App* command);

  /// The rule of this method; `named` in place of the one that was asked for.
  ///
  ///   q       whose criterion, cut-offs and norms there are; nullptr: none
  ///   sample  the pairs at hand, where --from-sample asks for their figures
  [[nodiscard]] Result<ChangeRule> rule(const Instrument* q, Direction direction,
                                        const std::optional<PairSummary>& sample, const std::string& named) const;
  [[nodiscard]] bool from_sample() const { return from_sample_; }

  /// As --method knows them.
  static std::vector<std::string> names();

 private:
  [[nodiscard]] Result<ScoreStatistics> statistics(const std::optional<PairSummary>& sample) const;
  [[nodiscard]] Result<std::optional<PopulationScores>> population(const Instrument* q, const std::string& norm,
                                                                   std::optional<double> mean,
                                                                   std::optional<double> sd) const;
  [[nodiscard]] Result<double> line_between(const Instrument* q, Direction direction,
                                            const std::optional<PairSummary>& sample) const;
  [[nodiscard]] Result<std::optional<ClinicalRange>> range(const Instrument* q, Direction direction,
                                                           const std::optional<PairSummary>& sample) const;

  std::string criterion_, cutoff_, clinical_norm_, functional_norm_;
  std::optional<double> sd_, reliability_, post_reliability_, pre_mean_, post_mean_, post_sd_, correlation_,
      improvement_, deterioration_, line_, functional_mean_, functional_sd_, clinical_mean_, clinical_sd_;
  double zero_ = 0.0;
  bool from_sample_ = false, true_scores_ = false;
};

}  // namespace oncourse::cli
