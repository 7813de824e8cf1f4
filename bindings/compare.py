"""compare.py: runs the C program and a twin in another language; both must print the same bytes."""
# SPDX-License-Identifier: Apache-2.0
#   compare.py c-program model.json course.csv -- runtime [arguments of the runtime ...] liboncourse.so
import difflib
import os
import subprocess
import sys
import tempfile

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
    for part in ("total 18.000, moderately severe,", "refused, ", "session 7", "rule ", "guarantee", "\n- ", "forecast 12", "forecast 16"):
        if part not in expected:
            print("the C program says nothing of", part)
            return 1
    given = output(twin + c_program[1:])
    sys.stdout.writelines(difflib.unified_diff(expected.splitlines(True), given.splitlines(True), "c", "twin"))
    if given != expected:
        return 1
    return refuses_what_is_no_answer(twin, c_program[1:], given)


def refuses_what_is_no_answer(twin, files, expected):
    """Whatever ends the lines, the course is the same; a cell that is no answer is neither a blank nor a zero."""
    model, course = files
    lines = open(course, newline="").read().splitlines()
    with tempfile.TemporaryDirectory() as directory:
        def changed(text):
            path = os.path.join(directory, "course.csv")
            with open(path, "w", newline="") as file:
                file.write(text)
            return [*twin, model, path]
        if output(changed("\r\n".join(lines) + "\r\n")) != expected:
            print("another course where lines end with CR LF")
            return 1
        for cell in ("2.5", "65539", "n/a", "2,2"):
            bad = "\n".join([*lines[:-1], lines[-1][: lines[-1].rindex(",") + 1] + cell]) + "\n"
            if subprocess.run(changed(bad), stdout=subprocess.PIPE, stderr=subprocess.PIPE).returncode == 0:
                print("accepted as an answer:", cell)
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
