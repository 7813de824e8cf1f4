// block_file_test.cpp: a block survives its bytes, and other bytes are refused.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/block_file.hpp"

#include <gtest/gtest.h>

#include <array>
#include <boost/crc.hpp>
#include <cstring>
#include <functional>
#include <limits>

#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/track/fit_response.hpp"
#include "oncourse/track/model_file.hpp"
#include "support/shards.hpp"

namespace oncourse {
namespace {

using support::Cohort;

const growth::Design weekly{growth::TimeBasis::log1p, growth::RandomEffects::slope, "week", {{"arm", true}}};

ResponseBlock block_of(const Cohort& cohort, const growth::Design& design = weekly) {
  auto block = response_block(cohort.panel(), nullptr, design, TimeUnit::week);
  EXPECT_TRUE(block.ok()) << block.error().detail;
  return *std::move(block);
}

std::string bytes_of(const ResponseBlock& block) {
  auto bytes = to_bytes(block);
  EXPECT_TRUE(bytes.ok()) << bytes.error().detail;
  return *std::move(bytes);
}

std::span<const std::byte> span_of(std::string_view bytes) { return std::as_bytes(std::span(bytes)); }

/// In a block of its own size, so that a byte read beyond it is seen.
Result<ResponseBlock> from_bytes(std::string_view bytes) {
  const std::unique_ptr<char[]> exact(new char[bytes.size() + 1]);
  std::memcpy(exact.get(), bytes.data(), bytes.size());
  const auto view = BlockView::make(span_of({exact.get(), bytes.size()}));
  if (!view) return view.error();
  return view->block();
}

Result<ResponseBlock> from_stream(std::string_view bytes, std::size_t piece) {
  BlockReader reader;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size())))
    if (auto trouble = reader.feed(span_of(bytes.substr(0, piece)))) return *std::move(trouble);
  return std::move(reader).finish();
}

/// Of two persons at weeks 0 and 1 of linear time, and one at week 0.
ResponseBlock small() {
  const Cohort cohort({{{0.0, 4.0}, {1.0, 2.0}}, {{0.0, 3.0}, {1.0, 3.0}}, {{0.0, 1.0}}});
  return block_of(cohort, {growth::TimeBasis::linear, growth::RandomEffects::slope, "week", {}});
}

/// The document with the checksum of its content, so that what lies behind the checksum is tried.
std::string sealed(std::string document) {
  document.resize(document.size() - 4);
  boost::crc_32_type crc;
  crc.process_bytes(document.data(), document.size());
  for (int shift = 0; shift < 32; shift += 8) document += static_cast<char>(crc.checksum() >> shift & 0xFFU);
  return document;
}

void append(std::string& out, double number) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, &number, sizeof bits);
  for (int shift = 0; shift < 64; shift += 8) out += static_cast<char>(bits >> shift & 0xFFU);
}

TEST(BlockFile, KeepsTheCurveAndTheScaleOfItsDesign) {
  std::mt19937_64 random(1201);
  const Cohort cohort = support::any_cohort(random, 40, 9);
  const growth::Design design{growth::TimeBasis::log1p,
                              growth::RandomEffects::curve,
                              "week",
                              {{"arm", true}, {"med", false}},
                              growth::Curve::piecewise,
                              0.7,
                              growth::ResidualCorrelation::independent,
                              {growth::Scale::square_root, -40.0, 80.0, 0.25}};
  const auto read = from_bytes(bytes_of(block_of(cohort, design)));
  ASSERT_TRUE(read) << read.error().detail;
  const auto here = growth::fit(cohort.panel(), design), there = growth::fit(read->data, read->design);
  ASSERT_TRUE(here && there);
  EXPECT_EQ(there->search.deviance_end, here->search.deviance_end);
  EXPECT_EQ(there->beta, here->beta);
  EXPECT_EQ(there->design.transformation, design.transformation);
}

TEST(ResponseBlock, RefusesResidualsThatAreSearchedForInTheRows) {
  std::mt19937_64 random(1202);
  growth::Design design{
      growth::TimeBasis::log1p, growth::RandomEffects::slope, "week", {{"arm", true}, {"med", false}}};
  design.residuals = growth::ResidualCorrelation::autoregressive;
  const auto refused = response_block(support::any_cohort(random, 5, 9).panel(), nullptr, design, TimeUnit::week);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().detail,
            "cross-products are of independent residuals: how others correlate is searched for in the rows");
}

TEST(BlockFile, IsTheseBytes) {
  const std::string header =
      R"({"covariates":[],"curve":{"kind":"straight","knot":null},"instrument":"","n_designs":2,"n_obs":5,)"
      R"("n_persons":3,"offset":0.0,"random":"slope","residuals":{"correlation":"independent"},)"
      R"("schema":"oncourse/cross-products","time":{"basis":"linear","name":"week","unit":"week"},)"
      R"("transformation":{"highest":null,"lowest":null,"margin":null,"scale":"points"}})";
  std::string expected = "oncourse";
  expected += std::string("\x01\0\0\0", 4) + static_cast<char>(header.size() % 256) +
              static_cast<char>(header.size() / 256) + std::string(2, '\0') + header;
  ASSERT_LT(header.size(), 65'536U);
  for (const double number : {5.0,              // n
                              2.0,  2.0,        // times
                              13.0, 5.0, 39.0,  // scores
                              2.0,              // persons seen twice: Z'Z, Z'X, then Z'y is (6, 2) and (6, 3)
                              2.0,  1.0, 1.0,  2.0, 1.0, 1.0, 1.0, 12.0, 5.0, 72.0, 30.0, 13.0,
                              1.0,  // the person seen once: Z'y is (1, 0)
                              1.0,  0.0, 0.0,  1.0, 0.0, 0.0, 0.0, 1.0,  0.0, 1.0,  0.0,  0.0})
    append(expected, number);
  expected = sealed(expected + "1234");
  EXPECT_EQ(bytes_of(small()), expected);
  // 1.0 as it is on every machine
  EXPECT_EQ(expected.substr(expected.size() - 4 - 13 * 8, 8), std::string("\0\0\0\0\0\0\xF0\x3F", 8));
  // zip's CRC-32 of "123456789", by which implementations are checked
  EXPECT_EQ(sealed("1234567894321").substr(9), "\x26\x39\xF4\xCB");
}

TEST(BlockFile, GivesBackTheSameBlockToTheLastBitMappedOrStreamed) {
  std::mt19937_64 random(611);
  for (const growth::RandomEffects effects : support::every_random_effects) {
    growth::Design design = weekly;
    design.random = effects;
    const ResponseBlock block = block_of(support::weekly_cohort(random, 60), design);
    const std::string bytes = bytes_of(block);
    EXPECT_EQ(*document_size(block), bytes.size());
    std::vector<Result<ResponseBlock>> read = {from_bytes(bytes)};
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{4096}, bytes.size()})
      read.push_back(from_stream(bytes, piece));
    for (std::size_t shift = 1; shift < 8; ++shift) {  // at any address
      const std::string behind = std::string(shift, 'x') + bytes;
      const auto view = BlockView::make(span_of(behind).subspan(shift));
      ASSERT_TRUE(view.ok()) << view.error().detail;
      read.push_back(view->block());
    }
    for (const Result<ResponseBlock>& one : read) {
      ASSERT_TRUE(one.ok()) << one.error().detail;
      EXPECT_EQ(one->data.records, block.data.records);
      EXPECT_EQ(one->data.total, block.data.total);
      EXPECT_EQ(one->design.covariates[0].name, "arm");
      EXPECT_EQ(bytes_of(*one), bytes);
    }
  }
}

TEST(BlockFile, EveryChangeOfOneByteIsRefused) {
  const std::string bytes = bytes_of(small());
  for (std::size_t at = 0; at < bytes.size(); ++at)
    for (int change = 1; change < 256; ++change) {
      std::string changed = bytes;
      changed[at] = static_cast<char>(changed[at] ^ change);
      const auto read = from_bytes(changed);
      ASSERT_FALSE(read.ok()) << "byte " << at << " by " << change;
      ASSERT_TRUE(read.error().code == Errc::malformed || read.error().code == Errc::wrong_version);
      if (change == 1) {
        ASSERT_FALSE(from_stream(changed, 5).ok()) << "byte " << at;
      }
    }
}

TEST(BlockFile, EveryLengthButItsOwnIsRefused) {
  const std::string bytes = bytes_of(small());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto mapped = from_bytes(bytes.substr(0, size)), streamed = from_stream(bytes.substr(0, size), 9);
    ASSERT_TRUE(!mapped.ok() && !streamed.ok()) << size;
    EXPECT_EQ(mapped.error().code, Errc::malformed) << size;
    EXPECT_EQ(streamed.error().code, Errc::malformed) << size;
  }
  EXPECT_FALSE(from_bytes(bytes + '\0').ok());
  EXPECT_FALSE(from_stream(bytes + '\0', 1).ok());
  EXPECT_FALSE(from_bytes(bytes + bytes).ok());
}

class BlockFileRefuses : public testing::Test {
 protected:
  /// What is said of the document with other numbers and a checksum that fits.
  static std::string of(const std::function<void(ResponseBlock&)>& change) {
    ResponseBlock block = small();
    change(block);
    std::string bytes(*document_size(small()) + 16, '\0');  // a header may be longer
    const std::size_t header = header_size(block);
    bytes.resize(16 + header + 8 * (6 + block.data.records.size()) + 4);
    write_document(block, reinterpret_cast<std::byte*>(bytes.data()));
    return refusal(bytes);
  }
  /// And with another header.
  static std::string with(std::string_view from, std::string_view to) {
    std::string bytes = bytes_of(small());
    const std::size_t at = bytes.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    bytes.replace(at, from.size(), to);
    bytes[12] =
        static_cast<char>(static_cast<std::size_t>(static_cast<unsigned char>(bytes[12])) + to.size() - from.size());
    return refusal(sealed(bytes));
  }
  static std::string refusal(const std::string& bytes) {
    const auto mapped = from_bytes(bytes), streamed = from_stream(bytes, 11);
    EXPECT_TRUE(!mapped.ok() && !streamed.ok());
    return mapped.ok() || streamed.ok() ? "" : mapped.error().detail;
  }
  static std::size_t header_size(const ResponseBlock& block) {
    ResponseBlock finite = block;  // document_size() refuses others
    for (double& number : finite.data.records) number = 0.0;
    finite.data.total.setZero();
    return *document_size(finite) - 20 - 8 * (6 + block.data.records.size());
  }
  /// The numbers of the design that two persons share.
  enum { persons, ZtZ00, ZtZ10, ZtZ11, ZtX, sum_Zty = 8, sum_Zty_squared = 10 };
};

TEST_F(BlockFileRefuses, NumbersThatNoRowsHave) {
  const double none = std::numeric_limits<double>::quiet_NaN(), most = std::numeric_limits<double>::infinity();
  for (const double number : {none, most, -most}) {
    for (std::size_t at = 0; at < 13; ++at)
      EXPECT_NE(
          of([&](ResponseBlock& b) { b.data.records[at] = number; }).find("design 1: a number that is not finite"),
          std::string::npos);
    EXPECT_NE(of([&](ResponseBlock& b) { b.data.total(2, 1) = b.data.total(1, 2) = number; }).find("not finite"),
              std::string::npos);
  }
  for (const double count : {0.0, 0.5, 1.5, -2.0, 1e300}) {
    EXPECT_NE(of([&](ResponseBlock& b) { b.data.records[persons] = count; }).find("persons, a whole number"),
              std::string::npos);
    EXPECT_NE(of([&](ResponseBlock& b) { b.data.records[ZtZ00] = count; }).find("rows of a person, a whole number"),
              std::string::npos);
  }
  for (const auto& [at, number] : {std::pair(ZtZ11, -1.0), std::pair(ZtZ11, 0.4), std::pair(ZtZ10, 1.5)})
    EXPECT_NE(of([&, at = at, number = number](ResponseBlock& b) {
                b.data.records[at] = number;
              }).find("Z'Z is not positive semidefinite"),
              std::string::npos);
  for (const auto& [at, number] : {std::pair<std::size_t, double>(sum_Zty, 13.0),
                                   {sum_Zty_squared, 71.0},
                                   {sum_Zty_squared + 1, 33.0},
                                   {sum_Zty_squared + 2, -13.0}})
    EXPECT_NE(of([&, at = at, number = number](ResponseBlock& b) {
                b.data.records[at] = number;
              }).find("products are not positive semidefinite"),
              std::string::npos)
        << at;
}

TEST_F(BlockFileRefuses, TotalsThatAreNotThoseOfTheDesigns) {
  EXPECT_NE(of([](ResponseBlock& b) { b.data.n_persons = 4; }).find("n_persons is 4, the records have 3"),
            std::string::npos);
  EXPECT_NE(of([](ResponseBlock& b) { b.data.n_obs = 6; }).find("n_obs is 6, the records have 5"), std::string::npos);
  EXPECT_NE(of([](ResponseBlock& b) { b.data.total(0, 0) = 4; }).find("n_obs is 5, the total has 4"),
            std::string::npos);
  EXPECT_NE(of([](ResponseBlock& b) { b.data.total(1, 0) = b.data.total(0, 1) = 1.9; }).find("total in column 2"),
            std::string::npos);
  EXPECT_NE(of([](ResponseBlock& b) { b.data.total(2, 0) = b.data.total(0, 2) = 13.1; }).find("total in column 3"),
            std::string::npos);
  EXPECT_NE(of([](ResponseBlock& b) { b.data.total(2, 2) = 33.0; }).find("the total is not positive semidefinite"),
            std::string::npos);
}

TEST_F(BlockFileRefuses, HeadersThatItDoesNotKnow) {
  EXPECT_NE(with("\"n_obs\"", "\"n_abs\"").find("n_abs"), 0U);
  for (const auto& [from, to] : {std::pair("\"slope\"", "\"slide\""),
                                 {"\"linear\"", "\"square\""},
                                 {"\"unit\":\"week\"", "\"unit\":\"year\""},
                                 {"cross-products\"", "cross-purposes\""},
                                 {"\"n_persons\":3", "\"n_persons\":-3"},
                                 {"\"n_designs\":2", "\"n_designs\":2.5"},
                                 {"\"n_obs\":5", "\"n_obs\":5,\"knot\":1"},
                                 {"\"n_designs\":2", "\"n_designs\":3"},
                                 {"\"n_designs\":2", "\"n_designs\":1"},
                                 {"[]", "[1]"},
                                 {"[]", "{}"},
                                 {"{\"cov", "{cov"},
                                 {"\"unit\":\"week\"", "\"unit\":\"week\",\"knot\":1"}})
    EXPECT_FALSE(with(from, to).empty()) << to;
}

TEST_F(BlockFileRefuses, LengthsThatLieWithoutAskingForTheirMemory) {
  for (const char* const many : {"\"n_designs\":4294967295", "\"n_designs\":1e9"})
    EXPECT_FALSE(with("\"n_designs\":2", many).empty());
  for (const char* const most : {"\x01\0\x10\0", "\xFF\xFF\xFF\xFF", "\0\0\0\0"}) {
    std::string bytes = bytes_of(small());
    bytes.replace(12, 4, most, 4);
    EXPECT_NE(refusal(sealed(bytes)).find("1..1048576 are expected"), std::string::npos);
  }
  std::string bytes = bytes_of(small());
  bytes.replace(12, 4, "\0\0\x10\0", 4);
  EXPECT_NE(refusal(sealed(bytes)).find("cut off"), std::string::npos);
}

TEST_F(BlockFileRefuses, OtherVersionsAndOtherFiles) {
  std::string bytes = bytes_of(small());
  bytes[8] = 2;
  const auto newer = from_bytes(sealed(bytes));
  ASSERT_FALSE(newer.ok());
  EXPECT_EQ(newer.error().code, Errc::wrong_version);
  EXPECT_NE(newer.error().detail.find("version is 2, this library reads 1"), std::string::npos);
  EXPECT_NE(refusal("patient,session,score\n1,0,16\n").find("no such document"), std::string::npos);
  bytes = bytes_of(small());
  bytes.back() = static_cast<char>(bytes.back() ^ 1);
  EXPECT_NE(refusal(bytes).find("changed after it was written"), std::string::npos);
}

TEST_F(BlockFileRefuses, ToWriteWhatIsNotFinite) {
  ResponseBlock block = small();
  block.data.records[sum_Zty_squared] = std::numeric_limits<double>::infinity();
  EXPECT_FALSE(to_bytes(block).ok());
  const Cohort enormous({{{0.0, 1e200}, {1.0, 2.0}}});
  EXPECT_FALSE(response_block(enormous.panel(), nullptr, small().design, TimeUnit::week).ok());
}

TEST(BlockFile, FitsFrom1And7And64DocumentsInAnyOrderAgree) {
  std::mt19937_64 random(612);
  const Cohort cohort = support::weekly_cohort(random, 1500);
  ResponseFitOptions options;
  options.design = weekly;
  options.time_unit = TimeUnit::week;
  const auto whole = fit_response(cohort.panel(), nullptr, options);
  ASSERT_TRUE(whole.ok()) << whole.error().detail;
  for (const std::size_t count : {1U, 7U, 64U}) {
    std::vector<std::string> documents;
    for (const Cohort& shard : support::shards(random, cohort, count)) documents.push_back(bytes_of(block_of(shard)));
    for (int order = 0; order < 3; ++order) {
      std::shuffle(documents.begin(), documents.end(), random);
      BlockSum mapped(*from_bytes(documents[0])), copied(*from_stream(documents[0], 100));
      for (std::size_t i = 1; i < count; ++i) {
        ASSERT_FALSE(mapped.add(*BlockView::make(span_of(documents[i]))));
        ASSERT_FALSE(copied.add(*from_bytes(documents[i])));
      }
      EXPECT_EQ(bytes_of(mapped.block()), bytes_of(copied.block()));
      const auto fitted = fit_response(*from_bytes(bytes_of(mapped.block())));
      ASSERT_TRUE(fitted.ok()) << fitted.error().detail;
      if (count == 1) {
        EXPECT_EQ(to_json(*fitted), to_json(*whole));
      }
      support::expect_same_fit(whole->growth, fitted->growth, 1e-12);
    }
  }
}

TEST(BlockSum, RefusesOfAnotherDesignAndStaysAsItWas) {
  std::mt19937_64 random(613);
  const Cohort cohort = support::weekly_cohort(random, 30);
  BlockSum sum(block_of(cohort));
  const std::string before = bytes_of(sum.block());
  const auto other = [&](auto&& change) {
    ResponseBlock block = block_of(cohort);
    change(block);
    const auto copied = sum.add(block);
    const auto mapped = sum.add(*BlockView::make(span_of(bytes_of(block))));
    EXPECT_TRUE(copied && mapped);
    if (copied) {
      EXPECT_EQ(copied->code, Errc::bad_argument);
    }
  };
  other([](ResponseBlock& b) { b.design.time_basis = growth::TimeBasis::linear; });
  other([](ResponseBlock& b) { b.design.time_name = "month"; });
  other([](ResponseBlock& b) { b.design.covariates[0].name = "medication"; });
  other([](ResponseBlock& b) { b.time_unit = TimeUnit::day; });
  other([](ResponseBlock& b) { b.instrument = "phq-9"; });
  EXPECT_EQ(bytes_of(sum.block()), before);
}

TEST(ResponseBlock, RefusesScoresOutsideTheScale) {
  const Cohort cohort({{{0.0, 4.0}, {1.0, 28.0}}});
  const auto phq9 = find_instrument("phq-9");
  const auto block = response_block(cohort.panel(), *phq9, small().design, TimeUnit::week);
  ASSERT_FALSE(block.ok());
  EXPECT_EQ(block.error().code, Errc::response_range);
  EXPECT_EQ(response_block(cohort.with([](support::Row& row) { row.score /= 2; }).panel(), *phq9, small().design,
                           TimeUnit::week)
                ->instrument,
            "phq-9");
}

}  // namespace
}  // namespace oncourse
