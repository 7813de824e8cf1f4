// followed_lines.cpp: verdicts back to the rows and persons that they are of.
// SPDX-License-Identifier: Apache-2.0
#include "followed_lines.hpp"

namespace oncourse::cli {
namespace {

class FollowedLines {
 public:
  FollowedLines(const Followed& found, bool per_person)
      : found_(found),
        per_person_(per_person),
        verdicts_(csv_columns(found.verdicts)),
        verdict_(found.verdicts.find("verdict")->view()),
        refused_row_(found.refusals.find("row")->view()) {}

  /// Of the next part.
  void write(const DayPart& part);

  ChunkResult out;
  std::vector<RowPlace> places;  ///< of its troubles

 private:
  void write_aside(const DayPart& part, const DayAside& aside);
  void write_row(const DayPart& part, std::size_t row);
  void write_person(const DayPart& part, std::size_t row);
  void begin(const DayPart& part, std::size_t line, std::string_view person);
  void values(std::size_t row, std::size_t columns);
  void end(std::string_view status, std::string_view detail);
  void tell(const DayPart& part, std::size_t line, RowTrouble trouble);

  const Followed& found_;
  const bool per_person_;
  const std::vector<CsvColumn> verdicts_;  ///< status at the end
  const ColumnPiece verdict_, refused_row_;
  std::size_t first_ = 0, own_ = 0, refusal_ = 0, person_ = 0;  ///< the next ones; `own_` of the part
};

void FollowedLines::write(const DayPart& part) {
  out = {};
  places.clear();
  own_ = 0;
  auto aside = part.asides.begin();
  for (std::size_t row = 0; row <= part.rows(); ++row) {
    for (; aside != part.asides.end() && aside->before == row; ++aside) write_aside(part, *aside);
    if (row == part.rows()) break;
    write_row(part, row);
    if (person_ < found_.first_rows.size() && found_.first_rows[person_] == first_ + row) write_person(part, row);
  }
  first_ += part.rows();
}

void FollowedLines::write_aside(const DayPart& part, const DayAside& aside) {
  if (aside.trouble)
    tell(part, aside.line, *aside.trouble);
  else
    ++out.counts["rows of other instruments"];
  if (per_person_) return;
  begin(part, aside.line, aside.person);
  append_csv(out.csv, aside.session);
  out.csv.append(verdicts_.size() - (part.has_sessions ? 0 : 1), ',');
  if (aside.trouble)
    end(name(aside.trouble->why.code), aside.trouble->detail());
  else
    end("other_instrument", {});
}

/// The row's line, where there is one for each, and all that is wrong with it.
void FollowedLines::write_row(const DayPart& part, std::size_t row) {
  std::vector<RowTrouble> troubles;
  bool in_key = false;
  for (; own_ < part.troubles.size() && part.troubles[own_].trouble.row == row; ++own_) {
    if (!in_key) troubles.push_back(part.troubles[own_].trouble);
    in_key = in_key || part.troubles[own_].in_key;
  }
  for (; refusal_ < found_.refusals.rows() && refused_row_.whole(refusal_) == static_cast<std::int64_t>(first_ + row);
       ++refusal_) {
    const Error why = *error_in(found_.refusals, refusal_);
    const bool of_score = why.code == Errc::response_range;
    if (in_key || (of_score && !troubles.empty())) continue;
    troubles.push_back({row, of_score ? (*part.columns.back()).name : std::string(), why});
  }
  for (const RowTrouble& trouble : troubles) tell(part, part.lines[row], trouble);
  if (per_person_) return;

  const std::size_t at = first_ + row;
  if (!verdict_.missing(at)) ++out.counts[std::string(verdict_.text(at))];
  begin(part, part.lines[row], (*part.columns[0]).pieces.front().text(row));
  if (part.has_sessions) {
    const ColumnPiece& session = (*part.columns[1]).pieces.front();
    if (!session.missing(row)) out.csv += text(session.whole(row));
    out.csv += ',';
  }
  values(at, verdicts_.size() - 1);
  if (!troubles.empty()) {
    end(name(troubles.front().why.code), troubles.front().detail());
  } else {
    verdicts_.back().append_to(out.csv, at);
    out.csv += ",\n";
  }
}

void FollowedLines::write_person(const DayPart& part, std::size_t row) {
  ++out.counts["persons"];
  if (per_person_) {
    if (!verdict_.missing(person_)) ++out.counts[std::string(verdict_.text(person_))];
    begin(part, part.lines[row], (*part.columns[0]).pieces.front().text(row));
    values(person_, verdicts_.size());
    out.csv.back() = '\n';
  }
  ++person_;
}

void FollowedLines::begin(const DayPart& part, std::size_t line, std::string_view person) {
  out.csv += part.place + text(line) + ",";
  append_csv(out.csv, person);
  out.csv += ',';
}

void FollowedLines::values(std::size_t row, std::size_t columns) {
  for (std::size_t i = 0; i < columns; ++i) {
    verdicts_[i].append_to(out.csv, row);
    out.csv += ',';
  }
}

void FollowedLines::end(std::string_view status, std::string_view detail) {
  out.csv += status;
  out.csv += ',';
  append_csv(out.csv, detail);
  out.csv += '\n';
}

void FollowedLines::tell(const DayPart& part, std::size_t line, RowTrouble trouble) {
  out.troubles.push_back(std::move(trouble));
  places.push_back({part.file, line});
}

}  // namespace

std::string followed_header(const TrackNames& names, const Table& verdicts, bool per_person) {
  const bool session = !per_person && !names.session.empty();  // else the verdicts have it
  return csv_field(names.person) + "," + (session ? csv_field(names.session) + "," : "") + csv_header_of(verdicts) +
         (per_person ? "" : ",detail");
}

bool give_followed(const std::vector<DayPart>& parts, const Followed& found, bool per_person, const GiveRows& give) {
  FollowedLines lines(found, per_person);
  for (const DayPart& part : parts) {
    lines.write(part);
    if (!give(lines.out, lines.places)) return false;
  }
  return true;
}

}  // namespace oncourse::cli
