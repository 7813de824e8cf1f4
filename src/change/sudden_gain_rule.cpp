// sudden_gain_rule.cpp: criteria of sudden gains, checked.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "change/sudden_gain_limits.hpp"
#include "oncourse/base/student_t.hpp"
#include "oncourse/change/sudden_gain.hpp"

namespace oncourse {
namespace {

using sudden_gain::largest_number;
using sudden_gain::most_sessions;
using sudden_gain::outside;

bool positive(double value) { return value > 0.0 && std::isfinite(value); }

std::optional<Error> trouble_in_share(const ShareCriterion& share) {
  if (!positive(share.share)) return outside("share of the change", share.share, "it must be above 0");
  if ((share.of == ShareOf::distance_to_end) != share.scale_end.has_value())
    return Error{Errc::bad_argument, "scale_end is for a share of the distance to it, and needed there"};
  if (share.scale_end && !std::isfinite(*share.scale_end))
    return Error{Errc::bad_argument, "scale_end is not a finite number"};
  return std::nullopt;
}

std::optional<Error> trouble_in_means(const MeanCriterion& means) {
  if (means.sessions < 2 || means.sessions > 20)
    return outside("sessions on each side", means.sessions, "2 to 20 are possible");
  if (means.least < 1 || means.least > means.sessions)
    return outside("least scores on each side", means.least, "1 to " + text(means.sessions) + " are possible");
  if (!(means.alpha > 0.0 && means.alpha < 1.0)) return outside("alpha", means.alpha, "it must lie between 0 and 1");
  if (means.critical && !positive(*means.critical))
    return outside("critical value", *means.critical, "it must be above 0");
  return std::nullopt;
}

std::optional<Error> trouble_in_settings(const SuddenGainCriteria& c) {
  if (!c.points && !c.share && !c.means) return Error{Errc::bad_argument, "no criterion is given"};
  if (c.points && !positive(*c.points)) return outside("points of the change", *c.points, "they must be above 0");
  if (c.share)
    if (auto trouble = trouble_in_share(*c.share)) return trouble;
  if (c.means)
    if (auto trouble = trouble_in_means(*c.means)) return trouble;
  if (c.bridge < 0 || c.bridge > most_sessions)
    return outside("missed sessions to span", c.bridge, "0 to " + text(most_sessions) + " are possible");
  for (const auto& session : {c.from_session, c.to_session, c.start_session, c.end_session})
    if (session && (*session < -largest_number || *session > largest_number))
      return outside("session", *session, "the largest is " + text(largest_number));
  if (c.from_session && c.to_session && *c.to_session < *c.from_session)
    return outside("last session", *c.to_session, "the first is " + text(*c.from_session));
  if (c.start_session && c.end_session && *c.end_session <= *c.start_session)
    return outside("end of the total change", *c.end_session, "its start is session " + text(*c.start_session));
  if (!(c.reversal_share > 0.0 && c.reversal_share <= 1.0))
    return outside("share of a reversal", c.reversal_share, "it must be above 0 and at most 1");
  if (c.reversal_from < 2 || c.reversal_from > most_sessions)
    return outside("first session of a reversal", c.reversal_from, "2 is the first after the gain");
  return std::nullopt;
}

}  // namespace

Result<SuddenGainRule> SuddenGainRule::make(const SuddenGainCriteria& criteria, Direction direction) {
  if (auto trouble = trouble_in_settings(criteria)) return *trouble;
  SuddenGainRule out;
  out.criteria_ = criteria;
  out.direction_ = direction;
  if (!criteria.means) return out;
  for (int df = 1; df <= 2 * criteria.means->sessions - 2; ++df) {
    out.critical_.push_back(criteria.means->critical ? *criteria.means->critical
                                                     : -student_t_quantile(criteria.means->alpha / 2.0, df));
    if (!positive(out.critical_.back()))
      return outside("alpha", criteria.means->alpha, "no critical value belongs to it");
  }
  return out;
}

std::optional<Error> SuddenGainRule::trouble_in(std::span<const double> scores) const {
  const auto any = [&](auto is) { return std::any_of(scores.begin(), scores.end(), is); };
  if (any([](double score) { return std::isinf(score); }))
    return Error{Errc::bad_argument, "a score is not a finite number"};
  if (!criteria_.share || !criteria_.share->scale_end) return std::nullopt;
  const double end = *criteria_.share->scale_end;
  if (any([&](double score) { return score < end; }) && any([&](double score) { return score > end; }))
    return Error{Errc::bad_argument, "scores on both sides of scale_end " + text(end) + ", where the scale should end"};
  return std::nullopt;
}

Result<double> points_beyond_error(double sd, double reliability, double critical) {
  if (!positive(sd)) return outside("standard deviation", sd, "it must be above 0");
  if (!(reliability > 0.0 && reliability < 1.0))
    return outside("reliability", reliability, "it must lie between 0 and 1");
  if (!positive(critical)) return outside("critical value", critical, "it must be above 0");
  return critical * std::sqrt(2.0) * sd * std::sqrt(1.0 - reliability);
}

}  // namespace oncourse
