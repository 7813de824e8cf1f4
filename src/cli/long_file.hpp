// long_file.hpp: a file with a row per person and session, for the commands that follow persons over time.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>
#include <map>
#include <optional>
#include <string>

#include "commands.hpp"
#include "items.hpp"
#include "table_file.hpp"

namespace oncourse::cli {

/// As options name them.
inline const std::map<std::string, Direction> directions = {{"lower", Direction::lower_is_better},
                                                            {"higher", Direction::higher_is_better}};

/// The scores of one instrument, or of none that is known, and which end of their scale is the better one.
struct LongFile {
  std::string file, person = "patient", time = "session", score, items, instrument, definition;
  std::optional<Direction> better;
  bool prorate = false;
  bool time_needed = true;     ///< else times() are there only where the file has the column
  bool totals_checked = true;  ///< else a column of them may hold what is off the scale, for the library to count

  const Instrument* q = nullptr;
  Direction direction = Direction::lower_is_better;

  void add_options(CLI::App* command);
  /// The instrument and the rows that are its; how it ended where it was refused.
  std::optional<Exit> read_table();
  /// And the columns of persons, times and scores.
  std::optional<Exit> read();

  /// Once read: rows of other instruments are left out.
  [[nodiscard]] const CsvTable& table() const { return *table_; }
  [[nodiscard]] const Column& persons() const { return **persons_; }
  [[nodiscard]] const Column& times() const { return **times_; }
  [[nodiscard]] bool has_times() const { return times_.has_value(); }
  [[nodiscard]] const Column& scores() const { return **scores_; }
  /// "PHQ-9", or the column of scores.
  [[nodiscard]] std::string score_label() const;

 private:
  std::optional<CsvTable> table_;
  std::optional<FileColumn> persons_, times_, scores_;
  std::optional<LoadedInstrument> loaded_;
};

}  // namespace oncourse::cli
