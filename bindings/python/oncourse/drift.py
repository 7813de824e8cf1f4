"""Whether the rate at which courses are flagged has left what a calibration lets expect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import _oncourse as _core
from .errors import InvalidArgument
from .frames import ColumnLike, Columns, Frame, Table
from .models import Model

__all__ = ["Drift", "DriftMonitor", "DriftReference", "drift_check"]


@dataclass(frozen=True)
class DriftReference:
    """What a calibration saw: counts of persons, none of whom is among the courses that are checked.

    To look before courses end, count everything by the end of one stage of the limits, which all courses have passed.
    """

    #: Persons who reached the target.
    reached: int
    #: Of these, cut off by the limits: floor(alpha (reached + 1)) or fewer, those that lie on a limit included.
    cut_off: int
    #: Persons who missed it; 0: not known, and only courses that reach the target are judged.
    missed: int = 0
    #: Of these, flagged.
    missed_flagged: int = 0

    def __post_init__(self) -> None:
        self._core()

    @classmethod
    def of(cls, model: Model, calibration: int = 0) -> DriftReference:
        """What one of a model's calibrations saw, for courses that have ended.

        Parameters
        ----------
        model
            A calibrated one.
        calibration
            Which of them, in the order of :attr:`Model.calibrations`, counted from 0.
        """
        return cls(*_core.calibration_counts(model._core, calibration))

    def _core(self) -> _core.DriftReference:
        return _core.DriftReference(self.reached, self.cut_off, self.missed, self.missed_flagged)


@dataclass(frozen=True, repr=False)
class Drift:
    """What a drift check has found so far; printed, it says so in plain sentences."""

    #: Courses added, open ones included, and these.
    courses: int
    open: int
    #: After how many courses drift was found first; None: it was not.
    found_at: int | None
    #: That an e-value must reach.
    threshold: float
    #: Of the whole check, at all looks together.
    p: float
    #: A row per group, ``"reached"``, ``"missed"`` and ``"all"``: group, courses, flagged, rate with its confidence
    #: sequence (low, high), expected with its range (expected_low, expected_high), and toward more and fewer flags the
    #: e-value now, the greatest so far, p and where drift was found (more_e, more_greatest, more_p, more_found_at,
    #: fewer_e, ...).
    groups: Table
    sentences: tuple[str, ...]

    @property
    def found(self) -> bool:
        """Whether drift was found, at any look."""
        return self.found_at is not None

    def __str__(self) -> str:
        return "\n".join(self.sentences)

    def __repr__(self) -> str:
        where = "none found" if self.found_at is None else f"found at course {self.found_at}"
        return f"<Drift: {where}, of {self.courses} courses, p {self.p:.3g}>"


class DriftMonitor:
    """A drift check that is carried on course by course, and may be looked at after every one.

    Clinically: a service flags courses by a model that was calibrated once. Is it still flagging as many?
    """

    def __init__(
        self,
        reference: DriftReference,
        *,
        delta: float = _core.usual_delta,
        level: float = _core.usual_confidence,
        count_open: bool = False,
    ) -> None:
        """As in :func:`drift_check`, with ``reference``, ``delta``, ``level`` and ``count_open``."""
        self._core = _core.DriftCheck(reference._core(), delta, level, count_open)

    @classmethod
    def from_state(
        cls,
        state: Mapping[str, Any],
        reference: DriftReference,
        *,
        delta: float = _core.usual_delta,
        level: float = _core.usual_confidence,
        count_open: bool = False,
    ) -> DriftMonitor:
        """Goes on where another one stood, by its ``state``, with the same reference and options.

        Raises
        ------
        InvalidArgument
            A state that no check with these can have.
        """
        names = ("courses", "flagged", "more_found_at", "fewer_found_at")
        try:
            groups = [state[group] for group in ("reached", "missed", "all")]
            counts = [tuple(group[name] for name in names) for group in groups]
            greatest = [(group["more_log_greatest"], group["fewer_log_greatest"]) for group in groups]
            totals = state["courses"], state["open"]
        except (KeyError, TypeError):
            raise InvalidArgument("bad_argument", "the state of the drift check lacks a part") from None
        monitor = cls.__new__(cls)
        monitor._core = _core.DriftCheck.resume(
            reference._core(), delta, level, count_open, *totals, counts, greatest
        )
        return monitor

    @property
    def state(self) -> dict[str, Any]:
        """All that the check remembers, twenty numbers that JSON can hold."""
        courses, opened, groups = self._core.state()
        names = ("courses", "flagged", "more_log_greatest", "fewer_log_greatest", "more_found_at", "fewer_found_at")
        by_group = zip(("reached", "missed", "all"), groups)
        return {
            "courses": courses,
            "open": opened,
            **{group: dict(zip(names, numbers)) for group, numbers in by_group},
        }

    def add(self, flagged: bool, reached: bool | None = None) -> None:
        """One course, at its end; ``reached`` is None while it is open. A course is added once."""
        self._core.add(flagged, reached)

    def add_courses(self, flagged: ColumnLike, reached: ColumnLike | None = None, data: Frame = None) -> None:
        """Courses in the order of the rows, all or none, as in :func:`drift_check`."""
        columns = Columns({} if data is None else data)
        self._core.add_columns(
            columns.one(flagged, "flagged"), None if reached is None else columns.one(reached, "reached")
        )

    def result(self) -> Drift:
        """What was found so far."""
        found = self._core.result()
        return Drift(
            found.courses,
            found.open,
            found.found_at,
            found.threshold,
            found.p,
            Table(found.groups),
            tuple(found.sentences),
        )


def drift_check(
    flagged: ColumnLike,
    reached: ColumnLike | None = None,
    data: Frame = None,
    *,
    reference: DriftReference,
    delta: float = _core.usual_delta,
    level: float = _core.usual_confidence,
    count_open: bool = False,
) -> Drift:
    """Whether courses are flagged at another rate than the calibration lets expect, to be asked as often as you like.

    Clinically: a service flags courses by a model that was calibrated once. Months later, does it raise more alarms, or
    fewer? Courses that reached the target, that missed it and all of them are judged apart.

    Parameters
    ----------
    flagged
        1 or True where a course was flagged, else 0: an array, a list, a Series, or the name of a column of ``data``.
        In the order in which courses ended, each person's once.
    reached
        Whether it reached the target; missing while the course is open. None: all are open, which only ``count_open``
        makes say something.
    data
        A table, where columns are given by their names.
    reference
        What the calibration saw.
    delta
        Probability of ever finding a drift where there is none, over all looks, groups and directions.
    level
        Of the intervals.
    count_open
        Open courses count among all: where flags are those by a session, here and in the reference.

    Returns
    -------
    Drift
        Where drift was found, and of each group what was seen, what was expected and the evidence.

    Raises
    ------
    InvalidArgument
        A flag that is missing or not 0 or 1, columns of different lengths, a reference that cannot be or by which no
        alarm can ever be raised, a delta or level outside (0, 1).
    """
    monitor = DriftMonitor(reference, delta=delta, level=level, count_open=count_open)
    monitor.add_courses(flagged, reached, data)
    return monitor.result()
