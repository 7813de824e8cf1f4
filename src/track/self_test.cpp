// self_test.cpp: figures that are known, computed anew.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/self_test.hpp"

#include <cmath>

#include "oncourse/base/normal.hpp"
#include "oncourse/growth/fit.hpp"
#include "oncourse/growth/forecast.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/track/assess.hpp"
#include "oncourse/track/model_file.hpp"
#include "track/dental_growth.hpp"

namespace oncourse {
namespace {

using SelfTest = std::vector<SelfTestFigure>;
constexpr double nowhere = -1e9;  // where there is nothing to compare: no figure is there

constexpr double yes(bool holds) { return holds ? 1.0 : 0.0; }

void add_scores(SelfTest& figures) {
  for (const Instrument* q : catalogue()) {
    if (q->example.answers.empty()) continue;  // licence-bound, or without a total
    const auto sheet = score(*q, q->example.answers);
    figures.push_back({"the total of a sheet of " + std::string(q->id), sheet ? sheet->total : nowhere,
                       q->example.total, q->step() > 0.0 ? 0.0 : 1e-12});
  }
  const Change change = change_between(phq9, 20.0, 9.0);
  figures.push_back(
      {"a PHQ-9 that falls from 20 to 9: recovered", yes(change.change_class == ChangeClass::recovered), 1, 0});
  figures.push_back({"97.5 % of the normal distribution", normal_quantile(0.975), 1.959963984540054, 1e-14});
}

/// lme(distance ~ I(age - 11) * Sex, random = ~ I(age - 11) | Subject), as nlme prints it: Pinheiro & Bates 2000,
/// Mixed-Effects Models in S and S-PLUS; M01 is the first boy's random effects.
void add_published_fit(SelfTest& figures) {
  std::vector<std::size_t> offsets = {0};
  std::vector<double> age, distance, girl;
  for (std::size_t child = 0; child < std::size(dental_growth_mm); ++child) {
    for (std::size_t visit = 0; visit < 4; ++visit) {
      age.push_back(2.0 * static_cast<double>(visit) - 3.0);
      distance.push_back(dental_growth_mm[child][visit]);
      girl.push_back(child < dental_growth_girls ? 1.0 : 0.0);
    }
    offsets.push_back(age.size());
  }
  const std::span<const double> columns[] = {girl};
  const growth::Design design{growth::TimeBasis::linear, growth::RandomEffects::slope, "age", {{"girl", true}}};
  const auto model = growth::fit({offsets, age, distance, columns}, design);
  const std::string study = "dental growth, ";
  figures.push_back({study + "log-likelihood", model ? model->log_likelihood() : nowhere, -216.2908, 5e-5});
  if (!model) return;
  const double beta[] = {24.968750, 0.784375, -2.321023, -0.304830};
  const double se[] = {0.4860007, 0.0859995, 0.7614168, 0.1347353};
  const std::vector<std::string> names = design.fixed_effect_names();
  const std::string error_of = study + "standard error of ";
  for (Eigen::Index k = 0; k < 4; ++k) {
    const std::string& name = names[static_cast<std::size_t>(k)];
    figures.push_back({study + name, model->beta[k], beta[k], 6e-7});
    figures.push_back({error_of + name, model->standard_errors()[k], se[k], 2e-6});
  }
  const Eigen::MatrixXd G = model->random_covariance();
  figures.push_back({study + "sd of levels", std::sqrt(G(0, 0)), 1.8303268, 1e-5});
  figures.push_back({study + "sd of rates of change", std::sqrt(G(1, 1)), 0.1803454, 5e-6});
  growth::Person boy(*model);
  for (std::size_t row = offsets[dental_growth_girls]; row < offsets[dental_growth_girls + 1]; ++row)
    boy.observe(age[row], distance[row], std::span(&girl[row], 1));
  figures.push_back({study + "M01's level", boy.effects()[0], 2.47312004, 1e-5});
  figures.push_back({study + "M01's rate of change", boy.effects()[1], 0.081009179, 2e-6});
}

/// PHQ-9: 16 points throughout, persons and sessions both with a variance of 4. After n scores y a person's level lies
/// sum(y - 16) / (1 + n) above 16, with variance 4 / (1 + n).
ResponseModel round_model() {
  ResponseModel model;
  growth::GrowthModel& g = model.growth;
  g.design.random = growth::RandomEffects::intercept;
  g.beta = Eigen::Vector2d(16.0, 0.0);
  g.beta_covariance = Eigen::Matrix2d::Zero();
  g.theta = Eigen::VectorXd::Ones(1);
  g.sigma2 = 4.0;
  g.n_obs = g.n_persons = 2;
  model.instrument = phq9.id;
  model.checksum = checksum_of(model);
  return model;
}

std::optional<Assessment> judged(const ResponseModel& model, std::initializer_list<double> totals) {
  CourseRecord record;
  for (const double total : totals) {
    const auto session = static_cast<int>(record.sessions.size());
    Score score;
    score.total = total;
    record.sessions.push_back({session, 7L * session, {{&phq9, score, false}}});
  }
  const auto course = Course::make(std::move(record));
  if (!course) return std::nullopt;
  auto assessment = assess(*course, phq9, &model);
  return assessment ? std::optional(*std::move(assessment)) : std::nullopt;
}

void add_persons(SelfTest& figures) {
  const ResponseModel model = round_model();
  growth::Person person(model.growth);
  person.observe(0.0, 10.0);
  const growth::Forecast next = person.forecast(1.0);
  figures.push_back({"a forecast's mean", next.mean, 13.0, 1e-12});
  figures.push_back({"its sd for the person", next.sd_person, std::sqrt(2.0), 1e-12});
  figures.push_back({"its sd for a score", next.sd_score, std::sqrt(6.0), 1e-12});

  // The target is 12 or less, the forecast is cut at 12.5; an alarm is a tenth of Phi(-4.5 / sqrt 6).
  const auto level = judged(model, {18.0, 18.0, 18.0}), rising = judged(model, {18.0, 22.0, 24.0});
  const auto probability = [](const auto& a) { return a ? a->window_probability.value_or(nowhere) : nowhere; };
  const auto verdict = [](const auto& a) { return a ? static_cast<double>(a->latest()) : nowhere; };
  figures.push_back({"the probability of the target, scores level", probability(level), 0.012673659338734137, 1e-14});
  figures.push_back(
      {"the probability of the target, scores rising", probability(rising), 0.0003981150787954066, 1e-14});
  figures.push_back({"the threshold of an alarm", level ? level->basis.threshold.value_or(nowhere) : nowhere,
                     0.0033096289861096716, 1e-14});
  figures.push_back({"the verdict, scores level: on track", verdict(level), static_cast<double>(Verdict::on_track), 0});
  figures.push_back(
      {"the verdict, scores rising: off track", verdict(rising), static_cast<double>(Verdict::off_track), 0});

  const auto read_back = response_model_from_json(to_json(model));
  figures.push_back(
      {"a model document, written and read back", yes(read_back && to_json(*read_back) == to_json(model)), 1, 0});
}

}  // namespace

std::vector<SelfTestFigure> self_test_figures() {
  SelfTest figures;
  add_scores(figures);
  add_published_fit(figures);
  add_persons(figures);
  return figures;
}

std::optional<Error> deviation(std::span<const SelfTestFigure> figures) {
  for (const SelfTestFigure& figure : figures)
    if (!(std::fabs(figure.computed - figure.expected) <= figure.tolerance))
      return Error{Errc::internal, "self-test: " + figure.name + ": computed " + text(figure.computed) + ", expected " +
                                       text(figure.expected) + " within " + text(figure.tolerance)};
  return std::nullopt;
}

}  // namespace oncourse
