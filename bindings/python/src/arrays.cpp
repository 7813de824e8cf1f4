// arrays.cpp: sheets in columns, scored into arrays that the caller brings.
// SPDX-License-Identifier: Apache-2.0
#include <nanobind/ndarray.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "oncourse/cohort/batch_scorer.hpp"
#include "oncourse/instrument/coding.hpp"
#include "python.hpp"

namespace oncourse::python {
namespace {

using Array = nb::ndarray<nb::ndim<1>, nb::c_contig, nb::device::cpu>;

template <class T>
std::span<T> memory(const std::string& name, const Array& array, const char* dtype) {
  if (array.dtype() != nb::dtype<T>()) throw Failure{{Errc::bad_argument, name + " is written as " + dtype}};
  return {static_cast<T*>(array.data()), array.shape(0)};
}

ScoreValues scores(const std::string& name, const Array& array) {
  if (array.dtype() == nb::dtype<std::uint8_t>()) return memory<std::uint8_t>(name, array, "uint8");
  if (array.dtype() == nb::dtype<float>()) return memory<float>(name, array, "float32");
  return memory<double>(name, array, "float64, float32 or uint8");
}

/// Finds the place of a result by the name that its column has in a table of scores.
class Places {
 public:
  Places(const Instrument& q, BatchColumns& into) : q_(q), into_(into) {
    into.subscales.resize(q.subscales.size());
    into.algorithms.resize(q.algorithms.size());
    into.risk_answers.resize(q.risk.size());
    into.risk_flags.resize(q.risk.size());
  }
  void put(const std::string& name, const Array& array) {
    const auto bytes = [&] { return memory<std::uint8_t>(name, array, "uint8"); };
    if (name == "total") return void(into_.total.scores = scores(name, array));
    if (name == "band") return void(into_.total.bands = bytes());
    if (name == "answered") return void(into_.answered = bytes());
    if (name == "of_items") return void(into_.of_items = bytes());
    if (name == "status") {
      const auto status = bytes();
      into_.status = {reinterpret_cast<SheetStatus*>(status.data()), status.size()};
      return;
    }
    for (std::size_t i = 0; i < q_.subscales.size(); ++i) {
      if (name == q_.subscales[i].id) return void(into_.subscales[i].scores = scores(name, array));
      if (name == std::string(q_.subscales[i].id) + "_band") return void(into_.subscales[i].bands = bytes());
    }
    for (std::size_t i = 0; i < q_.algorithms.size(); ++i)
      if (name == q_.algorithms[i].id) return void(into_.algorithms[i] = bytes());
    for (std::size_t i = 0; i < q_.risk.size(); ++i) {
      const std::string item = "risk_item_" + text(q_.risk[i].item);
      if (name == item) return void(into_.risk_answers[i] = memory<Answer>(name, array, "int16"));
      if (name == item + "_flagged") return void(into_.risk_flags[i] = bytes());
    }
    throw Failure{{Errc::bad_argument, std::string(q_.id) + " has no column " + name}};
  }

 private:
  const Instrument& q_;
  BatchColumns& into_;
};

BatchOptions options_from(const Instrument& q, const std::string& prorating, const std::optional<std::string>& coding,
                          std::optional<long> blank_code) {
  BatchOptions out;
  out.prorating = prorating_named(prorating);
  if (coding) out.coding = value_of(find_coding(q, *coding));
  if (!blank_code) return out;
  if (!std::in_range<Answer>(*blank_code) || *blank_code == blank)
    throw Failure{{Errc::bad_argument, "blank_code is " + text(*blank_code) + ", it must lie in -32767..32767"}};
  out.blank_code = static_cast<Answer>(*blank_code);
  return out;
}

nb::dict score_into(const PythonInstrument& q, const std::vector<PythonColumn>& items, const std::string& prorating,
                    const std::optional<std::string>& coding, std::optional<long> blank_code, int threads,
                    const std::vector<std::string>& names, const std::vector<Array>& arrays) {
  const auto scorer =
      value_of(BatchScorer::make(*q.definition, options_from(*q.definition, prorating, coding, blank_code)));
  BatchColumns into;
  Places places(*q.definition, into);
  for (std::size_t i = 0; i < names.size(); ++i) places.put(names[i], arrays[i]);
  const BatchCounts counts = unlocked([&] { return value_of(scorer.score(pointers(items), into, threads)); });
  nb::dict out;
  out["rows"] = counts.rows;
  for (const auto& [status, n] :
       {std::pair(SheetStatus::scored, counts.scored), std::pair(SheetStatus::prorated, counts.prorated),
        std::pair(SheetStatus::off_scale, counts.off_scale),
        std::pair(SheetStatus::too_many_blanks, counts.too_many_blanks)})
    out[std::string(name(status)).c_str()] = n;
  return out;
}

std::optional<std::pair<std::string, std::string>> refusal(const PythonInstrument& q,
                                                           const std::vector<PythonColumn>& items,
                                                           const std::string& prorating,
                                                           const std::optional<std::string>& coding,
                                                           std::optional<long> blank_code, std::size_t row) {
  const auto scorer =
      value_of(BatchScorer::make(*q.definition, options_from(*q.definition, prorating, coding, blank_code)));
  const auto why = value_of(scorer.refusal(pointers(items), row));
  if (!why) return std::nullopt;
  return std::pair(std::string(name(why->code)), why->detail);
}

}  // namespace

void add_arrays(nb::module_& m) {
  m.def("score_into", score_into, nb::arg("instrument"), nb::arg("items"), nb::arg("prorating"),
        nb::arg("coding").none(), nb::arg("blank_code").none(), nb::arg("threads"), nb::arg("names"), nb::arg("arrays"),
        nb::sig("def score_into(instrument: Instrument, items: list[Column], prorating: str, coding: str | None, "
                "blank_code: int | None, threads: int, names: list[str], arrays: list[typing.Any]) -> dict[str, int]"));
  m.def("refusal", refusal, nb::arg("instrument"), nb::arg("items"), nb::arg("prorating"), nb::arg("coding").none(),
        nb::arg("blank_code").none(), nb::arg("row"));
}

}  // namespace oncourse::python
