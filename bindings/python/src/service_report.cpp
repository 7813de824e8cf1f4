// service_report.cpp: a service's report, for Python.
// SPDX-License-Identifier: Apache-2.0
#include <nanobind/stl/optional.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/unique_ptr.h>
#include <nanobind/stl/vector.h>

#include "models.hpp"
#include "oncourse/cohort/service_columns.hpp"
#include "oncourse/course/course_file.hpp"
#include "oncourse/report/service_page.hpp"
#include "python.hpp"

namespace oncourse::python {
namespace {

struct PythonServiceReport {
  ServiceReport found;
  ServiceOptions options;
  PythonInstrument instrument;
  SharedTable groups, outcomes, points, funnels, troubles;
};

std::unique_ptr<PythonServiceReport> made(
    const PythonColumn& person, const std::optional<PythonColumn>& session, const std::optional<PythonColumn>& date,
    const std::optional<PythonColumn>& day, const PythonColumn& score, const std::optional<PythonColumn>& referral,
    const std::vector<PythonColumn>& covariates, const std::vector<PythonColumn>& groups,
    const PythonInstrument& instrument, const PythonModel* model, const Plan& plan,
    const std::optional<std::string>& target, double alpha, const std::vector<MonitoringRule>& rules,
    const std::string& combination, double level, std::int64_t least_group, double warning, double alert, int threads) {
  ServiceColumns columns;
  columns.person = &person.column;
  columns.session = pointer(session);
  columns.date = pointer(date);
  columns.day = pointer(day);
  columns.score = &score.column;
  columns.referral = pointer(referral);
  columns.covariates = pointers(covariates);
  columns.groups = pointers(groups);
  if (least_group < 0)
    throw Failure{{Errc::bad_argument, "least_group is " + text(least_group) + ", it must not be below 0"}};
  if (threads < 1 || threads > growth::most_threads)
    throw Failure{
        {Errc::bad_argument, "threads is " + text(threads) + ", it must lie in 1.." + text(growth::most_threads)}};
  ServiceOptions options;
  options.plan = plan;
  if (target) options.assess.target = value_of(parse_target(*target));
  options.assess.alpha = alpha;
  options.assess.rules = rules;
  options.assess.combination = named(rule_combinations, combination, "combine");
  options.level = level;
  options.least_group = static_cast<std::size_t>(least_group);
  options.funnel.warning = warning;
  options.funnel.alert = alert;
  return unlocked([&] {
    const ServiceCourses courses =
        value_of(service_courses(columns, *instrument.definition, model ? &model->model : nullptr, options, threads));
    ServiceReport found = value_of(service_report(courses, options));
    ServiceTables tables = service_tables(found, options);
    return std::make_unique<PythonServiceReport>(
        PythonServiceReport{std::move(found), std::move(options), instrument, shared(std::move(tables.groups)),
                            shared(std::move(tables.outcomes)), shared(std::move(tables.points)),
                            shared(std::move(tables.funnels)), shared(std::move(tables.troubles))});
  });
}

}  // namespace

void add_service_report(nb::module_& m) {
  const ServiceOptions usual;
  m.attr("usual_least_group") = usual.least_group;
  m.attr("usual_warning") = usual.funnel.warning;
  m.attr("usual_alert") = usual.funnel.alert;
  nb::class_<PythonServiceReport>(m, "ServiceReport")
      .def_prop_ro("comparisons", [](const PythonServiceReport& r) { return r.found.comparisons; })
      .def_prop_ro("beyond_warning", [](const PythonServiceReport& r) { return r.found.beyond_warning; })
      .def_prop_ro("beyond_alert", [](const PythonServiceReport& r) { return r.found.beyond_alert; })
      .def_prop_ro("referred_after_start", [](const PythonServiceReport& r) { return r.found.referred_after_start; })
      .def_ro("groups", &PythonServiceReport::groups)
      .def_ro("outcomes", &PythonServiceReport::outcomes)
      .def_ro("points", &PythonServiceReport::points)
      .def_ro("funnels", &PythonServiceReport::funnels)
      .def_ro("troubles", &PythonServiceReport::troubles)
      .def("to_text",
           [](const PythonServiceReport& r) { return to_text(r.found, r.options, *r.instrument.definition); })
      .def("to_html",
           [](const PythonServiceReport& r) { return to_html(r.found, r.options, *r.instrument.definition); });
  m.def("service_report", made, nb::arg("person"), nb::arg("session").none(), nb::arg("date").none(),
        nb::arg("day").none(), nb::arg("score"), nb::arg("referral").none(), nb::arg("covariates"), nb::arg("groups"),
        nb::arg("instrument"), nb::arg("model").none(), nb::arg("plan"), nb::arg("target").none(), nb::arg("alpha"),
        nb::arg("rules"), nb::arg("combine"), nb::arg("level"), nb::arg("least_group"), nb::arg("warning"),
        nb::arg("alert"), nb::arg("threads"));
}

}  // namespace oncourse::python
