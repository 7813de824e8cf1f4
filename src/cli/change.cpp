// change.cpp: `oncourse change`: pairs of scores in, what they say out.
// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "change_method.hpp"
#include "file.hpp"
#include "long_file.hpp"
#include "oncourse/cohort/change_columns.hpp"
#include "oncourse/cohort/class_columns.hpp"
#include "oncourse/cohort/cohort.hpp"
#include "oncourse/report/change_chart.hpp"

namespace oncourse::cli {
namespace {

/// A person's first and last score, or two columns of a file with a row per person.
struct Pairs {
  std::vector<double> pre, post;
  std::vector<std::size_t> rows;  ///< of the file, where each person first appears

  [[nodiscard]] static FileColumn column(const char* name, const std::vector<double>& scores) {
    auto out = TableColumn::numbers(name);
    for (const double score : scores) out.append(std::isnan(score) ? std::nullopt : std::optional(score));
    return FileColumn(std::move(out));
  }
};

struct ChangeCommand {
  LongFile input;
  ChangeMethod how;
  std::string pre = "pre", post = "post", group, against, svg;
  double level = usual_confidence;
  bool first_and_last = false, summary = false, json = false;

  Exit run();

 private:
  [[nodiscard]] Result<Pairs> pairs_of_columns() const;
  [[nodiscard]] Result<Pairs> pairs_of_persons() const;
  [[nodiscard]] std::optional<Error> draw(const ChangeRule& rule, const Pairs& pairs) const;
  [[nodiscard]] Result<Table> counted(const Table& found, const Pairs& pairs) const;
};

Result<Pairs> ChangeCommand::pairs_of_columns() const {
  const auto first = FileColumn::numbers(input.table(), pre), second = FileColumn::numbers(input.table(), post);
  if (!first) return first.error();
  if (!second) return second.error();
  auto before = numbers(**first), after = numbers(**second);
  if (!before) return before.error();
  if (!after) return after.error();
  Pairs out{*std::move(before), *std::move(after), {}};
  for (std::size_t row = 0; row < input.table().rows(); ++row) out.rows.push_back(row);
  return out;
}

/// Persons with a single score have no second one.
Result<Pairs> ChangeCommand::pairs_of_persons() const {
  const auto persons = rows_by_person(input.persons());
  const auto times = numbers(input.times()), scores = numbers(input.scores());
  if (!persons) return persons.error();
  if (!times) return times.error();
  if (!scores) return scores.error();
  Pairs out;
  for (std::size_t person = 0; person < persons->persons(); ++person) {
    double first = std::numeric_limits<double>::quiet_NaN(), last = first, before = first;
    for (const std::size_t row : persons->of(person)) {
      const double time = (*times)[row], score = (*scores)[row];
      if (std::isnan(time) || !(std::isnan(before) || time > before))
        return Error{Errc::session_order, "line " + text(input.table().line(row)) +
                                              ": its time is missing or does not follow the person's row before"};
      before = time;
      if (std::isnan(score)) continue;
      (std::isnan(first) ? first : last) = score;
    }
    out.pre.push_back(first);
    out.post.push_back(last);
    out.rows.push_back(persons->of(person).front());
  }
  return out;
}

std::optional<Error> ChangeCommand::draw(const ChangeRule& rule, const Pairs& pairs) const {
  ScoreAxis axis{first_and_last ? input.score_label() : pre + " and " + post, 0.0, 1.0};
  if (input.q) {
    axis = {std::string(input.q->name), input.q->total_min, input.q->total_max};
  } else {
    std::optional<double> low, high;
    for (const auto* scores : {&pairs.pre, &pairs.post})
      for (const double score : *scores)
        if (std::isfinite(score)) {
          low = std::min(low.value_or(score), score);
          high = std::max(high.value_or(score), score);
        }
    if (low) axis.from = *low, axis.to = *high > *low ? *high : *low + 1.0;
  }
  const auto drawn = change_svg(rule, pairs.pre, pairs.post, axis);
  if (!drawn) return drawn.error();
  return write_file(svg, *drawn);
}

/// Classes by group.
Result<Table> ChangeCommand::counted(const Table& found, const Pairs& pairs) const {
  const TableColumn& classes = *found.find("class");
  const Column shown{"class", {classes.view()}, classes.size()};
  if (group.empty()) return class_summary_columns(shown, nullptr, level);
  const auto groups = FileColumn::texts(input.table(), group);
  if (!groups) return groups.error();
  const auto of_pairs = take(**groups, pairs.rows);
  if (!of_pairs) return of_pairs.error();
  const Column by{of_pairs->name(), {of_pairs->view()}, of_pairs->size()};
  return class_summary_columns(shown, &by, level);
}

Exit ChangeCommand::run() {
  if (const auto trouble = first_and_last ? input.read() : input.read_table()) return *trouble;
  const auto pairs = first_and_last ? pairs_of_persons() : pairs_of_columns();
  if (!pairs) return fail(pairs.error(), input.file);
  std::optional<PairSummary> sample;
  if (how.from_sample()) {
    const auto described = describe_pairs(pairs->pre, pairs->post);
    if (!described) return fail(described.error(), input.file);
    sample = *described;
  }
  const auto rule = how.rule(input.q, input.direction, sample, how.method);
  if (!rule) return fail(rule.error());
  const auto first = Pairs::column("pre", pairs->pre), second = Pairs::column("post", pairs->post);
  const auto found = classify_columns(*rule, *first, *second, input.q);
  if (!found) return fail(found.error(), input.file);
  if (!svg.empty())
    if (const auto trouble = draw(*rule, *pairs)) return fail(*trouble, input.file);
  if (!against.empty()) {
    const auto other_rule = how.rule(input.q, input.direction, sample, against);
    if (!other_rule) return fail(other_rule.error());
    const auto other = classify_columns(*other_rule, *first, *second, input.q);
    if (!other) return fail(other.error(), input.file);
    const auto shown = [](const Table& table) {
      const TableColumn& classes = *table.find("class");
      return Column{"class", {classes.view()}, classes.size()};
    };
    const auto table = class_contingency_columns(shown(*found), shown(*other));
    if (!table) return fail(table.error());
    print(*table, json, "classes");
  } else if (summary) {
    const auto table = counted(*found, *pairs);
    if (!table) return fail(table.error(), input.file);
    print(*table, json, "groups");
  } else if (first_and_last) {
    print(beside(input.table(), input.person, pairs->rows, *found), json, "persons");
  } else {
    print(*found, json, "pairs");
  }
  const std::size_t trouble = rows_in_trouble(*found);
  std::cerr << "oncourse: " << found->rows() - trouble << " of " << found->rows() << " pairs have a class, " << trouble
            << " have none\n";
  return Exit::ok;
}

}  // namespace

void add_change(CLI::App& app, Exit& exit) {
  auto options = std::make_shared<ChangeCommand>();
  CLI::App* command =
      app.add_subcommand("change", "Say of pairs of scores whether they changed, by any published method");
  command->footer(
      "Examples:\n  oncourse change pairs.csv --instrument phq-9 --cutoff caseness\n"
      "  oncourse change cohort.csv --first-and-last --instrument phq-9 --summary --group medication\n"
      "  oncourse change pairs.csv --better lower --method edwards_nunnally --reliability 0.84 --from-sample \\\n"
      "    --criterion c --functional-mean 7.7 --functional-sd 7.5 --svg change.svg\n"
      "A row without a class says why in `status` and `detail`, and is counted.");
  command->add_option("--pre", options->pre, "Column of first scores [pre]");
  command->add_option("--post", options->post, "Column of second scores [post]");
  command->add_flag("--first-and-last", options->first_and_last,
                    "The file has a row per person and session: compare everybody's first score with their last");
  options->input.add_options(command);
  options->how.add_options(command);
  command->add_flag("--summary", options->summary, "Counts and shares of classes in place of the pairs");
  command->add_option("--group", options->group, "Column by which the summary is split");
  command->add_option("--level", options->level, "Of the intervals of the summary's shares [0.95]");
  command->add_option("--against", options->against, "Count the classes against those of another method")
      ->check(CLI::IsMember(ChangeMethod::names()));
  command->add_option("--svg", options->svg, "Write the scatter of the pairs to this file");
  command->add_flag("--json", options->json, "One JSON document on standard output");
  command->callback([options, &exit] { exit = options->run(); });
}

}  // namespace oncourse::cli
