// in_order.hpp: pieces that are taken one after another, worked on by several threads and handed on in the order taken.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace oncourse::cli {

/// Every thread takes a piece, works on it and hands on what it made once its turn has come, so that no more pieces
/// exist at a time than threads. The first exception is thrown again here. Where the system gives no thread, fewer do
/// the work.
///
///   threads  at most so many, of which the caller's is one
///   take     returns std::optional<Piece>, nullopt when there is no more; called by one thread at a time
///   work     makes something of a Piece
///   give     takes that over and returns whether to go on; called by one thread at a time, in the order of take
template <class Take, class Work, class Give>
void in_order(int threads, const Take& take, const Work& work, const Give& give) {
  std::mutex taking, giving;
  std::condition_variable turn;
  std::size_t taken = 0, given = 0;
  bool exhausted = false, ended = false;  // what take and what give know
  std::exception_ptr thrown;
  const auto one_piece = [&] {
    std::unique_lock take_turn(taking);
    if (exhausted) return false;
    auto piece = take();
    exhausted = !piece;
    if (exhausted) return false;
    const std::size_t mine = taken++;
    take_turn.unlock();
    auto made = work(*std::move(piece));
    std::unique_lock give_turn(giving);
    turn.wait(give_turn, [&] { return ended || given == mine; });
    if (ended) return false;
    ended = !give(std::move(made));
    ++given;
    turn.notify_all();
    return !ended;
  };
  const auto all_pieces = [&] {
    try {
      while (one_piece()) {
      }
    } catch (...) {
      const std::lock_guard hold(giving);
      if (!thrown) thrown = std::current_exception();
      ended = true;
      turn.notify_all();
    }
  };
  {
    std::vector<std::jthread> others;
    others.reserve(static_cast<std::size_t>(threads) - 1);
    try {
      while (others.size() + 1 < static_cast<std::size_t>(threads)) others.emplace_back(all_pieces);
    } catch (const std::system_error&) {  // no thread to be had
    }
    all_pieces();
  }
  if (thrown) std::rethrow_exception(thrown);
}

}  // namespace oncourse::cli
