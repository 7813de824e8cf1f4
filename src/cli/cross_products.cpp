// cross_products.cpp: `oncourse cross-products`: a shard of a cohort, to be fitted with others.
// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "commands.hpp"
#include "file.hpp"
#include "form_options.hpp"
#include "json/write.hpp"
#include "oncourse/track/block_file.hpp"

namespace oncourse::cli {
namespace {

struct CrossProductsCommand {
  CohortOptions cohort;
  FormOptions form;
  std::string out;
  bool json = false;

  Exit run() const;
};

Exit CrossProductsCommand::run() const {
  std::optional<LoadedInstrument> loaded;
  const auto q = cohort.chosen(loaded);
  if (!q) return fail(q.error());
  if (const auto trouble = form.trouble_in_unit(cohort.time)) return fail(*trouble);
  const auto design = form.design(cohort, *q);
  if (!design) return fail(design.error());
  const auto shard = cohort.read(*q, false);
  if (!shard) return fail(shard.error());
  const CohortPanel panel(*shard);
  const auto block = response_block(*panel, *q, *design, form.unit);
  if (!block) return fail(block.error(), cohort.file);
  const auto bytes = to_bytes(*block);
  if (!bytes) return fail(bytes.error(), cohort.file);
  if (const auto trouble = write_file(out, *bytes)) return fail(*trouble);
  const growth::CrossProducts& data = block->data;
  if (json)
    std::cout << json::write({{"n_obs", data.n_obs},
                              {"n_persons", data.n_persons},
                              {"designs", data.designs()},
                              {"bytes", bytes->size()},
                              {"rows_left_out", shard->left_out},
                              {"rows_of_other_instruments", shard->other_instruments}},
                             json::Layout::lines)
              << "\n";
  else
    std::cout << data.n_obs << " scores of " << data.n_persons << " persons, " << data.designs()
              << " distinct designs, " << bytes->size() << " bytes; " << shard->left_out
              << " rows without a score left out\n";
  return Exit::ok;
}

}  // namespace

void add_cross_products(CLI::App& app, Exit& exit) {
  auto options = std::make_shared<CrossProductsCommand>();
  CLI::App* command = app.add_subcommand("cross-products", "Read a shard of a cohort, to be fitted with others");
  command->footer(
      "Example:\n"
      "  oncourse cross-products north.csv --instrument phq-9 --out north.block\n"
      "  oncourse fit --blocks north.block south.block --out model.json\n"
      "All rows of a person belong into one shard. The file names nobody, but shows the\n"
      "sums of scores of a person whose times nobody shares.");
  command->add_option("file", options->cohort.file, "CSV file with a header")->required();
  options->cohort.add_options(command);
  options->form.add_options(command);
  command->add_option("--out", options->out, "File of cross-products to write")->required();
  command->add_flag("--json", options->json, "One JSON document on standard output");
  command->callback([options, &exit] { exit = options->run(); });
}

}  // namespace oncourse::cli
