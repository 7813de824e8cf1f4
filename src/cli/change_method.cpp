// change_method.cpp: from options to a rule of change.
// SPDX-License-Identifier: Apache-2.0
#include "change_method.hpp"

#include "oncourse/course/change.hpp"
#include "oncourse/instrument/names.hpp"

namespace oncourse::cli {

Result<ScoreStatistics> ChangeMethod::statistics(const std::optional<PairSummary>& sample) const {
  if (!reliability_) return Error{Errc::bad_argument, "this method needs --reliability"};
  if (!sd_ && !sample)
    return Error{Errc::bad_argument, "this method needs --sd of a population like these persons, or --from-sample"};
  ScoreStatistics out;
  out.reliability = *reliability_;
  out.post_reliability = post_reliability_;
  if (sample) {
    out.pre_sd = sample->pre_sd;
    out.pre_mean = sample->pre_mean;
    out.post_mean = sample->post_mean;
    out.post_sd = sample->post_sd;
    out.correlation = sample->correlation;
  }
  if (sd_) out.pre_sd = *sd_;
  for (auto [given, known] : {std::pair{&pre_mean_, &out.pre_mean},
                              {&post_mean_, &out.post_mean},
                              {&post_sd_, &out.post_sd},
                              {&correlation_, &out.correlation}})
    if (*given) *known = *given;
  return out;
}

/// By mean and sd, or by a norm of the instrument; nothing where neither is given.
Result<std::optional<PopulationScores>> ChangeMethod::population(const Instrument* q, const std::string& norm,
                                                                 std::optional<double> mean,
                                                                 std::optional<double> sd) const {
  if (mean.has_value() != sd.has_value())
    return Error{Errc::bad_argument, "the mean and the sd of a population belong together, one is missing"};
  if (mean && !norm.empty())
    return Error{Errc::bad_argument, "a population is given by mean and sd or by a norm, not by both"};
  if (mean) return std::optional(PopulationScores{*mean, *sd});
  if (norm.empty()) return std::optional<PopulationScores>{};
  if (!q) return Error{Errc::bad_argument, "a norm is one of an --instrument"};
  const auto found = find_norm(q->figures, norm);
  if (!found) return found.error();
  return std::optional(PopulationScores{(*found)->mean, (*found)->sd});
}

/// Cut-off a, b or c; between true scores where their range is asked for.
Result<double> ChangeMethod::line_between(const Instrument* q, Direction direction,
                                          const std::optional<PairSummary>& sample) const {
  const auto given = population(q, clinical_norm_, clinical_mean_, clinical_sd_);
  const auto functional = population(q, functional_norm_, functional_mean_, functional_sd_);
  if (!given) return given.error();
  if (!functional) return functional.error();
  if (!*given && !sample)
    return Error{Errc::bad_argument,
                 "--criterion needs --clinical-mean and --clinical-sd, --clinical-norm, or --from-sample"};
  const PopulationScores clinical = *given ? **given : PopulationScores{sample->pre_mean, sample->pre_sd};
  const auto which = criterion_ == "a"   ? CutoffCriterion::a
                     : criterion_ == "b" ? CutoffCriterion::b
                                         : CutoffCriterion::c;
  if (!true_scores_) return cutoff_between(which, clinical, *functional, direction);
  const auto known = statistics(sample);
  if (!known) return known.error();
  return cutoff_between_true_scores(which, clinical, *functional, known->standard_error_of_measurement(), direction);
}

/// The clinical range from a score, a published cut-off, or a criterion between two populations; nothing without any.
Result<std::optional<ClinicalRange>> ChangeMethod::range(const Instrument* q, Direction direction,
                                                         const std::optional<PairSummary>& sample) const {
  if (line_.has_value() + !cutoff_.empty() + !criterion_.empty() > 1)
    return Error{Errc::bad_argument, "--line, --cutoff and --criterion exclude each other"};
  std::optional<double> value = line_;
  if (!cutoff_.empty()) {
    if (!q) return Error{Errc::bad_argument, "--cutoff names a cut-off of an --instrument; for a score use --line"};
    const std::size_t colon = cutoff_.find(':');
    const auto purpose = purpose_named(cutoff_.substr(0, colon));
    if (!purpose) return purpose.error();
    const auto found = find_cutoff(q->figures, *purpose,
                                   colon == std::string::npos ? "" : std::string_view(cutoff_).substr(colon + 1));
    if (!found) return found.error();
    if (!true_scores_) return std::optional(clinical_range(**found, direction));
    value = (*found)->value;
  }
  if (!criterion_.empty()) {
    const auto between = line_between(q, direction, sample);
    if (!between) return between.error();
    value = *between;
  }
  if (!value) {
    if (true_scores_) return Error{Errc::bad_argument, "--true-scores needs --line, --cutoff or --criterion"};
    return std::optional<ClinicalRange>{};
  }
  if (!true_scores_) return std::optional(clinical_range(*value, direction));
  const auto known = statistics(sample);
  if (!known) return known.error();
  const auto made = clinical_range_of_true_scores(*value, *known, direction);
  if (!made) return made.error();
  return std::optional(*made);
}

Result<ChangeRule> ChangeMethod::rule(const Instrument* q, Direction direction,
                                      const std::optional<PairSummary>& sample, const std::string& named) const {
  const auto limits = range(q, direction, sample);
  if (!limits) return limits.error();
  const ChangeThresholds thresholds{improvement_, deterioration_};
  const auto by_index = [&](ChangeIndex index) -> Result<ChangeRule> {
    const auto known = statistics(sample);
    if (!known) return known.error();
    return index_rule(index, *known, direction, thresholds);
  };
  auto made = [&]() -> Result<ChangeRule> {
    if (named == "points") return points_rule(direction, thresholds);
    if (named == "percent") return percent_rule(direction, thresholds, zero_);
    if (named == "reliable")  // the instrument's own criterion, or that of sd and reliability
      return q && !sd_ && !reliability_ && !sample ? reliable_change_rule(*q, thresholds)
                                                   : by_index(ChangeIndex::jacobson_truax);
    for (const ChangeIndex index : change_indices)
      if (named == name(index)) return by_index(index);
    if (named != "cutoff") return Error{Errc::bad_argument, "no such method"};
    if (*limits) return cutoff_rule(**limits);
    return Error{Errc::bad_argument, "the method cutoff needs --line, --cutoff or --criterion"};
  }();
  if (!made || !*limits) return made;
  return combined_rule(*made, **limits);
}

std::vector<std::string> ChangeMethod::names() {
  std::vector<std::string> out = {"reliable", "points", "percent", "cutoff"};
  for (const ChangeIndex index : change_indices) out.emplace_back(name(index));
  return out;
}

void ChangeMethod::add_options(CLI::App* command) {
  command->add_option("--method", method, "How a change is judged [reliable]")->check(CLI::IsMember(names()));
  command->add_flag("--from-sample", from_sample_, "Take means, sds and correlation from the file's pairs");
  command->add_option("--sd", sd_, "Standard deviation of first scores");
  command->add_option("--reliability", reliability_, "Between 0 and 1");
  command->add_option("--post-reliability", post_reliability_, "Of the second measurement");
  command->add_option("--pre-mean", pre_mean_, "Of first scores, for the methods that ask for it");
  command->add_option("--post-mean", post_mean_, "Of second scores");
  command->add_option("--post-sd", post_sd_, "Of second scores");
  command->add_option("--correlation", correlation_, "Of first with second scores");
  command->add_option("--improvement", improvement_, "Critical value, points or percent");
  command->add_option("--deterioration", deterioration_, "The same for the worse [as for improvement]");
  command->add_option("--zero", zero_, "Of percentages: the score that counts as nothing [0]");
  command->add_option("--line", line_, "Clinical range: a score between the populations");
  command->add_option("--cutoff", cutoff_, "Clinical range: PURPOSE or PURPOSE:POPULATION of the instrument");
  command->add_option("--criterion", criterion_, "Clinical range: a, b or c of Jacobson and Truax")
      ->check(CLI::IsMember({"a", "b", "c"}));
  command->add_option("--functional-mean", functional_mean_, "Of the functional population");
  command->add_option("--functional-sd", functional_sd_, "Of the functional population");
  command->add_option("--functional-norm", functional_norm_, "Both, from this norm of the instrument");
  command->add_option("--clinical-mean", clinical_mean_, "Of the clinical population");
  command->add_option("--clinical-sd", clinical_sd_, "Of the clinical population");
  command->add_option("--clinical-norm", clinical_norm_, "Both, from this norm of the instrument");
  command->add_flag("--true-scores", true_scores_,
                    "Clinical range with the error of the second score allowed for (Hageman and Arrindell)");
}

}  // namespace oncourse::cli
