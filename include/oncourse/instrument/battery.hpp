// battery.hpp: what to measure in interpersonal psychotherapy, by focus and by condition, with reasons.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "oncourse/base/error.hpp"
#include "oncourse/instrument/instrument.hpp"

namespace oncourse {

/// One suggestion. `published` and `secondary` say that a study of IPT used the measure, or the version of it that the
/// source names; `convention` that it is the obvious measure of what the focus is about, and no such study was found.
struct BatteryMember {
  const Instrument* instrument;
  std::string_view reason;
  Provenance from;
};

/// A suggestion, never a rule: who treats decides.
struct Battery {
  enum class Kind { focus, condition };
  Kind kind;
  std::string_view id, name;
  std::span<const BatteryMember> members;
};

constexpr std::string_view name(Battery::Kind kind) { return kind == Battery::Kind::focus ? "focus" : "condition"; }

/// By focus: grief, role-disputes, role-transitions, interpersonal-deficits. By condition: depression, perinatal,
/// anxiety, eating, bipolar, trauma. Of the four focuses only grief has trials of its own; the others rest on matching
/// the measure to the problem area.
std::span<const Battery> batteries();

///   errors  not_available: no battery has this id, the detail lists those there are
Result<const Battery*> find_battery(std::string_view id);

/// All batteries, or one, as a JSON array.
std::string to_json(std::span<const Battery> batteries);

}  // namespace oncourse
