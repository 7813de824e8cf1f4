// common.hpp: what the definitions of several families share.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/instrument/instrument.hpp"

namespace oncourse {

inline constexpr MissingRule no_rule_found = {
    MissingRule::Kind::none, 0, {Status::convention, "no published rule was found, so that every item is needed"}};

inline constexpr std::string_view phq_licence =
    "free to use, reproduce and translate without permission (phqscreeners.com)";

/// For codings that begin elsewhere.
inline constexpr Answer zero_to_three[] = {0, 1, 2, 3}, zero_to_four[] = {0, 1, 2, 3, 4}, one_to_three[] = {1, 2, 3},
                        one_to_five[] = {1, 2, 3, 4, 5};

}  // namespace oncourse
