"""Sudden gains: laws, the published rule, and what R's suddengains 0.7.2 finds in real courses."""

from __future__ import annotations

import json
import math
import os
import pathlib
from typing import Any

import numpy
import pandas
import polars
import pyarrow
import pytest
from hypothesis import given
from hypothesis import strategies as st

import oncourse
from oncourse import MeanCriterion, ShareCriterion, SuddenGainRule, sudden_gains

shared = pathlib.Path(os.environ.get("ONCOURSE_SHARED", pathlib.Path(__file__).parents[3] / "shared"))
golden = shared / "golden/sudden_gains_visible.json"
cases = [
    "default_crit1_7",
    "crit3_no_adjust_2776",
    "crit12_only",
    "losses_crit2_neg25",
    "reframed_default_6",
]
series = st.lists(st.one_of(st.integers(0, 40), st.none()), min_size=4, max_size=14).filter(
    lambda one: sum(score is not None for score in one) > 1 and one[0] is not None
)
tang = [30, 29, 30, 15, 14, 13, 12]


def found_by(rule: SuddenGainRule, scores: Any) -> list[tuple[int, float, bool | None]]:
    gains = sudden_gains(scores, rule).gains
    return list(zip(gains["session"], gains["magnitude"], gains["reversed"]))


@given(series)
def test_a_gain_is_a_gain_on_the_reversed_scale(scores: list[int | None]) -> None:
    end = {"lower": 0.0, "higher": 50.0}
    own, mirrored = (
        SuddenGainRule(better=b, points=5, share=ShareCriterion(of="distance_to_end", scale_end=end[b]))  # type: ignore[arg-type]
        for b in ("lower", "higher")
    )
    assert found_by(own, scores) == found_by(mirrored, [None if x is None else 50 - x for x in scores])


@given(series, st.integers(-30, 30))
def test_a_constant_added_changes_nothing_but_shares_of_a_score(scores: list[int | None], constant: int) -> None:
    rule = SuddenGainRule(better="lower", points=5, share=None)
    assert found_by(rule, scores) == found_by(rule, [None if x is None else x + constant for x in scores])


@given(series)
def test_a_loss_is_a_gain_backwards_in_value(scores: list[int | None]) -> None:
    gain = SuddenGainRule(better="lower", points=5, share=None)
    loss = SuddenGainRule(better="lower", points=5, share=None, kind="loss")
    assert found_by(gain, scores) == found_by(loss, [None if x is None else -x for x in scores])


@given(st.permutations(range(5)))
def test_the_order_of_persons_changes_nothing(order: list[int]) -> None:
    courses = [tang, tang[::-1], [20, 12, 20, 12, 20, 12], [9, None, 9, 2, 1, 1], [30, 20, 10, 9, 8]]
    rule = SuddenGainRule(better="lower", points=5)
    rows = [(person, i + 1, x) for person in order for i, x in enumerate(courses[person])]
    table = {name: list(column) for name, column in zip(("patient", "session", "total"), zip(*rows))}
    persons = sudden_gains(table, rule).persons
    by_person = {row["patient"]: row for row in persons.rows()}
    for person, course in enumerate(courses):
        alone = next(sudden_gains(course, rule).persons.rows())
        assert {**alone, "patient": person} == by_person[person]


def test_the_published_rule_finds_what_it_should() -> None:
    """Criterion 3 without sqrt(1/n + 1/n): 3 + 3 scores ask for a difference of 2.776 pooled sds."""
    found = sudden_gains(tang, SuddenGainRule(better="lower", points=7))
    assert (found.gains["session"], found.gains["next_session"], found.gains["magnitude"]) == ([3], [4], [15.0])
    assert found.gains["share_of_total"] == [pytest.approx(15 / 18)]
    row = next(one for one in found.intervals.rows() if one["from"] == 3)
    assert row["critical"] == pytest.approx(2.776, abs=5e-4)
    assert row["pooled_sd"] == pytest.approx(math.sqrt((2 * (1 / 3) + 2 * 1) / 4))
    assert (found.of_all["gains"], found.counts["planned"], found.counts["tested"]) == (1, 6, 4)
    assert "7 points and 25 % and means" in repr(SuddenGainRule(better="lower", points=7))


def test_nan_is_a_missed_session_and_infinity_an_error() -> None:
    rule = SuddenGainRule(better="lower", points=5, means=None)
    assert sudden_gains([20, math.nan, 20, 10, 9], rule).gains.to_dict() == (
        sudden_gains([20, None, 20, 10, 9], rule).gains.to_dict()
    )
    persons = sudden_gains([20, math.inf, 20, 10, 9], rule).persons
    assert persons["status"] == ["bad_argument"] and persons["gains"] == [None]
    assert sudden_gains([20, math.inf, 20, 10, 9], rule).counts["persons_refused"] == 1
    bridged = SuddenGainRule(better="lower", points=5, means=None, bridge=1)
    assert found_by(rule, [20, 20, None, 10, 9]) == []
    assert found_by(bridged, [20, 20, None, 10, 9]) == [(2, 10.0, False)]


def test_every_library_and_both_shapes_say_the_same() -> None:
    wide = {"id": ["a", "b"], **{f"s{i + 1}": [x, 20 + i % 2] for i, x in enumerate(tang)}}
    sessions = [f"s{i + 1}" for i in range(len(tang))]
    long = {
        "id": [who for who in wide["id"] for _ in sessions],
        "session": [i + 1 for _ in wide["id"] for i in range(len(tang))],
        "total": [wide[s][row] for row in range(2) for s in sessions],
    }
    rule = SuddenGainRule(better="lower", points=7)
    found = [
        sudden_gains(kind(data), rule, person="id", score=score)
        for kind in (dict, pandas.DataFrame, polars.DataFrame, pyarrow.table)
        for data, score in ((wide, sessions), (long, "total"))
    ]
    found.append(sudden_gains({k: numpy.array(v) for k, v in long.items()}, rule, person="id"))
    for table in ("gains", "intervals", "persons"):
        assert all(getattr(one, table).to_dict() == getattr(found[0], table).to_dict() for one in found)
    assert found[0].gains["id"] == ["a"]


def test_windows_are_the_scores_around_a_gain() -> None:
    gains = sudden_gains(tang, SuddenGainRule(better="lower", points=7)).gains
    rows: dict[str, list[Any]] = {"patient": ["x"] * 7, "session": list(range(1, 8)), "total": tang, "at": [3] * 7}
    windows = oncourse.session_windows(rows)
    around = ["n_minus_2", "n_minus_1", "n", "n_plus_1", "n_plus_2", "n_plus_3"]
    assert [windows[name] for name in around] == [gains[name] for name in around]
    assert oncourse.session_windows({**rows, "at": [None] * 7})["status"] == ["not_available"]


def test_a_rule_without_criteria_is_refused() -> None:
    with pytest.raises(oncourse.InvalidArgument):
        SuddenGainRule(better="lower", share=None, means=None)
    assert SuddenGainRule(instrument="phq-9").points == 6
    assert oncourse.points_beyond_error(8.0, 0.8) == pytest.approx(1.96 * math.sqrt(2) * 8 * math.sqrt(0.2))


def courses_of(case: dict[str, Any]) -> polars.DataFrame:
    if not case["variables"][0].startswith("m"):
        return polars.read_csv(shared / "data/suddengains_sgdata.csv", null_values="NA")
    wide = polars.read_csv(shared / "data/reframed_phq9_hamd.csv", null_values="NA").pivot(
        on="month", index="patient", values="phq9"
    )
    return wide.rename({"patient": "id", **{name: "m" + name for name in wide.columns if name.isdigit()}})


@pytest.mark.skipif(not golden.exists(), reason="reference data are not there: set ONCOURSE_SHARED")
@pytest.mark.parametrize("id", cases)
def test_the_gains_of_real_courses_are_those_of_suddengains(id: str) -> None:
    """But for the reversal, which they look for one session too late: reversal_from=3 is what they do."""
    case = json.loads(golden.read_text())["results"][id]
    args, loss, variables = case["args"], case["identify"] == "sl", case["variables"]
    assert (variables[0], variables[-1]) == (case["tx_start"], case["tx_end"])
    rule = SuddenGainRule(
        better="lower",
        kind="loss" if loss else "gain",
        points=abs(args["sg_crit1_cutoff"]),
        share=abs(args.get("sg_crit2_pct", 0.25)),
        means=MeanCriterion(critical=None if args.get("sg_crit3_adjust", True) else 2.776)
        if args.get("sg_crit3", True)
        else None,
        total=(1, len(variables)),
        reversal_from=3,
    )
    found = sudden_gains(courses_of(case), rule, person="id", score=variables)
    theirs, sign = case["bysg"], -1.0 if loss else 1.0
    measure = "sg_phq_" if "sg_phq_n" in theirs else "sg_bdi_"
    columns = {
        "id": "id",
        "session": "sg_session_n",
        **{
            own: measure + name
            for own, name in zip(
                ("n_minus_2", "n_minus_1", "n", "n_plus_1", "n_plus_2", "n_plus_3", "total_improvement"),
                ("2n", "1n", "n", "n1", "n2", "n3", "tx_change"),
            )
        },
        "magnitude": "sg_magnitude",
        "share_of_total": "sg_change_proportion",
        "reversal_value": "sg_reversal_value",
        "of_person": "sg_freq_byperson",
    }
    order = sorted(range(len(theirs["id"])), key=lambda row: (int(theirs["id"][row]), theirs["sg_session_n"][row]))
    rows = sorted(found.gains.rows(), key=lambda row: (row["id"], row["session"]))
    assert len(rows) == case["n_events"] == found.of_all["gains"]
    for own, name in columns.items():
        factor = sign if own in ("magnitude", "share_of_total") else 1.0
        for row, place in zip(rows, order):
            value = theirs[name][place]
            if value is None:
                assert row[own] is None
            else:
                assert row[own] == pytest.approx(factor * float(value), abs=1e-9), own
    assert [bool(row["reversed"]) for row in rows] == [bool(theirs["sg_reversal"][place]) for place in order]
    flags = case["interval_flags"]
    assert len(found.intervals) == len(flags["id"]) * (len(variables) - 3)
    for row in found.intervals.rows():
        at = flags["id"].index(row["id"])
        given = [flags[f"{case['identify']}_{one}{row['from']}to{row['to']}"][at] for one in ("crit1_", "crit3_")]
        assert [row["points"], row["means"]] == [None if one is None else bool(one) for one in given]


def test_where_suddengains_differs_from_the_publication() -> None:
    """The rows of the table in coming_from_r.md that one course can show."""
    lost_at_once = [30, 30, 30, 15, 28, 14, 13, 12]
    simple: dict[str, Any] = {"better": "lower", "points": 7, "share": None, "means": None}
    at_once, late = SuddenGainRule(**simple), SuddenGainRule(**simple, reversal_from=3)
    assert found_by(at_once, lost_at_once)[0] == (3, 15.0, True)
    assert found_by(late, lost_at_once)[0] == (3, 15.0, False)
    back_at_start = sudden_gains([20, 21, 20, 10, 11, 10, 20], SuddenGainRule(**simple)).gains
    assert (back_at_start["total_improvement"], back_at_start["share_of_total"]) == ([0.0], [None])
    against = sudden_gains([20, 10, 10, 19, 18, 12, 9], SuddenGainRule(**{**simple, "kind": "loss"})).gains
    assert (against["total_improvement"], against["share_of_total"]) == ([11.0], [pytest.approx(-9 / 11)])
    losses: dict[str, Any] = {"better": "lower", "kind": "loss", "means": None}
    slight = [40, 40, 40, 48, 48, 48]
    assert found_by(SuddenGainRule(**losses, points=7), slight) == []
    assert found_by(SuddenGainRule(**losses, points=7, share=None), slight) == [(3, 8.0, False)]
    assert sudden_gains([0] * 6, SuddenGainRule(better="lower", means=None)).intervals["share"] == [False] * 3
    flat = [10, 10, 10, 3, 3, 3]
    assert len(found_by(SuddenGainRule(better="lower", points=5), flat)) == 1
    assert found_by(SuddenGainRule(better="lower", points=5, means=MeanCriterion(needs_variance=True)), flat) == []
    largest = sudden_gains([5, 5, 15, 15, 35, 35, 35], SuddenGainRule(**{**simple, "kind": "loss"}), which="largest")
    assert largest.persons["magnitude"] == [20.0]
