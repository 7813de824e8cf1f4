// courses.cpp: one person's course and what is said of it, for Python.
// SPDX-License-Identifier: Apache-2.0
#include <nanobind/stl/map.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/unique_ptr.h>
#include <nanobind/stl/vector.h>

#include <limits>

#include "models.hpp"
#include "oncourse/cohort/course_scores.hpp"
#include "oncourse/course/course_file.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/instrument/names.hpp"
#include "oncourse/report/render.hpp"
#include "oncourse/track/assess.hpp"
#include "python.hpp"

namespace oncourse::python {
namespace {

constexpr std::array medication_kinds = {MedicationEvent::Kind::started, MedicationEvent::Kind::stopped,
                                         MedicationEvent::Kind::dose_changed};

/// A record that grows; what is added is checked at once, so that a mistake is told where it is made.
class PythonCourse {
 public:
  /// From a course file, as `oncourse track --course` reads one.
  static PythonCourse read(const std::string& document, const std::vector<PythonInstrument>& instruments) {
    const CourseFile agreed = value_of(course_file_from_json(document));
    PythonCourse out(agreed.plan, {});
    std::vector<const Instrument*> others;
    for (const PythonInstrument& q : instruments) {
      others.push_back(q.definition);
      out.keep(q);
    }
    require(adopt_agreement(out.record_, agreed, others));
    out.target_ = agreed.target;
    out.agreed_instrument_ = agreed.instrument;
    return out;
  }
  [[nodiscard]] std::string document() const {
    CourseFile agreed = agreement_of(record_);
    agreed.target = target_;
    agreed.instrument = agreed_instrument_;
    return to_json(agreed);
  }
  void set_target(const std::optional<std::string>& words) {
    target_ = words ? std::optional(value_of(parse_target(*words))) : std::nullopt;
  }
  [[nodiscard]] const std::optional<Target>& target() const { return target_; }
  [[nodiscard]] const std::string& agreed_instrument() const { return agreed_instrument_; }

  PythonCourse(const Plan& plan, const std::optional<std::string>& intake) {
    record_.plan = plan;
    require(trouble_in(plan));
    if (intake) record_.intake = value_of(Date::parse(*intake));
  }

  void add_session(int number, long day, const std::map<std::string, double>& covariates) {
    CourseRecord changed = record_;
    Session session{number, day};
    if (changed.sessions.empty())
      for (const auto& [name, unused] : covariates) changed.covariate_names.push_back(name);
    if (covariates.size() != changed.covariate_names.size())
      throw Failure{{Errc::bad_argument, "every session has the covariates of the first one"}};
    for (const std::string& name : changed.covariate_names) {
      const auto found = covariates.find(name);
      if (found == covariates.end())
        throw Failure{{Errc::bad_argument, "every session has the covariates of the first one"}};
      session.covariates.push_back(found->second);
    }
    changed.sessions.push_back(std::move(session));
    accept(std::move(changed));
  }
  void add_administration(int session, const PythonInstrument& q, const Score& score, bool from_items) {
    CourseRecord changed = record_;
    for (Session& held : changed.sessions)
      if (held.number == session) {
        held.administrations.push_back({q.definition, score, from_items});
        keep(q);
        return accept(std::move(changed));
      }
    throw Failure{{Errc::bad_argument, "session " + text(session) + " was not added"}};
  }
  void add_medication(const std::string& event, long day, std::string label) {
    record_.medication.push_back({day, named(medication_kinds, event, "event"), std::move(label)});
  }
  void set_focus(const std::string& primary, const std::optional<std::string>& secondary) {
    Focus focus{named(problem_areas, primary, "focus")};
    if (secondary) focus.secondary = named(problem_areas, *secondary, "focus");
    if (focus.secondary == focus.primary)
      throw Failure{{Errc::bad_argument, "the secondary problem area is the primary one"}};
    record_.focus = focus;
  }
  void add_goal(std::string label, const PythonInstrument& q, const std::string& compare, double value) {
    if (const auto accepted = accept_total(*q.definition, value); !accepted) throw Failure{accepted.error()};
    record_.goals.push_back({std::move(label), q.definition, named(comparisons, compare, "compare"), value});
    keep(q);
  }
  [[nodiscard]] long day_of(const std::string& date) const {
    const Date day = value_of(Date::parse(date));
    if (!record_.intake) throw Failure{{Errc::not_available, "the course has no intake date"}};
    return Date::days_between(*record_.intake, day);
  }
  [[nodiscard]] Course checked() const { return value_of(Course::make(record_)); }
  [[nodiscard]] SharedTable scores(const PythonInstrument& q) const {
    return shared(value_of(course_scores(checked(), *q.definition)));
  }
  [[nodiscard]] const std::vector<PythonInstrument>& instruments() const { return instruments_; }
  [[nodiscard]] std::size_t sessions() const { return record_.sessions.size(); }

 private:
  void accept(CourseRecord changed) {
    const auto made = Course::make(changed);
    if (!made) throw Failure{made.error()};
    record_ = std::move(changed);
  }
  void keep(const PythonInstrument& q) { instruments_.push_back(q); }
  CourseRecord record_;
  std::optional<Target> target_;
  std::string agreed_instrument_;
  std::vector<PythonInstrument> instruments_;  ///< so that loaded ones live as long
};

/// The report points into the course: never moved.
struct PythonAssessment {
  Course course;
  std::vector<PythonInstrument> instruments;
  CourseReport report;
  PythonAssessment(Course c, std::vector<PythonInstrument> q) : course(std::move(c)), instruments(std::move(q)) {}
};

std::unique_ptr<PythonAssessment> judge(const PythonCourse& course, const PythonInstrument& q, const PythonModel* model,
                                        const std::optional<std::string>& target, double alpha, double level,
                                        double window_level, int sessions_beyond, std::optional<long> today,
                                        const std::string& title, const std::vector<MonitoringRule>& rules,
                                        const std::string& combination, const std::string& group) {
  auto made = std::make_unique<PythonAssessment>(course.checked(), course.instruments());
  made->instruments.push_back(q);
  AssessOptions options;
  options.alpha = alpha;
  options.level = level;
  options.rules = rules;
  options.combination = named(rule_combinations, combination, "combine");
  options.group = group;
  options.window = {window_level, sessions_beyond, true};
  options.target = target ? std::optional(value_of(parse_target(*target))) : course.target();
  if (today && *today < made->course.latest().day)
    throw Failure{{Errc::session_order, "today lies before the latest session"}};
  unlocked([&] {
    made->report = course_report(
        made->course, value_of(assess(made->course, *q.definition, model ? &model->model : nullptr, options)), today);
    made->report.title = title;
  });
  return made;
}

}  // namespace

void add_courses(nb::module_& m) {
  const Plan usual;
  nb::class_<Plan>(m, "Plan", "The agreed frame: window, cadence, phases.")
      .def(
          "__init__",
          [](Plan* self, int first, int last, int cadence, int initial, int termination) {
            const Plan plan{first, last, cadence, initial, termination};
            require(trouble_in(plan));
            new (self) Plan(plan);
          },
          nb::kw_only(), nb::arg("window_first") = usual.window_first, nb::arg("window_last") = usual.window_last,
          nb::arg("cadence_days") = usual.cadence_days, nb::arg("initial_sessions") = usual.initial_sessions,
          nb::arg("termination_sessions") = usual.termination_sessions)
      .def_ro("window_first", &Plan::window_first)
      .def_ro("window_last", &Plan::window_last)
      .def_ro("cadence_days", &Plan::cadence_days)
      .def_ro("initial_sessions", &Plan::initial_sessions)
      .def_ro("termination_sessions", &Plan::termination_sessions);

  nb::class_<PythonCourse>(m, "Course", "One person's therapy, as far as it has come.")
      .def(nb::init<const Plan&, const std::optional<std::string>&>(), nb::arg("plan"), nb::arg("intake").none())
      .def("add_session", &PythonCourse::add_session, nb::arg("number"), nb::arg("day"), nb::arg("covariates"))
      .def(
          "add_answers",
          [](PythonCourse& course, int session, const PythonInstrument& q,
             const std::vector<std::optional<long>>& answers, const std::string& prorating) {
            course.add_administration(session, q, value_of(score_sheet(*q.definition, answers, prorating)), true);
          },
          nb::arg("session"), nb::arg("instrument"), nb::arg("answers"), nb::arg("prorating"))
      .def("scores", &PythonCourse::scores, nb::arg("instrument"))
      .def(
          "add_total",
          [](PythonCourse& course, int session, const PythonInstrument& q, double total) {
            Score score;
            score.total = value_of(accept_total(*q.definition, total));
            score.band = band_of(*q.definition, total);
            course.add_administration(session, q, score, false);
          },
          nb::arg("session"), nb::arg("instrument"), nb::arg("total"))
      .def("add_medication", &PythonCourse::add_medication, nb::arg("event"), nb::arg("day"), nb::arg("label"))
      .def("set_focus", &PythonCourse::set_focus, nb::arg("primary"), nb::arg("secondary").none())
      .def("add_goal", &PythonCourse::add_goal, nb::arg("label"), nb::arg("instrument"), nb::arg("compare"),
           nb::arg("value"))
      .def_static("read", &PythonCourse::read, nb::arg("document"), nb::arg("instruments"))
      .def("to_json", &PythonCourse::document)
      .def("set_target", &PythonCourse::set_target, nb::arg("target").none())
      .def_prop_ro("agreed_instrument", &PythonCourse::agreed_instrument)
      .def("day_of", &PythonCourse::day_of, nb::arg("date"))
      .def("__len__", &PythonCourse::sessions);

  nb::class_<PythonAssessment>(m, "Assessment", "What is said of one course.")
      .def_prop_ro("verdict", [](const PythonAssessment& a) { return std::string(name(a.report.assessment.latest())); })
      .def_prop_ro("undetermined_because",
                   [](const PythonAssessment& a) { return a.report.assessment.undetermined_because; })
      .def_prop_ro("alarm_session", [](const PythonAssessment& a) { return a.report.assessment.alarm; })
      .def_prop_ro("window_probability",
                   [](const PythonAssessment& a) { return a.report.assessment.window_probability; })
      .def_prop_ro("sentences", [](const PythonAssessment& a) { return a.report.assessment.basis.sentences; })
      .def("to_json", [](const PythonAssessment& a) { return to_json(a.report); })
      .def("to_text", [](const PythonAssessment& a) { return to_text(a.report); })
      .def("to_html", [](const PythonAssessment& a) { return to_html(a.report); })
      .def("chart_svg", [](const PythonAssessment& a) { return chart_svg(a.report); });
  m.attr("usual_window_level") = WindowOptions{}.level;
  m.attr("usual_sessions_beyond") = WindowOptions{}.sessions_beyond;
  m.def("assess", judge, nb::arg("course"), nb::arg("instrument"), nb::arg("model").none(), nb::arg("target").none(),
        nb::arg("alpha"), nb::arg("level"), nb::arg("window_level"), nb::arg("sessions_beyond"),
        nb::arg("today").none(), nb::arg("title"), nb::arg("rules"), nb::arg("combine"), nb::arg("group"));
}

}  // namespace oncourse::python
