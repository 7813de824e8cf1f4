"""Over record batches, however they are cut, the results are those of the whole table."""

from __future__ import annotations

import pickle
import random

import pandas
import pyarrow as pa
import pytest

import oncourse
from oncourse.batches import OverBatches, cross_products_batches, score_batches, track_batches

KEEP = ["patient", "session", "day", "medication"]
DESIGN = {"covariates": ["medication"], "interactions": ["medication"], "instrument": "phq-9"}


def cut(table: pa.Table, seed: int) -> list[pa.RecordBatch]:
    """At random, also into nothing and through persons."""
    places = random.Random(seed)
    starts = sorted(places.randrange(len(table) + 1) for _ in range(places.choice([1, 20, 400])))
    slices = [table.slice(a, b - a).combine_chunks() for a, b in zip([0, *starts], [*starts, len(table)])]
    empty = pa.RecordBatch.from_pylist([], schema=table.schema)
    return [batch for part in slices for batch in (part.to_batches() or [empty])]


def over(work: OverBatches, batches: list[pa.RecordBatch]) -> pa.Table:
    again = pickle.loads(pickle.dumps(work))  # as an engine sends it
    return pa.Table.from_batches(again(iter(batches)), work.schema)


@pytest.fixture(scope="module")
def rows(sheets: oncourse.Table) -> pa.Table:
    return pa.table(sheets)


@pytest.fixture(scope="module")
def scores(cohort: oncourse.Table) -> pa.Table:
    return pa.table(cohort)


@pytest.mark.parametrize("seed", range(6))
def test_scores_are_those_of_the_whole(rows: pa.Table, scores: pa.Table, seed: int) -> None:
    work = score_batches(rows, "phq-9", keep=KEEP)
    assert over(work, cut(rows, seed)).equals(scores.cast(work.schema))
    q = oncourse.Instrument.from_json(oncourse.instrument("phq-9").to_json())
    assert over(score_batches(rows.schema, q, keep=KEEP), cut(rows, seed)).equals(scores.cast(work.schema))


def test_a_wide_table_has_a_row_per_session() -> None:
    wide = pa.table({f"s{s}_{i}": [s, 1, None] for s in (1, 2) for i in range(1, 10)})
    work = score_batches(wide, "phq-9", items="s{session}_{item}")
    expected = pa.table(oncourse.score(wide, "phq-9", items="s{session}_{item}")).cast(work.schema)
    assert over(work, wide.to_batches(max_chunksize=2)).equals(expected)


@pytest.mark.parametrize("per", ["session", "person"])
@pytest.mark.parametrize("session", ["session", None])
@pytest.mark.parametrize("seed", range(4))
def test_verdicts_are_those_of_the_whole(
    scores: pa.Table, model: oncourse.Model, per: str, session: str | None, seed: int
) -> None:
    rules = [oncourse.MonitoringRule("expected_response")]
    options = {"session": session, "day": "day", "plan": oncourse.Plan(window_last=18), "rules": rules}
    work = track_batches(scores, model, per=per, **options)
    expected = pa.table(oncourse.track(scores, model, per=per, **options)).cast(work.schema)
    assert over(work, cut(scores, seed)).equals(expected)
    by_name = scores.sort_by([("patient", "ascending"), ("session", "ascending")])
    work = track_batches(scores, model, per=per, ascending=True, **options)
    expected = pa.table(oncourse.track(by_name, model, per=per, **options)).cast(work.schema)
    assert over(work, cut(by_name, seed)).equals(expected)


def test_verdicts_come_from_items_and_numbered_persons_too(rows: pa.Table, model: oncourse.Model) -> None:
    numbers = pa.array([int(name[1:]) for name in rows["patient"].to_pylist()])
    numbered = rows.set_column(0, "patient", numbers)
    work = track_batches(numbered, model, instrument=oncourse.instrument("phq-9"))
    assert over(work, cut(numbered, 1)).equals(pa.table(oncourse.track(numbered, model)).cast(work.schema))
    coded = rows.set_column(0, "patient", rows["patient"].dictionary_encode())
    work = track_batches(coded, model)
    assert over(work, cut(coded, 1)).equals(pa.table(oncourse.track(coded, model)).cast(work.schema))


@pytest.mark.parametrize("ascending", [False, True])
def test_a_person_who_comes_again_is_refused_with_the_row(
    scores: pa.Table, model: oncourse.Model, ascending: bool
) -> None:
    first = scores.filter(pa.compute.equal(scores["patient"], "P1"))
    again = pa.concat_tables([first, scores.filter(pa.compute.equal(scores["patient"], "P2")), first])
    row = len(again) - len(first) + 1
    blocks = cross_products_batches(scores, ascending=ascending, **DESIGN)
    for work in (track_batches(scores, model, ascending=ascending), blocks):
        for size in (1, 5, len(again)):
            with pytest.raises(oncourse.InvalidArgument, match=f"column patient, row {row}: ") as refused:
                over(work, again.to_batches(max_chunksize=size))
            assert "P1" not in str(refused.value)


def test_what_is_said_to_ascend_does(scores: pa.Table, model: oncourse.Model) -> None:
    with pytest.raises(oncourse.InvalidArgument, match="ascend"):
        over(track_batches(scores, model, ascending=True), scores.to_batches())  # P9, P10


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_rows_without_a_person_keep_their_place(scores: pa.Table, model: oncourse.Model, size: int) -> None:
    kept = scores.slice(0, 60).to_pylist()
    nobody = dict.fromkeys(kept[0])
    late = next(i for i, row in enumerate(kept) if row["patient"] == "P2")
    kept[late]["session"] = None
    with_gap = pa.Table.from_pylist([nobody, *kept[:late], nobody, nobody, *kept[late:]], schema=scores.schema)
    work = track_batches(scores, model)
    found = over(work, with_gap.to_batches(max_chunksize=size)).to_pylist()
    assert len(found) == len(with_gap)
    for row in (0, late + 1, late + 2):
        assert (found[row]["patient"], found[row]["status"]) == (None, "bad_argument")
        assert found[row]["detail"] == f"column patient, row {row + 1}: no person"
    assert found[late + 3]["detail"] == f"row {late + 4} has no session"
    whole = pa.table(oncourse.track(pa.Table.from_pylist(kept, schema=scores.schema), model)).to_pylist()
    others = [row for i, row in enumerate(found) if i not in (0, late + 1, late + 2)]
    assert [row["verdict"] for row in others] == [row["verdict"] for row in whole]
    persons = over(track_batches(scores, model, per="person"), with_gap.to_batches(max_chunksize=size)).to_pylist()
    assert sum(row["status"] == "bad_argument" and row["patient"] is None for row in persons) == 3


@pytest.mark.parametrize("partitions", [1, 7])
@pytest.mark.parametrize("seed", range(3))
def test_blocks_add_up_to_one_machine(scores: pa.Table, partitions: int, seed: int) -> None:
    whole = oncourse.fit_growth(scores, **DESIGN)
    work = cross_products_batches(scores, **DESIGN)
    place = pa.array([int(name[1:]) % partitions for name in scores["patient"].to_pylist()])
    parts = [scores.filter(pa.compute.equal(place, i)) for i in range(partitions)]
    blocks = [over(work, cut(part, seed))["block"].to_pylist() for part in parts]
    assert [len(block) for block in blocks] == [1] * partitions
    total, *others = [oncourse.CrossProducts.from_bytes(block[0]) for block in blocks]
    for other in others:
        total += other
    model = total.fit()
    largest = max(abs(x) for x in whole.fixed_effects["estimate"])
    assert list(model.fixed_effects["estimate"]) == pytest.approx(list(whole.fixed_effects["estimate"]), abs=1e-12 * largest)
    assert model.residual_variance == pytest.approx(whole.residual_variance, rel=1e-12)
    assert model.log_likelihood == pytest.approx(whole.log_likelihood, rel=1e-12)
    assert list(work([])) == []


def test_a_refusal_names_the_row_of_the_partition(scores: pa.Table) -> None:
    kept = scores.slice(0, 100).to_pylist()
    kept[99]["patient"] = None
    broken = pa.Table.from_pylist(kept, schema=scores.schema).to_batches(max_chunksize=9)
    with pytest.raises(oncourse.InvalidArgument, match="column patient, row 100: no person"):
        over(cross_products_batches(scores, **DESIGN), broken)


def test_what_cannot_be_is_said_before_the_rows_come(rows: pa.Table, scores: pa.Table, model: oncourse.Model) -> None:
    with pytest.raises(oncourse.InvalidArgument, match="no item columns"):
        score_batches(scores, "phq-9")
    with pytest.raises(oncourse.InvalidArgument, match="no column place"):
        score_batches(rows, "phq-9", keep=["place"])
    with pytest.raises(oncourse.InvalidArgument, match="no column medication"):
        track_batches(scores.drop_columns(["medication"]), model)
    with pytest.raises(oncourse.InvalidArgument, match="no column age"):
        cross_products_batches(scores, covariates=["age"])
    with pytest.raises(oncourse.InvalidArgument, match="Schema"):
        score_batches({"q1": [1]}, "phq-9")


def test_results_are_of_types_that_every_engine_takes(rows: pa.Table, scores: pa.Table, model: oncourse.Model) -> None:
    taken = {pa.string(), pa.int32(), pa.int64(), pa.float64(), pa.bool_(), pa.binary()}
    works = [score_batches(rows, "phq-9", keep=KEEP), track_batches(scores, model), track_batches(scores, model, per="person")]
    for work in [*works, cross_products_batches(scores, **DESIGN)]:
        assert {field.type for field in work.schema} <= taken


def test_tables_and_pandas_frames_give_their_like(rows: pa.Table, scores: pa.Table) -> None:
    work = score_batches(rows, "phq-9", keep=KEEP)
    assert work(rows).equals(scores.cast(work.schema))
    frame = rows.to_pandas()
    found = score_batches(frame, "phq-9", keep=KEEP)(frame)
    assert isinstance(found, pandas.DataFrame)
    assert found["total"].astype(float).equals(scores.to_pandas()["total"])
    assert list(found.dtypes) == list(work(frame.head(0)).dtypes)


def test_instruments_models_and_plans_pickle(model: oncourse.Model) -> None:
    assert pickle.loads(pickle.dumps(model)).to_json() == model.to_json()
    for id in oncourse.instruments()["id"]:
        q = oncourse.instrument(id)
        assert pickle.loads(pickle.dumps(q)).to_json() == q.to_json()
    part = pickle.loads(pickle.dumps(oncourse.instrument("dass-21:anxiety")))
    assert part.id == "dass-21:anxiety"
    plan = oncourse.Plan(window_first=8, window_last=10, cadence_days=14, initial_sessions=2, termination_sessions=1)
    again = pickle.loads(pickle.dumps(plan))
    assert (again.window_first, again.window_last, again.cadence_days) == (8, 10, 14)
    assert (again.initial_sessions, again.termination_sessions) == (2, 1)
