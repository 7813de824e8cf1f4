// item_columns.cpp: item numbers read out of column names.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/item_columns.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <string>

#include "oncourse/base/number.hpp"

namespace oncourse {
namespace {

constexpr std::string_view session_sign = "{session}", item_sign = "{item}";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool takes(std::string_view& name, std::string_view words) {
  if (name.size() < words.size() ||
      !std::equal(words.begin(), words.end(), name.begin(), [](char a, char b) { return lower(a) == lower(b); }))
    return false;
  name.remove_prefix(words.size());
  return true;
}

std::optional<int> takes_number(std::string_view& name) {
  int number = 0;
  const char* const end = std::from_chars(name.data(), name.data() + name.size(), number).ptr;
  if (end == name.data() || name.front() == '-' || number > 1'000'000) return std::nullopt;
  name.remove_prefix(static_cast<std::size_t>(end - name.data()));
  return number;
}

/// The numbers at the signs of a pattern; nullopt for a name that does not fit.
struct Numbers {
  int session = 0, item = 0;
};
std::optional<Numbers> numbers_in(std::string_view name, std::string_view pattern) {
  Numbers found;
  while (!pattern.empty()) {
    const bool session = pattern.starts_with(session_sign), item = pattern.starts_with(item_sign);
    if (session || item) {
      const auto number = takes_number(name);
      if (!number) return std::nullopt;
      (session ? found.session : found.item) = *number;
      pattern.remove_prefix(session ? session_sign.size() : item_sign.size());
    } else {
      if (!takes(name, pattern.substr(0, 1))) return std::nullopt;
      pattern.remove_prefix(1);
    }
  }
  return name.empty() ? std::optional(found) : std::nullopt;
}

/// By session, the columns of items 1, 2, ... until one is missing; empty for a session that has no item 1.
Result<std::map<int, ItemColumns>> numbered(std::span<const std::string_view> names, std::string_view pattern) {
  std::map<int, std::map<int, std::size_t>> places;
  for (std::size_t column = 0; column < names.size(); ++column) {
    const auto at = numbers_in(names[column], pattern);
    if (!at) continue;
    if (!places[at->session].emplace(at->item, column).second)
      return Error{Errc::bad_argument,
                   "items " + std::string(pattern) + ": two columns are for item " + text(at->item)};
  }
  std::map<int, ItemColumns> found;
  for (const auto& [session, items] : places) {
    found[session] = {};
    for (int item = 1; items.contains(item); ++item) found[session].push_back(items.at(item));
  }
  return found;
}

Result<std::size_t> place_of(std::span<const std::string_view> names, std::string_view wanted) {
  const auto found = std::find(names.begin(), names.end(), wanted);
  if (found == names.end())
    return Error{Errc::bad_argument, "no column " + std::string(wanted) + " among the " + text(names.size())};
  return static_cast<std::size_t>(found - names.begin());
}

}  // namespace

Result<ItemColumns> item_columns(std::span<const std::string_view> names, std::string_view pattern) {
  if (pattern.find(session_sign) != std::string_view::npos)
    return Error{Errc::bad_argument, "items " + std::string(pattern) +
                                         ": {session} stands in the columns of a wide table, here is one sheet"};
  for (const std::string_view sign : {item_sign, std::string_view("{}"), std::string_view("*"), std::string_view("%d")})
    if (const std::size_t at = pattern.find(sign); at != std::string_view::npos) {
      const std::string whole =
          std::string(pattern.substr(0, at)) + std::string(item_sign) + std::string(pattern.substr(at + sign.size()));
      auto found = numbered(names, whole);
      if (!found) return found.error();
      if (found->empty() || found->begin()->second.empty())
        return Error{Errc::bad_argument,
                     "items " + std::string(pattern) + ": no column for item 1 among the " + text(names.size())};
      return std::move(found->begin()->second);
    }
  if (const std::size_t at = pattern.find(".."); at != std::string_view::npos) {
    const auto first = place_of(names, pattern.substr(0, at)), last = place_of(names, pattern.substr(at + 2));
    if (!first) return first.error();
    if (!last) return last.error();
    if (*last < *first)
      return Error{Errc::bad_argument, "items " + std::string(pattern) + ": the last column is before the first"};
    ItemColumns found;
    for (std::size_t column = *first; column <= *last; ++column) found.push_back(column);
    return found;
  }
  ItemColumns found;
  for (std::size_t begin = 0; begin <= pattern.size();) {
    const std::size_t end = std::min(pattern.find(',', begin), pattern.size());
    const auto column = place_of(names, pattern.substr(begin, end - begin));
    if (!column) return column.error();
    if (std::find(found.begin(), found.end(), *column) != found.end())
      return Error{Errc::bad_argument,
                   "items " + std::string(pattern) + ": column " + std::string(names[*column]) + " is named twice"};
    found.push_back(*column);
    begin = end + 1;
  }
  return found;
}

Result<ItemColumns> usual_item_columns(std::span<const std::string_view> names, const Instrument& q) {
  const std::string id(q.id.substr(0, q.id.find(':')));  // a subscale is on the whole form
  std::string plain = id;
  std::erase(plain, '-');
  for (const std::string& before : {plain + "_", id + "_", plain, id, std::string("q"), std::string("item"),
                                    std::string("item_"), std::string("q_")}) {
    auto found = numbered(names, before + std::string(item_sign));
    if (!found) return found.error();
    if (!found->empty() && !found->begin()->second.empty()) return std::move(found->begin()->second);
  }
  return ItemColumns{};
}

Result<std::vector<SessionItemColumns>> session_item_columns(std::span<const std::string_view> names,
                                                             std::string_view pattern) {
  for (const std::string_view sign : {session_sign, item_sign})
    if (pattern.find(sign) == std::string_view::npos)
      return Error{Errc::bad_argument, "items " + std::string(pattern) + " has no " + std::string(sign)};
  auto found = numbered(names, pattern);
  if (!found) return found.error();
  std::vector<SessionItemColumns> out;
  for (auto& [session, items] : *found) {
    if (items.empty())
      return Error{Errc::bad_argument,
                   "items " + std::string(pattern) + ": session " + text(session) + " has no column for item 1"};
    out.push_back({session, std::move(items)});
  }
  if (out.empty()) return Error{Errc::bad_argument, "items " + std::string(pattern) + ": no column fits"};
  return out;
}

}  // namespace oncourse
