// change_chart.cpp: pairs of scores and sudden gains, drawn.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/report/change_chart.hpp"

#include <cmath>
#include <map>

#include "canvas.hpp"
#include "ink.hpp"
#include "oncourse/change/class_counts.hpp"
#include "score_axis.hpp"

namespace oncourse {
namespace {

using namespace chart;

constexpr Format scatter = {"scatter", 640, 440, 170, 13, 3.4};
constexpr Format series = {"series", 760, 320, 24, 13, 4.2};

std::string_view ink_of(ChangeClass change) {
  switch (change) {
    case ChangeClass::recovered:
    case ChangeClass::improved: return ink::target;
    case ChangeClass::unchanged: return ink::quiet;
    case ChangeClass::deteriorated:
    case ChangeClass::harmed: return ink::alarm;
  }
  return ink::text;
}

/// Better is round, worse is a diamond; full where the line of the clinical range was crossed as well.
void class_mark(markup::Writer& out, Point where, double radius, ChangeClass change, std::string_view title = {}) {
  const bool full = change == ChangeClass::recovered || change == ChangeClass::harmed;
  const auto inside = [&] {
    if (!title.empty()) out.element("title", title);
  };
  const std::string ink(ink_of(change)), fill(full ? ink_of(change) : ink::paper);
  if (change == ChangeClass::deteriorated || change == ChangeClass::harmed) {
    const double r = 1.25 * radius;
    out.element(
        "polygon",
        {{"points",
          points({{where.x, where.y - r}, {where.x + r, where.y}, {where.x, where.y + r}, {where.x - r, where.y}})},
         {"fill", fill},
         {"stroke", ink},
         {"stroke-width", "1.3"}},
        inside);
    return;
  }
  const double r = change == ChangeClass::unchanged ? 0.7 * radius : radius;
  out.element("circle",
              {{"cx", at(where.x)},
               {"cy", at(where.y)},
               {"r", at(r)},
               {"fill", fill},
               {"stroke", ink},
               {"stroke-width", "1.3"}},
              inside);
}

void draw_band(Canvas& canvas, const ChangeRule& rule) {
  const double good = better(rule.direction) * rule.improvement, bad = -better(rule.direction) * rule.deterioration;
  std::vector<Point> there, back;
  std::array<std::vector<Point>, 2> edges;
  constexpr int steps = 200;
  for (int k = 0; k <= steps; ++k) {
    const double pre = canvas.x.from + (canvas.x.to - canvas.x.from) * k / steps;
    const auto one = rule.post_at(pre, good), other = rule.post_at(pre, bad);
    if (!one || !other || !std::isfinite(*one) || !std::isfinite(*other)) continue;
    there.push_back({canvas.x(pre), canvas.y(*one)});
    back.push_back({canvas.x(pre), canvas.y(*other)});
    for (const auto& [edge, post] : {std::pair(&edges[0], *one), std::pair(&edges[1], *other)})
      if (post >= canvas.y.from && post <= canvas.y.to) edge->push_back({canvas.x(pre), canvas.y(post)});
  }
  if (there.size() < 2) return;
  there.insert(there.end(), back.rbegin(), back.rend());
  canvas.out.element("g", {{"class", "no-change"}}, [&] {
    canvas.out.empty("polygon", {{"points", points(there)}, {"fill", ink::person}, {"fill-opacity", "0.08"}});
    for (const auto& edge : edges)
      if (edge.size() > 1)
        canvas.out.empty("polyline", {{"points", points(edge)},
                                      {"fill", "none"},
                                      {"stroke", ink::person},
                                      {"stroke-width", "1.2"},
                                      {"stroke-dasharray", "6 4"}});
  });
}

void draw_range(Canvas& canvas, const ClinicalRange& range) {
  const auto inside = [](const Axis& axis, double score) { return score >= axis.from && score <= axis.to; };
  canvas.out.element(
      "g", {{"class", "clinical-range"}, {"stroke", ink::cutoff}, {"stroke-width", "1.4"}, {"stroke-dasharray", "2 3"}},
      [&] {
        if (inside(canvas.x, range.value))
          canvas.line({canvas.x(range.value), canvas.plot.low}, {canvas.x(range.value), canvas.plot.high});
        if (inside(canvas.y, range.functional_beyond))
          canvas.line({canvas.left(), canvas.y(range.functional_beyond)},
                      {canvas.right(), canvas.y(range.functional_beyond)});
      });
}

void draw_class_legend(Canvas& canvas, const ClassCounts& counts) {
  double y = canvas.plot.low + canvas.letter();
  canvas.out.element("g", {{"class", "classes"}}, [&] {
    for (const ChangeClass change : change_classes) {
      if (counts.of(change) == 0) continue;
      class_mark(canvas.out, {canvas.right() + 18.0, y - 0.35 * canvas.letter()}, 1.3 * canvas.format.mark, change);
      canvas.label(canvas.right() + 30.0, y, "start", ink::text,
                   std::string(name(change)) + " " + text(counts.of(change)));
      y += canvas.letter() + 7.0;
    }
    if (counts.without_class > 0)
      canvas.label(canvas.right() + 30.0, y, "start", ink::quiet, "no class " + text(counts.without_class));
  });
}

std::string summary(const ClassCounts& counts) {
  std::string words;
  for (const ChangeClass change : change_classes)
    words += std::string(name(change)) + " " + text(counts.of(change)) + ", ";
  return words + "without class " + text(counts.without_class);
}

}  // namespace

Result<std::string> change_svg(const ChangeRule& rule, std::span<const double> pre, std::span<const double> post,
                               const ScoreAxis& axis) {
  if (auto trouble = trouble_in(axis)) return *trouble;
  if (pre.size() != post.size())
    return Error{Errc::bad_argument, text(pre.size()) + " first scores and " + text(post.size()) + " second ones"};
  constexpr std::size_t most = 10'000;
  std::map<std::pair<double, double>, std::size_t> persons;
  ClassCounts counts;
  for (std::size_t i = 0; i < pre.size(); ++i) {
    const auto found = rule.classify(pre[i], post[i]);
    counts.add(found);
    if (!found) continue;
    for (const double score : {pre[i], post[i]})
      if (!(score >= axis.from && score <= axis.to)) return outside("a score of pair " + text(i + 1), score, axis);
    if (++persons[{pre[i], post[i]}] == 1 && persons.size() > most)
      return Error{Errc::bad_argument, "more than " + text(most) + " distinct pairs cannot be told apart in a figure"};
  }
  Canvas canvas{scatter};
  lay_score_axis(canvas, axis);
  canvas.x = {axis.from, axis.to, 52.0, canvas.format.width - canvas.format.right};
  const double step = tick_step(canvas.x, 3.0 * canvas.letter(), {1.0, 2.0, 5.0});
  return canvas.document(
      "change", axis.label + " before and after",
      "First scores across, second scores upwards. Between the dashed lines the difference is no change. " +
          summary(counts) + ".",
      [&] {
        draw_score_axis(canvas);
        draw_band(canvas, rule);
        if (rule.range) draw_range(canvas, *rule.range);
        canvas.out.element("g", {{"class", "pairs"}}, [&] {
          for (const auto& [pair, n] : persons) {
            const double radius = canvas.format.mark * std::min(std::sqrt(static_cast<double>(n)), 4.0);
            class_mark(canvas.out, {canvas.x(pair.first), canvas.y(pair.second)}, radius,
                       *rule.classify(pair.first, pair.second),
                       text(pair.first) + " to " + text(pair.second) + ", persons: " + text(n));
          }
        });
        draw_ticks_below(canvas, step, decimals_of(step), axis.label + ", first");
        draw_class_legend(canvas, counts);
        canvas.label(0.0, canvas.letter() + 1.0, "start", ink::text, axis.label + ", second", "600");
      });
}

namespace {

void draw_gain(Canvas& canvas, const SuddenGain& gain, double before, double after) {
  const Point from{canvas.x(gain.session), canvas.y(before)}, to{canvas.x(gain.next_session), canvas.y(after)};
  const bool is_gain = gain.kind == SuddenChange::gain;
  const std::string_view ink = is_gain ? ink::target : ink::alarm;
  const std::string words =
      std::string(is_gain ? "gain " : "loss ") +
      text(gain.magnitude, decimals_of(gain.magnitude == std::round(gain.magnitude) ? 1.0 : 0.1)) +
      (gain.reversed.value_or(false) ? ", reversed" : "");
  canvas.out.element("g", {{"class", is_gain ? "gain" : "loss"}}, [&] {
    canvas.out.element("g", {{"stroke", ink}, {"stroke-width", "4.5"}, {"stroke-opacity", "0.55"}},
                       [&] { canvas.line(from, to); });
    const double half = width_of(words, canvas.letter()) / 2.0;
    const double x = std::clamp((from.x + to.x) / 2.0, canvas.left() + half, canvas.right() - half);
    canvas.label(x, std::max(std::min(from.y, to.y) - 8.0, canvas.plot.low - 2.0), "middle", ink, words, "600");
  });
}

}  // namespace

Result<std::string> sudden_gain_svg(std::span<const double> scores, int first_session,
                                    std::span<const SuddenGain> gains, const ScoreAxis& axis) {
  if (auto trouble = trouble_in(axis)) return *trouble;
  if (scores.empty()) return Error{Errc::bad_argument, "there is no session to draw"};
  for (std::size_t i = 0; i < scores.size(); ++i)
    if (!std::isnan(scores[i]) && !(scores[i] >= axis.from && scores[i] <= axis.to))
      return outside("session " + text(first_session + static_cast<int>(i)), scores[i], axis);
  const auto score_at = [&](int session) -> std::optional<double> {
    const long long at = static_cast<long long>(session) - first_session;
    if (at < 0 || at >= static_cast<long long>(scores.size())) return std::nullopt;
    const double score = scores[static_cast<std::size_t>(at)];
    return std::isnan(score) ? std::nullopt : std::optional(score);
  };
  Canvas canvas{series};
  lay_score_axis(canvas, axis);
  const double last = first_session + static_cast<double>(scores.size()) - 1.0;
  canvas.x = {first_session - 0.5, last + 0.5, 52.0, canvas.format.width - canvas.format.right};
  const double step = std::max(1.0, tick_step(canvas.x, 2.5 * canvas.letter(), {1.0, 2.0, 5.0}));
  std::string words = "Scores by session. ";
  for (const SuddenGain& gain : gains)
    words += std::string("Sudden ") + (gain.kind == SuddenChange::gain ? "gain" : "loss") + " of " +
             text(gain.magnitude) + " after session " + text(gain.session) +
             (gain.reversed.value_or(false) ? ", reversed later. " : ". ");
  return canvas.document("sudden-gains", axis.label + " by session", words, [&] {
    draw_score_axis(canvas);
    std::vector<std::vector<Point>> lines(1);
    for (std::size_t i = 0; i < scores.size(); ++i) {
      if (std::isnan(scores[i])) {
        if (!lines.back().empty()) lines.emplace_back();
        continue;
      }
      lines.back().push_back({canvas.x(first_session + static_cast<double>(i)), canvas.y(scores[i])});
    }
    for (const SuddenGain& gain : gains) {
      const auto before = score_at(gain.session), after = score_at(gain.next_session);
      if (before && after) draw_gain(canvas, gain, *before, *after);
    }
    canvas.out.element("g", {{"class", "scores"}}, [&] {
      for (const auto& line : lines) {
        if (line.size() > 1)
          canvas.out.empty(
              "polyline", {{"points", points(line)}, {"fill", "none"}, {"stroke", ink::text}, {"stroke-width", "1.1"}});
        for (const Point& p : line)
          canvas.out.empty("circle", {{"cx", at(p.x)},
                                      {"cy", at(p.y)},
                                      {"r", at(canvas.format.mark)},
                                      {"fill", ink::text},
                                      {"stroke", ink::paper},
                                      {"stroke-width", "1.2"}});
      }
    });
    draw_ticks_below(canvas, step, 0, "Session");
    canvas.label(0.0, canvas.letter() + 1.0, "start", ink::text, axis.label, "600");
  });
}

}  // namespace oncourse
