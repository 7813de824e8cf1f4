// objects.hpp: the C interface's objects, freed at the end of their scope.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "oncourse/base/number.hpp"
#include "oncourse/oncourse.h"

namespace oncourse {

struct Free {
  void operator()(oncourse_instrument* object) const { oncourse_instrument_free(object); }
  void operator()(oncourse_course* object) const { oncourse_course_free(object); }
  void operator()(oncourse_model* object) const { oncourse_model_free(object); }
  void operator()(oncourse_assessment* object) const { oncourse_assessment_free(object); }
};
using InstrumentHandle = std::unique_ptr<oncourse_instrument, Free>;
using CourseHandle = std::unique_ptr<oncourse_course, Free>;
using ModelHandle = std::unique_ptr<oncourse_model, Free>;
using AssessmentHandle = std::unique_ptr<oncourse_assessment, Free>;

/// The same number, or unknown on both sides.
inline void expect_same_number(double c, std::optional<double> cpp) {
  EXPECT_TRUE(cpp ? c == *cpp : std::isnan(c)) << c << ", in C++ " << (cpp ? text(*cpp) : "unknown");
}

inline InstrumentHandle shipped(const char* id) {
  oncourse_instrument* handle = nullptr;
  oncourse_error error;
  EXPECT_EQ(oncourse_instrument_find(id, &handle, &error), ONCOURSE_OK) << error.detail;
  return InstrumentHandle(handle);
}

/// A vendor's questionnaire, known by its total.
inline constexpr std::string_view vendor_definition = R"({
  "id": "clinic-10", "name": "Clinic Ten", "construct": "distress", "direction": "lower_is_better", "total": [0, 40],
  "source": "the vendor's manual", "bands": [{"from": 0, "label": "low"}, {"from": 20, "label": "high"}],
  "cutoffs": [{"purpose": "caseness", "population": "outpatients", "compare": "at_least", "value": 20,
               "status": "published", "source": "manual, p. 3"}],
  "reliable_change": [{"points": 8, "basis": "test-retest", "status": "secondary", "source": "manual, p. 4"}],
  "important_change": [{"points": 6, "of": "improvement", "basis": "patients' view", "status": "published",
                        "source": "manual, p. 5"},
                       {"points": 3, "of": "worsening", "basis": "patients' view", "status": "published",
                        "source": "manual, p. 5"}]})";

inline InstrumentHandle vendors_own(std::string_view definition = vendor_definition) {
  oncourse_instrument* handle = nullptr;
  oncourse_error error;
  EXPECT_EQ(oncourse_instrument_new(definition.data(), definition.size(), &handle, &error), ONCOURSE_OK)
      << error.detail;
  return InstrumentHandle(handle);
}

}  // namespace oncourse
