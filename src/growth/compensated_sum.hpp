// compensated_sum.hpp: a sum over very many persons that loses nothing to speak of.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

namespace oncourse::growth {

/// A running sum with what rounding took from it.
///
///   source  Neumaier 1974, Z Angew Math Mech 54:39-51
class CompensatedSum {
 public:
  CompensatedSum& operator+=(double term) {
    const double sum = sum_ + term;
    lost_ += std::fabs(sum_) >= std::fabs(term) ? (sum_ - sum) + term : (term - sum) + sum_;
    sum_ = sum;
    return *this;
  }
  [[nodiscard]] double value() const { return sum_ + lost_; }

 private:
  double sum_ = 0.0, lost_ = 0.0;
};

/// Adds to a sum that stays the number nearest to what it is of, beside what that leaves.
///
///   source  Knuth, The Art of Computer Programming 2, 4.2.2 (two-sum); Dekker 1971, Numer Math 18:224-242
inline void add_to(double& sum, double& rest, double term) {
  const double added = sum + term, of_term = added - sum;
  const double lost = rest + ((sum - (added - of_term)) + (term - of_term));
  sum = added + lost;
  rest = lost - (sum - added);
}

/// Many sums at once: a few terms of each plainly, then into the whole with what rounding takes.
class Sums {
 public:
  explicit Sums(std::size_t size) : part_(size, 0.0), whole_(size) {}

  /// Where the next terms are added, one to each sum.
  double* next() {
    if (terms_ == 32) carry();
    ++terms_;
    return part_.data();
  }
  [[nodiscard]] std::vector<double> values() {
    carry();
    std::vector<double> out;
    out.reserve(whole_.size());
    for (const CompensatedSum& sum : whole_) out.push_back(sum.value());
    return out;
  }

 private:
  void carry() {
    for (std::size_t i = 0; i < part_.size(); ++i) {
      whole_[i] += part_[i];
      part_[i] = 0.0;
    }
    terms_ = 0;
  }

  std::vector<double> part_;
  std::vector<CompensatedSum> whole_;
  int terms_ = 0;
};

}  // namespace oncourse::growth
