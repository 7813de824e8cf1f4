// page.hpp: the parts of the HTML report, and the elements they are made of.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "markup.hpp"
#include "oncourse/report/course_report.hpp"

namespace oncourse::page {

extern const std::string_view stylesheet;

/// A page that needs nothing else, with this style and what `inside` writes.
std::string document(const std::string& title, const std::function<void(markup::Writer&)>& inside);

enum class Kind { words, number, date };

struct Column {
  std::string title;
  Kind kind = Kind::words;
};

/// The first cell of a row names it.
struct Table {
  std::string caption;
  std::vector<Column> columns = {};
  std::vector<std::vector<std::string>> rows = {};
};
void write(markup::Writer&, const Table&);

struct Fact {
  std::string name, value;
};
void write(markup::Writer&, const std::vector<Fact>&);

/// A section whose heading names it.
template <std::invocable Inside>
void section(markup::Writer& out, std::string_view id, std::string_view heading, const Inside& inside) {
  const std::string heading_id = std::string(id) + "-heading";
  out.element("section", {{"id", id}, {"aria-labelledby", heading_id}}, [&] {
    out.element("h2", {{"id", heading_id}}, heading);
    inside();
  });
}

/// The date of a day, or where intake is not dated the day itself: "2026-02-09", "day 35".
inline std::string day_or_date(const Course& course, long day) {
  const auto date = course.date(day);
  return date ? date->iso() : "day " + text(day);
}

// In the order of the page; each writes nothing that is not known.
void write_verdict(markup::Writer&, const CourseReport&);
void write_chart(markup::Writer&, const CourseReport&);
void write_basis(markup::Writer&, const CourseReport&);
void write_window(markup::Writer&, const CourseReport&);
void write_forecast(markup::Writer&, const CourseReport&);
void write_scores(markup::Writer&, const CourseReport&);
void write_risk(markup::Writer&, const CourseReport&);
void write_therapy(markup::Writer&, const CourseReport&);
void write_sources(markup::Writer&, const CourseReport&);
void write_limits(markup::Writer&);

/// What risk items say in all: administrations with a flagged answer, with an unanswered item, without items.
struct RiskCount {
  int flagged = 0, unanswered = 0, unknown = 0;
};
RiskCount risk_count(const CourseReport&);

}  // namespace oncourse::page
