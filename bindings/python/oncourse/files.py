"""Files larger than memory, chunk by chunk: Parquet, Arrow IPC and CSV in, the same out. Needs pyarrow."""

from __future__ import annotations

import pathlib
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias, Union

import pyarrow as pa
import pyarrow.compute as pc

from .batches import OverBatches, score_batches, track_batches
from .errors import InvalidArgument
from .file_rows import FileRows, PathLike, complete_or_absent, off_scale
from .frames import Columns
from .instruments import InstrumentLike, core_of
from .models import Model, _instrument_of
from .scoring import Prorating

__all__ = ["Done", "Progress", "RowTrouble", "score_file", "track_file"]


@dataclass(frozen=True)
class Progress:
    """How far a file is done, as :func:`score_file` and :func:`track_file` tell it once a second."""

    #: Read so far.
    rows: int
    #: Of the files, in [0, 1]: of their rows where the format counts them, else of their bytes.
    share: float
    seconds: float

    @property
    def rows_per_second(self) -> float:
        """Since the beginning."""
        return self.rows / self.seconds if self.seconds > 0 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """At the rate so far; ``None`` before there is one."""
        return self.seconds * (1 - self.share) / self.share if self.share > 0 else None

    def __str__(self) -> str:
        left = "" if self.seconds_left is None else f", {self.seconds_left:,.0f} s left"
        return f"{self.rows:,} rows, {self.share:.0%}, {self.rows_per_second:,.0f} rows/s{left}"


#: Called with every :class:`Progress`; ``False`` ends the run. ``True`` prints to standard error.
Told: TypeAlias = Union[Callable[[Progress], "bool | None"], bool, None]


@dataclass(frozen=True)
class RowTrouble:
    """One row that has no score or no verdict, and why. It names nobody."""

    file: str
    #: From 1, without a heading and empty lines; ``None`` where results are per person.
    row: int | None
    #: Where the trouble is one column's.
    column: str | None
    status: str
    detail: str

    def __str__(self) -> str:
        where = "".join([f", row {self.row}" if self.row else "", f", column {self.column}" if self.column else ""])
        return f"{self.file}{where}: {self.status}: {self.detail}"


@dataclass(frozen=True)
class Done:
    """What became of a run: every row read is in the output, in trouble or not."""

    rows: int
    written: int
    #: Lines of CSV with another number of cells than the heading, which are no rows.
    skipped: int
    #: Cells that hold no number or date where one is expected, in rows that are none the worse for it, or of persons.
    unread: int
    seconds: float
    #: How many rows of the output have which status.
    by_status: dict[str, int]
    #: The first lines and cells that could not be read and rows that are not ``"ok"``.
    troubles: list[RowTrouble] = field(repr=False)

    def __str__(self) -> str:
        rate = self.rows / self.seconds if self.seconds > 0 else 0.0
        counts = ", ".join(f"{count:,} {status}" for status, count in sorted(self.by_status.items()))
        skipped = f", {self.skipped:,} lines are no rows" if self.skipped else ""
        unread = f", {self.unread:,} more cells are unread" if self.unread else ""
        read = f"{self.rows:,} rows read, {self.written:,} written in {self.seconds:,.1f} s ({rate:,.0f} rows/s)"
        lines = [f"{read}: {counts or 'none'}{skipped}{unread}", *(f"  {trouble}" for trouble in self.troubles)]
        more = self.skipped + self.unread + self.written - self.by_status.get("ok", 0) - len(self.troubles)
        return "\n".join(lines + [f"  ... and {more:,} more"] if more > 0 else lines)


def score_file(
    source: PathLike | Sequence[PathLike],
    out: PathLike,
    instrument: InstrumentLike,
    *,
    items: str | Sequence[str] | None = None,
    keep: Sequence[str] = (),
    prorating: Prorating = "published",
    coding: str | None = None,
    chunk_rows: int = 65_536,
    missing: Sequence[str] = ("",),
    progress: Told = None,
    most_troubles: int = 20,
) -> Done:
    """Score a file of sheets, or several as one, a chunk at a time; memory does not grow with the files.

    ``out`` is there when it is complete and not before: an interrupted run (Ctrl-C, SIGTERM, an exception) leaves what
    was there. A sheet that cannot be scored, also for a text among its numbers, keeps its row with its status.

    Clinically: a service's whole archive with the severity of every sheet, and a list of the sheets to look at.

    Parameters
    ----------
    source, out
        ``.parquet``, ``.arrow`` or ``.feather`` (Arrow IPC, file or stream), ``.csv`` with a heading. Several sources have
        the same columns.
    instrument, items, keep, prorating, coding
        See :func:`oncourse.score`.
    chunk_rows
        Rows in memory at a time. Of Parquet a row group's pages are, too.
    missing
        What stands for a missing value in CSV.
    progress
        ``True`` to print rows, rate and time left to standard error once a second, or a function of a :class:`Progress`;
        one that returns ``False`` ends the run.
    most_troubles
        How many rows in trouble to tell of one by one.

    Raises
    ------
    InvalidArgument
        Another kind of file, a column that is missing, sources that differ, ``progress`` ended it; nothing is written.
    """
    rows = FileRows(source, chunk_rows, missing)
    names = _item_columns(rows.schema, items, instrument)
    rows.read_as_numbers(names, otherwise=off_scale)
    scored = score_batches(rows.schema, instrument, items=items, keep=keep, prorating=prorating, coding=coding)
    sessions = len(names) // core_of(instrument).items  # of a wide table
    aligned = _Aligned(sessions, names if sessions == 1 else None)
    return _Run(rows, progress, most_troubles).through(scored, out, aligned)


def track_file(
    source: PathLike | Sequence[PathLike],
    out: PathLike,
    model: Model,
    *,
    chunk_rows: int = 65_536,
    missing: Sequence[str] = ("",),
    progress: Told = None,
    most_troubles: int = 20,
    **options: Any,
) -> Done:
    """Judge a file of courses, or several as one, as :func:`score_file` scores; a person's rows stand together.

    A line of CSV that is no row is told of, and whose session it was is not known: here that is one more that was missed.

    Clinically: a service's whole archive with the verdict at every session, by what was known then.

    Parameters
    ----------
    source, out, chunk_rows, missing, progress, most_troubles
        See :func:`score_file`.
    model
        See :func:`oncourse.track`.
    **options
        Those of :func:`oncourse.batches.track_batches`, such as ``day="day"``, ``per="person"`` or ``ascending=True``,
        without which the persons are remembered.

    Raises
    ------
    InvalidArgument
        As in :func:`score_file`, or a person comes again after others; nothing is written.
    """
    rows = FileRows(source, chunk_rows, missing)
    score, items = options.get("score"), options.get("items")
    if score is None and items is None and "total" in rows.schema.names:
        score = "total"
    names = [] if score else _item_columns(rows.schema, items, _instrument_of(model, options.get("instrument")))
    whole = [name for name in (options.get("session", "session"), options.get("day")) if name]
    rows.read_as_numbers([*names, *([score] if score else [])], otherwise=off_scale)
    rows.read_as_numbers([*whole, *model.covariates])
    if options.get("date"):
        rows.read_as_dates(options["date"])
    tracked = track_batches(rows.schema, model, **options)
    aligned = None if options.get("per") == "person" else _Aligned(1, names)
    return _Run(rows, progress, most_troubles).through(tracked, out, aligned)


def _item_columns(schema: pa.Schema, items: str | Sequence[str] | None, instrument: InstrumentLike) -> list[str]:
    columns = Columns(schema.empty_table())
    if isinstance(items, str) and "{session}" in items:
        return [one.name for _, of_session in columns.items_by_session(items) for one in of_session]
    return [one.name for one in columns.items(items, core_of(instrument))]


def _without_off_scale(batch: pa.RecordBatch) -> pa.RecordBatch:
    """A kept column of answers shows nothing where there was no number."""
    for place, column in enumerate(batch.schema):
        if column.type == pa.float64():
            values = batch.column(place)
            shown = pc.if_else(pc.equal(values, off_scale), None, values)
            batch = batch.set_column(place, column, shown)
    return batch


class _Aligned(NamedTuple):
    """How rows of the output stand to those read: so many for each, in the same order."""

    each: int
    #: By the number of the item, where that tells the column.
    items: list[str] | None


class _Run:
    """One pass over the rows, with what is to be told of it."""

    def __init__(self, rows: FileRows, progress: Told, most_troubles: int) -> None:
        self._rows, self._progress, self._most = rows, progress, most_troubles
        self._begin = self._told = time.monotonic()
        self._by_status: Counter[str] = Counter()
        self._troubles: list[RowTrouble] = []
        self._hidden: list[RowTrouble] = []
        self._written = self._unread = 0

    def through(self, work: OverBatches, out: PathLike, aligned: _Aligned | None) -> Done:
        if any(pathlib.Path(out).exists() and path.samefile(out) for path in self._rows.paths):
            raise InvalidArgument("bad_argument", f"{pathlib.Path(out).name} is read and cannot be written")
        with complete_or_absent(out, work.schema) as write:
            for batch in work(self._rows):
                write(self._judged(batch, aligned))
                self._tell_of_unread(self._written // aligned.each if aligned else self._rows.rows)
                self._tell()
            self._tell(at_end=True)
        self._tell_of_unread(self._rows.rows)
        seconds = time.monotonic() - self._begin
        # What the output does not show comes first.
        skipped = [RowTrouble(*place, None, "malformed", unread.why) for place, unread in self._rows.skipped]
        troubles = (skipped + self._hidden + self._troubles)[: self._most]
        counts = +self._by_status  # without a status that nobody has
        return Done(
            self._rows.rows, self._written, self._rows.lines_skipped, self._unread, seconds, dict(counts), troubles
        )

    def _tell_of_unread(self, until: int) -> None:
        """Of rows before this one, whose output is written, what is left that no output told."""
        for row in [row for row in self._rows.unread if row < until]:
            unread = self._rows.unread.pop(row)
            self._unread += 1
            if len(self._hidden) < self._most:
                place = self._rows.place(row)
                self._hidden.append(RowTrouble(*place, unread.column, "bad_argument", unread.why))

    def _judged(self, batch: pa.RecordBatch, aligned: _Aligned | None) -> pa.RecordBatch:
        """Counts statuses, and says of every row in trouble where it is in its file."""
        statuses, details = batch["status"], batch["detail"]
        first, self._written = self._written, self._written + batch.num_rows
        bad = pc.indices_nonzero(pc.not_equal(statuses, "ok")).to_pylist()
        self._by_status["ok"] += batch.num_rows - len(bad)
        if not bad:
            return batch
        batch = _without_off_scale(batch)
        told = details.to_pylist()
        for i in bad:
            status, detail = statuses[i].as_py(), re.sub(r"\brow (\d+)\b", self._in_file, told[i])
            detail = detail.replace(f" is {off_scale!r},", " is no number,")
            file, row, column = self._rows.paths[0].name, None, None
            if aligned is None:
                file = ", ".join(path.name for path in self._rows.paths)
            else:
                row_read = (first + i) // aligned.each
                file, row = self._rows.place(row_read)
                unread = self._rows.unread.pop(row_read, None)
                if unread:
                    column, detail = unread.column, f"column {unread.column}, row {row}: {unread.why}"
                else:
                    column = self._column(detail, aligned.items)
            told[i] = detail
            self._by_status[status] += 1
            if len(self._troubles) < self._most:
                self._troubles.append(RowTrouble(file, row, column, status, detail))
        place = batch.schema.get_field_index("detail")
        return batch.set_column(place, batch.schema.field(place), pa.array(told, details.type))

    def _in_file(self, found: re.Match[str]) -> str:
        file, row = self._rows.place(int(found[1]) - 1)
        return f"row {row}" if len(self._rows.paths) == 1 else f"row {row} of {file}"

    @staticmethod
    def _column(detail: str, items: list[str] | None) -> str | None:
        item = re.match(r"item (\d+) ", detail)
        if item and items:
            return items[int(item[1]) - 1]
        named = re.match(r"column (.+), row \d+", detail)
        return named[1] if named else None

    def _tell(self, at_end: bool = False) -> None:
        now = time.monotonic()
        if not self._progress or (now - self._told < 1 and not at_end):
            return
        self._told = now
        so_far = Progress(self._rows.rows, self._rows.share, now - self._begin)
        if self._progress is True:
            print(so_far, file=sys.stderr, flush=True)
        elif self._progress(so_far) is False:
            raise InvalidArgument("bad_argument", "progress ended the run")
