// value.hpp: a JSON document in memory. To take one down needs no memory, so that it may happen when there is none.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace oncourse::json {

/// Null, true or false, a number, a text, an array, or an object whose members keep their order.
class Value {
 public:
  struct Member;
  struct Entry;
  using Array = std::vector<Value>;
  /// A type of its own: g++ 12 takes a variant of standard containers only for one that is never empty, and visits what
  /// is not there when a copy runs out of memory.
  struct Object : std::vector<Member> {
    Object() noexcept;
    Object(const Object& other);
    Object(Object&& other) noexcept;
    Object& operator=(const Object& other);
    Object& operator=(Object&& other) noexcept;
    ~Object();
  };

  Value() = default;
  Value(std::nullptr_t) {}
  template <std::same_as<bool> Boolean>
  Value(Boolean value) : content_(value) {}
  template <std::signed_integral Integer>
  Value(Integer value) : content_(static_cast<std::int64_t>(value)) {}
  template <std::unsigned_integral Integer>
  requires(!std::same_as<Integer, bool>) Value(Integer value) : content_(static_cast<std::uint64_t>(value)) {}
  Value(double value) : content_(value) {}
  Value(std::string value) : content_(std::move(value)) {}
  Value(std::string_view value) : content_(std::string(value)) {}
  Value(const char* value) : content_(std::string(value)) {}
  /// What is not known is null.
  template <class T>
  Value(const std::optional<T>& value) : Value(value ? Value(*value) : Value()) {}
  /// A list is an array.
  template <class List>
  requires(!std::convertible_to<const List&, std::string_view>) && requires(const List& list) {
    list.begin();
    list.end();
  }
  Value(const List& list) : content_(Array(list.begin(), list.end())) {}
  /// An object: {{"points", 5.0}, {"basis", basis}}.
  Value(std::initializer_list<Entry> entries);

  static Value array(Array elements = {}) { return Value(Content(std::move(elements))); }
  static Value object() { return Value(Content(Object())); }

  [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(content_); }
  [[nodiscard]] const bool* boolean() const { return std::get_if<bool>(&content_); }
  [[nodiscard]] const std::string* string() const { return std::get_if<std::string>(&content_); }
  [[nodiscard]] const Array* elements() const { return std::get_if<Array>(&content_); }
  [[nodiscard]] const Object* members() const { return std::get_if<Object>(&content_); }
  /// Whole numbers too.
  [[nodiscard]] std::optional<double> number() const;
  /// The first member of this name; NULL where there is none, or no object.
  [[nodiscard]] const Value* find(std::string_view name) const;

  /// The member of this name, appended where there is none. Null becomes an object; else this must be one.
  Value& operator[](std::string_view name);
  /// Appends a member without looking for its name.
  Value& append(std::string name, Value value);
  /// Appends all members of another object.
  void append(Value object);
  void erase(std::string_view name);
  /// Appends an element. Null becomes an array; else this must be one.
  Value& push_back(Value element);

  /// Orders the members of every object by name, bytewise.
  void sort();

  /// Calls `visit` with one of std::monostate, bool, std::int64_t, std::uint64_t, double, std::string, Array, Object.
  template <class Visitor>
  decltype(auto) visit(Visitor&& visitor) const {
    return std::visit(std::forward<Visitor>(visitor), content_);
  }

 private:
  using Content = std::variant<std::monostate, bool, std::int64_t, std::uint64_t, double, std::string, Array, Object>;
  explicit Value(Content content) : content_(std::move(content)) {}

  Content content_;
};

struct Value::Member {
  std::string name;
  Value value;
};

// Here, where a member is whole: clang 14 asks for it wherever one of these is implied.
inline Value::Object::Object() noexcept = default;
inline Value::Object::Object(const Object& other) = default;
inline Value::Object::Object(Object&& other) noexcept = default;
inline Value::Object& Value::Object::operator=(const Object& other) = default;
inline Value::Object& Value::Object::operator=(Object&& other) noexcept = default;
inline Value::Object::~Object() = default;

/// A member while it stands in an initializer list, which lends its elements only: moved from there, hence mutable.
struct Value::Entry {
  std::string_view name;
  mutable Value value;
};

}  // namespace oncourse::json
