"""Growth models: fitted to a cohort, calibrated on held-out people, forecast from and tracked with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from . import _oncourse as _core
from .errors import InvalidArgument
from .frames import Columns, Frame, Table
from .instruments import InstrumentLike, Prorating, core_of

if TYPE_CHECKING:
    import numpy
    import numpy.typing

__all__ = ["Model", "calibrate", "fit_growth", "forecast", "hold_out", "simulate", "track"]

Plan = _core.Plan
_usual_plan = Plan()


class Model:
    """A growth model with its instrument, its clock and, where it was calibrated, its alarm threshold. Immutable.

    Clinically: how people like these usually change over a therapy, and how much one person differs from another.
    ``print(model)`` shows coefficients, standard errors, variance components and fit statistics.
    """

    def __init__(self, core: _core.Model) -> None:
        self._core = core

    @classmethod
    def from_json(cls, document: str) -> Model:
        """Read a model document, as written by :meth:`to_json`, ``oncourse fit`` and the C API.

        Raises
        ------
        DocumentError
            It does not parse, is of another version, or was changed after it was written.
        """
        return cls(_core.Model.from_json(document))

    def to_json(self) -> str:
        """The document to keep: the same model gives the same bytes in every interface."""
        return self._core.to_json()

    @property
    def formula(self) -> str:
        """The model in the notation of lme4."""
        return self._core.formula

    @property
    def instrument(self) -> str | None:
        """The id of the scores' instrument, where it was stated."""
        return self._core.instrument or None

    @property
    def time_unit(self) -> str:
        """What the time counts: ``"session"``, ``"day"``, ``"week"`` or ``"month"``."""
        return self._core.time_unit

    @property
    def covariates(self) -> list[str]:
        """The columns that the model needs beside time and score."""
        return self._core.covariates

    @property
    def method(self) -> str:
        """``"REML"`` or ``"ML"``."""
        return self._core.method

    @property
    def fixed_effects(self) -> Table:
        """term, estimate, se, t."""
        return Table(self._core.fixed_effects())

    @property
    def random_covariance(self) -> numpy.typing.NDArray[numpy.float64]:
        """Between persons: of level and rate of change."""
        import numpy

        return numpy.asarray(self._core.random_covariance())

    @property
    def beta_covariance(self) -> numpy.typing.NDArray[numpy.float64]:
        """Of the fixed effects' estimates."""
        import numpy

        return numpy.asarray(self._core.beta_covariance())

    @property
    def residual_variance(self) -> float:
        """In squared points."""
        return self._core.residual_variance

    @property
    def log_likelihood(self) -> float:
        """Restricted when the method is REML."""
        return self._core.log_likelihood

    @property
    def aic(self) -> float:
        """Akaike's information criterion, as lme4 counts it."""
        return self._core.aic

    @property
    def bic(self) -> float:
        """The Bayesian information criterion, as lme4 counts it."""
        return self._core.bic

    @property
    def n_obs(self) -> int:
        """Scores it was fitted to."""
        return self._core.n_obs

    @property
    def n_persons(self) -> int:
        """Persons it was fitted to."""
        return self._core.n_persons

    @property
    def stop(self) -> str:
        """What ended the search for the estimate: ``"converged"``, ..."""
        return self._core.stop

    @property
    def on_boundary(self) -> bool:
        """A variance was estimated as zero or a correlation as one: a singular fit."""
        return self._core.on_boundary

    @property
    def calibration(self) -> dict[str, Any] | None:
        """alpha, threshold, target, the monitored range and the persons behind it; ``None`` without calibration."""
        return self._core.calibration() or None

    @property
    def checksum(self) -> str:
        """Names the model in every verdict."""
        return self._core.checksum

    def expected(self, times: Sequence[float], covariates: Sequence[float] = ()) -> tuple[list[float], list[float]]:
        """The expected response: mean and standard deviation of one score of a person of whom nothing else is known.

        Parameters
        ----------
        times
            In the model's unit.
        covariates
            One value per covariate of the model; all 0 by default.
        """
        return self._core.expected(list(times), [float(v) for v in covariates or [0.0] * len(self.covariates)])

    def __str__(self) -> str:
        return self._core.to_text()

    def __repr__(self) -> str:
        return self._core.to_text()

    def _repr_html_(self) -> str:
        return self._core.to_html()


def _cohort(
    data: Frame, person: str, time: str, score: str, covariates: Sequence[str]
) -> tuple[Columns, _core.CohortColumns]:
    columns = Columns(data)
    return columns, _core.CohortColumns(
        columns[person], columns[time], columns[score], [columns[name] for name in covariates]
    )


def fit_growth(
    data: Frame,
    *,
    person: str = "patient",
    time: str = "session",
    score: str = "total",
    covariates: Sequence[str] = (),
    interactions: Sequence[str] = (),
    basis: Literal["log1p", "linear"] = "log1p",
    random: Literal["intercept", "slope", "independent-slope"] = "slope",
    method: Literal["REML", "ML"] = "REML",
    instrument: InstrumentLike | None = None,
    time_unit: Literal["session", "day", "week", "month"] = "session",
    calibrate: bool = False,
    plan: _core.Plan = _usual_plan,
    target: str | None = None,
    alpha: float = 0.10,
    share: float = 0.5,
    seed: int = 1,
) -> Model:
    """Fit a growth model to a long table, a row per score; agrees with lme4.

    Clinically: the expected course of symptoms, the basis of every forecast and verdict.

    Parameters
    ----------
    data
        A table. Rows without a score are left out; a missing time or covariate beside a score is an error.
    person, time, score
        Names of columns. Persons are text or whole numbers.
    covariates, interactions
        Columns that shift the level, and columns that also change the slope (they need not be listed twice).
    basis
        How time enters: ``"log1p"`` is ln(1 + time), change being fastest at the start; or ``"linear"``.
    random
        What differs between persons beyond the covariates.
    method
        ``"REML"`` or ``"ML"``.
    instrument
        Of the scores; checks their range, and is needed to calibrate and to track.
    time_unit
        What ``time`` counts.
    calibrate
        Hold a share of the persons out and find the alarm threshold on them, as ``oncourse fit --calibrate`` does:
        the same rows give the same model file.
    plan, target, alpha
        See :func:`calibrate`.
    share, seed
        Which persons are held out.

    Raises
    ------
    InvalidArgument
        A column that is missing, holds no numbers or repeats others (named).
    """
    names = [*covariates, *(name for name in interactions if name not in covariates)]
    _, cohort = _cohort(data, person, time, score, names)
    alarms = _core.AlarmPlan(plan, target, alpha) if calibrate else None
    q = None if instrument is None else core_of(instrument)
    interacts = [name in interactions for name in names]
    return Model(_core.fit(cohort, interacts, basis, random, method, time_unit, q, alarms, share, seed))


def hold_out(data: Frame, *, person: str = "patient", share: float = 0.5, seed: int = 1) -> Table:
    """Which rows belong to persons to be held out for calibration: the same share on every machine.

    Parameters
    ----------
    data
        A table.
    person
        Name of the column that tells persons apart.
    share
        Of the persons, between 0 and 1.
    seed
        Another seed holds out others.

    Returns
    -------
    Table
        held_out, row by row as in ``data``; all rows of a person fall on one side.
    """
    return Table(_core.hold_out(Columns(data)[person], share, seed))


def calibrate(
    model: Model,
    data: Frame,
    *,
    person: str = "patient",
    time: str = "session",
    score: str = "total",
    instrument: InstrumentLike | None = None,
    plan: _core.Plan = _usual_plan,
    target: str | None = None,
    alpha: float = 0.10,
) -> Model:
    """Find the alarm threshold on people the model was not fitted to.

    Clinically: at most a share ``alpha`` of the people who will reach the target is ever flagged in the whole course.

    Parameters
    ----------
    model
        A fitted model; it is not changed.
    data
        Persons none of whom the model was fitted to, their rows in order of time.
    person, time, score
        Names of columns; the model's covariates are columns under their own names.
    instrument
        Where the model does not know its own.
    plan
        Of the courses to be judged: its window sets the planned end and what is monitored.
    target
        ``"reliable_improvement"``, ``"cutoff"``, ``"recovery"``, ``"percent:50"`` or ``"score:9"``; the default is
        reliable improvement where the instrument has a criterion.
    alpha
        The false-alarm rate, above 0 and at most 0.5.

    Raises
    ------
    InvalidArgument
        ``code`` is ``"not_enough_sessions"``: too few persons reached the target for a threshold to exist.
    """
    _, cohort = _cohort(data, person, time, score, model.covariates)
    q = core_of(_instrument_of(model, instrument))
    return Model(_core.calibrate(model._core, cohort, q, _core.AlarmPlan(plan, target, alpha)))


def _instrument_of(model: Model, instrument: InstrumentLike | None) -> InstrumentLike:
    found = instrument if instrument is not None else model.instrument
    if found is None:
        raise InvalidArgument("bad_argument", "the model does not know its instrument, name it with instrument=")
    return found


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
    level: float = 0.90,
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
        A row per person and time: the person, time, mean, low, high, sd_person, sd_line, sd_score[, probability].
    """
    columns, cohort = _cohort(data, person, time, score, model.covariates)
    named = instrument if instrument is not None else model.instrument
    times = [float(at)] if isinstance(at, (int, float)) else [float(t) for t in at]
    q = None if named is None else core_of(named)
    found, rows = _core.forecast(model._core, cohort, times, level, q, target)
    return Table(_core.take([columns[person]], rows).beside(found))


def track(
    data: Frame,
    model: Model,
    *,
    person: str = "patient",
    session: str = "session",
    date: str | None = None,
    day: str | None = None,
    score: str | None = None,
    items: str | Sequence[str] | None = None,
    instrument: InstrumentLike | None = None,
    plan: _core.Plan = _usual_plan,
    target: str | None = None,
    alpha: float = 0.10,
    level: float = 0.90,
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
        Names of columns; intake is session 0.
    date, day
        A column of dates (the person's first one is intake), or of days since intake; without both the plan's cadence
        counts.
    score, items
        A column of totals, or the item columns as in :func:`score`; without both, a column ``total`` or the usual
        item names.
    instrument
        By default the model's.
    plan, target
        What was agreed; the target is by default the calibration's. See :func:`calibrate`.
    alpha
        False alarms per course where the model has no calibration that fits.
    level
        Of the expected range.
    prorating
        See :func:`oncourse.score_sheet`.
    per
        ``"session"``: as many rows as ``data``, in its order. ``"person"``: one row each, with the latest verdict.

    Returns
    -------
    Table
        Per session: person, session, score, verdict, probability, expected_low, expected_mean, expected_high, alarm,
        status, detail. Per person: person, session, score, verdict, undetermined_because, alarm_session,
        window_probability, earliest_likely_session, target_limit, target, threshold, rule, status, detail. What makes a
        course unusable is its status and spoils no other course.
    """
    columns = Columns(data)
    q = core_of(_instrument_of(model, instrument))
    if score is None and items is None and "total" in columns:
        score = "total"
    item_columns = columns.items(items, q) if score is None else []
    covariates = [columns[name] for name in model.covariates if name in columns]
    sessions, (persons, rows) = _core.track(
        columns[person],
        columns[session],
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
        prorating == "convention",
    )
    if per == "person":
        return Table(_core.take([columns[person]], rows).beside(persons))
    if per != "session":
        raise InvalidArgument("bad_argument", "per is session or person")
    return Table(_core.take([columns[person], columns[session]]).beside(sessions))


def simulate(
    persons: int = 400,
    *,
    seed: int = 1,
    instrument: InstrumentLike = "phq-9",
    population: Literal["typical", "slow"] = "typical",
    until: int = 1000,
) -> Table:
    """Courses of people who do not exist, for demonstrations, tests and studies of power; same seed, same people.

    Parameters
    ----------
    persons
        How many.
    seed
        The same seed gives the answers of ``oncourse simulate``.
    instrument
        One that sums its items.
    population
        ``"typical"`` of a service, or people who improve slowly.
    until
        The last session to write: courses still under way.

    Returns
    -------
    Table
        patient, session, day (since intake), medication, q1, q2, ...
    """
    return Table(_core.simulate(persons, seed, core_of(instrument), population, until))
