// course_file.cpp: what was agreed at the start of a therapy, from and to JSON.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/course/course_file.hpp"

#include "json/reader.hpp"
#include "json/write.hpp"
#include "oncourse/instrument/names.hpp"

namespace oncourse {
namespace {

constexpr std::array medication_kinds = {MedicationEvent::Kind::started, MedicationEvent::Kind::stopped,
                                         MedicationEvent::Kind::dose_changed};

Target target(const JsonReader& t) {
  t.only({"kind", "value"});
  Target out{t.at("kind").one_of(target_kinds)};
  if (needs_value(out.kind))
    out.value = t.at("value").number();
  else if (t.has("value"))
    t.at("value").refuse("a target of this kind has none");
  if (const auto trouble = trouble_in(out)) t.refuse(trouble->detail);
  return out;
}

Plan plan(const JsonReader& p) {
  p.only({"window", "cadence_days", "initial_sessions", "termination_sessions"});
  Plan out;
  if (p.has("window")) {
    const auto window = p.at("window").elements();
    if (window.size() != 2) p.at("window").refuse(text(window.size()) + " numbers, 2 expected");
    out.window_first = static_cast<int>(window[0].integer(1));
    out.window_last = static_cast<int>(window[1].integer(1));
  }
  const auto whole = [&](const char* member, int& into) {
    if (p.has(member)) into = static_cast<int>(p.at(member).integer(0));
  };
  whole("cadence_days", out.cadence_days);
  whole("initial_sessions", out.initial_sessions);
  whole("termination_sessions", out.termination_sessions);
  if (const auto trouble = trouble_in(out)) p.refuse(trouble->detail);
  return out;
}

Focus focus(const JsonReader& f) {
  f.only({"primary", "secondary"});
  Focus out{f.at("primary").one_of(problem_areas)};
  if (f.has("secondary")) out.secondary = f.at("secondary").one_of(problem_areas);
  return out;
}

DatedMedication medication(const JsonReader& m) {
  m.only({"date", "day", "event", "label"});
  if (m.has("date") == m.has("day")) m.refuse("either date or day is expected");
  DatedMedication out;
  if (m.has("date"))
    out.date = m.at("date").date();
  else
    out.day = static_cast<long>(m.at("day").integer(-Course::max_day, Course::max_day));
  out.kind = m.at("event").one_of(medication_kinds);
  if (m.has("label")) out.label = m.at("label").text();
  return out;
}

}  // namespace

Result<CourseFile> course_file_from_json(std::string_view document) {
  return read_json("course file", document, [](const JsonReader& root) {
    root.only({"intake", "plan", "instrument", "target", "focus", "goals", "medication"});
    CourseFile file;
    if (root.has("intake")) file.intake = root.at("intake").date();
    if (root.has("plan")) file.plan = plan(root.at("plan"));
    if (root.has("instrument")) file.instrument = root.at("instrument").text();
    if (root.has("target")) file.target = target(root.at("target"));
    if (root.has("focus")) file.focus = focus(root.at("focus"));
    if (root.has("goals"))
      for (const JsonReader& g : root.at("goals").elements()) {
        g.only({"label", "instrument", "compare", "value"});
        file.goals.push_back({g.at("label").text(), g.at("instrument").text(), g.at("compare").one_of(comparisons),
                              g.at("value").number()});
      }
    if (root.has("medication"))
      for (const JsonReader& m : root.at("medication").elements()) file.medication.push_back(medication(m));
    return file;
  });
}

std::string to_json(const CourseFile& file) {
  json::Value out;
  if (file.intake) out["intake"] = file.intake->iso();
  out["plan"] = {{"window", json::Value::array({file.plan.window_first, file.plan.window_last})},
                 {"cadence_days", file.plan.cadence_days},
                 {"initial_sessions", file.plan.initial_sessions},
                 {"termination_sessions", file.plan.termination_sessions}};
  if (!file.instrument.empty()) out["instrument"] = file.instrument;
  if (file.target) {
    out["target"]["kind"] = name(file.target->kind);
    if (needs_value(file.target->kind)) out["target"]["value"] = file.target->value;
  }
  if (file.focus) {
    out["focus"]["primary"] = name(file.focus->primary);
    if (file.focus->secondary) out["focus"]["secondary"] = name(*file.focus->secondary);
  }
  for (const NamedGoal& g : file.goals)
    out["goals"].push_back(
        {{"label", g.label}, {"instrument", g.instrument}, {"compare", name(g.compare)}, {"value", g.value}});
  for (const DatedMedication& m : file.medication) {
    json::Value event;
    if (m.date)
      event["date"] = m.date->iso();
    else
      event["day"] = m.day;
    event["event"] = name(m.kind);
    if (!m.label.empty()) event["label"] = m.label;
    out["medication"].push_back(event);
  }
  return json::write(out, json::Layout::lines) + "\n";
}

Result<Target> parse_target(std::string_view words) {
  const std::size_t colon = words.find(':');
  const std::string_view kind = words.substr(0, colon);
  for (const Target::Kind known : target_kinds) {
    if (kind != name(known)) continue;
    if (needs_value(known) != (colon != std::string_view::npos))
      return Error{Errc::malformed, "target " + std::string(name(known)) +
                                        (needs_value(known) ? " needs a number: " + std::string(name(known)) + ":50"
                                                            : " takes no number")};
    if (!needs_value(known)) return Target{known};
    const auto value = parse_number(words.substr(colon + 1));
    if (!value) return Error{Errc::malformed, "target " + std::string(name(known)) + ": " + value.error().detail};
    const Target target{known, *value};
    if (auto trouble = trouble_in(target)) return *std::move(trouble);
    return target;
  }
  return Error{Errc::malformed, "a target is " + std::string(target_names)};
}

}  // namespace oncourse
