"""Whether a larger growth model explains more, and which form of model a cohort speaks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from . import _oncourse as _core
from .frames import Frame, Table
from .instruments import InstrumentLike, core_of
from .models import Model, cohort_columns

__all__ = ["LikelihoodRatio", "likelihood_ratio_test", "select_growth"]


@dataclass(frozen=True)
class LikelihoodRatio:
    """A test of the smaller of two nested models."""

    #: By how much -2 log-likelihood is less in the larger model.
    chi_squared: float
    #: Parameters that the larger model has more.
    freedom: int
    #: Of more, if the smaller model holds.
    p: float


def likelihood_ratio_test(smaller: Model, larger: Model) -> LikelihoodRatio:
    """Whether the larger of two nested models of the same rows explains more than chance; ``anova`` in R.

    Clinically: does it matter, say, that people differ in how fast they change, or that they take medication?

    Parameters
    ----------
    smaller, larger
        Models of the same rows, fitted by ``method="ML"``, or by REML where their fixed effects are the same. Where the
        smaller one lies on the boundary of the larger, as without a variance, p is too large, at most twice.

    Returns
    -------
    LikelihoodRatio
        chi_squared, freedom and p.

    Raises
    ------
    InvalidArgument
        The models are not nested, or not of the same rows, instrument, time unit, scale and likelihood.
    """
    return LikelihoodRatio(*_core.likelihood_ratio_test(smaller._core, larger._core))


def select_growth(
    data: Frame,
    *,
    person: str = "patient",
    time: str = "session",
    score: str = "total",
    covariates: Sequence[str] = (),
    interactions: Sequence[str] = (),
    basis: Literal["log1p", "linear"] = "log1p",
    curves: Sequence[Literal["straight", "quadratic", "piecewise"]] = (),
    knot: float | None = None,
    random: Sequence[Literal["intercept", "slope", "independent-slope", "curve"]] = (),
    residuals: Sequence[Literal["independent", "autoregressive", "autoregressive-with-noise"]] = (),
    scales: Sequence[Literal["points", "square-root", "log", "logit"]] = (),
    lowest: float | None = None,
    highest: float | None = None,
    margin: float | None = None,
    instrument: InstrumentLike | None = None,
    folds: int = _core.usual_folds,
    seed: int = _core.usual_selection_seed,
    threads: int = 1,
    progress: Callable[[int, int], bool | None] | None = None,
) -> Table:
    """Which form of growth model a cohort speaks for: every combination of what is named, beside the others.

    Clinically: a line that bends, scores that scatter less near their floor, a good week after a good week: which of it
    is there, and whether it matters for people whom the model has not seen.

    Parameters
    ----------
    data
        A table. Rows without a score are left out; a missing time or covariate beside a score is an error.
    person, time, score, covariates, interactions, basis
        As in :func:`fit_growth`; every form has them.
    curves, knot
        How the line runs, by default ``["straight"]``; ``"piecewise"`` with another rate of change from ``knot`` on.
    random
        What differs between persons, by default ``["slope"]``; ``"curve"`` only of curves that have a bend.
    residuals
        How they correlate, by default each. Those with a memory need a person's rows in order of time.
    scales
        By default each, and points alone where no range is known.
    lowest, highest, margin
        Of the other scales, as in :func:`fit_growth`.
    instrument
        Of the scores; checks their range.
    folds, seed
        Parts of the persons, each predicted from the others, and who is in which; 0 folds: no prediction.
    threads
        At most so many; the same to the last bit with any number.
    progress
        Called with the number of fits done and of all after each of them; ``False`` ends the selection, and so does
        Ctrl-C.

    Returns
    -------
    Table
        A row per form: basis, curve, knot, random, interactions, residuals, scale, parameters, log_likelihood, aic, bic,
        predictive_log_score, behind (0 is the best), behind_error, search, on_boundary, status, detail. All figures are of
        maximum likelihood and of scores in points, and so comparable between lines, residuals and scales. A form that
        cannot be fitted has a status and a detail, and no figures.

    Raises
    ------
    InvalidArgument
        A column that is missing or holds no numbers, no form that can be, folds of fewer persons, or ``progress`` ended
        it.
    """
    names = [*covariates, *(name for name in interactions if name not in covariates)]
    _, cohort = cohort_columns(data, person, time, score, names)
    interacts = [name in interactions for name in names]
    q = None if instrument is None else core_of(instrument)
    asked = list(curves), None if knot is None else float(knot), list(random), list(residuals), list(scales)
    choices = _core.FormChoices(basis, *asked, q, lowest, highest, margin)
    return Table(_core.select(cohort, interacts, choices, q, folds, seed, threads, progress))
