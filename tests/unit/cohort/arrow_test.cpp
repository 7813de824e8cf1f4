// arrow_test.cpp: what goes out over Arrow comes back, in one piece or in many.
// SPDX-License-Identifier: Apache-2.0
#include "cohort/arrow.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <random>

namespace oncourse::arrow_test {

using arrow::Columns;

std::shared_ptr<const Table> mixed_table(std::mt19937_64& draw, std::size_t rows) {
  auto numbers = TableColumn::numbers("x");
  auto whole = TableColumn::whole_numbers("n");
  auto flags = TableColumn::booleans("b");
  auto words = TableColumn::texts("t");
  constexpr std::string_view kinds[] = {"on", "off", "neither"};
  auto kind = TableColumn::categories("k", kinds);
  for (std::size_t row = 0; row < rows; ++row) {
    const auto some = [&] { return draw() % 4 != 0; };
    some() ? numbers.append(static_cast<double>(draw() % 1000) / 8.0) : numbers.append_null();
    some() ? whole.append(static_cast<std::int32_t>(draw() % 100) - 50) : whole.append_null();
    some() ? flags.append(draw() % 2 == 0) : flags.append_null();
    some() ? words.append(std::string(draw() % 20, 'a')) : words.append_null();
    const auto code = static_cast<std::int8_t>(draw() % 3);
    some() ? kind.append_bytes(&code) : kind.append_null();
  }
  return std::make_shared<const Table>(Table{{numbers, whole, flags, words, kind}});
}

Columns round_trip(const std::shared_ptr<const Table>& table) {
  ArrowArrayStream stream;
  arrow::to_stream(table, &stream);
  auto back = Columns::from_stream(&stream);
  EXPECT_EQ(stream.release, nullptr) << "the stream was taken over";
  return *std::move(back);
}

TEST(Arrow, BringsBackWhatWentOutRowByRow) {
  std::mt19937_64 draw(1);
  for (const std::size_t rows : {0u, 1u, 7u, 8u, 9u, 200u}) {
    const auto table = mixed_table(draw, rows);
    const Columns back = round_trip(table);
    ASSERT_EQ(back.columns().size(), 5u);
    for (std::size_t c = 0; c < 5; ++c) {
      const Column& column = back.columns()[c];
      const ColumnPiece sent = table->columns[c].view();
      EXPECT_EQ(column.name, table->columns[c].name());
      ASSERT_EQ(column.size, rows);
      ColumnCursor at(column);
      for (std::size_t row = 0; row < rows; ++row, at.next()) {
        ASSERT_EQ(at.missing(), sent.missing(row));
        if (at.missing()) continue;
        if (is_text(column.value_type()))
          EXPECT_EQ(at.text(), sent.text(row));
        else
          EXPECT_EQ(at.number(), sent.number(row));
      }
    }
  }
}

TEST(Arrow, KeepsATablesMemoryAliveUntilTheLastColumnIsGone) {
  std::mt19937_64 draw(2);
  auto table = mixed_table(draw, 50);
  const std::weak_ptr<const Table> watched = table;
  {
    const Columns back = round_trip(table);
    table.reset();
    EXPECT_FALSE(watched.expired());
    EXPECT_EQ(back.rows(), 50u);
  }
  EXPECT_TRUE(watched.expired());
}

/// One array of any layout, filled by hand and never freed by anybody but the test.
struct HandMade {
  ArrowSchema schema{};
  ArrowArray array{};
  std::vector<const void*> buffers;

  HandMade(const char* format, std::int64_t length, std::vector<const void*> memory, std::int64_t nulls = -1)
      : buffers(std::move(memory)) {
    schema.format = format;
    schema.name = "made";
    schema.release = [](ArrowSchema* s) { s->release = nullptr; };
    array.length = length;
    array.null_count = nulls;
    array.n_buffers = static_cast<std::int64_t>(buffers.size());
    array.buffers = buffers.data();
    array.release = [](ArrowArray* a) { a->release = nullptr; };
  }
  Result<Columns> read() { return Columns::from_array(&schema, &array); }
};

template <class T>
void expect_numbers(const char* format, const std::vector<T>& values) {
  for (const std::int64_t offset : {0, 1, 3}) {
    const std::uint8_t validity[] = {0b10110101, 0b00000101};
    HandMade made(format, static_cast<std::int64_t>(values.size()) - offset, {validity, values.data()});
    made.array.offset = offset;
    const auto read = made.read();
    ASSERT_TRUE(read) << format;
    ColumnCursor at(read->columns()[0]);
    for (std::size_t row = static_cast<std::size_t>(offset); row < values.size(); ++row, at.next()) {
      const bool valid = (validity[row / 8] >> (row % 8)) & 1;
      EXPECT_EQ(at.missing(), !valid) << format << " row " << row;
      if (!valid) continue;
      EXPECT_EQ(at.number(), static_cast<double>(values[row])) << format << " row " << row;
    }
  }
}

TEST(Arrow, ReadsEveryNumberAtEveryBitmapOffset) {
  expect_numbers<std::int8_t>("c", {1, -2, 3, 127, -128, 0, 5, 6, 7, 8, 9});
  expect_numbers<std::uint8_t>("C", {1, 2, 3, 255, 4, 0, 5, 6, 7, 8, 9});
  expect_numbers<std::int16_t>("s", {1, -2, 3, 32767, -32768, 0, 5, 6, 7, 8, 9});
  expect_numbers<std::uint16_t>("S", {1, 2, 3, 65535, 4, 0, 5, 6, 7, 8, 9});
  expect_numbers<std::int32_t>("i", {1, -2, 3, 1 << 30, -5, 0, 5, 6, 7, 8, 9});
  expect_numbers<std::uint32_t>("I", {1, 2, 3, 4'000'000'000u, 5, 0, 5, 6, 7, 8, 9});
  expect_numbers<std::int64_t>("l", {1, -2, 3, 1LL << 52, -5, 0, 5, 6, 7, 8, 9});
  expect_numbers<std::uint64_t>("L", {1, 2, 3, 1ULL << 52, 5, 0, 5, 6, 7, 8, 9});
  expect_numbers<float>("f", {1.5F, -2, 3, 4, -5, 0, 5, 6, 7, 8, 9});
  expect_numbers<double>("g", {1.25, -2, 3, 4, -5, 0, 5, 6, 7, 8, 9});
}

TEST(Arrow, ReadsDecimalsAsTheNumbersTheyAre) {
  const std::int64_t values[] = {15, 0, -15, -1, 1LL << 62, 0, 0, 1};  // low and high halves, little endian
  for (const char* format : {"d:38,1", "d:38,1,128"}) {
    HandMade made(format, 4, {nullptr, values}, 0);
    const auto read = made.read();
    ASSERT_TRUE(read);
    const ColumnPiece& piece = read->columns()[0].pieces[0];
    EXPECT_EQ(piece.number(0), 1.5);
    EXPECT_EQ(piece.number(1), -1.5);
    EXPECT_EQ(piece.number(2), 0x1p62 / 10.0);
    EXPECT_EQ(piece.number(3), 0x1p64 / 10.0);
  }
  EXPECT_EQ(HandMade("d:9,1,32", 4, {nullptr, values}).read()->unread_format(0), "d:9,1,32");
}

TEST(Arrow, ReadsTextViewsShortAndLong) {
  const std::string elsewhere = "a text that is longer than twelve bytes";
  char views[32] = {};
  const std::int32_t length_short = 2, length_long = static_cast<std::int32_t>(elsewhere.size()), zero = 0;
  std::memcpy(views, &length_short, 4);
  std::memcpy(views + 4, "P1", 2);
  std::memcpy(views + 16, &length_long, 4);
  std::memcpy(views + 20, elsewhere.data(), 4);
  std::memcpy(views + 24, &zero, 4);
  std::memcpy(views + 28, &zero, 4);
  const std::int64_t sizes[] = {length_long};
  HandMade made("vu", 2, {nullptr, views, elsewhere.data(), sizes}, 0);
  const auto read = made.read();
  ASSERT_TRUE(read);
  EXPECT_EQ(read->columns()[0].pieces[0].text(0), "P1");
  EXPECT_EQ(read->columns()[0].pieces[0].text(1), elsewhere);
}

TEST(Arrow, LooksDictionariesUp) {
  const std::int32_t offsets[] = {0, 1, 3};
  HandMade words("u", 2, {nullptr, offsets, "abb"}, 0);
  const std::int8_t codes[] = {1, 0, 1, 7};
  HandMade made("c", 4, {nullptr, codes}, 0);
  made.schema.dictionary = &words.schema;
  made.array.dictionary = &words.array;
  const auto read = made.read();
  ASSERT_TRUE(read);
  const ColumnPiece& piece = read->columns()[0].pieces[0];
  EXPECT_EQ(piece.text(0), "bb");
  EXPECT_EQ(piece.text(1), "a");
  EXPECT_TRUE(piece.missing(3)) << "a code beyond the dictionary stands for nothing";
}

TEST(Arrow, CountsDaysSinceTheEpochInEveryUnit) {
  const std::int64_t seconds[] = {86'400 * 20'000LL, -1};
  HandMade made("tss:", 2, {nullptr, seconds}, 0);
  const auto read = made.read();
  ASSERT_TRUE(read);
  EXPECT_EQ((*days(read->columns()[0]))[0], 20'000.0);
  EXPECT_EQ((*days(read->columns()[0]))[1], -1.0) << "a second before the epoch lies on the day before";
}

TEST(Arrow, RefusesInstantsWhoseDayDependsOnAZone) {
  const std::int64_t seconds[] = {86'400 * 20'000LL};
  const auto zoned = HandMade("tss:Europe/Kyiv", 1, {nullptr, seconds}, 0).read();
  ASSERT_TRUE(zoned);
  ASSERT_FALSE(days(zoned->columns()[0]));
  EXPECT_EQ(days(zoned->columns()[0]).error().code, Errc::bad_argument);
}

TEST(Arrow, TakesWholeNumbersAsTheyAre) {
  const std::vector<std::int64_t> whole = {(1LL << 60) + 1, -(1LL << 60) - 1};
  const std::int8_t codes[] = {1, 0};
  const std::vector<std::size_t> rows = {1, 0};
  for (const char* format : {"l", "L", "tsn:"}) {
    HandMade plain(format, 2, {nullptr, whole.data()}, 0), entries(format, 2, {nullptr, whole.data()}, 0);
    HandMade coded("c", 2, {nullptr, codes}, 0);
    coded.schema.dictionary = &entries.schema;
    coded.array.dictionary = &entries.array;
    for (HandMade* made : {&plain, &coded}) {
      const auto read = made->read();
      ASSERT_TRUE(read);
      const auto taken = take(read->columns()[0], rows);
      ASSERT_TRUE(taken);
      EXPECT_EQ(taken->format(), format);
      EXPECT_EQ(taken->view().whole(0), whole[made == &plain ? 1 : 0]) << format;
      EXPECT_EQ(taken->view().whole(1), whole[made == &plain ? 0 : 1]) << format;
      EXPECT_FALSE(take(read->columns()[0], std::vector<std::size_t>{2}));
    }
  }
}

TEST(Arrow, KeepsTheTypesOfATableWithoutRows) {
  std::mt19937_64 draw(3);
  const Columns back = round_trip(mixed_table(draw, 0));
  for (const Column& column : back.columns()) {
    const bool has_text = column.name == "t" || column.name == "k";
    EXPECT_EQ(is_text(column.value_type()), has_text);
    EXPECT_EQ(take(column, {})->is_text(), has_text);
  }
}

TEST(Arrow, RefusesWhatSomebodyElseTookOver) {
  const double values[] = {1.0};
  HandMade made("g", 1, {nullptr, values}, 0);
  ASSERT_TRUE(made.read());
  EXPECT_FALSE(made.read());
  ArrowArrayStream stream;
  arrow::to_stream(std::make_shared<const Table>(), &stream);
  ASSERT_TRUE(Columns::from_stream(&stream));
  EXPECT_FALSE(Columns::from_stream(&stream));
}

TEST(Arrow, RefusesRowsThatAreNullAsAWhole) {
  const double values[] = {1.0, 2.0};
  for (const std::uint8_t validity : {std::uint8_t{0b01}, std::uint8_t{0b11}}) {
    HandMade child("g", 2, {nullptr, values}, 0), made("+s", 2, {&validity});
    ArrowSchema* schemas[] = {&child.schema};
    ArrowArray* arrays[] = {&child.array};
    made.schema.n_children = made.array.n_children = 1;
    made.schema.children = schemas;
    made.array.children = arrays;
    EXPECT_EQ(made.read().ok(), validity == 0b11);
  }
}

TEST(Arrow, SaysWhichTypesItDoesNotRead) {
  HandMade made("z", 1, {nullptr, nullptr, nullptr});
  const auto read = made.read();
  ASSERT_TRUE(read);
  EXPECT_EQ(read->unread_format(0), "z");
}

TEST(Arrow, RefusesArraysThatContradictThemselves) {
  const double values[] = {1.0};
  EXPECT_FALSE(HandMade("g", -1, {nullptr, values}).read());
  EXPECT_FALSE(HandMade("g", 1, {nullptr}).read());
  EXPECT_FALSE(HandMade("g", 1, {nullptr, nullptr}).read());
}

}  // namespace oncourse::arrow_test
