#!/bin/sh
# By hand, for CI has no time for it: every public header compiles alone, and clang-tidy reads what meets a stranger's
# bytes. After cmake/check.sh and `cmake --workflow --preset sanitize`.
set -eu
cd "$(dirname "$0")/.."
cmake/bootstrap.sh checks
cmake --build build/check --target all_verify_interface_header_sets
git ls-files 'src/c/*.cpp' 'src/json/*.cpp' 'src/cohort/arrow*.cpp' |
  xargs -P 2 -n 1 clang-tidy -p build/sanitize --quiet
