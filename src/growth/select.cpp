// select.cpp: which form of growth model a cohort speaks for.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/select.hpp"

#include <cmath>
#include <limits>

#include "oncourse/growth/fit.hpp"
#include "oncourse/growth/folds.hpp"
#include "oncourse/growth/log_density.hpp"
#include "oncourse/growth/panel_part.hpp"

namespace oncourse::growth {

namespace {

double sum(const std::vector<double>& numbers) {
  double out = 0.0;
  for (const double number : numbers) out += number;
  return out;
}

}  // namespace

Result<std::vector<SelectionRow>> select(const Panel& panel, std::span<const Design> forms,
                                         const SelectionOptions& options) {
  const auto bad = [](std::string detail) { return Error{Errc::bad_argument, std::move(detail)}; };
  if (forms.empty()) return bad("there is no form to choose from");
  if (auto trouble = trouble_in(FitOptions{Likelihood::full, {}, options.threads})) return *trouble;
  if (auto trouble = trouble_in(panel, forms.front().covariates.size(), std::numeric_limits<double>::lowest()))
    return *trouble;
  if (options.folds < 0 || options.folds == 1 || static_cast<std::size_t>(options.folds) > panel.persons())
    return bad(text(options.folds) + " folds of " + text(panel.persons()) + " persons, 0 or 2 and more are possible");
  const std::vector<int> part =
      options.folds > 0 ? folds_of(panel.persons(), options.folds, options.seed) : std::vector<int>(panel.persons(), 0);
  const std::size_t all = forms.size() * static_cast<std::size_t>(options.folds + 1);
  std::size_t done = 0;
  const auto ended = [&] { return options.progress && !options.progress(done, all); };

  std::vector<SelectionRow> out;
  std::vector<std::vector<double>> scores;  // of each form, of each person; empty where they are not known
  for (const Design& form : forms) {
    SelectionRow row;
    row.design = form;
    std::vector<double> of_person(panel.persons(), 0.0);
    const FitOptions fitting = {Likelihood::full, {}, options.threads};
    const auto whole = fit(panel, form, fitting);
    ++done;
    if (ended()) return bad("the selection was ended after " + text(done) + " of " + text(all) + " fits");
    if (whole) {
      row.search = whole->search;
      row.parameters = whole->parameters();
      row.log_likelihood = whole->log_likelihood();
      row.aic = whole->aic();
      row.bic = whole->bic();
    } else {
      row.refused = whole.error();
    }
    bool known = whole.ok() && options.folds > 0;
    for (int fold = 0; fold < options.folds; ++fold) {
      if (known) {
        std::vector<bool> others(panel.persons()), own(panel.persons());
        for (std::size_t i = 0; i < panel.persons(); ++i) others[i] = !(own[i] = part[i] == fold);
        const PanelPart held(panel, own), rest(panel, others);
        const auto model = fit(rest.panel(), form, fitting);
        const auto found = model ? log_densities(*model, held.panel()) : model.error();
        known = found.ok();
        if (known)
          for (std::size_t i = 0, at = 0; i < panel.persons(); ++i)
            if (own[i]) of_person[i] = (*found)[at++];
      }
      ++done;
      if (ended()) return bad("the selection was ended after " + text(done) + " of " + text(all) + " fits");
    }
    if (!known) of_person.clear();
    row.predictive_log_score = known ? sum(of_person) : std::numeric_limits<double>::quiet_NaN();
    scores.push_back(std::move(of_person));
    out.push_back(std::move(row));
  }

  std::size_t best = 0;
  for (std::size_t k = 0; k < out.size(); ++k)
    if (!scores[k].empty() && (scores[best].empty() || out[k].predictive_log_score > out[best].predictive_log_score))
      best = k;
  for (std::size_t k = 0; k < out.size(); ++k) {
    out[k].behind = out[best].predictive_log_score - out[k].predictive_log_score;
    if (scores[k].empty()) {
      out[k].behind_error = std::numeric_limits<double>::quiet_NaN();
      continue;
    }
    const auto n = static_cast<double>(panel.persons());
    double squares = 0.0;
    for (std::size_t i = 0; i < panel.persons(); ++i) {
      const double from_mean = scores[best][i] - scores[k][i] - out[k].behind / n;
      squares += from_mean * from_mean;
    }
    out[k].behind_error = n > 1.0 ? std::sqrt(n / (n - 1.0) * squares) : 0.0;
  }
  return out;
}

std::optional<std::size_t> best_of(std::span<const SelectionRow> rows) {
  std::optional<std::size_t> best;
  const auto better = [](const SelectionRow& a, const SelectionRow& b) {
    const bool known = !std::isnan(a.behind), other_known = !std::isnan(b.behind);
    return known != other_known ? known : known ? a.behind < b.behind : a.aic < b.aic;
  };
  for (std::size_t k = 0; k < rows.size(); ++k)
    if (!rows[k].refused && (!best || better(rows[k], rows[*best]))) best = k;
  return best;
}

std::vector<Design> forms_of(const Design& base, const FormChoices& choices) {
  std::vector<Design> out;
  for (const Transformation& transformation : choices.transformations)
    for (const Curve curve : choices.curves)
      for (const RandomEffects random : choices.random)
        for (const ResidualCorrelation residuals : choices.residuals) {
          if (curve == Curve::straight && random == RandomEffects::curve) continue;
          Design form = base;
          form.curve = curve;
          form.knot = curve == Curve::piecewise ? base.knot : 0.0;
          form.random = random;
          form.residuals = residuals;
          form.transformation = transformation;
          out.push_back(std::move(form));
        }
  return out;
}

std::vector<Design> usual_forms(const Design& base, const std::optional<Transformation>& range) {
  FormChoices choices;
  choices.curves = {base.curve};
  choices.random = {base.random};
  for (const Scale scale : scales)
    if (scale != Scale::points && range) {
      choices.transformations.push_back(*range);
      choices.transformations.back().scale = scale;
    }
  return forms_of(base, choices);
}

}  // namespace oncourse::growth
