// groups.cpp: `oncourse effect`, `benchmark` and `reliability`: what is said of many people at once.
// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <map>

#include "commands.hpp"
#include "file.hpp"
#include "json/write.hpp"
#include "long_file.hpp"
#include "oncourse/change/benchmark.hpp"
#include "oncourse/cohort/group_columns.hpp"
#include "oncourse/cohort/reliability_columns.hpp"
#include "table_file.hpp"

namespace oncourse::cli {
namespace {

struct EffectCommand {
  std::string file, pre = "pre", post = "post", group, reference;
  GroupChangeOptions options;
  bool between = false, of_second_scores = false, uncorrected = false, unequal = false, json = false;

  Exit run() {
    options.effect.small_sample_correction = !uncorrected;
    if (unequal) options.effect.variances = Variances::unequal;
    const auto table = read_csv(file);
    if (!table) return fail(table.error());
    NamedColumns columns(*table);
    const auto first = columns.numbers(pre), second = columns.numbers(post), groups = columns.texts(group);
    for (const auto* one : {&first, &second, &groups})
      if (!*one) return fail(one->error(), file);
    Result<Table> found(std::in_place);
    if (between) {
      if (group.empty() || !options.important)
        return fail({Errc::bad_argument, "--between compares groups: it needs --group and --important"});
      found = group_difference_columns(of_second_scores ? nullptr : *first, **second, **groups,
                                       {options.direction, *options.important, reference, options.effect.level});
    } else {
      found = group_change_columns(**first, **second, *groups, options);
    }
    if (!found) return fail(found.error(), file);
    print(*found, json, "groups");
    return Exit::ok;
  }
};

struct BenchmarkCommand {
  KnownEffect service, published;
  std::optional<double> margin;
  double level = usual_confidence;

  Exit run() const {
    const auto found = benchmark_effect(service, published, margin, level);
    if (!found) return fail(found.error());
    json::Value out = {{"difference", found->difference},
                       {"standard_error", found->standard_error},
                       {"interval", json::Value::array({found->interval.low, found->interval.high})},
                       {"level", level},
                       {"z", found->z},
                       {"p", found->p},
                       {"verdict", name(found->verdict)},
                       {"good_enough", found->good_enough},
                       {"equivalent", found->equivalent}};
    std::cout << json::write(out, json::Layout::lines) << "\n";
    return Exit::ok;
  }
};

struct ReliabilityCommand {
  std::string file;
  std::vector<std::string> items, occasions;
  double level = usual_confidence;
  bool json = false;

  Exit run() const {
    if (items.empty() == occasions.empty())
      return fail({Errc::bad_argument, "either --items of one measurement or --occasions of one score"});
    const auto table = read_csv(file);
    if (!table) return fail(table.error());
    std::vector<FileColumn> read;
    for (const std::string& one : items.empty() ? occasions : items) {
      auto made = FileColumn::numbers(*table, one);
      if (!made) return fail(made.error(), file);
      read.push_back(*std::move(made));
    }
    std::vector<const Column*> columns;
    columns.reserve(read.size());
    for (const FileColumn& one : read) columns.push_back(&*one);
    const auto found = items.empty() ? retest_columns(columns, level) : reliability_columns(columns, level);
    if (!found) return fail(found.error(), file);
    print(*found, json, items.empty() ? "retest" : "reliability");
    return Exit::ok;
  }
};

void add_effect(CLI::App& app, Exit& exit) {
  auto options = std::make_shared<EffectCommand>();
  CLI::App* command = app.add_subcommand("effect", "How far groups moved: mean change, t, standardised change, anchor");
  command->footer("Example:\n  oncourse effect pairs.csv --better lower --group arm --important 5");
  command->add_option("file", options->file, "CSV file with a header, a row per person")->required();
  command->add_option("--pre", options->pre, "Column of first scores [pre]");
  command->add_option("--post", options->post, "Column of second scores [post]");
  command->add_option("--group", options->group, "Column by which rows are grouped");
  command->add_option("--better", options->options.direction, "lower or higher")
      ->required()
      ->transform(CLI::CheckedTransformer(directions));
  const std::map<std::string, Standardizer> standardizers = {
      {"pre_sd", Standardizer::pre_sd}, {"pooled_sd", Standardizer::pooled_sd}, {"change_sd", Standardizer::change_sd}};
  command->add_option("--by", options->options.effect.by, "Standardised by pre_sd, pooled_sd or change_sd [pre_sd]")
      ->transform(CLI::CheckedTransformer(standardizers));
  command->add_flag("--uncorrected", options->uncorrected, "Without Hedges' small-sample correction");
  command->add_flag("--unequal-variances", options->unequal, "Standard error by Bonett 2008");
  command->add_option("--level", options->options.effect.level, "Of the intervals [0.95]");
  command->add_option("--reliability", options->options.reliability,
                      "Of first scores: the share of true scores that improved");
  command->add_option("--true-cutoff", options->options.true_cutoff,
                      "With it: the share of true second scores on the better side");
  command->add_option("--important", options->options.important, "Minimal important difference in points");
  command->add_flag("--between", options->between, "Compare the groups with each other, by their changes");
  command->add_flag("--second-scores", options->of_second_scores, "Compare them by their second scores instead");
  command->add_option("--reference", options->reference, "The group that the others are compared with [the first]");
  command->add_flag("--json", options->json, "One JSON document on standard output");
  command->callback([options, &exit] { exit = options->run(); });
}

void add_benchmark(CLI::App& app, Exit& exit) {
  auto options = std::make_shared<BenchmarkCommand>();
  CLI::App* command = app.add_subcommand("benchmark", "Compare a service's standardised change with a published one");
  command->footer(
      "Example:\n  oncourse benchmark --effect 0.92 --se 0.05 --published 1.10 --published-se 0.08 --margin 0.2");
  command->add_option("--effect", options->service.improvement, "Of the service, in the better direction")->required();
  command->add_option("--se", options->service.standard_error, "Its standard error")->required();
  command->add_option("--published", options->published.improvement, "The published effect, standardised alike")
      ->required();
  command->add_option("--published-se", options->published.standard_error,
                      "Its standard error; 0 takes it as exact [0]");
  command->add_option("--margin", options->margin, "The largest difference that does not matter");
  command->add_option("--level", options->level, "Of the interval [0.95]");
  command->callback([options, &exit] { exit = options->run(); });
}

void add_reliability(CLI::App& app, Exit& exit) {
  auto options = std::make_shared<ReliabilityCommand>();
  CLI::App* command = app.add_subcommand(
      "reliability", "Alpha and omega of items, or test-retest reliability, from a clinic's own data");
  command->footer(
      "Examples:\n  oncourse reliability sheets.csv --items q1,q2,q3,q4,q5,q6,q7,q8,q9\n"
      "  oncourse reliability totals.csv --occasions first,second");
  command->add_option("file", options->file, "CSV file with a header, a row per person")->required();
  command->add_option("--items", options->items, "Columns of keyed items: a,b,c")->delimiter(',');
  command->add_option("--occasions", options->occasions, "Columns of the same score at several times: a,b")
      ->delimiter(',');
  command->add_option("--level", options->level, "Of the intervals [0.95]");
  command->add_flag("--json", options->json, "One JSON document on standard output");
  command->callback([options, &exit] { exit = options->run(); });
}

}  // namespace

void add_groups(CLI::App& app, Exit& exit) {
  add_effect(app, exit);
  add_benchmark(app, exit);
  add_reliability(app, exit);
}

}  // namespace oncourse::cli
