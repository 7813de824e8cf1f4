// arrow_import.cpp: a caller's Arrow memory as columns.
// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <cmath>
#include <cstring>
#include <string_view>

#include "arrow.hpp"
#include "oncourse/base/number.hpp"

namespace oncourse::arrow {
namespace {

struct Layout {
  ColumnType type;
  double divisor = 1.0;
};

/// Ticks of a timestamp ("tsu:Europe/Kyiv") or of a date64 in one day.
double ticks_per_day(char unit) {
  constexpr double seconds = 86'400.0;
  switch (unit) {
    case 's': return seconds;
    case 'm': return seconds * 1e3;
    case 'u': return seconds * 1e6;
    default: return seconds * 1e9;
  }
}

/// What a format string stands for; nullopt for types that no function here reads.
std::optional<Layout> layout(std::string_view format) {
  if (format.size() == 1) switch (format.front()) {
      case 'n': return Layout{ColumnType::nothing};
      case 'b': return Layout{ColumnType::bit};
      case 'c': return Layout{ColumnType::int8};
      case 'C': return Layout{ColumnType::uint8};
      case 's': return Layout{ColumnType::int16};
      case 'S': return Layout{ColumnType::uint16};
      case 'i': return Layout{ColumnType::int32};
      case 'I': return Layout{ColumnType::uint32};
      case 'l': return Layout{ColumnType::int64};
      case 'L': return Layout{ColumnType::uint64};
      case 'f': return Layout{ColumnType::float32};
      case 'g': return Layout{ColumnType::float64};
      case 'u': return Layout{ColumnType::text32};
      case 'U': return Layout{ColumnType::text64};
      default: return std::nullopt;
    }
  if (format == "vu") return Layout{ColumnType::text_view};
  if (format == "tdD") return Layout{ColumnType::day};
  if (format == "tdm") return Layout{ColumnType::instant, ticks_per_day('m')};
  if (format.starts_with("ts") && format.size() >= 4) return Layout{ColumnType::instant, ticks_per_day(format[2])};
  if (format.starts_with("d:")) {  // d:precision,scale[,bits]
    const std::size_t comma = format.find(',');
    if (comma == std::string_view::npos) return std::nullopt;
    int scale = 0, bits = 128;
    const char* const end = format.data() + format.size();
    const char* const rest = std::from_chars(format.data() + comma + 1, end, scale).ptr;
    if (rest != end) std::from_chars(rest + 1, end, bits);
    if (bits != 128) return std::nullopt;
    return Layout{ColumnType::decimal128, std::pow(10.0, scale)};
  }
  return std::nullopt;
}

bool is_table(const ArrowSchema& schema) { return std::string_view(schema.format) == "+s"; }

/// In the validity of the array itself, whatever that of its children says.
bool has_null(const ArrowArray& array) {
  if (array.null_count == 0 || array.n_buffers < 1 || !array.buffers || !array.buffers[0]) return false;
  const auto* const validity = static_cast<const std::uint8_t*>(array.buffers[0]);
  for (std::int64_t at = array.offset; at < array.offset + array.length; ++at)
    if (!((validity[at / 8] >> (at % 8)) & 1U)) return true;
  return false;
}

Error released() { return {Errc::bad_argument, "the Arrow data were taken over by somebody else before"}; }

Error broken(const char* what) {
  return {Errc::bad_argument, std::string("the Arrow data contradict themselves: ") + what};
}

}  // namespace

template <class T>
Columns::Owned<T> Columns::take_over(T* from) {
  Owned<T> out(new T(*from));
  from->release = nullptr;
  return out;
}

std::optional<Error> Columns::begin(Owned<ArrowSchema> schema) {
  schema_ = std::move(schema);
  const auto declare = [&](const ArrowSchema& column) {
    columns_.push_back({column.name ? column.name : "", {}, 0});
    const bool is_read = layout(column.format) && (!column.dictionary || layout(column.dictionary->format));
    unread_.emplace_back(is_read ? "" : column.format);
  };
  if (!is_table(*schema_)) {
    declare(*schema_);
    return std::nullopt;
  }
  for (std::int64_t i = 0; i < schema_->n_children; ++i) declare(*schema_->children[i]);
  return std::nullopt;
}

Result<ColumnPiece> Columns::piece(const ArrowSchema& schema, const ArrowArray& array, std::size_t offset,
                                   std::size_t size) {
  const auto known = layout(schema.format);
  if (!known) return broken("a dictionary of an unknown type");
  ColumnPiece piece;
  piece.type = known->type;
  piece.divisor = known->divisor;
  piece.size = size;
  if (known->type == ColumnType::instant) piece.instant_format = schema.format;
  if (known->type == ColumnType::nothing) return piece;
  if (size == 0) {  // no memory to look at, and a type all the same
    if (!schema.dictionary) return piece;
    return this->piece(*schema.dictionary, array, 0, 0);
  }
  const std::size_t begin = offset + static_cast<std::size_t>(array.offset);
  piece.offset = begin;
  const bool view = known->type == ColumnType::text_view;
  const std::int64_t least_buffers = is_text(known->type) && !view ? 3 : 2;
  if (array.n_buffers < least_buffers) return broken("too few buffers");
  piece.validity = array.null_count == 0 ? nullptr : static_cast<const std::uint8_t*>(array.buffers[0]);
  const auto width = [&]() -> std::size_t {
    switch (known->type) {
      case ColumnType::int8:
      case ColumnType::uint8: return 1;
      case ColumnType::int16:
      case ColumnType::uint16: return 2;
      case ColumnType::int32:
      case ColumnType::uint32:
      case ColumnType::float32:
      case ColumnType::day: return 4;
      case ColumnType::decimal128:
      case ColumnType::text_view: return 16;
      default: return 8;
    }
  }();
  const char* const second = static_cast<const char*>(array.buffers[1]);
  if (!second) return broken("a buffer is missing");
  switch (known->type) {
    case ColumnType::bit: piece.values = second; break;
    case ColumnType::text32:
    case ColumnType::text64:
      piece.text_offsets = second + begin * (known->type == ColumnType::text32 ? 4 : 8);
      piece.values = array.buffers[2] ? array.buffers[2] : "";
      break;
    case ColumnType::text_view:
      piece.values = second + begin * width;
      piece.buffers = reinterpret_cast<const char* const*>(array.buffers + 2);
      break;
    default: piece.values = second + begin * width;
  }
  if (schema.dictionary) {
    if (!array.dictionary) return broken("a dictionary is missing");
    auto entries =
        this->piece(*schema.dictionary, *array.dictionary, 0, static_cast<std::size_t>(array.dictionary->length));
    if (!entries) return entries.error();
    piece.dictionary = &dictionaries_.emplace_back(*entries);
  }
  return piece;
}

std::optional<Error> Columns::add(Owned<ArrowArray> owned) {
  const ArrowArray& array = *arrays_.emplace_back(std::move(owned));
  if (array.length < 0 || array.offset < 0) return broken("a negative length");
  const auto rows = static_cast<std::size_t>(array.length);
  const bool table = is_table(*schema_);
  if (table && has_null(array))
    return Error{Errc::bad_argument, "a row of the table is null as a whole, only its values may be missing"};
  if (table && array.n_children != schema_->n_children) return broken("another number of columns than announced");
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    columns_[i].size += rows;
    if (!unread_[i].empty()) continue;
    const ArrowArray& values = table ? *array.children[i] : array;
    const std::size_t offset = table ? static_cast<std::size_t>(array.offset) : 0;
    if (values.length < 0 || values.offset < 0 || static_cast<std::size_t>(values.length) < offset + (table ? rows : 0))
      return broken("a column is shorter than its table");
    auto one = piece(table ? *schema_->children[i] : *schema_, values, offset, rows);
    if (!one) return one.error();
    columns_[i].pieces.push_back(*one);
  }
  rows_ += rows;
  return std::nullopt;
}

void Columns::keep_types() {
  const ArrowArray nobody{};
  for (std::size_t i = 0; i < columns_.size(); ++i)
    if (unread_[i].empty())
      if (auto one = piece(is_table(*schema_) ? *schema_->children[i] : *schema_, nobody, 0, 0))
        columns_[i].pieces.push_back(*one);
}

Result<Columns> Columns::from_stream(ArrowArrayStream* from) {
  if (!from->release) return released();
  const Owned<ArrowArrayStream> stream = take_over(from);
  // What the stream has to say is not repeated: it may quote the data.
  const auto refused = [] { return Error{Errc::bad_argument, "the Arrow stream reports an error"}; };
  Columns out;
  ArrowSchema schema{};
  if (stream->get_schema(stream.get(), &schema) != 0) return refused();
  if (auto trouble = out.begin(take_over(&schema))) return *std::move(trouble);
  for (;;) {
    ArrowArray array{};
    if (stream->get_next(stream.get(), &array) != 0) return refused();
    if (!array.release) {
      if (out.arrays_.empty()) out.keep_types();
      return out;
    }
    if (auto trouble = out.add(take_over(&array))) return *std::move(trouble);
  }
}

Result<Columns> Columns::from_array(ArrowSchema* schema, ArrowArray* array) {
  if (!schema->release || !array->release) return released();
  Columns out;
  Owned<ArrowArray> values = take_over(array);
  if (auto trouble = out.begin(take_over(schema))) return *std::move(trouble);
  if (auto trouble = out.add(std::move(values))) return *std::move(trouble);
  return out;
}

}  // namespace oncourse::arrow
