// window_outlook_test.cpp: the agreed window as a decision, and its reasons.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/window_outlook.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "oncourse/track/assess.hpp"
#include "oncourse/track/target_probability.hpp"
#include "support/record.hpp"
#include "support/response_model.hpp"

namespace oncourse {
namespace {

CourseRecord weekly_record(const std::vector<double>& totals, const Plan& plan = {}, const Instrument& q = phq9) {
  CourseRecord record;
  record.plan = plan;
  record.intake = *Date::parse("2026-01-05");
  for (const double total : totals) {
    const int number = static_cast<int>(record.sessions.size());
    record.sessions.push_back({number, 7L * number, {support::total_of(q, total)}, {}});
  }
  return record;
}

Plan window(int first, int last) { return {first, last, 7, 1, 1}; }

WindowOutlook outlook_of(CourseRecord record, const ResponseModel& model, const AssessOptions& options = {},
                         const Instrument& q = phq9) {
  auto assessment = assess(*Course::make(std::move(record)), q, &model, options);
  EXPECT_TRUE(assessment.ok()) << assessment.error().detail;
  return std::move(assessment->window);
}

AssessOptions asking_for_by() {
  AssessOptions options;
  options.window.by = true;
  return options;
}

/// Totals that begin with room for six points and mostly fall.
std::vector<double> any_course_of_totals(std::mt19937_64& random, int sessions) {
  std::uniform_int_distribution<int> step(-4, 2);
  std::vector<double> out = {std::uniform_real_distribution<double>(0, 1)(random) < 0.5 ? 14.0 : 20.0};
  while (static_cast<int>(out.size()) < sessions) out.push_back(std::clamp(out.back() + step(random), 0.0, 27.0));
  return out;
}

/// The kinds of reasons in their order.
std::vector<WindowReason::Kind> kinds(const WindowOutlook& outlook) {
  std::vector<WindowReason::Kind> out;
  for (const WindowReason& reason : outlook.reasons) out.push_back(reason.kind);
  return out;
}

const WindowReason* reason_of(const WindowOutlook& outlook, WindowReason::Kind kind) {
  for (const WindowReason& reason : outlook.reasons)
    if (reason.kind == kind) return &reason;
  return nullptr;
}

using enum WindowDecision;
using Reason = WindowReason::Kind;

TEST(WindowOutlook, HasEverySessionToComeOnceAndAnExtrapolationThatIsKeptApart) {
  const ResponseModel model = support::response_model();
  std::mt19937_64 random(1);
  for (int held = 1; held <= 18; ++held) {
    const WindowOutlook outlook = outlook_of(weekly_record(any_course_of_totals(random, held)), model);
    int next = held;  // the latest is held - 1
    for (const WindowSession& at : outlook.sessions) EXPECT_EQ(at.session, next++);
    EXPECT_EQ(outlook.sessions.empty(), held > 16);
    if (!outlook.sessions.empty()) {
      EXPECT_EQ(outlook.sessions.back().session, 16);
    }
    for (const WindowSession& at : outlook.beyond) EXPECT_EQ(at.session, next++);
    EXPECT_EQ(next, 21);
  }
}

TEST(WindowOutlook, ItsProbabilitiesAreThoseOfTheForecast) {
  std::mt19937_64 random(2);
  for (const TimeUnit unit : time_units)
    for (int round = 0; round < 10; ++round) {
      ResponseModel model = support::response_model();
      model.time_unit = unit;
      CourseRecord record = weekly_record(any_course_of_totals(random, 2 + round));
      for (Session& session : record.sessions) session.day = (5 + round) * session.number;
      const auto assessment = assess(*Course::make(record), phq9, &model);
      const WindowOutlook& outlook = assessment->window;
      ASSERT_FALSE(outlook.sessions.empty());
      for (const WindowSession& at : outlook.sessions) {
        const auto same = std::find_if(assessment->curve.begin(), assessment->curve.end(),
                                       [&](const SessionForecast& f) { return f.session == at.session; });
        EXPECT_EQ(at.at, same->probability);
        EXPECT_EQ(at.score.low, same->score.low);
        EXPECT_FALSE(at.by);
      }
      EXPECT_NEAR(outlook.sessions.back().at, *assessment->window_probability, 1e-12);
    }
}

TEST(WindowOutlook, ByNeverFallsAndIsNeverLessThanAnySessionSoFar) {
  std::mt19937_64 random(3);
  for (int round = 0; round < 25; ++round) {
    ResponseModel model = support::response_model();
    if (round % 2 == 1) {
      model.growth.design.residuals = growth::ResidualCorrelation::autoregressive_with_noise;
      model.growth.residual = {3.0, 0.4};
    }
    const WindowOutlook outlook =
        outlook_of(weekly_record(any_course_of_totals(random, 1 + round % 12)), model, asking_for_by());
    double before = 0.0, greatest = 0.0;
    for (const auto* sessions : {&outlook.sessions, &outlook.beyond})
      for (const WindowSession& at : *sessions) {
        greatest = std::max(greatest, at.at);
        EXPECT_GE(*at.by, before);
        EXPECT_GE(*at.by, greatest - 1e-12);
        EXPECT_LE(*at.by, 1.0);
        before = *at.by;
      }
    EXPECT_NEAR(*outlook.sessions.front().by, outlook.sessions.front().at, 1e-12);
  }
}

TEST(WindowOutlook, ByIsTheShareOfPersonsDrawnFromTheModelWhoMeetTheTargetBySomeSession) {
  // A person's line is drawn from what the scores leave of it, then scores about the line, then one is looked for.
  const ResponseModel model = support::response_model();
  const growth::GrowthModel& g = model.growth;
  const std::vector<double> totals = {16, 15, 16, 13, 14, 12};
  const WindowOutlook outlook = outlook_of(weekly_record(totals), model, asking_for_by());
  growth::Person person(g);
  for (std::size_t k = 0; k < totals.size(); ++k) person.observe(static_cast<double>(k), totals[k]);
  const double c00 = person.effects_covariance()(0, 0), c10 = person.effects_covariance()(1, 0),
               c11 = person.effects_covariance()(1, 1), l00 = std::sqrt(c00), l10 = c10 / l00,
               l11 = std::sqrt(c11 - l10 * l10);
  std::mt19937_64 random(4);
  std::normal_distribution<double> normal;
  constexpr int draws = 100'000;
  std::vector<int> met(outlook.sessions.size());
  for (int draw = 0; draw < draws; ++draw) {
    const double u = normal(random), v = normal(random);
    const double level = g.beta[0] + person.effects()[0] + l00 * u;
    const double rate = g.beta[1] + person.effects()[1] + l10 * u + l11 * v;
    bool yet = false;
    for (std::size_t k = 0; k < met.size(); ++k) {
      const double line = level + rate * std::log1p(outlook.sessions[k].session);
      yet = yet || line + 2.5 * normal(random) < 10.5;  // 10 or less, six points below 16
      met[k] += yet;
    }
  }
  for (std::size_t k = 0; k < met.size(); ++k) {
    const double share = static_cast<double>(met[k]) / draws;
    EXPECT_NEAR(*outlook.sessions[k].by, share, 1e-3 + 4.0 * std::sqrt(share * (1.0 - share) / draws))
        << outlook.sessions[k].session;
  }
}

TEST(WindowDecision, IsMadeFromTheProbabilitiesInsideTheWindowAlone) {
  std::mt19937_64 random(5);
  const ResponseModel model = support::response_model();
  std::vector<int> seen(5);
  for (int round = 0; round < 800; ++round) {
    AssessOptions options;
    options.window.level = std::uniform_real_distribution<double>(0.1, 0.9)(random);
    const Plan plan = window(4 + round % 9, 4 + round % 9 + round % 5);
    const std::vector<double> totals = any_course_of_totals(random, 1 + round % (plan.window_last + 2));
    const WindowOutlook outlook = outlook_of(weekly_record(totals, plan), model, options);
    const bool met = totals.back() <= totals.front() - 6.0;
    const auto at = [&](int session) {
      for (const WindowSession& s : outlook.sessions)
        if (s.session == session) return s.at;
      return -1.0;
    };
    WindowDecision expected = not_expected_inside;
    for (int session = plan.window_last; session > plan.window_first; --session)
      if (at(session) >= options.window.level) expected = needs_window;
    if (at(plan.window_first) >= options.window.level) expected = finish_at_first;
    if (met && (outlook.sessions.empty() || at(plan.window_last) >= options.window.level)) expected = target_met;
    EXPECT_EQ(outlook.decision, expected) << round;
    EXPECT_EQ(outlook.level, options.window.level);
    ++seen[static_cast<std::size_t>(outlook.decision)];
    if (outlook.earliest_likely && outlook.decision != target_met) {
      EXPECT_GE(at(*outlook.earliest_likely), options.window.level);
      for (const WindowSession& s : outlook.sessions)
        EXPECT_TRUE(s.session >= *outlook.earliest_likely || s.at < options.window.level);
    }

    AssessOptions shorter = options;
    shorter.window.sessions_beyond = 0;
    const WindowOutlook without = outlook_of(weekly_record(totals, plan), model, shorter);
    EXPECT_EQ(without.decision, outlook.decision) << "the extrapolation decides nothing";
    EXPECT_TRUE(without.beyond.empty());
  }
  for (const WindowDecision decision : {target_met, finish_at_first, needs_window, not_expected_inside})
    EXPECT_GT(seen[static_cast<std::size_t>(decision)], 10) << name(decision);
}

TEST(WindowDecision, IsNeverWorseForABetterLatestScore) {
  std::mt19937_64 random(6);
  const ResponseModel model = support::response_model();
  bool changed = false;
  for (int round = 0; round < 40; ++round) {
    std::vector<double> totals = any_course_of_totals(random, 2 + round % 14);
    WindowDecision before = not_expected_inside;
    for (totals.back() = 27.0; totals.back() >= 0.0; totals.back() -= 1.0) {
      const WindowDecision decision = outlook_of(weekly_record(totals), model).decision;
      EXPECT_LE(decision, before) << totals.back();
      changed = changed || decision != before;
      before = decision;
    }
  }
  EXPECT_TRUE(changed);
}

TEST(WindowDecision, HasAMirrorImageWhereHigherIsBetter) {
  Instrument mirrored = phq9;
  mirrored.id = "mirrored-phq-9";
  mirrored.direction = Direction::higher_is_better;
  const ResponseModel model = support::response_model();
  ResponseModel reversed = model;
  reversed.instrument = "mirrored-phq-9";
  reversed.growth.beta = Eigen::Vector2d(27.0 - model.growth.beta[0], -model.growth.beta[1]);
  AssessOptions aim = asking_for_by(), reversed_aim = aim;
  std::mt19937_64 random(7);
  for (int round = 0; round < 30; ++round) {
    const std::vector<double> totals = any_course_of_totals(random, 2 + round % 14);
    std::vector<double> turned;
    for (const double total : totals) turned.push_back(27.0 - total);
    aim.target = {Target::Kind::score, totals.front() - 6.0};
    reversed_aim.target = {Target::Kind::score, turned.front() + 6.0};
    const WindowOutlook one = outlook_of(weekly_record(totals), model, aim);
    const WindowOutlook other = outlook_of(weekly_record(turned, {}, mirrored), reversed, reversed_aim, mirrored);
    EXPECT_EQ(one.decision, other.decision);
    EXPECT_EQ(one.earliest_likely, other.earliest_likely);
    EXPECT_EQ(one.sentences, other.sentences);
    ASSERT_EQ(one.sessions.size(), other.sessions.size());
    for (std::size_t k = 0; k < one.sessions.size(); ++k) {
      EXPECT_NEAR(one.sessions[k].at, other.sessions[k].at, 1e-12);
      EXPECT_NEAR(*one.sessions[k].by, *other.sessions[k].by, 1e-9);
    }
  }
}

TEST(WindowDecision, SpeaksInTheNumbersOfThePlan) {
  const ResponseModel model = support::response_model();
  const auto first = [&](const std::vector<double>& totals, const Plan& plan) {
    return outlook_of(weekly_record(totals, plan), model).sentences.front();
  };
  EXPECT_EQ(first({16, 13, 12, 10, 11}, window(8, 10)),
            "On course to finish at session 8 (2026-03-02): the target is likelier met than not there (74.7 %). The "
            "first session at which it is that likely is session 5 (2026-02-09), before the window.");
  EXPECT_EQ(
      first({16, 14, 13, 14, 13}, window(8, 14)),
      "Needs the window to session 14: the target is not yet likelier met than not at session 8 (42.4 %); the first "
      "session of the window at which it is that likely is session 11 (2026-03-23), 50.4 %; at session 14 "
      "(2026-04-13) the probability is 55.9 %.");
  EXPECT_EQ(first({16, 14, 13, 13, 12, 13, 12, 12, 12, 11}, window(8, 14)),
            "Needs the window to session 14: the first session of the window at which the target is likelier met than "
            "not is session 13 (2026-04-06), 50.6 %; at session 14 (2026-04-13) the probability is 52.6 %.");
  EXPECT_EQ(first({16, 17, 18, 17, 18}, window(8, 10)),
            "Not expected inside the window: the target is not likelier met than not at any session from 8 to 10; at "
            "session 10 (2026-03-16) the probability is 5.2 %.");
  EXPECT_EQ(first({16, 17, 18, 17, 18}, window(10, 10)),
            "Not expected inside the window: the target is not likelier met than not at session 10; at session 10 "
            "(2026-03-16) the probability is 5.2 %.");
  EXPECT_EQ(first({16, 14, 12, 10, 9}, {}),
            "The target is met at session 4 (2026-02-02), and likelier met than not if therapy ends in the window: at "
            "session 12 (2026-03-30) the probability is 88.9 %, at session 16 (2026-04-27) the probability is 92.1 %.");
  EXPECT_EQ(first({16, 14, 12, 10, 9, 9, 9}, window(4, 6)),
            "The target is met at session 6 (2026-02-16), with the window used.");
  EXPECT_EQ(first({16, 14, 12, 10, 9, 9, 12}, window(4, 6)),
            "The window is used: the score at session 6 (2026-02-16) does not meet the target.");
  AssessOptions sure;
  sure.window.level = 0.8;
  EXPECT_EQ(outlook_of(weekly_record({16, 13, 12, 10, 11}, window(8, 10)), model, sure).sentences.front(),
            "Not expected inside the window: the target is not met with a probability of 80 % or more at any session "
            "from 8 to 10; at session 10 (2026-03-16) the probability is 79.6 %.");
}

TEST(WindowDecision, IsOpenWhereTheWindowsLastSessionHasNoScore) {
  const ResponseModel model = support::response_model();
  CourseRecord record = weekly_record({16, 14, 12, 10, 9}, window(4, 6));
  record.sessions.push_back({5, 35, {}, {}});
  EXPECT_NE(outlook_of(record, model).decision, undetermined) << "session 6 is to come";
  record.sessions.push_back({6, 42, {}, {}});
  const WindowOutlook outlook = outlook_of(record, model);
  EXPECT_EQ(outlook.decision, undetermined);
  EXPECT_EQ(outlook.sentences.front(),
            "No decision about the window: its last session was held, session 6, and has no score.");
}

TEST(WindowDecision, IsOpenWithoutAModel) {
  const auto assessment = assess(*Course::make(weekly_record({16, 14})), phq9, nullptr);
  EXPECT_EQ(assessment->window.decision, undetermined);
  EXPECT_EQ(assessment->window.sentences.front(), "No decision about the window: no growth model was given.");
  EXPECT_TRUE(assessment->window.sessions.empty());
}

TEST(WindowDecision, ATargetMetByChanceIsNotTakenForOneThatLasts) {
  const ResponseModel model = support::response_model();
  const WindowOutlook lucky = outlook_of(weekly_record({16, 17, 18, 19, 10}), model);
  EXPECT_EQ(lucky.decision, not_expected_inside);
  EXPECT_NE(lucky.sentences.front().find("the scores before it speak against its lasting"), std::string::npos);
  EXPECT_EQ(outlook_of(weekly_record({16, 13, 11, 9, 8}), model).decision, target_met);
}

TEST(WindowDecision, SaysWhichQuestionItAnswersAndWhichTheVerdict) {
  const ResponseModel model = support::response_model();
  const auto assessment = assess(*Course::make(weekly_record({16, 16, 15, 15, 15, 15, 15, 15})), phq9, &model);
  EXPECT_EQ(assessment->latest(), Verdict::on_track);
  EXPECT_EQ(assessment->window.decision, not_expected_inside);
  for (const char* said : {"Verdict and decision answer two questions: whether a rule of alarm speaks against the "
                           "target (on track), and at "
                           "which end of the window it is likelier met than not (not expected inside the window).",
                           "Extrapolated beyond the agreed window, which no decision uses: "}) {
    const auto& sentences = assessment->basis.sentences;
    EXPECT_TRUE(std::any_of(sentences.begin(), sentences.end(), [&](const std::string& sentence) {
      return sentence.starts_with(said);
    })) << said;
  }
}

TEST(WindowOutlook, ACourseBehindItsPlanIsSupposedLaterAndItsModelOfDaysKnows) {
  ResponseModel model = support::response_model();
  CourseRecord late = weekly_record({16, 15, 14, 13});
  for (Session& session : late.sessions) session.day *= 3;  // session 3 on day 63
  const WindowOutlook by_session = outlook_of(late, model);
  EXPECT_EQ(by_session.sessions.front().day, 70);
  EXPECT_EQ(by_session.sessions.back().day, 154);
  EXPECT_EQ(by_session.sessions.back().date->iso(), "2026-06-08");
  EXPECT_EQ(reason_of(by_session, Reason::later_than_planned)->in_model, false);
  EXPECT_EQ(by_session.sessions.back().at, outlook_of(weekly_record({16, 15, 14, 13}), model).sessions.back().at);
  model.time_unit = TimeUnit::week;
  const WindowOutlook by_week = outlook_of(late, model);
  EXPECT_EQ(reason_of(by_week, Reason::later_than_planned)->in_model, true);
  EXPECT_NE(by_week.sessions.back().at, outlook_of(weekly_record({16, 15, 14, 13}), model).sessions.back().at);
  CourseRecord early = weekly_record({16, 15, 14, 13});
  for (Session& session : early.sessions) session.day = session.number;
  const WindowOutlook ahead = outlook_of(early, model);
  EXPECT_EQ(ahead.sessions.back().day, 112) << "as planned, not earlier";
  EXPECT_EQ(reason_of(ahead, Reason::later_than_planned), nullptr);
}

/// Behind its plan, a session missed, one without a score, medication, problem areas.
CourseRecord troubled() {
  CourseRecord record;
  record.intake = *Date::parse("2026-01-05");
  record.sessions = {{0, 0, {support::total_of(phq9, 16)}, {}},
                     {1, 14, {support::total_of(phq9, 15)}, {}},
                     {2, 28, {}, {}},
                     {4, 70, {support::total_of(phq9, 14)}, {}}};
  record.medication = {{60, MedicationEvent::Kind::started, "a"},
                       {65, MedicationEvent::Kind::dose_changed, "a"},
                       {75, MedicationEvent::Kind::stopped, "a"}};
  record.focus = Focus{ProblemArea::grief, ProblemArea::role_transition};
  return record;
}

TEST(WindowReasons, AreWhatTheCourseRecordsWithWhatTheModelKnowsOfIt) {
  const WindowOutlook outlook = outlook_of(troubled(), support::response_model());
  std::vector<std::string> sentences;
  for (const WindowReason& reason : outlook.reasons) sentences.push_back(reason.sentence);
  EXPECT_EQ(sentences,
            (std::vector<std::string>{
                "1 of the 4 sessions from 1 to 4 was missed, and counts in the window all the same.",
                "At the agreed cadence from now on, session 12 falls on 2026-05-11, 6 weeks later than planned; the "
                "model counts sessions and knows no days.",
                "At the agreed cadence from now on, session 16 falls on 2026-06-08, 6 weeks later than planned; the "
                "model counts sessions and knows no days.",
                "42 days passed after session 2, 14 were agreed to session 4; the model counts sessions and knows no "
                "days.",
                "The median interval between sessions was 14 days, 7 were agreed and are supposed for those to come; "
                "the model counts sessions and knows no days.",
                "1 of 4 sessions have no score: the forecast rests on the others.",
                "Medication started on 2026-03-06, 10 days before the latest score: not in the forecast, the model has "
                "no covariate medication.",
                "Medication dose changed on 2026-03-11, 5 days before the latest score: not in the forecast, the model "
                "has no covariate medication.",
                "Medication stopped on 2026-03-21, 5 days after the latest score: not in the forecast, the model has "
                "no covariate medication.",
                "The problem area is grief: not in the forecast, the model has no covariate for it.",
                "The secondary problem area is role transition: not in the forecast, the model has no covariate for "
                "it."}));
  EXPECT_EQ(kinds(outlook), (std::vector{Reason::sessions_missed, Reason::later_than_planned,
                                         Reason::later_than_planned, Reason::gap, Reason::cadence_changed,
                                         Reason::scores_missing, Reason::medication_change, Reason::medication_change,
                                         Reason::medication_change, Reason::problem_area, Reason::problem_area}));
  const WindowReason& last = outlook.reasons[2];
  EXPECT_EQ(last.session, 16);
  EXPECT_EQ(last.day, 154);
  EXPECT_EQ(last.value, 42.0);
  EXPECT_EQ(last.agreed, 112.0);
  EXPECT_EQ(outlook.reasons[8].value, -5.0);
  EXPECT_EQ(outlook.reasons[8].of, "stopped");
}

TEST(WindowReasons, EnterThroughTheModelsCovariatesAndNothingElse) {
  ResponseModel model = support::response_model();
  model.growth.design.covariates = {{"medication", false}, {"grief", false}};
  model.growth.beta = Eigen::Vector4d(15.0, -3.1, -2.0, 1.0);
  model.growth.beta_covariance = Eigen::Matrix4d::Zero();
  CourseRecord record = troubled();
  record.covariate_names = {"grief"};
  for (Session& session : record.sessions) session.covariates = {1.0};
  const WindowOutlook outlook = outlook_of(record, model);
  std::vector<std::optional<bool>> in_model;
  for (const WindowReason& reason : outlook.reasons)
    if (reason.kind == Reason::medication_change || reason.kind == Reason::problem_area)
      in_model.push_back(reason.in_model);
  EXPECT_EQ(in_model, (std::vector<std::optional<bool>>{true, false, false, true, true}));
  EXPECT_EQ(outlook.reasons[6].sentence,
            "Medication started on 2026-03-06, 10 days before the latest score: a covariate of the model, and so in "
            "the forecast.");
  EXPECT_EQ(outlook.reasons[7].sentence.substr(outlook.reasons[7].sentence.rfind(',')),
            ", the model knows medication as on or off.");
  EXPECT_EQ(outlook.reasons[8].sentence.substr(outlook.reasons[8].sentence.rfind(',')),
            ", which is made from the latest score.");

  // What is named as unknown to the forecast changes nothing in it.
  CourseRecord without = record;
  without.medication.pop_back();
  without.medication.pop_back();
  without.focus.reset();
  const WindowOutlook same = outlook_of(without, model);
  ASSERT_EQ(same.sessions.size(), outlook.sessions.size());
  for (std::size_t k = 0; k < same.sessions.size(); ++k) EXPECT_EQ(same.sessions[k].at, outlook.sessions[k].at);
  without.medication.clear();
  EXPECT_NE(outlook_of(without, model).sessions.back().at, outlook.sessions.back().at);
}

TEST(WindowReasons, AreFewInACourseThatKeepsToItsPlan) {
  EXPECT_TRUE(outlook_of(weekly_record({16, 15, 14, 13, 12}), support::response_model()).reasons.empty());
}

TEST(WindowReasons, AreToldWithoutAModelAndClaimNothingOfOne) {
  const auto assessment = assess(*Course::make(troubled()), phq9, nullptr);
  ASSERT_EQ(assessment->window.reasons.size(), 11u);
  for (const WindowReason& reason : assessment->window.reasons) {
    EXPECT_FALSE(reason.in_model);
    EXPECT_EQ(reason.sentence.find("model"), std::string::npos) << reason.sentence;
    EXPECT_EQ(reason.sentence.find("forecast"), std::string::npos) << reason.sentence;
  }
}

TEST(WindowOptions, OutsideTheirRangeAreRefusedByTheirValues) {
  const ResponseModel model = support::response_model();
  const auto refusal_of = [&](WindowOptions options, const ResponseModel* by) {
    AssessOptions all;
    all.window = options;
    return assess(*Course::make(weekly_record({16, 15})), phq9, by, all).error().detail;
  };
  for (const ResponseModel* by : {&model, static_cast<const ResponseModel*>(nullptr)}) {
    EXPECT_EQ(refusal_of({1.0}, by), "the window's level is 1, it must lie between 0 and 1");
    EXPECT_EQ(refusal_of({std::nan("")}, by), "the window's level is nan, it must lie between 0 and 1");
    EXPECT_EQ(refusal_of({0.5, 21}, by), "21 sessions beyond the window, it must lie in 0..20");
    EXPECT_EQ(refusal_of({0.5, -1}, by), "-1 sessions beyond the window, it must lie in 0..20");
  }
}

TEST(WindowOutlook, OfTheLongestPlanAsksForEverySessionAtOnce) {
  const WindowOutlook outlook =
      outlook_of(weekly_record({24}, window(90, 100)), support::response_model(), asking_for_by());
  EXPECT_EQ(outlook.sessions.size(), 100u);
  EXPECT_GT(*outlook.beyond.back().by, 0.5);
}

}  // namespace
}  // namespace oncourse
