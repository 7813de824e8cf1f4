// persons_together.hpp: whether each person's rows stand together in files that are read once, from first to last.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "csv.hpp"

namespace oncourse::cli {

/// Numbers that were seen.
///
///   cost  8 bytes a place, of which at most three quarters are taken: 11 to 22 bytes a number, 33 while it grows
class SeenNumbers {
 public:
  /// False: it was there already.
  bool insert(std::uint64_t number);
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  /// Where the number is or belongs.
  [[nodiscard]] std::uint64_t& place_of(std::uint64_t number);

  std::vector<std::uint64_t> places_;  ///< 0: free
  std::size_t size_ = 0;
};

/// Ends chunks between persons, and refuses a person who appears again after another one began.
///
/// What is remembered of a person is a number of 64 bits made of their name, see SeenNumbers for the memory. If two
/// share one, files are refused although they are in order: for ten million persons a chance of 3 in a million.
class PersonsTogether {
 public:
  /// For a person's rows in one file. No person may be in two files.
  ///
  ///   column   of persons, among `columns`; a row without a person is nobody's, and one that the table rejects may be
  ///            of either neighbour, so that no chunk ends beside it
  ///   errors   bad_argument: a person appears again (line named), or has more than a million rows
  [[nodiscard]] CsvReader::MayEnd in_file(std::size_t column, std::size_t columns);

 private:
  void begin(const std::string& person, std::size_t line);

  SeenNumbers seen_;
  std::optional<std::string> current_;
  std::size_t rows_ = 0;  ///< since the current one began
  std::optional<Error> refused_;
};

}  // namespace oncourse::cli
