// fit.cpp: `oncourse fit`: a cohort's file in, a model file out; `oncourse cross-products`: a shard of it, to be fitted
// with others.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iostream>
#include <map>

#include "block_files.hpp"
#include "cohort_file.hpp"
#include "commands.hpp"
#include "file.hpp"
#include "json/matrix.hpp"
#include "json/write.hpp"
#include "oncourse/course/course_file.hpp"
#include "oncourse/report/model_summary.hpp"
#include "oncourse/track/block_file.hpp"
#include "oncourse/track/fit_response.hpp"
#include "oncourse/track/model_file.hpp"

namespace oncourse::cli {
namespace {

struct FitCommand {
  std::string file, person = "patient", time = "session", score, items, instrument, definition, out, target;
  std::vector<std::string> covariates, interactions, blocks;
  growth::TimeBasis basis = growth::TimeBasis::log1p;
  growth::RandomEffects random = growth::RandomEffects::slope;
  growth::Curve curve = growth::Curve::straight;
  std::optional<double> knot;
  growth::ResidualCorrelation residuals = growth::ResidualCorrelation::independent;
  growth::Scale scale = growth::Scale::points;
  StatedRange range;
  int threads = 1;
  TimeUnit unit = TimeUnit::session;
  bool ml = false, calibrate = false, prorate = false, json = false, unit_stated = false;
  double alpha = 0.10, share = 0.5;
  std::uint64_t seed = 1;
  Plan plan;

  Exit run() const;
  Exit run_cross_products() const;
  Exit run_blocks() const;
  void add_cohort_options(CLI::App* command);
  [[nodiscard]] Result<const Instrument*> chosen(std::optional<LoadedInstrument>& loaded) const;
  [[nodiscard]] std::optional<Error> trouble_in_unit() const;
  [[nodiscard]] Result<CohortFile> cohort(const Instrument* q) const;
  [[nodiscard]] growth::FitOptions options() const {
    return {ml ? growth::Likelihood::full : growth::Likelihood::restricted, {}, threads};
  }
  [[nodiscard]] std::optional<Error> keep(const ResponseModel& response) const;
  [[nodiscard]] growth::Design design() const;
  /// The same on its scale.
  [[nodiscard]] Result<growth::Design> scaled_design(const Instrument* q) const;
  [[nodiscard]] Result<std::optional<AlarmPlan>> alarms() const;
};

growth::Design FitCommand::design() const {
  growth::Design design;
  design.time_basis = basis;
  design.random = random;
  design.time_name = time;
  design.curve = curve;
  design.knot = knot.value_or(0.0);
  design.residuals = residuals;
  const auto interacts = [&](const std::string& name) {
    return std::find(interactions.begin(), interactions.end(), name) != interactions.end();
  };
  for (const std::string& name : covariates) design.covariates.push_back({name, interacts(name)});
  for (const std::string& name : interactions)  // an interaction without its main effect would not be one
    if (std::find(covariates.begin(), covariates.end(), name) == covariates.end())
      design.covariates.push_back({name, true});
  return design;
}

Result<growth::Design> FitCommand::scaled_design(const Instrument* q) const {
  if ((curve == growth::Curve::piecewise) != knot.has_value())
    return Error{Errc::bad_argument,
                 "--knot is the time at which a piecewise curve bends, and --curve piecewise needs it"};
  const auto transformation = transformation_for(scale, q, range);
  if (!transformation) return transformation.error();
  growth::Design form = design();
  form.transformation = *transformation;
  return form;
}

Result<std::optional<AlarmPlan>> FitCommand::alarms() const {
  if (!calibrate) return std::optional<AlarmPlan>{};
  AlarmPlan alarms_for{plan, {}, alpha};
  if (target.empty()) return std::optional(alarms_for);
  const auto chosen = parse_target(target);
  if (!chosen) return chosen.error();
  alarms_for.target = *chosen;
  return std::optional(alarms_for);
}

/// members  what is said of the files that it was fitted to
json::Value fit_json(const ResponseModel& model, json::Value members) {
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
                     {"calibration", nullptr}};
  out.append(std::move(members));
  const auto names = g.design.fixed_effect_names();
  for (std::size_t k = 0; k < names.size(); ++k) {
    const auto at = static_cast<Eigen::Index>(k);
    out["fixed"][names[k]] = {{"estimate", g.beta[at]}, {"se", se[at]}};
  }
  if (const auto& c = model.calibration)
    out["calibration"] = {{"alpha", c->alpha},
                          {"threshold", c->threshold},
                          {"target", name(c->target.kind)},
                          {"n_persons", c->n_persons},
                          {"n_reached", c->n_reached}};
  return out;
}

Result<const Instrument*> FitCommand::chosen(std::optional<LoadedInstrument>& loaded) const {
  if (instrument.empty() && definition.empty()) return static_cast<const Instrument*>(nullptr);
  return chosen_instrument(instrument, definition, loaded);
}

std::optional<Error> FitCommand::trouble_in_unit() const {
  if (unit_stated || time == "session") return std::nullopt;
  return Error{Errc::bad_argument,
               "--time-unit session, day, week or month: what is kept or calibrated must know what "
               "column " +
                   time + " counts"};
}

Result<CohortFile> FitCommand::cohort(const Instrument* q) const {
  const auto table = read_csv(file);
  if (!table) return table.error();
  const bool in_order = calibrate || residuals != growth::ResidualCorrelation::independent;
  CohortColumns columns{{score, items, q, prorate}, person, time, {}, growth::least_time(basis), in_order};
  for (const growth::Covariate& covariate : design().covariates) columns.covariates.push_back(covariate.name);
  auto everybody = cohort_from(*table, columns);
  if (!everybody) return Error{everybody.error().code, file + ": " + everybody.error().detail};
  return everybody;
}

std::optional<Error> FitCommand::keep(const ResponseModel& response) const {
  const growth::Stop stop = response.growth.search.stop;
  if (stop != growth::Stop::converged && stop != growth::Stop::no_descent)
    return Error{Errc::internal, "the search for the estimates ended with " + std::string(name(stop))};
  return out.empty() ? std::nullopt : write_file(out, to_json(response));
}

Exit FitCommand::run() const {
  if (file.empty() == blocks.empty()) {
    std::cerr << "oncourse: fit: a CSV file, or files of cross-products after --blocks\n";
    return Exit::usage;
  }
  if (!blocks.empty()) return run_blocks();
  std::optional<LoadedInstrument> loaded;
  const auto q = chosen(loaded);
  if (!q) return fail(q.error());
  if (calibrate && !*q)
    return fail({Errc::bad_argument, "--calibrate needs --instrument: a target is a line on its scale"});
  if (const auto trouble = trouble_in(plan)) return fail(*trouble);
  if (calibrate || !out.empty())
    if (const auto trouble = trouble_in_unit()) return fail(*trouble);
  const auto form = scaled_design(*q);
  if (!form) return fail(form.error());
  const auto everybody = cohort(*q);
  if (!everybody) return fail(everybody.error());

  const auto calibrated_for = alarms();
  if (!calibrated_for) return fail(calibrated_for.error());
  const CohortPanel panel(*everybody);
  const auto fitted = fit_response(*panel, *q, {*form, options(), unit, *calibrated_for, {share, seed}});
  if (!fitted) return fail(fitted.error(), file);
  if (const auto trouble = keep(*fitted)) return fail(*trouble);
  if (json)
    std::cout << json::write(fit_json(*fitted, {{"rows_left_out", everybody->left_out},
                                                {"rows_of_other_instruments", everybody->other_instruments}}),
                             json::Layout::lines)
              << "\n";
  else
    std::cout << to_text(*fitted) << everybody->left_out << " rows without a score left out\n";
  return Exit::ok;
}

Exit FitCommand::run_blocks() const {
  const auto sum = sum_of_files(blocks);
  if (!sum) return fail(sum.error());
  const auto fitted = fit_response(sum->block(), options());
  if (!fitted) return fail(fitted.error());
  if (const auto trouble = keep(*fitted)) return fail(*trouble);
  if (json)
    std::cout << json::write(fit_json(*fitted, {{"blocks", blocks.size()}, {"designs", sum->block().data.designs()}}),
                             json::Layout::lines)
              << "\n";
  else
    std::cout << to_text(*fitted) << blocks.size() << " files of cross-products\n";
  return Exit::ok;
}

Exit FitCommand::run_cross_products() const {
  std::optional<LoadedInstrument> loaded;
  const auto q = chosen(loaded);
  if (!q) return fail(q.error());
  if (const auto trouble = trouble_in_unit()) return fail(*trouble);
  const auto form = scaled_design(*q);
  if (!form) return fail(form.error());
  const auto shard = cohort(*q);
  if (!shard) return fail(shard.error());
  const CohortPanel panel(*shard);
  const auto block = response_block(*panel, *q, *form, unit);
  if (!block) return fail(block.error(), file);
  const auto bytes = to_bytes(*block);
  if (!bytes) return fail(bytes.error(), file);
  if (const auto trouble = write_file(out, *bytes)) return fail(*trouble);
  const growth::CrossProducts& data = block->data;
  if (json)
    std::cout << json::write({{"n_obs", data.n_obs},
                              {"n_persons", data.n_persons},
                              {"designs", data.designs()},
                              {"bytes", bytes->size()},
                              {"rows_left_out", shard->left_out},
                              {"rows_of_other_instruments", shard->other_instruments}},
                             json::Layout::lines)
              << "\n";
  else
    std::cout << data.n_obs << " scores of " << data.n_persons << " persons, " << data.designs()
              << " distinct designs, " << bytes->size() << " bytes; " << shard->left_out
              << " rows without a score left out\n";
  return Exit::ok;
}

/// The enumerators by their names.
template <class Enums>
CLI::CheckedTransformer by_name(const Enums& enums) {
  std::map<std::string, typename Enums::value_type> names;
  for (const auto e : enums) names.emplace(name(e), e);
  return CLI::CheckedTransformer(std::move(names));
}

void FitCommand::add_cohort_options(CLI::App* command) {
  command->add_option("--person", person, "Column that tells persons apart")->capture_default_str();
  command->add_option("--time", time, "Column of the time of the score")->capture_default_str();
  command->add_option("--score", score, "Column of the score; without it, item columns are scored");
  command->add_option("--items", items, "Item columns: 'q*', 'PHQ1..PHQ9' or 'a,b,c'");
  command->add_option("--instrument", instrument, "Instrument of the scores");
  command->add_option("--instrument-file", definition, "Its definition (JSON), where it is not shipped");
  command->add_option("--covariate", covariates, "Column that shifts the level")->take_all();
  command->add_option("--interact", interactions, "Column that also changes the slope")->take_all();
  command->add_option("--basis", basis, "How time enters: linear or log1p")->transform(by_name(growth::time_bases));
  command->add_option("--random", random, "What differs between persons: intercept, slope, independent-slope, curve")
      ->transform(by_name(growth::random_effects));
  command->add_option("--curve", curve, "How the line runs: straight, quadratic, piecewise")
      ->transform(by_name(growth::curves));
  command->add_option("--knot", knot, "Time from which a piecewise curve has another rate of change");
  command->add_option("--scale", scale, "On which the model is one: points, square-root, log, logit")
      ->transform(by_name(growth::scales));
  command->add_option("--lowest", range.lowest, "Lowest score of that scale [the instrument's]");
  command->add_option("--highest", range.highest, "Highest score of that scale [the instrument's]");
  command->add_option("--margin", range.margin, "Beside both [half the step between the instrument's totals]");
  CLI::Option* const counted =
      command->add_option("--time-unit", unit, "What the time column counts: session, day, week, month")
          ->transform(by_name(time_units));
  command->add_flag("--prorate", prorate, "Prorate blanks also where that is a convention only");
  command->parse_complete_callback([this, counted] { unit_stated = counted->count() > 0; });
}

}  // namespace

void add_fit(CLI::App& app, Exit& exit) {
  auto options = std::make_shared<FitCommand>();
  CLI::App* command = app.add_subcommand("fit", "Fit a growth model to a cohort, one row per score");
  command->footer(
      "Example:\n"
      "  oncourse fit cohort.csv --instrument phq-9 --person patient --time session --calibrate --out model.json\n"
      "Rows whose score is empty or NA are left out and counted.");
  command->add_option("file", options->file, "CSV file with a header");
  options->add_cohort_options(command);
  command->add_option("--residuals", options->residuals, "independent, autoregressive, autoregressive-with-noise")
      ->transform(by_name(growth::residual_correlations));
  command->add_option("--threads", options->threads, "At most so many; the same figures with any number")
      ->check(CLI::Range(1, growth::most_threads))
      ->capture_default_str();
  command->add_flag("--ml", options->ml, "Maximum likelihood instead of REML");
  auto* calibrate =
      command->add_flag("--calibrate", options->calibrate, "Hold persons out and find the alarm threshold");
  command->add_option("--alpha", options->alpha, "Share of false alarms per course")
      ->needs(calibrate)
      ->capture_default_str();
  command->add_option("--share", options->share, "Share of persons held out")
      ->needs(calibrate)
      ->check(CLI::Range(0.05, 0.95))
      ->capture_default_str();
  command->add_option("--seed", options->seed, "Which persons are held out")->needs(calibrate)->capture_default_str();
  command->add_option("--target", options->target, "reliable_improvement, cutoff, recovery, percent:N or score:N")
      ->needs(calibrate);
  command->add_option("--window-first", options->plan.window_first, "First session of the window")
      ->capture_default_str();
  command->add_option("--window-last", options->plan.window_last, "Last session of the window")->capture_default_str();
  command->add_option("--cadence-days", options->plan.cadence_days, "Days between sessions")->capture_default_str();
  command->add_option("--out", options->out, "Model file to write");
  command->add_flag("--json", options->json, "One JSON document on standard output");
  CLI::Option* const blocks =
      command->add_option("--blocks", options->blocks, "In place of a CSV file: what `oncourse cross-products` wrote");
  for (CLI::Option* const other : command->get_options())  // what a shard has been asked already
    if (other != blocks && !other->check_lname("help") && !other->check_lname("ml") && !other->check_lname("out") &&
        !other->check_lname("json"))
      blocks->excludes(other);
  command->callback([options, &exit] { exit = options->run(); });
}

void add_cross_products(CLI::App& app, Exit& exit) {
  auto options = std::make_shared<FitCommand>();
  CLI::App* command = app.add_subcommand("cross-products", "Read a shard of a cohort, to be fitted with others");
  command->footer(
      "Example:\n"
      "  oncourse cross-products north.csv --instrument phq-9 --out north.block\n"
      "  oncourse fit --blocks north.block south.block --out model.json\n"
      "All rows of a person belong into one shard. The file names nobody, but shows the\n"
      "sums of scores of a person whose times nobody shares.");
  command->add_option("file", options->file, "CSV file with a header")->required();
  options->add_cohort_options(command);
  command->add_option("--out", options->out, "File of cross-products to write")->required();
  command->add_flag("--json", options->json, "One JSON document on standard output");
  command->callback([options, &exit] { exit = options->run_cross_products(); });
}

}  // namespace oncourse::cli
