// csv.hpp: the columns of a small, clean csv file: quotes around a cell at most, no line breaks or commas inside.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace oncourse::support {

class Csv {
 public:
  explicit Csv(const std::filesystem::path& file) {
    std::ifstream stream(file);
    std::string line;
    std::getline(stream, line);
    names_ = cells(line);
    while (std::getline(stream, line)) rows_.push_back(cells(line));
  }

  [[nodiscard]] std::size_t rows() const { return rows_.size(); }

  [[nodiscard]] const std::string& cell(std::size_t row, const std::string& column) const {
    const auto found = std::find(names_.begin(), names_.end(), column);
    if (found == names_.end()) throw std::out_of_range("no column " + column);
    return rows_[row].at(static_cast<std::size_t>(found - names_.begin()));
  }

  [[nodiscard]] double number(std::size_t row, const std::string& column) const { return std::stod(cell(row, column)); }

 private:
  static std::vector<std::string> cells(const std::string& line) {
    std::vector<std::string> found;
    std::stringstream stream(line);
    for (std::string cell; std::getline(stream, cell, ',');) {
      if (!cell.empty() && cell.back() == '\r') cell.pop_back();
      if (cell.size() >= 2 && cell.front() == '"') cell = cell.substr(1, cell.size() - 2);
      found.push_back(cell);
    }
    if (!line.empty() && line.back() == ',') found.emplace_back();
    return found;
  }

  std::vector<std::string> names_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace oncourse::support
