// instrument_test.cpp: what questionnaires mean, over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <thread>
#include <vector>

#include "c/handles.hpp"
#include "objects.hpp"
#include "oncourse/instrument/battery.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/instrument/definition.hpp"
#include "oncourse/instrument/names.hpp"

namespace oncourse {
namespace {

TEST(CInstrument, EveryOneThatShipsIsDescribedAsInCpp) {
  std::size_t index = 0;
  for (const Instrument* q : catalogue()) {
    ASSERT_EQ(oncourse_shipped_instrument(index++), q->id);
    const InstrumentHandle handle = shipped(q->id.data());
    oncourse_instrument_description is = ONCOURSE_INSTRUMENT_DESCRIPTION_INIT;
    ASSERT_EQ(oncourse_instrument_describe(handle.get(), &is, nullptr), ONCOURSE_OK);
    EXPECT_EQ(is.id, q->id);
    EXPECT_EQ(is.name, q->name);
    EXPECT_EQ(is.construct, q->construct);
    for (const Domain domain : domain_list)
      if (q->domains.contains(domain)) {
        EXPECT_EQ(is.domain, name(domain));
        break;
      }
    EXPECT_EQ(is.note ? is.note : "", q->note);
    EXPECT_EQ(is.reporter, static_cast<int>(q->reporter));
    EXPECT_EQ(is.has_total, int{q->has_total()});
    EXPECT_EQ(is.licence, q->licence);
    EXPECT_EQ(is.citation, q->citation);
    EXPECT_EQ(is.recall ? is.recall : "", q->recall);
    EXPECT_EQ(is.scoring_source, q->scoring_from.source);
    EXPECT_EQ(is.scoring_status, static_cast<int>(q->scoring_from.status));
    EXPECT_EQ(is.total_min, q->total_min);
    EXPECT_EQ(is.total_max, q->total_max);
    EXPECT_EQ(is.step, q->step());
    EXPECT_EQ(is.direction, static_cast<int>(q->direction));
    EXPECT_EQ(is.n_items, q->items);
    EXPECT_EQ(is.n_subscales, q->subscales.size());
    EXPECT_EQ(is.bands_source == nullptr, q->figures.bands.empty());
    EXPECT_EQ(is.bands_status == -1, q->figures.bands.empty());
    EXPECT_EQ(oncourse_instrument_json(handle.get()), to_json(*q));

    ASSERT_EQ(is.n_bands, q->figures.bands.size());
    for (std::size_t i = 0; i < is.n_bands; ++i) {
      oncourse_band band;
      ASSERT_EQ(oncourse_instrument_band(handle.get(), i, &band, nullptr), ONCOURSE_OK);
      EXPECT_EQ(band.from, q->figures.bands[i].from);
      EXPECT_EQ(band.label, q->figures.bands[i].label);
    }
    ASSERT_EQ(is.n_cutoffs, q->figures.cutoffs.size());
    for (std::size_t i = 0; i < is.n_cutoffs; ++i) {
      oncourse_cutoff cutoff;
      ASSERT_EQ(oncourse_instrument_cutoff(handle.get(), i, &cutoff, nullptr), ONCOURSE_OK);
      EXPECT_EQ(cutoff.purpose, name(q->figures.cutoffs[i].purpose));
      EXPECT_EQ(cutoff.note ? cutoff.note : "", q->figures.cutoffs[i].note);
      EXPECT_EQ(cutoff.population, q->figures.cutoffs[i].population);
      EXPECT_EQ(cutoff.source, q->figures.cutoffs[i].from.source);
      EXPECT_EQ(cutoff.status, static_cast<int>(q->figures.cutoffs[i].from.status));
      EXPECT_EQ(cutoff.compare, static_cast<int>(q->figures.cutoffs[i].compare));
      EXPECT_EQ(cutoff.value, q->figures.cutoffs[i].value);
      oncourse_cutoff found;
      ASSERT_EQ(oncourse_instrument_find_cutoff(handle.get(), cutoff.purpose, cutoff.population, &found, nullptr),
                ONCOURSE_OK);
      EXPECT_EQ(found.value, cutoff.value);
    }
    ASSERT_EQ(is.n_norms, q->figures.norms.size());
    for (std::size_t i = 0; i < is.n_norms; ++i) {
      oncourse_norm norm, found;
      ASSERT_EQ(oncourse_instrument_norm(handle.get(), i, &norm, nullptr), ONCOURSE_OK);
      EXPECT_EQ(norm.mean, q->figures.norms[i].mean);
      EXPECT_EQ(norm.sd, q->figures.norms[i].sd);
      EXPECT_EQ(norm.n, q->figures.norms[i].n);
      EXPECT_EQ(norm.clinical, int{q->figures.norms[i].clinical});
      EXPECT_EQ(norm.source, q->figures.norms[i].from.source);
      ASSERT_EQ(oncourse_instrument_find_norm(handle.get(), norm.population, &found, nullptr), ONCOURSE_OK);
      EXPECT_EQ(found.mean, norm.mean);
      oncourse_standing standing;
      ASSERT_EQ(oncourse_norm_standing(&norm, norm.mean + norm.sd, &standing, nullptr), ONCOURSE_OK);
      EXPECT_NEAR(standing.z, 1.0, 1e-12);
      EXPECT_NEAR(standing.t, 60.0, 1e-12);
      EXPECT_NEAR(standing.percentile, 84.1344746068543, 1e-9);
    }
    ASSERT_EQ(is.n_reliabilities, q->figures.reliabilities.size());
    for (std::size_t i = 0; i < is.n_reliabilities; ++i) {
      oncourse_reliability reliability;
      ASSERT_EQ(oncourse_instrument_reliability(handle.get(), i, &reliability, nullptr), ONCOURSE_OK);
      EXPECT_EQ(reliability.kind, q->figures.reliabilities[i].kind);
      EXPECT_EQ(reliability.value, q->figures.reliabilities[i].value);
    }
    ASSERT_EQ(is.n_codings, q->codings.size());
    for (std::size_t i = 0; i < is.n_codings; ++i)
      EXPECT_EQ(oncourse_instrument_coding(handle.get(), i), q->codings[i].id);
    EXPECT_EQ(oncourse_instrument_coding(handle.get(), is.n_codings), nullptr);
    ASSERT_EQ(is.n_risk_items, q->risk.size());
    for (std::size_t i = 0; i < is.n_risk_items; ++i) {
      oncourse_risk_item item;
      ASSERT_EQ(oncourse_instrument_risk_item(handle.get(), i, &item, nullptr), ONCOURSE_OK);
      EXPECT_EQ(item.item, q->risk[i].item);
      EXPECT_EQ(item.threshold, q->risk[i].threshold);
      EXPECT_EQ(item.meaning, q->risk[i].meaning);
    }
    for (std::int32_t item = 1; item <= q->items; ++item) {
      oncourse_answer_range range;
      ASSERT_EQ(oncourse_instrument_answers(handle.get(), item, &range, nullptr), ONCOURSE_OK);
      EXPECT_EQ(range.min, answer_range(*q, item).min);
      EXPECT_EQ(range.max, answer_range(*q, item).max);
      EXPECT_EQ(range.step, answer_range(*q, item).step);
    }
  }
  EXPECT_EQ(oncourse_shipped_instrument(index), nullptr);
  EXPECT_EQ(oncourse_shipped_instrument(SIZE_MAX), nullptr);
}

TEST(CInstrument, AVendorsOwnIsUsedAsAShippedOneIs) {
  const InstrumentHandle own = vendors_own();
  oncourse_instrument_description is = ONCOURSE_INSTRUMENT_DESCRIPTION_INIT;
  ASSERT_EQ(oncourse_instrument_describe(own.get(), &is, nullptr), ONCOURSE_OK);
  EXPECT_STREQ(is.id, "clinic-10");
  EXPECT_EQ(is.n_items, 0);
  EXPECT_EQ(is.total_max, 40.0);
  EXPECT_EQ(is.recall, nullptr) << "what is not known is no empty text";
  oncourse_band band;
  ASSERT_EQ(oncourse_instrument_band(own.get(), 1, &band, nullptr), ONCOURSE_OK);
  EXPECT_STREQ(band.label, "high");
  oncourse_answer_range range;
  EXPECT_EQ(oncourse_instrument_answers(own.get(), 1, &range, nullptr), ONCOURSE_BAD_ARGUMENT);
}

TEST(CInstrument, ASubscaleIsAnInstrumentOfItsOwnShippedOrNot) {
  const InstrumentHandle dass = shipped("dass-21");
  oncourse_instrument* part = nullptr;
  oncourse_error error;
  ASSERT_EQ(oncourse_instrument_subscale(dass.get(), "anxiety", &part, &error), ONCOURSE_OK);
  const InstrumentHandle anxiety(part);
  oncourse_instrument_description is = ONCOURSE_INSTRUMENT_DESCRIPTION_INIT;
  ASSERT_EQ(oncourse_instrument_describe(anxiety.get(), &is, nullptr), ONCOURSE_OK);
  EXPECT_STREQ(is.id, "dass-21:anxiety");
  EXPECT_STREQ(is.name, "Depression Anxiety Stress Scales-21: Anxiety");
  EXPECT_EQ(is.total_max, 42.0);
  EXPECT_EQ(oncourse_instrument_subscale(dass.get(), "anger", &part, &error), ONCOURSE_UNKNOWN_INSTRUMENT);
  EXPECT_STREQ(error.detail, "dass-21 has the subscales depression, anxiety, stress");

  std::string document = oncourse_instrument_json(dass.get());
  document.replace(document.find("dass-21"), 7, "dass-xx");
  oncourse_instrument* read = nullptr;
  ASSERT_EQ(oncourse_instrument_new(document.data(), document.size(), &read, &error), ONCOURSE_OK) << error.detail;
  InstrumentHandle whole(read);
  ASSERT_EQ(oncourse_instrument_subscale(whole.get(), "anxiety", &part, &error), ONCOURSE_OK);
  const InstrumentHandle own(part);
  whole.reset();  // the part keeps what it needs
  ASSERT_EQ(oncourse_instrument_describe(own.get(), &is, nullptr), ONCOURSE_OK);
  EXPECT_STREQ(is.id, "dass-xx:anxiety");
}

TEST(CInstrument, CutOffsAndNormsAreChosenAndNeverGuessed) {
  const InstrumentHandle epds = shipped("epds"), phq9 = shipped("phq-9");
  oncourse_cutoff cutoff;
  oncourse_norm norm;
  oncourse_standing standing;
  oncourse_error error;
  EXPECT_EQ(oncourse_instrument_find_cutoff(epds.get(), nullptr, nullptr, &cutoff, &error), ONCOURSE_NOT_AVAILABLE);
  EXPECT_EQ(std::string(error.detail).substr(0, 50), "several fit, choose the cut-off by its population:");
  ASSERT_EQ(oncourse_instrument_find_cutoff(epds.get(), "screen", "pregnancy", &cutoff, &error), ONCOURSE_OK);
  EXPECT_EQ(cutoff.value, 15.0);
  EXPECT_EQ(oncourse_instrument_find_cutoff(epds.get(), "guess", nullptr, &cutoff, &error), ONCOURSE_NOT_AVAILABLE);
  EXPECT_STREQ(error.detail, "no such purpose of a cut-off, known are caseness, screen, severity, remission");
  ASSERT_EQ(oncourse_instrument_find_cutoff(phq9.get(), nullptr, nullptr, &cutoff, &error), ONCOURSE_OK);
  EXPECT_STREQ(cutoff.population, "NHS Talking Therapies");
  EXPECT_EQ(oncourse_instrument_find_norm(phq9.get(), nullptr, &norm, &error), ONCOURSE_NOT_AVAILABLE);
  norm = {};
  EXPECT_EQ(oncourse_norm_standing(&norm, 1.0, &standing, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_STREQ(error.detail, "sd is 0, it must be above 0");
  EXPECT_EQ(oncourse_norm_standing(&norm, NAN, &standing, &error), ONCOURSE_BAD_ARGUMENT);
}

TEST(CInstrument, WhatIsSuggestedToMeasureIsListedMemberAfterMember) {
  std::size_t index = 0;
  oncourse_battery_member member;
  for (const Battery& battery : batteries())
    for (const BatteryMember& expected : battery.members) {
      ASSERT_EQ(oncourse_suggested_measure(index++, &member, nullptr), ONCOURSE_OK);
      EXPECT_EQ(member.battery, battery.id);
      EXPECT_EQ(member.kind, name(battery.kind));
      EXPECT_EQ(member.instrument, expected.instrument->id);
      EXPECT_EQ(member.reason, expected.reason);
      EXPECT_EQ(member.source, expected.from.source);
    }
  EXPECT_EQ(oncourse_suggested_measure(index, &member, nullptr), ONCOURSE_BAD_ARGUMENT);
}

TEST(CInstrument, RefusesWhatItDoesNotHave) {
  oncourse_instrument* untouched = nullptr;
  oncourse_error error;
  EXPECT_EQ(oncourse_instrument_find("phq-10", &untouched, &error), ONCOURSE_UNKNOWN_INSTRUMENT);
  EXPECT_EQ(std::string(error.detail).substr(0, 36), "no such instrument, known are phq-9,");
  EXPECT_EQ(oncourse_instrument_find(nullptr, &untouched, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_instrument_find("phq-9", nullptr, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_instrument_new(nullptr, 0, &untouched, &error), ONCOURSE_BAD_ARGUMENT);
  for (std::size_t length = 0; length < vendor_definition.size(); ++length)
    ASSERT_EQ(oncourse_instrument_new(vendor_definition.data(), length, &untouched, nullptr), ONCOURSE_MALFORMED);
  EXPECT_EQ(untouched, nullptr);

  const InstrumentHandle phq9 = shipped("phq-9");
  oncourse_band band = {-77.0, nullptr};
  oncourse_cutoff cutoff;
  oncourse_risk_item risk;
  oncourse_answer_range range;
  oncourse_instrument_description is = ONCOURSE_INSTRUMENT_DESCRIPTION_INIT;
  for (const std::size_t index : {std::size_t{9}, SIZE_MAX}) {
    EXPECT_EQ(oncourse_instrument_band(phq9.get(), index, &band, &error), ONCOURSE_BAD_ARGUMENT);
    EXPECT_EQ(oncourse_instrument_cutoff(phq9.get(), index, &cutoff, &error), ONCOURSE_BAD_ARGUMENT);
    EXPECT_EQ(oncourse_instrument_risk_item(phq9.get(), index, &risk, &error), ONCOURSE_BAD_ARGUMENT);
  }
  EXPECT_EQ(band.from, -77.0);
  for (const std::int32_t item : {0, 10, INT32_MIN, INT32_MAX})
    EXPECT_EQ(oncourse_instrument_answers(phq9.get(), item, &range, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_STREQ(error.detail, "item 2147483647, the form has 9");
  EXPECT_EQ(oncourse_instrument_describe(nullptr, &is, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_instrument_band(nullptr, 0, &band, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_instrument_answers(nullptr, 1, &range, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_instrument_json(nullptr), nullptr);
  oncourse_instrument_free(nullptr);
}

TEST(CInstrument, ManyThreadsMayAskForATextMadeOnDemandAndGetTheSameOne) {
  const InstrumentHandle phq9 = shipped("phq-9");
  std::vector<const char*> answers(8, nullptr);
  std::vector<std::thread> threads;
  for (const char*& answer : answers)
    threads.emplace_back([&answer, &phq9] { answer = oncourse_instrument_json(phq9.get()); });
  for (std::thread& thread : threads) thread.join();
  for (const char* answer : answers) EXPECT_EQ(answer, answers.front());
  EXPECT_EQ(answers.front(), to_json(oncourse::phq9));
}

}  // namespace
}  // namespace oncourse
