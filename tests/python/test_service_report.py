"""A service's report on frames: what groups add up to, what is withheld, and the page."""

from __future__ import annotations

import random

import pandas
import polars
import pytest

import oncourse


@pytest.fixture(scope="module")
def sessions() -> pandas.DataFrame:
    scores = oncourse.score(oncourse.simulate(600, seed=5), "phq-9", keep=["patient", "session", "day"]).to_pandas()
    draw = random.Random(2)
    clinics = {p: draw.choice(["north", "south", "east", "west", "hill", "harbour"]) for p in scores["patient"].unique()}
    focus = {p: draw.choice(["grief", "role dispute", None]) for p in clinics}
    waited = {p: draw.randrange(90) for p in clinics}
    scores["clinic"] = scores["patient"].map(clinics)
    scores["focus"] = scores["patient"].map(focus)
    intake = pandas.Timestamp("2026-01-05")
    scores["date"] = (intake + pandas.to_timedelta(scores["day"], unit="D")).dt.strftime("%Y-%m-%d")
    scores["waited"] = -scores["patient"].map(waited)
    scores["referred"] = (intake + pandas.to_timedelta(scores["waited"], unit="D")).dt.strftime("%Y-%m-%d")
    return scores


def test_groups_of_every_column_add_up_to_everybody(sessions: pandas.DataFrame) -> None:
    report = oncourse.service_report(sessions, "phq-9", by=["clinic", "focus"], date="date", referral="referred")
    groups = list(report.groups.rows())
    assert groups[0]["by"] is None and groups[0]["courses"] == 600
    for by in ("clinic", "focus"):
        own = [row for row in groups if row["by"] == by]
        for figure in ("courses", "judged", "before_window", "inside_window", "after_window", "waiting_courses"):
            assert sum(row[figure] for row in own) == groups[0][figure], (by, figure)
    assert [row["stated"] for row in groups if row["by"] == "focus"] == [True, True, False]
    assert 30 < groups[0]["waiting_median"] < 60
    by_day = oncourse.service_report(sessions, "phq-9", by=["clinic", "focus"], day="day", referral="waited")
    assert list(by_day.groups.rows()) == groups
    outcomes = [row for row in report.outcomes.rows() if row["by"] is None]
    assert {row["outcome"]: row["status"] for row in outcomes}["off_track"] == "asked_of_nobody"
    for row in outcomes:
        if row["of"]:
            assert row["low"] <= row["share"] <= row["high"] and row["share"] == row["count"] / row["of"]
        assert row["expected"] is None, "there is no model"


def test_response_is_what_pandas_counts(sessions: pandas.DataFrame) -> None:
    report = oncourse.service_report(sessions, "phq-9", by="clinic", threads=2)
    measured = sessions.dropna(subset=["total"])
    ends = measured.groupby("patient")["total"].agg(["first", "last", "count"])
    ends = ends[(ends["count"] > 1) & (ends["first"] > 0)]
    clinics = sessions.groupby("patient")["clinic"].first()
    met = (ends["last"] <= ends["first"] / 2).groupby(clinics[ends.index]).agg(["sum", "count"])
    found = {row["group"]: row for row in report.outcomes.rows() if row["outcome"] == "response" and row["group"]}
    assert set(found) == set(met.index)
    for clinic, row in met.iterrows():
        assert (found[clinic]["count"], found[clinic]["of"]) == (row["sum"], row["count"])


def test_case_mix_and_alarms_come_from_a_model(sessions: pandas.DataFrame) -> None:
    model = oncourse.fit_growth(sessions, instrument="phq-9", calibrate=True)
    report = oncourse.service_report(sessions, by="clinic", model=model)
    assert report.comparisons == len(report.points) > 60
    assert 0 <= report.beyond_alert <= report.beyond_warning < report.comparisons
    adjusted = [row for row in report.points.rows() if row["case_mix"]]
    assert all(row["centre"] == pytest.approx(1) for row in adjusted)
    assert all(row["alert_low"] <= row["warning_low"] < 1 < row["warning_high"] <= row["alert_high"] for row in adjusted)
    everybody = {row["outcome"]: row for row in report.outcomes.rows() if row["by"] is None}
    assert 0.7 < everybody["reliable_improvement"]["ratio"] < 1.4
    followed = oncourse.track(sessions, model, per="person").to_pandas()
    assert everybody["off_track"]["count"] == followed["alarm_session"].notna().sum()
    funnels = list(report.funnels.rows())
    assert {row["widened"] for row in funnels if row["because"] is None} <= {True, False}


def test_what_few_courses_are_behind_is_not_told(sessions: pandas.DataFrame) -> None:
    few = sessions.copy()
    few.loc[few["patient"].isin(["P1", "P2"]), "clinic"] = "elsewhere"
    report = oncourse.service_report(few, "phq-9", by="clinic")
    status = {row["group"]: row["status"] for row in report.groups.rows() if row["by"]}
    assert status["elsewhere"] == "withheld" and list(status.values()).count("withheld") == 2, "or the total told it"
    for row in report.outcomes.rows():
        if status.get(row["group"]) == "withheld":
            assert row["status"] == "withheld" and row["count"] is None and row["share"] is None
    shown = oncourse.service_report(few, "phq-9", by="clinic", least_group=1)
    assert {row["status"] for row in shown.groups.rows()} == {"ok"}


def test_text_and_page_say_the_same_and_rank_nobody(sessions: pandas.DataFrame) -> None:
    report = oncourse.service_report(sessions, "phq-9", by="clinic")
    page = report.to_html()
    assert str(report) == repr(report) and "harbour" in str(report) and "not ranked" in str(report)
    assert page.startswith("<!DOCTYPE html>") and "<svg" in page and "<script" not in page
    assert "<pre>" in report._repr_html_()
    assert all(len(line) <= 100 for line in str(report).splitlines())


def test_frames_of_every_library_and_rows_in_any_mix_say_the_same(sessions: pandas.DataFrame) -> None:
    wanted = list(oncourse.service_report(sessions, "phq-9", by="clinic").outcomes.rows())
    mixed = sessions.sort_values("session", kind="stable")
    for frame in (polars.from_pandas(sessions), mixed, sessions.to_dict("list")):
        assert list(oncourse.service_report(frame, "phq-9", by="clinic").outcomes.rows()) == wanted


def test_a_course_that_cannot_be_judged_is_counted_with_its_reason() -> None:
    rows = {"patient": [1, 1, 2, 2, 3, 4, 4], "session": [0, 9, 0, 9, 0, 5, 2], "total": [20, 5, 20, 28, 9, 10, 9]}
    report = oncourse.service_report(rows, "phq-9", least_group=1)
    assert {row["status"]: row["courses"] for row in report.troubles.rows()} == {
        "response_range": 1,
        "not_enough_sessions": 1,
        "session_order": 1,
    }
    assert list(report.groups.rows())[0]["judged"] == 1
    by_rows = oncourse.service_report(rows, "phq-9", session=None, least_group=1)
    assert list(by_rows.groups.rows())[0]["judged"] == 2, "rows are counted"


def test_what_cannot_be_is_refused(sessions: pandas.DataFrame) -> None:
    with pytest.raises(oncourse.InvalidArgument, match="name the instrument"):
        oncourse.service_report(sessions)
    with pytest.raises(oncourse.InvalidArgument, match="no column ward"):
        oncourse.service_report(sessions, "phq-9", by="ward")
    with pytest.raises(oncourse.InvalidArgument, match="twice"):
        oncourse.service_report(sessions, "phq-9", by=["clinic", "clinic"])
    with pytest.raises(oncourse.InvalidArgument, match="waiting needs"):
        oncourse.service_report(sessions, "phq-9", referral="referred")
    for options in ({"least_group": -1}, {"threads": 0}, {"level": 1.0}, {"warning": 0.999}, {"combine": "some"}):
        with pytest.raises(oncourse.InvalidArgument):
            oncourse.service_report(sessions, "phq-9", **options)  # type: ignore[arg-type]
