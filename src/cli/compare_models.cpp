// compare_models.cpp: `oncourse compare-models`: whether the larger of two nested models explains more than chance.
// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "commands.hpp"
#include "file.hpp"
#include "json/write.hpp"
#include "oncourse/track/model_file.hpp"
#include "oncourse/track/nested_models.hpp"

namespace oncourse::cli {
namespace {

Result<ResponseModel> model_in(const std::string& path) {
  const auto document = read_file(path);
  if (!document) return document.error();
  auto model = response_model_from_json(*document);
  if (!model) return Error{model.error().code, path + ": " + model.error().detail};
  return model;
}

Exit compare(const std::string& smaller_file, const std::string& larger_file, bool as_json) {
  const auto smaller = model_in(smaller_file), larger = model_in(larger_file);
  if (!smaller) return fail(smaller.error());
  if (!larger) return fail(larger.error());
  const auto test = likelihood_ratio_test(*smaller, *larger);
  if (!test) return fail(test.error());
  if (as_json)
    std::cout << json::write({{"chi_squared", test->chi_squared},
                              {"freedom", test->freedom},
                              {"p", test->p},
                              {"smaller", smaller->checksum},
                              {"larger", larger->checksum}},
                             json::Layout::lines)
              << "\n";
  else
    std::cout << "likelihood ratio test: chi-squared " << text(test->chi_squared, 4) << " on " << test->freedom
              << (test->freedom == 1 ? " degree" : " degrees") << " of freedom, p "
              << (test->p < 1e-4 ? "below 0.0001" : text(test->p, 4)) << "\n";
  return Exit::ok;
}

}  // namespace

void add_compare_models(CLI::App& app, Exit& exit) {
  struct Options {
    std::string smaller, larger;
    bool json = false;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("compare-models", "Likelihood ratio test of two nested models");
  command->footer(
      "Example:\n"
      "  oncourse fit cohort.csv --score total --ml --random intercept --out smaller.json\n"
      "  oncourse fit cohort.csv --score total --ml --out larger.json\n"
      "  oncourse compare-models smaller.json larger.json\n"
      "Both are of the same rows. Where the smaller one lies on the boundary of the larger, as without a variance,\n"
      "p is too large, at most twice.");
  command->add_option("smaller", options->smaller, "Model file that `oncourse fit` wrote")->required();
  command->add_option("larger", options->larger, "Of a model that has all of the smaller and more")->required();
  command->add_flag("--json", options->json, "One JSON document on standard output");
  command->callback([options, &exit] { exit = compare(options->smaller, options->larger, options->json); });
}

}  // namespace oncourse::cli
