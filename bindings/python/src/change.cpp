// change.cpp: rules of change between two scores, their tables and pictures, for Python.
// SPDX-License-Identifier: Apache-2.0
#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/unique_ptr.h>
#include <nanobind/stl/vector.h>

#include "models.hpp"
#include "oncourse/cohort/change_columns.hpp"
#include "oncourse/cohort/class_columns.hpp"
#include "oncourse/course/change.hpp"
#include "oncourse/report/change_chart.hpp"
#include "python.hpp"

namespace oncourse::python {
namespace {

using Range = std::pair<double, double>;  ///< from, to
using Thresholds = std::pair<std::optional<double>, std::optional<double>>;

ChangeRule with_range(const ChangeRule& rule, const std::optional<ClinicalRange>& range) {
  return range ? value_of(combined_rule(rule, *range)) : rule;
}

ChangeRule own_rule(const PythonInstrument& q) { return value_of(reliable_change_rule(*q.definition)); }

/// Between which second scores there is no change, in order; nothing where the rule measures none.
std::optional<Range> no_change(const ChangeRule& rule, double pre) {
  if (rule.measure == ChangeMeasure::cutoff || !std::isfinite(pre)) return std::nullopt;
  if (rule.measure == ChangeMeasure::percent && pre == rule.zero) return std::nullopt;
  const double good = *rule.post_at(pre, better(rule.direction) * rule.improvement);
  const double bad = *rule.post_at(pre, -better(rule.direction) * rule.deterioration);
  return std::minmax(good, bad);
}

SharedTable classified(const ChangeRule& rule, const PythonColumn& pre, const PythonColumn& post,
                       const PythonInstrument* scale) {
  return unlocked([&] {
    return shared(value_of(classify_columns(rule, pre.column, post.column, scale ? scale->definition : nullptr)));
  });
}

/// One pair, refused where a row of a table would have a status.
std::string classified_pair(const ChangeRule& rule, double pre, double post, const PythonInstrument* scale) {
  const auto column_of = [](const char* name, const double& score) {
    ColumnPiece piece;
    piece.type = ColumnType::float64;
    piece.values = &score;
    piece.size = 1;
    return Column{name, {piece}, 1};
  };
  const Table found = value_of(
      classify_columns(rule, column_of("pre", pre), column_of("post", post), scale ? scale->definition : nullptr));
  const std::string_view status = found.find("status")->view().text(0);
  for (const Errc code : {Errc::not_enough_sessions, Errc::bad_argument, Errc::response_range, Errc::not_available})
    if (status == name(code)) throw Failure{{code, std::string(found.find("detail")->view().text(0))}};
  return std::string(found.find("class")->view().text(0));
}

SharedTable change_table(const PythonInstrument& q, const PythonColumn& pre, const PythonColumn& post,
                         const std::optional<std::string>& purpose, const std::optional<std::string>& population,
                         std::optional<double> sd, std::optional<double> reliability) {
  const ChangeCriterion how{purpose.value_or(""), population.value_or(""), sd, reliability};
  return unlocked([&] { return shared(value_of(change_columns(*q.definition, pre.column, post.column, how))); });
}

std::string svg(const ChangeRule& rule, const PythonColumn& pre, const PythonColumn& post, const std::string& label,
                const Range& axis) {
  return unlocked([&] {
    const auto before = value_of(numbers(pre.column)), after = value_of(numbers(post.column));
    return value_of(change_svg(rule, before, after, {label, axis.first, axis.second}));
  });
}

std::pair<std::pair<SharedTable, std::vector<std::size_t>>, std::unique_ptr<PythonModel>> hierarchical(
    const PythonColumn& person, const PythonColumn& time, const PythonColumn& score, const std::string& better,
    const std::string& basis, bool deviation, std::size_t least_scores, const Thresholds& critical,
    const std::optional<ClinicalRange>& range) {
  static constexpr std::array bases = {growth::TimeBasis::linear, growth::TimeBasis::log1p};
  const HierarchicalOptions options{better_named(better),
                                    named(bases, basis, "basis"),
                                    deviation,
                                    least_scores,
                                    critical.first,
                                    critical.second,
                                    range};
  return unlocked([&] {
    HierarchicalChange found = value_of(hierarchical_change(person.column, time.column, score.column, options));
    auto model = std::make_unique<PythonModel>(PythonModel{ResponseModel{std::move(found.model), ""}});
    return std::pair(std::pair(shared(std::move(found.persons)), std::move(found.first_rows)), std::move(model));
  });
}

}  // namespace

void add_change(nb::module_& m) {
  nb::class_<ChangeRule>(m, "ChangeRule")
      .def_static(
          "index",
          [](const std::string& method, const ScoreStatistics& statistics, const std::string& better,
             const Thresholds& critical, const std::optional<ClinicalRange>& range) {
            return with_range(value_of(index_rule(named(change_indices, method, "method"), statistics,
                                                  better_named(better), {critical.first, critical.second})),
                              range);
          },
          nb::arg("method"), nb::arg("statistics"), nb::arg("better"), nb::arg("critical"), nb::arg("range").none())
      .def_static(
          "points",
          [](const std::string& better, const Thresholds& points, const std::optional<ClinicalRange>& range) {
            return with_range(value_of(points_rule(better_named(better), {points.first, points.second})), range);
          },
          nb::arg("better"), nb::arg("points"), nb::arg("range").none())
      .def_static(
          "percent",
          [](const std::string& better, const Thresholds& percents, double zero,
             const std::optional<ClinicalRange>& range) {
            return with_range(value_of(percent_rule(better_named(better), {percents.first, percents.second}, zero)),
                              range);
          },
          nb::arg("better"), nb::arg("percents"), nb::arg("zero"), nb::arg("range").none())
      .def_static("cutoff", cutoff_rule, nb::arg("range"))
      .def_static(
          "of_instrument",
          [](const PythonInstrument& q, const std::optional<ClinicalRange>& range) {
            return with_range(own_rule(q), range);
          },
          nb::arg("instrument"), nb::arg("range").none())
      .def_prop_ro("measure", [](const ChangeRule& rule) { return std::string(name(rule.measure)); })
      .def_prop_ro("better", [](const ChangeRule& rule) { return better_name(rule.direction); })
      .def_ro("improvement", &ChangeRule::improvement)
      .def_ro("deterioration", &ChangeRule::deterioration)
      .def_ro("inclusive", &ChangeRule::inclusive)
      .def_prop_ro("standard_error", [](const ChangeRule& rule) { return rule.line.standard_error; })
      .def_prop_ro("range", [](const ChangeRule& rule) { return rule.range; })
      .def("statistic", &ChangeRule::statistic, nb::arg("pre"), nb::arg("post"))
      .def("no_change", no_change, nb::arg("pre"))
      .def("classify_pair", classified_pair, nb::arg("pre"), nb::arg("post"), nb::arg("scale").none())
      .def("classify", classified, nb::arg("pre"), nb::arg("post"), nb::arg("scale").none())
      .def("svg", svg, nb::arg("pre"), nb::arg("post"), nb::arg("label"), nb::arg("axis"));

  m.def("change", change_table, nb::arg("instrument"), nb::arg("pre"), nb::arg("post"), nb::arg("purpose").none(),
        nb::arg("population").none(), nb::arg("sd").none(), nb::arg("reliability").none());
  m.def("hierarchical_change", hierarchical, nb::arg("person"), nb::arg("time"), nb::arg("score"), nb::arg("better"),
        nb::arg("basis"), nb::arg("deviation"), nb::arg("least_scores"), nb::arg("critical"), nb::arg("range").none());
  m.def(
      "class_summary",
      [](const PythonColumn& classes, const std::optional<PythonColumn>& group, double level) {
        return unlocked([&] { return shared(value_of(class_summary_columns(classes.column, pointer(group), level))); });
      },
      nb::arg("classes"), nb::arg("group").none(), nb::arg("level"));
  m.def(
      "class_contingency",
      [](const PythonColumn& first, const PythonColumn& second) {
        return unlocked([&] { return shared(value_of(class_contingency_columns(first.column, second.column))); });
      },
      nb::arg("first"), nb::arg("second"));
  m.attr("usual_confidence") = usual_confidence;
}

}  // namespace oncourse::python
