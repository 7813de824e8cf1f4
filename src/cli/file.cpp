// file.cpp: the program's only way to the outside.
// SPDX-License-Identifier: Apache-2.0
#include "file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

namespace oncourse::cli {

Result<std::string> read_file(const std::string& path) {
  std::error_code unused;
  if (std::filesystem::is_directory(path, unused)) return Error{Errc::malformed, path + ": is a directory"};
  std::ifstream in(path, std::ios::binary);
  std::ostringstream content;
  if (in) content << in.rdbuf();
  if (!in) {
    if (std::filesystem::exists(path, unused) && std::filesystem::file_size(path, unused) == 0) return std::string();
    return Error{Errc::malformed, path + ": " + std::strerror(errno)};
  }
  return std::move(content).str();
}

Result<CsvTable> read_csv(const std::string& path) {
  auto content = read_file(path);
  if (!content) return content.error();
  auto table = CsvTable::parse(*std::move(content));
  if (!table) return Error{table.error().code, path + ": " + table.error().detail};
  return table;
}

std::optional<Error> write_file(const std::string& path, std::string_view content) {
  std::error_code unused;
  const bool plain = !std::filesystem::exists(path, unused) || std::filesystem::is_regular_file(path, unused);
  const std::string partial = plain ? path + ".partial" : path;  // a device or pipe is written to, never replaced
  const auto failed = [&] {
    const std::string reason = std::strerror(errno);
    if (plain) std::remove(partial.c_str());
    return Error{Errc::bad_argument, path + ": cannot be written: " + reason};
  };
  {
    std::ofstream out(partial, std::ios::binary | std::ios::trunc);
    out << content;
    out.close();
    if (!out) return failed();
  }
  if (plain && std::rename(partial.c_str(), path.c_str()) != 0) return failed();
  return std::nullopt;
}

void complain(const Error& error, std::string_view place) {
  std::cerr << "oncourse: " << place << (place.empty() ? "" : ": ") << error.detail << " [" << name(error.code)
            << "]\n";
}

Exit fail(const Error& error, std::string_view place) {
  complain(error, place);
  return Exit::refused;
}

}  // namespace oncourse::cli
