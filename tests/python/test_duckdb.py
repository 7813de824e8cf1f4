"""SQL's scores are those of the library, and the example runs."""

from __future__ import annotations

import pathlib
import subprocess
import sys

import duckdb
import pyarrow as pa
import pytest

import oncourse
import oncourse.duckdb

root = pathlib.Path(__file__).parents[2]
nine = "[" + ", ".join(f"q{i}" for i in range(1, 10)) + "]"


@pytest.fixture
def connection(sheets: oncourse.Table) -> duckdb.DuckDBPyConnection:
    made = duckdb.connect()
    made.register("sheets", pa.table(sheets))
    return made


def test_scores_in_sql_are_those_of_the_table(connection: duckdb.DuckDBPyConnection, cohort: oncourse.Table) -> None:
    names = oncourse.duckdb.register(connection, "phq-9")
    assert names == ["phq9_total", "phq9_band", "phq9_status", "phq9_detail"]
    for name in names:
        column = name.removeprefix("phq9_")
        found = [row[0] for row in connection.sql(f"select {name}({nine}) from sheets").fetchall()]
        assert found == cohort[column], name


def test_vectors_of_any_length_and_nulls(connection: duckdb.DuckDBPyConnection) -> None:
    oncourse.duckdb.register(connection, "phq-9", name="scored", prorating="convention")
    one = "[1, 1, 1, 1, 1, 1, 1, 1, null]"
    for rows in (0, 1, 2047, 2049, 10_000):
        query = f"select count(*), count(scored_total(if(i % 2 = 0, {one}, null))) from range({rows}) t(i)"
        assert connection.sql(query).fetchall()[0] == (rows, (rows + 1) // 2)
    both = connection.sql(f"select scored_total({one}), scored_status(null), scored_detail([1, 1, 1, 1, 1, 1, 1, 1, 1.5])")
    assert both.fetchall()[0] == (9.0, "too_many_missing", "item 9 is 1.5, scale is 0..3")
    with pytest.raises(duckdb.Error, match="phq-9 has 9 items, a list has 2"):
        connection.sql("select scored_total([1, 2])").fetchall()


def test_subscales_and_own_definitions_have_functions(connection: duckdb.DuckDBPyConnection) -> None:
    assert oncourse.duckdb.register(connection, "dass-21:anxiety")[0] == "dass21_anxiety_total"
    asked = ", ".join(["1"] * 21)
    assert connection.sql(f"select dass21_anxiety_total([{asked}])").fetchall()[0] == (14.0,)
    own = oncourse.Instrument.from_json(oncourse.instrument("gad-7").to_json())
    oncourse.duckdb.register(connection, own)
    assert connection.sql("select gad7_band([2, 2, 2, 2, 2, 2, 2])").fetchall()[0] == ("moderate",)


def test_the_example_goes_from_parquet_to_band_counts(tmp_path: pathlib.Path) -> None:
    script = root / "bindings/python/examples/parquet_to_bands.py"
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "moderately severe" in done.stdout and "too_many_missing" in done.stdout
