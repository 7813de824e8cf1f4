// model_file.cpp: a response model as a JSON document.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/model_file.hpp"

#include <cmath>
#include <cstdio>
#include <limits>

#include "growth/cholesky.hpp"
#include "json/checksum.hpp"
#include "json/matrix.hpp"
#include "json/reader.hpp"
#include "json/write.hpp"
#include "track/band_json.hpp"
#include "track/calibration_json.hpp"
#include "track/design_json.hpp"

namespace oncourse {
namespace {

Eigen::VectorXd vector(const JsonReader& numbers, Eigen::Index size) {
  const std::vector<double> read = numbers.numbers(static_cast<std::size_t>(size));
  return Eigen::Map<const Eigen::VectorXd>(read.data(), size);
}

constexpr std::array likelihoods = {growth::Likelihood::restricted, growth::Likelihood::full};
constexpr std::array stops = {growth::Stop::not_run, growth::Stop::converged, growth::Stop::no_descent,
                              growth::Stop::evaluation_limit, growth::Stop::not_finite};

/// A square matrix.
///
///   gaps  it may have some, written as null
Eigen::MatrixXd matrix(const JsonReader& rows, Eigen::Index size, bool gaps = false) {
  const auto read = rows.elements();
  if (static_cast<Eigen::Index>(read.size()) != size)
    rows.refuse(text(read.size()) + " rows, " + text(size) + " expected");
  Eigen::MatrixXd out(size, size);
  for (Eigen::Index i = 0; i < size; ++i) {
    const auto row = read[static_cast<std::size_t>(i)].elements();
    if (row.size() != read.size())
      read[static_cast<std::size_t>(i)].refuse(text(row.size()) + " numbers, " + text(size) + " expected");
    for (Eigen::Index j = 0; j < size; ++j) {
      const JsonReader& entry = row[static_cast<std::size_t>(j)];
      out(i, j) = gaps && entry.is_null() ? std::numeric_limits<double>::quiet_NaN() : entry.number();
    }
  }
  return out;
}

json::Value content_of(const ResponseModel& model) {
  const growth::GrowthModel& g = model.growth;
  const int residual_parameters = growth::parameters(g.design.residuals);
  json::Value out = {
      {"schema", model_file_schema},
      {"version", model_file_version},
      {"instrument", model.instrument},
      {"likelihood", name(g.likelihood)},
      {"beta", g.beta},
      {"beta_covariance", json::rows(g.beta_covariance)},
      {"theta", g.theta},
      {"theta_covariance", nullptr},
      {"residual_variance", g.sigma2},
      {"n_obs", g.n_obs},
      {"n_persons", g.n_persons},
      {"search",
       {{"stop", name(g.search.stop)},
        {"evaluations", g.search.evaluations},
        {"deviance_start", g.search.deviance_start},
        {"deviance", g.search.deviance_end},
        {"on_boundary", g.search.on_boundary}}},
      {"calibrations", json::Value::array()},
  };
  out.append(design_members(g.design, model.time_unit));
  json::Value& residuals = out["residuals"];
  residuals["range"] = residual_parameters > 0 ? json::Value(g.residual.range) : json::Value();
  residuals["nugget"] = residual_parameters > 1 ? json::Value(g.residual.nugget) : json::Value();
  if (g.theta_covariance.size() > 0) out["theta_covariance"] = json::rows(g.theta_covariance);
  for (const Calibration& one : model.calibrations) out["calibrations"].push_back(to_json(one));
  out["prediction_bands"] = model.bands ? bands_json(*model.bands) : json::Value();
  return out;
}

std::string checksum_text(std::uint32_t crc32) {
  std::array<char, 16> hex{};
  std::snprintf(hex.data(), hex.size(), "crc32:%08x", crc32);
  return hex.data();
}

/// Symmetric, and no combination of coefficients with a variance below zero, to within rounding.
bool is_covariance(const Eigen::MatrixXd& V) {
  if (!(V.diagonal().array() >= 0.0).all()) return false;
  const Eigen::VectorXd scale = (V.diagonal().array() > 0.0).select(V.diagonal().array().rsqrt(), 1.0).matrix();
  const Eigen::MatrixXd R = scale.asDiagonal() * V * scale.asDiagonal();
  constexpr double rounding = 1e-8;
  if (!((R - R.transpose()).cwiseAbs().maxCoeff() <= rounding)) return false;
  return growth::Cholesky(R + 2.0 * rounding * Eigen::MatrixXd::Identity(R.rows(), R.cols())).positive_definite();
}

/// The same of what is known of theta: nothing of what was estimated on the boundary.
bool is_partial_covariance(const Eigen::MatrixXd& V) {
  std::vector<Eigen::Index> known;
  for (Eigen::Index k = 0; k < V.rows(); ++k)
    if (!std::isnan(V(k, k))) known.push_back(k);
  const Eigen::MatrixXd part = V(known, known);
  return part.array().isNaN().count() == 0 && V.array().isNaN().count() == V.size() - part.size() &&
         (known.empty() || is_covariance(part));
}

growth::ResidualParameters residual_parameters(const JsonReader& residuals, growth::ResidualCorrelation correlation) {
  growth::ResidualParameters out;
  if (growth::parameters(correlation) > 0) out.range = residuals.at("range").number();
  if (growth::parameters(correlation) > 1) out.nugget = residuals.at("nugget").number();
  if (growth::parameters(correlation) > 0 && !(out.range > 0.0)) residuals.at("range").refuse("it must be above 0");
  if (!(out.nugget >= 0.0 && out.nugget <= 1.0)) residuals.at("nugget").refuse("it must lie in 0..1");
  return out;
}

growth::GrowthModel growth_model(const JsonReader& document) {
  growth::GrowthModel g;
  g.design = design_from(document);
  g.residual = residual_parameters(document.at("residuals"), g.design.residuals);
  g.likelihood = document.at("likelihood").one_of(likelihoods);

  const Eigen::Index p = g.design.fixed_effects();
  g.beta = vector(document.at("beta"), p);
  g.beta_covariance = matrix(document.at("beta_covariance"), p);
  if (!is_covariance(g.beta_covariance)) document.at("beta_covariance").refuse("it is not a covariance matrix");
  g.theta = vector(document.at("theta"), growth::theta_size(g.design.random));
  if (const JsonReader covariance = document.at("theta_covariance"); !covariance.is_null()) {
    g.theta_covariance = matrix(covariance, g.design.variance_parameters() - 1, true);  // all but the residual variance
    if (!is_partial_covariance(g.theta_covariance)) covariance.refuse("it is not a covariance matrix");
  }
  g.sigma2 = document.at("residual_variance").number();
  if (!(g.sigma2 > 0.0)) document.at("residual_variance").refuse("it must be above 0");
  if (!g.random_covariance().allFinite()) document.at("theta").refuse("variances that a double cannot hold");
  g.n_obs = document.at("n_obs").integer(1);
  g.n_persons = document.at("n_persons").integer(1);
  const JsonReader search = document.at("search");
  g.search.stop = search.at("stop").one_of(stops);
  g.search.evaluations = static_cast<int>(search.at("evaluations").integer(0));
  g.search.deviance_start = search.at("deviance_start").number();
  g.search.deviance_end = search.at("deviance").number();
  g.search.on_boundary = search.at("on_boundary").boolean();
  return g;
}

std::vector<Calibration> calibrations_from(const JsonReader& document) {
  std::vector<Calibration> out;
  for (const JsonReader& element : document.elements()) {
    out.push_back(calibration_from(element));
    for (std::size_t i = 0; i + 1 < out.size(); ++i)
      if (for_the_same(out[i], out.back()) && out[i].group.intake.overlaps(out.back().group.intake))
        element.refuse("its rule, target and group are there twice");
  }
  return out;
}

}  // namespace

std::uint32_t crc32_of(const ResponseModel& model) { return json::checksum(content_of(model)); }

std::string checksum_of(const ResponseModel& model) { return checksum_text(crc32_of(model)); }

std::string to_json(const ResponseModel& model) {
  json::Value document = content_of(model);
  document["checksum"] = checksum_text(json::checksum(document));
  document.sort();
  return json::write(document, json::Layout::lines) + "\n";
}

Result<ResponseModel> response_model_from_json(std::string_view document) {
  return read_json("model file", document, [](const JsonReader& root) -> ResponseModel {
    if (root.at("schema").text() != model_file_schema)
      root.at("schema").refuse("it must be " + std::string(model_file_schema), Errc::wrong_version);
    if (const auto version = root.at("version").integer(0); version != model_file_version)
      root.at("version").refuse("it is " + text(version) + ", this library reads " + text(model_file_version),
                                Errc::wrong_version);
    json::Value content = root.value();
    content.erase("checksum");
    if (root.at("checksum").text() != checksum_text(json::checksum(std::move(content))))
      root.at("checksum")
          .refuse("it does not fit the content: the document was changed after it was written", Errc::wrong_version);
    ResponseModel model;
    model.instrument = root.at("instrument").text();
    model.time_unit = time_unit_from(root);
    model.growth = growth_model(root);
    model.calibrations = calibrations_from(root.at("calibrations"));
    if (const JsonReader bands = root.at("prediction_bands"); !bands.is_null()) model.bands = bands_from(bands);
    model.checksum = root.at("checksum").text();
    return model;
  });
}

}  // namespace oncourse
