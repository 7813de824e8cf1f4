// model_summary.cpp: a fitted model as text and as HTML, from the same tables.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/report/model_summary.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "markup.hpp"
#include "oncourse/base/number.hpp"

namespace oncourse {
namespace {

/// Figures under headings; the first column is text, the others numbers.
struct SummaryTable {
  std::string title;
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
};

struct Summary {
  std::string heading;
  std::vector<SummaryTable> tables;
  std::vector<std::string> remarks;
};

SummaryTable criteria(const growth::GrowthModel& g) {
  return {"Fit",
          {"", "log-likelihood", "AIC", "BIC", "parameters"},
          {{std::string(name(g.likelihood)), text(g.log_likelihood(), 3), text(g.aic(), 2), text(g.bic(), 2),
            text(g.parameters())}}};
}

SummaryTable variances(const growth::GrowthModel& g) {
  const Eigen::MatrixXd G = g.random_covariance();
  SummaryTable out{"Random effects", {"", "variance", "sd", "correlation"}, {}};
  const auto names = g.design.fixed_effect_names();
  for (Eigen::Index i = 0; i < G.rows(); ++i) {
    const double sd = std::sqrt(G(i, i));
    std::string correlation;
    if (i == 1 && g.design.random == growth::RandomEffects::slope) {
      const double product = std::sqrt(G(0, 0)) * sd;
      correlation = product > 0.0 ? text(G(1, 0) / product, 3) : "not defined";
    }
    out.rows.push_back({"person " + names[static_cast<std::size_t>(i)], text(G(i, i), 4), text(sd, 4), correlation});
  }
  out.rows.push_back({"residual", text(g.sigma2, 4), text(std::sqrt(g.sigma2), 4), ""});
  return out;
}

SummaryTable fixed_effects(const growth::GrowthModel& g) {
  const Eigen::VectorXd se = g.standard_errors();
  SummaryTable out{"Fixed effects", {"", "estimate", "se", "t"}, {}};
  const auto names = g.design.fixed_effect_names();
  for (std::size_t k = 0; k < names.size(); ++k) {
    const auto at = static_cast<Eigen::Index>(k);
    out.rows.push_back({names[k], text(g.beta[at], 4), text(se[at], 4), text(g.beta[at] / se[at], 2)});
  }
  return out;
}

Summary summary(const ResponseModel& model) {
  const growth::GrowthModel& g = model.growth;
  Summary out;
  out.heading = "Growth model" + (model.instrument.empty() ? "" : " of " + model.instrument) + ", " +
                std::string(name(g.likelihood)) + " fit to " + text(g.n_obs) + " scores of " + text(g.n_persons) +
                " persons";
  out.tables = {criteria(g), variances(g), fixed_effects(g)};
  out.remarks.push_back("search: " + std::string(name(g.search.stop)) + " after " + text(g.search.evaluations) +
                        " evaluations" +
                        (g.search.on_boundary ? "; a variance is zero or a correlation one (singular fit)" : ""));
  if (const auto& c = model.calibration)
    out.remarks.push_back("calibrated on " + text(c->n_persons) + " further persons, " + text(c->n_reached) +
                          " of whom reached the target (" + std::string(name(c->target.kind)) + "): alarm below " +
                          text(100.0 * c->threshold, 1) + " %, at most " + text(100.0 * c->alpha) +
                          " % false alarms per course");
  if (!model.checksum.empty()) out.remarks.push_back("model " + model.checksum);
  return out;
}

std::string padded(const std::string& words, std::size_t width, bool right) {
  const std::string room(width - std::min(width, words.size()), ' ');
  return right ? room + words : words + room;
}

void append_text(std::string& out, const SummaryTable& table) {
  std::vector<std::size_t> widths(table.header.size());
  for (std::size_t c = 0; c < widths.size(); ++c) {
    widths[c] = table.header[c].size();
    for (const auto& row : table.rows) widths[c] = std::max(widths[c], row[c].size());
  }
  const auto line = [&](const std::vector<std::string>& cells) {
    std::string written = " ";
    for (std::size_t c = 0; c < cells.size(); ++c) written += (c > 0 ? "  " : "") + padded(cells[c], widths[c], c > 0);
    out += written.substr(0, written.find_last_not_of(' ') + 1) + "\n";
  };
  out += "\n" + table.title + "\n";
  line(table.header);
  for (const auto& row : table.rows) line(row);
}

void write_row(markup::Writer& page, const std::vector<std::string>& cells, std::string_view tag) {
  page.element("tr", {}, [&] {
    for (std::size_t c = 0; c < cells.size(); ++c) page.element(c == 0 ? "th" : tag, cells[c]);
  });
}

}  // namespace

std::string formula(const growth::Design& design) {
  std::string out = (design.transformation.scale == growth::Scale::points
                         ? "score"
                         : std::string(name(design.transformation.scale)) + "(score)") +
                    " ~";
  const auto names = design.fixed_effect_names();
  for (std::size_t k = 1; k < names.size(); ++k) out += (k > 1 ? " + " : " ") + names[k];
  switch (design.random) {
    case growth::RandomEffects::intercept: return out + " + (1 | person)";
    case growth::RandomEffects::slope: return out + " + (" + names[1] + " | person)";
    case growth::RandomEffects::independent_slope: return out + " + (" + names[1] + " || person)";
    case growth::RandomEffects::curve: return out + " + (" + names[1] + " + " + names[2] + " | person)";
  }
  return out;
}

std::string to_text(const ResponseModel& model) {
  const Summary from = summary(model);
  std::string out = from.heading + "\n" + formula(model.growth.design) + "\n";
  for (const SummaryTable& table : from.tables) append_text(out, table);
  out += "\n";
  for (const std::string& remark : from.remarks) out += remark + "\n";
  return out;
}

std::string to_html(const ResponseModel& model) {
  const Summary from = summary(model);
  markup::Writer page;
  page.element("div", {{"class", "oncourse-model"}}, [&] {
    page.element("p", {}, [&] {
      page.element("b", from.heading);
      page.empty("br", {});
      page.element("code", formula(model.growth.design));
    });
    for (const SummaryTable& table : from.tables)
      page.element("table", {}, [&] {
        page.element("caption", table.title);
        page.element("thead", {}, [&] { write_row(page, table.header, "th"); });
        page.element("tbody", {}, [&] {
          for (const auto& row : table.rows) write_row(page, row, "td");
        });
      });
    for (const std::string& remark : from.remarks) page.element("p", remark);
  });
  return page.document();
}

}  // namespace oncourse
