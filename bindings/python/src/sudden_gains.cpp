// sudden_gains.cpp: sudden gains and losses, and windows of sessions, for Python.
// SPDX-License-Identifier: Apache-2.0
#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <array>
#include <limits>

#include "oncourse/cohort/session_window_columns.hpp"
#include "oncourse/cohort/sudden_gain_columns.hpp"
#include "oncourse/report/change_chart.hpp"
#include "python.hpp"

namespace oncourse::python {
namespace {

constexpr std::array shares_of = {std::pair("score_before", ShareOf::score_before),
                                  std::pair("first_score", ShareOf::first_score),
                                  std::pair("distance_to_end", ShareOf::distance_to_end)};
constexpr std::array kinds = {std::pair("gain", SuddenChange::gain), std::pair("loss", SuddenChange::loss)};
constexpr std::array combinations = {std::pair("all", CombineCriteria::all), std::pair("any", CombineCriteria::any)};
constexpr std::array choices = {WhichGain::first, WhichGain::last, WhichGain::largest, WhichGain::smallest};
using Sessions = std::pair<std::optional<int>, std::optional<int>>;  ///< the first and the last

SuddenGainRule rule_of(const std::string& better, const std::string& kind, std::optional<double> points,
                       const std::optional<ShareCriterion>& share, const std::optional<MeanCriterion>& means,
                       const std::string& combine, bool first_interval, bool last_interval, int bridge,
                       const Sessions& looked_at, const Sessions& total, double reversal_share, bool reversal_inclusive,
                       int reversal_from) {
  SuddenGainCriteria out;
  out.kind = meant_by(kinds, kind, "kind");
  out.points = points;
  out.share = share;
  out.means = means;
  out.combine = meant_by(combinations, combine, "combine");
  out.first_interval = first_interval;
  out.last_interval = last_interval;
  out.bridge = bridge;
  std::tie(out.from_session, out.to_session) = looked_at;
  std::tie(out.start_session, out.end_session) = total;
  out.reversal_share = reversal_share;
  out.reversal_inclusive = reversal_inclusive;
  out.reversal_from = reversal_from;
  return value_of(SuddenGainRule::make(out, better_named(better)));
}

nb::dict summary_of(const SuddenGainSummary& summary) {
  nb::dict out;
  out["persons"] = summary.persons;
  out["with_gain"] = summary.with_gain;
  out["with_several"] = summary.with_several;
  out["gains"] = summary.gains;
  out["reversed"] = summary.reversed;
  out["reversal_known"] = summary.reversal_known;
  out["magnitude_mean"] = nb::cast(summary.magnitude_mean);
  out["magnitude_sd"] = nb::cast(summary.magnitude_sd);
  return out;
}

nb::dict counts_of(const SuddenGainTables& found) {
  nb::dict out;
  out["planned"] = found.counts.planned;
  out["tested"] = found.counts.tested;
  out["available"] = found.counts.available;
  out["not_available"] = found.counts.not_available;
  out["decided"] = found.counts.decided;
  out["persons_refused"] = found.refused;
  return out;
}

/// The tables as Python holds them, and the rows of the caller's table that they are of.
struct PythonGains {
  SharedTable gains, intervals, persons;
  SuddenGainTables rest;  ///< without its tables

  explicit PythonGains(SuddenGainTables found)
      : gains(shared(std::move(found.gains))),
        intervals(shared(std::move(found.intervals))),
        persons(shared(std::move(found.persons))),
        rest(std::move(found)) {}
};

PythonGains from_long(const SuddenGainRule& rule, const PythonColumn& person, const PythonColumn& session,
                      const PythonColumn& score, const std::string& which, bool intervals) {
  const SuddenGainOptions options{named(choices, which, "which"), intervals};
  return unlocked([&] {
    return PythonGains(value_of(sudden_gain_columns({&person.column, &session.column, &score.column}, rule.direction(),
                                                    rule.criteria(), options)));
  });
}

PythonGains from_wide(const SuddenGainRule& rule, const std::vector<PythonColumn>& scores, int first_session,
                      const std::string& which, bool intervals) {
  const SuddenGainOptions options{named(choices, which, "which"), intervals};
  return unlocked([&] {
    return PythonGains(value_of(
        sudden_gain_wide_columns(pointers(scores), first_session, rule.direction(), rule.criteria(), options)));
  });
}

std::pair<SharedTable, std::vector<std::size_t>> windows_of(const PythonColumn& person, const PythonColumn& session,
                                                            const PythonColumn& score, const PythonColumn& at,
                                                            int before, int after) {
  return unlocked([&] {
    SessionWindows found =
        value_of(session_window_columns({&person.column, &session.column, &score.column}, at.column, before, after));
    return std::pair(shared(std::move(found.windows)), std::move(found.person_rows));
  });
}

std::string svg(const SuddenGainRule& rule, const std::vector<std::optional<double>>& scores, int first_session,
                const std::string& label, const std::pair<double, double>& axis) {
  std::vector<double> series;
  for (const auto& score : scores) series.push_back(score.value_or(std::numeric_limits<double>::quiet_NaN()));
  const SuddenGains found = value_of(rule.find(series, first_session));
  return value_of(sudden_gain_svg(series, first_session, found.gains, {label, axis.first, axis.second}));
}

}  // namespace

void add_sudden_gains(nb::module_& m) {
  const ShareCriterion share;
  nb::class_<ShareCriterion>(m, "ShareCriterion",
                             "Criterion 2: the change is at least this share of something.\n\n"
                             "Parameters\n----------\n"
                             "share\n    Above 0.\n"
                             "of\n    ``\"score_before\"``, ``\"first_score\"`` or ``\"distance_to_end\"``: of the "
                             "score before from ``scale_end``, the same for a scale and its reverse.\n"
                             "scale_end\n    The best score of the scale, for gains.")
      .def(
          "__init__",
          [](ShareCriterion* self, double value, const std::string& of, std::optional<double> scale_end) {
            new (self) ShareCriterion{value, meant_by(shares_of, of, "of"), scale_end};
          },
          nb::arg("share") = share.share, nb::kw_only(), nb::arg("of") = shares_of[0].first,
          nb::arg("scale_end") = nb::none())
      .def_ro("share", &ShareCriterion::share);

  const MeanCriterion means;
  nb::class_<MeanCriterion>(m, "MeanCriterion",
                            "Criterion 3: the means before and after differ by more than critical value times pooled "
                            "sd.\n\n"
                            "Parameters\n----------\n"
                            "sessions\n    On each side.\n"
                            "least\n    Scores that must be there on each side.\n"
                            "alpha\n    Two-sided level of Student's t, by degrees of freedom.\n"
                            "critical\n    One value in place of it, such as 2.776.\n"
                            "t_test\n    Times sqrt(1/n + 1/n): the t test that the published rule is not.\n"
                            "needs_variance\n    Undecidable where nothing varies on either side.")
      .def(
          "__init__",
          [](MeanCriterion* self, int sessions, int least, double alpha, std::optional<double> critical, bool t_test,
             bool needs_variance) {
            new (self) MeanCriterion{sessions, least, alpha, critical, t_test, needs_variance};
          },
          nb::kw_only(), nb::arg("sessions") = means.sessions, nb::arg("least") = means.least,
          nb::arg("alpha") = means.alpha, nb::arg("critical") = nb::none(), nb::arg("t_test") = means.t_test,
          nb::arg("needs_variance") = means.needs_variance);

  nb::class_<SuddenGainRule>(m, "SuddenGainRule")
      .def_static("make", rule_of, nb::arg("better"), nb::arg("kind"), nb::arg("points").none(),
                  nb::arg("share").none(), nb::arg("means").none(), nb::arg("combine"), nb::arg("first_interval"),
                  nb::arg("last_interval"), nb::arg("bridge"), nb::arg("looked_at"), nb::arg("total"),
                  nb::arg("reversal_share"), nb::arg("reversal_inclusive"), nb::arg("reversal_from"))
      .def("from_long", from_long, nb::arg("person"), nb::arg("session"), nb::arg("score"), nb::arg("which"),
           nb::arg("intervals"))
      .def("from_wide", from_wide, nb::arg("scores"), nb::arg("first_session"), nb::arg("which"), nb::arg("intervals"))
      .def("svg", svg, nb::arg("scores"), nb::arg("first_session"), nb::arg("label"), nb::arg("axis"));
  nb::class_<PythonGains>(m, "SuddenGainTables")
      .def_ro("gains", &PythonGains::gains)
      .def_ro("intervals", &PythonGains::intervals)
      .def_ro("persons", &PythonGains::persons)
      .def_prop_ro("gain_rows", [](const PythonGains& found) { return found.rest.gain_rows; })
      .def_prop_ro("interval_rows", [](const PythonGains& found) { return found.rest.interval_rows; })
      .def_prop_ro("person_rows", [](const PythonGains& found) { return found.rest.person_rows; })
      .def_prop_ro(
          "of_all", [](const PythonGains& found) { return summary_of(found.rest.of_all); },
          nb::sig("def of_all(self) -> dict[str, typing.Any]"))
      .def_prop_ro(
          "of_chosen", [](const PythonGains& found) { return summary_of(found.rest.of_chosen); },
          nb::sig("def of_chosen(self) -> dict[str, typing.Any]"))
      .def_prop_ro(
          "counts", [](const PythonGains& found) { return counts_of(found.rest); },
          nb::sig("def counts(self) -> dict[str, int]"));
  m.def("session_windows", windows_of, nb::arg("person"), nb::arg("session"), nb::arg("score"), nb::arg("at"),
        nb::arg("before"), nb::arg("after"));
  m.def(
      "points_beyond_error",
      [](double sd, double reliability, double critical) {
        return value_of(points_beyond_error(sd, reliability, critical));
      },
      nb::arg("sd"), nb::arg("reliability"), nb::arg("critical"));
  const SuddenGainCriteria usual;
  m.attr("usual_reversal_share") = usual.reversal_share;
  m.attr("usual_reversal_from") = usual.reversal_from;
}

}  // namespace oncourse::python
