// score.cpp: `oncourse score`: a file of sheets in, a score for each out.
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <iostream>
#include <span>

#include "commands.hpp"
#include "file.hpp"
#include "instrument/score_json.hpp"
#include "items.hpp"
#include "json/write.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/instrument/coding.hpp"
#include "oncourse/instrument/names.hpp"
#include "table_file.hpp"

namespace oncourse::cli {
namespace {

struct ScoreCommand {
  std::string file, instrument, definition, items, coding, cutoff, norm;
  bool prorate = false, complete = false, json = false;

  Exit run() const;
};

/// By which totals are read: one cut-off and one norm at the most, both chosen on the command line.
struct Reading {
  const Cutoff* cutoff = nullptr;
  const Norm* norm = nullptr;

  ///   cutoff  "caseness", "screen:primary care"; empty: none
  ///   norm    a population; empty: none
  static Result<Reading> make(const Instrument& q, const std::string& cutoff, const std::string& norm) {
    Reading out;
    if (!cutoff.empty()) {
      const std::size_t colon = cutoff.find(':');
      const auto purpose = purpose_named(cutoff.substr(0, colon));
      if (!purpose) return purpose.error();
      const auto found = find_cutoff(q.figures, *purpose,
                                     colon == std::string::npos ? "" : std::string_view(cutoff).substr(colon + 1));
      if (!found) return found.error();
      out.cutoff = *found;
    }
    if (!norm.empty()) {
      const auto found = find_norm(q.figures, norm);
      if (!found) return found.error();
      out.norm = *found;
    }
    return out;
  }
  [[nodiscard]] json::Value to_json(double total) const {
    json::Value out = json::Value::object();
    if (cutoff)
      out["cutoff"] = {{"purpose", name(cutoff->purpose)},
                       {"population", cutoff->population},
                       {"compare", name(cutoff->compare)},
                       {"value", cutoff->value},
                       {"met", meets(total, cutoff->compare, cutoff->value)}};
    if (norm) {
      const Standing at = standing(*norm, total);
      out["standing"] = {{"population", norm->population}, {"z", at.z}, {"t", at.t}, {"percentile", at.percentile}};
    }
    return out;
  }
};

/// The table that stands where no document was asked for: a row per row of the file, a column per subscale, algorithm
/// and risk item, and what was chosen to read the total by.
class ScoreTable {
 public:
  ScoreTable(const Instrument& q, const Reading& reading) : q_(q), reading_(reading) {
    std::string header = "line,status,total,answered,prorated,band";
    for (const Subscale& s : q.subscales) header += "," + std::string(s.id);
    for (const Algorithm& a : q.algorithms) header += "," + std::string(a.id);
    for (const RiskItem& r : q.risk) header += ",risk_item_" + text(r.item);
    if (reading.cutoff) header += ",cutoff_met";
    if (reading.norm) header += ",z,t,percentile";
    rows_ = header + "\n";
  }
  ///   score  nullptr: the row has none
  ///   risk   as far as it is known, also of a sheet that is refused
  void append(std::size_t line, const char* status, const Score* score, std::span<const RiskAnswer> risk = {}) {
    rows_ += text(line) + "," + status + ",";
    if (score) {
      rows_ += (q_.has_total() ? text(score->total) : "") + "," + text(score->answered) + "," +
               (score->prorated ? "yes" : "no") + "," + (score->band ? csv_field(score->band->label) : "");
      for (const SubscaleScore& s : score->subscales()) rows_ += "," + (s.value ? text(*s.value) : "");
      for (const AlgorithmResult& a : score->algorithms())
        rows_ += std::string(",") + (!a.met ? "" : *a.met ? "yes" : "no");
    } else {
      rows_ += std::string(3 + q_.subscales.size() + q_.algorithms.size(), ',');
    }
    for (std::size_t i = 0; i < q_.risk.size(); ++i)
      rows_ += i < risk.size() && risk[i].answer != blank ? "," + text(int{risk[i].answer}) : ",";
    if (reading_.cutoff)
      rows_ += !score ? "," : meets(score->total, reading_.cutoff->compare, reading_.cutoff->value) ? ",yes" : ",no";
    if (reading_.norm && score) {
      const Standing at = standing(*reading_.norm, score->total);
      rows_ += "," + text(at.z, 4) + "," + text(at.t, 2) + "," + text(at.percentile, 2);
    } else if (reading_.norm) {
      rows_ += ",,,";
    }
    rows_ += "\n";
  }
  [[nodiscard]] const std::string& csv() const { return rows_; }

 private:
  const Instrument& q_;
  const Reading reading_;
  std::string rows_;
};

Exit ScoreCommand::run() const {
  if (instrument.empty() && definition.empty())
    return fail({Errc::bad_argument, "name the instrument with --instrument or --instrument-file"});
  std::optional<LoadedInstrument> loaded;
  const auto q = chosen_instrument(instrument, definition, loaded);
  if (!q) return fail(q.error());
  const Coding* read_as = nullptr;
  if (!coding.empty()) {
    const auto found = find_coding(**q, coding);
    if (!found) return fail(found.error());
    read_as = *found;
  }
  const auto reading = Reading::make(**q, cutoff, norm);
  if (!reading) return fail(reading.error());
  const auto table = read_csv(file);
  if (!table) return fail(table.error());
  const auto columns = item_columns(*table, items, **q);
  if (!columns) return fail(columns.error(), file);
  if (columns->empty())
    return fail({Errc::bad_argument, "no item columns found; name them with --items, for example --items 'q*'"}, file);

  const Prorating how = complete ? Prorating::never : prorate ? Prorating::convention : Prorating::published_rule;
  json::Value rows = json::Value::array();
  ScoreTable shown(**q, *reading);
  std::size_t scored = 0, left_out = 0, refused = 0, other = 0;
  for (std::size_t row = 0; row < table->rows(); ++row) {
    json::Value& line = rows.push_back({{"row", row + 1}, {"line", table->line(row)}});
    std::array<RiskAnswer, max_risk_items> risk;
    std::size_t n_risk = 0;
    const auto state = [&](const char* status, const Score* score = nullptr) {
      line["status"] = status;
      shown.append(table->line(row), status, score, std::span(risk).first(n_risk));
    };
    const auto refuse = [&](const Error& error) {
      ++refused;
      complain(error, file);
      state("refused");
      line.append({{"error", name(error.code)}, {"detail", error.detail}});
    };
    if (is_of_another_instrument(*table, row, **q)) {
      ++other;
      state("other_instrument");
      continue;
    }
    RowAnswers read = row_answers(*table, row, *columns, **q);
    if (!read.any) {
      ++left_out;
      state("left_out");
      continue;
    }
    if (read_as)
      if (auto off_coding = recode(**q, *read_as, read.answers); off_coding && !read.trouble)
        read.trouble = Error{off_coding->code, "line " + text(table->line(row)) + ": " + off_coding->detail};
    n_risk = risk_answers(**q, read.answers, risk);
    const auto sheet = score(**q, read.answers, how);
    if (read.trouble || !sheet) {
      refuse(read.trouble ? *read.trouble
                          : Error{sheet.error().code, "line " + text(table->line(row)) + ": " + sheet.error().detail});
      for (const RiskAnswer& one : std::span(risk).first(n_risk)) line["risk"].push_back(risk_json(**q, one));
    } else {
      ++scored;
      state("scored", &*sheet);
      line.append(score_json(*sheet));
      line.append(reading->to_json(sheet->total));
    }
  }
  if (json) {
    const json::Value out = {{"instrument", (*q)->id}, {"n_rows", table->rows()}, {"n_scored", scored},
                             {"n_left_out", left_out}, {"n_refused", refused},    {"n_other_instruments", other},
                             {"rows", std::move(rows)}};
    std::cout << json::write(out, json::Layout::lines) << "\n";
  } else {
    std::cout << shown.csv();
  }
  if (!json || refused > 0)
    std::cerr << "oncourse: " << scored << " of " << table->rows() << " rows scored, " << left_out
              << " without an answer left out, " << other << " of other instruments, " << refused << " refused\n";
  return refused == 0 ? Exit::ok : Exit::refused;
}

}  // namespace

void add_score(CLI::App& app, Exit& exit) {
  auto options = std::make_shared<ScoreCommand>();
  CLI::App* command = app.add_subcommand("score", "Score a file of questionnaire sheets, one per row");
  command->footer(
      "Example:\n  oncourse score sheets.csv --instrument phq-9 --items 'q*' --json\n"
      "Exit status 0 only when no row was refused.");
  command->add_option("file", options->file, "CSV file with a header")->required();
  command->add_option("--instrument", options->instrument, "Instrument id, or id:subscale; see `oncourse instruments`");
  command->add_option("--instrument-file", options->definition,
                      "A definition file of your own, in place of what ships");
  command->add_option("--coding", options->coding,
                      "How the answers are written down, where not as the definition has it");
  command->add_option("--items", options->items, "Item columns: 'q*', 'PHQ1..PHQ9' or 'a,b,c'");
  command->add_option("--cutoff", options->cutoff, "Say whether the total meets it: PURPOSE or PURPOSE:POPULATION");
  command->add_option("--norm", options->norm, "Say where the total stands (z, T, percentile) in this POPULATION");
  auto* prorate = command->add_flag("--prorate", options->prorate, "Also prorate where that is a convention only");
  command->add_flag("--complete", options->complete, "Refuse every sheet with a blank")->excludes(prorate);
  command->add_flag("--json", options->json, "One JSON document on standard output");
  command->callback([options, &exit] { exit = options->run(); });
}

}  // namespace oncourse::cli
