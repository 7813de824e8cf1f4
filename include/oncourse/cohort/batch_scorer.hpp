// batch_scorer.hpp: millions of sheets in columns, scored into the caller's own memory.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "oncourse/base/error.hpp"
#include "oncourse/cohort/column.hpp"
#include "oncourse/instrument/score.hpp"

namespace oncourse {

/// For which processors the code is that adds the answers. Their results are the same.
enum class VectorSet : std::uint8_t { baseline, avx2, avx512 };
inline constexpr std::array vector_sets = {VectorSet::baseline, VectorSet::avx2, VectorSet::avx512};

constexpr std::string_view name(VectorSet set) {
  switch (set) {
    case VectorSet::baseline: return "baseline";
    case VectorSet::avx2: return "avx2";
    case VectorSet::avx512: return "avx512";
  }
  return "unknown";
}

/// Whether this processor has it.
bool is_here(VectorSet set);

/// What became of one sheet.
enum class SheetStatus : std::uint8_t {
  scored = 0,
  prorated = 1,        ///< blanks were filled by the instrument's rule
  off_scale = 2,       ///< an answer is outside its item's scale
  too_many_blanks = 3  ///< more than the rule allows
};

constexpr std::string_view name(SheetStatus status) {
  switch (status) {
    case SheetStatus::scored: return "scored";
    case SheetStatus::prorated: return "prorated";
    case SheetStatus::off_scale: return "off_scale";
    case SheetStatus::too_many_blanks: return "too_many_blanks";
  }
  return "unknown";
}

/// What stands in columns of bytes where nothing is known.
inline constexpr std::uint8_t no_byte = 255;

/// Scores in the caller's memory, in whole points or not; none: not asked for. In bytes a score that is no whole
/// number, as prorated ones may be, is `no_byte` and never rounded; in the others what is not there is NaN.
using ScoreValues = std::variant<std::monostate, std::span<std::uint8_t>, std::span<float>, std::span<double>>;

/// Of the total or one subscale.
struct ScaleColumns {
  ScoreValues scores = {};
  std::span<std::uint8_t> bands = {};  ///< places in Figures::bands, no_byte where there is none
};

/// Where the results go: what is empty is not asked for, the others hold at least as many as there are rows. Yes is 1,
/// no is 0, and no_byte where that is not known.
struct BatchColumns {
  ScaleColumns total = {};
  std::vector<ScaleColumns> subscales = {};  ///< one each, or none at all
  std::span<SheetStatus> status = {};
  std::span<std::uint8_t> answered = {}, of_items = {};  ///< no_byte where there is no score
  std::vector<std::span<std::uint8_t>> algorithms = {};  ///< one each, or none at all
  std::vector<std::span<Answer>> risk_answers = {};      ///< likewise; also of a sheet that has no score
  std::vector<std::span<std::uint8_t>> risk_flags = {};  ///< likewise
};

/// How many sheets became what.
struct BatchCounts {
  std::size_t rows = 0, scored = 0, prorated = 0, off_scale = 0, too_many_blanks = 0;
  friend bool operator==(const BatchCounts&, const BatchCounts&) = default;
};

struct BatchOptions {
  Prorating prorating = Prorating::published_rule;
  const Coding* coding = nullptr;         ///< of the answers, where it is not the definition's own: one of q.codings
  std::optional<Answer> blank_code = {};  ///< an answer off all scales that stands for a blank, as nulls do
  std::optional<VectorSet> vectors = {};  ///< none: the best that this processor has
};

/// An instrument's scoring as tables, made once. Immutable.
class BatchScorer {
 public:
  struct Tables;  ///< the library's own
  /// The definition and the coding must outlive it.
  ///
  ///   errors  bad_argument: an instrument without items, a code for blanks that is an answer to one of its items, or
  ///           vectors that this processor does not have
  static Result<BatchScorer> make(const Instrument& q, const BatchOptions& options = {});

  /// Scores every sheet, as score() does one, to the last bit.
  ///
  ///   items    one column per item, in the published order, of one length; missing values are blanks
  ///   into     not the memory of the items
  ///   threads  at most so many, the caller's one of them; each takes some of the rows. The results are the same
  ///   errors   bad_argument: another number of columns, columns of different lengths, text or dates, a result with too
  ///            little room, scores in bytes where those of complete sheets are not whole numbers up to 254
  ///   cost     one pass over the answers. Columns of int8 and uint8 without a bitmap are read where they are, others
  ///            are copied 4,096 rows at a time. Per sheet with a blank some nanoseconds more
  Result<BatchCounts> score(std::span<const Column* const> items, const BatchColumns& into, int threads = 1) const;

  /// Why a sheet has no score, in words that name the item, the value and the limit.
  ///
  ///   row      of the same columns
  ///   result   nullopt: it has one
  ///   errors   as above; bad_argument: there is no such row
  Result<std::optional<Error>> refusal(std::span<const Column* const> items, std::size_t row) const;

  [[nodiscard]] const Instrument& instrument() const;
  [[nodiscard]] const BatchOptions& options() const;
  [[nodiscard]] const Tables& tables() const { return *tables_; }

 private:
  explicit BatchScorer(std::shared_ptr<const Tables> tables) : tables_(std::move(tables)) {}
  std::shared_ptr<const Tables> tables_;
};

}  // namespace oncourse
