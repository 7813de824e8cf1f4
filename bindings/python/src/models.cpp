// models.cpp: growth models fitted, calibrated, forecast from and tracked with, for Python.
// SPDX-License-Identifier: Apache-2.0
#include "models.hpp"

#include <nanobind/ndarray.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/unique_ptr.h>
#include <nanobind/stl/vector.h>

#include "oncourse/cohort/calibration_columns.hpp"
#include "oncourse/cohort/cohort.hpp"
#include "oncourse/cohort/expected_response_columns.hpp"
#include "oncourse/cohort/forecast_columns.hpp"
#include "oncourse/cohort/simulate_columns.hpp"
#include "oncourse/cohort/track_columns.hpp"
#include "oncourse/course/course_file.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/report/model_summary.hpp"
#include "oncourse/report/response_chart.hpp"
#include "oncourse/track/fit_response.hpp"
#include "oncourse/track/model_file.hpp"

namespace oncourse::python {
namespace {

constexpr std::array time_bases = {growth::TimeBasis::log1p, growth::TimeBasis::linear};

std::optional<Target> target_from(const std::optional<std::string>& words) {
  return words ? std::optional(value_of(parse_target(*words))) : std::nullopt;
}

}  // namespace

Cohort cohort_of(const CohortColumns& c) {
  const auto covariates = pointers(c.covariates);
  return value_of(cohort_from(c.person.column, c.time.column, c.score.column, covariates));
}

TableCohort table_cohort_of(const CohortColumns& c) {
  const auto covariates = pointers(c.covariates);
  return value_of(TableCohort::read(c.person.column, c.time.column, c.score.column, covariates));
}

growth::Design design_of(const CohortColumns& columns, const std::vector<bool>& interacts, growth::Design form) {
  form.time_name = columns.time.column.name;
  for (std::size_t i = 0; i < columns.covariates.size(); ++i)
    form.covariates.push_back({columns.covariates[i].column.name, interacts.at(i)});
  return form;
}

growth::Design form(const std::string& basis, const std::string& random, const std::string& curve,
                    std::optional<double> knot, const std::string& residuals) {
  growth::Design out;
  out.time_basis = named(time_bases, basis, "basis");
  out.random = named(growth::random_effects, random, "random");
  out.curve = named(growth::curves, curve, "curve");
  out.residuals = named(growth::residual_correlations, residuals, "residuals");
  if ((out.curve == growth::Curve::piecewise) != knot.has_value())
    throw Failure{{Errc::bad_argument, "knot is the time at which a piecewise curve bends, and that needs one"}};
  out.knot = knot.value_or(0.0);
  return out;
}

namespace {

growth::Transformation transformation(const std::string& scale, const PythonInstrument* instrument,
                                      std::optional<double> lowest, std::optional<double> highest,
                                      std::optional<double> margin) {
  return value_of(transformation_for(named(growth::scales, scale, "scale"),
                                     instrument ? instrument->definition : nullptr, {lowest, highest, margin}));
}

/// The model that the rows make, each person with the group that their first score is in.
///
///   make  callable: (const growth::Panel&, std::vector<std::string>) -> Result<ResponseModel>
template <class Make>
std::unique_ptr<PythonModel> with_groups(const CohortColumns& columns, const std::optional<PythonColumn>& group,
                                         const Make& make) {
  if (!group) return std::make_unique<PythonModel>(PythonModel{value_of(make(*table_cohort_of(columns), {}))});
  const Cohort cohort = cohort_of(columns);
  return std::make_unique<PythonModel>(
      PythonModel{value_of(make(*CohortPanel(cohort), value_of(labels(group->column, cohort.first_rows))))});
}

std::unique_ptr<PythonModel> fit(const CohortColumns& columns, const std::vector<bool>& interacts,
                                 const growth::Design& design, const growth::Transformation& transformation,
                                 const std::string& method, const std::string& time_unit,
                                 const PythonInstrument* instrument, const std::optional<AlarmPlan>& alarms,
                                 const CalibrationParts& parts, const std::optional<PythonColumn>& group, int threads) {
  ResponseFitOptions options;
  options.design = design_of(columns, interacts, design);
  options.design.transformation = transformation;
  options.fit.threads = threads;
  options.fit.likelihood = named(likelihoods, method, "method");
  options.time_unit = named(time_units, time_unit, "time_unit");
  options.alarms = alarms;
  options.parts = parts;
  return unlocked([&] {
    return with_groups(columns, group, [&](const growth::Panel& panel, std::vector<std::string> groups) {
      options.groups = std::move(groups);
      return fit_response(panel, instrument ? instrument->definition : nullptr, options);
    });
  });
}

std::unique_ptr<PythonModel> calibrated_model(const PythonModel& model, const CohortColumns& columns,
                                              const PythonInstrument& instrument, const AlarmPlan& alarms,
                                              const std::optional<PythonColumn>& group) {
  return unlocked([&] {
    return with_groups(columns, group, [&](const growth::Panel& panel, const std::vector<std::string>& groups) {
      return calibrated(model.model, *instrument.definition, panel, alarms, groups);
    });
  });
}

SharedTable hold_out(const PythonColumn& person, double share, std::uint64_t seed) {
  if (!(share > 0.0 && share < 1.0)) throw Failure{{Errc::bad_argument, "share must lie between 0 and 1"}};
  return unlocked([&] {
    const PersonRows persons = value_of(rows_by_person(person.column));
    const std::vector<bool> held = calibration_part(persons.persons(), share, seed);
    std::vector<bool> rows(person.column.size);
    for (std::size_t i = 0; i < persons.persons(); ++i)
      for (const std::size_t row : persons.of(i)) rows[row] = held[i];
    auto column = TableColumn::booleans("held_out");
    for (const bool row : rows) column.append(row);
    return shared(Table{{std::move(column)}});
  });
}

/// An array of numbers that it keeps alive.
nb::object array(std::vector<double> numbers, const std::vector<std::size_t>& shape) {
  auto* const values = new std::vector<double>(std::move(numbers));
  const nb::capsule own(values, [](void* p) noexcept { delete static_cast<std::vector<double>*>(p); });
  return nb::cast(nb::ndarray<nb::numpy, double>(values->data(), shape.size(), shape.data(), own));
}

nb::object matrix(const Eigen::MatrixXd& m) {
  std::vector<double> values;
  for (Eigen::Index i = 0; i < m.rows(); ++i)
    for (Eigen::Index j = 0; j < m.cols(); ++j) values.push_back(m(i, j));
  return array(std::move(values), {static_cast<std::size_t>(m.rows()), static_cast<std::size_t>(m.cols())});
}

/// A figure that not every model has.
std::optional<double> where(bool has, double value) { return has ? std::optional(value) : std::nullopt; }

SharedTable fixed_effects(const PythonModel& model) {
  const growth::GrowthModel& g = model.model.growth;
  const Eigen::VectorXd se = g.standard_errors();
  auto term = TableColumn::texts("term");
  auto estimate = TableColumn::numbers("estimate"), error = TableColumn::numbers("se"), t = TableColumn::numbers("t");
  const auto names = g.design.fixed_effect_names();
  for (std::size_t k = 0; k < names.size(); ++k) {
    const auto at = static_cast<Eigen::Index>(k);
    term.append(names[k]);
    estimate.append(g.beta[at]);
    error.append(se[at]);
    t.append(g.beta[at] / se[at]);
  }
  return shared(Table{{term, estimate, error, t}});
}

std::pair<SharedTable, std::pair<SharedTable, std::vector<std::size_t>>> track(
    const PythonColumn& person, const std::optional<PythonColumn>& session, const std::optional<PythonColumn>& date,
    const std::optional<PythonColumn>& day, const std::optional<PythonColumn>& score,
    const std::vector<PythonColumn>& items, const std::vector<PythonColumn>& covariates,
    const PythonInstrument& instrument, const PythonModel& model, const Plan& plan,
    const std::optional<std::string>& target, double alpha, double level, const std::string& prorating,
    const std::vector<MonitoringRule>& rules, const std::string& combination,
    const std::optional<PythonColumn>& group) {
  TrackColumns columns;
  columns.person = &person.column;
  columns.session = session ? &session->column : nullptr;
  columns.date = date ? &date->column : nullptr;
  columns.day = day ? &day->column : nullptr;
  columns.score = score ? &score->column : nullptr;
  columns.items = pointers(items);
  columns.covariates = pointers(covariates);
  TrackOptions options;
  options.plan = plan;
  options.assess = {target_from(target), alpha, level, {}, rules, named(rule_combinations, combination, "combine"), {}};
  columns.group = group ? &group->column : nullptr;
  options.prorating = prorating_named(prorating);
  return unlocked([&] {
    Tracked found = value_of(track_columns(columns, *instrument.definition, model.model, options));
    return std::pair(shared(std::move(found.sessions)),
                     std::pair(shared(std::move(found.persons)), std::move(found.first_rows)));
  });
}

std::pair<SharedTable, std::vector<std::size_t>> forecast(const PythonModel& model, const CohortColumns& columns,
                                                          const std::vector<double>& at, double level,
                                                          const PythonInstrument* instrument,
                                                          const std::optional<std::string>& target) {
  if (instrument && !model.model.instrument.empty() && model.model.instrument != instrument->definition->id)
    throw Failure{{Errc::bad_argument, "the model is for " + model.model.instrument + ", the scores are of " +
                                           std::string(instrument->definition->id)}};
  const ForecastOptions options{at, level, instrument ? instrument->definition : nullptr, target_from(target)};
  return unlocked([&] {
    const Cohort cohort = cohort_of(columns);
    std::vector<std::size_t> rows;  // of the person column, one per forecast
    for (const std::size_t row : cohort.first_rows) rows.insert(rows.end(), at.size(), row);
    return std::pair(shared(value_of(forecast_columns(model.model.growth, cohort, options))), std::move(rows));
  });
}

/// Means, persons x times; covariances, persons x times x times; and of the person column the row of each.
std::pair<std::pair<nb::object, nb::object>, std::vector<std::size_t>> joint_forecast(const PythonModel& model,
                                                                                      const CohortColumns& columns,
                                                                                      const std::vector<double>& at,
                                                                                      bool model_known) {
  std::vector<std::size_t> rows;
  JointForecasts found = unlocked([&] {
    const Cohort cohort = cohort_of(columns);
    rows = cohort.first_rows;
    return value_of(joint_forecasts(model.model.growth, cohort, at, model_known));
  });
  return {{array(std::move(found.mean), {rows.size(), at.size()}),
           array(std::move(found.covariance), {rows.size(), at.size(), at.size()})},
          rows};
}

std::pair<SharedTable, SharedTable> simulate(int persons, std::uint64_t seed, const PythonInstrument* instrument,
                                             const std::string& population, int until, bool items,
                                             const std::vector<std::pair<std::string, double>>& parameters) {
  const NamedPopulation& named = *value_of(find_population(population));
  std::vector<ParameterValue> values;
  for (const auto& [name, value] : parameters) values.push_back({name, value});
  const SimulatedPopulation with = value_of(with_parameters(named.population, values));
  const Instrument& q = instrument ? *instrument->definition : *value_of(find_instrument(named.instrument));
  SimulationOptions options;
  options.seed = seed;
  options.until = until;
  options.items = items;
  return unlocked([&] {
    SimulatedCohort found = value_of(simulate_columns(q, with, persons, options));
    return std::pair(shared(std::move(found.sessions)), shared(std::move(found.persons)));
  });
}

ExpectedResponse response_of(const PythonModel& model, const std::vector<double>& times,
                             const std::vector<double>& covariates, double level, const std::vector<double>& intake,
                             const PythonInstrument* instrument, const std::optional<std::string>& target) {
  return value_of(expected_response(model.model, {intake, times, covariates, level,
                                                  instrument ? instrument->definition : nullptr, target_from(target)}));
}

SharedTable expected(const PythonModel& model, const std::vector<double>& times, const std::vector<double>& covariates,
                     double level, const std::vector<double>& intake, const PythonInstrument* instrument,
                     const std::optional<std::string>& target) {
  return shared(expected_response_columns(response_of(model, times, covariates, level, intake, instrument, target)));
}

std::string expected_svg(const PythonModel& model, const std::vector<double>& times,
                         const std::vector<double>& covariates, double level, const std::vector<double>& intake,
                         const PythonInstrument* instrument, const std::string& label,
                         const std::pair<double, double>& axis) {
  const ExpectedResponse response = response_of(model, times, covariates, level, intake, instrument, {});
  return value_of(expected_response_svg(response, {label, axis.first, axis.second}));
}

nb::dict bands_of_model(const PythonModel& model) {
  nb::dict out;
  if (const auto& bands = model.model.bands) {
    out["method"] = std::string(name(bands->method));
    out["level"] = bands->level;
    out["horizon"] = bands->horizon;
    out["cadence"] = bands->cadence;
    nb::list origins;
    for (const BandOrigin& from : bands->origins) {
      nb::dict one;
      one["time"] = from.time;
      one["factor"] = from.all.factor;
      one["n"] = from.all.n;
      one["last_factor"] = from.last.factor;
      one["n_last"] = from.last.n;
      origins.append(one);
    }
    out["origins"] = origins;
  }
  return out;
}

}  // namespace

void add_models(nb::module_& m) {
  nb::class_<CohortColumns>(m, "CohortColumns")
      .def(
          "__init__",
          [](CohortColumns* self, PythonColumn person, PythonColumn time, PythonColumn score,
             std::vector<PythonColumn> covariates) {
            new (self) CohortColumns{std::move(person), std::move(time), std::move(score), std::move(covariates)};
          },
          nb::arg("person"), nb::arg("time"), nb::arg("score"), nb::arg("covariates"));
  nb::class_<MonitoringRule>(m, "MonitoringRule")
      .def(
          "__init__",
          [](MonitoringRule* self, const std::string& kind, double level, int early_session, double improvement) {
            new (self) MonitoringRule{named(monitoring_rules, kind, "rule"), level, early_session, improvement};
          },
          nb::arg("kind") = "posterior_probability", nb::arg("level") = MonitoringRule{}.level,
          nb::arg("early_session") = MonitoringRule{}.early_session,
          nb::arg("improvement") = MonitoringRule{}.improvement)
      .def_ro("level", &MonitoringRule::level)
      .def_ro("early_session", &MonitoringRule::early_session)
      .def_ro("improvement", &MonitoringRule::improvement);
  nb::class_<AlarmPlan>(m, "AlarmPlan")
      .def(
          "__init__",
          [](AlarmPlan* self, const Plan& plan, const std::optional<std::string>& target, double alpha,
             std::vector<MonitoringRule> rules, const std::string& spending, bool deterioration,
             std::vector<double> intake_limits, std::optional<double> band_level) {
            new (self) AlarmPlan{plan,
                                 target_from(target),
                                 alpha,
                                 std::move(rules),
                                 named(alpha_spendings, spending, "spending"),
                                 deterioration,
                                 std::move(intake_limits),
                                 AlarmPlan{}.least_scores,
                                 band_level};
          },
          nb::arg("plan"), nb::arg("target").none(), nb::arg("alpha"), nb::arg("rules"), nb::arg("spending"),
          nb::arg("deterioration"), nb::arg("intake_limits"), nb::arg("band_level").none());

  const auto growth = [](const PythonModel& model) -> const growth::GrowthModel& { return model.model.growth; };
  nb::class_<PythonModel>(m, "Model", "A growth model with its instrument and calibration. Immutable.")
      .def_static(
          "from_json",
          [](const std::string& document) { return PythonModel{value_of(response_model_from_json(document))}; },
          nb::arg("document"))
      .def("to_json", [](const PythonModel& model) { return to_json(model.model); })
      .def("to_text", [](const PythonModel& model) { return to_text(model.model); })
      .def("to_html", [](const PythonModel& model) { return to_html(model.model); })
      .def_prop_ro("formula", [=](const PythonModel& model) { return formula(growth(model).design); })
      .def_prop_ro("instrument", [](const PythonModel& model) { return model.model.instrument; })
      .def_prop_ro("time_unit", [](const PythonModel& model) { return std::string(name(model.model.time_unit)); })
      .def_prop_ro("checksum", [](const PythonModel& model) { return model.model.checksum; })
      .def_prop_ro("method", [=](const PythonModel& model) { return std::string(name(growth(model).likelihood)); })
      .def_prop_ro("time_name", [=](const PythonModel& model) { return growth(model).design.time_name; })
      .def_prop_ro("covariates",
                   [=](const PythonModel& model) {
                     std::vector<std::string> names;
                     for (const auto& c : growth(model).design.covariates) names.push_back(c.name);
                     return names;
                   })
      .def_prop_ro("n_obs", [=](const PythonModel& model) { return static_cast<long>(growth(model).n_obs); })
      .def_prop_ro("n_persons", [=](const PythonModel& model) { return static_cast<long>(growth(model).n_persons); })
      .def_prop_ro("log_likelihood", [=](const PythonModel& model) { return growth(model).log_likelihood(); })
      .def_prop_ro("aic", [=](const PythonModel& model) { return growth(model).aic(); })
      .def_prop_ro("bic", [=](const PythonModel& model) { return growth(model).bic(); })
      .def_prop_ro("random", [=](const PythonModel& model) { return std::string(name(growth(model).design.random)); })
      .def_prop_ro("curve", [=](const PythonModel& model) { return std::string(name(growth(model).design.curve)); })
      .def_prop_ro("knot",
                   [=](const PythonModel& model) {
                     const growth::Design& design = growth(model).design;
                     return where(design.curve == growth::Curve::piecewise, design.knot);
                   })
      .def_prop_ro("residuals",
                   [=](const PythonModel& model) { return std::string(name(growth(model).design.residuals)); })
      .def_prop_ro("range",
                   [=](const PythonModel& model) {
                     return where(parameters(growth(model).design.residuals) > 0, growth(model).residual.range);
                   })
      .def_prop_ro("nugget",
                   [=](const PythonModel& model) {
                     return where(parameters(growth(model).design.residuals) > 1, growth(model).residual.nugget);
                   })
      .def_prop_ro(
          "scale",
          [=](const PythonModel& model) { return std::string(name(growth(model).design.transformation.scale)); })
      .def_prop_ro("scale_range",
                   [=](const PythonModel& model) {
                     const growth::Transformation& h = growth(model).design.transformation;
                     return h.scale == growth::Scale::points ? std::vector<double>{}
                                                             : std::vector{h.lowest, h.highest, h.margin};
                   })
      .def(
          "points",
          [=](const PythonModel& model, std::vector<double> transformed) {
            for (double& number : transformed) number = growth(model).design.transformation.inverse(number);
            return transformed;
          },
          nb::arg("transformed"))
      .def_prop_ro("theta",
                   [=](const PythonModel& model) {
                     const Eigen::VectorXd& theta = growth(model).theta;
                     return std::vector<double>(theta.begin(), theta.end());
                   })
      .def("theta_covariance", [=](const PythonModel& model) { return matrix(growth(model).theta_covariance); })
      .def_prop_ro("residual_variance", [=](const PythonModel& model) { return growth(model).sigma2; })
      .def_prop_ro("stop", [=](const PythonModel& model) { return std::string(name(growth(model).search.stop)); })
      .def_prop_ro("evaluations", [=](const PythonModel& model) { return growth(model).search.evaluations; })
      .def_prop_ro("on_boundary", [=](const PythonModel& model) { return growth(model).search.on_boundary; })
      .def("fixed_effects", fixed_effects)
      .def("random_covariance", [=](const PythonModel& model) { return matrix(growth(model).random_covariance()); })
      .def("beta_covariance", [=](const PythonModel& model) { return matrix(growth(model).beta_covariance); })
      .def("expected", expected, nb::arg("times"), nb::arg("covariates"), nb::arg("level"), nb::arg("intake"),
           nb::arg("instrument").none(), nb::arg("target").none())
      .def("expected_svg", expected_svg, nb::arg("times"), nb::arg("covariates"), nb::arg("level"), nb::arg("intake"),
           nb::arg("instrument").none(), nb::arg("label"), nb::arg("axis"))
      .def("bands", bands_of_model, nb::sig("def bands(self) -> dict[str, typing.Any]"))
      .def("calibrations",
           [](const PythonModel& model) { return shared(calibration_columns(model.model.calibrations)); });
  const AssessOptions assessing;
  m.attr("usual_alpha") = assessing.alpha;
  m.attr("usual_level") = assessing.level;
  m.attr("usual_share") = CalibrationParts{}.share;
  m.attr("usual_seed") = CalibrationParts{}.seed;
  m.attr("usual_parts") = CalibrationParts{}.folds;
  nb::class_<growth::Design>(m, "Form").def(
      "__init__",
      [](growth::Design* self, const std::string& basis, const std::string& random, const std::string& curve,
         std::optional<double> knot,
         const std::string& residuals) { new (self) growth::Design(form(basis, random, curve, knot, residuals)); },
      nb::arg("basis"), nb::arg("random"), nb::arg("curve"), nb::arg("knot").none(), nb::arg("residuals"));
  nb::class_<growth::Transformation>(m, "Transformation")
      .def(
          "__init__",
          [](growth::Transformation* self, const std::string& scale, const PythonInstrument* instrument,
             std::optional<double> lowest, std::optional<double> highest, std::optional<double> margin) {
            new (self) growth::Transformation(transformation(scale, instrument, lowest, highest, margin));
          },
          nb::arg("scale"), nb::arg("instrument").none(), nb::arg("lowest").none(), nb::arg("highest").none(),
          nb::arg("margin").none());
  nb::class_<CalibrationParts>(m, "CalibrationParts")
      .def(
          "__init__",
          [](CalibrationParts* self, const std::string& method, double share, std::uint64_t seed, int folds) {
            new (self) CalibrationParts{share, seed, named(calibration_methods, method, "calibrate_by"), folds};
          },
          nb::arg("method"), nb::arg("share"), nb::arg("seed"), nb::arg("folds"));
  m.def("fit", fit, nb::arg("columns"), nb::arg("interacts"), nb::arg("form"), nb::arg("transformation"),
        nb::arg("method"), nb::arg("time_unit"), nb::arg("instrument").none(), nb::arg("alarms").none(),
        nb::arg("parts"), nb::arg("group").none(), nb::arg("threads"));
  m.def("calibrate", calibrated_model, nb::arg("model"), nb::arg("columns"), nb::arg("instrument"), nb::arg("alarms"),
        nb::arg("group").none());
  m.def("hold_out", hold_out, nb::arg("person"), nb::arg("share"), nb::arg("seed"));
  m.def("track", track, nb::arg("person"), nb::arg("session").none(), nb::arg("date").none(), nb::arg("day").none(),
        nb::arg("score").none(), nb::arg("items"), nb::arg("covariates"), nb::arg("instrument"), nb::arg("model"),
        nb::arg("plan"), nb::arg("target").none(), nb::arg("alpha"), nb::arg("level"), nb::arg("prorating"),
        nb::arg("rules"), nb::arg("combine"), nb::arg("group").none());
  m.def("forecast", forecast, nb::arg("model"), nb::arg("columns"), nb::arg("at"), nb::arg("level"),
        nb::arg("instrument").none(), nb::arg("target").none());
  m.def("joint_forecast", joint_forecast, nb::arg("model"), nb::arg("columns"), nb::arg("at"), nb::arg("model_known"),
        nb::sig("def joint_forecast(model: Model, columns: CohortColumns, at: collections.abc.Sequence[float], "
                "model_known: bool) -> tuple[tuple[object, object], list[int]]"));
  m.def("simulate", simulate, nb::arg("persons"), nb::arg("seed"), nb::arg("instrument").none(), nb::arg("population"),
        nb::arg("until"), nb::arg("items"), nb::arg("parameters"));
  m.def("simulated_populations", [] { return shared(population_columns()); });
}

}  // namespace oncourse::python
