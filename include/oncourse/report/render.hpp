// render.hpp: a course report as text, as JSON and as a page.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "oncourse/report/course_report.hpp"

namespace oncourse {

/// For a terminal, 100 columns, UTF-8.
std::string to_text(const CourseReport& report);

/// One JSON object; its members are listed in the README's section on formats.
std::string to_json(const CourseReport& report);

/// A self-contained page: no script, no request, readable on a phone and in print.
std::string to_html(const CourseReport& report);

/// The page's chart alone: an inline <svg> element with title and description.
std::string chart_svg(const CourseReport& report);

}  // namespace oncourse
