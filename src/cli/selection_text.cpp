// selection_text.cpp: a selection of growth models, line by line.
// SPDX-License-Identifier: Apache-2.0
#include "selection_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "oncourse/base/number.hpp"

namespace oncourse::cli {
namespace {

constexpr std::size_t page_width = 80;
constexpr std::size_t form_width = 27;  ///< "autoregressive-with-noise," and a space

/// What a form is called, in the order of the columns of the other tables.
std::array<std::string, 4> parts_of(const growth::Design& form) {
  const std::string at = form.curve == growth::Curve::piecewise ? " at " + text(form.knot) : "";
  return {std::string(name(form.transformation.scale)), std::string(name(form.curve)) + at,
          std::string(name(form.random)), std::string(name(form.residuals))};
}

/// Broken at blanks into lines of at most so many characters; a word that is longer stays whole.
std::vector<std::string> wrapped(std::string_view words, std::size_t width) {
  std::vector<std::string> out;
  while (!words.empty()) {
    std::size_t end = words.size();
    if (end > width) {
      end = words.rfind(' ', width);
      if (end == std::string_view::npos) end = std::min(words.find(' '), words.size());
    }
    out.emplace_back(words.substr(0, end));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return out;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& one : words) out += (out.empty() ? "" : ", ") + one;
  return out;
}

std::string right(const std::string& words, std::size_t width) {
  return std::string(width > words.size() ? width - words.size() : 1, ' ') + words;
}
std::string left(const std::string& words, std::size_t width) {
  return words + std::string(width > words.size() ? width - words.size() : 0, ' ');
}

std::string figure(double value) { return std::isnan(value) ? "" : text(value, 1); }

std::string figures_of(const growth::SelectionRow& row, bool predicted) {
  std::string out = right(text(row.parameters), 5) + right(figure(row.aic), 12) + right(figure(row.bic), 12);
  if (predicted) out += right(figure(row.behind), 11) + right(figure(row.behind_error), 10);
  return out;
}

}  // namespace

std::string selection_text(std::span<const growth::SelectionRow> rows, int folds) {
  std::array<bool, 4> differs{};
  for (const growth::SelectionRow& row : rows)
    for (std::size_t k = 0; k < differs.size(); ++k)
      differs[k] = differs[k] || parts_of(row.design)[k] != parts_of(rows.front().design)[k];
  const auto named = [&](const growth::Design& form, bool differing) {
    std::vector<std::string> out;
    for (std::size_t k = 0; k < differs.size(); ++k)
      if (differs[k] == differing) out.push_back(parts_of(form)[k]);
    return joined(out);
  };
  const auto best = best_of(rows);
  const bool predicted = folds > 0;

  std::string out;
  const std::string shared = named(rows.front().design, false);
  if (!shared.empty())
    for (const std::string& line : wrapped("all forms: " + shared, page_width)) out += line + "\n";
  out += left("  form", 2 + form_width) + right("npar", 5) + right("AIC", 12) + right("BIC", 12) +
         (predicted ? right("behind", 11) + right("se", 10) : "") + "\n";
  for (std::size_t k = 0; k < rows.size(); ++k) {
    std::vector<std::string> lines = wrapped(named(rows[k].design, true), form_width - 1);
    if (lines.empty()) lines.emplace_back("the only one");
    if (rows[k].refused) {
      for (std::size_t i = 0; i < lines.size(); ++i) out += "  " + lines[i] + "\n";
      for (const std::string& why : wrapped("refused: " + rows[k].refused->detail, page_width - 4))
        out += "    " + why + "\n";
      continue;
    }
    for (std::size_t i = 0; i < lines.size(); ++i)
      out += i == 0 ? (best == k ? "* " : "  ") + left(lines[i], form_width) + figures_of(rows[k], predicted) + "\n"
                    : "  " + lines[i] + "\n";
  }
  if (!best) return out;
  const growth::SelectionRow& winner = rows[*best];
  const std::string why =
      std::isnan(winner.behind)
          ? "* least AIC"
          : "* best at predicting " + text(folds) + " parts of the persons, each from the others: log score " +
                figure(winner.predictive_log_score) + "; behind: by how much others are worse, with its standard error";
  for (const std::string& line : wrapped(why, page_width)) out += line + "\n";
  return out;
}

}  // namespace oncourse::cli
