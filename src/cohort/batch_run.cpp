// batch_run.cpp: rows to sums to scores, some rows at a time.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstring>
#include <utility>

#include "cohort/batch_tables.hpp"
#include "cohort/sheet_reader.hpp"

namespace oncourse {
namespace {

using Tables = BatchScorer::Tables;

constexpr double no_score = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t rows_at_once = 4096;  // of bytes a page

/// A score in memory of any kind.
void put(const ScoreValues& into, std::size_t row, double score) {
  if (const auto* bytes = std::get_if<std::span<std::uint8_t>>(&into))
    (*bytes)[row] = is_byte(score) ? static_cast<std::uint8_t>(score) : no_byte;
  else if (const auto* floats = std::get_if<std::span<float>>(&into))
    (*floats)[row] = static_cast<float>(score);
  else if (const auto* doubles = std::get_if<std::span<double>>(&into))
    (*doubles)[row] = score;
}

bool is_wanted(const ScaleColumns& of) { return of.scores.index() != 0 || !of.bands.empty(); }

/// The scratch memory of one thread, and its walk through the columns.
class Run {
 public:
  Run(const Tables& tables, std::span<const Column* const> items, const BatchColumns& into, std::size_t row,
      bool past_caches);
  /// The next rows, at most a tile, as far as all columns have them in one piece.
  void tile(std::size_t most);
  [[nodiscard]] std::size_t row() const { return row_; }
  [[nodiscard]] const BatchCounts& counts() const { return counts_; }

 private:
  void read_items();
  void encode_any(const ColumnPiece& piece, std::size_t from, const kernels::AnswerCodes& codes, std::uint8_t* out);
  void add(const BatchScale& scale, std::size_t place, const ScaleColumns& into, bool checking);
  void all_sums();
  [[nodiscard]] std::span<const std::uint16_t> incomplete() const { return std::span(which_).first(n_incomplete_); }
  void count(SheetStatus status);
  void judge();
  void write(const BatchScale& scale, std::size_t place, const std::uint8_t* blanks, const ScaleColumns& into);
  void write_algorithms();
  void write_others();
  void mend(bool judged);
  void write_algorithms_of(const Score& score, std::size_t out);
  void clear_algorithms(std::size_t out);
  void write_one(std::size_t at);
  void write_none(std::size_t out, SheetStatus status);
  void write_risk();

  const Tables& tables_;
  const Instrument& q_;
  SheetReader reader_;
  const BatchColumns& into_;
  const bool past_caches_;
  std::size_t row_ = 0;      ///< of the tile's first row among the results
  std::size_t rows_ = 0;     ///< of the tile
  std::size_t padded_ = 0;   ///< up to whole blocks
  bool fresh_ = true;        ///< nothing stands yet in blanks_ and off_scale_
  bool incomplete_ = false;  ///< some row of the tile has a blank, or an answer off the scale
  std::vector<kernels::Addend> items_;
  std::vector<kernels::Addend> addends_;
  std::vector<std::uint8_t> codes_;                               ///< a tile per item
  std::vector<std::uint8_t> sums_;                                ///< a tile per scale, the total is the last
  std::vector<std::uint16_t> wide_sums_;                          ///< likewise
  std::vector<std::uint8_t> blanks_, off_scale_, part_, unused_;  ///< tiles
  std::vector<std::uint8_t> scale_blanks_;                        ///< a tile per subscale, where blanks are counted
  std::vector<std::uint16_t> which_;                              ///< rows that are not complete,
  std::size_t n_incomplete_ = 0;                                  ///< so many
  std::vector<SheetStatus> outcomes_;                             ///< a tile, of those rows where they are judged
  std::vector<std::uint8_t> entries_;                             ///< codes of a dictionary's values
  BatchCounts counts_;
};

Run::Run(const Tables& tables, std::span<const Column* const> items, const BatchColumns& into, std::size_t row,
         bool past_caches)
    : tables_(tables),
      q_(tables.instrument),
      reader_(items, tables.options.blank_code, row),
      into_(into),
      past_caches_(past_caches),
      items_(items.size()),
      codes_(items.size() * rows_at_once),
      sums_((tables.subscales.size() + 1) * rows_at_once),
      wide_sums_((tables.subscales.size() + 1) * rows_at_once),
      blanks_(rows_at_once),
      off_scale_(rows_at_once),
      part_(rows_at_once),
      unused_(rows_at_once),
      scale_blanks_(tables.subscales.size() * rows_at_once),
      which_(rows_at_once),
      outcomes_(rows_at_once) {}

/// Of every other type, dictionaries among them, whose entries have codes of their own.
void Run::encode_any(const ColumnPiece& piece, std::size_t from, const kernels::AnswerCodes& codes, std::uint8_t* out) {
  const auto code_of = [&](const ColumnPiece& values, std::size_t row) {
    if (values.missing(row)) return kernels::code_blank;
    const double value = values.number(row);
    tables_.vectors->encode_float64(&value, {}, codes, 1, part_.data());
    return part_.front();
  };
  std::fill_n(out, padded_, kernels::code_off_scale);
  if (!piece.dictionary || piece.dictionary->size > rows_) {
    for (std::size_t row = 0; row < rows_; ++row) out[row] = code_of(piece, from + row);
    return;
  }
  entries_.clear();
  for (std::size_t entry = 0; entry < piece.dictionary->size; ++entry)
    entries_.push_back(code_of(*piece.dictionary, entry));
  ColumnPiece places = piece;
  places.dictionary = nullptr;
  for (std::size_t row = 0; row < rows_; ++row) {
    out[row] = kernels::code_blank;
    if (places.missing(from + row)) continue;
    const auto entry = static_cast<std::uint64_t>(places.whole(from + row));
    if (entry < entries_.size()) out[row] = entries_[entry];
  }
}

/// The values of a column as its vectors can read them.
void Run::read_items() {
  for (std::size_t i = 0; i < items_.size(); ++i) {
    const ItemCodes& of = tables_.items[i];
    const ColumnPiece& piece = reader_.piece(i);
    const std::size_t from = reader_.row(i);
    const auto& blank_code = tables_.options.blank_code;
    kernels::Addend& item = items_[i];
    item.scored = tables_.asked[i];
    item.closes_group = false;
    item.mirrored = of.mirrored;
    const bool is_signed = piece.type == ColumnType::int8;
    const std::int64_t least = is_signed ? -128 : 0, most = is_signed ? 127 : 255;
    if (padded_ == rows_ && of.codes.empty() && !piece.validity && !piece.dictionary &&
        (is_signed || piece.type == ColumnType::uint8) && of.first >= least &&
        of.first + static_cast<std::int64_t>(of.size) - 1 <= most) {
      item.values = static_cast<const std::uint8_t*>(piece.values) + from;
      item.least = static_cast<std::uint8_t>(of.first);
      item.span = static_cast<std::uint8_t>(of.size - 1);
      item.has_blanks = blank_code && *blank_code >= least && *blank_code <= most;
      item.blank = static_cast<std::uint8_t>(item.has_blanks ? *blank_code : 0);
      continue;
    }
    std::uint8_t* const out = codes_.data() + i * rows_at_once;
    const auto* const values = static_cast<const char*>(piece.values);
    const kernels::Validity valid = {piece.validity, piece.offset + from};
    const kernels::AnswerCodes codes = {of.first, of.size, of.codes.empty() ? nullptr : of.codes.data(),
                                        blank_code.has_value(), blank_code.value_or(0)};
    const kernels::Kernels& vectors = *tables_.vectors;
    const auto encode = [&](auto kernel, std::size_t width) {
      kernel(values + from * width, valid, codes, rows_, out);
    };
    switch (piece.dictionary ? ColumnType::nothing : piece.type) {
      case ColumnType::int8: encode(vectors.encode_int8, 1); break;
      case ColumnType::uint8: encode(vectors.encode_uint8, 1); break;
      case ColumnType::int16: encode(vectors.encode_int16, 2); break;
      case ColumnType::int32: encode(vectors.encode_int32, 4); break;
      case ColumnType::int64: encode(vectors.encode_int64, 8); break;
      case ColumnType::float32: encode(vectors.encode_float32, 4); break;
      case ColumnType::float64: encode(vectors.encode_float64, 8); break;
      default: encode_any(piece, from, codes, out);
    }
    item.values = out;
    item.least = 0;
    item.span = of.codes.empty() ? static_cast<std::uint8_t>(of.size - 1) : of.most;
    item.has_blanks = true;
    item.blank = kernels::code_blank;
  }
}

/// The sums of a scale's contributions, and of complete sheets all that vectors can make of them.
///
///   place     where the sums go
///   checking  also which rows have blanks or answers off the scale
void Run::add(const BatchScale& scale, std::size_t place, const ScaleColumns& into, bool checking) {
  const kernels::Kernels& vectors = *tables_.vectors;
  std::uint8_t* const sums = sums_.data() + place * rows_at_once;
  std::uint8_t* const blanks = checking ? blanks_.data() : scale_blanks_.data() + place * rows_at_once;
  std::uint8_t* const off_scale = checking ? off_scale_.data() : unused_.data();
  addends_.clear();
  for (const std::size_t i : scale.items) addends_.push_back(items_[i]);
  for (const std::size_t closed : scale.closes) addends_[closed - 1].closes_group = true;
  const auto kernel = scale.closes.empty() ? vectors.sums : vectors.group_sums;
  const auto sum_of = [&](std::size_t from, std::size_t to, const kernels::InPassing& in_passing) {
    const bool fresh = checking ? std::exchange(fresh_, false) : from == 0;
    const bool any = kernel(addends_.data() + from, to - from, padded_, fresh, sums, blanks, off_scale, in_passing);
    if (checking) incomplete_ = any;
  };
  if (scale.narrow()) {
    kernels::InPassing passing;
    passing.past_caches = past_caches_;
    const bool whole = padded_ == rows_;  // else there is no room for a block
    const auto* const bytes = std::get_if<std::span<std::uint8_t>>(&into.scores);
    if (whole && bytes && scale.base) {
      passing.scores = bytes->data() + row_;
      passing.base = *scale.base;
    }
    if (whole && !into.bands.empty() && !scale.band_limits.empty()) {
      passing.bands = into.bands.data() + row_;
      passing.limits = scale.band_limits.data();
      passing.n_limits = scale.band_limits.size();
    }
    return sum_of(0, addends_.size(), passing);
  }
  std::uint16_t* const wide_sums = wide_sums_.data() + place * rows_at_once;
  std::fill_n(wide_sums, padded_, std::uint16_t{0});
  for (std::size_t from = 0, to = 0; from < addends_.size(); from = to) {
    unsigned span = 0, group = 0;  // what a byte can hold, and of groups whole ones
    for (std::size_t i = from; i < addends_.size(); ++i) {
      group = std::max<unsigned>(group, addends_[i].span);
      if (!scale.closes.empty() && !addends_[i].closes_group) continue;
      if (span + group > 255) break;
      span += std::exchange(group, 0U);
      to = i + 1;
    }
    sum_of(from, to, {});
    vectors.widen(sums, padded_, wide_sums);
  }
}

void Run::all_sums() {
  fresh_ = true;
  const std::size_t n = tables_.subscales.size();
  if (!tables_.others.items.empty()) add(tables_.others, n, {}, true);
  if (!tables_.total.items.empty()) add(tables_.total, n, into_.total, true);
  for (std::size_t i = 0; i < n; ++i) {
    const ScaleColumns into = into_.subscales.empty() ? ScaleColumns{} : into_.subscales[i];
    if (!tables_.total.of_subscales.empty() || is_wanted(into)) add(tables_.subscales[i], i, into, false);
  }
  if (tables_.total.of_subscales.empty()) return;
  std::uint16_t* const sums = wide_sums_.data() + n * rows_at_once;
  std::fill_n(sums, padded_, std::uint16_t{0});
  for (std::size_t i = 0; i < n; ++i) {
    const auto times = static_cast<std::uint16_t>(tables_.total.of_subscales[i]);
    const auto add_to = [&](const auto* part) {
      for (std::size_t row = 0; row < padded_; ++row)
        sums[row] = static_cast<std::uint16_t>(sums[row] + times * part[row]);
    };
    if (tables_.subscales[i].narrow())
      add_to(sums_.data() + i * rows_at_once);
    else
      add_to(wide_sums_.data() + i * rows_at_once);
  }
}

/// Of the rows that are not complete, what became of them where that can be told from how many blanks they have.
void Run::judge() {
  const std::size_t most = tables_.total.most_blanks;
  for (const std::size_t row : incomplete()) {
    const SheetStatus status = off_scale_[row] != 0   ? SheetStatus::off_scale
                               : blanks_[row] <= most ? SheetStatus::prorated
                                                      : SheetStatus::too_many_blanks;
    count(status);
    outcomes_[row] = status;
    const bool has_score = status == SheetStatus::prorated;
    const std::size_t out = row_ + row;
    if (!into_.status.empty()) into_.status[out] = status;
    if (!into_.answered.empty())
      into_.answered[out] = has_score ? static_cast<std::uint8_t>(tables_.scored_items - blanks_[row]) : no_byte;
    if (!into_.of_items.empty() && !has_score) into_.of_items[out] = no_byte;
  }
}

/// What a scale's sums are worth, as far as it was not written in passing.
///
///   blanks  how many each row has, where `worth` knows what that means; nullptr: every row is taken for complete
void Run::write(const BatchScale& scale, std::size_t place, const std::uint8_t* blanks, const ScaleColumns& into) {
  const std::uint8_t* const sums = sums_.data() + place * rows_at_once;
  const std::uint16_t* const wide_sums = wide_sums_.data() + place * rows_at_once;
  const std::size_t stride = scale.span + 1;
  const auto sum_at = [&](std::size_t row) {  // off the scale it means nothing
    return std::min<std::size_t>(scale.narrow() ? sums[row] : wide_sums[row], scale.span);
  };
  const auto look_up = [&](const auto& worth, auto* out) {
    using T = std::remove_reference_t<decltype(*out)>;
    if (scale.narrow())
      for (std::size_t row = 0; row < rows_; ++row)
        out[row] = static_cast<T>(worth[std::min<std::size_t>(sums[row], scale.span)]);
    else
      for (std::size_t row = 0; row < rows_; ++row)
        out[row] = static_cast<T>(worth[std::min<std::size_t>(wide_sums[row], scale.span)]);
  };
  const auto finish = [&](const auto& worth, auto* out) {
    using T = std::remove_reference_t<decltype(*out)>;
    if (!blanks) return;
    for (const std::size_t row : incomplete()) {
      const std::size_t refused = scale.most_blanks + 1;
      const std::size_t missing = outcomes_[row] == SheetStatus::prorated ? blanks[row] : refused;
      out[row] = static_cast<T>(worth[std::min(missing, refused) * stride + sum_at(row)]);
    }
  };
  const bool in_passing = scale.narrow() && padded_ == rows_;
  if (const auto* bytes = std::get_if<std::span<std::uint8_t>>(&into.scores)) {
    std::uint8_t* const out = bytes->data() + row_;
    if (!in_passing || !scale.base) look_up(scale.worth.bytes, out);
    finish(scale.worth.bytes, out);
  } else if (const auto* floats = std::get_if<std::span<float>>(&into.scores)) {
    float* const out = floats->data() + row_;
    if (scale.base)
      tables_.vectors->floats(sums, *scale.base, rows_, out);
    else
      look_up(scale.worth.scores, out);
    finish(scale.worth.scores, out);
  } else if (const auto* doubles = std::get_if<std::span<double>>(&into.scores)) {
    double* const out = doubles->data() + row_;
    if (scale.base)
      tables_.vectors->doubles(sums, *scale.base, rows_, out);
    else
      look_up(scale.worth.scores, out);
    finish(scale.worth.scores, out);
  }
  if (into.bands.empty()) return;
  if (!in_passing || scale.band_limits.empty()) look_up(scale.worth.bands, into.bands.data() + row_);
  finish(scale.worth.bands, into.bands.data() + row_);
}

void Run::write_algorithms() {
  for (std::size_t a = 0; a < into_.algorithms.size(); ++a) {
    if (into_.algorithms[a].empty()) continue;
    std::uint8_t* const out = into_.algorithms[a].data() + row_;
    std::fill_n(out, rows_, std::uint8_t{1});
    for (const BatchCriterion& criterion : tables_.algorithms[a]) {
      std::fill_n(part_.begin(), padded_, static_cast<std::uint8_t>(criterion.sure));
      for (const CountedItem& counted : criterion.items)
        tables_.vectors->reaching(items_[counted.item], counted.at_least, padded_, part_.data());
      for (std::size_t row = 0; row < rows_; ++row)
        out[row] =
            static_cast<std::uint8_t>(out[row] & (part_[row] >= criterion.least) & (part_[row] <= criterion.most));
    }
  }
}

void Run::write_others() {
  const auto fill = [&](std::span<std::uint8_t> column, std::uint8_t value) {
    if (!column.empty()) std::fill_n(column.begin() + static_cast<std::ptrdiff_t>(row_), rows_, value);
  };
  if (!into_.status.empty())
    std::memset(into_.status.data() + row_, static_cast<int>(SheetStatus::scored), rows_ * sizeof(SheetStatus));
  fill(into_.answered, static_cast<std::uint8_t>(tables_.scored_items));
  fill(into_.of_items, static_cast<std::uint8_t>(tables_.scored_items));
  counts_.scored += rows_;
}

/// A row that was taken for complete.
void Run::count(SheetStatus status) {
  --counts_.scored;
  ++(status == SheetStatus::prorated    ? counts_.prorated
     : status == SheetStatus::off_scale ? counts_.off_scale
                                        : counts_.too_many_blanks);
}

void Run::write_none(std::size_t out, SheetStatus status) {
  count(status);
  if (!into_.status.empty()) into_.status[out] = status;
  const auto clear = [&](const ScaleColumns& scale) {
    put(scale.scores, out, no_score);
    if (!scale.bands.empty()) scale.bands[out] = no_byte;
  };
  clear(into_.total);
  for (const ScaleColumns& scale : into_.subscales) clear(scale);
  for (const auto& column : {into_.answered, into_.of_items})
    if (!column.empty()) column[out] = no_byte;
  clear_algorithms(out);
}

void Run::clear_algorithms(std::size_t out) {
  for (const auto& column : into_.algorithms)
    if (!column.empty()) column[out] = no_byte;
}

void Run::write_algorithms_of(const Score& score, std::size_t out) {
  for (std::size_t i = 0; i < into_.algorithms.size(); ++i)
    if (!into_.algorithms[i].empty())
      into_.algorithms[i][out] = static_cast<std::uint8_t>(score.algorithms_met[i]);  // -1 is no_byte
}

/// By the engine for one sheet.
void Run::write_one(std::size_t at) {
  const std::size_t out = row_ + at;
  const SheetAsRead sheet = reader_.sheet(at);
  const Coding* const coding = tables_.options.coding;
  if (sheet.odd_item != 0 || (coding && recode(q_, *coding, sheet.answers)))
    return write_none(out, SheetStatus::off_scale);
  Score score;
  if (const Refusal refused = score_into(q_, sheet.answers, tables_.options.prorating, score))
    return write_none(
        out, code_of(refused.kind) == Errc::response_range ? SheetStatus::off_scale : SheetStatus::too_many_blanks);
  const auto write = [&](const ScaleColumns& into, double value, std::span<const Band> bands) {
    put(into.scores, out, value);
    if (into.bands.empty()) return;
    const Band* const band = std::isnan(value) ? nullptr : band_of(bands, value);
    into.bands[out] = band ? static_cast<std::uint8_t>(band - bands.data()) : no_byte;
  };
  write(into_.total, score.total, q_.figures.bands);
  for (std::size_t i = 0; i < into_.subscales.size(); ++i)
    write(into_.subscales[i], score.subscale_values[i], q_.subscales[i].figures.bands);
  if (!into_.answered.empty()) into_.answered[out] = static_cast<std::uint8_t>(score.answered);
  if (!into_.of_items.empty()) into_.of_items[out] = static_cast<std::uint8_t>(score.of_items);
  write_algorithms_of(score, out);
  if (!into_.status.empty()) into_.status[out] = score.prorated ? SheetStatus::prorated : SheetStatus::scored;
  if (score.prorated) count(SheetStatus::prorated);
}

/// The rows that are not complete, by the engine for one sheet.
///
///   judged  all was written already but what algorithms say
void Run::mend(bool judged) {
  for (const std::size_t row : incomplete()) {
    if (!judged && off_scale_[row] != 0) {
      write_none(row_ + row, SheetStatus::off_scale);
    } else if (!judged) {
      write_one(row);
    } else if (outcomes_[row] != SheetStatus::prorated) {
      clear_algorithms(row_ + row);
    } else {
      const SheetAsRead sheet = reader_.sheet(row);
      if (tables_.options.coding) static_cast<void>(recode(q_, *tables_.options.coding, sheet.answers));
      Score score;
      static_cast<void>(score_into(q_, sheet.answers, tables_.options.prorating, score));  // it has one
      write_algorithms_of(score, row_ + row);
    }
  }
}

void Run::write_risk() {
  for (std::size_t r = 0; r < q_.risk.size(); ++r) {
    const bool answers = !into_.risk_answers.empty() && !into_.risk_answers[r].empty();
    const bool flags = !into_.risk_flags.empty() && !into_.risk_flags[r].empty();
    if (!answers && !flags) continue;
    const RiskItem& risk = q_.risk[r];
    const auto i = static_cast<std::size_t>(risk.item - 1);
    const AnswerRange range = answer_range(q_, risk.item);
    std::vector<Answer> alone(i + 1, blank);  // recoded as the only answer of its sheet
    for (std::size_t at = 0; at < rows_; ++at) {
      SheetAsRead sheet{alone};
      sheet.put(i, reader_.value(i, at));
      if (tables_.options.coding) static_cast<void>(recode(q_, *tables_.options.coding, alone));
      const Answer answer = alone[i];
      if (answers) into_.risk_answers[r][row_ + at] = answer;
      if (flags)
        into_.risk_flags[r][row_ + at] = answer == blank || !range.allows(answer) ? no_byte : answer >= risk.threshold;
    }
  }
}

void Run::tile(std::size_t most) {
  rows_ = reader_.rows_ahead(std::min(most, rows_at_once));
  if (rows_ > kernels::block) rows_ -= rows_ % kernels::block;  // what is over is a tile of its own
  padded_ = (rows_ + kernels::block - 1) / kernels::block * kernels::block;
  write_others();
  if (tables_.one_by_one) {
    for (std::size_t at = 0; at < rows_; ++at) write_one(at);
  } else {
    read_items();
    all_sums();
    n_incomplete_ = 0;
    if (incomplete_)
      n_incomplete_ = tables_.vectors->incomplete(blanks_.data(), off_scale_.data(), rows_, which_.data());
    const bool judged = incomplete_ && tables_.blanks_by_count;
    if (judged) judge();
    const std::size_t n = tables_.subscales.size();
    if (q_.has_total()) {
      write(tables_.total, n, judged ? blanks_.data() : nullptr, into_.total);
    } else {
      for (std::size_t at = 0; at < rows_; ++at) put(into_.total.scores, row_ + at, no_score);
      if (!into_.total.bands.empty()) std::fill_n(into_.total.bands.data() + row_, rows_, no_byte);
    }
    for (std::size_t i = 0; i < into_.subscales.size(); ++i)
      if (is_wanted(into_.subscales[i]))
        write(tables_.subscales[i], i, judged ? scale_blanks_.data() + i * rows_at_once : nullptr, into_.subscales[i]);
    write_algorithms();
    const bool has_algorithms = std::any_of(into_.algorithms.begin(), into_.algorithms.end(),
                                            [](const auto& column) { return !column.empty(); });
    if (incomplete_ && (!judged || has_algorithms)) mend(judged);
  }
  write_risk();
  counts_.rows += rows_;
  row_ += rows_;
  reader_.advance(rows_);
}

}  // namespace

BatchCounts Tables::score(std::span<const Column* const> columns, const BatchColumns& into, std::size_t from,
                          std::size_t to, bool past_caches) const {
  Run run(*this, columns, into, from, past_caches);
  while (run.row() < to - from) run.tile(to - from - run.row());
  return run.counts();
}

}  // namespace oncourse
