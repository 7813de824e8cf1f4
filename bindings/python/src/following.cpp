// following.cpp: many courses judged score by score, for Python.
// SPDX-License-Identifier: Apache-2.0
#include <nanobind/stl/optional.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include "models.hpp"
#include "oncourse/cohort/follow_columns.hpp"
#include "oncourse/course/course_file.hpp"
#include "python.hpp"

namespace oncourse::python {
namespace {

/// Verdicts, refusals, what is kept, and the first rows of persons.
std::tuple<SharedTable, SharedTable, SharedTable, std::vector<std::size_t>> follow(
    const PythonColumn& person, const std::optional<PythonColumn>& session, const std::optional<PythonColumn>& date,
    const std::optional<PythonColumn>& day, const PythonColumn& score, const std::vector<PythonColumn>& covariates,
    const std::optional<PythonColumn>& group, const PythonInstrument& instrument, const PythonModel& model,
    const Plan& plan, const std::optional<std::string>& target, double alpha, const std::vector<MonitoringRule>& rules,
    const std::string& combination, bool every_session, const std::vector<PythonColumn>& kept, bool keep, int threads) {
  TrackColumns columns;
  columns.person = &person.column;
  columns.session = session ? &session->column : nullptr;
  columns.date = date ? &date->column : nullptr;
  columns.day = day ? &day->column : nullptr;
  columns.score = &score.column;
  columns.covariates = pointers(covariates);
  columns.group = group ? &group->column : nullptr;
  FollowOptions options;
  options.plan = plan;
  if (target) options.target = value_of(parse_target(*target));
  options.alpha = alpha;
  options.rules = rules;
  options.combination = named(rule_combinations, combination, "combine");
  options.every_session = every_session;
  options.keep = keep;
  options.threads = threads;
  std::vector<Column> known;
  for (const PythonColumn& one : kept) known.push_back(one.column);
  return unlocked([&] {
    Followed found = value_of(follow_columns(columns, *instrument.definition, model.model, options, known));
    return std::tuple(shared(std::move(found.verdicts)), shared(std::move(found.refusals)),
                      shared(std::move(found.kept)), std::move(found.first_rows));
  });
}

}  // namespace

void add_following(nb::module_& m) {
  m.def("follow", follow, nb::arg("person"), nb::arg("session").none(), nb::arg("date").none(), nb::arg("day").none(),
        nb::arg("score"), nb::arg("covariates"), nb::arg("group").none(), nb::arg("instrument"), nb::arg("model"),
        nb::arg("plan"), nb::arg("target").none(), nb::arg("alpha"), nb::arg("rules"), nb::arg("combine"),
        nb::arg("every_session"), nb::arg("kept"), nb::arg("keep"), nb::arg("threads"));
}

}  // namespace oncourse::python
