"""Questionnaires: what ships, how sheets are scored, and what a change means."""

from __future__ import annotations

import json
import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, Union

from . import _oncourse as _core
from .errors import InvalidArgument
from .frames import Table, column

__all__ = ["Cutoff", "Instrument", "Norm", "Standing", "batteries", "instrument", "instruments", "self_test"]

_compared = {"at_least": operator.ge, "above": operator.gt, "at_most": operator.le, "below": operator.lt}


@dataclass(frozen=True)
class Cutoff:
    """A threshold with what it is for, in whom, and its source.

    Clinically: the same score can be a case in one service and not in another, and neither line holds everywhere.
    """

    #: ``"caseness"``, ``"screen"``, ``"severity"`` or ``"remission"``.
    purpose: str
    population: str
    #: How a score that meets it compares with the value: ``"at_least"``, ``"above"``, ``"at_most"`` or ``"below"``.
    compare: str
    value: float
    #: Accuracy, as published.
    note: str | None
    #: How far to trust the source: ``"published"``, ``"secondary"`` or ``"convention"``.
    status: str
    source: str

    def met_by(self, score: float) -> bool:
        """Whether a score has what the purpose names; of ``"remission"`` that is being well.

        Clinically: at or beyond the line that this purpose draws in this population.
        """
        return bool(_compared[self.compare](score, self.value))


@dataclass(frozen=True)
class Norm:
    """How a population scores.

    Clinically: whom a score is compared with; a clinical population differs from the general one.
    """

    population: str
    clinical: bool
    mean: float
    sd: float
    #: Persons; ``None`` where the source does not say.
    n: int | None
    #: As in :class:`Cutoff`.
    status: str
    source: str


@dataclass(frozen=True)
class Standing:
    """Where a score stands among those of a population.

    Clinically: symptom scores are skewed in the general population, so that percentiles there are rough.
    """

    #: Standard deviations above the mean.
    z: float
    #: 50 + 10 z.
    t: float
    #: 0 to 100: the share that scores lower, if scores are normally distributed there.
    percentile: float


class Instrument:
    """A questionnaire's scoring definition, or that of one of its subscales; never its wording.

    Clinically: what an answer sheet means, with the source of every figure.
    """

    def __init__(self, core: _core.Instrument) -> None:
        self._core = core

    @classmethod
    def from_json(cls, document: str) -> Instrument:
        """A licence holder's own definition, in the form that :meth:`to_json` writes.

        It is whole, with items, keys, subscales, codings and figures; or total-only, for scores that come out of other
        software: then ``id``, ``name``, ``construct``, ``direction``, ``total`` and ``source`` are enough.

        Clinically: a questionnaire whose scoring may not be given away is used like one that ships.

        Raises
        ------
        DocumentError
            A member is missing, unknown, of the wrong kind or out of range, or the definition contradicts itself; the
            detail names the path. Its ``code`` is ``"wrong_version"`` for another schema or version.
        """
        return cls(_core.Instrument.from_json(document))

    @property
    def id(self) -> str:
        """The stable key in every interface: ``"phq-9"``."""
        return self._core.id

    @property
    def name(self) -> str:
        """The questionnaire's name."""
        return self._core.name

    @property
    def construct(self) -> str:
        """What it measures."""
        return self._core.construct

    @property
    def domains(self) -> list[str]:
        """``"symptom"``, ``"functioning"``, ``"interpersonal"``, ``"social_support"``, ``"communication"``,
        ``"alliance"``, ``"risk"`` or ``"wellbeing"``: one or several."""
        return self._core.domains

    @property
    def reporter(self) -> str:
        """Who answers: ``"self"`` or ``"clinician"``."""
        return self._core.reporter

    @property
    def recall(self) -> str | None:
        """The period that the questions ask about; ``None`` where the definition does not say."""
        return self._core.recall or None

    @property
    def note(self) -> str | None:
        """What its users get wrong; ``None`` where there is nothing to say."""
        return self._core.note or None

    @property
    def licence(self) -> str:
        """Who may use it, and how."""
        return self._core.licence

    @property
    def citation(self) -> str:
        """The publication that introduced it."""
        return self._core.citation

    @property
    def direction(self) -> str:
        """``"lower_is_better"`` or ``"higher_is_better"``."""
        return self._core.direction

    @property
    def items(self) -> int:
        """How many items the form has; 0 where it is known by its total only."""
        return self._core.items

    @property
    def has_total(self) -> bool:
        """Whether there is a total; without one the subscales are scores of their own."""
        return self._core.total_range is not None

    @property
    def total_range(self) -> tuple[float, float] | None:
        """The least and the greatest total, both included; ``None`` where there is no total."""
        return self._core.total_range

    @property
    def subscales(self) -> list[str]:
        """The ids of the subscales, for :meth:`subscale`."""
        return self._core.subscales

    @property
    def codings(self) -> list[str]:
        """The ids of other ways to write down the answers, for ``coding`` in :func:`oncourse.score`."""
        return self._core.codings

    @property
    def definition(self) -> dict[str, Any]:
        """The whole definition: ranges, keys, bands, cut-offs, norms, reliabilities, each with status and source."""
        found: dict[str, Any] = json.loads(self._core.to_json())
        return found

    def to_json(self) -> str:
        """The whole definition as the document that :meth:`from_json` reads.

        Clinically: every rule and figure to check against its source, or to adapt under a licence.
        """
        return self._core.to_json()

    def subscale(self, id: str) -> Instrument:
        """One of the subscales as an instrument of its own, ``"dass-21:anxiety"``; it asks for the whole sheet.

        Clinically: what is followed over a course need not be the total.

        Parameters
        ----------
        id
            Of the subscale alone: ``"anxiety"``.

        Raises
        ------
        NotAvailable
            There is no such subscale; the detail lists those there are.
        """
        return Instrument(self._core.subscale(id))

    def levels(self, least: float, most: float) -> list[float]:
        """Every total from ``least`` to ``most``, both included: the intake scores of a table.

        Raises
        ------
        InvalidArgument
            An end is no total (``code`` is ``"response_range"``), or they do not ascend.
        NotAvailable
            Totals are not on a grid, such as means.
        """
        return self._core.levels(float(least), float(most))

    def cutoff(self, purpose: str | None = None, population: str | None = None) -> Cutoff:
        """The cut-off for a purpose in a population. Which population is never chosen silently.

        Clinically: name the line that your service draws, and see who published it.

        Parameters
        ----------
        purpose
            ``"caseness"``, ``"screen"``, ``"severity"`` or ``"remission"``. With neither purpose nor population:
            caseness where there is such a cut-off, else screen, else remission.
        population
            As the definition writes it; ``None`` for all there are, as far as they draw the same line.

        Raises
        ------
        NotAvailable
            There is none, or several differ and none was chosen; the detail lists what there is.
        """
        return Cutoff(**self._core.cutoff(purpose, population))

    def norm(self, population: str | None = None) -> Norm:
        """How a population scores.

        Clinically: compare a person with people like them.

        Parameters
        ----------
        population
            As the definition writes it; ``None`` for the only one there is.

        Raises
        ------
        NotAvailable
            There is none, or several and none was chosen; the detail lists what there is.
        """
        return Norm(**self._core.norm(population))

    def standing(self, score: float, population: str | None = None) -> Standing:
        """Where a score stands among those of a population.

        Clinically: how unusual a score is, which is not the same as how ill somebody is.

        Parameters
        ----------
        score
            A total on the instrument's scale.
        population
            As in :meth:`norm`, which raises the same.

        Raises
        ------
        InvalidArgument
            The score is off the scale.
        """
        return Standing(*self._core.standing(score, population))

    def __reduce__(self) -> tuple[Callable[[str], Instrument], tuple[str]]:
        return Instrument.from_json, (self.to_json(),)

    def __repr__(self) -> str:
        return f"<oncourse.Instrument {self.id}: {self.name}>"


InstrumentLike: TypeAlias = Union[str, Instrument]


def core_of(named: InstrumentLike) -> _core.Instrument:
    return named._core if isinstance(named, Instrument) else _core.Instrument.find(named)


#: Which scores are better.
Better: TypeAlias = Literal["lower", "higher"]


def better_of(better: Better | None, instrument: InstrumentLike | None) -> tuple[Better, _core.Instrument | None]:
    """The direction as it is stated, or as the instrument has it."""
    if instrument is None:
        if better is None:
            raise InvalidArgument("bad_argument", "say which scores are better: better= or instrument=")
        return better, None
    q = core_of(instrument)
    own: Better = "lower" if q.direction == "lower_is_better" else "higher"
    if better not in (None, own):
        raise InvalidArgument("bad_argument", f"of {q.id} {own} scores are better")
    return own, q


def instrument(id: str) -> Instrument:
    """The instrument with this id, in any case and with or without ``-``, ``_`` and spaces.

    Clinically: the questionnaire that a service already uses, with what its scores mean.

    Parameters
    ----------
    id
        ``"phq-9"``; a subscale after a colon: ``"dass-21:anxiety"``.

    Raises
    ------
    NotAvailable
        There is none; the detail lists those that ship, or the subscales.
    """
    return Instrument(_core.Instrument.find(id))


def instruments() -> Table:
    """The instruments that ship, those nearest to interpersonal psychotherapy first.

    Clinically: what can be tracked, from depression and grief to social support, the alliance and agreed goals.

    Returns
    -------
    Table
        id, name, construct, domains (joined by ", "), reporter, direction, items, total_min and total_max (missing
        where there is no total), licence.
    """
    found = [Instrument(_core.Instrument.find(id)) for id in _core.shipped_instruments()]
    ranges = [q.total_range or (None, None) for q in found]
    columns = [
        *(column(name, [getattr(q, name) for q in found]) for name in ("id", "name", "construct")),
        column("domains", [", ".join(q.domains) for q in found]),
        *(column(name, [getattr(q, name) for q in found]) for name in ("reporter", "direction")),
        column("items", [float(q.items) for q in found]),
        column("total_min", [least for least, _ in ranges]),
        column("total_max", [greatest for _, greatest in ranges]),
        column("licence", [q.licence for q in found]),
    ]
    return Table(_core.take(columns))


def batteries() -> list[dict[str, Any]]:
    """What to measure in interpersonal psychotherapy: suggestions by focus and by condition, with reasons.

    Clinically: a start for the agreement on what to follow; who treats decides.

    Returns
    -------
    list of dict
        Of each battery id, name, kind (``"focus"`` or ``"condition"``) and members: instrument (its id), reason, status
        and source.
    """
    found: list[dict[str, Any]] = json.loads(_core.batteries())
    return found


def self_test() -> int:
    """Compute figures whose values are known, and compare; for the machine that will run it.

    Clinically: that this installation gives the published scores and verdicts, before anybody relies on it.

    Returns
    -------
    int
        How many figures were compared.

    Raises
    ------
    InternalError
        The detail names the figure, what was computed and what was expected.
    """
    return _core.self_test()
