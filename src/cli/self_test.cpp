// self_test.cpp: `oncourse self-test`: are known figures what they should be, on this machine?
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/self_test.hpp"

#include <iostream>

#include "commands.hpp"
#include "file.hpp"
#include "json/write.hpp"

namespace oncourse::cli {
namespace {

Exit run(bool as_json) {
  const auto figures = self_test_figures();
  const auto wrong = deviation(figures);
  if (as_json)
    std::cout << json::write(
                     {{"figures", figures.size()}, {"deviation", wrong ? json::Value(wrong->detail) : json::Value()}},
                     json::Layout::lines)
              << "\n";
  if (wrong) return fail(*wrong);
  if (!as_json) std::cout << figures.size() << " figures are as expected\n";
  return Exit::ok;
}

}  // namespace

void add_self_test(CLI::App& app, Exit& exit) {
  auto as_json = std::make_shared<bool>(false);
  CLI::App* command =
      app.add_subcommand("self-test", "Compute figures that are known, on the machine that will run it");
  command->footer("Example:\n  oncourse self-test");
  command->add_flag("--json", *as_json, "One JSON document on standard output");
  command->callback([as_json, &exit] { exit = run(*as_json); });
}

}  // namespace oncourse::cli
