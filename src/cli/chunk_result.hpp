// chunk_result.hpp: what became of some rows of a file.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "csv.hpp"

namespace oncourse::cli {

/// How many rows, or persons, became what.
using RowCounts = std::map<std::string, std::size_t, std::less<>>;

/// "98 scored"
inline std::string counted(const RowCounts& counts, std::string_view what) {
  const auto found = counts.find(what);
  return text(found == counts.end() ? std::size_t{0} : found->second) + " " + std::string(what);
}

struct ChunkResult {
  std::string csv;                   ///< lines of the output
  std::vector<RowTrouble> troubles;  ///< in the order of their rows
  RowCounts counts;
  /// Of chunks that leave something for when all rows are read: takes it, in the order of the chunks.
  ///
  ///   file  its number among the files
  std::function<void(std::size_t file)> hand_over = {};
};

}  // namespace oncourse::cli
