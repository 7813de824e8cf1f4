// csv_records.hpp: where the records of a CSV text begin and end, and a reader that hands them on in chunks. It is our
// own: Debian 12 packages two parsers for C++, libfccp (2016, columns at compile time, no line breaks in quotes) and
// libcsv (LGPL, dormant). Maintained ones that stream and tell of bad rows come as libraries of tens of megabytes
// (DuckDB, Arrow), with a second tool chain (Rust's csv) or unpackaged for it (zsv, csv-parser).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "oncourse/base/error.hpp"

namespace oncourse::cli {

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// A line of a CSV file, or several where a quoted field has line breaks.
struct CsvRecord {
  std::size_t begin, end;  ///< in its text, without the end of the line
  std::size_t line;        ///< of the file, from 1, on which it begins
  bool quoted;             ///< there is a quote in it
};

/// Records as they stand in the file.
struct CsvRecords {
  std::string text;
  std::vector<CsvRecord> records;
};

/// Finds the records of a text one after another. A line ends with LF, CR LF or CR; empty lines are none. A quote opens
/// a quoted field only where a field begins, so that after any malformed record the next one is found again.
///
///   cost  three searches for a byte, as fast as memory in long lines; records with quotes byte by byte
class RecordScanner {
 public:
  ///   whole  nothing follows the text: its last line may lack an end
  ///   line   of the file, on which the text begins
  RecordScanner(std::string_view text, bool whole, std::size_t line);

  /// nullopt: what is left is not a whole record.
  std::optional<CsvRecord> next();

  /// After the last record that was handed on.
  [[nodiscard]] std::size_t position() const { return static_cast<std::size_t>(at_ - begin_); }
  [[nodiscard]] std::size_t line() const { return line_; }
  /// A quote is still open at the end of the text.
  [[nodiscard]] bool in_quotes() const { return in_quotes_; }

 private:
  [[nodiscard]] const char* end_of_record(bool& quoted);
  [[nodiscard]] const char* end_of_quoted_record();

  const char *begin_, *end_, *at_;
  const char *quote_, *feed_, *carriage_;  ///< the next of each from `at_` on, or the end
  bool whole_, in_quotes_ = false;
  std::size_t line_;
};

/// Reads a file of any size in chunks of records. What is held is a block, or the longest record, and a chunk.
class CsvReader {
 public:
  /// Fills the buffer as far as it likes, 0 bytes at the end.
  using Source = std::function<Result<std::size_t>(std::span<char> buffer)>;
  /// Whether a chunk may end before this record. Each one is shown to it, in order; the one that is left for the next
  /// chunk is shown again. Its errors stay.
  using MayEnd = std::function<Result<bool>(std::string_view text, const CsvRecord& record)>;

  static constexpr std::size_t usual_block = std::size_t{1} << 18;
  /// A longer record is taken for a quote that is never closed.
  static constexpr std::size_t longest_record = std::size_t{1} << 24;

  explicit CsvReader(Source source, std::size_t block = usual_block);

  /// The next records: so many, fewer at the end of the file or once they are `longest_record` bytes, more up to where
  /// a chunk may end. None: there are no more. A byte order mark is skipped.
  ///
  ///   errors  those of the source and of may_end; malformed: a quote that is never closed, a record that is too long.
  ///           They come after all records before them
  Result<CsvRecords> next(std::size_t count, const MayEnd& may_end = {});

  /// Bytes of the records handed on.
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  std::optional<Error> fill();

  Source source_;
  std::size_t block_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0, end_ = 0, bytes_ = 0, line_ = 1;
  bool started_ = false, at_end_ = false;
};

}  // namespace oncourse::cli
