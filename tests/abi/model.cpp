// model.cpp: prints the model document that client.c reads.
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "../unit/c/example_model.hpp"
#include "oncourse/track/model_file.hpp"

int main() { return std::fputs(oncourse::to_json(oncourse::calibrated_example_model()).c_str(), stdout) < 0; }
