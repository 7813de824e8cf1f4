// sessions.cpp: change over every session of many people, by stated criteria, for Python.
// SPDX-License-Identifier: Apache-2.0
#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <array>

#include "oncourse/cohort/response_columns.hpp"
#include "oncourse/course/change.hpp"
#include "python.hpp"

namespace oncourse::python {
namespace {

constexpr std::array ends_of_remission = {std::pair("loss_of_remission", RelapseCriterion::Kind::loss_of_remission),
                                          std::pair("beyond_limit", RelapseCriterion::Kind::beyond_limit),
                                          std::pair("loss_of_response", RelapseCriterion::Kind::loss_of_response)};

template <class T>
T checked(T criterion) {
  require(trouble_in(criterion));
  return criterion;
}

RemissionCriterion remission_criterion(double limit, bool inclusive, std::size_t scores, double duration,
                                       std::optional<double> recovery_duration,
                                       std::optional<std::size_t> recovery_scores, const std::string& ends_by,
                                       std::optional<double> relapse_limit, double relapse_percent,
                                       std::size_t relapse_scores, double relapse_duration) {
  RemissionCriterion out;
  out.limit = checked(ScoreLimit{limit, inclusive});
  out.ascribed = checked(Persistence{scores, duration});
  out.recovery_duration = recovery_duration;
  out.recovery_scores = recovery_scores;
  out.relapse.kind = meant_by(ends_of_remission, ends_by, "ends_by");
  if ((out.relapse.kind == RelapseCriterion::Kind::beyond_limit) != relapse_limit.has_value())
    throw Failure{{Errc::bad_argument, "relapse_limit belongs to ends_by beyond_limit, and to no other"}};
  if (relapse_limit) out.relapse.limit = {*relapse_limit, true};
  out.relapse.response.percent = relapse_percent;
  out.relapse.persistence = checked(Persistence{relapse_scores, relapse_duration});
  return out;
}

struct SessionTables {
  SharedTable persons, events;
  std::vector<std::size_t> person_rows, event_rows;
};

SessionTables change_over_sessions_of(const PythonColumn& person, const PythonColumn& time, const PythonColumn& score,
                                      const std::string& better, const SessionCriteria& criteria) {
  const Direction direction = better_named(better);
  return unlocked([&] {
    ResponseTables found =
        value_of(response_columns({&person.column, &time.column, &score.column}, direction, criteria));
    return SessionTables{shared(std::move(found.persons)), shared(std::move(found.events)),
                         std::move(found.person_rows), std::move(found.event_rows)};
  });
}

std::pair<SharedTable, std::vector<std::size_t>> reliable_trend_of(const PythonColumn& person, const PythonColumn& time,
                                                                   const PythonColumn& score, const std::string& better,
                                                                   const ReliableTrendCriterion& criterion) {
  const Direction direction = better_named(better);
  return unlocked([&] {
    TrendTable found =
        value_of(reliable_trend_columns({&person.column, &time.column, &score.column}, direction, criterion));
    return std::pair(shared(std::move(found.persons)), std::move(found.person_rows));
  });
}

/// What the instrument itself says of reliable change; nothing where it says nothing, or several things.
std::optional<ReliablePoints> reliable_points_of(const PythonInstrument& q) {
  const auto own = reliable_change(*q.definition);
  return own ? std::optional(ReliablePoints{own->points, own->points, own->inclusive}) : std::nullopt;
}

std::optional<ScoreLimit> functional_limit_of(const PythonInstrument& q) {
  const Cutoff* const cutoff = usual_cutoff(q.definition->figures);
  return cutoff ? std::optional(ScoreLimit{cutoff->value, !in_clinical_range(*cutoff, cutoff->value)}) : std::nullopt;
}

}  // namespace

void add_sessions(nb::module_& m) {
  const ResponseCriterion response;
  nb::class_<ResponseCriterion>(m, "ResponseCriterion",
                                "Response: better by so much since baseline.\n\n"
                                "Parameters\n----------\n"
                                "percent\n    Of the baseline score, or of what ``best_score`` leaves to gain.\n"
                                "best_score\n    Of the scale: percentages then count from it.\n"
                                "points\n    In place of percent.\n"
                                "inclusive\n    Exactly as much counts.\n"
                                "sustained_scores, sustained_duration\n"
                                "    Consecutive scores, and time between first and last, of a sustained response.")
      .def(
          "__init__",
          [](ResponseCriterion* self, double percent, std::optional<double> best_score, std::optional<double> points,
             bool inclusive, std::size_t scores, double duration) {
            new (self) ResponseCriterion(
                checked(ResponseCriterion{{percent, best_score, points, inclusive}, {scores, duration}}));
          },
          nb::kw_only(), nb::arg("percent") = response.improvement.percent, nb::arg("best_score") = nb::none(),
          nb::arg("points") = nb::none(), nb::arg("inclusive") = response.improvement.inclusive,
          nb::arg("sustained_scores") = response.sustained.scores,
          nb::arg("sustained_duration") = response.sustained.duration);

  const EarlyResponseCriterion early;
  nb::class_<EarlyResponseCriterion>(m, "EarlyResponseCriterion",
                                     "Early response: better by so much before a deadline.\n\n"
                                     "Parameters\n----------\n"
                                     "within\n    The latest time since baseline that counts.\n"
                                     "by_session\n    The latest row of a person that counts; the first is 0.\n"
                                     "percent, best_score, points, inclusive\n    As in ResponseCriterion.\n"
                                     "last_score_decides\n    The last score in time, in place of any of them.")
      .def(
          "__init__",
          [](EarlyResponseCriterion* self, std::optional<double> within, std::optional<std::size_t> by_session,
             double percent, std::optional<double> best_score, std::optional<double> points, bool inclusive,
             bool last_score_decides) {
            new (self) EarlyResponseCriterion(checked(EarlyResponseCriterion{
                {percent, best_score, points, inclusive}, within, by_session, last_score_decides}));
          },
          nb::kw_only(), nb::arg("within") = nb::none(), nb::arg("by_session") = nb::none(),
          nb::arg("percent") = early.improvement.percent, nb::arg("best_score") = nb::none(),
          nb::arg("points") = nb::none(), nb::arg("inclusive") = early.improvement.inclusive,
          nb::arg("last_score_decides") = early.last_score_decides);

  const RemissionCriterion remission;
  nb::class_<RemissionCriterion>(
      m, "RemissionCriterion",
      "Remission, what it becomes and how it ends.\n\n"
      "Parameters\n----------\n"
      "limit\n    A score this good or better is remitted.\n"
      "inclusive\n    Exactly the limit counts.\n"
      "scores, duration\n    Consecutive scores, and time between first and last, before it is called remission.\n"
      "recovery_duration, recovery_scores\n    Time or scores since its first score that make a recovery; without "
      "both, recovery is never ascribed.\n"
      "ends_by\n    ``\"loss_of_remission\"``, ``\"beyond_limit\"`` or ``\"loss_of_response\"``.\n"
      "relapse_limit\n    Of beyond_limit: a score this bad or worse.\n"
      "relapse_percent\n    Of loss_of_response, as in ResponseCriterion.\n"
      "relapse_scores, relapse_duration\n    For how long.")
      .def(
          "__init__",
          [](RemissionCriterion* self, double limit, bool inclusive, std::size_t scores, double duration,
             std::optional<double> recovery_duration, std::optional<std::size_t> recovery_scores,
             const std::string& ends_by, std::optional<double> relapse_limit, double relapse_percent,
             std::size_t relapse_scores, double relapse_duration) {
            new (self) RemissionCriterion(remission_criterion(limit, inclusive, scores, duration, recovery_duration,
                                                              recovery_scores, ends_by, relapse_limit, relapse_percent,
                                                              relapse_scores, relapse_duration));
          },
          nb::arg("limit"), nb::kw_only(), nb::arg("inclusive") = remission.limit.inclusive,
          nb::arg("scores") = remission.ascribed.scores, nb::arg("duration") = remission.ascribed.duration,
          nb::arg("recovery_duration") = nb::none(), nb::arg("recovery_scores") = nb::none(),
          nb::arg("ends_by") = ends_of_remission[0].first, nb::arg("relapse_limit") = nb::none(),
          nb::arg("relapse_percent") = remission.relapse.response.percent,
          nb::arg("relapse_scores") = remission.relapse.persistence.scores,
          nb::arg("relapse_duration") = remission.relapse.persistence.duration)
      .def_static(
          "acnp",
          [](double limit, double relapse_limit, double week) {
            return acnp_remission({limit, true}, {relapse_limit, true}, week);
          },
          "Three weeks of remission, recovery after four months, as Rush et al. 2006; week is 7 where time is days.",
          nb::arg("limit"), nb::arg("relapse_limit"), nb::arg("week"));

  const ReliablePoints reliable;
  nb::class_<ReliablePoints>(m, "ReliablePoints",
                             "How many points since baseline are more than measurement error.\n\n"
                             "Parameters\n----------\n"
                             "improvement, deterioration\n    Points; the second by default as the first.\n"
                             "inclusive\n    Exactly as many count.\n"
                             "sustained_scores, sustained_duration\n    As in ResponseCriterion.")
      .def(
          "__init__",
          [](ReliablePoints* self, double improvement, std::optional<double> deterioration, bool inclusive,
             std::size_t scores, double duration) {
            new (self) ReliablePoints(checked(
                ReliablePoints{improvement, deterioration.value_or(improvement), inclusive, {scores, duration}}));
          },
          nb::arg("improvement"), nb::arg("deterioration") = nb::none(), nb::kw_only(),
          nb::arg("inclusive") = reliable.inclusive, nb::arg("sustained_scores") = reliable.sustained.scores,
          nb::arg("sustained_duration") = reliable.sustained.duration)
      .def_ro("improvement", &ReliablePoints::improvement)
      .def_ro("deterioration", &ReliablePoints::deterioration)
      .def_static("of_instrument", reliable_points_of, "What the instrument says; ``None`` where it does not.",
                  nb::arg("instrument"));

  const ReliableTrendCriterion trend;
  m.attr("usual_trend_critical_value") = trend.critical_improvement;
  nb::class_<ReliableTrendCriterion>(m, "ReliableTrendCriterion",
                                     "With what a slope over all sessions is compared.\n\n"
                                     "Parameters\n----------\n"
                                     "sd\n    Of scores in a population like these persons.\n"
                                     "reliability\n    Of one score, between 0 and 1.\n"
                                     "critical_improvement, critical_deterioration\n    Standard errors to exceed.")
      .def(
          "__init__",
          [](ReliableTrendCriterion* self, double sd, double reliability, double improvement, double deterioration) {
            new (self)
                ReliableTrendCriterion(checked(ReliableTrendCriterion{sd, reliability, improvement, deterioration}));
          },
          nb::kw_only(), nb::arg("sd"), nb::arg("reliability"),
          nb::arg("critical_improvement") = trend.critical_improvement,
          nb::arg("critical_deterioration") = trend.critical_deterioration);

  nb::class_<ScoreLimit>(m, "ScoreLimit")
      .def(nb::init<double, bool>(), nb::arg("value"), nb::arg("inclusive"))
      .def_static("functional", functional_limit_of, nb::arg("instrument"));
  nb::class_<SessionCriteria>(m, "SessionCriteria")
      .def(
          "__init__",
          [](SessionCriteria* self, const std::optional<ResponseCriterion>& response_by,
             const std::optional<EarlyResponseCriterion>& early_by,
             const std::optional<RemissionCriterion>& remission_by, const std::optional<ReliablePoints>& reliable_by,
             const std::optional<ScoreLimit>& functional, const std::optional<ReliableTrendCriterion>& trend_by,
             std::optional<std::size_t> plateau_scores) {
            new (self)
                SessionCriteria{response_by, early_by, remission_by, reliable_by, functional, trend_by, plateau_scores};
          },
          nb::arg("response").none(), nb::arg("early_response").none(), nb::arg("remission").none(),
          nb::arg("reliable").none(), nb::arg("functional").none(), nb::arg("trend").none(),
          nb::arg("plateau_scores").none());
  nb::class_<SessionTables>(m, "SessionTables")
      .def_ro("persons", &SessionTables::persons)
      .def_ro("events", &SessionTables::events)
      .def_ro("person_rows", &SessionTables::person_rows)
      .def_ro("event_rows", &SessionTables::event_rows);
  m.def("change_over_sessions", change_over_sessions_of, nb::arg("person"), nb::arg("time"), nb::arg("score"),
        nb::arg("better"), nb::arg("criteria"));
  m.def("reliable_trend", reliable_trend_of, nb::arg("person"), nb::arg("time"), nb::arg("score"), nb::arg("better"),
        nb::arg("criterion"));
}

}  // namespace oncourse::python
