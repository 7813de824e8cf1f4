#!/bin/sh
# Installs what is missing on Debian 12. Safe to run again; asks dpkg before it asks apt.
#   cmake/bootstrap.sh          what building and the demonstration need
#   cmake/bootstrap.sh tests    and the tests
#   cmake/bootstrap.sh python   and the Python package with its tests, but for what pip brings
#   cmake/bootstrap.sh checks   and everything that .ci/run does
set -eu
needed="g++ cmake ninja-build libeigen3-dev libboost-dev nlohmann-json3-dev libcli11-dev"
case "${1:-}" in
  tests|checks) needed="$needed libgtest-dev libbenchmark-dev python3 pkg-config chromium chromium-driver python3-selenium" ;;
esac
case "${1:-}" in
  python|checks) needed="$needed python3-dev python3-venv"
    command -v java >/dev/null || needed="$needed openjdk-17-jre-headless" ;;  # Spark's
esac
case "${1:-}" in
  checks) needed="$needed clang clang-format clang-tidy libclang-rt-14-dev abigail-tools libjna-java"
    # Other sources' Java and Node will do, and their packages need not agree with Debian's.
    command -v javac >/dev/null || needed="$needed openjdk-17-jdk-headless"
    command -v npm >/dev/null || needed="$needed nodejs npm" ;;
esac
missing=""
for package in $needed; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
as_root=""
[ "$(id -u)" = 0 ] || as_root=sudo
$as_root apt-get update -qq
# shellcheck disable=SC2086 # a list of words
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing
