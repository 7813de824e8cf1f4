// drift.cpp: drift checks over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include <tuple>

#include "columns.hpp"
#include "oncourse/cohort/drift_columns.hpp"

using namespace oncourse;

struct oncourse_drift {
  DriftCheck check;
  c::Document text;
};

namespace {

Result<DriftReference> drift_reference_from(const oncourse_drift_reference* reference) {
  if (auto trouble = c::missing({{"reference", reference}})) return *std::move(trouble);
  const auto known = c::read(reference);
  if (!known) return known.error();
  DriftReference out;
  for (const auto& [name, count, to] :
       {std::tuple("reached", known->reached, &out.reached), std::tuple("cut_off", known->cut_off, &out.cut_off),
        std::tuple("missed", known->missed, &out.missed),
        std::tuple("missed_flagged", known->missed_flagged, &out.missed_flagged)}) {
    if (count < 0)
      return Error{Errc::bad_argument, std::string(name) + " is " + text(count) + ", it must not be below 0"};
    *to = static_cast<std::size_t>(count);
  }
  return out;
}

Result<DriftOptions> drift_options_from(const oncourse_drift_options* options) {
  const auto known = c::read(options);
  if (!known) return known.error();
  if (auto trouble = c::trouble_in_reserved(known->reserved)) return *std::move(trouble);
  const auto count_open = c::yes_or_no(known->count_open, "count_open");
  if (!count_open) return count_open.error();
  DriftOptions out;
  out.delta = c::or_default(known->delta, out.delta);
  out.level = c::level_from(known->level);
  out.count_open = *count_open;
  return out;
}

Result<DriftState> drift_state_from(const oncourse_drift_state* state) {
  const auto known = c::read(state);
  if (!known) return known.error();
  DriftState out;
  bool below = false;
  const auto count = [&](std::int64_t value) {
    below = below || value < 0;
    return static_cast<std::size_t>(value);
  };
  out.courses = count(known->courses);
  out.open = count(known->open);
  for (std::size_t g = 0; g < out.groups.size(); ++g) {
    const oncourse_drift_group& from = known->groups[g];
    DriftState::Group& to = out.groups[g];
    to.courses = count(from.courses);
    to.flagged = count(from.flagged);
    for (std::size_t d = 0; d < 2; ++d) {
      to.log_greatest[d] = from.log_greatest[d];
      to.found_at[d] = count(from.found_at[d]);
    }
  }
  if (below) return Error{Errc::bad_argument, "the state of the drift check: a count is below 0"};
  return out;
}

/// Where there is no state, a new check.
Result<std::unique_ptr<oncourse_drift>> drift_handle(const oncourse_drift_reference* reference,
                                                     const oncourse_drift_options* options,
                                                     const oncourse_drift_state* state) {
  const auto counts = drift_reference_from(reference);
  if (!counts) return counts.error();
  const auto chosen = drift_options_from(options);
  if (!chosen) return chosen.error();
  auto check = DriftCheck::make(*counts, *chosen);
  if (!check) return check.error();
  if (state) {
    const auto kept = drift_state_from(state);
    if (!kept) return kept.error();
    check = DriftCheck::resume(*counts, *chosen, *kept);
    if (!check) return check.error();
  }
  return std::unique_ptr<oncourse_drift>(new oncourse_drift{*std::move(check), {}});
}

}  // namespace

oncourse_status oncourse_drift_new(const oncourse_drift_reference* reference, const oncourse_drift_options* options,
                                   oncourse_drift** drift, oncourse_error* error) {
  return c::call(drift, error, [&] { return drift_handle(reference, options, nullptr); });
}

oncourse_status oncourse_drift_resume(const oncourse_drift_reference* reference, const oncourse_drift_options* options,
                                      const oncourse_drift_state* state, oncourse_drift** drift,
                                      oncourse_error* error) {
  return c::call(drift, error, [&]() -> Result<std::unique_ptr<oncourse_drift>> {
    if (auto trouble = c::missing({{"state", state}})) return *std::move(trouble);
    return drift_handle(reference, options, state);
  });
}

void oncourse_drift_free(oncourse_drift* drift) { delete drift; }

oncourse_status oncourse_drift_add(oncourse_drift* drift, const int32_t* flagged, const int32_t* reached, size_t n,
                                   oncourse_error* error) {
  return c::call(error, [&]() -> std::optional<Error> {
    if (auto trouble = c::missing({{"drift", drift}})) return trouble;
    if (auto trouble = c::missing_arrays(n, {{"flagged", flagged}})) return trouble;
    for (std::size_t i = 0; i < n; ++i) {
      if (flagged[i] != 0 && flagged[i] != 1)
        return Error{Errc::bad_argument, "flagged[" + text(i) + "] is " + text(flagged[i]) + ", it must be 0 or 1"};
      if (reached && (reached[i] < -1 || reached[i] > 1))
        return Error{Errc::bad_argument, "reached[" + text(i) + "] is " + text(reached[i]) + ", it must be 0, 1 or -1"};
    }
    for (std::size_t i = 0; i < n; ++i)
      drift->check.add(flagged[i] == 1, !reached || reached[i] == -1 ? TargetOutcome::open
                                        : reached[i] == 1            ? TargetOutcome::reached
                                                                     : TargetOutcome::missed);
    drift->text.forget();
    return std::nullopt;
  });
}

oncourse_status oncourse_drift_keep(const oncourse_drift* drift, oncourse_drift_state* state, oncourse_error* error) {
  return c::call(state, error, [&]() -> Result<oncourse_drift_state> {
    if (auto trouble = c::missing({{"drift", drift}})) return *std::move(trouble);
    const DriftState& from = drift->check.state();
    oncourse_drift_state out = ONCOURSE_DRIFT_STATE_INIT;
    out.courses = static_cast<std::int64_t>(from.courses);
    out.open = static_cast<std::int64_t>(from.open);
    for (std::size_t g = 0; g < from.groups.size(); ++g) {
      out.groups[g].courses = static_cast<std::int64_t>(from.groups[g].courses);
      out.groups[g].flagged = static_cast<std::int64_t>(from.groups[g].flagged);
      for (std::size_t d = 0; d < 2; ++d) {
        out.groups[g].log_greatest[d] = from.groups[g].log_greatest[d];
        out.groups[g].found_at[d] = static_cast<std::int64_t>(from.groups[g].found_at[d]);
      }
    }
    return out;
  });
}

oncourse_status oncourse_drift_describe(const oncourse_drift* drift, oncourse_drift_description* description,
                                        oncourse_error* error) {
  return c::call(description, error, [&]() -> Result<oncourse_drift_description> {
    if (auto trouble = c::missing({{"drift", drift}})) return *std::move(trouble);
    const DriftResult found = drift->check.result();
    return oncourse_drift_description{sizeof(oncourse_drift_description),
                                      static_cast<std::int64_t>(found.courses),
                                      static_cast<std::int64_t>(found.open),
                                      found.found_at ? static_cast<std::int64_t>(*found.found_at) : -1,
                                      found.threshold,
                                      found.p};
  });
}

oncourse_status oncourse_drift_table(const oncourse_drift* drift, oncourse_table** table, oncourse_error* error) {
  return c::call(table, error, [&]() -> Result<std::unique_ptr<oncourse_table>> {
    if (auto trouble = c::missing({{"drift", drift}})) return *std::move(trouble);
    return c::table_handle(drift_columns(drift->check.result()));
  });
}

const char* oncourse_drift_text(const oncourse_drift* drift) {
  if (!drift) return nullptr;
  return drift->text.read([drift] {
    std::string out;
    for (const std::string& sentence : drift->check.result().sentences) out += sentence + "\n";
    return out;
  });
}
