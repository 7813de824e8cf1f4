// score.cpp: `oncourse score`: a file of sheets in, a score for each out.
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <iostream>
#include <nlohmann/json.hpp>
#include <span>

#include "commands.hpp"
#include "file.hpp"
#include "items.hpp"
#include "oncourse/instrument/catalogue.hpp"

namespace oncourse::cli {
namespace {

using nlohmann::ordered_json;

struct ScoreCommand {
  std::string file, instrument, items;
  bool prorate = false, complete = false, json = false;

  Exit run() const;
};

ordered_json risk_json(std::span<const RiskAnswer> risk) {
  ordered_json out = ordered_json::array();
  for (const RiskAnswer& r : risk)
    out.push_back({{"item", r.item->item},
                   {"answer", r.answer == blank ? ordered_json(nullptr) : ordered_json(r.answer)},
                   {"flagged", r.flagged}});
  return out;
}

ordered_json sheet_json(const Score& score) {
  ordered_json out = {{"status", "scored"},         {"total", score.total},
                      {"answered", score.answered}, {"of_items", score.of_items},
                      {"prorated", score.prorated}, {"band", score.band ? ordered_json(score.band->label) : nullptr}};
  for (const SubscaleScore& s : score.subscales())
    out["subscales"][std::string(s.subscale->id)] = s.value ? ordered_json(*s.value) : ordered_json(nullptr);
  if (score.n_risk > 0) out["risk"] = risk_json(score.risk());
  return out;
}

Exit ScoreCommand::run() const {
  const auto q = find_instrument(instrument);
  if (!q) return fail(q.error());
  const auto table = read_csv(file);
  if (!table) return fail(table.error());
  const auto columns = items.empty() ? Result(guessed_item_columns(*table, **q)) : item_columns(*table, items);
  if (!columns) return fail(columns.error(), file);
  if (columns->empty())
    return fail({Errc::bad_argument, "no item columns found; name them with --items, for example --items 'q*'"}, file);

  const Prorating how = complete ? Prorating::never : prorate ? Prorating::convention : Prorating::published_rule;
  ordered_json rows = ordered_json::array();
  std::size_t scored = 0, left_out = 0, refused = 0, other = 0;
  for (std::size_t row = 0; row < table->rows(); ++row) {
    ordered_json line = {{"row", row + 1}, {"line", table->line(row)}};
    const auto refuse = [&](const Error& error) {
      ++refused;
      complain(error, file);
      line.update({{"status", "refused"}, {"error", name(error.code)}, {"detail", error.detail}});
    };
    if (is_of_another_instrument(*table, row, **q)) {
      ++other;
      line["status"] = "other_instrument";
      rows.push_back(std::move(line));
      continue;
    }
    const auto answers = row_answers(*table, row, *columns, **q);
    if (!answers) {
      refuse(answers.error());
    } else if (!answers->has_value()) {
      ++left_out;
      line["status"] = "left_out";
    } else if (const auto sheet = score(**q, **answers, how); !sheet) {
      refuse({sheet.error().code, "line " + text(table->line(row)) + ": " + sheet.error().detail});
      std::array<RiskAnswer, max_risk_items> risk;
      if (const std::size_t items_at_risk = risk_answers(**q, **answers, risk); items_at_risk > 0)
        line["risk"] = risk_json(std::span(risk).first(items_at_risk));
    } else {
      ++scored;
      line.update(sheet_json(*sheet));
    }
    rows.push_back(std::move(line));
  }
  if (json) {
    const ordered_json out = {{"instrument", (*q)->id}, {"n_rows", table->rows()}, {"n_scored", scored},
                              {"n_left_out", left_out}, {"n_refused", refused},    {"n_other_instruments", other},
                              {"rows", std::move(rows)}};
    std::cout << out.dump(1) << "\n";
  } else {
    std::cout << "line,status,total,answered,prorated,band\n";
    for (const ordered_json& line : rows) {
      std::cout << line["line"] << "," << line["status"].get<std::string>();
      if (line["status"] == "scored")
        std::cout << "," << text(line["total"].get<double>()) << "," << line["answered"] << ","
                  << (line["prorated"].get<bool>() ? "yes" : "no") << ","
                  << (line["band"].is_null() ? "" : line["band"].get<std::string>()) << "\n";
      else
        std::cout << ",,,,\n";
    }
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
