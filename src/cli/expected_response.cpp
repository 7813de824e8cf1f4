// expected_response.cpp: `oncourse expected-response`: a model in, what it expects after each intake score out.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "commands.hpp"
#include "file.hpp"
#include "items.hpp"
#include "oncourse/cohort/expected_response_columns.hpp"
#include "oncourse/course/course_file.hpp"
#include "oncourse/report/response_chart.hpp"
#include "oncourse/track/model_file.hpp"
#include "table_file.hpp"

namespace oncourse::cli {
namespace {

struct ExpectedResponseCommand {
  std::string model, intake, at, instrument, definition, target, svg;
  std::vector<std::string> covariates;  ///< NAME=VALUE
  double level = ExpectedResponseOptions{}.level;
  bool json = false;

  Exit run() const;

 private:
  [[nodiscard]] Result<std::vector<double>> values_of(const growth::Design& design) const;
};

/// "10,15,20" as they stand, "10..20" by `between`.
template <class Between>
Result<std::vector<double>> numbers_in(std::string_view list, const Between& between) {
  std::vector<double> out;
  while (!list.empty()) {
    const std::string_view one = list.substr(0, list.find(','));
    list.remove_prefix(std::min(one.size() + 1, list.size()));
    const std::size_t dots = one.find("..");
    const auto first = parse_number(one.substr(0, dots));
    if (!first) return first.error();
    if (dots == std::string_view::npos) {
      out.push_back(*first);
      continue;
    }
    const auto last = parse_number(one.substr(dots + 2));
    if (!last) return last.error();
    const Result<std::vector<double>> all = between(*first, *last);
    if (!all) return all.error();
    out.insert(out.end(), all->begin(), all->end());
  }
  return out;
}

/// Whole sessions, as many as a plan may have.
Result<std::vector<double>> sessions_between(double first, double last) {
  if (!(first >= 0.0 && first <= last && last <= 100.0) || first != std::floor(first))
    return Error{Errc::bad_argument,
                 text(first) + ".." + text(last) + ", it must ascend from a whole number in 0..100"};
  std::vector<double> out;
  for (double time = first; time <= last; time += 1.0) out.push_back(time);
  return out;
}

/// In the design's order; which one has none, the library says.
Result<std::vector<double>> ExpectedResponseCommand::values_of(const growth::Design& design) const {
  std::vector<std::optional<double>> named(design.covariates.size());
  for (const std::string& pair : covariates) {
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const auto known = std::find_if(
        design.covariates.begin(), design.covariates.end(),
        [&](const growth::Covariate& one) { return one.name == std::string_view(pair).substr(0, equals); });
    if (known == design.covariates.end())
      return Error{Errc::bad_argument, "--covariate NAME=VALUE: the model has no covariate of this name"};
    const auto value = parse_number(std::string_view(pair).substr(std::min(equals + 1, pair.size())));
    if (!value) return Error{value.error().code, "covariate " + known->name + ": " + value.error().detail};
    named[static_cast<std::size_t>(known - design.covariates.begin())] = *value;
  }
  std::vector<double> out;
  for (std::size_t i = 0; i < named.size(); ++i) {
    if (!named[i])
      return Error{Errc::bad_argument,
                   "covariate " + design.covariates[i].name + " has no value: --covariate NAME=VALUE"};
    out.push_back(*named[i]);
  }
  return out;
}

Exit ExpectedResponseCommand::run() const {
  const auto document = read_file(model);
  if (!document) return fail(document.error());
  const auto response_model = response_model_from_json(*document);
  if (!response_model) return fail(response_model.error(), model);
  ExpectedResponseOptions options;
  options.level = level;
  std::optional<LoadedInstrument> loaded;
  const std::string id = instrument.empty() && definition.empty() ? response_model->instrument : instrument;
  if (!id.empty() || !definition.empty()) {
    const auto chosen = chosen_instrument(id, definition, loaded);
    if (!chosen) return fail(chosen.error());
    options.instrument = *chosen;
  }
  auto levels = numbers_in(intake, [&](double least, double most) -> Result<std::vector<double>> {
    if (options.instrument) return intake_levels(*options.instrument, least, most);
    return Error{Errc::bad_argument, "every score from one to another is known of an instrument only: --instrument"};
  });
  if (!levels) return fail(levels.error(), "--intake");
  options.intake = *std::move(levels);
  if (at.empty()) {
    const Plan plan;
    for (int session = 1; session <= plan.window_last; ++session)
      options.at.push_back(planned_time(response_model->time_unit, plan, session));
  } else {
    auto times = numbers_in(at, sessions_between);
    if (!times) return fail(times.error(), "--at");
    options.at = *std::move(times);
  }
  auto values = values_of(response_model->growth.design);
  if (!values) return fail(values.error());
  options.covariates = *std::move(values);
  if (!target.empty()) {
    const auto chosen = parse_target(target);
    if (!chosen) return fail(chosen.error());
    options.target = *chosen;
  }
  const auto response = expected_response(*response_model, options);
  if (!response) return fail(response.error(), model);
  if (!svg.empty()) {
    if (!response->instrument)
      return fail({Errc::bad_argument, "--svg needs --instrument or --instrument-file, whose scale is drawn"});
    const Instrument& q = *response->instrument;
    const auto drawn = expected_response_svg(*response, {std::string(q.name), q.total_min, q.total_max});
    if (!drawn) return fail(drawn.error(), "--svg");
    if (const auto trouble = write_file(svg, *drawn)) return fail(*trouble);
  }
  print(expected_response_columns(*response), json, "expected");
  return Exit::ok;
}

}  // namespace

void add_expected_response(CLI::App& app, Exit& exit) {
  auto options = std::make_shared<ExpectedResponseCommand>();
  CLI::App* command = app.add_subcommand("expected-response",
                                         "Which scores a model expects, session by session, from each intake score");
  command->footer(
      "Examples:\n  oncourse expected-response model.json --intake 10,15,20 --target recovery --svg expected.svg\n"
      "  oncourse expected-response model.json --intake 10..27 --at 4,8,12,16 --covariate medication=0 --json\n"
      "low and high hold a share of the people at any one time, fewer at all times; they are not cut to the scale.\n"
      "The change holds regression to the mean: who starts high by chance is expected lower without any therapy.");
  command->add_option("file", options->model, "Model file that `oncourse fit` wrote")->required();
  command->add_option("--intake", options->intake,
                      "Scores at time 0: 10,15,20, or every one of 10..20; without it nothing is known of the person");
  command->add_option("--at", options->at,
                      "Times in the model's unit: 4,8,12 or 1..16 [those of sessions 1 to 16, held weekly]");
  command->add_option("--covariate", options->covariates, "NAME=VALUE of every covariate of the model, from intake on")
      ->take_all();
  command->add_option("--instrument", options->instrument, "Of the scores, where the model does not name it");
  command->add_option("--instrument-file", options->definition, "Its definition (JSON), where it is not shipped");
  command->add_option("--target", options->target,
                      "Adds its probability: reliable_improvement, cutoff, recovery, percent:N or score:N");
  command->add_option("--level", options->level, "Of the band")->capture_default_str();
  command->add_option("--svg", options->svg, "Write the lines and their bands to this file");
  command->add_flag("--json", options->json, "One JSON document on standard output");
  command->callback([options, &exit] { exit = options->run(); });
}

}  // namespace oncourse::cli
