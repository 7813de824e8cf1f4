// block_files.cpp: cross-products of shards, read from their files.
// SPDX-License-Identifier: Apache-2.0
#include "block_files.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>

#include "oncourse/track/block_file.hpp"

namespace oncourse::cli {
namespace {

/// A file that is open, and mapped into memory where it can be.
class OpenFile {
 public:
  explicit OpenFile(const std::string& path) : descriptor_(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    struct stat about {};
    if (descriptor_ < 0 || fstat(descriptor_, &about) != 0 || !S_ISREG(about.st_mode) || about.st_size <= 0) return;
    const auto size = static_cast<std::size_t>(about.st_size);
    void* const at = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor_, 0);
    if (at != MAP_FAILED) mapped_ = {static_cast<const std::byte*>(at), size};
  }
  ~OpenFile() {
    if (!mapped_.empty()) munmap(const_cast<std::byte*>(mapped_.data()), mapped_.size());
    if (descriptor_ >= 0) close(descriptor_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }
  /// Empty where it cannot be mapped.
  [[nodiscard]] std::span<const std::byte> mapped() const { return mapped_; }

  Result<ResponseBlock> stream() {
    BlockReader reader;
    std::vector<std::byte> piece(std::size_t{1} << 16);
    for (;;) {
      const ssize_t got = read(descriptor_, piece.data(), piece.size());
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return Error{Errc::malformed, std::strerror(errno)};
      if (got == 0) return std::move(reader).finish();
      if (auto trouble = reader.feed(std::span(piece).first(static_cast<std::size_t>(got)))) return *std::move(trouble);
    }
  }

 private:
  int descriptor_;
  std::span<const std::byte> mapped_;
};

/// Into what is there, or what is there from now on.
std::optional<Error> add(std::optional<BlockSum>& sum, const std::string& path) {
  OpenFile file(path);
  if (!file.is_open()) return Error{Errc::malformed, std::strerror(errno)};
  if (file.mapped().empty()) {
    auto block = file.stream();
    if (!block) return block.error();
    if (sum) return sum->add(*block);
    sum.emplace(*std::move(block));
    return std::nullopt;
  }
  const auto view = BlockView::make(file.mapped());
  if (!view) return view.error();
  if (sum) return sum->add(*view);
  sum.emplace(view->block());
  return std::nullopt;
}

}  // namespace

Result<BlockSum> sum_of_files(const std::vector<std::string>& paths) {
  std::optional<BlockSum> sum;
  for (const std::string& path : paths)
    if (auto trouble = add(sum, path)) return Error{trouble->code, path + ": " + trouble->detail};
  if (!sum) return Error{Errc::bad_argument, "no file of cross-products"};
  return *std::move(sum);
}

}  // namespace oncourse::cli
