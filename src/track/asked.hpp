// asked.hpp: what is asked of every course alike, and whether a model can answer it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>

#include "oncourse/course/target.hpp"
#include "oncourse/track/response_model.hpp"

namespace oncourse {

/// The target that was stated, else the first calibration's, else the usual one.
///
///   model  nullptr: none
inline Target target_asked(const std::optional<Target>& stated, const ResponseModel* model, const Instrument& q) {
  if (stated) return *stated;
  return model && !model->calibrations.empty() ? model->calibrations.front().target : default_target(q);
}

/// A model that is for another instrument.
inline std::optional<Error> trouble_in_instrument(const ResponseModel& model, const Instrument& q) {
  if (model.instrument.empty() || model.instrument == q.id) return std::nullopt;
  return Error{Errc::bad_argument,
               "the model is for " + model.instrument + ", the course is judged by " + std::string(q.id)};
}

/// A scale that is not for all of the instrument's totals, any of which may be asked for.
inline std::optional<Error> trouble_in_use(const growth::Design& design, const Instrument& q) {
  const growth::Transformation& h = design.transformation;
  if (h.takes(q.total_min) && h.takes(q.total_max)) return std::nullopt;
  return Error{Errc::bad_argument, "the model's " + std::string(name(h.scale)) + " scale is for " + h.range() + ", " +
                                       std::string(q.id) + " has " + text(q.total_min) + ".." + text(q.total_max)};
}

/// A group that no calibration is for.
///
///   model  nullptr: none
///   named  how the refusal names it
inline std::optional<Error> trouble_in_group(const ResponseModel* model, const std::string& group,
                                             const std::string& named) {
  std::set<std::string> known;
  if (model)
    for (const Calibration& one : model->calibrations)
      if (!one.group.label.empty()) known.insert(one.group.label);
  if (known.contains(group)) return std::nullopt;
  std::string names;
  for (const std::string& one : known) names += (names.empty() ? "" : ", ") + one;
  return Error{Errc::bad_argument,
               named + " has no calibration" + (names.empty() ? "; no group has" : "; there are: " + names)};
}

/// The same of one that was asked for.
inline std::optional<Error> trouble_in_group(const ResponseModel* model, const std::string& group) {
  return trouble_in_group(model, group, "group " + group);
}

/// And of one from a person's row, which is not repeated: it may be an identifier in the wrong column.
inline std::optional<Error> trouble_in_group_of_person(const ResponseModel* model, const std::string& group) {
  if (group.empty()) return Error{Errc::bad_argument, "the person has no group"};
  return trouble_in_group(model, group, "the person's group");
}

}  // namespace oncourse
