// reader.hpp: JSON in, with errors that name the path.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

  JsonReader(const nlohmann::json& value, std::string path) : value_(&value), path_(std::move(path)) {}

  [[noreturn]] void refuse(const std::string& why, Errc code = Errc::malformed) const {
    throw Refusal{{code, path_ + ": " + why}};
  }

  [[nodiscard]] const nlohmann::json& json() const { return *value_; }
  [[nodiscard]] bool is_null() const { return value_->is_null(); }
  [[nodiscard]] bool has(const char* key) const { return value_->is_object() && value_->contains(key); }

  /// The member, which must be there.
  [[nodiscard]] JsonReader at(const char* key) const {
    if (!value_->is_object()) refuse("an object is expected");
    const auto found = value_->find(key);
    if (found == value_->end()) refuse(std::string("member ") + key + " is missing");
    return {*found, path_ + "." + key};
  }
  [[nodiscard]] std::vector<JsonReader> elements() const {
    if (!value_->is_array()) refuse("an array is expected");
    std::vector<JsonReader> out;
    for (std::size_t i = 0; i < value_->size(); ++i)
      out.emplace_back((*value_)[i], path_ + "[" + oncourse::text(i) + "]");
    return out;
  }
  /// Refuses members that nothing reads: a misspelt one must not be passed over.
  void only(std::initializer_list<std::string_view> keys) const {
    if (!value_->is_object()) refuse("an object is expected");
    for (const auto& [key, unused] : value_->items())
      if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
        std::string known;
        for (const std::string_view k : keys) known += (known.empty() ? "" : ", ") + std::string(k);
        refuse("unknown member; known are " + known);
      }
  }

  [[nodiscard]] std::string text() const {
    if (!value_->is_string()) refuse("a text is expected");
    return value_->get<std::string>();
  }
  [[nodiscard]] bool boolean() const {
    if (!value_->is_boolean()) refuse("true or false is expected");
    return value_->get<bool>();
  }
  [[nodiscard]] double number() const {
    if (!value_->is_number()) refuse("a number is expected");
    const double number = value_->get<double>();
    if (!std::isfinite(number)) refuse("the number is not finite");
    return number;
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
  [[nodiscard]] Eigen::VectorXd vector(Eigen::Index size) const {
    const auto parts = elements();
    if (static_cast<Eigen::Index>(parts.size()) != size)
      refuse(oncourse::text(parts.size()) + " numbers, " + oncourse::text(size) + " expected");
    Eigen::VectorXd out(size);
    for (Eigen::Index i = 0; i < size; ++i) out[i] = parts[static_cast<std::size_t>(i)].number();
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
  const nlohmann::json* value_;
  std::string path_;
};

/// Parses a document and reads it with `read(JsonReader) -> T`.
///
///   what    names the document in errors: "model file"
///   errors  malformed: not JSON (with the byte), or what `read` refused
template <class Read>
auto read_json(std::string_view what, std::string_view document, Read&& read)
    -> Result<decltype(read(std::declval<const JsonReader&>()))> {
  try {
    // Writing a document out recurses: one that is nested beyond reason is refused before it is built.
    const auto shallow = [&](int depth, nlohmann::json::parse_event_t, nlohmann::json&) {
      if (depth > 32) JsonReader(nlohmann::json(), std::string(what)).refuse("nested deeper than 32 levels");
      return true;
    };
    const nlohmann::json root = nlohmann::json::parse(document.begin(), document.end(), shallow);
    return read(JsonReader(root, std::string(what)));
  } catch (const JsonReader::Refusal& refusal) {
    return refusal.error;
  } catch (const nlohmann::json::parse_error& trouble) {
    return Error{Errc::malformed, std::string(what) + ": not JSON at byte " + text(trouble.byte)};
  } catch (const nlohmann::json::exception&) {  // a string that is not UTF-8, met on the way out
    return Error{Errc::malformed, std::string(what) + ": not valid JSON text"};
  }
}

}  // namespace oncourse
