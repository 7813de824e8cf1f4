"""Cohorts on Spark 4: scored, judged and fitted where their rows are. Needs pyspark and pyarrow, also on the workers."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

from .batches import OverBatches, cross_products_batches, score_batches, track_batches
from .errors import InvalidArgument
from .instruments import InstrumentLike
from .models import Model
from .shards import CrossProducts

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = ["cross_products", "score", "track"]


def score(rows: DataFrame, instrument: InstrumentLike, **options: Any) -> DataFrame:
    """Score sheets in the partitions they are in; nothing is moved.

    Clinically: the severity at every session of everybody in a country.

    Parameters
    ----------
    rows
        A row per sheet.
    instrument
        Its id, or an :class:`oncourse.Instrument`.
    **options
        Those of :func:`oncourse.batches.score_batches`.

    Returns
    -------
    DataFrame
        As :func:`oncourse.score`.
    """
    return _mapped(rows, score_batches(rows, instrument, **options))


def track(
    rows: DataFrame,
    model: Model,
    *,
    person: str = "patient",
    session: str | None = "session",
    grouped: bool = False,
    **options: Any,
) -> DataFrame:
    """Judge courses, after one shuffle that brings the rows of each person together.

    Clinically: is every course in a country on course, and which are not?

    Parameters
    ----------
    rows
        A row per session, in any order.
    model
        From :func:`oncourse.fit_growth`, or the sum of the blocks of :func:`cross_products`.
    person, session
        Names of columns. With ``session=None`` the rows of a person are in the order of their ``date`` or ``day``.
    grouped
        All rows of a person are in one partition already, as after a shuffle before: then they are sorted there only.
    **options
        Those of :func:`oncourse.batches.track_batches`.

    Returns
    -------
    DataFrame
        As :func:`oncourse.track`.
    """
    options |= {"person": person, "session": session, "ascending": True}
    work = track_batches(rows, model, **options)
    time = session or options.get("date") or options["day"]
    return _mapped(_by_person(rows, person, time, grouped), work)


def cross_products(
    rows: DataFrame,
    *,
    person: str = "patient",
    time: str = "session",
    grouped: bool = False,
    depth: int = 2,
    **options: Any,
) -> CrossProducts:
    """Read a cohort where it is, to be fitted here: a block of bytes per partition, added as a tree.

    The fit of it is that of all rows on one machine to within 1e-12. Spark Connect has no trees: there collect the
    blocks of :func:`oncourse.batches.cross_products_batches` and add them.

    Clinically: how people change, learned from millions of courses, and no row leaves the machine it is on.

    Parameters
    ----------
    rows
        A row per score, in any order.
    person, time
        Names of columns.
    grouped
        See :func:`track`.
    depth
        Of the tree.
    **options
        Those of :func:`oncourse.batches.cross_products_batches`.

    Raises
    ------
    InvalidArgument
        There are no rows.
    """
    options |= {"person": person, "time": time, "ascending": True}
    blocks = _mapped(_by_person(rows, person, time, grouped), cross_products_batches(rows, **options)).rdd.map(_read)
    try:
        return blocks.treeReduce(operator.add, depth)
    except ValueError:  # Spark's word for nothing to reduce; what fails in a task is a PythonException
        raise InvalidArgument("bad_argument", "there are no rows") from None


def _mapped(rows: DataFrame, work: OverBatches) -> DataFrame:
    from pyspark.sql.pandas.types import from_arrow_schema

    return rows.mapInArrow(work, from_arrow_schema(work.schema))


def _by_person(rows: DataFrame, person: str, time: str, grouped: bool) -> DataFrame:
    return (rows if grouped else rows.repartition(person)).sortWithinPartitions(person, time)


def _read(row: Any) -> CrossProducts:
    return CrossProducts.from_bytes(row.block)
