"""When a change is one: rules made once, for one person or a million."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias, cast

from . import _oncourse as _core
from ._oncourse import ScoreStatistics
from .clinical_range import ClinicalRange
from .frames import ColumnLike, Columns, Frame
from .instruments import Better, Instrument, InstrumentLike, better_of, core_of

__all__ = ["ChangeClass", "ChangeIndex", "ChangeRule", "axis_of"]

ChangeClass: TypeAlias = Literal["recovered", "improved", "unchanged", "deteriorated", "harmed"]
ChangeIndex: TypeAlias = Literal[
    "jacobson_truax",
    "gulliksen_lord_novick",
    "hsu_linn_lord",
    "edwards_nunnally",
    "nunnally_kotsch",
    "hageman_arrindell",
]


def core_range_of(clinical_range: ClinicalRange | None) -> _core.ClinicalRange | None:
    return None if clinical_range is None else clinical_range._core


class ChangeRule:
    """When somebody has improved, deteriorated or neither: made once, checked once, for one person or a million.

    Made by :meth:`index`, :meth:`points`, :meth:`percent`, :meth:`cutoff` or :meth:`of_instrument`. With a
    :class:`ClinicalRange` an improvement across the line is ``"recovered"``, a deterioration ``"harmed"``.
    """

    def __init__(self, method: str, core: _core.ChangeRule, instrument: _core.Instrument | None) -> None:
        #: The index's name, ``"points"``, ``"percent"``, ``"cutoff"``, or the id of the instrument whose criterion it is.
        self.method = method
        self._core, self._instrument = core, instrument

    @classmethod
    def index(
        cls,
        method: ChangeIndex,
        statistics: ScoreStatistics,
        *,
        better: Better | None = None,
        instrument: InstrumentLike | None = None,
        improvement: float | None = None,
        deterioration: float | None = None,
        clinical_range: ClinicalRange | None = None,
    ) -> ChangeRule:
        """By a published index: so many standard errors from the second score expected without change.

        Parameters
        ----------
        method
            ``"jacobson_truax"`` expects the first score again; ``"gulliksen_lord_novick"``, ``"edwards_nunnally"`` and
            ``"nunnally_kotsch"`` expect it drawn to the mean; ``"hsu_linn_lord"`` moved by the mean change, so that as
            many deteriorate as improve; ``"hageman_arrindell"`` judges by the reliability of differences.
        statistics
            Published, or from :func:`score_statistics`; what a method needs and does not find is named.
        better, instrument
            Which scores are better, or the instrument that says so; then only totals on its scale are accepted.
        improvement, deterioration
            Critical values. By default 1.96, of Hageman and Arrindell 1.645, and as much for the worse.
        clinical_range
            Tells recovered from improved and harmed from deteriorated.
        """
        own, q = better_of(better, instrument)
        critical = (improvement, deterioration)
        made = _core.ChangeRule.index(method, statistics, own, critical, core_range_of(clinical_range))
        return cls(method, made, q)

    @classmethod
    def points(
        cls,
        improvement: float,
        deterioration: float | None = None,
        *,
        better: Better | None = None,
        instrument: InstrumentLike | None = None,
        clinical_range: ClinicalRange | None = None,
    ) -> ChangeRule:
        """Anchor-based: at least so many points, a minimal important difference.

        Parameters
        ----------
        improvement, deterioration
            Points; the latter by default as many.
        better, instrument, clinical_range
            As in :meth:`index`.
        """
        own, q = better_of(better, instrument)
        return cls(
            "points", _core.ChangeRule.points(own, (improvement, deterioration), core_range_of(clinical_range)), q
        )

    @classmethod
    def percent(
        cls,
        improvement: float,
        deterioration: float | None = None,
        *,
        better: Better | None = None,
        instrument: InstrumentLike | None = None,
        zero: float = 0.0,
        clinical_range: ClinicalRange | None = None,
    ) -> ChangeRule:
        """At least so many percent of the first score. A first score of ``zero`` has no percentage, and no class.

        Parameters
        ----------
        improvement, deterioration
            Percent, 50 and not 0.5; the latter by default as many.
        better, instrument, clinical_range
            As in :meth:`index`.
        zero
            The score that counts as nothing.
        """
        own, q = better_of(better, instrument)
        made = _core.ChangeRule.percent(own, (improvement, deterioration), zero, core_range_of(clinical_range))
        return cls("percent", made, q)

    @classmethod
    def cutoff(cls, clinical_range: ClinicalRange, *, instrument: InstrumentLike | None = None) -> ChangeRule:
        """By the clinical range alone: ``"improved"`` is from clinical to functional, ``"deteriorated"`` the reverse.

        Parameters
        ----------
        clinical_range
            The line.
        instrument
            Only totals on its scale are accepted.
        """
        made = _core.ChangeRule.cutoff(clinical_range._core)
        return cls("cutoff", made, better_of(cast(Better, made.better), instrument)[1])

    @classmethod
    def of_instrument(cls, instrument: InstrumentLike, clinical_range: ClinicalRange | None = None) -> ChangeRule:
        """By the instrument's own criterion of reliable change.

        Parameters
        ----------
        instrument
            Its id, or an :class:`Instrument`.
        clinical_range
            By default the one cut-off that :meth:`Instrument.cutoff` finds unasked; where there is none, or several
            that differ, nobody is recovered or harmed.

        Raises
        ------
        NotAvailable
            It has no criterion, or several that differ.
        """
        q = core_of(instrument)
        range = _core.ClinicalRange.usual(q) if clinical_range is None else clinical_range._core
        return cls(q.id, _core.ChangeRule.of_instrument(q, range), q)

    @property
    def measure(self) -> str:
        """``"index"``, ``"points"``, ``"percent"`` or ``"cutoff"``."""
        return self._core.measure

    @property
    def better(self) -> Better:
        """Which scores are better."""
        return cast(Better, self._core.better)

    @property
    def instrument(self) -> Instrument | None:
        """Whose totals alone are accepted; ``None``: every finite number is."""
        return None if self._instrument is None else Instrument(self._instrument)

    @property
    def improvement(self) -> float | None:
        """How much is asked, in the measure's unit; ``None`` where only the clinical range counts."""
        return None if self.measure == "cutoff" else self._core.improvement

    @property
    def deterioration(self) -> float | None:
        """As much, towards worse."""
        return None if self.measure == "cutoff" else self._core.deterioration

    @property
    def inclusive(self) -> bool:
        """Whether exactly as much counts: points and percentages do, an index must be beyond its critical value."""
        return self._core.inclusive

    @property
    def standard_error(self) -> float | None:
        """Of an index, in points."""
        return self._core.standard_error if self.measure == "index" else None

    @property
    def clinical_range(self) -> ClinicalRange | None:
        """The line that tells recovered from improved."""
        return None if self._core.range is None else ClinicalRange._of(self._core.range)

    def classify(self, pre: float, post: float) -> ChangeClass:
        """The class of one person; :func:`oncourse.classify` does the same for a table.

        Parameters
        ----------
        pre, post
            The two scores.

        Raises
        ------
        InvalidArgument
            A score is missing (NaN), not finite, or off the instrument's scale.
        NotAvailable
            There is no percentage of this first score.
        """
        return cast(ChangeClass, self._core.classify_pair(pre, post, self._instrument))

    def statistic(self, pre: float, post: float) -> float | None:
        """The index, points or percentage of one person, signed as the scale runs; ``None`` where there is none."""
        return self._core.statistic(pre, post)

    def no_change(self, pre: float) -> tuple[float, float] | None:
        """Between which second scores there is no change from a first score; ``None`` where only the line counts."""
        return self._core.no_change(pre)

    def svg(
        self,
        data: Frame = None,
        *,
        pre: ColumnLike = "pre",
        post: ColumnLike = "post",
        label: str | None = None,
        axis: tuple[float, float] | None = None,
    ) -> str:
        """The scatter of first and second scores with the band of no change, as reports show it.

        Parameters
        ----------
        data, pre, post
            As in :func:`oncourse.classify`.
        label
            Of the axes; by default the instrument's name.
        axis
            The least and the greatest score; by default the instrument's, or those that occur.

        Returns
        -------
        str
            An SVG document; :func:`oncourse.plot.change` draws the same with matplotlib.
        """
        columns = Columns({} if data is None else data)
        before, after = columns.one(pre, "pre"), columns.one(post, "post")
        name, ends = axis_of([before, after], self._instrument, label, axis)
        return self._core.svg(before, after, name, ends)

    def __repr__(self) -> str:
        parts = []
        if self.standard_error is not None:
            parts.append(f"standard error {self.standard_error:.6g} points")
        if self.measure != "cutoff":
            beyond = "at least" if self.inclusive else "beyond"
            unit = {"index": "", "points": " points", "percent": " %"}[self.measure]
            better, worse = f"{self.improvement:.6g}{unit}", f"{self.deterioration:.6g}{unit}"
            parts.append(f"{beyond} {better}" + ("" if better == worse else f" better or {worse} worse"))
        if self._core.range is not None:
            parts.append(repr(self.clinical_range)[1:-1].removeprefix("oncourse.ClinicalRange "))
        return f"<oncourse.ChangeRule {self.method}: {', '.join(parts)}; {self.better} is better>"


def axis_of(
    scores: Sequence[_core.Column],
    instrument: _core.Instrument | None,
    label: str | None,
    axis: tuple[float, float] | None,
) -> tuple[str, tuple[float, float]]:
    """What an axis says and between which scores it runs."""
    import math

    if instrument is not None:
        label = instrument.name if label is None else label
        axis = instrument.total_range if axis is None else axis
    if axis is None:
        taken = [_core.take([one]) for one in scores]
        found = [value for one in taken for value in one.values(one.names[0]) if value is not None]
        finite = [value for value in found if math.isfinite(value)]
        low, high = (min(finite), max(finite)) if finite else (0.0, 1.0)
        axis = (low, high if high > low else low + 1.0)
    return "score" if label is None else label, axis
