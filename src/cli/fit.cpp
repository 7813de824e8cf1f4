// fit.cpp: `oncourse fit`: a cohort's file in, a model file out.
// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "block_files.hpp"
#include "by_name.hpp"
#include "cohort/table_json.hpp"
#include "commands.hpp"
#include "file.hpp"
#include "form_options.hpp"
#include "interval_text.hpp"
#include "json/matrix.hpp"
#include "json/write.hpp"
#include "oncourse/change/confidence_interval.hpp"
#include "oncourse/cohort/calibration_columns.hpp"
#include "oncourse/cohort/inference_columns.hpp"
#include "oncourse/course/course_file.hpp"
#include "oncourse/report/model_summary.hpp"
#include "oncourse/track/model_file.hpp"
#include "plan_options.hpp"
#include "rule_options.hpp"

namespace oncourse::cli {
namespace {

using Intervals = std::vector<growth::ParameterInterval>;

struct FitCommand {
  CohortOptions cohort;
  FormOptions form;
  std::string out, target, group;
  std::vector<std::string> blocks;
  int threads = 1;
  bool ml = false, calibrate = false, json = false, profile = false, level_stated = false;
  bool no_deterioration = false;
  double level = usual_confidence;
  AlarmPlan asked;  ///< but for its rules and its target
  RuleOptions rules;
  CalibrationParts parts;
  Plan plan;

  Exit run() const;
  Exit run_blocks() const;
  [[nodiscard]] growth::FitOptions options() const {
    return {ml ? growth::Likelihood::full : growth::Likelihood::restricted, {}, threads};
  }
  /// What is asked to be said of a fitted model on standard output.
  ///
  ///   profiled  absent: not asked for
  ///   members   and of the files that it was fitted to
  ///   files     the same for people
  Exit say(const ResponseModel& model, const std::optional<Intervals>& profiled, json::Value members,
           const std::string& files) const;
  [[nodiscard]] std::optional<Error> keep(const ResponseModel& response) const;
  [[nodiscard]] Result<std::optional<AlarmPlan>> alarms() const;
};

Result<std::optional<AlarmPlan>> FitCommand::alarms() const {
  if (!calibrate) return std::optional<AlarmPlan>{};
  AlarmPlan alarms_for = asked;
  alarms_for.plan = plan;
  alarms_for.deterioration = !no_deterioration;
  if (!rules.kinds.empty()) alarms_for.rules = rules.rules();
  if (target.empty()) return std::optional(alarms_for);
  const auto chosen = parse_target(target);
  if (!chosen) return chosen.error();
  alarms_for.target = *chosen;
  return std::optional(alarms_for);
}

///   wald  of the fixed effects
json::Value fit_json(const ResponseModel& model, std::span<const growth::ParameterInterval> wald) {
  const growth::GrowthModel& g = model.growth;
  const Eigen::VectorXd se = g.standard_errors();
  const auto where = [](bool has, double value) { return has ? json::Value(value) : json::Value(); };
  json::Value out = {{"n_obs", g.n_obs},
                     {"n_persons", g.n_persons},
                     {"method", name(g.likelihood)},
                     {"loglik", g.log_likelihood()},
                     {"aic", g.aic()},
                     {"bic", g.bic()},
                     {"fixed", json::Value::object()},
                     {"random_covariance", json::rows(g.random_covariance())},
                     {"residual_variance", g.sigma2},
                     {"residuals", name(g.design.residuals)},
                     {"residual_range", where(parameters(g.design.residuals) > 0, g.residual.range)},
                     {"residual_nugget", where(parameters(g.design.residuals) > 1, g.residual.nugget)},
                     {"curve", name(g.design.curve)},
                     {"scale", name(g.design.transformation.scale)},
                     {"theta", g.theta},
                     {"theta_covariance", json::rows(g.theta_covariance)},
                     {"stop", name(g.search.stop)},
                     {"evaluations", g.search.evaluations},
                     {"on_boundary", g.search.on_boundary},
                     {"model", model.checksum},
                     {"calibrations", json_of(calibration_columns(model.calibrations))}};
  for (std::size_t k = 0; k < wald.size(); ++k)
    out["fixed"][wald[k].name] = {{"estimate", wald[k].estimate},
                                  {"se", se[static_cast<Eigen::Index>(k)]},
                                  {"low", wald[k].low},
                                  {"high", wald[k].high}};
  out["prediction_bands"] = nullptr;
  if (model.bands) {
    out["prediction_bands"] = {{"level", model.bands->level}, {"origins", json::Value::array()}};
    for (const BandOrigin& from : model.bands->origins)
      out["prediction_bands"]["origins"].push_back({{"time", from.time},
                                                    {"n", from.all.n},
                                                    {"factor", from.all.factor},
                                                    {"n_last", from.last.n},
                                                    {"last_factor", from.last.factor}});
  }
  return out;
}

std::optional<Error> FitCommand::keep(const ResponseModel& response) const {
  const growth::Stop stop = response.growth.search.stop;
  if (stop != growth::Stop::converged && stop != growth::Stop::no_descent)
    return Error{Errc::internal, "the search for the estimates ended with " + std::string(name(stop))};
  return out.empty() ? std::nullopt : write_file(out, to_json(response));
}

Exit FitCommand::say(const ResponseModel& model, const std::optional<Intervals>& profiled, json::Value members,
                     const std::string& files) const {
  const auto wald = growth::wald_intervals(model.growth, level);
  if (!wald) return fail(wald.error());
  if (json) {
    json::Value document = fit_json(model, *wald);
    document.append("level", level);
    document.append("profile", profiled ? json_of(interval_columns(*profiled)) : json::Value());
    document.append(std::move(members));
    std::cout << json::write(document, json::Layout::lines) << "\n";
    return Exit::ok;
  }
  std::cout << to_text(model);
  if (profiled)
    std::cout << "\n" << interval_text(*profiled, level, "profile likelihood") << "\n";
  else if (level_stated)
    std::cout << "\n" << interval_text(*wald, level, "Wald") << "\n";
  std::cout << files << "\n";
  return Exit::ok;
}

Exit FitCommand::run() const {
  if (cohort.file.empty() == blocks.empty()) {
    std::cerr << "oncourse: fit: a CSV file, or files of cross-products after --blocks\n";
    return Exit::usage;
  }
  if (!blocks.empty()) return run_blocks();
  std::optional<LoadedInstrument> loaded;
  const auto q = cohort.chosen(loaded);
  if (!q) return fail(q.error());
  if (calibrate && !*q)
    return fail({Errc::bad_argument, "--calibrate needs --instrument: a target is a line on its scale"});
  if (const auto trouble = trouble_in(plan)) return fail(*trouble);
  if (const auto trouble = trouble_in_level(level)) return fail(*trouble, "--level");
  if (calibrate || !out.empty())
    if (const auto trouble = form.trouble_in_unit(cohort.time)) return fail(*trouble);
  const auto design = form.design(cohort, *q);
  if (!design) return fail(design.error());
  const auto everybody =
      cohort.read(*q, calibrate || form.residuals != growth::ResidualCorrelation::independent, group);
  if (!everybody) return fail(everybody.error());

  const auto calibrated_for = alarms();
  if (!calibrated_for) return fail(calibrated_for.error());
  const CohortPanel panel(*everybody);
  const auto fitted =
      fit_response(*panel, *q, {*design, options(), form.unit, *calibrated_for, parts, everybody->strata});
  if (!fitted) return fail(fitted.error(), cohort.file);
  if (const auto trouble = keep(*fitted)) return fail(*trouble);
  std::optional<Intervals> profiled;
  if (profile) {
    auto found = growth::profile_intervals(*panel, fitted->growth, level, threads);
    if (!found) return fail(found.error(), cohort.file);
    profiled = *std::move(found);
  }
  return say(*fitted, profiled,
             {{"rows_left_out", everybody->left_out}, {"rows_of_other_instruments", everybody->other_instruments}},
             text(everybody->left_out) + " rows without a score left out");
}

Exit FitCommand::run_blocks() const {
  if (const auto trouble = trouble_in_level(level)) return fail(*trouble, "--level");
  const auto sum = sum_of_files(blocks);
  if (!sum) return fail(sum.error());
  const auto fitted = fit_response(sum->block(), options());
  if (!fitted) return fail(fitted.error());
  if (const auto trouble = keep(*fitted)) return fail(*trouble);
  return say(*fitted, {}, {{"blocks", blocks.size()}, {"designs", sum->block().data.designs()}},
             text(blocks.size()) + " files of cross-products");
}

}  // namespace

void add_fit(CLI::App& app, Exit& exit) {
  auto options = std::make_shared<FitCommand>();
  CLI::App* command = app.add_subcommand("fit", "Fit a growth model to a cohort, one row per score");
  command->footer(
      "Example:\n"
      "  oncourse fit cohort.csv --instrument phq-9 --person patient --time session --calibrate --out model.json\n"
      "Rows whose score is empty or NA are left out and counted.");
  command->add_option("file", options->cohort.file, "CSV file with a header");
  options->cohort.add_options(command);
  options->form.add_options(command);
  options->form.add_residuals(command);
  command->add_option("--threads", options->threads, "At most so many; the same figures with any number")
      ->check(CLI::Range(1, growth::most_threads))
      ->capture_default_str();
  command->add_flag("--ml", options->ml, "Maximum likelihood instead of REML");
  auto* calibrate = command->add_flag("--calibrate", options->calibrate,
                                      "Find the limits of alarms on persons that a model did not see");
  command->add_option("--alpha", options->asked.alpha, "Share of false alarms per course")
      ->needs(calibrate)
      ->capture_default_str();
  command->add_option("--band-level", options->asked.band_level, "Of the prediction bands; 1 - alpha where not stated")
      ->needs(calibrate);
  command
      ->add_option("--calibrate-by", options->parts.method,
                   "split: on persons held out from the fit. cross: on everybody, each by a model without their part")
      ->needs(calibrate)
      ->transform(by_name(calibration_methods));
  command->add_option("--folds", options->parts.folds, "Parts of the persons for --calibrate-by cross")
      ->needs(calibrate)
      ->capture_default_str();
  command->add_option("--share", options->parts.share, "Share of persons held out")
      ->needs(calibrate)
      ->check(CLI::Range(0.05, 0.95))
      ->capture_default_str();
  command->add_option("--seed", options->parts.seed, "Which persons are held out, or in which part they are")
      ->needs(calibrate)
      ->capture_default_str();
  command->add_option("--target", options->target, std::string(target_names))->needs(calibrate);
  for (CLI::Option* const option : options->rules.add_options(command, "posterior_probability"))
    option->needs(calibrate);
  command->add_option("--spending", options->asked.spending, "Of alpha over the sessions: anywhere, evenly or early")
      ->needs(calibrate)
      ->transform(by_name(alpha_spendings));
  command->add_option("--group", options->group, "Column by which limits are found apart, as of clinics")
      ->needs(calibrate);
  command
      ->add_option("--intake-limit", options->asked.intake_limits,
                   "Limits are found apart below and from this intake score on; may be given several times")
      ->needs(calibrate)
      ->take_all();
  command
      ->add_flag("--no-deterioration", options->no_deterioration,
                 "No limits for deterioration, which is a question of its own")
      ->needs(calibrate);
  add_plan_options(command, options->plan);
  CLI::Option* const level =
      command->add_option("--level", options->level, "Of the confidence intervals")->capture_default_str();
  command
      ->add_flag("--profile", options->profile, "Intervals by profile likelihood, of variances and correlations, too")
      ->excludes(calibrate);
  command->add_option("--out", options->out, "Model file to write");
  command->add_flag("--json", options->json, "One JSON document on standard output");
  CLI::Option* const blocks =
      command->add_option("--blocks", options->blocks, "In place of a CSV file: what `oncourse cross-products` wrote");
  for (CLI::Option* const other : command->get_options())  // what a shard has been asked already
    if (other != blocks && !other->check_lname("help") && !other->check_lname("ml") && !other->check_lname("out") &&
        !other->check_lname("json") && other != level)
      blocks->excludes(other);
  command->callback([options, level, &exit] {
    options->level_stated = level->count() > 0;
    exit = options->run();
  });
}

}  // namespace oncourse::cli
