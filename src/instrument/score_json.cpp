// score_json.cpp: a score as a JSON object, the same in every document.
// SPDX-License-Identifier: Apache-2.0
#include "instrument/score_json.hpp"

namespace oncourse {

json::Value score_json(const Score& score, bool from_items) {
  json::Value out = {{"total", score.total}};
  if (from_items)
    out.append({{"answered", score.answered}, {"of_items", score.of_items}, {"prorated", score.prorated}});
  else
    out["from_items"] = false;
  out["band"] = score.band ? json::Value(score.band->label) : json::Value();
  for (const SubscaleScore& s : score.subscales()) out["subscales"][s.subscale->id] = s.value;
  if (score.n_risk > 0) out["risk"] = risk_json(score.risk());
  return out;
}

json::Value risk_json(std::span<const RiskAnswer> risk) {
  json::Value out = json::Value::array();
  for (const RiskAnswer& r : risk)
    out.push_back({{"item", r.item->item},
                   {"answer", r.answer == blank ? json::Value() : json::Value(r.answer)},
                   {"flagged", r.flagged}});
  return out;
}

}  // namespace oncourse
