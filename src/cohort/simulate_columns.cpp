// simulate_columns.cpp: simulated courses as columns.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/simulate_columns.hpp"

#include <string>

#include "oncourse/base/number.hpp"

namespace oncourse {
namespace {

Table table_of(std::initializer_list<TableColumn*> columns) {
  Table out;
  for (TableColumn* column : columns) out.columns.push_back(std::move(*column));
  return out;
}

}  // namespace

Result<SimulatedCohort> simulate_columns(const Instrument& q, const SimulatedPopulation& population, int persons,
                                         SimulationOptions options) {
  if (persons < 1) return Error{Errc::bad_argument, text(persons) + " persons, at least 1 is expected"};
  if (persons == 1) options.last_intake_day = 0;
  auto simulator = CourseSimulator::make(q, population, options);
  if (!simulator) return simulator.error();
  auto patient = TableColumn::texts("patient"), person = patient, end = TableColumn::texts("end");
  auto session = TableColumn::whole_numbers("session"), day = TableColumn::whole_numbers("day"),
       medication = TableColumn::whole_numbers("medication"), from = TableColumn::whole_numbers("medication_from"),
       planned = TableColumn::whole_numbers("last_planned"), last = TableColumn::whole_numbers("last_session");
  auto level = TableColumn::numbers("level"), rate = TableColumn::numbers("rate"),
       total = TableColumn::numbers("total");
  std::vector<TableColumn> items;
  for (int item = 1; options.items && item <= q.items; ++item)
    items.push_back(TableColumn::whole_numbers("q" + text(item)));
  for (int i = 1; i <= persons; ++i) {
    const SimulatedCourse course = simulator->next();
    const std::string name_of_person = "P" + text(i);
    for (const SimulatedSession& one : course.sessions) {
      patient.append(name_of_person);
      session.append(std::int32_t{one.number});
      day.append(static_cast<std::int32_t>(one.day));
      medication.append(std::int32_t{one.medication});
      for (std::size_t item = 0; item < items.size(); ++item)
        if (one.answers.empty())
          items[item].append_null();
        else
          items[item].append(std::int32_t{one.answers[item]});
      if (!options.items) total.append(one.total);
    }
    person.append(name_of_person);
    level.append(course.level);
    rate.append(course.rate);
    from.append(course.medication_from);
    planned.append(std::int32_t{course.last_planned});
    last.append(std::int32_t{course.sessions.back().number});
    end.append(name(course.end));
  }
  SimulatedCohort out{table_of({&patient, &session, &day, &medication}),
                      table_of({&person, &level, &rate, &from, &planned, &last, &end})};
  for (TableColumn& column : items) out.sessions.columns.push_back(std::move(column));
  if (!options.items) out.sessions.columns.push_back(std::move(total));
  return out;
}

}  // namespace oncourse
