// definition.cpp: an instrument's definition to JSON, and one that is known by its total from JSON.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/instrument/definition.hpp"

#include <deque>

#include "json/reader.hpp"
#include "json/write.hpp"
#include "oncourse/instrument/names.hpp"

namespace oncourse {
namespace {

json::Value with_source(json::Value figure, const Provenance& from) {
  figure["status"] = name(from.status);
  figure["source"] = from.source;
  return figure;
}

json::Value differences(std::span<const Difference> all) {
  json::Value out = json::Value::array();
  for (const Difference& d : all)
    out.push_back(with_source({{"points", d.points}, {"of", name(d.of)}, {"basis", d.basis}}, d.from));
  return out;
}

json::Value missing_rule(const MissingRule& rule) {
  json::Value out = {{"kind", name(rule.kind)}};
  if (rule.kind == MissingRule::Kind::up_to) out["limit"] = rule.limit;
  return with_source(std::move(out), rule.from);
}

}  // namespace

struct LoadedInstrument::Storage {
  std::deque<std::string> texts;
  std::vector<Band> bands;
  std::vector<Cutoff> cutoffs;
  std::vector<Difference> reliable, important;
  Instrument instrument;

  std::string_view keep(std::string text) { return texts.emplace_back(std::move(text)); }
};

LoadedInstrument::LoadedInstrument(std::shared_ptr<const Storage> storage) : storage_(std::move(storage)) {}
const Instrument& LoadedInstrument::definition() const { return storage_->instrument; }

std::string to_json(const Instrument& q) {
  json::Value out = {
      {"id", q.id},
      {"name", q.name},
      {"construct", q.construct},
      {"domain", name(q.domain)},
      {"recall", q.recall},
      {"direction", name(q.direction)},
      {"items", q.items},
      {"answers", json::Value::array({q.item_min, q.item_max})},
      {"reversed", q.reversed},
      {"unscored", q.unscored},
      {"rule", name(q.total)},
      {"multiplier", q.multiplier},
      {"total", json::Value::array({q.total_min, q.total_max})},
  };
  out["scoring"] = with_source(json::Value::object(), q.scoring_from);
  for (const ItemRange& r : q.ranges)
    out["answer_exceptions"].push_back(
        {{"first", r.first}, {"last", r.last}, {"range", json::Value::array({r.min, r.max})}});
  for (const ItemGroup& g : q.groups) out["groups"].push_back({{"name", g.name}, {"items", g.items}});
  for (const EitherItem& e : q.either) out["either"].push_back(json::Value::array({e.one, e.other}));
  for (const Subscale& s : q.subscales)
    out["subscales"].push_back({{"id", s.id}, {"name", s.name}, {"items", s.items}, {"rule", name(s.combine)}});
  out["missing"] = missing_rule(q.missing);
  for (const Band& b : q.bands) out["bands"].push_back({{"from", b.from}, {"label", b.label}});
  if (!q.bands.empty()) out["bands_source"] = with_source(json::Value::object(), q.bands_from);
  for (const Cutoff& c : q.cutoffs)
    out["cutoffs"].push_back(with_source(
        {{"purpose", c.purpose}, {"population", c.population}, {"compare", name(c.compare)}, {"value", c.value}},
        c.from));
  for (const Norm& n : q.norms)
    out["norms"].push_back(with_source(
        {{"population", n.population}, {"clinical", n.clinical}, {"mean", n.mean}, {"sd", n.sd}, {"n", n.n}}, n.from));
  for (const Reliability& r : q.reliabilities)
    out["reliability"].push_back(
        with_source({{"kind", r.kind}, {"population", r.population}, {"value", r.value}}, r.from));
  out["reliable_change"] = differences(q.reliable_change);
  out["important_change"] = differences(q.important_change);
  for (const RiskItem& r : q.risk)
    out["risk"].push_back({{"item", r.item}, {"at_least", r.threshold}, {"meaning", r.meaning}});
  out["licence"] = q.licence;
  out["citation"] = q.citation;
  return json::write(out, json::Layout::lines) + "\n";
}

Result<LoadedInstrument> instrument_from_json(std::string_view document) {
  return read_json("instrument", document, [](const JsonReader& root) {
    root.only({"id", "name", "construct", "direction", "total", "source", "bands", "cutoffs", "reliable_change",
               "important_change"});
    auto storage = std::make_shared<LoadedInstrument::Storage>();
    Instrument& q = storage->instrument;
    const auto kept = [&](const JsonReader& value) {
      std::string text = value.text();
      if (text.empty()) value.refuse("it is empty");
      return storage->keep(std::move(text));
    };
    q.id = kept(root.at("id"));
    q.name = kept(root.at("name"));
    q.construct = kept(root.at("construct"));
    q.direction = root.at("direction").one_of(directions);
    const std::vector<double> range = root.at("total").numbers(2);
    q.total_min = range[0];
    q.total_max = range[1];
    if (!(q.total_min < q.total_max)) root.at("total").refuse("the least must lie below the greatest");
    const Provenance from = {Status::secondary, kept(root.at("source"))};
    q.scoring_from = q.bands_from = q.missing.from = from;

    const auto on_scale = [&](const JsonReader& value) {
      const double score = value.number();
      if (score < q.total_min || score > q.total_max)
        value.refuse("it is " + text(score) + ", the total lies in " + text(q.total_min) + ".." + text(q.total_max));
      return score;
    };
    const auto provenance = [&](const JsonReader& figure) {
      return Provenance{figure.at("status").one_of(statuses), kept(figure.at("source"))};
    };
    const auto differences_of = [&](const char* member, std::vector<Difference>& into) {
      if (!root.has(member)) return;
      for (const JsonReader& d : root.at(member).elements()) {
        d.only({"points", "of", "basis", "status", "source"});
        const double points = d.at("points").number();
        if (!(points > 0.0)) d.at("points").refuse("it must be above 0");
        const auto of = d.has("of") ? d.at("of").one_of(difference_directions) : Difference::Of::change;
        if (of != Difference::Of::change && &into == &storage->reliable)
          d.at("of").refuse("a reliable change counts in both directions");
        into.push_back({points, kept(d.at("basis")), provenance(d), of});
      }
    };
    if (root.has("bands"))
      for (const JsonReader& b : root.at("bands").elements()) {
        b.only({"from", "label"});
        const double begin = on_scale(b.at("from"));
        if (storage->bands.empty() ? begin != q.total_min : begin <= storage->bands.back().from)
          b.at("from").refuse("bands ascend from the least total");
        storage->bands.push_back({begin, kept(b.at("label"))});
      }
    if (root.has("cutoffs"))
      for (const JsonReader& c : root.at("cutoffs").elements()) {
        c.only({"purpose", "population", "compare", "value", "status", "source"});
        storage->cutoffs.push_back({kept(c.at("purpose")), kept(c.at("population")),
                                    c.at("compare").one_of(comparisons), on_scale(c.at("value")), provenance(c)});
      }
    differences_of("reliable_change", storage->reliable);
    differences_of("important_change", storage->important);
    q.bands = storage->bands;
    q.cutoffs = storage->cutoffs;
    q.reliable_change = storage->reliable;
    q.important_change = storage->important;
    q.licence = q.citation = from.source;
    return LoadedInstrument(std::move(storage));
  });
}

}  // namespace oncourse
