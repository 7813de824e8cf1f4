"""Courses followed day by day are judged as whole ones are."""

from __future__ import annotations

import pytest

import oncourse


def test_followed_courses_are_judged_as_tracked_ones(cohort: oncourse.Table, model: oncourse.Model) -> None:
    tracked = oncourse.track(cohort, model)
    followed = oncourse.follow(cohort, model, threads=2)
    for name in ["patient", "session", "verdict", "probability", "alarm"]:
        assert followed.verdicts[name] == tracked[name]
    persons = oncourse.follow(cohort, model, per="person", keep=False)
    latest = oncourse.track(cohort, model, per="person")
    for name in ["patient", "session", "verdict", "alarm_session", "value", "threshold"]:
        assert persons.verdicts[name] == latest[name]
    assert len(persons.kept) == 0


@pytest.mark.parametrize("library", ["oncourse", "pandas", "polars", "pyarrow", "parquet"])
def test_day_by_day_is_the_same_as_at_once_through_every_library(
    cohort: oncourse.Table, model: oncourse.Model, library: str, tmp_path: object
) -> None:
    pandas = pytest.importorskip("pandas")
    frame = cohort.to_pandas()
    at_once = oncourse.follow(cohort, model).verdicts.to_pandas()
    kept: object = None
    days = []
    for first, last in [(0, 3), (4, 4), (5, 9), (10, 10_000)]:
        today = frame[frame["session"].between(first, last)].reset_index(drop=True)
        followed = oncourse.follow(today, model, kept=kept)
        days.append(followed.verdicts.to_pandas())
        if library == "oncourse":
            kept = followed.kept
        elif library == "pandas":
            kept = followed.kept.to_pandas()
        elif library == "polars":
            kept = pytest.importorskip("polars").DataFrame(followed.kept)
        else:
            kept = pytest.importorskip("pyarrow").table(followed.kept)
            if library == "parquet":
                parquet = pytest.importorskip("pyarrow.parquet")
                parquet.write_table(kept, f"{tmp_path}/kept.parquet")
                kept = parquet.read_table(f"{tmp_path}/kept.parquet")
    joined = pandas.concat(days).astype({"verdict": object, "rule": object, "status": object})
    expected = at_once.astype({"verdict": object, "rule": object, "status": object})
    order = ["patient", "session"]
    pandas.testing.assert_frame_equal(
        joined.sort_values(order).reset_index(drop=True),
        expected.sort_values(order).reset_index(drop=True),
        check_exact=True,
    )


def test_rows_are_counted_where_there_are_days_and_no_sessions(model: oncourse.Model) -> None:
    day = [0, 0, 8, 7, 15, 16]
    rows = {"patient": ["a", "b"] * 3, "session": [0, 0, 1, 1, 2, 2], "day": day, "total": [20, 18, 19, 12, 19, 7]}
    rows["medication"] = [0] * 6
    for per in ("session", "person"):
        stated = oncourse.track(rows, model, day="day", per=per)
        counted = oncourse.track(rows, model, day="day", session=None, per=per)
        assert counted.columns == stated.columns
        for name in counted.columns:
            assert counted[name] == stated[name]
    followed = oncourse.follow(rows, model, day="day", session=None).verdicts
    assert followed["session"] == rows["session"]
    assert followed["verdict"] == oncourse.track(rows, model, day="day")["verdict"]
    for call in (oncourse.track, oncourse.follow):
        with pytest.raises(oncourse.InvalidArgument, match="neither sessions nor dates nor days"):
            call(rows, model, session=None)


def test_a_refused_sheet_is_no_missing_one_where_its_total_is_infinite(model: oncourse.Model) -> None:
    rows: dict[str, list[object]] = {f"q{i}": [2, 2, 1, 2, 2, 1] for i in range(1, 10)}
    rows["q1"], rows["q2"] = [7, 2, 1, None, 2, 1], [2, 2, 1, None, 2, 1]
    rows |= {"patient": list("aaabbb"), "session": [0, 1, 2] * 2, "medication": [0] * 6}
    for i in range(3, 10):
        rows[f"q{i}"] = [2, 2, 1, None, 2, 1]
    tracked = oncourse.track(rows, model)
    assert tracked["status"] == ["response_range"] * 3 + ["ok"] * 3
    scores = oncourse.score(rows, "phq-9", keep=["patient", "session", "medication"]).to_dict()
    scores["total"][0] = float("inf")
    for found in (oncourse.track(scores, model), oncourse.follow(scores, model).verdicts):
        assert found["verdict"] == tracked["verdict"]
        assert [status == "response_range" for status in found["status"]] == [True] * 3 + [False] * 3


def test_verdicts_are_categories(cohort: oncourse.Table, model: oncourse.Model) -> None:
    verdicts = oncourse.follow(cohort, model).verdicts
    kinds = ["undetermined", "on_track", "off_track", "reached_target"]
    pytest.importorskip("pandas")
    assert list(verdicts.to_pandas()["verdict"].cat.categories) == kinds
    polars = pytest.importorskip("polars")
    assert polars.DataFrame(verdicts)["verdict"].to_list() == verdicts["verdict"]
    pyarrow = pytest.importorskip("pyarrow")
    column = pyarrow.table(verdicts)["verdict"]
    assert column.type == pyarrow.dictionary(pyarrow.int8(), pyarrow.large_string())
    assert column.to_pylist() == verdicts["verdict"]
    assert list(verdicts.to_numpy("verdict")) == verdicts["verdict"]


def test_what_cannot_be_followed_is_said(cohort: oncourse.Table, model: oncourse.Model) -> None:
    rows = {"patient": ["a", "a", "a", "b"], "session": [0, 2, 1, 0], "total": [18, 17, 16, 30], "medication": [0] * 4}
    found = oncourse.follow(rows, model)
    assert found.verdicts["status"] == ["ok", "ok", "session_order", "response_range"]
    assert found.refusals["row"] == [2, 3]
    assert found.refusals["detail"][0] == "session 1 follows session 2"
    with pytest.raises(oncourse.InvalidArgument, match="kept for another plan, target"):
        oncourse.follow(rows, model, target="score:9", kept=found.kept)
    with pytest.raises(oncourse.InvalidArgument, match="per is session or person"):
        oncourse.follow(rows, model, per="day")  # type: ignore[arg-type]
