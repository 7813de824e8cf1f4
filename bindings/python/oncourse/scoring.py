"""Sheets in, scores out: one at a time or a table of them, by the instrument's own rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from . import _oncourse as _core
from .frames import Columns, Frame, Table, beside, column, kept_of
from .instruments import InstrumentLike, core_of

__all__ = ["Prorating", "Score", "goal_attainment", "score", "score_sheet"]

Prorating: TypeAlias = Literal["published", "convention", "never"]


@dataclass(frozen=True)
class Score:
    """One scored sheet. ``risk`` is never part of a verdict: read it whatever the total says."""

    #: ``None`` for an instrument without a total.
    total: float | None
    band: str | None
    answered: int
    of_items: int
    prorated: bool
    #: By id; ``None`` where too few of its items are answered and the total stands all the same.
    subscales: dict[str, float | None]
    #: By id, of the subscales that have bands and a score.
    subscale_bands: dict[str, str]
    #: By id, what published algorithms say of the sheet; ``None`` where blanks leave it open. Not a diagnosis.
    algorithms: dict[str, bool | None]
    #: item, meaning, answer and flagged; the last two are ``None`` where the item was skipped.
    risk: list[dict[str, Any]]


def score_sheet(
    instrument: InstrumentLike,
    answers: Sequence[int | None],
    *,
    prorating: Prorating = "published",
    coding: str | None = None,
) -> Score:
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
    coding
        How the answers are written down where it is not the definition's way: one of :attr:`Instrument.codings`.

    Raises
    ------
    InvalidArgument
        ``code`` is ``"response_range"`` or ``"too_many_missing"``; the detail names the item.
    NotAvailable
        There is no such coding; the detail lists those there are.
    """
    return Score(**_core.score_sheet(core_of(instrument), list(answers), prorating, coding))


def goal_attainment(
    levels: Sequence[int | None], weights: Sequence[float] | None = None, *, correlation: float = 0.3
) -> float:
    """The T-score of goals agreed with one person. Kiresuk and Sherman 1968.

    Clinically: 50 where the goals are met as expected on balance, more where they are exceeded.

    Parameters
    ----------
    levels
        One per goal, -2 (much less than expected) to 2 (much more); ``None`` for a goal that is not rated.
    weights
        One per goal, above 0: importance, or importance times difficulty. ``None``: all alike.
    correlation
        Of goals with each other, in [0, 1); 0.3 by convention.

    Raises
    ------
    InvalidArgument
        There is no goal, none is rated, or a level, a weight or the correlation is out of range (named).
    """
    return _core.goal_attainment(list(levels), [] if weights is None else list(weights), correlation)


def score(
    data: Frame,
    instrument: InstrumentLike,
    *,
    items: str | Sequence[str] | None = None,
    keep: Sequence[str] = (),
    prorating: Prorating = "published",
    coding: str | None = None,
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
    prorating, coding
        See :func:`score_sheet`.

    Returns
    -------
    Table
        keep, total (missing for an instrument without one), band, answered, of_items, prorated, the subscales by id,
        ``<id>_band`` of those that have bands, the algorithms by id (missing where blanks leave it open),
        ``risk_item_<n>`` and ``risk_item_<n>_flagged``, status (``"ok"``, ``"too_many_missing"``,
        ``"response_range"``) and detail, row by row as in ``data``. A row that cannot be scored has no total; its risk
        answers are there all the same. A flag is missing where the item was skipped or its answer is off the scale.
    """
    columns, q = Columns(data), core_of(instrument)
    if isinstance(items, str) and "{session}" in items:
        return _score_wide(columns, q, items, keep, prorating, coding)
    return beside(columns, keep, _core.score(q, columns.items(items, q), prorating, coding))


def _score_wide(
    columns: Columns, q: _core.Instrument, items: str, keep: Sequence[str], prorating: Prorating, coding: str | None
) -> Table:
    parts = []
    for number, answers in columns.items_by_session(items):
        found = _core.score(q, answers, prorating, coding)
        session = _core.take([column("session", [float(number)] * len(found))])
        kept = kept_of(columns, keep)
        parts.append((kept.beside(session) if kept is not None else session).beside(found))
    # Row after row of the wide table, its sessions in order.
    n = len(parts[0])
    rows = [part * n + row for row in range(n) for part in range(len(parts))]
    names = parts[0].names
    stacked = [_core.stack(parts, name) for name in names]
    return Table(_core.take(stacked, rows))
