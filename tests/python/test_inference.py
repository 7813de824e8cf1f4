"""Intervals, tests and selections: the program's figures to the last bit, lme4's to its own precision."""

from __future__ import annotations

import csv
import dataclasses
import json
import math
import os
import pathlib
import signal
import subprocess
import threading
from typing import Any

import pytest

import oncourse

shared = pathlib.Path(os.environ.get("ONCOURSE_SHARED", pathlib.Path(__file__).parents[3] / "shared"))


@pytest.fixture(scope="module")
def few() -> oncourse.Table:
    return oncourse.score(oncourse.simulate(30, seed=5), "phq-9", keep=["patient", "session", "medication"])


@pytest.fixture(scope="module")
def days() -> dict[str, list[Any]]:
    """Reaction times of 18 people over ten days."""
    file = shared / "data/sleepstudy.csv"
    if not file.exists():
        pytest.skip("skipped: data/sleepstudy.csv is not there, set ONCOURSE_SHARED")
    with open(file, newline="") as rows:
        study = list(csv.DictReader(rows))
    return {
        "Subject": [row["Subject"] for row in study],
        "Days": [float(row["Days"]) for row in study],
        "Reaction": [float(row["Reaction"]) for row in study],
    }


COLUMNS: dict[str, Any] = {"person": "Subject", "time": "Days", "score": "Reaction"}


def test_sleepstudy_has_the_intervals_and_the_test_of_lme4(days: dict[str, list[Any]]) -> None:
    def fit(random: Any) -> oncourse.Model:
        return oncourse.fit_growth(days, **COLUMNS, basis="linear", random=random, method="ML", time_unit="day")

    larger = fit("slope")
    found = {row["term"]: row for row in larger.profile_intervals(days, **COLUMNS).rows()}
    for term, low, high in (  # confint(), help page of lme4's confint.merMod; lme4 interpolates its profile
        ("(Intercept)", 237.6806955, 265.1295147),
        ("Days", 7.3586533, 13.5759188),
        ("sd (Intercept)", 14.3814809, 37.7159910),
        ("corr (Intercept) Days", -0.4815008, 0.6849863),
        ("sd residual", 22.8982669, 28.8579965),
    ):
        assert (found[term]["low"], found[term]["high"]) == pytest.approx((low, high), rel=2e-3)
    test = oncourse.likelihood_ratio_test(fit("independent-slope"), larger)
    assert test.chi_squared == pytest.approx(0.0639, abs=5e-5)  # Bates et al. 2015, J Stat Softw 67(1), sec. 5.2
    assert test.p == pytest.approx(0.8004, abs=5e-5)
    assert repr(test) == f"LikelihoodRatio(chi_squared={test.chi_squared!r}, freedom=1, p={test.p!r})"
    with pytest.raises(dataclasses.FrozenInstanceError):
        test.p = 0.0  # type: ignore[misc]


def test_intervals_are_estimates_and_their_errors(model: oncourse.Model) -> None:
    effects, found = model.fixed_effects, model.intervals(0.8)
    assert found.columns == ["term", "estimate", "low", "high"]
    assert found["term"] == effects["term"] and found["estimate"] == effects["estimate"]
    for estimate, se, low, high in zip(effects["estimate"], effects["se"], found["low"], found["high"], strict=True):
        assert high - estimate == pytest.approx(1.2815515655446004 * se)
        assert estimate - low == pytest.approx(1.2815515655446004 * se)
    with pytest.raises(oncourse.InvalidArgument, match="level 1, it must lie between 0 and 1"):
        model.intervals(1)


def test_the_program_gives_the_same_figures_bit_by_bit(few: oncourse.Table, tmp_path: pathlib.Path) -> None:
    program = os.environ.get("ONCOURSE")
    if not program:
        pytest.skip("ONCOURSE does not name the program")
    file = tmp_path / "cohort.csv"
    subprocess.run([program, "simulate", "--persons", "30", "--seed", "5", "--out", file], check=True)

    def printed(*arguments: str) -> Any:
        command = [program, arguments[0], file, "--instrument", "phq-9", *arguments[1:], "--json"]
        return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)

    model = oncourse.fit_growth(few, instrument="phq-9", covariates=["medication"])
    fit = printed("fit", "--covariate", "medication", "--profile", "--level", "0.9")
    for row in model.intervals(0.9).rows():
        effect = fit["fixed"][row["term"]]
        assert (effect["estimate"], effect["low"], effect["high"]) == (row["estimate"], row["low"], row["high"])
    assert fit["profile"] == list(model.profile_intervals(few, level=0.9).rows())
    forms = printed("select", "--folds", "2", "--scale", "points", "--scale", "log")["forms"]
    asked: dict[str, Any] = {"instrument": "phq-9", "folds": 2, "scales": ["points", "log"]}
    for threads in (1, 3):
        assert forms == list(oncourse.select_growth(few, **asked, threads=threads).rows())


def test_profile_intervals_are_of_the_rows_of_the_model(few: oncourse.Table) -> None:
    model = oncourse.fit_growth(few, residuals="autoregressive-with-noise", random="intercept")
    one = model.profile_intervals(few)
    assert one["term"][-3:] == ["sd residual", "range", "nugget"]
    assert model.profile_intervals(few, threads=3).to_dict() == one.to_dict()
    rows = few.to_dict()
    others = dict(rows, total=[None if total is None else 27 - total for total in rows["total"]])
    with pytest.raises(oncourse.InvalidArgument, match="the model was fitted to other rows"):
        model.profile_intervals(others)
    fewer = {name: values[:100] for name, values in rows.items()}
    with pytest.raises(oncourse.InvalidArgument, match="the model was fitted to"):
        model.profile_intervals(fewer)


def test_an_infinite_end_stays_infinite() -> None:
    # whole-point scores without a memory: whatever range it had would not be seen in its noise
    scores = [
        *(16, 17, 17, 14, 12), *(19, 21, 18, 17, 18), *(18, 18, 16, 15, 13), *(18, 21, 16, 17, 18), *(17, 15, 17, 14, 15),
        *(21, 16, 18, 15, 13), *(24, 23, 20, 21, 21), *(19, 17, 15, 14, 12), *(18, 16, 14, 16, 11), *(18, 15, 15, 16, 12),
    ]
    rows = {"patient": [i // 5 for i in range(50)], "session": [i % 5 for i in range(50)], "total": scores}
    model = oncourse.fit_growth(rows, random="intercept", residuals="autoregressive-with-noise")
    found = {row["term"]: row for row in model.profile_intervals(rows).rows()}
    assert found["range"]["high"] == math.inf
    assert model.profile_intervals(rows).to_pandas()["high"].max() == math.inf


def test_a_test_of_models_that_are_not_nested_is_refused(few: oncourse.Table, model: oncourse.Model) -> None:
    one = oncourse.fit_growth(few, instrument="phq-9")
    with pytest.raises(oncourse.InvalidArgument, match="the models are of"):
        oncourse.likelihood_ratio_test(one, model)
    with pytest.raises(oncourse.InvalidArgument, match="fit both by ML"):
        oncourse.likelihood_ratio_test(one, oncourse.fit_growth(few, covariates=["medication"], instrument="phq-9"))
    with pytest.raises(oncourse.InvalidArgument, match="by the session and by the week"):
        oncourse.likelihood_ratio_test(one, oncourse.fit_growth(few, instrument="phq-9", time_unit="week"))


def test_a_selection_is_the_usual_forms_or_what_is_named(few: oncourse.Table) -> None:
    usual = oncourse.select_growth(few, instrument="phq-9", folds=2)
    assert len(usual) == 12 and min(usual["behind"]) == 0
    assert usual["scale"][::3] == ["points", "square-root", "log", "logit"]
    assert oncourse.select_growth(few, folds=0)["scale"] == ["points"] * 3
    named = oncourse.select_growth(
        few,
        interactions=["medication"],
        curves=["straight", "piecewise"],
        knot=4,
        random=["slope", "curve"],
        residuals=["independent"],
        folds=0,
    )
    lines = [(row["curve"], row["random"], row["knot"]) for row in named.rows()]
    assert lines == [("straight", "slope", None), ("piecewise", "slope", 4), ("piecewise", "curve", 4)]
    assert named["interactions"] == ["medication"] * 3
    assert named["behind"] == [None] * 3
    one = oncourse.fit_growth(few, interactions=["medication"], method="ML")
    assert (named["aic"][0], named["bic"][0]) == (one.aic, one.bic)


def test_a_selection_tells_how_far_it_is_and_can_be_ended(few: oncourse.Table) -> None:
    told: list[tuple[int, int]] = []
    oncourse.select_growth(few, residuals=["independent"], folds=3, progress=lambda *at: told.append(at))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    with pytest.raises(oncourse.InvalidArgument, match="ended after 2 of 4 fits"):
        oncourse.select_growth(few, residuals=["independent"], folds=3, progress=lambda done, _: done < 2)

    def fails(done: int, all: int) -> bool:
        raise LookupError("the display is gone")

    with pytest.raises(LookupError, match="the display is gone"):
        oncourse.select_growth(few, progress=fails)
    words: Any = lambda done, all: "yes"  # noqa: E731
    with pytest.raises(TypeError, match="neither a bool nor None"):
        oncourse.select_growth(few, progress=words)


def test_ctrl_c_ends_a_selection(few: oncourse.Table) -> None:
    told: list[int] = []

    def interrupt(done: int, all: int) -> None:
        told.append(done)
        if done == 2:
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        oncourse.select_growth(few, progress=interrupt)
    assert told == [1, 2]
    # and without a function of the caller's: the signal waits for the end of the fit that runs
    waiting = threading.Timer(0.05, signal.raise_signal, [signal.SIGINT])
    waiting.start()
    with pytest.raises(KeyboardInterrupt):
        oncourse.select_growth(few, instrument="phq-9", folds=30, curves=["quadratic"], random=["curve"])
    waiting.join()


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"folds": 1}, "1 folds of 30 persons"),
        ({"random": ["curve"]}, "there is no form to choose from"),
        ({"curves": ["piecewise"]}, "knot is the time"),
        ({"knot": 4}, "knot is the time"),
        ({"curves": ["wavy"]}, "curve is one of straight, quadratic, piecewise"),
        ({"residuals": ["white"]}, "residuals is one of"),
        ({"scales": ["log"]}, "needs an instrument"),
        ({"threads": 0}, "0 threads"),
        ({"basis": "cubic"}, "basis is one of linear, log1p"),
    ],
)
def test_what_cannot_be_chosen_from_is_refused(few: oncourse.Table, asked: dict[str, Any], why: str) -> None:
    with pytest.raises(oncourse.InvalidArgument, match=why):
        oncourse.select_growth(few, **asked)


def test_a_form_that_cannot_be_fitted_says_so_in_its_row(few: oncourse.Table) -> None:
    rows = few.to_dict()
    turned = {name: list(reversed(values)) for name, values in rows.items()}
    found = oncourse.select_growth(turned, folds=0)
    assert found["status"] == ["ok", "bad_argument", "bad_argument"]
    assert found["aic"][1] is None and found["detail"][0] is None
    assert "the row before it of the same person" in found["detail"][1]
