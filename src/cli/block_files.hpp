// block_files.hpp: cross-products of shards, read from their files.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "oncourse/base/error.hpp"
#include "oncourse/track/response_block.hpp"

namespace oncourse::cli {

/// The sum of several files, each mapped into memory, or read piece by piece where it is a pipe.
///
///   errors  those of BlockView::make() and BlockSum::add(), or malformed: cannot be read; they begin with the file's
///           name
Result<BlockSum> sum_of_files(const std::vector<std::string>& paths);

}  // namespace oncourse::cli
