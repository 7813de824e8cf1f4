// residuals.hpp: how scores scatter about a person's own line, from one session to the next.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

namespace oncourse::growth {

/// A good week is often followed by another.
enum class ResidualCorrelation {
  independent,                ///< no memory
  autoregressive,             ///< exp(-|dt| / range): continuous-time AR(1), nlme's corCAR1
  autoregressive_with_noise,  ///< (1 - nugget) exp(-|dt| / range): beside it noise of measurement, nlme's
                              ///< corExp(nugget)
};

inline constexpr std::array residual_correlations = {ResidualCorrelation::independent,
                                                     ResidualCorrelation::autoregressive,
                                                     ResidualCorrelation::autoregressive_with_noise};

constexpr std::string_view name(ResidualCorrelation correlation) {
  switch (correlation) {
    case ResidualCorrelation::independent: return "independent";
    case ResidualCorrelation::autoregressive: return "autoregressive";
    case ResidualCorrelation::autoregressive_with_noise: return "autoregressive-with-noise";
  }
  return "unknown";
}

/// How many numbers of ResidualParameters it estimates: the range, then the nugget.
constexpr int parameters(ResidualCorrelation correlation) { return static_cast<int>(correlation); }

/// Of residuals dt apart: (1 - nugget) exp(-dt / range); their variance is the model's sigma2.
struct ResidualParameters {
  double range = 0.0;   ///< in units of time: after it the correlation has fallen to 1/e of its start; 0: independent
  double nugget = 0.0;  ///< the share of the variance that has no memory

  friend bool operator==(const ResidualParameters&, const ResidualParameters&) = default;
};

}  // namespace oncourse::growth
