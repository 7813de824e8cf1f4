"""Change over every session: response, remission, relapse, reliable change, trend and plateau."""

from __future__ import annotations

from typing import NamedTuple

from . import _oncourse as _core
from ._oncourse import (
    EarlyResponseCriterion,
    ReliablePoints,
    ReliableTrendCriterion,
    RemissionCriterion,
    ResponseCriterion,
)
from .frames import Frame, LongColumns, Table
from .instruments import Better, InstrumentLike, better_of

__all__ = [
    "ChangeOverSessions",
    "EarlyResponseCriterion",
    "ReliablePoints",
    "ReliableTrendCriterion",
    "RemissionCriterion",
    "ResponseCriterion",
    "change_over_sessions",
    "reliable_trend",
]

_usual_response = ResponseCriterion()


class ChangeOverSessions(NamedTuple):
    """What was found of every person, and everything that happened."""

    persons: Table
    events: Table


def change_over_sessions(
    data: Frame,
    *,
    person: str | None = "patient",
    time: str = "session",
    score: str = "total",
    better: Better | None = None,
    instrument: InstrumentLike | None = None,
    response: ResponseCriterion | None = _usual_response,
    early_response: EarlyResponseCriterion | None = None,
    remission: RemissionCriterion | None = None,
    reliable: ReliablePoints | None = None,
    functional: float | None = None,
    trend: ReliableTrendCriterion | None = None,
    plateau_scores: int | None = None,
) -> ChangeOverSessions:
    """When did each person respond, remit, relapse, change reliably, reach a good enough level or a plateau?

    Clinically: every criterion is stated, since none is agreed; a course that is still under way is censored, and no
    failure.

    Parameters
    ----------
    data
        A table with a row per person and session, or the scores of one person in order.
    person, time, score
        Names of columns; ``person=None``: all rows are one person's. Times are numbers or dates (then days), ascending within a person; a row without a score is a
        session without one.
    better, instrument
        Which scores are better, or the instrument that says so, whose reliable change and cut-off then serve where
        ``reliable`` and ``functional`` are not given.
    response
        ``None``: not asked, as the others by default.
    early_response, remission, reliable, trend
        Their criteria.
    functional
        A score this good or better, with ``reliable``: the good enough level.
    plateau_scores
        The fewest that are called a plateau; needs ``reliable`` and ``trend``.

    Returns
    -------
    ChangeOverSessions
        persons: the person, scores, missed, baseline, last_score, last_time, early_response; response, remission and
        good_enough each with ``_session``, ``_time`` and ``_follow_up`` (to the event where the column says true, else
        censored); session and time of every other kind of event; remission_episodes, remission_state,
        good_enough_kept, plateau_scores, plateau_mean, trend_slope, trend_z, trend_class, status, detail. What was not
        asked is missing. events: the person, kind, session, time, score, limit, from_session, from_time. Sessions count
        from 0, a person's first row.
    """
    own, q = better_of(better, instrument)
    limit = None if functional is None else _core.ScoreLimit(functional, True)
    if q is not None:
        reliable = _core.ReliablePoints.of_instrument(q) if reliable is None else reliable
        if limit is None and reliable is not None:
            limit = _core.ScoreLimit.functional(q)
    criteria = _core.SessionCriteria(response, early_response, remission, reliable, limit, trend, plateau_scores)
    columns = LongColumns(data, person, time, score, 0)
    found = _core.change_over_sessions(columns.person, columns.time, columns.score, own, criteria)
    return ChangeOverSessions(
        columns.named(found.person_rows, found.persons), columns.named(found.event_rows, found.events)
    )


def reliable_trend(
    data: Frame,
    *,
    sd: float,
    reliability: float,
    person: str | None = "patient",
    time: str = "session",
    score: str = "total",
    better: Better | None = None,
    instrument: InstrumentLike | None = None,
    improvement: float | None = None,
    deterioration: float | None = None,
) -> Table:
    """Is each person's slope over all sessions more than measurement error? McAleavey 2024.

    Clinically: uses every score and not the first and last alone; of two scores it is the Jacobson-Truax index.

    Parameters
    ----------
    data, person, time, score, better
        As in :func:`change_over_sessions`.
    instrument
        Says which scores are better.
    sd, reliability
        Of one score in a population like these persons.
    improvement, deterioration
        Critical values, by default 1.96 each; the latter by default as the former.

    Returns
    -------
    Table
        The person, slope (points per unit of time), standard_error, z, change (of the fitted line from first to last),
        class, scores, missed, status, detail.
    """
    better_critical = _core.usual_trend_critical_value if improvement is None else improvement
    criterion = ReliableTrendCriterion(
        sd=sd,
        reliability=reliability,
        critical_improvement=better_critical,
        critical_deterioration=better_critical if deterioration is None else deterioration,
    )
    columns = LongColumns(data, person, time, score, 0)
    found, rows = _core.reliable_trend(
        columns.person, columns.time, columns.score, better_of(better, instrument)[0], criterion
    )
    return columns.named(rows, found)
