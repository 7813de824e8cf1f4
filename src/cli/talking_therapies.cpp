// talking_therapies.cpp: `oncourse talking-therapies`: referrals and the rates of services.
// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "commands.hpp"
#include "file.hpp"
#include "oncourse/cohort/talking_therapies_columns.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "table_file.hpp"

namespace oncourse::cli {
namespace {

struct TherapiesCommand {
  std::string file, first = "phq-9", first_pre, first_post, second = "gad-7", second_pre, second_post, fallback_pre,
                    fallback_post, group;
  std::optional<double> second_caseness, second_reliable;
  double level = usual_confidence;
  bool children = false, rates = false, json = false;

  Exit run() const;

 private:
  [[nodiscard]] static Result<MeasureThresholds> thresholds(const std::string& id) {
    const auto q = find_instrument(id);
    if (!q) return q.error();
    return talking_therapies_thresholds(**q);
  }
};

Exit TherapiesCommand::run() const {
  const auto table = read_csv(file);
  if (!table) return fail(table.error());
  NamedColumns columns(*table);
  TalkingTherapiesColumns asked;
  const auto measure = [&](const std::string& pre, const std::string& post,
                           const MeasureThresholds& by) -> Result<MeasureColumns> {
    const auto before = columns.numbers(pre), after = columns.numbers(post);
    if (!before) return before.error();
    if (!after) return after.error();
    if (!*before || !*after)
      return Error{Errc::bad_argument, "a measure's first and last column belong together, one is missing"};
    return MeasureColumns{*before, *after, by};
  };
  const auto of_first = thresholds(first);
  if (!of_first) return fail(of_first.error());
  const auto pair_first = measure(first_pre, first_post, *of_first);
  if (!pair_first) return fail(pair_first.error(), file);
  asked.first = *pair_first;
  if (!second_pre.empty() || !second_post.empty()) {
    Result<MeasureThresholds> by = MeasureThresholds{};
    if (second_reliable)
      by = MeasureThresholds{Direction::lower_is_better, second_caseness, true, *second_reliable};
    else
      by = thresholds(second);
    if (!by) return fail(by.error());
    const auto read = measure(second_pre, second_post, *by);
    if (!read) return fail(read.error(), file);
    asked.second = *read;
  }
  if (!fallback_pre.empty() || !fallback_post.empty()) {
    const auto by = thresholds("gad-7");
    if (!by) return fail(by.error());
    const auto read = measure(fallback_pre, fallback_post, *by);
    if (!read) return fail(read.error(), file);
    asked.fallback = *read;
  }
  const auto groups = columns.texts(group);
  if (!groups) return fail(groups.error(), file);
  asked.group = *groups;
  const auto found = talking_therapies_columns(asked, children ? children_policy : adult_policy, level);
  if (!found) return fail(found.error(), file);
  print(rates ? found->rates : found->referrals, json, rates ? "rates" : "referrals");
  std::cerr << "oncourse: " << found->referrals.rows() - rows_in_trouble(found->referrals) << " of "
            << found->referrals.rows() << " referrals are completed with scores\n";
  return Exit::ok;
}

}  // namespace

void add_talking_therapies(CLI::App& app, Exit& exit) {
  auto options = std::make_shared<TherapiesCommand>();
  CLI::App* command = app.add_subcommand("talking-therapies", "Outcome indicators of NHS Talking Therapies");
  command->footer(
      "Example:\n  oncourse talking-therapies referrals.csv --first-pre phq1 --first-post phq2 --second-pre gad1 \\\n"
      "    --second-post gad2 --group service --rates");
  command->add_option("file", options->file, "CSV file with a header, a row per referral")->required();
  command->add_option("--first", options->first, "Instrument of the first measure [phq-9]");
  command->add_option("--first-pre", options->first_pre, "Column of its first scores")->required();
  command->add_option("--first-post", options->first_post, "Column of its last scores")->required();
  command->add_option("--second", options->second, "Instrument of the second measure [gad-7]");
  command->add_option("--second-pre", options->second_pre, "Column of its first scores");
  command->add_option("--second-post", options->second_post, "Column of its last scores");
  command->add_option("--second-caseness", options->second_caseness,
                      "Of a second measure whose figures are not shipped: a case from here on");
  command->add_option("--second-reliable", options->second_reliable, "And its reliable change in points");
  command->add_option("--fallback-pre", options->fallback_pre, "First GAD-7, where the second measure is missing");
  command->add_option("--fallback-post", options->fallback_post, "Last GAD-7, where the second measure is missing");
  command->add_option("--group", options->group, "Column by which rates are split");
  command->add_option("--level", options->level, "Of the intervals of rates [0.95]");
  command->add_flag("--children", options->children, "Children and young people: any deterioration wins");
  command->add_flag("--rates", options->rates, "Rates in place of the referrals");
  command->add_flag("--json", options->json, "One JSON document on standard output");
  command->callback([options, &exit] { exit = options->run(); });
}

}  // namespace oncourse::cli
