"""What is known of a population's scores, and the line between the clinical and the functional range."""

from __future__ import annotations

from typing import Literal, TypeAlias, Union

from . import _oncourse as _core
from ._oncourse import ScoreStatistics
from .frames import ColumnLike, Columns, Frame
from .instruments import Better, InstrumentLike, Norm, better_of, core_of

__all__ = ["ClinicalRange", "ScoreStatistics", "score_statistics"]

#: Mean and standard deviation, or a :class:`oncourse.Norm`.
Population: TypeAlias = Union[tuple[float, float], Norm]
Criterion: TypeAlias = Literal["a", "b", "c"]


def _pair(population: Population | None) -> tuple[float, float] | None:
    return (population.mean, population.sd) if isinstance(population, Norm) else population


def score_statistics(
    data: Frame = None,
    *,
    reliability: float,
    pre: ColumnLike = "pre",
    post: ColumnLike = "post",
    post_reliability: float | None = None,
) -> ScoreStatistics:
    """Means, standard deviations and correlation of the sample at hand, for the indices of change.

    Clinically: judges people by each other. Published figures of a larger sample, where there are any, are the better
    standard: give them to :class:`ScoreStatistics` itself.

    Parameters
    ----------
    data
        A table with a row per person; not needed where ``pre`` and ``post`` are columns themselves.
    reliability, post_reliability
        Of the first and of the second measurement; the latter by default as the first.
    pre, post
        The two scores: names of columns, or the columns. Only complete pairs count.

    Raises
    ------
    InvalidArgument
        Fewer than two complete pairs, or scores that do not vary.
    """
    columns = Columns({} if data is None else data)
    return _core.statistics_of_sample(
        columns.one(pre, "pre"), columns.one(post, "post"), reliability, post_reliability
    )


class ClinicalRange:
    """Where a person counts as clinical before, and as functional or clinical after.

    Parameters
    ----------
    value
        The line, in points.
    better, instrument
        Which scores are better, ``"lower"`` or ``"higher"``, or the instrument that says so.
    at_value
        Where a score of exactly ``value`` belongs: ``"clinical"``, ``"functional"``, or ``"neither"`` as Jacobson and
        Truax have it, who ask that somebody was inside the one range and is inside the other.
    """

    def __init__(
        self,
        value: float,
        *,
        better: Better | None = None,
        instrument: InstrumentLike | None = None,
        at_value: Literal["neither", "clinical", "functional"] = "neither",
    ) -> None:
        self._core = _core.ClinicalRange.at(value, better_of(better, instrument)[0], at_value)

    @classmethod
    def _of(cls, core: _core.ClinicalRange) -> ClinicalRange:
        made = cls.__new__(cls)
        made._core = core
        return made

    @classmethod
    def between(
        cls,
        criterion: Criterion,
        clinical: Population,
        functional: Population | None = None,
        *,
        better: Better | None = None,
        instrument: InstrumentLike | None = None,
    ) -> ClinicalRange:
        """The cut-offs of Jacobson and Truax 1991 between two populations.

        Parameters
        ----------
        criterion
            ``"a"``: two standard deviations outside the clinical population; ``"b"``: within two of the functional
            one; ``"c"``: nearer to the functional than to the clinical one, in standard deviations.
        clinical, functional
            Mean and standard deviation, or a norm of :meth:`Instrument.norm`; ``"a"`` does without ``functional``.
        better, instrument
            As in :class:`ClinicalRange`.
        """
        own = better_of(better, instrument)[0]
        mean_and_sd = _pair(clinical)
        assert mean_and_sd is not None
        value = _core.cutoff_between(criterion, mean_and_sd, _pair(functional), own)
        return cls(value, better=own)

    @classmethod
    def of_true_scores(
        cls,
        criterion: Criterion,
        clinical: Population,
        functional: Population | None,
        statistics: ScoreStatistics,
        *,
        better: Better | None = None,
        instrument: InstrumentLike | None = None,
        critical_value: float = _core.usual_true_score_critical_value,
    ) -> ClinicalRange:
        """The range of Hageman and Arrindell 1999: a cut-off between true scores, passed by more than error.

        Parameters
        ----------
        criterion, clinical, functional, better, instrument
            As in :meth:`between`; the spreads are of observed scores, from which the standard error of measurement of
            ``statistics`` is taken away.
        statistics
            Of these people, with mean and standard deviation of second scores.
        critical_value
            Standard errors beyond the line, one-sided.
        """
        mean_and_sd = _pair(clinical)
        assert mean_and_sd is not None
        own = better_of(better, instrument)[0]
        return cls._of(
            _core.ClinicalRange.of_true_scores(
                criterion, mean_and_sd, _pair(functional), statistics, own, critical_value
            )
        )

    @classmethod
    def of_instrument(
        cls, instrument: InstrumentLike, purpose: str | None = None, population: str | None = None
    ) -> ClinicalRange:
        """Both sides of a published cut-off.

        Parameters
        ----------
        instrument
            Its id, or an :class:`Instrument`.
        purpose, population
            As in :meth:`Instrument.cutoff`, which raises the same.
        """
        return cls._of(_core.ClinicalRange.of_cutoff(core_of(instrument), purpose, population))

    @property
    def value(self) -> float:
        """The line; before, it decides alone."""
        return self._core.value

    @property
    def functional_beyond(self) -> float:
        """After, a score better than this is functional: the line, or what error makes of it."""
        return self._core.functional_beyond

    @property
    def clinical_beyond(self) -> float:
        """After, a score worse than this is clinical."""
        return self._core.clinical_beyond

    def clinical_before(self, pre: float) -> bool:
        """Whether a first score is in the clinical range."""
        return self._core.clinical_before(pre)

    def functional_after(self, post: float) -> bool:
        """Whether a second score is in the functional range."""
        return self._core.functional_after(post)

    def clinical_after(self, post: float) -> bool:
        """Whether a second score is in the clinical range; with a range for error it can be in neither."""
        return self._core.clinical_after(post)

    def __repr__(self) -> str:
        beyond = "below" if self._core.better == "lower" else "above"
        clinical = "above" if beyond == "below" else "below"
        after = "" if self.functional_beyond == self.value else f", after {beyond} {self.functional_beyond:.6g}"
        exactly = ""
        if self._core.clinical_at_value or self._core.functional_at_value:
            exactly = f", {self.value:.6g} itself is {'clinical' if self._core.clinical_at_value else 'functional'}"
        return f"<oncourse.ClinicalRange {clinical} {self.value:.6g}, functional {beyond} it{after}{exactly}>"
