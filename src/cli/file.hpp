// file.hpp: the program's only way to the outside: whole files in, whole files or nothing out.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fstream>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "commands.hpp"
#include "csv.hpp"
#include "oncourse/base/error.hpp"
#include "partial_file.hpp"

namespace oncourse::cli {

/// errors  malformed: cannot be read, named with the system's reason
Result<std::string> read_file(const std::string& path);

/// The CSV table in a file; errors begin with the file's name.
Result<CsvTable> read_csv(const std::string& path);

/// A file that is read piece by piece, "-" for standard input.
class InputFile {
 public:
  ///   errors  malformed: cannot be opened, with the system's reason
  static Result<InputFile> open(const std::string& path);
  InputFile(InputFile&& other) noexcept : descriptor_(other.descriptor_), size_(other.size_) { other.descriptor_ = -1; }
  InputFile& operator=(InputFile&&) = delete;
  ~InputFile();

  /// As CsvReader asks for it.
  ///
  ///   errors  malformed: cannot be read, with the system's reason
  Result<std::size_t> operator()(std::span<char> buffer) const;

  /// nullopt: of a pipe or device nobody knows.
  [[nodiscard]] std::optional<std::size_t> size() const { return size_; }

 private:
  InputFile(int descriptor, std::optional<std::size_t> size) : descriptor_(descriptor), size_(size) {}
  int descriptor_;
  std::optional<std::size_t> size_;
};

/// A file in pieces. Writes beside the target and renames at the end, so that nobody ever sees half a file; what was
/// not finished leaves none, be it that the program is interrupted. Two programs do not write one file at a time.
class OutputFile {
 public:
  explicit OutputFile(std::string path);
  OutputFile(OutputFile&&) = delete;
  void write(std::string_view piece) { out_.write(piece.data(), static_cast<std::streamsize>(piece.size())); }
  /// That it cannot be written; known from the beginning where it cannot be opened.
  [[nodiscard]] std::optional<Error> trouble() const;
  /// All is written, as far as the program knows; nothing may be written after it.
  std::optional<Error> close();
  /// After close(): the file stands under its name.
  std::optional<Error> rename();
  /// Both.
  std::optional<Error> finish();

 private:
  [[nodiscard]] Error cannot_be_written() const;

  std::string path_, partial_;
  std::optional<PartialFile> unfinished_;
  std::optional<Error> refused_;  ///< why nothing was opened
  std::ofstream out_;
};

/// All of them or none: closed first, then renamed in this order, which no signal interrupts.
std::optional<Error> finish_together(std::span<OutputFile* const> files);

/// A file in one piece.
std::optional<Error> write_file(const std::string& path, std::string_view content);

/// Complains, and says how the program ends.
Exit fail(const Error& error, std::string_view place = {});

/// "oncourse: cohort.csv: line 7: item 3 is 9, scale is 0..3 [response_range]" on stderr.
void complain(const Error& error, std::string_view place = {});

}  // namespace oncourse::cli
