// page_scores.cpp: every administration scored, and apart from it what risk items say.
// SPDX-License-Identifier: Apache-2.0
#include <optional>

#include "page.hpp"
#include "wording.hpp"

namespace oncourse::page {

static std::string answered(const Administration& a) {
  if (!a.from_items) return "total only";
  return text(a.score.answered) + " of " + text(a.score.of_items) + (a.score.prorated ? ", prorated" : "");
}

/// The value of one of the instrument's subscales in one score, wherever it stands there.
static std::string subscale_value(const Instrument& q, const Score& score, const Subscale& subscale) {
  for (const SubscaleScore& slot : score.subscales())
    if (slot.subscale == &subscale && slot.value) return wording::score(q, *slot.value);
  return std::string(wording::none);
}

static std::string important(const Change& change) {
  if (change.importantly_improved.value_or(false)) return "better";
  if (change.importantly_worsened.value_or(false)) return "worse";
  return change.importantly_improved && change.importantly_worsened ? "no" : "not known";
}

static std::string caption_of(const Instrument& q) {
  std::string words = "Totals from " + text(q.total_min) + " to " + text(q.total_max) + ", " +
                      (wording::higher_is_better(q) ? "higher" : "lower") +
                      " is better. Changes are in points from the baseline.";
  if (const auto criterion = reliable_change(q))
    words += " Reliable change: " + std::string(criterion->inclusive ? "" : "more than ") +
             text(criterion->points, criterion->points == std::round(criterion->points) ? 0 : 1) + " points" +
             (criterion->inclusive ? " or more." : ".");
  else
    words += " No criterion of reliable change is known.";
  const Difference* const better = difference_of(q.figures.important_change, Difference::Of::improvement);
  const Difference* const worse = difference_of(q.figures.important_change, Difference::Of::worsening);
  if (better)
    words += std::string(" Important ") + (better == worse ? "change: " : "improvement: ") + text(better->points) +
             " points or more.";
  if (worse && worse != better) words += " Important worsening: " + text(worse->points) + " points or more.";
  return words;
}

static Table scores(const CourseReport& report, const InstrumentReport& one) {
  const Instrument& q = *one.instrument;
  Table table{caption_of(q)};
  table.columns = {{"Session", Kind::number},
                   {report.course->intake() ? "Date" : "Day", Kind::date},
                   {"Total", Kind::number},
                   {"Answered"}};
  if (!q.figures.bands.empty()) table.columns.push_back({"Severity"});
  for (const Subscale& subscale : q.subscales) table.columns.push_back({std::string(subscale.name), Kind::number});
  for (const Column& column :
       {Column{"Change", Kind::number}, Column{"Better by", Kind::number}, Column{"Reliable change"}})
    table.columns.push_back(column);
  if (!q.figures.important_change.empty()) table.columns.push_back({"Important change"});

  for (std::size_t i = 0; i < one.observations.size(); ++i) {
    const Observation& o = one.observations[i];
    const Score& score = o.administration->score;
    const Change& change = one.since_baseline[i];
    std::vector<std::string> row = {text(o.session), day_or_date(*report.course, o.day), wording::score(q, score.total),
                                    answered(*o.administration)};
    if (!q.figures.bands.empty()) {
      const Band* band = score.band ? score.band : band_of(q, score.total);
      row.emplace_back(band ? band->label : wording::none);
    }
    for (const Subscale& subscale : q.subscales) row.push_back(subscale_value(q, score, subscale));
    if (i == 0) {
      row.insert(row.end(), {"baseline", std::string(wording::none), std::string(wording::none)});
      if (!q.figures.important_change.empty()) row.emplace_back(wording::none);
    } else {
      const int decimals = change.points == std::round(change.points) ? 0 : q.step() > 0.0 ? 1 : 2;
      row.push_back(wording::signed_number(change.points, decimals));
      row.push_back(change.percent_improved ? wording::signed_number(*change.percent_improved, 0) + " %"
                                            : std::string(wording::none));
      row.emplace_back(change.change_class ? wording::of(*change.change_class) : "not known");
      if (!q.figures.important_change.empty()) row.push_back(important(change));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

void write_scores(markup::Writer& out, const CourseReport& report) {
  section(out, "scores", "Every administration", [&] {
    for (const InstrumentReport& one : report.instruments) {
      out.element("h3", one.instrument->name);
      write(out, scores(report, one));
    }
  });
}

/// Every risk item of every administration: flagged, unanswered, below the threshold, or not known.
template <class Visit>
static void each_risk_answer(const CourseReport& report, const Visit& visit) {
  for (const InstrumentReport& one : report.instruments)
    for (const Observation& o : one.observations)
      for (const RiskItem& item : one.instrument->risk) {
        std::optional<RiskAnswer> found;
        for (const RiskAnswer& answer : o.administration->score.risk())
          if (answer.item == &item) found = answer;
        visit(*one.instrument, o, item, found);
      }
}

RiskCount risk_count(const CourseReport& report) {
  RiskCount count;
  each_risk_answer(
      report, [&](const Instrument&, const Observation&, const RiskItem&, const std::optional<RiskAnswer>& answer) {
        if (!answer)
          ++count.unknown;
        else if (answer->answer == blank)
          ++count.unanswered;
        else if (answer->flagged)
          ++count.flagged;
      });
  return count;
}

void write_risk(markup::Writer& out, const CourseReport& report) {
  section(out, "risk", "Risk items", [&] {
    Table table{"Answers that ask for attention whatever the total says; they are no part of the verdict"};
    table.columns = {{"Session", Kind::number}, {report.course->intake() ? "Date" : "Day", Kind::date},
                     {"Instrument, item"},      {"About"},
                     {"Answer", Kind::number},  {"Flag"}};
    int all = 0, below = 0;
    each_risk_answer(report, [&](const Instrument& q, const Observation& o, const RiskItem& item,
                                 const std::optional<RiskAnswer>& answer) {
      ++all;
      const bool given = answer && answer->answer != blank;
      if (given && !answer->flagged) {
        ++below;
        return;
      }
      table.rows.push_back({text(o.session), day_or_date(*report.course, o.day),
                            std::string(q.id) + ", item " + text(item.item), std::string(item.meaning),
                            given ? text(int{answer->answer}) : std::string(wording::none),
                            given    ? "flagged: " + text(item.threshold) + " or more"
                            : answer ? "not answered"
                                     : "not known, only a total was given"});
    });
    if (all == 0) {
      out.element("p", "No instrument of this course has a risk item. Risk was not asked about here.");
      return;
    }
    out.element("p",
                "An item that was not answered is not an item without risk. The absence of a flag does not replace "
                "asking.");
    if (!table.rows.empty()) write(out, table);
    if (below > 0)
      out.element("p", text(below) + " of " + text(all) + " answers to risk items " + (below == 1 ? "was" : "were") +
                           " below the flag's threshold.");
  });
}

}  // namespace oncourse::page
