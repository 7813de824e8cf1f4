// simulate_columns.cpp: simulated courses as columns.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/simulate_columns.hpp"

#include <string>

#include "cohort/table_of.hpp"
#include "oncourse/base/number.hpp"

namespace oncourse {

Table table_of(std::initializer_list<ColumnKind> kinds) {
  Table out;
  out.columns.reserve(kinds.size());
  for (const ColumnKind& kind : kinds)
    out.columns.push_back(TableColumn(kind.name, std::string(1, kind.format),
                                      kind.format == 'g' || kind.format == 'l' ? 8
                                      : kind.format == 'i'                     ? 4
                                                                               : 0));
  return out;
}

Result<SimulatedCohort> simulate_columns(const Instrument& q, const SimulatedPopulation& population, int persons,
                                         SimulationOptions options) {
  if (persons < 1) return Error{Errc::bad_argument, text(persons) + " persons, at least 1 is expected"};
  if (persons == 1) options.last_intake_day = 0;
  auto simulator = CourseSimulator::make(q, population, options);
  if (!simulator) return simulator.error();
  SimulatedCohort out{table_of({{"patient", 'U'}, {"session", 'i'}, {"day", 'i'}, {"medication", 'i'}}),
                      table_of({{"patient", 'U'},
                                {"level", 'g'},
                                {"rate", 'g'},
                                {"medication_from", 'i'},
                                {"last_planned", 'i'},
                                {"last_session", 'i'},
                                {"end", 'U'}})};
  for (int item = 1; options.items && item <= q.items; ++item)
    out.sessions.columns.push_back(TableColumn::whole_numbers("q" + text(item)));
  if (!options.items) out.sessions.columns.push_back(TableColumn::numbers("total"));
  TableColumn *const session = out.sessions.columns.data(), *const person = out.persons.columns.data();
  for (int i = 1; i <= persons; ++i) {
    const SimulatedCourse course = simulator->next();
    const std::string patient = "P" + text(i);
    for (const SimulatedSession& one : course.sessions) {
      session[0].append(std::string_view(patient));
      session[1].append(std::int32_t{one.number});
      session[2].append(static_cast<std::int32_t>(one.day));
      session[3].append(std::int32_t{one.medication});
      for (std::size_t at = 4; at < out.sessions.columns.size(); ++at)
        if (!one.total)
          session[at].append_null();
        else if (options.items)
          session[at].append(std::int32_t{one.answers[at - 4]});
        else
          session[at].append(*one.total);
    }
    person[0].append(std::string_view(patient));
    person[1].append(course.level);
    person[2].append(course.rate);
    person[3].append(course.medication_from);
    person[4].append(std::int32_t{course.last_planned});
    person[5].append(std::int32_t{course.sessions.back().number});
    person[6].append(name(course.end));
  }
  return out;
}

}  // namespace oncourse
