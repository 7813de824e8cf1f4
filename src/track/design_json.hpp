// design_json.hpp: a design and its clock as the members of a document.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "json/reader.hpp"
#include "oncourse/growth/design.hpp"
#include "oncourse/track/response_model.hpp"

namespace oncourse {

/// {"time": {"name", "unit", "basis"}, "random", "covariates": [{"name", "interacts"}]}
json::Value design_members(const growth::Design& design, TimeUnit unit);

/// Reads what design_members() wrote; refuses like every JsonReader.
growth::Design design_from(const JsonReader& document);
TimeUnit time_unit_from(const JsonReader& document);

}  // namespace oncourse
