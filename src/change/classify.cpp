// classify.cpp: the loop over pairs, which is all of a rule whose time counts.
// SPDX-License-Identifier: Apache-2.0
#include <cassert>

#include "oncourse/change/change_rule.hpp"

namespace oncourse {

void classify(const ChangeRule& rule, std::span<const double> pre, std::span<const double> post,
              std::span<std::int8_t> classes) {
  assert(pre.size() == post.size() && pre.size() == classes.size());
  for (std::size_t i = 0; i < pre.size(); ++i) {
    const auto found = rule.classify(pre[i], post[i]);
    classes[i] = found ? static_cast<std::int8_t>(*found) : no_class;
  }
}

}  // namespace oncourse
