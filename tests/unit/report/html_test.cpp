// html_test.cpp: the page says what is known, escapes what it is given, and asks nobody for anything.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "courses.hpp"
#include "drawn.hpp"
#include "oncourse/report/render.hpp"

namespace oncourse::report_tests {

static bool says(const std::string& page, const std::string& words) { return page.find(words) != std::string::npos; }

/// The markup of one section of the page.
static std::string section_of(const std::string& page, const std::string& id) {
  const std::size_t begin = page.find("<section id=\"" + id + "\"");
  return begin == std::string::npos ? "" : page.substr(begin, page.find("</section>", begin) - begin);
}

TEST(Page, IsBalancedForAnyCourse) {
  std::mt19937_64 random(11);
  for (int trial = 0; trial < 40; ++trial) {
    const Instrument& q = trial % 2 == 0 ? phq9 : who5;
    const Course course = any_course(q, random);
    const auto model = any_model(q);
    const std::string page = to_html(report_of(course, q, trial % 3 == 0 ? nullptr : &model));
    EXPECT_EQ(unbalanced_in(page), "") << "trial " << trial;
    for (const char* noise : {"nan", "inf\"", "(null)"}) EXPECT_FALSE(says(page, std::string(">") + noise)) << noise;
  }
}

TEST(Page, RunsNothingAndRequestsNothing) {
  const Course course = course_of(phq9, {18, 15, 12});
  const auto model = any_model(phq9);
  const std::string page = to_html(report_of(course, phq9, &model));
  for (const char* outside : {"<script", "@import", "url(", "src=", "javascript:", "onload"})
    EXPECT_FALSE(says(page, outside)) << outside;
  EXPECT_EQ(occurrences(page, "http"), occurrences(page, "xmlns=\"http://www.w3.org/2000/svg\""));
}

TEST(Page, WritesHostileTextAsText) {
  const std::string hostile = "<script>alert('1')</script> & \"quoted\"";
  const std::string harmless = "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;quoted&quot;";
  CourseRecord record = record_of(phq9, {18, 15});
  record.goals = {{"goal " + hostile, &phq9, Compare::at_most, 9}};
  record.medication = {{3, MedicationEvent::Kind::started, "drug " + hostile}};
  const Course course = *Course::make(record);
  CourseReport report = report_of(course, phq9, nullptr);
  report.title = "title " + hostile;
  report.assessment.basis.sentences.push_back("sentence " + hostile);
  const std::string page = to_html(report);
  EXPECT_FALSE(says(page, "<script"));
  for (const char* where : {"title ", "goal ", "drug ", "sentence "})
    EXPECT_TRUE(says(page, where + harmless)) << where;
  EXPECT_EQ(unbalanced_in(page), "");
}

TEST(Page, OpensWithTheVerdictAndTheAlarm) {
  const Course course = course_of(phq9, {18, 17, 18, 21, 22, 23, 24, 24});
  const auto model = any_model(phq9);
  const CourseReport report = report_of(course, phq9, &model);
  ASSERT_EQ(report.assessment.latest(), Verdict::off_track);
  const std::string page = to_html(report);
  EXPECT_TRUE(says(page, "Off track at session 7 (2026-03-02):"));
  EXPECT_TRUE(says(page, "scores are above the expected range"));
  EXPECT_TRUE(says(page, "The first alarm was at session " + text(*report.assessment.alarm)));
  EXPECT_LT(page.find("Off track at"), page.find("<section"));
  for (const char* promise : {"will deteriorate", "will get worse", "will fail"}) EXPECT_FALSE(says(page, promise));
}

TEST(Page, HasTheBandOfEverySessionToComeBesideItsInterval) {
  const Course course = course_of(phq9, {18, 15, 12});
  ResponseModel model = any_model(phq9);
  const std::string without = section_of(to_html(report_of(course, phq9, &model)), "forecast");
  EXPECT_FALSE(says(without, "All together"));
  model.bands = BandCalibration{CalibrationMethod::split, 0.8, 16.0, 1.0, {{2.0, {40, 2.5}, {40, 1.5}}}};
  const CourseReport report = report_of(course, phq9, &model);
  const std::string page = to_html(report), forecast = section_of(page, "forecast");
  EXPECT_TRUE(says(forecast, "All together, 80 %"));
  EXPECT_EQ(unbalanced_in(page), "");
  int banded = 0;
  for (const SessionForecast& at : report.assessment.curve) {
    if (!at.band) continue;
    ++banded;
    EXPECT_TRUE(says(forecast, ">" + text(at.band->low) + " to " + text(at.band->high) + "<")) << at.session;
  }
  EXPECT_EQ(banded, 14);
  EXPECT_TRUE(says(page, "at least 80 % have all their scores up to session 16 inside the band"));
}

TEST(Page, WithoutAModelStatesWhyAndHasNoForecast) {
  const Course course = course_of(phq9, {18, 15});
  const std::string page = to_html(report_of(course, phq9, nullptr));
  EXPECT_TRUE(says(page, "No verdict at session 1"));
  EXPECT_TRUE(says(section_of(page, "forecast"), "There is no forecast: no growth model was given."));
  EXPECT_FALSE(says(section_of(page, "forecast"), "<table"));
}

TEST(Page, OfOneUndatedSessionHasEverySection) {
  CourseRecord record = record_of(who5, {24});
  record.intake.reset();
  const Course course = *Course::make(record);
  const std::string page = to_html(report_of(course, who5, nullptr));
  std::size_t before = 0;
  for (const char* id : {"chart", "basis", "window", "forecast", "scores", "risk", "sources", "limits"}) {
    const std::size_t at = page.find("<section id=\"" + std::string(id) + "\"");
    ASSERT_NE(at, std::string::npos) << id;
    EXPECT_GT(at, before) << id;
    before = at;
  }
  EXPECT_FALSE(says(page, "<section id=\"therapy\""));
  EXPECT_TRUE(says(section_of(page, "scores"), "day 0"));
}

TEST(Page, GivesEveryAdministrationItsChange) {
  const Course course = course_of(phq9, {18, 14, 9});
  const std::string scores = section_of(to_html(report_of(course, phq9, nullptr)), "scores");
  for (const char* cell :
       {">baseline<", ">\u22124<", ">+22 %<", ">none<", ">\u22129<", ">+50 %<", ">recovered<", ">mild<"})
    EXPECT_TRUE(says(scores, cell)) << cell;
  EXPECT_EQ(occurrences(scores, "<th scope=\"row\""), 3u);
}

TEST(Page, SaysThatAChangeIsImportantInEitherDirectionByTheFigureForThatDirection) {
  const Course course = course_of(epds, {12, 14, 15, 9, 8});  // from 12: three more are important, three less are not
  const CourseReport report = report_of(course, epds, nullptr);
  const std::string scores = section_of(to_html(report), "scores");
  EXPECT_EQ(occurrences(scores, ">worse<"), 1u);
  EXPECT_EQ(occurrences(scores, ">better<"), 1u);
  EXPECT_EQ(occurrences(scores, ">no<"), 2u);
  EXPECT_TRUE(says(scores, "Important improvement: 4 points or more. Important worsening: 3 points or more."));
  EXPECT_TRUE(says(to_text(report), ", importantly worse"));
  EXPECT_TRUE(
      says(to_text(report), "important worsening: 3 points (worsening, 117 women during pregnancy; published)"));
  EXPECT_EQ(occurrences(to_json(report), "\"important_worsening\": true"), 1u);
  EXPECT_EQ(occurrences(to_json(report), "\"important_improvement\": true"), 1u);
}

TEST(Page, CallsARiseAnImprovementWhereHigherIsBetter) {
  const Course course = course_of(who5, {24, 40});
  const std::string page = to_html(report_of(course, who5, nullptr));
  EXPECT_TRUE(says(section_of(page, "scores"), ">+16<"));
  EXPECT_TRUE(says(section_of(page, "scores"), ">+67 %<"));
  EXPECT_TRUE(says(page, "higher is better"));
}

TEST(Page, ShowsTheAnswerOfEachRiskItemAndNotOfAnother) {
  CourseRecord record = record_of(phq9, {0, 0});
  std::vector<Answer> answers(34, 0);
  record.sessions[0].administrations[0] = {&core_om, *score(core_om, answers)};
  answers[5] = 4;  // item 6
  answers[8] = 3;  // item 9; item 34, the last of the six, stays 0
  record.sessions[1].administrations[0] = {&core_om, *score(core_om, answers)};
  const Course course = *Course::make(record);
  const std::string risk = section_of(to_html(report_of(course, core_om, nullptr)), "risk");
  EXPECT_TRUE(says(risk, "core-om, item 6"));
  EXPECT_TRUE(says(risk, "core-om, item 9"));
  EXPECT_FALSE(says(risk, "core-om, item 34"));
  EXPECT_TRUE(says(risk, "10 of 12 answers to risk items were below"));
}

TEST(Page, TellsAnUnansweredRiskItemFromOneWithoutRisk) {
  CourseRecord record = record_of(phq9, {0, 0, 0, 0});
  const auto set = [&](std::size_t session, Answer answer) {
    std::vector<Answer> answers(9, 0);
    answers[8] = answer;
    record.sessions[session].administrations[0].score = *score(phq9, answers, Prorating::convention);
  };
  set(1, 2);
  set(2, blank);
  record.sessions[3].administrations[0].score.instrument = nullptr;
  record.sessions[3].administrations[0].from_items = false;
  const Course course = *Course::make(record);
  const std::string page = to_html(report_of(course, phq9, nullptr)), risk = section_of(page, "risk");
  EXPECT_TRUE(says(page, "1 flagged, 1 not answered, 1 not known because only a total was given"));
  for (const char* words : {"flagged: 1 or more", ">not answered<", "not known, only a total was given",
                            "1 of 4 answers to risk items was below", "is not an item without risk"})
    EXPECT_TRUE(says(risk, words)) << words;
  const std::string header =
      page.substr(page.find("class=\"verdict"), page.find("class=\"risk\"") - page.find("class=\"verdict"));
  EXPECT_FALSE(says(header, "flagged"));
}

TEST(Page, SaysThatRiskWasNotAskedAboutWhereNoInstrumentDoes) {
  const Course course = course_of(who5, {24, 40});
  EXPECT_TRUE(says(section_of(to_html(report_of(course, who5, nullptr)), "risk"), "Risk was not asked about here."));
}

TEST(Page, NamesTheSourceAndStatusOfEveryFigureUsed) {
  const Course course = course_of(phq9, {18, 14});
  const std::string sources = section_of(to_html(report_of(course, phq9, nullptr)), "sources");
  for (const char* figure : {"Scoring", "Severity", "Cut-off", "Reliable change", "Important change"})
    EXPECT_TRUE(says(sources, std::string("class=\"words\">") + figure + "</th>")) << figure;
  EXPECT_TRUE(says(sources, "NHS Talking Therapies criteria"));
  EXPECT_TRUE(says(sources, ">secondary<"));
  EXPECT_TRUE(says(sources, ">published<"));
}

TEST(Page, ShowsGoalsFocusAndMedication) {
  CourseRecord record = record_of(phq9, {18, 9});
  record.focus = Focus{ProblemArea::role_dispute, ProblemArea::grief};
  record.goals = {
      {"a", &phq9, Compare::at_most, 9}, {"b", &phq9, Compare::below, 9}, {"c", &gad7, Compare::at_most, 7}};
  record.medication = {{3, MedicationEvent::Kind::dose_changed, "sertraline"}};
  const Course course = *Course::make(record);
  const std::string therapy = section_of(to_html(report_of(course, phq9, nullptr)), "therapy");
  for (const char* words : {"role dispute", ">grief<", ">met<", ">not met<", ">9 or less<", ">below 9<", ">M1<",
                            ">dose changed<", ">sertraline<", ">2026-01-15<"})
    EXPECT_TRUE(says(therapy, words)) << words;
  EXPECT_EQ(occurrences(therapy, ">not measured<"), 1u);
}

TEST(Page, ShowsTheForecastOfEverySessionToCome) {
  const Course course = course_of(phq9, {18, 15, 12});
  const auto model = any_model(phq9);
  const CourseReport report = report_of(course, phq9, &model);
  const std::string forecast = section_of(to_html(report), "forecast");
  EXPECT_EQ(occurrences(forecast, "<th scope=\"row\""), 14u + 4u);
  EXPECT_EQ(occurrences(forecast, ">beyond, extrapolated<"), 4u);
  EXPECT_TRUE(says(forecast, report.assessment.window.sentences.front()));
  EXPECT_FALSE(says(forecast, ">Met by then<"));
  for (const int session : {12, 16}) EXPECT_TRUE(says(forecast, "Score at session " + text(session)));
  EXPECT_TRUE(says(forecast, "Earliest likely session"));
}

TEST(Page, ShowsByWhenTheTargetIsMetWhereThatWasAskedFor) {
  const Course course = course_of(phq9, {18, 15, 12});
  const auto model = any_model(phq9);
  AssessOptions options;
  options.window.by = true;
  const CourseReport report = course_report(course, *assess(course, phq9, &model, options));
  const std::string forecast = section_of(to_html(report), "forecast");
  EXPECT_EQ(occurrences(forecast, ">Met by then<"), 1u);
  EXPECT_TRUE(says(forecast, ">" + percent(*report.assessment.window.sessions.back().by) + "<"));
  EXPECT_EQ(unbalanced_in(to_html(report)), "");
  EXPECT_TRUE(says(to_text(report), "extrapolated, used for no decision"));
}

TEST(Page, NamesWhatInTheCourseBearsOnTheWindow) {
  CourseRecord record = record_of(phq9, {18, 15, 12, 13});
  for (Session& session : record.sessions) session.day *= 2;
  record.focus = Focus{ProblemArea::grief};
  const Course course = *Course::make(record);
  const auto model = any_model(phq9);
  const CourseReport report = report_of(course, phq9, &model);
  const std::string window = section_of(to_html(report), "window");
  for (const char* heading : {">Later than planned<", ">Changed cadence<", ">Problem area<"})
    EXPECT_TRUE(says(window, heading)) << heading;
  for (const WindowReason& reason : report.assessment.window.reasons)
    EXPECT_EQ(occurrences(to_json(report), "\"sentence\": \"" + reason.sentence + "\""), 1u);
}

}  // namespace oncourse::report_tests
