// drift.cpp: drift checks of alarms, for Python.
// SPDX-License-Identifier: Apache-2.0
#include <nanobind/stl/array.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include "models.hpp"
#include "oncourse/cohort/drift_columns.hpp"
#include "python.hpp"

namespace oncourse::python {
namespace {

DriftReference drift_reference(std::int64_t reached, std::int64_t cut_off, std::int64_t missed,
                               std::int64_t missed_flagged) {
  for (const std::int64_t count : {reached, cut_off, missed, missed_flagged})
    if (count < 0)
      throw Failure{{Errc::bad_argument, "of the calibration " + text(count) + " persons, it must be 0 or more"}};
  return {static_cast<std::size_t>(reached), static_cast<std::size_t>(cut_off), static_cast<std::size_t>(missed),
          static_cast<std::size_t>(missed_flagged)};
}

std::size_t drift_count(std::int64_t value) {
  if (value >= 0) return static_cast<std::size_t>(value);
  throw Failure{{Errc::bad_argument, "the state of the drift check: a count is " + text(value)}};
}

/// A group's counts, logarithms of greatest e-values and where drift was found.
using PythonDriftGroup = std::tuple<std::size_t, std::size_t, double, double, std::size_t, std::size_t>;

std::tuple<std::size_t, std::size_t, std::vector<PythonDriftGroup>> drift_state(const DriftCheck& check) {
  const DriftState& state = check.state();
  std::vector<PythonDriftGroup> groups;
  for (const DriftState::Group& group : state.groups)
    groups.emplace_back(group.courses, group.flagged, group.log_greatest[0], group.log_greatest[1], group.found_at[0],
                        group.found_at[1]);
  return {state.courses, state.open, groups};
}

/// Counts of reached, cut off, missed and missed but flagged.
std::array<std::size_t, 4> calibration_counts(const PythonModel& model, std::int64_t calibration) {
  const auto& all = model.model.calibrations;
  if (calibration < 0 || static_cast<std::size_t>(calibration) >= all.size())
    throw Failure{{Errc::bad_argument, "calibration " + text(calibration) + ", the model has " + text(all.size())}};
  const DriftReference of = oncourse::drift_reference(all[static_cast<std::size_t>(calibration)]);
  return {of.reached, of.cut_off, of.missed, of.missed_flagged};
}

}  // namespace

void add_drift(nb::module_& m) {
  m.def("calibration_counts", calibration_counts, nb::arg("model"), nb::arg("calibration"));
  const DriftOptions usual;
  m.attr("usual_delta") = usual.delta;
  nb::class_<DriftReference>(m, "DriftReference")
      .def(
          "__init__",
          [](DriftReference* self, std::int64_t reached, std::int64_t cut_off, std::int64_t missed,
             std::int64_t missed_flagged) {
            new (self) DriftReference(drift_reference(reached, cut_off, missed, missed_flagged));
            require(trouble_in(*self));
          },
          nb::arg("reached"), nb::arg("cut_off"), nb::arg("missed"), nb::arg("missed_flagged"));
  nb::class_<DriftResult>(m, "DriftResult")
      .def_prop_ro("courses", [](const DriftResult& found) { return found.courses; })
      .def_prop_ro("open", [](const DriftResult& found) { return found.open; })
      .def_prop_ro("found_at", [](const DriftResult& found) { return found.found_at; })
      .def_prop_ro("threshold", [](const DriftResult& found) { return found.threshold; })
      .def_prop_ro("p", [](const DriftResult& found) { return found.p; })
      .def_prop_ro("sentences", [](const DriftResult& found) { return found.sentences; })
      .def_prop_ro("groups", [](const DriftResult& found) { return shared(drift_columns(found)); });
  nb::class_<DriftCheck>(m, "DriftCheck")
      .def(
          "__init__",
          [](DriftCheck* self, const DriftReference& reference, double delta, double level, bool count_open) {
            new (self) DriftCheck(value_of(DriftCheck::make(reference, {delta, level, count_open})));
          },
          nb::arg("reference"), nb::arg("delta"), nb::arg("level"), nb::arg("count_open"))
      .def_static(
          "resume",
          [](const DriftReference& reference, double delta, double level, bool count_open, std::int64_t courses,
             std::int64_t open, const std::vector<std::array<std::int64_t, 4>>& counts,
             const std::vector<std::array<double, 2>>& log_greatest) {
            DriftState state;
            state.courses = drift_count(courses);
            state.open = drift_count(open);
            if (counts.size() != state.groups.size() || log_greatest.size() != state.groups.size())
              throw Failure{{Errc::bad_argument, "the state of the drift check: " + text(counts.size()) +
                                                     " groups, there are " + text(state.groups.size())}};
            for (std::size_t g = 0; g < state.groups.size(); ++g)
              state.groups[g] = {drift_count(counts[g][0]),
                                 drift_count(counts[g][1]),
                                 log_greatest[g],
                                 {drift_count(counts[g][2]), drift_count(counts[g][3])}};
            return value_of(DriftCheck::resume(reference, {delta, level, count_open}, state));
          },
          nb::arg("reference"), nb::arg("delta"), nb::arg("level"), nb::arg("count_open"), nb::arg("courses"),
          nb::arg("open"), nb::arg("counts"), nb::arg("log_greatest"))
      .def(
          "add",
          [](DriftCheck& check, bool flagged, std::optional<bool> reached) {
            check.add(flagged, !reached   ? TargetOutcome::open
                               : *reached ? TargetOutcome::reached
                                          : TargetOutcome::missed);
          },
          nb::arg("flagged"), nb::arg("reached").none())
      .def(
          "add_columns",
          [](DriftCheck& check, const PythonColumn& flagged, const std::optional<PythonColumn>& reached) {
            for (const FlaggedCourse& course : value_of(flagged_courses(flagged.column, pointer(reached))))
              check.add(course.flagged, course.outcome);
          },
          nb::arg("flagged"), nb::arg("reached").none())
      .def("state", drift_state)
      .def("result", &DriftCheck::result);
}

}  // namespace oncourse::python
