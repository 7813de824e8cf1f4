// coding.hpp: answers that were written down in another way than the definition's.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "oncourse/base/error.hpp"
#include "oncourse/instrument/instrument.hpp"

namespace oncourse {

/// The instrument's coding with this id.
///
///   errors  not_available: there is none, the detail lists those there are
Result<const Coding*> find_coding(const Instrument& q, std::string_view id);

/// "item 4 is 7, the coding 1-5 has 1..5"; by the definition's own scale where the coding says nothing of the item.
///
///   shown  the answer, which need not be one that an Answer can hold
Error answer_off_coding(const Instrument& q, const Coding& coding, int item, const std::string& shown);

/// Rewrites answers from a coding to the definition's own: option numbers to points, 1 to 5 to 0 to 4.
///
///   answers  at most one per item; `blank` stays, and an answer outside the coding becomes blank, so that the others,
///            risk items among them, can be read all the same
///   result   the first answer that cannot be read: response_range, the item, the answer and the coding's range named
std::optional<Error> recode(const Instrument& q, const Coding& coding, std::span<Answer> answers);

}  // namespace oncourse
