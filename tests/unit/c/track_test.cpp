// track_test.cpp: models, verdicts and their grounds over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "c/handles.hpp"
#include "example_model.hpp"
#include "objects.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/oncourse.h"
#include "oncourse/report/render.hpp"
#include "oncourse/track/assess.hpp"
#include "oncourse/track/model_file.hpp"

namespace oncourse {
namespace {

/// Weekly sessions from intake on, with these PHQ-9 totals.
CourseHandle weekly(const std::vector<double>& totals, const char* intake = "2026-01-05") {
  oncourse_course* course = nullptr;
  EXPECT_EQ(oncourse_course_new(nullptr, intake, &course, nullptr), ONCOURSE_OK);
  for (std::int32_t session = 0; const double total : totals) {
    EXPECT_EQ(oncourse_course_add_session(course, session, 7 * session, nullptr), ONCOURSE_OK);
    EXPECT_EQ(oncourse_course_add_total(course, session++, shipped("phq-9").get(), total, nullptr), ONCOURSE_OK);
  }
  return CourseHandle(course);
}

ModelHandle loaded(const ResponseModel& model) {
  const std::string document = to_json(model);
  oncourse_model* handle = nullptr;
  oncourse_error error;
  EXPECT_EQ(oncourse_model_new(document.data(), document.size(), &handle, &error), ONCOURSE_OK) << error.detail;
  return ModelHandle(handle);
}

AssessmentHandle assessed(const oncourse_course* course, const oncourse_model* model,
                          const oncourse_assess_options* options = nullptr) {
  oncourse_assessment* handle = nullptr;
  oncourse_error error;
  EXPECT_EQ(oncourse_assess(course, shipped("phq-9").get(), model, options, &handle, &error), ONCOURSE_OK)
      << error.detail;
  return AssessmentHandle(handle);
}

void expect_same(const oncourse_interval& c, const std::optional<Interval>& cpp) {
  expect_same_number(c.mean, cpp ? std::optional(cpp->mean) : std::nullopt);
  expect_same_number(c.low, cpp ? std::optional(cpp->low) : std::nullopt);
  expect_same_number(c.high, cpp ? std::optional(cpp->high) : std::nullopt);
}
void expect_same(const char* c, const std::string& cpp) {
  if (cpp.empty())
    EXPECT_EQ(c, nullptr);
  else
    EXPECT_STREQ(c, cpp.c_str());
}

template <class Told>
void expect_same_guarantee(const Told& c, const Guarantee& cpp) {
  EXPECT_EQ(c.guarantee_kind, static_cast<int>(cpp.kind));
  EXPECT_EQ(c.guarantee_n_reached, cpp.n_reached);
  EXPECT_EQ(std::isnan(c.guarantee_alpha), cpp.kind == Guarantee::Kind::none);
  if (cpp.kind != Guarantee::Kind::none) {
    EXPECT_EQ(c.guarantee_alpha, cpp.alpha);
  }
  expect_same(c.guarantee_statement, cpp.statement);
}

void expect_same(const oncourse_rule_verdict& c, const RuleVerdict& cpp) {
  EXPECT_EQ(c.rule.kind, static_cast<int>(cpp.rule.kind));
  EXPECT_EQ(c.rule.early_session, cpp.rule.early_session);
  EXPECT_EQ(c.rule.level, cpp.rule.level);
  EXPECT_EQ(c.rule.improvement, cpp.rule.improvement);
  EXPECT_EQ(c.verdict, static_cast<int>(cpp.latest()));
  EXPECT_EQ(c.alarm_session, cpp.alarm.value_or(-1));
  EXPECT_EQ(c.target_kind, static_cast<int>(cpp.target.kind) + 1);
  EXPECT_EQ(c.target_value, cpp.target.value);
  expect_same_number(c.value, cpp.value);
  expect_same_number(c.threshold, cpp.threshold);
  EXPECT_EQ(c.target_limit, cpp.line.limit);
  EXPECT_EQ(c.target_compare, static_cast<int>(cpp.line.compare));
  EXPECT_EQ(c.inclusive, cpp.inclusive ? 1 : 0);
  EXPECT_EQ(c.monitored_from, cpp.monitoring.from);
  EXPECT_EQ(c.monitored_to, cpp.monitoring.to);
  expect_same(c.calibration, cpp.calibration);
  expect_same_guarantee(c, cpp.guarantee);
}

void expect_same_texts(const oncourse_assessment* a, const char* (*read)(const oncourse_assessment*, std::size_t),
                       const std::vector<std::string>& cpp, std::size_t count) {
  ASSERT_EQ(count, cpp.size());
  for (std::size_t i = 0; i < count; ++i) EXPECT_STREQ(read(a, i), cpp[i].c_str());
  EXPECT_EQ(read(a, count), nullptr);
  EXPECT_EQ(read(a, SIZE_MAX), nullptr);
  EXPECT_EQ(read(nullptr, 0), nullptr);
}

void expect_same_window(const oncourse_assessment* c, const WindowOutlook& cpp) {
  oncourse_window window = ONCOURSE_WINDOW_INIT;
  ASSERT_EQ(oncourse_assessment_window(c, &window, nullptr), ONCOURSE_OK);
  EXPECT_EQ(oncourse_window_decision_name(window.decision), name(cpp.decision));
  EXPECT_EQ(window.earliest_likely_session, cpp.earliest_likely.value_or(-1));
  EXPECT_EQ(window.level, cpp.level);
  expect_same_texts(c, oncourse_assessment_window_sentence, cpp.sentences, window.n_sentences);
  ASSERT_EQ(window.n_sessions, cpp.sessions.size());
  ASSERT_EQ(window.n_beyond, cpp.beyond.size());
  oncourse_window_session at = ONCOURSE_WINDOW_SESSION_INIT;
  for (std::size_t i = 0; i < window.n_sessions + window.n_beyond; ++i) {
    const bool beyond = i >= window.n_sessions;
    const WindowSession& session = beyond ? cpp.beyond[i - window.n_sessions] : cpp.sessions[i];
    ASSERT_EQ(oncourse_assessment_window_session(c, i, &at, nullptr), ONCOURSE_OK);
    EXPECT_EQ(at.session, session.session);
    EXPECT_EQ(at.extrapolated, beyond);
    EXPECT_EQ(at.day, session.day);
    EXPECT_EQ(at.at, session.at);
    expect_same_number(at.by, session.by);
    expect_same(at.score, session.score);
    EXPECT_STREQ(at.date, session.date ? session.date->iso().c_str() : "");
  }
  EXPECT_EQ(oncourse_assessment_window_session(c, window.n_sessions + window.n_beyond, &at, nullptr),
            ONCOURSE_BAD_ARGUMENT);
  ASSERT_EQ(window.n_reasons, cpp.reasons.size());
  oncourse_window_reason reason = ONCOURSE_WINDOW_REASON_INIT;
  for (std::size_t i = 0; i < window.n_reasons; ++i) {
    const WindowReason& from = cpp.reasons[i];
    ASSERT_EQ(oncourse_assessment_window_reason(c, i, &reason, nullptr), ONCOURSE_OK);
    EXPECT_EQ(reason.kind, static_cast<int>(from.kind));
    EXPECT_EQ(reason.in_model, from.in_model ? int{*from.in_model} : -1);
    EXPECT_EQ(reason.session, from.session.value_or(-1));
    EXPECT_EQ(reason.has_day, from.day.has_value());
    EXPECT_EQ(reason.day, from.day.value_or(0));
    expect_same_number(reason.value, from.value);
    expect_same_number(reason.agreed, from.agreed);
    expect_same(reason.of, from.of);
    EXPECT_STREQ(reason.sentence, from.sentence.c_str());
    EXPECT_STREQ(reason.date, from.date ? from.date->iso().c_str() : "");
  }
  EXPECT_EQ(oncourse_assessment_window_reason(c, window.n_reasons, &reason, nullptr), ONCOURSE_BAD_ARGUMENT);
}

/// Everything that the C interface says of an assessment is what C++ says.
void expect_same(const oncourse_assessment* c, const CourseReport& report) {
  const Assessment& cpp = report.assessment;
  oncourse_summary summary = ONCOURSE_SUMMARY_INIT;
  ASSERT_EQ(oncourse_assessment_summary(c, &summary, nullptr), ONCOURSE_OK);
  EXPECT_EQ(summary.verdict, static_cast<int>(cpp.latest()));
  EXPECT_EQ(summary.session, cpp.sessions.back().session);
  EXPECT_EQ(summary.alarm_session, cpp.alarm.value_or(-1));
  EXPECT_EQ(summary.earliest_likely_session, cpp.window.earliest_likely.value_or(-1));
  expect_same_number(summary.window_probability, cpp.window_probability);
  expect_same_number(summary.target_limit, cpp.target ? std::optional(cpp.target->limit) : std::nullopt);
  EXPECT_EQ(summary.target_compare, cpp.target ? static_cast<int>(cpp.target->compare) : -1);
  expect_same(summary.target_basis, cpp.target ? cpp.target->basis : "");
  expect_same(summary.undetermined_because, cpp.undetermined_because);

  ASSERT_EQ(summary.n_sessions, cpp.sessions.size());
  for (std::size_t i = 0; i < summary.n_sessions; ++i) {
    oncourse_session_verdict at = ONCOURSE_SESSION_VERDICT_INIT;
    ASSERT_EQ(oncourse_assessment_session(c, i, &at, nullptr), ONCOURSE_OK);
    EXPECT_EQ(at.session, cpp.sessions[i].session);
    EXPECT_EQ(at.verdict, static_cast<int>(cpp.sessions[i].verdict));
    EXPECT_EQ(at.day, cpp.sessions[i].day);
    EXPECT_EQ(at.score, cpp.sessions[i].score);
    expect_same_number(at.probability, cpp.sessions[i].probability);
    expect_same(at.expected, cpp.sessions[i].expected);
  }

  EXPECT_EQ(summary.forecast_first, cpp.curve.empty() ? -1 : cpp.curve.front().session);
  EXPECT_EQ(summary.forecast_last, cpp.curve.empty() ? -1 : cpp.curve.back().session);
  for (const SessionForecast& point : cpp.curve) {
    oncourse_forecast at = ONCOURSE_FORECAST_INIT;
    ASSERT_EQ(oncourse_assessment_forecast(c, point.session, &at, nullptr), ONCOURSE_OK);
    EXPECT_EQ(at.session, point.session);
    expect_same(at.line, point.line);
    expect_same(at.score, point.score);
    expect_same(at.expected, point.expected);
    EXPECT_EQ(at.probability, point.probability);
    expect_same(at.band, point.band);
  }

  oncourse_bands bands = ONCOURSE_BANDS_INIT;
  oncourse_error refused;
  const oncourse_status banded = oncourse_assessment_bands(c, &bands, &refused);
  EXPECT_EQ(banded == ONCOURSE_OK, cpp.band_guarantee.has_value());
  if (cpp.band_guarantee) {
    expect_same(bands.end, cpp.end_band);
    EXPECT_EQ(bands.level, cpp.band_guarantee->level);
    EXPECT_EQ(bands.guarantee_kind, static_cast<int>(cpp.band_guarantee->kind));
    EXPECT_EQ(bands.n, cpp.band_guarantee->n);
    EXPECT_EQ(bands.n_last, cpp.band_guarantee->n_last);
    expect_same(bands.statement, cpp.band_guarantee->statement);
  } else {
    EXPECT_EQ(banded, ONCOURSE_NOT_AVAILABLE);
    EXPECT_STREQ(refused.detail, "the model has no prediction bands, or the planned end has passed");
  }

  oncourse_basis basis = ONCOURSE_BASIS_INIT;
  ASSERT_EQ(oncourse_assessment_basis(c, &basis, nullptr), ONCOURSE_OK);
  EXPECT_EQ(basis.verdict, summary.verdict);
  EXPECT_EQ(basis.session, summary.session);
  EXPECT_EQ(basis.score, cpp.sessions.back().score);
  expect_same_number(basis.probability, cpp.basis.probability);
  expect_same_number(basis.threshold, cpp.basis.threshold);
  expect_same(basis.expected, cpp.basis.expected);
  EXPECT_EQ(basis.expected_level, cpp.basis.expected_level);
  expect_same_number(basis.turning_score, cpp.basis.turning_score);
  expect_same(basis.rule, cpp.basis.rule);
  expect_same(basis.model, cpp.basis.model);
  expect_same(basis.guarantee_statement, cpp.basis.guarantee.statement);
  expect_same_number(basis.value, cpp.basis.value);
  expect_same(basis.calibration, cpp.basis.calibration);
  expect_same_guarantee(basis, cpp.basis.guarantee);
  ASSERT_EQ(basis.n_rules, cpp.rules.size());
  EXPECT_EQ(basis.decided, cpp.decided);
  for (std::size_t r = 0; r < basis.n_rules; ++r) {
    oncourse_rule_verdict rule = ONCOURSE_RULE_VERDICT_INIT;
    ASSERT_EQ(oncourse_assessment_rule(c, r, &rule, nullptr), ONCOURSE_OK);
    expect_same(rule, cpp.rules[r]);
  }
  oncourse_rule_verdict worse = ONCOURSE_RULE_VERDICT_INIT;
  const oncourse_status known = oncourse_assessment_deterioration(c, &worse, nullptr);
  ASSERT_EQ(known, cpp.deterioration ? ONCOURSE_OK : ONCOURSE_NOT_AVAILABLE);
  if (cpp.deterioration) expect_same(worse, *cpp.deterioration);
  expect_same_texts(c, oncourse_assessment_sentence, cpp.basis.sentences, basis.n_sentences);
  expect_same_texts(c, oncourse_assessment_assumption, cpp.basis.assumptions, basis.n_assumptions);
  expect_same_texts(c, oncourse_assessment_quality_note, cpp.basis.data_quality, basis.n_quality_notes);

  expect_same_window(c, cpp.window);

  ASSERT_EQ(basis.n_inputs, cpp.basis.inputs.size());
  for (std::size_t i = 0; i < basis.n_inputs; ++i) {
    oncourse_basis_input at = ONCOURSE_BASIS_INPUT_INIT;
    ASSERT_EQ(oncourse_assessment_input(c, i, &at, nullptr), ONCOURSE_OK);
    const BasisInput& input = cpp.basis.inputs[i];
    EXPECT_EQ(at.session, input.session);
    EXPECT_EQ(at.day, input.day);
    EXPECT_EQ(at.score, input.score);
    EXPECT_EQ(at.prorated, input.prorated);
    EXPECT_STREQ(at.date, input.date ? input.date->iso().c_str() : "");
  }
  EXPECT_EQ(oncourse_assessment_json(c), to_json(report));
}

const std::vector<std::vector<double>> courses = {{18.0},
                                                  {18.0, 17.0},
                                                  {18.0, 17.0, 15.0, 13.0, 10.0, 8.0},
                                                  {18.0, 19.0, 20.0, 22.0, 23.0, 24.0},
                                                  {3.0, 4.0, 3.0},
                                                  std::vector<double>(20, 15.0)};

TEST(CAssess, SaysWhatCppSays) {
  const ResponseModel models[] = {example_model(), calibrated_example_model()};
  for (const ResponseModel& model : models) {
    const std::string document = to_json(model);
    const auto same = response_model_from_json(document);
    ASSERT_TRUE(same.ok());
    const ModelHandle handle = loaded(model);
    for (const std::vector<double>& totals : courses) {
      const CourseHandle course = weekly(totals);
      const auto cpp = Course::make(course->record);
      ASSERT_TRUE(cpp.ok());
      for (const bool with_model : {true, false}) {
        const AssessmentHandle c = assessed(course.get(), with_model ? handle.get() : nullptr);
        auto expected = assess(*cpp, phq9, with_model ? &*same : nullptr);
        ASSERT_TRUE(expected.ok());
        expect_same(c.get(), course_report(*cpp, *expected));
      }
    }
  }
}

TEST(CAssess, PassesEveryOptionOn) {
  const ModelHandle model = loaded(calibrated_example_model());
  const auto same = response_model_from_json(to_json(calibrated_example_model()));
  const CourseHandle course = weekly(courses[2], nullptr);
  const auto cpp = Course::make(course->record);
  oncourse_assess_options options = ONCOURSE_ASSESS_OPTIONS_INIT;
  options.alpha = 0.2;
  options.level = 0.8;
  options.target_kind = ONCOURSE_TARGET_SCORE;
  options.target_value = 5.0;
  options.today = 63;
  options.window_level = 0.6;
  options.sessions_beyond = 2;
  options.window_by = 1;
  const AssessmentHandle c = assessed(course.get(), model.get(), &options);
  const auto expected = assess(*cpp, phq9, &*same, {Target{Target::Kind::score, 5.0}, 0.2, 0.8, {0.6, 2, true}});
  ASSERT_TRUE(expected.ok());
  expect_same(c.get(), course_report(*cpp, *expected, 63));
}

TEST(CAssess, TellsTheReasonsOfACourseThatLeftItsPlan) {
  const ModelHandle model = loaded(calibrated_example_model());
  const auto same = response_model_from_json(to_json(calibrated_example_model()));
  for (const char* intake : {"2026-01-05", static_cast<const char*>(nullptr)}) {
    const CourseHandle course = weekly(courses[2], intake);
    ASSERT_EQ(oncourse_course_add_session(course.get(), 9, 120, nullptr), ONCOURSE_OK);
    ASSERT_EQ(oncourse_course_set_focus(course.get(), ONCOURSE_FOCUS_GRIEF, ONCOURSE_FOCUS_NONE, nullptr), ONCOURSE_OK);
    ASSERT_EQ(oncourse_course_add_medication(course.get(), -3, ONCOURSE_MEDICATION_STARTED, "a", nullptr), ONCOURSE_OK);
    const auto cpp = Course::make(course->record);
    AssessOptions none_beyond;
    none_beyond.window.sessions_beyond = 0;
    oncourse_assess_options options = ONCOURSE_ASSESS_OPTIONS_INIT;
    options.sessions_beyond = -1;
    const auto expected = assess(*cpp, phq9, &*same, none_beyond);
    ASSERT_TRUE(expected.ok());
    EXPECT_GE(expected->window.reasons.size(), 6u);
    expect_same(assessed(course.get(), model.get(), &options).get(), course_report(*cpp, *expected));
  }
}

TEST(CAssess, RaisesAnAlarmForScoresAboveTheExpectedRange) {
  const ModelHandle model = loaded(calibrated_example_model());
  const CourseHandle course = weekly(courses[3]);
  const AssessmentHandle assessment = assessed(course.get(), model.get());
  oncourse_summary summary = ONCOURSE_SUMMARY_INIT;
  ASSERT_EQ(oncourse_assessment_summary(assessment.get(), &summary, nullptr), ONCOURSE_OK);
  EXPECT_EQ(summary.verdict, ONCOURSE_OFF_TRACK);
  EXPECT_GE(summary.alarm_session, 2);
}

/// With a model that needs to know at each session whether the person lives alone.
ResponseModel model_with_alone() {
  ResponseModel model = example_model();
  model.growth.design.covariates = {{"alone"}};
  model.growth.beta = Eigen::Vector3d(16.0, -3.0, 2.0);
  model.growth.beta_covariance = Eigen::Matrix3d::Zero();
  return model;
}

TEST(CAssess, ACovariateHoldsFromTheSessionWhereItWasSet) {
  const ModelHandle model = loaded(model_with_alone());
  const auto same = response_model_from_json(to_json(model_with_alone()));
  const CourseHandle course = weekly(courses[2]);
  const auto set = [&](std::int32_t session, double value) {
    EXPECT_EQ(oncourse_course_set_covariate(course.get(), session, "alone", value, nullptr), ONCOURSE_OK);
  };
  set(3, 1.0);
  oncourse_assessment* untouched = nullptr;
  oncourse_error error;
  EXPECT_EQ(oncourse_assess(course.get(), shipped("phq-9").get(), model.get(), nullptr, &untouched, &error),
            ONCOURSE_NOT_AVAILABLE);
  EXPECT_STREQ(error.detail, "session 0 has no value of covariate alone");
  set(0, 7.0);
  set(0, 0.0);
  CourseRecord record = course->record;
  record.covariate_names = {"alone"};
  for (Session& session : record.sessions) session.covariates = {session.number >= 3 ? 1.0 : 0.0};
  const auto cpp = Course::make(record);
  const auto expected = assess(*cpp, phq9, &*same);
  ASSERT_TRUE(expected.ok());
  expect_same(assessed(course.get(), model.get()).get(), course_report(*cpp, *expected));
}

TEST(CAssess, TakesTheTargetOfTheCourseUnlessItsOptionsNameOne) {
  const ModelHandle model = loaded(calibrated_example_model());
  const CourseHandle course = weekly(courses[2]);
  ASSERT_EQ(oncourse_course_set_target(course.get(), ONCOURSE_TARGET_SCORE, 5, nullptr), ONCOURSE_OK);
  oncourse_summary summary = ONCOURSE_SUMMARY_INIT;
  ASSERT_EQ(oncourse_assessment_summary(assessed(course.get(), model.get()).get(), &summary, nullptr), ONCOURSE_OK);
  EXPECT_EQ(summary.target_limit, 5.0);
  oncourse_assess_options options = ONCOURSE_ASSESS_OPTIONS_INIT;
  options.target_kind = ONCOURSE_TARGET_SCORE;
  options.target_value = 7.0;
  ASSERT_EQ(oncourse_assessment_summary(assessed(course.get(), model.get(), &options).get(), &summary, nullptr),
            ONCOURSE_OK);
  EXPECT_EQ(summary.target_limit, 7.0);
}

TEST(CAssess, JudgesByAVendorsOwnInstrumentWhoseHandleIsGone) {
  CourseHandle course = weekly({});
  oncourse_assessment* handle = nullptr;
  {
    const InstrumentHandle own = vendors_own();
    for (std::int32_t session = 0; session < 3; ++session) {
      ASSERT_EQ(oncourse_course_add_session(course.get(), session, 7 * session, nullptr), ONCOURSE_OK);
      ASSERT_EQ(oncourse_course_add_total(course.get(), session, own.get(), 25 - 5 * session, nullptr), ONCOURSE_OK);
    }
    ASSERT_EQ(oncourse_assess(course.get(), own.get(), nullptr, nullptr, &handle, nullptr), ONCOURSE_OK);
  }
  const AssessmentHandle assessment(handle);
  course.reset();
  const std::string report = oncourse_assessment_text(assessment.get());
  EXPECT_NE(report.find("Clinic Ten (clinic-10)"), std::string::npos);
  EXPECT_NE(report.find("important worsening: 3 points (patients' view; published)"), std::string::npos);
}

TEST(CAssess, RefusesATodayBeforeTheLatestSessionAndATitleThatIsNoText) {
  const CourseHandle course = weekly(courses[2]);
  oncourse_assess_options options = ONCOURSE_ASSESS_OPTIONS_INIT;
  oncourse_assessment* untouched = nullptr;
  oncourse_error error;
  options.today = 34;
  EXPECT_EQ(oncourse_assess(course.get(), shipped("phq-9").get(), nullptr, &options, &untouched, &error),
            ONCOURSE_SESSION_ORDER);
  EXPECT_STREQ(error.detail, "today is day 34, before the latest session on day 35");
  options.today = 35;
  options.title = "\xff";
  EXPECT_EQ(oncourse_assess(course.get(), shipped("phq-9").get(), nullptr, &options, &untouched, &error),
            ONCOURSE_MALFORMED);
  EXPECT_EQ(untouched, nullptr);
}

TEST(CAssessment, IsRenderedAsInCppUnderTheTitleAskedFor) {
  const ModelHandle model = loaded(calibrated_example_model());
  const auto same = response_model_from_json(to_json(calibrated_example_model()));
  const CourseHandle course = weekly(courses[2]);
  const auto cpp = Course::make(course->record);
  CourseReport report = course_report(*cpp, *assess(*cpp, phq9, &*same));
  const AssessmentHandle plain = assessed(course.get(), model.get());
  EXPECT_EQ(oncourse_assessment_text(plain.get()), to_text(report));
  EXPECT_EQ(oncourse_assessment_svg(plain.get()), chart_svg(report));
  EXPECT_EQ(oncourse_assessment_html(plain.get()), to_html(report));
  EXPECT_EQ(oncourse_assessment_html(plain.get()), oncourse_assessment_html(plain.get())) << "the same text, kept";
  report.title = "Zwischenbericht \u00fc";
  oncourse_assess_options options = ONCOURSE_ASSESS_OPTIONS_INIT;
  options.title = "Zwischenbericht \u00fc";
  const AssessmentHandle titled = assessed(course.get(), model.get(), &options);
  EXPECT_EQ(oncourse_assessment_html(titled.get()), to_html(report));
  EXPECT_EQ(oncourse_assessment_text(titled.get()), to_text(report));
  for (const auto read : {oncourse_assessment_text, oncourse_assessment_html, oncourse_assessment_svg})
    EXPECT_EQ(read(nullptr), nullptr);
}

TEST(CAssess, StandsOnItsOwn) {
  const ModelHandle model = loaded(calibrated_example_model());
  CourseHandle course = weekly(courses[2]);
  const AssessmentHandle assessment = assessed(course.get(), model.get());
  const std::string before = oncourse_assessment_json(assessed(course.get(), model.get()).get());
  ASSERT_EQ(oncourse_course_add_session(course.get(), 6, 42, nullptr), ONCOURSE_OK);
  course.reset();
  EXPECT_EQ(oncourse_assessment_json(assessment.get()), before);
}

TEST(CAssess, JudgesByRulesInTheirOrderAlsoWithoutAModel) {
  const auto same = response_model_from_json(to_json(calibrated_example_model()));
  const ModelHandle model = loaded(*same);
  const CourseHandle course = weekly(courses[2]);
  const oncourse_monitoring_rule rules[] = {{ONCOURSE_RULE_NO_EARLY_RESPONSE, 3, 0, 35.0},
                                            {ONCOURSE_RULE_RELIABLE_DETERIORATION, 0, 0, 0},
                                            {ONCOURSE_RULE_EXPECTED_RESPONSE, 0, 0.8, 0}};
  oncourse_assess_options options = ONCOURSE_ASSESS_OPTIONS_INIT;
  options.rules = rules;
  AssessOptions asked;
  asked.rules = {{MonitoringRule::Kind::no_early_response, 0.9, 3, 35.0},
                 {MonitoringRule::Kind::reliable_deterioration},
                 {MonitoringRule::Kind::expected_response, 0.8}};
  for (const bool with_model : {true, false})
    for (const RuleCombination combination : rule_combinations) {
      options.combination = combination == RuleCombination::any ? ONCOURSE_COMBINE_ANY : ONCOURSE_COMBINE_ALL;
      options.n_rules = with_model ? 3 : 2;
      asked.combination = combination;
      asked.rules.resize(options.n_rules, {MonitoringRule::Kind::expected_response, 0.8});
      const auto cpp = Course::make(course->record);
      const auto expected = assess(*cpp, phq9, with_model ? &*same : nullptr, asked);
      ASSERT_TRUE(expected.ok()) << expected.error().detail;
      const CourseReport report = course_report(*cpp, *expected);
      expect_same(assessed(course.get(), with_model ? model.get() : nullptr, &options).get(), report);
      asked.rules.resize(3, {MonitoringRule::Kind::expected_response, 0.8});
    }
}

TEST(CAssess, RefusesOptionsOutsideTheirDomain) {
  const CourseHandle course = weekly(courses[2]);
  const auto refusal = [&](auto change) {
    oncourse_assess_options options = ONCOURSE_ASSESS_OPTIONS_INIT;
    change(options);
    oncourse_assessment* untouched = nullptr;
    oncourse_error error;
    EXPECT_EQ(oncourse_assess(course.get(), shipped("phq-9").get(), nullptr, &options, &untouched, &error),
              ONCOURSE_BAD_ARGUMENT);
    EXPECT_EQ(untouched, nullptr);
    return std::string(error.detail);
  };
  using Options = oncourse_assess_options;
  EXPECT_EQ(refusal([](Options& o) { o.alpha = 1.0; }), "level 0.9 and alpha 1, both must lie between 0 and 1");
  EXPECT_EQ(refusal([](Options& o) { o.window_level = 1.5; }),
            "the window's level is 1.5, it must lie between 0 and 1");
  EXPECT_EQ(refusal([](Options& o) { o.sessions_beyond = -2; }), "-2 sessions beyond the window, it must lie in 0..20");
  EXPECT_EQ(refusal([](Options& o) { o.window_by = 2; }), "window_by is 2, it is 0 or 1");
  EXPECT_EQ(refusal([](Options& o) { o.level = -0.5; }), "level -0.5 and alpha 0.1, both must lie between 0 and 1");
  EXPECT_EQ(refusal([](Options& o) { o.level = NAN; }), "level nan and alpha 0.1, both must lie between 0 and 1");
  EXPECT_EQ(refusal([](Options& o) { o.target_value = 5.0; }), "target_value is 5, this target_kind needs none");
  EXPECT_EQ(refusal([](Options& o) {
              o.target_kind = ONCOURSE_TARGET_SCORE;
              o.target_value = NAN;
            }),
            "target_value is not a finite number");
  EXPECT_EQ(refusal([](Options& o) { o.target_kind = 7; }), "target_kind is 7, it must lie in 1..6");
  EXPECT_EQ(refusal([](Options& o) { o.target_kind = -1; }), "target_kind is -1, it must lie in 1..6");
  EXPECT_EQ(refusal([](Options& o) { o.combination = 2; }), "combination is 2, it must lie in 0..1");
  EXPECT_EQ(refusal([](Options& o) { o.n_rules = 1; }), "rules is NULL");
  EXPECT_EQ(refusal([](Options& o) {
              static constexpr oncourse_monitoring_rule unknown = {5, 0, 0.0, 0.0};
              o.rules = &unknown;
              o.n_rules = 1;
            }),
            "rules[0]: kind is 5, it must lie in 0..4");
  EXPECT_EQ(refusal([](Options& o) { o.group = "north"; }), "group north has no calibration; no group has");
  EXPECT_EQ(refusal([](Options& o) { o.today = INT64_MAX; }),
            "day 9223372036854775807, it must lie in -366000..366000");
}

TEST(CAssess, RefusesWhatCannotBeJudged) {
  ResponseModel for_gad7 = example_model();
  for_gad7.instrument = "gad-7";
  ResponseModel with_age = example_model();
  with_age.growth.design.covariates = {{"age"}};
  with_age.growth.beta = Eigen::Vector3d(16.0, -3.0, 0.1);
  with_age.growth.beta_covariance = Eigen::Matrix3d::Identity();
  const ModelHandle gad7 = loaded(for_gad7), age = loaded(with_age);
  const CourseHandle course = weekly(courses[2]), empty = weekly({});
  oncourse_assessment* untouched = nullptr;
  oncourse_error error;
  EXPECT_EQ(oncourse_assess(empty.get(), shipped("phq-9").get(), nullptr, nullptr, &untouched, &error),
            ONCOURSE_NOT_ENOUGH_SESSIONS);
  EXPECT_EQ(oncourse_assess(course.get(), shipped("gad-7").get(), nullptr, nullptr, &untouched, &error),
            ONCOURSE_NOT_ENOUGH_SESSIONS);
  EXPECT_EQ(oncourse_assess(course.get(), shipped("phq-9").get(), gad7.get(), nullptr, &untouched, &error),
            ONCOURSE_BAD_ARGUMENT);
  EXPECT_STREQ(error.detail, "the model is for gad-7, the course is judged by phq-9");
  EXPECT_EQ(oncourse_assess(course.get(), shipped("phq-9").get(), age.get(), nullptr, &untouched, &error),
            ONCOURSE_NOT_AVAILABLE);
  EXPECT_EQ(oncourse_assess(nullptr, shipped("phq-9").get(), nullptr, nullptr, &untouched, &error),
            ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_assess(course.get(), nullptr, nullptr, nullptr, &untouched, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_assess(course.get(), shipped("phq-9").get(), nullptr, nullptr, nullptr, &error),
            ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(untouched, nullptr);
}

TEST(CModel, HasTheBandsOfItsDocument) {
  const ResponseModel cpp = calibrated_example_model();
  const ModelHandle model = loaded(cpp), without = loaded(example_model());
  oncourse_band_calibration bands = ONCOURSE_BAND_CALIBRATION_INIT;
  ASSERT_EQ(oncourse_model_band_calibration(model.get(), &bands, nullptr), ONCOURSE_OK);
  EXPECT_EQ(bands.level, 0.90);
  EXPECT_EQ(bands.horizon, 16.0);
  EXPECT_EQ(bands.cadence, 1.0);
  EXPECT_EQ(bands.method, ONCOURSE_CALIBRATION_SPLIT);
  ASSERT_EQ(bands.n_origins, 16u);
  oncourse_band_origin at = ONCOURSE_BAND_ORIGIN_INIT;
  for (std::size_t i = 0; i < bands.n_origins; ++i) {
    ASSERT_EQ(oncourse_model_band_origin(model.get(), i, &at, nullptr), ONCOURSE_OK);
    EXPECT_EQ(at.time, static_cast<double>(i));
    expect_same_number(at.factor, cpp.bands->origins[i].all.factor);
    expect_same_number(at.last_factor, cpp.bands->origins[i].last.factor);
    EXPECT_EQ(at.n, cpp.bands->origins[i].all.n);
    EXPECT_EQ(at.n_last, 100);
  }
  oncourse_error error;
  EXPECT_EQ(oncourse_model_band_origin(model.get(), 16, &at, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_model_band_origin(nullptr, 0, &at, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_model_band_calibration(nullptr, &bands, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_model_band_origin(without.get(), 0, &at, &error), ONCOURSE_NOT_AVAILABLE);
  EXPECT_EQ(oncourse_model_band_calibration(without.get(), &bands, &error), ONCOURSE_NOT_AVAILABLE);
  EXPECT_STREQ(error.detail, "the model has no prediction bands");
}

TEST(CModel, RefusesEveryShortenedDocument) {
  const std::string document = to_json(example_model());
  oncourse_model* untouched = nullptr;
  for (std::size_t length = 0; length + 2 < document.size(); ++length)
    ASSERT_NE(oncourse_model_new(document.data(), length, &untouched, nullptr), ONCOURSE_OK) << length;
  EXPECT_EQ(oncourse_model_new(nullptr, 0, &untouched, nullptr), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_model_new(document.data(), document.size(), nullptr, nullptr), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(untouched, nullptr);
  oncourse_model_free(nullptr);
}

TEST(CModel, RefusesADocumentThatWasChanged) {
  std::string document = to_json(example_model());
  document.replace(document.find("2400"), 4, "2500");
  oncourse_model* untouched = nullptr;
  EXPECT_EQ(oncourse_model_new(document.data(), document.size(), &untouched, nullptr), ONCOURSE_WRONG_VERSION);
  EXPECT_EQ(untouched, nullptr);
}

TEST(CAssessment, AnswersNothingPastItsEnds) {
  const CourseHandle course = weekly(courses[2]);
  const ModelHandle model = loaded(calibrated_example_model());
  const AssessmentHandle with = assessed(course.get(), model.get()), without = assessed(course.get(), nullptr);
  oncourse_session_verdict at = ONCOURSE_SESSION_VERDICT_INIT;
  oncourse_basis_input input = ONCOURSE_BASIS_INPUT_INIT;
  oncourse_forecast forecast = ONCOURSE_FORECAST_INIT;
  oncourse_error error;
  at.session = input.session = forecast.session = -77;
  for (const std::size_t index : {std::size_t{6}, SIZE_MAX}) {
    EXPECT_EQ(oncourse_assessment_session(with.get(), index, &at, &error), ONCOURSE_BAD_ARGUMENT);
    EXPECT_EQ(oncourse_assessment_input(with.get(), index, &input, &error), ONCOURSE_BAD_ARGUMENT);
  }
  for (const std::int32_t session : {-1, 17, INT32_MIN, INT32_MAX})
    EXPECT_EQ(oncourse_assessment_forecast(with.get(), session, &forecast, &error), ONCOURSE_NOT_AVAILABLE);
  EXPECT_STREQ(error.detail, "session 2147483647, there are forecasts for 0..16");
  EXPECT_EQ(oncourse_assessment_forecast(without.get(), 3, &forecast, &error), ONCOURSE_NOT_AVAILABLE);
  EXPECT_EQ(at.session, -77);
  EXPECT_EQ(input.session, -77);
  EXPECT_EQ(forecast.session, -77);
}

TEST(CAssessment, RefusesMissingPointers) {
  const CourseHandle course = weekly(courses[2]);
  const AssessmentHandle a = assessed(course.get(), nullptr);
  oncourse_summary summary = ONCOURSE_SUMMARY_INIT;
  oncourse_session_verdict at = ONCOURSE_SESSION_VERDICT_INIT;
  oncourse_forecast forecast = ONCOURSE_FORECAST_INIT;
  oncourse_basis basis = ONCOURSE_BASIS_INIT;
  oncourse_basis_input input = ONCOURSE_BASIS_INPUT_INIT;
  EXPECT_EQ(oncourse_assessment_summary(nullptr, &summary, nullptr), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_assessment_summary(a.get(), nullptr, nullptr), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_assessment_session(nullptr, 0, &at, nullptr), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_assessment_session(a.get(), 0, nullptr, nullptr), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_assessment_forecast(nullptr, 0, &forecast, nullptr), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_assessment_forecast(a.get(), 0, nullptr, nullptr), ONCOURSE_BAD_ARGUMENT);
  oncourse_bands bands = ONCOURSE_BANDS_INIT;
  EXPECT_EQ(oncourse_assessment_bands(nullptr, &bands, nullptr), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_assessment_bands(a.get(), nullptr, nullptr), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_assessment_basis(nullptr, &basis, nullptr), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_assessment_basis(a.get(), nullptr, nullptr), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_assessment_input(nullptr, 0, &input, nullptr), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_assessment_input(a.get(), 0, nullptr, nullptr), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_assessment_json(nullptr), nullptr);
  oncourse_assessment_free(nullptr);
}

TEST(CVerdict, HasItsNameInCpp) {
  for (std::int32_t verdict = ONCOURSE_UNDETERMINED; verdict <= ONCOURSE_REACHED_TARGET; ++verdict)
    EXPECT_EQ(oncourse_verdict_name(verdict), name(static_cast<Verdict>(verdict)));
  for (const std::int32_t verdict : {-1, 4, INT32_MAX, INT32_MIN})
    EXPECT_STREQ(oncourse_verdict_name(verdict), "unknown");
}

}  // namespace
}  // namespace oncourse
