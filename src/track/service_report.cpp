// service_report.cpp: courses counted by group, what is too few withheld, groups compared.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/service_report.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace oncourse {
namespace {

using CourseList = std::vector<std::size_t>;

std::optional<Error> trouble_in(const ServiceCourses& of, const ServiceOptions& options) {
  const std::size_t n = of.courses.size();
  if (n == 0) return Error{Errc::not_enough_sessions, "no course"};
  if (auto trouble = oncourse::trouble_in(options.plan)) return trouble;
  if (auto trouble = trouble_in_level(options.level)) return trouble;
  if (!of.waiting.empty() && of.waiting.size() != n)
    return Error{Errc::bad_argument, text(of.waiting.size()) + " waiting times of " + text(n) + " courses"};
  for (const auto& days : of.waiting)
    if (days && !(*days >= 0.0 && std::isfinite(*days)))
      return Error{Errc::bad_argument, "a waiting time of " + text(*days) + " days, it must be 0 or more"};
  for (const auto& grouping : of.groupings)
    if (grouping.labels.size() != n)
      return Error{Errc::bad_argument, text(grouping.labels.size()) + " labels of " + grouping.name + ", there are " +
                                           text(n) + " courses"};
  if (const auto tried = funnel({}, options.funnel); !tried) return tried.error();
  return std::nullopt;
}

double quartile(const std::vector<double>& ordered, double p) {
  const double at = p * static_cast<double>(ordered.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  return std::lerp(ordered[below], ordered[std::min(below + 1, ordered.size() - 1)], at - static_cast<double>(below));
}

ServiceWaiting waiting_of(const ServiceCourses& of, const CourseList& list) {
  std::vector<double> days;
  for (const std::size_t i : list)
    if (!of.waiting.empty() && of.waiting[i]) days.push_back(*of.waiting[i]);
  ServiceWaiting out;
  out.courses = days.size();
  if (days.empty()) return out;
  std::sort(days.begin(), days.end());
  out.first_quartile = quartile(days, 0.25);
  out.median = quartile(days, 0.5);
  out.third_quartile = quartile(days, 0.75);
  return out;
}

ServiceShare share_of(const ServiceCourses& of, const CourseList& list, ServiceOutcome outcome, double level) {
  ServiceShare out;
  double expected = 0.0;
  for (const std::size_t i : list) {
    const CourseOutcome& one = of.courses[i].of(outcome);
    if (!one.met) continue;
    ++out.rate.of;
    out.rate.count += *one.met ? 1 : 0;
    expected += one.expected;
  }
  if (out.rate.of == 0) return out;
  const Proportion share{static_cast<double>(out.rate.count), static_cast<double>(out.rate.of)};
  out.rate.share = share.share();
  out.rate.interval = *wilson_interval(share, level);
  if (std::isfinite(expected)) out.expected = expected;
  return out;
}

ServiceGroup group_of(const ServiceCourses& of, std::string label, const CourseList& list,
                      const ServiceOptions& options) {
  ServiceGroup out;
  out.label = std::move(label);
  out.courses = list.size();
  for (const std::size_t i : list) {
    const ServiceCourse& course = of.courses[i];
    if (course.trouble) continue;
    ++out.judged;
    ++(course.last_session < options.plan.window_first  ? out.window.before
       : course.last_session > options.plan.window_last ? out.window.after
                                                        : out.window.inside);
  }
  for (const ServiceOutcome outcome : service_outcomes)
    out.shares[static_cast<std::size_t>(outcome)] = share_of(of, list, outcome, options.level);
  out.waiting = waiting_of(of, list);
  return out;
}

/// Which of so many are not shown: those of fewer than the least, but not none, and the next smallest as long as those
/// that are not shown are fewer together. `withheld` are so already.
std::vector<bool> too_few(const std::vector<std::size_t>& counts, std::vector<bool> withheld, std::size_t least) {
  std::size_t hidden = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    withheld[i] = withheld[i] || (counts[i] > 0 && counts[i] < least);
    if (withheld[i]) hidden += counts[i];
  }
  while (hidden > 0 && hidden < least) {
    std::optional<std::size_t> next;
    for (std::size_t i = 0; i < counts.size(); ++i)
      if (!withheld[i] && counts[i] > 0 && (!next || counts[i] < counts[*next])) next = i;
    if (!next) break;
    withheld[*next] = true;
    hidden += counts[*next];
  }
  return withheld;
}

/// Of the groups of one column, or of everybody alone.
void withhold(std::vector<ServiceGroup>& groups, std::size_t least) {
  const auto counts = [&](const auto& of) {
    std::vector<std::size_t> out;
    out.reserve(groups.size());
    for (const ServiceGroup& group : groups) out.push_back(of(group));
    return out;
  };
  const auto whole = too_few(
      counts([](const ServiceGroup& group) { return group.judged; }),
      too_few(counts([](const ServiceGroup& group) { return group.courses; }), std::vector<bool>(groups.size()), least),
      least);
  for (const ServiceOutcome outcome : service_outcomes) {
    const auto hidden =
        too_few(counts([&](const ServiceGroup& group) { return static_cast<std::size_t>(group.of(outcome).rate.of); }),
                whole, least);
    for (std::size_t g = 0; g < groups.size(); ++g)
      if (hidden[g]) groups[g].shares[static_cast<std::size_t>(outcome)] = {true, {}, {}};
  }
  const auto waits = too_few(counts([](const ServiceGroup& group) { return group.waiting.courses; }), whole, least);
  for (std::size_t g = 0; g < groups.size(); ++g) {
    if (waits[g]) groups[g].waiting = {true};
    if (!whole[g]) continue;
    groups[g].withheld = true;
    groups[g].courses = groups[g].judged = 0;
    groups[g].window = {};
  }
}

/// Chances of the outcome by case mix, with everybody's shifted to what was seen.
struct CaseMix {
  std::vector<double> chance;  ///< of every course, NaN where it is not asked
  std::string because = {};
};

CaseMix case_mix_of(const ServiceCourses& of, ServiceOutcome outcome) {
  CaseMix out;
  std::vector<double> asked;
  double count = 0.0;
  for (const ServiceCourse& course : of.courses) {
    const CourseOutcome& one = course.of(outcome);
    out.chance.push_back(one.met ? one.expected : std::numeric_limits<double>::quiet_NaN());
    if (!one.met) continue;
    asked.push_back(one.expected);
    count += *one.met ? 1.0 : 0.0;
  }
  if (std::any_of(asked.begin(), asked.end(), [](double p) { return !std::isfinite(p); })) {
    out.because = "the model does not say what to expect of it";
    return out;
  }
  const auto shift = shift_to(count, asked);
  if (!shift) {
    out.because = shift.error().detail;
    return out;
  }
  for (double& chance : out.chance)
    if (std::isfinite(chance)) chance = shifted(chance, *shift);
  return out;
}

/// What a group's count is compared with.
FunnelGroup compared(const ServiceFunnel& in, const ServiceShare& share, const CourseList& list, const CaseMix* mix) {
  const auto count = static_cast<double>(share.rate.count), of = static_cast<double>(share.rate.of);
  if (!in.case_mix) return equal_chances(count, of, in.centre);
  FunnelGroup out{count};
  for (const std::size_t i : list) {
    const double chance = mix->chance[i];
    if (!std::isfinite(chance)) continue;
    out.expected += chance;
    out.variance += chance * (1.0 - chance);
  }
  return out;
}

ServiceFunnel funnel_of(const ServiceGrouping& grouping, const std::vector<CourseList>& lists,
                        const ServiceGroup& everybody, ServiceOutcome outcome, const CaseMix* mix,
                        const ServiceOptions& options) {
  ServiceFunnel out;
  out.outcome = outcome;
  out.case_mix = mix != nullptr;
  const ServiceShare& all = everybody.of(outcome);
  if (all.withheld || all.rate.of == 0) {
    out.because = all.withheld ? "too few courses" : "it is asked of no course";
    return out;
  }
  out.centre = *all.rate.share;
  if (all.rate.count == 0 || all.rate.count == all.rate.of)
    out.because = all.rate.count == 0 ? "no course has it" : "every course has it";
  else if (mix)
    out.because = mix->because;
  if (!out.because.empty()) return out;
  std::vector<FunnelGroup> groups;
  const std::size_t stated = grouping.groups.size() - (grouping.with_not_stated ? 1 : 0);
  for (std::size_t g = 0; g < stated; ++g) {
    const ServiceShare& share = grouping.groups[g].of(outcome);
    if (share.withheld || share.rate.of == 0 || static_cast<std::size_t>(share.rate.of) < options.least_group) continue;
    const FunnelGroup group = compared(out, share, lists[g], mix);
    if (!(group.variance > 0.0 && group.variance < group.expected)) continue;  // nothing of it was open
    groups.push_back(group);
    out.groups.push_back(g);
    out.courses.push_back(static_cast<std::size_t>(share.rate.of));
  }
  if (groups.size() < 2) {
    out.groups.clear();
    out.courses.clear();
    out.because = "fewer than two groups with enough courses";
    return out;
  }
  if (auto found = funnel(groups, options.funnel))
    out.funnel = *std::move(found);
  else
    out.because = found.error().detail;
  return out;
}

/// Courses by label, those of whom it is not stated last.
std::pair<std::vector<std::string>, std::vector<CourseList>> lists_of(const ServiceCourses::Grouping& grouping) {
  std::map<std::string, CourseList> by_label;
  for (std::size_t i = 0; i < grouping.labels.size(); ++i) by_label[grouping.labels[i]].push_back(i);
  std::pair<std::vector<std::string>, std::vector<CourseList>> out;
  CourseList not_stated;
  for (auto& [label, list] : by_label) {
    if (label.empty()) {
      not_stated = std::move(list);
      continue;
    }
    out.first.push_back(label);
    out.second.push_back(std::move(list));
  }
  if (!not_stated.empty()) {
    out.first.emplace_back();
    out.second.push_back(std::move(not_stated));
  }
  return out;
}

}  // namespace

Result<ServiceReport> service_report(const ServiceCourses& courses, const ServiceOptions& options) {
  if (auto trouble = trouble_in(courses, options)) return *std::move(trouble);
  ServiceReport out;
  CourseList all(courses.courses.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  for (const ServiceCourse& course : courses.courses)
    if (course.trouble) ++out.troubles[*course.trouble];
  out.referred_after_start = courses.referred_after_start;
  std::vector<ServiceGroup> everybody = {group_of(courses, {}, all, options)};
  withhold(everybody, options.least_group);
  out.everybody = everybody.front();
  const bool with_model = std::any_of(courses.courses.begin(), courses.courses.end(), [](const ServiceCourse& course) {
    return std::any_of(course.outcomes.begin(), course.outcomes.end(),
                       [](const CourseOutcome& one) { return std::isfinite(one.expected); });
  });
  std::vector<CaseMix> mixes;
  mixes.reserve(service_outcomes.size());
  for (const ServiceOutcome outcome : service_outcomes) mixes.push_back(case_mix_of(courses, outcome));
  for (const ServiceCourses::Grouping& of : courses.groupings) {
    ServiceGrouping& grouping = out.groupings.emplace_back();
    grouping.name = of.name;
    auto [labels, lists] = lists_of(of);
    for (std::size_t g = 0; g < lists.size(); ++g)
      grouping.groups.push_back(group_of(courses, labels[g], lists[g], options));
    grouping.with_not_stated = !labels.empty() && labels.back().empty();
    withhold(grouping.groups, options.least_group);
    for (const ServiceOutcome outcome : service_outcomes)
      for (const bool case_mix : {false, true}) {
        // of alarms and of the window the model's prior says nothing
        if (case_mix && (!with_model || outcome >= ServiceOutcome::off_track)) continue;
        grouping.funnels.push_back(funnel_of(grouping, lists, out.everybody, outcome,
                                             case_mix ? &mixes[static_cast<std::size_t>(outcome)] : nullptr, options));
        const Funnel& found = grouping.funnels.back().funnel;
        out.comparisons += found.points.size();
        out.beyond_warning += found.beyond_warning();
        out.beyond_alert += found.beyond_alert();
      }
  }
  return out;
}

}  // namespace oncourse
