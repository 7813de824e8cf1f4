// definition_from_json.cpp: an instrument's definition from a document.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <deque>
#include <tuple>
#include <vector>

#include "json/reader.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/instrument/definition.hpp"
#include "oncourse/instrument/names.hpp"
#include "oncourse/instrument/well_formed.hpp"

namespace oncourse {

/// What a definition refers to, where it stays.
struct LoadedInstrument::Storage {
  template <class... T>
  using Lists = std::tuple<std::deque<std::vector<T>>...>;
  std::deque<std::string> texts;
  Lists<Answer, double, ItemRange, ItemPoints, Coding, LegalBlank, ItemGroup, Subscale, Algorithm, RiskItem, Band,
        Banding, Cutoff, Norm, Reliability, Difference>
      lists;
  std::shared_ptr<const Storage> whole;  ///< of a subscale: the definition that it is a part of
  Instrument instrument;

  std::string_view keep(std::string text) { return texts.emplace_back(std::move(text)); }
  template <class T>
  std::span<const T> keep(std::vector<T> list) {
    return std::get<std::deque<std::vector<T>>>(lists).emplace_back(std::move(list));
  }
};

LoadedInstrument::LoadedInstrument(std::shared_ptr<const Storage> storage) : storage_(std::move(storage)) {}
const Instrument& LoadedInstrument::definition() const { return storage_->instrument; }

Result<LoadedInstrument> LoadedInstrument::subscale(std::string_view id) const {
  const Instrument& q = definition();
  const auto exactly =
      std::find_if(q.subscales.begin(), q.subscales.end(), [&](const Subscale& s) { return s.id == id; });
  std::string known;
  for (const Subscale& s : q.subscales) {
    if (exactly != q.subscales.end() ? &s == &*exactly : same_id(s.id, id)) {
      auto part = std::make_shared<Storage>();
      part->whole = storage_;
      const std::string_view own_id = part->keep(std::string(q.id) + ":" + std::string(s.id));
      const std::string_view own_name = part->keep(std::string(q.name) + ": " + std::string(s.name));
      part->instrument = scale_of(q, s, own_id, own_name);
      return LoadedInstrument(std::move(part));
    }
    known += (known.empty() ? " has the subscales " : ", ") + std::string(s.id);
  }
  return Error{Errc::unknown_instrument, std::string(q.id) + (known.empty() ? " has no subscales" : known)};
}

namespace {

using Storage = LoadedInstrument::Storage;

/// Reads the parts of one document into its storage.
class DefinitionReader {
 public:
  explicit DefinitionReader(Storage& storage) : storage_(storage), q_(storage.instrument) {}

  void read(const JsonReader& root) {
    root.only({"schema",
               "version",
               "id",
               "name",
               "construct",
               "domains",
               "reporter",
               "recall",
               "direction",
               "note",
               "items",
               "answers",
               "answer_exceptions",
               "points",
               "codings",
               "reversed",
               "unscored",
               "weights",
               "legal_blanks",
               "rule",
               "multiplier",
               "goal_correlation",
               "table",
               "total",
               "scoring",
               "source",
               "groups",
               "subscales",
               "missing",
               "algorithms",
               "risk",
               "example",
               "bands",
               "bands_source",
               "other_bands",
               "cutoffs",
               "norms",
               "reliability",
               "reliable_change",
               "important_change",
               "licence",
               "citation"});
    if (root.has("schema") && root.at("schema").text() != instrument_schema)
      root.at("schema").refuse("it must be " + std::string(instrument_schema), Errc::wrong_version);
    if (root.has("version")) {
      const std::int64_t version = root.at("version").integer(1);
      if (version != instrument_schema_version)
        root.at("version").refuse("it is " + text(version) + ", this library reads " + text(instrument_schema_version),
                                  Errc::wrong_version);
    }
    q_.id = words(root, "id");
    q_.name = words(root, "name");
    q_.construct = words(root, "construct");
    q_.direction = root.at("direction").one_of(directions);
    q_.scoring_from = root.has("scoring") ? provenance(root.at("scoring").only({"status", "source"}))
                                          : Provenance{Status::secondary, words(root, "source")};
    if (root.has("scoring") && root.has("source")) root.at("source").refuse("`scoring` has the source already");
    q_.licence = root.has("licence") ? words(root, "licence") : q_.scoring_from.source;
    q_.citation = root.has("citation") ? words(root, "citation") : q_.scoring_from.source;
    if (root.has("recall")) q_.recall = storage_.keep(root.at("recall").text());
    if (root.has("note")) q_.note = words(root, "note");
    if (root.has("reporter")) q_.reporter = root.at("reporter").one_of(reporters);
    if (root.has("domains")) {
      q_.domains = {};
      for (const JsonReader& domain : root.at("domains").elements()) q_.domains.insert(domain.one_of(domain_list));
    }
    form(root);
    scoring(root);
    q_.figures = figures(root);
    if (const Defect d = defect(q_)) {
      JsonReader at = member(root, d.member, d.index);
      if (!d.part.empty()) at = member(at, d.part, d.part_index);
      const auto number = at.value().number();
      at.refuse((number ? "it is " + text(*number) + ", " : "") + std::string(d.what));
    }
  }

 private:
  /// The way to a member that may not be there: what is missing has a default that is wrong here.
  static JsonReader member(const JsonReader& from, std::string_view name, int index) {
    static const json::Value absent;
    const json::Value* value = from.value().find(name);
    const json::Value::Array* const elements = value ? value->elements() : nullptr;
    if (elements && index >= 0) value = &elements->at(static_cast<std::size_t>(index));
    return {value ? *value : absent,
            from.path() + "." + std::string(name) + (index < 0 ? "" : "[" + text(index) + "]")};
  }
  std::string_view words(const JsonReader& from, const char* member) {
    const JsonReader value = from.at(member);
    std::string found = value.text();
    if (found.empty()) value.refuse("it is empty");
    return storage_.keep(std::move(found));
  }
  Provenance provenance(const JsonReader& figure) {
    return {figure.at("status").one_of(statuses), words(figure, "source")};
  }
  ItemSet item_set(const JsonReader& value) const {
    ItemSet out;
    for (const JsonReader& element : value.elements()) {
      const int item = static_cast<int>(element.integer(1, q_.items));
      if (out.contains(item)) element.refuse("item " + text(item) + " is named twice");
      out.insert(item);
    }
    return out;
  }
  static std::pair<int, int> range(const JsonReader& value) {
    const auto ends = value.elements();
    if (ends.size() != 2) value.refuse("two whole numbers are expected, the least and the greatest");
    return {static_cast<int>(ends[0].integer(-32000, 32000)), static_cast<int>(ends[1].integer(-32000, 32000))};
  }
  template <class Number>
  std::span<const Number> whole_numbers(const JsonReader& value, int most) {
    std::vector<Number> out;
    for (const JsonReader& element : value.elements()) out.push_back(static_cast<Number>(element.integer(-most, most)));
    return storage_.keep(std::move(out));
  }
  /// Reads every element of a list that may be missing.
  template <class T, class Read>
  std::span<const T> list(const JsonReader& from, const char* member, const Read& read_one) {
    if (!from.has(member)) return {};
    std::vector<T> out;
    const auto elements = from.at(member).elements();
    if (elements.size() > 1000) from.at(member).refuse("there are more than 1000");
    out.reserve(elements.size());
    for (const JsonReader& element : elements) out.push_back(read_one(element));
    return storage_.keep(std::move(out));
  }
  std::span<const double> table(const JsonReader& from) {
    return list<double>(from, "table", [](const JsonReader& score) { return score.number(); });
  }
  static double multiplier(const JsonReader& from) {
    if (!from.has("multiplier")) return 1.0;
    const double value = from.at("multiplier").number();
    if (!(value > 0.0 && value <= 1e6)) from.at("multiplier").refuse("it must lie above 0, up to 1e6");
    return value;
  }
  std::span<const ItemPoints> item_points(const JsonReader& from, const char* member) {
    return list<ItemPoints>(from, member, [&](const JsonReader& p) {
      p.only({"items", "from", "points"});
      return ItemPoints{item_set(p.at("items")), static_cast<Answer>(p.at("from").integer(-32000, 32000)),
                        whole_numbers<Answer>(p.at("points"), 32000)};
    });
  }
  Criterion criterion(const JsonReader& c) const {
    c.only({"of", "least", "most"});
    Criterion out;
    const auto parts = c.at("of").elements();
    if (parts.empty() || parts.size() > out.of.size()) c.at("of").refuse("one or two parts are expected");
    for (std::size_t i = 0; i < parts.size(); ++i) {
      parts[i].only({"items", "at_least"});
      out.of[i] = {item_set(parts[i].at("items")), static_cast<int>(parts[i].at("at_least").integer(-32000, 32000))};
      if (out.of[i].items.empty()) parts[i].at("items").refuse("it is empty");
    }
    out.least = static_cast<int>(c.at("least").integer(0, ItemSet::most));
    if (c.has("most")) out.most = static_cast<int>(c.at("most").integer(0, ItemSet::most));
    return out;
  }
  MissingRule missing(const JsonReader& from) {
    if (!from.has("missing")) return {};
    const JsonReader m = from.at("missing");
    m.only({"kind", "limit", "fill", "status", "source"});
    MissingRule out;
    out.kind = m.at("kind").one_of(missing_kinds);
    if (out.kind == MissingRule::Kind::up_to) out.limit = static_cast<int>(m.at("limit").integer(1, ItemSet::most));
    if (out.kind != MissingRule::Kind::up_to && m.has("limit")) m.at("limit").refuse("only up_to has a limit");
    if (m.has("fill")) out.fill = m.at("fill").one_of(fills);
    if (out.kind != MissingRule::Kind::none || m.has("source")) out.from = provenance(m);
    return out;
  }

  void form(const JsonReader& root) {
    if (root.has("items")) q_.items = static_cast<int>(root.at("items").integer(0, ItemSet::most));
    if (root.has("answers") || q_.items > 0) std::tie(q_.item_min, q_.item_max) = range(root.at("answers"));
    q_.ranges = list<ItemRange>(root, "answer_exceptions", [&](const JsonReader& r) {
      r.only({"items", "range", "step"});
      const auto [min, max] = range(r.at("range"));
      const int step = r.has("step") ? static_cast<int>(r.at("step").integer(1, 32000)) : 1;
      return ItemRange{item_set(r.at("items")), min, max, step};
    });
    q_.points = item_points(root, "points");
    q_.codings = list<Coding>(root, "codings", [&](const JsonReader& c) {
      c.only({"id", "name", "answers", "status", "source"});
      return Coding{words(c, "id"), words(c, "name"), item_points(c, "answers"), provenance(c)};
    });
    if (root.has("reversed")) q_.reversed = item_set(root.at("reversed"));
    if (root.has("unscored")) q_.unscored = item_set(root.at("unscored"));
    if (root.has("weights")) q_.weights = whole_numbers<std::int16_t>(root.at("weights"), 1000);
    q_.legal_blanks = list<LegalBlank>(root, "legal_blanks", [&](const JsonReader& l) {
      l.only({"items", "allowed", "when", "status", "source"});
      return LegalBlank{item_set(l.at("items")), words(l, "allowed"), provenance(l),
                        l.has("when") ? criterion(l.at("when")) : Criterion{}};
    });
  }

  void scoring(const JsonReader& root) {
    if (root.has("rule")) q_.total = root.at("rule").one_of(total_rules);
    q_.multiplier = multiplier(root);
    if (root.has("goal_correlation")) q_.goal_correlation = root.at("goal_correlation").number();
    q_.table = table(root);
    if (q_.has_total()) {
      const std::vector<double> ends = root.at("total").numbers(2);
      q_.total_min = ends[0];
      q_.total_max = ends[1];
    } else if (root.has("total")) {
      root.at("total").refuse("the rule is none, there is no total");
    }
    q_.groups = list<ItemGroup>(root, "groups", [&](const JsonReader& g) {
      g.only({"name", "items"});
      return ItemGroup{words(g, "name"), item_set(g.at("items"))};
    });
    q_.subscales = list<Subscale>(root, "subscales", [&](const JsonReader& s) { return subscale(s); });
    q_.missing = missing(root);
    q_.algorithms = list<Algorithm>(root, "algorithms", [&](const JsonReader& a) {
      a.only({"id", "name", "criteria", "status", "source"});
      Algorithm out{words(a, "id"), words(a, "name"), {}, provenance(a)};
      const auto criteria = a.at("criteria").elements();
      if (criteria.size() > max_criteria) a.at("criteria").refuse("there are more than " + text(max_criteria));
      for (std::size_t i = 0; i < criteria.size(); ++i) out.criteria[i] = criterion(criteria[i]);
      return out;
    });
    q_.risk = list<RiskItem>(root, "risk", [&](const JsonReader& r) {
      r.only({"item", "at_least", "meaning", "status", "source"});
      return RiskItem{static_cast<int>(r.at("item").integer(1, q_.items)),
                      static_cast<int>(r.at("at_least").integer(-32000, 32000)), words(r, "meaning"), provenance(r)};
    });
    if (root.has("example")) {
      const JsonReader e = root.at("example");
      e.only({"answers", "total"});
      q_.example.answers = list<Answer>(e, "answers", [](const JsonReader& answer) {
        return answer.is_null() ? blank : static_cast<Answer>(answer.integer(-32000, 32000));
      });
      q_.example.total = e.at("total").number();
    }
  }

  Subscale subscale(const JsonReader& s) {
    s.only({"id", "name", "items", "rule", "multiplier", "direction", "missing", "table", "bands", "bands_source",
            "other_bands", "cutoffs", "norms", "reliability", "reliable_change", "important_change"});
    Subscale out{.id = words(s, "id"), .name = words(s, "name"), .items = item_set(s.at("items"))};
    if (s.has("rule")) out.combine = s.at("rule").one_of(combinations);
    out.multiplier = multiplier(s);
    if (s.has("direction")) out.direction = s.at("direction").one_of(directions);
    out.missing = missing(s);
    out.table = table(s);
    out.figures = figures(s);
    return out;
  }

  std::span<const Band> bands(const JsonReader& from) {
    return list<Band>(from, "bands", [&](const JsonReader& b) {
      b.only({"from", "label"});
      return Band{b.at("from").number(), words(b, "label")};
    });
  }
  std::span<const Difference> differences(const JsonReader& from, const char* member) {
    return list<Difference>(from, member, [&](const JsonReader& d) {
      d.only({"points", "of", "basis", "computed", "status", "source"});
      Difference out{d.at("points").number(), words(d, "basis"), provenance(d)};
      if (d.has("of")) out.of = d.at("of").one_of(difference_directions);
      if (d.has("computed")) {
        const JsonReader c = d.at("computed");
        c.only({"sd", "reliability", "level"});
        out.computed = {c.at("sd").number(), c.at("reliability").number(), c.at("level").number()};
      }
      return out;
    });
  }
  Figures figures(const JsonReader& from) {
    Figures out;
    out.bands = bands(from);
    if (from.has("bands_source"))
      out.bands_from = provenance(from.at("bands_source").only({"status", "source"}));
    else
      out.bands_from = q_.scoring_from;
    out.other_bands = list<Banding>(from, "other_bands", [&](const JsonReader& b) {
      b.only({"name", "bands", "status", "source"});
      return Banding{words(b, "name"), bands(b), provenance(b)};
    });
    out.cutoffs = list<Cutoff>(from, "cutoffs", [&](const JsonReader& c) {
      c.only({"purpose", "population", "compare", "value", "note", "status", "source"});
      return Cutoff{c.at("purpose").one_of(purposes), words(c, "population"), c.at("compare").one_of(comparisons),
                    c.at("value").number(),           provenance(c),          c.has("note") ? words(c, "note") : ""};
    });
    out.norms = list<Norm>(from, "norms", [&](const JsonReader& n) {
      n.only({"population", "clinical", "mean", "sd", "n", "status", "source"});
      return Norm{words(n, "population"),
                  n.at("clinical").boolean(),
                  n.at("mean").number(),
                  n.at("sd").number(),
                  n.has("n") ? static_cast<int>(n.at("n").integer(2)) : 0,
                  provenance(n)};
    });
    out.reliabilities = list<Reliability>(from, "reliability", [&](const JsonReader& r) {
      r.only({"kind", "population", "value", "status", "source"});
      return Reliability{words(r, "kind"), words(r, "population"), r.at("value").number(), provenance(r)};
    });
    out.reliable_change = differences(from, "reliable_change");
    out.important_change = differences(from, "important_change");
    return out;
  }

  Storage& storage_;
  Instrument& q_;
};

}  // namespace

Result<LoadedInstrument> instrument_from_json(std::string_view document) {
  return read_json("instrument", document, [](const JsonReader& root) {
    auto storage = std::make_shared<Storage>();
    DefinitionReader(*storage).read(root);
    return LoadedInstrument(std::move(storage));
  });
}

}  // namespace oncourse
