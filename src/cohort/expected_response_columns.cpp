// expected_response_columns.cpp: the expected response, row by row.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/expected_response_columns.hpp"

namespace oncourse {

namespace {

struct Figure {
  const char* name;
  bool by_intake;  ///< there are none of a person of whom nothing is known
  std::optional<double> (*of)(const ExpectedCourse&, const ExpectedScore&);
};

using Of = const ExpectedCourse&;
using At = const ExpectedScore&;
constexpr Figure expected_figures[] = {
    {"intake", true, [](Of course, At) { return course.intake; }},
    {"time", false, [](Of, At at) { return std::optional(at.time); }},
    {"mean", false, [](Of, At at) { return std::optional(at.score.at()); }},
    {"low", false, [](Of, At at) { return std::optional(at.low); }},
    {"high", false, [](Of, At at) { return std::optional(at.high); }},
    {"sd_person", false, [](Of, At at) { return std::optional(at.score.sd_person); }},
    {"sd_line", false, [](Of, At at) { return std::optional(at.score.sd_line); }},
    {"sd_score", false, [](Of, At at) { return std::optional(at.score.sd_score); }},
    {"change", true, [](Of, At at) { return at.change; }},
};
constexpr Figure of_scale = {"off_scale", false, [](Of, At at) -> std::optional<double> { return at.off_scale; }};
constexpr Figure of_target = {"probability", true, [](Of, At at) { return at.target_probability; }};
constexpr Figure of_improvement = {"probability_of_reliable_improvement", true,
                                   [](Of, At at) { return at.reliable_improvement_probability; }};

}  // namespace

Table expected_response_columns(const ExpectedResponse& response) {
  const bool by_intake = !response.courses.empty() && response.courses.front().intake;
  Table out;
  const auto add = [&](const Figure& figure) {
    if (figure.by_intake && !by_intake) return;
    const bool yes_or_no = &figure == &of_scale;
    TableColumn column = yes_or_no ? TableColumn::booleans(figure.name) : TableColumn::numbers(figure.name);
    for (const ExpectedCourse& course : response.courses)
      for (const ExpectedScore& at : course.scores) {
        const auto value = figure.of(course, at);
        if (yes_or_no && value)
          column.append(*value != 0.0);
        else
          column.append(value);
      }
    out.columns.push_back(std::move(column));
  };
  for (const Figure& figure : expected_figures) add(figure);
  if (response.instrument) add(of_scale);
  if (response.target) add(of_target);
  if (response.instrument) add(of_improvement);
  return out;
}

}  // namespace oncourse
