"""Drift checks of alarms on arrays and frames, course by course, kept and resumed."""

from __future__ import annotations

import json
import random

import numpy
import pandas
import polars
import pytest

import oncourse

reference = oncourse.DriftReference(reached=199, cut_off=20, missed=180, missed_flagged=80)


def courses(seed: int, n: int = 150, rate: float = 0.5) -> pandas.DataFrame:
    draw = random.Random(seed)
    flags = [int(draw.random() < rate) for _ in range(n)]
    return pandas.DataFrame({"flagged": flags, "reached": [draw.choice([0.0, 1.0, None]) for _ in range(n)]})


def same(one: oncourse.Drift, other: oncourse.Drift) -> bool:
    return str(one) == str(other) and list(one.groups.rows()) == list(other.groups.rows()) and one.p == other.p


def test_takes_arrays_lists_series_and_columns_of_every_library() -> None:
    frame = courses(1)
    found = oncourse.drift_check("flagged", "reached", frame, reference=reference)
    flags, ends = frame["flagged"], frame["reached"]
    lists = [bool(flag) for flag in flags], [None if numpy.isnan(end) else bool(end) for end in ends]
    for flagged, reached in (
        (flags, ends),
        (flags.to_numpy(), ends.to_numpy()),
        (flags.to_numpy() == 1, ends.to_numpy()),
        lists,
    ):
        assert same(oncourse.drift_check(flagged, reached, reference=reference), found)
    assert same(oncourse.drift_check("flagged", "reached", polars.DataFrame(frame), reference=reference), found)


def test_says_what_it_found_in_words_and_figures() -> None:
    found = oncourse.drift_check("flagged", "reached", courses(2, rate=0.9), reference=reference)
    assert found.found and found.p < 0.05 and found.threshold == pytest.approx(120)
    assert repr(found) == f"<Drift: found at course {found.found_at}, of 150 courses, p {found.p:.3g}>"
    assert f"found at course {found.found_at} of 150" in str(found)
    rows = {row["group"]: row for row in found.groups.rows()}
    assert list(rows) == ["reached", "missed", "all"]
    assert rows["reached"]["expected"] == pytest.approx(0.1)
    assert rows["reached"]["more_p"] == pytest.approx(min(1.0, 1.0 / rows["reached"]["more_greatest"]))
    assert found.found_at == min(row["more_found_at"] for row in rows.values() if row["more_found_at"])
    assert rows["reached"]["low"] < rows["reached"]["rate"] < rows["reached"]["high"]
    none = oncourse.drift_check([], [], reference=reference)
    assert not none.found and none.p == 1 and repr(none) == "<Drift: none found, of 0 courses, p 1>"
    assert list(none.groups.rows())[0]["rate"] is None


@pytest.mark.parametrize("count_open", [False, True])
def test_carried_on_from_what_json_kept_is_the_batch(count_open: bool) -> None:
    frame = courses(3)
    options = {"delta": 0.2, "count_open": count_open}
    monitor = oncourse.DriftMonitor(reference, **options)
    for flagged, reached in zip(frame["flagged"], frame["reached"]):
        monitor.add(bool(flagged), None if numpy.isnan(reached) else bool(reached))
        kept = json.loads(json.dumps(monitor.state))
        monitor = oncourse.DriftMonitor.from_state(kept, reference, **options)
        assert monitor.state == kept
    assert same(monitor.result(), oncourse.drift_check("flagged", "reached", frame, reference=reference, **options))


def test_courses_are_added_all_or_none() -> None:
    monitor = oncourse.DriftMonitor(reference)
    monitor.add_courses([1, 0], [1, 0])
    before = monitor.state
    with pytest.raises(oncourse.InvalidArgument, match="row 2: flagged is 3, it must be 0 or 1"):
        monitor.add_courses([1, 3], [1, 1])
    assert monitor.state == before


def test_judges_open_courses_alone_where_they_count() -> None:
    found = oncourse.drift_check([1, 0, 1], reference=reference, count_open=True)
    assert [row["courses"] for row in found.groups.rows()] == [0, 0, 3]
    without = oncourse.drift_check([1, 0, 1], reference=reference)
    assert [row["courses"] for row in without.groups.rows()] == [0, 0, 0]
    alone = oncourse.drift_check([1, 0], [1, 1], reference=oncourse.DriftReference(50, 5))
    assert [row["group"] for row in alone.groups.rows()] == ["reached"]


def test_refuses_what_cannot_be() -> None:
    for counts, why in (
        ((0, 0), "0 reached the target"),
        ((10, 0), "no alarm can ever be raised"),
        ((10, 11), "cut off 11 of 10"),
        ((10, 1, 5, 6), "6 of 5 who missed"),
        ((10, 1, -1, 0), "-1 persons"),
    ):
        with pytest.raises(oncourse.InvalidArgument, match=why):
            oncourse.DriftReference(*counts)
    for flagged, reached, options, why in (
        ([1, None], [1, 1], {}, "row 2 has no flagged"),
        ([1, 0], [1, 2], {}, "row 2: reached is 2"),
        ([1, 0], [1], {}, "column reached has 1 rows, flagged has 2"),
        ([1], [1], {"delta": 1.0}, "delta is 1"),
        ([1], [1], {"level": 0.0}, "confidence level 0"),
        (["yes"], [1], {}, "flagged"),
    ):
        with pytest.raises(oncourse.InvalidArgument, match=why):
            oncourse.drift_check(flagged, reached, reference=reference, **options)
    kept = oncourse.DriftMonitor(reference).state
    with pytest.raises(oncourse.InvalidArgument, match="lacks a part"):
        oncourse.DriftMonitor.from_state({name: kept[name] for name in ("courses", "open", "all")}, reference)
    for name, value in (("open", 1), ("courses", -1)):
        with pytest.raises(oncourse.InvalidArgument, match="the state of the drift check: "):
            oncourse.DriftMonitor.from_state({**kept, name: value}, reference)
