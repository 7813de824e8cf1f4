// legend.cpp: what the signs in the chart mean.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "figure.hpp"
#include "ink.hpp"
#include "wording.hpp"

namespace oncourse::chart {

static constexpr double swatch_width = 34.0, swatch_height = 16.0;

static void stroke(markup::Writer& out, std::string_view ink, std::string_view width, std::string_view dashes) {
  out.empty("line", {{"x1", "1"},
                     {"y1", "8"},
                     {"x2", "33"},
                     {"y2", "8"},
                     {"stroke", ink},
                     {"stroke-width", width},
                     {"stroke-dasharray", dashes}});
}

static void shade(markup::Writer& out, std::string_view ink, std::string_view opacity, bool edged) {
  out.empty("rect", {{"x", "1"},
                     {"y", "2"},
                     {"width", "32"},
                     {"height", "12"},
                     {"fill", ink},
                     {"fill-opacity", opacity},
                     {"stroke", edged ? ink : "none"},
                     {"stroke-opacity", "0.6"},
                     {"stroke-dasharray", "3 3"}});
}

std::string legend(const CourseReport& report) {
  const Assessment& a = report.assessment;
  const auto observations = report.course->observations(*a.instrument);
  const std::string level = text(100.0 * a.basis.expected_level, 0) + " %";
  markup::Writer out;
  const auto item = [&](const std::string& words, const auto& sign) {
    out.element("li", {}, [&] {
      out.element("svg",
                  {{"viewBox", "0 0 " + text(swatch_width) + " " + text(swatch_height)},
                   {"width", text(swatch_width)},
                   {"height", text(swatch_height)},
                   {"aria-hidden", "true"}},
                  sign);
      out.element("span", words);
    });
  };
  const Point middle{swatch_width / 2.0, swatch_height / 2.0};
  out.element("ul", {{"class", "legend"}}, [&] {
    item("score", [&] {
      stroke(out, ink::text, "1.1", "none");
      score_mark(out, middle, 4.4, false);
    });
    if (std::any_of(observations.begin(), observations.end(),
                    [](const Observation& o) { return o.administration->score.prorated; }))
      item("prorated score", [&] {
        stroke(out, ink::text, "1.1", "none");
        score_mark(out, middle, 4.4, true);
      });
    if (std::any_of(a.sessions.begin(), a.sessions.end(),
                    [](const SessionVerdict& at) { return at.verdict == Verdict::off_track; }))
      item("off track", [&] { alarm_mark(out, middle, 6.6); });
    if (a.curve.size() > 1) {
      if (observations.size() > 1) item("fitted curve", [&] { stroke(out, ink::person, "2.2", "none"); });
      if (a.curve.back().session > observations.back().session) {
        item("forecast curve", [&] { stroke(out, ink::person, "2.2", "6 4"); });
        item("forecast of a score, " + level, [&] { shade(out, ink::person, "0.15", true); });
      }
      item("expected response from this baseline, " + level, [&] { shade(out, ink::expected, "0.18", false); });
    }
    if (a.target) item("target", [&] { stroke(out, ink::target, "1.6", "8 4"); });
    if (const Cutoff* const cutoff = usual_cutoff(a.instrument->figures))
      item("cut-off (" + std::string(name(cutoff->purpose)) + ")", [&] { stroke(out, ink::cutoff, "1.6", "2 3"); });
    item("window for the planned end", [&] {
      shade(out, ink::person, "0.09", false);
      for (const std::string x : {"1", "33"})
        out.empty("line", {{"x1", x}, {"y1", "2"}, {"x2", x}, {"y2", "14"}, {"stroke", ink::person}});
    });
    if (!a.instrument->figures.bands.empty())
      item("severity, darker is worse", [&] { shade(out, ink::severity, "0.14", false); });
    if (!report.calendar.gaps.empty())
      item("gap between sessions, in days", [&] {
        out.element("g", {{"stroke", ink::quiet}}, [&] {
          for (const double x : {14.0, 20.0})
            out.empty("line", {{"x1", at(x - 2.0)}, {"y1", "13"}, {"x2", at(x + 2.0)}, {"y2", "3"}});
        });
      });
    const auto medication = report.course->medication();
    for (std::size_t i = 0; i < medication.size(); ++i)
      item("M" + text(i + 1) + ": " + std::string(wording::of(medication[i].kind)) +
               (medication[i].label.empty() ? "" : ", " + medication[i].label),
           [&] {
             out.element("g", {{"stroke", ink::medication}, {"stroke-width", "1.3"}}, [&] {
               out.empty("line", {{"x1", "17"}, {"y1", "2"}, {"x2", "17"}, {"y2", "16"}});
             });
             out.empty("polygon", {{"points", "13,1 21,1 17,8"}, {"fill", ink::medication}});
           });
  });
  return out.document();
}

}  // namespace oncourse::chart
