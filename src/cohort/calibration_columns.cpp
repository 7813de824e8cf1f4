// calibration_columns.cpp: calibrations, stage by stage.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/calibration_columns.hpp"

#include <cmath>

#include "cohort/table_of.hpp"

namespace oncourse {

Table calibration_columns(std::span<const Calibration> calibrations) {
  Table out = table_of({{"rule", 'U'},
                        {"target", 'U'},
                        {"target_value", 'g'},
                        {"group", 'U'},
                        {"intake_from", 'g'},
                        {"intake_below", 'g'},
                        {"method", 'U'},
                        {"alpha", 'g'},
                        {"spending", 'U'},
                        {"until", 'g'},
                        {"limit", 'g'},
                        {"horizon", 'g'},
                        {"monitored_from", 'g'},
                        {"monitored_to", 'g'},
                        {"cut_off", 'i'},
                        {"n_persons", 'i'},
                        {"n_reached", 'i'},
                        {"flagged_missed", 'i'}});
  std::size_t at = 0;
  const auto append = [&](const auto& value) { out.columns[at++].append(value); };
  const auto finite = [&](double value) { append(std::isfinite(value) ? std::optional(value) : std::nullopt); };
  for (const Calibration& c : calibrations)
    for (const AlarmStage& stage : c.stages) {
      at = 0;
      append(name(c.rule.kind));
      append(name(c.target.kind));
      append(needs_value(c.target.kind) ? std::optional(c.target.value) : std::nullopt);
      if (c.group.label.empty())
        out.columns[at++].append_null();
      else
        append(std::string_view(c.group.label));
      finite(c.group.intake.from);
      finite(c.group.intake.below);
      append(name(c.method));
      append(c.alpha);
      append(name(c.spending));
      append(stage.until);
      finite(shown(c.rule.kind, stage.limit));
      append(c.horizon);
      append(c.monitoring.from);
      append(c.monitoring.to);
      for (const int count : {stage.cut_off, c.n_persons, c.n_reached, c.flagged_missed}) append(std::int32_t{count});
    }
  return out;
}

}  // namespace oncourse
