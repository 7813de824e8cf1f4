// items.hpp: which columns hold the answers to an instrument's items.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "csv.hpp"
#include "oncourse/base/error.hpp"
#include "oncourse/instrument/definition.hpp"
#include "oncourse/instrument/score.hpp"

namespace oncourse::cli {

/// Columns in item order.
using ItemColumns = std::vector<std::size_t>;

/// Columns named by a pattern: "phq9_*" or "q{}" (the item number stands for the sign), "PHQ1..PHQ9" (neighbours in
/// the file) or "low,sleep,energy" (one by one). All consecutive numbers there are, from 1.
///
///   errors  bad_argument: a column is not there
Result<ItemColumns> item_columns(const CsvTable& table, const std::string& pattern);

/// Without a pattern: the first of <id>_*, <id>*, q*, item*, item_* whose number 1 is a column. Case is ignored.
ItemColumns guessed_item_columns(const CsvTable& table, const Instrument& q);

/// The answers of one row; nullopt when every one of them is missing. Empty and NA are blank.
///
///   errors  malformed: not a whole number; bad_argument: fewer columns than items, or an answer beyond the last item
Result<std::optional<std::vector<Answer>>> row_answers(const CsvTable& table, std::size_t row,
                                                       const ItemColumns& columns, const Instrument& q);

/// True for a row whose `instrument` column, where the file has one, names another instrument.
bool is_of_another_instrument(const CsvTable& table, std::size_t row, const Instrument& q);

/// The instrument by id, or read from a definition file, which `loaded` then keeps.
Result<const Instrument*> chosen_instrument(const std::string& id, const std::string& definition_path,
                                            std::optional<LoadedInstrument>& loaded);

}  // namespace oncourse::cli
