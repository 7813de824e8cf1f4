"""Change beside its peers: R's clinicalsignificance and suddengains, and a line of pandas, in one run on the same data.

data    1,000,000 pairs and 20,000 courses of 12 sessions, seed 1, rounded to the PHQ-9's scale, 2 % missing; R gets the
        first 10,000 pairs and the first 100 courses, which is what it can bear, and its times are given per row
peers   in this same run, where they are installed, else "not installed". R's packages are on CRAN, not in Debian
honest  classes and gains are compared with ours row by row before a time is printed. suddengains starts looking for a
        reversal one session late, and clinicalsignificance judges deviations where it is hierarchical: neither is
        compared here

    build/venv/bin/python bench/change_peers.py
"""

from __future__ import annotations

import csv
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

import numpy
import pandas

import oncourse

n_pairs, n_courses, n_sessions = 1_000_000, 20_000, 12
r_pairs, r_courses = 10_000, 100
reliability, points = 0.85, 5.0
methods = {
    "JT": "jacobson_truax",
    "GLN": "gulliksen_lord_novick",
    "HLL": "hsu_linn_lord",
    "EN": "edwards_nunnally",
    "NK": "nunnally_kotsch",
    "HA": "hageman_arrindell",
}


def seconds(task: Callable[[], object], repetitions: int = 5) -> float:
    times = []
    for _ in range(repetitions):
        begin = time.perf_counter()
        task()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def row(what: str, who: str, rows: int, took: float) -> None:
    print(f"{what:28} {who:22} {1e9 * took / rows:14,.0f} ns per row  ({rows:,} rows in {1e3 * took:,.1f} ms)")


def must_agree(what: str, ours: Any, theirs: Any) -> None:
    if list(ours) != list(theirs):
        sys.exit(f"{what}: the peer disagrees with oncourse, its time means nothing")


random = numpy.random.default_rng(1)
before = random.normal(size=n_pairs)
after = 0.6 * before + 0.8 * random.normal(size=n_pairs)
frame = pandas.DataFrame(
    {"pre": (16 + 5 * before).round().clip(0, 27), "post": (11 + 5 * after).round().clip(0, 27)}
)
frame.loc[random.random(n_pairs) < 0.02, "post"] = numpy.nan
drops = numpy.where(random.random(n_courses) < 0.5, random.integers(2, 9, n_courses), n_sessions)
course = 18 + 4 * random.normal(size=(n_courses, 1)) + 1.5 * random.normal(size=(n_courses, n_sessions))
course -= 0.4 * numpy.arange(n_sessions) + 7.0 * (numpy.arange(n_sessions) >= drops[:, None])
wide = pandas.DataFrame(course.round().clip(0, 27), columns=[f"s{k}" for k in range(1, n_sessions + 1)])
names = list(wide.columns)

# The line of pandas that everybody has written once.
known = oncourse.score_statistics(frame, reliability=reliability)
rule = oncourse.ChangeRule.index("jacobson_truax", known, better="lower")
limit = 1.959963984540054 * known.pre_sd * numpy.sqrt(2 * (1 - reliability))


def line_of_pandas() -> pandas.Series[str]:
    change = frame["post"] - frame["pre"]
    return pandas.Series(
        numpy.select([change < -limit, change > limit, change.notna()], ["improved", "deteriorated", "unchanged"], ""),
    )


ours = oncourse.classify(frame, rule)["class"]
must_agree("pandas", ["" if one is None else one for one in ours], line_of_pandas())
row("jacobson_truax", "pandas, no status", n_pairs, seconds(line_of_pandas))
for method in methods.values():
    one = oncourse.ChangeRule.index(method, known, better="lower")
    row(method, "oncourse", n_pairs, seconds(lambda: oncourse.classify(frame, one)))
gains = oncourse.SuddenGainRule(better="lower", points=points)
row("sudden gains", "oncourse", n_courses, seconds(lambda: oncourse.sudden_gains(wide, gains, score=names)))

if not shutil.which("Rscript"):
    print("R: not installed")
    sys.exit()
with tempfile.TemporaryDirectory() as folder:
    place = pathlib.Path(folder)
    few, courses = frame.head(r_pairs), wide.head(r_courses)
    long = pandas.concat([few["pre"].rename("y").to_frame().assign(t=1), few["post"].rename("y").to_frame().assign(t=2)])
    long.rename_axis("id").reset_index().sort_values(["id", "t"]).to_csv(place / "pairs.csv", index=False)
    courses.rename_axis("id").reset_index().to_csv(place / "courses.csv", index=False)
    script = pathlib.Path(__file__).with_name("change_peers.R")
    subprocess.run(["Rscript", "--vanilla", script, place, str(reliability), str(points)], check=True)
    known = oncourse.score_statistics(few, reliability=reliability)
    complete = few.dropna()  # clinicalsignificance leaves out who lacks a score
    for short, method in methods.items():
        if not (place / f"{short}.csv").exists():
            print(f"{method:28} {'clinicalsignificance':22} not installed")
            continue
        with open(place / f"{short}.csv", encoding="utf-8") as file:
            theirs = list(csv.DictReader(file))
        one = oncourse.ChangeRule.index(method, known, better="lower")
        classes = oncourse.classify(complete, one)["class"]
        must_agree(method, [str(c).capitalize() for c in classes], [each["category"] for each in theirs])
        row(method, "clinicalsignificance", r_pairs, float((place / f"{short}.seconds").read_text()))
    if not (place / "gains.csv").exists():
        print(f"{'sudden gains':28} {'suddengains':22} not installed")
    else:
        flags = pandas.read_csv(place / "gains.csv")
        found = oncourse.sudden_gains(courses, gains, score=names).intervals.to_pandas()
        must_agree("sudden gains", [bool(one) for one in found["sudden"].fillna(False)],
                   [bool(one) for one in flags["sudden"].fillna(0)])
        row("sudden gains", "suddengains", r_courses, float((place / "gains.seconds").read_text()))
