"""The functions that Spark maps are taken by Dask and Ray as they are."""

from __future__ import annotations

import functools
import operator
from typing import Any

import pandas
import pyarrow as pa
import pytest

import oncourse
from oncourse.batches import cross_products_batches, score_batches, track_batches

KEEP = ["patient", "session", "day", "medication"]
DESIGN = {"covariates": ["medication"], "instrument": "phq-9"}


def as_one(table: Any) -> list[dict[str, Any]]:
    rows = pa.table(table).select(["patient", "session", "verdict", "probability", "status"]).to_pylist()
    return sorted(rows, key=lambda row: (row["patient"], row["session"]))


def same_fit(blocks: list[bytes], cohort: oncourse.Table) -> None:
    whole = oncourse.fit_growth(cohort, **DESIGN)
    assert len(blocks) > 1
    model = functools.reduce(operator.add, map(oncourse.CrossProducts.from_bytes, blocks)).fit()
    assert model.log_likelihood == pytest.approx(whole.log_likelihood, rel=1e-12)
    estimates = list(whole.fixed_effects["estimate"])
    assert list(model.fixed_effects["estimate"]) == pytest.approx(estimates, abs=1e-12 * max(map(abs, estimates)))


def test_dask(sheets: oncourse.Table, cohort: oncourse.Table, model: oncourse.Model) -> None:
    dataframe = pytest.importorskip("dask.dataframe")
    sheets_of = dataframe.from_pandas(sheets.to_pandas(), npartitions=4)
    first = sheets_of.head(0)
    scored = score_batches(first, "phq-9", keep=KEEP)
    scores = sheets_of.map_partitions(scored, meta=scored(first))
    expected = pa.table(cohort)["total"].to_pandas(types_mapper=pandas.ArrowDtype)
    assert scores.compute()["total"].to_list() == expected.to_list()

    by_person = scores.shuffle("patient", npartitions=3)
    by_person = by_person.map_partitions(lambda part: part.sort_values(["patient", "session"]), meta=scored(first))
    tracked = track_batches(scored.schema, model, ascending=True)
    verdicts = by_person.map_partitions(tracked, meta=tracked(scored(first))).compute()
    assert as_one(pa.Table.from_pandas(verdicts, preserve_index=False)) == as_one(oncourse.track(cohort, model))

    blocks = cross_products_batches(scored.schema, ascending=True, **DESIGN)
    same_fit(by_person.map_partitions(blocks, meta=blocks(scored(first))).compute()["block"].to_list(), cohort)


@pytest.mark.filterwarnings("ignore")
def test_ray(sheets: oncourse.Table, cohort: oncourse.Table, model: oncourse.Model) -> None:
    ray = pytest.importorskip("ray")
    import ray.data

    ray.init(num_cpus=2, include_dashboard=False, logging_level="ERROR", log_to_driver=False)
    try:
        ray.data.DataContext.get_current().enable_progress_bars = False
        scored = score_batches(pa.table(sheets), "phq-9", keep=KEEP)
        scores = ray.data.from_arrow(pa.table(sheets)).map_batches(scored, batch_format="pyarrow")

        # A batch is a partition here: all of a block, by person, sorted.
        sort = operator.methodcaller("sort_by", [("patient", "ascending"), ("session", "ascending")])
        whole = {"batch_format": "pyarrow", "batch_size": None}
        by_person = scores.repartition(3, keys=["patient"]).map_batches(sort, **whole).materialize()
        tracked = track_batches(scored.schema, model, ascending=True)
        verdicts = by_person.map_batches(tracked, **whole)
        found = pa.concat_tables([table for table in ray.get(verdicts.to_arrow_refs()) if len(table)])
        assert as_one(found) == as_one(oncourse.track(cohort, model))

        blocks = cross_products_batches(scored.schema, ascending=True, **DESIGN)
        same_fit([row["block"] for row in by_person.map_batches(blocks, **whole).take_all()], cohort)
    finally:
        ray.shutdown()
