// drawn.hpp: a chart read back from its markup.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <regex>
#include <string>
#include <vector>

namespace oncourse::report_tests {

struct Place {
  double x, y;
};
struct Box {
  double left, top, right, bottom;
};

/// Why tags or quotes do not close in order, or nothing.
inline std::string unbalanced_in(const std::string& markup) {
  std::vector<std::string> open;
  for (std::size_t at = markup.find('<'); at != std::string::npos; at = markup.find('<', at + 1)) {
    if (markup.compare(at, 2, "<!") == 0) continue;
    std::size_t end = at;
    for (bool quoted = false; end < markup.size() && (quoted || markup[end] != '>'); ++end)
      if (markup[end] == '"') quoted = !quoted;
    if (end == markup.size()) return "a tag does not end";
    const std::string tag = markup.substr(at + 1, end - at - 1);
    const std::string name = tag.substr(0, tag.find_first_of(" /", 1));
    if (tag.front() == '/') {
      if (open.empty() || open.back() != tag.substr(1)) return "<" + tag + "> closes nothing";
      open.pop_back();
    } else if (tag.back() != '/') {
      open.push_back(name);
    }
    at = end;
  }
  return open.empty() ? "" : "<" + open.back() + "> stays open";
}

class Drawn {
 public:
  explicit Drawn(std::string svg) : svg_(std::move(svg)) {
    for (const std::string& tag : tags(svg_)) {
      if (tag.rfind("svg ", 0) != 0) continue;
      const auto numbers = numbers_in(attribute(tag, "viewBox"));
      view_ = {numbers.at(0), numbers.at(1), numbers.at(0) + numbers.at(2), numbers.at(1) + numbers.at(3)};
    }
  }

  [[nodiscard]] std::string unbalanced() const { return unbalanced_in(svg_); }
  [[nodiscard]] bool has(const std::string& part) const {
    return svg_.find("class=\"" + part + "\"") != std::string::npos;
  }

  /// A coordinate that is no finite number or lies outside of the viewBox, or nothing.
  [[nodiscard]] std::string trouble() const {
    for (const std::string& tag : tags(svg_)) {
      std::vector<Place> places;
      const auto number = [&](const char* name) { return one_number(attribute(tag, name)); };
      if (tag.rfind("circle ", 0) == 0) {
        const double x = number("cx"), y = number("cy"), r = number("r");
        places = {{x - r, y - r}, {x + r, y + r}};
      } else if (tag.rfind("rect ", 0) == 0) {
        places = {{number("x"), number("y")}, {number("x") + number("width"), number("y") + number("height")}};
      } else if (tag.rfind("line ", 0) == 0) {
        places = {{number("x1"), number("y1")}, {number("x2"), number("y2")}};
      } else if (tag.rfind("text ", 0) == 0) {
        places = {{number("x"), number("y")}};
      } else if (tag.rfind("polyline ", 0) == 0 || tag.rfind("polygon ", 0) == 0) {
        const auto list = numbers_in(attribute(tag, "points"));
        if (list.size() % 2 != 0 || list.empty()) return tag;
        for (std::size_t i = 0; i < list.size(); i += 2) places.push_back({list[i], list[i + 1]});
      }
      for (const Place& p : places)
        if (!(p.x >= view_.left && p.x <= view_.right && p.y >= view_.top && p.y <= view_.bottom)) return tag;
    }
    return "";
  }

  /// Where the scores are, in order.
  [[nodiscard]] std::vector<Place> scores() const {
    std::vector<Place> found;
    for (const std::string& tag : tags(group("scores")))
      if (tag.rfind("circle ", 0) == 0)
        found.push_back({one_number(attribute(tag, "cx")), one_number(attribute(tag, "cy"))});
    return found;
  }
  /// What the severity bands cover.
  [[nodiscard]] Box plot() const {
    Box box{1e9, 1e9, -1e9, -1e9};
    for (const std::string& tag : tags(group("bands"))) {
      if (tag.rfind("rect ", 0) != 0) continue;
      const auto number = [&](const char* name) { return one_number(attribute(tag, name)); };
      box.left = std::min(box.left, number("x"));
      box.top = std::min(box.top, number("y"));
      box.right = std::max(box.right, number("x") + number("width"));
      box.bottom = std::max(box.bottom, number("y") + number("height"));
    }
    return box;
  }
  [[nodiscard]] std::vector<double> band_opacities() const {
    std::vector<double> found;
    for (const std::string& tag : tags(group("bands")))
      if (tag.rfind("rect ", 0) == 0) found.push_back(one_number(attribute(tag, "fill-opacity")));
    return found;
  }
  [[nodiscard]] double first_line_x(const std::string& part) const {
    for (const std::string& tag : tags(group(part)))
      if (tag.rfind("line ", 0) == 0) return one_number(attribute(tag, "x1"));
    return std::nan("");
  }
  [[nodiscard]] double label_y(const std::string& part) const {
    for (const std::string& tag : tags(group(part)))
      if (tag.rfind("text ", 0) == 0) return one_number(attribute(tag, "y"));
    return std::nan("");
  }

 private:
  static std::vector<std::string> tags(const std::string& markup) {
    std::vector<std::string> found;
    for (std::size_t at = markup.find('<'); at != std::string::npos; at = markup.find('<', at + 1))
      found.push_back(markup.substr(at + 1, markup.find('>', at) - at - 1));
    return found;
  }
  static std::string attribute(const std::string& tag, const std::string& name) {
    const std::size_t at = tag.find(" " + name + "=\"");
    if (at == std::string::npos) return "";
    const std::size_t begin = at + name.size() + 3;
    return tag.substr(begin, tag.find('"', begin) - begin);
  }
  static std::vector<double> numbers_in(std::string list) {
    std::replace(list.begin(), list.end(), ',', ' ');
    std::vector<double> found;
    for (std::size_t at = 0; at < list.size();) {
      const std::size_t end = std::min(list.find(' ', at), list.size());
      found.push_back(one_number(list.substr(at, end - at)));
      at = end + 1;
    }
    return found;
  }
  /// NaN for anything but one decimal number, "nan" and "inf" included.
  static double one_number(const std::string& text) {
    static const std::regex decimal("-?[0-9]+(\\.[0-9]+)?");
    return std::regex_match(text, decimal) ? std::stod(text) : std::nan("");
  }
  /// The markup of the first group of this class, with the groups inside it.
  [[nodiscard]] std::string group(const std::string& part) const {
    const std::size_t begin = svg_.find("<g class=\"" + part + "\"");
    if (begin == std::string::npos) return "";
    int depth = 0;
    for (std::size_t at = begin; at != std::string::npos; at = svg_.find('<', at + 1)) {
      if (svg_.compare(at, 3, "<g ") == 0 || svg_.compare(at, 3, "<g>") == 0) ++depth;
      if (svg_.compare(at, 4, "</g>") == 0 && --depth == 0) return svg_.substr(begin, at - begin);
    }
    return "";
  }

  std::string svg_;
  Box view_{0.0, 0.0, 0.0, 0.0};
};

}  // namespace oncourse::report_tests
