"""The outcome indicators of NHS Talking Therapies, per referral and as rates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from . import _oncourse as _core
from .errors import InvalidArgument
from .frames import ColumnLike, Columns, Frame, Table
from .instruments import Better, InstrumentLike, core_of

__all__ = ["Measure", "TalkingTherapies", "talking_therapies"]


@dataclass(frozen=True)
class Measure:
    """One measure of a referral: its first and last scores, and its thresholds.

    Clinically: caseness and reliable change are the service's, by instrument.
    """

    #: Names of columns, or the columns.
    first: ColumnLike
    last: ColumnLike
    #: Whose thresholds these are; or they are stated below.
    instrument: InstrumentLike | None = None
    #: Points; a change of exactly so many counts.
    reliable_change: float | None = None
    #: Without one the measure takes no part in recovery.
    caseness: float | None = None
    #: Whether a score of exactly ``caseness`` is a case.
    case_at_threshold: bool = True
    better: Better = "lower"

    def _in(self, columns: Columns, role: str) -> _core.Measure:
        first, last = columns.one(self.first, f"{role} first"), columns.one(self.last, f"{role} last")
        if (self.instrument is None) == (self.reliable_change is None):
            raise InvalidArgument("bad_argument", "a measure has either an instrument, or its own reliable_change")
        if self.instrument is not None:
            return _core.Measure.of_instrument(first, last, core_of(self.instrument))
        assert self.reliable_change is not None
        return _core.Measure.stated(
            first, last, self.better, self.caseness, self.case_at_threshold, self.reliable_change
        )


class TalkingTherapies(NamedTuple):
    """Outcomes per referral, in the order of the table, and rates per group."""

    referrals: Table
    rates: Table


def talking_therapies(
    data: Frame = None,
    *,
    first: Measure,
    second: Measure | None = None,
    fallback: Measure | None = None,
    group: ColumnLike | None = None,
    policy: Literal["adults", "children"] = "adults",
    level: float = _core.usual_confidence,
) -> TalkingTherapies:
    """Caseness, recovery, reliable improvement, reliable recovery and reliable deterioration of referrals.

    Clinically: a person recovers who was a case by any measure of the pair and is one by none; improvement is reliable
    where one measure says so and no other says the opposite.

    Parameters
    ----------
    data
        A table with a row per referral; not needed where the measures hold columns themselves.
    first, second
        The pair, such as PHQ-9 and the measure of the disorder.
    fallback
        Stands in where the second lacks its first or its last score: the GAD-7.
    group
        A column by which rates are split.
    policy
        ``"adults"``: one measure better and another worse is no reliable change, and both measures are needed.
        ``"children"``: any deterioration wins, and one measure suffices.
    level
        Of the intervals (Wilson's).

    Returns
    -------
    TalkingTherapies
        referrals: measures, fell_back, case_at_start, case_at_end, recovered, reliably_recovered, change, status,
        detail; one that lacks a score has the status ``"not_enough_sessions"``. rates: the group, referrals, completed,
        not_completed, without_caseness, and of caseness, recovery, reliable_recovery, reliable_improvement,
        reliable_deterioration and no_reliable_change the count, its denominator (``_of``), the rate (``_rate``) and its
        interval (``_low``, ``_high``).
    """
    columns = Columns({} if data is None else data)
    referrals, rates = _core.talking_therapies(
        first._in(columns, "first"),
        None if second is None else second._in(columns, "second"),
        None if fallback is None else fallback._in(columns, "fallback"),
        None if group is None else columns.one(group, "group"),
        policy,
        level,
    )
    return TalkingTherapies(Table(referrals), Table(rates))
