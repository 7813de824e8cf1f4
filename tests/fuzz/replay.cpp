// replay.cpp: runs a fuzzer's entry on every file of its corpus, with any compiler.
// SPDX-License-Identifier: Apache-2.0
//   replay directory
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

int main(int argc, char** argv) {
  if (argc != 2) return std::fputs("replay directory\n", stderr), EXIT_FAILURE;
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(argv[1])) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::vector<char> content(std::istreambuf_iterator<char>(file), {});
    const std::vector<std::uint8_t> bytes(content.begin(), content.end());
    std::fprintf(stderr, "%s\n", entry.path().filename().c_str());
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
    ++files;
  }
  LLVMFuzzerTestOneInput(nullptr, 0);
  std::printf("%d files, and nothing at all\n", files);
  return files > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
