"""Sudden gains and losses between one session and the next, and windows of sessions around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from . import _oncourse as _core
from ._oncourse import MeanCriterion, ShareCriterion
from .change_rule import axis_of
from .frames import Columns, Frame, LongColumns, Table, column, named
from .instruments import Better, InstrumentLike, better_of

__all__ = [
    "MeanCriterion",
    "ShareCriterion",
    "SuddenGainRule",
    "SuddenGains",
    "points_beyond_error",
    "session_windows",
    "sudden_gains",
]

_usual_share, _usual_means = ShareCriterion(), MeanCriterion()

_usual_person = "patient"


class SuddenGainRule:
    """When a change between session N and N + 1 is sudden, by Tang and DeRubeis 1999 or any variation of it.

    Made once, checked once. At least one of the three criteria must be given; what is ``None`` does not count.

    Parameters
    ----------
    better, instrument
        Which scores are better, or the instrument that says so.
    kind
        ``"gain"``, or ``"loss"``, its mirror image in every criterion.
    points
        Criterion 1: at least so many points. Of an instrument by default its reliable change, where it has one.
    share
        Criterion 2: at least this share of the score before; a :class:`ShareCriterion` says of what else.
    means
        Criterion 3: the means before and after differ, see :class:`MeanCriterion`.
    combine
        ``"all"`` criteria given, or ``"any"``.
    first_interval, last_interval
        Test also from the first session to the second and from the last but one to the last, with one score on a side.
    bridge
        Missed sessions in a row that an interval may span; 0, as published: neighbours only.
    sessions
        The first and the last session looked at; ``None``: the series' own.
    total
        The sessions between which the total change counts; ``None``: the first and last with a score among these.
    reversal_share, reversal_inclusive
        Share of the magnitude to be lost again, and whether exactly as much counts.
    reversal_from
        Sessions after N from which scores are looked at: 2 is the one after N + 1.
    """

    def __init__(
        self,
        *,
        better: Better | None = None,
        instrument: InstrumentLike | None = None,
        kind: Literal["gain", "loss"] = "gain",
        points: float | None = None,
        share: ShareCriterion | float | None = _usual_share,
        means: MeanCriterion | None = _usual_means,
        combine: Literal["all", "any"] = "all",
        first_interval: bool = False,
        last_interval: bool = False,
        bridge: int = 0,
        sessions: tuple[int | None, int | None] = (None, None),
        total: tuple[int | None, int | None] = (None, None),
        reversal_share: float = _core.usual_reversal_share,
        reversal_inclusive: bool = False,
        reversal_from: int = _core.usual_reversal_from,
    ) -> None:
        self.better, self._instrument = better_of(better, instrument)
        if points is None and self._instrument is not None:
            own = _core.ReliablePoints.of_instrument(self._instrument)
            points = None if own is None else own.improvement
        self.kind, self.points = kind, points
        self._criteria = [
            None if points is None else f"{points:.6g} points",
            None if share is None else f"{100 * (share if isinstance(share, (int, float)) else share.share):.6g} %",
            None if means is None else "means",
        ]
        self._combine = combine
        self._core = _core.SuddenGainRule.make(
            self.better,
            kind,
            points,
            ShareCriterion(share) if isinstance(share, (int, float)) else share,
            means,
            combine,
            first_interval,
            last_interval,
            bridge,
            sessions,
            total,
            reversal_share,
            reversal_inclusive,
            reversal_from,
        )

    def svg(
        self,
        scores: Sequence[float | None],
        *,
        first_session: int = 1,
        label: str | None = None,
        axis: tuple[float, float] | None = None,
    ) -> str:
        """One person's course with every sudden gain marked, as reports show it.

        Parameters
        ----------
        scores
            One per planned session, in order; ``None`` where missed.
        first_session
            Number of the first of them.
        label
            Of the axis; by default the instrument's name.
        axis
            The least and the greatest score; by default the instrument's, or those that occur.

        Returns
        -------
        str
            An SVG document; :func:`oncourse.plot.sudden_gains` draws the same with matplotlib.
        """
        given = column("score", scores)
        name, ends = axis_of([given], self._instrument, label, axis)
        return self._core.svg(_core.take([given]).values("score"), first_session, name, ends)

    def __repr__(self) -> str:
        criteria = f" {'and' if self._combine == 'all' else 'or'} ".join(one for one in self._criteria if one)
        return f"<oncourse.SuddenGainRule {self.kind}: {criteria}; {self.better} is better>"


@dataclass(frozen=True)
class SuddenGains:
    """What was found: tables, and sums over everybody whose series could be read."""

    #: A row per gain: scores around it, magnitude, share of the total change, reversal.
    gains: Table
    #: A row per tested interval: each criterion with the figures it was judged by.
    intervals: Table
    #: A row per person with the gain that stands for it, counts, status and detail.
    persons: Table
    #: Of all gains: persons, with_gain, with_several, gains, reversed, reversal_known, magnitude_mean, magnitude_sd.
    of_all: dict[str, Any]
    #: The same of the chosen gain of each person.
    of_chosen: dict[str, Any]
    #: Intervals planned, tested, available, not_available and decided; persons_refused.
    counts: dict[str, int]


def sudden_gains(
    data: Frame,
    rule: SuddenGainRule,
    *,
    person: str | None = _usual_person,
    session: str = "session",
    score: str | Sequence[str] = "total",
    first_session: int = 1,
    which: Literal["first", "last", "largest", "smallest"] = "first",
    intervals: bool = True,
) -> SuddenGains:
    """Sudden gains or losses of one person or of many, from long or wide tables.

    Clinically: a large and stable drop between two sessions; what happened in the session before it is worth asking.

    Parameters
    ----------
    data
        A table with a row per person and session; one with a row per person and a column per session; or the scores of
        one person, one per planned session.
    rule
        The criteria.
    person
        The column of persons; ``None``: all rows of a long table are one person's. Without a column ``"patient"`` the
        rows of a wide table have no name.
    session
        Of a long table: whole numbers, ascending within a person; one that is left out was missed.
    score
        Of a long table the column of scores; of a wide one the columns, in the order of the sessions.
    first_session
        Number of the first session of a wide table or of one person.
    which
        Of several gains, the one that stands for a person.
    intervals
        ``False``: the table of intervals stays empty, which saves most of the memory.

    Returns
    -------
    SuddenGains
        gains, intervals and persons, each with the person (of a wide table where ``person`` is named); what makes a
        series unusable is its person's status, and spoils no other.
    """
    whom: _core.Column | None
    if isinstance(score, str):
        long = LongColumns(data, person, session, score, first_session)
        whom, found = long.named_by, rule._core.from_long(long.person, long.time, long.score, which, intervals)
    else:
        columns = Columns(data)
        whom = None if person == _usual_person and person not in columns else columns.get(person)
        found = rule._core.from_wide([columns[name] for name in score], first_session, which, intervals)
    return SuddenGains(
        named(whom, found.gain_rows, found.gains),
        named(whom, found.interval_rows, found.intervals),
        named(whom, found.person_rows, found.persons),
        found.of_all,
        found.of_chosen,
        found.counts,
    )


def session_windows(
    data: Frame,
    *,
    at: str = "at",
    person: str = "patient",
    session: str = "session",
    score: str = "total",
    before: int = 2,
    after: int = 3,
) -> Table:
    """Everybody's scores around a session, for the analysis of matched persons.

    Clinically: what people without a gain looked like at the session at which a matched person had one.

    Parameters
    ----------
    data, person, session, score
        A long table, as in :func:`sudden_gains`.
    at
        The column that names the session: in all rows of a person the same, or missing.
    before, after
        Sessions on each side.

    Returns
    -------
    Table
        The person, session, n_minus_2, n_minus_1, n, n_plus_1, n_plus_2, n_plus_3, status, detail.
    """
    columns = Columns(data)
    found, rows = _core.session_windows(
        columns[person], columns[session], columns[score], columns[at], before, after
    )
    return named(columns[person], rows, found)


def points_beyond_error(sd: float, reliability: float, *, critical: float = 1.96) -> float:
    """Points for criterion 1 of a sudden gain that are more than measurement error.

    Clinically: the reliable change of a questionnaire, where only its standard deviation and reliability are known.

    Parameters
    ----------
    sd, reliability
        Of the scores in a population like these persons.
    critical
        Standard errors of the difference.
    """
    return _core.points_beyond_error(sd, reliability, critical)
