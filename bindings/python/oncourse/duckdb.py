"""Scoring in DuckDB's SQL, a vector of sheets at a time. Needs duckdb and pyarrow."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from .errors import InvalidArgument
from .instruments import Instrument, InstrumentLike, instrument as find
from .scoring import Prorating, score

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["register"]

_returned = {"total": "DOUBLE", "band": "VARCHAR", "status": "VARCHAR", "detail": "VARCHAR"}


def register(
    connection: DuckDBPyConnection,
    instrument: InstrumentLike,
    *,
    name: str | None = None,
    prorating: Prorating = "published",
    coding: str | None = None,
) -> list[str]:
    """Make an instrument's scores SQL functions of a list of answers: ``phq9_total([q1, q2, q3, ...])``.

    They are ``<name>_total``, ``<name>_band``, ``<name>_status`` (``"ok"`` where there is a total) and ``<name>_detail``
    (why not). NULL is an unanswered item; a list of another length is an error.

    Clinically: how many people are severely depressed, asked of the archive itself.

    Parameters
    ----------
    connection
        From ``duckdb.connect()``.
    instrument
        Its id, or an :class:`oncourse.Instrument`.
    name
        Of the functions; by default the id without ``-``: ``phq9``, ``dass21_anxiety``.
    prorating, coding
        See :func:`oncourse.score`.

    Returns
    -------
    list of str
        The functions' names.
    """
    q = instrument if isinstance(instrument, Instrument) else find(instrument)
    stem = name if name is not None else q.id.replace("-", "").replace(":", "_")
    create: Any = connection.create_function  # its stub wants enumerations that some versions lack
    for column, type in _returned.items():
        create(
            f"{stem}_{column}",
            functools.partial(_scores, q, column, prorating, coding),
            ["DOUBLE[]"],  # whole numbers would be made of others by rounding
            type,
            type="arrow",
            null_handling="special",
        )
    return [f"{stem}_{column}" for column in _returned]


def _scores(q: Instrument, column: str, prorating: Prorating, coding: str | None, sheets: Any) -> pa.Array:
    if isinstance(sheets, pa.ChunkedArray):
        sheets = sheets.combine_chunks()
    lengths = pc.unique(pc.list_value_length(sheets).drop_null()).to_pylist()
    for length in lengths:
        if length != q.items:
            raise InvalidArgument("bad_argument", f"{q.id} has {q.items} items, a list has {length}")
    if not lengths:
        answers = [pa.nulls(len(sheets), pa.float64())] * q.items
    else:
        answers = [pc.list_element(sheets, i) for i in range(q.items)]
    columns = {f"item_{i}": values for i, values in enumerate(answers, 1)}
    return pa.table(score(columns, q, items=list(columns), prorating=prorating, coding=coding))[column].cast(
        pa.string() if _returned[column] == "VARCHAR" else pa.float64()
    )
