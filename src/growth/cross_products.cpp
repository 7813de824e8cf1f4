// cross_products.cpp: all that a fit needs to know of the data.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/cross_products.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <type_traits>

#include "base/parallel.hpp"
#include "growth/compensated_sum.hpp"
#include "growth/constant_designs.hpp"
#include "growth/record.hpp"
#include "growth/time_functions.hpp"
#include "oncourse/growth/merge.hpp"
#include "oncourse/growth/residual_filter.hpp"

namespace oncourse::growth {

namespace {

using std::size_t;

constexpr size_t triangle_size(size_t n) { return n * (n + 1) / 2; }

/// Where products i and j are in a lower triangle, row by row.
constexpr size_t place(size_t i, size_t j) { return i >= j ? triangle_size(i) + j : triangle_size(j) + i; }

/// X's columns where covariates do not change: each is 1, g(t) or the bend, times a number.
class ConstantColumns {
 public:
  ConstantColumns(const Design& design, size_t functions) {
    functions_.assign(functions, 0);
    for (size_t f = 0; f < functions; ++f) functions_[f] = f;
    covariates_.assign(functions, design.covariates.size());
    const auto times = [&](size_t function, size_t covariate) {
      functions_.push_back(function);
      covariates_.push_back(covariate);
    };
    for (size_t c = 0; c < design.covariates.size(); ++c) times(0, c);
    for (size_t f = 1; f < functions; ++f)
      for (size_t c = 0; c < design.covariates.size(); ++c)
        if (design.covariates[c].interacts) times(f, c);
    values_.assign(design.covariates.size() + 1, 1.0);
    multiples_.assign(functions_.size(), 1.0);
    for (size_t k = 0; k < functions_.size(); ++k)
      for (size_t j = 0; j <= k; ++j) places_.push_back(place(functions_[k], functions_[j]));
  }

  /// One value per covariate.
  void set(const double* values) {
    std::copy_n(values, values_.size() - 1, values_.begin());
    for (size_t k = 0; k < multiples_.size(); ++k) multiples_[k] = values_[covariates_[k]];
  }

  [[nodiscard]] size_t size() const { return functions_.size(); }
  [[nodiscard]] size_t function(size_t k) const { return functions_[k]; }
  [[nodiscard]] double multiple(size_t k) const { return multiples_[k]; }
  /// Where the products of the functions of each pair of columns are, the lower triangle row by row.
  [[nodiscard]] const std::vector<size_t>& places() const { return places_; }

 private:
  std::vector<size_t> functions_, covariates_, places_;
  std::vector<double> values_, multiples_;  ///< of the covariates, and 1; of the columns
};

CrossProducts nothing_yet(const Design& design) {
  CrossProducts out;
  out.random = design.random;
  out.q = design.random_effects();
  out.p = design.fixed_effects();
  out.total = Eigen::MatrixXd::Zero(out.p + 1, out.p + 1);
  return out;
}

/// Reads some of a panel's persons. A record is made for each design of those whose covariates do not change, and for
/// each person whose covariates do.
///
///   F  functions of time: 1, g(t) [, bend]
template <size_t F>
class PartReader {
 public:
  PartReader(const Panel& panel, const Design& design, const ResidualParameters& residual)
      : panel_(panel),
        design_(design),
        times_(design),
        filter_(residual),
        correlated_(design.residuals != ResidualCorrelation::independent),
        plain_(!correlated_ && design.transformation.scale == Scale::points),
        q_(static_cast<size_t>(design.random_effects())),
        p_(static_cast<size_t>(design.fixed_effects())),
        total_(triangle_size(p_ + 1)),
        values_(design.covariates.size()),
        row_(p_ + 1),
        faded_(p_ + 1),
        columns_(design, F) {}

  /// The persons from `from` on, before `to`.
  void read(size_t from, size_t to, CrossProducts& out) {
    out_ = &out;
    out.records.clear();
    out.n_persons = 0;
    out.n_obs = static_cast<Eigen::Index>(panel_.offsets[to] - panel_.offsets[from]);
    designs_.clear(to - from);
    total_ = Sums(triangle_size(p_ + 1));
    offset_ = {};
    constexpr size_t rows_at_once = 2048;  // so that what is made of them is still near
    for (size_t person = from, last = from; person < to; person = last) {
      first_row_ = panel_.offsets[person];
      while (++last < to && panel_.offsets[last + 1] - first_row_ <= rows_at_once) {
      }
      times_.evaluate(panel_.time.subspan(first_row_, panel_.offsets[last] - first_row_));
      for (size_t i = person; i < last; ++i)
        if (panel_.offsets[i] != panel_.offsets[i + 1]) read_person(panel_.offsets[i], panel_.offsets[i + 1]);
    }
    add_constant_designs();
    out.total = symmetric(total_.values().data(), out.p + 1);
    out.offset = offset_.value();
  }

 private:
  static constexpr size_t y = F;  ///< its place after the functions of time
  /// The lower triangle of the products of [1 g(t) [bend] y].
  using Triangle = std::array<double, triangle_size(F + 1)>;

  void read_person(size_t first, size_t last) {
    ++out_->n_persons;
    if (constant(first, last))
      from_sums(plain_ ? plain_sums(first, last) : sums_of(first, last));
    else
      from_rows(first, last);
    if (correlated_) add_log_of_F();
  }

  void from_sums(const Triangle& sums) {
    std::array<double, triangle_size(F)> of_time;
    std::copy_n(sums.begin(), of_time.size(), of_time.begin());
    std::array<double, F + 1> by_y;
    std::copy_n(sums.begin() + of_time.size(), by_y.size(), by_y.begin());
    auto& entry = designs_.entry(of_time, values_);
    if (entry.persons == 0.0) {
      entry.record = out_->designs();
      append_record(entry, values_.data());
    }
    designs_.add(entry, by_y);
  }

  /// Whether no covariate changes; values_ are then theirs.
  bool constant(size_t first, size_t last) {
    for (size_t c = 0; c < values_.size(); ++c) {
      const double* const column = panel_.covariates[c].data();
      values_[c] = column[first];
      const auto bits = std::bit_cast<std::uint64_t>(values_[c]);
      std::uint64_t changed = 0;
      for (size_t row = first + 1; row < last; ++row) changed |= std::bit_cast<std::uint64_t>(column[row]) ^ bits;
      if (changed == 0) continue;
      for (size_t row = first + 1; row < last; ++row)  // 0 and -0 differ in bits alone
        if (column[row] != values_[c]) return false;
    }
    return true;
  }

  /// Of independent residuals and scores as they are; rows two by two.
  Triangle plain_sums(size_t first, size_t last) const {
    const double* columns[F];
    for (size_t k = 1; k < F; ++k) columns[k - 1] = times_.column(k - 1) + (first - first_row_);
    columns[F - 1] = panel_.score.data() + first;
    Two sums[F] = {}, products[triangle_size(F)] = {};
    const auto add = [&](const Two(&rows)[F]) {
      for (size_t i = 0, at = 0; i < F; ++i) {
        sums[i] += rows[i];
        for (size_t j = 0; j <= i; ++j) products[at++] += rows[i] * rows[j];
      }
    };
    const size_t n = last - first;
    Two rows[F];
    for (size_t row = 0; row + 2 <= n; row += 2) {
      for (size_t i = 0; i < F; ++i) rows[i] = Two{columns[i][row], columns[i][row + 1]};
      add(rows);
    }
    if (n % 2 == 1) {
      for (size_t i = 0; i < F; ++i) rows[i] = Two{columns[i][n - 1], 0.0};
      add(rows);
    }
    Triangle out;
    out[0] = static_cast<double>(n);
    for (size_t i = 0, at = 1, from = 0; i < F; ++i) {
      out[at++] = sums[i][0] + sums[i][1];
      for (size_t j = 0; j <= i; ++j, ++from) out[at++] = products[from][0] + products[from][1];
    }
    return out;
  }

  Triangle sums_of(size_t first, size_t last) {
    Triangle sums{};
    std::array<double, F + 1> numbers{}, faded{};
    filter_.begin();
    for (size_t row = first; row < last; ++row) {
      write_times(row, numbers.data());
      numbers[y] = score(row);
      if (correlated_) whiten(row, first, numbers.data(), faded.data(), numbers.size());
      for (size_t i = 0, at = 0; i <= F; ++i)
        for (size_t j = 0; j <= i; ++j) sums[at++] += numbers[i] * numbers[j];
    }
    return sums;
  }

  void write_times(size_t row, double* out) const {
    out[0] = 1.0;
    for (size_t k = 1; k < F; ++k) out[k] = times_.column(k - 1)[row - first_row_];
  }

  double score(size_t row) {
    const double points = panel_.score[row];
    if (design_.transformation.scale == Scale::points) return points;
    offset_ += -2.0 * design_.transformation.log_derivative(points);
    return design_.transformation.forward(points);
  }

  /// Takes from a row what the person's rows before it let expect, and gives it the variance sigma^2.
  void whiten(size_t row, size_t first, double* numbers, double* faded, size_t size) {
    const auto step = filter_.ahead(row == first ? 0.0 : panel_.time[row] - panel_.time[row - 1]);
    const double gain = step.gain(), scale = 1.0 / std::sqrt(step.F);
    for (size_t i = 0; i < size; ++i) {
      const double expected = row == first ? 0.0 : step.rho * faded[i], news = numbers[i] - expected;
      faded[i] = expected + gain * news;
      numbers[i] = scale * news;
    }
    filter_.seen(step);
    product_of_F_ *= step.F;
    if (product_of_F_ < 0x1p-500) add_log_of_F();
  }

  /// A logarithm for many rows.
  void add_log_of_F() {
    offset_ += std::log(product_of_F_);
    product_of_F_ = 1.0;
  }

  using Entry = typename ConstantDesigns<F>::Entry;

  /// With its Z'Z and Z'X; its sums follow.
  void append_record(const Entry& entry, const double* values) {
    columns_.set(values);
    std::vector<double>& records = out_->records;
    records.resize(records.size() + out_->record_size());
    double* to = &records[records.size() - out_->record_size()] + 1;
    to = std::copy_n(entry.products.begin(), triangle_size(q_), to);
    for (size_t i = 0; i < q_; ++i)
      for (size_t k = 0; k < p_; ++k) *to++ = entry.products[place(i, columns_.function(k))] * columns_.multiple(k);
  }

  /// Their sums, to their records and the total.
  void add_constant_designs() {
    const size_t size = out_->record_size(), sums = 1 + out_->key_size();
    for (size_t number = 0; number < designs_.size(); ++number) {
      const Entry& entry = designs_[number];
      double* const record = &out_->records[entry.record * size];
      record[0] = entry.persons;
      std::copy_n(entry.sums.begin(), q_, record + sums);
      std::copy_n(entry.sums.begin() + F, triangle_size(q_), record + sums + q_);
      columns_.set(designs_.values(number, values_.size()));
      double* of_rows = total_.next();
      const size_t* at = columns_.places().data();
      for (size_t k = 0; k < p_; ++k) {
        const double times = entry.persons * columns_.multiple(k);
        for (size_t j = 0; j <= k; ++j) *of_rows++ += entry.products[*at++] * (times * columns_.multiple(j));
      }
      for (size_t k = 0; k < p_; ++k) *of_rows++ += entry.sums[columns_.function(k)] * columns_.multiple(k);
      *of_rows += entry.sums.back();
    }
  }

  /// A record and products of a person whose covariates change.
  void from_rows(size_t first, size_t last) {
    std::vector<double>& records = out_->records;
    records.resize(records.size() + out_->record_size());
    double* const record = &records[records.size() - out_->record_size()];
    double *const ZtX = record + 1 + triangle_size(q_), *const Zty = record + 1 + out_->key_size();
    double* const of_rows = total_.next();
    record[0] = 1.0;
    filter_.begin();
    for (size_t row = first; row < last; ++row) {
      write_times(row, row_.data());
      size_t column = F;
      for (const auto& covariate : panel_.covariates) row_[column++] = covariate[row];
      for (size_t f = 1; f < F; ++f)
        for (size_t c = 0; c < values_.size(); ++c)
          if (design_.covariates[c].interacts) row_[column++] = row_[f] * panel_.covariates[c][row];
      row_[column] = score(row);
      if (correlated_) whiten(row, first, row_.data(), faded_.data(), row_.size());
      for (size_t i = 0, at = 1; i < q_; ++i) {  // Z's columns are X's first
        for (size_t j = 0; j <= i; ++j) record[at++] += row_[i] * row_[j];
        for (size_t k = 0; k < p_; ++k) ZtX[i * p_ + k] += row_[i] * row_[k];
        Zty[i] += row_[i] * row_[p_];
      }
      for (size_t k = 0, at = 0; k <= p_; ++k)
        for (size_t j = 0; j <= k; ++j) of_rows[at++] += row_[k] * row_[j];
    }
    double* Zty_squared = Zty + q_;
    for (size_t i = 0; i < q_; ++i)
      for (size_t j = 0; j <= i; ++j) *Zty_squared++ = Zty[i] * Zty[j];
  }

  const Panel& panel_;
  const Design& design_;
  TimeFunctions times_;
  ResidualFilter filter_;
  bool correlated_, plain_;
  size_t q_, p_;
  CrossProducts* out_ = nullptr;
  ConstantDesigns<F> designs_;
  Sums total_;
  CompensatedSum offset_;
  double product_of_F_ = 1.0;
  size_t first_row_ = 0;  ///< of times_
  std::vector<double> values_, row_, faded_;
  ConstantColumns columns_;
};

template <size_t F>
CrossProducts read(const Panel& panel, const Design& design, const ResidualParameters& residual, int threads) {
  constexpr size_t persons_at_once = 8192;  // so that bits depend on no number of threads
  const size_t parts = (panel.persons() + persons_at_once - 1) / persons_at_once;
  CrossProducts out = nothing_yet(design);
  Merge merge(out);
  const size_t at_once = std::min(parts, static_cast<size_t>(std::max(threads, 1)));
  std::vector<CrossProducts> now(at_once, out);
  std::vector<PartReader<F>> readers(at_once, PartReader<F>(panel, design, residual));
  for (size_t done = 0; done < parts; done += at_once) {
    const size_t more = std::min(at_once, parts - done);
    on_threads(more, threads, [&](size_t k) {
      const size_t from = (done + k) * persons_at_once;
      readers[k].read(from, std::min(from + persons_at_once, panel.persons()), now[k]);
    });
    if (done == 0 && 2 * now[0].designs() > persons_at_once) merge.reserve(panel.persons());  // hardly any is shared
    for (size_t k = 0; k < more; ++k) merge.add(now[k]);  // of the same design, and no more than there are rows
  }
  return out;
}

}  // namespace

CrossProducts cross_products(const Panel& panel, const Design& design, const ResidualParameters& residual,
                             int threads) {
  return design.curve == Curve::straight ? read<2>(panel, design, residual, threads)
                                         : read<3>(panel, design, residual, threads);
}

std::optional<Error> trouble_without_rows(const Design& design) {
  if (design.residuals == ResidualCorrelation::independent) return std::nullopt;
  return Error{Errc::bad_argument,
               "cross-products are of independent residuals: how others correlate is searched for in the rows"};
}

std::optional<Error> trouble_in(const CrossProducts& data) {
  const auto finite = [](const double* numbers, std::size_t size) {
    std::uint64_t unsound = 0;  // infinity less itself is no number, which is not 0
    for (std::size_t i = 0; i < size; ++i) unsound |= std::bit_cast<std::uint64_t>(numbers[i] - numbers[i]);
    return unsound == 0;
  };
  if (finite(data.total.data(), static_cast<std::size_t>(data.total.size())) &&
      finite(data.records.data(), data.records.size()))
    return std::nullopt;
  return Error{Errc::bad_argument, "a score, a time or a covariate is too large to be squared"};
}

}  // namespace oncourse::growth
