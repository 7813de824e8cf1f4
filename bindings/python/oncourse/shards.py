"""Cohorts read in shards, on several machines, and fitted as one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import BinaryIO, Literal

from . import _oncourse as _core
from .frames import Frame
from .instruments import InstrumentLike, core_of
from .models import Model, cohort_columns

__all__ = ["CrossProducts", "cross_products"]


class CrossProducts:
    """All that a fit needs to know of a cohort, or of a shard of one: a few numbers for each distinct design.

    Clinically: services fit one model of how people change without a row of anybody's scores leaving the place where it
    is kept. Nobody is named; but a person whose times nobody shares shows with the sums of their scores.

    They add, ``north + south``, in any order, and pickle: what ``oncourse.spark`` and any other engine's reduction need.
    The estimates are those of all rows at once to within 1e-12.
    """

    def __init__(self, core: _core.CrossProducts) -> None:
        self._core = core

    @classmethod
    def from_bytes(cls, document: bytes | bytearray | memoryview) -> CrossProducts:
        """Read what :meth:`to_bytes`, ``oncourse cross-products`` and the C API wrote.

        Parameters
        ----------
        document
            Anything with the buffer protocol: also a ``memoryview`` of an ``mmap.mmap``.

        Raises
        ------
        DocumentError
            No such document, one that is cut off, of another version, changed after it was written, or numbers that no
            rows can have.
        """
        return cls(_core.CrossProducts.from_bytes(document))

    @classmethod
    def from_stream(cls, file: BinaryIO) -> CrossProducts:
        """The same, piece by piece, from what has a ``read()``."""
        return cls(_core.CrossProducts.from_stream(file))

    def to_bytes(self) -> bytes:
        """The document to keep or to send: the same bytes on every machine and in every interface."""
        return self._core.to_bytes()

    def merge(self, other: CrossProducts) -> None:
        """Add those of other persons; all rows of a person belong into one shard.

        Raises
        ------
        InvalidArgument
            Another design, instrument or time unit, or itself; nothing is added then.
        """
        self._core.add(other._core)

    def merge_bytes(self, document: bytes | bytearray | memoryview) -> None:
        """Add a document where it lies, without a copy of it; see :meth:`from_bytes`."""
        self._core.add_bytes(document)

    def __add__(self, other: CrossProducts) -> CrossProducts:
        if not isinstance(other, CrossProducts):
            return NotImplemented
        out = CrossProducts(self._core.copy())
        out.merge(other)
        return out

    def fit(self, *, method: Literal["REML", "ML"] = "REML") -> Model:
        """The growth model, as :func:`oncourse.fit_growth` finds it from rows; without a calibration.

        For alarms, hold persons out of every shard (:func:`oncourse.hold_out`) and call :func:`oncourse.calibrate`.

        Raises
        ------
        InvalidArgument
            Too few persons or scores, or a covariate that repeats others (named).
        """
        return Model(self._core.fit(method))

    @property
    def instrument(self) -> str | None:
        """The id of the scores' instrument, where it was stated."""
        return self._core.instrument or None

    @property
    def time_unit(self) -> str:
        """What the time counts: ``"session"``, ``"day"``, ``"week"`` or ``"month"``."""
        return self._core.time_unit

    @property
    def terms(self) -> list[str]:
        """The fixed effects."""
        return self._core.terms

    @property
    def n_obs(self) -> int:
        """Scores."""
        return self._core.n_obs

    @property
    def n_persons(self) -> int:
        """Persons with a score."""
        return self._core.n_persons

    @property
    def n_designs(self) -> int:
        """Distinct designs: what memory and a fit's time grow with."""
        return self._core.n_designs

    def __reduce__(self) -> tuple[Callable[[bytes], CrossProducts], tuple[bytes]]:
        return CrossProducts.from_bytes, (self.to_bytes(),)

    def __repr__(self) -> str:
        return f"<oncourse.CrossProducts: {self.n_obs} scores of {self.n_persons} persons, {self.n_designs} designs>"


def cross_products(
    data: Frame,
    *,
    person: str = "patient",
    time: str = "session",
    score: str = "total",
    covariates: Sequence[str] = (),
    interactions: Sequence[str] = (),
    basis: Literal["log1p", "linear"] = "log1p",
    random: Literal["intercept", "slope", "independent-slope"] = "slope",
    instrument: InstrumentLike | None = None,
    time_unit: Literal["session", "day", "week", "month"] = "session",
) -> CrossProducts:
    """Read a shard of a cohort, a long table with a row per score, to be fitted with others.

    Clinically: several clinics learn the expected course together, and their rows stay where they are.

    Residuals are independent: correlated ones make cross-products depend on what is yet to be estimated.

    Parameters
    ----------
    data
        A table with all rows of its persons. Rows without a score are left out.
    person, time, score, covariates, interactions, basis, random, instrument, time_unit
        See :func:`oncourse.fit_growth`; the same for all shards.

    Raises
    ------
    InvalidArgument
        A column that is missing or holds no numbers, a score outside the instrument's scale.
    """
    names = [*covariates, *(name for name in interactions if name not in covariates)]
    _, cohort = cohort_columns(data, person, time, score, names)
    q = None if instrument is None else core_of(instrument)
    interacts = [name in interactions for name in names]
    return CrossProducts(_core.cross_products(cohort, interacts, basis, random, time_unit, q))
