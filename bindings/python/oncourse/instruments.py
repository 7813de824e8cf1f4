"""Questionnaires: what ships, how sheets are scored, and what a change means."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, Union

from . import _oncourse as _core
from .errors import InvalidArgument
from .frames import Columns, ColumnLike, Frame, Table, column


__all__ = [
    "Instrument",
    "Prorating",
    "Score",
    "clinical_significance",
    "instrument",
    "instruments",
    "reliable_change",
    "score",
    "score_sheet",
    "self_test",
]

Prorating: TypeAlias = Literal["published", "convention", "never"]


class Instrument:
    """A questionnaire's scoring definition; never its wording.

    Clinically: what an answer sheet means, with the source of every figure.
    """

    def __init__(self, core: _core.Instrument) -> None:
        self._core = core

    @classmethod
    def from_json(cls, document: str) -> Instrument:
        """A vendor's own instrument, known by its total; the form is that of ``oncourse instruments --json``.

        Raises
        ------
        DocumentError
            A member is missing, unknown, of the wrong kind or out of range (named).
        """
        return cls(_core.Instrument.from_json(document))

    @property
    def id(self) -> str:
        """The stable key in every interface: ``"phq-9"``."""
        return self._core.id

    @property
    def name(self) -> str:
        """The questionnaire's name."""
        return self._core.name

    @property
    def items(self) -> int:
        """How many items the form has; 0 where it is known by its total only."""
        return self._core.items

    @property
    def total_range(self) -> tuple[float, float]:
        """The least and the greatest total, both included."""
        return self._core.total_range

    @property
    def direction(self) -> str:
        """``"lower_is_better"`` or ``"higher_is_better"``."""
        return self._core.direction

    @property
    def definition(self) -> dict[str, Any]:
        """The whole definition: ranges, keys, bands, cut-offs, norms, reliabilities, each with status and source."""
        found: dict[str, Any] = json.loads(self._core.to_json())
        return found

    def __repr__(self) -> str:
        return f"<oncourse.Instrument {self.id}: {self.name}>"


InstrumentLike: TypeAlias = Union[str, Instrument]


def core_of(named: InstrumentLike) -> _core.Instrument:
    return named._core if isinstance(named, Instrument) else _core.Instrument.find(named)


def instrument(id: str) -> Instrument:
    """The instrument with this id, in any case and with or without ``-``, ``_`` and spaces.

    Clinically: the questionnaire that a service already uses, with what its scores mean.

    Raises
    ------
    NotAvailable
        There is none; the detail lists those that ship.
    """
    return Instrument(_core.Instrument.find(id))


def instruments() -> Table:
    """The instruments that ship, those nearest to interpersonal psychotherapy first.

    Clinically: what can be tracked in depression, social support, anxiety, eating and well-being.

    Returns
    -------
    Table
        id, name, construct, domain, direction, items, total_min, total_max, licence.
    """
    found = [_core.Instrument.find(id) for id in _core.shipped_instruments()]
    texts = ("id", "name", "construct", "domain", "direction", "licence")
    columns = [_core.column_from_texts(name, [getattr(q, name) for q in found]) for name in texts]
    columns.append(column("items", [float(q.items) for q in found]))
    columns.append(column("total_min", [q.total_range[0] for q in found]))
    columns.append(column("total_max", [q.total_range[1] for q in found]))
    return Table(_core.take(columns))


def self_test() -> int:
    """Compute figures whose values are known, and compare; for the machine that will run it.

    Clinically: that this installation gives the published scores and verdicts, before anybody relies on it.

    Returns
    -------
    int
        How many figures were compared.

    Raises
    ------
    InternalError
        The detail names the figure, what was computed and what was expected.
    """
    return _core.self_test()


@dataclass(frozen=True)
class Score:
    """One scored sheet. ``risk`` is never part of a verdict: read it whatever the total says."""

    total: float
    band: str | None
    answered: int
    of_items: int
    prorated: bool
    subscales: dict[str, float | None]
    #: item, meaning, answer and flagged; the last two are ``None`` where the item was skipped.
    risk: list[dict[str, Any]]


def score_sheet(instrument: InstrumentLike, answers: Sequence[int | None], *, prorating: Prorating = "published") -> Score:
    """Score one completed questionnaire; never a partial total.

    Clinically: how severe the symptoms were at this session, and whether an answer asks for attention by itself.

    Parameters
    ----------
    instrument
        Its id, or an :class:`Instrument`.
    answers
        One per item in the published order, as the person gave them; ``None`` where unanswered.
    prorating
        ``"published"`` fills blanks by the instrument's rule where that rule is published, ``"convention"`` also where
        it is common practice only, ``"never"`` refuses any blank.

    Raises
    ------
    InvalidArgument
        ``code`` is ``"response_range"`` or ``"too_many_missing"``; the detail names the item.
    """
    return Score(**_core.score_sheet(core_of(instrument), list(answers), prorating))


def _kept(columns: Columns, keep: Sequence[str]) -> _core.Table | None:
    return _core.take([columns[name] for name in keep]) if keep else None


def score(
    data: Frame,
    instrument: InstrumentLike,
    *,
    items: str | Sequence[str] | None = None,
    keep: Sequence[str] = (),
    prorating: Prorating = "published",
) -> Table:
    """Score a table of sheets, a row per sheet.

    Clinically: the severity at every session of everybody, by the instrument's own rules.

    Parameters
    ----------
    data
        A table (see :data:`oncourse.Frame`). Missing values are unanswered items.
    instrument
        Its id, or an :class:`Instrument`.
    items
        The item columns: names in order, a pattern such as ``"phq9_{item}"``, a range ``"PHQ1..PHQ9"``, or nothing for
        the usual names (``phq9_1``, ``q1``, ``item_1``, ...). With ``{session}`` in the pattern, as in
        ``"phq9_s{session}_{item}"``, the table is wide: every row becomes one row per session, with a column session.
    keep
        Columns to repeat in the result.
    prorating
        See :func:`score_sheet`.

    Returns
    -------
    Table
        keep, total, band, answered, of_items, prorated, the subscales, ``risk_item_<n>`` and ``risk_item_<n>_flagged``,
        status (``"ok"``, ``"too_many_missing"``, ``"response_range"``) and detail, row by row as in ``data``. A row
        that cannot be scored has no total; its risk answers are there all the same. A flag is missing where the item was
        skipped or its answer is off the scale.
    """
    columns, q = Columns(data), core_of(instrument)
    if isinstance(items, str) and "{session}" in items:
        return _score_wide(columns, q, items, keep, prorating)
    found = _core.score(q, columns.items(items, q), prorating)
    kept = _kept(columns, keep)
    return Table(kept.beside(found) if kept is not None else found)


def _score_wide(
    columns: Columns, q: _core.Instrument, items: str, keep: Sequence[str], prorating: Prorating
) -> Table:
    parts = []
    for number, answers in columns.items_by_session(items):
        found = _core.score(q, answers, prorating)
        session = _core.take([column("session", [float(number)] * len(found))])
        kept = _kept(columns, keep)
        parts.append((kept.beside(session) if kept is not None else session).beside(found))
    # Row after row of the wide table, its sessions in order.
    n = len(parts[0])
    rows = [part * n + row for row in range(n) for part in range(len(parts))]
    names = parts[0].names
    stacked = [_core.stack(parts, name) for name in names]
    return Table(_core.take(stacked, rows))


def reliable_change(
    data: Frame = None,
    instrument: InstrumentLike | None = None,
    *,
    pre: ColumnLike = "pre",
    post: ColumnLike = "post",
    sd: float | None = None,
    reliability: float | None = None,
    keep: Sequence[str] = (),
) -> Table:
    """Has a score changed by more than measurement error? Jacobson and Truax 1991, pair by pair.

    Clinically: a change that the questionnaire's own unreliability explains is no change yet.

    Parameters
    ----------
    data
        A table; not needed where ``pre`` and ``post`` are columns themselves.
    instrument
        Gives the criterion, the direction and the scale. Without it ``sd`` and ``reliability`` are needed.
    pre, post
        The two totals: names of columns, or the columns.
    sd, reliability
        Of the instrument in a population like this one, in place of the instrument's own criterion.
    keep
        Columns of ``data`` to repeat in the result.

    Returns
    -------
    Table
        With an instrument as :func:`clinical_significance`; without one points, index (1.96 is the criterion),
        reliably (``"increased"``, ``"decreased"``, ``"unchanged"``), status and detail. A pair of which a total is
        missing has the status ``"not_enough_sessions"``: it is counted, never dropped.
    """
    if instrument is not None:
        return clinical_significance(data, instrument, pre=pre, post=post, sd=sd, reliability=reliability, keep=keep)
    if sd is None or reliability is None:
        raise InvalidArgument("bad_argument", "either an instrument, or sd and reliability are needed")
    columns, before, after = _pair(data, pre, post)
    return _with_kept(columns, keep, _core.jacobson_truax(before, after, sd, reliability))


def clinical_significance(
    data: Frame,
    instrument: InstrumentLike,
    *,
    pre: ColumnLike = "pre",
    post: ColumnLike = "post",
    cutoff: tuple[str | None, str | None] = (None, None),
    sd: float | None = None,
    reliability: float | None = None,
    keep: Sequence[str] = (),
) -> Table:
    """Is a change reliable, and did it cross the line between the clinical and the functional range?

    Clinically: ``recovered`` is reliably better and out of the clinical range, ``harmed`` reliably worse and into it.

    Parameters
    ----------
    data, pre, post, sd, reliability, keep
        As in :func:`reliable_change`.
    instrument
        Its id, or an :class:`Instrument`.
    cutoff
        Purpose and population of the cut-off, ``None`` for any; the first that fits both is used. An instrument's
        definition lists its cut-offs with their sources.

    Returns
    -------
    Table
        keep, points (post - pre), improvement (points in the better direction), percent_improved, index, class,
        important_improvement, important_worsening, clinical_before, clinical_after, status, detail.

    Raises
    ------
    NotAvailable
        No cut-off is for this purpose and population; the detail lists those there are.
    """
    columns, before, after = _pair(data, pre, post)
    purpose, population = cutoff
    found = _core.change(core_of(instrument), before, after, purpose, population, sd, reliability)
    return _with_kept(columns, keep, found)


def _pair(data: Frame, pre: ColumnLike, post: ColumnLike) -> tuple[Columns, _core.Column, _core.Column]:
    columns = Columns({} if data is None else data)

    def one(named: ColumnLike, role: str) -> _core.Column:
        return columns[named] if isinstance(named, str) else columns.given(role, named)

    return columns, one(pre, "pre"), one(post, "post")


def _with_kept(columns: Columns, keep: Sequence[str], found: _core.Table) -> Table:
    kept = _kept(columns, keep)
    return Table(kept.beside(found) if kept is not None else found)
