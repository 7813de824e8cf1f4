"""What Python costs: importing, and scoring a frame beside C++ on the same columns.

data    PHQ-9 sheets uniform on 0..3, seed 1, 100,000 rows, int64 columns as pandas makes them
peers   in this same run: the compiled core (C++ score_columns) on columns already handed over, and pandas' own row sum
honest  totals are compared with the row sum before anything is timed

    build/venv/bin/python bench/python_bench.py
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import numpy
import pandas

import oncourse
from oncourse import _oncourse as core
from oncourse.frames import Columns


def median_ms(task: Callable[[], object], repetitions: int = 15) -> float:
    times = []
    for _ in range(repetitions):
        begin = time.perf_counter()
        task()
        times.append(1e3 * (time.perf_counter() - begin))
    return statistics.median(times)


items = [f"q{i}" for i in range(1, 10)]
frame = pandas.DataFrame(numpy.random.default_rng(1).integers(0, 4, (9, 100_000)).T.copy(order="F"), columns=items)
columns = Columns(frame)
handed_over = [columns[name] for name in items]
phq9 = oncourse.instrument("phq-9")._core
if not numpy.array_equal(oncourse.score(frame, "phq-9").to_numpy("total"), frame.sum(axis=1)):
    sys.exit("a total is not the sum of its answers")

importing = "import time; t = time.perf_counter(); import oncourse; print(1e3 * (time.perf_counter() - t))"
imports = [float(subprocess.check_output([sys.executable, "-c", importing])) for _ in range(11)]
in_core = median_ms(lambda: core.score(phq9, handed_over, "published", None))
in_pandas = median_ms(lambda: oncourse.score(frame, "phq-9"))
print(f"import oncourse                {statistics.median(imports):8.1f} ms")
print(f"100,000 sheets, C++ columns    {in_core:8.1f} ms")
print(f"100,000 sheets, pandas frame   {in_pandas:8.1f} ms   {in_pandas / in_core:.2f} times C++")
print(f"pandas' row sum, no checks     {median_ms(lambda: frame.sum(axis=1)):8.1f} ms")
