// reference_test.cpp: every worked example, key and range of the reference collection, where it lies beside the
// project.
// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <nlohmann/json.hpp>

#include "oncourse/instrument/definition.hpp"
#include "sheets.hpp"

namespace oncourse::sheets {

using nlohmann::json;

class Reference : public testing::Test {
 protected:
  json all;

  void SetUp() override {
    std::ifstream file(ONCOURSE_SHARED_DIR "/reference/instruments.json");
    if (!file) GTEST_SKIP() << "no reference collection beside the project";
    all = json::parse(file);
    ASSERT_EQ(all.size(), catalogue().size());
  }
};

/// A licence holder's definition, made from the reference at run time: nothing of it is in the project.
json licence_holders(const json& from) {
  json out = {{"id", from["id"]},
              {"name", from["name"]},
              {"construct", from["construct"]},
              {"direction", from["score"]["direction"] == "higher-is-better" ? "higher_is_better" : "lower_is_better"},
              {"source", "the licence holder"},
              {"items", from["items"]},
              {"answers", {from["response_min"], from["response_max"]}},
              {"rule", from["score"]["rule"]},
              {"multiplier", from["score"]["multiplier"]},
              {"total", from["score"]["range"]}};
  if (!from["reverse_items"].empty()) out["reversed"] = from["reverse_items"];
  for (const json& s : from["subscales"])
    if (!s["items"].is_null())
      out["subscales"].push_back({{"id", s["id"]}, {"name", s["name"]}, {"items", s["items"]}, {"rule", s["rule"]}});
  return out;
}

TEST_F(Reference, EveryWorkedExampleScoresAsItSaysShippedOrFromALicenceHoldersFile) {
  int scored = 0, subscores = 0, licensed = 0;
  for (const json& from : all) {
    const std::string id = from["id"];
    const json& example = from["worked_example"];
    const Instrument* q = *find_instrument(id);
    std::optional<LoadedInstrument> loaded;
    if (q->items == 0) {
      json document = licence_holders(from);
      if (id == "ors") {  // centimetres to the millimetre
        document["answers"] = {0, 100};
        document["multiplier"] = 0.1;
      }
      auto read = instrument_from_json(document.dump());
      ASSERT_TRUE(read.ok()) << id << ": " << read.error().detail;
      loaded = *read;
      q = &loaded->definition();
      ++licensed;
    }
    Sheet sheet;
    for (const json& answer : example["items"])
      sheet.push_back(static_cast<Answer>(std::lround(answer.get<double>() * (id == "ors" ? 10 : 1))));
    if (id == "gas") sheet.resize(10, blank);
    const auto result = score(*q, sheet, Prorating::never);
    ASSERT_TRUE(result.ok()) << id << ": " << result.error().detail;
    if (!example["score"].is_null()) {
      EXPECT_NEAR(result->total, example["score"].get<double>(), 5e-4) << id;  // means are given to three places
      ++scored;
    }
    const json parts = example.value("subscores", json::object());
    for (const SubscaleScore& s : result->subscales()) {
      if (s.subscale->id == "t") {
        EXPECT_EQ(*s.value, example["t"].get<double>()) << id;
      } else if (parts.contains(s.subscale->id)) {
        EXPECT_NEAR(*s.value, parts[std::string(s.subscale->id)].get<double>(), 5e-4) << id << " " << s.subscale->id;
        ++subscores;
      }
    }
  }
  EXPECT_EQ(scored, 56);
  EXPECT_EQ(licensed, 9);
  EXPECT_GT(subscores, 60);
}

TEST_F(Reference, FormsKeysAndBandEdgesAreTheSame) {
  for (const json& from : all) {
    const Instrument& q = **find_instrument(from["id"].get<std::string>());
    if (q.items == 0) continue;
    ItemSet reversed;
    for (const int item : from["reverse_items"]) reversed.insert(item);
    EXPECT_EQ(q.reversed, reversed) << q.id;
    if (q.total != TotalRule::goal_attainment) {
      EXPECT_EQ(q.items, from["items"].get<int>()) << q.id;
      EXPECT_EQ(q.item_min, from["response_min"].get<int>()) << q.id;
      EXPECT_EQ(q.item_max, from["response_max"].get<int>()) << q.id;
    }
    for (const json& part : from["subscales"])
      for (const Subscale& s : q.subscales)
        if (s.id == part["id"].get<std::string>()) {
          ItemSet items;
          for (const int item : part["items"]) items.insert(item);
          EXPECT_EQ(s.items, items) << q.id << " " << s.id;
        }
    std::vector<double> edges, ours;
    for (const json& band : from["bands"])
      if (!band.contains("scale")) edges.push_back(band["min"].get<double>());
    for (const Band& band : q.figures.bands) ours.push_back(band.from == 5.05 ? 5.01 : band.from);
    if (!ours.empty()) {
      EXPECT_EQ(ours, edges) << q.id;
    }
  }
}

TEST_F(Reference, FiftyFiveCutOffsAgreeInValueAndOperator) {
  int agreed = 0;
  for (const json& from : all) {
    const Instrument& q = **find_instrument(from["id"].get<std::string>());
    const std::map<std::string, Compare> operators = {
        {">=", Compare::at_least}, {">", Compare::above}, {"<=", Compare::at_most}, {"<", Compare::below}};
    for (const Cutoff& cutoff : q.figures.cutoffs)
      for (const json& other : from["cutoffs"])
        if (!other.contains("scale") && other["value"].get<double>() == cutoff.value &&
            operators.at(other["op"]) == cutoff.compare) {
          ++agreed;
          break;
        }
  }
  EXPECT_GT(agreed, 55);
}

}  // namespace oncourse::sheets
