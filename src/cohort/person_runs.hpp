// person_runs.hpp: whose rows are whose, mostly without a look-up: the rows of a person stand together.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "oncourse/cohort/cohort.hpp"
#include "oncourse/cohort/table.hpp"

namespace oncourse {

/// The rows of one person, in the table's order.
struct RowsOfPerson {
  std::size_t first = 0, size = 0;
  const std::size_t* mixed = nullptr;  ///< nullptr: they follow each other

  [[nodiscard]] std::size_t operator[](std::size_t k) const { return mixed ? mixed[k] : first + k; }
};

/// Persons in the order in which they first appear.
class PersonRuns {
 public:
  ///   errors  those of rows_by_person()
  ///   cost    one look at every row; a look-up for each person whose key is not greater than the one before, or for
  ///           each row where the rows of persons lie mixed
  static Result<PersonRuns> of(const Column& person, int threads);

  [[nodiscard]] std::size_t persons() const { return mixed_ ? mixed_->persons() : offsets_.size() - 1; }
  [[nodiscard]] RowsOfPerson operator[](std::size_t i) const {
    if (!mixed_) return {offsets_[i], offsets_[i + 1] - offsets_[i]};
    const auto rows = mixed_->of(i);
    return {rows.front(), rows.size(), rows.data()};
  }

 private:
  std::vector<std::size_t> offsets_ = {0};
  std::optional<PersonRows> mixed_;
};

inline constexpr std::size_t nobody = std::numeric_limits<std::size_t>::max();

/// Persons who were known already, and others.
struct KnownPersons {
  std::vector<std::size_t> today;      ///< of each row that is known, which person of the new table; or nobody
  std::vector<std::size_t> newcomers;  ///< of the new table
};

///   known   one row for each person
///   errors  bad_argument: a row without a person, or of one who is there already; other types than those of `person`
Result<KnownPersons> known_persons(const Column& known, const Column& person, const PersonRuns& runs);

/// Those who were known, then the newcomers, as a column "person" of text or whole numbers.
///
///   known  nullptr: nobody
TableColumn all_persons(const Column* known, const Column& person, const PersonRuns& runs,
                        std::span<const std::size_t> newcomers);

}  // namespace oncourse
