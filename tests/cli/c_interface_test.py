"""The program and the C interface give the same model file, to the byte."""

import math
import os
import random
import subprocess
import unittest

from program import Folder, run


def cohort():
    """Person, week, PHQ-9 total, medication: 90 persons, most of whom get better."""
    chance = random.Random(20261123)
    for person in range(90):
        level, rate = chance.gauss(17, 3), chance.gauss(-3, 1.5)
        for week in range(15):
            medication = int(person % 3 == 0 and week > 4)
            score = level + rate * math.log1p(week) - medication + chance.gauss(0, 2)
            yield person, week, min(27, max(0, round(score))), medication


class SameModel(unittest.TestCase):
    def test_fitted_and_calibrated(self):
        folder = Folder()
        self.addCleanup(folder.close)
        rows = list(cohort())
        table = "patient,week,score,medication\n" + "".join(f"{p},{w},{s},{m}\n" for p, w, s, m in rows)
        out = folder.path / "model.json"
        ended = run("fit", folder.write("cohort.csv", table), "--instrument", "phq-9", "--score", "score",
                    "--time", "week", "--time-unit", "week", "--interact", "medication", "--ml", "--calibrate",
                    "--alpha", "0.2", "--share", "0.4", "--seed", "7", "--window-last", "14", "--out", out)
        self.assertEqual(ended.code, 0, ended.err)
        lines = "".join(f"{p} {w} {s} {m}\n" for p, w, s, m in rows)
        from_c = subprocess.run([os.environ["ONCOURSE_C_FIT"]], input=lines, capture_output=True, text=True, check=False)
        self.assertEqual(from_c.returncode, 0, from_c.stderr)
        self.assertEqual(from_c.stdout, out.read_text())


if __name__ == "__main__":
    unittest.main()
