// cohort_options.cpp: whose scores a growth model is of.
// SPDX-License-Identifier: Apache-2.0
#include "cohort_options.hpp"

#include <algorithm>

#include "by_name.hpp"
#include "file.hpp"

namespace oncourse::cli {

void CohortOptions::add_options(CLI::App* command) {
  command->add_option("--person", person, "Column that tells persons apart")->capture_default_str();
  command->add_option("--time", time, "Column of the time of the score")->capture_default_str();
  command->add_option("--score", score, "Column of the score; without it, item columns are scored");
  command->add_option("--items", items, "Item columns: 'q*', 'PHQ1..PHQ9' or 'a,b,c'");
  command->add_option("--instrument", instrument, "Instrument of the scores");
  command->add_option("--instrument-file", definition, "Its definition (JSON), where it is not shipped");
  command->add_option("--covariate", covariates, "Column that shifts the level")->take_all();
  command->add_option("--interact", interactions, "Column that also changes the slope")->take_all();
  command->add_option("--basis", basis, "How time enters: linear or log1p")->transform(by_name(growth::time_bases));
  command->add_option("--knot", knot, "Time from which a piecewise curve has another rate of change");
  command->add_option("--lowest", range.lowest, "Lowest score of a scale other than points [the instrument's]");
  command->add_option("--highest", range.highest, "Highest score of that scale [the instrument's]");
  command->add_option("--margin", range.margin, "Beside both [half the step between the instrument's totals]");
  command->add_flag("--prorate", prorate, "Prorate blanks also where that is a convention only");
}

Result<const Instrument*> CohortOptions::chosen(std::optional<LoadedInstrument>& loaded) const {
  if (instrument.empty() && definition.empty()) return static_cast<const Instrument*>(nullptr);
  return chosen_instrument(instrument, definition, loaded);
}

growth::Design CohortOptions::design() const {
  growth::Design design;
  design.time_basis = basis;
  design.time_name = time;
  design.knot = knot.value_or(0.0);
  const auto interacts = [&](const std::string& name) {
    return std::find(interactions.begin(), interactions.end(), name) != interactions.end();
  };
  for (const std::string& name : covariates) design.covariates.push_back({name, interacts(name)});
  for (const std::string& name : interactions)  // an interaction without its main effect would not be one
    if (std::find(covariates.begin(), covariates.end(), name) == covariates.end())
      design.covariates.push_back({name, true});
  return design;
}

Result<CohortFile> CohortOptions::read(const Instrument* q, bool in_order, const std::string& stratum) const {
  const auto table = read_csv(file);
  if (!table) return table.error();
  CohortColumns columns{{score, items, q, prorate}, person, time, {}, growth::least_time(basis), in_order, stratum};
  for (const growth::Covariate& covariate : design().covariates) columns.covariates.push_back(covariate.name);
  auto everybody = cohort_from(*table, columns);
  if (!everybody) return Error{everybody.error().code, file + ": " + everybody.error().detail};
  return everybody;
}

}  // namespace oncourse::cli
