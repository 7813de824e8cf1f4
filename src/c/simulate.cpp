// simulate.cpp: people who do not exist, over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include "columns.hpp"
#include "handles.hpp"
#include "oncourse/cohort/simulate_columns.hpp"

using namespace oncourse;

namespace {

Result<SimulatedPopulation> population_from(const oncourse_simulation_options& known) {
  const auto named = find_population(known.population ? known.population : "typical");
  if (!named) return named.error();
  if (auto trouble = c::missing_arrays(known.n_parameters, {{"parameters", known.parameters}}))
    return *std::move(trouble);
  std::vector<ParameterValue> values(known.n_parameters);
  for (std::size_t i = 0; i < known.n_parameters; ++i) {
    if (!known.parameters[i].name) return Error{Errc::bad_argument, "parameters[" + text(i) + "].name is NULL"};
    values[i] = {known.parameters[i].name, known.parameters[i].value};
  }
  return with_parameters((*named)->population, values);
}

}  // namespace

oncourse_status oncourse_simulated_populations(oncourse_table** table, oncourse_error* error) {
  return c::call(table, error,
                 [&]() -> Result<std::unique_ptr<oncourse_table>> { return c::table_handle(population_columns()); });
}

oncourse_status oncourse_simulate(const oncourse_instrument* instrument, size_t count,
                                  const oncourse_simulation_options* options, oncourse_table** sessions,
                                  oncourse_table** persons, oncourse_error* error) {
  return c::call(error, [&]() -> std::optional<Error> {
    if (auto trouble = c::missing({{"instrument", instrument}, {"sessions", sessions}, {"persons", persons}}))
      return trouble;
    const auto known = c::read(options);
    if (!known) return known.error();
    const auto population = population_from(*known);
    if (!population) return population.error();
    const auto totals = c::yes_or_no(known->totals, "totals");
    if (!totals) return totals.error();
    constexpr int most = std::numeric_limits<int>::max();
    if (count > std::size_t{most})
      return Error{Errc::bad_argument, "count is " + text(count) + ", it must be at most " + text(most)};
    SimulationOptions asked;
    if (known->seed != 0) asked.seed = known->seed;
    if (known->until != 0) asked.until = known->until;
    asked.items = !*totals;
    auto found = simulate_columns(*instrument->definition, *population, static_cast<int>(count), asked);
    if (!found) return found.error();
    auto of_sessions = c::table_handle(std::move(found->sessions));
    auto of_persons = c::table_handle(std::move(found->persons));
    *sessions = of_sessions.release();
    *persons = of_persons.release();
    return std::nullopt;
  });
}
