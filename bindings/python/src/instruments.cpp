// instruments.cpp: questionnaires and scores for Python.
// SPDX-License-Identifier: Apache-2.0
#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include <tuple>

#include "oncourse/cohort/item_columns.hpp"
#include "oncourse/cohort/score_columns.hpp"
#include "oncourse/instrument/battery.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/instrument/coding.hpp"
#include "oncourse/instrument/definition.hpp"
#include "oncourse/instrument/goal_attainment.hpp"
#include "oncourse/instrument/names.hpp"
#include "oncourse/track/expected_response.hpp"
#include "oncourse/track/self_test.hpp"
#include "python.hpp"

namespace oncourse::python {
namespace {

PythonInstrument find(const std::string& id) { return {value_of(find_instrument(id))}; }

PythonInstrument from_json(const std::string& document) {
  LoadedInstrument loaded = value_of(instrument_from_json(document));
  return {&loaded.definition(), loaded};
}

PythonInstrument subscale(const PythonInstrument& q, const std::string& id) {
  if (!q.loaded) return {value_of(find_instrument(std::string(q.definition->id) + ":" + id))};
  LoadedInstrument loaded = value_of(q.loaded->subscale(id));
  return {&loaded.definition(), loaded};
}

}  // namespace

Prorating prorating_named(const std::string& name) {
  if (name == "published") return Prorating::published_rule;
  if (name == "convention") return Prorating::convention;
  if (name == "never") return Prorating::never;
  throw Failure{{Errc::bad_argument, "prorating is published, convention or never"}};
}

Result<Score> score_sheet(const Instrument& q, const std::vector<std::optional<long>>& answers,
                          const std::string& prorating, const std::optional<std::string>& coding) {
  std::vector<Answer> sheet;
  for (const std::optional<long>& answer : answers) {
    const auto item = static_cast<int>(sheet.size()) + 1;
    if (answer && (!std::in_range<Answer>(*answer) || *answer == blank))
      return answer_off_scale(q, item, text(*answer));
    sheet.push_back(answer ? static_cast<Answer>(*answer) : blank);
  }
  if (coding) {
    const auto found = find_coding(q, *coding);
    if (!found) return found.error();
    if (auto trouble = recode(q, **found, sheet)) return *std::move(trouble);
  }
  return score(q, sheet, prorating_named(prorating));
}

namespace {

SharedTable score_table(const PythonInstrument& q, const std::vector<PythonColumn>& items, const std::string& prorating,
                        const std::optional<std::string>& coding) {
  const Prorating how = prorating_named(prorating);
  const Coding* const read_as = coding ? value_of(find_coding(*q.definition, *coding)) : nullptr;
  return unlocked([&] { return shared(value_of(score_columns(*q.definition, pointers(items), how, read_as))); });
}

nb::dict score_one(const PythonInstrument& q, const std::vector<std::optional<long>>& answers,
                   const std::string& prorating, const std::optional<std::string>& coding) {
  const Score score = value_of(score_sheet(*q.definition, answers, prorating, coding));
  nb::dict out;
  out["total"] = q.definition->has_total() ? nb::cast(score.total) : nb::none();
  out["band"] = score.band ? nb::cast(std::string(score.band->label)) : nb::none();
  out["answered"] = score.answered;
  out["of_items"] = score.of_items;
  out["prorated"] = score.prorated;
  nb::dict subscales, bands, algorithms;
  for (const SubscaleScore& s : score.subscales()) {
    const std::string id(s.subscale->id);
    subscales[id.c_str()] = s.value ? nb::cast(*s.value) : nb::none();
    if (s.band) bands[id.c_str()] = std::string(s.band->label);
  }
  for (const AlgorithmResult& a : score.algorithms())
    algorithms[std::string(a.algorithm->id).c_str()] = a.met ? nb::cast(*a.met) : nb::none();
  out["subscales"] = subscales;
  out["subscale_bands"] = bands;
  out["algorithms"] = algorithms;
  nb::list risk;
  for (const RiskAnswer& r : score.risk()) {
    nb::dict one;
    one["item"] = r.item->item;
    one["meaning"] = std::string(r.item->meaning);
    one["answer"] = r.answer == blank ? nb::none() : nb::cast(int{r.answer});
    one["flagged"] = r.answer == blank ? nb::none() : nb::cast(r.flagged);  // skipped is not the same as "no risk"
    risk.append(one);
  }
  out["risk"] = risk;
  return out;
}

/// Of the bands in a column of a table of scores: "band", or "<subscale>_band".
std::vector<std::string> band_labels(const PythonInstrument& q, const std::string& column) {
  std::span<const Band> bands = q.definition->figures.bands;
  for (const Subscale& s : q.definition->subscales)
    if (column == std::string(s.id) + "_band") bands = s.figures.bands;
  std::vector<std::string> out;
  for (const Band& band : bands) out.emplace_back(band.label);
  return out;
}

nb::dict sourced(nb::dict figure, const Provenance& from) {
  figure["status"] = std::string(name(from.status));
  figure["source"] = std::string(from.source);
  return figure;
}

nb::dict cutoff(const PythonInstrument& q, const std::optional<std::string>& purpose,
                const std::optional<std::string>& population) {
  const auto named = value_of(purpose_named(purpose.value_or("")));
  const Cutoff& found = *value_of(find_cutoff(q.definition->figures, named, population.value_or("")));
  nb::dict out;
  out["purpose"] = std::string(name(found.purpose));
  out["population"] = std::string(found.population);
  out["compare"] = std::string(name(found.compare));
  out["value"] = found.value;
  out["note"] = found.note.empty() ? nb::none() : nb::cast(std::string(found.note));
  return sourced(out, found.from);
}

nb::dict norm(const PythonInstrument& q, const std::optional<std::string>& population) {
  const Norm& found = *value_of(find_norm(q.definition->figures, population.value_or("")));
  nb::dict out;
  out["population"] = std::string(found.population);
  out["clinical"] = found.clinical;
  out["mean"] = found.mean;
  out["sd"] = found.sd;
  out["n"] = found.n > 0 ? nb::cast(found.n) : nb::none();
  return sourced(out, found.from);
}

std::tuple<double, double, double> standing_in(const PythonInstrument& q, double score,
                                               const std::optional<std::string>& population) {
  const Norm& found = *value_of(find_norm(q.definition->figures, population.value_or("")));
  const Standing at = standing(found, value_of(accept_total(*q.definition, score)));
  return {at.z, at.t, at.percentile};
}

double attainment(const std::vector<std::optional<long>>& levels, const std::vector<double>& weights,
                  double correlation) {
  std::vector<Answer> sheet;
  for (const std::optional<long>& level : levels) {
    if (level && (!std::in_range<Answer>(*level) || *level == blank))
      throw Failure{
          {Errc::response_range, "goal " + text(sheet.size() + 1) + " is " + text(*level) + ", scale is -2..2"}};
    sheet.push_back(level ? static_cast<Answer>(*level) : blank);
  }
  return value_of(goal_attainment(sheet, weights, correlation));
}

std::vector<std::string_view> views(const std::vector<std::string>& names) { return {names.begin(), names.end()}; }

ItemColumns items_named(const std::vector<std::string>& names, const std::optional<std::string>& pattern,
                        const PythonInstrument& q) {
  return value_of(pattern ? item_columns(views(names), *pattern) : usual_item_columns(views(names), *q.definition));
}

std::vector<std::pair<int, ItemColumns>> session_items_named(const std::vector<std::string>& names,
                                                             const std::string& pattern) {
  std::vector<std::pair<int, ItemColumns>> out;
  for (auto& [session, items] : value_of(session_item_columns(views(names), pattern))) out.emplace_back(session, items);
  return out;
}

std::vector<std::string> shipped() {
  std::vector<std::string> ids;
  for (const Instrument* q : catalogue()) ids.emplace_back(q->id);
  return ids;
}

template <class T>
std::vector<std::string> ids_of(std::span<const T> parts) {
  std::vector<std::string> ids;
  for (const T& part : parts) ids.emplace_back(part.id);
  return ids;
}

using TotalRange = std::optional<std::pair<double, double>>;

TotalRange total_range(const PythonInstrument& q) {
  return q.definition->has_total() ? TotalRange({q.definition->total_min, q.definition->total_max}) : std::nullopt;
}

}  // namespace

void add_instruments(nb::module_& m) {
  const auto field = [](std::string_view Instrument::*member) {
    return [member](const PythonInstrument& q) { return std::string(q.definition->*member); };
  };
  nb::class_<PythonInstrument>(m, "Instrument", "A questionnaire's scoring definition; never its wording.")
      .def_static("find", find, nb::arg("id"))
      .def_static("from_json", from_json, nb::arg("document"))
      .def("subscale", subscale, nb::arg("id"))
      .def("cutoff", cutoff, nb::arg("purpose").none(), nb::arg("population").none(),
           nb::sig("def cutoff(self, purpose: str | None, population: str | None) -> dict[str, typing.Any]"))
      .def("norm", norm, nb::arg("population").none(),
           nb::sig("def norm(self, population: str | None) -> dict[str, typing.Any]"))
      .def("standing", standing_in, nb::arg("score"), nb::arg("population").none())
      .def_prop_ro("id", field(&Instrument::id))
      .def_prop_ro("name", field(&Instrument::name))
      .def_prop_ro("construct", field(&Instrument::construct))
      .def_prop_ro("recall", field(&Instrument::recall))
      .def_prop_ro("licence", field(&Instrument::licence))
      .def_prop_ro("citation", field(&Instrument::citation))
      .def_prop_ro("note", field(&Instrument::note))
      .def_prop_ro("domains",
                   [](const PythonInstrument& q) {
                     std::vector<std::string> out;
                     for (const Domain domain : domain_list)
                       if (q.definition->domains.contains(domain)) out.emplace_back(name(domain));
                     return out;
                   })
      .def_prop_ro("reporter", [](const PythonInstrument& q) { return std::string(name(q.definition->reporter)); })
      .def_prop_ro("direction", [](const PythonInstrument& q) { return std::string(name(q.definition->direction)); })
      .def_prop_ro("items", [](const PythonInstrument& q) { return q.definition->items; })
      .def_prop_ro("subscales", [](const PythonInstrument& q) { return ids_of(q.definition->subscales); })
      .def_prop_ro("codings", [](const PythonInstrument& q) { return ids_of(q.definition->codings); })
      .def_prop_ro("total_range", total_range)
      .def("band_labels", band_labels, nb::arg("column"))
      .def(
          "levels",
          [](const PythonInstrument& q, double least, double most) {
            return value_of(intake_levels(*q.definition, least, most));
          },
          nb::arg("least"), nb::arg("most"))
      .def("to_json", [](const PythonInstrument& q) { return to_json(*q.definition); });
  m.def("shipped_instruments", shipped);
  m.def("item_columns", items_named, nb::arg("names"), nb::arg("pattern").none(), nb::arg("instrument"));
  m.def("session_item_columns", session_items_named, nb::arg("names"), nb::arg("pattern"));
  m.def("self_test", [] {
    const auto figures = self_test_figures();
    require(deviation(figures));
    return figures.size();
  });
  m.def("score_sheet", score_one, nb::arg("instrument"), nb::arg("answers"), nb::arg("prorating"),
        nb::arg("coding").none(),
        nb::sig("def score_sheet(instrument: Instrument, answers: Sequence[int | None], prorating: str, coding: str | "
                "None) -> dict[str, typing.Any]"));
  m.def("score", score_table, nb::arg("instrument"), nb::arg("items"), nb::arg("prorating"), nb::arg("coding").none());
  m.def("batteries", [] { return to_json(batteries()); });
  m.def("goal_attainment", attainment, nb::arg("levels"), nb::arg("weights"), nb::arg("correlation"));
}

}  // namespace oncourse::python
