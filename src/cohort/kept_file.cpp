// kept_file.cpp: kept courses as bytes.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/kept_file.hpp"

#include <boost/crc.hpp>
#include <string>

#include "base/little_endian.hpp"
#include "json/reader.hpp"
#include "json/write.hpp"

namespace oncourse {
namespace {

constexpr std::size_t kept_preamble_size = 16, kept_checksum_size = 4;

/// Of the formats that are kept; 0 of text.
std::optional<std::size_t> kept_width(std::string_view format) {
  if (format == "U") return 0;
  if (format == "c") return 1;
  if (format == "i") return 4;
  if (format == "g" || format == "l" || format == "L") return 8;
  return std::nullopt;
}

std::string kept_header(const Table& kept) {
  json::Value columns = json::Value::array();
  for (const TableColumn& column : kept.columns)
    columns.push_back({{"format", column.format()}, {"name", column.name()}});
  json::Value out{{"columns", std::move(columns)}, {"n_persons", kept.rows()}, {"schema", kept_file_schema}};
  return json::write(out, json::Layout::compact);
}

std::size_t bitmap_size(std::size_t rows) { return (rows + 7) / 8; }

std::uint32_t crc_of(const std::byte* bytes, std::size_t size) {
  boost::crc_32_type crc;
  crc.process_bytes(bytes, size);
  return crc.checksum();
}

/// Where nothing was kept, nobody would be known.
std::optional<Error> trouble_in_kept(const Table& kept, Errc code) {
  if (kept.find("person")) return std::nullopt;
  return Error{code, "kept courses: no column person, nothing was kept"};
}

Error malformed_kept(const std::string& detail) { return {Errc::malformed, "kept courses: " + detail}; }

/// Takes the columns one after the other out of the bytes that are left.
class KeptBytes {
 public:
  KeptBytes(std::span<const std::byte> left, std::size_t rows) : left_(left), rows_(rows) {}

  ///   result  false where there are too few bytes, or offsets that lead nowhere
  bool take(TableColumn& column) {
    std::span<const std::byte> bitmap, values;
    if (!cut(bitmap_size(rows_), 1, bitmap)) return false;
    const bool is_text = column.is_text();
    if (!cut(rows_ + (is_text ? 1 : 0), is_text ? 8 : column.width(), values)) return false;
    const auto is_null = [&](std::size_t row) {
      return (std::to_integer<unsigned>(bitmap[row / 8]) >> (row % 8) & 1U) == 0;
    };
    return is_text ? take_text(column, values, is_null) : take_numbers(column, values, is_null);
  }
  [[nodiscard]] bool at_end() const { return left_.empty(); }

 private:
  bool cut(std::size_t count, std::size_t size, std::span<const std::byte>& into) {
    if (count > left_.size() / size) return false;
    into = left_.first(count * size);
    left_ = left_.subspan(count * size);
    return true;
  }

  template <class IsNull>
  bool take_numbers(TableColumn& column, std::span<const std::byte> values, const IsNull& is_null) {
    column.reserve(rows_);
    std::byte number[8];
    for (std::size_t row = 0; row < rows_; ++row) {
      little_endian::read(number, values.data() + row * column.width(), 1, column.width());
      if (is_null(row))
        column.append_null();
      else
        column.append_bytes(number);
    }
    return true;
  }

  template <class IsNull>
  bool take_text(TableColumn& column, std::span<const std::byte> offsets, const IsNull& is_null) {
    const auto offset = [&](std::size_t k) {
      std::int64_t out = 0;
      little_endian::read(&out, offsets.data() + 8 * k, 1, sizeof out);
      return out;
    };
    std::span<const std::byte> characters;
    if (offset(0) != 0 || offset(rows_) < 0 || !cut(static_cast<std::size_t>(offset(rows_)), 1, characters))
      return false;
    for (std::size_t row = 0; row < rows_; ++row) {
      const std::int64_t from = offset(row), to = offset(row + 1);
      if (to < from || to > offset(rows_)) return false;
      if (is_null(row))
        column.append_null();
      else
        column.append(std::string_view(reinterpret_cast<const char*>(characters.data()) + from,
                                       static_cast<std::size_t>(to - from)));
    }
    return true;
  }

  std::span<const std::byte> left_;
  std::size_t rows_;
};

}  // namespace

Result<std::size_t> document_size(const Table& kept) {
  if (auto trouble = trouble_in_kept(kept, Errc::bad_argument)) return *std::move(trouble);
  std::size_t out = kept_preamble_size + kept_header(kept).size() + kept_checksum_size;
  for (const TableColumn& column : kept.columns)
    out += bitmap_size(kept.rows()) + column.values().size() + 8 * column.text_offsets().size();
  return out;
}

void write_document(const Table& kept, std::byte* out) {
  using little_endian::write;
  const std::string header = kept_header(kept);
  const auto header_size = static_cast<std::uint32_t>(header.size());
  std::byte* at = write(out, kept_file_magic.data(), kept_file_magic.size(), 1);
  at = write(at, &kept_file_version, 1, sizeof kept_file_version);
  at = write(at, &header_size, 1, sizeof header_size);
  at = write(at, header.data(), header.size(), 1);
  for (const TableColumn& column : kept.columns) {
    std::byte* const bitmap = at;
    at = std::fill_n(at, bitmap_size(kept.rows()), std::byte{0});
    for (std::size_t row = 0; row < kept.rows(); ++row)
      if (!column.is_null(row)) bitmap[row / 8] |= std::byte{1} << (row % 8);
    at = write(at, column.text_offsets().data(), column.text_offsets().size(), 8);
    const std::size_t size = column.is_text() ? 1 : column.width();
    at = write(at, column.values().data(), column.values().size() / size, size);
  }
  const std::uint32_t checksum = crc_of(out, static_cast<std::size_t>(at - out));
  write(at, &checksum, 1, sizeof checksum);
}

Result<Table> kept_from_bytes(std::span<const std::byte> document) {
  const auto word = [&](std::size_t at) {
    std::uint32_t out = 0;
    little_endian::read(&out, document.data() + at, 1, sizeof out);
    return out;
  };
  if (document.size() < kept_preamble_size + kept_checksum_size ||
      std::memcmp(document.data(), kept_file_magic.data(), kept_file_magic.size()) != 0)
    return malformed_kept("no such document");
  if (word(8) != kept_file_version)
    return Error{Errc::wrong_version,
                 "kept courses: version " + text(word(8)) + ", this library reads " + text(kept_file_version)};
  const std::size_t header_size = word(12), content = document.size() - kept_checksum_size;
  if (header_size > kept_file_header_limit || header_size > content - kept_preamble_size)
    return malformed_kept("the header is cut off, or longer than " + text(kept_file_header_limit) + " bytes");
  if (word(content) != crc_of(document.data(), content))
    return Error{Errc::wrong_version, "kept courses: the checksum does not fit, the document was changed or cut off"};
  const std::string_view header(reinterpret_cast<const char*>(document.data()) + kept_preamble_size, header_size);
  const auto columns = document.subspan(kept_preamble_size + header_size, content - kept_preamble_size - header_size);
  auto kept = read_json("kept courses", header, [&](const JsonReader& root) -> Table {
    if (root.at("schema").text() != kept_file_schema)
      root.at("schema").refuse("it must be " + std::string(kept_file_schema), Errc::wrong_version);
    const auto rows = static_cast<std::size_t>(root.at("n_persons").integer(0, std::int64_t{1} << 40));
    KeptBytes bytes(columns, rows);
    Table out;
    for (const JsonReader& one : root.at("columns").elements()) {
      const std::string format = one.at("format").text();
      const auto width = kept_width(format);
      if (!width) one.at("format").refuse("no such format");
      if (!bytes.take(out.columns.emplace_back(one.at("name").text(), format, *width)))
        one.refuse("its bytes are cut off");
    }
    if (!bytes.at_end()) root.at("columns").refuse("bytes follow the last one");
    return out;
  });
  if (kept)
    if (auto trouble = trouble_in_kept(*kept, Errc::malformed)) return *std::move(trouble);
  return kept;
}

}  // namespace oncourse
