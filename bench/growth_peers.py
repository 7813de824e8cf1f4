"""The growth model beside its peers: R's lme4, nlme and glmmTMB, and Python's statsmodels, in one run on one file.

data    the simulated cohorts of growth_cohort.hpp, seed 1, scores rounded to four decimals, a CSV file per size: seen
        at whole weeks, so that many share a design, and on days of their own, so that nobody does
model   score ~ log1p(week) * medication + (1 + log1p(week) | person), REML; from arrays in memory to standard errors
peers   those that are installed, else "not installed", as they come: default settings, one thread, each in a process of
        its own. lme4's evaluations leave out those of its check of derivatives, which its seconds hold
honest  an engine's row is printed once its answer is ours: see must_agree(). Ours must converge, and must never explain
        the data worse than a peer, be that peer converged or not; where a peer does not converge, its row says so
times   the median of 3 runs, of more up to 21 while a second has room, of fewer once 10 seconds are over. Each table
        says how much of a core its processes had: where others had much of it, run it again
memory  the most that the process held during its first fit, and how much of that it did not hold before (Linux only)
size    each engine runs up to a size that keeps the whole run at some minutes; --all goes on to what it can bear at all

    cmake --workflow --preset bench
    apt-get install r-base-core r-cran-lme4 r-cran-nlme r-cran-glmmtmb python3-statsmodels
    build/venv/bin/python bench/growth_peers.py [--sizes 1000,10000] [--engines lme4,nlme] [--all]

Any Python runs it; that of build/venv, which cmake/python.sh makes, has the Python package to measure too.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from typing import Any, NamedTuple

bench = pathlib.Path(__file__).parent
program = bench.parent / "build/release/bench/oncourse_growth_time"
ours = "oncourse"


class Engine(NamedTuple):
    command: list[str]  # before file and residuals
    usual: int  # persons that it is given at most
    all: int  # and with --all
    cost: float  # seconds per person of one fit as measured on 2 cores, rounded up: to say beforehand how long it takes


def in_r(package: str) -> list[str]:
    return ["Rscript", "--vanilla", str(bench / "growth_peers.R"), package]


def in_python(package: str, *interpreters: str) -> list[str]:
    """By the first of the interpreters that has the package; by ours, to say that it has not."""

    def has(interpreter: str) -> bool:
        return subprocess.run([interpreter, "-c", f"import {package}"], capture_output=True).returncode == 0

    able = (each for each in interpreters if shutil.which(each) and has(each))
    return [next(able, sys.executable), str(bench / "growth_peers_python.py"), package]


engines = {
    ours: Engine([str(program), "fit"], 1_000_000, 1_000_000, 2e-6),
    "oncourse in Python": Engine(in_python(ours, sys.executable), 1_000_000, 1_000_000, 5e-6),
    "lme4": Engine(in_r("lme4"), 100_000, 1_000_000, 5e-4),
    "nlme": Engine(in_r("nlme"), 10_000, 100_000, 1e-3),
    "glmmTMB": Engine(in_r("glmmTMB"), 10_000, 100_000, 4e-3),
    "statsmodels": Engine(in_python("statsmodels", sys.executable, "/usr/bin/python3"), 10_000, 100_000, 8e-3),
}
kinds = {"whole_weeks": "whole weeks", "own_days": "own days"}
# nlme's corCAR1(form = ~ week | person), and corExp(form = ~ week | person, nugget = TRUE).
serial = {
    "autoregressive": "autoregressive residuals",
    "autoregressive-with-noise": "autoregressive residuals with noise",
}
serial_persons = 300


def measured(engine: str, file: pathlib.Path, residuals: str) -> dict[str, Any]:
    """An engine's answer and what it took, or {"missing": why}, or {"failed": why, "seconds": until then}."""
    command = engines[engine].command
    if not shutil.which(command[0]):
        return {"missing": "not installed"}
    one_thread = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
    begin, had = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = subprocess.run([*command, str(file), residuals], env=os.environ | one_thread, capture_output=True, text=True)
    lasted, has = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    if ran.returncode != 0:
        return {"failed": " ".join(ran.stderr.split()[-20:]) or f"exit status {ran.returncode}", "seconds": math.nan}
    found: dict[str, Any] = json.loads(ran.stdout)
    found["share"] = (has.ru_utime + has.ru_stime - had.ru_utime - had.ru_stime) / lasted
    return found


def must_agree(what: str, persons: int, us: dict[str, Any], them: dict[str, Any]) -> None:
    """Ends the run unless a peer's answer is ours.

    criterion        -2 log restricted likelihood. Ours exceeds a peer's by at most 1e-9 of it, what rounding makes of
                     sums of millions in another order; a converged peer's exceeds ours by at most 1e-8, by which
                     searches stop early
    estimates        within a hundredth of their standard error, which no conclusion can rest on. For variances that of
                     persons whose own level and rate were known, and of as many residuals: at most what it is
    range, nugget    of correlated residuals, where a peer has them: within a hundredth of them
    standard errors  within 1e-4 of them, which is less than is ever printed
    """

    def must(number: str, mine: float, theirs: float, tolerance: float) -> None:
        if not abs(mine - theirs) <= tolerance:
            sys.exit(f"{what}: {number} is {theirs!r}, oncourse's {mine!r}: they disagree by more than {tolerance:.2g}")

    best, other = us["criterion"], them["criterion"]
    if other is not None and best > other + 1e-9 * abs(other):
        sys.exit(f"{what}: criterion is {other!r}, better than oncourse's {best!r}")
    if not them["converged"]:
        return
    must("criterion", best, other, 1e-8 * abs(best))
    for k, error in enumerate(us["standard_errors"]):
        must(f"fixed effect {k + 1}", us["beta"][k], them["beta"][k], 0.01 * error)
        must(f"standard error {k + 1}", error, them["standard_errors"][k], 1e-4 * error)
    level, both, rate = us["covariance"]
    squares = {
        "variance of the level": 2 * level * level,
        "covariance of level and rate": level * rate + both * both,
        "variance of the rate": 2 * rate * rate,
    }
    for k, (name, square) in enumerate(squares.items()):
        must(name, us["covariance"][k], them["covariance"][k], 0.01 * math.sqrt(square / persons))
    residual = us["residual_variance"]
    must("residual variance", residual, them["residual_variance"], 0.01 * residual * math.sqrt(2.0 / us["rows"]))
    for name in ("range", "nugget"):
        if us.get(name) is not None and them.get(name) is not None:
            must(name, us[name], them[name], 0.01 * us[name])


def three_digits(value: float) -> str:
    return f"{value:.3g}" if value < 100 else f"{value:,.0f}"


def duration(seconds: float | None) -> str:
    if seconds is None or math.isnan(seconds):
        return "-"
    for unit, scale in (("s", 1.0), ("ms", 1e3)):
        if seconds * scale >= 1.0:
            return f"{three_digits(seconds * scale)} {unit}"
    return f"{three_digits(seconds * 1e6)} µs"


def row(*cells: str) -> None:
    print("| " + " | ".join(cells) + " |", flush=True)


def compare(title: str, chosen: list[str], persons: int, file: pathlib.Path, residuals: str) -> dict[str, float]:
    """Prints a table of the engines on one file; the seconds of those that gave the answer."""
    us = measured(ours, file, residuals)
    if "missing" in us or "failed" in us or not us["converged"]:
        reason = us.get("missing") or us.get("failed") or "does not converge"
        print(f"\n### {title}\n\noncourse: {reason}", flush=True)
        if "missing" not in us:
            sys.exit(1)
        return {}
    print(f"\n### {title}: {us['rows']:,} rows, {us['designs']:,} distinct designs\n")
    head = ["time", "times oncourse", "evaluations", "each", "above input", "whole process", "criterion above ours"]
    row("engine", *head)
    row("---", *len(head) * ["---:"])
    took, share = {}, us["share"]
    for engine in chosen:
        them = us if engine == ours else measured(engine, file, residuals)
        share = min(share, them.get("share", 1.0))
        name = f"{engine} {them.get('version', '')}".strip()
        if "missing" in them or "failed" in them:
            why = them.get("missing") or f"failed: {them['failed']}"
            row(name, duration(them.get("seconds")), why, *["-"] * (len(head) - 2))
            continue
        must_agree(f"{title}, {name}", persons, us, them)
        took[engine] = them["seconds"]
        row(
            name if them["converged"] else f"{name}, not converged",
            duration(them["seconds"]),
            three_digits(them["seconds"] / us["seconds"]),
            "-" if them.get("evaluations") is None else str(them["evaluations"]),
            duration(them.get("evaluation_seconds")),
            f"{them['above_input_kb'] / 1024:,.1f} MB",
            f"{them['process_kb'] / 1024:,.0f} MB",
            "-" if them["criterion"] is None else f"{them['criterion'] - us['criterion']:.1g}",
        )
    print(f"\nThe process that had least of a core had {100 * share:.0f} % of one.", flush=True)
    return took


def growth(title: str, sizes: list[int], took: dict[int, dict[str, float]]) -> None:
    """Prints how each engine's time grows; the power is the slope of ln(time) on ln(persons) between its ends."""
    print(f"\n### Growth with size, {title}\n")
    row("engine", *(f"{size:,} persons" for size in sizes), "power of the size")
    row("---", *["---:"] * (len(sizes) + 1))
    for engine in engines:
        times = {size: took[size][engine] for size in sizes if engine in took[size]}
        if not times:
            continue
        first, last = min(times), max(times)
        power = math.log(times[last] / times[first]) / math.log(last / first) if last > first else math.nan
        row(engine, *(duration(times.get(size)) for size in sizes), "-" if math.isnan(power) else f"{power:.2f}")


def expected(engine: str, persons: int) -> float:
    """Seconds that one row takes."""
    once = engines[engine].cost * persons
    return 2.0 + once * (3 if once < 10 else 1)


def main() -> None:
    parser = argparse.ArgumentParser(description="The growth model beside its peers, on the same files.")
    parser.add_argument("--sizes", default="1000,10000,100000,1000000", help="persons, commas between (%(default)s)")
    parser.add_argument("--engines", default=",".join(engines), help="commas between (%(default)s)")
    parser.add_argument("--all", action="store_true", help="every engine up to what it can bear, which takes an hour")
    given = parser.parse_args()
    sizes = sorted(int(size) for size in given.sizes.split(","))
    chosen = [ours, *(engine for engine in given.engines.split(",") if engine != ours)]
    if unknown := [engine for engine in chosen if engine not in engines]:
        parser.error(f"unknown engine {unknown[0]}, known are {', '.join(engines)}")
    if not program.exists():
        parser.error(f"{program} is not built: cmake --workflow --preset bench")

    def able(persons: int) -> list[str]:
        return [one for one in chosen if persons <= (engines[one].all if given.all else engines[one].usual)]

    seconds = len(kinds) * sum(expected(engine, persons) for persons in sizes for engine in able(persons))
    print(f"About {math.ceil(seconds / 60)} minutes on a quiet machine.", flush=True)

    with tempfile.TemporaryDirectory() as folder:

        def cohort(persons: int, kind: str, residuals: str) -> pathlib.Path:
            file = pathlib.Path(folder) / "cohort.csv"
            with open(file, "wb") as out:
                subprocess.run([str(program), "simulate", str(persons), kind, residuals], stdout=out, check=True)
            return file

        for kind, title in kinds.items():
            took = {}
            for persons in sizes:
                file = cohort(persons, kind, "independent")
                took[persons] = compare(f"{persons:,} persons, {title}", able(persons), persons, file, "independent")
            if len(sizes) > 1:
                growth(title, sizes, took)
        offering = [engine for engine in chosen if engine.startswith(ours) or engine == "nlme"]
        for residuals, title in serial.items():
            file = cohort(serial_persons, "own_days", residuals)
            compare(f"{serial_persons:,} persons, own days, {title}", offering, serial_persons, file, residuals)


main()
