// kept_file.hpp: what is kept of courses between two days as bytes, where there is no table format to write.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "oncourse/cohort/table.hpp"

namespace oncourse {

/// The document, all numbers little-endian:
///
///   "oncourse"    8 bytes
///   version       4 bytes, unsigned
///   header size   4 bytes, unsigned, at most kept_file_header_limit
///   header        JSON: schema, n_persons, columns with name and format, as TableColumn has them
///   columns       one after the other: a bit for each person, least significant first, 0 where null; then the numbers.
///                 Of text n_persons + 1 offsets of 8 bytes instead, and the characters
///   checksum      4 bytes: CRC-32 (that of zip and PNG) of all before it
inline constexpr std::string_view kept_file_magic = "oncourse";
inline constexpr std::string_view kept_file_schema = "oncourse/kept-courses";
inline constexpr std::uint32_t kept_file_version = 1;
inline constexpr std::uint32_t kept_file_header_limit = 1U << 20;  // convention: thousands of covariates

/// Bytes of the document.
///
///   kept    Followed::kept
///   errors  bad_argument: nothing was kept, so that there is no column person
Result<std::size_t> document_size(const Table& kept);

/// Writes it: the same bytes on every machine.
///
///   kept  one that document_size() takes
///   out   document_size() bytes
void write_document(const Table& kept, std::byte* out);

/// Reads what write_document() wrote. What the columns say is looked at by follow_columns().
///
///   errors  malformed: no such document, cut off or with bytes behind its end, or without persons; wrong_version:
///           another schema or version, or a checksum that does not fit the content
Result<Table> kept_from_bytes(std::span<const std::byte> document);

}  // namespace oncourse
