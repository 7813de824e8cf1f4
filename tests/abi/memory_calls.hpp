// memory_calls.hpp: what a call reads and fills while memory runs out, and the lists of calls.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <oncourse/oncourse.h>

#include <span>
#include <string>

namespace oncourse::abi {

inline constexpr std::int16_t sheet[9] = {2, 2, 3, 2, 1, 2, 2, 1, 0};
inline constexpr std::int16_t off_scale[9] = {2, 2, 3, 2, 1, 2, 2, 1, 7};
inline constexpr const char* label = "a label too long to be kept in place";
extern const std::string model_document, definition, course_file;

/// Every result that a call may fill. Compared as bytes: a call that fails touches none of them.
struct Results {
  oncourse_instrument* instrument;
  oncourse_course* course;
  oncourse_model* model;
  oncourse_cross_products* cross_products;
  oncourse_backtest* backtest;
  oncourse_drift* drift;
  oncourse_service_report* service;
  oncourse_assessment* assessment;
  oncourse_followed* followed;
  oncourse_table* tables[3];
  oncourse_change_rule* rule;
  oncourse_drawing* drawing;
  std::int64_t day;
  std::size_t count;
  oncourse_instrument_description description;
  oncourse_answer_range range;
  oncourse_band band;
  oncourse_cutoff cutoff;
  oncourse_risk_item risk_item;
  oncourse_norm norm;
  oncourse_standing standing;
  oncourse_reliability reliability;
  oncourse_battery_member member;
  oncourse_algorithm_result algorithms[2];
  std::int16_t recoded[10];
  double totals[2], t;
  std::int32_t statuses[2];
  oncourse_score_result score;
  oncourse_batch_counts batch;
  oncourse_subscale_score subscales[8];
  oncourse_risk_answer risk[8];
  oncourse_change_result change;
  oncourse_score_statistics statistics;
  oncourse_clinical_range limits;
  oncourse_benchmark benchmark;
  oncourse_measure measure;
  double numbers[8];
  const char* texts[8];
  std::int32_t classes[4], row_statuses[4];
  oncourse_target_line line;
  oncourse_calendar calendar;
  oncourse_gap gaps[4];
  oncourse_overdue_measure overdue[4];
  oncourse_model_description model_description;
  oncourse_cross_products_description cross_products_description;
  unsigned char bytes[4096];
  oncourse_covariate covariate;
  oncourse_coefficient coefficient;
  double matrix[4];
  oncourse_calibration calibration;
  oncourse_alarm_stage stages[16];
  oncourse_band_calibration band_calibration;
  oncourse_band_origin band_origin;
  oncourse_likelihood_ratio likelihood_ratio;
  oncourse_backtest_rule rules[24];
  oncourse_backtest_description backtest_description;
  oncourse_drift_state drift_state;
  oncourse_drift_description drift_description;
  oncourse_prediction predictions[4];
  oncourse_summary summary;
  oncourse_session_verdict session;
  oncourse_forecast forecast;
  oncourse_bands bands;
  oncourse_basis basis;
  oncourse_basis_input input;
  oncourse_rule_verdict rule_verdict;
  oncourse_window window;
  oncourse_window_session window_session;
  oncourse_window_reason window_reason;
};

/// What a call reads and fills, made anew for every attempt.
struct Setting {
  oncourse_instrument *phq9 = nullptr, *gad7 = nullptr, *own = nullptr;
  const oncourse_instrument* own_again = nullptr;
  oncourse_course* course = nullptr;  ///< of three sessions, the first two with a PHQ-9
  oncourse_model *model = nullptr, *larger = nullptr;
  oncourse_cross_products *cross_products = nullptr, *others = nullptr;  ///< of the same persons
  std::string bytes;                                                     ///< of the latter
  oncourse_backtest* backtest = nullptr;
  oncourse_drift* drift = nullptr;
  oncourse_drift_reference reference = ONCOURSE_DRIFT_REFERENCE_INIT;
  oncourse_drift_state kept = ONCOURSE_DRIFT_STATE_INIT;  ///< of `drift`
  oncourse_service_report* service = nullptr;
  oncourse_grouping grouping = {};
  oncourse_service_rows service_rows = ONCOURSE_SERVICE_ROWS_INIT;
  oncourse_service_options reporting = ONCOURSE_SERVICE_OPTIONS_INIT;
  oncourse_assessment* assessment = nullptr;
  oncourse_session_rows sessions = ONCOURSE_SESSION_ROWS_INIT;
  oncourse_followed* followed = nullptr;  ///< the sessions, and its bytes
  oncourse_change_rule* rule = nullptr;
  oncourse_table* table = nullptr;  ///< of classes
  oncourse_drawing* drawing = nullptr;
  oncourse_rows rows = ONCOURSE_ROWS_INIT, seen = ONCOURSE_ROWS_INIT, ahead = ONCOURSE_ROWS_INIT;
  oncourse_fit_options fitting = ONCOURSE_FIT_OPTIONS_INIT;
  oncourse_calibration_options calibrating = ONCOURSE_CALIBRATION_OPTIONS_INIT;
  oncourse_backtest_rule trying = {};
  oncourse_backtest_options testing = ONCOURSE_BACKTEST_OPTIONS_INIT;
  Results out;

  Setting();
  Setting(const Setting&) = delete;
  ~Setting();

  static void with_model(Setting& s);
  static void with_nested_models(Setting& s);  ///< fitted to the rows: `model`, and with random slopes `larger`
  static void with_cross_products(Setting& s);
  static void with_backtest(Setting& s);
  static void with_drift(Setting& s);    ///< of three courses
  static void with_service(Setting& s);  ///< by a model
  static void with_assessment(Setting& s);
  static void with_followed(Setting& s);
  static void with_change(Setting& s);  ///< a rule, a table and a drawing
};

using Prepare = void (*)(Setting&);

/// A call that returns a status.
struct Fallible {
  const char* function;
  oncourse_status (*call)(Setting&, oncourse_error*);
  oncourse_status status = ONCOURSE_OK;  ///< while there is memory
  Prepare prepare = nullptr;
  bool sampled = false;  ///< asks thousands of times, as other lines do one by one: those far on are sampled
};

/// A call that asks for no memory, so that it cannot fail for want of it: `succeeds` says that it did what it is for.
struct Modest {
  const char* function;
  bool (*succeeds)(Setting&);
  Prepare prepare = nullptr;
};

/// A call that returns a text that is written on demand: NULL where memory runs out, and tried again.
struct Written {
  const char* function;
  const char* (*call)(Setting&);
  Prepare prepare = nullptr;
};

struct Calls {
  std::span<const Fallible> fallible;
  std::span<const Modest> modest;
  std::span<const Written> written;
};
extern const Calls scores_calls, course_calls, model_calls, assessment_calls, change_calls, drift_calls, service_calls,
    follow_calls;

void expect_ok(oncourse_status status);

}  // namespace oncourse::abi
