// groups.cpp: how far groups moved, beside what was published, and the rates of services, for Python.
// SPDX-License-Identifier: Apache-2.0
#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>

#include <array>

#include "oncourse/change/benchmark.hpp"
#include "oncourse/cohort/group_columns.hpp"
#include "oncourse/cohort/talking_therapies_columns.hpp"
#include "python.hpp"

namespace oncourse::python {
namespace {

constexpr std::array standardizers = {Standardizer::pre_sd, Standardizer::pooled_sd, Standardizer::change_sd};
constexpr std::array variances_words = {std::pair("equal", Variances::equal), std::pair("unequal", Variances::unequal)};

SharedTable group_change(const PythonColumn& pre, const PythonColumn& post, const std::optional<PythonColumn>& group,
                         const std::string& better, const std::string& standardizer, const std::string& variances,
                         bool small_sample_correction, std::optional<double> important,
                         std::optional<double> reliability, std::optional<double> true_cutoff, double level) {
  const GroupChangeOptions options{better_named(better),
                                   {named(standardizers, standardizer, "standardizer"),
                                    meant_by(variances_words, variances, "variances"), small_sample_correction, level},
                                   important,
                                   reliability,
                                   true_cutoff};
  return unlocked(
      [&] { return shared(value_of(group_change_columns(pre.column, post.column, pointer(group), options))); });
}

SharedTable group_difference(const std::optional<PythonColumn>& pre, const PythonColumn& post,
                             const PythonColumn& group, const std::string& better, double important,
                             const std::optional<std::string>& reference, double level) {
  const GroupDifferenceOptions options{better_named(better), important, reference.value_or(""), level};
  return unlocked(
      [&] { return shared(value_of(group_difference_columns(pointer(pre), post.column, group.column, options))); });
}

using Pair = std::pair<double, double>;

nb::object pair_of(const ConfidenceInterval& interval) { return nb::cast(Pair(interval.low, interval.high)); }

nb::dict effect_benchmark(const Pair& service, const Pair& published, std::optional<double> margin, double level) {
  const EffectBenchmark found =
      value_of(benchmark_effect({service.first, service.second}, {published.first, published.second}, margin, level));
  nb::dict out;
  out["difference"] = found.difference;
  out["standard_error"] = found.standard_error;
  out["interval"] = pair_of(found.interval);
  out["z"] = found.z;
  out["p"] = found.p;
  out["verdict"] = std::string(name(found.verdict));
  out["narrow_interval"] = pair_of(found.narrow_interval);
  out["good_enough"] = nb::cast(found.good_enough);
  out["equivalent"] = nb::cast(found.equivalent);
  return out;
}

nb::dict rate_of(const ProportionBenchmark& found) {
  nb::dict out;
  out["difference"] = found.difference;
  out["interval"] = pair_of(found.interval);
  out["verdict"] = std::string(name(found.verdict));
  return out;
}

/// The columns of one measure with their memory.
struct PythonMeasure {
  PythonColumn first, last;
  MeasureThresholds by;

  [[nodiscard]] MeasureColumns columns() const { return {&first.column, &last.column, by}; }
};

std::optional<MeasureColumns> columns_of(const std::optional<PythonMeasure>& measure) {
  return measure ? std::optional(measure->columns()) : std::nullopt;
}

std::pair<SharedTable, SharedTable> talking_therapies(const PythonMeasure& first,
                                                      const std::optional<PythonMeasure>& second,
                                                      const std::optional<PythonMeasure>& fallback,
                                                      const std::optional<PythonColumn>& group,
                                                      const std::string& policy, double level) {
  static constexpr std::array policies = {std::pair("adults", adult_policy), std::pair("children", children_policy)};
  const TherapyPolicy rules = meant_by(policies, policy, "policy");
  const TalkingTherapiesColumns columns{first.columns(), columns_of(second), columns_of(fallback), pointer(group)};
  return unlocked([&] {
    TalkingTherapies found = value_of(talking_therapies_columns(columns, rules, level));
    return std::pair(shared(std::move(found.referrals)), shared(std::move(found.rates)));
  });
}

}  // namespace

void add_groups(nb::module_& m) {
  m.def("group_change", group_change, nb::arg("pre"), nb::arg("post"), nb::arg("group").none(), nb::arg("better"),
        nb::arg("standardizer"), nb::arg("variances"), nb::arg("small_sample_correction"), nb::arg("important").none(),
        nb::arg("reliability").none(), nb::arg("true_cutoff").none(), nb::arg("level"));
  m.def("group_difference", group_difference, nb::arg("pre").none(), nb::arg("post"), nb::arg("group"),
        nb::arg("better"), nb::arg("important"), nb::arg("reference").none(), nb::arg("level"));
  m.def("benchmark_effect", effect_benchmark, nb::arg("service"), nb::arg("published"), nb::arg("margin").none(),
        nb::arg("level"),
        nb::sig("def benchmark_effect(service: tuple[float, float], published: tuple[float, float], margin: float | "
                "None, level: float) -> dict[str, typing.Any]"));
  m.def(
      "benchmark_rate",
      [](const Pair& service, const Pair& published, double level) {
        return rate_of(value_of(
            benchmark_proportion({service.first, service.second}, {published.first, published.second}, level)));
      },
      nb::arg("service"), nb::arg("published"), nb::arg("level"),
      nb::sig("def benchmark_rate(service: tuple[float, float], published: tuple[float, float], level: float) -> "
              "dict[str, typing.Any]"));
  m.def(
      "benchmark_standard",
      [](const Pair& service, double standard, double level) {
        return rate_of(value_of(benchmark_against_standard({service.first, service.second}, standard, level)));
      },
      nb::arg("service"), nb::arg("standard"), nb::arg("level"),
      nb::sig("def benchmark_standard(service: tuple[float, float], standard: float, level: float) -> dict[str, "
              "typing.Any]"));
  nb::class_<PythonMeasure>(m, "Measure")
      .def_static(
          "of_instrument",
          [](PythonColumn first, PythonColumn last, const PythonInstrument& q) {
            return PythonMeasure{std::move(first), std::move(last),
                                 value_of(talking_therapies_thresholds(*q.definition))};
          },
          nb::arg("first"), nb::arg("last"), nb::arg("instrument"))
      .def_static(
          "stated",
          [](PythonColumn first, PythonColumn last, const std::string& better, std::optional<double> caseness,
             bool case_at_threshold, double reliable_change) {
            return PythonMeasure{std::move(first),
                                 std::move(last),
                                 {better_named(better), caseness, case_at_threshold, reliable_change}};
          },
          nb::arg("first"), nb::arg("last"), nb::arg("better"), nb::arg("caseness").none(),
          nb::arg("case_at_threshold"), nb::arg("reliable_change"));
  m.def("talking_therapies", talking_therapies, nb::arg("first"), nb::arg("second").none(), nb::arg("fallback").none(),
        nb::arg("group").none(), nb::arg("policy"), nb::arg("level"));
}

}  // namespace oncourse::python
