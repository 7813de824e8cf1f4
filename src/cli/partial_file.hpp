// partial_file.hpp: files that are not finished and are removed however the program ends, short of SIGKILL.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <csignal>
#include <string>

namespace oncourse::cli {

/// Knows of a file until it is renamed; removes it when it goes, and when SIGINT, SIGTERM, SIGHUP or SIGPIPE arrive,
/// after which the program ends with 128 and the signal's number at once. A signal that is ignored stays ignored, as by
/// nohup. At most eight at a time are removed by signals.
class PartialFile {
 public:
  explicit PartialFile(std::string path);
  PartialFile(const PartialFile&) = delete;
  ~PartialFile();

  /// False: the system's reason is in errno.
  bool rename_to(const std::string& path);

 private:
  std::string path_;
  bool renamed_ = false;
};

/// While there is one, the signals that remove files wait. For a time when no other thread runs.
class SignalsHeld {
 public:
  SignalsHeld();
  SignalsHeld(const SignalsHeld&) = delete;
  ~SignalsHeld();

 private:
  sigset_t before_;
};

}  // namespace oncourse::cli
