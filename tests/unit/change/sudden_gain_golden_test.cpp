// sudden_gain_golden_test.cpp: what suddengains 0.7.2 (R) finds in real courses, and where it is mistaken.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "oncourse/change/sudden_gain.hpp"
#include "oncourse/change/sudden_gain_summary.hpp"
#include "support/csv.hpp"
#include "support/shared_files.hpp"

namespace oncourse::sudden_gain_golden_test {

using nlohmann::json;

double cell_number(const std::string& cell) {
  return cell.empty() || cell == "NA" ? std::numeric_limits<double>::quiet_NaN() : std::stod(cell);
}

/// The series of a case by person: of a wide file, or of the trial whose file is long.
std::map<int, std::vector<double>> series_of(const json& variables) {
  std::map<int, std::vector<double>> out;
  if (variables[0].get<std::string>().starts_with("m")) {
    const support::Csv file(*support::shared_file("data/reframed_phq9_hamd.csv"));
    for (std::size_t row = 0; row < file.rows(); ++row) {
      std::vector<double>& series = out[std::stoi(file.cell(row, "patient"))];
      series.resize(variables.size(), std::numeric_limits<double>::quiet_NaN());
      for (std::size_t at = 0; at < variables.size(); ++at)
        if ("m" + file.cell(row, "month") == variables[at].get<std::string>())
          series[at] = cell_number(file.cell(row, "phq9"));
    }
    return out;
  }
  const support::Csv file(*support::shared_file("data/suddengains_sgdata.csv"));
  for (std::size_t row = 0; row < file.rows(); ++row)
    for (const auto& name : variables)
      out[std::stoi(file.cell(row, "id"))].push_back(cell_number(file.cell(row, name)));
  return out;
}

/// The settings of a case in our words.
SuddenGainCriteria criteria_of(const json& one) {
  SuddenGainCriteria out;
  const json& args = one["args"];
  if (one["identify"] == "sl") out.kind = SuddenChange::loss;
  if (!args["sg_crit1_cutoff"].is_null()) out.points = std::fabs(args["sg_crit1_cutoff"].get<double>());
  if (args.contains("sg_crit2_pct")) out.share->share = std::fabs(args["sg_crit2_pct"].get<double>());
  if (!args.value("sg_crit3", true)) out.means.reset();
  if (out.means) {
    out.means->alpha = args.value("sg_crit3_alpha", 0.05);
    if (!args.value("sg_crit3_adjust", true)) out.means->critical = args.value("sg_crit3_critical_value", 2.776);
  }
  const auto place = [&](const json& name) {
    for (std::size_t at = 0; at < one["variables"].size(); ++at)
      if (one["variables"][at] == name) return static_cast<int>(at) + 1;
    ADD_FAILURE() << name << " is not among the sessions";
    return 0;
  };
  out.start_session = place(one["tx_start"]);
  out.end_session = place(one["tx_end"]);
  return out;
}

std::optional<bool> flag(const json& value) {
  return value.is_null() ? std::nullopt : std::optional(value.get<int>() != 0);
}

void expect_number(const std::optional<double>& ours, const json& theirs, double sign = 1.0) {
  ASSERT_EQ(!ours, theirs.is_null());
  if (ours) {
    EXPECT_NEAR(*ours, sign * theirs.get<double>(), 1e-9);
  }
}

class SuddenGainGolden : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    const auto file = support::shared_file("golden/sudden_gains_visible.json");
    if (!file) GTEST_SKIP() << support::why_skipped("golden/sudden_gains_visible.json");
    case_ = support::json_in(*file)["results"][GetParam()];
    ASSERT_FALSE(case_.is_null());
    series_ = series_of(case_["variables"]);
    criteria_ = criteria_of(case_);
    SuddenGainCriteria theirs = criteria_;
    theirs.reversal_from = 3;
    for (const auto& [id, scores] : series_) {
      const auto right = sudden_gains(scores, Direction::lower_is_better, criteria_);
      const auto as_theirs = sudden_gains(scores, Direction::lower_is_better, theirs);
      ASSERT_TRUE(right && as_theirs) << right.error().detail;
      found_[id] = *right;
      as_theirs_[id] = *as_theirs;
    }
  }
  [[nodiscard]] bool loss() const { return criteria_.kind == SuddenChange::loss; }

  json case_;
  SuddenGainCriteria criteria_;
  std::map<int, std::vector<double>> series_;
  std::map<int, SuddenGains> found_, as_theirs_;
};

TEST_P(SuddenGainGolden, CriteriaOfEveryInterval) {
  const json& flags = case_["interval_flags"];
  const std::string prefix = loss() ? "sl_" : "sg_";
  ASSERT_EQ(flags["id"].size(), series_.size());
  std::size_t compared = 0, zeros = 0;
  for (std::size_t row = 0; row < flags["id"].size(); ++row) {
    const int id = flags["id"][row].get<int>();
    for (const SuddenGainInterval& one : found_.at(id).intervals) {
      const std::string between = std::to_string(one.from) + "to" + std::to_string(one.to);
      SCOPED_TRACE(std::to_string(id) + ": " + between);
      const auto theirs = [&](const std::string& which) { return flag(flags.at(prefix + which + between)[row]); };
      ++compared;
      EXPECT_EQ(one.points, theirs("crit1_"));
      EXPECT_EQ(one.means, theirs("crit3_"));
      if (one.share_of == 0.0 && one.magnitude == 0.0) {
        ++zeros;  // theirs: no change of a score of 0 is a change of at least 0
        EXPECT_EQ(one.share, false);
        EXPECT_EQ(theirs("crit2_"), true);
      } else {
        EXPECT_EQ(one.share, theirs("crit2_"));
      }
      const auto all = theirs("");
      EXPECT_EQ(all.has_value(), one.complete) << "theirs is missing wherever one criterion is";
      if (all) {
        EXPECT_EQ(one.sudden, all);
      } else {
        EXPECT_NE(one.sudden, true);
      }
    }
  }
  EXPECT_EQ(compared, series_.size() * (case_["variables"].size() - 3));
  RecordProperty("intervals", static_cast<int>(compared));
  RecordProperty("scores_that_stay_0", static_cast<int>(zeros));
}

TEST_P(SuddenGainGolden, EveryGain) {
  const json& theirs = case_["bysg"];
  std::map<std::pair<int, int>, std::size_t> rows;
  for (std::size_t row = 0; row < theirs["id"].size(); ++row)
    rows[{theirs["id"][row].get<int>(), theirs["sg_session_n"][row].get<int>()}] = row;
  const std::string measure = theirs.contains("sg_phq_n") ? "sg_phq_" : "sg_bdi_";
  std::size_t count = 0;
  for (const auto& [id, all] : as_theirs_)
    for (std::size_t at = 0; at < all.gains.size(); ++at) {
      const SuddenGain& gain = all.gains[at];
      SCOPED_TRACE(std::to_string(id) + " at " + std::to_string(gain.session));
      ++count;
      const auto found = rows.find({id, gain.session});
      ASSERT_NE(found, rows.end());
      const std::size_t row = found->second;
      const double sign = loss() ? -1.0 : 1.0;  // a loss is negative with them
      EXPECT_EQ(std::to_string(id) + "_sg_" + std::to_string(gain.session), theirs["id_sg"][row].get<std::string>());
      EXPECT_EQ(theirs["sg_crit123"][row].get<int>(), 1);
      EXPECT_EQ(static_cast<int>(all.gains.size()), theirs["sg_freq_byperson"][row].get<int>());
      for (std::size_t k = 0; k < 6; ++k)
        expect_number(gain.around[k], theirs[measure + std::array{"2n", "1n", "n", "n1", "n2", "n3"}[k]][row]);
      expect_number(gain.magnitude, theirs["sg_magnitude"][row], sign);
      expect_number(gain.total_improvement, theirs[measure + "tx_change"][row]);
      expect_number(gain.share_of_total, theirs["sg_change_proportion"][row], sign);
      expect_number(gain.reversal_value, theirs["sg_reversal_value"][row]);
      EXPECT_EQ(gain.reversed.value_or(false), theirs["sg_reversal"][row].get<int>() != 0);
      const SuddenGain& right = found_.at(id).gains.at(at);
      const double n2 = gain.around[4].value_or(std::numeric_limits<double>::quiet_NaN());
      const bool at_once = loss() ? n2 < gain.reversal_value : n2 > gain.reversal_value;
      EXPECT_EQ(right.reversed.value_or(false), gain.reversed.value_or(false) || at_once)
          << "they leave out the session after N + 1";
      if (at_once) {
        EXPECT_EQ(right.reversed_at, gain.session + 2);
      }
    }
  EXPECT_EQ(count, rows.size());
  EXPECT_EQ(count, case_["n_events"].get<std::size_t>());
}

TEST_P(SuddenGainGolden, TheGainThatStandsForAPerson) {
  for (const WhichGain which : {WhichGain::first, WhichGain::last, WhichGain::largest, WhichGain::smallest}) {
    const json& theirs = case_["byperson"][std::string(name(which))];
    ASSERT_EQ(theirs["id"].size(), case_["n_patients_with_event"].get<std::size_t>());
    for (std::size_t row = 0; row < theirs["id"].size(); ++row) {
      const int id = theirs["id"][row].get<int>();
      const auto& gains = found_.at(id).gains;
      // The largest loss is with them the one nearest to 0.
      const WhichGain ours = !loss()                        ? which
                             : which == WhichGain::largest  ? WhichGain::smallest
                             : which == WhichGain::smallest ? WhichGain::largest
                                                            : which;
      const SuddenGain* const chosen = choose(gains, ours);
      ASSERT_NE(chosen, nullptr);
      EXPECT_EQ(std::to_string(id) + "_sg_" + std::to_string(chosen->session), theirs["id_sg"][row].get<std::string>());
      EXPECT_NEAR(chosen->magnitude, std::fabs(theirs["sg_magnitude"][row].get<double>()), 1e-9);
      EXPECT_EQ(gains.size(), theirs["sg_freq_byperson"][row].get<std::size_t>());
    }
  }
}

/// They round to two decimals.
void expect_described(const SuddenGainSummary& ours, const json& theirs) {
  EXPECT_EQ(ours.reversed, theirs["sg_reversal_n"].get<std::size_t>());
  EXPECT_NEAR(100.0 * static_cast<double>(ours.reversed) / static_cast<double>(ours.gains),
              theirs["sg_reversal_pct"].get<double>(), 0.00501);
  EXPECT_NEAR(*ours.magnitude_mean, std::fabs(theirs["sg_magnitude_m"].get<double>()), 0.00501);
  EXPECT_NEAR(*ours.magnitude_sd, theirs["sg_magnitude_sd"].get<double>(), 0.00501);
}

TEST_P(SuddenGainGolden, TheDescription) {
  std::vector<std::vector<SuddenGain>> persons;
  for (const auto& [id, all] : as_theirs_) persons.push_back(all.gains);
  const SuddenGainSummary all = describe(persons);
  const json& theirs = case_["describe_bysg"];
  EXPECT_EQ(all.gains, theirs["sg_total_n"].get<std::size_t>());
  EXPECT_EQ(all.gains, theirs["total_n"].get<std::size_t>()) << "rows of a table of gains, all of them with a gain";
  EXPECT_EQ(theirs["sg_pct"].get<double>(), 100.0);
  expect_described(all, theirs);
  std::size_t of_several = 0;  // gains of persons who have more than one
  for (const std::vector<SuddenGain>& gains : persons) of_several += gains.size() > 1 ? gains.size() : 0;
  const auto percent = [](std::size_t count, std::size_t of) {
    return 100.0 * static_cast<double>(count) / static_cast<double>(of);
  };
  EXPECT_NEAR(percent(of_several, all.gains), theirs["sg_multiple_pct"].get<double>(), 0.00501);
  EXPECT_EQ(all.with_gain, case_["n_patients_with_event"].get<std::size_t>());
  if (!case_.contains("describe_byperson_first")) return;
  const json& first = case_["describe_byperson_first"];
  const SuddenGainSummary chosen = describe(persons, WhichGain::first);
  EXPECT_EQ(chosen.persons, first["total_n"].get<std::size_t>());
  EXPECT_EQ(chosen.gains, first["sg_n"].get<std::size_t>());
  EXPECT_EQ(chosen.with_gain, first["sg_n"].get<std::size_t>());
  EXPECT_EQ(chosen.with_several, first["sg_multiple_n"].get<std::size_t>());
  EXPECT_EQ(all.gains, first["sg_total_n"].get<std::size_t>());
  EXPECT_NEAR(percent(chosen.with_gain, chosen.persons), first["sg_pct"].get<double>(), 0.00501);
  EXPECT_NEAR(percent(chosen.with_several, chosen.persons), first["sg_multiple_pct"].get<double>(), 0.00501);
  expect_described(chosen, first);
}

INSTANTIATE_TEST_SUITE_P(Suddengains072, SuddenGainGolden,
                         testing::Values("default_crit1_7", "crit3_no_adjust_2776", "crit12_only", "losses_crit2_neg25",
                                         "reframed_default_6"),
                         [](const auto& one) { return std::string(one.param); });

}  // namespace oncourse::sudden_gain_golden_test
