// select.hpp: which form of growth model a cohort speaks for.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "oncourse/growth/model.hpp"
#include "oncourse/growth/panel.hpp"

namespace oncourse::growth {

struct SelectionOptions {
  int folds = 5;           ///< parts of the persons, each predicted from the others; 0: no prediction
  std::uint64_t seed = 1;  ///< of who is in which part
  int threads = 1;         ///< of each fit
  /// Called after each fit with how many are done; false ends the selection. Absent: nobody is told.
  std::function<bool(std::size_t done, std::size_t all)> progress = {};
};

/// One form beside the others. All figures are of maximum likelihood and of scores in points, and so comparable across
/// lines, residuals and scales.
struct SelectionRow {
  Design design;
  std::optional<Error> refused = {};  ///< why it could not be fitted; the rest is then empty
  FitSearch search = {};
  Eigen::Index parameters = 0;
  double log_likelihood = 0.0, aic = 0.0, bic = 0.0;  ///< BIC with ln(scores)
  /// The log density of each person's scores by the model of the other parts, summed over persons: what the form is
  /// worth for those it has not seen. NaN without folds, or where a part could not be fitted.
  double predictive_log_score = 0.0;
  double behind = 0.0;        ///< the best form's, less this one's
  double behind_error = 0.0;  ///< its standard error, from the differences of single persons
};

/// Where a selection has its least behind, or without folds its least AIC; absent where no form could be fitted.
std::optional<std::size_t> best_of(std::span<const SelectionRow> rows);

/// Fits each form to all persons and, fold by fold, to those outside of it.
///
///   errors  bad_argument: no form, folds below 0 or 1 or more than persons, threads, a selection that `progress`
///           ended; those of trouble_in() of the panel. What one form alone cannot be fitted to is said in its row
///   cost    folds + 1 fits of each form
///   source  predictive log score: Gneiting & Raftery 2007, J Am Stat Assoc 102:359-378, the logarithmic score; paired
///           standard error: Vehtari, Gelman & Gabry 2017, Stat Comput 27:1413-1432, eq. 24
Result<std::vector<SelectionRow>> select(const Panel& panel, std::span<const Design> forms,
                                         const SelectionOptions& options = {});

/// What forms may differ in.
struct FormChoices {
  std::vector<Curve> curves = {Curve::straight};
  std::vector<RandomEffects> random = {RandomEffects::slope};
  std::vector<ResidualCorrelation> residuals = {residual_correlations.begin(), residual_correlations.end()};
  std::vector<Transformation> transformations = {Transformation{}};
};

/// Every combination of the choices that can be, in their order: a bend differs between persons only where the line has
/// one. No choice at all of something is no form.
///
///   base  time basis, the knot of piecewise curves, and covariates
std::vector<Design> forms_of(const Design& base, const FormChoices& choices);

/// The forms that a cohort of symptom scores is usually asked about: on each of the scales, with each residual, the
/// line of `base`; where the range is unknown, on points alone.
///
///   base   time basis, covariates and what differs between persons
///   range  of the scores, for the other scales; absent: points
std::vector<Design> usual_forms(const Design& base, const std::optional<Transformation>& range);

}  // namespace oncourse::growth
