// progress.cpp: how far a long command is.
// SPDX-License-Identifier: Apache-2.0
#include "progress.hpp"

#include <chrono>
#include <cmath>
#include <limits>
#include <ostream>

#include "oncourse/base/number.hpp"

namespace oncourse::cli {
namespace {

/// "18 s", "4 min", "2 h 05 min".
std::string duration(double seconds) {
  if (seconds < 99.5) return text(std::ceil(seconds), 0) + " s";
  const auto minutes = static_cast<long>(std::ceil(seconds / 60.0));
  if (minutes < 100) return text(minutes) + " min";
  return text(minutes / 60) + " h " + (minutes % 60 < 10 ? "0" : "") + text(minutes % 60) + " min";
}

}  // namespace

Progress::Progress(std::ostream& out, Show show, std::string what, Clock clock)
    : out_(out),
      show_(show),
      what_(std::move(what)),
      clock_(std::move(clock)),
      begin_(clock_()),
      shown_at_(-std::numeric_limits<double>::infinity()) {}

Progress::~Progress() { clear(); }

void Progress::clear() {
  if (width_ > 0) out_ << '\r' << std::string(width_, ' ') << '\r' << std::flush;
  width_ = 0;
}

void Progress::at(std::size_t done, std::size_t all) {
  if (show_ == Show::nothing) return;
  const double now = clock_();
  if (now - shown_at_ < (show_ == Show::lines ? 1.0 : 0.1) && done != all) return;
  shown_at_ = now;
  const std::string line = this->line(done, all, now - begin_);
  if (show_ == Show::lines) {
    out_ << line << '\n' << std::flush;
    return;
  }
  const std::size_t rest = line.size() < width_ ? width_ - line.size() : 0;
  out_ << '\r' << line << std::string(rest, ' ') << std::flush;
  width_ = line.size() + rest;
}

std::string Progress::line(std::size_t done, std::size_t all, double elapsed) const {
  std::string out = text(done) + (all > 0 ? " of " + text(all) : "") + " " + what_;
  if (done == 0 || !(elapsed > 0.0)) return out;
  const double rate = static_cast<double>(done) / elapsed;
  out += rate >= 1.0 ? ", " + text(rate, rate < 100.0 ? 1 : 0) + " per second" : ", " + duration(1.0 / rate) + " each";
  return all > done ? out + ", " + duration(static_cast<double>(all - done) / rate) + " left" : out;
}

double Progress::seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace oncourse::cli
