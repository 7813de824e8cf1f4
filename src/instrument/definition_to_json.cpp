// definition_to_json.cpp: an instrument's definition as a document.
// SPDX-License-Identifier: Apache-2.0
#include "json/write.hpp"
#include "oncourse/instrument/definition.hpp"
#include "oncourse/instrument/names.hpp"

namespace oncourse {
namespace {

json::Value with_source(json::Value figure, const Provenance& from) {
  figure["status"] = name(from.status);
  figure["source"] = from.source;
  return figure;
}

json::Value item_list(ItemSet items) {
  json::Value out = json::Value::array();
  for (const int item : items) out.push_back(item);
  return out;
}

template <class Number>
json::Value number_list(std::span<const Number> all) {
  json::Value out = json::Value::array();
  for (const Number one : all) out.push_back(one);
  return out;
}

json::Value answer_points(std::span<const ItemPoints> all) {
  json::Value out = json::Value::array();
  for (const ItemPoints& key : all)
    out.push_back({{"items", item_list(key.items)}, {"from", key.first}, {"points", number_list(key.points)}});
  return out;
}

json::Value criterion_json(const Criterion& criterion) {
  json::Value out = {{"of", json::Value::array()}};
  for (const Endorsed& part : criterion.of)
    if (!part.items.empty()) out["of"].push_back({{"items", item_list(part.items)}, {"at_least", part.at_least}});
  out["least"] = criterion.least;
  if (criterion.most != ItemSet::most) out["most"] = criterion.most;
  return out;
}

json::Value missing_rule(const MissingRule& rule) {
  json::Value out = {{"kind", name(rule.kind)}};
  if (rule.kind == MissingRule::Kind::up_to) out["limit"] = rule.limit;
  if (rule.fill != MissingRule::Fill::mean) out["fill"] = name(rule.fill);
  if (!rule.from.source.empty()) out = with_source(std::move(out), rule.from);
  return out;
}

json::Value band_list(std::span<const Band> bands) {
  json::Value out = json::Value::array();
  for (const Band& b : bands) out.push_back({{"from", b.from}, {"label", b.label}});
  return out;
}

json::Value differences(std::span<const Difference> all) {
  json::Value out = json::Value::array();
  for (const Difference& d : all) {
    json::Value one = {{"points", d.points}, {"of", name(d.of)}, {"basis", d.basis}};
    if (d.computed)
      one["computed"] = {
          {"sd", d.computed->sd}, {"reliability", d.computed->reliability}, {"level", d.computed->level}};
    out.push_back(with_source(std::move(one), d.from));
  }
  return out;
}

void append_figures(json::Value& out, const Figures& figures) {
  if (!figures.bands.empty()) {
    out["bands"] = band_list(figures.bands);
    out["bands_source"] = with_source(json::Value::object(), figures.bands_from);
  }
  for (const Banding& b : figures.other_bands)
    out["other_bands"].push_back(with_source({{"name", b.name}, {"bands", band_list(b.bands)}}, b.from));
  for (const Cutoff& c : figures.cutoffs) {
    json::Value one = {
        {"purpose", name(c.purpose)}, {"population", c.population}, {"compare", name(c.compare)}, {"value", c.value}};
    if (!c.note.empty()) one["note"] = c.note;
    out["cutoffs"].push_back(with_source(std::move(one), c.from));
  }
  for (const Norm& n : figures.norms) {
    json::Value one = {{"population", n.population}, {"clinical", n.clinical}, {"mean", n.mean}, {"sd", n.sd}};
    if (n.n > 0) one["n"] = n.n;
    out["norms"].push_back(with_source(std::move(one), n.from));
  }
  for (const Reliability& r : figures.reliabilities)
    out["reliability"].push_back(
        with_source({{"kind", r.kind}, {"population", r.population}, {"value", r.value}}, r.from));
  if (!figures.reliable_change.empty()) out["reliable_change"] = differences(figures.reliable_change);
  if (!figures.important_change.empty()) out["important_change"] = differences(figures.important_change);
}

json::Value subscale_json(const Subscale& s) {
  json::Value out = {{"id", s.id},
                     {"name", s.name},
                     {"items", item_list(s.items)},
                     {"rule", name(s.combine)},
                     {"multiplier", s.multiplier}};
  if (s.direction) out["direction"] = name(*s.direction);
  out["missing"] = missing_rule(s.missing);
  if (!s.table.empty()) out["table"] = number_list(s.table);
  append_figures(out, s.figures);
  return out;
}

/// The form and how it is scored.
void append_form(json::Value& out, const Instrument& q) {
  out["items"] = q.items;
  out["answers"] = json::Value::array({q.item_min, q.item_max});
  for (const ItemRange& r : q.ranges) {
    json::Value& one = out["answer_exceptions"].push_back(
        {{"items", item_list(r.items)}, {"range", json::Value::array({r.min, r.max})}});
    if (r.step != 1) one["step"] = r.step;
  }
  if (!q.points.empty()) out["points"] = answer_points(q.points);
  for (const Coding& c : q.codings)
    out["codings"].push_back(
        with_source({{"id", c.id}, {"name", c.name}, {"answers", answer_points(c.answers)}}, c.from));
  if (!q.reversed.empty()) out["reversed"] = item_list(q.reversed);
  if (!q.unscored.empty()) out["unscored"] = item_list(q.unscored);
  if (!q.weights.empty()) out["weights"] = number_list(q.weights);
  for (const LegalBlank& l : q.legal_blanks) {
    json::Value one = {{"items", item_list(l.items)}, {"allowed", l.when_words}};
    if (!l.when.of[0].items.empty()) one["when"] = criterion_json(l.when);
    out["legal_blanks"].push_back(with_source(std::move(one), l.from));
  }
  out["rule"] = name(q.total);
  out["multiplier"] = q.multiplier;
  if (q.goal_correlation != 0.0) out["goal_correlation"] = q.goal_correlation;
  if (!q.table.empty()) out["table"] = number_list(q.table);
  if (q.has_total()) out["total"] = json::Value::array({q.total_min, q.total_max});
  out["scoring"] = with_source(json::Value::object(), q.scoring_from);
  for (const ItemGroup& g : q.groups) out["groups"].push_back({{"name", g.name}, {"items", item_list(g.items)}});
  for (const Subscale& s : q.subscales) out["subscales"].push_back(subscale_json(s));
  out["missing"] = missing_rule(q.missing);
  for (const Algorithm& a : q.algorithms) {
    json::Value criteria = json::Value::array();
    for (const Criterion& c : a.criteria)
      if (!c.of[0].items.empty()) criteria.push_back(criterion_json(c));
    out["algorithms"].push_back(with_source({{"id", a.id}, {"name", a.name}, {"criteria", criteria}}, a.from));
  }
  for (const RiskItem& r : q.risk)
    out["risk"].push_back(with_source({{"item", r.item}, {"at_least", r.threshold}, {"meaning", r.meaning}}, r.from));
  if (!q.example.answers.empty()) {
    json::Value answers = json::Value::array();
    for (const Answer answer : q.example.answers)
      answers.push_back(answer == blank ? json::Value() : json::Value(answer));
    out["example"] = {{"answers", std::move(answers)}, {"total", q.example.total}};
  }
}

}  // namespace

std::string to_json(const Instrument& q) {
  json::Value domains = json::Value::array();
  for (const Domain domain : domain_list)
    if (q.domains.contains(domain)) domains.push_back(name(domain));
  json::Value out = {
      {"schema", instrument_schema},
      {"version", instrument_schema_version},
      {"id", q.id},
      {"name", q.name},
      {"construct", q.construct},
      {"domains", std::move(domains)},
      {"reporter", name(q.reporter)},
      {"recall", q.recall},
      {"direction", name(q.direction)},
  };
  if (!q.note.empty()) out["note"] = q.note;
  append_form(out, q);
  append_figures(out, q.figures);
  out["licence"] = q.licence;
  out["citation"] = q.citation;
  return json::write(out, json::Layout::lines) + "\n";
}

}  // namespace oncourse
