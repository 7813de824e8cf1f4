// gains.cpp: `oncourse gains`: sudden gains and losses, and `oncourse windows`: scores around a session.
// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "file.hpp"
#include "long_file.hpp"
#include "oncourse/cohort/session_window_columns.hpp"
#include "oncourse/cohort/sudden_gain_columns.hpp"
#include "oncourse/course/change.hpp"
#include "oncourse/report/change_chart.hpp"

namespace oncourse::cli {
namespace {

struct GainsCommand {
  LongFile input;
  SuddenGainCriteria criteria;
  SuddenGainOptions options;
  std::optional<double> share = 0.25, critical;
  std::string which_table = "gains", svg, drawn_person;
  bool no_share = false, no_means = false, any = false, losses = false, json = false;

  Exit run();

 private:
  [[nodiscard]] std::optional<Error> draw(const SuddenGainRule& rule) const;
};

/// The figure of one person's series.
std::optional<Error> GainsCommand::draw(const SuddenGainRule& rule) const {
  const auto long_series = LongSeries::read({&input.persons(), &input.times(), &input.scores()});
  if (!long_series) return long_series.error();
  const std::size_t column = *input.table().find(input.person);
  for (std::size_t i = 0; i < long_series->persons(); ++i) {
    if (input.table().cell(long_series->rows_of(i).front(), column) != drawn_person) continue;
    const auto series = long_series->of(i);
    if (!series) return series.error();
    const auto found = rule.find(series->scores, series->first_session);
    if (!found) return found.error();
    ScoreAxis axis{input.score_label(), 0.0, 0.0};
    for (const double score : series->scores)
      if (!std::isnan(score)) axis = {axis.label, std::min(axis.from, score), std::max(axis.to, score)};
    if (axis.to <= axis.from) axis.to = axis.from + 1.0;
    if (input.q) axis = {axis.label, input.q->total_min, input.q->total_max};
    const auto drawn = sudden_gain_svg(series->scores, series->first_session, found->gains, axis);
    if (!drawn) return drawn.error();
    return write_file(svg, *drawn);
  }
  return Error{Errc::bad_argument, "--draw names nobody of the file"};
}

Exit GainsCommand::run() {
  if (const auto trouble = input.read()) return *trouble;
  criteria.kind = losses ? SuddenChange::loss : SuddenChange::gain;
  criteria.combine = any ? CombineCriteria::any : CombineCriteria::all;
  if (no_share)
    criteria.share.reset();
  else if (share)
    criteria.share->share = *share;
  if (no_means)
    criteria.means.reset();
  else
    criteria.means->critical = critical;
  if (!criteria.points && input.q) {
    const auto own = reliable_change(*input.q);
    if (!own) return fail(own.error());
    criteria.points = own->points;
  }
  const auto rule = SuddenGainRule::make(criteria, input.direction);
  if (!rule) return fail(rule.error());
  options.intervals = which_table == "intervals";
  const auto found =
      sudden_gain_columns({&input.persons(), &input.times(), &input.scores()}, input.direction, criteria, options);
  if (!found) return fail(found.error(), input.file);
  if (svg.empty() != drawn_person.empty())
    return fail({Errc::bad_argument, "--svg FILE and --draw PERSON belong together"});
  if (!svg.empty())
    if (const auto trouble = draw(*rule)) return fail(*trouble);
  const auto shown = [&](const Table& table, const std::vector<std::size_t>& rows) {
    print(beside(input.table(), input.person, rows, table), json, which_table);
  };
  if (which_table == "intervals")
    shown(found->intervals, found->interval_rows);
  else if (which_table == "persons")
    shown(found->persons, found->person_rows);
  else
    shown(found->gains, found->gain_rows);
  std::cerr << "oncourse: " << found->gains.rows() << (losses ? " losses of " : " gains of ") << found->persons.rows()
            << " persons; " << found->counts.available << " of " << found->counts.tested
            << " intervals could be judged by every criterion; " << found->refused << " persons were refused\n";
  return Exit::ok;
}

struct WindowsCommand {
  LongFile input;
  std::string at;
  int before = 2, after = 3;
  bool json = false;

  Exit run() {
    if (const auto trouble = input.read()) return *trouble;
    const auto sessions = FileColumn::numbers(input.table(), at);
    if (!sessions) return fail(sessions.error(), input.file);
    const auto found =
        session_window_columns({&input.persons(), &input.times(), &input.scores()}, **sessions, before, after);
    if (!found) return fail(found.error(), input.file);
    print(beside(input.table(), input.person, found->person_rows, found->windows), json, "windows");
    return Exit::ok;
  }
};

void add_windows(CLI::App& app, Exit& exit) {
  auto options = std::make_shared<WindowsCommand>();
  CLI::App* command =
      app.add_subcommand("windows", "Every person's scores around one session, as that of a gain they are matched to");
  command->footer("Example:\n  oncourse windows scores.csv --better lower --at matched_session");
  options->input.add_options(command);
  command->add_option("--at", options->at, "Column of the session: in a person's rows one and the same, or empty")
      ->required();
  command->add_option("--before", options->before, "Sessions before it [2]");
  command->add_option("--after", options->after, "Sessions after it [3]");
  command->add_flag("--json", options->json, "One JSON document on standard output");
  command->callback([options, &exit] { exit = options->run(); });
}

}  // namespace

void add_gains(CLI::App& app, Exit& exit) {
  auto options = std::make_shared<GainsCommand>();
  SuddenGainCriteria& criteria = options->criteria;
  CLI::App* command = app.add_subcommand("gains", "Sudden gains and losses between sessions (Tang and DeRubeis)");
  command->footer(
      "Examples:\n  oncourse gains scores.csv --instrument phq-9\n"
      "  oncourse gains scores.csv --better lower --points 7 --table persons --which largest\n"
      "  oncourse gains scores.csv --better lower --points 7 --draw P7 --svg gains.svg");
  options->input.add_options(command);
  command->add_option("--points", criteria.points,
                      "Criterion 1: at least so many points [the instrument's reliable change]");
  command->add_option("--share", options->share, "Criterion 2: at least this share of the score before [0.25]");
  const std::map<std::string, ShareOf> shares = {
      {"before", ShareOf::score_before}, {"first", ShareOf::first_score}, {"distance", ShareOf::distance_to_end}};
  command
      ->add_option("--share-of", criteria.share->of,
                   "Of the score `before`, of the `first` score, or of the `distance` to --scale-end [before]")
      ->transform(CLI::CheckedTransformer(shares));
  command->add_option("--scale-end", criteria.share->scale_end, "The best score of the scale");
  command->add_flag("--no-share", options->no_share, "Do without criterion 2");
  command->add_option("--critical", options->critical,
                      "Criterion 3: one critical value, such as 2.776 [by degrees of freedom]");
  command->add_option("--alpha", criteria.means->alpha, "Criterion 3: two-sided level of Student's t [0.05]");
  command->add_option("--sessions", criteria.means->sessions, "Criterion 3: sessions on each side [3]");
  command->add_option("--least", criteria.means->least, "Criterion 3: scores that must be there on each side [2]");
  command->add_flag("--t-test", criteria.means->t_test, "Criterion 3 as the t test that it resembles");
  command->add_flag("--no-means", options->no_means, "Do without criterion 3");
  command->add_flag("--any", options->any, "One of the criteria is enough [all]");
  command->add_flag("--losses", options->losses, "Sudden losses, the mirror image");
  command->add_option("--bridge", criteria.bridge, "Missed sessions in a row that an interval may span [0]");
  command->add_flag("--first-interval", criteria.first_interval, "Also from the first session to the second");
  command->add_flag("--last-interval", criteria.last_interval, "Also from the last session but one to the last");
  command->add_option("--from", criteria.from_session, "First session looked at");
  command->add_option("--to", criteria.to_session, "Last session looked at");
  command->add_option("--start", criteria.start_session,
                      "Total change counts from this session [the first with a score]");
  command->add_option("--end", criteria.end_session, "Total change counts to this session [the last with a score]");
  command->add_option("--reversal-share", criteria.reversal_share, "Share of the gain to be lost again [0.5]");
  command->add_option("--reversal-from", criteria.reversal_from,
                      "Sessions after the gain's first from which scores are looked at [2]");
  command->add_option("--table", options->which_table, "gains, persons or intervals [gains]")
      ->check(CLI::IsMember({"gains", "persons", "intervals"}));
  const std::map<std::string, WhichGain> choices = {{"first", WhichGain::first},
                                                    {"last", WhichGain::last},
                                                    {"largest", WhichGain::largest},
                                                    {"smallest", WhichGain::smallest}};
  command->add_option("--which", options->options.which, "Of several gains, the one that stands for a person [first]")
      ->transform(CLI::CheckedTransformer(choices));
  command->add_option("--draw", options->drawn_person, "The person to draw");
  command->add_option("--svg", options->svg, "Write the person's scores with marked gains to this file");
  command->add_flag("--json", options->json, "One JSON document on standard output");
  command->callback([options, &exit] { exit = options->run(); });
  add_windows(app, exit);
}

}  // namespace oncourse::cli
