// sheet.hpp: answers as they come over the boundary, scored.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "handles.hpp"
#include "oncourse/instrument/score.hpp"

namespace oncourse::c {

static_assert(std::is_same_v<Answer, std::int16_t> && blank == ONCOURSE_BLANK);
static_assert(static_cast<int>(Prorating::published_rule) == ONCOURSE_PRORATING_PUBLISHED);
static_assert(static_cast<int>(Prorating::convention) == ONCOURSE_PRORATING_CONVENTION);
static_assert(static_cast<int>(Prorating::never) == ONCOURSE_PRORATING_NEVER);

inline Result<Prorating> prorating_from(const oncourse_score_options* options) {
  const auto known = read(options);
  if (!known) return known.error();
  if (auto trouble = trouble_in_reserved(known->reserved)) return *std::move(trouble);
  return enumerator<Prorating>(known->prorating, 0, ONCOURSE_PRORATING_NEVER, "prorating");
}

inline Result<Score> scored(const oncourse_instrument* instrument, const std::int16_t* answers, std::size_t n,
                            const oncourse_score_options* options) {
  if (auto trouble = missing({{"instrument", instrument}, {"answers", answers}})) return *std::move(trouble);
  const auto prorating = prorating_from(options);
  if (!prorating) return prorating.error();
  return score(*instrument->definition, {answers, n}, *prorating);
}

}  // namespace oncourse::c
