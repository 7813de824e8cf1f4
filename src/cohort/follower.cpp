// follower.cpp: a course taken through its rows.
// SPDX-License-Identifier: Apache-2.0
#include "cohort/follower.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "cohort/course_in_rows.hpp"
#include "cohort/whole_number.hpp"
#include "track/asked.hpp"
#include "track/session_forecast.hpp"

namespace oncourse {

Follower::Follower(const AskedOfCourses& asked, const FollowedRows& read, FollowedVerdicts& verdicts)
    : asked_(asked),
      read_(read),
      verdicts_(verdicts),
      score_(*read.score),
      reading_(&asked.model.growth, asked.q),
      values_(read.covariates.size()) {
  if (read.session) session_.emplace(*read.session);
  if (read.date_or_day) day_.emplace(*read.date_or_day);
  if (read.group) group_.emplace(*read.group);
  for (const Column* column : read.covariates)
    covariates_.push_back(column ? std::optional<ColumnReader>(*column) : std::nullopt);
}

void Follower::follow(KeptCourse& course, const RowsOfPerson& rows, std::size_t person) {
  intake_rules_ = nullptr;
  if (course.refused == 0) {
    reading_.restore(course.reading, course.person, course.covariates);
    if (course.reading.scores > 0)
      if (auto trouble = take_rules(course)) course.refused = refuse(rows[0], *std::move(trouble));
  }
  latest_ = {};
  latest_session_.reset();
  for (std::size_t k = 0; k < rows.size; ++k) follow_row(course, rows[k]);
  if (course.refused != 0) {  // and nothing else is to be known of it
    const int why = course.refused;
    course.begin();
    course.refused = why;
  } else if (course.reading.scores > 0) {
    course.reading = reading_.kept();
    reading_.person().keep(course.person);
    if (intake_rules_->line)
      for (std::size_t r = 0; r < course.rules.size(); ++r) course.rules[r] = intake_rules_->rules.rules[r].kept();
  }
  if (!asked_.options.every_session) write_person(course, person);
}

void Follower::follow_row(KeptCourse& course, std::size_t row) {
  SaidOfCourse said;
  bool alarm = false;
  int status = 0;
  if (course.refused == 0) {
    const double total = score_.number(row);
    std::optional<Error> off_scale, end;
    if (!std::isnan(total))
      if (auto accepted = accept_total(asked_.q, total); !accepted) off_scale = accepted.error();
    const bool measured = !std::isnan(total) && !off_scale;
    if (off_scale && course.reading.scores == 0) end = baseline_not_known(*off_scale);
    if (!end) end = advance(course, row, measured);
    if (!end && measured) end = judge(course, total, said, alarm);
    if (end) {
      said = {};
      course.refused = refuse(row, *std::move(end));
    } else if (off_scale) {
      status = refuse(row, *std::move(off_scale));
    } else if (measured) {
      latest_ = said;
      latest_session_ = course.latest.number;
    }
  }
  if (!asked_.options.every_session) return;
  if (status == 0) status = status_of(course);
  verdicts_.write_session(row, course.refused == 0 ? std::optional(course.latest.number) : std::nullopt, said, alarm,
                          status);
}

int Follower::status_of(const KeptCourse& course) {
  if (course.refused != 0) return course.refused;
  return course.reading.scores == 0 ? static_cast<int>(Errc::not_enough_sessions) : 0;
}

int Follower::refuse(std::size_t row, Error why) {
  const int code = static_cast<int>(why.code);
  refusals.push_back({row, std::move(why)});
  return code;
}

std::optional<Error> Follower::take_whole(double value, const char* what, long& into) {
  if (std::isnan(value)) return Error{Errc::bad_argument, "no " + std::string(what)};
  if (!is_whole_number(value)) return whole_number_expected(what);
  into = static_cast<long>(value);
  return std::nullopt;
}

std::optional<Error> Follower::advance(KeptCourse& course, std::size_t row, bool measured) {
  long number = static_cast<long>(course.sessions), day = 0;
  if (session_)
    if (auto trouble = take_whole(session_->number(row), "session", number)) return trouble;
  if (day_) {
    const double stated = read_.days.empty() ? day_->number(row) : read_.days[row];
    if (auto trouble = take_whole(stated, read_.dated ? "date" : "day", day)) return trouble;
    if (read_.dated) {
      if (!course.intake_day) course.intake_day = day;
      day -= *course.intake_day;
    }
  } else {
    day = number * asked_.options.plan.cadence_days;
  }
  if (auto trouble = trouble_in_number_of_sessions(course.sessions + 1)) return trouble;
  const SessionPlace at{static_cast<int>(number), day};
  if (auto trouble = trouble_in_place(at, course.sessions > 0 ? &course.latest : nullptr)) return trouble;
  for (std::size_t c = 0; c < values_.size(); ++c) {
    values_[c] = covariates_[c] ? covariates_[c]->number(row) : 0.0;
    const bool not_needed = std::isnan(values_[c]) && !measured && course.sessions > 0;
    if (!std::isfinite(values_[c]) && !not_needed) return covariate_not_finite(at.number);
  }
  if (course.sessions == 0)
    if (auto trouble = take_group(course, row)) return trouble;
  course.latest = at;
  ++course.sessions;
  return std::nullopt;
}

std::optional<Error> Follower::take_group(KeptCourse& course, std::size_t row) {
  if (!group_) {
    course.group = asked_.group(asked_.options.group);
    return std::nullopt;
  }
  std::string label;
  if (is_text(read_.group->value_type())) {
    if (!group_->missing(row)) label = group_->text(row);
  } else {
    auto found = labels(*read_.group, {&row, 1});
    if (!found) return found.error();
    label = std::move(found->front());
  }
  course.group = asked_.group(label);
  return course.group ? std::nullopt : trouble_in_group_of_person(&asked_.model, label);
}

std::optional<Error> Follower::take_rules(const KeptCourse& course) {
  const auto [found, is_new] =
      known_.try_emplace({std::bit_cast<std::uint64_t>(course.reading.intake), course.group}, IntakeRules{});
  if (is_new)
    found->second =
        IntakeRules::make(asked_, course.reading.intake,
                          course.group ? asked_.groups[static_cast<std::size_t>(*course.group)] : std::string());
  intake_rules_ = &found->second;
  if (intake_rules_->refused) return intake_rules_->refused;
  auto& rules = intake_rules_->rules.rules;
  for (std::size_t r = 0; r < rules.size(); ++r)
    if (auto trouble = rules[r].restore(course.rules[r])) return trouble;
  return std::nullopt;
}

std::optional<Error> Follower::judge(KeptCourse& course, double total, SaidOfCourse& said, bool& alarm) {
  if (course.reading.scores == 0) {
    course.reading.intake = total;
    if (auto trouble = take_rules(course)) return trouble;
    std::copy(values_.begin(), values_.end(), course.covariates.begin());
  }
  ++course.reading.scores;
  const Plan& plan = asked_.options.plan;
  const TimeUnit unit = asked_.model.time_unit;
  const SessionPlace& at = course.latest;
  const double time = model_time(unit, at.number, static_cast<double>(at.day));
  reading_.observe(time, total, values_);
  if (!reading_.person().finite()) return growth::not_finite("session " + text(at.number));
  if (!intake_rules_->line) {
    said.verdict = Verdict::undetermined;
    return std::nullopt;
  }
  const PlannedEnd end{time_to_come(unit, plan, plan.window_last, at.number, static_cast<double>(at.day)),
                       at.number >= plan.window_last};
  if (!intake_rules_->rules.judge(reading_, end)) return growth::not_finite("session " + text(at.number));
  said = intake_rules_->say(reading_, end);
  if (!std::isfinite(said.probability)) return growth::not_finite("session " + text(at.number));
  alarm = !course.alarm && intake_rules_->rules.alarmed();
  if (alarm) course.alarm = at.number;
  return std::nullopt;
}

void Follower::write_person(const KeptCourse& course, std::size_t person) {
  SaidOfCourse said = latest_;
  if (course.refused != 0 || course.reading.scores == 0)
    said = {};
  else if (!said.verdict)
    said.verdict = intake_rules_->line ? intake_rules_->rules.verdict() : Verdict::undetermined;
  verdicts_.write_person(person, said, said.verdict ? latest_session_ : std::nullopt, course.alarm, status_of(course));
}

}  // namespace oncourse
