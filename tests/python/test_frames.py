"""Whatever library a table comes from, it says the same; and every library takes the results."""

from __future__ import annotations

import ctypes
import datetime
import math
import subprocess
import sys
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
    assert list(oncourse._oncourse.score(core, handed_over, "published", None).values("total")) == [11.0] * 4


def test_pandas_without_pyarrow_is_read_too(sheets: oncourse.Table, monkeypatch: pytest.MonkeyPatch) -> None:
    frame = sheets.to_pandas()
    expected = oncourse.score(frame, "phq-9").to_dict()

    def missing(self: object, requested_schema: object = None) -> object:
        raise ImportError("pyarrow is required")

    monkeypatch.setattr(pandas.DataFrame, "__arrow_c_stream__", missing)
    monkeypatch.setattr(pandas.Series, "__arrow_c_stream__", missing, raising=False)
    assert oncourse.score(frame, "phq-9").to_dict() == expected


def test_dates_are_read_from_every_library() -> None:
    days = [datetime.date(2026, 1, 5) + datetime.timedelta(days=day) for day in (0, 5, 16, 30, 37)]
    totals = [18.0, 17.0, 16.0, 15.0, 14.0]
    plain = {"patient": ["a"] * 5, "session": list(range(5)), "date": days, "total": totals}
    frame = pandas.DataFrame(plain)
    scored = oncourse.score(oncourse.simulate(60), "phq-9", keep=["patient", "session", "day"])
    model = oncourse.fit_growth(scored, time="day", time_unit="day", instrument="phq-9")
    kinds = {
        "dates": plain,
        "iso": {**plain, "date": [day.isoformat() for day in days]},
        "pandas": frame.assign(date=pandas.to_datetime(frame["date"])),
        "pandas series": {**plain, "date": pandas.to_datetime(frame["date"])},
        "polars": polars.DataFrame(plain),
        "numpy": {**plain, "date": numpy.array(days, dtype="datetime64[D]")},
        "masked": {**plain, "date": numpy.ma.masked_array(numpy.array(days, dtype="datetime64[ns]"))},
    }
    tracked = {kind: oncourse.track(data, model, date="date").to_dict() for kind, data in kinds.items()}
    for kind, found in tracked.items():
        assert found == tracked["dates"], kind
    assert tracked["dates"]["status"] == ["ok"] * 5
    later = {**plain, "date": [*days[:4], days[4] + datetime.timedelta(days=1)]}
    expected = tracked["dates"]["expected_mean"]
    assert oncourse.track(later, model, date="date")["expected_mean"] != expected, "a day more would be seen"
    by_day = {**plain, "day": [(day - days[0]).days for day in days]}
    assert oncourse.track(by_day, model, day="day")["expected_mean"] == expected
    zoned = pandas.to_datetime(frame["date"]).dt.tz_localize("Europe/Kyiv")
    for data in (frame.assign(date=zoned), {**plain, "date": zoned}, {**plain, "date": zoned.tolist()}):
        with pytest.raises(oncourse.InvalidArgument, match="column date holds instants of a time zone"):
            oncourse.track(data, model, date="date")


def sheet(**changed: Any) -> dict[str, Any]:
    """Two sheets of ones, but for some columns."""
    return {**{q: [1, 1] for q in items}, **changed}


def test_a_result_has_no_two_columns_of_a_name_and_none_of_another_length() -> None:
    with pytest.raises(oncourse.InvalidArgument, match="two columns total"):
        oncourse.score(sheet(patient=["a", "b"], total=[1, 2]), "phq-9", keep=["patient", "total"])
    with pytest.raises(oncourse.InvalidArgument, match="total has 2 rows, patient has 3"):
        oncourse.score(sheet(patient=["a", "b", "c"]), "phq-9", keep=["patient"])
    with pytest.raises(oncourse.InvalidArgument, match="row 3 of column q1, which has 2"):
        oncourse._oncourse.take([oncourse.frames.column("q1", [1, 2])], [2])


def test_masked_values_are_missing() -> None:
    masked = numpy.ma.masked_array([3, 99], mask=[False, True])
    assert oncourse.score(sheet(q1=masked), "phq-9", prorating="never")["total"] == [11.0, None]
    rows = numpy.ma.masked_array(numpy.array([(1,) * 9, (2,) * 9], dtype=[(q, "i2") for q in items]))
    rows["q3"][1] = numpy.ma.masked
    assert oncourse.score(rows, "phq-9", prorating="never")["status"] == ["ok", "too_many_missing"]


def test_whole_numbers_stay_exact() -> None:
    big = [2**60 + 1, 2**60 + 2]
    unsigned = numpy.array([2**63 + 1, 2**63 + 3], dtype="uint64")
    codes = pyarrow.array(big).dictionary_encode()
    for given in (big, numpy.array(big), pandas.Series(big), codes, unsigned):
        exact = [int(v) for v in (codes.to_pylist() if given is codes else given)]
        kept = oncourse.score(sheet(patient=given), "phq-9", keep=["patient"])
        assert kept["patient"] == exact
        assert [row["patient"] for row in kept.rows()] == exact
        assert kept.to_polars()["patient"].to_list() == exact
        assert kept.to_pandas()["patient"].tolist() == exact
        assert oncourse.hold_out({"patient": given})["held_out"] is not None
    missing = oncourse.score(sheet(patient=[2**60 + 1, None]), "phq-9", keep=["patient"])
    assert missing["patient"] == [2**60 + 1, None]
    for inexact in ([2**60 + 1, 0.5], [2**64, 1]):
        with pytest.raises(oncourse.InvalidArgument, match="column patient holds whole numbers"):
            oncourse.score(sheet(patient=inexact), "phq-9", keep=["patient"])


def test_instants_in_a_dictionary_and_a_table_without_rows_keep_their_type() -> None:
    when = [datetime.datetime(2026, 1, 5, 10), datetime.datetime(2026, 1, 6, 11)]
    codes = pyarrow.array(when, pyarrow.timestamp("ms")).dictionary_encode()
    kept = oncourse.score(pyarrow.table(sheet(when=codes)), "phq-9", keep=["when"])
    assert kept.to_polars()["when"].to_list() == when
    nobody = polars.DataFrame({**{q: [] for q in items}, "patient": []}, schema_overrides={"patient": polars.String})
    assert oncourse.score(nobody, "phq-9", keep=["patient"]).to_polars()["patient"].dtype == polars.String


def test_a_column_of_another_kind_is_refused_wherever_it_is_given() -> None:
    nested = pyarrow.array([[1], [2]])
    with pytest.raises(oncourse.InvalidArgument, match="column pre is of a type"):
        oncourse.classify(None, "phq-9", pre=nested, post=[1, 2])
    with pytest.raises(oncourse.InvalidArgument, match="column pre is a table of 2 columns"):
        oncourse.classify(None, "phq-9", pre=polars.DataFrame({"a": [1], "b": [2]}), post=[1])
    for numbers in (numpy.ones((2, 2)), numpy.ones(2, "complex"), numpy.ones(2, "longdouble"), numpy.ones(2, "m8[s]")):
        with pytest.raises(oncourse.InvalidArgument, match="column q1"):
            oncourse.score(sheet(q1=numbers), "phq-9")


def test_arrays_in_any_layout_are_read() -> None:
    rows = numpy.array([(3, 1), (2, 1)], dtype=[("q1", "i2"), ("other", "i1")])  # 3 bytes from one q1 to the next
    layouts = [rows["q1"], numpy.array([3, 2], dtype=">i4"), pandas.Series([3, 2]), numpy.array([2, 3])[::-1]]
    for values in [*layouts, pandas.Series([3, 2], dtype="Int64")]:
        assert oncourse.score(sheet(q1=values), "phq-9")["total"] == [11.0, 10.0]


def test_a_pandas_series_without_arrow_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(pandas.Series, "__arrow_c_stream__", raising=False)
    assert oncourse.score(sheet(q1=pandas.Series([3, 2])), "phq-9")["total"] == [11.0, 10.0]
    missing = pandas.Series([3, pandas.NA], dtype="Int64")
    assert oncourse.score(sheet(q1=missing), "phq-9", prorating="never")["total"] == [11.0, None]


def test_a_column_that_is_not_asked_for_may_hold_anything() -> None:
    frame = pandas.DataFrame(sheet(note=["a secret", 3]))
    assert oncourse.score(frame, "phq-9")["total"] == [9.0, 9.0]
    with pytest.raises(oncourse.InvalidArgument) as refused:
        oncourse.score(frame, "phq-9", keep=["note"])
    shown = refused.value
    while shown is not None:  # nor in what led to it
        assert "secret" not in str(shown)
        shown = None if shown.__suppress_context__ else shown.__context__  # type: ignore[assignment]


def test_a_text_among_numbers_is_no_number() -> None:
    for values in (["1_0", 1], [b"1", 1], numpy.array(["1", 1], dtype=object)):
        with pytest.raises(oncourse.InvalidArgument, match="neither numbers nor text"):
            oncourse.score(sheet(q1=values), "phq-9")
    assert oncourse.score(sheet(q1=[pandas.NA, 1]), "phq-9", prorating="never")["total"] == [None, 9.0]


def test_columns_that_pandas_would_pair_otherwise_are_refused() -> None:
    pre, post = pandas.Series([20.0, 10.0], index=[1, 2]), pandas.Series([5.0, 6.0], index=[2, 1])
    with pytest.raises(oncourse.InvalidArgument, match="columns pre and post have different pandas indexes"):
        oncourse.classify({"pre": pre, "post": post}, "phq-9")
    with pytest.raises(oncourse.InvalidArgument, match="different pandas indexes"):
        oncourse.classify(None, "phq-9", pre=pre, post=post)
    same = {"pre": pre, "post": pandas.Series([5.0, 6.0], index=[1, 2]), "unused": post}
    assert oncourse.classify(same, "phq-9")["points"] == [-15.0, -4.0]


def test_a_stream_may_wait_for_another_thread() -> None:
    """pyarrow reads a file of Python's in its own threads, which need the interpreter."""
    program = """
import io, pyarrow.csv, oncourse
text = ",".join(f"q{i}" for i in range(1, 10)) + "\\n" + "1,1,1,1,1,1,1,1,1\\n" * 300_000
class File(io.BytesIO):
    pass
options = pyarrow.csv.ReadOptions(block_size=1 << 16)
reader = pyarrow.csv.open_csv(pyarrow.PythonFile(File(text.encode()), mode="r"), read_options=options)
print(len(oncourse.score(reader, "phq-9")))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert done.stdout == "300000\n", done.stderr


def test_a_stream_is_taken_over_once() -> None:
    capsule = pyarrow.table({"x": [1]}).__arrow_c_stream__()
    assert len(oncourse._oncourse.columns_from_stream(capsule)) == 1
    with pytest.raises(oncourse.InvalidArgument, match="taken over"):
        oncourse._oncourse.columns_from_stream(capsule)


def test_a_capsule_without_a_name_is_another_kind() -> None:
    new = ctypes.pythonapi.PyCapsule_New
    new.restype, new.argtypes = ctypes.py_object, [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
    with pytest.raises(oncourse.InvalidArgument, match="another kind of capsule"):
        oncourse._oncourse.columns_from_stream(new(1, None, None))


def test_rows_that_are_null_as_a_whole_are_refused() -> None:
    rows = pyarrow.array([{"pre": 1}, None])
    with pytest.raises(oncourse.InvalidArgument, match="null as a whole"):
        oncourse._oncourse.columns_from_array(*rows.__arrow_c_array__())


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
