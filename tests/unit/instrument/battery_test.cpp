// battery_test.cpp: what is suggested to measure.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/instrument/battery.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "oncourse/instrument/catalogue.hpp"

namespace oncourse {

TEST(Battery, ThereIsOneForEveryFocusAndCondition) {
  std::vector<std::string_view> focuses, conditions;
  for (const Battery& battery : batteries())
    (battery.kind == Battery::Kind::focus ? focuses : conditions).push_back(battery.id);
  EXPECT_EQ(focuses,
            (std::vector<std::string_view>{"grief", "role-disputes", "role-transitions", "interpersonal-deficits"}));
  EXPECT_EQ(conditions,
            (std::vector<std::string_view>{"depression", "perinatal", "anxiety", "eating", "bipolar", "trauma"}));
}

TEST(Battery, EveryMemberShipsHasAReasonAndASourceAndMeasuresSymptomsSomewhere) {
  for (const Battery& battery : batteries()) {
    bool symptom = false;
    for (const BatteryMember& member : battery.members) {
      EXPECT_EQ(*find_instrument(member.instrument->id), member.instrument);
      EXPECT_FALSE(member.reason.empty());
      EXPECT_GT(member.from.source.size(), 10u);
      symptom = symptom || member.instrument->domains.contains(Domain::symptom);
    }
    EXPECT_TRUE(symptom) << battery.id;
    EXPECT_GE(battery.members.size(), 4u) << battery.id;
    for (std::size_t i = 1; i < battery.members.size(); ++i)
      for (std::size_t k = 0; k < i; ++k) EXPECT_NE(battery.members[i].instrument, battery.members[k].instrument);
  }
}

TEST(Battery, IsFoundByItsIdAndShownAsADocument) {
  const auto grief = find_battery("Grief");
  ASSERT_TRUE(grief.ok());
  EXPECT_EQ((*grief)->members[0].instrument, &icg);
  EXPECT_EQ(find_battery("anger").error().detail,
            "no such battery, known are grief, role-disputes, role-transitions, interpersonal-deficits, depression, "
            "perinatal, anxiety, eating, bipolar, trauma");
  const auto document = nlohmann::json::parse(to_json(batteries()));
  ASSERT_EQ(document.size(), batteries().size());
  EXPECT_EQ(document[0]["members"][0]["instrument"], "icg");
  EXPECT_EQ(document[0]["kind"], "focus");
}

}  // namespace oncourse
