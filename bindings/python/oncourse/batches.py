"""Record batches in, record batches out: one function for Spark, Dask, Ray and a plain loop. Needs pyarrow.

What is made here is pickled to where the rows are, is given the batches of one partition, and knows what it returns
before it has seen a row. A batch is all it holds in memory, and of one person the rows so far.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal

import pyarrow as pa
import pyarrow.compute as pc

from . import _oncourse as _core
from .cohorts import track
from .errors import InvalidArgument, OncourseError
from .frames import Frame, Table
from .instruments import InstrumentLike
from .models import Model, _usual_plan
from .rules import Rules
from .scoring import Prorating, score
from .shards import CrossProducts, cross_products

__all__ = ["OverBatches", "cross_products_batches", "score_batches", "track_batches"]


class OverBatches:
    """A function of the rows of one partition; it pickles, and :attr:`schema` is that of its result.

    An iterator of record batches gives an iterator of them; a pyarrow ``Table`` or a pandas ``DataFrame`` is a whole
    partition and gives its like, of pandas with Arrow's types.
    """

    def __init__(self, schema: pa.Schema, work: Callable[[Iterable[pa.RecordBatch]], Iterator[Frame]]) -> None:
        #: Of the result, in Arrow's types that every engine takes.
        self.schema = schema
        self._work = work

    def __call__(self, rows: Any) -> Any:
        if isinstance(rows, pa.Table):
            return pa.Table.from_batches(self._batches(rows.to_batches()), self.schema)
        if type(rows).__module__.startswith("pandas"):
            import pandas

            return self(pa.Table.from_pandas(rows, preserve_index=False)).to_pandas(types_mapper=pandas.ArrowDtype)
        return self._batches(rows)

    def _batches(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for table in self._work(batches):
            yield from pa.table(table).cast(self.schema).to_batches()


class _Scores:
    def __init__(self, instrument: InstrumentLike, options: dict[str, Any]) -> None:
        self.instrument, self.options = instrument, options

    def found(self, rows: pa.Table) -> Frame:
        return score(rows, self.instrument, **self.options)

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[Frame]:
        for batch in batches:
            yield self.found(pa.Table.from_batches([batch]))


def score_batches(
    rows: Any,
    instrument: InstrumentLike,
    *,
    items: str | Sequence[str] | None = None,
    keep: Sequence[str] = (),
    prorating: Prorating = "published",
    coding: str | None = None,
) -> OverBatches:
    """Score sheets wherever they are.

    Clinically: the severity at every session of everybody in a country, by the same rules as of one person.

    Parameters
    ----------
    rows
        What the rows will be like: a ``pyarrow.Schema``, or a table, reader, pandas or Spark DataFrame that has one.
    instrument, items, keep, prorating, coding
        See :func:`oncourse.score`.

    Returns
    -------
    OverBatches
        Of batches of sheets; a batch of scores for each.

    Raises
    ------
    InvalidArgument
        A column that is missing or holds no numbers: here, and not in a task.
    """
    work = _Scores(instrument, {"items": items, "keep": list(keep), "prorating": prorating, "coding": coding})
    return _over(rows, work)


class _Verdicts:
    def __init__(self, model: Model, ascending: bool, options: dict[str, Any]) -> None:
        self.model, self.ascending, self.options = model, ascending, options

    def found(self, rows: pa.Table) -> Frame:
        return track(rows, self.model, **self.options)

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[Frame]:
        for first_row, table in _whole_persons(batches, self.options["person"], self.ascending):
            yield self._beside_nobody(table, first_row)

    def _beside_nobody(self, table: pa.Table, first_row: int) -> pa.Table:
        """Of persons their verdicts, and of rows without one that they are."""
        person = self.options["person"]
        named = table[person].is_valid()
        rows = pc.indices_nonzero(named)
        everybody = len(rows) == len(table)
        places: Sequence[int] = range(first_row + 1, first_row + len(table) + 1)
        if not everybody:
            places = [places[row] for row in rows.to_pylist()]
        with _rows_as(places):
            found = pa.table(self.found(table if everybody else table.take(rows)))
        found = _with_rows_as(places, found)
        if everybody:
            return found
        nobody = pc.indices_nonzero(pc.invert(named))
        details = [f"column {person}, row {first_row + row + 1}: no person" for row in nobody.to_pylist()]
        trouble = pa.table({"status": ["bad_argument"] * len(details), "detail": details})
        trouble = trouble.cast(found.select(["status", "detail"]).schema)
        both = pa.concat_tables([found, trouble], promote_options="default")
        if self.options["per"] == "person":
            return both
        return both.take(pc.sort_indices(pa.concat_arrays([rows, nobody])))  # back to where the rows were


def track_batches(
    rows: Any,
    model: Model,
    *,
    person: str = "patient",
    session: str | None = "session",
    date: str | None = None,
    day: str | None = None,
    score: str | None = None,
    items: str | Sequence[str] | None = None,
    instrument: InstrumentLike | None = None,
    plan: _core.Plan = _usual_plan,
    target: str | None = None,
    alpha: float = _core.usual_alpha,
    level: float = _core.usual_level,
    rules: Rules = (),
    combine: Literal["any", "all"] = "any",
    group: str | None = None,
    prorating: Prorating = "published",
    per: Literal["session", "person"] = "session",
    ascending: bool = False,
) -> OverBatches:
    """Judge courses wherever they are; all rows of a person in one partition, one after another.

    A person at the end of a batch is held back until the next one tells that there are no more rows. A person who comes
    again is refused; a row without a person has the status ``"bad_argument"``.

    Clinically: is every course in a country on course, and which are not?

    Parameters
    ----------
    rows
        As in :func:`score_batches`.
    model, person, session, date, day, score, items, instrument, plan, target, alpha, level, rules, combine, group
        See :func:`oncourse.track`.
    prorating, per
        See :func:`oncourse.track`. Rows in ``detail`` count from 1 in the partition.
    ascending
        Persons ascend, as after a sort, and one that does not is refused. Otherwise those seen so far are remembered, with
        some 100 bytes each.

    Returns
    -------
    OverBatches
        Of batches of sessions; batches of what :func:`oncourse.track` returns.

    Raises
    ------
    InvalidArgument
        A column that is missing or holds no numbers: here. A person who comes again: where the rows are read.
    """
    options = {
        "person": person,
        "session": session,
        "date": date,
        "day": day,
        "score": score,
        "items": items,
        "instrument": instrument,
        "plan": plan,
        "target": target,
        "alpha": alpha,
        "level": level,
        "rules": rules,
        "combine": combine,
        "group": group,
        "prorating": prorating,
        "per": per,
    }
    return _over(rows, _Verdicts(model, ascending, options))


class _Blocks:
    def __init__(self, ascending: bool, options: dict[str, Any]) -> None:
        self.ascending, self.options = ascending, options

    def found(self, rows: pa.Table) -> CrossProducts:
        return cross_products(rows, **self.options)

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[Frame]:
        total: CrossProducts | None = None
        for first_row, table in _whole_persons(batches, self.options["person"], self.ascending):
            with _rows_as(range(first_row + 1, first_row + len(table) + 1)):
                part = self.found(table)
            if total is None:
                total = part
            else:
                total.merge(part)
        if total is not None:
            yield pa.table({"block": pa.array([total.to_bytes()], pa.binary())})


def cross_products_batches(
    rows: Any,
    *,
    person: str = "patient",
    time: str = "session",
    score: str = "total",
    covariates: Sequence[str] = (),
    interactions: Sequence[str] = (),
    basis: Literal["log1p", "linear"] = "log1p",
    random: Literal["intercept", "slope", "independent-slope"] = "slope",
    instrument: InstrumentLike | None = None,
    time_unit: Literal["session", "day", "week", "month"] = "session",
    ascending: bool = False,
) -> OverBatches:
    """All that a fit needs to know of a partition, in one block of bytes; persons as in :func:`track_batches`.

    ``CrossProducts.from_bytes`` reads a block; they add in any order, and the sum's ``fit()`` is that of all rows on one
    machine to within 1e-12.

    Clinically: how people change, learned from millions of courses, and no row leaves the machine it is on.

    Parameters
    ----------
    rows
        As in :func:`score_batches`.
    person, time, score, covariates, interactions, basis, random, instrument, time_unit
        See :func:`oncourse.cross_products`; the same for all partitions.
    ascending
        See :func:`track_batches`.

    Returns
    -------
    OverBatches
        Of batches of scores; one row with the column ``block``, or none where there are no rows.

    Raises
    ------
    InvalidArgument
        A column that is missing or holds no numbers: here. A person who comes again, a score off the scale: where the rows
        are read.
    """
    options = {
        "person": person,
        "time": time,
        "score": score,
        "covariates": list(covariates),
        "interactions": list(interactions),
        "basis": basis,
        "random": random,
        "instrument": instrument,
        "time_unit": time_unit,
    }
    work = _Blocks(ascending, options)
    work.found(_schema_of(rows).empty_table())
    return OverBatches(pa.schema([("block", pa.binary())]), work)


def _over(rows: Any, work: _Scores | _Verdicts) -> OverBatches:
    """What comes of no rows has the columns of what comes of many."""
    found = pa.table(work.found(_schema_of(rows).empty_table())).schema
    return OverBatches(pa.schema([(field.name, _plain(field.type)) for field in found]), work)


def _plain(type: pa.DataType) -> pa.DataType:
    """Spark takes no views and, unless it is told, no long texts."""
    return pa.string() if pa.types.is_large_string(type) or pa.types.is_string_view(type) else type


def _schema_of(rows: Any) -> pa.Schema:
    if isinstance(rows, pa.Schema):
        return rows
    own: Any = getattr(rows, "schema", None)
    if isinstance(own, pa.Schema):
        return own
    if type(rows).__module__.startswith("pyspark"):
        from pyspark.sql.pandas.types import to_arrow_schema

        return to_arrow_schema(own)
    if type(rows).__module__.startswith("pandas"):
        return pa.Schema.from_pandas(rows, preserve_index=False)
    raise InvalidArgument("bad_argument", "rows is a pyarrow.Schema, or what has one")


def _whole_persons(
    batches: Iterable[pa.RecordBatch], person: str, ascending: bool
) -> Iterator[tuple[int, pa.Table]]:
    """Tables in which every person is whole, each with the number of rows before it."""
    held: list[pa.RecordBatch] = []  # of the person at the end, who may go on
    first_row = rows = 0
    seen: set[Any] = set()
    before: Any = None
    greatest: Any = None
    for batch in batches:
        if batch.num_rows == 0:
            continue
        names = batch.column(batch.schema.get_field_index(person))
        if pa.types.is_dictionary(names.type):
            names = names.dictionary_decode()
        runs = pc.run_end_encode(names.cast(_plain(names.type)))
        starts = [0, *runs.run_ends.to_pylist()[:-1]]
        values = runs.values.to_pylist()
        goes_on = values[0] is not None and values[0] == before
        for start, value in list(zip(starts, values))[goes_on:]:
            if value is None:
                continue
            if value in seen or (ascending and greatest is not None and value <= greatest):
                raise _again(person, rows + start)
            if ascending:
                greatest = value
            else:
                seen.add(value)
        before = values[-1]
        cut = starts[-1]
        if cut > 0 or not goes_on:
            ended = [*held, batch.slice(0, cut)] if cut > 0 else held
            if ended:
                yield first_row, pa.Table.from_batches(ended)
            held, first_row = [], rows + cut
        held.append(batch.slice(cut))
        rows += batch.num_rows
    if held:
        yield first_row, pa.Table.from_batches(held)


def _again(person: str, row: int) -> InvalidArgument:
    return InvalidArgument(
        "bad_argument",
        f"column {person}, row {row + 1}: a person who was there before; the rows of a person stand together, and where "
        "they are said to ascend, persons do",
    )


def _restated(detail: str, places: Sequence[int]) -> str:
    return re.sub(r"\brow (\d+)\b", lambda found: f"row {places[int(found[1]) - 1]}", detail)


@contextmanager
def _rows_as(places: Sequence[int]) -> Iterator[None]:
    """A refusal names the row where it stands in the partition, not in the table at hand."""
    try:
        yield
    except OncourseError as trouble:
        raise type(trouble)(trouble.code, _restated(trouble.detail, places)) from None


def _with_rows_as(places: Sequence[int], found: pa.Table) -> pa.Table:
    """The same of the column detail."""
    details = found["detail"]
    if details.null_count == len(details):
        return found
    restated = [None if one is None else _restated(one, places) for one in details.to_pylist()]
    return found.set_column(found.column_names.index("detail"), "detail", pa.array(restated, details.type))
