"""Growth models: what was fitted, how sure it is, and what it expects."""

from __future__ import annotations

import copyreg
import functools
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from . import _oncourse as _core
from .errors import InvalidArgument
from .frames import Columns, Frame, Table
from .instruments import InstrumentLike, core_of

if TYPE_CHECKING:
    import numpy
    import numpy.typing

__all__ = ["Model"]

Plan = _core.Plan
_usual_plan = Plan()


def _plan_again(plan: _core.Plan) -> tuple[Callable[[], _core.Plan], tuple[()]]:
    terms = ("window_first", "window_last", "cadence_days", "initial_sessions", "termination_sessions")
    return functools.partial(Plan, **{term: getattr(plan, term) for term in terms}), ()


copyreg.pickle(Plan, _plan_again)


class Model:
    """A growth model with its instrument, its clock and, where it was calibrated, the limits of its alarms. Immutable.

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
        """Between persons: of level, rate of change and bend."""
        import numpy

        return numpy.asarray(self._core.random_covariance())

    @property
    def beta_covariance(self) -> numpy.typing.NDArray[numpy.float64]:
        """Of the fixed effects' estimates."""
        import numpy

        return numpy.asarray(self._core.beta_covariance())

    @property
    def random(self) -> str:
        """What differs between persons: ``"intercept"``, ``"slope"``, ``"independent-slope"`` or ``"curve"``."""
        return self._core.random

    @property
    def curve(self) -> str:
        """How the line runs: ``"straight"``, ``"quadratic"`` or ``"piecewise"``."""
        return self._core.curve

    @property
    def knot(self) -> float | None:
        """The time from which a piecewise curve has another rate of change."""
        return self._core.knot

    @property
    def residuals(self) -> str:
        """``"independent"``, ``"autoregressive"`` or ``"autoregressive-with-noise"``."""
        return self._core.residuals

    @property
    def range(self) -> float | None:
        """In units of time: after it the residuals' correlation has fallen to 1/e of its start."""
        return self._core.range

    @property
    def nugget(self) -> float | None:
        """The share of the residual variance that has no memory."""
        return self._core.nugget

    @property
    def scale(self) -> str:
        """On which the model is one: ``"points"``, ``"square-root"``, ``"log"`` or ``"logit"``."""
        return self._core.scale

    @property
    def scale_range(self) -> tuple[float, float, float] | None:
        """Lowest and highest score of a scale other than points, and the margin beside both."""
        limits = self._core.scale_range
        return (limits[0], limits[1], limits[2]) if limits else None

    @property
    def theta(self) -> list[float]:
        """The relative Cholesky factor of :attr:`random_covariance`, column by column: lme4's ``getME(m, "theta")``."""
        return self._core.theta

    @property
    def theta_covariance(self) -> numpy.typing.NDArray[numpy.float64]:
        """Of the estimates of theta, then range and nugget; NaN where one lies on the boundary, 0 x 0 if not known."""
        import numpy

        return numpy.asarray(self._core.theta_covariance())

    @property
    def residual_variance(self) -> float:
        """In squared points; on another scale, squared units of that."""
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
        """A variance was estimated as zero or a correlation as one: a singular fit; or residuals as without memory or
        nothing but memory."""
        return self._core.on_boundary

    @property
    def calibrations(self) -> Table:
        """A row per rule, target, group and stage: rule, target, target_value, group, intake_from, intake_below, method,
        alpha, spending, until, limit (null: no alarm), horizon, monitored_from, monitored_to, cut_off (of
        those who reached the target), n_persons, n_reached, flagged_missed; no rows without calibration."""
        return Table(self._core.calibrations())

    @property
    def bands(self) -> dict[str, Any] | None:
        """The prediction bands: level, and for each session to look ahead from how many standard deviations of a
        forecast they are wide to each side (``factor`` of all scores to come, ``last_factor`` of the last one, ``None``
        where too few persons went on); ``None`` without calibration."""
        return self._core.bands() or None

    @property
    def checksum(self) -> str:
        """Names the model in every verdict."""
        return self._core.checksum

    def expected(
        self,
        times: Sequence[float],
        covariates: Sequence[float] | Mapping[str, float] = (),
        *,
        level: float = _core.usual_level,
        intake: Sequence[float] = (),
        instrument: InstrumentLike | None = None,
        target: str | None = None,
    ) -> Table:
        """The expected response, by intake score or of a person of whom nothing else is known.

        Clinically: what to expect of people who start where this one starts. The intake holds error: who starts far
        from the average is expected nearer to it before any therapy acts, and ``change`` holds this regression to the
        mean along with the response.

        Parameters
        ----------
        times
            Ascending, in the model's unit.
        covariates
            One value per covariate of the model, or a value by name, from intake on; all 0 by default.
        level
            The share of people with this intake whose scores lie between low and high at any one time; fewer do at all
            times.
        intake
            Scores at time 0. ``oncourse.instrument("phq-9").levels(10, 27)`` is every one between two.
        instrument
            Of the scores; by default the model's, where it ships.
        target
            Adds its probability: ``"reliable_improvement"``, ``"cutoff"``, ``"recovery"``, ``"percent:50"``,
            ``"score:9"``.

        Returns
        -------
        Table
            A row per intake and time: intake, time, mean, low, high, sd_person, sd_line, sd_score, change (mean -
            intake); with an instrument off_scale (low or high lies beyond the scale, to which nothing is cut) and
            probability_of_reliable_improvement, with a target probability. Without intake scores a row per time, and
            neither intake, change nor probabilities.

        Raises
        ------
        InvalidArgument
            Times that do not ascend, a covariate without a value (named), an intake off the scale.
        """
        q = None if instrument is None else core_of(instrument)
        asked = _floats(times), self._covariate_values(covariates), level, _floats(intake)
        return Table(self._core.expected(*asked, q, target))

    def expected_svg(
        self,
        times: Sequence[float],
        covariates: Sequence[float] | Mapping[str, float] = (),
        *,
        level: float = _core.usual_level,
        intake: Sequence[float] = (),
        instrument: InstrumentLike | None = None,
        label: str | None = None,
        axis: tuple[float, float] | None = None,
    ) -> str:
        """The expected response drawn, as reports show it: a line per intake score in its band.

        Parameters
        ----------
        times, covariates, level, intake, instrument
            As in :meth:`expected`; at most six intake scores.
        label
            Of the axis of scores; by default the instrument's name.
        axis
            The least and the greatest score; by default the instrument's.

        Returns
        -------
        str
            An SVG document; :func:`oncourse.plot.expected` draws the same with matplotlib.
        """
        q = None if instrument is None else core_of(instrument)
        name, ends = self._axis(q, label, axis)
        asked = _floats(times), self._covariate_values(covariates), level, _floats(intake)
        return self._core.expected_svg(*asked, q, name, ends)

    def _covariate_values(self, given: Sequence[float] | Mapping[str, float]) -> list[float]:
        names = self.covariates
        if not isinstance(given, Mapping):
            return _floats(given) if len(given) > 0 else [0.0] * len(names)
        for name in names:
            if name not in given:
                raise InvalidArgument("bad_argument", f"covariate {name} has no value")
        if len(given) > len(names):
            raise InvalidArgument("bad_argument", f"{len(given)} covariate values, the model has {len(names)} covariates")
        return [float(given[name]) for name in names]

    def _axis(
        self, instrument: _core.Instrument | None, label: str | None, axis: tuple[float, float] | None
    ) -> tuple[str, tuple[float, float]]:
        """What the axis of scores says and between which it runs."""
        if instrument is None and self.instrument is not None and (label is None or axis is None):
            instrument = core_of(self.instrument)
        if instrument is not None:
            label = instrument.name if label is None else label
            axis = instrument.total_range if axis is None else axis
        if axis is None:
            raise InvalidArgument("bad_argument", "the model does not know its instrument, give instrument= or axis=")
        return "score" if label is None else label, axis

    def intervals(self, level: float = _core.usual_confidence) -> Table:
        """Confidence intervals of the fixed effects by their standard errors: term, estimate, low, high.

        Clinically: how sure the average course is. Quick, and too narrow where persons are few: there
        :meth:`profile_intervals` tells more.

        Parameters
        ----------
        level
            Of confidence, between 0 and 1.
        """
        return Table(_core.intervals(self._core, level))

    def profile_intervals(
        self,
        data: Frame,
        *,
        person: str = "patient",
        time: str = "session",
        score: str = "total",
        level: float = _core.usual_confidence,
        threads: int = 1,
    ) -> Table:
        """Confidence intervals by profile likelihood, as lme4's ``confint(method = "profile")``.

        Clinically: how much people differ is known less well than how they change on average, and these intervals say
        how well: of the fixed effects, standard deviations, correlations, range and nugget.

        Parameters
        ----------
        data
            The rows that the model was fitted to; of a calibrated model those that :func:`hold_out` left in.
        person, time, score
            Names of columns, as in :func:`fit_growth`; the model's covariates are columns under their own names.
        level
            Of confidence, between 0 and 1.
        threads
            At most so many; the same to the last bit with any number.

        Returns
        -------
        Table
            term, estimate, low, high: the fixed effects, then ``"sd (Intercept)"``, ``"corr (Intercept) log1p(session)"``,
            ``"sd residual"``, ``"range"`` and so on. By maximum likelihood, whatever the model was fitted by, and so are
            the estimates. An end is infinite where the data exclude nothing on its side.

        Raises
        ------
        InvalidArgument
            Rows that the model was not fitted to.
        """
        _, cohort = cohort_columns(data, person, time, score, self.covariates)
        return Table(_core.profile_intervals(self._core, cohort, level, threads))

    def points(self, transformed: Sequence[float]) -> list[float]:
        """The scores of these numbers of the model's scale, as :func:`joint_forecast` gives them."""
        return self._core.points([float(number) for number in transformed])

    def summary(self) -> str:
        """Formula, fit, variance components, coefficients, residuals, scale and calibration, as ``print`` shows them."""
        return self._core.to_text()

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return Model.from_json, (self.to_json(),)

    def __str__(self) -> str:
        return self._core.to_text()

    def __repr__(self) -> str:
        return self._core.to_text()

    def _repr_html_(self) -> str:
        return self._core.to_html()


def _floats(values: Sequence[float]) -> list[float]:
    return [float(value) for value in values]


def cohort_columns(
    data: Frame, person: str, time: str, score: str, covariates: Sequence[str]
) -> tuple[Columns, _core.CohortColumns]:
    columns = Columns(data)
    return columns, _core.CohortColumns(
        columns[person], columns[time], columns[score], [columns[name] for name in covariates]
    )


def _instrument_of(model: Model, instrument: InstrumentLike | None) -> InstrumentLike:
    found = instrument if instrument is not None else model.instrument
    if found is None:
        raise InvalidArgument("bad_argument", "the model does not know its instrument, name it with instrument=")
    return found
