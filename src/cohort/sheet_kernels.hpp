// sheet_kernels.hpp: what is done to every answer of millions of sheets, for each width of vectors.
// SPDX-License-Identifier: Apache-2.0
//
// It is included where code is compiled for processors that not everybody has. Therefore it defines no function, and
// includes nothing that defines one: the linker may keep any copy of an inline function, also the one of such a file.
#pragma once

#include <cstddef>
#include <cstdint>

namespace oncourse::kernels {

/// Rows are worked on in blocks of so many; a row count below is a multiple of it.
inline constexpr std::size_t block = 64;

/// What stands for an answer in a column of codes: its points above the item's least, or one of these.
inline constexpr std::uint8_t code_off_scale = 0xFE, code_blank = 0xFF;

/// One item of a scale. A value v contributes v - least, or span - (v - least) where it is mirrored.
struct Addend {
  const std::uint8_t* values;  ///< one per row
  std::uint8_t least, span;    ///< on the scale are least .. least + span, modulo 256
  std::uint8_t blank;          ///< the value that is no answer, where has_blanks
  bool has_blanks;
  bool mirrored;
  bool scored;        ///< else it is checked only: it adds nothing, and may be blank
  bool closes_group;  ///< of group maxima: the last item of its group
};

/// Where the bits of a validity bitmap begin; nullptr: every row is valid.
struct Validity {
  const std::uint8_t* bits;
  std::size_t offset;
};

/// The answers first .. first + size - 1, and the code that each has; nullptr: its place.
struct AnswerCodes {
  std::int64_t first;
  std::size_t size;  ///< at most 254 where codes are places
  const std::uint8_t* codes;
  bool has_blank;  ///< an answer that stands for none
  std::int64_t blank;
};

/// What is made of the sums of complete sheets, where that is so plain that vectors do it in passing.
struct InPassing {
  std::uint8_t* scores = nullptr;  ///< sum + base; nullptr: not asked for
  std::uint8_t base = 0;
  std::uint8_t* bands = nullptr;  ///< how many of the ascending limits the sum reaches, less one; nullptr likewise
  const std::uint8_t* limits = nullptr;
  std::size_t n_limits = 0;
  bool past_caches = false;  ///< the results are more than caches hold: they are written without being read first
};

struct Kernels {
  /// Per row: the sum of contributions, how many scored items are blank, and not 0 where an answer is off its scale.
  /// Sums are modulo 256, and of rows with such answers nothing.
  ///
  ///   fresh   else blanks are added to what stands there, and answers off the scale joined with it
  ///   result  whether any row has a blank or is off the scale, what stood there before counted too
  bool (*sums)(const Addend* addends, std::size_t n, std::size_t rows, bool fresh, std::uint8_t* sum,
               std::uint8_t* blanks, std::uint8_t* off_scale, const InPassing& in_passing);
  /// The same of the highest contribution in each group.
  bool (*group_sums)(const Addend* addends, std::size_t n, std::size_t rows, bool fresh, std::uint8_t* sum,
                     std::uint8_t* blanks, std::uint8_t* off_scale, const InPassing& in_passing);
  /// Adds to `counts` whether the contribution is at least so much.
  void (*reaching)(const Addend& addend, std::uint8_t at_least, std::size_t rows, std::uint8_t* counts);
  /// sum + base
  void (*floats)(const std::uint8_t* sum, std::uint8_t base, std::size_t rows, float* out);
  void (*doubles)(const std::uint8_t* sum, std::uint8_t base, std::size_t rows, double* out);
  /// Which rows have blanks or are off the scale, in order; returns how many there are.
  std::size_t (*incomplete)(const std::uint8_t* blanks, const std::uint8_t* off_scale, std::size_t rows,
                            std::uint16_t* out);
  /// wide += narrow
  void (*widen)(const std::uint8_t* narrow, std::size_t rows, std::uint16_t* wide);

  // The codes of a column's values; any number of rows, of which what stands behind up to a whole block is off scale.
  void (*encode_int8)(const void* values, Validity valid, const AnswerCodes& of, std::size_t rows, std::uint8_t* out);
  void (*encode_uint8)(const void* values, Validity valid, const AnswerCodes& of, std::size_t rows, std::uint8_t* out);
  void (*encode_int16)(const void* values, Validity valid, const AnswerCodes& of, std::size_t rows, std::uint8_t* out);
  void (*encode_int32)(const void* values, Validity valid, const AnswerCodes& of, std::size_t rows, std::uint8_t* out);
  void (*encode_int64)(const void* values, Validity valid, const AnswerCodes& of, std::size_t rows, std::uint8_t* out);
  void (*encode_float32)(const void* values, Validity valid, const AnswerCodes& of, std::size_t rows,
                         std::uint8_t* out);
  void (*encode_float64)(const void* values, Validity valid, const AnswerCodes& of, std::size_t rows,
                         std::uint8_t* out);
};

extern const Kernels baseline;
#if defined(__x86_64__)
extern const Kernels avx2, avx512;
#endif

}  // namespace oncourse::kernels
