// cross_products_test.cpp: shards of a cohort read, put together and fitted, over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "columns.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/track/block_file.hpp"
#include "oncourse/track/fit_response.hpp"

namespace oncourse {
namespace {

struct FreeCrossProducts {
  void operator()(oncourse_cross_products* object) const { oncourse_cross_products_free(object); }
};
using CrossProductsHandle = std::unique_ptr<oncourse_cross_products, FreeCrossProducts>;

/// Every `of`-th person of the cohort from the `first` on.
Columns shard(std::size_t first, std::size_t of) {
  const Columns everybody = cohort();
  Columns out;
  for (std::size_t i = first; i < 80; i += of) {
    for (std::size_t row = everybody.offsets[i]; row < everybody.offsets[i + 1]; ++row) {
      out.person.push_back(everybody.person[row]);
      out.time.push_back(everybody.time[row]);
      out.score.push_back(everybody.score[row]);
      out.medication.push_back(everybody.medication[row]);
    }
    out.offsets.push_back(out.score.size());
  }
  return out;
}

CrossProductsHandle read_shard(Columns columns, const oncourse_fit_options& options = with_medication()) {
  oncourse_cross_products* out = nullptr;
  oncourse_error error;
  const oncourse_rows rows = columns.rows();
  EXPECT_EQ(oncourse_cross_products_new(&rows, &options, shipped("phq-9").get(), &out, &error), ONCOURSE_OK)
      << error.detail;
  return CrossProductsHandle(out);
}

std::string bytes_of(const CrossProductsHandle& of) {
  std::size_t count = 0, written = 0;
  EXPECT_EQ(oncourse_cross_products_bytes(of.get(), nullptr, 0, &count, nullptr), ONCOURSE_OK);
  std::vector<unsigned char> bytes(count);
  EXPECT_EQ(oncourse_cross_products_bytes(of.get(), bytes.data(), count, &written, nullptr), ONCOURSE_OK);
  EXPECT_EQ(written, count);
  EXPECT_EQ(oncourse_cross_products_bytes(of.get(), bytes.data(), count - 1, &written, nullptr), ONCOURSE_BAD_ARGUMENT);
  return {bytes.begin(), bytes.end()};
}

ModelHandle fitted_to(const CrossProductsHandle& of, std::int32_t likelihood = ONCOURSE_REML) {
  oncourse_model* model = nullptr;
  oncourse_error error;
  EXPECT_EQ(oncourse_cross_products_fit(of.get(), likelihood, &model, &error), ONCOURSE_OK) << error.detail;
  return ModelHandle(model);
}

TEST(CCrossProducts, AreTheBytesOfCppAndFitToTheModelOfTheRows) {
  Columns columns = cohort();
  growth::Design design;
  design.time_name = "session";
  design.covariates = {{"medication", true}};
  const auto phq9 = find_instrument("phq-9");
  const CrossProductsHandle whole = read_shard(columns);
  EXPECT_EQ(bytes_of(whole), *to_bytes(*response_block(columns.panel(), *phq9, design, TimeUnit::session)));
  oncourse_fit_options options = with_medication();
  for (const std::int32_t likelihood : {ONCOURSE_REML, ONCOURSE_ML}) {
    options.likelihood = likelihood;
    EXPECT_STREQ(oncourse_model_json(fitted_to(whole, likelihood).get()),
                 oncourse_model_json(fitted(columns.rows(), &options).get()));
  }
}

TEST(CCrossProducts, OfShardsAddFromObjectsAndFromBytes) {
  const CrossProductsHandle sum = read_shard(shard(0, 3)), mapped = read_shard(shard(0, 3));
  for (const std::size_t i : {2U, 1U}) {
    const CrossProductsHandle part = read_shard(shard(i, 3));
    EXPECT_EQ(oncourse_cross_products_add(sum.get(), part.get(), nullptr), ONCOURSE_OK);
    const std::string bytes = bytes_of(part);
    EXPECT_EQ(oncourse_cross_products_add_bytes(mapped.get(), bytes.data(), bytes.size(), nullptr), ONCOURSE_OK);
  }
  const std::string bytes = bytes_of(sum);
  EXPECT_EQ(bytes, bytes_of(mapped));
  oncourse_cross_products* again = nullptr;
  ASSERT_EQ(oncourse_cross_products_read(bytes.data(), bytes.size(), &again, nullptr), ONCOURSE_OK);
  EXPECT_EQ(bytes_of(CrossProductsHandle(again)), bytes);

  oncourse_cross_products_description about = ONCOURSE_CROSS_PRODUCTS_DESCRIPTION_INIT;
  ASSERT_EQ(oncourse_cross_products_describe(sum.get(), &about, nullptr), ONCOURSE_OK);
  EXPECT_STREQ(about.instrument, "phq-9");
  EXPECT_STREQ(about.time_name, "session");
  EXPECT_EQ(about.time_basis, ONCOURSE_TIME_LOG1P);
  EXPECT_EQ(about.n_persons, 80);
  EXPECT_EQ(about.n_scores, 80 * 14);
  EXPECT_EQ(about.n_designs, 2);  // with medication and without

  const ModelHandle of_shards = fitted_to(sum), of_rows = fitted_to(read_shard(cohort()));
  for (std::size_t k = 0; k < 4; ++k) {
    oncourse_coefficient a{}, b{};
    ASSERT_EQ(oncourse_model_coefficient(of_shards.get(), k, &a, nullptr), ONCOURSE_OK);
    ASSERT_EQ(oncourse_model_coefficient(of_rows.get(), k, &b, nullptr), ONCOURSE_OK);
    EXPECT_NEAR(a.estimate, b.estimate, 1e-12 * std::max(std::fabs(b.estimate), b.standard_error));
  }
}

TEST(CCrossProducts, RefuseWhatIsNotTheirsAndStayAsTheyWere) {
  const CrossProductsHandle sum = read_shard(shard(0, 2));
  const std::string before = bytes_of(sum);
  oncourse_fit_options other = with_medication();
  other.time_unit = ONCOURSE_UNIT_WEEK;
  other.time_name = "session";
  oncourse_error error;
  const CrossProductsHandle by_week = read_shard(shard(1, 2), other);
  EXPECT_EQ(oncourse_cross_products_add(sum.get(), by_week.get(), &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_NE(std::string(error.detail).find("\"unit\":\"week\""), std::string::npos) << error.detail;
  EXPECT_EQ(oncourse_cross_products_add(sum.get(), sum.get(), &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_cross_products_add(sum.get(), nullptr, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_cross_products_add_bytes(sum.get(), nullptr, 0, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_cross_products_add_bytes(sum.get(), before.data(), before.size() - 1, &error), ONCOURSE_MALFORMED);
  std::string changed = before;
  changed[changed.size() - 20] = static_cast<char>(changed[changed.size() - 20] ^ 4);
  oncourse_cross_products* none = nullptr;
  EXPECT_EQ(oncourse_cross_products_read(changed.data(), changed.size(), &none, &error), ONCOURSE_WRONG_VERSION);
  EXPECT_EQ(none, nullptr);
  other.likelihood = ONCOURSE_ML;
  Columns columns = shard(1, 2);
  const oncourse_rows rows = columns.rows();
  EXPECT_EQ(oncourse_cross_products_new(&rows, &other, nullptr, &none, &error), ONCOURSE_BAD_ARGUMENT);
  oncourse_model* model = nullptr;
  EXPECT_EQ(oncourse_cross_products_fit(sum.get(), 2, &model, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(bytes_of(sum), before);
}

}  // namespace
}  // namespace oncourse
