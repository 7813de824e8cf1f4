// value.cpp: a JSON document, member by member.
// SPDX-License-Identifier: Apache-2.0
#include "json/value.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <type_traits>

namespace oncourse::json {

static_assert(std::is_nothrow_move_constructible_v<Value> && std::is_nothrow_destructible_v<Value>);

namespace {

std::size_t place_of(const Value::Object& object, std::string_view name) {
  const auto found = std::find(object.names.begin(), object.names.end(), name);
  return static_cast<std::size_t>(found - object.names.begin());
}

}  // namespace

Value::Value() = default;
Value::Value(std::nullptr_t) {}
Value::Value(double value) : content_(value) {}
Value::Value(std::string value) : content_(std::move(value)) {}
Value::Value(std::string_view value) : content_(std::string(value)) {}
Value::Value(const char* value) : content_(std::string(value)) {}

Value::Value(std::initializer_list<Entry> entries) : content_(Object()) {
  for (const Entry& entry : entries) append(std::string(entry.name), std::move(entry.value));
}

Value Value::array() { return Value(Content(Array())); }
Value Value::array(std::initializer_list<Value> elements) { return Value(Content(Array(elements))); }
Value Value::object() { return Value(Content(Object())); }

std::optional<double> Value::number() const {
  if (const auto* whole = std::get_if<std::int64_t>(&content_)) return static_cast<double>(*whole);
  if (const auto* whole = std::get_if<std::uint64_t>(&content_)) return static_cast<double>(*whole);
  if (const auto* real = std::get_if<double>(&content_)) return *real;
  return std::nullopt;
}

const Value* Value::find(std::string_view name) const {
  const Object* const object = members();
  if (!object) return nullptr;
  const std::size_t place = place_of(*object, name);
  return place == object->names.size() ? nullptr : &object->values[place];
}

Value& Value::operator[](std::string_view name) {
  if (is_null()) content_ = Object();
  assert(members());
  Object& object = *std::get_if<Object>(&content_);
  const std::size_t place = place_of(object, name);
  return place == object.names.size() ? append(std::string(name), {}) : object.values[place];
}

Value& Value::append(std::string name, Value value) {
  assert(members());
  Object& object = *std::get_if<Object>(&content_);
  Value& placed = object.values.emplace_back(std::move(value));
  object.names.push_back(std::move(name));  // last: without a name there is no member
  return placed;
}

void Value::append(Value other) {
  assert(other.members());
  Object& from = *std::get_if<Object>(&other.content_);
  for (std::size_t i = 0; i < from.names.size(); ++i) append(std::move(from.names[i]), std::move(from.values[i]));
}

void Value::erase(std::string_view name) {
  assert(members());
  Object& object = *std::get_if<Object>(&content_);
  const std::size_t place = place_of(object, name);
  if (place == object.names.size()) return;
  object.names.erase(object.names.begin() + static_cast<std::ptrdiff_t>(place));
  object.values.erase(object.values.begin() + static_cast<std::ptrdiff_t>(place));
}

Value& Value::push_back(Value element) {
  if (is_null()) content_ = Array();
  assert(elements());
  return std::get_if<Array>(&content_)->emplace_back(std::move(element));
}

void Value::sort() {
  if (Array* const array = std::get_if<Array>(&content_))
    for (Value& element : *array) element.sort();
  Object* const object = std::get_if<Object>(&content_);
  if (!object) return;
  std::vector<std::size_t> order(object->names.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return object->names[a] < object->names[b]; });
  Value sorted = Value::object();
  for (const std::size_t i : order) sorted.append(std::move(object->names[i]), std::move(object->values[i])).sort();
  *this = std::move(sorted);
}

}  // namespace oncourse::json
