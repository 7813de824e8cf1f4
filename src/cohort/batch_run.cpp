// batch_run.cpp: rows to sums to scores, some rows at a time.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "cohort/answer_tiles.hpp"
#include "cohort/batch_tables.hpp"
#include "cohort/sheet_reader.hpp"
#include "cohort/sheet_results.hpp"

namespace oncourse {
namespace {

using Tables = BatchScorer::Tables;

bool is_wanted(const ScaleColumns& of) { return of.scores.index() != 0 || !of.bands.empty(); }

/// The scratch memory of one thread, and its walk through the columns.
class Run {
 public:
  Run(const Tables& tables, std::span<const Column* const> items, const BatchColumns& into, std::size_t row,
      bool past_caches);
  /// The next rows, at most a tile, as far as all columns have them in one piece.
  void tile(std::size_t most);
  [[nodiscard]] std::size_t row() const { return row_; }
  [[nodiscard]] BatchCounts counts() const;

 private:
  void add(const BatchScale& scale, std::size_t place, const ScaleColumns& into, bool checking);
  void all_sums();
  [[nodiscard]] std::span<const std::uint16_t> incomplete() const { return std::span(which_).first(n_incomplete_); }
  void judge();
  void write(const BatchScale& scale, std::size_t place, const std::uint8_t* blanks, const ScaleColumns& into);
  void write_algorithms();
  void mend(bool judged);

  const Tables& tables_;
  const Instrument& q_;
  SheetReader reader_;
  const BatchColumns& into_;
  AnswerTiles answers_;
  SheetResults results_;
  const bool past_caches_;
  std::size_t row_ = 0;      ///< of the tile's first row among the results
  std::size_t rows_ = 0;     ///< of the tile
  std::size_t padded_ = 0;   ///< up to whole blocks
  bool fresh_ = true;        ///< nothing stands yet in blanks_ and off_scale_
  bool incomplete_ = false;  ///< some row of the tile has a blank, or an answer off the scale
  std::span<const kernels::Addend> items_;
  std::vector<kernels::Addend> addends_;
  std::vector<std::uint8_t> sums_;                                ///< a tile per scale, the total is the last
  std::vector<std::uint16_t> wide_sums_;                          ///< likewise
  std::vector<std::uint8_t> blanks_, off_scale_, part_, unused_;  ///< tiles
  std::vector<std::uint8_t> scale_blanks_;                        ///< a tile per subscale, where blanks are counted
  std::vector<std::uint16_t> which_;                              ///< rows that are not complete,
  std::size_t n_incomplete_ = 0;                                  ///< so many
  std::vector<SheetStatus> outcomes_;                             ///< a tile, of those rows where they are judged
};

Run::Run(const Tables& tables, std::span<const Column* const> items, const BatchColumns& into, std::size_t row,
         bool past_caches)
    : tables_(tables),
      q_(tables.instrument),
      reader_(items, tables.options.blank_code, row),
      into_(into),
      answers_(tables),
      results_(tables, into),
      past_caches_(past_caches),
      sums_((tables.subscales.size() + 1) * rows_at_once),
      wide_sums_((tables.subscales.size() + 1) * rows_at_once),
      blanks_(rows_at_once),
      off_scale_(rows_at_once),
      part_(rows_at_once),
      unused_(rows_at_once),
      scale_blanks_(tables.subscales.size() * rows_at_once),
      which_(rows_at_once),
      outcomes_(rows_at_once) {}

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
    results_.count_incomplete(status);
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

/// The rows that are not complete, by the engine for one sheet.
///
///   judged  all was written already but what algorithms say
void Run::mend(bool judged) {
  for (const std::size_t row : incomplete()) {
    if (!judged && off_scale_[row] != 0) {
      results_.write_none(row_ + row, SheetStatus::off_scale);
    } else if (!judged) {
      results_.write(row_ + row, reader_.sheet(row));
    } else if (outcomes_[row] != SheetStatus::prorated) {
      results_.clear_algorithms(row_ + row);
    } else {
      const SheetAsRead sheet = reader_.sheet(row);
      if (tables_.options.coding) static_cast<void>(recode(q_, *tables_.options.coding, sheet.answers));
      Score score;
      static_cast<void>(score_into(q_, sheet.answers, tables_.options.prorating, score));  // it has one
      results_.write_algorithms(row_ + row, score);
    }
  }
}

BatchCounts Run::counts() const {
  BatchCounts out = results_.counts();
  out.rows = row_;
  return out;
}

void Run::tile(std::size_t most) {
  rows_ = reader_.rows_ahead(std::min(most, rows_at_once));
  if (rows_ > kernels::block) rows_ -= rows_ % kernels::block;  // what is over is a tile of its own
  padded_ = (rows_ + kernels::block - 1) / kernels::block * kernels::block;
  results_.take_for_complete(row_, rows_);
  if (tables_.one_by_one) {
    for (std::size_t at = 0; at < rows_; ++at) results_.write(row_ + at, reader_.sheet(at));
  } else {
    items_ = answers_.read(reader_, rows_, padded_);
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
  results_.write_risk(reader_, row_, rows_);
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
