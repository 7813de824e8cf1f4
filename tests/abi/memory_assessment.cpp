// memory_assessment.cpp: calls to try while memory runs out: verdicts and their grounds.
// SPDX-License-Identifier: Apache-2.0
#include "memory_calls.hpp"

#include <array>

namespace oncourse::abi {
namespace {

oncourse_assess_options by_cutoff() {
  oncourse_assess_options options = ONCOURSE_ASSESS_OPTIONS_INIT;
  options.target_kind = ONCOURSE_TARGET_CUTOFF;  // the calibration is for another target: the model alone must do
  options.today = 60;
  return options;
}

constexpr std::array<oncourse_monitoring_rule, 5> every_rule = {{{ONCOURSE_RULE_EXPECTED_RESPONSE, 0, 0, 0},
                                                                 {ONCOURSE_RULE_POSTERIOR_PROBABILITY, 0, 0, 0},
                                                                 {ONCOURSE_RULE_RELIABLE_DETERIORATION, 0, 0, 0},
                                                                 {ONCOURSE_RULE_SUSTAINED_DETERIORATION, 0, 0, 0},
                                                                 {ONCOURSE_RULE_NO_EARLY_RESPONSE, 0, 0, 0}}};

const Fallible fallible[] = {
    {"oncourse_assess",
     [](Setting& s, oncourse_error* e) {
       return oncourse_assess(s.course, s.phq9, s.model, nullptr, &s.out.assessment, e);
     },
     ONCOURSE_OK, Setting::with_model},
    {"oncourse_assess",
     [](Setting& s, oncourse_error* e) {
       const oncourse_assess_options options = by_cutoff();
       return oncourse_assess(s.course, s.phq9, s.model, &options, &s.out.assessment, e);
     },
     ONCOURSE_OK, Setting::with_model},
    {"oncourse_assess",
     [](Setting& s, oncourse_error* e) {
       return oncourse_assess(s.course, s.gad7, nullptr, nullptr, &s.out.assessment, e);
     },
     ONCOURSE_NOT_ENOUGH_SESSIONS},
    {"oncourse_assessment_summary",
     [](Setting& s, oncourse_error* e) { return oncourse_assessment_summary(nullptr, &s.out.summary, e); },
     ONCOURSE_BAD_ARGUMENT},
    {"oncourse_assessment_session",
     [](Setting& s, oncourse_error* e) { return oncourse_assessment_session(s.assessment, 9, &s.out.session, e); },
     ONCOURSE_BAD_ARGUMENT, Setting::with_assessment},
    {"oncourse_assessment_forecast",
     [](Setting& s, oncourse_error* e) { return oncourse_assessment_forecast(s.assessment, 99, &s.out.forecast, e); },
     ONCOURSE_NOT_AVAILABLE, Setting::with_assessment},
    {"oncourse_assessment_bands",
     [](Setting& s, oncourse_error* e) { return oncourse_assessment_bands(nullptr, &s.out.bands, e); },
     ONCOURSE_BAD_ARGUMENT},
    {"oncourse_assessment_basis",
     [](Setting& s, oncourse_error* e) { return oncourse_assessment_basis(nullptr, &s.out.basis, e); },
     ONCOURSE_BAD_ARGUMENT},
    {"oncourse_assess",
     [](Setting& s, oncourse_error* e) {
       oncourse_assess_options options = ONCOURSE_ASSESS_OPTIONS_INIT;
       options.rules = every_rule.data();
       options.n_rules = every_rule.size();
       return oncourse_assess(s.course, s.phq9, s.model, &options, &s.out.assessment, e);
     },
     ONCOURSE_OK, Setting::with_model},
    {"oncourse_assessment_rule",
     [](Setting& s, oncourse_error* e) { return oncourse_assessment_rule(s.assessment, 9, &s.out.rule_verdict, e); },
     ONCOURSE_BAD_ARGUMENT, Setting::with_assessment},
    {"oncourse_assessment_deterioration",
     [](Setting& s, oncourse_error* e) { return oncourse_assessment_deterioration(nullptr, &s.out.rule_verdict, e); },
     ONCOURSE_BAD_ARGUMENT},
    {"oncourse_assessment_input",
     [](Setting& s, oncourse_error* e) { return oncourse_assessment_input(s.assessment, 9, &s.out.input, e); },
     ONCOURSE_BAD_ARGUMENT, Setting::with_assessment},
    {"oncourse_assessment_window",
     [](Setting& s, oncourse_error* e) { return oncourse_assessment_window(nullptr, &s.out.window, e); },
     ONCOURSE_BAD_ARGUMENT},
    {"oncourse_assessment_window_session",
     [](Setting& s, oncourse_error* e) {
       return oncourse_assessment_window_session(s.assessment, 99, &s.out.window_session, e);
     },
     ONCOURSE_BAD_ARGUMENT, Setting::with_assessment},
    {"oncourse_assessment_window_reason",
     [](Setting& s, oncourse_error* e) {
       return oncourse_assessment_window_reason(s.assessment, 99, &s.out.window_reason, e);
     },
     ONCOURSE_BAD_ARGUMENT, Setting::with_assessment},
};

const Modest modest[] = {
    {"oncourse_window_decision_name",
     [](Setting&) { return oncourse_window_decision_name(ONCOURSE_WINDOW_NEEDS_WINDOW) != nullptr; }},
    {"oncourse_assessment_window",
     [](Setting& s) { return oncourse_assessment_window(s.assessment, &s.out.window, nullptr) == ONCOURSE_OK; },
     Setting::with_assessment},
    {"oncourse_assessment_window_session",
     [](Setting& s) {
       return oncourse_assessment_window_session(s.assessment, 0, &s.out.window_session, nullptr) == ONCOURSE_OK;
     },
     Setting::with_assessment},
    {"oncourse_assessment_window_reason",
     [](Setting& s) {
       return oncourse_assessment_window_reason(s.assessment, 0, &s.out.window_reason, nullptr) == ONCOURSE_OK;
     },
     Setting::with_assessment},
    {"oncourse_assessment_window_sentence",
     [](Setting& s) { return oncourse_assessment_window_sentence(s.assessment, 0) != nullptr; },
     Setting::with_assessment},
    {"oncourse_verdict_name", [](Setting&) { return oncourse_verdict_name(ONCOURSE_ON_TRACK) != nullptr; }},
    {"oncourse_assessment_free",
     [](Setting& s) {
       oncourse_assessment_free(s.assessment);
       s.assessment = nullptr;
       return true;
     },
     Setting::with_assessment},
    {"oncourse_assessment_summary",
     [](Setting& s) { return oncourse_assessment_summary(s.assessment, &s.out.summary, nullptr) == ONCOURSE_OK; },
     Setting::with_assessment},
    {"oncourse_assessment_session",
     [](Setting& s) { return oncourse_assessment_session(s.assessment, 0, &s.out.session, nullptr) == ONCOURSE_OK; },
     Setting::with_assessment},
    {"oncourse_assessment_forecast",
     [](Setting& s) { return oncourse_assessment_forecast(s.assessment, 12, &s.out.forecast, nullptr) == ONCOURSE_OK; },
     Setting::with_assessment},
    {"oncourse_assessment_rule",
     [](Setting& s) { return oncourse_assessment_rule(s.assessment, 0, &s.out.rule_verdict, nullptr) == ONCOURSE_OK; },
     Setting::with_assessment},
    {"oncourse_assessment_deterioration",
     [](Setting& s) {
       return oncourse_assessment_deterioration(s.assessment, &s.out.rule_verdict, nullptr) == ONCOURSE_OK;
     },
     Setting::with_assessment},
    {"oncourse_assessment_bands",
     [](Setting& s) { return oncourse_assessment_bands(s.assessment, &s.out.bands, nullptr) == ONCOURSE_OK; },
     Setting::with_assessment},
    {"oncourse_assessment_basis",
     [](Setting& s) { return oncourse_assessment_basis(s.assessment, &s.out.basis, nullptr) == ONCOURSE_OK; },
     Setting::with_assessment},
    {"oncourse_assessment_input",
     [](Setting& s) { return oncourse_assessment_input(s.assessment, 0, &s.out.input, nullptr) == ONCOURSE_OK; },
     Setting::with_assessment},
    {"oncourse_assessment_sentence",
     [](Setting& s) { return oncourse_assessment_sentence(s.assessment, 0) != nullptr; }, Setting::with_assessment},
    {"oncourse_assessment_assumption",
     [](Setting& s) { return oncourse_assessment_assumption(s.assessment, 0) != nullptr; }, Setting::with_assessment},
    {"oncourse_assessment_quality_note",
     [](Setting& s) { return oncourse_assessment_quality_note(s.assessment, 0) != nullptr; }, Setting::with_assessment},
};

const Written written[] = {
    {"oncourse_assessment_json", [](Setting& s) { return oncourse_assessment_json(s.assessment); },
     Setting::with_assessment},
    {"oncourse_assessment_text", [](Setting& s) { return oncourse_assessment_text(s.assessment); },
     Setting::with_assessment},
    {"oncourse_assessment_html", [](Setting& s) { return oncourse_assessment_html(s.assessment); },
     Setting::with_assessment},
    {"oncourse_assessment_svg", [](Setting& s) { return oncourse_assessment_svg(s.assessment); },
     Setting::with_assessment},
};

}  // namespace

const Calls assessment_calls = {fallible, modest, written};

}  // namespace oncourse::abi
