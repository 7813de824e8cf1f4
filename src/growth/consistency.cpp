// consistency.cpp: whether numbers can be the cross-products of anybody's rows.
// SPDX-License-Identifier: Apache-2.0
#include "growth/consistency.hpp"

#include <algorithm>
#include <cmath>

#include "oncourse/base/number.hpp"

namespace oncourse::growth {

namespace {

constexpr double rounding_of_sums =
    1e-8;  // convention: far above that of sums, far below a correlation that anybody meant

bool is_count(double number) {
  return number >= 1.0 && number <= static_cast<double>(most_counted) && number == std::floor(number);
}

bool finite(const double* numbers, std::size_t size) {
  return std::all_of(numbers, numbers + size, [](double number) { return std::isfinite(number); });
}

}  // namespace

bool is_positive_semidefinite(double* triangle, std::size_t n) {
  const auto row = [&](std::size_t i) { return triangle + i * (i + 1) / 2; };
  for (std::size_t i = 0; i < n; ++i)
    if (!(row(i)[i] >= 0.0)) return false;
  const auto scale = [&](std::size_t i) { return row(i)[i] > 0.0 ? std::sqrt(row(i)[i]) : 1.0; };
  for (std::size_t i = n; i-- > 0;) {  // upwards: the diagonal above is still as it was
    for (std::size_t j = 0; j < i; ++j) row(i)[j] = row(i)[j] / scale(i) / scale(j);
    row(i)[i] = (row(i)[i] > 0.0 ? 1.0 : 0.0) + 2.0 * rounding_of_sums;
  }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double left = row(i)[j];
      for (std::size_t k = 0; k < j; ++k) left -= row(i)[k] * row(j)[k];
      if (j < i)
        row(i)[j] = left / row(j)[j];
      else if (left > 0.0)
        row(i)[i] = std::sqrt(left);
      else
        return false;
    }
  }
  return true;
}

Consistency::Consistency(const CrossProducts& data)
    : data_(data),
      q_(static_cast<std::size_t>(data.q)),
      p_(static_cast<std::size_t>(data.p)),
      of_level_(p_ + 1),
      work_((q_ + 1) * (q_ + 2) / 2) {}

std::optional<std::string> Consistency::trouble_in(const double* record) {
  if (!finite(record, data_.record_size())) return "a number that is not finite";
  const double persons = record[0];
  const double* const ZtZ = record + 1;
  const double* const ZtX = ZtZ + q_ * (q_ + 1) / 2;
  const double* const sum_Zty = record + 1 + data_.key_size();
  if (!is_count(persons)) return text(persons) + " persons, a whole number of them is expected";
  if (!is_count(ZtZ[0])) return text(ZtZ[0]) + " rows of a person, a whole number of them is expected";
  std::copy(ZtZ, ZtX, work_.begin());
  if (!is_positive_semidefinite(work_.data(), q_)) return "Z'Z is not positive semidefinite";
  work_[0] = persons;  // of each person 1, Z'y
  for (std::size_t i = 0, at = 1, from = q_; i < q_; ++i) {
    work_[at++] = sum_Zty[i];
    for (std::size_t j = 0; j <= i; ++j) work_[at++] = sum_Zty[from++];
  }
  if (!is_positive_semidefinite(work_.data(), q_ + 1))
    return "the sums of Z'y and of its products are not positive semidefinite";
  persons_ += persons;
  rows_ += persons * ZtZ[0];
  for (std::size_t k = 0; k < p_; ++k) of_level_[k] += persons * ZtX[k];
  of_level_[p_] += sum_Zty[0];
  return std::nullopt;
}

std::optional<std::string> Consistency::trouble_at_end() {
  const auto n_persons = static_cast<double>(data_.n_persons), n_obs = static_cast<double>(data_.n_obs);
  if (persons_ != n_persons) return "n_persons is " + text(n_persons) + ", the records have " + text(persons_);
  if (rows_ != n_obs) return "n_obs is " + text(n_obs) + ", the records have " + text(rows_);
  const Eigen::MatrixXd& total = data_.total;
  if (!finite(total.data(), static_cast<std::size_t>(total.size()))) return "a number of the total is not finite";
  if (total(0, 0) != n_obs) return "n_obs is " + text(n_obs) + ", the total has " + text(total(0, 0));
  for (Eigen::Index k = 0; k <= data_.p; ++k) {
    const double most = std::sqrt(n_obs) * std::sqrt(total(k, k));  // Cauchy-Schwarz
    if (!(std::fabs(total(0, k) - of_level_[static_cast<std::size_t>(k)]) <= rounding_of_sums * most))
      return "the records do not add up to the total in column " + text(k + 1);
  }
  std::vector<double> triangle;
  for (Eigen::Index i = 0; i <= data_.p; ++i)
    for (Eigen::Index j = 0; j <= i; ++j) triangle.push_back(total(i, j));
  if (!is_positive_semidefinite(triangle.data(), p_ + 1)) return "the total is not positive semidefinite";
  return std::nullopt;
}

}  // namespace oncourse::growth
