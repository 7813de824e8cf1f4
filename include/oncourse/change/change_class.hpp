// change_class.hpp: the five things that can be said of a change.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

namespace oncourse {

/// Jacobson & Truax 1991; `harmed` as in Hageman & Arrindell 1999: reliably worse and now in the clinical range.
enum class ChangeClass { recovered, improved, unchanged, deteriorated, harmed };

inline constexpr std::array change_classes = {ChangeClass::recovered, ChangeClass::improved, ChangeClass::unchanged,
                                              ChangeClass::deteriorated, ChangeClass::harmed};

constexpr std::string_view name(ChangeClass change) {
  switch (change) {
    case ChangeClass::recovered: return "recovered";
    case ChangeClass::improved: return "improved";
    case ChangeClass::unchanged: return "unchanged";
    case ChangeClass::deteriorated: return "deteriorated";
    case ChangeClass::harmed: return "harmed";
  }
  return "unknown";
}

}  // namespace oncourse
