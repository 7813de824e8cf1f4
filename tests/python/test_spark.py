"""On Spark the answers are those of one machine: scores, verdicts and fits, on two cores and several partitions."""

from __future__ import annotations

import os
import pathlib
import runpy
import shutil
import sys
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet
import pytest

import oncourse

pytest.importorskip("pyspark", minversion="4.0", reason="pyspark 4 is not installed")
if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
    pytest.skip("Spark needs Java 17, and there is none", allow_module_level=True)

from pyspark.errors import PythonException  # noqa: E402
from pyspark.sql import DataFrame, SparkSession  # noqa: E402

import oncourse.spark  # noqa: E402

root = pathlib.Path(__file__).parents[2]
KEEP = ["patient", "session", "day", "medication"]
DESIGN = {"covariates": ["medication"], "interactions": ["medication"], "instrument": "phq-9"}


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local[2]").config("spark.sql.shuffle.partitions", 3)
    # Small batches and partitions that stay apart, as in a large cohort.
    builder = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", 100)
    builder = builder.config("spark.sql.adaptive.coalescePartitions.enabled", False).config("spark.ui.enabled", False)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


@pytest.fixture(scope="module")
def answers(spark: SparkSession, sheets: oncourse.Table, tmp_path_factory: pytest.TempPathFactory) -> DataFrame:
    path = tmp_path_factory.mktemp("spark") / "sheets.parquet"
    pyarrow.parquet.write_table(pa.table(sheets), path)
    return spark.read.parquet(str(path)).repartition(4)  # everybody everywhere


@pytest.fixture(scope="module")
def scores(answers: DataFrame) -> DataFrame:
    return oncourse.spark.score(answers, "phq-9", keep=KEEP).cache()


def as_one(table: Any) -> list[dict[str, Any]]:
    rows = pa.table(table).to_pylist()
    return sorted(rows, key=lambda row: (row["patient"], row["session"] if row["session"] is not None else -1))


def test_scores_are_those_of_one_machine(scores: DataFrame, cohort: oncourse.Table) -> None:
    assert as_one(scores.toArrow()) == as_one(cohort)


@pytest.mark.parametrize("session, per", [("session", "session"), ("session", "person"), (None, "session")])
def test_verdicts_are_those_of_one_machine(
    scores: DataFrame, cohort: oncourse.Table, model: oncourse.Model, session: str | None, per: str
) -> None:
    found = oncourse.spark.track(scores, model, session=session, day="day", per=per)
    assert found.rdd.getNumPartitions() > 1
    without_rows = [{**row, "detail": None} for row in as_one(found.toArrow())]
    expected = as_one(oncourse.track(cohort, model, session=session, day="day", per=per))  # type: ignore[arg-type]
    assert without_rows == [{**row, "detail": None} for row in expected]


def test_a_fit_by_tree_reduce_is_that_of_one_machine(scores: DataFrame, cohort: oncourse.Table) -> None:
    whole = oncourse.fit_growth(cohort, **DESIGN)
    by_person = scores.repartition(5, "patient")
    total = oncourse.spark.cross_products(by_person, grouped=True, **DESIGN)
    assert (total.n_obs, total.n_persons) == (whole.n_obs, whole.n_persons)
    model = total.fit()
    largest = max(abs(x) for x in whole.fixed_effects["estimate"])
    assert list(model.fixed_effects["estimate"]) == pytest.approx(list(whole.fixed_effects["estimate"]), abs=1e-12 * largest)
    assert model.residual_variance == pytest.approx(whole.residual_variance, rel=1e-12)
    assert model.log_likelihood == pytest.approx(whole.log_likelihood, rel=1e-12)
    with pytest.raises(oncourse.InvalidArgument, match="no rows"):
        oncourse.spark.cross_products(scores.where("session < 0"), **DESIGN)


def test_what_is_refused_in_a_task_says_why(scores: DataFrame) -> None:
    off_scale = scores.selectExpr("patient", "session", "medication", "total + 28 as total")
    with pytest.raises(PythonException, match="scale is 0..27"):
        oncourse.spark.cross_products(off_scale, **DESIGN)


def test_the_example_runs(
    spark: SparkSession, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    runpy.run_path(str(root / "bindings/python/examples/spark_cohort.py"))
    shown = capsys.readouterr().out
    assert "Growth model of phq-9" in shown and "calibrated" in shown and "off_track" in shown
    verdicts = pyarrow.parquet.read_table(tmp_path / "verdicts.parquet")
    assert len(verdicts) == 400
