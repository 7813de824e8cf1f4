// page_therapy.cpp: problem areas, goals and medication; sources; what the report is not.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "figure.hpp"
#include "oncourse/instrument/names.hpp"
#include "page.hpp"
#include "wording.hpp"

namespace oncourse::page {

static Table goals(const Course& course) {
  Table table{"Goals agreed, against the latest total of their instrument"};
  table.columns = {{"Goal"}, {"Instrument"}, {"Agreed"}, {"Latest", Kind::number}, {"Met"}};
  for (const Goal& goal : course.goals()) {
    const auto observations = course.observations(*goal.instrument);
    const bool measured = !observations.empty();
    const double latest = measured ? observations.back().administration->score.total : 0.0;
    table.rows.push_back({goal.label, std::string(goal.instrument->id), text_of(goal.compare, goal.value),
                          measured ? wording::score(*goal.instrument, latest) : std::string(wording::none),
                          !measured                                 ? "not measured"
                          : meets(latest, goal.compare, goal.value) ? "met"
                                                                    : "not met"});
  }
  return table;
}

static Table medication(const CourseReport& report) {
  const Course& course = *report.course;
  Table table{"Medication events; M1, M2, ... mark them in the chart"};
  table.columns = {
      {"Mark"}, {course.intake() ? "Date" : "Day", Kind::date}, {"Session", Kind::number}, {"Event"}, {"Medication"}};
  int number = 0;
  for (const MedicationEvent& event : course.medication()) {
    const double session = chart::session_position(course, report.calendar.kept_cadence_days, event.day);
    table.rows.push_back({"M" + text(++number), day_or_date(course, event.day),
                          session < 0.0 ? "before intake" : text(session, session == std::round(session) ? 0 : 1),
                          std::string(wording::of(event.kind)), event.label});
  }
  return table;
}

void write_therapy(markup::Writer& out, const CourseReport& report) {
  const Course& course = *report.course;
  if (!course.focus() && course.goals().empty() && course.medication().empty()) return;
  section(out, "therapy", "Problem areas, goals, medication", [&] {
    if (course.focus()) {
      std::vector<Fact> facts = {{"Problem area", std::string(wording::of(course.focus()->primary))}};
      if (course.focus()->secondary)
        facts.push_back({"Secondary problem area", std::string(wording::of(*course.focus()->secondary))});
      write(out, facts);
    }
    if (!course.goals().empty()) write(out, goals(course));
    if (!course.medication().empty()) write(out, medication(report));
  });
}

static Table sources(const InstrumentReport& one) {
  const Instrument& q = *one.instrument;
  Table table{std::string(q.citation) + ". Licence: " + std::string(q.licence) + "."};
  table.columns = {{"Figure"}, {"Value"}, {"Status"}, {"Source"}};
  const auto add = [&](std::string figure, std::string value, const Provenance& from) {
    if (from.source.empty()) return;
    table.rows.push_back(
        {std::move(figure), std::move(value), std::string(name(from.status)), std::string(from.source)});
  };
  add("Scoring", text(q.items) + " items, total " + text(q.total_min) + " to " + text(q.total_max), q.scoring_from);
  if (std::any_of(one.observations.begin(), one.observations.end(),
                  [](const Observation& o) { return o.administration->score.prorated; }))
    add("Blanks filled", wording::blanks_allowed(wording::filling_rule(q)), wording::filling_rule(q).from);
  if (!q.figures.bands.empty()) {
    std::string bands;
    for (const Band& band : q.figures.bands)
      bands += (bands.empty() ? "" : ", ") + std::string(band.label) + " from " + text(band.from);
    add("Severity", bands, q.figures.bands_from);
  }
  if (const Cutoff* const cutoff = usual_cutoff(q.figures))
    add("Cut-off",
        std::string(name(cutoff->purpose)) + ": " + text_of(cutoff->compare, cutoff->value) + " (" +
            std::string(cutoff->population) + ")",
        cutoff->from);
  if (const auto criterion = reliable_change(q))
    add("Reliable change", text(criterion->points, 1) + " points (" + criterion->basis + ")", criterion->from);
  for (const Difference& important : q.figures.important_change)
    add("Important " + std::string(name(important.of)),
        text(important.points) + " points (" + std::string(important.basis) + ")", important.from);
  return table;
}

void write_sources(markup::Writer& out, const CourseReport& report) {
  section(out, "sources", "Sources of the figures used", [&] {
    out.element("p", {{"class", "quiet"}},
                "Published: read in or confirmed against the publication named. Secondary: read in a source that cites "
                "it. Convention: common practice without a publication that establishes it.");
    for (const InstrumentReport& one : report.instruments) {
      out.element("h3", one.instrument->name);
      write(out, sources(one));
    }
  });
}

void write_limits(markup::Writer& out) {
  section(out, "limits", "What this report is not", [&] {
    out.element(
        "p",
        "It is not a diagnosis and not a recommendation. It scores what was filled in, compares the scores with "
        "a model of other people's courses, and states how probable the agreed target is. It knows nothing of "
        "what was said in the sessions.");
    out.element("p",
                "It is a basis for the clinician's own review: every number above stands with its inputs, its rule and "
                "its source, so that each can be checked and set aside where the clinical picture speaks against it.");
  });
}

}  // namespace oncourse::page
