// instruments.cpp: `oncourse instruments`: what is known, and one definition with its sources.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <iomanip>
#include <iostream>

#include "commands.hpp"
#include "file.hpp"
#include "json/write.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/instrument/definition.hpp"
#include "oncourse/instrument/names.hpp"

namespace oncourse::cli {
namespace {

void show_list(bool json) {
  json::Value all = json::Value::array();
  for (const Instrument* q : catalogue()) {
    if (!json)
      std::cout << std::left << std::setw(12) << q->id << std::setw(60) << q->name << q->items << " items, "
                << text(q->total_min) << " to " << text(q->total_max) << "\n";
    all.push_back({{"id", q->id},
                   {"name", q->name},
                   {"construct", q->construct},
                   {"domain", name(q->domain)},
                   {"items", q->items},
                   {"total", json::Value::array({q->total_min, q->total_max})},
                   {"direction", name(q->direction)}});
  }
  if (json) std::cout << json::write(all, json::Layout::lines) << "\n";
}

void sourced(const std::string& figure, const Provenance& from) {
  std::cout << "  " << figure << "\n      " << name(from.status) << ": " << from.source << "\n";
}

void show_definition(const Instrument& q) {
  std::cout << q.name << " (" << q.id << ")\n  measures " << q.construct << ", " << q.items << " items";
  if (!q.recall.empty()) std::cout << ", period: " << q.recall;
  std::cout << "\n  " << q.citation << "\n  licence: " << q.licence << "\n\nScoring\n";
  sourced("answers " + text(q.item_min) + " to " + text(q.item_max) + ", rule " + std::string(name(q.total)) +
              ", total " + text(q.total_min) + " to " + text(q.total_max) + ", " + std::string(name(q.direction)),
          q.scoring_from);
  std::string missing(name(q.missing.kind));
  if (q.missing.kind == MissingRule::Kind::up_to) missing += " " + text(q.missing.limit);
  sourced("blanks allowed: " + missing, q.missing.from);
  for (const Subscale& s : q.subscales) {
    std::cout << "  subscale " << s.id << ": " << name(s.combine) << " of items";
    for (const int item : s.items) std::cout << " " << item;
    std::cout << "\n";
  }
  for (const RiskItem& r : q.risk)
    std::cout << "  risk item " << r.item << ", attention at " << r.threshold << " or more: " << r.meaning << "\n";
  if (!q.bands.empty()) std::cout << "\nSeverity\n";
  for (const Band& b : q.bands)
    std::cout << "  from " << text(b.from, b.from == std::round(b.from) ? 0 : 2) << ": " << b.label << "\n";
  if (!q.bands.empty()) std::cout << "      " << name(q.bands_from.status) << ": " << q.bands_from.source << "\n";
  if (!q.cutoffs.empty()) std::cout << "\nCut-offs (the first is used unless another is chosen)\n";
  for (const Cutoff& c : q.cutoffs) {
    std::string compare(name(c.compare));
    std::replace(compare.begin(), compare.end(), '_', ' ');
    sourced(std::string(c.purpose) + ": " + compare + " " + text(c.value) + ", " + std::string(c.population), c.from);
  }
  if (!q.reliabilities.empty() || !q.norms.empty() || !q.reliable_change.empty() || !q.important_change.empty())
    std::cout << "\nChange\n";
  for (const Difference& d : q.reliable_change)
    sourced("reliable from " + text(d.points) + " points: " + std::string(d.basis), d.from);
  for (const Difference& d : q.important_change)
    sourced("important " + std::string(name(d.of)) + " from " + text(d.points) + " points: " + std::string(d.basis),
            d.from);
  for (const Reliability& r : q.reliabilities)
    sourced(std::string(r.kind) + " " + text(r.value) + ", " + std::string(r.population), r.from);
  for (const Norm& n : q.norms)
    sourced("mean " + text(n.mean) + ", sd " + text(n.sd) + ", n " + text(n.n) + ", " + std::string(n.population),
            n.from);
}

}  // namespace

void add_instruments(CLI::App& app, Exit& exit) {
  struct Options {
    std::string id;
    bool json = false;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("instruments", "List the instruments, or show one with its sources");
  command->footer("Example:\n  oncourse instruments phq-9");
  command->add_option("id", options->id, "Instrument id");
  command->add_flag("--json", options->json, "One JSON document on standard output");
  command->callback([options, &exit] {
    exit = Exit::ok;
    if (options->id.empty()) return show_list(options->json);
    const auto q = find_instrument(options->id);
    if (!q) {
      complain(q.error());
      exit = Exit::refused;
    } else if (options->json) {
      std::cout << to_json(**q);
    } else {
      show_definition(**q);
    }
  });
}

}  // namespace oncourse::cli
