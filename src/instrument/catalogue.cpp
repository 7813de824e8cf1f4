// catalogue.cpp: what ships is checked here, while it is compiled, and found.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/instrument/catalogue.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "oncourse/instrument/scale.hpp"
#include "oncourse/instrument/well_formed.hpp"

namespace oncourse {
namespace {

/// What ships is checked here. Where it does not compile, `place` is the place in shipped_instruments.
template <std::size_t place>
constexpr bool sound() {
  static_assert(well_formed(*shipped_instruments[place]));
  return true;
}
static_assert([]<std::size_t... place>(std::index_sequence<place...>) {
  return (sound<place>() && ...);
}(std::make_index_sequence<std::size(shipped_instruments)>()));

constexpr std::size_t n_scales = [] {
  std::size_t n = 0;
  for (const Instrument* q : shipped_instruments) n += q->subscales.size();
  return n;
}();

/// Every subscale as an instrument, with "id:subscale" and "name: subscale" written out behind one another, each
/// ended by a zero as C wants it.
struct Scales {
  static constexpr std::size_t text_size = [] {
    std::size_t n = 0;
    for (const Instrument* q : shipped_instruments)
      for (const Subscale& s : q->subscales) n += q->id.size() + s.id.size() + q->name.size() + s.name.size() + 5;
    return n;
  }();
  std::array<char, text_size> texts{};

  constexpr Scales() {
    char* end = texts.data();
    for (const Instrument* q : shipped_instruments)
      for (const Subscale& s : q->subscales)
        for (const std::string_view part : {q->id, std::string_view(":"), s.id, std::string_view("\0", 1), q->name,
                                            std::string_view(": "), s.name, std::string_view("\0", 1)})
          end = std::copy(part.begin(), part.end(), end);
  }
};
constexpr Scales scales;

constexpr std::array<Instrument, n_scales> scale_instruments = [] {
  std::array<Instrument, n_scales> out{};
  std::size_t i = 0, at = 0;
  const auto next = [&](std::size_t size) {
    at += size + 1;
    return std::string_view(scales.texts.data() + at - size - 1, size);
  };
  for (const Instrument* q : shipped_instruments)
    for (const Subscale& s : q->subscales) {
      const std::string_view id = next(q->id.size() + 1 + s.id.size());
      const std::string_view name = next(q->name.size() + 2 + s.name.size());
      out[i++] = scale_of(*q, s, id, name);
    }
  return out;
}();

std::string listed(std::string detail, const auto& ids) {
  const char* separator = " ";
  for (const std::string_view id : ids) {
    detail.append(separator).append(id);
    separator = ", ";
  }
  return detail;
}

}  // namespace

bool same_id(std::string_view a, std::string_view b) {
  const auto skip = [](std::string_view& s) {
    while (!s.empty() && (s.front() == '-' || s.front() == '_' || s.front() == ' ')) s.remove_prefix(1);
  };
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  while (true) {
    skip(a);
    skip(b);
    if (a.empty() || b.empty()) return a.empty() && b.empty();
    if (lower(a.front()) != lower(b.front())) return false;
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
}

Result<const Instrument*> find_instrument(std::string_view id) {
  for (const Instrument* q : catalogue())
    if (same_id(q->id, id)) return q;
  for (const Instrument& scale : scale_instruments)
    if (same_id(scale.id, id)) return &scale;

  std::vector<std::string_view> known;
  for (const Instrument* q : catalogue())
    if (same_id(q->id, id.substr(0, id.find(':')))) {
      for (const Subscale& s : q->subscales) known.push_back(s.id);
      const std::string detail = std::string(q->id) + (known.empty() ? " has no subscales" : " has the subscales");
      return Error{Errc::unknown_instrument, listed(detail, known)};
    }
  for (const Instrument* q : catalogue()) known.push_back(q->id);
  return Error{Errc::unknown_instrument, listed("no such instrument, known are", known)};
}

}  // namespace oncourse
