// memory_change.cpp: calls to try while memory runs out: change, by rules, over sessions and in groups; simulation.
// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "memory_calls.hpp"

namespace oncourse::abi {
namespace {

constexpr double before[6] = {20, 18, 12, 15, 22, 17}, after[6] = {8, 17, 15, 9, 10, 12};
constexpr std::int64_t groups[6] = {1, 1, 2, 2, 1, 2};
constexpr std::int32_t classes[4] = {ONCOURSE_CHANGE_IMPROVED, ONCOURSE_CHANGE_NOT_KNOWN, ONCOURSE_CHANGE_HARMED, 9};
constexpr oncourse_score_statistics statistics = {20, 5, 14, 6, 0.5, 0.85, NAN};
constexpr oncourse_population clinical = {20, 5}, functional = {6, 4};
constexpr oncourse_axis axis = {label, 0, 27}, backwards = {label, 27, 0};
constexpr double sheets[4][6] = {{0, 1, 2, 3, 1, 2}, {1, 1, 2, 2, 0, 2}, {0, 2, 3, 3, 1, 1}, {0, 1, 1, 3, 2, 2}};
constexpr const double* items[4] = {sheets[0], sheets[1], sheets[2], sheets[3]};

oncourse_measure phq9_measure() { return {before, after, 10, 6, ONCOURSE_LOWER_IS_BETTER, 0}; }

oncourse_sudden_gain_criteria drops() {
  oncourse_sudden_gain_criteria criteria = ONCOURSE_SUDDEN_GAIN_CRITERIA_INIT;
  criteria.points = 2;
  criteria.without_means = 1;
  return criteria;
}

const Fallible fallible[] = {
    {"oncourse_table_numbers",
     [](Setting& s, oncourse_error* e) {
       return oncourse_table_numbers(s.table, "no such column", s.out.numbers, 8, &s.out.count, e);
     },
     ONCOURSE_BAD_ARGUMENT, Setting::with_change},
    {"oncourse_table_texts",
     [](Setting& s, oncourse_error* e) {
       return oncourse_table_texts(s.table, "class", s.out.texts, 4, &s.out.count, e);
     },
     ONCOURSE_BAD_ARGUMENT, Setting::with_change},
    {"oncourse_pair_statistics",
     [](Setting& s, oncourse_error* e) { return oncourse_pair_statistics(before, after, 6, &s.out.statistics, e); }},
    {"oncourse_cutoff_between",
     [](Setting& s, oncourse_error* e) {
       return oncourse_cutoff_between(ONCOURSE_CRITERION_B, &clinical, nullptr, 0, &s.out.numbers[0], e);
     },
     ONCOURSE_BAD_ARGUMENT},
    {"oncourse_change_rule_new",
     [](Setting& s, oncourse_error* e) { return oncourse_change_rule_new(s.phq9, nullptr, &s.out.rule, e); }},
    {"oncourse_change_rule_new",
     [](Setting& s, oncourse_error* e) {
       oncourse_change_rule_options options = ONCOURSE_CHANGE_RULE_OPTIONS_INIT;
       options.method = ONCOURSE_METHOD_HAGEMAN_ARRINDELL;
       options.statistics = &statistics;
       return oncourse_change_rule_new(nullptr, &options, &s.out.rule, e);
     }},
    {"oncourse_change_rule_new",
     [](Setting& s, oncourse_error* e) { return oncourse_change_rule_new(s.own, nullptr, &s.out.rule, e); },
     ONCOURSE_NOT_AVAILABLE},
    {"oncourse_change_draw",
     [](Setting& s, oncourse_error* e) {
       return oncourse_change_draw(s.rule, before, after, 6, &axis, &s.out.drawing, e);
     },
     ONCOURSE_OK, Setting::with_change, true},
    {"oncourse_change_draw",
     [](Setting& s, oncourse_error* e) {
       return oncourse_change_draw(s.rule, before, after, 6, &backwards, &s.out.drawing, e);
     },
     ONCOURSE_BAD_ARGUMENT, Setting::with_change},
    {"oncourse_class_summary",
     [](Setting& s, oncourse_error* e) { return oncourse_class_summary(classes, groups, 3, 0, &s.out.tables[0], e); }},
    {"oncourse_class_summary",
     [](Setting& s, oncourse_error* e) { return oncourse_class_summary(classes, nullptr, 4, 0, &s.out.tables[0], e); },
     ONCOURSE_BAD_ARGUMENT},
    {"oncourse_class_contingency",
     [](Setting& s, oncourse_error* e) {
       return oncourse_class_contingency(classes, classes, 3, &s.out.tables[0], e);
     }},
    {"oncourse_hierarchical_change",
     [](Setting& s, oncourse_error* e) { return oncourse_hierarchical_change(&s.rows, nullptr, &s.out.tables[0], e); },
     ONCOURSE_OK, nullptr, true},
    {"oncourse_change_over_sessions",
     [](Setting& s, oncourse_error* e) {
       return oncourse_change_over_sessions(&s.rows, nullptr, &s.out.tables[0], &s.out.tables[1], e);
     },
     ONCOURSE_OK, nullptr, true},
    {"oncourse_reliable_trend",
     [](Setting& s, oncourse_error* e) {
       return oncourse_reliable_trend(&s.rows, 0, 5, 0.8, 0, 0, &s.out.tables[0], e);
     },
     ONCOURSE_OK, nullptr, true},
    {"oncourse_sudden_gains",
     [](Setting& s, oncourse_error* e) {
       const oncourse_sudden_gain_criteria criteria = drops();
       return oncourse_sudden_gains(&s.rows, &criteria, &s.out.tables[0], &s.out.tables[1], &s.out.tables[2], e);
     },
     ONCOURSE_OK, nullptr, true},
    {"oncourse_sudden_gains_draw",
     [](Setting& s, oncourse_error* e) {
       const oncourse_sudden_gain_criteria criteria = drops();
       return oncourse_sudden_gains_draw(before, 6, 1, &criteria, &axis, &s.out.drawing, e);
     },
     ONCOURSE_OK, nullptr, true},
    {"oncourse_session_windows",
     [](Setting& s, oncourse_error* e) {
       return oncourse_session_windows(&s.rows, s.rows.time, 1, 1, &s.out.tables[0], e);
     },
     ONCOURSE_OK, nullptr, true},
    {"oncourse_course_scores",
     [](Setting& s, oncourse_error* e) { return oncourse_course_scores(s.course, s.phq9, &s.out.tables[0], e); }},
    {"oncourse_group_change",
     [](Setting& s, oncourse_error* e) {
       return oncourse_group_change(before, after, groups, 6, nullptr, &s.out.tables[0], e);
     }},
    {"oncourse_group_difference",
     [](Setting& s, oncourse_error* e) {
       oncourse_group_options options = ONCOURSE_GROUP_OPTIONS_INIT;
       options.important = 2;
       return oncourse_group_difference(before, after, groups, 6, 1, &options, &s.out.tables[0], e);
     }},
    {"oncourse_talking_therapies_measure",
     [](Setting& s, oncourse_error* e) { return oncourse_talking_therapies_measure(s.phq9, &s.out.measure, e); }},
    {"oncourse_talking_therapies",
     [](Setting& s, oncourse_error* e) {
       const oncourse_measure first = phq9_measure();
       return oncourse_talking_therapies(&first, &first, nullptr, groups, 6, ONCOURSE_POLICY_ADULTS, 0,
                                         &s.out.tables[0], &s.out.tables[1], e);
     }},
    {"oncourse_simulated_populations",
     [](Setting& s, oncourse_error* e) { return oncourse_simulated_populations(&s.out.tables[0], e); }},
    {"oncourse_simulate",
     [](Setting& s, oncourse_error* e) {
       return oncourse_simulate(s.phq9, 2, nullptr, &s.out.tables[0], &s.out.tables[1], e);
     }},
    {"oncourse_internal_consistency",
     [](Setting& s, oncourse_error* e) { return oncourse_internal_consistency(items, 4, 6, 0, &s.out.tables[0], e); },
     ONCOURSE_OK, nullptr, true},
    {"oncourse_retest",
     [](Setting& s, oncourse_error* e) { return oncourse_retest(items, 2, 6, 0, &s.out.tables[0], e); }},
};

const Modest modest[] = {
    {"oncourse_table_free",
     [](Setting& s) {
       oncourse_table_free(s.table);
       s.table = nullptr;
       return true;
     },
     Setting::with_change},
    {"oncourse_table_rows", [](Setting& s) { return oncourse_table_rows(s.table) == 5; }, Setting::with_change},
    {"oncourse_table_column", [](Setting& s) { return oncourse_table_column(s.table, 0) != nullptr; },
     Setting::with_change},
    {"oncourse_table_is_text", [](Setting& s) { return oncourse_table_is_text(s.table, 1) == 1; },
     Setting::with_change},
    {"oncourse_table_numbers",
     [](Setting& s) {
       return oncourse_table_numbers(s.table, "count", s.out.numbers, 8, &s.out.count, nullptr) == ONCOURSE_OK;
     },
     Setting::with_change},
    {"oncourse_table_texts",
     [](Setting& s) {
       return oncourse_table_texts(s.table, "class", s.out.texts, 8, &s.out.count, nullptr) == ONCOURSE_OK;
     },
     Setting::with_change},
    {"oncourse_cutoff_between",
     [](Setting& s) {
       return oncourse_cutoff_between(ONCOURSE_CRITERION_C, &clinical, &functional, 0, &s.out.numbers[0], nullptr) ==
              ONCOURSE_OK;
     }},
    {"oncourse_cutoff_between_true_scores",
     [](Setting& s) {
       return oncourse_cutoff_between_true_scores(ONCOURSE_CRITERION_C, &clinical, &functional, 2, 0, &s.out.numbers[0],
                                                  nullptr) == ONCOURSE_OK;
     }},
    {"oncourse_clinical_significance_index",
     [](Setting& s) {
       return oncourse_clinical_significance_index(10, &statistics, 9, &s.out.numbers[0], nullptr) == ONCOURSE_OK;
     }},
    {"oncourse_clinical_range_at",
     [](Setting& s) { return oncourse_clinical_range_at(10, 0, &s.out.limits, nullptr) == ONCOURSE_OK; }},
    {"oncourse_clinical_range_of_cutoff",
     [](Setting& s) {
       const oncourse_cutoff cutoff = {"caseness", label, label, nullptr, 10, ONCOURSE_AT_LEAST, ONCOURSE_PUBLISHED};
       return oncourse_clinical_range_of_cutoff(&cutoff, 0, &s.out.limits, nullptr) == ONCOURSE_OK;
     }},
    {"oncourse_clinical_range_of_true_scores",
     [](Setting& s) {
       return oncourse_clinical_range_of_true_scores(10, &statistics, 0, 0, &s.out.limits, nullptr) == ONCOURSE_OK;
     }},
    {"oncourse_change_rule_free",
     [](Setting& s) {
       oncourse_change_rule_free(s.rule);
       s.rule = nullptr;
       return true;
     },
     Setting::with_change},
    {"oncourse_change_classify",
     [](Setting& s) {
       const double pre[4] = {18, NAN, 40, INFINITY}, post[4] = {9, 9, 9, 9};
       return oncourse_change_classify(s.rule, pre, post, 4, s.out.classes, s.out.numbers, s.out.row_statuses,
                                       nullptr) == ONCOURSE_OK;
     },
     Setting::with_change},
    {"oncourse_drawing_free",
     [](Setting& s) {
       oncourse_drawing_free(s.drawing);
       s.drawing = nullptr;
       return true;
     },
     Setting::with_change},
    {"oncourse_drawing_svg", [](Setting& s) { return oncourse_drawing_svg(s.drawing) != nullptr; },
     Setting::with_change},
    {"oncourse_points_beyond_error",
     [](Setting& s) { return oncourse_points_beyond_error(5, 0.8, 0, &s.out.numbers[0], nullptr) == ONCOURSE_OK; }},
    {"oncourse_benchmark_effect",
     [](Setting& s) {
       const oncourse_effect service = {0.9, 0.05}, published = {1.1, 0.08};
       return oncourse_benchmark_effect(&service, &published, 0.2, 0, &s.out.benchmark, nullptr) == ONCOURSE_OK;
     }},
    {"oncourse_benchmark_rate",
     [](Setting& s) { return oncourse_benchmark_rate(60, 100, 0.5, 0, 0, &s.out.benchmark, nullptr) == ONCOURSE_OK; }},
};

const Written written[] = {
    {"oncourse_table_json", [](Setting& s) { return oncourse_table_json(s.table); }, Setting::with_change},
};

}  // namespace

const Calls change_calls = {fallible, modest, written};

}  // namespace oncourse::abi
