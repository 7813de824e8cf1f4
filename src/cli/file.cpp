// file.cpp: the program's only way to the outside.
// SPDX-License-Identifier: Apache-2.0
#include "file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
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

OutputFile::OutputFile(std::string path) : path_(std::move(path)) {
  std::error_code unused;
  const bool plain = !std::filesystem::exists(path_, unused) || std::filesystem::is_regular_file(path_, unused);
  partial_ = plain ? path_ + ".partial" : path_;  // a device or pipe is written to, never replaced
  out_.open(partial_, std::ios::binary | std::ios::trunc);
}

OutputFile::~OutputFile() {
  if (finished_ || partial_ == path_) return;
  out_.close();
  std::remove(partial_.c_str());
}

std::optional<Error> OutputFile::finish() {
  out_.close();
  finished_ = out_ && (partial_ == path_ || std::rename(partial_.c_str(), path_.c_str()) == 0);
  if (finished_) return std::nullopt;
  return Error{Errc::bad_argument, path_ + ": cannot be written: " + std::strerror(errno)};
}

std::optional<Error> write_file(const std::string& path, std::string_view content) {
  OutputFile file(path);
  file.write(content);
  return file.finish();
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
