"""A backtest is the program's, says what it did, and can be ended."""

from __future__ import annotations

import json
import math
import os
import pathlib
import signal
import subprocess
from typing import Any

import pytest

import oncourse


@pytest.fixture(scope="module")
def found(cohort: oncourse.Table) -> oncourse.Backtest:
    return oncourse.backtest(cohort, "phq-9")


def test_the_program_gives_the_same_figures_to_the_last_bit(tmp_path: pathlib.Path) -> None:
    program = os.environ.get("ONCOURSE")
    if not program:
        pytest.skip("ONCOURSE does not name the program")
    scored = oncourse.score(
        oncourse.simulate(400, seed=4), "phq-9", keep=["patient", "session", "medication"]
    ).to_dict()
    place = dict[Any, str]()
    stratum = [place.setdefault(who, f"site {len(place) % 3}") for who in scored["patient"]]
    data = {**scored, "site": stratum}
    names = ["patient", "session", "medication", "total", "site"]
    shown = [["" if value is None else str(value) for value in data[name]] for name in names]
    file, page = tmp_path / "cohort.csv", tmp_path / "page.html"
    file.write_text("\n".join(map(",".join, [names, *map(list, zip(*shown))])) + "\n")
    asked = (
        "--score total --instrument phq-9 --covariate medication --scale square-root --residuals autoregressive --ml "
        "--target percent:50 --alpha 0.05 --alpha 0.2 --folds 3 --repetitions 2 --share 0.6 --seed 5 --least-scores 4 "
        "--intake 8 --session 3 --session 6 --stratum site --confidence 0.9 --window-last 14"
    ).split()
    done = subprocess.run(
        [program, "backtest", file, *asked, "--json", "--html", page], check=True, capture_output=True, text=True
    )
    wanted = json.loads(done.stdout)
    found = oncourse.backtest(
        data, "phq-9", covariates=["medication"], scale="square-root", residuals="autoregressive", method="ML",
        target="percent:50", alphas=[0.05, 0.2], folds=3, repetitions=2, share=0.6, seed=5, least_scores=4, intake=8,
        sessions=[3, 6], stratum="site", confidence=0.9, plan=oncourse.Plan(window_last=14), threads=2,
    )
    assert (found.persons, found.reached, found.left_out) == (wanted["persons"], wanted["reached"], wanted["left_out"])
    for name in ("rules", "strata", "sessions", "roc", "reliability", "alarms"):
        assert list(getattr(found, name).rows()) == wanted[name], name
        assert wanted[name], name
    assert found.to_html() == page.read_text()
    printed = subprocess.run([program, "backtest", file, *asked], check=True, capture_output=True, text=True).stdout
    assert printed.startswith(str(found))


def test_it_says_who_was_judged_and_prints_a_row_per_rule(found: oncourse.Backtest) -> None:
    assert found.persons + found.left_out == 300
    assert 0 < found.reached < found.persons
    rules = list(found.rules.rows())
    assert len(rules) == 19
    printed = str(found)
    assert printed == repr(found)
    assert max(map(len, printed.splitlines())) <= 100
    assert printed.count(" calibrated 0.1") == 14  # half of them cross calibrated
    assert "&" not in printed and printed in found._repr_html_()
    for row in rules:
        assert row["spending"] == "none" if row["limits"] == "published" else row["spending"] != "none"
        assert row["persons"] == found.persons and row["reached"] == found.reached
    assert len(found.strata) == 0
    assert found.to_html().startswith("<!DOCTYPE html>")


def test_rules_are_named_or_made(cohort: oncourse.Table) -> None:
    made = oncourse.BacktestRule("expected_response", "published", level=0.8)
    found = list(oncourse.backtest(cohort, "phq-9", rules=["no_early_response", made], alphas=[0.2]).rules.rows())
    assert [(row["rule"], row["limits"], row["alpha"]) for row in found] == [
        ("no_early_response", "published", None),
        ("no_early_response", "calibrated", 0.2),
        ("no_early_response", "cross_calibrated", 0.2),
        ("expected_response", "published", None),
    ]
    wider = oncourse.BacktestRule("expected_response", "published", level=0.99)
    (other,) = list(oncourse.backtest(cohort, "phq-9", rules=[wider]).rules.rows())
    assert other["flagged"] < found[3]["flagged"]
    assert made == oncourse.BacktestRule("expected_response", limits="published", level=0.8) != wider


def test_the_default_rule_is_that_of_the_library() -> None:
    rule = oncourse.BacktestRule("no_early_response")
    assert (rule.alpha, rule.level, rule.early_session, rule.improvement) == (0.1, 0.9, 4, 20)


def test_a_stratum_is_what_stands_at_the_first_score(cohort: oncourse.Table) -> None:
    data = cohort.to_dict()
    first = dict[Any, int]()
    for who, total in zip(data["patient"], data["total"]):
        if total is not None:
            first.setdefault(who, len(first))
    seen = set[Any]()
    numbers: list[int | None] = []
    for who, total in zip(data["patient"], data["total"]):
        is_first = total is not None and who not in seen
        numbers.append((first[who] % 2 or None) if is_first else 9)
        if is_first:
            seen.add(who)
    found = oncourse.backtest({**data, "arm": numbers}, "phq-9", rules=["expected_response"], stratum="arm")
    strata = list(found.strata.rows())
    assert [row["stratum"] for row in strata] == ["not stated", "1"] * 3
    assert sum(row["persons"] for row in strata[:2]) == found.persons


def test_progress_is_told_and_can_end_it(cohort: oncourse.Table) -> None:
    told: list[tuple[int, int]] = []
    oncourse.backtest(cohort, "phq-9", folds=3, progress=lambda done, all: told.append((done, all)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    with pytest.raises(oncourse.InvalidArgument, match="the backtest was ended after 2 of 5 folds"):
        oncourse.backtest(cohort, "phq-9", progress=lambda done, all: done < 2)
    with pytest.raises(TypeError, match="neither a bool nor None"):
        oncourse.backtest(cohort, "phq-9", progress=lambda done, all: "no")  # type: ignore[arg-type, return-value]

    def fails(done: int, all: int) -> None:
        raise LookupError("the caller's own")

    with pytest.raises(LookupError, match="the caller's own"):
        oncourse.backtest(cohort, "phq-9", progress=fails)


def test_ctrl_c_ends_it(cohort: oncourse.Table) -> None:
    told: list[int] = []

    def interrupted(done: int, all: int) -> None:
        told.append(done)
        os.kill(os.getpid(), signal.SIGINT)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a run in the background ignores it
    try:
        with pytest.raises(KeyboardInterrupt):
            oncourse.backtest(cohort, "phq-9", repetitions=50, progress=interrupted)
    finally:
        signal.signal(signal.SIGINT, before)
    assert len(told) <= 2


def test_what_cannot_be_meant_is_refused(cohort: oncourse.Table) -> None:
    refusals: list[tuple[dict[str, Any], str]] = [
        ({"folds": 1}, "1 folds, at least 2 are needed"),
        ({"alphas": [0.6]}, "alpha 0.6, it must lie above 0 and not above 0.5"),
        ({"alphas": [0.001]}, "at least 999 are needed"),
        ({"alphas": []}, "there is no rule to try"),
        ({"rules": []}, "there is no rule to try"),
        ({"rules": ["astrology"]}, "rule is one of posterior_probability"),
        ({"rules": [oncourse.BacktestRule("no_early_response", "published", "early")]}, "published limits spend no"),
        ({"sessions": [17]}, r"session 17, it must lie in 1\.\.16"),
        ({"target": "score:40"}, r"target of a score of 40, scale is 0\.\.27"),
        ({"stratum": "clinic"}, "the table has no column clinic"),
        ({"time_unit": "hour"}, "time_unit is one of"),
        ({"threads": 0}, "0 threads"),
        ({"intake": math.nan}, "intake"),
    ]
    for asked, why in refusals:
        with pytest.raises(oncourse.OncourseError, match=why):
            oncourse.backtest(cohort, "phq-9", **asked)
    total_only = oncourse.Instrument.from_json(
        '{"id": "own", "name": "Own", "construct": "c", "direction": "lower_is_better", "total": [0, 27], "source": "s"}'
    )
    with pytest.raises(oncourse.NotAvailable):
        oncourse.backtest(cohort, total_only, target="percent:50", rules=["reliable_deterioration"])
    usual = oncourse.backtest(cohort, total_only)
    assert "reliable_deterioration" not in usual.rules["rule"]
    with pytest.raises(oncourse.OncourseError, match="scale is 0..21"):
        oncourse.backtest(cohort, "gad-7")
