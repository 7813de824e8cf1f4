// instruments.cpp: `oncourse instruments` and `oncourse batteries`: what is known, with its sources.
// SPDX-License-Identifier: Apache-2.0
#include <iomanip>
#include <iostream>

#include "commands.hpp"
#include "file.hpp"
#include "items.hpp"
#include "json/write.hpp"
#include "oncourse/instrument/battery.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/instrument/definition.hpp"
#include "oncourse/instrument/names.hpp"
#include "oncourse/report/instrument_page.hpp"

namespace oncourse::cli {
namespace {

struct InstrumentsCommand {
  std::string id, definition;
  bool json = false, html = false;

  Exit run() const;
};

json::Value domains_json(Domains domains) {
  json::Value out = json::Value::array();
  for (const Domain domain : domain_list)
    if (domains.contains(domain)) out.push_back(name(domain));
  return out;
}

void show_list(bool as_json) {
  json::Value all = json::Value::array();
  for (const Instrument* q : catalogue()) {
    if (!as_json) {
      std::cout << std::left << std::setw(22) << q->id << std::setw(72) << q->name;
      if (q->items > 0)
        std::cout << q->items << " items";
      else
        std::cout << "total only";
      if (q->has_total()) std::cout << ", " << text(q->total_min) << " to " << text(q->total_max);
      std::cout << "\n";
      continue;
    }
    json::Value subscales = json::Value::array();
    for (const Subscale& s : q->subscales) subscales.push_back(s.id);
    all.push_back({{"id", q->id},
                   {"name", q->name},
                   {"construct", q->construct},
                   {"domains", domains_json(q->domains)},
                   {"items", q->items},
                   {"total", q->has_total() ? json::Value::array({q->total_min, q->total_max}) : json::Value()},
                   {"direction", name(q->direction)},
                   {"subscales", std::move(subscales)}});
  }
  if (as_json) std::cout << json::write(all, json::Layout::lines) << "\n";
}

Exit InstrumentsCommand::run() const {
  if (id.empty() && definition.empty()) {
    if (html)
      std::cout << to_html(catalogue());
    else
      show_list(json);
    return Exit::ok;
  }
  std::optional<LoadedInstrument> loaded;
  const auto q = chosen_instrument(id, definition, loaded);
  if (!q) return fail(q.error());
  if (json)
    std::cout << to_json(**q);
  else if (html)
    std::cout << to_html(std::span(&*q, 1));
  else
    std::cout << to_text(**q);
  return Exit::ok;
}

void show_battery(const Battery& battery) {
  std::cout << battery.name << " (" << battery.id << ", by " << name(battery.kind) << ")\n";
  for (const BatteryMember& member : battery.members)
    std::cout << "  " << std::left << std::setw(22) << member.instrument->id << member.reason << "\n      "
              << name(member.from.status) << ": " << member.from.source << "\n";
}

}  // namespace

void add_instruments(CLI::App& app, Exit& exit) {
  auto options = std::make_shared<InstrumentsCommand>();
  CLI::App* command = app.add_subcommand("instruments", "List the instruments, or show one with its sources");
  command->footer(
      "Examples:\n  oncourse instruments phq-9\n  oncourse instruments dass-21:anxiety\n"
      "  oncourse instruments --html > instruments.html\n  oncourse instruments --instrument-file our-own.json");
  command->add_option("id", options->id, "Instrument id, or id:subscale");
  command->add_option("--instrument-file", options->definition, "Check and show a definition file of your own");
  auto* json = command->add_flag("--json", options->json, "One JSON document on standard output");
  command->add_flag("--html", options->html, "A reference page, of all or of one")->excludes(json);
  command->callback([options, &exit] { exit = options->run(); });
}

void add_batteries(CLI::App& app, Exit& exit) {
  struct Options {
    std::string id;
    bool json = false;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("batteries", "What to measure, by focus and by condition, and why");
  command->footer("Example:\n  oncourse batteries grief");
  command->add_option("id", options->id, "Battery id");
  command->add_flag("--json", options->json, "One JSON document on standard output");
  command->callback([options, &exit] {
    exit = Exit::ok;
    auto chosen = batteries();
    if (!options->id.empty()) {
      const auto found = find_battery(options->id);
      if (!found) {
        exit = fail(found.error());
        return;
      }
      chosen = std::span(*found, 1);
    }
    if (options->json)
      std::cout << to_json(chosen);
    else
      for (const Battery& battery : chosen) show_battery(battery);
  });
}

}  // namespace oncourse::cli
