"""Groups, services and a clinic's own reliability, each against its formula written once more."""

from __future__ import annotations

import math
from typing import Any

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

import oncourse
from oncourse import Measure

pairs: dict[str, Any] = {
    "pre": [20.0, 18, 25, 14, 19, 22, 17, None],
    "post": [9.0, 15, 20, 12, 8, 25, 16, 4],
    "arm": ["a", "b", "a", "b", "a", "b", "a", "b"],
}


def test_the_standardised_change_is_beckers_with_hedges_correction() -> None:
    row = list(oncourse.group_change(pairs, better="lower").rows())[-1]
    pre, post = numpy.array(pairs["pre"][:-1]), numpy.array(pairs["post"][:-1])
    n, r = 7, numpy.corrcoef(pre, post)[0, 1]
    correction = math.gamma(3) / (math.sqrt(3) * math.gamma(2.5))
    g = correction * (pre.mean() - post.mean()) / pre.std(ddof=1)
    se = math.sqrt(2 * (1 - r) / n + g**2 / (2 * n))
    assert (row["n"], row["missing"]) == (n, 1)
    assert [row["effect"], row["effect_se"], row["correlation"]] == pytest.approx([g, se, r], abs=1e-12)
    changes = post - pre
    assert row["t"] == pytest.approx(changes.mean() / (changes.std(ddof=1) / math.sqrt(n)))
    raw = list(oncourse.group_change(pairs, better="lower", small_sample_correction=False).rows())[-1]
    assert raw["effect"] == pytest.approx(g / correction)


@given(st.permutations(range(8)), st.integers(-50, 50))
def test_neither_the_order_of_persons_nor_a_constant_changes_an_effect(order: list[int], constant: int) -> None:
    moved = {
        name: [None if column[i] is None else column[i] + constant for i in order]
        for name, column in pairs.items()
        if name != "arm"
    }
    own, other = (oncourse.group_change(data, better="lower") for data in (pairs, moved))
    for name in ("effect", "effect_low", "t", "p", "improvement"):
        assert own[name] == pytest.approx(other[name], abs=1e-9)
    reversed_scale = {name: [None if x is None else 60 - x for x in moved[name]] for name in ("pre", "post")}
    assert oncourse.group_change(reversed_scale, better="higher")["effect"] == pytest.approx(own["effect"], abs=1e-9)


def test_groups_differ_by_welchs_test() -> None:
    row = next(oncourse.group_difference(pairs, group="arm", better="lower", important=3).rows())
    a, b = (
        [post - pre for pre, post, arm in zip(*pairs.values()) if arm == which and pre is not None] for which in "ab"
    )
    va, vb = numpy.var(a, ddof=1) / len(a), numpy.var(b, ddof=1) / len(b)
    difference = numpy.mean(b) - numpy.mean(a)
    assert (row["arm"], row["n"], row["missing"], row["n_reference"]) == ("b", 3, 1, 4)
    assert row["difference"] == pytest.approx(difference)
    assert row["t"] == pytest.approx(difference / math.sqrt(va + vb))
    assert row["df"] == pytest.approx((va + vb) ** 2 / (va**2 / 3 + vb**2 / 2))
    after = next(oncourse.group_difference(pairs, group="arm", pre=None, better="lower", important=3).rows())
    assert after["missing"] == 0
    with pytest.raises(oncourse.InvalidArgument):
        oncourse.group_difference(pairs, group="arm", reference="c", better="lower", important=3)


def test_a_benchmark_counts_the_uncertainty_of_both() -> None:
    found = oncourse.benchmark_effect((0.92, 0.05), (1.10, 0.08), margin=0.4)
    assert found.difference == pytest.approx(-0.18)
    assert found.standard_error == pytest.approx(math.hypot(0.05, 0.08))
    assert (found.verdict, found.good_enough, found.equivalent) == ("not_distinguishable", True, True)
    assert oncourse.benchmark_effect((0.92, 0.05), (1.10, 0.0)).verdict == "below"
    assert oncourse.benchmark_effect((0.92, 0.05), (1.10, 0.0)).good_enough is None
    assert oncourse.benchmark_rate((80, 100), 0.5).verdict == "above"
    # Newcombe 1998, Stat Med 17:873-890, table II, method 10: 56/70 and 48/80 differ by .0524 to .3339
    low, high = oncourse.benchmark_rate((56, 70), (48, 80)).interval
    assert (low, high) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_referrals_are_judged_by_the_pair() -> None:
    table = {
        "service": ["x", "x", "x", "y", "y"],
        "p1": [20, 15, 4, 20, 20],
        "p2": [5, 4, 3, None, 19],
        "g1": [15, 4, 3, 15, 4],
        "g2": [5, 12, 3, 5, 4],
    }
    measures = {"first": Measure("p1", "p2", "phq-9"), "second": Measure("g1", "g2", "gad-7")}
    found = oncourse.talking_therapies(table, group="service", **measures)
    assert found.referrals["recovered"] == [True, False, False, None, False]
    assert found.referrals["change"][:2] == ["reliable_improvement", "no_reliable_change"]
    assert found.referrals["status"][3] == "not_enough_sessions"
    everybody = list(found.rates.rows())[-1]
    assert (everybody["service"], everybody["referrals"], everybody["not_completed"]) == (None, 5, 1)
    assert (everybody["recovery"], everybody["recovery_of"]) == (1, 3)
    children = oncourse.talking_therapies(table, policy="children", **measures)
    assert children.referrals["change"][1] == "reliable_deterioration"
    stated = Measure("g1", "g2", reliable_change=4, caseness=8)
    assert oncourse.talking_therapies(table, first=measures["first"], second=stated).referrals.to_dict() == (
        oncourse.talking_therapies(table, **measures).referrals.to_dict()
    )
    with pytest.raises(oncourse.InvalidArgument, match="either an instrument, or its own reliable_change"):
        oncourse.talking_therapies(table, first=Measure("p1", "p2"))


def test_alpha_is_cronbachs_and_its_error_that_of_the_sum(sheets: oncourse.Table) -> None:
    names = [f"q{i}" for i in range(1, 10)]
    row = next(oncourse.internal_consistency(sheets, names).rows())
    answers = numpy.array([sheets[name] for name in names], dtype=float)
    answers = answers[:, ~numpy.isnan(answers).any(axis=0)]
    variances, total = answers.var(axis=1, ddof=1).sum(), answers.sum(axis=0).var(ddof=1)
    alpha = 9 / 8 * (1 - variances / total)
    assert (row["persons"], row["left_out"]) == (answers.shape[1], len(sheets) - answers.shape[1])
    assert [row["alpha"], row["sem"]] == pytest.approx([alpha, math.sqrt(total * (1 - alpha))])
    assert row["smallest_detectable_change"] == pytest.approx(oncourse.smallest_detectable_change(row["sem"]))
    assert row["alpha_low"] < alpha < row["alpha_high"]
    assert row["omega_proper"] and row["omega"] == pytest.approx(alpha, abs=0.02)
    assert oncourse.internal_consistency(sheets, instrument="phq-9").to_dict() == (
        oncourse.internal_consistency(sheets, names).to_dict()
    )
    with pytest.raises(oncourse.InvalidArgument, match="items are named one by one"):
        oncourse.internal_consistency(sheets)


def test_retest_is_the_example_of_shrout_and_fleiss() -> None:
    """Shrout & Fleiss 1979, Psychol Bull 86:420-428, table 2: ICC(2,1) = .29, ICC(3,1) = .71."""
    judges = {
        "one": [9, 6, 8, 7, 10, 6],
        "two": [2, 1, 4, 1, 5, 2],
        "three": [5, 3, 6, 2, 6, 4],
        "four": [8, 2, 8, 6, 9, 7],
    }
    row = next(oncourse.retest(judges, list(judges)).rows())
    assert [row["agreement"], row["consistency"]] == pytest.approx([0.29, 0.71], abs=0.005)
    assert oncourse.standard_error_of_measurement(10, 0.84) == pytest.approx(4.0)
    assert oncourse.smallest_detectable_change(4.0, persons=4) == pytest.approx(1.959964 * math.sqrt(2) * 2, rel=1e-6)


def test_shares_of_true_scores_need_the_reliability_and_mirror() -> None:
    pre, post = [20, 18, 15, 22, 17, 19], [9, 12, 14, 10, 13, 7]
    shares = oncourse.group_change(pre=pre, post=post, better="lower", reliability=0.85, true_cutoff=12)
    turned = oncourse.group_change(
        pre=[27 - x for x in pre], post=[27 - x for x in post], better="higher", reliability=0.85, true_cutoff=15
    )
    for name in ("improved_share", "functional_share"):
        assert 0 < shares[name][0] < 1
        assert turned[name][0] == pytest.approx(shares[name][0], abs=1e-12)
    assert oncourse.group_change(pre=pre, post=post, better="lower")["improved_share"] == [None]
    with pytest.raises(oncourse.InvalidArgument, match="needs the reliability"):
        oncourse.group_change(pre=pre, post=post, better="lower", true_cutoff=12)
