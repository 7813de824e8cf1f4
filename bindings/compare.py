"""compare.py: runs the C program and a twin in another language; both must print the same bytes."""
# SPDX-License-Identifier: Apache-2.0
#   compare.py c-program model.json course.csv -- runtime [arguments of the runtime ...] liboncourse.so
import difflib
import subprocess
import sys

SKIPPED = 77


def output(command):
    return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.decode()


def main(arguments):
    at = arguments.index("--")
    c_program, twin = arguments[:at], arguments[at + 1:]
    absent = [word for word in twin if word.endswith("-NOTFOUND")]  # what CMake leaves where it finds nothing
    if absent:
        print("skipped:", *absent)
        return SKIPPED
    expected = output(c_program)
    for part in ("total ", "refused, ", "session 7", "rule ", "guarantee", "\n- ", "forecast 12", "forecast 16"):
        if part not in expected:
            print("the C program says nothing of", part)
            return 1
    given = output(twin + c_program[1:])
    sys.stdout.writelines(difflib.unified_diff(expected.splitlines(True), given.splitlines(True), "c", "twin"))
    return given != expected


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
