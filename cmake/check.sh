#!/bin/sh
# Installs what is missing, builds, passes all tests.
set -eu
cd "$(dirname "$0")/.."
cmake/bootstrap.sh tests
cmake --workflow --preset check
