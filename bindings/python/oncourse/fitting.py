"""Growth models fitted to a cohort, and the limits of their alarms found on people they had not seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from . import _oncourse as _core
from .frames import Columns, Frame, Table
from .instruments import InstrumentLike, core_of
from .models import Model, _instrument_of, _usual_plan, cohort_columns
from .rules import Rules, core_rules

__all__ = ["calibrate", "fit_growth", "hold_out"]


def fit_growth(
    data: Frame,
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
    instrument: InstrumentLike | None = None,
    time_unit: Literal["session", "day", "week", "month"] = "session",
    calibrate: bool = False,
    plan: _core.Plan = _usual_plan,
    target: str | None = None,
    alpha: float = _core.usual_alpha,
    rules: Rules = ("posterior_probability",),
    spending: Literal["anywhere", "evenly", "early"] = "anywhere",
    group: str | None = None,
    intake_limits: Sequence[float] = (),
    deterioration: bool = True,
    band_level: float | None = None,
    calibrate_by: Literal["split", "cross"] = "split",
    share: float = _core.usual_share,
    folds: int = _core.usual_parts,
    seed: int = _core.usual_seed,
    threads: int = 1,
) -> Model:
    """Fit a growth model to a long table, a row per score; agrees with lme4 and nlme.

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
        What differs between persons beyond the covariates; ``"curve"``: their bend, too, of a curve that has one.
    curve, knot
        ``"quadratic"``, or ``"piecewise"`` with another rate of change from the time ``knot`` on.
    residuals
        ``"autoregressive"``: a good week is often followed by another, exp(-distance / range), which is nlme's corCAR1;
        ``"autoregressive-with-noise"``: beside noise of measurement, nlme's corExp with a nugget. Both need a person's
        rows in order of time.
    scale
        On which scores scatter evenly about their line, where that is not points: symptom scores scatter less near their
        floor. Log-likelihood, AIC and BIC stay those of the scores, and so comparable.
    lowest, highest, margin
        Of that scale: by default the instrument's range, and half the step between its totals beside it.
    method
        ``"REML"`` or ``"ML"``.
    instrument
        Of the scores; checks their range, and is needed to calibrate and to track.
    time_unit
        What ``time`` counts.
    calibrate
        Find the limits of alarms on persons that a model did not see, as ``oncourse fit --calibrate`` does: the same
        rows give the same model file.
    calibrate_by
        ``"split"`` holds a share of the persons out of the fit and calibrates on them: what is promised about false
        alarms is proved. ``"cross"`` fits to everybody and calibrates on everybody, each by a model fitted without their
        part: for cohorts of some hundred persons, as alpha is then what cross-validation estimates.
    plan, target, alpha, rules, spending, group, intake_limits, deterioration, band_level
        See :func:`calibrate`.
    share, folds, seed
        Which share of the persons is held out, in how many parts they are, and who is where.
    threads
        At most so many; the model is the same to the last bit with any number.

    Raises
    ------
    InvalidArgument
        A column that is missing, holds no numbers or repeats others (named); rows that the residuals or the scale
        cannot be of.
    """
    names = [*covariates, *(name for name in interactions if name not in covariates)]
    columns, cohort = cohort_columns(data, person, time, score, names)
    alarms = None
    if calibrate:
        alarms = _alarm_plan(plan, target, alpha, rules, spending, deterioration, intake_limits, band_level)
    q = None if instrument is None else core_of(instrument)
    interacts = [name in interactions for name in names]
    form = _core.Form(basis, random, curve, None if knot is None else float(knot), residuals)
    on_scale = _core.Transformation(scale, q, lowest, highest, margin)
    parts = _core.CalibrationParts(calibrate_by, share, seed, folds)
    return Model(_core.fit(cohort, interacts, form, on_scale, method, time_unit, q, alarms, parts, columns.get(group), threads))


def hold_out(data: Frame, *, person: str = "patient", share: float = _core.usual_share, seed: int = _core.usual_seed) -> Table:
    """Which rows belong to persons to be held out for calibration: the same share on every machine.

    Clinically: an alarm's false-alarm rate can only be promised from people the model has not seen.

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
    alpha: float = _core.usual_alpha,
    rules: Rules = ("posterior_probability",),
    spending: Literal["anywhere", "evenly", "early"] = "anywhere",
    group: str | None = None,
    intake_limits: Sequence[float] = (),
    deterioration: bool = True,
    band_level: float | None = None,
) -> Model:
    """Find the limits of alarms on people the model was not fitted to, beside those that it has for other rules.

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
        ``"reliable_improvement"``, ``"cutoff"``, ``"recovery"``, ``"percent:50"``, ``"score:9"`` or
        ``"no_deterioration"``; the default is reliable improvement where the instrument has a criterion.
    alpha
        The false-alarm rate of each rule, above 0 and at most 0.5.
    rules
        Names, or a :class:`MonitoringRule` each; limits are found for every one by itself.
    spending
        Of alpha over the sessions: ``"anywhere"``, alarms coming when the signal is strongest, which is late;
        ``"evenly"``; or ``"early"``, half of what is left in each.
    group
        A column, as of clinics: each group has limits of its own, beside those of everybody together.
    intake_limits
        Ascending scores: people below the first at intake, between two, and from the last on have limits of their own.
    deterioration
        Also find limits for no reliable deterioration, which is a question of its own.
    band_level
        Of the prediction bands, the least share of people who stay inside: by default 1 - alpha.

    Raises
    ------
    InvalidArgument
        ``code`` is ``"not_enough_sessions"``: too few persons, of the group that is named, reached the target for a limit to exist.
    """
    columns, cohort = cohort_columns(data, person, time, score, model.covariates)
    q = core_of(_instrument_of(model, instrument))
    alarms = _alarm_plan(plan, target, alpha, rules, spending, deterioration, intake_limits, band_level)
    return Model(_core.calibrate(model._core, cohort, q, alarms, columns.get(group)))


def _alarm_plan(
    plan: _core.Plan,
    target: str | None,
    alpha: float,
    rules: Rules,
    spending: str,
    deterioration: bool,
    intake_limits: Sequence[float],
    band_level: float | None,
) -> _core.AlarmPlan:
    limits = [float(limit) for limit in intake_limits]
    return _core.AlarmPlan(plan, target, alpha, core_rules(rules), spending, deterioration, limits, band_level)
