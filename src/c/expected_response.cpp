// expected_response.cpp: the expected response by intake score over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/expected_response.hpp"

#include "columns.hpp"
#include "drawing.hpp"
#include "handles.hpp"
#include "oncourse/cohort/expected_response_columns.hpp"
#include "oncourse/report/response_chart.hpp"

using namespace oncourse;

namespace {

Result<ExpectedResponse> response_of(const oncourse_model* model, const oncourse_instrument* instrument,
                                     const oncourse_expected_response_options* options) {
  if (auto trouble = c::missing({{"model", model}, {"options", options}})) return *std::move(trouble);
  const auto known = c::read(options);
  if (!known) return known.error();
  if (auto trouble = c::trouble_in_reserved(known->reserved)) return *std::move(trouble);
  ExpectedResponseOptions asked;
  const auto copy = [](std::vector<double>& to, const char* name, const double* from,
                       std::size_t n) -> std::optional<Error> {
    if (auto trouble = c::missing_arrays(n, {{name, from}})) return trouble;
    to.assign(from, from + n);
    return std::nullopt;
  };
  if (auto trouble = copy(asked.intake, "intake", known->intake, known->n_intake)) return *std::move(trouble);
  if (auto trouble = copy(asked.at, "times", known->times, known->n_times)) return *std::move(trouble);
  if (auto trouble = copy(asked.covariates, "covariates", known->covariates, known->n_covariates))
    return *std::move(trouble);
  auto target = c::target_from(known->target_kind, known->target_value);
  if (!target) return target.error();
  asked.target = *std::move(target);
  if (known->level != 0.0) asked.level = known->level;
  if (instrument) asked.instrument = instrument->definition;
  return expected_response(model->model, asked);
}

}  // namespace

oncourse_status oncourse_expected_response(const oncourse_model* model, const oncourse_instrument* instrument,
                                           const oncourse_expected_response_options* options, oncourse_table** table,
                                           oncourse_error* error) {
  return c::call(table, error, [&]() -> Result<std::unique_ptr<oncourse_table>> {
    const auto response = response_of(model, instrument, options);
    if (!response) return response.error();
    return c::table_handle(expected_response_columns(*response));
  });
}

oncourse_status oncourse_expected_response_draw(const oncourse_model* model, const oncourse_instrument* instrument,
                                                const oncourse_expected_response_options* options,
                                                const oncourse_axis* axis, oncourse_drawing** drawing,
                                                oncourse_error* error) {
  return c::call(drawing, error, [&]() -> Result<std::unique_ptr<oncourse_drawing>> {
    const auto response = response_of(model, instrument, options);
    if (!response) return response.error();
    const Instrument* const q = response->instrument;
    if (!axis && !q)
      return Error{Errc::bad_argument, "axis is NULL, and there is no instrument whose scale it could be"};
    const auto scale = axis ? c::axis_from(*axis) : Result(ScoreAxis{std::string(q->name), q->total_min, q->total_max});
    if (!scale) return scale.error();
    return c::drawing_handle(expected_response_svg(*response, *scale));
  });
}

oncourse_status oncourse_intake_levels(const oncourse_instrument* instrument, double least, double most, double* levels,
                                       size_t capacity, size_t* count, oncourse_error* error) {
  return c::call(count, error, [&]() -> Result<std::size_t> {
    if (auto trouble = c::missing({{"instrument", instrument}})) return *std::move(trouble);
    const auto found = intake_levels(*instrument->definition, least, most);
    if (!found) return found.error();
    return c::write(levels, capacity, found->data(), found->size());
  });
}
