// simulate_columns.cpp: simulated courses as columns.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/simulate_columns.hpp"

namespace oncourse {

Result<Table> simulate_columns(const Instrument& q, const SimulatedPopulation& population, int persons,
                               std::uint64_t seed, int until) {
  if (persons < 1) return Error{Errc::bad_argument, text(persons) + " persons, at least 1 is expected"};
  auto patient = TableColumn::texts("patient");
  auto session = TableColumn::whole_numbers("session"), day = TableColumn::whole_numbers("day"),
       medication = TableColumn::whole_numbers("medication");
  std::vector<TableColumn> items;
  for (int item = 1; item <= q.items; ++item) items.push_back(TableColumn::whole_numbers("q" + text(item)));
  SimulationDraws draw(seed);
  for (int person = 1; person <= persons; ++person) {
    const auto simulated = simulate_person(q, population, persons, until, draw);
    if (!simulated) return simulated.error();
    for (const SimulatedSession& one : simulated->course) {
      patient.append("P" + text(person));
      session.append(std::int32_t{one.number});
      day.append(static_cast<std::int32_t>(one.day));
      medication.append(std::int32_t{one.medication});
      for (std::size_t item = 0; item < items.size(); ++item)
        if (one.answers.empty())
          items[item].append_null();
        else
          items[item].append(std::int32_t{one.answers[item]});
    }
  }
  Table out;
  for (TableColumn* column : {&patient, &session, &day, &medication}) out.columns.push_back(std::move(*column));
  for (TableColumn& column : items) out.columns.push_back(std::move(column));
  return out;
}

}  // namespace oncourse
