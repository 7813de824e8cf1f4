// python.hpp: what the parts of the Python module share.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "oncourse/base/direction.hpp"
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

/// The value that a word stands for.
template <class Words>
auto meant_by(const Words& words, const std::string& given, const char* what) {
  std::string known;
  for (const auto& [word, meaning] : words) {
    if (given == word) return meaning;
    known += (known.empty() ? "" : ", ") + std::string(word);
  }
  throw Failure{{Errc::bad_argument, std::string(what) + " is one of " + known}};
}

inline Direction better_named(const std::string& better) {
  static constexpr std::array words = {std::pair("lower", Direction::lower_is_better),
                                       std::pair("higher", Direction::higher_is_better)};
  return meant_by(words, better, "better");
}

inline std::string better_name(Direction direction) {
  return direction == Direction::lower_is_better ? "lower" : "higher";
}

inline const Column* pointer(const std::optional<PythonColumn>& column) { return column ? &column->column : nullptr; }

inline std::vector<const Column*> pointers(const std::vector<PythonColumn>& columns) {
  std::vector<const Column*> out;
  for (const PythonColumn& one : columns) out.push_back(&one.column);
  return out;
}

/// "published", "convention" or "never".
Prorating prorating_named(const std::string& name);

/// One sheet; None is a blank. An answer that no scale holds is a response_range, whatever its size.
///
///   coding  of the answers; none: the definition's own
Result<Score> score_sheet(const Instrument& q, const std::vector<std::optional<long>>& answers,
                          const std::string& prorating, const std::optional<std::string>& coding = {});

using SharedTable = std::shared_ptr<const Table>;

inline SharedTable shared(Table table) { return std::make_shared<const Table>(std::move(table)); }

void add_errors(nb::module_& module);
void add_tables(nb::module_& module);
void add_instruments(nb::module_& module);
void add_arrays(nb::module_& module);
void add_courses(nb::module_& module);
void add_models(nb::module_& module);
void add_cross_products(nb::module_& module);
void add_inference(nb::module_& module);
void add_backtest(nb::module_& module);
void add_drift(nb::module_& module);
void add_clinical_range(nb::module_& module);
void add_change(nb::module_& module);
void add_groups(nb::module_& module);
void add_sessions(nb::module_& module);
void add_sudden_gains(nb::module_& module);
void add_reliability(nb::module_& module);
void add_service_report(nb::module_& module);
void add_following(nb::module_& module);

}  // namespace oncourse::python
