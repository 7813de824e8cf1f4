// file.hpp: the program's only way to the outside: whole files in, whole files or nothing out.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fstream>
#include <optional>
#include <string>
#include <string_view>

#include "commands.hpp"
#include "csv.hpp"
#include "oncourse/base/error.hpp"

namespace oncourse::cli {

/// errors  malformed: cannot be read, named with the system's reason
Result<std::string> read_file(const std::string& path);

/// The CSV table in a file; errors begin with the file's name.
Result<CsvTable> read_csv(const std::string& path);

/// A file in pieces. Writes beside the target and renames at the end, so that nobody ever sees half a file; what was
/// not finished leaves none.
class OutputFile {
 public:
  explicit OutputFile(std::string path);
  OutputFile(OutputFile&&) = delete;
  ~OutputFile();
  void write(std::string_view piece) { out_ << piece; }
  /// Nothing may be written after it.
  std::optional<Error> finish();

 private:
  std::string path_, partial_;
  std::ofstream out_;
  bool finished_ = false;
};

/// The same in one piece.
std::optional<Error> write_file(const std::string& path, std::string_view content);

/// Complains, and says how the program ends.
Exit fail(const Error& error, std::string_view place = {});

/// "oncourse: cohort.csv: line 7: item 3 is 9, scale is 0..3 [response_range]" on stderr.
void complain(const Error& error, std::string_view place = {});

}  // namespace oncourse::cli
