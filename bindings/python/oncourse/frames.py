"""Tables in and out: any library that speaks Arrow's PyCapsule interface, NumPy, and plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from numbers import Integral
from operator import index
from typing import TYPE_CHECKING, Any, TypeAlias, Union

from . import _oncourse as _core
from .errors import InvalidArgument

if TYPE_CHECKING:
    import numpy
    import numpy.typing
    import pandas
    import polars

__all__ = ["Frame", "Table"]

#: What is taken for a table: a pandas or polars DataFrame, a pyarrow Table, a DuckDB relation or anything else with
#: ``__arrow_c_stream__``, a NumPy structured array, or a mapping from names to columns.
Frame: TypeAlias = Any
#: A name in the table, or the column itself: a Series, an array, a list.
ColumnLike: TypeAlias = Union[str, Any]


class Table:
    """Results in columns, which every library with Arrow's PyCapsule interface takes without copying.

    ``pandas.DataFrame.from_arrow(table)``, ``polars.DataFrame(table)``, ``pyarrow.table(table)`` and DuckDB's
    ``SELECT * FROM table`` all work; so do :meth:`to_pandas` and :meth:`to_polars`.
    """

    def __init__(self, core: _core.Table) -> None:
        self._core = core

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return self._core.names

    def __len__(self) -> int:
        return len(self._core)

    def __getitem__(self, name: str) -> list[Any]:
        """A column as a list, ``None`` where it is missing."""
        return list(self._core.values(name))

    def to_dict(self) -> dict[str, list[Any]]:
        """Every column as a list."""
        return {name: self[name] for name in self.columns}

    def rows(self) -> Iterator[dict[str, Any]]:
        """Row after row as a dictionary."""
        columns = self.to_dict()
        for i in range(len(self)):
            yield {name: values[i] for name, values in columns.items()}

    def to_numpy(self, name: str) -> numpy.typing.NDArray[Any]:
        """A column of numbers; missing ones are NaN, and whole numbers then become floats.

        Without missing values nothing is copied.
        """
        import numpy

        if self._core.format(name) == "U" or self._core.kinds(name):
            return numpy.array(self[name], dtype=object)
        values: numpy.typing.NDArray[Any] = numpy.asarray(self._core.numpy(name))
        if self._core.nulls(name) == 0:
            return values
        present = numpy.asarray(self._core.present(name))
        return numpy.where(present, values, numpy.nan)

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas DataFrame; missing whole numbers and booleans stay missing (``Int32``, ``boolean``), and what is of few
        kinds becomes categories."""
        import numpy
        import pandas

        def series(name: str) -> Any:
            form = self._core.format(name)
            if form == "U":
                return pandas.Series(self[name], dtype="str" if pandas.__version__ >= "3" else "object")
            if form.startswith("t"):
                return pandas.Series(self._dates(name))
            if form == "g":
                return pandas.Series(self.to_numpy(name))
            values = numpy.asarray(self._core.numpy(name))
            if kinds := self._core.kinds(name):
                codes = numpy.where(numpy.asarray(self._core.present(name)), values, -1).tolist()
                return pandas.Series(pandas.Categorical.from_codes(codes, categories=pandas.Index(kinds)))
            if self._core.nulls(name) == 0:
                return pandas.Series(values)
            present = numpy.asarray(self._core.present(name))
            dtype: Any = {"b": "boolean", "c": "Int8", "i": "Int32", "L": "UInt64"}.get(form, "Int64")
            return pandas.Series(values).astype(dtype).mask(~present)

        return pandas.DataFrame({name: series(name) for name in self.columns})

    def _dates(self, name: str) -> numpy.typing.NDArray[Any]:
        import numpy

        form = self._core.format(name)
        unit = {"tdD": "D", "tdm": "ms"}.get(form) or {"s": "s", "m": "ms", "u": "us", "n": "ns"}[form[2]]
        values = numpy.asarray(self._core.numpy(name)).astype("int64").astype(f"datetime64[{unit}]")
        return numpy.where(numpy.asarray(self._core.present(name)), values, numpy.datetime64("NaT"))

    def to_polars(self) -> polars.DataFrame:
        """A polars DataFrame over the same memory."""
        import polars

        return polars.DataFrame(self)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Arrow's PyCapsule interface; the memory is shared, not copied."""
        return self._core.__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        shown = 8
        names = self.columns
        cells = [[_cell(value) for value in self[name][:shown]] for name in names]
        widths = [max(len(text) for text in (name, *column)) for name, column in zip(names, cells)]
        lines = ["  ".join(text.rjust(width) for text, width in zip(names, widths))]
        lines += ["  ".join(text.rjust(width) for text, width in zip(row, widths)) for row in zip(*cells)]
        if len(self) > shown:
            lines.append(f"... {len(self)} rows")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        from html import escape

        names = self.columns
        head = "".join(f"<th>{escape(name)}</th>" for name in names)
        columns = [self[name][:20] for name in names]
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(_cell(value))}</td>" for value in row) + "</tr>" for row in zip(*columns)
        )
        more = f"<p>{len(self)} rows</p>" if len(self) > 20 else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def column(name: str, values: Any) -> _core.Column:
    """One column of whatever kind; what shows its memory is not copied."""
    found = values if isinstance(values, _core.Column) else _column(name, values)
    if not found.is_read:
        raise InvalidArgument("bad_argument", f"column {name} is of a type that holds no numbers, dates or text")
    return found


def _column(name: str, values: Any) -> _core.Column:
    if hasattr(values, "__arrow_c_stream__"):
        try:
            stream = values.__arrow_c_stream__()
        except Exception:  # pandas without pyarrow, or values of several types, which its message would quote
            stream = None
        if stream is not None:
            return _the_one(name, _core.columns_from_stream(stream))
    elif hasattr(values, "__arrow_c_array__"):
        return _the_one(name, _core.columns_from_array(*values.__arrow_c_array__()))
    if getattr(values, "ndim", 1) != 1:
        raise InvalidArgument("bad_argument", f"column {name} has {values.ndim} dimensions, a column has one")
    dtype = getattr(values, "dtype", None)
    if getattr(dtype, "tz", None) is not None:
        raise _zoned(name)
    if hasattr(values, "to_numpy"):
        values = values.to_numpy()
        dtype = values.dtype
    kind = getattr(dtype, "kind", None)
    if kind == "m":
        raise InvalidArgument("bad_argument", f"column {name} holds spans of time, give them as numbers")
    if kind == "M":
        values = values.astype("datetime64[D]")
    if hasattr(values, "mask") and hasattr(values, "filled"):  # NumPy's masked arrays
        values = values.tolist()
    elif kind is not None and kind in "biuf":
        return _column_from_array(name, values)
    elif kind is not None and hasattr(values, "tolist"):
        values = values.tolist()
    if isinstance(values, (str, bytes)) or not isinstance(values, Iterable):
        raise InvalidArgument("bad_argument", f"column {name} is no column of values")
    return _column_from_items(name, [None if _is_missing(value) else value for value in values])


def _the_one(name: str, read: list[_core.Column]) -> _core.Column:
    if len(read) != 1:
        raise InvalidArgument("bad_argument", f"column {name} is a table of {len(read)} columns")
    return read[0].renamed(name)


def _zoned(name: str) -> InvalidArgument:
    return InvalidArgument(
        "bad_argument",
        f"column {name} holds instants of a time zone, which day they are depends on where one is: a date is expected",
    )


def _column_from_array(name: str, values: Any) -> _core.Column:
    import numpy

    # Copied only where the values do not lie side by side, or in another machine's order of bytes.
    plain = numpy.ascontiguousarray(values, dtype=values.dtype.newbyteorder("="))
    try:
        return _core.column_from_buffer(name, plain)
    except TypeError:
        raise InvalidArgument("bad_argument", f"column {name}: numbers of a type that is not read") from None


def _is_missing(value: Any) -> bool:
    if value is None:
        return True
    try:
        different = value != value
        return bool(different)
    except (TypeError, ValueError):  # pandas.NA is neither true nor false
        return type(value).__name__ == "NAType"


def _column_from_items(name: str, items: list[Any]) -> _core.Column:
    given = [item for item in items if item is not None]
    if given and all(isinstance(item, str) for item in given):
        return _core.column_from_texts(name, items)
    if given and all(hasattr(item, "isoformat") for item in given):
        if any(getattr(item, "tzinfo", None) is not None for item in given):
            raise _zoned(name)
        return _core.column_from_texts(name, [None if item is None else item.isoformat()[:10] for item in items])
    # A text among numbers is no number: float() would read "1_0" as 10.
    neither = InvalidArgument("bad_argument", f"column {name} holds neither numbers nor text throughout")
    if any(isinstance(item, (str, bytes, bytearray)) for item in given):
        raise neither
    try:
        if given and all(isinstance(item, Integral) and not isinstance(item, bool) for item in given):
            whole = [None if item is None else index(item) for item in items]
            if any(item is not None and not -(2**63) <= item < 2**63 for item in whole):
                raise InvalidArgument("bad_argument", f"column {name} holds whole numbers beyond 64 bits")
            return _core.column_from_whole_numbers(name, whole)
        if any(isinstance(item, Integral) and abs(int(item)) > 2**53 for item in given):
            raise InvalidArgument("bad_argument", f"column {name} holds whole numbers above 2^53 among others")
        return _core.column_from_numbers(name, [None if item is None else float(item) for item in items])
    except (TypeError, ValueError, OverflowError) as trouble:
        raise (trouble if isinstance(trouble, InvalidArgument) else neither) from None


def kept_of(columns: Columns, keep: Sequence[str]) -> _core.Table | None:
    return _core.take([columns[name] for name in keep]) if keep else None


def beside(columns: Columns, keep: Sequence[str], found: _core.Table) -> Table:
    """What was found, beside the columns that are to be kept."""
    kept = kept_of(columns, keep)
    return Table(found if kept is None else kept.beside(found))


def named(person: _core.Column | None, rows: Sequence[int], found: _core.Table) -> Table:
    """What was found, beside the persons whose rows these are; of persons without a name as it is."""
    return Table(found if person is None else _core.take([person], rows).beside(found))


def is_series(data: Any) -> bool:
    """One person's scores, and no table."""
    one_dimension = getattr(data, "ndim", None) == 1 and getattr(data.dtype, "names", None) is None
    return isinstance(data, (list, tuple)) or one_dimension


class LongColumns:
    """A table with a row per person and session, or without a name for persons one person's; or their scores alone."""

    def __init__(self, data: Frame, person: str | None, time: str, score: str, first_session: int) -> None:
        #: The persons as the table names them; one person alone has no name.
        self.named_by: _core.Column | None = None
        if is_series(data):
            self.score = column(score, data)
            n = len(self.score)
            self.person = column("person", [1] * n)
            self.time = column(time, list(range(first_session, first_session + n)))
            return
        columns = Columns(data)
        self.time, self.score = columns[time], columns[score]
        self.named_by = columns.get(person)
        self.person = column("person", [1] * len(self.score)) if self.named_by is None else self.named_by

    def named(self, rows: Sequence[int], found: _core.Table) -> Table:
        """What was found, beside whom it is of."""
        return named(self.named_by, rows, found)


class Columns:
    """The columns of one table by name."""

    def __init__(self, data: Frame) -> None:
        self._by_name: dict[str, Any] = {}
        self._indexed: tuple[str, Any] | None = None
        if hasattr(data, "__arrow_c_stream__"):
            try:
                stream = data.__arrow_c_stream__()
            except Exception:  # pandas without pyarrow, or a column of mixed types, which its message would quote
                stream = None
            if stream is not None:
                self._adopt((one.name, one) for one in _core.columns_from_stream(stream))
                return
        if isinstance(data, Mapping):
            self._adopt((str(name), values) for name, values in data.items())
        elif getattr(getattr(data, "dtype", None), "names", None):
            self._adopt((name, data[name]) for name in data.dtype.names)
        elif hasattr(data, "columns") and hasattr(data, "__getitem__"):
            names = list(data.columns)
            if len(set(names)) < len(names):  # data[name] would be several columns
                twice = next(name for name in names if names.count(name) > 1)
                raise InvalidArgument("bad_argument", f"the table has two columns {twice}")
            self._adopt((str(name), data[name]) for name in names)
        else:
            raise InvalidArgument(
                "bad_argument",
                "a table is anything with __arrow_c_stream__, a mapping of columns or a structured NumPy array",
            )

    def _adopt(self, columns: Iterable[tuple[str, Any]]) -> None:
        for name, values in columns:
            if name in self._by_name:
                raise InvalidArgument("bad_argument", f"the table has two columns {name}")
            self._by_name[name] = values

    def given(self, name: str, values: Any) -> _core.Column:
        """A column that is used beside the others; those of pandas then say of the same rows what they say."""
        rows: Any = getattr(values, "index", None)
        if hasattr(rows, "equals"):
            if self._indexed is None:
                self._indexed = (name, rows)
            elif rows is not self._indexed[1] and not rows.equals(self._indexed[1]):
                raise InvalidArgument(
                    "bad_argument", f"columns {self._indexed[0]} and {name} have different pandas indexes, align them"
                )
        return column(name, values)

    @property
    def names(self) -> list[str]:
        return list(self._by_name)

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    def __getitem__(self, name: str) -> _core.Column:
        if name not in self._by_name:
            raise InvalidArgument("bad_argument", f"the table has no column {name}")
        found = self.given(name, self._by_name[name])
        self._by_name[name] = found
        return found

    def get(self, name: str | None) -> _core.Column | None:
        return None if name is None else self[name]

    def one(self, named: ColumnLike, role: str) -> _core.Column:
        """A column by its name, or the column itself."""
        return self[named] if isinstance(named, str) else self.given(role, named)

    def items(self, pattern: str | Sequence[str] | None, instrument: _core.Instrument) -> list[_core.Column]:
        """The columns of an instrument's items in order; see :func:`oncourse.score`."""
        if pattern is not None and not isinstance(pattern, str):
            for name in pattern:
                if list(pattern).count(name) > 1:
                    raise InvalidArgument("bad_argument", f"items: column {name} is named twice")
            return [self[name] for name in pattern]
        names = self.names
        found = _core.item_columns(names, pattern, instrument)
        if not found:
            raise InvalidArgument("bad_argument", "no item columns found; name them with items=")
        return [self[names[place]] for place in found]

    def items_by_session(self, pattern: str) -> list[tuple[int, list[_core.Column]]]:
        """Of a wide table: the numbers that stand at ``{session}``, with the item columns of each."""
        names = self.names
        return [
            (session, [self[names[place]] for place in places])
            for session, places in _core.session_item_columns(names, pattern)
        ]
