// model_file.hpp: a response model as text, to keep and to send.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "oncourse/base/error.hpp"
#include "oncourse/track/response_model.hpp"

namespace oncourse {

inline constexpr std::string_view model_file_schema = "oncourse/response-model";
inline constexpr int model_file_version = 1;

/// A JSON document with schema, version and a checksum over the rest. The same model gives the same bytes.
std::string to_json(const ResponseModel& model);

/// The checksum that to_json() writes, "crc32:89abcdef": what ResponseModel::checksum should hold.
std::string checksum_of(const ResponseModel& model);
/// The same as a number.
std::uint32_t crc32_of(const ResponseModel& model);

/// Reads what to_json() wrote; a document laid out differently but with the same content is accepted.
///
///   errors  malformed: not JSON, or a member is missing or of the wrong kind (named);
///           wrong_version: another schema or version, or a checksum that does not fit the content
Result<ResponseModel> response_model_from_json(std::string_view document);

}  // namespace oncourse
