// progress.hpp: what a long call asks while it runs.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "python.hpp"

namespace oncourse::python {

/// Whether to go on, as the caller's function says it. Takes the interpreter's lock, and lets Ctrl-C through.
///
///   progress  None: nobody is told
inline bool goes_on(const nb::object& progress, std::size_t done, std::size_t all) {
  const nb::gil_scoped_acquire acquire;
  if (PyErr_CheckSignals() != 0) throw nb::python_error();
  if (progress.is_none()) return true;
  const nb::object answer = progress(done, all);
  if (answer.is_none()) return true;
  if (!PyBool_Check(answer.ptr())) throw nb::type_error("progress returned neither a bool nor None");
  return answer.ptr() == Py_True;
}

}  // namespace oncourse::python
