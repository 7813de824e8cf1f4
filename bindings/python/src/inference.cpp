// inference.cpp: intervals, tests and the selection of growth models, for Python.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/inference_columns.hpp"

#include <nanobind/stl/optional.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include "models.hpp"
#include "oncourse/track/nested_models.hpp"
#include "oncourse/track/select_response.hpp"
#include "progress.hpp"

namespace oncourse::python {
namespace {

SharedTable intervals(const PythonModel& model, double level) {
  return shared(interval_columns(value_of(growth::wald_intervals(model.model.growth, level))));
}

SharedTable profile_intervals(const PythonModel& model, const CohortColumns& columns, double level, int threads) {
  return unlocked([&] {
    const TableCohort panel = table_cohort_of(columns);
    return shared(interval_columns(value_of(growth::profile_intervals(*panel, model.model.growth, level, threads))));
  });
}

/// chi_squared, freedom, p.
std::tuple<double, int, double> ratio_test(const PythonModel& smaller, const PythonModel& larger) {
  const growth::LikelihoodRatio found = value_of(likelihood_ratio_test(smaller.model, larger.model));
  return {found.chi_squared, found.freedom, found.p};
}

/// Those that are named; where none is, `usual`.
template <class Enums, class Usual>
void choose(std::vector<Usual>& usual, const Enums& enums, const std::vector<std::string>& names, const char* what) {
  if (names.empty()) return;
  usual.clear();
  for (const std::string& name : names) usual.push_back(named(enums, name, what));
}

/// What forms may be like, with a line's knot.
struct PythonChoices {
  growth::FormChoices choices;
  growth::TimeBasis basis;
  double knot;
};

PythonChoices choices(const std::string& basis, const std::vector<std::string>& curves, std::optional<double> knot,
                      const std::vector<std::string>& random, const std::vector<std::string>& residuals,
                      const std::vector<std::string>& scales, const PythonInstrument* instrument,
                      const StatedRange& range) {
  PythonChoices out{{}, named(growth::time_bases, basis, "basis"), knot.value_or(0.0)};
  choose(out.choices.curves, growth::curves, curves, "curve");
  choose(out.choices.random, growth::random_effects, random, "random");
  choose(out.choices.residuals, growth::residual_correlations, residuals, "residuals");
  std::vector<growth::Scale> asked;
  choose(asked, growth::scales, scales, "scale");
  const auto& bent = out.choices.curves;
  if ((std::find(bent.begin(), bent.end(), growth::Curve::piecewise) != bent.end()) != knot.has_value())
    throw Failure{{Errc::bad_argument, "knot is the time at which a piecewise curve bends, and that needs one"}};
  out.choices.transformations =
      value_of(transformations_for(asked, instrument ? instrument->definition : nullptr, range));
  return out;
}

SharedTable select_forms(const CohortColumns& columns, const std::vector<bool>& interacts, const PythonChoices& asked,
                         const PythonInstrument* instrument, int folds, std::uint64_t seed, int threads,
                         const nb::object& progress) {
  growth::Design line;
  line.time_basis = asked.basis;
  line.knot = asked.knot;
  line = design_of(columns, interacts, std::move(line));
  const std::vector<growth::Design> forms = growth::forms_of(line, asked.choices);
  growth::SelectionOptions options{folds, seed, threads};
  options.progress = [&](std::size_t done, std::size_t all) { return goes_on(progress, done, all); };
  return unlocked([&] {
    const TableCohort panel = table_cohort_of(columns);
    return shared(selection_columns(
        value_of(select_response(*panel, instrument ? instrument->definition : nullptr, forms, options))));
  });
}

}  // namespace

void add_inference(nb::module_& m) {
  nb::class_<PythonChoices>(m, "FormChoices")
      .def(
          "__init__",
          [](PythonChoices* self, const std::string& basis, const std::vector<std::string>& curves,
             std::optional<double> knot, const std::vector<std::string>& random,
             const std::vector<std::string>& residuals, const std::vector<std::string>& scales,
             const PythonInstrument* instrument, std::optional<double> lowest, std::optional<double> highest,
             std::optional<double> margin) {
            new (self) PythonChoices(
                choices(basis, curves, knot, random, residuals, scales, instrument, {lowest, highest, margin}));
          },
          nb::arg("basis"), nb::arg("curves"), nb::arg("knot").none(), nb::arg("random"), nb::arg("residuals"),
          nb::arg("scales"), nb::arg("instrument").none(), nb::arg("lowest").none(), nb::arg("highest").none(),
          nb::arg("margin").none());
  const growth::SelectionOptions usual;
  m.attr("usual_folds") = usual.folds;
  m.attr("usual_selection_seed") = usual.seed;
  m.def("intervals", intervals, nb::arg("model"), nb::arg("level"));
  m.def("profile_intervals", profile_intervals, nb::arg("model"), nb::arg("columns"), nb::arg("level"),
        nb::arg("threads"));
  m.def("likelihood_ratio_test", ratio_test, nb::arg("smaller"), nb::arg("larger"));
  m.def("select", select_forms, nb::arg("columns"), nb::arg("interacts"), nb::arg("choices"),
        nb::arg("instrument").none(), nb::arg("folds"), nb::arg("seed"), nb::arg("threads"),
        nb::arg("progress").none());
}

}  // namespace oncourse::python
