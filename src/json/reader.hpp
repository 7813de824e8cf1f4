// reader.hpp: JSON in, with errors that name the path.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json/parse.hpp"
#include "oncourse/base/date.hpp"
#include "oncourse/base/error.hpp"
#include "oncourse/base/number.hpp"

namespace oncourse {

/// One value in a document and the way to it. Whatever does not fit is thrown as Refusal and caught by read_json().
class JsonReader {
 public:
  struct Refusal {
    Error error;
  };

  JsonReader(const json::Value& value, std::string path) : value_(&value), path_(std::move(path)) {}

  [[noreturn]] void refuse(const std::string& why, Errc code = Errc::malformed) const {
    throw Refusal{{code, path_ + ": " + why}};
  }

  [[nodiscard]] const json::Value& value() const { return *value_; }
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] bool is_null() const { return value_->is_null(); }
  [[nodiscard]] bool has(const char* key) const { return value_->find(key) != nullptr; }

  /// The member, which must be there.
  [[nodiscard]] JsonReader at(const char* key) const {
    if (!value_->members()) refuse("an object is expected");
    const json::Value* const found = value_->find(key);
    if (!found) refuse(std::string("member ") + key + " is missing");
    return {*found, path_ + "." + key};
  }
  [[nodiscard]] std::vector<JsonReader> elements() const {
    const json::Value::Array* const all = value_->elements();
    if (!all) refuse("an array is expected");
    std::vector<JsonReader> out;
    for (const json::Value& element : *all) out.emplace_back(element, path_ + "[" + oncourse::text(out.size()) + "]");
    return out;
  }
  /// Refuses members that nothing reads: a misspelt one must not be passed over.
  const JsonReader& only(std::initializer_list<std::string_view> keys) const {
    if (!value_->members()) refuse("an object is expected");
    for (const std::string& given : value_->members()->names)
      if (std::find(keys.begin(), keys.end(), given) == keys.end()) {
        std::string known;
        for (const std::string_view k : keys) known += (known.empty() ? "" : ", ") + std::string(k);
        refuse("unknown member; known are " + known);
      }
    return *this;
  }

  [[nodiscard]] std::string text() const {
    if (!value_->string()) refuse("a text is expected");
    return *value_->string();
  }
  [[nodiscard]] bool boolean() const {
    if (!value_->boolean()) refuse("true or false is expected");
    return *value_->boolean();
  }
  [[nodiscard]] double number() const {
    const std::optional<double> number = value_->number();
    if (!number) refuse("a number is expected");
    return *number;
  }
  [[nodiscard]] std::int64_t integer(std::int64_t least, std::int64_t most = 2'000'000'000) const {
    const double value = number();
    if (value != std::floor(value) || value < static_cast<double>(least) || value > static_cast<double>(most))
      refuse("it is " + oncourse::text(value) + ", a whole number in " + oncourse::text(least) + ".." +
             oncourse::text(most) + " is expected");
    return static_cast<std::int64_t>(value);
  }
  [[nodiscard]] Date date() const {
    auto parsed = Date::parse(text());
    if (!parsed) refuse(parsed.error().detail);
    return *parsed;
  }
  [[nodiscard]] std::vector<double> numbers(std::size_t count) const {
    const auto parts = elements();
    if (parts.size() != count)
      refuse(oncourse::text(parts.size()) + " numbers, " + oncourse::text(count) + " expected");
    std::vector<double> out;
    out.reserve(count);
    for (const JsonReader& part : parts) out.push_back(part.number());
    return out;
  }
  /// The enumerator with this name.
  template <class Enums>
  [[nodiscard]] auto one_of(const Enums& enums) const {
    const std::string given = text();
    std::string known;
    for (const auto e : enums) {
      if (given == name(e)) return e;
      known += (known.empty() ? "" : ", ") + std::string(name(e));
    }
    refuse("it must be one of " + known);
  }

 private:
  const json::Value* value_;
  std::string path_;
};

/// Parses a document and reads it with `read(JsonReader) -> T`.
///
///   what    names the document in errors: "model file"
///   errors  those of json::parse, or what `read` refused
template <class Read>
auto read_json(std::string_view what, std::string_view document, Read&& read)
    -> Result<decltype(read(std::declval<const JsonReader&>()))> {
  try {
    const auto root = json::parse(what, document);
    if (!root) return root.error();
    return read(JsonReader(*root, std::string(what)));
  } catch (const JsonReader::Refusal& refusal) {
    return refusal.error;
  }
}

}  // namespace oncourse
