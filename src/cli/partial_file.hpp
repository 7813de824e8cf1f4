// partial_file.hpp: files that are not finished and are removed however the program ends, short of SIGKILL.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <csignal>
#include <string>

namespace oncourse::cli {

/// Has a file for itself until it is renamed; removes it when it goes, and when SIGINT, SIGTERM, SIGHUP or SIGPIPE
/// arrive, after which the program ends with 128 and the signal's number at once. A signal that is ignored stays
/// ignored, as by nohup. At most eight at a time are removed by signals. One that a killed program left is taken over.
class PartialFile {
 public:
  explicit PartialFile(std::string path);
  PartialFile(const PartialFile&) = delete;
  ~PartialFile();

  /// No other program is writing it, which would mix the two.
  [[nodiscard]] bool is_own() const { return lock_ >= 0; }
  /// False: the system's reason is in errno.
  bool rename_to(const std::string& path);

 private:
  std::string path_;
  int lock_ = -1;  ///< the open file, locked until it has its name
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
