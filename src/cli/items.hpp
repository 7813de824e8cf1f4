// items.hpp: which columns hold the answers to an instrument's items.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "csv.hpp"
#include "oncourse/base/error.hpp"
#include "oncourse/cohort/item_columns.hpp"
#include "oncourse/instrument/definition.hpp"
#include "oncourse/instrument/score.hpp"

namespace oncourse::cli {

/// By the pattern, or without one by their usual names; none where nothing is found by these.
Result<ItemColumns> item_columns(const CsvTable& table, const std::string& pattern, const Instrument& q);

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
