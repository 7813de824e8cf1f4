"""The oncourse program as a test sees it: arguments in; exit code, standard output and standard error out."""

import json
import os
import pathlib
import subprocess
import tempfile

PROGRAM = os.environ["ONCOURSE"]
SHARED = pathlib.Path(os.environ.get("ONCOURSE_SHARED", "../shared"))


class Ended:
    def __init__(self, process):
        self.code = process.returncode
        self.out = process.stdout
        self.err = process.stderr

    @property
    def json(self):
        return json.loads(self.out)


def run(*arguments, cwd=None):
    return Ended(
        subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=120, cwd=cwd, check=False)
    )


class Folder:
    """A directory of the test's own, gone when the test is."""

    def __init__(self):
        self._directory = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self._directory.name)

    def write(self, name, content):
        path = self.path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def close(self):
        self._directory.cleanup()
