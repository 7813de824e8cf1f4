"""Sheets by the million beside numpy, pandas, polars, DuckDB and R, and beside what memory can give, in one run.

data    PHQ-9 sheets, nine columns of int8, uniform on 0..3, seed 1. Once complete but for an answer off the scale in one
        sheet of ten thousand, into bytes; once with 2 % of the answers blank (-1), prorated where at most two are, into
        float32. Bands beside the total in both
memory  the same columns read by memchr for a byte that is not there, and copied by memmove to as many others: what one
        thread can read and write, measured in this run
peers   each in its best form that gives the same totals and bands, refused sheets included; what gives others stops the
        run. Everybody has one thread, but for the line that says otherwise, and writes into memory that was there before
        where it can
honest  a line is the best of several runs; ratios are to oncourse on the same data. Percentages are of the bytes that must
        be read and written, 9 + 2 or 9 + 5 a sheet, against what is read and what is copied in a second

    build/venv/bin/python bench/batch_peers.py [--sheets 1000000,10000000] [--only oncourse,numpy]
"""

from __future__ import annotations

import argparse
import ctypes
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

os.environ["POLARS_MAX_THREADS"] = "1"

import numpy as np

import oncourse

ITEMS = [f"q{item}" for item in range(1, 10)]
BLOCK = 32_768  # sheets whose columns stay in the second cache; the best of 8,192 to 262,144
BAND_FROM = np.array([0, 5, 10, 15, 20])
NO_BYTE = 255


class Sheets:
    """The columns, and room for the results."""

    def __init__(self, n: int, blanks: bool) -> None:
        random = np.random.default_rng(1)
        self.n, self.blanks = n, blanks
        self.columns = {name: random.integers(0, 4, n, dtype=np.int8) for name in ITEMS}
        if blanks:
            for column in self.columns.values():
                column[random.random(n, dtype=np.float32) < 0.02] = -1
        else:
            off = random.integers(0, n, max(1, n // 10_000))
            self.columns["q4"][off] = 4
        self.total = np.zeros(n, np.float32 if blanks else np.uint8)
        self.band = np.zeros(n, np.uint8)
        self.bytes = n * (9 + self.total.itemsize + 1)


Results = tuple[Any, Any]


def oncourse_arrays(sheets: Sheets, threads: int) -> Callable[[], Results]:
    def run() -> Results:
        found = oncourse.score_arrays(
            sheets.columns,
            "phq-9",
            want=["total", "band"],
            out={"total": sheets.total, "band": sheets.band},
            dtype="float32" if sheets.blanks else "uint8",
            prorating="convention",
            blank_code=-1 if sheets.blanks else None,
            threads=threads,
        )
        return found["total"], found["band"]

    return run


def band_of_sum() -> Any:
    """By sum of a complete sheet."""
    out = np.full(256, NO_BYTE, np.uint8)
    out[:28] = np.searchsorted(BAND_FROM, np.arange(28), side="right") - 1
    return out


def by_blanks_and_sum() -> tuple[Any, Any]:
    """Prorated totals and bands at 32 * blanks + sum; what is refused is NaN."""
    total, band = np.full(512, np.nan, np.float32), np.full(512, NO_BYTE, np.uint8)
    for blanks in range(3):
        for points in range(28):
            exact = points * 9 / (9 - blanks)
            total[32 * blanks + points] = exact
            band[32 * blanks + points] = np.searchsorted(BAND_FROM, exact, side="right") - 1
    return total, band


def numpy_blocks(sheets: Sheets) -> Callable[[], Results]:
    """Sums of bytes a block at a time, every step into memory that is there, scores looked up by sum and blanks."""
    columns = [column.view(np.uint8) for column in sheets.columns.values()]
    bands = band_of_sum()
    looked_total, looked_band = by_blanks_and_sum()
    sums, seen, flag = (np.zeros(BLOCK, np.uint8) for _ in range(3))
    place, place_of = np.zeros(BLOCK, np.uint16), np.zeros(BLOCK, np.intp)

    def complete(begin: int, end: int) -> None:
        n = end - begin
        s, all_bits = sheets.total[begin:end], seen[:n]
        np.add(columns[0][begin:end], columns[1][begin:end], out=s)
        np.bitwise_or(columns[0][begin:end], columns[1][begin:end], out=all_bits)
        for column in columns[2:]:
            np.add(s, column[begin:end], out=s)
            np.bitwise_or(all_bits, column[begin:end], out=all_bits)
        if all_bits.max() > 3:  # an answer of 4 and more has other bits
            s[all_bits > 3] = NO_BYTE
        np.take(bands, s, out=sheets.band[begin:end], mode="clip")

    def with_blanks(begin: int, end: int) -> None:
        n = end - begin
        s, all_bits, blank, at = sums[:n], seen[:n], flag[:n], place[:n]
        # A blank is 255 here. Plus one modulo 256 answers are 1 to 4 and blanks 0: 32 to subtract, 33 sums to add.
        at.fill(0)
        s.fill(0)
        all_bits.fill(0)
        for column in columns:
            values = column[begin:end]
            np.add(values, 1, out=blank)
            np.bitwise_or(all_bits, np.subtract(blank, 1, out=blank, where=blank > 0), out=all_bits)
            np.add(s, blank, out=s)
            np.add(at, values == NO_BYTE, out=at)
        np.multiply(at, 32, out=at)
        np.add(at, s, out=at)
        place_of[:n] = at
        np.take(looked_total, place_of[:n], out=sheets.total[begin:end], mode="clip")
        np.take(looked_band, place_of[:n], out=sheets.band[begin:end], mode="clip")

    def run() -> Results:
        step = with_blanks if sheets.blanks else complete
        for begin in range(0, sheets.n, BLOCK):
            step(begin, min(begin + BLOCK, sheets.n))
        return sheets.total, sheets.band

    return run


def numpy_columns(sheets: Sheets) -> Callable[[], Results]:
    """As one writes it: whole columns, a line each for the sum, the check, the total and the band."""
    columns = list(sheets.columns.values())

    def run() -> Results:
        blanks = sum((column < 0).astype(np.uint8) for column in columns)
        points = sum(np.maximum(column, 0) for column in columns)
        wrong = np.logical_or.reduce([column > 3 for column in columns]) | (blanks > 2)
        if sheets.blanks:
            total = (points * np.float64(9) / (9 - np.minimum(blanks, 2))).astype(np.float32)
            total[wrong] = np.nan
        else:
            total = points.astype(np.uint8)
            total[wrong] = NO_BYTE
        band = (np.searchsorted(BAND_FROM, points * np.float64(9) / (9 - np.minimum(blanks, 2)), side="right") - 1).astype(np.uint8)
        band[wrong] = NO_BYTE
        return total, band

    return run


def pandas_frame(sheets: Sheets) -> Callable[[], Results] | None:
    try:
        import pandas as pd
    except ImportError:
        return None
    frame = pd.DataFrame(sheets.columns)

    def run() -> Results:
        wrong = (frame > 3).any(axis=1) | ((frame < 0).sum(axis=1) > 2)
        total = (frame.where(frame >= 0).mean(axis=1) * 9).where(~wrong)
        total = (frame.clip(lower=0).sum(axis=1) * 9 / (frame >= 0).sum(axis=1)).where(~wrong)
        band = pd.cut(total, [*BAND_FROM, np.inf], right=False, labels=False).fillna(NO_BYTE).astype(np.uint8)
        return (total.astype(np.float32) if sheets.blanks else total.fillna(NO_BYTE).astype(np.uint8)).to_numpy(), band.to_numpy()

    return run


def polars_frame(sheets: Sheets) -> Callable[[], Results] | None:
    try:
        import polars as pl
    except ImportError:
        return None
    frame = pl.DataFrame(sheets.columns)
    answers = [pl.col(name) for name in ITEMS]
    blanks = pl.sum_horizontal([(c < 0).cast(pl.UInt8) for c in answers])
    points = pl.sum_horizontal([pl.when(c > 0).then(c).otherwise(0).cast(pl.UInt8) for c in answers])
    wrong = pl.any_horizontal([c > 3 for c in answers]) | (pl.col("blanks") > 2)
    exact = pl.col("points").cast(pl.Float64) * 9 / (9 - pl.col("blanks").cast(pl.Float64))
    band = sum((exact >= float(limit)).cast(pl.UInt8) for limit in BAND_FROM[1:])

    def run() -> Results:
        found = frame.with_columns(blanks=blanks, points=points).select(
            total=pl.when(wrong).then(None).otherwise(exact if sheets.blanks else pl.col("points")),
            band=pl.when(wrong).then(NO_BYTE).otherwise(band),
        )
        total = found["total"].cast(pl.Float32).fill_null(float("nan")) if sheets.blanks else found["total"].fill_null(NO_BYTE)
        return total.to_numpy(), found["band"].to_numpy()

    return run


def duckdb_table(sheets: Sheets) -> Callable[[], Results] | None:
    try:
        import duckdb
    except ImportError:
        return None
    connection = duckdb.connect(config={"threads": 1})
    frame = sheets.columns  # noqa: F841: DuckDB finds it by its name
    connection.execute("create table sheets as select * from frame")
    blanks = " + ".join(f"({name} < 0)::utinyint" for name in ITEMS)
    points = " + ".join(f"greatest({name}, 0)" for name in ITEMS)
    wrong = " or ".join(f"{name} > 3" for name in ITEMS)
    band = " + ".join(f"(exact >= {limit})::utinyint" for limit in BAND_FROM[1:])
    total = "exact::float" if sheets.blanks else "points::utinyint"
    none = "'nan'::float" if sheets.blanks else f"{NO_BYTE}::utinyint"
    query = (
        f"with summed as (select ({blanks})::utinyint as blanks, ({points})::utinyint as points, "
        f"({wrong}) as off from sheets), scored as (select points, points * 9::double / (9 - least(blanks, 2)) as exact, "
        f"off or blanks > 2 as wrong from summed) "
        f"select if(wrong, {none}, {total}) as total, if(wrong, {NO_BYTE}, {band})::utinyint as band from scored"
    )

    def run() -> Results:
        found = connection.execute(query).fetchnumpy()
        return found["total"], found["band"]

    return run


def best(task: Callable[[], object], repetitions: int) -> float:
    times = []
    for _ in range(repetitions):
        begin = time.perf_counter()
        task()
        times.append(time.perf_counter() - begin)
    return min(times)


def bandwidth(sheets: Sheets) -> tuple[float, float]:
    """Bytes per second that are read, and that are read and written by a copy."""
    libc = ctypes.CDLL(None)
    libc.memchr.restype = ctypes.c_void_p
    libc.memchr.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t]
    columns = list(sheets.columns.values())
    copies = [np.ones(sheets.n, np.int8) for _ in columns]

    def read() -> None:
        for column in columns:
            if libc.memchr(column.ctypes.data, 77, sheets.n) is not None:
                sys.exit("there is no 77 among the answers")

    def copy() -> None:
        for column, into in zip(columns, copies):
            ctypes.memmove(into.ctypes.data, column.ctypes.data, sheets.n)

    return 9 * sheets.n / best(read, 15), 18 * sheets.n / best(copy, 15)


def of_r(sheets: Sheets, place: pathlib.Path) -> dict[str, tuple[float, Results]]:
    """What R's packages say and take, of those that are installed; on at most a million sheets."""
    if shutil.which("Rscript") is None:
        return {}
    for name, column in sheets.columns.items():
        column.tofile(place / name)
    script = pathlib.Path(__file__).with_suffix(".R")
    subprocess.run(["Rscript", str(script), str(place), str(sheets.n), str(int(sheets.blanks))], check=True)
    found = {}
    for seconds in place.glob("*.seconds"):
        name = seconds.stem
        total = np.fromfile(place / f"{name}.total", np.float64)
        band = np.fromfile(place / f"{name}.band", np.int32)
        band = np.where(band < 0, NO_BYTE, band).astype(np.uint8)
        missing = np.isnan(total)
        total[missing] = np.nan  # R's NA is one that a cast complains of
        total = total.astype(np.float32) if sheets.blanks else np.where(missing, np.float64(NO_BYTE), total).astype(np.uint8)
        found[f"R {name}"] = float(seconds.read_text()), (total, band)
    return found


def must_agree(who: str, found: Results, expected: Results) -> None:
    for what, theirs, ours in zip(("totals", "bands"), found, expected):
        if not np.array_equal(np.asarray(theirs), ours, equal_nan=theirs.dtype.kind == "f"):
            sys.exit(f"{who}: its {what} are not oncourse's, its time means nothing")


def measure(n: int, blanks: bool, only: set[str]) -> None:
    sheets = Sheets(n, blanks)
    read, copy = bandwidth(sheets)
    kind = "2 % blanks, prorated, into float32" if blanks else "complete, into bytes"
    print(f"\n{n:,} sheets, {kind}: memory is read at {read / 1e9:.1f} and copied at {copy / 1e9:.1f} GB/s")
    print(f"{'':34} {'ms':>9} {'million/s':>10} {'GB/s':>6} {'of read':>8} {'of copy':>8} {'times oncourse':>15}")
    repetitions = 15 if n <= 1_000_000 else 7
    run = oncourse_arrays(sheets, 1)
    expected = tuple(array.copy() for array in run())
    ours = best(run, 3 * repetitions)

    def row(who: str, took: float) -> None:
        speed = sheets.bytes / took
        print(
            f"{who:34} {1e3 * took:9.2f} {n / took / 1e6:10,.0f} {speed / 1e9:6.1f} {speed / read:8.0%} {speed / copy:8.0%} "
            f"{took / ours:15.1f}"
        )

    row("oncourse", ours)
    two = oncourse_arrays(sheets, 2)
    must_agree("two threads", two(), expected)
    row("oncourse, two threads", best(two, 3 * repetitions))
    peers = {
        "numpy, blocks and look-up": numpy_blocks(sheets),
        "numpy, whole columns": numpy_columns(sheets),
        "pandas": pandas_frame(sheets),
        "polars": polars_frame(sheets),
        "DuckDB": duckdb_table(sheets),
    }
    for who, task in peers.items():
        if only and not any(who.lower().startswith(name) for name in only):
            continue
        if task is None:
            print(f"{who:34} not installed")
            continue
        must_agree(who, task(), expected)
        row(who, best(task, max(3, repetitions // 3)))
    if n <= 1_000_000 and (not only or "r" in only):
        with tempfile.TemporaryDirectory() as place:
            of_those = of_r(sheets, pathlib.Path(place))
        for who, (took, found) in sorted(of_those.items()):
            must_agree(who, found, expected)
            row(who, took)
        if not of_those:
            print(f"{'R':34} not installed")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sheets", default="1000000,10000000", help="how many, one run each")
    parser.add_argument("--only", default="", help="peers by how their names begin")
    asked = parser.parse_args()
    for n in asked.sheets.split(","):
        for blanks in (False, True):
            measure(int(n), blanks, {name.lower() for name in asked.only.split(",") if name})


if __name__ == "__main__":
    main()
