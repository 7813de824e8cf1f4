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

/// An answer as it is written in a cell that is not missing.
///
///   errors  malformed: no number, or not a whole one
Result<Answer> answer_in(std::string_view cell);

/// Why an answer beyond the last item is refused.
Error beyond_last_item(std::size_t item, const Instrument& q);

/// What one row holds. Empty and NA are blank.
struct RowAnswers {
  std::vector<Answer> answers;   ///< one per item; one that cannot be read is blank, so that risk items are not lost
  bool any = false;              ///< not every cell is missing
  std::optional<Error> trouble;  ///< malformed: not a whole number; bad_argument: fewer columns than items, or an
                                 ///< answer beyond the last item
};
RowAnswers row_answers(const CsvTable& table, std::size_t row, const ItemColumns& columns, const Instrument& q);

/// True for a row whose `instrument` column, where the file has one, names another instrument.
bool is_of_another_instrument(const CsvTable& table, std::size_t row, const Instrument& q);

/// The others, and none that the table rejected.
std::vector<std::size_t> rows_of(const CsvTable& table, const Instrument& q);

/// The instrument by id, or read from a definition file, which `loaded` then keeps; of that too "id:subscale".
Result<const Instrument*> chosen_instrument(const std::string& id, const std::string& definition_path,
                                            std::optional<LoadedInstrument>& loaded);

}  // namespace oncourse::cli
