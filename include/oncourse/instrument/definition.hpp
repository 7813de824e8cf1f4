// definition.hpp: an instrument's definition as JSON, to show and to bring along.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "oncourse/base/error.hpp"
#include "oncourse/instrument/instrument.hpp"

namespace oncourse {

inline constexpr std::string_view instrument_schema = "oncourse.instrument";
inline constexpr int instrument_schema_version = 1;

/// A definition read at run time with the texts and figures it refers to. Copies share them.
class LoadedInstrument {
 public:
  struct Storage;
  explicit LoadedInstrument(std::shared_ptr<const Storage> storage);
  [[nodiscard]] const Instrument& definition() const;
  /// One of its subscales as an instrument of its own: "clinic-10:sleep" (see scale_of()).
  ///
  ///   errors  unknown_instrument: there is no such subscale, the detail lists those there are
  [[nodiscard]] Result<LoadedInstrument> subscale(std::string_view id) const;

 private:
  std::shared_ptr<const Storage> storage_;
};

/// One definition with every figure's source; what instrument_from_json() reads.
std::string to_json(const Instrument& instrument);

/// Reads a definition: a licence holder's own with keys and norms, or one that is known by its total only.
///
///   needed   id, name, construct, direction, total [least, greatest] (not where rule is none), and of the scoring one
///            of `scoring` {status, source} and `source`, which is then secondary and stands for licence and citation
///            too
///   form     items (0: known by its total), answers [least, greatest], reversed, unscored, weights,
///            answer_exceptions [{items, range, step}], points [{items, from, points}], codings [{id, name, answers}],
///            legal_blanks [{items, allowed, when {of [{items, at_least}], least, most}}]
///   scoring  rule (sum), multiplier (1), goal_correlation, table, groups [{name, items}], missing {kind, limit, fill},
///            subscales [{id, name, items, rule, multiplier, direction, missing, table, and its own figures}],
///            algorithms [{id, name, criteria}], risk [{item, at_least, meaning}], example {answers, total}
///   figures  bands [{from, label}] with bands_source, other_bands [{name, bands}],
///            cutoffs [{purpose, population, compare, value, note}], norms [{population, clinical, mean, sd, n}],
///            reliability [{kind, population, value}],
///            reliable_change and important_change [{points, of, basis, computed}]
///   about    schema, version, domains, reporter, recall, note, licence, citation
///
/// Rules and figures carry their own {status, source}. to_json() of what ships shows every member in use.
///
///   errors  malformed: not JSON, a member that is missing, unknown, of the wrong kind or out of range, or a definition
///           that contradicts itself (see defect()); the path is named. wrong_version: another schema or version
Result<LoadedInstrument> instrument_from_json(std::string_view document);

}  // namespace oncourse
