// catalogue_test.cpp: what ships, and finding it by the name a record uses for it.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/instrument/catalogue.hpp"

#include <cmath>

#include "oncourse/base/normal.hpp"
#include "sheets.hpp"

namespace oncourse::sheets {

TEST(Catalogue, HoldsFiftySevenInstrumentsInTheOrderOfInterpersonalPsychotherapy) {
  ASSERT_EQ(catalogue().size(), 57u);
  const std::pair<std::size_t, const Instrument*> first_of_families[] = {
      {0, &phq9},     {10, &gad7},  {15, &epds}, {16, &ede_q},  {19, &asrm},  {22, &iip_32},
      {25, &erq},     {27, &mspss}, {30, &icg},  {32, &rdas},   {33, &pcl_5}, {35, &wsas},
      {38, &core_om}, {46, &phq15}, {48, &who5}, {51, &wai_sr}, {52, &gas},   {54, &audit}};
  for (const auto& [place, q] : first_of_families) EXPECT_EQ(catalogue()[place], q) << place;
}

TEST(Catalogue, NoTwoIdsCanBeTakenForEachOther) {
  for (const Instrument* a : catalogue())
    for (const Instrument* b : catalogue()) EXPECT_EQ(same_id(a->id, b->id), a == b) << a->id << " " << b->id;
}

TEST(Catalogue, FindsAnInstrumentHoweverItsNameIsWritten) {
  const std::pair<const char*, const Instrument*> spellings[] = {
      {"phq-9", &phq9},          {"PHQ9", &phq9},      {"phq_9", &phq9},   {"PHQ 9", &phq9},    {"-phq--9_", &phq9},
      {"QIDS_SR16", &qids_sr16}, {"CESD", &ces_d},     {"Ces-D", &ces_d},  {"edeq", &ede_q},    {"WHO5", &who5},
      {"gad7", &gad7},           {"CESD10", &cesd_10}, {"OQ45.2", &oq_45}, {"BDI II", &bdi_ii}, {"AUDIT-C", &audit_c}};
  for (const auto& [spelling, expected] : spellings) {
    const auto found = find_instrument(spelling);
    ASSERT_TRUE(found.ok()) << spelling;
    EXPECT_EQ(*found, expected) << spelling;
  }
}

TEST(Catalogue, ANameThatIsOnlySimilarFindsNothing) {
  for (const char* id : {"phq", "phq-99", "phq.9", "qids", "epds10", "", "-", " ", "9", ":", "phq-9:", ":anxiety"})
    EXPECT_FALSE(find_instrument(id).ok()) << id;
}

TEST(Catalogue, AnUnknownNameIsAnsweredWithTheKnownOnesAndNeverRepeated) {
  const auto found = find_instrument("scl-90");
  ASSERT_FALSE(found.ok());
  EXPECT_EQ(found.error().code, Errc::unknown_instrument);
  EXPECT_TRUE(found.error().detail.starts_with("no such instrument, known are phq-9, phq-8, phq-2, qids-sr16, "));
  EXPECT_TRUE(found.error().detail.ends_with(", audit, audit-c, dast-10"));
  for (const std::string& id : {std::string("Jane Doe"), std::string("<b>"), std::string("MRN-0012345"),
                                std::string("a\nb"), std::string("\0", 1), std::string("\xc3\xa9")})
    EXPECT_EQ(find_instrument(id).error().detail, found.error().detail);
  EXPECT_EQ(find_instrument("dass-21:Jane").error().detail, "dass-21 has the subscales depression, anxiety, stress");
  EXPECT_EQ(find_instrument("phq-9:Jane").error().detail, "phq-9 has no subscales");
}

TEST(Catalogue, EverySubscaleIsAnInstrumentOfItsOwnThatScoresAlike) {
  std::mt19937_64 random(7);
  int scales = 0;
  for (const Instrument* q : with_items())
    for (const Subscale& s : q->subscales) {
      const std::string id = std::string(q->id) + ":" + std::string(s.id);
      const auto found = find_instrument(id);
      ASSERT_TRUE(found.ok()) << id;
      const Instrument& scale = **found;
      EXPECT_EQ(scale.id, id);
      EXPECT_EQ(scale.id.data()[scale.id.size()], '\0');  // as the C side lends it
      EXPECT_EQ(scale.name.data()[scale.name.size()], '\0');
      EXPECT_EQ(scale.figures.bands.data(), s.figures.bands.data());
      ++scales;
      for (int trial = 0; trial < 50; ++trial) {
        const Sheet sheet = any_sheet(*q, random);
        const auto whole = score(*q, sheet), part = score(scale, sheet);
        ASSERT_TRUE(whole.ok() && part.ok()) << id;
        EXPECT_EQ(part->total, *whole->subscales()[static_cast<std::size_t>(&s - q->subscales.data())].value) << id;
        EXPECT_GE(part->total, scale.total_min) << id;
        EXPECT_LE(part->total, scale.total_max) << id;
      }
    }
  EXPECT_EQ(scales, 42);
  EXPECT_EQ((*find_instrument("erq:reappraisal"))->direction, Direction::higher_is_better);
  EXPECT_EQ((*find_instrument("erq:suppression"))->direction, Direction::lower_is_better);
}

TEST(Catalogue, EveryFigureThatShipsNamesItsSource) {
  const auto has_source = [](const Provenance& from) { return from.source.size() > 10; };
  for (const Instrument* q : catalogue()) {
    EXPECT_TRUE(has_source(q->scoring_from)) << q->id;
    EXPECT_TRUE(has_source(q->missing.from)) << q->id;
    for (const RiskItem& risk : q->risk) EXPECT_TRUE(has_source(risk.from)) << q->id;
    for (const LegalBlank& legal : q->legal_blanks) EXPECT_TRUE(has_source(legal.from)) << q->id;
    for (const Algorithm& algorithm : q->algorithms) EXPECT_TRUE(has_source(algorithm.from)) << q->id;
    std::vector<Figures> all = {q->figures};
    for (const Subscale& s : q->subscales) all.push_back(s.figures);
    for (const Figures& figures : all) {
      EXPECT_TRUE(figures.bands.empty() || has_source(figures.bands_from)) << q->id;
      for (const Cutoff& cutoff : figures.cutoffs) EXPECT_TRUE(has_source(cutoff.from)) << q->id;
      for (const Norm& norm : figures.norms) EXPECT_TRUE(has_source(norm.from)) << q->id;
      for (const Reliability& reliability : figures.reliabilities) EXPECT_TRUE(has_source(reliability.from)) << q->id;
      for (const Difference& difference : figures.reliable_change) EXPECT_TRUE(has_source(difference.from)) << q->id;
      for (const Difference& difference : figures.important_change) EXPECT_TRUE(has_source(difference.from)) << q->id;
    }
  }
}

TEST(Catalogue, NothingThatAFormWouldPrintShipsOfALicenceBoundInstrument) {
  for (const Instrument* q : {&bdi_ii, &iip_32, &iip_64, &iip_sc, &spin, &tas_20, &wai_sr, &oq_45, &ors}) {
    EXPECT_EQ(q->items, 0) << q->id;
    EXPECT_TRUE(q->figures.norms.empty()) << q->id;
    EXPECT_EQ(problem(*q, {}), "bad_argument: this instrument is known by its total only") << q->id;
  }
  EXPECT_EQ(with_items().size(), 48u);
}

TEST(Catalogue, EveryInstrumentWithItemsAndATotalShipsAWorkedExampleThatScoresAsItSays) {
  for (const Instrument* q : with_items()) {
    if (!q->has_total()) continue;
    ASSERT_FALSE(q->example.answers.empty()) << q->id;
    const auto result = score(*q, q->example.answers, Prorating::never);
    ASSERT_TRUE(result.ok()) << q->id;
    EXPECT_DOUBLE_EQ(result->total, q->example.total) << q->id;
  }
}

TEST(Catalogue, AReliableChangeIsWhatItsReliabilityAndDeviationGive) {
  int computed = 0;
  for (const Instrument* q : catalogue())
    for (const Difference& d : q->figures.reliable_change) {
      if (!d.computed) continue;
      ++computed;
      const double points =
          normal_half_width(d.computed->level) * d.computed->sd * std::sqrt(2.0 * (1.0 - d.computed->reliability));
      EXPECT_EQ(d.points, std::round(points)) << q->id << " " << points;
    }
  EXPECT_EQ(computed, 1);
  // Where a definition has a clinical norm and a reliability, the published criterion is theirs to within a point.
  for (const auto& [q, sd, reliability] : {std::tuple(&phq9, 6.1, 0.89), std::tuple(&core_10, 7.7, 0.90)}) {
    ASSERT_EQ(q->figures.reliabilities.front().value, reliability);
    const bool there =
        std::ranges::any_of(q->figures.norms, [sd = sd](const Norm& n) { return n.clinical && n.sd == sd; });
    EXPECT_TRUE(there);
    const double points = normal_half_width(0.95) * sd * std::sqrt(2.0 * (1.0 - reliability));
    EXPECT_NEAR(q->figures.reliable_change.front().points, points, 1.0) << q->id;
  }
}

}  // namespace oncourse::sheets
