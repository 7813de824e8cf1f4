// coding_test.cpp: answers that were written down in another way.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/instrument/coding.hpp"

#include "sheets.hpp"

namespace oncourse::sheets {

Sheet recoded(const Instrument& q, const char* coding, Sheet sheet) {
  const auto found = find_coding(q, coding);
  EXPECT_TRUE(found.ok()) << q.id;
  const auto trouble = recode(q, **found, sheet);
  EXPECT_FALSE(trouble.has_value()) << trouble->detail;
  return sheet;
}

TEST(Coding, ThePrintedEpdsRunsTheOtherWayForSevenItems) {
  // the first option of every item: the best of items 1, 2 and 4, the worst of the others
  EXPECT_EQ(recoded(epds, "printed", Sheet(10, 1)), (Sheet{0, 0, 3, 0, 3, 3, 3, 3, 3, 3}));
  EXPECT_EQ(recoded(epds, "printed", Sheet(10, 4)), (Sheet{3, 3, 0, 3, 0, 0, 0, 0, 0, 0}));
}

TEST(Coding, SixOptionsOfTheEat26AreThreeTwoOneAndThreeTimesNothing) {
  Sheet always(26, 0), never(26, 0);
  for (int item = 1; item <= 26; ++item) {
    at(always, item) = item == 26 ? 0 : 3;
    at(never, item) = item == 26 ? 3 : 0;
  }
  EXPECT_EQ(recoded(eat_26, "options", Sheet(26, 1)), always);
  EXPECT_EQ(recoded(eat_26, "options", Sheet(26, 6)), never);
  const int points[] = {3, 2, 1, 0, 0, 0}, last[] = {0, 0, 0, 1, 2, 3};
  for (Answer option = 1; option <= 6; ++option)
    EXPECT_EQ(total(eat_26, recoded(eat_26, "options", Sheet(26, option))),
              25.0 * points[option - 1] + last[option - 1]);
}

TEST(Coding, ScalesThatBeginElsewhereDifferByWholePoints) {
  std::mt19937_64 random(11);
  const std::tuple<const Instrument*, const char*, int> shifts[] = {
      {&k10, "0-4", -1}, {&k6, "1-5", 1}, {&rses, "1-4", 1}, {&whodas_12, "1-5", 1}, {&ucla_3, "0-2", -1}};
  for (const auto& [q, coding, shift] : shifts)
    for (int trial = 0; trial < 100; ++trial) {
      const Sheet sheet = any_sheet(*q, random);
      Sheet written = sheet;
      for (Answer& answer : written) answer = static_cast<Answer>(answer + shift);
      EXPECT_EQ(recoded(*q, coding, written), sheet) << q->id;
    }
}

TEST(Coding, BlanksStayAndWhatIsOutsideIsNamed) {
  Sheet sheet(10, 1);
  at(sheet, 3) = blank;
  EXPECT_EQ(at(recoded(epds, "printed", sheet), 3), blank);
  at(sheet, 7) = 0;
  const auto trouble = recode(epds, **find_coding(epds, "printed"), sheet);
  ASSERT_TRUE(trouble.has_value());
  EXPECT_EQ(trouble->code, Errc::response_range);
  EXPECT_EQ(trouble->detail, "item 7 is 0, the coding printed has 1..4");
}

TEST(Coding, AnUnknownOneIsAnsweredWithTheKnownOnes) {
  EXPECT_EQ(find_coding(k10, "1-4").error().detail, "k10 has no such coding, known are 0-4");
  EXPECT_EQ(find_coding(phq9, "1-4").error().detail, "phq-9 has one coding only, its own");
}

}  // namespace oncourse::sheets
