"""Alarms of any rule: calibrated, followed in courses and in cohorts, with deterioration beside them."""

from __future__ import annotations

import os
import pathlib
import subprocess
from typing import Any

import pytest

import oncourse

ALL = (
    "posterior_probability",
    "expected_response",
    "reliable_deterioration",
    "sustained_deterioration",
    "no_early_response",
)


@pytest.fixture(scope="module")
def clinics(cohort: oncourse.Table) -> dict[str, list[Any]]:
    """The cohort with a clinic for every other patient."""
    names = {person: "north" if i % 2 else "south" for i, person in enumerate(dict.fromkeys(cohort["patient"]))}
    return {**cohort.to_dict(), "clinic": [names[person] for person in cohort["patient"]]}


@pytest.fixture(scope="module")
def everything(cohort: oncourse.Table) -> oncourse.Model:
    return oncourse.fit_growth(
        cohort, instrument="phq-9", calibrate=True, rules=ALL, spending="evenly", alpha=0.2, calibrate_by="cross"
    )


def course_of(totals: list[float]) -> oncourse.Course:
    course = oncourse.Course()
    for session, total in enumerate(totals):
        course.add_session(session, 7 * session)
        course.add_total(session, "phq-9", total)
    return course


def test_every_rule_has_limits_stage_by_stage_and_deterioration_its_own(everything: oncourse.Model) -> None:
    found = everything.calibrations
    first = [row for row in found.rows() if row["until"] == 2.0]
    assert [row["rule"] for row in first] == [*ALL, "posterior_probability"]
    assert [row["target"] for row in first] == ["reliable_improvement"] * 5 + ["no_deterioration"]
    assert {row["spending"] for row in found.rows()} == {"evenly"}
    assert len(found) == 6 * 14
    for row in found.rows():
        assert row["cut_off"] <= 0.2 * (row["n_reached"] + 1)
        assert row["flagged_missed"] <= row["n_persons"] - row["n_reached"]
    assert list(oncourse.Model.from_json(everything.to_json()).calibrations.rows()) == list(found.rows())


def test_rules_are_followed_in_their_order(everything: oncourse.Model) -> None:
    course = course_of([14, 15, 17, 19, 21, 22])
    rules = ("reliable_deterioration", oncourse.MonitoringRule("expected_response", level=0.8))
    judged = oncourse.assess(course, model=everything, rules=rules)
    assert judged.verdict == "off_track"
    assert [rule["rule"] for rule in judged.rules] == ["reliable_deterioration", "expected_response"]
    assert judged.basis["rule"] == "reliable_deterioration/cross_conformal"
    assert judged.basis["guarantee"]["alpha"] == pytest.approx(0.4), "a calibrated limit is of no published level"


def test_what_is_promised_of_rules_together_is_their_sum_or_nothing(everything: oncourse.Model) -> None:
    course = course_of([14, 15, 17, 19, 21, 22])
    both = oncourse.assess(course, model=everything, rules=("reliable_deterioration", "expected_response"))
    assert both.basis["guarantee"]["alpha"] == pytest.approx(0.4)
    strict = oncourse.assess(course, model=everything, rules=ALL[:2], combine="all")
    assert strict.basis["guarantee"]["alpha"] == pytest.approx(0.2)
    published = oncourse.MonitoringRule("no_early_response", early_session=5)
    neither = oncourse.assess(course, model=everything, rules=("reliable_deterioration", published))
    assert neither.basis["guarantee"]["kind"] == "published"
    assert "No rate of false alarms is promised" in neither.basis["guarantee"]["statement"]


def test_without_a_model_deterioration_is_still_seen() -> None:
    judged = oncourse.assess(course_of([12, 18, 19]), "phq-9", rules="sustained_deterioration")
    assert judged.verdict == "off_track"
    assert judged.deterioration is None
    with pytest.raises(oncourse.InvalidArgument, match="needs a model"):
        oncourse.assess(course_of([12, 18, 19]), "phq-9", rules="expected_response")


def test_a_cohort_is_judged_as_its_courses_are(everything: oncourse.Model, cohort: oncourse.Table) -> None:
    persons = list(oncourse.track(cohort, everything, rules=ALL, combine="any", per="person").rows())
    sessions = list(oncourse.track(cohort, everything, rules=ALL, combine="any").rows())
    for person in persons[:20]:
        own = [row for row in sessions if row["patient"] == person["patient"] and row["score"] is not None]
        course = oncourse.Course()
        for row in own:
            course.add_session(row["session"], 7 * row["session"])
            course.add_total(row["session"], "phq-9", row["score"])
        judged = oncourse.assess(course, model=everything, rules=ALL)
        assert judged.deterioration is not None
        assert (person["verdict"], person["alarm_session"]) == (judged.verdict, judged.alarm_session)
        assert person["value"] == judged.basis["value"]
        assert person["false_alarms"] == judged.basis["guarantee"]["alpha"]
        assert person["deterioration"] == judged.deterioration["verdict"]
        assert person["deterioration_alarm_session"] == judged.deterioration["alarm_session"]


def test_groups_have_limits_of_their_own(clinics: dict[str, list[Any]]) -> None:
    model = oncourse.fit_growth(clinics, instrument="phq-9", calibrate=True, group="clinic", deterioration=False)
    found = list(model.calibrations.rows())
    assert [row["group"] for row in found] == [None, "north", "south"]
    assert found[0]["n_persons"] == found[1]["n_persons"] + found[2]["n_persons"]
    judged = list(oncourse.track(clinics, model, group="clinic", per="person").rows())
    limits = {row["group"]: row["limit"] for row in found}
    groups = dict(zip(clinics["patient"], clinics["clinic"], strict=True))
    known = [row for row in judged if row["target"] is not None]
    assert known and all(row["threshold"] == limits[groups[row["patient"]]] for row in known)
    with pytest.raises(oncourse.InvalidArgument, match="group east has no calibration; there are: north, south"):
        oncourse.assess(course_of([16, 15]), model=model, group="east")


def test_bands_of_intake_and_another_target_are_added_to_a_model(cohort: oncourse.Table, model: oncourse.Model) -> None:
    held = cohort.to_polars().filter(oncourse.hold_out(cohort).to_polars()["held_out"])
    more = oncourse.calibrate(
        model, held, target="percent:50", rules=["no_early_response"], intake_limits=[15], deterioration=False
    )
    added = list(more.calibrations.rows())[len(model.calibrations) :]
    assert [(row["rule"], row["intake_from"], row["intake_below"]) for row in added] == [
        ("no_early_response", None, 15.0),
        ("no_early_response", 15.0, None),
    ]
    assert list(more.calibrations.rows())[: len(model.calibrations)] == list(model.calibrations.rows())


def test_calibrating_again_takes_the_place_of_what_was_there(cohort: oncourse.Table, model: oncourse.Model) -> None:
    held = cohort.to_polars().filter(oncourse.hold_out(cohort).to_polars()["held_out"])
    again = oncourse.calibrate(model, held, intake_limits=[15], deterioration=False)
    bands = [
        (row["target"], row["intake_from"], row["intake_below"]) for row in again.calibrations.rows()
    ]
    assert sorted(bands, key=str) == sorted(
        [
            ("no_deterioration", None, None),
            ("reliable_improvement", None, 15.0),
            ("reliable_improvement", 15.0, None),
        ],
        key=str,
    )


def test_a_person_without_a_group_is_refused_and_spoils_no_other(clinics: dict[str, list[Any]]) -> None:
    model = oncourse.fit_growth(clinics, instrument="phq-9", calibrate=True, group="clinic", deterioration=False)
    first = clinics["patient"][0]
    labels = [None if who == first else clinic for who, clinic in zip(clinics["patient"], clinics["clinic"], strict=True)]
    judged = list(oncourse.track({**clinics, "clinic": labels}, model, group="clinic", per="person").rows())
    refused = [row for row in judged if row["status"] != "ok"]
    assert [(row["patient"], row["status"], row["detail"]) for row in refused] == [
        (first, "bad_argument", "the person has no group")
    ]
    with pytest.raises(oncourse.InvalidArgument, match="person 1 has no group"):
        oncourse.fit_growth({**clinics, "clinic": labels}, instrument="phq-9", calibrate=True, group="clinic")


def test_drift_is_looked_for_beside_what_a_calibration_saw(
    everything: oncourse.Model, tmp_path: pathlib.Path
) -> None:
    rows = list(everything.calibrations.rows())
    stages = len(rows) // 6
    for calibration in range(6):
        own = rows[stages * calibration : stages * (calibration + 1)]
        reference = oncourse.DriftReference.of(everything, calibration)
        assert reference.reached == own[0]["n_reached"]
        assert reference.cut_off == sum(row["cut_off"] for row in own)
        assert reference.missed == own[0]["n_persons"] - own[0]["n_reached"]
        assert reference.missed_flagged == own[0]["flagged_missed"]
    with pytest.raises(oncourse.InvalidArgument, match="calibration 6, the model has 6"):
        oncourse.DriftReference.of(everything, 6)
    program = os.environ.get("ONCOURSE")
    if not program:
        pytest.skip("ONCOURSE does not name the program")
    model_file, courses = tmp_path / "model.json", tmp_path / "courses.csv"
    model_file.write_text(everything.to_json())
    flagged, reached = [1, 0, 1, 1] * 30, [1, 1, 0, 1] * 30
    courses.write_text("flagged,reached\n" + "".join(f"{f},{r}\n" for f, r in zip(flagged, reached, strict=True)))
    told = subprocess.run(
        [program, "drift", courses, "--model", model_file, "--calibration", "2"], check=True, capture_output=True, text=True
    ).stdout.splitlines()
    found = oncourse.drift_check(flagged, reached, reference=oncourse.DriftReference.of(everything, 1))
    assert told == [f"Compared with calibration 2 of {model_file}.", *found.sentences]
    assert found.found


def test_the_program_has_the_same_choices(clinics: dict[str, list[Any]], tmp_path: pathlib.Path) -> None:
    program = os.environ.get("ONCOURSE")
    if not program:
        pytest.skip("ONCOURSE does not name the program")
    file, model_file, course_file = tmp_path / "cohort.csv", tmp_path / "model.json", tmp_path / "course.csv"
    rows = zip(clinics["patient"], clinics["session"], clinics["total"], clinics["clinic"], strict=True)
    lines = [",".join(map(str, row)) for row in rows if row[2] is not None]
    file.write_text("\n".join(["patient,session,total,clinic", *lines]) + "\n")
    subprocess.run(
        [program, "fit", file, "--score", "total", "--instrument", "phq-9", "--calibrate", "--rule", "expected_response",
         "--rule", "posterior_probability", "--spending", "early", "--group", "clinic", "--alpha", "0.2",
         "--no-deterioration", "--out", model_file],
        check=True, capture_output=True,
    )  # fmt: skip
    model = oncourse.fit_growth(
        clinics, instrument="phq-9", calibrate=True, rules=["expected_response", "posterior_probability"],
        spending="early", group="clinic", alpha=0.2, deterioration=False,
    )  # fmt: skip
    assert model_file.read_text() == model.to_json()
    totals = [15.0, 15.0, 16.0, 17.0, 19.0]
    course_file.write_text("session,day,score\n" + "".join(f"{k},{7 * k},{total}\n" for k, total in enumerate(totals)))
    told = subprocess.run(
        [program, "track", course_file, "--instrument", "phq-9", "--model", model_file, "--rule", "posterior_probability", "--rule",
         "expected_response", "--combine", "all", "--group", "north", "--json"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    judged = oncourse.assess(
        course_of(totals), model=model, rules=["posterior_probability", "expected_response"], combine="all", group="north"
    )
    assert told == judged.to_json()
