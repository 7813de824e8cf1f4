// parse.cpp: a JSON document in. The only file that knows which parser reads it.
// SPDX-License-Identifier: Apache-2.0
#include "json/parse.hpp"

// The parser asserts that strtod() reads a whole number, which depends on the locale. Its numbers are not used.
#define JSON_ASSERT(condition) static_cast<void>(0)
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "oncourse/base/number.hpp"

namespace oncourse::json {
namespace {

/// Converts nothing; it makes the parser's templates this file's own, apart from those of a program that uses the same
/// parser with its assertions.
template <class T, class = void>
struct Conversion {};

using Parser = nlohmann::basic_json<std::map, std::vector, std::string, bool, std::int64_t, std::uint64_t, double,
                                    std::allocator, Conversion>;

/// A place in the document that tells how far reading has come: the parser's events do not say it.
struct Cursor {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  const char* at;
  const char** reached;

  reference operator*() const { return *at; }
  Cursor& operator++() {
    *reached = ++at;
    return *this;
  }
  bool operator==(const Cursor& other) const { return at == other.at; }
};

/// Builds the document from the parser's events; an event that returns false ends the reading.
class Builder {
 public:
  bool null() { return add({}); }
  bool boolean(bool value) { return add(value); }
  bool number_integer(std::int64_t value) { return add(value); }
  bool number_unsigned(std::uint64_t value) { return add(value); }
  bool number_float(double, std::string token) {
    for (char& c : token)  // the parser puts the locale's decimal point there
      if (std::string_view("0123456789+-eE").find(c) == std::string_view::npos) c = '.';
    const auto value = parse_number(token);
    return value ? add(*value) : refuse(out_of_range);
  }
  bool string(std::string& value) { return whole(value) && add(std::move(value)); }
  bool binary(Parser::binary_t&) { return refuse("not JSON"); }
  bool start_array(std::size_t) { return open(Value::array()); }
  bool end_array() { return --depth_, true; }
  bool start_object(std::size_t) { return open(Value::object()); }
  bool key(std::string& name) {
    name_ = std::move(name);
    return whole(name_);
  }
  bool end_object() {
    const std::vector<std::string>& members = innermost().members()->names;
    std::vector<std::string_view> names(members.begin(), members.end());
    std::sort(names.begin(), names.end());
    if (std::adjacent_find(names.begin(), names.end()) != names.end())
      return refuse("two members of one name in the object that ends");
    return --depth_, true;
  }
  bool parse_error(std::size_t, const std::string&, const Parser::exception& trouble) {
    constexpr int number_overflow = 406;
    return refuse(trouble.id == number_overflow ? out_of_range : "not JSON");
  }

  /// What was refused; NULL while nothing was.
  [[nodiscard]] const char* refused() const { return refused_; }
  Value take() && { return std::move(root_); }

 private:
  static constexpr const char* out_of_range = "a number that a double cannot hold ends";

  bool refuse(const char* why) {
    refused_ = why;
    return false;
  }

  /// C would see such a text cut off.
  bool whole(const std::string& value) {
    return value.find('\0') == std::string::npos || refuse("a text with the character U+0000 ends");
  }

  Value& innermost() { return *open_[depth_ - 1]; }

  Value& place(Value value) {
    if (depth_ == 0) return root_ = std::move(value);
    return innermost().elements() ? innermost().push_back(std::move(value))
                                  : innermost().append(std::move(name_), std::move(value));
  }

  bool add(Value value) {
    place(std::move(value));
    return true;
  }

  bool open(Value container) {
    if (depth_ == max_depth) return refuse(too_deep.c_str());
    Value& placed = place(std::move(container));
    open_[depth_++] = &placed;  // stays where it is: what contains it does not grow before it is closed
    return true;
  }

  const std::string too_deep = "nested deeper than " + text(max_depth) + " levels";
  Value root_;
  std::string name_;
  std::array<Value*, max_depth> open_{};
  std::size_t depth_ = 0;
  const char* refused_ = nullptr;
};

}  // namespace

Result<Value> parse(std::string_view what, std::string_view document) {
  const char* reached = document.data();
  Builder builder;
  const char* const end = document.data() + document.size();
  Parser::sax_parse(Cursor{document.data(), &reached}, Cursor{end, &reached}, &builder);
  if (builder.refused())
    return Error{Errc::malformed,
                 std::string(what) + ": " + builder.refused() + " at byte " + text(reached - document.data())};
  return std::move(builder).take();
}

}  // namespace oncourse::json
