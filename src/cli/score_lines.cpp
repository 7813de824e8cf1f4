// score_lines.cpp: a line per sheet, whatever became of it.
// SPDX-License-Identifier: Apache-2.0
#include "score_lines.hpp"

#include "answer_columns.hpp"
#include "table_file.hpp"

namespace oncourse::cli {
namespace {

class ScoreLines {
 public:
  ScoreLines(const CsvTable& rows, const SheetColumns& columns, const SheetScoring& scoring)
      : rows_(rows),
        columns_(columns),
        scoring_(scoring),
        asked_(rows_of(rows, *scoring.q)),
        answers_(rows, columns.items, *scoring.q, asked_) {}

  Result<ChunkResult> write();

 private:
  void begin(std::size_t row);
  void end(std::string_view status, std::string_view detail = {});
  void leave_out(const char* status);
  void refuse(std::optional<std::size_t> place, const RowTrouble& trouble);
  void score(std::size_t place);

  const CsvTable& rows_;
  const SheetColumns& columns_;
  const SheetScoring& scoring_;
  const std::vector<std::size_t> asked_;  ///< rows that are sheets of the instrument; a place is one in this list
  const AnswerColumns answers_;
  std::vector<CsvColumn> scores_;  ///< as score_columns() has them, status and detail at the end
  std::vector<bool> of_risk_;
  std::size_t scored_ = 0, prorated_ = 0, left_out_ = 0, others_ = 0;
  ChunkResult out_;
};

void ScoreLines::begin(std::size_t row) {
  out_.csv += columns_.place;
  out_.csv += text(rows_.line(row));
  out_.csv += ',';
  for (const std::size_t column : columns_.kept) {
    append_csv(out_.csv, rows_.cell(row, column));
    out_.csv += ',';
  }
}

void ScoreLines::end(std::string_view status, std::string_view detail) {
  out_.csv += status;
  out_.csv += ',';
  append_csv(out_.csv, detail);
  out_.csv += '\n';
}

void ScoreLines::leave_out(const char* status) {
  out_.csv.append(scores_.size() - 2, ',');
  end(status);
}

/// What is known of risk all the same.
///
///   place  nullopt: nothing is
void ScoreLines::refuse(std::optional<std::size_t> place, const RowTrouble& trouble) {
  for (std::size_t i = 0; i + 2 < scores_.size(); ++i) {
    if (place && of_risk_[i]) scores_[i].append_to(out_.csv, *place);
    out_.csv += ',';
  }
  end(name(trouble.why.code), trouble.detail());
  out_.troubles.push_back(trouble);
}

void ScoreLines::score(std::size_t place) {
  for (const CsvColumn& column : scores_) {
    column.append_to(out_.csv, place);
    out_.csv += ',';
  }
  out_.csv.back() = '\n';
  ++scored_;
}

Result<ChunkResult> ScoreLines::write() {
  const auto scores = scoring_(answers_.items());
  if (!scores) return scores.error();
  scores_ = csv_columns(*scores);
  for (const TableColumn& column : scores->columns) of_risk_.push_back(column.name().starts_with("risk_item_"));
  const ColumnPiece prorated = scores->find("prorated")->view();
  std::size_t next = 0;
  auto rejected = rows_.rejected().begin();
  auto unread = answers_.troubles().begin();
  for (std::size_t row = 0; row < rows_.rows(); ++row) {
    begin(row);
    if (rejected != rows_.rejected().end() && rejected->row == row) {
      refuse(std::nullopt, *rejected++);
    } else if (next == asked_.size() || asked_[next] != row) {
      leave_out("other_instrument");
      ++others_;
    } else {
      const std::size_t place = next++;
      if (unread != answers_.troubles().end() && unread->row == row) {
        refuse(place, *unread++);
      } else if (!answers_.any(place)) {
        leave_out("left_out");
        ++left_out_;
      } else if (const auto error = error_in(*scores, place)) {
        const bool off = error->code == Errc::response_range;
        refuse(place, {row, off ? answers_.off_scale(place, *scoring_.q, scoring_.coding) : "", *error});
      } else {
        score(place);
        if (prorated.number(place) != 0.0) ++prorated_;
      }
    }
  }
  out_.counts = {{"scored", scored_},
                 {"of them prorated", prorated_},
                 {"without an answer left out", left_out_},
                 {"of other instruments", others_}};
  return std::move(out_);
}

}  // namespace

Result<ChunkResult> score_lines(const CsvTable& rows, const SheetColumns& columns, const SheetScoring& scoring) {
  return ScoreLines(rows, columns, scoring).write();
}

}  // namespace oncourse::cli
