// model_summary.cpp: a fitted model as text and as HTML, from the same tables.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/report/model_summary.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "markup.hpp"
#include "oncourse/base/number.hpp"
#include "oncourse/base/spoken.hpp"

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

/// Beside each its correlations with those before it.
SummaryTable variances(const growth::GrowthModel& g) {
  const Eigen::MatrixXd G = g.random_covariance();
  SummaryTable out{"Random effects", {"", "variance", "sd", "correlation"}, {}};
  if (G.rows() > 2) out.header.emplace_back("");
  const auto names = g.design.fixed_effect_names();
  for (Eigen::Index i = 0; i < G.rows(); ++i) {
    const double sd = std::sqrt(G(i, i));
    std::vector<std::string> row = {"person " + names[static_cast<std::size_t>(i)], text(G(i, i), 4), text(sd, 4)};
    for (Eigen::Index j = 0; j < i && g.design.random != growth::RandomEffects::independent_slope; ++j) {
      const double product = std::sqrt(G(j, j)) * sd;
      row.push_back(product > 0.0 ? text(G(i, j) / product, 3) : "not defined");
    }
    out.rows.push_back(std::move(row));
  }
  out.rows.push_back({"residual", text(g.sigma2, 4), text(std::sqrt(g.sigma2), 4)});
  for (auto& row : out.rows) row.resize(out.header.size());
  return out;
}

/// Theta under lme4's names, and the residuals' parameters.
SummaryTable variance_parameters(const growth::GrowthModel& g) {
  SummaryTable out{"Variance parameters, relative to the residual", {"", "estimate", "se"}, {}};
  const auto add = [&](const std::string& name, double estimate) {
    const auto k = static_cast<Eigen::Index>(out.rows.size());
    const double se = k < g.theta_covariance.rows() ? std::sqrt(g.theta_covariance(k, k)) : std::nan("");
    out.rows.push_back({name, text(estimate, 4), std::isnan(se) ? "not known" : text(se, 4)});
  };
  const auto names = g.design.fixed_effect_names();
  Eigen::Index k = 0;
  for (const auto [row, column] : growth::theta_layout(g.design.random)) {
    const std::string& of = names[static_cast<std::size_t>(column)];
    add("person " + (row == column ? "" : names[static_cast<std::size_t>(row)] + " by ") + of, g.theta[k++]);
  }
  if (growth::parameters(g.design.residuals) > 0) add("residual range", g.residual.range);
  if (growth::parameters(g.design.residuals) > 1) add("residual nugget", g.residual.nugget);
  return out;
}

/// What is not the ordinary, each in a line.
std::vector<std::string> form(const growth::GrowthModel& g) {
  const growth::Design& design = g.design;
  const int residual_parameters = growth::parameters(design.residuals);
  std::vector<std::string> out = {"residuals: " + std::string(name(design.residuals))};
  if (residual_parameters > 0) out[0] += ", range " + text(g.residual.range, 4);
  if (residual_parameters > 1) out[0] += ", nugget " + text(g.residual.nugget, 4);
  if (residual_parameters > 0)
    out.push_back("correlation of residuals one " + design.time_name +
                  " apart: " + text((1.0 - g.residual.nugget) * std::exp(-1.0 / g.residual.range), 4));
  if (design.curve == growth::Curve::piecewise)
    out.push_back("curve: piecewise, another rate of change from " + design.time_name + " " + text(design.knot) +
                  " on");
  if (const growth::Transformation& h = design.transformation; h.scale != growth::Scale::points) {
    out.push_back("scale: " + std::string(name(h.scale)) + ", for scores " + h.range() + ", margin " + text(h.margin));
    out.emplace_back("estimates are of this scale, fit statistics of the scores");
  }
  if (g.search.on_boundary)
    out.emplace_back(residual_parameters > 0
                         ? "on the boundary (singular fit): a variance, a correlation, range or nugget"
                         : "on the boundary (singular fit): a variance is zero or a correlation one");
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

std::string calibration_text(const Calibration& c) {
  const std::string group = text_of(c.group);
  std::string limits;
  for (const AlarmStage& stage : c.stages)
    limits += (limits.empty() ? "" : ", ") +
              (std::isinf(stage.limit) ? "none" : text_of(c.rule.kind, shown(c.rule.kind, stage.limit))) +
              (c.stages.size() > 1 ? " to " + text_of_time(stage.until) : "");
  return "calibrated for " + spoken(name(c.target.kind)) +
         (needs_value(c.target.kind) ? " " + text(c.target.value) : "") + " by " + spoken(name(c.rule.kind)) +
         (group.empty() ? "" : " (" + group + ")") + ", on " + text(c.n_persons) +
         (c.method == CalibrationMethod::split ? " further" : "") + " persons, " + text(c.n_reached) +
         " of whom reached it: limit " + limits + "; at most " + text(100.0 * c.alpha) + " % false alarms per course";
}

Summary summary(const ResponseModel& model) {
  const growth::GrowthModel& g = model.growth;
  Summary out;
  out.heading = "Growth model" + (model.instrument.empty() ? "" : " of " + model.instrument) + ", " +
                std::string(name(g.likelihood)) + " fit to " + text(g.n_obs) + " scores of " + text(g.n_persons) +
                " persons";
  out.tables = {criteria(g), variances(g), variance_parameters(g), fixed_effects(g)};
  out.remarks = form(g);
  out.remarks.push_back("search: " + std::string(name(g.search.stop)) + " after " + text(g.search.evaluations) +
                        " evaluations");
  for (const Calibration& c : model.calibrations) out.remarks.push_back(calibration_text(c));
  if (const auto& bands = model.bands) {
    int least = std::numeric_limits<int>::max(), most = 0;
    for (const BandOrigin& origin : bands->origins) {
      least = std::min(least, origin.all.n);
      most = std::max(most, origin.all.n);
    }
    out.remarks.push_back("prediction bands of " + text(100.0 * bands->level) +
                          " % for all scores to come, from each of " + text(bands->origins.size()) +
                          " sessions on, on " + (least < most ? text(least) + " to " : "") + text(most) +
                          " persons who went on");
  }
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
