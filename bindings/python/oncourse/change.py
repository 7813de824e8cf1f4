"""What a change between two scores means: more than measurement error, and across the line or not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from . import _oncourse as _core
from .change_rule import ChangeRule, core_range_of
from .clinical_range import ClinicalRange
from .errors import InvalidArgument
from .frames import ColumnLike, Columns, Frame, LongColumns, Table, beside
from .instruments import Better, InstrumentLike, better_of, core_of
from .models import Model

__all__ = [
    "HierarchicalChange",
    "class_contingency",
    "class_summary",
    "classify",
    "clinical_significance",
    "hierarchical_change",
]


def classify(
    data: Frame,
    rule: ChangeRule | InstrumentLike,
    *,
    pre: ColumnLike = "pre",
    post: ColumnLike = "post",
    keep: Sequence[str] = (),
) -> Table:
    """Who recovered, improved, did not change, deteriorated or was harmed, by any published method.

    Clinically: a change that measurement error explains is no change yet, and one that leaves somebody in the clinical
    range is no recovery.

    Parameters
    ----------
    data
        A table with a row per person; ``None`` where ``pre`` and ``post`` are columns themselves.
    rule
        A :class:`ChangeRule`; an instrument stands for its own.
    pre, post
        The two scores: names of columns, or the columns.
    keep
        Columns of ``data`` to repeat in the result.

    Returns
    -------
    Table
        keep, points (post - pre), improvement (points in the better direction), statistic (index, points or percent,
        signed as the scale runs), class, clinical_before, functional_after, status, detail; row by row as in ``data``.
        A pair without one of its scores has the status ``"not_enough_sessions"``: it is counted, never dropped, and
        has no class.
    """
    columns = Columns({} if data is None else data)
    by = rule if isinstance(rule, ChangeRule) else ChangeRule.of_instrument(rule)
    before, after = columns.one(pre, "pre"), columns.one(post, "post")
    return beside(columns, keep, by._core.classify(before, after, by._instrument))


def clinical_significance(
    data: Frame,
    instrument: InstrumentLike,
    *,
    pre: ColumnLike = "pre",
    post: ColumnLike = "post",
    cutoff: tuple[str | None, str | None] = (None, None),
    sd: float | None = None,
    reliability: float | None = None,
    keep: Sequence[str] = (),
) -> Table:
    """A change read in every way that one instrument's definition allows.

    Clinically: ``recovered`` is reliably better and out of the clinical range, ``harmed`` reliably worse and into it;
    an important change is one that patients notice.

    Parameters
    ----------
    data, pre, post, keep
        As in :func:`classify`.
    instrument
        Its id, or an :class:`Instrument`.
    cutoff
        Purpose and population, as in :meth:`Instrument.cutoff`. With neither, the cut-off that it finds unasked; where
        there is none, or where several differ, nobody is ``"recovered"`` or ``"harmed"``.
    sd, reliability
        Of the instrument in a population like this one, in place of the instrument's own criterion.

    Returns
    -------
    Table
        keep, points (post - pre), improvement (points in the better direction), percent_improved, index (1.96 is the
        criterion), class, important_improvement, important_worsening, clinical_before, clinical_after, status, detail.

    Raises
    ------
    NotAvailable
        No cut-off is for this purpose and population, or several that differ; the detail lists what there is.
    """
    columns = Columns({} if data is None else data)
    before, after = columns.one(pre, "pre"), columns.one(post, "post")
    purpose, population = cutoff
    found = _core.change(core_of(instrument), before, after, purpose, population, sd, reliability)
    return beside(columns, keep, found)


def class_summary(
    data: Frame = None,
    *,
    classes: ColumnLike = "class",
    group: ColumnLike | None = None,
    level: float = _core.usual_confidence,
) -> Table:
    """How many changed in which way, by group and altogether.

    Clinically: what became of everybody, also of those whose second score is missing.

    Parameters
    ----------
    data
        A table, such as :func:`classify` returns.
    classes
        The column of classes; a missing one is a person without a class.
    group
        A column to group by.
    level
        Of the intervals (Wilson's).

    Returns
    -------
    Table
        The group, class, count, of (persons of the group with a class), share, share_low, share_high, without_class; a
        row per group and class. Everybody comes last, whose group is missing.
    """
    columns = Columns({} if data is None else data)
    by = None if group is None else columns.one(group, "group")
    return Table(_core.class_summary(columns.one(classes, "class"), by, level))


def class_contingency(data: Frame = None, *, first: ColumnLike = "first", second: ColumnLike = "second") -> Table:
    """Two ways to judge the same people, against each other.

    Clinically: how far the answer depends on the method.

    Parameters
    ----------
    data
        A table; not needed where both are columns themselves.
    first, second
        Columns of classes of the same persons.

    Returns
    -------
    Table
        class (of the first), recovered, improved, unchanged, deteriorated, harmed, without_class (of the second); the
        last row, ``"without_class"``, is of those of whom the first says nothing.
    """
    columns = Columns({} if data is None else data)
    return Table(_core.class_contingency(columns.one(first, "first"), columns.one(second, "second")))


class HierarchicalChange(NamedTuple):
    """Every person's rate of change, and the growth model that it comes from."""

    persons: Table
    model: Model


def hierarchical_change(
    data: Frame,
    *,
    person: str = "patient",
    time: str = "session",
    score: str = "total",
    better: Better | None = None,
    instrument: InstrumentLike | None = None,
    basis: Literal["linear", "log1p"] = "linear",
    judged: Literal["total", "deviation"] = "total",
    least_scores: int = 3,
    improvement: float | None = None,
    deterioration: float | None = None,
    clinical_range: ClinicalRange | None = None,
) -> HierarchicalChange:
    """Change by all sessions: each person's slope in a growth model of everybody. Speer and Greenbaum 1995.

    Clinically: one unusual last session weighs less; people with few sessions are drawn to the average.

    Parameters
    ----------
    data, person, time, score
        As in :func:`fit_growth`.
    better, instrument
        Which scores are better, or the instrument that says so.
    basis
        Of time; ``"linear"`` is the published method.
    judged
        ``"total"``: a person's own rate of change. ``"deviation"``: how it differs from the average one, which calls
        whoever improves as much as everybody unchanged, and of a successful treatment half the persons deteriorated.
    least_scores
        Persons with fewer are left out of the fit, and counted.
    improvement, deterioration
        Critical values, by default 1.96 and as much for the worse.
    clinical_range
        Of first and last score: tells recovered from improved and harmed from deteriorated.

    Returns
    -------
    HierarchicalChange
        persons: the person, scores, first, last (score), rate (per unit of time or of log1p time), sd, index, class, status, detail; and the
        model, fitted by restricted maximum likelihood.
    """
    if judged not in ("total", "deviation"):
        raise InvalidArgument("bad_argument", "judged is total or deviation")
    own, q = better_of(better, instrument)
    columns = LongColumns(data, person, time, score, 0)
    (found, rows), model = _core.hierarchical_change(
        columns.person,
        columns.time,
        columns.score,
        own,
        basis,
        judged == "deviation",
        least_scores,
        (improvement, deterioration),
        core_range_of(clinical_range),
    )
    return HierarchicalChange(columns.named(rows, found), Model(model))
