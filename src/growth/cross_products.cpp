// cross_products.cpp: all that a fit needs to know of the data.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/cross_products.hpp"

#include <algorithm>
#include <array>

#include "base/parallel.hpp"
#include "growth/compensated_sum.hpp"
#include "growth/design_index.hpp"
#include "growth/record.hpp"
#include "oncourse/growth/merge.hpp"
#include "oncourse/growth/residual_filter.hpp"

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
  double offset = 0.0;
};

/// A column of X of a person whose covariates do not change: 1, g(t) or the bend, so many times.
struct TimesColumn {
  std::size_t function;
  double multiple;
};

/// Reads persons' rows into products.
class PersonReader {
 public:
  PersonReader(const Panel& panel, const Design& design, const ResidualParameters& residual)
      : panel_(panel),
        design_(design),
        basis_(design.time_basis),
        knot_(design.curve == Curve::piecewise ? basis(design.time_basis, design.knot) : 0.0),
        filter_(residual),
        correlated_(design.residuals != ResidualCorrelation::independent),
        functions_(1 + static_cast<std::size_t>(design.time_columns())),
        q_(static_cast<std::size_t>(design.random_effects())),
        p_(static_cast<std::size_t>(design.fixed_effects())),
        triangle_(q_ * (q_ + 1) / 2),
        values_(design.covariates.size()),
        row_(p_ + 1),
        faded_(p_ + 1) {
    out_.key.resize(triangle_ + q_ * p_);
    out_.Zty.resize(q_);
    out_.WtW.resize((p_ + 1) * (p_ + 2) / 2);
    columns_.reserve(p_);
  }

  const PersonProducts& read(std::size_t first, std::size_t last) {
    out_.offset = 0.0;
    filter_.begin();
    if (!constant(first, last))
      from_rows(first, last);
    else if (functions_ == 2)
      from_sums<2>(first, last);
    else
      from_sums<3>(first, last);
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

  /// Writes 1, g(t) and the bend, where there is one.
  template <std::size_t Functions>
  void time_functions(double t, double* out) const {
    const double g = basis_(t);
    out[0] = 1.0;
    out[1] = g;
    if constexpr (Functions == 3) out[2] = design_.curve == Curve::quadratic ? g * g : std::fmax(g - knot_, 0.0);
  }

  double score(std::size_t row) {
    const double y = panel_.score[row];
    if (design_.transformation.scale == Scale::points) return y;
    out_.offset -= 2.0 * design_.transformation.log_derivative(y);
    return design_.transformation.forward(y);
  }

  /// Takes from a row what the person's rows before it let expect, and gives it the variance sigma^2.
  void whiten(std::size_t row, std::size_t first, double* numbers, double* faded, std::size_t size) {
    const auto step = filter_.ahead(row == first ? 0.0 : panel_.time[row] - panel_.time[row - 1]);
    const double gain = step.gain(), scale = 1.0 / std::sqrt(step.F);
    for (std::size_t i = 0; i < size; ++i) {
      const double expected = row == first ? 0.0 : step.rho * faded[i], news = numbers[i] - expected;
      faded[i] = expected + gain * news;
      numbers[i] = scale * news;
    }
    filter_.seen(step);
    out_.offset += std::log(step.F);
  }

  /// The lower triangle of the products of [1 g(t) [bend] y].
  template <std::size_t Functions>
  using Triangle = std::array<double, (Functions + 1) * (Functions + 2) / 2>;

  template <std::size_t Functions, bool Plain>
  Triangle<Functions> sums_of(std::size_t first, std::size_t last) {
    Triangle<Functions> sums{};
    std::array<double, Functions + 1> numbers{}, faded{};
    for (std::size_t row = first; row < last; ++row) {
      time_functions<Functions>(panel_.time[row], numbers.data());
      numbers[Functions] = Plain ? panel_.score[row] : score(row);
      if (!Plain && correlated_) whiten(row, first, numbers.data(), faded.data(), numbers.size());
      for (std::size_t i = 0, at = 0; i <= Functions; ++i)
        for (std::size_t j = 0; j <= i; ++j) sums[at++] += numbers[i] * numbers[j];
    }
    return sums;
  }

  /// With constant covariates every column of X is a multiple of 1, of g(t), or of the bend.
  template <std::size_t Functions>
  void from_sums(std::size_t first, std::size_t last) {
    const bool plain = !correlated_ && design_.transformation.scale == Scale::points;
    const auto triangle = plain ? sums_of<Functions, true>(first, last) : sums_of<Functions, false>(first, last);
    constexpr std::size_t y = Functions;
    double sums[y + 1][y + 1] = {};
    for (std::size_t i = 0, at = 0; i <= y; ++i)
      for (std::size_t j = 0; j <= i; ++j) sums[i][j] = triangle[at++];
    columns_.clear();
    for (std::size_t f = 0; f < Functions; ++f) columns_.push_back({f, 1.0});
    for (const double value : values_) columns_.push_back({0, value});
    for (std::size_t f = 1; f < Functions; ++f)
      for (std::size_t c = 0; c < values_.size(); ++c)
        if (design_.covariates[c].interacts) columns_.push_back({f, values_[c]});

    const auto product = [&](std::size_t i, std::size_t j) { return i >= j ? sums[i][j] : sums[j][i]; };
    for (std::size_t i = 0, at = 0; i < q_; ++i) {
      for (std::size_t j = 0; j <= i; ++j) out_.key[at++] = sums[i][j];
      for (std::size_t k = 0; k < p_; ++k)
        out_.key[triangle_ + i * p_ + k] = product(i, columns_[k].function) * columns_[k].multiple;
      out_.Zty[i] = sums[y][i];
    }
    std::size_t at = 0;
    for (std::size_t k = 0; k < p_; ++k)
      for (std::size_t j = 0; j <= k; ++j)
        out_.WtW[at++] =
            product(columns_[k].function, columns_[j].function) * columns_[k].multiple * columns_[j].multiple;
    for (std::size_t k = 0; k < p_; ++k) out_.WtW[at++] = sums[y][columns_[k].function] * columns_[k].multiple;
    out_.WtW[at] = sums[y][y];
  }

  void from_rows(std::size_t first, std::size_t last) {
    for (std::vector<double>* part : {&out_.key, &out_.Zty, &out_.WtW}) part->assign(part->size(), 0.0);
    for (std::size_t row = first; row < last; ++row) {
      if (functions_ == 2)
        time_functions<2>(panel_.time[row], row_.data());
      else
        time_functions<3>(panel_.time[row], row_.data());
      std::size_t column = functions_;
      for (const auto& covariate : panel_.covariates) row_[column++] = covariate[row];
      for (std::size_t f = 1; f < functions_; ++f)
        for (std::size_t c = 0; c < values_.size(); ++c)
          if (design_.covariates[c].interacts) row_[column++] = row_[f] * panel_.covariates[c][row];
      row_[column] = score(row);
      if (correlated_) whiten(row, first, row_.data(), faded_.data(), row_.size());
      for (std::size_t i = 0, at = 0; i < q_; ++i) {  // Z's columns are X's first
        for (std::size_t j = 0; j <= i; ++j) out_.key[at++] += row_[i] * row_[j];
        for (std::size_t k = 0; k < p_; ++k) out_.key[triangle_ + i * p_ + k] += row_[i] * row_[k];
        out_.Zty[i] += row_[i] * row_[p_];
      }
      for (std::size_t k = 0, at = 0; k <= p_; ++k)
        for (std::size_t j = 0; j <= k; ++j) out_.WtW[at++] += row_[k] * row_[j];
    }
  }

  const Panel& panel_;
  const Design& design_;
  Basis basis_;
  double knot_;
  ResidualFilter filter_;
  bool correlated_;
  std::size_t functions_, q_, p_, triangle_;  ///< functions of time: 1, g(t) [, bend]
  std::vector<double> values_, row_, faded_;
  std::vector<TimesColumn> columns_;
  PersonProducts out_;
};

CrossProducts nothing_yet(const Design& design) {
  CrossProducts out;
  out.random = design.random;
  out.q = design.random_effects();
  out.p = design.fixed_effects();
  out.total = Eigen::MatrixXd::Zero(out.p + 1, out.p + 1);
  return out;
}

CrossProducts read(const Panel& panel, const Design& design, const ResidualParameters& residual, std::size_t from,
                   std::size_t to) {
  CrossProducts out = nothing_yet(design);
  PersonReader reader(panel, design, residual);
  const auto q = static_cast<std::size_t>(out.q), p = static_cast<std::size_t>(out.p), key = out.key_size(),
             size = out.record_size(), of_design = size - 1 - key;
  std::vector<double> rests;  // what rounding takes from the sums of each design
  DesignIndex index(out);
  Sums total((p + 1) * (p + 2) / 2 + 1);  // and the offset
  for (std::size_t person = from; person < to; ++person) {
    if (panel.offsets[person] == panel.offsets[person + 1]) continue;
    ++out.n_persons;
    const PersonProducts& products = reader.read(panel.offsets[person], panel.offsets[person + 1]);
    const std::size_t number = index.find(products.key.data());
    if ((number + 1) * of_design > rests.size()) rests.resize((number + 1) * of_design);
    double* sum = &out.records[number * size];
    *sum += 1.0;
    sum += 1 + key;
    double* rest = &rests[number * of_design];
    for (std::size_t i = 0; i < q; ++i) add_to(*sum++, *rest++, products.Zty[i]);
    for (std::size_t i = 0; i < q; ++i)
      for (std::size_t j = 0; j <= i; ++j) add_to(*sum++, *rest++, products.Zty[i] * products.Zty[j]);
    double* const of_rows = total.next();
    for (std::size_t i = 0; i < products.WtW.size(); ++i) of_rows[i] += products.WtW[i];
    of_rows[products.WtW.size()] += products.offset;
  }
  const std::vector<double> values = total.values();
  out.n_obs = static_cast<Eigen::Index>(panel.offsets[to] - panel.offsets[from]);
  out.total = symmetric(values.data(), out.p + 1);
  out.offset = values.back();
  return out;
}

}  // namespace

CrossProducts cross_products(const Panel& panel, const Design& design, const ResidualParameters& residual,
                             int threads) {
  constexpr std::size_t persons_at_once = 8192;  // so that bits depend on no number of threads
  const std::size_t parts = (panel.persons() + persons_at_once - 1) / persons_at_once;
  if (parts == 1) return read(panel, design, residual, 0, panel.persons());
  CrossProducts out = nothing_yet(design);
  Merge merge(out);
  std::vector<CrossProducts> now(std::min(parts, static_cast<std::size_t>(std::max(threads, 1))));
  for (std::size_t done = 0; done < parts; done += now.size()) {
    const std::size_t more = std::min(now.size(), parts - done);
    on_threads(more, threads, [&](std::size_t k) {
      const std::size_t from = (done + k) * persons_at_once;
      now[k] = read(panel, design, residual, from, std::min(from + persons_at_once, panel.persons()));
    });
    for (std::size_t k = 0; k < more; ++k) merge.add(now[k]);  // of the same design, and no more than there are rows
  }
  return out;
}

std::optional<Error> trouble_without_rows(const Design& design) {
  if (design.residuals == ResidualCorrelation::independent) return std::nullopt;
  return Error{Errc::bad_argument,
               "cross-products are of independent residuals: how others correlate is searched for in the rows"};
}

std::optional<Error> trouble_in(const CrossProducts& data) {
  const auto finite = [](const auto& numbers) {
    return std::all_of(numbers.begin(), numbers.end(), [](double number) { return std::isfinite(number); });
  };
  if (finite(data.total.reshaped()) && finite(data.records)) return std::nullopt;
  return Error{Errc::bad_argument, "a score, a time or a covariate is too large to be squared"};
}

}  // namespace oncourse::growth
