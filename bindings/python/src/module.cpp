// module.cpp: the Python module and its errors.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/oncourse.h"
#include "python.hpp"

namespace oncourse::python {

/// oncourse.errors decides which exception stands for a code.
void add_errors(nb::module_&) {
  nb::register_exception_translator([](const std::exception_ptr& thrown, void*) {
    try {
      std::rethrow_exception(thrown);
    } catch (const Failure& failure) {
      const nb::object exception = nb::module_::import_("oncourse.errors")
                                       .attr("from_code")(name(failure.error.code), failure.error.detail.c_str());
      PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(exception.ptr())), exception.ptr());
    }
  });
}

}  // namespace oncourse::python

NB_MODULE(_oncourse, module) {
  using namespace oncourse::python;
  nb::set_leak_warnings(false);  // engines end with the interpreter, and what they hold is theirs
  module.attr("version") =
      nb::str((std::to_string(ONCOURSE_VERSION_MAJOR) + "." + std::to_string(ONCOURSE_VERSION_MINOR) + "." +
               std::to_string(ONCOURSE_VERSION_PATCH))
                  .c_str());
  add_errors(module);
  add_tables(module);
  add_instruments(module);
  add_arrays(module);
  add_courses(module);
  add_models(module);
  add_cross_products(module);
  add_inference(module);
  add_backtest(module);
  add_drift(module);
  add_clinical_range(module);
  add_change(module);
  add_groups(module);
  add_sessions(module);
  add_sudden_gains(module);
  add_reliability(module);
  add_service_report(module);
  add_following(module);
}
