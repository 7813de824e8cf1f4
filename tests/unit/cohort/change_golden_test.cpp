// change_golden_test.cpp: every figure that clinicalsignificance 3.0.0 (R) finds in real patients, and where it
// differs.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "oncourse/base/normal.hpp"
#include "oncourse/change/group_anchor.hpp"
#include "oncourse/change/group_shares.hpp"
#include "oncourse/cohort/change_columns.hpp"
#include "oncourse/cohort/class_columns.hpp"
#include "oncourse/cohort/group_columns.hpp"
#include "support/columns.hpp"
#include "support/csv.hpp"
#include "support/shared_files.hpp"

namespace oncourse::change_golden_test {

using column = support::OwnedColumn;
using nlohmann::json;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double near = 1e-9;

std::string written(const json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

std::string lower_case(std::string word) {
  std::ranges::transform(word, word.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return word;
}

/// The data of one analysis: who has which scores, in the order of the file.
struct Persons {
  std::vector<std::string> ids, groups;
  std::vector<double> pre, post;
  std::vector<std::string> long_id;
  std::vector<double> long_time, long_score;

  explicit Persons(const json& result) {
    const json &names = result["columns"], &args = result["args"];
    const support::Csv csv(
        *support::shared_file("data/clinicalsignificance_" + result["dataset"].get<std::string>() + ".csv"));
    const std::string id = names["id"], time = names["time"], outcome = names["outcome"];
    std::map<std::string, std::size_t> place;
    for (std::size_t row = 0; row < csv.rows(); ++row) {
      const auto [at, added] = place.try_emplace(csv.cell(row, id), ids.size());
      if (added) {
        ids.push_back(at->first);
        groups.push_back(names.contains("group") ? csv.cell(row, names["group"]) : "");
        pre.push_back(nan);
        post.push_back(nan);
      }
      const std::string &cell = csv.cell(row, outcome), &when = csv.cell(row, time);
      if (cell.empty() || cell == "NA") continue;
      if (when == written(args["pre"])) pre[at->second] = std::stod(cell);
      if (when == written(args["post"])) post[at->second] = std::stod(cell);
      if (args.value("rci_method", "") != "HLM") continue;
      long_id.push_back(at->first);
      long_time.push_back(std::stod(when));
      long_score.push_back(std::stod(cell));
    }
  }
  [[nodiscard]] std::size_t place_of(const json& id) const {
    return static_cast<std::size_t>(std::ranges::find(ids, written(id)) - ids.begin());
  }
};

class ChangeGolden : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    const auto file = support::shared_file("golden/change_visible.json");
    if (!file) GTEST_SKIP() << support::why_skipped("golden/change_visible.json");
    result_ = support::json_in(*file)["results"][GetParam()];
    ASSERT_FALSE(result_.is_null());
    args_ = result_["args"];
    function_ = result_["fn"];
    method_ = args_.value("rci_method", args_.value("cutoff_method", ""));
    direction_ = args_["better_is"] == "lower" ? Direction::lower_is_better : Direction::higher_is_better;
    persons_.emplace(result_);
    pairs_ = *describe_pairs(persons_->pre, persons_->post);
    statistics_ = {
        pairs_.pre_sd,
        args_.contains("reliability") && !args_["reliability"].is_null() ? args_["reliability"].get<double>() : 0.0,
        pairs_.pre_mean,
        pairs_.post_mean,
        pairs_.post_sd,
        pairs_.correlation};
    if (args_.contains("reliability_post")) statistics_.post_reliability = args_["reliability_post"].get<double>();
  }

  [[nodiscard]] double critical() const {
    const double level = args_.value("significance_level", 0.05);
    return normal_half_width(method_ == "HA" ? 1.0 - 2.0 * level : 1.0 - level);
  }
  [[nodiscard]] double error_of_measurement() const { return statistics_.standard_error_of_measurement(); }

  [[nodiscard]] ChangeIndex index() const {
    const std::map<std::string, ChangeIndex> all = {
        {"JT", ChangeIndex::jacobson_truax},  {"GLN", ChangeIndex::gulliksen_lord_novick},
        {"HLL", ChangeIndex::hsu_linn_lord},  {"EN", ChangeIndex::edwards_nunnally},
        {"NK", ChangeIndex::nunnally_kotsch}, {"HA", ChangeIndex::hageman_arrindell}};
    return all.at(method_);
  }

  /// Their cut-off. Their b has the clinical sd where the publication has the functional one.
  [[nodiscard]] std::optional<ClinicalRange> range() const {
    if (!result_.contains("cutoff")) return std::nullopt;
    const std::string type = args_["cutoff_type"];
    const PopulationScores clinical{pairs_.pre_mean, pairs_.pre_sd};
    std::optional<PopulationScores> functional;
    if (type != "a")
      functional = {args_["m_functional"], type == "b" ? pairs_.pre_sd : args_["sd_functional"].get<double>()};
    const auto criterion = cutoff_criteria[static_cast<std::size_t>(type[0] - 'a')];
    if (method_ != "HA")
      return clinical_range(*cutoff_between(criterion, clinical, functional, direction_), direction_);
    const double value =
        *cutoff_between_true_scores(criterion, clinical, functional, error_of_measurement(), direction_);
    return *clinical_range_of_true_scores(value, statistics_, direction_, critical());
  }

  [[nodiscard]] ChangeRule rule() const {
    const auto limits = range();
    if (function_ == "cs_statistical") return cutoff_rule(*limits);
    Result<ChangeRule> made = Error{Errc::bad_argument, "no rule"};
    const auto thresholds = [&](const char* improvement, const char* deterioration, double unit) {
      ChangeThresholds out{unit * args_[improvement].get<double>(), {}};
      if (args_.contains(deterioration)) out.deterioration = unit * args_[deterioration].get<double>();
      return out;
    };
    if (function_ == "cs_percentage")
      made = percent_rule(direction_, thresholds("pct_improvement", "pct_deterioration", 100.0));
    else if (args_.contains("mid_improvement"))
      made = points_rule(direction_, thresholds("mid_improvement", "mid_deterioration", 1.0));
    else
      made = index_rule(index(), statistics_, direction_, {critical(), {}});
    return limits ? *combined_rule(*made, *limits) : *made;
  }

  /// Counts of classes and their shares, as their summary has them.
  void expect_summary(const Table& classes) const {
    const Table summary = *class_summary_columns(column(*classes.find("class")));
    const auto names = support::texts(summary, "class");
    for (std::size_t i = 0; i < result_["summary"]["category"].size(); ++i) {
      const auto row = static_cast<std::size_t>(
          std::ranges::find(names, lower_case(result_["summary"]["category"][i])) - names.begin());
      EXPECT_EQ(support::number_in(summary, "count", row), result_["summary"]["n"][i].get<double>());
      EXPECT_NEAR(support::number_in(summary, "share", row), result_["summary"]["percent"][i].get<double>(), 5.1e-5);
    }
  }

  json result_, args_;
  std::string function_, method_;
  Direction direction_ = Direction::lower_is_better;
  std::optional<Persons> persons_;
  PairSummary pairs_;
  ScoreStatistics statistics_;
};

TEST_P(ChangeGolden, Sample) {
  EXPECT_EQ(pairs_.n + pairs_.missing, result_["n"]["n_original"].get<std::size_t>());
  if (method_ != "HLM") {
    EXPECT_EQ(pairs_.n, result_["n"]["n_used"].get<std::size_t>());
  }
  const json& theirs = result_["sample"];
  EXPECT_NEAR(pairs_.pre_mean, theirs["m_pre"], near);
  EXPECT_NEAR(pairs_.pre_sd, theirs["sd_pre"], near);
  EXPECT_NEAR(pairs_.post_mean, theirs["m_post"], near);
  EXPECT_NEAR(pairs_.post_sd, theirs["sd_post"], near);
  EXPECT_NEAR(*pairs_.correlation, theirs["r_pre_post"], near);
  if (result_.contains("critical_value")) {
    EXPECT_NEAR(critical(), result_["critical_value"], near);
  }
  if (result_.contains("cutoff")) {
    EXPECT_NEAR(range()->value, result_["cutoff"]["value"], near);
    EXPECT_NEAR(pairs_.pre_mean, result_["cutoff"]["m_clinical"], near);
    EXPECT_NEAR(pairs_.pre_sd, result_["cutoff"]["sd_clinical"], near);
  }
  if (!result_.contains("rci_denominators")) return;
  for (const auto& [name, value] : result_["rci_denominators"].items()) {
    const double ours = name == "s_diff" || name == "se_prediction" ? rule().line.standard_error
                        : name == "se_measurement"                  ? error_of_measurement()
                        : name == "r_dd"             ? reliability_of_differences(statistics_)->of_differences
                        : name == "m_post"           ? pairs_.post_mean
                        : name == "reliability_post" ? *statistics_.post_reliability
                                                     : nan;
    EXPECT_NEAR(ours, value, near) << name;
  }
}

class PairsGolden : public ChangeGolden {};
class GroupsGolden : public ChangeGolden {};
class RatesGolden : public ChangeGolden {};

TEST_P(PairsGolden, EveryPatient) {
  const ChangeRule rule = this->rule();
  const Table table = *classify_columns(rule, column("pre", persons_->pre), column("post", persons_->post));
  const auto classes = support::texts(table, "class");
  const json& theirs = result_["patients"];
  for (std::size_t i = 0; i < theirs["id"].size(); ++i) {
    const std::size_t row = persons_->place_of(theirs["id"][i]);
    ASSERT_LT(row, persons_->ids.size());
    SCOPED_TRACE(persons_->ids[row]);
    const auto ours = [&](const char* name) { return support::number_in(table, name, row); };
    EXPECT_NEAR(persons_->pre[row], theirs["pre"][i], near);
    EXPECT_NEAR(persons_->post[row], theirs["post"][i], near);
    EXPECT_NEAR(ours("points"), theirs["change"][i], near);
    if (theirs.contains("pct_change") && persons_->pre[row] == 0.0) {
      EXPECT_EQ(classes[row], "") << "of nothing there is no percentage; theirs can be improved and deteriorated";
      continue;
    }
    if (theirs.contains("rci")) {
      EXPECT_NEAR(ours("statistic"), theirs["rci"][i], near);
    }
    if (theirs.contains("pct_change")) {
      EXPECT_NEAR(ours("statistic"), 100.0 * theirs["pct_change"][i].get<double>(), near);
    }
    if (theirs.contains("clinical_pre")) {
      EXPECT_EQ(ours("clinical_before") != 0.0, theirs["clinical_pre"][i].get<bool>());
      const bool functional = ours("functional_after") != 0.0 && (method_ != "HA" || ours("clinical_before") != 0.0);
      EXPECT_EQ(functional, theirs["functional_post"][i].get<bool>());
    }
    if (theirs.contains("cs_indiv")) {
      EXPECT_NEAR(*clinical_significance_index(rule.range->value, statistics_, persons_->post[row]),
                  theirs["cs_indiv"][i], near);
    }
    std::string category = lower_case(theirs["category"][i]);
    // theirs is harmed by any deterioration from the functional range, however far from the clinical one
    if (method_ == "HA" && category == "harmed" && !rule.range->clinical_after(persons_->post[row]))
      category = "deteriorated";
    EXPECT_EQ(classes[row], category);
    for (const ChangeClass one : change_classes)
      if (const std::string word(name(one)); theirs.contains(word)) {
        EXPECT_EQ(word == category, theirs[word][i].get<bool>()) << word;
      }
  }
  EXPECT_EQ(static_cast<std::size_t>(std::ranges::count_if(classes, [](auto& one) { return !one.empty(); })),
            theirs["id"].size());
  expect_summary(table);
}

TEST_P(GroupsGolden, EveryGroup) {
  const json& theirs = result_["group_effect"];
  const double important = args_["mid_improvement"];
  const std::map<std::string, AnchorEffect> categories = {
      {"Large clinically significant effect", AnchorEffect::large_effect},
      {"Probably clinically significant effect", AnchorEffect::probable_effect},
      {"Not significantly less than the threshold", AnchorEffect::not_significantly_less},
      {"Not significantly greater than the threshold", AnchorEffect::not_significantly_less},
      {"Statistically significant but not clinically relevant", AnchorEffect::significant_not_important},
      {"Statistically not significant", AnchorEffect::not_significant}};
  const column pre("pre", persons_->pre), post("post", persons_->post), group("group", persons_->groups);
  const bool grouped = theirs.contains("group"), between = args_["effect"] == "between";
  for (std::size_t i = 0; i < theirs["difference"].size(); ++i) {
    const double level = theirs["ci"][i];
    Table found;
    if (between)
      found = *group_difference_columns(nullptr, post, group,
                                        {direction_, important, written(theirs["reference"][i]), level});
    else
      found = *group_change_columns(pre, post, grouped ? &group : nullptr, {direction_, {.level = level}, important});
    std::size_t row = 0;
    if (grouped || between) {
      const auto labels = support::texts(found, "group");
      row = static_cast<std::size_t>(std::ranges::find(labels, written(theirs[between ? "comparison" : "group"][i])) -
                                     labels.begin());
    }
    const auto ours = [&](const char* name) { return support::number_in(found, name, row); };
    EXPECT_NEAR(ours(between ? "difference" : "change"), theirs["difference"][i], near);
    EXPECT_NEAR(ours(between ? "difference_low" : "change_low"), theirs["lower"][i], near);
    EXPECT_NEAR(ours(between ? "difference_high" : "change_high"), theirs["upper"][i], near);
    EXPECT_EQ(ours("n"), theirs[between ? "n_comparison" : "n"][i].get<double>());
    if (between) {
      EXPECT_EQ(ours("n_reference"), theirs["n_reference"][i].get<double>());
    }
    if (!theirs["category"][i].is_null()) {  // missing with them where higher is better and the interval holds 0
      EXPECT_EQ(support::text_in(found, "anchor", row), name(categories.at(theirs["category"][i])));
    }
  }
}

TEST_P(RatesGolden, EveryPatient) {
  HierarchicalOptions options;
  options.direction = direction_;
  options.deviation = true;  // as theirs
  options.improvement = critical();
  options.range = range();
  const auto found = hierarchical_change(column("id", persons_->long_id), column("time", persons_->long_time),
                                         column("score", persons_->long_score), options);
  ASSERT_TRUE(found.ok()) << found.error().detail;
  const json &theirs = result_["patients"], &model = result_["hlm_model"];
  // lme4 stops where the criterion is flat to 1e-9 of it, so that what depends on the variances is known to the root of
  // that; at its own estimates rates agree to 1e-9, see rate_of_change_test.cpp
  constexpr double flat = 1e-5;
  EXPECT_NEAR(found->model.search.deviance_end, model["reml_criterion"], 1e-9 * model["reml_criterion"].get<double>());
  EXPECT_LE(found->model.search.deviance_end, model["reml_criterion"].get<double>() + 1e-9);
  EXPECT_EQ(found->model.n_obs, model["n_obs"].get<int>());
  EXPECT_EQ(found->model.search.on_boundary, model["singular"].get<bool>());
  const auto errors = found->model.standard_errors();
  const std::string names[] = {"(Intercept)", result_["columns"]["time"]};
  for (Eigen::Index k = 0; k < 2; ++k) {
    const std::string& name = names[k];
    EXPECT_NEAR(found->model.beta(k), model["fixef"][name], 1e-9 * (1 + std::fabs(model["fixef"][name].get<double>())));
    EXPECT_NEAR(errors(k), model["fixef_se"][name], flat * model["fixef_se"][name].get<double>());
  }
  const Eigen::MatrixXd G = found->model.random_covariance();
  const double covariance[] = {G(0, 0), G(1, 1), G(1, 0), found->model.sigma2};
  for (std::size_t k = 0; k < 4; ++k)
    EXPECT_NEAR(covariance[k], model["varcorr"]["vcov"][k], 10 * flat * covariance[0]);
  const auto classes = support::texts(found->persons, "class");
  std::vector<std::string> ids;
  for (const std::size_t row : found->first_rows) ids.push_back(persons_->long_id[row]);
  for (std::size_t i = 0; i < theirs["id"].size(); ++i) {
    const auto row = static_cast<std::size_t>(std::ranges::find(ids, written(theirs["id"][i])) - ids.begin());
    ASSERT_LT(row, ids.size());
    const auto ours = [&](const char* name) { return support::number_in(found->persons, name, row); };
    EXPECT_EQ(ours("scores"), theirs["n"][i].get<double>());
    EXPECT_NEAR(ours("first"), theirs["pre"][i], near);
    EXPECT_NEAR(ours("last"), theirs["post"][i], near);
    EXPECT_NEAR(ours("rate"), theirs["eb_estimate"][i], 10 * flat);
    EXPECT_NEAR(ours("sd"), theirs["sd"][i], 10 * flat);
    EXPECT_NEAR(ours("index"), theirs["rci"][i], 10 * flat);
    EXPECT_EQ(classes[row], lower_case(theirs["category"][i]));
  }
  expect_summary(found->persons);
}

const auto as_named = [](const auto& one) { return std::string(one.param); };
const auto pairs = testing::Values("claus_bdi_dist_JT", "claus_bdi_dist_GLN", "claus_bdi_dist_HLL", "claus_bdi_dist_EN",
                                   "claus_bdi_dist_NK_relpost", "claus_bdi_dist_HA", "claus_bdi_comb_JT_c",
                                   "claus_bdi_comb_JT_a", "claus_bdi_pct_30", "claus_bdi_anchor_ind_7",
                                   "claus_bdi_stat_JT_c", "claus_who_comb_JT_c", "claus_bdi_dist_JT_alpha10");
const auto groups = testing::Values("claus_bdi_anchor_group_within");
const auto rates = testing::Values("claus_bdi_dist_HLM");
INSTANTIATE_TEST_SUITE_P(OfPairs, ChangeGolden, pairs, as_named);
INSTANTIATE_TEST_SUITE_P(OfGroups, ChangeGolden, groups, as_named);
INSTANTIATE_TEST_SUITE_P(OfRates, ChangeGolden, rates, as_named);
INSTANTIATE_TEST_SUITE_P(Clinicalsignificance300, PairsGolden, pairs, as_named);
INSTANTIATE_TEST_SUITE_P(Clinicalsignificance300, GroupsGolden, groups, as_named);
INSTANTIATE_TEST_SUITE_P(Clinicalsignificance300, RatesGolden, rates, as_named);

}  // namespace oncourse::change_golden_test
