// write.hpp: a JSON document out.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "json/value.hpp"

namespace oncourse::json {

enum class Layout {
  compact,    ///< no blank anywhere
  canonical,  ///< no blank, and a whole number written as 16.0 whatever it was read from
  lines,      ///< a line per element and member, a blank deeper at each level
};

/// The document as text, always UTF-8 and always JSON: U+0000 and bytes that are no character become U+FFFD, a number
/// that is not finite becomes null. A whole number has no point, any other number has a point or an exponent, and the
/// fewest digits that read back as the same number: 16, 16.0, 0.1, 1e-05.
std::string write(const Value& document, Layout layout);

}  // namespace oncourse::json
