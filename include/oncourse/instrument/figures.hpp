// figures.hpp: how to read a score: severity, cut-offs, norms, reliability and what change means, each with its source.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "oncourse/base/error.hpp"
#include "oncourse/base/provenance.hpp"

namespace oncourse {

/// Severity from `from` up to the next band, so that prorated scores between whole points have a band too.
struct Band {
  double from;
  std::string_view label;
};

/// Another way to divide the same scale, chosen by its name.
struct Banding {
  std::string_view name;  ///< who divides it so: "CRUfAD"
  std::span<const Band> bands;
  Provenance from;
};

enum class Compare { at_least, above, at_most, below };

/// What a threshold is for.
enum class Purpose {
  caseness,  ///< ill enough to count as a case, as services define it
  screen,    ///< look further
  severity,  ///< the next degree begins
  remission  ///< well: the one purpose whose threshold marks the functional side
};

/// A threshold with what it is for and in whom; there may be several, and none is preferred.
struct Cutoff {
  Purpose purpose;
  std::string_view population;
  Compare compare;
  double value;
  Provenance from;
  std::string_view note = {};  ///< accuracy, as published: "sensitivity .88, specificity .88"
};

/// How a population scores.
struct Norm {
  std::string_view population;
  bool clinical;
  double mean, sd;
  int n;  ///< persons; 0: not stated
  Provenance from;
};

struct Reliability {
  std::string_view kind;  ///< "alpha", "retest"
  std::string_view population;
  double value;
  Provenance from;
};

/// A difference in points that means something: reliable, or important to patients.
struct Difference {
  enum class Of { change, improvement, worsening };
  /// What a reliable change is computed from: z(level) sd sqrt(2 (1 - reliability)), rounded to whole points.
  struct Computed {
    double sd, reliability, level;
  };
  double points;
  std::string_view basis;
  Provenance from;
  Of of = Of::change;                     ///< the direction that the source states it for; `change`: both
  std::optional<Computed> computed = {};  ///< where the source says
};

/// What is known of one scale's scores. Where several populations are known, whoever asks chooses.
struct Figures {
  std::span<const Band> bands = {};  ///< ascending; the first starts at the scale's least score
  Provenance bands_from = {};
  std::span<const Banding> other_bands = {};
  std::span<const Cutoff> cutoffs = {};
  std::span<const Norm> norms = {};
  std::span<const Reliability> reliabilities = {};
  std::span<const Difference> reliable_change = {};
  std::span<const Difference> important_change = {};  ///< minimal clinically important difference
};

constexpr bool meets(double score, Compare compare, double value) {
  switch (compare) {
    case Compare::at_least: return score >= value;
    case Compare::above: return score > value;
    case Compare::at_most: return score <= value;
    case Compare::below: return score < value;
  }
  return false;
}

/// The severity band of a score, or nullptr where there are no bands.
constexpr const Band* band_of(std::span<const Band> bands, double score) {
  const Band* found = nullptr;
  for (const Band& band : bands)
    if (score >= band.from) found = &band;
  return found;
}

/// On the dysfunctional side of a cut-off. A remission cut-off marks the functional side, all others the clinical one.
constexpr bool in_clinical_range(const Cutoff& cutoff, double score) {
  return meets(score, cutoff.compare, cutoff.value) != (cutoff.purpose == Purpose::remission);
}

/// The cut-off for this purpose in this population. Which population is never chosen silently.
///
///   purpose     none: caseness where the scale has such a cut-off, else screen, else remission; severity only by name
///   population  as the definition writes it; empty: all there are, as far as they draw the same line
///   errors      not_available: there is none, or several differ and none was chosen; the detail lists what there is
Result<const Cutoff*> find_cutoff(const Figures& figures, std::optional<Purpose> purpose = {},
                                  std::string_view population = {});

/// What find_cutoff() finds unasked; nullptr where there is none, or where whoever reads the score must choose.
const Cutoff* usual_cutoff(const Figures& figures);

/// The norm of this population; empty: the only one there is.
///
///   errors  not_available: there is none, or several and none was chosen; the detail lists what there is
Result<const Norm*> find_norm(const Figures& figures, std::string_view population = {});

/// The bands of this name; empty: the scale's own.
///
///   errors  not_available: there are none of this name, the detail lists those there are
Result<std::span<const Band>> find_bands(const Figures& figures, std::string_view name);

/// Where a score stands among those of a population.
struct Standing {
  double z = 0.0;           ///< standard deviations above the mean
  double t = 50.0;          ///< 50 + 10 z
  double percentile = 0.0;  ///< 0..100: the share that scores lower, if scores are normally distributed there
};

///   score   finite
///   source  the norm's; symptom scores are skewed in the general population, so that percentiles there are rough
Standing standing(const Norm& norm, double score);

}  // namespace oncourse
