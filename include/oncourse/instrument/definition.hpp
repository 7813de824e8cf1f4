// definition.hpp: an instrument's definition as JSON, to show and to bring along.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "oncourse/base/error.hpp"
#include "oncourse/instrument/instrument.hpp"

namespace oncourse {

/// A definition read at run time with the texts and figures it refers to. Copies share them.
class LoadedInstrument {
 public:
  struct Storage;
  explicit LoadedInstrument(std::shared_ptr<const Storage> storage);
  [[nodiscard]] const Instrument& definition() const;

 private:
  std::shared_ptr<const Storage> storage_;
};

/// One definition with every figure's source.
std::string to_json(const Instrument& instrument);

/// Reads an instrument that is known by its total, which is how licence-bound questionnaires come out of other
/// software: id, name, construct, direction, total [min, max], source; optionally bands, cutoffs, reliable_change
/// and important_change in the form that to_json() writes.
///
///   errors  malformed: not JSON, or a member that is missing, unknown, of the wrong kind or out of range (named)
Result<LoadedInstrument> instrument_from_json(std::string_view document);

}  // namespace oncourse
