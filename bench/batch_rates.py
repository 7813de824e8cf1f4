"""What a core does with record batches, and what that makes of a large cohort: the figures of at_scale.md.

data    simulated courses of the PHQ-9, seed 1; batches of 10,000 rows, as Spark makes them
time    processor seconds of one thread, so that a busy machine shows too little rather than too much; best of three
honest  each result is compared with that of the whole table before anything is timed

    build/venv/bin/python bench/batch_rates.py [persons]
"""

from __future__ import annotations

import io
import resource
import sys
import time
from collections.abc import Callable

import duckdb
import pyarrow as pa
import pyarrow.parquet

import oncourse
import oncourse.duckdb
from oncourse.batches import OverBatches, cross_products_batches, score_batches, track_batches

persons = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
batch_rows = 10_000
pa.set_cpu_count(1)


def seconds(task: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        begin = time.process_time()
        task()
        times.append(time.process_time() - begin)
    return min(times)


def over(work: OverBatches, table: pa.Table) -> pa.Table:
    return pa.Table.from_batches(work(table.to_batches(max_chunksize=batch_rows)), work.schema)


def parquet_bytes(table: pa.Table) -> int:
    file = io.BytesIO()
    pyarrow.parquet.write_table(table, file, compression="zstd")
    return len(file.getvalue())


def line(what: str, took: float) -> None:
    print(f"{what:34} {rows / took:12,.0f} rows/s  {1e8 / persons * took / 3600:8.2f} core hours for 100 million courses")


sheets = pa.table(oncourse.simulate(persons, seed=1)).combine_chunks()
rows = len(sheets)
keep = ["patient", "session", "day", "medication"]
scored = score_batches(sheets, "phq-9", keep=keep)
scores = over(scored, sheets)
small = scores.slice(0, 50_000)
model = oncourse.fit_growth(small, covariates=["medication"], instrument="phq-9", calibrate=True)
judged = track_batches(scores, model, day="day")
latest = track_batches(scores, model, day="day", per="person")
blocks = cross_products_batches(scores, covariates=["medication"], instrument="phq-9")

whole = pa.table(oncourse.score(sheets, "phq-9", keep=keep)).cast(scored.schema)
if not scores.equals(whole) or not over(judged, small).equals(pa.table(oncourse.track(small, model, day="day")).cast(judged.schema)):
    sys.exit("batches and the whole table differ")

print(f"{persons:,} courses, {rows:,} sheets, {rows / persons:.1f} per course\n")
line("score", seconds(lambda: over(scored, sheets)))
line("track, a row per session", seconds(lambda: over(judged, scores)))
line("track, a row per person", seconds(lambda: over(latest, scores)))
line("cross-products", seconds(lambda: over(blocks, scores)))

connection = duckdb.connect(config={"threads": 1})
oncourse.duckdb.register(connection, "phq-9")
connection.register("sheets", sheets)
query = "SELECT phq9_band([q1, q2, q3, q4, q5, q6, q7, q8, q9]) AS band, count(*) FROM sheets GROUP BY band"
line("DuckDB, bands counted", seconds(lambda: connection.sql(query).fetchall()))

block = over(blocks, scores)["block"][0].as_py()
print(f"\nParquet, sheets                    {parquet_bytes(sheets) / rows:12.1f} bytes per row")
print(f"Parquet, scores                    {parquet_bytes(scores) / rows:12.1f} bytes per row")
print(f"Arrow, sheets                      {sheets.nbytes / rows:12.1f} bytes per row")
print(f"Arrow, scores                      {scores.nbytes / rows:12.1f} bytes per row")
print(f"block of cross-products            {len(block):12,} bytes, {oncourse.CrossProducts.from_bytes(block).n_designs:,} designs")
print(f"this process at most               {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:12,.0f} MB")
