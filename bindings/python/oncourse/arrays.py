"""Millions of sheets, scored into NumPy arrays about as fast as memory can be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from . import _oncourse as _core
from .errors import InvalidArgument
from .frames import Columns, Frame
from .instruments import InstrumentLike, core_of
from .scoring import Prorating

if TYPE_CHECKING:
    import numpy.typing

__all__ = ["ScoreArrays", "score_arrays"]


@dataclass(frozen=True)
class ScoreArrays:
    """Scores as arrays, a value per sheet, under the names that the columns of :func:`oncourse.score` have."""

    #: What was asked for, by name.
    arrays: dict[str, numpy.typing.NDArray[Any]]
    #: rows, scored, prorated, off_scale, too_many_blanks.
    counts: dict[str, int]
    #: Of every column of bands asked for, the label of each number.
    labels: dict[str, tuple[str, ...]]
    _asked: tuple[_core.Instrument, list[_core.Column], str, str | None, int | None]

    def __getitem__(self, name: str) -> numpy.typing.NDArray[Any]:
        return self.arrays[name]

    def refusal(self, row: int) -> tuple[str, str] | None:
        """Why a sheet has no score: an error's code and its words, which name the item, the value and the limit.

        Clinically: what to correct on the sheet.

        Parameters
        ----------
        row
            From 0.

        Returns
        -------
        tuple of str, or None
            ``None`` where it has a score.
        """
        return _core.refusal(*self._asked, row)


def score_arrays(
    data: Frame,
    instrument: InstrumentLike,
    *,
    items: str | Sequence[str] | None = None,
    want: Sequence[str] = ("total", "band", "status"),
    dtype: Literal["float64", "float32", "uint8"] = "float64",
    out: Mapping[str, numpy.typing.NDArray[Any]] | None = None,
    prorating: Prorating = "published",
    coding: str | None = None,
    blank_code: int | None = None,
    threads: int = 1,
) -> ScoreArrays:
    """Score a table of sheets into arrays, each to the last bit as :func:`oncourse.score_sheet` does it.

    Clinically: the severity of everybody who was ever asked, with nothing lost: who has no score has a status.

    Columns of ``int8`` and ``uint8`` without nulls are read where they are; all others some thousand rows at a time.

    Parameters
    ----------
    data
        A table (see :data:`oncourse.Frame`). Missing values are unanswered items.
    instrument, items, prorating, coding
        See :func:`oncourse.score`.
    want
        Columns of :func:`oncourse.score`: total, band, status, answered, of_items, the subscales by id, ``<id>_band``,
        the algorithms by id, ``risk_item_<n>`` and ``risk_item_<n>_flagged``.
    dtype
        Of the total and the subscales; missing ones are NaN. ``"uint8"`` is for instruments whose complete sheets have
        whole scores up to 254: a score that is no whole number, as prorated ones may be, is 255 and never rounded.
    out
        Arrays of yours to write into, by name: to have new ones takes longer than to score.
    blank_code
        An answer off all scales that stands for a blank, as nulls do.
    threads
        At most so many; the result is the same with any number.

    Returns
    -------
    ScoreArrays
        Bands are places in ``labels`` (255: none), the status is 0 scored, 1 prorated, 2 off_scale, 3 too_many_blanks;
        flags and algorithms are 1, 0, or 255 where that is not known; a risk answer that is missing is -32768.

    Raises
    ------
    InvalidArgument
        A column that is missing, no column of numbers or of another length, a name in ``want`` that the instrument does
        not have, an array in ``out`` of another type or too short, scores that are no bytes, or a ``blank_code`` that
        is an answer.
    """
    import numpy

    columns, q = Columns(data), core_of(instrument)
    sheets = columns.items(items, q)
    rows = len(sheets[0]) if sheets else 0
    if threads < 1:
        raise InvalidArgument("bad_argument", f"threads is {threads}, it must be 1 or more")
    arrays: dict[str, numpy.typing.NDArray[Any]] = {}
    for name in want:
        if out is not None and name in out:
            arrays[name] = out[name]
        else:
            arrays[name] = numpy.empty(rows, dtype=_dtype(name, q, dtype))
    for name in out or {}:
        if name not in arrays:
            raise InvalidArgument("bad_argument", f"out has {name}, which is not in want")
        if rows > 0 and getattr(arrays[name], "size", 1) == 0:  # which in C++ says that it is not wanted
            raise InvalidArgument("bad_argument", f"room for 0 of {name}, there are {rows} rows")
    counts = _core.score_into(
        q, sheets, prorating, coding, blank_code, threads, list(arrays), [_writable(*one) for one in arrays.items()]
    )
    labels = {name: tuple(q.band_labels(name)) for name in want if name == "band" or name.endswith("_band")}
    return ScoreArrays(arrays, counts, labels, (q, sheets, prorating, coding, blank_code))


def _dtype(name: str, q: _core.Instrument, scores: str) -> str:
    if name == "total" or name in q.subscales:
        return scores
    return "int16" if name.startswith("risk_item_") and not name.endswith("_flagged") else "uint8"


def _writable(name: str, array: numpy.typing.NDArray[Any]) -> numpy.typing.NDArray[Any]:
    flags = getattr(array, "flags", None)
    if flags is None or array.ndim != 1 or not flags.c_contiguous or not flags.writeable:
        raise InvalidArgument("bad_argument", f"out: {name} is no writable array of one dimension without gaps")
    return array
