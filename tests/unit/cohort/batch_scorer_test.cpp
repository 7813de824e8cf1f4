// batch_scorer_test.cpp: a sheet among millions has the score that it has alone, to the last bit.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/batch_scorer.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <random>

#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/instrument/coding.hpp"
#include "oncourse/instrument/definition.hpp"
#include "oncourse/instrument/scale.hpp"
#include "support/sheets.hpp"

namespace oncourse::batch_scorer_test {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// Room for everything there is to ask.
template <class T>
struct Results {
  std::size_t rows;
  std::vector<T> totals;
  std::vector<std::uint8_t> bands, answered, of_items;
  std::vector<SheetStatus> status;
  std::vector<std::vector<T>> subscales;
  std::vector<std::vector<std::uint8_t>> subscale_bands, algorithms, flags;
  std::vector<std::vector<Answer>> risk;

  Results(const Instrument& q, std::size_t n)
      : rows(n),
        totals(n, T{77}),
        bands(n, 77),
        answered(n, 77),
        of_items(n, 77),
        status(n, SheetStatus{77}),
        subscales(q.subscales.size(), totals),
        subscale_bands(q.subscales.size(), bands),
        algorithms(q.algorithms.size(), bands),
        flags(q.risk.size(), bands),
        risk(q.risk.size(), std::vector<Answer>(n, 77)) {}

  BatchColumns into(bool with_algorithms = true) {
    BatchColumns out;
    out.total = {std::span(totals), bands};
    for (std::size_t i = 0; i < subscales.size(); ++i)
      out.subscales.push_back({std::span(subscales[i]), subscale_bands[i]});
    out.status = status;
    out.answered = answered;
    out.of_items = of_items;
    for (auto& column : algorithms)
      if (with_algorithms) out.algorithms.emplace_back(column);
    for (auto& column : risk) out.risk_answers.emplace_back(column);
    for (auto& column : flags) out.risk_flags.emplace_back(column);
    return out;
  }
};

std::uint8_t band_place(std::span<const Band> bands, double score) {
  const Band* const band = std::isnan(score) ? nullptr : band_of(bands, score);
  return band ? static_cast<std::uint8_t>(band - bands.data()) : no_byte;
}

/// A score as a column of T has it.
template <class T>
T as(double score) {
  if constexpr (std::is_same_v<T, std::uint8_t>)
    return score >= 0.0 && score < 255.0 && score == std::floor(score) ? static_cast<std::uint8_t>(score) : no_byte;
  else
    return static_cast<T>(score);
}

template <class T>
bool same(T a, T b) {
  return a == b || (a != a && b != b);
}

/// What the engine for one sheet says of a row, beside what the batch says.
template <class T>
void expect_row(const Instrument& q, const BatchOptions& options, std::vector<Answer> answers, const Results<T>& got,
                std::size_t row, bool with_algorithms, BatchCounts& counts) {
  SCOPED_TRACE(std::string(q.id) + " row " + std::to_string(row));
  const auto off_coding = options.coding ? recode(q, *options.coding, answers) : std::nullopt;
  const auto alone = off_coding ? Result<Score>(*off_coding) : score(q, answers, options.prorating);
  SheetStatus status = SheetStatus::scored;
  if (!alone)
    status = alone.error().code == Errc::response_range ? SheetStatus::off_scale : SheetStatus::too_many_blanks;
  else if (alone->prorated)
    status = SheetStatus::prorated;
  ++counts.rows;
  ++(status == SheetStatus::scored      ? counts.scored
     : status == SheetStatus::prorated  ? counts.prorated
     : status == SheetStatus::off_scale ? counts.off_scale
                                        : counts.too_many_blanks);
  ASSERT_EQ(got.status[row], status) << (alone ? "" : alone.error().detail);
  const double total = alone ? alone->total : none;
  ASSERT_TRUE(same(got.totals[row], as<T>(total))) << double(got.totals[row]) << " for " << total;
  ASSERT_EQ(got.bands[row], band_place(q.figures.bands, total));
  ASSERT_EQ(got.answered[row], alone ? alone->answered : no_byte);
  ASSERT_EQ(got.of_items[row], alone ? alone->of_items : no_byte);
  for (std::size_t i = 0; i < q.subscales.size(); ++i) {
    const double value = alone ? alone->subscale_values[i] : none;
    ASSERT_TRUE(same(got.subscales[i][row], as<T>(value))) << double(got.subscales[i][row]) << " for " << value;
    ASSERT_EQ(got.subscale_bands[i][row], band_place(q.subscales[i].figures.bands, value));
  }
  for (std::size_t i = 0; with_algorithms && i < q.algorithms.size(); ++i)
    ASSERT_EQ(got.algorithms[i][row], !alone || alone->algorithms_met[i] < 0 ? no_byte : alone->algorithms_met[i]);
  for (std::size_t i = 0; i < q.risk.size(); ++i) {
    const Answer answer = answers[static_cast<std::size_t>(q.risk[i].item - 1)];
    ASSERT_EQ(got.risk[i][row], answer);
    const bool known = answer != blank && answer_range(q, q.risk[i].item).allows(answer);
    ASSERT_EQ(got.flags[i][row], known ? answer >= q.risk[i].threshold : no_byte);
  }
}

template <class T>
void expect_the_same_as_alone(const Instrument& q, const BatchOptions& options, const support::SheetColumns& sheets,
                              int threads, bool with_algorithms = true) {
  const auto scorer = BatchScorer::make(q, options);
  ASSERT_TRUE(scorer) << scorer.error().detail;
  Results<T> got(q, sheets.rows().size());
  const auto counts = scorer->score(sheets.pointers(), got.into(with_algorithms), threads);
  ASSERT_TRUE(counts) << q.id << ": " << counts.error().detail;
  BatchCounts expected;
  for (std::size_t row = 0; row < got.rows; ++row) {
    expect_row(q, options, sheets.rows()[row], got, row, with_algorithms, expected);
    if (testing::Test::HasFatalFailure()) return;
  }
  EXPECT_EQ(*counts, expected) << q.id;
}

/// Those that ship, their subscales, and some that nobody ships: what their tables have no room for.
std::vector<Instrument> all_instruments() {
  std::vector<Instrument> out;
  for (const Instrument* q : catalogue())
    if (q->items > 0) {
      out.push_back(*q);
      for (const Subscale& s : q->subscales) out.push_back(scale_of(*q, s, s.id, s.name));
    }
  return out;
}

std::vector<LoadedInstrument> odd_instruments() {
  const std::string about = R"("construct": "any", "direction": "lower_is_better", "source": "made up",)";
  std::vector<LoadedInstrument> out;
  for (const std::string& form : {
           std::string(R"("id": "slider", "items": 3, "answers": [0, 100], "total": [0, 300])"),
           std::string(R"("id": "long", "items": 4, "answers": [0, 3000], "total": [0, 12000])"),
           std::string(
               R"("id": "weighed", "items": 4, "answers": [-2, 2], "weights": [3, -2, 1, 20], "total": [-52, 52])"),
           std::string(R"("id": "begins-apart", "items": 3, "answers": [1, 5],
                          "answer_exceptions": [{"items": [2], "range": [0, 4]}], "total": [2, 14])"),
           std::string(R"("id": "wide-groups", "items": 6, "answers": [0, 200], "rule": "sum_of_group_maxima",
                          "groups": [{"name": "a", "items": [1, 4]}, {"name": "b", "items": [2, 3, 5]},
                                     {"name": "c", "items": [6]}], "total": [0, 600])"),
           std::string(R"("id": "many-sliders", "items": 60, "answers": [0, 100], "total": [0, 6000],
                          "missing": {"kind": "more_than_half", "status": "published", "source": "made up"})"),
           std::string(R"("id": "rounded", "items": 5, "answers": [0, 4], "total": [0, 20], "reversed": [2, 4],
                          "missing": {"kind": "more_than_half", "fill": "rounded_mean",
                                      "status": "published", "source": "made up"})"),
       }) {
    auto loaded = instrument_from_json("{\"name\": \"odd\", " + about + form + "}");
    if (loaded)
      out.push_back(*std::move(loaded));
    else
      ADD_FAILURE() << form << ": " << loaded.error().detail;
  }
  return out;
}

std::vector<VectorSet> sets_here() {
  std::vector<VectorSet> out;
  for (const VectorSet set : vector_sets)
    if (is_here(set)) out.push_back(set);
  return out;
}

TEST(BatchScorer, ScoresEverySheetAsItIsScoredAlone) {
  std::mt19937_64 draw(8);
  std::vector<Instrument> instruments = all_instruments();
  const auto odd = odd_instruments();
  for (const LoadedInstrument& loaded : odd) instruments.push_back(loaded.definition());
  for (const Instrument& q : instruments)
    for (const Prorating how : {Prorating::published_rule, Prorating::convention, Prorating::never}) {
      std::vector<const Coding*> codings = {nullptr};
      for (const Coding& coding : q.codings) codings.push_back(&coding);
      for (const Coding* const coding : codings) {
        support::SheetLayout layout{.coding = coding, .dictionaries = draw() % 2 == 0};
        layout.blanks = draw() % 2 ? 0.02 : 0.2;
        layout.errors = draw() % 2 ? 0.0 : 0.002;
        if (draw() % 2) layout.blank_code = Answer{-99};
        const support::SheetColumns sheets(q, 700, draw, layout);
        for (const VectorSet set : sets_here()) {
          const BatchOptions options = {how, coding, layout.blank_code, set};
          expect_the_same_as_alone<double>(q, options, sheets, 1 + static_cast<int>(draw() % 3), draw() % 2 == 0);
          if (HasFatalFailure()) return;
        }
      }
    }
}

TEST(BatchScorer, IsTheSameOfEveryTypeAndEveryBitmapOffset) {
  std::mt19937_64 draw(9);
  for (const Instrument* q : {&phq9, &gad7, &dass_21, &audit})
    for (const ColumnType type : support::answer_types)
      for (const VectorSet set : sets_here()) {
        const support::SheetColumns sheets(*q, 900, draw, {.type = type, .longest_piece = 500});
        expect_the_same_as_alone<float>(*q, {Prorating::convention, nullptr, {}, set}, sheets, 1);
        if (HasFatalFailure()) return;
      }
}

TEST(BatchScorer, WritesWholeScoresInBytesAndNeverRounds) {
  std::mt19937_64 draw(10);
  for (const std::size_t n : {std::size_t{1}, std::size_t{63}, std::size_t{64}, std::size_t{65}, std::size_t{5000}})
    for (const VectorSet set : sets_here())
      for (const Instrument* q : {&phq9, &gad7, &dass_21, &phq15}) {
        const support::SheetColumns sheets(*q, n, draw, {.type = ColumnType::int8, .longest_piece = 4000});
        expect_the_same_as_alone<std::uint8_t>(*q, {Prorating::convention, nullptr, {}, set}, sheets, 2);
        if (HasFatalFailure()) return;
      }
  Results<std::uint8_t> bytes(promis_depression_8a, 3);
  const support::SheetColumns sheets(promis_depression_8a, 3, draw);
  const auto refused = BatchScorer::make(promis_depression_8a)->score(sheets.pointers(), bytes.into());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().detail,
            "scores of promis-depression-8a t are not whole numbers from 0 to 254, a byte cannot hold them");
}

TEST(BatchScorer, GivesTheSameBitsWithAnyNumberOfThreads) {
  std::mt19937_64 draw(11);
  const support::SheetColumns sheets(phq9, 200'000, draw, {.longest_piece = 70'000});
  const auto scorer = BatchScorer::make(phq9, {.prorating = Prorating::convention});
  Results<double> one(phq9, 200'000);
  const auto counts = scorer->score(sheets.pointers(), one.into(), 1);
  for (const int threads : {2, 3, 8}) {
    Results<double> several(phq9, 200'000);
    EXPECT_EQ(*scorer->score(sheets.pointers(), several.into(), threads), *counts);
    EXPECT_EQ(std::memcmp(one.totals.data(), several.totals.data(), 200'000 * sizeof(double)), 0);
    EXPECT_EQ(one.bands, several.bands);
    EXPECT_EQ(one.status, several.status);
    EXPECT_EQ(one.risk, several.risk);
  }
}

TEST(BatchScorer, WritesTheSameWhereResultsAreMoreThanCachesHold) {
  constexpr std::size_t n = 4'100'000, half = 64 * 32'000 + 7;
  std::vector<std::vector<std::int8_t>> values(9, std::vector<std::int8_t>(n));
  for (std::size_t item = 0; item < 9; ++item)
    for (std::size_t row = 0; row < n; ++row) {
      const std::uint64_t scattered = (row * 9 + item + 1) * 0x9E3779B97F4A7C15U;
      values[item][row] = static_cast<std::int8_t>(scattered >> 40U & 0xFFFU ? scattered >> 62U : 4);  // few off scale
    }
  const auto columns = [&](std::size_t from, std::size_t size) {
    std::vector<Column> out;
    for (const auto& column : values) {
      ColumnPiece piece;
      piece.type = ColumnType::int8;
      piece.values = column.data() + from;
      piece.size = size;
      out.push_back({"item", {piece}, size});
    }
    return out;
  };
  const auto run = [&](std::size_t from, std::size_t size, std::span<std::uint8_t> totals,
                       std::span<std::uint8_t> bands) {
    const std::vector<Column> some = columns(from, size);
    std::vector<const Column*> items;
    for (const Column& column : some) items.push_back(&column);
    BatchColumns into;
    into.total = {totals, bands};
    EXPECT_TRUE(BatchScorer::make(phq9)->score(items, into, 2));
  };
  std::vector<std::uint8_t> totals(n), bands(n);
  run(0, half, std::span(totals).first(half), std::span(bands).first(half));
  run(half, n - half, std::span(totals).subspan(half), std::span(bands).subspan(half));
  for (const std::size_t offset : {std::size_t{0}, std::size_t{5}}) {  // aligned and not
    std::vector<std::uint8_t> all_totals(n + offset), all_bands(n + offset);
    run(0, n, std::span(all_totals).subspan(offset), std::span(all_bands).subspan(offset));
    EXPECT_TRUE(std::equal(totals.begin(), totals.end(), all_totals.begin() + static_cast<std::ptrdiff_t>(offset)));
    EXPECT_TRUE(std::equal(bands.begin(), bands.end(), all_bands.begin() + static_cast<std::ptrdiff_t>(offset)));
  }
}

TEST(BatchScorer, SaysWhyASheetHasNoScoreAsItIsSaidOfOneAlone) {
  std::mt19937_64 draw(12);
  for (const Instrument* q : {&phq9, &epds, &qids_sr16})
    for (const Coding* coding : {static_cast<const Coding*>(nullptr), q->codings.empty() ? nullptr : &q->codings[0]}) {
      const support::SheetColumns sheets(*q, 300, draw, {.coding = coding, .errors = 0.02});
      const auto scorer = BatchScorer::make(*q, {.coding = coding});
      for (std::size_t row = 0; row < 300; ++row) {
        std::vector<Answer> answers = sheets.rows()[row];
        const auto off_coding = coding ? recode(*q, *coding, answers) : std::nullopt;
        const auto alone = off_coding ? Result<Score>(*off_coding) : score(*q, answers);
        const auto why = scorer->refusal(sheets.pointers(), row);
        ASSERT_TRUE(why);
        ASSERT_EQ(why->has_value(), !alone.ok());
        if (!alone) {
          EXPECT_EQ((*why)->code, alone.error().code);
          EXPECT_EQ((*why)->detail, alone.error().detail);
        }
      }
      EXPECT_EQ(scorer->refusal(sheets.pointers(), 300).error().code, Errc::bad_argument);
    }
}

TEST(BatchScorer, LeavesAloneWhatIsNotAskedFor) {
  std::mt19937_64 draw(13);
  const support::SheetColumns sheets(dass_21, 500, draw);
  const auto scorer = BatchScorer::make(dass_21);
  Results<double> all(dass_21, 500), some(dass_21, 500);
  ASSERT_TRUE(scorer->score(sheets.pointers(), all.into()));
  BatchColumns one_subscale;
  one_subscale.subscales.resize(dass_21.subscales.size());
  one_subscale.subscales[1].scores = std::span(some.subscales[1]);
  ASSERT_TRUE(scorer->score(sheets.pointers(), one_subscale));
  EXPECT_EQ(std::memcmp(all.subscales[1].data(), some.subscales[1].data(), 500 * sizeof(double)), 0);
  EXPECT_EQ(some.totals, std::vector<double>(500, 77.0));
  EXPECT_TRUE(scorer->score(sheets.pointers(), {}));
}

TEST(BatchScorer, RefusesWhatHasNoPlaceOrNoMeaning) {
  std::mt19937_64 draw(14);
  const support::SheetColumns sheets(phq9, 100, draw);
  const auto scorer = BatchScorer::make(phq9);
  Results<double> results(phq9, 100);
  BatchColumns into = results.into();
  into.answered = into.answered.first(99);
  EXPECT_EQ(scorer->score(sheets.pointers(), into).error().detail, "room for 99 of answered, there are 100 rows");
  into = results.into();
  into.total.scores = std::span<double>();
  EXPECT_EQ(scorer->score(sheets.pointers(), into).error().detail, "room for 0 of totals, there are 100 rows");
  into = results.into();
  into.algorithms.pop_back();
  EXPECT_EQ(scorer->score(sheets.pointers(), into).error().detail, "1 columns of algorithms, phq-9 has 2");
  auto eight = sheets.pointers();
  eight.pop_back();
  EXPECT_EQ(scorer->score(eight, results.into()).error().detail, "8 item columns, phq-9 has 9 items");
  EXPECT_EQ(BatchScorer::make(phq9, {.blank_code = Answer{2}}).error().detail,
            "the code for blanks is 2, which is an answer to item 1");
  EXPECT_EQ(BatchScorer::make(bdi_ii).error().code, Errc::bad_argument);
  EXPECT_EQ(results.totals, std::vector<double>(100, 77.0));  // nothing was written
}

}  // namespace oncourse::batch_scorer_test
