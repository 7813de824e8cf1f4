#!/bin/sh
# Installs what is missing, builds, fits a simulated cohort, tracks a simulated person, leaves the report.
set -eu
cd "$(dirname "$0")/.."
cmake/bootstrap.sh
cmake --workflow --preset release
oncourse=build/release/bin/oncourse
mkdir -p build/demo
cd build/demo
oncourse="../../$oncourse"
$oncourse simulate --persons 400 --seed 1 --out cohort.csv
$oncourse simulate --persons 1 --seed 242 --until 8 --out course.csv --course course.json
$oncourse fit cohort.csv --instrument phq-9 --covariate medication --calibrate --out model.json
echo
$oncourse track course.csv --course course.json --model model.json --html report.html
echo
echo "The report: build/demo/report.html"
