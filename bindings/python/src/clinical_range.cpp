// clinical_range.cpp: what is known of scores, and the line between two populations, for Python.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/clinical_range.hpp"

#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>

#include <array>

#include "oncourse/change/effect_size.hpp"
#include "oncourse/course/change.hpp"
#include "oncourse/instrument/names.hpp"
#include "python.hpp"

namespace oncourse::python {
namespace {

using Population = std::pair<double, double>;  ///< mean and sd

ScoreStatistics checked(const ScoreStatistics& s) {
  require(trouble_in_sd(s.pre_sd, "pre sd"));
  require(trouble_in_reliability(s.reliability, "reliability"));
  if (s.post_sd) require(trouble_in_sd(*s.post_sd, "post sd"));
  if (s.post_reliability) require(trouble_in_reliability(*s.post_reliability, "post reliability"));
  return s;
}

std::string shown(const ScoreStatistics& s) {
  std::string out = "ScoreStatistics(pre_sd=" + text(s.pre_sd) + ", reliability=" + text(s.reliability);
  for (const auto& [name, value] : {std::pair(", pre_mean=", s.pre_mean), std::pair(", post_mean=", s.post_mean),
                                    std::pair(", post_sd=", s.post_sd), std::pair(", correlation=", s.correlation),
                                    std::pair(", post_reliability=", s.post_reliability)})
    if (value) out += name + text(*value);
  return out + ")";
}

ScoreStatistics statistics_of_sample(const PythonColumn& pre, const PythonColumn& post, double reliability,
                                     std::optional<double> post_reliability) {
  const auto before = value_of(numbers(pre.column)), after = value_of(numbers(post.column));
  const PairSummary sample = value_of(describe_pairs(before, after));
  return checked({sample.pre_sd, reliability, sample.pre_mean, sample.post_mean, sample.post_sd, sample.correlation,
                  post_reliability});
}

enum class AtValue { neither, clinical, functional };

ClinicalRange range_at(double value, const std::string& better, const std::string& at_value) {
  static constexpr std::array words = {std::pair("neither", AtValue::neither), std::pair("clinical", AtValue::clinical),
                                       std::pair("functional", AtValue::functional)};
  const AtValue what = meant_by(words, at_value, "at_value");
  if (!std::isfinite(value)) throw Failure{{Errc::bad_argument, "the cut-off is not a finite number"}};
  ClinicalRange range = clinical_range(value, better_named(better));
  range.clinical_at_value = what == AtValue::clinical;
  range.functional_at_value = what == AtValue::functional;
  return range;
}

double cutoff_value(const std::string& criterion, const Population& clinical,
                    const std::optional<Population>& functional, const std::string& better) {
  std::optional<PopulationScores> norm;
  if (functional) norm = PopulationScores{functional->first, functional->second};
  return value_of(cutoff_between(named(cutoff_criteria, criterion, "criterion"), {clinical.first, clinical.second},
                                 norm, better_named(better)));
}

ClinicalRange range_of_true_scores(const std::string& criterion, const Population& clinical,
                                   const std::optional<Population>& functional, const ScoreStatistics& statistics,
                                   const std::string& better, double critical_value) {
  std::optional<PopulationScores> norm;
  if (functional) norm = {functional->first, functional->second};
  const double value = value_of(
      cutoff_between_true_scores(named(cutoff_criteria, criterion, "criterion"), {clinical.first, clinical.second},
                                 norm, statistics.standard_error_of_measurement(), better_named(better)));
  return value_of(clinical_range_of_true_scores(value, statistics, better_named(better), critical_value));
}

const Cutoff* cutoff_of(const PythonInstrument& q, const std::optional<std::string>& purpose,
                        const std::optional<std::string>& population) {
  return value_of(
      find_cutoff(q.definition->figures, value_of(purpose_named(purpose.value_or(""))), population.value_or("")));
}

std::optional<ClinicalRange> usual_range(const PythonInstrument& q) {
  const Cutoff* const found = usual_cutoff(q.definition->figures);
  return found ? std::optional(clinical_range(*found, q.definition->direction)) : std::nullopt;
}

}  // namespace

void add_clinical_range(nb::module_& m) {
  nb::class_<ScoreStatistics>(m, "ScoreStatistics",
                              "What is known of the scores of people like these, published or from a cohort.\n\n"
                              "Parameters\n----------\n"
                              "pre_sd\n    Standard deviation of first scores.\n"
                              "reliability\n    Of the first measurement, between 0 and 1.\n"
                              "pre_mean, post_mean, post_sd\n    Of first and second scores, for indices that ask.\n"
                              "correlation\n    Of first with second scores.\n"
                              "post_reliability\n    Of the second measurement; by default that of the first.")
      .def(
          "__init__",
          [](ScoreStatistics* self, double pre_sd, double reliability, std::optional<double> pre_mean,
             std::optional<double> post_mean, std::optional<double> post_sd, std::optional<double> correlation,
             std::optional<double> post_reliability) {
            new (self) ScoreStatistics(
                checked({pre_sd, reliability, pre_mean, post_mean, post_sd, correlation, post_reliability}));
          },
          nb::kw_only(), nb::arg("pre_sd"), nb::arg("reliability"), nb::arg("pre_mean") = nb::none(),
          nb::arg("post_mean") = nb::none(), nb::arg("post_sd") = nb::none(), nb::arg("correlation") = nb::none(),
          nb::arg("post_reliability") = nb::none())
      .def_ro("pre_sd", &ScoreStatistics::pre_sd)
      .def_ro("reliability", &ScoreStatistics::reliability)
      .def_ro("pre_mean", &ScoreStatistics::pre_mean)
      .def_ro("post_mean", &ScoreStatistics::post_mean)
      .def_ro("post_sd", &ScoreStatistics::post_sd)
      .def_ro("correlation", &ScoreStatistics::correlation)
      .def_ro("post_reliability", &ScoreStatistics::post_reliability)
      .def_prop_ro("standard_error_of_measurement", &ScoreStatistics::standard_error_of_measurement)
      .def("__repr__", shown);
  m.def("statistics_of_sample", statistics_of_sample, nb::arg("pre"), nb::arg("post"), nb::arg("reliability"),
        nb::arg("post_reliability").none());

  nb::class_<ClinicalRange>(m, "ClinicalRange")
      .def_static("at", range_at, nb::arg("value"), nb::arg("better"), nb::arg("at_value"))
      .def_static("of_true_scores", range_of_true_scores, nb::arg("criterion"), nb::arg("clinical"),
                  nb::arg("functional").none(), nb::arg("statistics"), nb::arg("better"), nb::arg("critical_value"))
      .def_static(
          "of_cutoff",
          [](const PythonInstrument& q, const std::optional<std::string>& purpose,
             const std::optional<std::string>& population) {
            return clinical_range(*cutoff_of(q, purpose, population), q.definition->direction);
          },
          nb::arg("instrument"), nb::arg("purpose").none(), nb::arg("population").none())
      .def_static("usual", usual_range, nb::arg("instrument"))
      .def("clinical_before", &ClinicalRange::clinical_before, nb::arg("pre"))
      .def("functional_after", &ClinicalRange::functional_after, nb::arg("post"))
      .def("clinical_after", &ClinicalRange::clinical_after, nb::arg("post"))
      .def_prop_ro("better", [](const ClinicalRange& r) { return better_name(r.direction); })
      .def_ro("value", &ClinicalRange::value)
      .def_ro("functional_beyond", &ClinicalRange::functional_beyond)
      .def_ro("clinical_beyond", &ClinicalRange::clinical_beyond)
      .def_ro("clinical_at_value", &ClinicalRange::clinical_at_value)
      .def_ro("functional_at_value", &ClinicalRange::functional_at_value);
  m.def("cutoff_between", cutoff_value, nb::arg("criterion"), nb::arg("clinical"), nb::arg("functional").none(),
        nb::arg("better"));
  m.attr("usual_true_score_critical_value") = normal_half_width(0.90);
}

}  // namespace oncourse::python
