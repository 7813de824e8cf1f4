"""What a model says of a whole cohort: forecasts and verdicts row by row, and people who do not exist."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from . import _oncourse as _core
from .errors import InvalidArgument
from .frames import Columns, Frame, Table
from .instruments import InstrumentLike, core_of
from .models import Model, cohort_columns, _instrument_of, _usual_plan
from .rules import Rules, core_rules
from .scoring import Prorating

if TYPE_CHECKING:
    import numpy
    import numpy.typing

__all__ = ["JointForecast", "forecast", "joint_forecast", "simulate", "simulated_populations", "track"]


def forecast(
    model: Model,
    data: Frame,
    *,
    at: float | Sequence[float],
    person: str = "patient",
    time: str = "session",
    score: str = "total",
    instrument: InstrumentLike | None = None,
    target: str | None = None,
    level: float = _core.usual_level,
) -> Table:
    """Where everybody is expected to be, given their scores so far.

    Clinically: the person's own line, from how people like them change and from what they answered.

    Parameters
    ----------
    model, data, person, time, score
        As in :func:`calibrate`.
    at
        Times to forecast, in the model's unit.
    instrument
        Cuts the interval to its scale; by default the model's.
    target
        Adds the probability that an observed score meets it.
    level
        Of the interval for one observed score.

    Returns
    -------
    Table
        A row per person and time: the person, time, mean, low, high, sd_person, sd_line, sd_score[, probability]. On
        another scale than points the mean is the median, and the standard deviations are of the scale.
    """
    columns, cohort = cohort_columns(data, person, time, score, model.covariates)
    named = instrument if instrument is not None else model.instrument
    times = [float(t) for t in at] if isinstance(at, Iterable) else [float(at)]
    q = None if named is None else core_of(named)
    found, rows = _core.forecast(model._core, cohort, times, level, q, target)
    return Table(_core.take([columns[person]], rows).beside(found))


class JointForecast(NamedTuple):
    """Everybody's scores at several times together: normal, on the model's scale."""

    persons: list[object]
    mean: numpy.typing.NDArray[numpy.float64]
    """persons x times"""
    covariance: numpy.typing.NDArray[numpy.float64]
    """persons x times x times"""


def joint_forecast(
    model: Model,
    data: Frame,
    *,
    at: float | Sequence[float],
    person: str = "patient",
    time: str = "session",
    score: str = "total",
    model_known: bool = False,
) -> JointForecast:
    """Where everybody is expected to be at several times together, given their scores so far.

    Clinically: how likely a whole course is, say three weeks in remission, which forecasts one by one do not say.

    Parameters
    ----------
    model, data, person, time, score
        As in :func:`calibrate`.
    at
        Times in order, in the model's unit, none before anybody's last score.
    model_known
        Without the uncertainty of the coefficients.

    Returns
    -------
    JointForecast
        persons, mean and covariance; of a model on another scale than points :meth:`Model.points` has what belongs to it
        in scores.
    """
    import numpy

    columns, cohort = cohort_columns(data, person, time, score, model.covariates)
    times = [float(t) for t in at] if isinstance(at, Iterable) else [float(at)]
    (mean, covariance), rows = _core.joint_forecast(model._core, cohort, times, model_known)
    persons = list(Table(_core.take([columns[person]], rows))[person])
    return JointForecast(persons, numpy.asarray(mean), numpy.asarray(covariance))


def track(
    data: Frame,
    model: Model,
    *,
    person: str = "patient",
    session: str | None = "session",
    date: str | None = None,
    day: str | None = None,
    score: str | None = None,
    items: str | Sequence[str] | None = None,
    instrument: InstrumentLike | None = None,
    plan: _core.Plan = _usual_plan,
    target: str | None = None,
    alpha: float = _core.usual_alpha,
    level: float = _core.usual_level,
    rules: Rules = (),
    combine: Literal["any", "all"] = "any",
    group: str | None = None,
    prorating: Prorating = "published",
    per: Literal["session", "person"] = "session",
) -> Table:
    """Is every course in a table on course? A verdict at every session, by what was known then.

    Clinically: ``off_track`` says that scores are above those expected of people who reach the target, no more.

    Parameters
    ----------
    data
        A row per session; a person's rows in order. A row without a score is a session without a measurement.
    model
        From :func:`fit_growth`, best with a calibration.
    person, session
        Names of columns; intake is session 0. With ``session=None`` and dates or days a person's rows are counted from 0,
        and the result has the sessions. The model's covariates are columns under their own names.
    date, day
        A column of dates (the person's first one is intake), or of days since intake; without both the plan's cadence
        counts.
    score, items
        A column of totals, or the item columns as in :func:`score`; without both, a column ``total`` or the usual
        item names.
    instrument
        By default the model's; a subscale (``"dass-21:anxiety"``) takes the items of the whole sheet.
    plan, target
        What was agreed; the target is by default the calibration's. See :func:`calibrate`.
    alpha
        False alarms per course where the model has no calibration that fits.
    level
        Of the expected range.
    rules
        By which alarms are raised, in order of precedence: names, or a :class:`MonitoringRule` each. By default the rule
        of the model's first calibration for this target. A rule without a calibration has its published limits.
    combine
        ``"any"``: one rule is enough, and their rates add up. ``"all"``: none may be missing.
    group
        A column of the groups that the model was calibrated for.
    prorating
        See :func:`oncourse.score_sheet`.
    per
        ``"session"``: as many rows as ``data``, in its order. ``"person"``: one row each, with the latest verdict.

    Returns
    -------
    Table
        Per session: person, session, score, verdict, probability, expected_low, expected_mean, expected_high, alarm,
        status, detail. Per person: person, session, score, verdict, undetermined_because, alarm_session,
        window_probability, earliest_likely_session, window_decision, target_limit, target, value (that the rule read),
        threshold, rule, false_alarms (the rate that is promised), deterioration (a verdict of its own),
        deterioration_alarm_session, status, detail. What makes a course unusable is its status and spoils no other
        course.
    """
    columns = Columns(data)
    q = core_of(_instrument_of(model, instrument))
    if score is None and items is None and "total" in columns:
        score = "total"
    item_columns = columns.items(items, q) if score is None else []
    covariates = [columns[name] for name in model.covariates]
    sessions, (persons, rows) = _core.track(
        columns[person],
        columns.get(session),
        columns.get(date),
        columns.get(day),
        columns.get(score),
        item_columns,
        covariates,
        q,
        model._core,
        plan,
        target,
        alpha,
        level,
        prorating,
        core_rules(rules),
        combine,
        columns.get(group),
    )
    if per == "person":
        return Table(_core.take([columns[person]], rows).beside(persons))
    if per != "session":
        raise InvalidArgument("bad_argument", "per is session or person")
    return Table(_core.take([columns[name] for name in (person, session) if name is not None]).beside(sessions))


def simulate(
    persons: int = 400,
    *,
    seed: int = 1,
    instrument: InstrumentLike | None = None,
    population: str = "typical",
    until: int = 1000,
    items: bool = True,
    per: Literal["session", "person"] = "session",
    **parameters: float,
) -> Table:
    """Courses of people who do not exist, for demonstrations, tests and studies of power; same seed, same people.

    Clinically: nothing: their courses lie near published ones, and prove nothing about anybody.

    Parameters
    ----------
    persons
        How many.
    seed
        The same seed gives the answers of ``oncourse simulate``.
    instrument
        One that sums all its items (no subscale), or with ``items=False`` any whose totals are on a grid. By default the
        one in whose points the population is.
    population
        One of :func:`simulated_populations`, such as ``"typical"``, ``"slow"`` or ``"refractory"``.
    until
        The last session to write: courses still under way.
    items
        ``False``: a column ``total`` in place of the answers.
    per
        ``"session"``: what was measured. ``"person"``: the truth about the same people, and how each course ended.
    **parameters
        In place of the population's, under the names of :func:`simulated_populations`: ``level=18``,
        ``correlation=-0.3``, ``autocorrelation=0.4`` one week apart (or ``range=2`` weeks) with ``nugget=0.3`` of the
        residual variance as white noise, ``dropout_completely_at_random=0.03``, ``dropout_good_enough=0.25``,
        ``dropout_deterioration=0.2``, ``intake_limit=10``, ...

    Returns
    -------
    Table
        Per session: patient, session, day (since intake), medication, q1, q2, ... or total, null where a sheet is
        missing. Per person: patient, level, rate, medication_from, last_planned, last_session, end, which is
        ``completed``, ``completely_at_random``, ``good_enough``, ``deterioration`` or ``under_way``.
    """
    if per not in ("session", "person"):
        raise InvalidArgument("bad_argument", "per is session or person")
    q = None if instrument is None else core_of(instrument)
    sessions, of_persons = _core.simulate(persons, seed, q, population, until, items, list(parameters.items()))
    return Table(sessions if per == "session" else of_persons)


def simulated_populations() -> Table:
    """The populations that can be simulated: every parameter with its value and where it comes from.

    Clinically: what is published of a population's course, and what is only assumed, stands apart by ``status``.

    Returns
    -------
    Table
        A row per population and parameter: population, name, instrument (in whose points it is), parameter, what, value
        (null where it is not given), status, source.
    """
    return Table(_core.simulated_populations())
