"""Whatever library a table comes from, it says the same; and every library takes the results."""

from __future__ import annotations

import datetime
import math
from typing import Any

import duckdb
import numpy
import pandas
import polars
import pyarrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oncourse

items = [f"q{i}" for i in range(1, 10)]


def every_library(sheets: oncourse.Table) -> dict[str, Any]:
    frame = sheets.to_pandas()  # DuckDB finds it by this name
    return {
        "pandas": frame,
        "pandas floats": frame.astype({q: "float64" for q in items}),
        "polars": sheets.to_polars(),
        "polars in chunks": polars.concat(
            [sheets.to_polars()[:100], sheets.to_polars()[100:]], rechunk=False
        ),
        "polars small integers": sheets.to_polars().with_columns(polars.col(items).cast(polars.Int8)),
        "pyarrow": pyarrow.table(sheets),
        "pyarrow dictionaries": pyarrow.table(sheets).set_column(
            0, "patient", pyarrow.table(sheets)["patient"].dictionary_encode()
        ),
        "duckdb": duckdb.sql("select * from frame"),
        "duckdb decimals": duckdb.sql(
            "select * replace (" + ", ".join(f"{q}::decimal(5,1) as {q}" for q in items) + ") from frame"
        ),
        "numpy": {name: sheets.to_numpy(name) for name in sheets.columns},
        "lists": sheets.to_dict(),
        "mixed": {name: frame[name] if name < "q5" else sheets.to_polars()[name] for name in sheets.columns},
    }


def test_every_library_gets_the_same_scores(sheets: oncourse.Table) -> None:
    results = {
        library: oncourse.score(table, "phq-9", keep=["patient"]).to_dict()
        for library, table in every_library(sheets).items()
    }
    for library, result in results.items():
        assert result == results["pandas"], library


def test_a_structured_array_is_a_table() -> None:
    rows = numpy.array([(1,) * 9, (2,) * 9], dtype=[(q, "i2") for q in items])
    assert oncourse.score(rows, "phq-9")["total"] == [9.0, 18.0]


def test_results_go_back_to_every_library(cohort: oncourse.Table) -> None:
    arrow = pyarrow.table(cohort)
    assert polars.DataFrame(cohort).to_dict(as_series=False) == cohort.to_dict()
    assert arrow.to_pydict() == cohort.to_dict()
    assert duckdb.sql("select count(*), sum(total) from arrow").fetchall() == [
        (len(cohort), sum(t for t in cohort["total"] if t is not None))
    ]
    frame = cohort.to_pandas()
    assert list(frame.columns) == cohort.columns
    assert frame["total"].isna().sum() == cohort["total"].count(None)
    assert frame["answered"].dtype == "Int32"
    assert frame["band"].isna().sum() == cohort["band"].count(None)


def test_numbers_are_not_copied_on_the_way_out(cohort: oncourse.Table) -> None:
    whole = oncourse.Table(cohort._core)
    first, second = whole.to_numpy("session"), whole.to_numpy("session")
    assert numpy.shares_memory(first, second)


def test_numbers_are_not_copied_on_the_way_in() -> None:
    """What the array says when it is scored counts, not what it said when it was handed over."""
    from oncourse.frames import Columns

    values = {q: numpy.ones(4, dtype="int8") for q in items}
    columns = Columns(values)
    handed_over = [columns[q] for q in items]
    values["q1"][:] = 3
    core = oncourse.instrument("phq-9")._core
    assert list(oncourse._oncourse.score(core, handed_over, "published").values("total")) == [11.0] * 4


def test_pandas_without_pyarrow_is_read_too(sheets: oncourse.Table, monkeypatch: pytest.MonkeyPatch) -> None:
    frame = sheets.to_pandas()
    expected = oncourse.score(frame, "phq-9").to_dict()

    def missing(self: object, requested_schema: object = None) -> object:
        raise ImportError("pyarrow is required")

    monkeypatch.setattr(pandas.DataFrame, "__arrow_c_stream__", missing)
    monkeypatch.setattr(pandas.Series, "__arrow_c_stream__", missing, raising=False)
    assert oncourse.score(frame, "phq-9").to_dict() == expected


def test_dates_are_read_from_every_library() -> None:
    days = [datetime.date(2026, 1, 5) + datetime.timedelta(weeks=k) for k in range(5)]
    totals = [18.0, 17.0, 16.0, 15.0, 14.0]
    plain = {"patient": ["a"] * 5, "session": list(range(5)), "date": days, "total": totals}
    frame = pandas.DataFrame(plain)
    model = oncourse.fit_growth(
        oncourse.score(oncourse.simulate(60), "phq-9", keep=["patient", "session"]), instrument="phq-9"
    )
    kinds = {
        "dates": plain,
        "iso": {**plain, "date": [day.isoformat() for day in days]},
        "pandas": frame.assign(date=pandas.to_datetime(frame["date"])),
        "zoned": frame.assign(date=pandas.to_datetime(frame["date"]).dt.tz_localize("UTC")),
        "polars": polars.DataFrame(plain),
        "numpy": {**plain, "date": numpy.array(days, dtype="datetime64[D]")},
    }
    verdicts = {kind: oncourse.track(data, model, date="date").to_dict()["verdict"] for kind, data in kinds.items()}
    for kind, verdict in verdicts.items():
        assert verdict == verdicts["dates"], kind


def test_a_kept_column_keeps_its_type(sheets: oncourse.Table) -> None:
    table = sheets.to_polars().with_columns(
        when=polars.lit(datetime.datetime(2026, 1, 5, 10)), on=polars.lit(datetime.date(2026, 1, 5)), big=polars.lit(2**60)
    )
    kept = oncourse.score(table, "phq-9", keep=["when", "on", "big", "patient"])
    back = kept.to_polars()
    assert back["when"][0] == datetime.datetime(2026, 1, 5, 10)
    assert back["on"][0] == datetime.date(2026, 1, 5)
    assert back["big"][0] == 2**60
    assert back["patient"].to_list() == table["patient"].to_list()
    assert str(kept.to_pandas()["on"][0])[:10] == "2026-01-05"


def test_what_is_no_table_or_no_column_is_refused() -> None:
    for data in (3, "text", None):
        with pytest.raises(oncourse.InvalidArgument, match="a table is"):
            oncourse.score(data, "phq-9")
    with pytest.raises(oncourse.InvalidArgument, match="no column q9"):
        oncourse.score({q: [1] for q in items[:8]}, "phq-9", items=items)
    with pytest.raises(oncourse.InvalidArgument, match="q1 holds no numbers"):
        oncourse.score({**{q: [1] for q in items}, "q1": ["one"]}, "phq-9")
    nested = pyarrow.table({**{q: [1] for q in items}, "q1": [[1]]})
    with pytest.raises(oncourse.InvalidArgument, match="column q1 is of a type"):
        oncourse.score(nested, "phq-9")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.one_of(st.none(), st.integers(-2, 5)), min_size=9, max_size=9), min_size=1, max_size=30))
def test_a_table_scores_as_its_sheets_one_by_one(rows: list[list[int | None]]) -> None:
    columns = {q: [row[i] for row in rows] for i, q in enumerate(items)}
    table = oncourse.score(columns, "phq-9", prorating="convention")
    for i, row in enumerate(rows):
        try:
            alone = oncourse.score_sheet("phq-9", row, prorating="convention")
        except oncourse.InvalidArgument as refused:
            assert (table["status"][i], table["detail"][i]) == (refused.code, refused.detail)
            assert table["total"][i] is None
        else:
            assert table["status"][i] == "ok"
            assert (table["total"][i], table["band"][i]) == (alone.total, alone.band)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), min_size=1, max_size=20))
def test_no_number_is_ever_taken_for_another(values: list[float]) -> None:
    """An answer that is no whole number on the scale has no score, whatever it is."""
    table = oncourse.score({q: numpy.array(values) if q == "q1" else [1] * len(values) for q in items}, "phq-9")
    for value, total, status in zip(values, table["total"], table["status"]):
        if value in (0.0, 1.0, 2.0, 3.0):
            assert total == 8 + value
        else:
            assert total is None
            assert status == ("too_many_missing" if math.isnan(value) else "response_range")
