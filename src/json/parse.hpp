// parse.hpp: a JSON document in.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

#include "json/value.hpp"
#include "oncourse/base/error.hpp"

namespace oncourse::json {

/// Arrays and objects inside each other: beyond this, taking a document down could exhaust the stack.
inline constexpr std::size_t max_depth = 32;

/// Reads one document, the same in every locale.
///
///   what    names the document in errors: "model file"
///   errors  malformed, with the byte at which it was noticed: not JSON (RFC 8259) or not UTF-8, nested deeper than
///           max_depth, a member that repeats the name of another, a number that no double holds
Result<Value> parse(std::string_view what, std::string_view document);

}  // namespace oncourse::json
