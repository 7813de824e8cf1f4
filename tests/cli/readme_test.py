"""What the README shows is what is there: its programs are the tested ones, its commands run as they stand."""

import os
import pathlib
import re
import shlex
import subprocess
import unittest

from program import PROGRAM, Folder, run

ROOT = pathlib.Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


class Readme(unittest.TestCase):
    def test_its_programs_are_the_ones_that_are_compiled_and_run(self):
        for language, sources in (("cpp", ["choose.cpp", "quick_start.cpp"]), ("c", ["quick_start.c"])):
            written = [(ROOT / "tests" / "readme" / source).read_text(encoding="utf-8") for source in sources]
            self.assertEqual(blocks(language), written)

    def test_its_commands_run_in_the_order_they_stand(self):
        folder = Folder()
        self.addCleanup(folder.close)
        commands = "".join(block for block in blocks("sh") if block.startswith("oncourse "))
        for line in commands.splitlines():
            words = shlex.split(line)
            if "monday.csv" in words:
                self.split_in_days(folder)
            ended = subprocess.run([PROGRAM, *words[1:]], cwd=folder.path, capture_output=True, text=True, check=False)
            if words[1] == "score":  # the demonstration's course has a session without a sheet
                self.assertIn('"n_left_out": 1', ended.stdout)
            self.assertEqual(ended.returncode, 0, line + "\n" + ended.stderr)
        self.assertTrue((folder.path / "report.html").exists())

    @staticmethod
    def split_in_days(folder):
        header, *rows = (folder.path / "cohort.csv").read_text("utf-8").splitlines()
        for name, is_of in (("monday.csv", lambda session: session < 8), ("tuesday.csv", lambda session: session == 8)):
            folder.write(name, "\n".join([header, *(row for row in rows if is_of(int(row.split(",")[1])))]))

    def test_its_table_of_change_names_what_there_is(self):
        rows = [line.split("|")[1:-1] for line in README.splitlines() if line.startswith("| ") and "oncourse_" in line]
        self.assertGreater(len(rows), 5)
        header = (ROOT / "include/oncourse/oncourse.h").read_text(encoding="utf-8")
        for _, program, _, c, *_ in rows:
            for command in re.findall("`([^`]+)`", program):
                *group, name = command.split()
                self.assertRegex(run(*group, "--help").out, rf"(?m)^  {name} ")
            for function in re.findall("`([^`]+)`", c):
                self.assertIn(f" {function}(", header)

    def test_its_two_commands_are_there_and_can_be_run(self):
        (commands,) = [block for block in blocks("sh") if block.startswith("cmake/")]
        for line in commands.strip().splitlines():
            self.assertTrue(os.access(ROOT / line.split()[0], os.X_OK), line)

    def test_it_lists_every_member_of_the_report_and_every_instrument(self):
        folder = Folder()
        self.addCleanup(folder.close)
        csv = folder.write("c.csv", "session,date,instrument,score\n0,2026-01-05,phq-9,16\n")
        listed = README[README.index("**Report**"):README.index("**Course file**")]
        for member in run("track", csv, "--json").json:
            self.assertIn(f"`{member}`", listed)
        for instrument in run("instruments", "--json").json:
            self.assertIn(instrument["id"].upper(), README.upper())


if __name__ == "__main__":
    unittest.main()
