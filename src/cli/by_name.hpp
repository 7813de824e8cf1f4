// by_name.hpp: options whose values are enumerators, by the names that the library gives them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>
#include <map>
#include <string>

namespace oncourse::cli {

template <class Enums>
CLI::CheckedTransformer by_name(const Enums& enums) {
  std::map<std::string, typename Enums::value_type> names;
  for (const auto e : enums) names.emplace(name(e), e);
  return CLI::CheckedTransformer(std::move(names));
}

}  // namespace oncourse::cli
