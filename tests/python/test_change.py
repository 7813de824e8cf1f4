"""Change between two scores: laws, published figures, and what R's clinicalsignificance 3.0.0 finds in real patients."""

from __future__ import annotations

import json
import math
import os
import pathlib
import typing
from typing import Any

import numpy
import pandas
import polars
import pyarrow
import pytest
from hypothesis import given
from hypothesis import strategies as st

import oncourse
from oncourse import ChangeRule, ClinicalRange, ScoreStatistics
from oncourse.change_rule import ChangeIndex

methods: tuple[Any, ...] = typing.get_args(ChangeIndex)
shared = pathlib.Path(os.environ.get("ONCOURSE_SHARED", pathlib.Path(__file__).parents[3] / "shared"))
golden = shared / "golden/change_visible.json"
needs_golden = pytest.mark.skipif(not golden.exists(), reason="reference data are not there: set ONCOURSE_SHARED")
top = 60


def statistics(place: Any = lambda score: score) -> ScoreStatistics:
    return ScoreStatistics(
        pre_sd=8, reliability=0.84, pre_mean=place(32), post_mean=place(22), post_sd=10, correlation=0.5
    )


def rules(better: Any, place: Any) -> list[ChangeRule]:
    """Every kind of rule, for scores that `place` puts where they are."""
    s, line = statistics(place), ClinicalRange(place(20.25), better=better)
    clinical, functional = (place(32), 8), (place(10), 6)
    strict = ClinicalRange.of_true_scores("c", clinical, functional, s, better=better)
    between = ClinicalRange.between("c", clinical, functional, better=better)
    made = [
        ChangeRule.index(method, s, better=better, improvement=1.5, deterioration=2.5, clinical_range=range)
        for method in methods
        for range in (None, line, strict, between)
    ]
    return [
        *made,
        ChangeRule.points(5, 3, better=better, clinical_range=line),
        ChangeRule.percent(50, 25, better=better, zero=place(0), clinical_range=line),
        ChangeRule.cutoff(strict),
    ]


scores = st.integers(1, top - 1)


@given(scores, scores)
def test_reversing_the_scale_mirrors_every_class(pre: int, post: int) -> None:
    for own, mirrored in zip(rules("lower", lambda x: x), rules("higher", lambda x: top - x)):
        assert own.classify(pre, post) == mirrored.classify(top - pre, top - post), own


@given(scores, scores, st.integers(-40, 40))
def test_a_constant_added_to_all_scores_changes_nothing(pre: int, post: int, constant: int) -> None:
    for own, moved in zip(rules("lower", lambda x: x), rules("lower", lambda x: x + constant)):
        assert own.classify(pre, post) == moved.classify(pre + constant, post + constant), own


@given(st.lists(st.tuples(scores, scores), min_size=3, max_size=20).filter(lambda p: len({a for a, _ in p}) > 1))
def test_the_order_of_persons_changes_nothing(pairs: list[tuple[int, int]]) -> None:
    rule = ChangeRule.points(6, better="lower", clinical_range=ClinicalRange(20, better="lower"))
    pre, post = (list(one) for one in zip(*pairs))
    there = oncourse.classify(None, rule, pre=pre, post=post)["class"]
    back = oncourse.classify(None, rule, pre=pre[::-1], post=post[::-1])["class"]
    assert there == back[::-1]
    summary = [oncourse.class_summary(classes=classes).to_dict() for classes in (there, back)]
    assert summary[0] == summary[1]


def test_a_person_alone_is_judged_as_in_a_table() -> None:
    pre, post = zip(*((a, b) for a in range(0, top, 7) for b in range(0, top, 5)))
    for rule in rules("lower", lambda x: x):
        if rule.measure == "percent":
            continue
        table = oncourse.classify(None, rule, pre=pre, post=post)
        assert table["class"] == [rule.classify(a, b) for a, b in zip(pre, post)]
        assert table["statistic"] == [rule.statistic(a, b) for a, b in zip(pre, post)]


def test_nan_is_an_error_or_a_counted_missing_and_never_a_class() -> None:
    for rule in rules("lower", lambda x: x):
        for pre, post in ((math.nan, 1.0), (1.0, math.nan)):
            with pytest.raises(oncourse.InvalidArgument) as refused:
                rule.classify(pre, post)
            assert refused.value.code == "not_enough_sessions"
        table = oncourse.classify({"pre": [20.0, math.nan, 20, math.inf], "post": [9.0, 5, None, 5]}, rule)
        assert table["class"][1:] == [None] * 3
        assert table["status"] == ["ok", "not_enough_sessions", "not_enough_sessions", "bad_argument"]
    counted = oncourse.class_summary({"class": ["improved", None, "improved", None]})
    assert counted["without_class"] == [2] * 5
    assert dict(zip(counted["class"], counted["count"]))["improved"] == 2
    with pytest.raises(oncourse.NotAvailable):
        ChangeRule.percent(50, better="lower").classify(0, 3)


def test_the_published_example_of_jacobson_and_truax() -> None:
    """Jacobson & Truax 1991, p. 14-16: sd 7.5, reliability .80, from 32.5 to 47.5 (upwards): S_diff 4.74, index 3.16;
    clinical 40, 7.5, functional 60, 7.5: a 55, b 45, c 50."""
    rule = ChangeRule.index("jacobson_truax", ScoreStatistics(pre_sd=7.5, reliability=0.80), better="higher")
    assert rule.standard_error == pytest.approx(4.74, abs=0.005)
    assert rule.statistic(32.5, 47.5) == pytest.approx(3.16, abs=0.005)
    assert rule.classify(32.5, 47.5) == "improved"
    for criterion, value in (("a", 55), ("b", 45), ("c", 50)):
        range = ClinicalRange.between(criterion, (40, 7.5), (60, 7.5), better="higher")  # type: ignore[arg-type]
        assert range.value == pytest.approx(value)


def test_cutoff_b_is_of_the_functional_spread() -> None:
    assert ClinicalRange.between("b", (35.48, 8.16), (7.69, 7.52), better="lower").value == pytest.approx(22.73)


def test_the_band_of_no_change_is_where_nobody_changes() -> None:
    for rule in rules("lower", lambda x: x):
        for pre in (12.0, 30.0):
            band = rule.no_change(pre)
            if band is None:
                assert rule.measure == "cutoff"
                continue
            low, high = band
            assert rule.classify(pre, low + 1e-6) == rule.classify(pre, high - 1e-6) == "unchanged"
            assert rule.classify(pre, low - 1e-6) in ("improved", "recovered")
            assert rule.classify(pre, high + 1e-6) in ("deteriorated", "harmed")


def test_an_instruments_rule_is_its_clinical_significance() -> None:
    pairs = {"pre": [20, 20, 12, 5, 12, None, 20], "post": [5, 12, 11, 15, 19, 4, 99]}
    rule = ChangeRule.of_instrument("phq-9")
    assert oncourse.classify(pairs, rule)["class"] == oncourse.clinical_significance(pairs, "phq-9")["class"]
    assert oncourse.classify(pairs, "phq-9")["status"][-1] == "response_range"
    assert "phq-9" in repr(rule) and "at least" in repr(rule)


def test_what_is_not_stated_is_refused() -> None:
    with pytest.raises(oncourse.InvalidArgument, match="which scores are better"):
        ChangeRule.points(5)
    with pytest.raises(oncourse.InvalidArgument, match="of phq-9 lower scores are better"):
        ChangeRule.points(5, better="higher", instrument="phq-9")
    with pytest.raises(oncourse.InvalidArgument, match="pre mean"):
        ChangeRule.index("edwards_nunnally", ScoreStatistics(pre_sd=8, reliability=0.8), better="lower")
    for refused in ({"pre_sd": 0, "reliability": 0.8}, {"pre_sd": 8, "reliability": 1}):
        with pytest.raises(oncourse.InvalidArgument):
            ScoreStatistics(**refused)
    with pytest.raises(oncourse.InvalidArgument, match="different directions"):
        ChangeRule.points(5, better="lower", clinical_range=ClinicalRange(10, better="higher"))


def test_every_library_gets_the_same_classes() -> None:
    pairs = {"pre": [20.0, 18.0, 12.0, 9.0], "post": [9.0, 17.0, None, 16.0], "arm": ["a", "b", "a", "b"]}
    nan = {**pairs, "post": numpy.array([9.0, 17.0, numpy.nan, 16.0]), "pre": numpy.array(pairs["pre"])}
    libraries = [pairs, pandas.DataFrame(pairs), polars.DataFrame(pairs), pyarrow.table(pairs), nan]
    rule = ChangeRule.points(6, better="lower")
    found = [oncourse.classify(data, rule, keep=["arm"]).to_dict() for data in libraries]
    assert all(one == found[0] for one in found)
    assert found[0]["class"] == ["improved", "unchanged", None, "deteriorated"]
    by_group = [oncourse.group_change(data, group="arm", better="lower").to_dict() for data in libraries]
    assert all(one == by_group[0] for one in by_group)
    assert by_group[0]["missing"] == [1, 0, 1]


def test_two_methods_against_each_other() -> None:
    pairs = {"pre": [20, 20, 20, None], "post": [9, 14, 25, 5]}
    few, many = (oncourse.classify(pairs, ChangeRule.points(n, better="lower"))["class"] for n in (5, 10))
    table = oncourse.class_contingency(first=few, second=many)
    cells = {row["class"]: row for row in table.rows()}
    assert (cells["improved"]["improved"], cells["improved"]["unchanged"]) == (1, 1)
    assert cells["deteriorated"]["unchanged"] == 1
    assert cells["without_class"]["without_class"] == 1


def test_an_average_improver_has_improved_and_deviates_from_nobody(cohort: oncourse.Table) -> None:
    total = oncourse.hierarchical_change(cohort, instrument="phq-9")
    deviation = oncourse.hierarchical_change(cohort, instrument="phq-9", judged="deviation")
    assert total.model.fixed_effects.to_dict() == deviation.model.fixed_effects.to_dict()
    slope = total.model.fixed_effects["estimate"][1]
    for own, from_mean in zip(total.persons.rows(), deviation.persons.rows()):
        if own["rate"] is not None:
            assert own["rate"] == pytest.approx(from_mean["rate"] + slope, abs=1e-12)
    count = total.persons["class"].count
    assert count("improved") > 2 * deviation.persons["class"].count("improved")
    assert deviation.persons["class"].count("deteriorated") > count("deteriorated")


@needs_golden
def test_the_classes_of_real_patients_are_those_of_clinicalsignificance() -> None:
    names = dict(zip(("JT", "GLN", "HLL", "EN", "NK", "HA"), methods))
    compared = 0
    for id, result in json.loads(golden.read_text())["results"].items():
        args, patients = result["args"], result.get("patients")
        if patients is None or args.get("rci_method") == "HLM":
            continue
        better, sample = args["better_is"], result["sample"]
        range = None
        if "cutoff" in result:
            range = ClinicalRange.between(
                args["cutoff_type"],
                (sample["m_pre"], sample["sd_pre"]),
                (args["m_functional"], args["sd_functional"]),
                better=better,
            )
            assert range.value == pytest.approx(result["cutoff"]["value"], abs=1e-9)
        if result["fn"] == "cs_percentage":
            rule = ChangeRule.percent(100 * args["pct_improvement"], better=better)
        elif result["fn"] == "cs_anchor":
            rule = ChangeRule.points(args["mid_improvement"], better=better)
        elif result["fn"] == "cs_statistical":
            assert range is not None
            rule = ChangeRule.cutoff(range)
        else:
            s = oncourse.score_statistics(
                patients, reliability=args["reliability"], post_reliability=args.get("reliability_post")
            )
            assert s.correlation == pytest.approx(sample["r_pre_post"], abs=1e-9)
            critical = result["critical_value"] if "significance_level" in args else None
            rule = ChangeRule.index(
                names[args["rci_method"]], s, better=better, improvement=critical, clinical_range=range
            )
        found = oncourse.classify(patients, rule)
        assert found["class"] == [category.lower() for category in patients["category"]], id
        theirs = patients.get("rci") or [100 * one for one in patients.get("pct_change", [])]
        if theirs:
            assert found["statistic"] == pytest.approx(theirs, abs=1e-9), id
        counts = dict(zip(*(oncourse.class_summary(found)[name] for name in ("class", "count"))))
        for category, count in zip(result["summary"]["category"], result["summary"]["n"]):
            assert counts[category.lower()] == count
        compared += len(found)
    assert compared >= 13 * 40


def claus(scale: str) -> polars.DataFrame:
    return polars.read_csv(shared / "data/clinicalsignificance_claus_2020.csv", null_values="NA").select(
        "id", "time", polars.col(scale).cast(polars.Float64)
    )


@needs_golden
def test_their_hierarchical_index_is_our_deviation() -> None:
    result = json.loads(golden.read_text())["results"]["claus_bdi_dist_HLM"]
    columns: dict[str, Any] = {"person": "id", "time": "time", "score": "bdi", "better": "lower"}
    found = oncourse.hierarchical_change(claus("bdi"), judged="deviation", **columns).persons
    ours = {str(row["id"]): row for row in found.rows() if row["status"] == "ok"}
    theirs = result["patients"]
    assert set(ours) == set(theirs["id"])
    by_id = [ours[id] for id in theirs["id"]]
    assert [row["index"] for row in by_id] == pytest.approx(theirs["rci"], abs=1e-4)  # lme4 stops that early
    assert [row["class"] for row in by_id] == [category.lower() for category in theirs["category"]]
    total = oncourse.hierarchical_change(claus("bdi"), **columns).persons["class"]
    assert (total.count("improved"), list(theirs["category"]).count("Improved")) == (23, 5)


@needs_golden
def test_the_group_level_anchor_is_that_of_clinicalsignificance() -> None:
    result = json.loads(golden.read_text())["results"]["claus_bdi_anchor_group_within"]
    pairs = claus("bdi").pivot(on="time", index="id", values="bdi")
    row = next(
        oncourse.group_change(
            pairs, pre="1", post="4", better="lower", important=result["args"]["mid_improvement"], level=0.95
        ).rows()
    )
    assert (row["n"], row["n"] + row["missing"]) == (result["n"]["n_used"], result["n"]["n_original"])
    for ours, theirs in (("pre_mean", "m_pre"), ("pre_sd", "sd_pre"), ("post_mean", "m_post"), ("post_sd", "sd_post")):
        assert row[ours] == pytest.approx(result["sample"][theirs], abs=1e-9)
    effect = result["group_effect"]
    for ours, theirs in (("change", "difference"), ("change_low", "lower"), ("change_high", "upper")):
        assert row[ours] == pytest.approx(effect[theirs][0], abs=1e-9)
    assert row["anchor"] == "probable_effect" and effect["category"] == ["Probably clinically significant effect"]


@needs_golden
def test_where_clinicalsignificance_differs_from_the_publication() -> None:
    """The rows of the table in coming_from_r.md that real patients can show."""
    pairs = claus("bdi").pivot(on="time", index="id", values="bdi")
    s = oncourse.score_statistics(pairs, pre="1", post="4", reliability=0.8)
    assert s.pre_mean is not None
    population = (s.pre_mean, s.pre_sd)
    own, theirs = (ClinicalRange.between("b", population, (7.69, sd), better="lower") for sd in (7.52, s.pre_sd))
    assert (own.value, theirs.value) == pytest.approx((22.73, 24.01), abs=0.005)
    line = ClinicalRange.of_true_scores("c", population, (7.69, 7.52), s, better="lower")
    rule = ChangeRule.index("hageman_arrindell", s, better="lower", clinical_range=line)
    between = (line.functional_beyond + line.clinical_beyond) / 2
    assert not line.functional_after(between) and not line.clinical_after(between)
    assert rule.classify(1, between) == "deteriorated", "worse, and not surely in the clinical range"
    assert rule.classify(1, line.clinical_beyond + 1) == "harmed"
    for better in ("lower", "higher"):
        crossing = oncourse.group_change(pre=[10, 12, 14, 16], post=[11, 11, 15, 16], better=better, important=3)  # type: ignore[arg-type]
        assert crossing["anchor"] == ["not_significant"]
