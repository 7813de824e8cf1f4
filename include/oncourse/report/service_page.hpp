// service_page.hpp: a service's report for people, as text and as a page.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "oncourse/track/service_report.hpp"

namespace oncourse {

/// Who was counted and how courses ended, for everybody and by group, and which groups lie outside the limits of a
/// funnel. For a terminal, 100 columns; longer names of groups are cut.
std::string to_text(const ServiceReport& report, const ServiceOptions& options, const Instrument& instrument);

/// The same with every figure and a funnel plot for each outcome and grouping, of case mix where a model was given. A
/// page that needs nothing else.
std::string to_html(const ServiceReport& report, const ServiceOptions& options, const Instrument& instrument);

}  // namespace oncourse
