"""Models: the same as from the program, printed as a statistician expects, and used on cohorts."""

from __future__ import annotations

import csv
import math
import os
import pathlib
import pickle
import subprocess
import threading
import time
from collections.abc import Callable
from typing import Any

import numpy
import pytest

import oncourse


def test_the_program_gives_the_same_model_file_byte_for_byte(tmp_path: pathlib.Path) -> None:
    program = os.environ.get("ONCOURSE")
    if not program:
        pytest.skip("ONCOURSE does not name the program")
    csv_file, model_file = tmp_path / "cohort.csv", tmp_path / "model.json"
    subprocess.run([program, "simulate", "--persons", "120", "--seed", "3", "--out", csv_file], check=True)
    arguments = ["--instrument", "phq-9", "--covariate", "medication", "--calibrate", "--out", model_file]
    subprocess.run([program, "fit", csv_file, *arguments], check=True, capture_output=True)
    with open(csv_file, newline="") as file:
        rows = list(csv.DictReader(file))
    from_file = {name: [row[name] for row in rows] for name in ("patient",)}
    numbers = {
        name: [float(row[name]) if row[name] else None for row in rows]
        for name in ("session", "medication", *(f"q{i}" for i in range(1, 10)))
    }
    simulated = oncourse.simulate(120, seed=3)
    for name, values in {**from_file, **numbers}.items():
        assert simulated[name] == values
    scored = oncourse.score(simulated, "phq-9", keep=["patient", "session", "medication"])
    model = oncourse.fit_growth(scored, covariates=["medication"], instrument="phq-9", calibrate=True)
    assert model.to_json() == model_file.read_text()


def test_a_model_prints_what_a_statistician_looks_for(model: oncourse.Model) -> None:
    printed = str(model)
    for words in (
        "REML fit to", "log-likelihood", "AIC", "BIC", "variance", "correlation", "residual", "estimate", "se",
        "(Intercept)", "log1p(session)", "score ~ log1p(session) + medication + (log1p(session) | person)",
    ):
        assert words in printed
    assert "<table>" in model._repr_html_()


def test_figures_agree_with_each_other(model: oncourse.Model) -> None:
    effects = model.fixed_effects
    assert effects["term"] == ["(Intercept)", "log1p(session)", "medication"]
    se = numpy.sqrt(numpy.diag(model.beta_covariance))
    assert effects["se"] == pytest.approx(se.tolist(), rel=1e-15)
    parameters = 3 + 3 + 1
    assert model.aic == pytest.approx(-2 * model.log_likelihood + 2 * parameters, rel=1e-15)
    assert model.bic == pytest.approx(-2 * model.log_likelihood + math.log(model.n_obs) * parameters, rel=1e-15)
    assert numpy.all(numpy.linalg.eigvalsh(model.random_covariance) > 0)
    assert model.stop in ("converged", "no_descent")


def test_a_document_brings_the_model_back_and_a_changed_one_is_refused(model: oncourse.Model) -> None:
    again = oncourse.Model.from_json(model.to_json())
    assert again.to_json() == model.to_json()
    assert again.checksum == model.checksum
    with pytest.raises(oncourse.DocumentError) as refused:
        oncourse.Model.from_json(model.to_json().replace('"n_obs": ', '"n_obs": 1'))
    assert refused.value.code == "wrong_version"


def test_holding_out_by_hand_is_what_calibrate_does(cohort: oncourse.Table, model: oncourse.Model) -> None:
    frame = cohort.to_polars().drop_nulls("total")
    held = oncourse.hold_out(frame).to_polars()["held_out"]
    fitted = oncourse.fit_growth(frame.filter(~held), covariates=["medication"], instrument="phq-9")
    calibrated = oncourse.calibrate(fitted, frame.filter(held))
    assert calibrated.to_json() == model.to_json()


def test_bands_of_scores_to_come_are_those_of_the_model(cohort: oncourse.Table, model: oncourse.Model) -> None:
    assert model.bands is not None
    assert model.bands["level"] == 1 - 0.10
    assert [origin["time"] for origin in model.bands["origins"]] == [float(session) for session in range(16)]
    course = oncourse.Course()
    for session, total in enumerate([18, 15, 12, 13]):
        course.add_session(session, 7 * session)
        course.add_total(session, "phq-9", total)
        course_so_far = oncourse.assess(course, model=model)
        origin = model.bands["origins"][session]
        promised = course_so_far.bands
        assert promised is not None
        assert (promised["level"], promised["n"], promised["n_last"]) == (0.9, origin["n"], origin["n_last"])
        curve = course_so_far.report["curve"]
        assert all((at["band"] is None) == (at["session"] <= session) for at in curve)
        for at in curve:
            if at["band"]:
                half = (at["score"]["high"] - at["score"]["mean"]) / 1.6448536269514722
                if at["score"]["high"] < 27 and at["band"]["high"] < 27:
                    assert abs(at["band"]["high"] - at["score"]["mean"] - origin["factor"] * half) < 1
    assert oncourse.assess(course, "phq-9").bands is None

    by_other_level = oncourse.fit_growth(cohort, instrument="phq-9", calibrate=True, band_level=0.8)
    assert by_other_level.bands is not None and by_other_level.bands["level"] == 0.8
    assert all(
        other["factor"] < own["factor"] for other, own in zip(by_other_level.bands["origins"], model.bands["origins"])
    )
    assert oncourse.fit_growth(cohort, instrument="phq-9").bands is None
    with pytest.raises(oncourse.InvalidArgument, match="band level 1"):
        oncourse.fit_growth(cohort, instrument="phq-9", calibrate=True, band_level=1.0)


def test_forecasts_narrow_with_every_score(cohort: oncourse.Table, model: oncourse.Model) -> None:
    one = cohort.to_polars().filter(patient="P1").drop_nulls("total")
    widths = [oncourse.forecast(model, one[:k], at=16)["sd_score"][0] for k in range(1, len(one))]
    assert widths == sorted(widths, reverse=True)
    found = oncourse.forecast(model, one, at=[12, 16], target="reliable_improvement")
    assert found["patient"] == ["P1", "P1"]
    assert all(0 <= p <= 1 for p in found["probability"])
    assert all(0 <= low <= mean <= high <= 27 for low, mean, high in zip(found["low"], found["mean"], found["high"]))


def test_tracking_a_table_is_assessing_every_course(cohort: oncourse.Table, model: oncourse.Model) -> None:
    rows = [row for row in cohort.rows() if row["patient"] in ("P1", "P2", "P3", "P7")]
    table = {name: [row[name] for row in rows] for name in cohort.columns}
    tracked = oncourse.track(table, model)
    people = oncourse.track(table, model, per="person")
    for patient, verdict, alarm in zip(people["patient"], people["verdict"], people["alarm_session"]):
        course = oncourse.Course()
        for row in rows:
            if row["patient"] == patient:
                course.add_session(row["session"], 7 * row["session"], covariates={"medication": row["medication"]})
                if row["total"] is not None:
                    course.add_total(row["session"], "phq-9", row["total"])
        alone = oncourse.assess(course, model=model)
        assert (alone.verdict, alone.alarm_session) == (verdict, alarm)
        by_session = {at["session"]: at for at in alone.report["verdicts"]}
        for i, row in enumerate(rows):
            if row["patient"] != patient:
                continue
            at = by_session.get(row["session"])
            assert tracked["verdict"][i] == (at and at["verdict"])
            assert tracked["probability"][i] == (at and at["probability"])


def test_tracking_from_items_is_tracking_their_scores(sheets: oncourse.Table, cohort: oncourse.Table, model: oncourse.Model) -> None:
    assert oncourse.track(sheets, model).to_dict() == oncourse.track(cohort, model).to_dict()


def test_one_persons_trouble_spoils_nobody_else(model: oncourse.Model) -> None:
    table = {
        "patient": ["a", "a", "b", "b"],
        "session": [1, 0, 0, 1],
        "medication": [0, 0, 0, 0],
        "total": [10, 12, 12, 10],
    }
    assert oncourse.track(table, model)["status"] == ["session_order", "session_order", "ok", "ok"]
    with pytest.raises(oncourse.InvalidArgument, match="row 2: no person"):
        oncourse.track({**table, "patient": ["a", None, "b", "b"]}, model)


def test_columns_that_cannot_be_fitted_are_refused_by_name(cohort: oncourse.Table) -> None:
    frame = cohort.to_polars()
    with pytest.raises(oncourse.InvalidArgument, match="medicatoin"):
        oncourse.fit_growth(frame, covariates=["medicatoin"])
    with pytest.raises(oncourse.InvalidArgument, match="basis is one of log1p, linear"):
        oncourse.fit_growth(frame, basis="cubic")  # type: ignore[arg-type]
    with pytest.raises(oncourse.DocumentError, match="percent:50"):
        oncourse.fit_growth(frame, instrument="phq-9", calibrate=True, target="percent")


@pytest.fixture(scope="module")
def curved(cohort: oncourse.Table) -> oncourse.Model:
    """Everything at once that a model may be beside straight, independent and in points."""
    return oncourse.fit_growth(
        cohort,
        covariates=["medication"],
        instrument="phq-9",
        curve="quadratic",
        random="curve",
        residuals="autoregressive-with-noise",
        scale="square-root",
        threads=2,
    )


def test_a_summary_names_the_residuals_and_prints_their_parameters(curved: oncourse.Model, model: oncourse.Model) -> None:
    for words in (
        f"residuals: autoregressive-with-noise, range {curved.range:.4f}, nugget {curved.nugget:.4f}",
        f"correlation of residuals one session apart: {(1 - curved.nugget) * math.exp(-1 / curved.range):.4f}",
        "scale: square-root, for scores 0 and more, margin 0.5",
        "square-root(score) ~ log1p(session) + I(log1p(session)^2) + medication",
        "person I(log1p(session)^2) by log1p(session)",
    ):
        assert words in curved.summary()
        assert words not in model.summary()
    assert "residuals: independent" in model.summary()


def test_a_model_says_what_form_it_is_of(curved: oncourse.Model, model: oncourse.Model) -> None:
    assert (curved.curve, curved.random, curved.knot) == ("quadratic", "curve", None)
    assert (curved.residuals, curved.scale, curved.scale_range) == (
        "autoregressive-with-noise", "square-root", (0.0, 27.0, 0.5)
    )
    assert curved.range > 0 and 0 <= curved.nugget <= 1
    assert (model.curve, model.residuals, model.scale) == ("straight", "independent", "points")
    assert (model.knot, model.range, model.nugget, model.scale_range) == (None, None, None, None)
    assert curved.random_covariance.shape == (3, 3)
    for one, parameters in ((curved, 6 + 2), (model, 3)):
        factor = numpy.zeros(one.random_covariance.shape)
        factor.T[numpy.triu_indices(len(factor))] = one.theta  # column by column
        covariance = one.residual_variance * factor @ factor.T
        numpy.testing.assert_allclose(covariance, one.random_covariance, rtol=1e-12, atol=1e-14)
        assert one.theta_covariance.shape == (parameters, parameters)
    assert numpy.all(numpy.linalg.eigvalsh(model.theta_covariance) > 0)


def test_a_form_survives_its_document_and_a_pickle(curved: oncourse.Model) -> None:
    for again in (oncourse.Model.from_json(curved.to_json()), pickle.loads(pickle.dumps(curved))):
        assert again.to_json() == curved.to_json()
        assert again.summary() == curved.summary()


def test_the_number_of_threads_changes_no_bit(cohort: oncourse.Table) -> None:
    fits = [
        oncourse.fit_growth(cohort, instrument="phq-9", residuals="autoregressive", threads=n).to_json() for n in (1, 2, 5)
    ]
    assert fits[0] == fits[1] == fits[2]


def test_the_program_fits_the_same_form(tmp_path: pathlib.Path) -> None:
    program = os.environ.get("ONCOURSE")
    if not program:
        pytest.skip("ONCOURSE does not name the program")
    csv_file, model_file = tmp_path / "cohort.csv", tmp_path / "model.json"
    subprocess.run([program, "simulate", "--persons", "120", "--seed", "3", "--out", csv_file], check=True)
    words = "--instrument phq-9 --curve piecewise --knot 4 --random curve --residuals autoregressive --scale logit --threads 2"
    subprocess.run([program, "fit", csv_file, *words.split(), "--out", model_file], check=True, capture_output=True)
    scored = oncourse.score(oncourse.simulate(120, seed=3), "phq-9", keep=["patient", "session"])
    model = oncourse.fit_growth(
        scored, instrument="phq-9", curve="piecewise", knot=4, random="curve", residuals="autoregressive", scale="logit"
    )
    assert model.to_json() == model_file.read_text()


def test_joint_forecasts_are_the_forecasts_together(cohort: oncourse.Table, curved: oncourse.Model, model: oncourse.Model) -> None:
    frame = cohort.to_polars().drop_nulls("total")
    early = frame.filter(frame["session"] <= 6)
    at = [7, 9, 16]
    for one in (curved, model):
        alone = oncourse.forecast(one, early, at=at)
        joint = oncourse.joint_forecast(one, early, at=at)
        people = len(joint.persons)
        assert joint.mean.shape == (people, 3) and joint.covariance.shape == (people, 3, 3)
        assert [p for p in joint.persons for _ in at] == alone["patient"]
        variances = numpy.diagonal(joint.covariance, axis1=1, axis2=2)
        numpy.testing.assert_allclose(numpy.sqrt(variances).ravel(), alone["sd_score"], rtol=1e-12)
        points = numpy.clip(one.points(joint.mean.ravel()), 0, 27)
        numpy.testing.assert_allclose(points, alone["mean"], rtol=1e-12)
        assert numpy.all(numpy.linalg.eigvalsh(joint.covariance) > 0)
        known = oncourse.joint_forecast(one, early, at=at, model_known=True).covariance
        assert numpy.all(numpy.linalg.eigvalsh(joint.covariance - known) > -1e-9)
        assert numpy.all(numpy.diagonal(known, axis1=1, axis2=2) < variances)
    with pytest.raises(oncourse.InvalidArgument, match="joint forecasts look ahead in order"):
        oncourse.joint_forecast(model, early, at=[9, 7])
    with pytest.raises(oncourse.InvalidArgument, match="joint forecasts look ahead in order"):
        oncourse.joint_forecast(model, early, at=1)


def test_a_form_that_cannot_be_is_refused(cohort: oncourse.Table, curved: oncourse.Model) -> None:
    def refusal(**form: Any) -> str:
        with pytest.raises(oncourse.InvalidArgument) as refused:
            oncourse.fit_growth(cohort, **{"instrument": "phq-9", **form})
        return str(refused.value)

    assert "curve is one of straight, quadratic, piecewise" in refusal(curve="wavy")
    assert "residuals is one of independent, autoregressive, autoregressive-with-noise" in refusal(residuals="white")
    assert "scale is one of points, square-root, log, logit" in refusal(scale="cubic")
    assert "random effects of a curve need one that is quadratic or piecewise" in refusal(random="curve")
    assert "knot is the time at which a piecewise curve bends" in refusal(curve="piecewise")
    assert "knot is the time at which a piecewise curve bends" in refusal(knot=4)
    assert "0 threads" in refusal(threads=0)
    assert "phq-9 has 0..27" in refusal(scale="log", highest=21)
    assert "needs an instrument" in refusal(scale="log", instrument=None)
    rows = {"patient": ["a", "a"], "session": [1, 0], "medication": [0, 0], "total": [18, 17]}
    with pytest.raises(oncourse.InvalidArgument, match="row 2 has time 0"):
        oncourse.forecast(curved, rows, at=8)


def turns_of_another_thread(during: Callable[[], object]) -> int:
    """How often another thread gets the interpreter in the middle half of the time that a call takes.

    Waiting for the lock and giving it back take a turn each; with the lock held there is none between.
    """
    turns: list[float] = []
    started, done = threading.Event(), threading.Event()

    def other() -> None:
        while not done.is_set():
            turns.append(time.monotonic())
            started.set()

    thread = threading.Thread(target=other)
    thread.start()
    started.wait()
    begin = time.monotonic()
    try:
        during()
    finally:
        end = time.monotonic()
        done.set()
        thread.join()
    margin = (end - begin) / 4
    return sum(begin + margin < turn < end - margin for turn in turns)


def test_the_lock_is_released_while_a_model_is_fitted(cohort: oncourse.Table) -> None:
    columns = oncourse.models.cohort_columns(cohort, "patient", "session", "total", ["medication"])[1]
    q = oncourse.instrument("phq-9")._core
    parts = oncourse._oncourse.CalibrationParts("split", 0.5, 1, 5)
    form = oncourse._oncourse.Form("log1p", "curve", "quadratic", None, "autoregressive-with-noise")  # not over at once

    def fit() -> None:
        points = oncourse._oncourse.Transformation("points", q, None, None, None)
        oncourse._oncourse.fit(columns, [False], form, points, "REML", "session", q, None, parts, None, 1)

    assert turns_of_another_thread(lambda: sum(range(20_000_000))) == 0, "a call that holds the lock is seen to"
    assert turns_of_another_thread(fit) >= 2


def test_threads_share_a_model(cohort: oncourse.Table, model: oncourse.Model) -> None:
    expected = oncourse.track(cohort, model, per="person").to_dict()
    found: list[object] = []
    threads = [
        threading.Thread(target=lambda: found.append(oncourse.track(cohort, model, per="person").to_dict()))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 8


def test_the_same_seed_gives_the_same_people() -> None:
    assert oncourse.simulate(5, seed=2).to_dict() == oncourse.simulate(5, seed=2).to_dict()
    assert oncourse.simulate(5, seed=2).to_dict() != oncourse.simulate(5, seed=3).to_dict()
    assert max(oncourse.simulate(5, until=4)["session"]) == 4


def test_simulated_people_are_of_the_population_asked_for() -> None:
    asked = dict(level=90, level_sd=8, rate=-5, rate_sd=3, correlation=-0.5, medicated=0, last_session_least=2, last_session_most=2)
    persons = oncourse.simulate(4000, instrument="oq-45.2", items=False, per="person", **asked).to_pandas()
    assert persons["level"].mean() == pytest.approx(90, abs=4 * 8 / 4000**0.5)
    assert persons["level"].corr(persons["rate"]) == pytest.approx(-0.5, abs=4 * 0.75 / 4000**0.5)
    assert set(persons["end"]) == {"completed"}


def test_simulated_people_leave_for_the_reason_that_is_told() -> None:
    asked = dict(missing=0, dropout_good_enough=1, dropout_deterioration=1, deterioration_points=5)
    options = dict(seed=4, items=False, until=9)
    scores = oncourse.simulate(400, **options, **asked).to_pandas().groupby("patient", sort=False)["total"]
    persons = oncourse.simulate(400, per="person", **options, **asked).to_pandas().set_index("patient")
    assert (scores.size() == persons["last_session"] + 1).all()
    assert set(persons["end"]) == {"completely_at_random", "good_enough", "deterioration", "under_way"}
    assert (scores.last()[persons["end"] == "good_enough"] <= 9).all()
    assert ((scores.last() - scores.first())[persons["end"] == "deterioration"] >= 5).all()


def test_simulated_sheets_are_on_their_scale_and_totals_alone_need_no_items() -> None:
    scored = oncourse.score(oncourse.simulate(50, population="refractory", range=2, nugget=0.3, missing=0), "phq-9")
    assert set(scored["status"]) == {"ok"} and all(0 <= total <= 27 for total in scored["total"])
    adolescents = oncourse.simulate(50, population="adolescent-control", items=False)
    assert set(adolescents["session"]) == set(range(9)) and "q1" not in adolescents.columns


def test_a_population_says_where_every_figure_comes_from() -> None:
    table = oncourse.simulated_populations().to_pandas()
    assert {"typical", "slow", "refractory"} <= set(table["population"])
    assert set(table["status"]) <= {"published", "secondary", "convention"} and table["source"].str.len().gt(0).all()
    for wrong, words in (
        ({"autocorrelation": 1.5}, "autocorrelation is 1.5, it must be at least 0 and below 1"),
        ({"rate_sd": -1}, "rate_sd is -1, it must be at least 0"),
        ({"speed": 1}, "no such parameter; there are level"),
        ({"population": "nobody"}, "no such population, there are typical"),
        ({"per": "row"}, "per is session or person"),
    ):
        with pytest.raises(oncourse.OncourseError, match=words):
            oncourse.simulate(3, **wrong)  # type: ignore[arg-type]


def test_tracking_prorates_as_it_is_told(model: oncourse.Model) -> None:
    rows = {"patient": ["a", "a"], "session": [0, 1], "medication": [0, 0], **{f"q{i}": [2, 2] for i in range(1, 10)}}
    rows["q3"] = [2, None]  # type: ignore[list-item]
    assert oncourse.track(rows, model, prorating="convention")["score"] == [18.0, 18.0]
    assert oncourse.track(rows, model, prorating="never")["status"] == ["ok", "too_many_missing"]
    with pytest.raises(oncourse.InvalidArgument, match="prorating is published, convention or never"):
        oncourse.track(rows, model, prorating="always")  # type: ignore[arg-type]


def test_a_covariate_of_the_model_is_never_made_up(model: oncourse.Model) -> None:
    rows = {"patient": ["a", "a"], "session": [0, 1], "total": [18, 17]}
    with pytest.raises(oncourse.InvalidArgument, match="no column medication"):
        oncourse.track(rows, model)


def test_a_forecast_needs_scores_in_order_on_the_models_scale(model: oncourse.Model) -> None:
    rows = {"patient": ["a", "a"], "session": [0, 1], "medication": [0, 0], "total": [18, 17]}
    assert len(oncourse.forecast(model, rows, at=numpy.int64(8))) == 1
    with pytest.raises(oncourse.InvalidArgument, match="row 2 has time 0"):
        oncourse.forecast(model, {**rows, "session": [1, 0]}, at=8)
    with pytest.raises(oncourse.InvalidArgument, match="row 2: .*28"):
        oncourse.forecast(model, {**rows, "total": [18, 28]}, at=8)
    with pytest.raises(oncourse.InvalidArgument, match="the model is for phq-9, the scores are of gad-7"):
        oncourse.forecast(model, rows, at=8, instrument="gad-7")


def test_the_expected_response_by_intake_is_everybodys_forecast(model: oncourse.Model) -> None:
    levels = oncourse.instrument("phq-9").levels(10, 27)
    times = [1.0, 4.0, 16.0]
    table = model.expected(times, {"medication": 1}, intake=levels, target="recovery")
    assert table.columns[0] == "intake" and len(table) == 18 * 3
    rows = {
        "patient": [f"p{level:.0f}" for level in levels],
        "session": [0.0] * 18,
        "total": levels,
        "medication": [1.0] * 18,
    }
    forecast = oncourse.forecast(model, rows, at=times, target="recovery")
    for name in ("mean", "sd_person", "sd_line", "sd_score", "probability"):
        assert table[name] == forecast[name], name
    assert table["change"] == [mean - level for mean, level in zip(table["mean"], table["intake"])]
    assert all(0 < one < 1 for one in table["probability_of_reliable_improvement"])
    assert table["off_scale"] == [low < 0 or high > 27 for low, high in zip(table["low"], table["high"])]
    assert any(table["off_scale"]) and not all(table["off_scale"])
    for k in range(3):
        assert sorted(table["mean"][k::3]) == table["mean"][k::3]


def test_an_expected_response_that_cannot_be_told_is_refused(model: oncourse.Model) -> None:
    for wrong in (
        {"times": [4, 2]},
        {"times": [-1]},
        {"times": []},
        {"intake": [28]},
        {"level": 1.0},
        {"covariates": {}},
        {"covariates": {"medication": 1, "arm": 0}},
        {"covariates": [1, 2]},
        {"instrument": "gad-7", "intake": [10]},
        {"target": "recovery"},
    ):
        with pytest.raises(oncourse.InvalidArgument):
            model.expected(**{"times": [4], "covariates": [0], **wrong})  # type: ignore[arg-type]
    with pytest.raises(oncourse.InvalidArgument, match="covariate medication has no value"):
        model.expected([4], {"arm": 1})
    with pytest.raises(oncourse.InvalidArgument):
        oncourse.instrument("phq-9").levels(10, 28)
    with pytest.raises(oncourse.NotAvailable):
        oncourse.instrument("core-om").levels(1, 2)


def test_covariates_of_an_expected_response_may_be_an_array(model: oncourse.Model) -> None:
    of_array = model.expected(numpy.arange(3), numpy.array([1.0])).to_dict()
    assert of_array == model.expected([0.0, 1.0, 2.0], [1.0]).to_dict()
    assert of_array != model.expected([0.0, 1.0, 2.0]).to_dict()
