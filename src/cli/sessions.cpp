// sessions.cpp: `oncourse sessions`: change over the sessions of every person of a long file.
// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "file.hpp"
#include "long_file.hpp"
#include "oncourse/cohort/response_columns.hpp"
#include "oncourse/course/change.hpp"

namespace oncourse::cli {
namespace {

struct SessionsCommand {
  LongFile input;
  SessionCriteria asked;
  ResponseCriterion response;
  EarlyResponseCriterion early;
  RemissionCriterion remission;
  ReliablePoints reliable;
  ReliableTrendCriterion trend;
  std::optional<double> best_score, remission_limit, relapse_limit, improvement, deterioration, functional,
      critical_improvement, critical_deterioration;
  bool no_response = false, events = false, json = false;

  Exit run();

 private:
  [[nodiscard]] std::optional<Error> complete();
};

/// What belongs together, and what the instrument says where the options do not.
std::optional<Error> SessionsCommand::complete() {
  response.improvement.best_score = early.improvement.best_score = best_score;
  asked.response = no_response ? std::nullopt : std::optional(response);
  if (early.within || early.by_session) asked.early_response = early;
  if (remission_limit) {
    remission.limit = {*remission_limit, true};
    if (relapse_limit) {
      remission.relapse.kind = RelapseCriterion::Kind::beyond_limit;
      remission.relapse.limit = {*relapse_limit, true};
    }
    asked.remission = remission;
  } else if (relapse_limit || remission.recovery_duration || remission.recovery_scores) {
    return Error{Errc::bad_argument, "relapse and recovery need --remission, the limit of remission"};
  }
  if (improvement) {
    reliable.improvement = *improvement;
    reliable.deterioration = deterioration.value_or(*improvement);
    asked.reliable = reliable;
  } else if (deterioration) {
    return Error{Errc::bad_argument, "--deterioration needs --reliable, the points of an improvement"};
  } else if (input.q) {
    if (const auto own = reliable_change(*input.q)) {
      reliable.improvement = reliable.deterioration = own->points;
      reliable.inclusive = own->inclusive;
      asked.reliable = reliable;
    }
  }
  if (functional) {
    asked.functional = ScoreLimit{*functional, true};
  } else if (input.q && asked.reliable) {
    if (const Cutoff* const cutoff = usual_cutoff(input.q->figures))
      asked.functional = ScoreLimit{cutoff->value, !in_clinical_range(*cutoff, cutoff->value)};
  }
  if ((trend.sd != 0.0) != (trend.reliability != 0.0))
    return Error{Errc::bad_argument, "--sd and --reliability belong together, one is missing"};
  if (trend.sd != 0.0) {
    trend.critical_improvement = critical_improvement.value_or(trend.critical_improvement);
    trend.critical_deterioration = critical_deterioration.value_or(trend.critical_improvement);
    asked.trend = trend;
  }
  return std::nullopt;
}

Exit SessionsCommand::run() {
  if (const auto trouble = input.read()) return *trouble;
  if (const auto trouble = complete()) return fail(*trouble);
  const auto found = response_columns({&input.persons(), &input.times(), &input.scores()}, input.direction, asked);
  if (!found) return fail(found.error(), input.file);
  print(beside(input.table(), input.person, events ? found->event_rows : found->person_rows,
               events ? found->events : found->persons),
        json, events ? "events" : "persons");
  const std::size_t trouble = rows_in_trouble(found->persons);
  std::cerr << "oncourse: " << found->persons.rows() - trouble << " of " << found->persons.rows()
            << " persons were judged, " << trouble << " were not\n";
  return Exit::ok;
}

}  // namespace

void add_sessions(CLI::App& app, Exit& exit) {
  auto options = std::make_shared<SessionsCommand>();
  CLI::App* command = app.add_subcommand(
      "sessions", "Response, remission, relapse, reliable change, trend and plateau over every person's sessions");
  command->footer(
      "Examples:\n  oncourse sessions scores.csv --instrument phq-9 --remission 4\n"
      "  oncourse sessions scores.csv --better lower --early-by 4 --reliable 6 --functional 9 --events\n"
      "A person whose series cannot be read says why in `status` and `detail`, and is counted.");
  options->input.add_options(command);
  command->add_option("--percent", options->response.improvement.percent,
                      "Response: percent of the baseline score [50]");
  command->add_option("--points", options->response.improvement.points, "Response: points, in place of percent");
  command->add_option("--best-score", options->best_score, "Percent count from the baseline to this score");
  command->add_option("--sustained", options->response.sustained.scores, "Sustained response: scores in a row [2]");
  command->add_flag("--no-response", options->no_response, "Do not ask for response");
  command->add_option("--early-percent", options->early.improvement.percent,
                      "Early response: percent of the baseline score [20]");
  command->add_option("--early-points", options->early.improvement.points,
                      "Early response: points, in place of percent");
  command->add_option("--early-by", options->early.within,
                      "Early response: the latest time since baseline that counts");
  command->add_option("--early-by-session", options->early.by_session,
                      "Early response: the latest row that counts, a person's first being 0");
  command->add_flag("--last-score-decides", options->early.last_score_decides,
                    "Early response: the last score in time, in place of any of them");
  command->add_option("--remission", options->remission_limit, "Remission: this score or better");
  command->add_option("--remission-scores", options->remission.ascribed.scores, "Remission: scores in a row [1]");
  command->add_option("--remission-time", options->remission.ascribed.duration, "Remission: time it must last [0]");
  command->add_option("--recovery-after", options->remission.recovery_duration, "Recovery: time in remission");
  command->add_option("--recovery-scores", options->remission.recovery_scores, "Recovery: scores in remission");
  command->add_option("--relapse", options->relapse_limit, "Relapse: this score or worse [any that is not remitted]");
  command->add_option("--relapse-scores", options->remission.relapse.persistence.scores,
                      "Relapse: scores in a row [1]");
  command->add_option("--reliable", options->improvement,
                      "Reliable change: at least so many points [the instrument's]");
  command->add_option("--deterioration", options->deterioration, "Reliable change for the worse [as for the better]");
  command->add_option("--reliable-sustained", options->reliable.sustained.scores,
                      "Sustained reliable change: scores in a row [2]");
  command->add_option("--functional", options->functional,
                      "Good enough level: this score or better, and reliably improved [the instrument's]");
  command->add_option("--sd", options->trend.sd, "Reliable trend: standard deviation of the scores");
  command->add_option("--reliability", options->trend.reliability, "Reliable trend: of one score, between 0 and 1");
  command->add_option("--critical", options->critical_improvement, "Reliable trend: critical value [1.96]");
  command->add_option("--critical-deterioration", options->critical_deterioration,
                      "Reliable trend: the same for the worse [as for improvement]");
  command->add_option("--plateau", options->asked.plateau_scores, "Plateau: the fewest scores that are called one");
  command->add_flag("--events", options->events, "A row per event in place of a row per person");
  command->add_flag("--json", options->json, "One JSON document on standard output");
  command->callback([options, &exit] { exit = options->run(); });
}

}  // namespace oncourse::cli
