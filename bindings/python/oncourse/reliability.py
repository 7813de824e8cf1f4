"""How far a clinic's own scores can be trusted: alpha, omega, test-retest, and what change exceeds error."""

from __future__ import annotations

from collections.abc import Sequence

from . import _oncourse as _core
from .errors import InvalidArgument
from .frames import Columns, Frame, Table
from .instruments import InstrumentLike, core_of

__all__ = ["internal_consistency", "retest", "smallest_detectable_change", "standard_error_of_measurement"]


def internal_consistency(
    data: Frame,
    items: str | Sequence[str] | None = None,
    *,
    instrument: InstrumentLike | None = None,
    level: float = _core.usual_confidence,
) -> Table:
    """Cronbach's alpha with its interval, McDonald's omega of one factor, and the error of measurement they imply.

    Clinically: how much of a score is noise in this clinic; it says nothing of what the scale measures.

    Parameters
    ----------
    data
        A table with a row per person and a column per item, keyed: all items point the same way.
    items
        The item columns by name; with an instrument also a pattern, or nothing for the usual names, as in
        :func:`score`.
    instrument
        Whose items they are.
    level
        Of the interval.

    Returns
    -------
    Table
        One row: items, persons, left_out (with a blank), alpha, alpha_low, alpha_high, standardized_alpha,
        mean_correlation, total_mean, total_sd, sem, smallest_detectable_change, omega, omega_proper, wrongly_keyed,
        constant, improper (names of items, missing where there are none), status, detail.
    """
    columns = Columns(data)
    if instrument is not None:
        chosen = columns.items(items, core_of(instrument))
    elif items is None or isinstance(items, str):
        raise InvalidArgument("bad_argument", "items are named one by one, or by the usual names of an instrument")
    else:
        chosen = [columns[name] for name in items]
    return Table(_core.internal_consistency(chosen, level))


def retest(data: Frame, occasions: Sequence[str], *, level: float = _core.usual_confidence) -> Table:
    """The same persons measured again while nothing changed: how far their scores agree.

    Clinically: the reliability that change is judged by; alpha is often higher and then finds change too soon.

    Parameters
    ----------
    data
        A table with a row per person and a column per occasion.
    occasions
        The columns.
    level
        Of the intervals.

    Returns
    -------
    Table
        One row: occasions, persons, left_out, pearson, agreement (ICC(2,1)) and consistency (ICC(3,1)) each with
        ``_low`` and ``_high``, sem_agreement, sem_consistency, smallest_detectable_change,
        smallest_detectable_change_group, status, detail.
    """
    columns = Columns(data)
    return Table(_core.retest([columns[name] for name in occasions], level))


def standard_error_of_measurement(sd: float, reliability: float) -> float:
    """How far a score strays from a person's own mean: sd sqrt(1 - reliability), in points.

    Clinically: two thirds of scores lie within one of these around what the person would score on average.

    Parameters
    ----------
    sd, reliability
        Of the scores in one population.
    """
    return _core.standard_error_of_measurement(sd, reliability)


def smallest_detectable_change(
    sem: float, *, persons: int = 1, level: float = _core.usual_confidence
) -> float:
    """The change that exceeds measurement error, of one person or of the mean of a group. Weir 2005.

    Clinically: smaller changes happen to people who did not change.

    Parameters
    ----------
    sem
        Standard error of measurement, in points.
    persons
        In the group; 1: of one person.
    level
        How rarely error alone may exceed it: 0.95 is one in twenty.
    """
    return _core.smallest_detectable_change(sem, persons, level)
