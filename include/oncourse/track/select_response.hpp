// select_response.hpp: which form of growth model the scores of an instrument speak for.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "oncourse/growth/select.hpp"
#include "oncourse/track/fit_response.hpp"

namespace oncourse {

/// The scales to choose from, each as transformation_for() makes it.
///
///   asked       empty: all of them where the range is known, from the instrument or stated, else points alone
///   instrument  nullptr: not stated
///   errors      those of transformation_for(); bad_argument: a range or a margin is stated and points alone are asked
///   for
Result<std::vector<growth::Transformation>> transformations_for(std::span<const growth::Scale> asked,
                                                                const Instrument* instrument,
                                                                const StatedRange& stated = {});

/// growth::select() of scores that are the instrument's.
///
///   instrument  of the scores; nullptr: not stated
///   forms       their transformations from transformations_for()
///   errors      those of growth::select(); response_range: a score outside the instrument's scale; bad_argument: a
///               transformation whose range is not the instrument's
Result<std::vector<growth::SelectionRow>> select_response(const growth::Panel& everybody, const Instrument* instrument,
                                                          std::span<const growth::Design> forms,
                                                          const growth::SelectionOptions& options = {});

}  // namespace oncourse
