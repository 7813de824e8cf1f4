// provenance.hpp: where a figure comes from and how far to trust it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace oncourse {

enum class Status {
  published,   ///< read in, or confirmed against, the publication named
  secondary,   ///< read in a source that cites the publication
  convention,  ///< common practice without a publication that establishes it
};

constexpr std::string_view name(Status status) {
  switch (status) {
    case Status::published: return "published";
    case Status::secondary: return "secondary";
    case Status::convention: return "convention";
  }
  return "unknown";
}

/// The parent of a number.
struct Provenance {
  Status status = Status::convention;
  std::string_view source;  ///< citation, never empty in a shipped definition
};

}  // namespace oncourse
