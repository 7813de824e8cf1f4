// arrow_export.cpp: a table's own memory as an Arrow stream of one batch.
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cerrno>
#include <new>

#include "arrow.hpp"

namespace oncourse::arrow {
namespace {

constexpr std::int64_t nullable = 2;

using Shared = std::shared_ptr<const Table>;

/// A schema with everything it points to. Children belong to their parent, and are released with it.
struct SchemaMemory {
  std::string format, name;
  std::vector<ArrowSchema> children = {};
  std::vector<ArrowSchema*> pointers = {};
  ArrowSchema dictionary = {};
};

/// Children that a consumer moved out have a release of their own, and are no longer ours.
template <class T>
void release_children(T* parent) {
  for (std::int64_t i = 0; i < parent->n_children; ++i)
    if (parent->children[i]->release) parent->children[i]->release(parent->children[i]);
}

template <class T>
void release_dictionary(T* parent) {
  if (parent->dictionary && parent->dictionary->release) parent->dictionary->release(parent->dictionary);
}

void release_schema(ArrowSchema* schema) {
  release_children(schema);
  release_dictionary(schema);
  delete static_cast<SchemaMemory*>(schema->private_data);
  schema->release = nullptr;
}

ArrowSchema schema_of(std::string format, std::string name, std::vector<ArrowSchema> children = {}) {
  auto* const memory = new SchemaMemory{std::move(format), std::move(name), std::move(children)};
  for (ArrowSchema& child : memory->children) memory->pointers.push_back(&child);
  return {memory->format.c_str(),
          memory->name.c_str(),
          nullptr,
          nullable,
          static_cast<std::int64_t>(memory->children.size()),
          memory->pointers.data(),
          nullptr,
          release_schema,
          memory};
}

ArrowSchema schema_of(const TableColumn& column) {
  ArrowSchema out = schema_of(column.format(), column.name());
  if (!column.categories()) return out;
  auto* const memory = static_cast<SchemaMemory*>(out.private_data);
  memory->dictionary = schema_of(column.categories()->texts);
  out.dictionary = &memory->dictionary;
  return out;
}

struct ArrayMemory {
  Shared table;
  std::array<const void*, 3> buffers = {};
  std::vector<ArrowArray> children = {};
  std::vector<ArrowArray*> pointers = {};
  ArrowArray dictionary = {};
};

void release_array(ArrowArray* array) {
  release_children(array);
  release_dictionary(array);
  delete static_cast<ArrayMemory*>(array->private_data);
  array->release = nullptr;
}

ArrowArray array_of(ArrayMemory* memory, std::size_t rows, std::size_t nulls, std::int64_t buffers) {
  for (ArrowArray& child : memory->children) memory->pointers.push_back(&child);
  return {static_cast<std::int64_t>(rows),
          static_cast<std::int64_t>(nulls),
          0,
          buffers,
          static_cast<std::int64_t>(memory->children.size()),
          memory->buffers.data(),
          memory->pointers.data(),
          nullptr,
          release_array,
          memory};
}

ArrowArray column_array(const Shared& table, const TableColumn& column) {
  auto* const memory = new ArrayMemory{table};
  const auto validity = column.validity();
  memory->buffers[0] = validity.empty() ? nullptr : validity.data();
  // Not null even where there is nothing: some consumers insist.
  static constexpr char none[8] = {};
  const void* const values = column.values().empty() ? none : static_cast<const void*>(column.values().data());
  const bool has_offsets = !column.text_offsets().empty();
  memory->buffers[1] = has_offsets ? static_cast<const void*>(column.text_offsets().data()) : values;
  memory->buffers[2] = values;
  ArrowArray out = array_of(memory, column.size(), column.nulls(), has_offsets ? 3 : 2);
  if (!column.categories()) return out;
  memory->dictionary = column_array(table, column.categories()->texts);
  out.dictionary = &memory->dictionary;
  return out;
}

struct Stream {
  Shared table;
  bool delivered = false;
};

int get_schema(ArrowArrayStream* stream, ArrowSchema* out) {
  try {
    std::vector<ArrowSchema> children;
    for (const TableColumn& column : static_cast<Stream*>(stream->private_data)->table->columns)
      children.push_back(schema_of(column));
    *out = schema_of("+s", "", std::move(children));
    return 0;
  } catch (const std::bad_alloc&) {
    return ENOMEM;
  }
}

int get_next(ArrowArrayStream* stream, ArrowArray* out) {
  auto& state = *static_cast<Stream*>(stream->private_data);
  *out = {};
  if (state.delivered) return 0;
  try {
    auto* const memory = new ArrayMemory{state.table};
    for (const TableColumn& column : state.table->columns)
      memory->children.push_back(column_array(state.table, column));
    *out = array_of(memory, state.table->rows(), 0, 1);
    state.delivered = true;
    return 0;
  } catch (const std::bad_alloc&) {
    return ENOMEM;
  }
}

const char* get_last_error(ArrowArrayStream*) { return nullptr; }

void release_stream(ArrowArrayStream* stream) {
  delete static_cast<Stream*>(stream->private_data);
  stream->release = nullptr;
}

}  // namespace

void to_stream(Shared table, ArrowArrayStream* into) {
  *into = {get_schema, get_next, get_last_error, release_stream, new Stream{std::move(table)}};
}

}  // namespace oncourse::arrow
