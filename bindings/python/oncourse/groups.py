"""How far groups moved, how they differ, and whether a service does as well as what was published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, Union

from . import _oncourse as _core
from .frames import ColumnLike, Columns, Frame, Table
from .instruments import Better, InstrumentLike, better_of

__all__ = [
    "EffectBenchmark",
    "RateBenchmark",
    "benchmark_effect",
    "benchmark_rate",
    "group_change",
    "group_difference",
]

Verdict: TypeAlias = Literal["above", "below", "not_distinguishable"]


def group_change(
    data: Frame = None,
    *,
    pre: ColumnLike = "pre",
    post: ColumnLike = "post",
    group: ColumnLike | None = None,
    better: Better | None = None,
    instrument: InstrumentLike | None = None,
    standardizer: Literal["pre_sd", "pooled_sd", "change_sd"] = "pre_sd",
    variances: Literal["equal", "unequal"] = "equal",
    small_sample_correction: bool = True,
    important: float | None = None,
    reliability: float | None = None,
    true_cutoff: float | None = None,
    level: float = _core.usual_confidence,
) -> Table:
    """How far each group moved: mean change, dependent-samples t test, standardised change, and its importance.

    Clinically: the average says nothing of a single person; see :func:`classify` and :func:`class_summary` for that.

    Parameters
    ----------
    data
        A table with a row per person; not needed where ``pre`` and ``post`` are columns themselves.
    pre, post, group
        Names of columns, or the columns; without a group everybody is one.
    better, instrument
        Which scores are better, or the instrument that says so.
    standardizer
        ``"pre_sd"``, which treatment has not touched; ``"pooled_sd"`` of both times; ``"change_sd"``, which depends on
        the correlation and is not comparable with the other two.
    variances
        What the standard error assumes: ``"unequal"`` is Bonett 2008.
    small_sample_correction
        Hedges'.
    important
        Minimal important difference in points: adds the group-level anchor.
    reliability
        Of first scores: adds the share of true scores that improved (Hageman and Arrindell 1999, group level).
    true_cutoff
        Between true scores, with ``reliability``: adds the share that is functional.
    level
        Of all intervals.

    Returns
    -------
    Table
        The group, n, missing, pre_mean, pre_sd, post_mean, post_sd, correlation, change (post - pre), change_low,
        change_high, improvement, t, df, p, effect, effect_se, effect_low, effect_high (in the better direction),
        anchor, improved_share, functional_share, status, detail. Everybody comes last, whose group is missing.
    """
    columns = Columns({} if data is None else data)
    return Table(
        _core.group_change(
            columns.one(pre, "pre"),
            columns.one(post, "post"),
            None if group is None else columns.one(group, "group"),
            better_of(better, instrument)[0],
            standardizer,
            variances,
            small_sample_correction,
            important,
            reliability,
            true_cutoff,
            level,
        )
    )


def group_difference(
    data: Frame = None,
    *,
    important: float,
    group: ColumnLike = "group",
    pre: ColumnLike | None = "pre",
    post: ColumnLike = "post",
    reference: str | None = None,
    better: Better | None = None,
    instrument: InstrumentLike | None = None,
    level: float = _core.usual_confidence,
) -> Table:
    """How groups differ from a reference group, and whether patients would notice. Welch's t test.

    Clinically: a difference can be certain and still too small to matter.

    Parameters
    ----------
    data
        A table with a row per person; not needed where all columns are given themselves.
    important
        Minimal important difference in points.
    group, pre, post
        Names of columns, or the columns. With ``pre`` the changes are compared, with ``None`` the second scores.
    reference
        The group that the others are compared with; by default the first to appear.
    better, instrument
        Which scores are better, or the instrument that says so.
    level
        Of the interval.

    Returns
    -------
    Table
        A row per other group: the group, n, missing, n_reference, missing_reference, difference (group - reference),
        difference_low, difference_high, improvement, t, df, p, anchor, status, detail.
    """
    columns = Columns({} if data is None else data)
    return Table(
        _core.group_difference(
            None if pre is None else columns.one(pre, "pre"),
            columns.one(post, "post"),
            columns.one(group, "group"),
            better_of(better, instrument)[0],
            important,
            reference,
            level,
        )
    )


@dataclass(frozen=True)
class EffectBenchmark:
    """A service's standardised change beside a published one."""

    #: Service - benchmark, in the better direction, with its standard error and interval.
    difference: float
    standard_error: float
    interval: tuple[float, float]
    #: Two-sided test of no difference.
    z: float
    p: float
    #: Whether the whole interval is ``"above"`` or ``"below"``, or ``"not_distinguishable"``.
    verdict: Verdict
    #: Of two one-sided tests, at 2 level - 1.
    narrow_interval: tuple[float, float]
    #: Surely not worse by the margin; ``None`` without one.
    good_enough: bool | None
    #: Surely neither worse nor better by the margin.
    equivalent: bool | None


@dataclass(frozen=True)
class RateBenchmark:
    """A service's rate beside a published one."""

    #: Service - benchmark, with its interval.
    difference: float
    interval: tuple[float, float]
    verdict: Verdict


def benchmark_effect(
    service: tuple[float, float],
    published: tuple[float, float],
    *,
    margin: float | None = None,
    level: float = _core.usual_confidence,
) -> EffectBenchmark:
    """Does a service do as well as a published treatment? With the uncertainty of both.

    Clinically: who enters a trial is not who comes to a service, and this comparison does not know the difference.

    Parameters
    ----------
    service, published
        Effect in the better direction and its standard error, as effect and effect_se of :func:`group_change`: both
        standardised alike. A published standard error of 0 takes the benchmark as exact.
    margin
        The largest difference that does not matter, in standard deviations: yours to justify.
    level
        Of the interval, above 0.5.
    """
    found: dict[str, Any] = _core.benchmark_effect(service, published, margin, level)
    return EffectBenchmark(**found)


def benchmark_rate(
    service: tuple[float, float],
    published: Union[tuple[float, float], float],
    *,
    level: float = _core.usual_confidence,
) -> RateBenchmark:
    """Is a service's rate, such as recovery, above or below a published one or a standard?

    Clinically: a rate of few persons distinguishes little. More is better here: of deterioration, compare its absence.

    Parameters
    ----------
    service
        So many of so many: ``(42, 80)``.
    published
        Likewise, which counts its uncertainty; or a standard that is exact, such as ``0.5``.
    level
        Of the interval.
    """
    if isinstance(published, tuple):
        return RateBenchmark(**_core.benchmark_rate(service, published, level))
    return RateBenchmark(**_core.benchmark_standard(service, published, level))
