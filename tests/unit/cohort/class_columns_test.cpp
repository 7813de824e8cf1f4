// class_columns_test.cpp: everybody is counted once.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/class_columns.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "oncourse/change/class_counts.hpp"
#include "support/columns.hpp"

namespace oncourse::class_columns_test {

using column = support::OwnedColumn;
using support::numbers;
using support::texts;

/// Words with nulls where they are empty.
support::OwnedColumn words(std::string name, const std::vector<std::string>& values) {
  auto out = TableColumn::texts(std::move(name));
  for (const std::string& value : values)
    if (value.empty())
      out.append_null();
    else
      out.append(std::string_view(value));
  return support::OwnedColumn(std::move(out));
}

std::vector<std::string> any_classes(std::mt19937_64& random, std::size_t n) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < n; ++i) {
    const auto k = random() % (change_classes.size() + 1);
    out.emplace_back(k < change_classes.size() ? name(change_classes[k]) : "");
  }
  return out;
}

TEST(ClassSummary, CountsEverybodyOnceInTheirGroupAndOnceInAll) {
  std::mt19937_64 random(7101);
  const auto classes = any_classes(random, 300);
  std::vector<std::string> group;
  for (std::size_t i = 0; i < classes.size(); ++i) group.push_back(random() % 3 == 0 ? "grief" : "role, dispute");
  const auto grouped = words("group", group);
  const Column& by = grouped;
  const Table table = *class_summary_columns(words("class", classes), &by);
  ASSERT_EQ(table.rows(), 15u);
  const auto groups = texts(table, "group"), names = texts(table, "class");
  const auto count = numbers(table, "count"), of = numbers(table, "of"), share = numbers(table, "share"),
             low = numbers(table, "share_low"), high = numbers(table, "share_high"),
             without = numbers(table, "without_class");
  for (std::size_t row = 0; row < 15; ++row) {
    double expected = 0;
    for (std::size_t i = 0; i < classes.size(); ++i)
      expected += (groups[row].empty() || group[i] == groups[row]) && classes[i] == names[row];
    ASSERT_EQ(count[row], expected);
    ASSERT_DOUBLE_EQ(share[row], count[row] / of[row]);
    ASSERT_TRUE(low[row] <= share[row] && share[row] <= high[row]);
  }
  EXPECT_EQ(of[14] + without[14], 300.0);
  EXPECT_TRUE(table.find("group")->view().missing(14));
}

TEST(ClassSummary, OfAGroupWithoutAnyClassHasNoShares) {
  const Table table = *class_summary_columns(words("class", {"", ""}));
  EXPECT_EQ(numbers(table, "without_class"), std::vector<double>(5, 2.0));
  EXPECT_EQ(table.find("share")->nulls(), 5u);
}

TEST(ClassSummary, RefusesAnotherWordAndDoesNotRepeatIt) {
  const auto refused = class_summary_columns(words("class", {"improved", "Improved"}));
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().detail,
            "column class, row 2: not a class, which are recovered, improved, unchanged, "
            "deteriorated and harmed");
  EXPECT_FALSE(class_summary_columns(words("class", {"improved"}), nullptr, 1.0).ok());
}

TEST(ClassContingency, SumsToThePersonsAndTransposesWithTheRules) {
  std::mt19937_64 random(7102);
  const auto a = any_classes(random, 400), b = any_classes(random, 400);
  const Table there = *class_contingency_columns(words("a", a), words("b", b));
  const Table back = *class_contingency_columns(words("b", b), words("a", a));
  std::vector<std::string> labels = texts(there, "class");
  double sum = 0;
  for (std::size_t i = 0; i < labels.size(); ++i)
    for (std::size_t j = 0; j < labels.size(); ++j) {
      const double here = numbers(there, labels[j])[i];
      sum += here;
      ASSERT_EQ(here, numbers(back, labels[i])[j]);
    }
  EXPECT_EQ(sum, 400.0);
  EXPECT_EQ(labels.back(), "without_class");
}

}  // namespace oncourse::class_columns_test
