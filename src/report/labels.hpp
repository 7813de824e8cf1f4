// labels.hpp: how wide a label is, and where labels go so that none covers another.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace oncourse::chart {

inline double characters(std::string_view utf8) {
  return static_cast<double>(std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

/// An upper estimate: the reader's font is not known. DejaVu Sans, among the widest in use, stays below it for words.
inline double width_of(std::string_view label, double font_size) { return 0.62 * font_size * characters(label); }

/// Broken between words into at most `most` lines no wider than `width`; a last line that does not fit ends in "...".
inline std::vector<std::string> lines_of(std::string_view label, double font_size, double width, std::size_t most) {
  std::vector<std::string> lines;
  std::string line;
  const auto cut = [&](std::string& long_line) {
    while (!long_line.empty() && width_of(long_line, font_size) + font_size > width) {
      while ((long_line.back() & 0xC0) == 0x80) long_line.pop_back();
      long_line.pop_back();
    }
    long_line += "\u2026";
  };
  while (!label.empty()) {
    const std::size_t space = label.find(' ');
    const std::string word(label.substr(0, space));
    std::string longer = line;
    if (!line.empty()) longer += ' ';
    longer += word;
    if (line.empty() || width_of(longer, font_size) <= width || lines.size() + 1 == most)
      line = longer;
    else
      lines.push_back(std::exchange(line, word));
    label.remove_prefix(space == std::string_view::npos ? label.size() : space + 1);
  }
  lines.push_back(line);
  for (std::string& l : lines)
    if (width_of(l, font_size) > width) cut(l);
  return lines;
}

/// An extent along one direction.
struct Span {
  double low = 0.0, high = 0.0;
  [[nodiscard]] double middle() const { return (low + high) / 2.0; }
  [[nodiscard]] bool overlaps(const Span& other) const { return low < other.high && other.low < high; }
};

/// Moves spans apart by the least sum of squares, keeping their order and staying inside `room` where that is possible.
///
///   spans  ascending by middle
inline void spread(std::vector<Span>& spans, const Span& room) {
  struct Cluster {
    std::size_t first, count;
    double low, height;
  };
  std::vector<Cluster> clusters;
  const auto inside = [&](double low, double height) { return std::max(room.low, std::min(low, room.high - height)); };
  for (std::size_t i = 0; i < spans.size(); ++i) {
    const double height = spans[i].high - spans[i].low;
    clusters.push_back({i, 1, inside(spans[i].low, height), height});
    while (clusters.size() > 1) {
      Cluster &above = clusters[clusters.size() - 2], &below = clusters.back();
      if (above.low + above.height <= below.low) break;
      const auto a = static_cast<double>(above.count), b = static_cast<double>(below.count);
      above.low = (a * above.low + b * (below.low - above.height)) / (a + b);
      above.height += below.height;
      above.count += below.count;
      above.low = inside(above.low, above.height);
      clusters.pop_back();
    }
  }
  for (const Cluster& cluster : clusters) {
    double low = cluster.low;
    for (std::size_t i = cluster.first; i < cluster.first + cluster.count; ++i) {
      const double height = spans[i].high - spans[i].low;
      spans[i] = {low, low + height};
      low += height;
    }
  }
}

/// Where a label of this height fits inside `room` without touching what is taken, nearest to the room's middle.
inline std::optional<Span> free_place(const Span& room, double height, const std::vector<Span>& taken) {
  std::vector<double> starts = {room.middle() - height / 2.0};
  for (const Span& other : taken) {
    starts.push_back(other.high);
    starts.push_back(other.low - height);
  }
  std::optional<Span> best;
  for (const double low : starts) {
    const Span here{low, low + height};
    if (here.low < room.low || here.high > room.high) continue;
    if (std::any_of(taken.begin(), taken.end(), [&](const Span& other) { return here.overlaps(other); })) continue;
    const auto off = [&](const Span& s) {
      return s.middle() > room.middle() ? s.middle() - room.middle() : room.middle() - s.middle();
    };
    if (!best || off(here) < off(*best)) best = here;
  }
  return best;
}

/// Lays labels out in as few rows as they need, first come first served.
class Rows {
 public:
  explicit Rows(std::size_t most) : most_(most) {}

  /// The row of a label, counted from the plot; nothing where every row is taken there.
  std::optional<std::size_t> place(const Span& label) {
    for (std::size_t row = 0; row < most_; ++row) {
      if (row == rows_.size()) rows_.emplace_back();
      const auto taken = [&](const Span& other) { return other.overlaps(label); };
      if (std::any_of(rows_[row].begin(), rows_[row].end(), taken)) continue;
      rows_[row].push_back(label);
      return row;
    }
    return std::nullopt;
  }
  [[nodiscard]] std::size_t count() const { return rows_.size(); }

 private:
  std::size_t most_;
  std::vector<std::vector<Span>> rows_;
};

}  // namespace oncourse::chart
