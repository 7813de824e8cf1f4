// selection_text.hpp: a selection of growth models for people: a table of at most 80 columns, its best row marked.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "oncourse/growth/select.hpp"

namespace oncourse::cli {

/// What all forms share is said once, above them.
///
///   folds  that it was made with; 0: by likelihoods alone
std::string selection_text(std::span<const growth::SelectionRow> rows, int folds);

}  // namespace oncourse::cli
