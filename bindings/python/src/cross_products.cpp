// cross_products.cpp: shards of a cohort read, put together and fitted, for Python.
// SPDX-License-Identifier: Apache-2.0
#include <nanobind/stl/string.h>
#include <nanobind/stl/unique_ptr.h>
#include <nanobind/stl/vector.h>

#include "models.hpp"
#include "oncourse/track/block_file.hpp"

namespace oncourse::python {
namespace {

struct PythonCrossProducts {
  BlockSum sum;
};

/// The memory of whatever holds bytes: bytes, bytearray, memoryview, mmap.
class Bytes {
 public:
  explicit Bytes(nb::handle object) {
    if (PyObject_GetBuffer(object.ptr(), &buffer_, PyBUF_SIMPLE) != 0) throw nb::python_error();
  }
  ~Bytes() { PyBuffer_Release(&buffer_); }
  Bytes(const Bytes&) = delete;
  Bytes& operator=(const Bytes&) = delete;

  [[nodiscard]] std::span<const std::byte> span() const {
    return {static_cast<const std::byte*>(buffer_.buf), static_cast<std::size_t>(buffer_.len)};
  }

 private:
  Py_buffer buffer_{};
};

std::unique_ptr<PythonCrossProducts> holding(ResponseBlock block) {
  return std::make_unique<PythonCrossProducts>(PythonCrossProducts{BlockSum(std::move(block))});
}

std::unique_ptr<PythonCrossProducts> from_bytes(nb::handle document) {
  const Bytes bytes(document);
  return unlocked([&] { return holding(value_of(BlockView::make(bytes.span())).block()); });
}

/// In pieces, by its read().
std::unique_ptr<PythonCrossProducts> from_stream(nb::handle file) {
  BlockReader reader;
  for (;;) {
    const nb::object piece = file.attr("read")(1 << 16);
    const Bytes bytes(piece);
    if (bytes.span().empty()) return holding(value_of(std::move(reader).finish()));
    require(reader.feed(bytes.span()));
  }
}

nb::bytes to_python_bytes(const PythonCrossProducts& self) {
  const ResponseBlock& block = self.sum.block();
  const std::size_t size = value_of(document_size(block));
  nb::bytes out = nb::steal<nb::bytes>(PyBytes_FromStringAndSize(nullptr, static_cast<Py_ssize_t>(size)));
  if (!out.is_valid()) throw nb::python_error();
  write_document(block, reinterpret_cast<std::byte*>(PyBytes_AsString(out.ptr())));
  return out;
}

}  // namespace

void add_cross_products(nb::module_& m) {
  const auto block = [](const PythonCrossProducts& self) -> const ResponseBlock& { return self.sum.block(); };
  nb::class_<PythonCrossProducts>(m, "CrossProducts", "All that a fit needs to know of a cohort, or of a shard of one.")
      .def_static("from_bytes", from_bytes, nb::arg("document"))
      .def_static("from_stream", from_stream, nb::arg("file"))
      .def("to_bytes", to_python_bytes)
      .def("copy", [=](const PythonCrossProducts& self) { return unlocked([&] { return holding(block(self)); }); })
      .def(
          "add",
          [=](PythonCrossProducts& self, const PythonCrossProducts& other) {
            if (&self == &other) throw Failure{{Errc::bad_argument, "others are the cross-products themselves"}};
            require(self.sum.add(block(other)));
          },
          nb::arg("other"))
      .def(
          "add_bytes",
          [](PythonCrossProducts& self, nb::handle document) {
            const Bytes bytes(document);
            require(self.sum.add(value_of(BlockView::make(bytes.span()))));
          },
          nb::arg("document"))
      .def(
          "fit",
          [=](const PythonCrossProducts& self, const std::string& method) {
            const growth::FitOptions options{named(likelihoods, method, "method"), {}};
            return unlocked([&] {
              return std::make_unique<PythonModel>(PythonModel{value_of(fit_response(block(self), options))});
            });
          },
          nb::arg("method"))
      .def_prop_ro("instrument", [=](const PythonCrossProducts& self) { return block(self).instrument; })
      .def_prop_ro("time_unit",
                   [=](const PythonCrossProducts& self) { return std::string(name(block(self).time_unit)); })
      .def_prop_ro("terms", [=](const PythonCrossProducts& self) { return block(self).design.fixed_effect_names(); })
      .def_prop_ro("n_obs", [=](const PythonCrossProducts& self) { return static_cast<long>(block(self).data.n_obs); })
      .def_prop_ro("n_persons",
                   [=](const PythonCrossProducts& self) { return static_cast<long>(block(self).data.n_persons); })
      .def_prop_ro("n_designs", [=](const PythonCrossProducts& self) { return block(self).data.designs(); });
  m.def(
      "cross_products",
      [](const CohortColumns& columns, const std::vector<bool>& interacts, const std::string& basis,
         const std::string& random, const std::string& time_unit, const PythonInstrument* instrument) {
        const growth::Design design = design_of(columns, interacts, form(basis, random, "straight", {}, "independent"));
        const TimeUnit unit = named(time_units, time_unit, "time_unit");
        return unlocked([&] {
          const TableCohort panel = table_cohort_of(columns);
          return holding(value_of(response_block(*panel, instrument ? instrument->definition : nullptr, design, unit)));
        });
      },
      nb::arg("columns"), nb::arg("interacts"), nb::arg("basis"), nb::arg("random"), nb::arg("time_unit"),
      nb::arg("instrument").none());
}

}  // namespace oncourse::python
