// reliability.cpp: how far scores can be trusted, from a clinic's own columns, for Python.
// SPDX-License-Identifier: Apache-2.0
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "oncourse/change/retest.hpp"
#include "oncourse/cohort/reliability_columns.hpp"
#include "python.hpp"

namespace oncourse::python {
namespace {

SharedTable internal_consistency_of(const std::vector<PythonColumn>& items, double level) {
  return unlocked([&] { return shared(value_of(reliability_columns(pointers(items), level))); });
}

SharedTable retest_of(const std::vector<PythonColumn>& occasions, double level) {
  return unlocked([&] { return shared(value_of(retest_columns(pointers(occasions), level))); });
}

}  // namespace

void add_reliability(nb::module_& m) {
  m.def("internal_consistency", internal_consistency_of, nb::arg("items"), nb::arg("level"));
  m.def("retest", retest_of, nb::arg("occasions"), nb::arg("level"));
  m.def(
      "standard_error_of_measurement",
      [](double sd, double reliability) { return value_of(standard_error_of_measurement(sd, reliability)); },
      nb::arg("sd"), nb::arg("reliability"));
  m.def(
      "smallest_detectable_change",
      [](double sem, std::size_t persons, double level) {
        return value_of(smallest_detectable_change(sem, persons, level));
      },
      nb::arg("sem"), nb::arg("persons"), nb::arg("level"));
}

}  // namespace oncourse::python
