// cross_products.cpp: all that a fit needs to know of the data.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/cross_products.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "growth/compensated_sum.hpp"
#include "growth/design_index.hpp"
#include "growth/record.hpp"

namespace oncourse::growth {

namespace {

/// g(t), from a table where t is a session's number.
class Basis {
 public:
  explicit Basis(TimeBasis kind) : kind_(kind) {
    if (kind == TimeBasis::linear) return;
    for (std::size_t t = 0; t < table_.size(); ++t) table_[t] = basis(kind, static_cast<double>(t));
  }
  double operator()(double t) const {
    if (kind_ == TimeBasis::linear) return t;
    if (t >= 0.0 && t < static_cast<double>(table_.size())) {
      const auto whole = static_cast<std::size_t>(t);
      if (static_cast<double>(whole) == t) return table_[whole];
    }
    return basis(kind_, t);
  }

 private:
  TimeBasis kind_;
  std::array<double, 64> table_{};
};

/// One person's products.
struct PersonProducts {
  std::vector<double> key;  ///< Z'Z, its lower triangle row by row, and Z'X, row by row: what a record begins with
  std::vector<double> Zty;
  std::vector<double> WtW;  ///< [X y]'[X y], its lower triangle row by row
};

/// Reads persons' rows into products.
class PersonReader {
 public:
  PersonReader(const Panel& panel, const Design& design)
      : panel_(panel),
        design_(design),
        basis_(design.time_basis),
        q_(static_cast<std::size_t>(design.random_effects())),
        p_(static_cast<std::size_t>(design.fixed_effects())),
        triangle_(q_ * (q_ + 1) / 2),
        values_(design.covariates.size()),
        row_(p_ + 1) {
    out_.key.resize(triangle_ + q_ * p_);
    out_.Zty.resize(q_);
    out_.WtW.resize((p_ + 1) * (p_ + 2) / 2);
    of_level_.resize(p_);
    of_slope_.resize(p_);
  }

  const PersonProducts& read(std::size_t first, std::size_t last) {
    if (constant(first, last))
      from_sums(first, last);
    else
      from_rows(first, last);
    return out_;
  }

 private:
  bool constant(std::size_t first, std::size_t last) {
    for (std::size_t c = 0; c < values_.size(); ++c) {
      const double* column = panel_.covariates[c].data();
      values_[c] = column[first];
      for (std::size_t row = first + 1; row < last; ++row)
        if (column[row] != values_[c]) return false;
    }
    return true;
  }

  /// With constant covariates every column of X is a multiple of 1 or of g(t).
  void from_sums(std::size_t first, std::size_t last) {
    double g1 = 0.0, gg = 0.0, y1 = 0.0, gy = 0.0, yy = 0.0;
    for (std::size_t row = first; row < last; ++row) {
      const double g = basis_(panel_.time[row]), y = panel_.score[row];
      g1 += g;
      gg += g * g;
      y1 += y;
      gy += g * y;
      yy += y * y;
    }
    const auto n = static_cast<double>(last - first);
    std::size_t column = 0;
    const auto add = [&](double level, double slope) {
      of_level_[column] = level;
      of_slope_[column++] = slope;
    };
    add(1.0, 0.0);
    add(0.0, 1.0);
    for (const double value : values_) add(value, 0.0);
    for (std::size_t c = 0; c < values_.size(); ++c)
      if (design_.covariates[c].interacts) add(0.0, values_[c]);

    const double sums[2][2] = {{n, g1}, {g1, gg}}, with_y[2] = {y1, gy};
    for (std::size_t i = 0, at = 0; i < q_; ++i) {
      for (std::size_t j = 0; j <= i; ++j) out_.key[at++] = sums[i][j];
      for (std::size_t k = 0; k < p_; ++k)
        out_.key[triangle_ + i * p_ + k] = sums[i][0] * of_level_[k] + sums[i][1] * of_slope_[k];
      out_.Zty[i] = with_y[i];
    }
    std::size_t at = 0;
    for (std::size_t k = 0; k < p_; ++k) {
      const double level = n * of_level_[k] + g1 * of_slope_[k], slope = g1 * of_level_[k] + gg * of_slope_[k];
      for (std::size_t j = 0; j <= k; ++j) out_.WtW[at++] = level * of_level_[j] + slope * of_slope_[j];
    }
    for (std::size_t k = 0; k < p_; ++k) out_.WtW[at++] = y1 * of_level_[k] + gy * of_slope_[k];
    out_.WtW[at] = yy;
  }

  void from_rows(std::size_t first, std::size_t last) {
    for (std::vector<double>* part : {&out_.key, &out_.Zty, &out_.WtW}) part->assign(part->size(), 0.0);
    for (std::size_t row = first; row < last; ++row) {
      const double g = basis_(panel_.time[row]), y = panel_.score[row];
      std::size_t column = 0;
      row_[column++] = 1.0;
      row_[column++] = g;
      for (const auto& covariate : panel_.covariates) row_[column++] = covariate[row];
      for (std::size_t c = 0; c < values_.size(); ++c)
        if (design_.covariates[c].interacts) row_[column++] = g * panel_.covariates[c][row];
      row_[column] = y;
      for (std::size_t i = 0, at = 0; i < q_; ++i) {  // Z's columns are X's first
        for (std::size_t j = 0; j <= i; ++j) out_.key[at++] += row_[i] * row_[j];
        for (std::size_t k = 0; k < p_; ++k) out_.key[triangle_ + i * p_ + k] += row_[i] * row_[k];
        out_.Zty[i] += row_[i] * y;
      }
      for (std::size_t k = 0, at = 0; k <= p_; ++k)
        for (std::size_t j = 0; j <= k; ++j) out_.WtW[at++] += row_[k] * row_[j];
    }
  }

  const Panel& panel_;
  const Design& design_;
  Basis basis_;
  std::size_t q_, p_, triangle_;
  std::vector<double> values_, row_, of_level_, of_slope_;  ///< column k of X is of_level_[k] + of_slope_[k] g(t)
  PersonProducts out_;
};

}  // namespace

CrossProducts cross_products(const Panel& panel, const Design& design) {
  CrossProducts out;
  out.random = design.random;
  out.q = design.random_effects();
  out.p = design.fixed_effects();
  out.n_obs = static_cast<Eigen::Index>(panel.rows());

  PersonReader reader(panel, design);
  const auto q = static_cast<std::size_t>(out.q), p = static_cast<std::size_t>(out.p);
  const std::size_t key_size = out.key_size(), size = out.record_size(), sums = size - 1 - key_size;
  std::vector<double> rests;  // what rounding takes from the sums of each design
  DesignIndex index(out);
  Sums total((p + 1) * (p + 2) / 2);
  for (std::size_t person = 0; person < panel.persons(); ++person) {
    if (panel.offsets[person] == panel.offsets[person + 1]) continue;
    ++out.n_persons;
    const PersonProducts& products = reader.read(panel.offsets[person], panel.offsets[person + 1]);
    const std::size_t number = index.find(products.key.data());
    if ((number + 1) * sums > rests.size()) rests.resize((number + 1) * sums);
    double* sum = &out.records[number * size];
    *sum += 1.0;
    sum += 1 + key_size;
    double* rest = &rests[number * sums];
    for (std::size_t i = 0; i < q; ++i) add_to(*sum++, *rest++, products.Zty[i]);
    for (std::size_t i = 0; i < q; ++i)
      for (std::size_t j = 0; j <= i; ++j) add_to(*sum++, *rest++, products.Zty[i] * products.Zty[j]);
    double* const of_rows = total.next();
    for (std::size_t i = 0; i < products.WtW.size(); ++i) of_rows[i] += products.WtW[i];
  }
  out.total = symmetric(total.values().data(), out.p + 1);
  return out;
}

std::optional<Error> trouble_in(const CrossProducts& data) {
  const auto finite = [](const auto& numbers) {
    return std::all_of(numbers.begin(), numbers.end(), [](double number) { return std::isfinite(number); });
  };
  if (finite(data.total.reshaped()) && finite(data.records)) return std::nullopt;
  return Error{Errc::bad_argument, "a score, a time or a covariate is too large to be squared"};
}

}  // namespace oncourse::growth
