// definition_test.cpp: an instrument that is known by its total only.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/instrument/definition.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/instrument/names.hpp"

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
  EXPECT_EQ(q.cutoffs[0].compare, Compare::below);
  EXPECT_EQ(q.reliable_change[0].from.source, "a thesis");
}

TEST(Definition, AnImportantChangeMayBeOfOneDirectionOnly) {
  json document = whole();
  const json difference = {
      {"points", 3}, {"basis", "patients' view"}, {"status", "published"}, {"source", "the manual"}};
  document["important_change"] = {difference, difference};
  document["important_change"][1]["of"] = "worsening";
  const auto read = instrument_from_json(document.dump());
  ASSERT_TRUE(read.ok()) << read.error().detail;
  EXPECT_EQ(read->definition().important_change[0].of, Difference::Of::change);
  EXPECT_EQ(read->definition().important_change[1].of, Difference::Of::worsening);
}

TEST(Definition, EveryMemberThatIsMissingUnknownOrOutOfRangeIsNamed) {
  const auto trouble = [](const std::function<void(json&)>& change) {
    json document = whole();
    change(document);
    const auto read = instrument_from_json(document.dump());
    EXPECT_FALSE(read.ok());
    return read ? std::string() : read.error().detail;
  };
  for (const char* member : {"id", "name", "construct", "direction", "total", "source"})
    EXPECT_EQ(trouble([&](json& d) { d.erase(member); }), "instrument: member " + std::string(member) + " is missing");
  EXPECT_EQ(trouble([](json& d) { d["id"] = ""; }), "instrument.id: it is empty");
  EXPECT_EQ(trouble([](json& d) { d["total"] = {40, 0}; }), "instrument.total: the least must lie below the greatest");
  EXPECT_EQ(trouble([](json& d) { d["total"] = {0}; }), "instrument.total: 1 numbers, 2 expected");
  EXPECT_EQ(trouble([](json& d) { d["bands"][0]["from"] = 1; }),
            "instrument.bands[0].from: bands ascend from the least total");
  EXPECT_EQ(trouble([](json& d) { d["cutoffs"][0]["value"] = 41; }),
            "instrument.cutoffs[0].value: it is 41, the total lies in 0..40");
  EXPECT_EQ(trouble([](json& d) { d["reliable_change"][0]["points"] = 0; }),
            "instrument.reliable_change[0].points: it must be above 0");
  EXPECT_EQ(trouble([](json& d) { d["reliable_change"][0].erase("source"); }),
            "instrument.reliable_change[0]: member source is missing");
  EXPECT_EQ(trouble([](json& d) { d["reliable_change"][0]["of"] = "worsening"; }),
            "instrument.reliable_change[0].of: a reliable change counts in both directions");
  EXPECT_EQ(trouble([](json& d) { d["direction"] = "up"; }),
            "instrument.direction: it must be one of lower_is_better, higher_is_better");
  EXPECT_NE(trouble([](json& d) { d["itmes"] = 9; }).find("unknown member"), std::string::npos);
}

TEST(Definition, ShowsEveryShippedInstrumentWithASourceBesideEveryFigure) {
  for (const Instrument* q : catalogue()) {
    const json shown = json::parse(to_json(*q));
    EXPECT_EQ(shown["id"], q->id);
    EXPECT_EQ(shown["total"][1], q->total_max);
    for (const char* list : {"cutoffs", "norms", "reliability", "reliable_change", "important_change"})
      for (const json& figure : shown.value(list, json::array())) {
        EXPECT_FALSE(figure["source"].get<std::string>().empty()) << q->id << " " << list;
        EXPECT_TRUE(figure.contains("status"));
      }
  }
}

}  // namespace
}  // namespace oncourse
