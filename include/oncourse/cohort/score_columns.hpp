// score_columns.hpp: many sheets in columns, scored at once.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <span>

#include "oncourse/cohort/column.hpp"
#include "oncourse/cohort/table.hpp"
#include "oncourse/instrument/score.hpp"

namespace oncourse {

/// Hands on the result for every row in turn, by the same engine as one sheet at a time.
///
///   items   one column per item, in the published order, of one length; missing values are blanks
///   coding  of the answers, where it is not the definition's own: one of q.codings
///   each    called once per row: its score, or why it has none. A value that is no whole number is a response_range
///   errors  bad_argument: another number of columns, columns of different lengths, text or dates (named)
///   cost    one pass; nothing is copied but a sheet at a time
std::optional<Error> score_rows(const Instrument& q, std::span<const Column* const> items, Prorating how,
                                const Coding* coding,
                                const std::function<void(const Result<Score>&, std::span<const Answer>)>& each);

/// A row per sheet: total, band, answered, of_items, prorated, the subscales by id and `<id>_band` where they have
/// bands, the algorithms by id, `risk_item_<n>` and `risk_item_<n>_flagged`, status ("ok" or the name of an Errc) and
/// detail.
///
/// A row that cannot be scored has a status and no score; its risk answers are there all the same. The flag of a risk
/// item without an answer on its scale is null, as is an algorithm that blanks leave open: nothing is known. So is the
/// total of an instrument without one.
Result<Table> score_columns(const Instrument& q, std::span<const Column* const> items,
                            Prorating how = Prorating::published_rule, const Coding* coding = nullptr);

}  // namespace oncourse
