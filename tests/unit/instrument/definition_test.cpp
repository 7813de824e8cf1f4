// definition_test.cpp: definitions that users bring along, and those that ship, there and back.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/instrument/definition.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/instrument/coding.hpp"
#include "oncourse/instrument/names.hpp"
#include "sheets.hpp"

namespace oncourse {
namespace {

using nlohmann::json;

json whole() {
  return {
      {"id", "clinic-10"},
      {"name", "A clinic's own scale"},
      {"construct", "distress"},
      {"direction", "higher_is_better"},
      {"total", {0, 40}},
      {"source", "the clinic's manual"},
      {"bands", {{{"from", 0}, {"label", "low"}}, {{"from", 20.5}, {"label", "high"}}}},
      {"cutoffs",
       {{{"purpose", "caseness"},
         {"population", "the clinic"},
         {"compare", "below"},
         {"value", 20},
         {"status", "convention"},
         {"source", "the clinic"}}}},
      {"reliable_change", {{{"points", 5}, {"basis", "own data"}, {"status", "secondary"}, {"source", "a thesis"}}}}};
}

TEST(Definition, KeepsWhatTheDocumentSaysAfterTheDocumentIsGone) {
  std::optional<LoadedInstrument> loaded;
  {
    const std::string document = whole().dump();
    auto read = instrument_from_json(document);
    ASSERT_TRUE(read.ok()) << read.error().detail;
    loaded = *read;
  }
  const LoadedInstrument copy = *loaded;
  loaded.reset();
  const Instrument& q = copy.definition();
  EXPECT_EQ(q.id, "clinic-10");
  EXPECT_EQ(q.direction, Direction::higher_is_better);
  EXPECT_EQ(q.items, 0);
  EXPECT_EQ(q.total_max, 40);
  EXPECT_EQ(band_of(q, 20.4)->label, "low");
  EXPECT_EQ(band_of(q, 20.5)->label, "high");
  EXPECT_EQ(q.figures.cutoffs[0].compare, Compare::below);
  EXPECT_EQ(q.figures.reliable_change[0].from.source, "a thesis");
}

TEST(Definition, AnImportantChangeMayBeOfOneDirectionOnly) {
  json document = whole();
  const json difference = {
      {"points", 3}, {"basis", "patients' view"}, {"status", "published"}, {"source", "the manual"}};
  document["important_change"] = {difference, difference};
  document["important_change"][1]["of"] = "worsening";
  const auto read = instrument_from_json(document.dump());
  ASSERT_TRUE(read.ok()) << read.error().detail;
  EXPECT_EQ(read->definition().figures.important_change[0].of, Difference::Of::change);
  EXPECT_EQ(read->definition().figures.important_change[1].of, Difference::Of::worsening);
}

/// Why a document is refused after one change to it.
std::string trouble(json document, const std::function<void(json&)>& change) {
  change(document);
  const auto read = instrument_from_json(document.dump());
  EXPECT_FALSE(read.ok());
  return read ? std::string() : read.error().detail;
}

TEST(Definition, EveryMemberThatIsMissingUnknownOrOutOfRangeIsNamed) {
  const auto after = [](const std::function<void(json&)>& change) { return trouble(whole(), change); };
  for (const char* member : {"id", "name", "construct", "direction", "total", "source"})
    EXPECT_EQ(after([&](json& d) { d.erase(member); }), "instrument: member " + std::string(member) + " is missing");
  EXPECT_EQ(after([](json& d) { d["id"] = ""; }), "instrument.id: it is empty");
  EXPECT_EQ(after([](json& d) { d["id"] = "a b"; }), "instrument.id: an id is written in a-z, 0-9, -, . and :");
  EXPECT_EQ(after([](json& d) {
              d["total"] = {40, 0};
            }),
            "instrument.total: the least must lie below the greatest, and both be 0 without a total");
  EXPECT_EQ(after([](json& d) { d["total"] = {0}; }), "instrument.total: 1 numbers, 2 expected");
  EXPECT_EQ(after([](json& d) { d["bands"][0]["from"] = 1; }),
            "instrument.bands: the first band does not start at the least score");
  EXPECT_EQ(after([](json& d) { d["cutoffs"][0]["value"] = 41; }),
            "instrument.cutoffs[0].value: it is 41, a cut-off is outside the range");
  EXPECT_EQ(after([](json& d) { d["cutoffs"][0]["purpose"] = "guess"; }),
            "instrument.cutoffs[0].purpose: it must be one of caseness, screen, severity, remission");
  EXPECT_EQ(after([](json& d) { d["reliable_change"][0]["points"] = 0; }),
            "instrument.reliable_change[0].points: it is 0, a difference is impossible");
  EXPECT_EQ(after([](json& d) { d["reliable_change"][0].erase("source"); }),
            "instrument.reliable_change[0]: member source is missing");
  EXPECT_EQ(after([](json& d) { d["reliable_change"][0]["of"] = "worsening"; }),
            "instrument.reliable_change[0].of: a reliable change counts in both directions");
  EXPECT_EQ(after([](json& d) { d["direction"] = "up"; }),
            "instrument.direction: it must be one of lower_is_better, higher_is_better");
  EXPECT_EQ(after([](json& d) { d["schema"] = "another"; }), "instrument.schema: it must be oncourse.instrument");
  EXPECT_EQ(after([](json& d) { d["version"] = 2; }), "instrument.version: it is 2, this library reads 1");
  EXPECT_NE(after([](json& d) { d["itmes"] = 9; }).find("unknown member"), std::string::npos);
}

/// A licence holder's own, made up: eight items of which one runs backwards and one counts by a key, two scales with
/// rules of their own, two ways to write answers down, a cut-off, norms, an algorithm and a risk item.
json licensed() {
  return json::parse(R"({
    "id": "clinic-8", "name": "A licence holder's scale", "construct": "distress", "direction": "lower_is_better",
    "source": "the licence holder's manual", "domains": ["symptom", "interpersonal"],
    "items": 8, "answers": [0, 4], "answer_exceptions": [{"items": [8], "range": [0, 4], "step": 2}],
    "points": [{"items": [7], "from": 0, "points": [0, 0, 1, 2, 4]}], "reversed": [2],
    "codings": [{"id": "1-5", "name": "answers 1 to 5, but to item 8",
                 "answers": [{"items": [1, 2, 3, 4, 5, 6, 7], "from": 1, "points": [0, 1, 2, 3, 4]}],
                 "status": "published", "source": "the manual"}],
    "rule": "sum_of_subscales", "total": [0, 32],
    "subscales": [
      {"id": "mood", "name": "Mood", "items": [1, 2, 3, 4],
       "missing": {"kind": "up_to", "limit": 1, "fill": "rounded_mean", "status": "published", "source": "the manual"},
       "bands": [{"from": 0, "label": "low"}, {"from": 8, "label": "high"}]},
      {"id": "others", "name": "Others", "items": [5, 6, 7, 8],
       "missing": {"kind": "up_to", "limit": 1, "fill": "rounded_mean", "status": "published", "source": "the manual"}}],
    "algorithms": [{"id": "case", "name": "a case", "status": "published", "source": "the manual",
                    "criteria": [{"of": [{"items": [1, 2, 3], "at_least": 3}], "least": 2}]}],
    "risk": [{"item": 4, "at_least": 1, "meaning": "thoughts of death", "status": "published", "source": "the manual"}],
    "cutoffs": [{"purpose": "caseness", "population": "outpatients", "compare": "at_least", "value": 12,
                 "status": "published", "source": "the manual"}],
    "norms": [{"population": "outpatients", "clinical": true, "mean": 17.5, "sd": 5.5, "n": 300,
               "status": "published", "source": "the manual"}],
    "example": {"answers": [4, 0, 3, 2, 1, 1, 4, 2], "total": 21}
  })");
}

TEST(Definition, ALicenceHoldersFileScoresLikeWhatShips) {
  const auto read = instrument_from_json(licensed().dump());
  ASSERT_TRUE(read.ok()) << read.error().detail;
  const Instrument& q = read->definition();
  const std::vector<Answer> gappy = {4, 0, blank, 2, 1, 1, 4, 2};
  const auto sheet = score(q, gappy);
  ASSERT_TRUE(sheet.ok()) << sheet.error().detail;
  EXPECT_EQ(sheet->subscales()[0].value, 13.0);  // 4, 4 and 2, and for the blank 3.33 rounded
  EXPECT_EQ(sheet->subscales()[0].band->label, "high");
  EXPECT_EQ(sheet->total, 21.0);
  EXPECT_TRUE(sheet->prorated);
  EXPECT_EQ(sheet->algorithms()[0].met, true);
  EXPECT_TRUE(sheet->risk()[0].flagged);
  EXPECT_EQ((*find_cutoff(q.figures))->value, 12);
  std::vector<Answer> written = {5, 1, 4, 3, 2, 2, 5, 2};
  ASSERT_FALSE(recode(q, **find_coding(q, "1-5"), written).has_value());
  EXPECT_EQ(score(q, written)->total, 21.0);
  const auto part = read->subscale("mood");
  ASSERT_TRUE(part.ok());
  EXPECT_EQ(part->definition().id, "clinic-8:mood");
  EXPECT_EQ(score(part->definition(), gappy)->total, 13.0);
  EXPECT_EQ(read->subscale("moods").error().detail, "clinic-8 has the subscales mood, others");
}

TEST(Definition, EveryPartThatContradictsTheFormIsNamedByItsPath) {
  const auto after = [](const std::function<void(json&)>& change) { return trouble(licensed(), change); };
  EXPECT_EQ(after([](json& d) { d["items"] = 129; }),
            "instrument.items: it is 129, a whole number in 0..128 is expected");
  EXPECT_EQ(after([](json& d) {
              d["reversed"] = {2, 9};
            }),
            "instrument.reversed[1]: it is 9, a whole number in 1..8 is expected");
  EXPECT_EQ(after([](json& d) {
              d["subscales"][1]["items"] = {5, 6, 6};
            }),
            "instrument.subscales[1].items[2]: item 6 is named twice");
  EXPECT_EQ(after([](json& d) {
              d["total"] = {0, 33};
            }),
            "instrument.total: the range is not what the rule gives at the extremes");
  EXPECT_EQ(after([](json& d) { d["subscales"][0]["bands"][1]["from"] = 99; }),
            "instrument.subscales[0].bands: a band starts outside the range");
  EXPECT_EQ(after([](json& d) { d["subscales"][0]["missing"]["limit"] = 4; }),
            "instrument.subscales[0].missing: the limit is outside 1..items-1, or belongs to no rule");
  EXPECT_EQ(after([](json& d) {
              d["points"][0]["points"] = {0, 1};
            }),
            "instrument.points[0].points: the points are not one for every answer");
  EXPECT_EQ(after([](json& d) { d["example"]["total"] = 20; }),
            "instrument.example.total: it is 20, the worked example scores differently");
  EXPECT_EQ(after([](json& d) { d["example"]["answers"][0] = nullptr; }),
            "instrument.example.answers: the worked example cannot be scored");
  EXPECT_EQ(after([](json& d) { d["algorithms"][0]["criteria"][0]["least"] = 4; }),
            "instrument.algorithms[0].criteria: a criterion is impossible");
  EXPECT_EQ(after([](json& d) { d["risk"][0]["at_least"] = 0; }),
            "instrument.risk[0].at_least: it is 0, a risk threshold flags everyone or no one");
  EXPECT_EQ(after([](json& d) { d.erase("answers"); }), "instrument: member answers is missing");
  EXPECT_EQ(after([](json& d) { d["rule"] = "none"; }), "instrument.total: the rule is none, there is no total");
  EXPECT_EQ(after([](json& d) { d["multiplier"] = 0; }), "instrument.multiplier: it must lie above 0, up to 1e6");
}

TEST(Definition, AHostileTableIsRefusedBeforeAnythingIsLookedUpInIt) {
  const auto read = instrument_from_json(R"({
    "id": "hostile", "name": "x", "construct": "x", "direction": "lower_is_better", "source": "x",
    "items": 4, "answers": [0, 30000], "total": [0, 120000],
    "subscales": [{"id": "a", "name": "A", "items": [1, 2, 3, 4], "table": [1, 2]}],
    "example": {"answers": [30000, 30000, 30000, 30000], "total": 120000}
  })");
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().detail, "instrument.subscales[0].table: there is not one score for every sum");
}

TEST(Definition, EveryShippedInstrumentComesBackFromItsDocumentTheSame) {
  for (const Instrument* q : catalogue()) {
    const std::string document = to_json(*q);
    const auto read = instrument_from_json(document);
    ASSERT_TRUE(read.ok()) << q->id << ": " << read.error().detail;
    EXPECT_EQ(to_json(read->definition()), document) << q->id;
  }
}

TEST(Definition, AReadDefinitionScoresAsTheShippedOneOnAThousandSheetsWithBlanks) {
  std::mt19937_64 random(9);
  long scored = 0, refused = 0;
  for (const Instrument* q : sheets::with_items()) {
    const auto read = instrument_from_json(to_json(*q));
    ASSERT_TRUE(read.ok()) << q->id;
    for (int trial = 0; trial < 1000; ++trial) {
      const auto sheet = sheets::with_blanks(sheets::any_sheet(*q, random), trial % std::min(4, q->items), random,
                                             [](int) { return true; });
      for (const Prorating how : {Prorating::published_rule, Prorating::convention}) {
        const auto a = score(*q, sheet, how), b = score(read->definition(), sheet, how);
        ASSERT_EQ(a.ok(), b.ok()) << q->id;
        ++(a ? scored : refused);
        if (!a) {
          ASSERT_EQ(a.error().detail, b.error().detail) << q->id;
          continue;
        }
        EXPECT_TRUE(a->total == b->total || !q->has_total()) << q->id;
        EXPECT_EQ(a->prorated, b->prorated) << q->id;
        EXPECT_EQ(a->band ? a->band->label : "", b->band ? b->band->label : "") << q->id;
        for (std::size_t i = 0; i < q->subscales.size(); ++i)
          EXPECT_EQ(a->subscales()[i].value, b->subscales()[i].value) << q->id;
        for (std::size_t i = 0; i < q->algorithms.size(); ++i)
          EXPECT_EQ(a->algorithms()[i].met, b->algorithms()[i].met) << q->id;
        for (std::size_t i = 0; i < q->risk.size(); ++i) EXPECT_EQ(a->risk()[i].flagged, b->risk()[i].flagged) << q->id;
      }
    }
  }
  EXPECT_GT(scored, 30000);
  EXPECT_GT(refused, 10000);
}

}  // namespace
}  // namespace oncourse
