// python.hpp: what the parts of the Python module share.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "oncourse/base/error.hpp"
#include "oncourse/cohort/column.hpp"
#include "oncourse/cohort/table.hpp"
#include "oncourse/instrument/definition.hpp"
#include "oncourse/instrument/score.hpp"

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

/// The enumerator with this name.
template <class Enums>
auto named(const Enums& enums, const std::string& given, const char* what) {
  std::string known;
  for (const auto e : enums) {
    if (given == name(e)) return e;
    known += (known.empty() ? "" : ", ") + std::string(name(e));
  }
  throw Failure{{Errc::bad_argument, std::string(what) + " is one of " + known}};
}

inline std::vector<const Column*> pointers(const std::vector<PythonColumn>& columns) {
  std::vector<const Column*> out;
  for (const PythonColumn& one : columns) out.push_back(&one.column);
  return out;
}

/// "published", "convention" or "never".
Prorating prorating_named(const std::string& name);

/// One sheet; None is a blank. An answer that no scale holds is a response_range, whatever its size.
Result<Score> score_sheet(const Instrument& q, const std::vector<std::optional<long>>& answers,
                          const std::string& prorating);

using SharedTable = std::shared_ptr<const Table>;

inline SharedTable shared(Table table) { return std::make_shared<const Table>(std::move(table)); }

void add_errors(nb::module_& module);
void add_tables(nb::module_& module);
void add_instruments(nb::module_& module);
void add_courses(nb::module_& module);
void add_models(nb::module_& module);

}  // namespace oncourse::python
