// chunked_files.hpp: rows of files of any size through a computation, a chunk at a time, and what became of them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

#include "chunk_result.hpp"
#include "commands.hpp"
#include "file.hpp"
#include "progress_options.hpp"

namespace oncourse::cli {

/// A computation on the rows of one file.
struct FileWork {
  /// Of each chunk, on any thread. An error is one of the whole run.
  std::function<Result<ChunkResult>(const CsvTable& chunk)> work;
  /// Where chunks may end; empty: anywhere.
  CsvReader::MayEnd may_end = {};
};

/// Where a row stands.
struct RowPlace {
  std::size_t file, line;
};

/// Writes lines, and tells of rows in trouble, whose places come along. False: the run has failed.
using GiveRows = std::function<bool(const ChunkResult& result, const std::vector<RowPlace>& places)>;

/// A computation on the rows of all files.
struct ChunkedJob {
  std::string columns;  ///< of the output, after those by which rows are found
  /// Finds the columns in a file's header; `place` begins every line of output, up to the row's line.
  std::function<Result<FileWork>(const CsvHeader& header, const std::string& place)> open;
  /// "98 scored, 2 without an answer left out"
  std::function<std::string(const RowCounts& counts)> summary;
  /// What is left once all rows are read, of which not one has failed the run; empty: nothing.
  ///
  ///   beside  the file below
  std::function<std::optional<Error>(const GiveRows& give, OutputFile* beside)> at_end = {};
  /// Another file, which is there together with the output or not at all; empty: none.
  std::string beside = {};
};

/// Memory is that of a chunk per thread, whatever the size of the files. The output is the same for any number of
/// threads and rows to a chunk, and is there as a whole or not at all.
struct ChunkedFiles {
  std::vector<std::string> files;
  std::string out, rejects;
  int threads = 1;
  std::size_t chunk = 4096;
  ProgressOptions progress;

  void add_options(CLI::App* command);

  /// Complains about the first rows in trouble, counts the others, lists all of them in `rejects`, and sums up on
  /// standard error. Refused where a row was, and where a file ended in an error: then nothing is written.
  [[nodiscard]] Exit run(const ChunkedJob& job) const;
};

}  // namespace oncourse::cli
