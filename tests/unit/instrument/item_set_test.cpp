// item_set_test.cpp: a set of items against std::set.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/instrument/item_set.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <vector>

namespace oncourse {

std::set<int> plain(ItemSet items) { return {items.begin(), items.end()}; }

TEST(ItemSet, DoesWhatASetDoes) {
  std::mt19937_64 random(15);
  for (int trial = 0; trial < 1000; ++trial) {
    ItemSet a, b;
    std::set<int> in_a, in_b;
    for (std::size_t i = 0; i < random() % 40; ++i) {
      const int item = 1 + static_cast<int>(random() % ItemSet::most);
      a.insert(item);
      in_a.insert(item);
    }
    for (std::size_t i = 0; i < random() % 40; ++i) {
      const int item = 1 + static_cast<int>(random() % ItemSet::most);
      b.insert(item);
      in_b.insert(item);
    }
    std::set<int> both, either = in_a, only_a;
    either.insert(in_b.begin(), in_b.end());
    for (const int item : in_a) (in_b.contains(item) ? both : only_a).insert(item);
    EXPECT_EQ(plain(a), in_a);
    EXPECT_EQ(plain(a & b), both);
    EXPECT_EQ(plain(a | b), either);
    EXPECT_EQ(plain(a - b), only_a);
    EXPECT_EQ(a.size(), static_cast<int>(in_a.size()));
    EXPECT_EQ(a.empty(), in_a.empty());
    EXPECT_EQ(a.front(), in_a.empty() ? 0 : *in_a.begin());
    EXPECT_EQ(a.contains_all(b), both.size() == in_b.size());
    std::set<int> walked;
    a.for_each([&](int item) { walked.insert(item); });
    EXPECT_EQ(walked, in_a);
    for (int item = 1; item <= ItemSet::most; ++item) EXPECT_EQ(a.contains(item), in_a.contains(item));
  }
}

TEST(ItemSet, ARangeIsEveryItemFromTheFirstToTheLast) {
  for (int first = 1; first <= ItemSet::most; ++first)
    for (int last = first - 1; last <= ItemSet::most; ++last) {
      const ItemSet range = ItemSet::range(first, last);
      ASSERT_EQ(range.size(), last - first + 1);
      if (last >= first) {
        ASSERT_TRUE(range.contains(first) && range.contains(last));
      }
      ASSERT_FALSE(first > 1 && range.contains(first - 1));
      ASSERT_FALSE(last < ItemSet::most && range.contains(last + 1));
    }
}

TEST(ItemSet, RefusesItemsThatNoFormHasAndDoubles) {
  EXPECT_THROW((ItemSet{0}), std::out_of_range);
  EXPECT_THROW((ItemSet{129}), std::out_of_range);
  EXPECT_THROW((ItemSet{3, 3}), std::out_of_range);
  EXPECT_EQ((ItemSet{128, 1}), (ItemSet{1, 128}));
}

}  // namespace oncourse
