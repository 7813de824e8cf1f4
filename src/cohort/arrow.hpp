// arrow.hpp: tables to and from other libraries over Arrow's C data interface, without copying on the way in.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "oncourse/cohort/column.hpp"
#include "oncourse/cohort/table.hpp"

// The structs are those of the specification, https://arrow.apache.org/docs/format/CDataInterface.html
extern "C" {
struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  std::int64_t flags;
  std::int64_t n_children;
  ArrowSchema** children;
  ArrowSchema* dictionary;
  void (*release)(ArrowSchema*);
  void* private_data;
};
struct ArrowArray {
  std::int64_t length;
  std::int64_t null_count;
  std::int64_t offset;
  std::int64_t n_buffers;
  std::int64_t n_children;
  const void** buffers;
  ArrowArray** children;
  ArrowArray* dictionary;
  void (*release)(ArrowArray*);
  void* private_data;
};
struct ArrowArrayStream {
  int (*get_schema)(ArrowArrayStream*, ArrowSchema* out);
  int (*get_next)(ArrowArrayStream*, ArrowArray* out);
  const char* (*get_last_error)(ArrowArrayStream*);
  void (*release)(ArrowArrayStream*);
  void* private_data;
};
}

namespace oncourse::arrow {

/// Columns that a stream or an array brought, with what keeps their memory alive.
class Columns {
 public:
  /// Takes the stream over, which is released in any case. A stream of structs is a table, any other one column.
  ///
  ///   errors  bad_argument: the stream reports an error, or a layout that cannot be a caller's intention (lengths that
  ///           contradict each other, a table with rows that are null as a whole), or it was released before. A column
  ///           of a type that is not read (nested, binary, ...) is an error only when it is asked for
  static Result<Columns> from_stream(ArrowArrayStream* stream);
  /// The same for one array; both structs are taken over.
  static Result<Columns> from_array(ArrowSchema* schema, ArrowArray* array);

  [[nodiscard]] const std::vector<Column>& columns() const { return columns_; }
  [[nodiscard]] std::size_t rows() const { return rows_; }
  /// Arrow's format of the column, where it is of a type that is not read; else empty.
  [[nodiscard]] const std::string& unread_format(std::size_t column) const { return unread_[column]; }

 private:
  struct Release {
    template <class T>
    void operator()(T* owned) const {
      if (owned->release) owned->release(owned);
      delete owned;
    }
  };
  template <class T>
  using Owned = std::unique_ptr<T, Release>;
  template <class T>
  static Owned<T> take_over(T* from);

  std::optional<Error> begin(Owned<ArrowSchema> schema);
  std::optional<Error> add(Owned<ArrowArray> array);
  /// Where no array came: columns without rows, of the types announced.
  void keep_types();
  Result<ColumnPiece> piece(const ArrowSchema& schema, const ArrowArray& array, std::size_t offset, std::size_t size);

  Owned<ArrowSchema> schema_;
  std::vector<Owned<ArrowArray>> arrays_;
  std::deque<ColumnPiece> dictionaries_;
  std::vector<Column> columns_;
  std::vector<std::string> unread_;
  std::size_t rows_ = 0;
};

/// A stream of one batch that shares the table's memory.
///
///   into  a struct of the caller's, to be released by whoever consumes it
void to_stream(std::shared_ptr<const Table> table, ArrowArrayStream* into);

}  // namespace oncourse::arrow
