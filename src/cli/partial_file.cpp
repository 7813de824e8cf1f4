// partial_file.cpp: what a signal's handler may do: unlink, and end.
// SPDX-License-Identifier: Apache-2.0
#include "partial_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>

namespace oncourse::cli {
namespace {

constexpr std::array ending = {SIGINT, SIGTERM, SIGHUP, SIGPIPE};
std::array<std::atomic<const char*>, 8> unfinished;
static_assert(std::atomic<const char*>::is_always_lock_free, "signal handlers may not wait");

void remove_and_end(int signal) {
  for (const auto& path : unfinished)
    if (const char* const there = path.load()) unlink(there);
  _exit(128 + signal);
}

void end_cleanly_on_signals() {
  for (const int signal : ending) {
    struct sigaction usual {};
    if (sigaction(signal, nullptr, &usual) != 0 || usual.sa_handler != SIG_DFL) continue;
    struct sigaction own {};
    own.sa_handler = remove_and_end;
    sigaction(signal, &own, nullptr);
  }
}

/// The file at a path, open and locked; below 0 with the system's reason in errno: EWOULDBLOCK where another has it.
int open_and_lock(const char* path) {
  for (;;) {
    const int file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
    if (file < 0) return file;
    if (flock(file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
      close(file);
      errno = EWOULDBLOCK;
      return -1;
    }
    struct stat opened {
    }, named{};
    if (fstat(file, &opened) == 0 && stat(path, &named) == 0 && opened.st_ino == named.st_ino &&
        opened.st_dev == named.st_dev)
      return file;
    close(file);  // it was renamed between the two
  }
}

}  // namespace

PartialFile::PartialFile(std::string path) : path_(std::move(path)) {
  end_cleanly_on_signals();
  const SignalsHeld hold;
  lock_ = open_and_lock(path_.c_str());
  if (!is_own()) return;
  for (auto& place : unfinished) {
    const char* free = nullptr;
    if (place.compare_exchange_strong(free, path_.c_str())) break;
  }
}

PartialFile::~PartialFile() {
  if (!is_own()) return;
  if (!renamed_) std::remove(path_.c_str());
  for (auto& place : unfinished) {
    const char* own = path_.c_str();
    place.compare_exchange_strong(own, nullptr);
  }
  close(lock_);
}

bool PartialFile::rename_to(const std::string& path) {
  renamed_ = std::rename(path_.c_str(), path.c_str()) == 0;
  return renamed_;
}

SignalsHeld::SignalsHeld() {
  sigset_t held;
  sigemptyset(&held);
  for (const int signal : ending) sigaddset(&held, signal);
  sigprocmask(SIG_BLOCK, &held, &before_);
}

SignalsHeld::~SignalsHeld() { sigprocmask(SIG_SETMASK, &before_, nullptr); }

}  // namespace oncourse::cli
