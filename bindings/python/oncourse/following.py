"""Many courses judged score by score, all at once or day by day."""

from __future__ import annotations

from typing import Literal, NamedTuple

from . import _oncourse as _core
from .errors import InvalidArgument
from .frames import Columns, Frame, Table
from .instruments import InstrumentLike, core_of
from .models import Model, _instrument_of, _usual_plan
from .rules import Rules, core_rules

__all__ = ["Followed", "follow"]


class Followed(NamedTuple):
    """What is said of courses, and what tomorrow's scores need."""

    verdicts: Table
    """A row per session, or per person."""
    refusals: Table
    """Of rows that were refused: row (from 0), status, detail."""
    kept: Table
    """A row per person, numbers throughout, to be written anywhere and given to the next call."""


def follow(
    data: Frame,
    model: Model,
    *,
    person: str = "patient",
    session: str | None = "session",
    date: str | None = None,
    day: str | None = None,
    score: str = "total",
    instrument: InstrumentLike | None = None,
    plan: _core.Plan = _usual_plan,
    target: str | None = None,
    alpha: float = _core.usual_alpha,
    rules: Rules = (),
    combine: Literal["any", "all"] = "any",
    group: str | None = None,
    per: Literal["session", "person"] = "session",
    kept: Frame | None = None,
    keep: bool = True,
    threads: int = 1,
) -> Followed:
    """Is every one of many courses on course? As :func:`track` says, in a microsecond per score, and day by day.

    Clinically: verdicts and alarms alone; for why one course is flagged, and what is forecast, see :func:`track`.

    Parameters
    ----------
    data
        A row per session; a person's rows in order. A row without a score is a session without a measurement.
        Infinity stands for a sheet that could not be scored: where no score is before it, the baseline is not known, and
        the course is refused.
    model, person, session, date, day, instrument, plan, target, alpha, rules, combine, group
        As in :func:`track`.
    score
        A column of totals.
    per
        ``"session"``: as many rows as ``data``, in its order. ``"person"``: one row for each person in it, with the latest
        verdict.
    kept
        What an earlier call kept, as it was given or read from wherever it was written. A row is then judged as if all
        rows had come at once. A model, plan, target or rule that is not the one it was kept for is refused, and so are
        other covariates than those that were there, and numbers that contradict each other. What came cannot be taken
        back: where old scores were corrected, follow the course again from its first row.
    keep
        Whether more rows will follow; else ``kept`` has no rows.
    threads
        How many; the results are the same to the last bit.

    Returns
    -------
    Followed
        verdicts, per session: person, session, verdict, probability (that the target is met at the planned end), alarm
        (true at the first), value (that the rule read which decided), threshold, rule, status; per person: person,
        session (of the latest score), verdict, probability, alarm_session, value, threshold, rule, status. A row that
        makes its course unusable has its status, and so have all later ones; refusals says why, once.
    """
    if per not in ("session", "person"):
        raise InvalidArgument("bad_argument", "per is session or person")
    columns = Columns(data)
    known = None if kept is None else Columns(kept)
    verdicts, refusals, next_kept, first_rows = _core.follow(
        columns[person],
        columns.get(session),
        columns.get(date),
        columns.get(day),
        columns[score],
        [columns[name] for name in model.covariates],
        columns.get(group),
        core_of(_instrument_of(model, instrument)),
        model._core,
        plan,
        target,
        alpha,
        core_rules(rules),
        combine,
        per == "session",
        [] if known is None else [known[name] for name in known.names],
        keep,
        threads,
    )
    if per == "session":
        whose = _core.take([columns[name] for name in (person, session) if name is not None])
    else:
        whose = _core.take([columns[person]], first_rows)
    return Followed(Table(whose.beside(verdicts)), Table(refusals), Table(next_kept))
