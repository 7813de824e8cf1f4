// sudden_gain.cpp: the three criteria, interval by interval.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/sudden_gain.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "change/sudden_gain_limits.hpp"
#include "oncourse/base/rounding.hpp"

namespace oncourse {
namespace {

using sudden_gain::largest_number;
using sudden_gain::most_sessions;
using sudden_gain::outside;

constexpr double none = std::numeric_limits<double>::quiet_NaN();

std::optional<double> seen(double score) { return std::isnan(score) ? std::nullopt : std::optional(score); }

/// Scores on one side of an interval.
struct Side {
  int n = 0;
  double mean = 0.0, squares = 0.0;  ///< squares: about the mean

  explicit Side(std::span<const double> scores) {
    double sum = 0.0;
    for (const double score : scores) {
      if (std::isnan(score)) continue;
      sum += score;
      ++n;
    }
    if (n == 0) return;
    mean = sum / n;
    for (const double score : scores)
      if (!std::isnan(score)) squares += (score - mean) * (score - mean);
  }
  [[nodiscard]] std::optional<double> sd() const {
    return n < 2 ? std::nullopt : std::optional(std::sqrt(squares / (n - 1)));
  }
};

}  // namespace

IntervalCounts& IntervalCounts::operator+=(const IntervalCounts& other) {
  planned += other.planned;
  tested += other.tested;
  available += other.available;
  not_available += other.not_available;
  decided += other.decided;
  return *this;
}

/// The sessions looked at of one person, by position from 0.
class SuddenGainRule::Series {
 public:
  Series(const SuddenGainRule& rule, std::vector<double> scores, int first)
      : rule_(rule),
        criteria_(rule.criteria_),
        scores_(std::move(scores)),
        first_(first),
        upward_((rule.direction_ == Direction::higher_is_better) == (rule.criteria_.kind == SuddenChange::gain)) {
    for (const double score : scores_) {
      if (std::isnan(score)) continue;
      if (std::isnan(start_)) start_ = score;
      end_ = score;
    }
  }
  void count_total_from(double start) { start_ = start; }
  void count_total_to(double end) { end_ = end; }

  [[nodiscard]] int size() const { return static_cast<int>(scores_.size()); }

  [[nodiscard]] SuddenGains find() const {
    SuddenGains out;
    out.counts.planned = scores_.size() - 1;
    std::vector<int> next(scores_.size() + 1, size());  // the first position with a score from here on
    for (int at = size() - 1; at >= 0; --at) next[place(at)] = std::isnan(score(at)) ? next[place(at + 1)] : at;
    int last = -1;  // the last position with a score
    for (int at = 0; at + 1 < size(); ++at) {
      if (!std::isnan(score(at))) last = at;
      const int to = next[place(at + 1)];
      const bool bridged = last >= 0 && to < size() && to - last - 1 <= criteria_.bridge && tested(last, to);
      if (bridged ? to != at + 1 : !tested(at, at + 1)) continue;
      const int from = bridged ? last : at;
      out.intervals.push_back(interval(from, at + 1));
      const SuddenGainInterval& found = out.intervals.back();
      ++out.counts.tested;
      ++(found.complete ? out.counts.available : out.counts.not_available);
      if (found.sudden) ++out.counts.decided;
      if (found.sudden == true) out.gains.push_back(gain(from, at + 1));
    }
    return out;
  }

 private:
  static std::size_t place(int at) { return static_cast<std::size_t>(at); }
  [[nodiscard]] double score(int at) const { return at < 0 || at >= size() ? none : scores_[place(at)]; }
  [[nodiscard]] double wanted(double from, double to) const { return upward_ ? to - from : from - to; }
  [[nodiscard]] double change(int from, int to) const { return wanted(score(from), score(to)); }

  [[nodiscard]] bool tested(int from, int to) const {
    return (from > 0 || criteria_.first_interval) && (to < size() - 1 || criteria_.last_interval);
  }

  [[nodiscard]] Side side(int from, int to) const {
    const int begin = std::max(from, 0), end = std::min(to + 1, size());
    return Side(std::span(scores_).subspan(place(begin), place(end - begin)));
  }

  [[nodiscard]] std::optional<double> share_of(int from) const {
    if (criteria_.share->scale_end) return seen(std::fabs(score(from) - *criteria_.share->scale_end));
    const double of = criteria_.share->of == ShareOf::first_score ? start_ : score(from);
    return of >= 0.0 ? std::optional(of) : std::nullopt;
  }

  void compare_means(SuddenGainInterval& out, int from, int to) const {
    const MeanCriterion& rule = *criteria_.means;
    const Side before = side(from - rule.sessions + 1, from), after = side(to, to + rule.sessions - 1);
    out.n_before = before.n;
    out.n_after = after.n;
    if (before.n > 0) out.mean_before = before.mean;
    if (after.n > 0) out.mean_after = after.mean;
    out.sd_before = before.sd();
    out.sd_after = after.sd();
    const int df = before.n + after.n - 2;
    if (before.n < rule.least || after.n < rule.least || df < 1) return;
    out.pooled_sd = std::sqrt((before.squares + after.squares) / df);
    out.critical = rule_.critical_[place(df - 1)];
    const double scale = std::max(std::fabs(before.mean), std::fabs(after.mean));
    if (rule.needs_variance && !above(*out.pooled_sd, 0.0, scale)) return;
    const double unit = rule.t_test ? std::sqrt(1.0 / before.n + 1.0 / after.n) : 1.0;
    out.means = above(wanted(before.mean, after.mean), *out.critical * *out.pooled_sd * unit, scale);
  }

  [[nodiscard]] SuddenGainInterval interval(int from, int to) const {
    SuddenGainInterval out;
    out.from = first_ + from;
    out.to = first_ + to;
    out.magnitude = seen(change(from, to));
    const double scale = std::max(std::fabs(score(from)), std::fabs(score(to)));
    if (criteria_.points && out.magnitude) out.points = at_least(*out.magnitude, *criteria_.points, scale);
    if (criteria_.share) {
      out.share_of = share_of(from);
      if (out.magnitude && !(*out.magnitude > 0.0))
        out.share = false;
      else if (out.magnitude && out.share_of)
        out.share = at_least(*out.magnitude, criteria_.share->share * *out.share_of, scale);
    }
    if (criteria_.means) compare_means(out, from, to);
    combine(out);
    return out;
  }

  void combine(SuddenGainInterval& out) const {
    int yes = 0, no = 0, unknown = 0;
    const auto take = [&](bool given, const std::optional<bool>& criterion) {
      if (given) ++(!criterion ? unknown : *criterion ? yes : no);
    };
    take(criteria_.points.has_value(), out.points);
    take(criteria_.share.has_value(), out.share);
    take(criteria_.means.has_value(), out.means);
    out.complete = out.magnitude && unknown == 0;
    const bool all = criteria_.combine == CombineCriteria::all;
    if ((out.magnitude && !(*out.magnitude > 0.0)) || (all ? no > 0 : yes + unknown == 0))
      out.sudden = false;
    else if (out.magnitude && (all ? unknown == 0 : yes > 0))
      out.sudden = true;
  }

  [[nodiscard]] SuddenGain gain(int from, int to) const {
    SuddenGain out;
    out.kind = criteria_.kind;
    out.session = first_ + from;
    out.next_session = first_ + to;
    for (int at = 0; at < 3; ++at) {
      out.around[place(at)] = seen(score(from - 2 + at));
      out.around[place(3 + at)] = seen(score(to + at));
    }
    out.magnitude = change(from, to);
    const double total = rule_.direction_ == Direction::higher_is_better ? end_ - start_ : start_ - end_;
    out.total_improvement = seen(total);
    if (out.total_improvement && total != 0.0)
      out.share_of_total = (criteria_.kind == SuddenChange::gain ? 1.0 : -1.0) * out.magnitude / total;
    const double lost = criteria_.reversal_share * out.magnitude;
    out.reversal_value = upward_ ? score(to) - lost : score(to) + lost;
    for (int at = to + criteria_.reversal_from - 1; at < size() && !out.reversed_at; ++at) {
      if (std::isnan(score(at))) continue;
      const double scale = std::max({std::fabs(score(at)), std::fabs(score(to)), std::fabs(score(from))});
      const double back = change(at, to);
      out.reversed = criteria_.reversal_inclusive ? at_least(back, lost, scale) : above(back, lost, scale);
      if (*out.reversed) out.reversed_at = first_ + at;
    }
    return out;
  }

  const SuddenGainRule& rule_;
  const SuddenGainCriteria& criteria_;
  std::vector<double> scores_;
  int first_;
  bool upward_;  ///< the change looked for raises the score
  double start_ = none, end_ = none;
};

Result<SuddenGains> SuddenGainRule::find(std::span<const double> scores, int first_session) const {
  if (scores.size() > static_cast<std::size_t>(largest_number))
    return outside("sessions", static_cast<double>(scores.size()), "at most " + text(largest_number) + " are possible");
  if (first_session < -largest_number || first_session > largest_number)
    return outside("session", first_session, "the largest is " + text(largest_number));
  const int from = criteria_.from_session.value_or(first_session);
  const int to = criteria_.to_session.value_or(first_session + static_cast<int>(scores.size()) - 1);
  const int needed = 4 - static_cast<int>(criteria_.first_interval) - static_cast<int>(criteria_.last_interval);
  if (to - from + 1 < needed)
    return Error{Errc::not_enough_sessions,
                 text(std::max(to - from + 1, 0)) + " sessions, an interval to test needs " + text(needed)};
  if (to - from >= most_sessions)
    return outside("sessions looked at", to - from + 1, "at most " + text(most_sessions) + " are possible");
  const auto score_at = [&](int session) {
    const int at = session - first_session;
    return at < 0 || static_cast<std::size_t>(at) >= scores.size() ? none : scores[static_cast<std::size_t>(at)];
  };
  std::vector<double> looked_at;
  looked_at.reserve(static_cast<std::size_t>(to - from) + 1);
  for (int session = from; session <= to; ++session) looked_at.push_back(score_at(session));
  const double start = criteria_.start_session ? score_at(*criteria_.start_session) : none;
  const double end = criteria_.end_session ? score_at(*criteria_.end_session) : none;
  if (std::isinf(start) || std::isinf(end)) return Error{Errc::bad_argument, "a score is not a finite number"};
  if (auto trouble = trouble_in(looked_at)) return *trouble;
  Series series(*this, std::move(looked_at), from);
  if (criteria_.start_session) series.count_total_from(start);
  if (criteria_.end_session) series.count_total_to(end);
  return series.find();
}

Result<SuddenGains> sudden_gains(std::span<const double> scores, Direction direction,
                                 const SuddenGainCriteria& criteria, int first_session) {
  const auto rule = SuddenGainRule::make(criteria, direction);
  if (!rule) return rule.error();
  return rule->find(scores, first_session);
}

}  // namespace oncourse
