// checksum.hpp: a number that stands for what a document says.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "json/value.hpp"

namespace oncourse::json {

/// CRC-32 of the content in one spelling, whoever wrote it: keys sorted, no blanks, shortest numbers, 16 as 16.0.
std::uint32_t checksum(Value content);

}  // namespace oncourse::json
