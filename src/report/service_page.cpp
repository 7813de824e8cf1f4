// service_page.cpp: how courses ended at a service, for people.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/report/service_page.hpp"

#include <algorithm>
#include <cmath>

#include "funnel_chart.hpp"
#include "oncourse/base/number.hpp"
#include "oncourse/base/spoken.hpp"
#include "page.hpp"
#include "text_layout.hpp"

namespace oncourse {
namespace {

using namespace layout;

std::string level_text(double level) { return text(std::round(1e4 * level) / 100.0) + " %"; }

std::string in_percent(double share) { return text(100.0 * share, 1); }

std::string few_text(const ServiceOptions& options) { return "fewer than " + text(options.least_group); }

std::string count_text(std::size_t n, const std::string& one) { return text(n) + " " + one + (n == 1 ? "" : "s"); }

/// "52.1 (40.1 to 63.9)"
std::string with_interval(const ServiceShare& share) {
  if (share.withheld || share.rate.of == 0) return "-";
  return in_percent(*share.rate.share) + " (" + in_percent(share.rate.interval->low) + " to " +
         in_percent(share.rate.interval->high) + ")";
}

std::string days_text(const std::optional<double>& days) { return days ? text(*days, 0) : "-"; }

/// "32 (18 to 51)"
std::string quartiles_text(const ServiceWaiting& waited) {
  std::string out = days_text(waited.median);
  if (waited.median)
    out.append(" (")
        .append(days_text(waited.first_quartile))
        .append(" to ")
        .append(days_text(waited.third_quartile))
        .append(")");
  return out;
}

std::string p_text(double p) { return p < 0.001 ? "below 0.001" : text(p, 3); }

std::string label_text(const ServiceGroup& group) { return group.label.empty() ? "not stated" : group.label; }

std::string trouble_text(Errc why) {
  switch (why) {
    case Errc::not_enough_sessions: return "fewer than two scores";
    case Errc::response_range: return "a score off the scale";
    case Errc::session_order: return "sessions that repeat or run backwards";
    default: return spoken(name(why));
  }
}

std::string place_text(FunnelPlace place, const FunnelOptions& options) {
  switch (place) {
    case FunnelPlace::inside: return "inside";
    case FunnelPlace::below_warning: return "below the " + level_text(options.warning) + " limits";
    case FunnelPlace::above_warning: return "above the " + level_text(options.warning) + " limits";
    case FunnelPlace::below_alert: return "below the " + level_text(options.alert) + " limits";
    case FunnelPlace::above_alert: return "above the " + level_text(options.alert) + " limits";
  }
  return "unknown";
}

/// What was counted, a sentence each.
std::vector<std::string> method(const ServiceReport& report, const ServiceOptions& options, const Instrument& q) {
  if (report.everybody.withheld) return {"There are " + few_text(options) + " courses: no figure is shown."};
  std::vector<std::string> out = {count_text(report.everybody.courses, "course") + " by the " + std::string(q.name) +
                                  ", of which " + text(report.everybody.judged) +
                                  " could be judged. Every course counts as ended at its last session."};
  std::string troubles;
  for (const auto& [why, courses] : report.troubles)
    troubles += (troubles.empty() ? "" : ", ") + trouble_text(why) + ": " + text(courses);
  if (!troubles.empty()) out.push_back("Not judged: " + troubles + ".");
  if (report.referred_after_start > 0)
    out.push_back(count_text(report.referred_after_start, "course") +
                  " with a referral after the first session: their waiting is not counted.");
  if (options.least_group > 1)
    out.push_back("Figures of " + few_text(options) +
                  " courses are not shown, nor what would tell them. Other columns or reports may still tell: look "
                  "before you publish.");
  return out;
}

std::string chance_sentence(const ServiceReport& report, const ServiceOptions& options) {
  return "In all " + count_text(report.comparisons, "comparison") + " " + text(report.beyond_alert) +
         " lie outside the " + level_text(options.funnel.alert) + " limits, where chance alone lets expect at most " +
         text(report.expected_beyond(options.funnel.alert), 1) + ", and " + text(report.beyond_warning) +
         " outside the " + level_text(options.funnel.warning) + " limits, where it lets expect at most " +
         text(report.expected_beyond(options.funnel.warning), 1) + ".";
}

const std::string look_sentence =
    "A group outside the limits asks for a look, at its data, its case mix and chance, in this order. It is no finding "
    "about its work. Groups are not ranked, and their order means nothing.";

std::string funnel_name(const ServiceFunnel& of) {
  return spoken(name(of.outcome)) + (of.case_mix ? ", given the case mix" : "");
}

std::string dispersion_sentence(const ServiceFunnel& of) {
  const Dispersion& found = of.funnel.dispersion;
  const std::string figures = " (phi " + text(found.phi, 2) + ", sum of squares " + text(found.sum, 1) + " of " +
                              text(found.groups) + " groups, p " + p_text(found.p) + ")";
  if (found.widened)
    return "Groups differ by more than chance" + figures + ": the limits are widened by a tau of " +
           text(std::sqrt(found.tau2), 3) + ".";
  return "The limits are those of chance alone" + figures + ".";
}

/// Which groups lie outside, with their figures.
std::vector<std::string> outside(const ServiceGrouping& by, const ServiceFunnel& of, const ServiceOptions& options) {
  std::vector<std::string> out;
  for (std::size_t p = 0; p < of.funnel.points.size(); ++p) {
    const FunnelPoint& point = of.funnel.points[p];
    if (point.place == FunnelPlace::inside) continue;
    out.push_back(by.groups[of.groups[p]].label + " is " + place_text(point.place, options.funnel) + ": " +
                  text(point.group.count, 0) + " of " + text(of.courses[p]) + ", " + text(point.group.expected, 1) +
                  " expected");
  }
  return out;
}

/// A funnel of case mix says what the other does not; without a model there is but the other.
bool is_drawn(const ServiceGrouping& by, const ServiceFunnel& of) {
  if (!of.because.empty()) return false;
  return of.case_mix || std::none_of(by.funnels.begin(), by.funnels.end(), [&](const ServiceFunnel& other) {
           return other.outcome == of.outcome && other.case_mix && other.because.empty();
         });
}

/// Limits over the number of courses, of groups whose chances are alike the mean.
void draw_limits(chart::FunnelChart& to, const ServiceFunnel& of, const FunnelOptions& options) {
  double expected = 0.0, variance = 0.0, courses = 0.0;
  for (std::size_t p = 0; p < of.funnel.points.size(); ++p) {
    expected += of.funnel.points[p].group.expected;
    variance += of.funnel.points[p].group.variance;
    courses += static_cast<double>(of.courses[p]);
  }
  const Dispersion& dispersion = of.funnel.dispersion;
  const double tau2 = dispersion.widened ? dispersion.tau2 : 0.0;
  constexpr int steps = 60;
  for (int k = 0; k <= steps; ++k) {  // closer where the funnel bends
    const double part = static_cast<double>(k) / steps, n = 1.0 + (to.to_across - 1.0) * part * part;
    const FunnelGroup group{0.0, n * expected / courses, n * variance / courses};
    const double unit = of.case_mix ? group.expected : n;
    for (const auto& [lines, level] : {std::pair(&to.warning, options.warning), std::pair(&to.alert, options.alert)}) {
      const FunnelLimits limits = funnel_limits(group.trials(), group.chance(), level, tau2);
      (*lines)[0].push_back({n, limits.low / unit});
      (*lines)[1].push_back({n, std::min(std::min(limits.high, group.trials()) / unit, to.to_up)});
    }
  }
}

chart::FunnelChart chart_of(const ServiceGrouping& by, const ServiceFunnel& of, const ServiceOptions& options,
                            const std::string& id) {
  chart::FunnelChart out;
  out.id = id;
  out.title = "Funnel plot: " + funnel_name(of) + ", by " + by.name;
  out.across = "courses";
  out.up = of.case_mix ? "observed over expected" : "share of courses";
  out.centre = of.case_mix ? 1.0 : of.centre;
  out.warning_label = level_text(options.funnel.warning) + " limits";
  out.alert_label = level_text(options.funnel.alert) + " limits";
  double most = 0.0, greatest = of.case_mix ? 2.0 : 1.0;
  for (std::size_t p = 0; p < of.funnel.points.size(); ++p) {
    most = std::max(most, static_cast<double>(of.courses[p]));
    greatest = std::max(greatest, std::ceil(of.value(p, of.funnel.points[p].group.count)));
  }
  out.to_across = 1.1 * most;
  out.to_up = greatest;
  draw_limits(out, of, options.funnel);
  for (std::size_t p = 0; p < of.funnel.points.size(); ++p) {
    const FunnelPoint& point = of.funnel.points[p];
    const std::string& label = by.groups[of.groups[p]].label;
    const double value = of.value(p, point.group.count);
    out.dots.push_back({{static_cast<double>(of.courses[p]), value},
                        label,
                        label + ": " + text(value, 2) + ", " + text(of.courses[p]) + " courses, " +
                            place_text(point.place, options.funnel),
                        point.place});
  }
  out.description = count_text(of.funnel.points.size(), "group") + " around " + text(out.centre, 2) + "; " +
                    text(of.funnel.beyond_warning()) + " outside the " + out.warning_label + ", " +
                    text(of.funnel.beyond_alert()) + " of them outside the " + out.alert_label +
                    ". The figures are in the table below.";
  return out;
}

void write_everybody(markup::Writer& out, const ServiceReport& report, const ServiceOptions& options) {
  page::Table table{"All courses, with " + level_text(options.level) + " intervals (Wilson)",
                    {{"Outcome"},
                     {"Count", page::Kind::number},
                     {"Of", page::Kind::number},
                     {"Share, %", page::Kind::number},
                     {"Expected by the model", page::Kind::number},
                     {"Observed over expected", page::Kind::number}},
                    {}};
  for (const ServiceOutcome outcome : service_outcomes) {
    const ServiceShare& share = report.everybody.of(outcome);
    table.rows.push_back({spoken(name(outcome)), share.withheld ? few_text(options) : text(share.rate.count),
                          share.withheld ? "-" : text(share.rate.of), with_interval(share),
                          share.expected ? text(*share.expected, 1) : "-",
                          share.ratio() ? text(*share.ratio(), 2) : "-"});
  }
  page::write(out, table);
  if (std::any_of(report.everybody.shares.begin(), report.everybody.shares.end(),
                  [](const ServiceShare& share) { return share.expected.has_value(); }))
    out.element("p", {{"class", "quiet"}},
                "Observed over expected of all courses says as much of the model as of the courses: a line on a scale "
                "that ends, and what was begun after the first score. Between groups this is taken out.");
}

std::vector<const ServiceGroup*> with_everybody(const ServiceReport& report, const ServiceGrouping* by) {
  std::vector<const ServiceGroup*> out;
  if (by)
    for (const ServiceGroup& group : by->groups) out.push_back(&group);
  out.push_back(&report.everybody);
  return out;
}

std::string row_name(const ServiceReport& report, const ServiceGroup& group) {
  return &group == &report.everybody ? "all courses" : label_text(group);
}

/// Courses, waiting and where in the window they ended.
void write_courses(markup::Writer& out, const ServiceReport& report, const ServiceGrouping* by,
                   const ServiceOptions& options) {
  const std::string first = text(options.plan.window_first), last = text(options.plan.window_last);
  std::string inside = "Ended " + first;
  inside.append(" to ").append(last);
  page::Table table{"Courses, days from referral to the first session, and the session with which they ended",
                    {{by ? by->name : ""}},
                    {}};
  for (const std::string& title :
       {std::string("Courses"), std::string("Judged"), std::string("Days waited, median (quartiles)"),
        std::string("Of courses"), "Ended before " + first, inside, "Ended after " + last})
    table.columns.push_back({title, page::Kind::number});
  for (const ServiceGroup* group : with_everybody(report, by)) {
    if (group->withheld) {
      table.rows.push_back({row_name(report, *group), "not shown", "-", "-", "-", "-", "-", "-"});
      continue;
    }
    const ServiceWaiting& waited = group->waiting;
    table.rows.push_back({row_name(report, *group), text(group->courses), text(group->judged), quartiles_text(waited),
                          waited.withheld ? "not shown" : text(waited.courses), text(group->window.before),
                          text(group->window.inside), text(group->window.after)});
  }
  page::write(out, table);
}

/// Three outcomes in a table: more are wider than paper.
void write_outcomes(markup::Writer& out, const ServiceGrouping& by, const ServiceReport& report,
                    const ServiceOptions& options) {
  constexpr std::size_t at_once = 3;
  for (std::size_t from = 0; from < service_outcomes.size(); from += at_once) {
    const std::size_t to = std::min(from + at_once, service_outcomes.size());
    page::Table table{"Share of courses in percent with " + level_text(options.level) + " intervals, count of courses",
                      {{by.name}},
                      {}};
    for (std::size_t k = from; k < to; ++k)
      table.columns.push_back({spoken(name(service_outcomes[k])), page::Kind::number});
    for (const ServiceGroup* group : with_everybody(report, &by)) {
      std::vector<std::string> row = {row_name(report, *group)};
      for (std::size_t k = from; k < to; ++k) {
        const ServiceShare& share = group->shares[k];
        row.push_back(share.withheld ? "not shown"
                      : share.rate.of == 0
                          ? "-"
                          : with_interval(share) + ", " + text(share.rate.count) + " of " + text(share.rate.of));
      }
      table.rows.push_back(std::move(row));
    }
    page::write(out, table);
  }
}

void write_points(markup::Writer& out, const ServiceGrouping& by, const ServiceFunnel& of,
                  const ServiceOptions& options) {
  const int decimals = of.case_mix ? 2 : 1;
  const double unit = of.case_mix ? 1.0 : 100.0;
  const auto range = [&](std::size_t p, const FunnelLimits& limits) {
    return text(unit * of.value(p, limits.low), decimals) + " to " +
           text(unit * of.value(p, std::min(limits.high, of.funnel.points[p].group.trials())), decimals);
  };
  page::Table table{funnel_name(of) + ", by " + by.name,
                    {{by.name},
                     {"Courses", page::Kind::number},
                     {"Count", page::Kind::number},
                     {"Expected", page::Kind::number},
                     {of.case_mix ? "Observed over expected" : "Share, %", page::Kind::number},
                     {level_text(options.funnel.warning) + " limits", page::Kind::number},
                     {level_text(options.funnel.alert) + " limits", page::Kind::number},
                     {"Where it lies"}},
                    {}};
  for (std::size_t p = 0; p < of.funnel.points.size(); ++p) {
    const FunnelPoint& point = of.funnel.points[p];
    table.rows.push_back({by.groups[of.groups[p]].label, text(of.courses[p]), text(point.group.count, 0),
                          text(point.group.expected, 1), text(unit * of.value(p, point.group.count), decimals),
                          range(p, point.warning), range(p, point.alert), place_text(point.place, options.funnel)});
  }
  page::write(out, table);
}

void write_funnels(markup::Writer& out, const ServiceGrouping& by, const ServiceOptions& options,
                   const std::string& id) {
  for (std::size_t f = 0; f < by.funnels.size(); ++f) {
    const ServiceFunnel& of = by.funnels[f];
    std::string title = funnel_name(of);
    title.front() = static_cast<char>(title.front() - 'a' + 'A');
    if (!of.because.empty()) {
      if (!of.case_mix) out.element("p", {{"class", "quiet"}}, title + ": no funnel, " + of.because + ".");
      continue;
    }
    out.element("h3", title);
    if (is_drawn(by, of))
      out.element("figure", {}, [&] { out.embed(svg(chart_of(by, of, options, id + "-" + text(f)))); });
    out.element("p", dispersion_sentence(of));
    write_points(out, by, of, options);
  }
}

void write_reading(markup::Writer& out, const ServiceReport& report, const ServiceOptions& options) {
  page::section(out, "reading", "How to read the funnels", [&] {
    out.element("p", chance_sentence(report, options));
    out.element("p", look_sentence);
    out.element("ul", {}, [&] {
      for (const std::string& sentence :
           {std::string(
                "Limits say where a group of so many courses lies by chance if it is as all others: the fewer the "
                "courses, the wider. A group of few courses can hardly lie outside, which does not say that it "
                "is as all others."),
            std::string(
                "Given the case mix, what is expected of a group is the sum of its courses' chances by the growth "
                "model, from the first score and the covariates then, at the time of the last score; the "
                "chances are shifted alike so that all courses together are at 1. Limits are then each "
                "group's own; the lines are those of a mean case mix. What the model does not know is not "
                "adjusted for."),
            std::string("Where groups differ by more than chance, limits are widened by what they differ by in between "
                        "(additive random effects), estimated without the weight of the outermost " +
                        level_text(options.funnel.winsorised) + " at either end; with fewer than " +
                        text(options.funnel.least_groups) + " groups they are not."),
            std::string("Of courses that ended early the last score is that of an early session: who leaves, and when, "
                        "is part of what differs.")})
        out.element("li", sentence);
    });
  });
}

void write_sources(markup::Writer& out, const ServiceOptions& options, const Instrument& q) {
  page::section(out, "sources", "Where rules come from", [&] {
    std::vector<page::Fact> facts;
    const ServiceRules rules = service_rules(q);
    for (const ServiceOutcome outcome : service_outcomes) {
      const auto definition = definition_of(outcome, rules, options.plan);
      facts.push_back({spoken(name(outcome)),
                       definition ? definition->words + ". " + std::string(name(definition->from.status)) + ": " +
                                        std::string(definition->from.source)
                                  : "not counted: the instrument's definition has no figure for it, or several"});
    }
    facts.push_back({"intervals", "published: Wilson 1927, J Am Stat Assoc 22:209-212"});
    facts.push_back({"limits",
                     "published: Spiegelhalter 2005, Stat Med 24:1185-1202, the upper one as the mirror image of "
                     "the lower"});
    facts.push_back({"over-dispersion",
                     "published: Spiegelhalter 2005, Qual Saf Health Care 14:347-351, additive; formulas secondary: "
                     "FunnelPlotR"});
    facts.push_back({"least courses shown", "convention: " + text(options.least_group)});
    page::write(out, facts);
  });
}

/// The eight outcomes over two lines of a terminal.
constexpr std::array<std::array<std::string_view, 2>, service_outcomes.size()> heads = {{{"", "response"},
                                                                                         {"", "remiss."},
                                                                                         {"", "recovery"},
                                                                                         {"reliable", "recovery"},
                                                                                         {"reliable", "better"},
                                                                                         {"reliable", "worse"},
                                                                                         {"off", "track"},
                                                                                         {"inside", "window"}}};

/// As many bytes as there is room for, no character broken.
std::string cut(std::string name, std::size_t width) {
  if (name.size() <= width) return name;
  while ((name[width] & 0xC0) == 0x80) --width;
  return name.substr(0, width);
}

std::string text_table(const ServiceReport& report, const ServiceGrouping* by) {
  constexpr std::size_t count_width = 8, share_width = 9;
  constexpr std::size_t name_width = page_width - count_width - share_width * service_outcomes.size();
  std::string out = left("", name_width + count_width),
              second = left(by ? cut(by->name, name_width - 1) : "", name_width);
  second += right("courses", count_width);
  for (const auto& [above, below] : heads) {
    out += right(std::string(above), share_width);
    second += right(std::string(below), share_width);
  }
  out += "\n" + second + "\n";
  for (const ServiceGroup* group : with_everybody(report, by)) {
    out += left(cut(row_name(report, *group), name_width - 1), name_width) +
           right(group->withheld ? "few" : text(group->courses), count_width);
    for (const ServiceShare& share : group->shares)
      out += right(share.withheld ? "few" : share.rate.of == 0 ? "-" : in_percent(*share.rate.share), share_width);
    out += "\n";
  }
  return out;
}

}  // namespace

std::string to_text(const ServiceReport& report, const ServiceOptions& options, const Instrument& instrument) {
  std::string out;
  for (const std::string& sentence : method(report, options, instrument)) out += wrapped(sentence);
  if (report.everybody.withheld) return out;
  out += "\nPercent of the courses of which it is asked; -: of none.\n";
  if (report.groupings.empty()) out += text_table(report, nullptr);
  for (const ServiceGrouping& by : report.groupings) out += text_table(report, &by) + "\n";
  const ServiceWaiting& waited = report.everybody.waiting;
  if (waited.median)
    out += wrapped("Waited from referral to the first session: median " + days_text(waited.median) +
                   " days, quartiles " + days_text(waited.first_quartile) + " and " + days_text(waited.third_quartile) +
                   ", of " + count_text(waited.courses, "course") + ".");
  const WindowUse& window = report.everybody.window;
  out += wrapped("Ended before session " + text(options.plan.window_first) + ": " + text(window.before) +
                 ", inside the window: " + text(window.inside) + ", after session " + text(options.plan.window_last) +
                 ": " + text(window.after) + ".");
  if (report.comparisons == 0) return out;
  out += "\n";
  for (const ServiceGrouping& by : report.groupings)
    for (const ServiceFunnel& of : by.funnels)
      for (const std::string& sentence : outside(by, of, options))
        out += wrapped("By " + by.name + ", " + funnel_name(of) + ": " + sentence + ".");
  return out + wrapped(chance_sentence(report, options)) + wrapped(look_sentence);
}

std::string to_html(const ServiceReport& report, const ServiceOptions& options, const Instrument& instrument) {
  return page::document("Service report", [&](markup::Writer& out) {
    out.element("header", {}, [&] {
      out.element("h1", "Service report");
      for (const std::string& sentence : method(report, options, instrument))
        out.element("p", {{"class", "quiet"}}, sentence);
    });
    if (!report.everybody.withheld) {
      page::section(out, "service", "All courses", [&] {
        write_everybody(out, report, options);
        write_courses(out, report, nullptr, options);
      });
      if (report.comparisons > 0) write_reading(out, report, options);
      for (std::size_t k = 0; k < report.groupings.size(); ++k) {
        const ServiceGrouping& by = report.groupings[k];
        const std::string id = "by-" + text(k + 1);
        page::section(out, id, "By " + by.name, [&] {
          write_outcomes(out, by, report, options);
          write_courses(out, report, &by, options);
          write_funnels(out, by, options, id);
        });
      }
    }
    write_sources(out, options, instrument);
  });
}

}  // namespace oncourse
