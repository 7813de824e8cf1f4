// compensated_sum.hpp: a sum over very many persons that loses nothing to speak of.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

#include "growth/record.hpp"

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

/// A term, or what stands side by side in one.
inline double whole_of(double term) { return term; }
inline double whole_of(Two terms) { return terms[0] + terms[1]; }

/// Many sums at once: a few terms of each plainly, then into the whole with what rounding takes.
///
///   Term  double, or two side by side
template <class Term>
class SumsOf {
 public:
  explicit SumsOf(std::size_t size) : part_(size, Term{}), whole_(size) {}

  /// Where the next terms are added, one to each sum.
  Term* next() {
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
      whole_[i] += whole_of(part_[i]);
      part_[i] = Term{};
    }
    terms_ = 0;
  }

  std::vector<Term> part_;
  std::vector<CompensatedSum> whole_;
  int terms_ = 0;
};

using Sums = SumsOf<double>;
using PairSums = SumsOf<Two>;

}  // namespace oncourse::growth
