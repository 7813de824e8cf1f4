// item_columns.hpp: which columns of a table hold the answers to an instrument's items, by their names.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "oncourse/base/error.hpp"
#include "oncourse/instrument/instrument.hpp"

namespace oncourse {

/// Places in the list of names, in item order.
using ItemColumns = std::vector<std::size_t>;

/// Columns named by a pattern: "phq9_*", "q{}" or "q{item}" (the item number stands for the sign), "PHQ1..PHQ9"
/// (neighbours in the table) or "low,sleep,energy" (one by one). All consecutive numbers there are, from 1. In numbered
/// names case and leading zeros do not matter: "phq9_01" is item 1.
///
///   errors  bad_argument: a column is not there or named twice, two are for one item, or the pattern has a {session}
Result<ItemColumns> item_columns(std::span<const std::string_view> names, std::string_view pattern);

/// Without a pattern: the first of <id>_*, <id>*, q*, item*, item_*, q_* whose number 1 is a column, the id also
/// without '-'. Empty where there is none.
Result<ItemColumns> usual_item_columns(std::span<const std::string_view> names, const Instrument& q);

/// The item columns of one session in a wide table.
struct SessionItemColumns {
  int session;
  ItemColumns items;
};

/// Columns named by a pattern with both numbers, "phq9_s{session}_{item}": the sessions there are, in order.
///
///   errors  bad_argument: a sign is missing from the pattern, no column fits, or a session has none for item 1
Result<std::vector<SessionItemColumns>> session_item_columns(std::span<const std::string_view> names,
                                                             std::string_view pattern);

}  // namespace oncourse
