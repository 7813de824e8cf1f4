// progress.hpp: how far a long command is, on standard error.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <iosfwd>
#include <string>

namespace oncourse::cli {

/// "12 of 72 fits, 3.4 per second, 18 s left".
class Progress {
 public:
  enum class Show {
    nothing,
    lines,     ///< one a second at most
    in_place,  ///< one line, redrawn ten times a second at most and gone at the end
  };
  /// Seconds since any moment that stays the same.
  using Clock = std::function<double()>;

  ///   what  is counted, in the plural
  Progress(std::ostream& out, Show show, std::string what, Clock clock = seconds);
  Progress(const Progress&) = delete;
  ~Progress();

  ///   all  0: nobody knows
  void at(std::size_t done, std::size_t all);
  /// Takes the line away that stands there, for another one to be written.
  void clear();

  /// Of the computer's steady clock.
  static double seconds();

 private:
  [[nodiscard]] std::string line(std::size_t done, std::size_t all, double elapsed) const;

  std::ostream& out_;
  Show show_;
  std::string what_;
  Clock clock_;
  double begin_, shown_at_;
  std::size_t width_ = 0;  ///< of the line that stands there
};

}  // namespace oncourse::cli
