// tables.cpp: columns of other libraries in, tables of results out.
// SPDX-License-Identifier: Apache-2.0
#include <nanobind/ndarray.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "cohort/arrow.hpp"
#include "python.hpp"

namespace oncourse::python {
namespace {

template <class T>
T* inside(const nb::capsule& capsule, const char* name) {
  if (!capsule.name() || std::string_view(capsule.name()) != name)
    throw Failure{{Errc::bad_argument, "another kind of capsule"}};
  return static_cast<T*>(capsule.data());
}

std::vector<PythonColumn> columns_of(arrow::Columns&& read) {
  const auto owner = std::make_shared<const arrow::Columns>(std::move(read));
  std::vector<PythonColumn> out;
  for (std::size_t i = 0; i < owner->columns().size(); ++i) {
    PythonColumn& column = out.emplace_back(PythonColumn{owner->columns()[i], owner});
    if (owner->unread_format(i).empty()) continue;
    column.column.pieces.clear();  // said where it is asked for
    column.column.size = owner->rows();
  }
  return out;
}

std::vector<PythonColumn> from_stream(const nb::capsule& stream) {
  auto* const from = inside<ArrowArrayStream>(stream, "arrow_array_stream");
  // The stream may wait for another thread that needs the interpreter; callbacks written in Python take it themselves.
  return columns_of(unlocked([&] { return value_of(arrow::Columns::from_stream(from)); }));
}

std::vector<PythonColumn> from_array(const nb::capsule& schema, const nb::capsule& array) {
  return columns_of(value_of(arrow::Columns::from_array(inside<ArrowSchema>(schema, "arrow_schema"),
                                                        inside<ArrowArray>(array, "arrow_array"))));
}

using AnyArray = nb::ndarray<nb::ro, nb::ndim<1>, nb::device::cpu>;

ColumnType type_of(nb::dlpack::dtype dtype) {
  using Code = nb::dlpack::dtype_code;
  const auto code = static_cast<Code>(dtype.code);
  const auto pick = [&](ColumnType one, ColumnType two, ColumnType four, ColumnType eight) {
    return dtype.bits == 8 ? one : dtype.bits == 16 ? two : dtype.bits == 32 ? four : eight;
  };
  if (code == Code::Bool) return ColumnType::byte_boolean;
  if (code == Code::Int) return pick(ColumnType::int8, ColumnType::int16, ColumnType::int32, ColumnType::int64);
  if (code == Code::UInt) return pick(ColumnType::uint8, ColumnType::uint16, ColumnType::uint32, ColumnType::uint64);
  if (code == Code::Float && dtype.bits == 32) return ColumnType::float32;
  if (code == Code::Float && dtype.bits == 64) return ColumnType::float64;
  return ColumnType::nothing;
}

/// A NumPy array, or whatever else shows its memory. Only one whose values do not lie side by side is copied.
PythonColumn from_buffer(std::string column_name, const AnyArray& array) {
  ColumnPiece piece;
  piece.type = type_of(array.dtype());
  if (piece.type == ColumnType::nothing)
    throw Failure{{Errc::bad_argument, "column " + column_name + ": numbers of a type that is not read"}};
  piece.size = array.shape(0);
  PythonColumn out;
  if (array.stride(0) == 1 || piece.size < 2) {
    out.owner = std::make_shared<const AnyArray>(array);
    piece.values = array.data();
  } else {
    const std::size_t width = array.itemsize();
    auto copy = std::make_shared<std::vector<std::byte>>(piece.size * width);
    const auto* from = static_cast<const std::byte*>(array.data());
    for (std::size_t row = 0; row < piece.size; ++row)
      std::memcpy(copy->data() + row * width,
                  from + static_cast<std::ptrdiff_t>(row) * array.stride(0) * static_cast<std::ptrdiff_t>(width),
                  width);
    piece.values = copy->data();
    out.owner = std::move(copy);
  }
  out.column = {std::move(column_name), {piece}, piece.size};
  return out;
}

template <class Value>
PythonColumn from_values(TableColumn column, const std::vector<std::optional<Value>>& values) {
  auto owner = std::make_shared<TableColumn>(std::move(column));
  for (const auto& value : values) owner->append(value);
  return {{owner->name(), {owner->view()}, owner->size()}, owner};
}

PythonColumn from_texts(std::string column_name, const std::vector<std::optional<std::string>>& values) {
  auto owner = std::make_shared<TableColumn>(TableColumn::texts(std::move(column_name)));
  for (const auto& value : values)
    if (value)
      owner->append(std::string_view(*value));
    else
      owner->append_null();
  return {{owner->name(), {owner->view()}, owner->size()}, owner};
}

const TableColumn& column(const Table& table, const std::string& name) {
  const TableColumn* found = table.find(name);
  if (!found) throw Failure{{Errc::bad_argument, "the table has no such column"}};
  return *found;
}

/// The whole column as NumPy sees it: numbers share the table's memory, booleans and validity are unpacked.
nb::object numpy_of(const SharedTable& table, const std::string& name) {
  const TableColumn& from = column(*table, name);
  const nb::capsule owner(new SharedTable(table), [](void* p) noexcept { delete static_cast<SharedTable*>(p); });
  const std::size_t shape[1] = {from.size()};
  const auto numbers = [&](auto zero) -> nb::object {
    using T = decltype(zero);
    return nb::cast(nb::ndarray<nb::numpy, const T>(from.values().data(), 1, shape, owner));
  };
  if (from.format() == "g") return numbers(double{});
  if (from.format() == "c") return numbers(std::int8_t{});
  if (from.width() == 4) return numbers(std::int32_t{});
  if (from.format() == "L") return numbers(std::uint64_t{});
  if (from.width() == 8) return numbers(std::int64_t{});
  auto* const unpacked = new std::vector<std::uint8_t>(from.size());
  const nb::capsule own(unpacked, [](void* p) noexcept { delete static_cast<std::vector<std::uint8_t>*>(p); });
  const ColumnPiece view = from.view();
  for (std::size_t row = 0; row < from.size(); ++row) (*unpacked)[row] = !view.missing(row) && view.number(row) != 0.0;
  return nb::cast(nb::ndarray<nb::numpy, const bool>(unpacked->data(), 1, shape, own));
}

/// What the numbers of a column of categories stand for; of other columns nothing.
std::vector<std::string> kinds_of(const Table& table, const std::string& name) {
  std::vector<std::string> out;
  const Categories* const categories = column(table, name).categories();
  for (std::size_t k = 0; categories && k < categories->texts.size(); ++k) out.emplace_back(categories->view.text(k));
  return out;
}

nb::object present_of(const SharedTable& table, const std::string& name) {
  const TableColumn& from = column(*table, name);
  auto* const unpacked = new std::vector<std::uint8_t>(from.size(), 1);
  const nb::capsule own(unpacked, [](void* p) noexcept { delete static_cast<std::vector<std::uint8_t>*>(p); });
  const auto bits = from.validity();
  if (!bits.empty())
    for (std::size_t row = 0; row < from.size(); ++row) (*unpacked)[row] = (bits[row / 8] >> (row % 8)) & 1U;
  const std::size_t shape[1] = {from.size()};
  return nb::cast(nb::ndarray<nb::numpy, const bool>(unpacked->data(), 1, shape, own));
}

nb::list values_of(const SharedTable& table, const std::string& name) {
  const TableColumn& from = column(*table, name);
  const ColumnPiece view = from.view();
  nb::list out;
  for (std::size_t row = 0; row < from.size(); ++row) {
    const auto bits = from.validity();
    const bool null = !bits.empty() && !((bits[row / 8] >> (row % 8)) & 1U);
    if (null)
      out.append(nb::none());
    else if (from.is_text())
      out.append(nb::str(view.text(row).data(), view.text(row).size()));
    else if (from.is_boolean())
      out.append(nb::bool_(view.number(row) != 0.0));
    else if (from.format() == "g")
      out.append(nb::float_(*reinterpret_cast<const double*>(from.values().data() + 8 * row)));
    else if (from.format() == "L")
      out.append(nb::int_(static_cast<std::uint64_t>(view.whole(row))));
    else
      out.append(nb::int_(view.whole(row)));
  }
  return out;
}

nb::capsule stream_of(const SharedTable& table, const nb::object&) {
  auto stream = std::make_unique<ArrowArrayStream>();
  arrow::to_stream(table, stream.get());
  return nb::capsule(stream.release(), "arrow_array_stream", [](void* p) noexcept {
    auto* const own = static_cast<ArrowArrayStream*>(p);
    if (own->release) own->release(own);
    delete own;
  });
}

/// The columns as one table, if they can be one.
SharedTable checked(Table table) {
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const TableColumn& column = table.columns[i];
    if (table.find(column.name()) != &column)
      throw Failure{{Errc::bad_argument, "the result would have two columns " + column.name()}};
    if (column.size() != table.rows())
      throw Failure{{Errc::bad_argument, "column " + column.name() + " has " + text(column.size()) + " rows, " +
                                             table.columns.front().name() + " has " + text(table.rows())}};
  }
  return shared(std::move(table));
}

/// Tables beside each other.
SharedTable beside(const SharedTable& left, const SharedTable& right) {
  Table out = *left;
  out.columns.insert(out.columns.end(), right->columns.begin(), right->columns.end());
  return checked(std::move(out));
}

SharedTable take_rows(const std::vector<PythonColumn>& columns, const std::optional<std::vector<std::size_t>>& rows) {
  return unlocked([&] {
    Table out;
    for (const PythonColumn& one : columns) {
      std::vector<std::size_t> all;
      if (!rows)
        for (std::size_t row = 0; row < one.column.size; ++row) all.push_back(row);
      out.columns.push_back(value_of(take(one.column, rows ? *rows : all)));
    }
    return checked(std::move(out));
  });
}

/// A column of several tables, one below the other.
PythonColumn stack(const std::vector<SharedTable>& parts, const std::string& name) {
  PythonColumn out{{name, {}, 0}, std::make_shared<const std::vector<SharedTable>>(parts)};
  for (const SharedTable& part : parts) {
    out.column.pieces.push_back(column(*part, name).view());
    out.column.size += part->rows();
  }
  return out;
}

}  // namespace

void add_tables(nb::module_& m) {
  nb::class_<PythonColumn>(m, "Column", "A column of numbers, dates or text, borrowed from the library that made it.")
      .def_prop_ro("name", [](const PythonColumn& c) { return c.column.name; })
      .def_prop_ro("is_text", [](const PythonColumn& c) { return is_text(c.column.value_type()); })
      .def_prop_ro("is_date", [](const PythonColumn& c) { return is_date(c.column.value_type()); })
      .def_prop_ro("is_read", [](const PythonColumn& c) { return c.column.size == 0 || !c.column.pieces.empty(); })
      .def("__len__", [](const PythonColumn& c) { return c.column.size; })
      .def("renamed", [](PythonColumn c, std::string to) {
        c.column.name = std::move(to);
        return c;
      });
  m.def("columns_from_stream", from_stream, nb::arg("stream"));
  m.def("columns_from_array", from_array, nb::arg("schema"), nb::arg("array"));
  m.def("column_from_buffer", from_buffer, nb::arg("name"), nb::arg("array"),
        nb::sig("def column_from_buffer(name: str, array: object) -> Column"));
  m.def(
      "column_from_numbers",
      [](std::string name, const std::vector<std::optional<double>>& values) {
        return from_values(TableColumn::numbers(std::move(name)), values);
      },
      nb::arg("name"), nb::arg("values"));
  m.def(
      "column_from_whole_numbers",
      [](std::string name, const std::vector<std::optional<std::int64_t>>& values) {
        return from_values(TableColumn::long_numbers(std::move(name)), values);
      },
      nb::arg("name"), nb::arg("values"));
  m.def("column_from_texts", from_texts, nb::arg("name"), nb::arg("values"));

  nb::class_<Table>(m, "Table", "Columns of results.")
      .def_prop_ro("names",
                   [](const Table& t) {
                     std::vector<std::string> names;
                     for (const TableColumn& c : t.columns) names.push_back(c.name());
                     return names;
                   })
      .def("__len__", &Table::rows)
      .def("kinds", kinds_of, nb::arg("name"))
      .def("format", [](const Table& t, const std::string& name) { return column(t, name).format(); })
      .def("nulls", [](const Table& t, const std::string& name) { return column(t, name).nulls(); })
      .def("numpy", numpy_of, nb::arg("name"))
      .def("present", present_of, nb::arg("name"))
      .def("values", values_of, nb::arg("name"), nb::sig("def values(self, name: str) -> list[typing.Any]"))
      .def("beside", beside, nb::arg("right"))
      .def("__arrow_c_stream__", stream_of, nb::arg("requested_schema").none() = nb::none());
  m.def("stack", stack, nb::arg("parts"), nb::arg("name"));
  m.def("take", take_rows, nb::arg("columns"), nb::arg("rows").none() = nb::none());
}

}  // namespace oncourse::python
