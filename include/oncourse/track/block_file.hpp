// block_file.hpp: a response block as bytes, to keep, to send and to map into memory.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "oncourse/base/error.hpp"
#include "oncourse/track/response_block.hpp"

namespace oncourse {

/// The document, all numbers little-endian:
///
///   "oncourse"    8 bytes
///   version       4 bytes, unsigned
///   header size   4 bytes, unsigned, at most block_file_header_limit
///   header        JSON: schema, instrument, time, random and covariates as in a model file, n_obs, n_persons,
///   n_designs total         the lower triangle of CrossProducts::total, row by row, as IEEE 754 doubles records
///   n_designs of CrossProducts::records, likewise checksum      4 bytes: CRC-32 (that of zip and PNG) of all before it
inline constexpr std::string_view block_file_magic = "oncourse";
inline constexpr std::string_view block_file_schema = "oncourse/cross-products";
inline constexpr std::uint32_t block_file_version = 1;
inline constexpr std::uint32_t block_file_header_limit = 1U << 20;  // convention: thousands of covariates

/// Bytes of the document.
///
///   errors  bad_argument: a sum that is not finite, as sums of enormous scores can be
Result<std::size_t> document_size(const ResponseBlock& block);

/// Writes it.
///
///   out  document_size() bytes
void write_document(const ResponseBlock& block, std::byte* out);

/// The same block gives the same bytes everywhere. Errors as above.
Result<std::string> to_bytes(const ResponseBlock& block);

/// A document checked where it lies, at any address: a file that is mapped into memory, which nobody may change
/// meanwhile. Refers to its bytes.
class BlockView {
 public:
  ///   errors  malformed: no such document, cut off or with bytes behind its end, numbers that are not finite or that
  ///           no rows can have; wrong_version: another schema or version, or a checksum that does not fit the content
  ///   cost    O(bytes) time; memory for the design and the total alone
  static Result<BlockView> make(std::span<const std::byte> document);

  /// All but the records.
  [[nodiscard]] const ResponseBlock& summary() const { return summary_; }
  [[nodiscard]] std::size_t designs() const;
  /// Copies some records of the data, from the first-th on.
  ///
  ///   out  count times summary().data.record_size() numbers
  void records(std::size_t first, std::size_t count, double* out) const;

  [[nodiscard]] ResponseBlock block() const;

 private:
  ResponseBlock summary_;
  std::span<const std::byte> records_;
};

/// Reads a document as it arrives, in pieces of any size. Memory is asked for as bytes come, whatever the document says
/// of its length: for the block, and for one record beside it.
class BlockReader {
 public:
  BlockReader();
  BlockReader(BlockReader&&) noexcept;
  BlockReader& operator=(BlockReader&&) noexcept;
  ~BlockReader();

  ///   errors  as BlockView::make(), as soon as they are certain; the reader is of no use then
  std::optional<Error> feed(std::span<const std::byte> piece);
  /// Once all is fed.
  ///
  ///   errors  likewise
  Result<ResponseBlock> finish() &&;

  struct State;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace oncourse
