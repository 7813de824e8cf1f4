// instrument_page.cpp: a definition for people, as text and as a page, from the same parts.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/report/instrument_page.hpp"

#include <algorithm>
#include <cmath>

#include "oncourse/base/number.hpp"
#include "oncourse/instrument/names.hpp"
#include "page.hpp"
#include "wording.hpp"

namespace oncourse {
namespace {

struct Row {
  std::string figure, value;
  Provenance from = {};  ///< without a source: of no figure
};

struct Part {
  std::string title;
  std::vector<Row> rows;
};

/// "1 to 5, 8 and 20"
std::string listed(ItemSet items) {
  std::vector<std::string> runs;
  for (int item = 1; item <= ItemSet::most; ++item) {
    if (!items.contains(item)) continue;
    int last = item;
    while (last < ItemSet::most && items.contains(last + 1)) ++last;
    if (last - item >= 2) {
      runs.push_back(text(item) + " to " + text(last));
    } else {
      for (int i = item; i <= last; ++i) runs.push_back(text(i));
    }
    item = last;
  }
  std::string out;
  for (std::size_t i = 0; i < runs.size(); ++i) out += (i == 0 ? "" : i + 1 == runs.size() ? " and " : ", ") + runs[i];
  return out;
}

std::string items_of(ItemSet items) { return (items.size() == 1 ? "item " : "items ") + listed(items); }

std::string spaced(std::string_view words) {
  std::string out(words);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

std::string range(double least, double greatest) { return text(least) + " to " + text(greatest); }

std::string points_text(std::span<const ItemPoints> keys) {
  std::string out;
  for (const ItemPoints& key : keys) {
    out += (out.empty() ? "" : "; ") + items_of(key.items) + ": answers from " + text(int{key.first}) + " on are";
    for (std::size_t i = 0; i < key.points.size(); ++i) out += (i == 0 ? " " : ", ") + text(int{key.points[i]});
  }
  return out;
}

std::string criterion_text(const Criterion& criterion) {
  std::string out;
  const int most = criterion.of[0].items.size() + criterion.of[1].items.size();
  if (criterion.most < most)
    out = criterion.least == criterion.most ? text(criterion.least)
                                            : text(criterion.least) + " to " + text(criterion.most);
  else
    out = criterion.least == most ? "all" : "at least " + text(criterion.least);
  out += " of ";
  for (std::size_t i = 0; i < criterion.of.size(); ++i) {
    const Endorsed& part = criterion.of[i];
    if (part.items.empty()) continue;
    out += (i == 0 ? "" : ", ") + items_of(part.items) + " at " + text(part.at_least) + " or more";
  }
  return out;
}

Part about(const Instrument& q) {
  std::string domains;
  for (const Domain domain : domain_list)
    if (q.domains.contains(domain)) domains += (domains.empty() ? "" : ", ") + spaced(name(domain));
  Part out{"About", {{"measures", std::string(q.construct)}, {"domains", domains}}};
  if (!q.recall.empty()) out.rows.push_back({"period", std::string(q.recall)});
  out.rows.push_back({"rated by", q.reporter == Reporter::self ? "the person" : "a clinician"});
  if (!q.note.empty()) out.rows.push_back({"note", std::string(q.note)});
  out.rows.push_back({"licence", std::string(q.licence)});
  out.rows.push_back({"citation", std::string(q.citation)});
  return out;
}

Part form(const Instrument& q) {
  Part out{"Form", {}};
  if (q.items == 0) {
    out.rows.push_back({"items", "not shipped: known by its total, or from a licence holder's definition"});
    return out;
  }
  out.rows.push_back({"items", text(q.items)});
  out.rows.push_back({"answers", range(q.item_min, q.item_max)});
  for (const ItemRange& r : q.ranges)
    out.rows.push_back(
        {"answers to " + items_of(r.items), range(r.min, r.max) + (r.step == 1 ? "" : " in steps of " + text(r.step))});
  if (!q.points.empty()) out.rows.push_back({"points", points_text(q.points)});
  if (!q.reversed.empty()) out.rows.push_back({"reversed", items_of(q.reversed)});
  if (!q.unscored.empty()) out.rows.push_back({"not in the total", items_of(q.unscored)});
  if (!q.weights.empty()) {
    std::string weights;
    for (const int weight : q.weights) weights += (weights.empty() ? "" : ", ") + text(weight);
    out.rows.push_back({"weights", weights});
  }
  for (const LegalBlank& l : q.legal_blanks)
    out.rows.push_back({items_of(l.items) + " may stay blank", std::string(l.when_words), l.from});
  for (const Coding& c : q.codings)
    out.rows.push_back(
        {"coding \"" + std::string(c.id) + "\"", std::string(c.name) + ": " + points_text(c.answers), c.from});
  return out;
}

Part scoring(const Instrument& q) {
  const bool better_up = q.direction == Direction::higher_is_better;
  std::string total = spaced(name(q.total));
  if (q.has_total())
    total += (q.multiplier != 1.0 ? " times " + text(q.multiplier) : "") + ", " + range(q.total_min, q.total_max) +
             ", " + (better_up ? "higher" : "lower") + " is better";
  else
    total += ": the subscales are the scores";
  Part out{"Scoring",
           {{"total", total, q.scoring_from},
            {"blanks allowed", wording::blanks_allowed(q.missing, q.total == TotalRule::mean_of_subscales),
             q.missing.from}}};
  if (!q.table.empty()) out.rows.push_back({"by a table", "from the sum to " + range(q.table.front(), q.table.back())});
  if (q.goal_correlation != 0.0) out.rows.push_back({"correlation of goals", text(q.goal_correlation)});
  for (const ItemGroup& g : q.groups) out.rows.push_back({"group " + std::string(g.name), items_of(g.items)});
  for (const Subscale& s : q.subscales) {
    std::string value = std::string(s.name) + ": " + std::string(name(s.combine)) + " of " + items_of(s.items);
    if (s.multiplier != 1.0) value += " times " + text(s.multiplier);
    if (s.direction && *s.direction != q.direction)
      value += *s.direction == Direction::higher_is_better ? ", higher is better" : ", lower is better";
    if (!s.table.empty()) value += ", by a table to " + range(s.table.front(), s.table.back());
    out.rows.push_back({"subscale " + std::string(s.id),
                        value + "; blanks allowed: " + wording::blanks_allowed(s.missing), s.missing.from});
  }
  for (const Algorithm& a : q.algorithms) {
    std::string value = std::string(a.name);
    for (const Criterion& c : a.criteria)
      if (!c.of[0].items.empty()) value += "; " + criterion_text(c);
    out.rows.push_back({"algorithm " + std::string(a.id), value, a.from});
  }
  for (const RiskItem& r : q.risk)
    out.rows.push_back({"risk item " + text(r.item),
                        "attention at " + text(r.threshold) + " or more: " + std::string(r.meaning), r.from});
  return out;
}

std::string bands_text(std::span<const Band> bands) {
  std::string out;
  for (const Band& b : bands) out += (out.empty() ? "" : ", ") + std::string(b.label) + " from " + text(b.from);
  return out;
}

/// The figures of the total, or of a subscale, which is then named in every row.
void append_figures(std::vector<Part>& parts, const Figures& figures, const std::string& of) {
  const auto add = [&](const char* title, const std::string& figure, std::string value, const Provenance& from) {
    auto at = std::find_if(parts.begin(), parts.end(), [&](const Part& part) { return part.title == title; });
    if (at == parts.end()) at = parts.insert(parts.end(), Part{title, {}});
    at->rows.push_back({of.empty() ? figure : of + ", " + figure, std::move(value), from});
  };
  if (!figures.bands.empty()) add("Severity", "bands", bands_text(figures.bands), figures.bands_from);
  for (const Banding& b : figures.other_bands)
    add("Severity", "bands \"" + std::string(b.name) + "\"", bands_text(b.bands), b.from);
  for (const Cutoff& c : figures.cutoffs)
    add("Cut-offs", std::string(name(c.purpose)),
        spaced(name(c.compare)) + " " + text(c.value) + ", " + std::string(c.population) +
            (c.note.empty() ? "" : " (" + std::string(c.note) + ")"),
        c.from);
  for (const Norm& n : figures.norms)
    add("Norms", n.clinical ? "clinical" : "not clinical",
        "mean " + text(n.mean) + ", sd " + text(n.sd) + (n.n > 0 ? ", n " + text(n.n) : "") + ", " +
            std::string(n.population),
        n.from);
  for (const Reliability& r : figures.reliabilities)
    add("Reliability", std::string(r.kind), text(r.value) + ", " + std::string(r.population), r.from);
  for (const Difference& d : figures.reliable_change)
    add("Change", "reliable change",
        text(d.points) + " points, " + std::string(d.basis) +
            (d.computed ? ", from sd " + text(d.computed->sd) + " and reliability " + text(d.computed->reliability)
                        : ""),
        d.from);
  for (const Difference& d : figures.important_change)
    add("Change", "important " + std::string(name(d.of)), text(d.points) + " points, " + std::string(d.basis), d.from);
}

std::vector<Part> parts_of(const Instrument& q) {
  std::vector<Part> out = {about(q), form(q), scoring(q)};
  append_figures(out, q.figures, "");
  for (const Subscale& s : q.subscales) append_figures(out, s.figures, std::string(s.id));
  return out;
}

std::string source_text(const Provenance& from) {
  return std::string(name(from.status)) + ": " + std::string(from.source);
}

void write_instrument(markup::Writer& out, const Instrument& q) {
  page::section(out, q.id, std::string(q.name) + " (" + std::string(q.id) + ")", [&] {
    for (const Part& part : parts_of(q)) {
      page::Table table{part.title};
      table.columns = {{"Figure"}, {"Value"}, {"Source"}};
      for (const Row& row : part.rows)
        table.rows.push_back({row.figure, row.value, row.from.source.empty() ? "" : source_text(row.from)});
      page::write(out, table);
    }
  });
}

}  // namespace

std::string to_text(const Instrument& q) {
  std::string out = std::string(q.name) + " (" + std::string(q.id) + ")\n";
  for (const Part& part : parts_of(q)) {
    out += "\n" + part.title + "\n";
    for (const Row& row : part.rows) {
      out += "  " + row.figure + ": " + row.value + "\n";
      if (!row.from.source.empty()) out += "      " + source_text(row.from) + "\n";
    }
  }
  return out;
}

std::string to_html(std::span<const Instrument* const> instruments) {
  const std::string title =
      instruments.size() == 1 ? std::string(instruments.front()->name) : "Instruments of oncourse";
  return page::document(title, [&](markup::Writer& out) {
    out.element("header", {}, [&] {
      out.element("h1", title);
      out.element(
          "p", {{"class", "quiet"}},
          "How each questionnaire is scored and read, never its wording. Published: read in or confirmed against the "
          "publication named. Secondary: read in a source that cites it. Convention: common practice without a "
          "publication that establishes it.");
    });
    if (instruments.size() > 1)
      out.element("ul", {}, [&] {
        for (const Instrument* q : instruments)
          out.element("li", {}, [&] {
            out.element("a", {{"href", "#" + std::string(q->id)}}, q->name);
            out.text(", " + std::string(q->construct));
          });
      });
    for (const Instrument* q : instruments) write_instrument(out, *q);
  });
}

}  // namespace oncourse
