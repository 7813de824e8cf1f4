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

namespace oncourse::cli {
namespace {

struct ScoreCommand {
  std::string file, instrument, items;
  bool prorate = false, complete = false, json = false;

  Exit run() const;
};

/// A row of the table that stands where no document was asked for.
std::string csv_row(std::size_t line, const char* status, const Score* score = nullptr) {
  const std::string begin = text(line) + "," + status + ",";
  if (!score) return begin + ",,,\n";
  return begin + text(score->total) + "," + text(score->answered) + "," + (score->prorated ? "yes" : "no") + "," +
         (score->band ? std::string(score->band->label) : "") + "\n";
}

Exit ScoreCommand::run() const {
  const auto q = find_instrument(instrument);
  if (!q) return fail(q.error());
  const auto table = read_csv(file);
  if (!table) return fail(table.error());
  const auto columns = item_columns(*table, items, **q);
  if (!columns) return fail(columns.error(), file);
  if (columns->empty())
    return fail({Errc::bad_argument, "no item columns found; name them with --items, for example --items 'q*'"}, file);

  const Prorating how = complete ? Prorating::never : prorate ? Prorating::convention : Prorating::published_rule;
  json::Value rows = json::Value::array();
  std::string csv = "line,status,total,answered,prorated,band\n";
  std::size_t scored = 0, left_out = 0, refused = 0, other = 0;
  for (std::size_t row = 0; row < table->rows(); ++row) {
    json::Value& line = rows.push_back({{"row", row + 1}, {"line", table->line(row)}});
    const auto state = [&](const char* status, const Score* score = nullptr) {
      line["status"] = status;
      csv += csv_row(table->line(row), status, score);
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
    const auto answers = row_answers(*table, row, *columns, **q);
    if (!answers) {
      refuse(answers.error());
    } else if (!answers->has_value()) {
      ++left_out;
      state("left_out");
    } else if (const auto sheet = score(**q, **answers, how); !sheet) {
      refuse({sheet.error().code, "line " + text(table->line(row)) + ": " + sheet.error().detail});
      std::array<RiskAnswer, max_risk_items> risk;
      if (const std::size_t items_at_risk = risk_answers(**q, **answers, risk); items_at_risk > 0)
        line["risk"] = risk_json(std::span(risk).first(items_at_risk));
    } else {
      ++scored;
      state("scored", &*sheet);
      line.append(score_json(*sheet));
    }
  }
  if (json) {
    const json::Value out = {{"instrument", (*q)->id}, {"n_rows", table->rows()}, {"n_scored", scored},
                             {"n_left_out", left_out}, {"n_refused", refused},    {"n_other_instruments", other},
                             {"rows", std::move(rows)}};
    std::cout << json::write(out, json::Layout::lines) << "\n";
  } else {
    std::cout << csv;
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
  command->add_option("--instrument", options->instrument, "Instrument id; see `oncourse instruments`")->required();
  command->add_option("--items", options->items, "Item columns: 'q*', 'PHQ1..PHQ9' or 'a,b,c'");
  auto* prorate = command->add_flag("--prorate", options->prorate, "Also prorate where that is a convention only");
  command->add_flag("--complete", options->complete, "Refuse every sheet with a blank")->excludes(prorate);
  command->add_flag("--json", options->json, "One JSON document on standard output");
  command->callback([options, &exit] { exit = options->run(); });
}

}  // namespace oncourse::cli
