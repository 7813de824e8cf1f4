// catalogue_test.cpp: finding an instrument by the name a record uses for it.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/instrument/catalogue.hpp"

#include <gtest/gtest.h>

#include <set>

namespace oncourse {

TEST(Catalogue, HoldsEightInstrumentsAndDepressionComesFirst) {
  std::vector<std::string_view> ids;
  for (const Instrument* q : catalogue()) ids.push_back(q->id);
  EXPECT_EQ(ids,
            (std::vector<std::string_view>{"phq-9", "qids-sr16", "epds", "ces-d", "mspss", "gad-7", "ede-q", "who-5"}));
}

TEST(Catalogue, NoTwoIdsCanBeTakenForEachOther) {
  for (const Instrument* a : catalogue())
    for (const Instrument* b : catalogue()) EXPECT_EQ(same_id(a->id, b->id), a == b);
}

TEST(Catalogue, FindsAnInstrumentHoweverItsNameIsWritten) {
  const std::pair<const char*, const Instrument*> spellings[] = {
      {"phq-9", &phq9},          {"PHQ9", &phq9},  {"phq_9", &phq9},  {"PHQ 9", &phq9}, {"-phq--9_", &phq9},
      {"QIDS_SR16", &qids_sr16}, {"CESD", &ces_d}, {"Ces-D", &ces_d}, {"edeq", &ede_q}, {"WHO5", &who5},
      {"gad7", &gad7},           {"EPDS", &epds},  {"MSPSS", &mspss}};
  for (const auto& [spelling, expected] : spellings) {
    const auto found = find_instrument(spelling);
    ASSERT_TRUE(found.ok()) << spelling;
    EXPECT_EQ(*found, expected) << spelling;
  }
}

TEST(Catalogue, ANameThatIsOnlySimilarFindsNothing) {
  for (const char* id : {"phq-8", "phq", "phq-99", "phq.9", "cesd-10", "qids", "epds10", "", "-", " ", "9"})
    EXPECT_FALSE(find_instrument(id).ok()) << id;
}

TEST(Catalogue, AnUnknownNameIsAnsweredWithTheKnownOnes) {
  const auto found = find_instrument("bdi-ii");
  ASSERT_FALSE(found.ok());
  EXPECT_EQ(found.error().code, Errc::unknown_instrument);
  EXPECT_EQ(found.error().detail,
            "no such instrument, known are phq-9, qids-sr16, epds, ces-d, mspss, gad-7, ede-q, who-5");
}

TEST(Catalogue, WhatWasAskedForIsNeverRepeated) {
  const std::string known = find_instrument("bdi-ii").error().detail;
  for (const std::string& id : {std::string("Jane Doe"), std::string("<b>"), std::string("MRN-0012345"),
                                std::string("a\nb"), std::string("\0", 1), std::string("\xc3\xa9")})
    EXPECT_EQ(find_instrument(id).error().detail, known);
}

TEST(Catalogue, EveryFigureThatShipsNamesItsSource) {
  const auto has_source = [](const Provenance& from) { return from.source.size() > 10; };
  for (const Instrument* q : catalogue()) {
    EXPECT_TRUE(has_source(q->scoring_from)) << q->id;
    EXPECT_TRUE(has_source(q->missing.from)) << q->id;
    EXPECT_TRUE(q->bands.empty() || has_source(q->bands_from)) << q->id;
    for (const Cutoff& cutoff : q->cutoffs) EXPECT_TRUE(has_source(cutoff.from)) << q->id;
    for (const Norm& norm : q->norms) EXPECT_TRUE(has_source(norm.from)) << q->id;
    for (const Reliability& reliability : q->reliabilities) EXPECT_TRUE(has_source(reliability.from)) << q->id;
    for (const Difference& difference : q->reliable_change) EXPECT_TRUE(has_source(difference.from)) << q->id;
    for (const Difference& difference : q->important_change) EXPECT_TRUE(has_source(difference.from)) << q->id;
  }
}

TEST(Catalogue, EveryInstrumentShipsAWorkedExampleThatScoresAsPublished) {
  for (const Instrument* q : catalogue()) {
    ASSERT_FALSE(q->example.answers.empty()) << q->id;
    const auto result = score(*q, q->example.answers, Prorating::never);
    ASSERT_TRUE(result.ok()) << q->id;
    EXPECT_DOUBLE_EQ(result->total, q->example.total) << q->id;
  }
}

}  // namespace oncourse
