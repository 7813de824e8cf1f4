// table_of.hpp: an empty table from a list of its columns.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>

#include "oncourse/cohort/table.hpp"

namespace oncourse {

struct ColumnKind {
  const char* name;
  char format;  ///< 'g' numbers, 'i' and 'l' whole numbers of 32 and 64 bits, 'b' booleans, 'U' texts
};

Table table_of(std::initializer_list<ColumnKind> kinds);

}  // namespace oncourse
