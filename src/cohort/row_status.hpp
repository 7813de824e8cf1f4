// row_status.hpp: what became of a row, in words.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "oncourse/base/error.hpp"
#include "oncourse/cohort/table.hpp"

namespace oncourse {

/// The last two columns of a table whose rows can fail one by one.
struct RowStatus {
  TableColumn status = TableColumn::texts("status"), detail = TableColumn::texts("detail");

  /// "ok" and nothing, or the trouble's name and its detail.
  void append(const std::optional<Error>& trouble = {}) {
    status.append(trouble ? name(trouble->code) : "ok");
    detail.append(trouble ? std::optional<std::string_view>(trouble->detail) : std::nullopt);
  }
  template <class T>
  void append_of(const Result<T>& result) {
    append(result ? std::nullopt : std::optional(result.error()));
  }
};

}  // namespace oncourse
