#!/bin/sh
# The Python package as a user installs it, in a virtual environment of its own, and its tests.
# Objects that cmake/demo.sh compiled with the same flags are taken over.
set -eu
cd "$(dirname "$0")/.."
cmake/bootstrap.sh python
venv=build/venv
[ -x "$venv/bin/pip" ] || /usr/bin/python3 -m venv "$venv"
"$venv/bin/pip" install --quiet --disable-pip-version-check --config-settings=build-dir=build/release ".[plot,test]"
program="$PWD/build/release/bin/oncourse"  # where it is built, its model files are compared
[ ! -x "$program" ] || export ONCOURSE="$program"
"$venv/bin/python" -m pytest
