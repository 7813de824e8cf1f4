// file.cpp: the program's only way to the outside.
// SPDX-License-Identifier: Apache-2.0
#include "file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
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

Result<InputFile> InputFile::open(const std::string& path) {
  const int descriptor = path == "-" ? dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return Error{Errc::malformed, path + ": " + std::strerror(errno)};
  struct stat about {};
  std::optional<std::size_t> size;
  if (fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode)) size = static_cast<std::size_t>(about.st_size);
  return InputFile(descriptor, size);
}

InputFile::~InputFile() {
  if (descriptor_ >= 0) close(descriptor_);
}

Result<std::size_t> InputFile::operator()(std::span<char> buffer) const {
  ssize_t got = 0;
  do got = read(descriptor_, buffer.data(), buffer.size());
  while (got < 0 && errno == EINTR);
  if (got < 0) return Error{Errc::malformed, std::strerror(errno)};
  return static_cast<std::size_t>(got);
}

OutputFile::OutputFile(std::string path) : path_(std::move(path)), partial_(path_) {
  std::error_code unused;
  if (!std::filesystem::exists(path_, unused) || std::filesystem::is_regular_file(path_, unused)) {
    partial_ += ".partial";  // a device or pipe is written to, never replaced
    unfinished_.emplace(partial_);
    if (!unfinished_->is_own()) {
      refused_ =
          errno == EWOULDBLOCK ? Error{Errc::bad_argument, path_ + ": another run is writing it"} : cannot_be_written();
      return;
    }
  }
  out_.open(partial_, std::ios::binary | std::ios::trunc);
}

std::optional<Error> OutputFile::trouble() const {
  if (refused_) return refused_;
  return out_ ? std::nullopt : std::optional(cannot_be_written());
}

Error OutputFile::cannot_be_written() const {
  return {Errc::bad_argument, path_ + ": cannot be written: " + std::strerror(errno)};
}

std::optional<Error> OutputFile::close() {
  out_.close();
  return trouble();
}

std::optional<Error> OutputFile::rename() {
  return !unfinished_ || unfinished_->rename_to(path_) ? std::nullopt : std::optional(cannot_be_written());
}

std::optional<Error> OutputFile::finish() {
  if (auto trouble = close()) return trouble;
  return rename();
}

std::optional<Error> finish_together(std::span<OutputFile* const> files) {
  for (OutputFile* const file : files)
    if (auto trouble = file->close()) return trouble;
  const SignalsHeld hold;
  for (OutputFile* const file : files)
    if (auto trouble = file->rename()) return trouble;
  return std::nullopt;
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
