"""Scores as arrays: what a table of scores says, in the caller's memory."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import oncourse

ROWS = 3000


def sheets(id: str, blanks: float = 0.03, errors: float = 0.002) -> dict[str, list[int | None]]:
    """Random sheets, a column per item."""
    random = np.random.default_rng(20261127)
    definition = oncourse.instrument(id).definition
    least, most = definition["answers"]
    columns: dict[str, list[int | None]] = {}
    for item in range(1, definition["items"] + 1):
        answers = random.integers(least, most + 1, ROWS)
        answers[random.random(ROWS) < errors] = most + 1
        blank = random.random(ROWS) < blanks
        columns[f"q{item}"] = [None if b else int(a) for a, b in zip(answers, blank)]
    return columns


def everything(id: str) -> list[str]:
    table = oncourse.score(sheets(id), id)
    return [name for name in table.columns if name not in ("prorated", "detail")]


def expect_the_same(found: oncourse.ScoreArrays, table: oncourse.Table) -> None:
    for name, array in found.arrays.items():
        if name == "status":
            status = [("ok", "ok", "response_range", "too_many_missing")[code] for code in array]
            assert status == table["status"]
            assert [code == 1 for code in array if code < 2] == [p for p in table["prorated"] if p is not None]
        elif name in found.labels:
            labels = found.labels[name]
            assert [None if code == 255 else labels[code] for code in array] == table[name]
        elif array.dtype.kind == "f":
            np.testing.assert_array_equal(array, np.array([np.nan if v is None else v for v in table[name]], array.dtype))
        else:
            none = -32768 if array.dtype == np.int16 else 255
            assert [None if value == none else value for value in array.tolist()] == table[name], name
    status = found.arrays.get("status")
    if status is not None:
        names = ("scored", "prorated", "off_scale", "too_many_blanks")
        assert found.counts == {"rows": ROWS, **{n: int((status == code).sum()) for code, n in enumerate(names)}}


@pytest.mark.parametrize("id", ["phq-9", "gad-7", "dass-21", "epds", "rses", "mdq", "promis-depression-8a", "k10"])
@pytest.mark.parametrize("prorating", ["published", "convention", "never"])
def test_say_what_a_table_says(id: str, prorating: oncourse.scoring.Prorating) -> None:
    data = pa.table({name: pa.array(values, pa.int8()) for name, values in sheets(id).items()})
    found = oncourse.score_arrays(data, id, want=everything(id), prorating=prorating, threads=2)
    expect_the_same(found, oncourse.score(data, id, prorating=prorating))


def test_take_every_layout() -> None:
    data = sheets("phq-9")
    table = oncourse.score(data, "phq-9")
    arrow = pa.table({name: pa.array(values, pa.int16()) for name, values in data.items()})
    chunked = pa.concat_tables([arrow.slice(0, 7), arrow.slice(7, 1000), arrow.slice(1007)])
    coded = pa.table({name: arrow[name].combine_chunks().dictionary_encode() for name in arrow.column_names})
    numbers = {name: np.array([np.nan if v is None else v for v in values], np.float32) for name, values in data.items()}
    minus = {name: np.array([-9 if v is None else v for v in values], np.int8) for name, values in data.items()}
    for layout in (data, arrow, chunked, coded, numbers, pd.DataFrame(data), pl.DataFrame(data)):
        expect_the_same(oncourse.score_arrays(layout, "phq-9", want=everything("phq-9")), table)
    expect_the_same(oncourse.score_arrays(minus, "phq-9", want=everything("phq-9"), blank_code=-9), table)


def test_are_written_where_the_caller_says() -> None:
    data = {name: np.array([v or 0 for v in values], np.int8) for name, values in sheets("phq-9", errors=0).items()}
    total, band = np.full(ROWS, 77, np.uint8), np.full(ROWS + 5, 77, np.uint8)
    found = oncourse.score_arrays(data, "phq-9", want=["total", "band"], out={"total": total, "band": band})
    assert found["total"] is total and found["band"] is band
    assert (total == sum(data.values())).all() and (band[ROWS:] == 77).all() and (band[:ROWS] < 5).all()


def test_never_round_in_bytes() -> None:
    data = sheets("phq-9")
    bytes_ = oncourse.score_arrays(data, "phq-9", dtype="uint8", prorating="convention")
    exact = oncourse.score_arrays(data, "phq-9", prorating="convention")
    whole = exact["total"] == np.floor(exact["total"])
    assert (bytes_["total"][whole] == exact["total"][whole]).all() and (bytes_["total"][~whole] == 255).all()
    assert (bytes_["band"] == exact["band"]).all()
    assert (~whole & (exact["status"] == 1)).any()


def test_say_why_a_sheet_has_no_score() -> None:
    data = sheets("phq-9")
    found = oncourse.score_arrays(data, "phq-9")
    table = oncourse.score(data, "phq-9")
    for row in range(200):
        detail = table["detail"][row]
        assert found.refusal(row) == (None if detail is None else (table["status"][row], detail))


def test_refuse_what_has_no_place_or_no_meaning() -> None:
    data = sheets("phq-9")
    for detail, asked in {
        "phq-9 has no column severity": {"want": ["severity"]},
        "out has band, which is not in want": {"want": ["total"], "out": {"band": np.zeros(ROWS, np.uint8)}},
        "room for 5 of totals, there are 3000 rows": {"out": {"total": np.zeros(5)}},
        "room for 0 of total, there are 3000 rows": {"out": {"total": np.zeros(0)}},
        "room for 0 of band, there are 3000 rows": {"out": {"band": np.zeros(0, np.uint8)}},
        "band is written as uint8": {"out": {"band": np.zeros(ROWS, np.int32)}},
        "out: total is no writable array of one dimension without gaps": {"out": {"total": np.zeros(2 * ROWS)[::2]}},
        "the code for blanks is 3, which is an answer to item 1": {"blank_code": 3},
        "blank_code is 70000, it must lie in -32767..32767": {"blank_code": 70000},
        "threads is 0, it must be 1 or more": {"threads": 0},
    }.items():
        with pytest.raises(oncourse.InvalidArgument) as refused:
            oncourse.score_arrays(data, "phq-9", **asked)
        assert refused.value.detail == detail
    with pytest.raises(oncourse.InvalidArgument, match="a byte cannot hold them"):
        oncourse.score_arrays(sheets("ede-q", errors=0), "ede-q", dtype="uint8")
