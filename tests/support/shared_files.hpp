// shared_files.hpp: reference data that stays outside the project, and what to do without it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#ifndef ONCOURSE_SHARED_DIR
#define ONCOURSE_SHARED_DIR "../shared"
#endif

namespace oncourse::support {

/// The environment variable ONCOURSE_SHARED, else the directory given at compile time. Absent: the test is skipped.
inline std::optional<std::filesystem::path> shared_file(const std::string& name) {
  const char* const chosen = std::getenv("ONCOURSE_SHARED");
  const std::filesystem::path file = std::filesystem::path(chosen ? chosen : ONCOURSE_SHARED_DIR) / name;
  return std::filesystem::exists(file) ? std::optional(file) : std::nullopt;
}

inline std::string why_skipped(const std::string& name) {
  return "skipped: " + name + " is not there, set ONCOURSE_SHARED to the directory of the reference data";
}

inline nlohmann::json json_in(const std::filesystem::path& file) {
  std::ifstream stream(file);
  return nlohmann::json::parse(stream);
}

}  // namespace oncourse::support
