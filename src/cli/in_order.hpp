// in_order.hpp: pieces that are taken one after another, worked on by several threads and handed on in the order taken.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>

#include "base/parallel.hpp"

namespace oncourse::cli {

/// Every thread takes a piece, works on it and hands on what it made once its turn has come, so that no more pieces
/// exist at a time than threads. The first exception is thrown again here.
///
///   take  returns std::optional<Piece>, nullopt when there is no more; called by one thread at a time
///   work  makes something of a Piece
///   give  takes that over and returns whether to go on; called by one thread at a time, in the order of take
template <class Take, class Work, class Give>
void in_order(int threads, const Take& take, const Work& work, const Give& give) {
  std::mutex taking, giving;
  std::condition_variable turn;
  std::size_t taken = 0, given = 0;
  bool exhausted = false, ended = false;  // what take and what give know
  const auto end = [&] {
    const std::lock_guard hold(giving);
    ended = true;
    turn.notify_all();
  };
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
  on_threads(static_cast<std::size_t>(threads), threads, [&](std::size_t) {
    try {
      while (one_piece()) {
      }
    } catch (...) {
      end();
      throw;
    }
  });
}

}  // namespace oncourse::cli
