// canvas.hpp: a chart being drawn: its measures, its axes, its document.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "labels.hpp"
#include "markup.hpp"
#include "oncourse/base/number.hpp"
#include "scale.hpp"

namespace oncourse::chart {

/// Measures in units of the viewBox.
struct Format {
  std::string_view name;
  double width;
  double plot_height;
  double right;   ///< margin of the plot, for the labels of lines and bands
  double letter;  ///< font size
  double mark;    ///< radius of a score
};

/// For a page from about 680 px, and for print.
inline constexpr Format wide = {"wide", 880, 340, 164, 13, 4.6};
/// For a phone: at 328 px its letters are 10 px high.
inline constexpr Format narrow = {"narrow", 340, 250, 93, 10.5, 3.6};

struct Point {
  double x, y;
};

/// Two decimals: a hundredth of a unit is less than any screen or printer shows.
inline std::string at(double coordinate) { return text(coordinate, 2); }

inline std::string points(const std::vector<Point>& line) {
  std::string list;
  for (const Point& p : line) list += (list.empty() ? "" : " ") + at(p.x) + "," + at(p.y);
  return list;
}

struct Canvas {
  const Format& format;
  Span plot = {};  ///< top and bottom
  double height = 0.0;
  Axis x = {}, y = {};
  markup::Writer out = {};

  [[nodiscard]] double letter() const { return format.letter; }
  [[nodiscard]] double left() const { return x.start; }
  [[nodiscard]] double right() const { return x.end; }

  void label(double px, double py, std::string_view anchor, std::string_view ink, std::string_view words,
             std::string_view weight = "400") {
    out.element("text",
                {{"x", at(px)},
                 {"y", at(py)},
                 {"font-size", text(format.letter)},
                 {"font-weight", weight},
                 {"text-anchor", anchor},
                 {"fill", ink}},
                words);
  }
  void line(Point from, Point to) {
    out.empty("line", {{"x1", at(from.x)}, {"y1", at(from.y)}, {"x2", at(to.x)}, {"y2", at(to.y)}});
  }

  /// The whole document; `draw` writes what is inside.
  ///
  ///   id  of title and description, unique on a page
  template <class Draw>
  std::string document(const std::string& id, std::string_view title, std::string_view description, const Draw& draw) {
    out.element("svg",
                {{"xmlns", "http://www.w3.org/2000/svg"},
                 {"class", "chart " + std::string(format.name)},
                 {"viewBox", "0 0 " + at(format.width) + " " + at(height)},
                 {"role", "img"},
                 {"aria-labelledby", id + "-title " + id + "-desc"},
                 {"font-family", "-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"}},
                [&] {
                  out.element("title", {{"id", id + "-title"}}, title);
                  out.element("desc", {{"id", id + "-desc"}}, description);
                  draw();
                });
    return out.document();
  }
};

}  // namespace oncourse::chart
