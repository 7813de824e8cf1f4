// python.hpp: what the parts of the Python module share.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

#include <memory>
#include <string>
#include <utility>

#include "oncourse/base/error.hpp"
#include "oncourse/cohort/column.hpp"
#include "oncourse/cohort/table.hpp"
#include "oncourse/instrument/definition.hpp"

namespace oncourse::python {

namespace nb = nanobind;

/// An Error on its way to becoming oncourse.OncourseError or one of its kinds.
struct Failure {
  Error error;
};

inline void require(const std::optional<Error>& trouble) {
  if (trouble) throw Failure{*trouble};
}

/// The value, or the failure thrown.
template <class T>
T value_of(Result<T> result) {
  if (!result) throw Failure{result.error()};
  return *std::move(result);
}

/// Runs `body` without the interpreter's lock: it must not touch a Python object.
template <class Body>
auto unlocked(const Body& body) {
  const nb::gil_scoped_release release;
  return body();
}

/// A column with whatever keeps its memory alive.
struct PythonColumn {
  Column column;
  std::shared_ptr<const void> owner;
};

/// An instrument, shipped or loaded.
struct PythonInstrument {
  const Instrument* definition;
  std::optional<LoadedInstrument> loaded = {};
};

using SharedTable = std::shared_ptr<const Table>;

inline SharedTable shared(Table table) { return std::make_shared<const Table>(std::move(table)); }

void add_errors(nb::module_& module);
void add_tables(nb::module_& module);
void add_instruments(nb::module_& module);
void add_courses(nb::module_& module);
void add_models(nb::module_& module);

}  // namespace oncourse::python
