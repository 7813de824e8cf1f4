// sheet_kernels_of_width.hpp: the kernels' bodies, in vectors of ONCOURSE_VECTOR_BYTES.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cohort/sheet_kernels.hpp"

namespace oncourse::kernels {
namespace {

// Vectors as g++ and clang have them on every processor; on a narrower one they become several.
constexpr std::size_t width = ONCOURSE_VECTOR_BYTES;
using Bytes [[gnu::vector_size(width)]] = std::uint8_t;
using Shorts [[gnu::vector_size(2 * width)]] = std::uint16_t;
using Lanes [[gnu::vector_size(width)]] = std::uint64_t;  ///< eight rows each

/// Bytes before a column is read it is asked for: processors follow few columns at a time by themselves.
constexpr std::size_t ahead = 768;

inline Bytes load(const std::uint8_t* from) {
  Bytes out;
  __builtin_memcpy(&out, from, width);
  return out;
}

inline void store(std::uint8_t* to, Bytes value) { __builtin_memcpy(to, &value, width); }

/// 0xFF where it holds.
template <class Mask>
inline Bytes mask(Mask comparison) {
  return Bytes(comparison);
}

inline bool any_of(Bytes bytes) {
  const Lanes lanes = Lanes(bytes);
  std::uint64_t found = 0;
  for (std::size_t lane = 0; lane < width / 8; ++lane) found |= lanes[lane];
  return found != 0;
}

#if defined(__SSE2__)

/// To memory and not to a cache, which would read the line first; `to` is aligned to 16 bytes.
inline void store_past_caches(std::uint8_t* to, Bytes value) {
  using Quarter [[gnu::vector_size(16)]] = long long;
  for (std::size_t at = 0; at < width; at += 16) {
    Quarter part;
    __builtin_memcpy(&part, reinterpret_cast<const char*>(&value) + at, sizeof part);
    auto* const place = reinterpret_cast<Quarter*>(to + at);
#if defined(__clang__)
    __builtin_nontemporal_store(part, place);
#else
    __builtin_ia32_movntdq(place, part);
#endif
  }
}

inline bool can_store_past_caches(const std::uint8_t* to) { return reinterpret_cast<std::uintptr_t>(to) % 16 == 0; }

/// Other threads see what was written past the caches.
inline void end_of_stores_past_caches() { __builtin_ia32_sfence(); }

#else

inline void store_past_caches(std::uint8_t* to, Bytes value) { store(to, value); }
inline bool can_store_past_caches(const std::uint8_t*) { return false; }
inline void end_of_stores_past_caches() {}

#endif

/// What is made of sums in passing.
class Passing {
 public:
  explicit Passing(const InPassing& to)
      : to_(to),
        scores_past_caches_(to.past_caches && can_store_past_caches(to.scores)),
        bands_past_caches_(to.past_caches && can_store_past_caches(to.bands)) {}
  void operator()(std::size_t row, Bytes sum) const {
    if (to_.scores != nullptr) write(to_.scores + row, sum + to_.base, scores_past_caches_);
    if (to_.bands == nullptr) return;
    Bytes band = Bytes{} - std::uint8_t{1};
    for (std::size_t i = 0; i < to_.n_limits; ++i) band -= mask(sum >= to_.limits[i]);
    write(to_.bands + row, band, bands_past_caches_);
  }
  void end() const {
    if (to_.past_caches) end_of_stores_past_caches();
  }

 private:
  static void write(std::uint8_t* to, Bytes value, bool past_caches) {
    if (past_caches)
      store_past_caches(to, value);
    else
      store(to, value);
  }
  const InPassing& to_;
  bool scores_past_caches_, bands_past_caches_;
};

/// All items are scored, none mirrored, and a blank cannot be: the columns of most cohorts.
inline bool plain_sums(const Addend* addends, std::size_t n, std::size_t rows, bool fresh, std::uint8_t* sum,
                       std::uint8_t* blanks, std::uint8_t* off_scale, const InPassing& in_passing) {
  const Passing pass(in_passing);
  Bytes any = {};
  for (std::size_t row = 0; row < rows; row += width) {
    Bytes total = {}, off = fresh ? Bytes{} : load(off_scale + row);
    const Bytes missing = fresh ? Bytes{} : load(blanks + row);
    for (std::size_t i = 0; i < n; ++i) {
      __builtin_prefetch(addends[i].values + row + ahead);
      const Bytes place = load(addends[i].values + row) - addends[i].least, span = Bytes{} + addends[i].span;
      off |= (place > span ? place : span) ^ span;  // 0 up to the span
      total += place;
    }
    store(sum + row, total);
    pass(row, total);
    store(off_scale + row, off);
    if (fresh) store(blanks + row, missing);
    any |= off | missing;
  }
  pass.end();
  return any_of(any);
}

/// Of a scale's items: what is not so with all of them need not be asked of each.
enum class Items { plain_with_blanks, any, any_in_groups };

template <Items items>
inline bool any_sums(const Addend* addends, std::size_t n, std::size_t rows, bool fresh, std::uint8_t* sum,
                     std::uint8_t* blanks, std::uint8_t* off_scale, const InPassing& in_passing) {
  const Passing pass(in_passing);
  Bytes any = {};
  for (std::size_t row = 0; row < rows; row += width) {
    Bytes total = {}, highest = {};
    Bytes off = fresh ? Bytes{} : load(off_scale + row), missing = fresh ? Bytes{} : load(blanks + row);
    for (std::size_t i = 0; i < n; ++i) {
      const Addend& item = addends[i];
      __builtin_prefetch(item.values + row + ahead);
      const Bytes value = load(item.values + row);
      const Bytes place = value - item.least;
      const Bytes on_scale = mask(place <= item.span);
      if constexpr (items == Items::plain_with_blanks) {
        const Bytes blank = mask(value == item.blank);
        off |= ~(on_scale | blank);
        missing -= blank;
        total += place & on_scale;
        continue;
      }
      const auto has_blanks = static_cast<std::uint8_t>(item.has_blanks ? 0xFF : 0);
      const auto scored = static_cast<std::uint8_t>(item.scored ? 0xFF : 0);
      const Bytes blank = mask(value == item.blank) & has_blanks & ~on_scale;
      off |= ~(on_scale | blank);
      missing -= blank & scored;
      const Bytes given = on_scale & scored & (item.mirrored ? item.span - place : place);
      if constexpr (items == Items::any_in_groups) {
        highest = given > highest ? given : highest;
        if (!item.closes_group) continue;
        total += highest;
        highest = Bytes{};
      } else {
        total += given;
      }
    }
    store(sum + row, total);
    pass(row, total);
    store(blanks + row, missing);
    store(off_scale + row, off);
    any |= off | missing;
  }
  pass.end();
  return any_of(any);
}

bool sums(const Addend* addends, std::size_t n, std::size_t rows, bool fresh, std::uint8_t* sum, std::uint8_t* blanks,
          std::uint8_t* off_scale, const InPassing& in_passing) {
  bool plain = true, all_have_blanks = true, some_have_blanks = false;
  for (std::size_t i = 0; i < n; ++i) {
    plain = plain && !addends[i].mirrored && addends[i].scored;
    all_have_blanks = all_have_blanks && addends[i].has_blanks;
    some_have_blanks = some_have_blanks || addends[i].has_blanks;
  }
  const auto kernel = plain && !some_have_blanks ? plain_sums
                      : plain && all_have_blanks ? any_sums<Items::plain_with_blanks>
                                                 : any_sums<Items::any>;
  return kernel(addends, n, rows, fresh, sum, blanks, off_scale, in_passing);
}

bool group_sums(const Addend* addends, std::size_t n, std::size_t rows, bool fresh, std::uint8_t* sum,
                std::uint8_t* blanks, std::uint8_t* off_scale, const InPassing& in_passing) {
  return any_sums<Items::any_in_groups>(addends, n, rows, fresh, sum, blanks, off_scale, in_passing);
}

void reaching(const Addend& addend, std::uint8_t at_least, std::size_t rows, std::uint8_t* counts) {
  for (std::size_t row = 0; row < rows; row += width) {
    const Bytes place = load(addend.values + row) - addend.least;
    const Bytes given = addend.mirrored ? addend.span - place : place;
    store(counts + row, load(counts + row) - mask(given >= at_least));
  }
}

template <class T>
void numbers(const std::uint8_t* sum, std::uint8_t base, std::size_t rows, T* out) {
  for (std::size_t row = 0; row < rows; ++row) out[row] = static_cast<T>(sum[row] + base);
}

std::size_t incomplete(const std::uint8_t* blanks, const std::uint8_t* off_scale, std::size_t rows,
                       std::uint16_t* out) {
  std::size_t n = 0;
  for (std::size_t from = 0; from < rows; from += width) {
    if (!any_of(load(blanks + from) | load(off_scale + from))) continue;
    for (std::size_t row = from; row < from + width && row < rows; ++row) {
      out[n] = static_cast<std::uint16_t>(row);
      n += (blanks[row] | off_scale[row]) != 0;
    }
  }
  return n;
}

void widen(const std::uint8_t* narrow, std::size_t rows, std::uint16_t* wide) {
  for (std::size_t row = 0; row < rows; row += width) {
    Shorts sum;
    __builtin_memcpy(&sum, wide + row, sizeof sum);
    sum += __builtin_convertvector(load(narrow + row), Shorts);
    __builtin_memcpy(wide + row, &sum, sizeof sum);
  }
}

/// 0xFF for each of `width` rows whose bit is set.
inline Bytes valid_rows(Validity valid, std::size_t row) {
  using Bits [[gnu::vector_size(width / 8)]] = std::uint8_t;  // of eight rows each
  const std::size_t at = valid.offset + row;
  const unsigned shift = at % 8;
  Bits bits;
  __builtin_memcpy(&bits, valid.bits + at / 8, sizeof bits);
  if (shift != 0) {  // else there may be no memory behind
    Bits next;
    __builtin_memcpy(&next, valid.bits + at / 8 + 1, sizeof next);
    bits = (bits >> static_cast<std::uint8_t>(shift)) | (next << static_cast<std::uint8_t>(8 - shift));
  }
  constexpr std::uint64_t everywhere = 0x0101010101010101, one_bit_each = 0x8040201008040201;
  const Bytes spread = Bytes(__builtin_convertvector(bits, Lanes) * everywhere);
  const Bytes wanted = Bytes(Lanes{} + one_bit_each);
  return mask((spread & wanted) == wanted);
}

inline bool is_valid(Validity valid, std::size_t row) {
  const std::size_t at = valid.offset + row;
  return valid.bits == nullptr || ((valid.bits[at / 8] >> (at % 8)) & 1U) != 0;
}

template <class T>
inline T value_at(const void* values, std::size_t row) {
  T value;
  __builtin_memcpy(&value, static_cast<const char*>(values) + row * sizeof(T), sizeof(T));
  return value;
}

/// Bytes whose codes are their places; whole vectors of them. Returns how many rows are done.
template <bool is_signed>
inline std::size_t encode_places(const void* values, Validity valid, const AnswerCodes& of, std::size_t rows,
                                 std::uint8_t* out) {
  constexpr std::int64_t least = is_signed ? -128 : 0, most = is_signed ? 127 : 255;
  if (of.codes != nullptr || of.first < least || of.first + static_cast<std::int64_t>(of.size) - 1 > most) return 0;
  const bool has_blank = of.has_blank && of.blank >= least && of.blank <= most;
  std::size_t row = 0;
  for (; row + width <= rows; row += width) {
    const Bytes value = load(static_cast<const std::uint8_t*>(values) + row);
    const Bytes place = value - static_cast<std::uint8_t>(of.first);
    Bytes code = place < static_cast<std::uint8_t>(of.size) ? place : Bytes{} + code_off_scale;
    if (has_blank) code |= mask(value == static_cast<std::uint8_t>(of.blank));
    if (valid.bits != nullptr) code |= ~valid_rows(valid, row);
    store(out + row, code);
  }
  return row;
}

/// Compared as a Number, which holds every T and every answer.
template <class T, class Number>
inline void encode(const void* values, Validity valid, const AnswerCodes& of, std::size_t rows, std::uint8_t* out) {
  constexpr bool is_float = Number(0.5) != Number(0);
  std::size_t row = 0;
  if constexpr (sizeof(T) == 1) row = encode_places<(T(-1) < T(0))>(values, valid, of, rows, out);
  std::size_t done = row;  // with its nulls
  const auto first = static_cast<Number>(of.first);
  const auto last = static_cast<Number>(of.first + static_cast<std::int64_t>(of.size) - 1);
  const auto blank = static_cast<Number>(of.blank);
  for (; row < rows; ++row) {
    const Number value = value_at<T>(values, row);  // NOLINT(bugprone-signed-char-misuse): a number, no character
    bool on_scale = value >= first && value <= last;
    const auto whole = static_cast<int>(on_scale ? value : first);
    if constexpr (is_float) on_scale = on_scale && static_cast<Number>(whole) == value;
    const int place = whole - static_cast<int>(of.first);
    const auto code = of.codes != nullptr ? of.codes[place] : static_cast<std::uint8_t>(place);
    out[row] = on_scale ? code : code_off_scale;
    if (of.has_blank && value == blank) out[row] = code_blank;
    if constexpr (is_float) out[row] = value != value ? code_blank : out[row];
  }
  if (valid.bits != nullptr) {
    for (; done + width <= rows; done += width) store(out + done, load(out + done) | ~valid_rows(valid, done));
    for (; done < rows; ++done)
      if (!is_valid(valid, done)) out[done] = code_blank;
  }
  for (row = rows; row % block != 0; ++row) out[row] = code_off_scale;
}

constexpr Kernels of_this_width = {sums,
                                   group_sums,
                                   reaching,
                                   numbers<float>,
                                   numbers<double>,
                                   incomplete,
                                   widen,
                                   encode<std::int8_t, int>,
                                   encode<std::uint8_t, int>,
                                   encode<std::int16_t, int>,
                                   encode<std::int32_t, std::int64_t>,
                                   encode<std::int64_t, std::int64_t>,
                                   encode<float, float>,
                                   encode<double, double>};

}  // namespace
}  // namespace oncourse::kernels
