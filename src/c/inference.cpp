// inference.cpp: intervals, tests and the selection of growth models over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include "columns.hpp"
#include "model.hpp"
#include "oncourse/cohort/inference_columns.hpp"
#include "oncourse/track/nested_models.hpp"
#include "oncourse/track/select_response.hpp"

using namespace oncourse;

namespace {

Error in_form(std::size_t index, const Error& error) {
  return {error.code, "forms[" + text(index) + "]: " + error.detail};
}

/// What one of the caller's forms stands for: itself or, where they are varied, one on each scale with each residual.
Result<std::vector<growth::Design>> forms_from(const oncourse_fit_options* form, bool vary,
                                               const Instrument* instrument) {
  const auto bad = [](std::string detail) { return Error{Errc::bad_argument, std::move(detail)}; };
  if (!form) return bad("is NULL");
  auto known = c::read(form);
  if (!known) return known.error();
  known->struct_size = sizeof *known;
  if (known->likelihood != ONCOURSE_REML) return bad("likelihood must be 0: forms are compared by maximum likelihood");
  if (known->threads != 0) return bad("threads must be 0: they are those of the selection");
  if (!vary) {
    const auto chosen = c::options_from(&*known, nullptr, instrument);
    if (!chosen) return chosen.error();
    return std::vector{chosen->design};
  }
  if (known->residuals != 0 || known->scale != 0) return bad("residuals and scale must be 0: vary takes each of them");
  const auto scales = transformations_for({}, instrument, c::stated_range(*known));
  if (!scales) return scales.error();
  known->scale_lowest = known->scale_highest = known->scale_margin = 0.0;
  const auto chosen = c::options_from(&*known, nullptr, instrument);
  if (!chosen) return chosen.error();
  growth::FormChoices choices;
  choices.curves = {chosen->design.curve};
  choices.random = {chosen->design.random};
  choices.transformations = *scales;
  return growth::forms_of(chosen->design, choices);
}

Result<growth::SelectionOptions> selection_from(const oncourse_selection_options& known) {
  growth::SelectionOptions out;
  const auto without = c::yes_or_no(known.without_prediction, "without_prediction");
  if (!without) return without.error();
  if (*without && known.folds != 0)
    return Error{Errc::bad_argument, "folds is " + text(known.folds) + ", it must be 0 without_prediction"};
  if (known.folds != 0 || *without) out.folds = known.folds;
  if (known.threads != 0) out.threads = known.threads;
  if (known.seed != 0) out.seed = known.seed;
  if (known.progress)
    out.progress = [progress = known.progress, context = known.context](std::size_t done, std::size_t all) {
      return progress(context, done, all) == 0;
    };
  return out;
}

}  // namespace

oncourse_status oncourse_model_intervals(const oncourse_model* model, double level, oncourse_table** table,
                                         oncourse_error* error) {
  return c::call(table, error, [&]() -> Result<std::unique_ptr<oncourse_table>> {
    if (auto trouble = c::missing({{"model", model}})) return *std::move(trouble);
    const auto found = growth::wald_intervals(model->model.growth, c::level_from(level));
    if (!found) return found.error();
    return c::table_handle(interval_columns(*found));
  });
}

oncourse_status oncourse_model_profile_intervals(const oncourse_model* model, const oncourse_rows* rows, double level,
                                                 int32_t threads, oncourse_table** table, oncourse_error* error) {
  return c::call(table, error, [&]() -> Result<std::unique_ptr<oncourse_table>> {
    if (auto trouble = c::missing({{"model", model}, {"rows", rows}})) return *std::move(trouble);
    const auto columns = c::Rows::read("rows", rows, {true, true});
    if (!columns) return columns.error();
    const auto found = growth::profile_intervals(columns->panel(), model->model.growth, c::level_from(level),
                                                 threads == 0 ? 1 : threads);
    if (!found) return found.error();
    return c::table_handle(interval_columns(*found));
  });
}

oncourse_status oncourse_likelihood_ratio_test(const oncourse_model* smaller, const oncourse_model* larger,
                                               oncourse_likelihood_ratio* result, oncourse_error* error) {
  return c::call(result, error, [&]() -> Result<oncourse_likelihood_ratio> {
    if (auto trouble = c::missing({{"smaller", smaller}, {"larger", larger}})) return *std::move(trouble);
    const auto found = likelihood_ratio_test(smaller->model, larger->model);
    if (!found) return found.error();
    return oncourse_likelihood_ratio{sizeof(oncourse_likelihood_ratio), found->chi_squared, found->p, found->freedom,
                                     0};
  });
}

oncourse_status oncourse_model_select(const oncourse_rows* rows, const oncourse_fit_options* const* forms,
                                      size_t n_forms, const oncourse_instrument* instrument,
                                      const oncourse_selection_options* options, oncourse_table** table,
                                      oncourse_error* error) {
  return c::call(table, error, [&]() -> Result<std::unique_ptr<oncourse_table>> {
    if (auto trouble = c::missing({{"rows", rows}, {"forms", forms}})) return *std::move(trouble);
    const auto columns = c::Rows::read("rows", rows, {true, true});
    if (!columns) return columns.error();
    const auto known = c::read(options);
    if (!known) return known.error();
    const auto selection = selection_from(*known);
    if (!selection) return selection.error();
    const auto vary = c::yes_or_no(known->vary, "vary");
    if (!vary) return vary.error();
    const Instrument* const definition = instrument ? instrument->definition : nullptr;
    std::vector<growth::Design> all;
    for (std::size_t i = 0; i < n_forms; ++i) {
      const auto made = forms_from(forms[i], *vary, definition);
      if (!made) return in_form(i, made.error());
      if (forms[i]->time_unit != forms[0]->time_unit)
        return in_form(i, {Errc::bad_argument, "time_unit is " + text(forms[i]->time_unit) + ", that of the first is " +
                                                   text(forms[0]->time_unit)});
      all.insert(all.end(), made->begin(), made->end());
    }
    const auto found = select_response(columns->panel(), definition, all, *selection);
    if (!found) return found.error();
    return c::table_handle(selection_columns(*found));
  });
}
