// backtest_page.cpp: what rules did, for people.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/report/backtest_page.hpp"
#include "oncourse/base/spoken.hpp"

#include <algorithm>
#include <cmath>

#include "oncourse/base/number.hpp"
#include "page.hpp"
#include "share_chart.hpp"
#include "text_layout.hpp"

namespace oncourse {
namespace {

using namespace layout;

std::string share_text(double share) { return std::isnan(share) ? "-" : text(100.0 * share, 1); }

std::string with_interval(const EstimatedShare& share) {
  if (std::isnan(share.share)) return "-";
  return share_text(share.share) + " (" + share_text(share.low) + " to " + share_text(share.high) + ")";
}

std::string number_text(std::optional<double> number, int decimals) {
  return number && !std::isnan(*number) ? text(*number, decimals) : "-";
}

/// "posterior probability", with the model where it is not the one asked for.
std::string rule_text(const BacktestRule& rule) {
  return spoken(name(rule.rule.kind)) + (rule.plain_model ? ", plain model" : "");
}

std::string limits_text(const BacktestRule& rule) {
  return spoken(name(rule.limits)) + (knows_alpha(rule) ? " " + text(rule.alpha) : "") +
         (rule.spending == AlphaSpending::anywhere ? "" : ", " + std::string(name(rule.spending)));
}

std::string target_text(const Target& target) {
  switch (target.kind) {
    case Target::Kind::percent: return text(target.value) + " % better than at intake";
    case Target::Kind::score: return "a score of " + text(target.value) + " or better";
    case Target::Kind::reliable_improvement:
    case Target::Kind::cutoff:
    case Target::Kind::recovery:
    case Target::Kind::no_deterioration: return spoken(name(target.kind));
  }
  return "unknown";
}

/// What was done, a sentence each.
std::vector<std::string> method(const Backtest& backtest, const BacktestOptions& options, const Instrument& q) {
  const std::string missed = text(backtest.persons - backtest.reached);
  std::vector<std::string> out = {
      text(backtest.persons) + " courses by the " + std::string(q.name) + ": " + text(backtest.reached) +
          " reached the target at their last score, " + missed + " missed it. Target: " + target_text(options.target) +
          ". " + text(backtest.left_out) + " were left out: fewer than " + text(options.least_scores) +
          " scores, none while alarms may be raised" +
          (options.intake ? ", better than " + text(*options.intake) + " at intake" : "") +
          ", or no room for the target.",
      "Each of " + text(options.folds) + " folds was judged by what was made of the others: calibrated limits by a " +
          "model fitted to " + percent(1.0 - options.share) + " of them and found on the rest, cross calibrated ones " +
          "found on all of them, each by a model fitted without their part" +
          (options.repetitions > 1 ? ". " + text(options.repetitions) + " times, with other folds" : "") + "."};
  if (!backtest.monitored.empty())
    out.push_back("Alarms may be raised from session " + text(backtest.monitored.front()) + " to " +
                  text(backtest.monitored.back()) +
                  "; one at the last score of a course would but read its end and does not count.");
  return out;
}

/// The rows that charts are drawn of: the first posterior probability.
const BacktestedRule* drawn(const Backtest& backtest) {
  for (const BacktestedRule& of : backtest.rules)
    if (of.rule.rule.kind == MonitoringRule::Kind::posterior_probability) return &of;
  return nullptr;
}

page::Table performance_table(const std::string& caption, const BacktestOptions& options) {
  page::Table table{caption, {{"Rule"}, {"Limits"}}, {}};
  for (const char* title : {"False alarms, %", "Found, %"}) table.columns.push_back({title, page::Kind::number});
  for (const int session : options.sessions)
    table.columns.push_back({"by session " + text(session) + ", %", page::Kind::number});
  for (const char* title : {"Flagged, %", "Flagged and missed, %", "Not flagged and reached, %", "Lead"})
    table.columns.push_back({title, page::Kind::number});
  return table;
}

std::vector<std::string> performance_row(const BacktestRule& rule, const AlarmPerformance& of) {
  std::vector<std::string> row = {rule_text(rule), limits_text(rule), with_interval(of.false_alarms),
                                  with_interval(of.found)};
  for (const EstimatedShare& by : of.found_by) row.push_back(share_text(by.share));
  row.push_back(with_interval(of.flagged));
  row.push_back(with_interval(of.positive_predictive));
  row.push_back(with_interval(of.negative_predictive));
  row.push_back(number_text(of.lead_time, 1));
  return row;
}

void write_sessions(markup::Writer& out, const Backtest& backtest) {
  page::Table table{"Signals at single sessions, of courses that go on after it",
                    {{"Rule"},
                     {"Session", page::Kind::number},
                     {"Courses", page::Kind::number},
                     {"Missed", page::Kind::number},
                     {"ROC area (standard error)", page::Kind::number},
                     {"Balanced accuracy, %", page::Kind::number},
                     {"Brier score", page::Kind::number}},
                    {}};
  std::vector<std::pair<MonitoringRule, bool>> seen;  // limits change nothing of a signal
  for (const BacktestedRule& of : backtest.rules) {
    const std::pair signal(of.rule.rule, of.rule.plain_model);
    if (std::find(seen.begin(), seen.end(), signal) != seen.end()) continue;
    seen.push_back(signal);
    for (const SignalsAtSession& at : of.at)
      table.rows.push_back(
          {rule_text(of.rule), text(at.session), text(at.persons, 0), text(at.missed, 0),
           at.roc_area ? text(at.roc_area->area, 3) + " (" + text(at.roc_area->standard_error, 3) + ")" : "-",
           share_text(at.balanced_accuracy), number_text(at.brier_score, 3)});
  }
  page::write(out, table);
}

void write_charts(markup::Writer& out, const Backtest& backtest) {
  using namespace chart;
  if (const BacktestedRule* of = drawn(backtest)) {
    ShareChart roc{"roc", "Receiver operating characteristics of the posterior probability",
                   "Of courses that missed the target the share above a cut, over that of courses that reached it.",
                   "share of courses that reached the target", "share of courses that missed it"};
    roc.diagonal = true;
    for (const SignalsAtSession& at : of->at) {
      if (at.roc.empty()) continue;
      ShareLine line{"session " + text(at.session), {}};
      for (std::size_t k = 0; k < at.roc.size(); ++k)
        line.points.push_back({static_cast<double>(k) / static_cast<double>(at.roc.size() - 1), at.roc[k]});
      roc.lines.push_back(std::move(line));
    }
    ShareChart reliability{"reliability", "Forecasts against what came",
                           "Of courses with about the same forecast the share that reached the target.",
                           "forecast probability of the target", "share that reached it"};
    reliability.diagonal = reliability.marks = true;
    ShareLine line{"", {}};
    for (const ReliabilityBin& bin : of->reliability) line.points.push_back({bin.forecast, bin.met});
    reliability.lines.push_back(std::move(line));
    for (const ShareChart& chart : {roc, reliability}) out.element("figure", {}, [&] { out.embed(svg(chart)); });
  }
  if (backtest.monitored.empty()) return;
  ShareChart alarms{"alarms", "When alarms were raised", "Of all alarms the share raised by each session.", "session",
                    "share of alarms"};
  alarms.from = backtest.monitored.front();
  alarms.to = std::max(backtest.monitored.back(), backtest.monitored.front() + 1);
  for (const BacktestedRule& of : backtest.rules) {
    if (of.rule.limits != BacktestRule::Limits::calibrated || of.rule.plain_model || alarms.lines.size() == 6) continue;
    const bool posterior = of.rule.rule.kind == MonitoringRule::Kind::posterior_probability;
    ShareLine line{posterior ? "probability, " + std::string(name(of.rule.spending)) : rule_text(of.rule), {}};
    double sum = 0.0;
    for (std::size_t k = 0; k < of.flags_by_session.size(); ++k)
      line.points.push_back({static_cast<double>(backtest.monitored[k]), std::min(sum += of.flags_by_session[k], 1.0)});
    if (sum > 0.0) alarms.lines.push_back(std::move(line));
  }
  out.element("figure", {}, [&] { out.embed(svg(alarms)); });
}

}  // namespace

std::string to_text(const Backtest& backtest, const BacktestOptions& options, const Instrument& instrument) {
  std::string out;
  for (const std::string& sentence : method(backtest, options, instrument)) out += wrapped(sentence);
  std::size_t rule_width = std::string_view("rule").size(), limits_width = std::string_view("limits").size();
  for (const BacktestedRule& of : backtest.rules) {
    rule_width = std::max(rule_width, rule_text(of.rule).size());
    limits_width = std::max(limits_width, limits_text(of.rule).size());
  }
  constexpr std::size_t alarms_width = 7, found_width = 6, session_width = 4, lead_width = 6;
  const std::size_t names_width = rule_width + 1 + limits_width;
  const std::size_t taken = names_width + alarms_width + found_width + lead_width;
  const std::size_t room = taken < page_width ? (page_width - taken) / session_width : 0;
  const std::size_t shown = std::min(options.sessions.size(), room);
  const std::string found_by = "found by session";
  out += "\n" + left("", names_width) + right("false", alarms_width);
  if (found_width + session_width * shown > found_by.size())
    out += right(found_by, found_width + session_width * shown);
  out += "\n" + left("rule", rule_width + 1) + left("limits", limits_width) + right("alarms", alarms_width) +
         right("found", found_width);
  for (std::size_t k = 0; k < shown; ++k) out += right(text(options.sessions[k]), session_width);
  out += right("lead", lead_width) + "\n";
  for (const BacktestedRule& of : backtest.rules) {
    const AlarmPerformance& did = of.performance;
    out += left(rule_text(of.rule), rule_width + 1) + left(limits_text(of.rule), limits_width) +
           right(share_text(did.false_alarms.share), alarms_width) + right(share_text(did.found.share), found_width);
    for (std::size_t k = 0; k < shown; ++k)
      out += right(std::isnan(did.found_by[k].share) ? "-" : text(100.0 * did.found_by[k].share, 0), session_width);
    out += right(number_text(did.lead_time, 1), lead_width) + "\n";
  }
  const std::size_t more = options.sessions.size() - shown;
  return out + wrapped(
                   "Percent of the courses that reached the target (false alarms) and of those that missed it "
                   "(found). Lead: median from the alarm to the last score, in " +
                   std::string(name(options.time_unit)) + "s." +
                   (more > 0 ? " No room for " + text(more) + " more sessions: the tables have them." : ""));
}

std::string to_html(const Backtest& backtest, const BacktestOptions& options, const Instrument& instrument) {
  return page::document("Backtest of monitoring rules", [&](markup::Writer& out) {
    out.element("header", {}, [&] {
      out.element("h1", "Backtest of monitoring rules");
      for (const std::string& sentence : method(backtest, options, instrument))
        out.element("p", {{"class", "quiet"}}, sentence);
    });
    page::section(out, "rules", "Alarms", [&] {
      auto table = performance_table("Whole courses, with " + text(100.0 * options.confidence) +
                                         " % intervals; lead in " + std::string(name(options.time_unit)) + "s, median",
                                     options);
      for (const BacktestedRule& of : backtest.rules) table.rows.push_back(performance_row(of.rule, of.performance));
      page::write(out, table);
    });
    page::section(out, "sessions", "Signals by session", [&] {
      write_sessions(out, backtest);
      write_charts(out, backtest);
    });
    if (!options.strata_names.empty())
      page::section(out, "strata", "By stratum", [&] {
        for (std::size_t s = 0; s < options.strata_names.size(); ++s) {
          auto table = performance_table(options.strata_names[s], options);
          for (const BacktestedRule& of : backtest.rules)
            table.rows.push_back(performance_row(of.rule, of.by_stratum[s]));
          page::write(out, table);
        }
      });
    page::section(out, "sources", "Where rules come from", [&] {
      std::vector<page::Fact> facts;
      for (const MonitoringRule::Kind kind : monitoring_rules) {
        const Provenance from = source_of(kind);
        facts.push_back({spoken(name(kind)), std::string(name(from.status)) + ": " + std::string(from.source)});
      }
      page::write(out, facts);
    });
  });
}

}  // namespace oncourse
