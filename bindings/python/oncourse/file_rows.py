"""Rows of Parquet, Arrow IPC and CSV files, chunk by chunk, and files that are there when they are complete."""

from __future__ import annotations

import bisect
import contextlib
import datetime
import os
import pathlib
import signal
import sys
import threading
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias, Union

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.ipc
import pyarrow.parquet

from .errors import DocumentError, InvalidArgument

__all__ = ["FileRows", "Place", "Unread", "complete_or_absent", "off_scale"]

PathLike: TypeAlias = Union[str, "os.PathLike[str]"]

#: Is refused wherever it stands for an answer or a score, and is nobody's.
off_scale = sys.float_info.max

_told_skipped = 1000
_end_of_stream = b"\xff\xff\xff\xff\0\0\0\0"
_number = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$"


class Place(NamedTuple):
    """A row of a file, from 1 and without a heading."""

    file: str
    row: int


class Unread(NamedTuple):
    """A cell that holds no number or date where one is expected, or a line that is no row."""

    column: str | None
    why: str


class FileRows:
    """The rows of several files one after another, in batches; texts among numbers are told of, and spoil nothing."""

    def __init__(self, source: PathLike | Sequence[PathLike], chunk_rows: int, missing: Sequence[str]) -> None:
        if chunk_rows < 1:
            raise InvalidArgument("bad_argument", f"chunk_rows is {chunk_rows}, at least 1")
        several = [source] if isinstance(source, (str, os.PathLike)) else source
        self.paths = [pathlib.Path(path) for path in several]
        if not self.paths:
            raise InvalidArgument("bad_argument", "there is no file to read")
        self._chunk_rows, self._missing = chunk_rows, list(missing)
        self._sizes = [path.stat().st_size for path in self.paths]
        self._otherwise: dict[str, Any] = {}
        self._dates: set[str] = set()
        #: Rows read so far, of all files.
        self.rows = 0
        #: Of the files, in [0, 1].
        self.share = 0.0
        #: By row of all files, from 0: what could not be read. Who tells of one takes it out.
        self.unread: dict[int, Unread] = {}
        #: Lines with too many or too few cells, which are no rows: how many, and the first of them.
        self.lines_skipped = 0
        self.skipped: list[tuple[Place, Unread]] = []
        self._first_rows: list[int] = []
        self._rows_before_skipped: list[array[int]] = []  # by file, ascending
        with self._opened(0) as (schema, _):
            self._in_file = schema
        #: Of the batches.
        self.schema: pa.Schema = schema

    def read_as_numbers(self, names: Iterable[str], otherwise: float | None = None) -> None:
        """Texts in these columns become numbers, and what is none becomes something else; call it before reading."""
        self._convert(names, pa.float64())
        self._otherwise.update(dict.fromkeys(names, otherwise))

    def read_as_dates(self, name: str) -> None:
        """The same of dates as ISO 8601 writes them; what is none is missing."""
        self._convert([name], pa.date32())
        self._dates.add(name)

    def _convert(self, names: Iterable[str], type: pa.DataType) -> None:
        for name in names:
            place = self.schema.get_field_index(name)
            if place >= 0 and _is_text(self.schema.field(place).type):
                self.schema = self.schema.set(place, pa.field(name, type))

    def place(self, row: int) -> Place:
        """Where a row of all files, from 0, stands in its own."""
        of = bisect.bisect_right(self._first_rows, row) - 1
        row -= self._first_rows[of]
        return Place(self.paths[of].name, row + 1 + bisect.bisect_right(self._rows_before_skipped[of], row))

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        for i, path in enumerate(self.paths):
            self._first_rows.append(self.rows)
            self._rows_before_skipped.append(array("q"))
            before, size = sum(self._sizes[:i]), max(sum(self._sizes), 1)
            with self._opened(i) as (schema, batches):
                if not schema.equals(self._in_file):
                    raise InvalidArgument("bad_argument", f"{path.name} has other columns than {self.paths[0].name}")
                with _told_of(path):
                    for batch, share in batches:
                        for start in range(0, batch.num_rows, self._chunk_rows):
                            yield self._converted(batch.slice(start, self._chunk_rows))
                        self.share = (before + share * self._sizes[i]) / size
        self.share = 1.0

    def _converted(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        columns = []
        for wanted, values in zip(self.schema, batch.columns):
            if wanted.type != values.type and _is_text(values.type):
                values = self._read(wanted, values)
            columns.append(values)
        self.rows += batch.num_rows
        return pa.RecordBatch.from_arrays(columns, schema=self.schema)

    def _read(self, wanted: pa.Field, values: pa.Array) -> pa.Array:
        texts = pc.utf8_trim_whitespace(values.cast(pa.string()))
        if pa.types.is_date(wanted.type):
            return pa.array([self._date(wanted.name, i, one) for i, one in enumerate(texts.to_pylist())], wanted.type)
        good = pc.match_substring_regex(texts, _number)
        read = pc.if_else(good, texts, None).cast(pa.float64())
        if pc.all(good, min_count=0).as_py():
            return read
        bad = pc.fill_null(pc.invert(good), False)
        for row in pc.indices_nonzero(bad).to_pylist():
            self._tell(row, wanted.name, "no number")
        return pc.if_else(bad, pa.scalar(self._otherwise[wanted.name], pa.float64()), read)

    def _date(self, name: str, row: int, text: str | None) -> datetime.date | None:
        if text is None:
            return None
        with contextlib.suppress(ValueError):
            if len(text) == len("2024-02-29"):  # newer Pythons read other forms, too
                return datetime.date.fromisoformat(text)
        self._tell(row, name, "no date")
        return None

    def _tell(self, row: int, column: str, why: str) -> None:
        self.unread.setdefault(self.rows + row, Unread(column, why))

    @contextlib.contextmanager
    def _opened(self, i: int) -> Iterator[tuple[pa.Schema, Iterator[tuple[pa.RecordBatch, float]]]]:
        """A file's schema, and its batches with the share of the file that was read with them."""
        path = self.paths[i]
        kind = _kind(path)
        with contextlib.ExitStack() as closing:
            with _told_of(path):
                if kind == "parquet":
                    parquet = closing.enter_context(pa.parquet.ParquetFile(path, pre_buffer=False))
                    found = parquet.schema_arrow, self._of_parquet(parquet)
                elif kind == "csv":
                    found = self._of_csv(path, closing)
                else:
                    file = closing.enter_context(pa.memory_map(str(path)))
                    found = _of_ipc(file, closing)
            yield found

    def _of_parquet(self, file: Any) -> Iterator[tuple[pa.RecordBatch, float]]:
        rows = 0
        for batch in file.iter_batches(batch_size=self._chunk_rows):
            rows += batch.num_rows
            yield batch, rows / file.metadata.num_rows

    def _of_csv(
        self, path: pathlib.Path, closing: contextlib.ExitStack
    ) -> tuple[pa.Schema, Iterator[tuple[pa.RecordBatch, float]]]:
        before = self._rows_before_skipped[-1] if self._rows_before_skipped else None  # only the schema is asked for

        def is_no_row(line: Any) -> str:
            if before is not None:
                self.lines_skipped += 1
                if len(self.skipped) < _told_skipped:
                    why = f"{line.actual_columns} cells, the heading has {line.expected_columns}"
                    self.skipped.append((Place(path.name, line.number - 1), Unread(None, why)))
                before.append(line.number - 2 - len(before))
            return "skip"

        one_thread = pa.csv.ReadOptions(use_threads=False)
        with pa.csv.open_csv(path, one_thread, pa.csv.ParseOptions(invalid_row_handler=lambda _: "skip")) as heading:
            names = heading.schema.names
        types = pa.csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), null_values=self._missing, strings_can_be_null=True
        )
        file = closing.enter_context(pa.OSFile(str(path)))
        size = max(file.size(), 1)
        reader = closing.enter_context(
            pa.csv.open_csv(file, one_thread, pa.csv.ParseOptions(invalid_row_handler=is_no_row), types)
        )
        return reader.schema, ((batch, min(file.tell() / size, 1.0)) for batch in reader)


def _of_ipc(file: Any, closing: contextlib.ExitStack) -> tuple[pa.Schema, Iterator[tuple[pa.RecordBatch, float]]]:
    try:
        reader = closing.enter_context(pa.ipc.open_file(file))
    except pa.ArrowInvalid:
        file.seek(0)
        stream = closing.enter_context(pa.ipc.open_stream(file))
        size = file.size()
        if file.read_at(len(_end_of_stream), size - len(_end_of_stream)) != _end_of_stream:
            raise pa.ArrowInvalid("broken off between two batches, which its reader takes for the end") from None
        return stream.schema, ((batch, file.tell() / size) for batch in stream)
    n = reader.num_record_batches
    return reader.schema, ((reader.get_batch(i), (i + 1) / n) for i in range(n))


def _kind(path: pathlib.Path) -> str:
    kinds = {".parquet": "parquet", ".arrow": "ipc", ".feather": "ipc", ".csv": "csv"}
    if path.suffix not in kinds:
        raise InvalidArgument("bad_argument", f"{path.name}: a file is .parquet, .arrow, .feather or .csv")
    return kinds[path.suffix]


def _is_text(type: pa.DataType) -> bool:
    return bool(pa.types.is_string(type) or pa.types.is_large_string(type) or pa.types.is_string_view(type))


@contextlib.contextmanager
def _told_of(path: pathlib.Path) -> Iterator[None]:
    """Arrow's own words may quote a cell; where it meets an end too early it has no errno."""
    try:
        yield
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as trouble:
        if isinstance(trouble, OSError) and trouble.errno is not None:
            raise
        raise DocumentError("malformed", f"{path.name} is no whole {path.suffix[1:]} file") from None


@contextlib.contextmanager
def complete_or_absent(path: PathLike, schema: pa.Schema) -> Iterator[Callable[[pa.RecordBatch], None]]:
    """Writes beside, and renames in the end; whatever ends it before leaves no file, SIGTERM too."""
    to = pathlib.Path(path)
    kind = _kind(to)
    beside = to.with_name(f".{to.name}.{os.getpid()}")
    try:
        with _terminable():
            with beside.open("wb") as file:
                if kind == "parquet":
                    writer = pa.parquet.ParquetWriter(file, schema)
                elif kind == "csv":
                    writer = pa.csv.CSVWriter(file, schema)
                else:
                    writer = pa.ipc.new_file(file, schema)
                with writer:
                    yield writer.write_batch
            beside.replace(to)
    finally:
        beside.unlink(missing_ok=True)


@contextlib.contextmanager
def _terminable() -> Iterator[None]:
    """SIGTERM unwinds as Ctrl-C does, where nobody has said otherwise."""
    mine = (
        threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    )

    def end(number: int, frame: object) -> None:
        raise SystemExit(128 + number)

    if mine:
        signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        if mine:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
