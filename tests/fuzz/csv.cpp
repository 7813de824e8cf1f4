// csv.cpp: any text as a CSV file, cut into any blocks and chunks.
// SPDX-License-Identifier: Apache-2.0
#include "cli/csv.hpp"

#include "input.hpp"
#include "laws.hpp"

using namespace oncourse::cli;

namespace {

/// Every record with its line, and how it ended.
std::string records(const std::string& document, std::size_t block, std::size_t count) {
  CsvReader reader(
      [&document, at = std::size_t{0}](std::span<char> buffer) mutable {
        const std::size_t n = std::min(buffer.size(), document.size() - at);
        std::copy_n(document.data() + at, n, buffer.data());
        at += n;
        return oncourse::Result(n);
      },
      block);
  std::string out;
  for (;;) {
    const auto chunk = reader.next(count);
    if (!chunk) return out + chunk.error().detail;
    if (chunk->records.empty()) return out;
    for (const CsvRecord& one : chunk->records)
      out += oncourse::text(one.line) + ":" + chunk->text.substr(one.begin, one.end - one.begin) + "\n";
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  fuzz::Input in({bytes, size});
  const std::size_t block = 1 + in.choice(200), count = 1 + in.choice(8);
  const std::string document(reinterpret_cast<const char*>(bytes) + std::min<std::size_t>(size, 2),
                             reinterpret_cast<const char*>(bytes) + size);
  fuzz::law(records(document, block, count) == records(document, 1 << 12, 1 << 12),
            "other records where the file is cut elsewhere");
  const auto table = CsvTable::parse(document);
  if (!table) {
    fuzz::law(!table.error().detail.empty(), "a refusal without a reason");
    return 0;
  }
  fuzz::law(table->rows() > 0 && table->columns() > 0 && table->rejected().empty(), "a table that is none");
  for (std::size_t row = 0; row < table->rows(); ++row) {
    fuzz::law(table->line(row) > (row == 0 ? 1 : table->line(row - 1)), "a row before the one above it");
    for (std::size_t column = 0; column < table->columns(); ++column)
      fuzz::law(table->cell(row, column).size() <= document.size(), "a field longer than the file");
  }
  return 0;
}
