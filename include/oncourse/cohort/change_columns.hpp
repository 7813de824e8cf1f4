// change_columns.hpp: many people's change between two totals.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "oncourse/change/change_rule.hpp"
#include "oncourse/cohort/column.hpp"
#include "oncourse/cohort/table.hpp"
#include "oncourse/growth/model.hpp"
#include "oncourse/instrument/instrument.hpp"

namespace oncourse {

/// By what a change is judged: nothing set is the instrument's own criterion and its usual_cutoff(), if it has one.
struct ChangeCriterion {
  std::string cutoff_purpose = {}, cutoff_population = {};  ///< see find_cutoff(); empty: not chosen
  std::optional<double> sd = {}, reliability = {};          ///< both or neither, see jacobson_truax_criterion()
};

/// A row per pair: points, improvement, percent_improved, index, class, important_improvement, important_worsening,
/// clinical_before, clinical_after, status, detail. A pair of which a total is missing has the status
/// not_enough_sessions and is counted, never dropped.
///
///   errors  bad_argument: columns of different lengths or without numbers, sd without reliability, ...;
///           not_available: no such cut-off
///   cost    one change_between() per row
Result<Table> change_columns(const Instrument& q, const Column& pre, const Column& post,
                             const ChangeCriterion& criterion = {});

/// By any rule, with or without an instrument: points, improvement, statistic (an index, points or percent, signed as
/// the scale runs), class, clinical_before, functional_after (where the rule has a clinical range), status, detail.
///
///   scale   whose totals are accepted only; nullptr: every finite number is
///   errors  bad_argument: columns of different lengths or without numbers. A row's trouble is its status:
///           not_enough_sessions: a score is missing; bad_argument: not finite; response_range: outside the scale;
///           not_available: no percentage of a first score that is the rule's zero
Result<Table> classify_columns(const ChangeRule& rule, const Column& pre, const Column& post,
                               const Instrument* scale = nullptr);

/// A cohort as long columns, and what of its growth model makes a class.
struct HierarchicalOptions {
  Direction direction = Direction::lower_is_better;
  growth::TimeBasis time_basis = growth::TimeBasis::linear;
  bool deviation = false;        ///< judge persons by how they differ from the average person, not by their own change
  std::size_t least_scores = 3;  ///< persons with fewer are left out of the fit and counted; a line needs three to err
  std::optional<double> improvement = {}, deterioration = {};  ///< critical values; absent: 1.96, and as improvement
  std::optional<ClinicalRange> range = {};  ///< present: recovered and harmed are told by the first and the last score
};

/// A row per person: scores, first, last (score), rate, sd, index (rate / sd), class, status, detail; the model that
/// was fitted by REML.
struct HierarchicalChange {
  Table persons;
  std::vector<std::size_t> first_rows;  ///< where each person first appears
  growth::GrowthModel model;
};

/// Speer & Greenbaum 1995 by the growth model `score ~ g(time), random slope`. By default a person's total rate of
/// change is judged: the deviation from the mean rate, which R's clinicalsignificance judges, calls whoever improves as
/// much as everybody unchanged.
///
///   errors  those of cohort_from(), growth::fit(), growth::rates_of_change() and combined_rule()
///   status  not_enough_sessions of a person with too few scores
Result<HierarchicalChange> hierarchical_change(const Column& person, const Column& time, const Column& score,
                                               const HierarchicalOptions& options = {});

}  // namespace oncourse
