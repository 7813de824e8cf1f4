// chart_test.cpp: the figure's laws, read off the markup it consists of.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "courses.hpp"
#include "drawn.hpp"
#include "oncourse/report/render.hpp"

namespace oncourse::report_tests {

TEST(Chart, HoldsEveryScoreInsideThePlotAndLowerWhereTheScoreIsLower) {
  std::mt19937_64 random(20260112);
  for (int trial = 0; trial < 60; ++trial) {
    const Instrument& q = trial % 2 == 0 ? phq9 : who5;
    const Course course = any_course(q, random);
    const auto model = any_model(q);
    const CourseReport report = report_of(course, q, trial % 3 == 0 ? nullptr : &model);
    const Drawn drawn(chart_svg(report));
    const auto marks = drawn.scores();
    const auto observations = course.observations(q);
    ASSERT_EQ(marks.size(), observations.size());
    const Box plot = drawn.plot();
    for (std::size_t i = 0; i < marks.size(); ++i) {
      EXPECT_GE(marks[i].x, plot.left);
      EXPECT_LE(marks[i].x, plot.right);
      EXPECT_GE(marks[i].y, plot.top);
      EXPECT_LE(marks[i].y, plot.bottom);
      for (std::size_t j = 0; j < i; ++j) {
        const double u = observations[i].administration->score.total, v = observations[j].administration->score.total;
        EXPECT_EQ(u > v, marks[i].y < marks[j].y);
        EXPECT_EQ(u == v, marks[i].y == marks[j].y);
        EXPECT_GT(marks[i].x, marks[j].x);
      }
    }
  }
}

TEST(Chart, HasOnlyFiniteCoordinatesInsideItsViewBox) {
  std::mt19937_64 random(7);
  for (int trial = 0; trial < 60; ++trial) {
    const Instrument& q = trial % 2 == 0 ? phq9 : who5;
    const Course course = any_course(q, random);
    const auto model = any_model(q);
    const Drawn drawn(chart_svg(report_of(course, q, trial % 3 == 0 ? nullptr : &model)));
    EXPECT_EQ(drawn.trouble(), "") << "trial " << trial;
    EXPECT_EQ(drawn.unbalanced(), "") << "trial " << trial;
  }
}

TEST(Chart, DropsWhatAForecastCannotSayAndStaysFinite) {
  const Course course = course_of(phq9, {18, 15, 12});
  const auto model = any_model(phq9);
  CourseReport report = report_of(course, phq9, &model);
  for (SessionForecast& at : report.assessment.curve)
    at.line.mean = at.score.low = at.expected.high = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(Drawn(chart_svg(report)).trouble(), "");
}

TEST(Chart, WithoutAModelHasScoresButNoForecast) {
  const Course course = course_of(phq9, {18, 15, 12});
  const Drawn drawn(chart_svg(report_of(course, phq9, nullptr)));
  for (const char* part : {"scores", "bands", "window", "phases", "cutoff", "target"})
    EXPECT_TRUE(drawn.has(part)) << part;
  for (const char* part : {"expected", "forecast", "curve", "alarm", "gap", "medication"})
    EXPECT_FALSE(drawn.has(part)) << part;
}

TEST(Chart, WithAModelHasEveryPart) {
  CourseRecord record = record_of(phq9, {18, 17, 18, 21, 22, 23, 24, 24});
  record.medication = {{20, MedicationEvent::Kind::started, "sertraline"}};
  for (std::size_t i = 6; i < record.sessions.size(); ++i) record.sessions[i].day += 21;
  const Course course = *Course::make(record);
  const auto model = any_model(phq9);
  const CourseReport report = report_of(course, phq9, &model);
  ASSERT_TRUE(report.assessment.alarm.has_value());
  const Drawn drawn(chart_svg(report));
  for (const char* part : {"scores", "bands", "window", "phases", "cutoff", "target", "expected", "forecast", "curve",
                           "alarm", "gap", "medication"})
    EXPECT_TRUE(drawn.has(part)) << part;
}

TEST(Chart, MarksOnlyOffTrackSessionsAsAlarms) {
  const Course course = course_of(phq9, {18, 17, 18, 21, 22, 23, 24, 24});
  const auto model = any_model(phq9);
  CourseReport report = report_of(course, phq9, &model);
  const auto off = std::count_if(report.assessment.sessions.begin(), report.assessment.sessions.end(),
                                 [](const SessionVerdict& v) { return v.verdict == Verdict::off_track; });
  const std::string svg = chart_svg(report);
  EXPECT_EQ(occurrences(svg, ", off track</title>"), static_cast<std::size_t>(off));
  EXPECT_EQ(occurrences(svg, ">alarm</text>"), 1u);
}

TEST(Chart, PutsAMedicationBetweenTheSessionsItFellBetween) {
  CourseRecord record = record_of(phq9, {18, 17, 16, 15});
  record.medication = {{10, MedicationEvent::Kind::started, "a"}};  // sessions 1 and 2 are on days 7 and 14
  const Course course = *Course::make(record);
  const Drawn drawn(chart_svg(report_of(course, phq9, nullptr)));
  const auto marks = drawn.scores();
  const double x = drawn.first_line_x("medication");
  EXPECT_NEAR(x, marks[1].x + 3.0 / 7.0 * (marks[2].x - marks[1].x), 0.02);
}

TEST(Chart, StaysInsideWhereDaysLieFarOutsideTheSessions) {
  CourseRecord record = record_of(phq9, {18, 17});
  record.medication = {{-4000, MedicationEvent::Kind::started, "before"},
                       {90000, MedicationEvent::Kind::stopped, "after"}};
  const Course course = *Course::make(record);
  EXPECT_EQ(Drawn(chart_svg(report_of(course, phq9, nullptr))).trouble(), "");
}

TEST(Chart, KeepsTargetAndCutoffLabelsApartWhereTheLinesAreNot) {
  const auto model = any_model(phq9);
  for (int baseline = 10; baseline <= 20; ++baseline) {
    const Course course = course_of(phq9, {baseline, baseline - 1, baseline - 2});
    const Drawn drawn(chart_svg(report_of(course, phq9, &model)));
    EXPECT_GE(std::fabs(drawn.label_y("target") - drawn.label_y("cutoff")), 13.0) << "baseline " << baseline;
  }
}

TEST(Chart, ShadesTheWorseBandsDarkerInBothDirections) {
  const auto darkest_first = [](const Instrument& q, std::vector<int> totals) {
    const Course course = course_of(q, totals);
    const auto shades = Drawn(chart_svg(report_of(course, q, nullptr))).band_opacities();
    EXPECT_EQ(shades.size(), q.figures.bands.size());
    return shades.front() > shades.back();
  };
  EXPECT_FALSE(darkest_first(phq9, {18, 12}));
  EXPECT_TRUE(darkest_first(who5, {24, 40}));
}

TEST(Chart, WritesAHostileMedicationLabelAsText) {
  CourseRecord record = record_of(phq9, {18, 17});
  record.medication = {{3, MedicationEvent::Kind::started, "\"><script>x</script>&'\xff\x01"}};
  const Course course = *Course::make(record);
  const std::string svg = chart_svg(report_of(course, phq9, nullptr));
  EXPECT_EQ(svg.find("<script"), std::string::npos);
  EXPECT_NE(svg.find("&quot;&gt;&lt;script&gt;x&lt;/script&gt;&amp;&#39;\uFFFD\uFFFD"), std::string::npos);
  EXPECT_EQ(Drawn(svg).unbalanced(), "");
}

TEST(Chart, SaysInWordsWhatItShows) {
  const Course course = course_of(phq9, {18, 15, 12});
  const auto model = any_model(phq9);
  const std::string svg = chart_svg(report_of(course, phq9, &model));
  for (const char* words : {"role=\"img\"", "Patient Health Questionnaire-9 by session</title>", "lower is better",
                            "Session 0: 18.", "Latest, session 2: 12.", "Target: 12 or less.",
                            "Cut-off (caseness): 10 or more.", "Forecast of a score at session 16: "})
    EXPECT_NE(svg.find(words), std::string::npos) << words;
}

}  // namespace oncourse::report_tests
