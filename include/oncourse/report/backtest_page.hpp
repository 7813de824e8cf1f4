// backtest_page.hpp: a backtest for people, as text and as a page.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "oncourse/track/backtest.hpp"

namespace oncourse {

/// Who was judged, and a row per rule: false alarms and courses found with their intervals, by which session, and how
/// long before the end. For a terminal, 100 columns.
std::string to_text(const Backtest& backtest, const BacktestOptions& options, const Instrument& instrument);

/// The same with every figure, by stratum, with three charts: receiver operating characteristics by session, forecasts
/// against what came, and when alarms were raised. A page that needs nothing else.
std::string to_html(const Backtest& backtest, const BacktestOptions& options, const Instrument& instrument);

}  // namespace oncourse
