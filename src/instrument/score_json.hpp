// score_json.hpp: a score as a JSON object, the same in every document.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "json/value.hpp"
#include "oncourse/instrument/score.hpp"

namespace oncourse {

///   from_items  whether the answers are known; without them nothing is said of blanks
json::Value score_json(const Score& score, bool from_items = true);

json::Value risk_json(const Instrument& q, const RiskAnswer& risk);

}  // namespace oncourse
