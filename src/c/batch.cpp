// batch.cpp: sheets in columns over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <vector>

#include "handles.hpp"
#include "oncourse/cohort/batch_scorer.hpp"
#include "oncourse/instrument/coding.hpp"

using namespace oncourse;

static_assert(no_byte == ONCOURSE_NO_BYTE);
static_assert(static_cast<int>(SheetStatus::scored) == ONCOURSE_SHEET_SCORED);
static_assert(static_cast<int>(SheetStatus::prorated) == ONCOURSE_SHEET_PRORATED);
static_assert(static_cast<int>(SheetStatus::off_scale) == ONCOURSE_SHEET_OFF_SCALE);
static_assert(static_cast<int>(SheetStatus::too_many_blanks) == ONCOURSE_SHEET_TOO_MANY_BLANKS);
static_assert(static_cast<int>(VectorSet::avx512) + 1 == ONCOURSE_VECTORS_AVX512);

namespace {

constexpr std::array types = {ColumnType::int8,  ColumnType::int16,   ColumnType::int32,  ColumnType::int64,
                              ColumnType::uint8, ColumnType::float32, ColumnType::float64};
static_assert(ONCOURSE_INT8 == 1 && ONCOURSE_FLOAT64 == types.size());

/// The caller's columns, and the scorer for them.
struct Sheets {
  std::vector<ColumnPiece> dictionaries;
  std::vector<Column> columns;
  std::vector<const Column*> items;
  std::optional<BatchScorer> scorer;
  int threads = 1;
};

Result<ColumnPiece> piece(const oncourse_answer_column& from, std::size_t n) {
  ColumnPiece out;
  const auto type = c::enumerator<std::size_t>(from.type, ONCOURSE_INT8, ONCOURSE_FLOAT64, "type");
  if (!type) return type.error();
  if (auto trouble = c::trouble_in_reserved(from.reserved)) return *std::move(trouble);
  if (n > 0 && !from.values) return Error{Errc::bad_argument, "values is NULL"};
  out.type = types[*type];
  out.values = from.values;
  out.validity = from.validity;
  out.offset = from.validity_offset;
  out.size = n;
  return out;
}

std::optional<Error> read(Sheets& out, const oncourse_instrument* instrument, const oncourse_answer_column* items,
                          std::size_t n_items, std::size_t n_sheets, const oncourse_batch_options* options) {
  if (auto trouble = c::missing({{"instrument", instrument}, {"items", items}})) return trouble;
  const auto known = c::read(options);
  if (!known) return known.error();
  if (auto trouble = c::trouble_in_reserved(known->reserved)) return trouble;
  const auto prorating = c::enumerator<Prorating>(known->prorating, 0, ONCOURSE_PRORATING_NEVER, "prorating");
  if (!prorating) return prorating.error();
  const auto threads = c::enumerator<int>(known->threads, 0, 256, "threads");
  if (!threads) return threads.error();
  const auto vectors = c::enumerator<int>(known->vectors, 0, ONCOURSE_VECTORS_AVX512, "vectors");
  if (!vectors) return vectors.error();
  const auto has_code = c::enumerator<int>(known->has_blank_code, 0, 1, "has_blank_code");
  if (!has_code) return has_code.error();
  const Instrument& q = *instrument->definition;
  BatchOptions asked;
  asked.prorating = *prorating;
  if (*has_code == 1) {
    const auto code = c::enumerator<int>(known->blank_code, blank + 1, -(blank + 1), "blank_code");
    if (!code) return code.error();
    asked.blank_code = static_cast<Answer>(known->blank_code);
  }
  if (*vectors > 0) asked.vectors = static_cast<VectorSet>(*vectors - 1);
  if (known->coding) {
    const auto found = find_coding(q, known->coding);
    if (!found) return found.error();
    asked.coding = *found;
  }
  out.threads = std::max(1, *threads);
  auto scorer = BatchScorer::make(q, asked);
  if (!scorer) return scorer.error();
  out.scorer = *std::move(scorer);

  out.dictionaries.reserve(n_items);
  out.columns.reserve(n_items);
  for (std::size_t i = 0; i < n_items; ++i) {
    const std::string name = "item " + text(i + 1);
    auto values = piece(items[i], n_sheets);
    if (!values) return Error{values.error().code, name + ": " + values.error().detail};
    if (items[i].dictionary) {
      auto entries = piece(*items[i].dictionary, items[i].dictionary_size);
      if (!entries) return Error{entries.error().code, name + ", dictionary: " + entries.error().detail};
      if (!is_integer(values->type)) return Error{Errc::bad_argument, name + ": places in a dictionary are integers"};
      out.dictionaries.push_back(*entries);
      values->dictionary = &out.dictionaries.back();
    }
    out.columns.push_back({name, {*values}, n_sheets});
  }
  for (const Column& column : out.columns) out.items.push_back(&column);
  return std::nullopt;
}

/// One buffer of the caller's; empty where it is NULL.
template <class T>
std::span<T> room(T* buffer, std::size_t n) {
  return buffer ? std::span<T>(buffer, n) : std::span<T>();
}

template <class T>
std::vector<std::span<T>> rooms(T* const* buffers, std::size_t count, std::size_t n) {
  std::vector<std::span<T>> out;
  for (std::size_t i = 0; buffers && i < count; ++i) out.push_back(room(buffers[i], n));
  return out;
}

ScoreValues scores(void* buffer, std::int32_t type, std::size_t n) {
  if (!buffer) return {};
  if (type == ONCOURSE_UINT8) return std::span(static_cast<std::uint8_t*>(buffer), n);
  if (type == ONCOURSE_FLOAT32) return std::span(static_cast<float*>(buffer), n);
  return std::span(static_cast<double*>(buffer), n);
}

Result<BatchColumns> columns_from(const oncourse_batch_columns* columns, const Instrument& q, std::size_t n) {
  const auto known = c::read(columns);
  if (!known) return known.error();
  if (auto trouble = c::trouble_in_reserved(known->reserved)) return *std::move(trouble);
  const std::int32_t type = known->score_type;
  if (type != 0 && type != ONCOURSE_FLOAT64 && type != ONCOURSE_FLOAT32 && type != ONCOURSE_UINT8)
    return Error{Errc::bad_argument, "score_type is " + text(type) + ", scores are ONCOURSE_FLOAT64, FLOAT32 or UINT8"};
  BatchColumns out;
  out.total = {scores(known->totals, type, n), room(known->bands, n)};
  for (std::size_t i = 0; (known->subscales || known->subscale_bands) && i < q.subscales.size(); ++i)
    out.subscales.push_back({scores(known->subscales ? known->subscales[i] : nullptr, type, n),
                             room(known->subscale_bands ? known->subscale_bands[i] : nullptr, n)});
  out.status = known->status ? std::span(reinterpret_cast<SheetStatus*>(known->status), n) : std::span<SheetStatus>();
  out.answered = room(known->answered, n);
  out.of_items = room(known->of_items, n);
  out.algorithms = rooms(known->algorithms, q.algorithms.size(), n);
  out.risk_answers = rooms(known->risk_answers, q.risk.size(), n);
  out.risk_flags = rooms(known->risk_flags, q.risk.size(), n);
  return out;
}

}  // namespace

oncourse_status oncourse_score_columns(const oncourse_instrument* instrument, const oncourse_answer_column* items,
                                       size_t n_items, size_t n_sheets, const oncourse_batch_options* options,
                                       const oncourse_batch_columns* columns, oncourse_batch_counts* counts,
                                       oncourse_error* error) {
  return c::call(counts, error, [&]() -> Result<oncourse_batch_counts> {
    Sheets sheets;
    if (auto trouble = read(sheets, instrument, items, n_items, n_sheets, options)) return *std::move(trouble);
    if (auto trouble = c::missing({{"columns", columns}})) return *std::move(trouble);
    const auto into = columns_from(columns, *instrument->definition, n_sheets);
    if (!into) return into.error();
    const auto found = sheets.scorer->score(sheets.items, *into, sheets.threads);
    if (!found) return found.error();
    return oncourse_batch_counts{found->rows, found->scored, found->prorated, found->off_scale, found->too_many_blanks};
  });
}

oncourse_status oncourse_score_columns_refusal(const oncourse_instrument* instrument,
                                               const oncourse_answer_column* items, size_t n_items, size_t n_sheets,
                                               const oncourse_batch_options* options, size_t sheet,
                                               oncourse_error* error) {
  return c::call(error, [&]() -> std::optional<Error> {
    Sheets sheets;
    if (auto trouble = read(sheets, instrument, items, n_items, n_sheets, options)) return trouble;
    auto why = sheets.scorer->refusal(sheets.items, sheet);
    return why ? *std::move(why) : std::optional(why.error());
  });
}
