// instruments.cpp: questionnaires, scores and change for Python.
// SPDX-License-Identifier: Apache-2.0
#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>
#include <nanobind/stl/vector.h>

#include "oncourse/cohort/change_columns.hpp"
#include "oncourse/cohort/item_columns.hpp"
#include "oncourse/cohort/score_columns.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/instrument/names.hpp"
#include "oncourse/track/self_test.hpp"
#include "python.hpp"

namespace oncourse::python {
namespace {

PythonInstrument find(const std::string& id) { return {value_of(find_instrument(id))}; }

PythonInstrument from_json(const std::string& document) {
  LoadedInstrument loaded = value_of(instrument_from_json(document));
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
                          const std::string& prorating) {
  std::vector<Answer> sheet;
  for (const std::optional<long>& answer : answers) {
    const auto item = static_cast<int>(sheet.size()) + 1;
    if (answer && (!std::in_range<Answer>(*answer) || *answer == blank))
      return answer_off_scale(q, item, text(*answer));
    sheet.push_back(answer ? static_cast<Answer>(*answer) : blank);
  }
  return score(q, sheet, prorating_named(prorating));
}

namespace {

SharedTable score_table(const PythonInstrument& q, const std::vector<PythonColumn>& items,
                        const std::string& prorating) {
  const Prorating how = prorating_named(prorating);
  return unlocked([&] { return shared(value_of(score_columns(*q.definition, pointers(items), how))); });
}

SharedTable change_table(const PythonInstrument& q, const PythonColumn& pre, const PythonColumn& post,
                         const std::optional<std::string>& purpose, const std::optional<std::string>& population,
                         std::optional<double> sd, std::optional<double> reliability) {
  const ChangeCriterion how{purpose.value_or(""), population.value_or(""), sd, reliability};
  return unlocked([&] { return shared(value_of(change_columns(*q.definition, pre.column, post.column, how))); });
}

SharedTable reliable_change_table(const PythonColumn& pre, const PythonColumn& post, double sd, double reliability) {
  return unlocked([&] { return shared(value_of(jacobson_truax_columns(pre.column, post.column, sd, reliability))); });
}

nb::dict score_one(const PythonInstrument& q, const std::vector<std::optional<long>>& answers,
                   const std::string& prorating) {
  const Score score = value_of(score_sheet(*q.definition, answers, prorating));
  nb::dict out;
  out["total"] = score.total;
  out["band"] = score.band ? nb::cast(std::string(score.band->label)) : nb::none();
  out["answered"] = score.answered;
  out["of_items"] = score.of_items;
  out["prorated"] = score.prorated;
  nb::dict subscales;
  for (const SubscaleScore& s : score.subscales())
    subscales[std::string(s.subscale->id).c_str()] = s.value ? nb::cast(*s.value) : nb::none();
  out["subscales"] = subscales;
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

}  // namespace

void add_instruments(nb::module_& m) {
  const auto field = [](std::string_view Instrument::*member) {
    return [member](const PythonInstrument& q) { return std::string(q.definition->*member); };
  };
  nb::class_<PythonInstrument>(m, "Instrument", "A questionnaire's scoring definition; never its wording.")
      .def_static("find", find, nb::arg("id"))
      .def_static("from_json", from_json, nb::arg("document"))
      .def_prop_ro("id", field(&Instrument::id))
      .def_prop_ro("name", field(&Instrument::name))
      .def_prop_ro("construct", field(&Instrument::construct))
      .def_prop_ro("recall", field(&Instrument::recall))
      .def_prop_ro("licence", field(&Instrument::licence))
      .def_prop_ro("citation", field(&Instrument::citation))
      .def_prop_ro("domain", [](const PythonInstrument& q) { return std::string(name(q.definition->domain)); })
      .def_prop_ro("direction", [](const PythonInstrument& q) { return std::string(name(q.definition->direction)); })
      .def_prop_ro("items", [](const PythonInstrument& q) { return q.definition->items; })
      .def_prop_ro(
          "total_range",
          [](const PythonInstrument& q) { return std::pair(q.definition->total_min, q.definition->total_max); })
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
        nb::sig("def score_sheet(instrument: Instrument, answers: Sequence[int | None], prorating: str) -> dict[str, "
                "typing.Any]"));
  m.def("score", score_table, nb::arg("instrument"), nb::arg("items"), nb::arg("prorating"));
  m.def("change", change_table, nb::arg("instrument"), nb::arg("pre"), nb::arg("post"),
        nb::arg("purpose").none() = nb::none(), nb::arg("population").none() = nb::none(),
        nb::arg("sd").none() = nb::none(), nb::arg("reliability").none() = nb::none());
  m.def("jacobson_truax", reliable_change_table, nb::arg("pre"), nb::arg("post"), nb::arg("sd"),
        nb::arg("reliability"));
}

}  // namespace oncourse::python
