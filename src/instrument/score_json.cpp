// score_json.cpp: a score as a JSON object, the same in every document.
// SPDX-License-Identifier: Apache-2.0
#include "instrument/score_json.hpp"

#include <cmath>

namespace oncourse {

json::Value score_json(const Score& score, bool from_items) {
  json::Value out = {{"total", std::isnan(score.total) ? json::Value() : json::Value(score.total)}};
  if (from_items)
    out.append({{"answered", score.answered}, {"of_items", score.of_items}, {"prorated", score.prorated}});
  else
    out["from_items"] = false;
  out["band"] = score.band ? json::Value(score.band->label) : json::Value();
  for (const SubscaleScore& s : score.subscales()) {
    out["subscales"][s.subscale->id] = s.value;
    if (s.band) out["subscale_bands"][s.subscale->id] = s.band->label;
  }
  for (const AlgorithmResult& a : score.algorithms()) out["algorithms"][a.algorithm->id] = a.met;
  for (const RiskAnswer& r : score.risk()) out["risk"].push_back(risk_json(*score.instrument, r));
  return out;
}

json::Value risk_json(const Instrument& q, const RiskAnswer& risk) {
  // of an answer that is not there, or on no scale, nothing is known, which is not the same as "no risk"
  const bool known = risk.answer != blank && answer_range(q, risk.item->item).allows(risk.answer);
  return {{"item", risk.item->item},
          {"answer", risk.answer == blank ? json::Value() : json::Value(risk.answer)},
          {"flagged", known ? json::Value(risk.flagged) : json::Value()}};
}

}  // namespace oncourse
