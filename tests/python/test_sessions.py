"""Change over sessions: stated criteria, asked of one person and of many alike."""

from __future__ import annotations

import datetime
import math
from typing import Any

import pandas
import polars
import pytest
from hypothesis import given
from hypothesis import strategies as st

import oncourse
from oncourse import (
    EarlyResponseCriterion,
    ReliablePoints,
    ReliableTrendCriterion,
    RemissionCriterion,
    ResponseCriterion,
    change_over_sessions,
)

course = [20, 18, None, 12, 9, 4, 4, 4, 13, 12]
scores = st.lists(st.integers(1, 27), min_size=2, max_size=12)
criteria: dict[str, Any] = {
    "response": ResponseCriterion(points=8),
    "early_response": EarlyResponseCriterion(within=3, points=4),
    "reliable": ReliablePoints(6, 4),
    "trend": ReliableTrendCriterion(sd=5, reliability=0.85),
    "plateau_scores": 3,
}
measured_in_points = ("baseline", "last_score", "plateau_mean", "trend_slope", "trend_z", "detail")


def without_scores(persons: oncourse.Table) -> dict[str, Any]:
    return {name: persons[name] for name in persons.columns if name not in measured_in_points}


@given(scores)
def test_reversing_the_scale_mirrors_every_answer(series: list[int]) -> None:
    limits: dict[str, Any] = {"remission": RemissionCriterion(4), "functional": 9}
    mirrored: dict[str, Any] = {"remission": RemissionCriterion(24), "functional": 19}
    own = change_over_sessions(series, better="lower", **criteria, **limits)
    other = change_over_sessions([28 - x for x in series], better="higher", **criteria, **mirrored)
    assert without_scores(own.persons) == without_scores(other.persons)
    assert own.events["kind"] == other.events["kind"] and own.events["time"] == other.events["time"]


@given(scores, st.integers(-30, 30))
def test_a_constant_added_changes_nothing(series: list[int], constant: int) -> None:
    own, moved = (
        change_over_sessions([x + c for x in series], better="lower", functional=9 + c, **criteria)
        for c in (0, constant)
    )
    assert without_scores(own.persons) == without_scores(moved.persons)


def test_a_course_is_told_event_by_event() -> None:
    found = change_over_sessions(
        course,
        better="lower",
        early_response=EarlyResponseCriterion(by_session=3),
        remission=RemissionCriterion(4, recovery_scores=3, ends_by="beyond_limit", relapse_limit=10),
        reliable=ReliablePoints(6),
        functional=9,
    )
    when = dict(zip(found.events["kind"], found.events["session"]))
    assert when == {
        "early_response": 3,
        "response": 4,
        "sustained_response": 5,
        "loss_of_response": 8,
        "remission": 5,
        "recovery": 7,
        "recurrence": 8,
        "reliable_improvement": 3,
        "sustained_improvement": 4,
        "good_enough_level": 4,
    }
    row = next(found.persons.rows())
    assert (row["scores"], row["missed"], row["remission_state"], row["good_enough_kept"]) == (9, 1, "recurred", False)
    assert (row["response"], row["response_follow_up"]) == (True, 4.0)
    assert row["trend_class"] is None, "not asked"


def test_many_persons_mixed_are_each_alone(cohort: oncourse.Table) -> None:
    many = change_over_sessions(cohort, instrument="phq-9", **{**criteria, "reliable": None}).persons
    frame = cohort.to_pandas()
    shuffled = frame.sort_values(["session", "patient"], kind="stable")
    by_person = {row["patient"]: row for row in many.rows()}
    mixed = change_over_sessions(shuffled, instrument="phq-9", **{**criteria, "reliable": None}).persons
    assert {row["patient"]: row for row in mixed.rows()} == by_person
    for patient, rows in list(frame.groupby("patient"))[:20]:
        series = {"patient": [patient] * len(rows), "session": rows["session"], "total": rows["total"]}
        alone = change_over_sessions(series, instrument="phq-9", **{**criteria, "reliable": None}).persons
        assert next(alone.rows()) == by_person[patient]


def test_one_bad_series_spoils_no_other() -> None:
    table = {"patient": ["a", "a", "b", "b", "c"], "session": [0, 1, 1, 0, 0], "total": [20, 9, 20, 9, 20]}
    persons = change_over_sessions(table, better="lower").persons
    assert persons["status"] == ["ok", "session_order", "not_enough_sessions"]
    assert persons["response"] == [True, None, None]
    with_nan = change_over_sessions([20.0, math.nan, 9], better="lower").persons
    assert (with_nan["missed"], with_nan["response"]) == ([1], [True])
    assert change_over_sessions([20.0, math.inf], better="lower").persons["status"] == ["bad_argument"]


def test_times_may_be_dates_of_any_library() -> None:
    days = [datetime.date(2026, 1, 5), datetime.date(2026, 1, 12), datetime.date(2026, 2, 2)]
    plain = {"patient": ["a"] * 3, "session": days, "total": [20, 15, 9]}
    for table in (plain, pandas.DataFrame(plain), polars.DataFrame(plain)):
        assert change_over_sessions(table, better="lower").persons["response_follow_up"] == [28.0]


def test_a_trend_of_two_scores_is_the_index_of_jacobson_and_truax() -> None:
    found = oncourse.reliable_trend([47.5, 32.5], sd=7.5, reliability=0.8, better="lower")
    rule = oncourse.ChangeRule.index(
        "jacobson_truax", oncourse.ScoreStatistics(pre_sd=7.5, reliability=0.8), better="lower"
    )
    assert found["z"] == [pytest.approx(rule.statistic(47.5, 32.5))]
    assert found["class"] == ["improved"]
    strict = oncourse.reliable_trend([47.5, 32.5], sd=7.5, reliability=0.8, better="lower", improvement=4)
    assert strict["class"] == ["unchanged"]


def test_what_the_acnp_task_force_asks_for() -> None:
    """Rush et al. 2006: three weeks of remission, and recovery four months after its onset; times in days."""
    weekly = {"patient": ["a"] * 30, "session": [7 * i for i in range(30)], "total": [20] * 5 + [3] * 25}
    found = change_over_sessions(
        weekly, better="lower", remission=RemissionCriterion.acnp(limit=5, relapse_limit=10, week=7)
    )
    when = dict(zip(found.events["kind"], found.events["time"]))
    assert when["remission"] == 35 + 21
    assert when["recovery"] - 35 == pytest.approx(4 * 365.25 / 12, abs=7)


def test_criteria_that_cannot_be_meant_are_refused_where_they_are_made() -> None:
    for refused in (
        lambda: ResponseCriterion(percent=0),
        lambda: EarlyResponseCriterion(),
        lambda: ReliablePoints(-1),
        lambda: ReliableTrendCriterion(sd=5, reliability=1),
        lambda: RemissionCriterion(4, ends_by="beyond_limit"),
        lambda: RemissionCriterion(4, relapse_limit=10),
        lambda: change_over_sessions(course, better="lower", functional=9),
        lambda: change_over_sessions(course, better="lower", plateau_scores=3),
    ):
        with pytest.raises(oncourse.InvalidArgument):
            refused()


def test_a_course_is_asked_what_is_asked_of_many() -> None:
    course = oncourse.Course()
    totals: dict[int, float | None] = {0: 20, 1: 19, 2: 20, 3: None, 4: 19, 6: 8, 7: 7, 8: 8, 9: 6}
    for session, total in totals.items():
        course.add_session(session, 7 * session)
        if total is not None:
            course.add_total(session, "phq-9", total)
    scores = course.scores("phq-9")
    assert scores["session"] == list(totals) and scores["total"] == list(totals.values())
    found = oncourse.change_over_sessions(scores, person=None, time="day", instrument="phq-9")
    many = {"patient": ["x"] * len(totals), **scores.to_dict()}
    same = oncourse.change_over_sessions(many, time="day", instrument="phq-9")
    assert found.events["time"] == same.events["time"] != []
    rule = oncourse.SuddenGainRule(instrument="phq-9", bridge=1)
    assert oncourse.sudden_gains(scores, rule, person=None).gains["session"] == [4]
    with pytest.raises(oncourse.InvalidArgument):
        oncourse.change_over_sessions(scores, instrument="phq-9")
