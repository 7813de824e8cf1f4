"""Shards of a cohort, read one by one and fitted as one."""

import json
import math
import random
import subprocess
import unittest

from program import PROGRAM, Folder, run

COLUMNS = ("--person", "id", "--time", "week", "--score", "score", "--time-unit", "week", "--interact", "arm")
HEADER = "id,week,arm,score"


def rows_of(person, source):
    level, rate, arm = source.gauss(16, 4), source.gauss(-2, 1), person % 2
    weeks = [0, *(week + (source.random() if person % 5 == 0 else 0) for week in range(1, 8) if source.random() > 0.1)]
    return [
        f"p{person},{week},{arm},{level + (rate - 0.8 * arm) * math.log1p(week) + source.gauss(0, 2):.3f}"
        for week in weeks
    ]


class Shards(unittest.TestCase):
    def setUp(self):
        self.folder = Folder()
        self.addCleanup(self.folder.close)

    def shard(self, name, persons):
        lines = [HEADER, *(line for rows in persons for line in rows)]
        csv, block = self.folder.write(f"{name}.csv", "\n".join(lines) + "\n"), self.folder.path / f"{name}.block"
        ended = run("cross-products", csv, *COLUMNS, "--out", block, "--json")
        self.assertEqual(ended.code, 0, ended.err)
        self.assertEqual(ended.json["bytes"], block.stat().st_size)
        self.assertEqual(ended.json["n_persons"], len(persons))
        return csv, block

    def assert_same_fit(self, a, b):
        for member in ("loglik", "residual_variance", "aic", "bic"):
            self.assertLess(abs(a[member] / b[member] - 1), 1e-12, member)
        largest = max(abs(fixed["estimate"]) for fixed in b["fixed"].values())
        for name, fixed in b["fixed"].items():
            self.assertLess(abs(a["fixed"][name]["estimate"] - fixed["estimate"]), 1e-12 * largest, name)
        for i in range(2):
            for j in range(2):
                scale = math.sqrt(b["random_covariance"][i][i] * b["random_covariance"][j][j])
                self.assertLess(abs(a["random_covariance"][i][j] - b["random_covariance"][i][j]), 1e-12 * scale)

    def test_of_20000_persons_fit_as_the_whole_from_1_and_7_and_64_files_mapped_into_memory(self):
        source = random.Random(30)
        persons = [rows_of(person, source) for person in range(20_000)]
        csv, block = self.shard("whole", persons)
        at_once = run("fit", csv, *COLUMNS, "--out", self.folder.path / "rows.json", "--json")
        self.assertEqual(at_once.code, 0, at_once.err)
        one = run("fit", "--blocks", block, "--out", self.folder.path / "block.json", "--json")
        self.assertEqual(one.code, 0, one.err)
        self.assertEqual(one.json["blocks"], 1)
        self.assertEqual(*((self.folder.path / name).read_bytes() for name in ("rows.json", "block.json")))
        for count in (7, 64):
            blocks = [self.shard(f"{count}-{i}", persons[i::count])[1] for i in range(count)]
            source.shuffle(blocks)
            ended = run("fit", "--blocks", *blocks, "--json")
            self.assertEqual(ended.code, 0, ended.err)
            self.assertEqual(ended.json["n_persons"], 20_000)
            self.assertEqual(ended.json["blocks"], count)
            self.assert_same_fit(ended.json, at_once.json)

    def test_come_from_a_pipe_as_from_a_file(self):
        source = random.Random(31)
        blocks = [self.shard(str(i), [rows_of(p, source) for p in range(30 * i, 30 * i + 30)])[1] for i in range(2)]
        mapped = run("fit", "--blocks", *blocks, "--ml", "--json")
        piped = subprocess.run([PROGRAM, "fit", "--blocks", "/dev/stdin", blocks[1], "--ml", "--json"],
                               input=blocks[0].read_bytes(), capture_output=True, check=False)
        self.assertEqual(json.loads(piped.stdout), mapped.json)
        self.assertEqual(mapped.json["method"], "ML")

    def test_that_are_none_or_of_another_design_are_refused_by_name(self):
        source = random.Random(32)
        csv, block = self.shard("a", [rows_of(p, source) for p in range(30)])
        whole = block.read_bytes()
        other = self.folder.path / "other.block"
        self.assertEqual(run("cross-products", csv, *COLUMNS, "--basis", "linear", "--out", other).code, 0)
        for name, content, expected in (
            ("cut.block", whole[:-9], "bytes, its header tells of"),
            ("changed.block", whole[:-30] + bytes([whole[-30] ^ 1]) + whole[-29:], "changed after it was written"),
            ("long.block", whole + b"\0", "bytes, its header tells of"),
            ("empty.block", b"", "cut off"),
            ("table.block", csv.read_bytes(), "no such document"),
        ):
            ended = run("fit", "--blocks", block, self.folder.write(name, content))
            self.assertEqual(ended.code, 1)
            self.assertIn(expected, ended.err)
            self.assertIn(name, ended.err)
        self.assertIn('"basis":"linear"', run("fit", "--blocks", block, other).err)
        self.assertEqual(run("fit", "--blocks", block, self.folder.path / "none.block").code, 1)
        for arguments in ((), (csv, "--blocks", block), ("--blocks", block, "--calibrate"), ("--blocks", block, "--basis", "linear")):
            self.assertEqual(run("fit", *arguments).code, 2, arguments)
        self.assertIn("--time-unit", run("cross-products", csv, *COLUMNS[:6], "--out", other).err)


if __name__ == "__main__":
    unittest.main()
