// table_json.hpp: a table of results as a JSON array.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "json/value.hpp"
#include "oncourse/cohort/table.hpp"

namespace oncourse {

/// An array with an object per row; nulls are null.
json::Value json_of(const Table& table);

}  // namespace oncourse
