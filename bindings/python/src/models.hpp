// models.hpp: a response model as Python holds it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/track/response_model.hpp"
#include "python.hpp"

namespace oncourse::python {

struct PythonModel {
  ResponseModel model;
};

}  // namespace oncourse::python
