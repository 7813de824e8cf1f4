"""How well rules would have found the courses that missed their target, on persons they were not made for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from html import escape
from typing import Literal, Union

from . import _oncourse as _core
from .frames import Frame, Table
from .instruments import InstrumentLike, core_of
from .models import _usual_plan, cohort_columns
from .rules import RuleKind

__all__ = ["Backtest", "BacktestRule", "backtest"]

_usual = _core.BacktestOptions()
_usual_rule = _core.BacktestRule()


@dataclass(frozen=True)
class BacktestRule:
    """A rule with the limits that it is to be tried with."""

    #: As of a :class:`MonitoringRule`, as are the last three.
    kind: RuleKind
    #: ``"calibrated"``: found on persons held out from the fit, so that the false-alarm rate holds for whole courses;
    #: ``"cross_calibrated"``: found on everybody, each by a model fitted without their part; or ``"published"``.
    limits: Literal["calibrated", "published", "cross_calibrated"] = "calibrated"
    #: Of the false alarms that calibrated limits allow: ``"anywhere"``, ``"evenly"`` in each session, or ``"early"``.
    spending: Literal["anywhere", "evenly", "early"] = "anywhere"
    #: Of calibrated limits, and of the published ones of the posterior probability: false alarms per course.
    alpha: float = _usual_rule.alpha
    #: Of a model with independent residuals on the scale of points, whatever is asked.
    plain_model: bool = False
    level: float = _usual_rule.level
    early_session: int = _usual_rule.early_session
    improvement: float = _usual_rule.improvement


class Backtest:
    """What rules did on courses whose end is known, judged by models that had not seen them. Immutable.

    Clinically: how many who did well would have been alarmed about for nothing, how many who did not would have been
    found, and how long before the end. ``print(backtest)`` shows a row per rule.
    """

    def __init__(self, core: _core.Backtest) -> None:
        self._core = core

    @property
    def persons(self) -> int:
        """Who were judged."""
        return self._core.persons

    @property
    def reached(self) -> int:
        """Of them, who met the target at their last score."""
        return self._core.reached

    @property
    def left_out(self) -> int:
        """Too few scores, none while alarms may be raised, better at intake than asked, or no room for the target."""
        return self._core.left_out

    @property
    def rules(self) -> Table:
        """A row per rule: rule, limits, spending, alpha (missing where limits know none), model (``"as asked"`` or
        ``"plain"``), persons, reached; then, each with its _low and _high, false_alarms (of those who reached the target,
        flagged at any session), found (of those who missed it), flagged, positive_predictive, negative_predictive and
        found_by_<session>; lead_time, the median from the alarm to the last score of those found."""
        return Table(self._core.rules)

    @property
    def strata(self) -> Table:
        """The same per rule and stratum; no rows without strata."""
        return Table(self._core.strata)

    @property
    def sessions(self) -> Table:
        """A row per rule and session: persons (who have a score by then and another after it), missed, roc_area,
        roc_area_error, balanced_accuracy, brier_score."""
        return Table(self._core.sessions)

    @property
    def roc(self) -> Table:
        """A row per rule, session and point of its curve: false_positive_rate, true_positive_rate."""
        return Table(self._core.roc)

    @property
    def reliability(self) -> Table:
        """A row per tenth of the posterior probability: forecast, met (the share that reached the target), persons."""
        return Table(self._core.reliability)

    @property
    def alarms(self) -> Table:
        """A row per rule and session at which alarms may be raised: share of all alarms."""
        return Table(self._core.alarms)

    def to_html(self) -> str:
        """A page with every figure and charts, which needs nothing else."""
        return self._core.to_html()

    def __str__(self) -> str:
        return self._core.to_text()

    def __repr__(self) -> str:
        return self._core.to_text()

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self._core.to_text())}</pre>"


def backtest(
    data: Frame,
    instrument: InstrumentLike,
    *,
    person: str = "patient",
    time: str = "session",
    score: str = "total",
    covariates: Sequence[str] = (),
    interactions: Sequence[str] = (),
    basis: Literal["log1p", "linear"] = "log1p",
    random: Literal["intercept", "slope", "independent-slope", "curve"] = "slope",
    curve: Literal["straight", "quadratic", "piecewise"] = "straight",
    knot: float | None = None,
    residuals: Literal["independent", "autoregressive", "autoregressive-with-noise"] = "independent",
    scale: Literal["points", "square-root", "log", "logit"] = "points",
    lowest: float | None = None,
    highest: float | None = None,
    margin: float | None = None,
    method: Literal["REML", "ML"] = "REML",
    time_unit: Literal["session", "day", "week", "month"] = "session",
    plan: _core.Plan = _usual_plan,
    target: str | None = None,
    rules: Sequence[Union[RuleKind, BacktestRule]] | None = None,
    alphas: Sequence[float] = (_usual_rule.alpha,),
    folds: int = _usual.folds,
    repetitions: int = _usual.repetitions,
    share: float = _usual.share,
    inner_folds: int = _usual.inner_folds,
    seed: int = _usual.seed,
    least_scores: int = _usual.least_scores,
    intake: float | None = None,
    sessions: Sequence[int] = tuple(_usual.sessions),
    stratum: str | None = None,
    confidence: float = _usual.confidence,
    threads: int = 1,
    progress: Callable[[int, int], bool | None] | None = None,
) -> Backtest:
    """How well rules would have found the courses that missed their target, on persons they were not made for.

    Clinically: what a warning is worth before anybody relies on it: false alarms per course, courses found and how long
    before their end, of the rules in use beside those of this library. Nobody was treated by these alarms; what acting on
    them would change, this does not know.

    Parameters
    ----------
    data
        A table, a row per score, a person's rows in order of time. Rows without a score are left out.
    instrument
        Of the scores.
    person, time, score, covariates, interactions, basis, random, curve, knot, residuals, scale, lowest, highest, margin
        The models that are fitted in each fold, as in :func:`fit_growth`.
    method, time_unit
        Likewise.
    plan
        Its window's last session is the end that rules forecast, and sets where alarms may be raised.
    target
        ``"reliable_improvement"``, ``"cutoff"``, ``"recovery"``, ``"percent:50"`` or ``"score:9"``; the default is
        reliable improvement where the instrument has a criterion. It is met or missed at a person's last score.
    rules
        Names, for what is usual of each: published limits, and calibrated and cross-calibrated ones at each of ``alphas``;
        or :class:`BacktestRule`. By default every rule that the instrument has a criterion for.
    alphas
        False alarms per course that the rules named may raise, above 0 and at most 0.5.
    folds, repetitions, seed
        Parts of the persons, each judged from the others; times that they are dealt anew; who is in which.
    share
        Of the other folds' persons, on whom calibrated limits are found; the model is fitted to the rest.
    inner_folds
        Parts of the other folds' persons, for cross-calibrated limits.
    least_scores, intake
        Courses with fewer scores, and those that begin better than ``intake``, are left out.
    sessions
        At which signals are looked at by themselves.
    stratum
        A column by which figures are given apart, text or numbers: what it says at a person's first score.
    confidence
        Level of all intervals.
    threads
        At most so many; the same to the last bit with any number.
    progress
        Called with the number of folds done and of all after each of them; ``False`` ends the backtest, and so does
        Ctrl-C.

    Returns
    -------
    Backtest
        Its tables, a text and a page.

    Raises
    ------
    InvalidArgument
        A column that is missing or holds no numbers, an option, folds of fewer persons, ``progress`` ended it; ``code`` is
        ``"not_enough_sessions"``: too few of those on whom limits are found reached the target.
    NotAvailable
        The instrument lacks what the target or a rule needs.
    """
    names = [*covariates, *(name for name in interactions if name not in covariates)]
    columns, cohort = cohort_columns(data, person, time, score, names)
    interacts = [name in interactions for name in names]
    q = core_of(instrument)
    form = _core.Form(basis, random, curve, None if knot is None else float(knot), residuals)
    on_scale = _core.Transformation(scale, q, lowest, highest, margin)
    at = [float(alpha) for alpha in alphas]
    tried: list[_core.BacktestRule] = []
    if rules is None:
        tried = _core.usual_rules(form, on_scale, q, [], at)
    else:
        for rule in rules:
            if isinstance(rule, BacktestRule):
                tried.append(_core.BacktestRule(*astuple(rule)))
            else:
                tried += _core.usual_rules(form, on_scale, q, [rule], at)
    options = _core.BacktestOptions()
    options.folds, options.repetitions, options.share, options.seed = folds, repetitions, share, seed
    options.inner_folds, options.least_scores, options.intake = inner_folds, least_scores, intake
    options.sessions, options.confidence, options.threads = list(sessions), confidence, threads
    model = cohort, interacts, form, on_scale, method, time_unit
    return Backtest(_core.backtest(*model, q, plan, target, options, tried, columns.get(stratum), progress))
