// value.cpp: a JSON document, member by member.
// SPDX-License-Identifier: Apache-2.0
#include "json/value.hpp"

#include <algorithm>
#include <cassert>
#include <type_traits>

namespace oncourse::json {

static_assert(std::is_nothrow_move_constructible_v<Value> && std::is_nothrow_destructible_v<Value>);

namespace {

template <class Object>
auto place_of(Object& members, std::string_view name) {
  return std::find_if(members.begin(), members.end(), [&](const Value::Member& m) { return m.name == name; });
}

}  // namespace

Value::Value(std::initializer_list<Entry> entries) : content_(Object()) {
  Object& members = *std::get_if<Object>(&content_);
  members.reserve(entries.size());
  for (const Entry& entry : entries) members.push_back({std::string(entry.name), std::move(entry.value)});
}

std::optional<double> Value::number() const {
  if (const auto* whole = std::get_if<std::int64_t>(&content_)) return static_cast<double>(*whole);
  if (const auto* whole = std::get_if<std::uint64_t>(&content_)) return static_cast<double>(*whole);
  if (const auto* real = std::get_if<double>(&content_)) return *real;
  return std::nullopt;
}

const Value* Value::find(std::string_view name) const {
  const Object* all = members();
  if (!all) return nullptr;
  const auto place = place_of(*all, name);
  return place == all->end() ? nullptr : &place->value;
}

Value& Value::operator[](std::string_view name) {
  if (is_null()) content_ = Object();
  assert(members());
  Object& all = *std::get_if<Object>(&content_);
  const auto place = place_of(all, name);
  return place == all.end() ? append(std::string(name), {}) : place->value;
}

Value& Value::append(std::string name, Value value) {
  assert(members());
  return std::get_if<Object>(&content_)->emplace_back(Member{std::move(name), std::move(value)}).value;
}

void Value::append(Value object) {
  assert(object.members());
  for (Member& member : *std::get_if<Object>(&object.content_)) append(std::move(member.name), std::move(member.value));
}

void Value::erase(std::string_view name) {
  assert(members());
  Object& all = *std::get_if<Object>(&content_);
  if (const auto place = place_of(all, name); place != all.end()) all.erase(place);
}

Value& Value::push_back(Value element) {
  if (is_null()) content_ = Array();
  assert(elements());
  return std::get_if<Array>(&content_)->emplace_back(std::move(element));
}

void Value::sort() {
  if (Array* array = std::get_if<Array>(&content_))
    for (Value& element : *array) element.sort();
  if (Object* object = std::get_if<Object>(&content_)) {
    std::sort(object->begin(), object->end(), [](const Member& a, const Member& b) { return a.name < b.name; });
    for (Member& member : *object) member.value.sort();
  }
}

}  // namespace oncourse::json
