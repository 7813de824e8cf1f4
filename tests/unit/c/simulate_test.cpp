// simulate_test.cpp: people who do not exist, over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "oncourse/cohort/simulate_columns.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "tables.hpp"

namespace oncourse::c_simulate_test {

struct Simulated {
  TableHandle sessions, persons;
  std::string refusal;
};

Simulated simulated(std::size_t count, const oncourse_simulation_options* options, const char* instrument = "phq-9") {
  oncourse_instrument* q = nullptr;
  EXPECT_EQ(oncourse_instrument_find(instrument, &q, nullptr), ONCOURSE_OK);
  oncourse_table *sessions = nullptr, *persons = nullptr;
  oncourse_error error;
  const auto status = oncourse_simulate(q, count, options, &sessions, &persons, &error);
  oncourse_instrument_free(q);
  EXPECT_EQ(status == ONCOURSE_OK, sessions && persons);
  return {TableHandle(sessions), TableHandle(persons),
          status == ONCOURSE_OK ? "" : std::string(oncourse_status_name(status)) + ": " + error.detail};
}

TEST(CSimulate, GivesTheTablesOfCpp) {
  const auto usual = simulated(20, nullptr);
  const auto cpp = *simulate_columns(phq9, typical_population, 20);
  expect_same(usual.sessions, cpp.sessions);
  expect_same(usual.persons, cpp.persons);

  const oncourse_parameter parameters[] = {{"rate", -1.5}, {"range", 2}, {"dropout_good_enough", 0.5}};
  const ParameterValue values[] = {{"rate", -1.5}, {"range", 2}, {"dropout_good_enough", 0.5}};
  oncourse_simulation_options options = ONCOURSE_SIMULATION_OPTIONS_INIT;
  options.population = "refractory";
  options.parameters = parameters;
  options.n_parameters = 3;
  options.seed = 9;
  options.until = 7;
  options.totals = 1;
  const auto asked = simulated(30, &options);
  const auto population = with_parameters((*find_population("refractory"))->population, values);
  const auto same = *simulate_columns(phq9, *population, 30, {.seed = 9, .until = 7, .items = false});
  expect_same(asked.sessions, same.sessions);
  expect_same(asked.persons, same.persons);
}

TEST(CSimulate, ListsThePopulations) {
  expect_same(
      made([](oncourse_table** table, oncourse_error* error) { return oncourse_simulated_populations(table, error); }),
      population_columns());
}

TEST(CSimulate, RefusesWhatCannotBe) {
  EXPECT_EQ(simulated(0, nullptr).refusal, "bad_argument: 0 persons, at least 1 is expected");
  EXPECT_EQ(simulated(std::size_t{1} << 40U, nullptr).refusal,
            "bad_argument: count is 1099511627776, it must be at most 2147483647");
  oncourse_simulation_options options = ONCOURSE_SIMULATION_OPTIONS_INIT;
  options.n_parameters = 1;
  EXPECT_EQ(simulated(1, &options).refusal, "bad_argument: parameters is NULL");
  oncourse_parameter parameter = {nullptr, 2};
  options.parameters = &parameter;
  EXPECT_EQ(simulated(1, &options).refusal, "bad_argument: parameters[0].name is NULL");
  parameter = {"correlation", 2};
  EXPECT_EQ(simulated(1, &options).refusal, "bad_argument: correlation is 2, it must be at least -1 and at most 1");
  options.n_parameters = 0;
  options.population = "nobody";
  EXPECT_EQ(simulated(1, &options).refusal.find("not_available: no such population, there are typical"), 0U);
  options.population = nullptr;
  options.until = -1;
  EXPECT_EQ(simulated(1, &options).refusal, "bad_argument: until is -1, it must be at least 0");
  options.until = 0;
  EXPECT_EQ(simulated(1, &options, "qids-sr16").refusal.find("bad_argument: only instruments that sum"), 0U);
  options.totals = 2;
  EXPECT_EQ(simulated(1, &options).refusal, "bad_argument: totals is 2, it must lie in 0..1");
}

}  // namespace oncourse::c_simulate_test
