// backtest.cpp: rules tried on persons they were not made for, for Python.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/backtest.hpp"

#include <nanobind/stl/optional.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/unique_ptr.h>
#include <nanobind/stl/vector.h>

#include "models.hpp"
#include "oncourse/cohort/backtest_columns.hpp"
#include "oncourse/course/course_file.hpp"
#include "oncourse/report/backtest_page.hpp"
#include "progress.hpp"

namespace oncourse::python {
namespace {

constexpr std::array limits = {BacktestRule::Limits::calibrated, BacktestRule::Limits::published,
                               BacktestRule::Limits::cross_calibrated};

struct PythonBacktest {
  Backtest found;
  BacktestOptions options;
  PythonInstrument instrument;
  SharedTable rules, strata, sessions, roc, reliability, alarms;
};

std::vector<BacktestRule> usual_rules(growth::Design form, const growth::Transformation& transformation,
                                      const PythonInstrument& instrument, const std::vector<std::string>& kinds,
                                      const std::vector<double>& alphas) {
  form.transformation = transformation;
  RuleChoices choices;
  for (const std::string& kind : kinds) choices.kinds.push_back(named(monitoring_rules, kind, "rule"));
  choices.alphas = alphas;
  return usual_backtest_rules(form, *instrument.definition, choices);
}

std::unique_ptr<PythonBacktest> run(const CohortColumns& columns, const std::vector<bool>& interacts,
                                    const growth::Design& form, const growth::Transformation& transformation,
                                    const std::string& method, const std::string& time_unit,
                                    const PythonInstrument& instrument, const Plan& plan,
                                    const std::optional<std::string>& target, BacktestOptions options,
                                    const std::vector<BacktestRule>& rules, const std::optional<PythonColumn>& stratum,
                                    const nb::object& progress) {
  options.design = design_of(columns, interacts, form);
  options.design.transformation = transformation;
  options.likelihood = named(likelihoods, method, "method");
  options.time_unit = named(time_units, time_unit, "time_unit");
  options.plan = plan;
  options.target = target ? value_of(parse_target(*target)) : default_target(*instrument.definition);
  options.rules = rules;
  options.progress = [&](std::size_t done, std::size_t all) { return goes_on(progress, done, all); };
  return unlocked([&] {
    const Cohort cohort = cohort_of(columns);
    if (stratum) set_strata(options, value_of(labels(stratum->column, cohort.first_rows)));
    const CohortPanel panel(cohort);
    Backtest found = value_of(backtest(*panel, *instrument.definition, options));
    BacktestTables tables = backtest_columns(found, options);
    options.progress = nullptr;
    return std::make_unique<PythonBacktest>(PythonBacktest{
        std::move(found), std::move(options), instrument, shared(std::move(tables.rules)),
        shared(std::move(tables.strata)), shared(std::move(tables.sessions)), shared(std::move(tables.roc)),
        shared(std::move(tables.reliability)), shared(std::move(tables.alarms))});
  });
}

}  // namespace

void add_backtest(nb::module_& m) {
  nb::class_<BacktestRule>(m, "BacktestRule")
      .def(nb::init<>())
      .def(
          "__init__",
          [](BacktestRule* self, const std::string& kind, const std::string& by, const std::string& spending,
             double alpha, bool plain_model, double level, int early_session, double improvement) {
            new (self) BacktestRule{{named(monitoring_rules, kind, "kind"), level, early_session, improvement},
                                    named(limits, by, "limits"),
                                    named(alpha_spendings, spending, "spending"),
                                    alpha,
                                    plain_model};
          },
          nb::arg("kind"), nb::arg("limits"), nb::arg("spending"), nb::arg("alpha"), nb::arg("plain_model"),
          nb::arg("level"), nb::arg("early_session"), nb::arg("improvement"))
      .def_ro("alpha", &BacktestRule::alpha)
      .def_prop_ro("level", [](const BacktestRule& rule) { return rule.rule.level; })
      .def_prop_ro("early_session", [](const BacktestRule& rule) { return rule.rule.early_session; })
      .def_prop_ro("improvement", [](const BacktestRule& rule) { return rule.rule.improvement; });
  nb::class_<BacktestOptions>(m, "BacktestOptions")
      .def(nb::init<>())
      .def_rw("folds", &BacktestOptions::folds)
      .def_rw("inner_folds", &BacktestOptions::inner_folds)
      .def_rw("repetitions", &BacktestOptions::repetitions)
      .def_rw("share", &BacktestOptions::share)
      .def_rw("seed", &BacktestOptions::seed)
      .def_rw("least_scores", &BacktestOptions::least_scores)
      .def_rw("intake", &BacktestOptions::intake, nb::arg("intake").none())
      .def_rw("sessions", &BacktestOptions::sessions)
      .def_rw("confidence", &BacktestOptions::confidence)
      .def_rw("threads", &BacktestOptions::threads);
  nb::class_<PythonBacktest>(m, "Backtest")
      .def_prop_ro("persons", [](const PythonBacktest& b) { return b.found.persons; })
      .def_prop_ro("reached", [](const PythonBacktest& b) { return b.found.reached; })
      .def_prop_ro("left_out", [](const PythonBacktest& b) { return b.found.left_out; })
      .def_ro("rules", &PythonBacktest::rules)
      .def_ro("strata", &PythonBacktest::strata)
      .def_ro("sessions", &PythonBacktest::sessions)
      .def_ro("roc", &PythonBacktest::roc)
      .def_ro("reliability", &PythonBacktest::reliability)
      .def_ro("alarms", &PythonBacktest::alarms)
      .def("to_text", [](const PythonBacktest& b) { return to_text(b.found, b.options, *b.instrument.definition); })
      .def("to_html", [](const PythonBacktest& b) { return to_html(b.found, b.options, *b.instrument.definition); });
  m.def("usual_rules", usual_rules, nb::arg("form"), nb::arg("transformation"), nb::arg("instrument"), nb::arg("kinds"),
        nb::arg("alphas"));
  m.def("backtest", run, nb::arg("columns"), nb::arg("interacts"), nb::arg("form"), nb::arg("transformation"),
        nb::arg("method"), nb::arg("time_unit"), nb::arg("instrument"), nb::arg("plan"), nb::arg("target").none(),
        nb::arg("options"), nb::arg("rules"), nb::arg("stratum").none(), nb::arg("progress").none());
}

}  // namespace oncourse::python
