"""One person's course: what is added, what is refused, what is said."""

from __future__ import annotations

import datetime
import json

import numpy
import pandas
import pytest

import oncourse


def course(totals: list[float], intake: str | None = "2026-01-05") -> oncourse.Course:
    made = oncourse.Course(intake=intake)
    for session, total in enumerate(totals):
        made.add_session(session, 7 * session)
        made.add_total(session, "phq-9", total)
    return made


def test_a_verdict_carries_its_basis(model: oncourse.Model) -> None:
    judged = oncourse.assess(course([18, 17, 18, 17, 18, 17, 18]), model=model)
    assert judged.verdict == "off_track"
    assert judged.alarm_session is not None
    basis = judged.basis
    assert basis["probability"] < basis["threshold"]
    assert basis["guarantee"]["alpha"] == 0.10
    assert [one["date"] for one in basis["inputs"]][0] == "2026-01-05"
    assert judged.sentences == basis["sentences"]
    assert json.loads(judged.to_json()) == judged.report
    assert "<!doctype html>" in judged.to_html().lower()
    assert judged.chart_svg().startswith("<svg")
    assert "off track" in str(judged)


def test_the_window_is_a_decision_with_its_reasons(model: oncourse.Model) -> None:
    made = course([18, 17, 16, 15, 15, 14])
    made.add_session(8, 84)
    made.set_focus("grief")
    judged = oncourse.assess(made, model=model)
    window = judged.window
    assert window.decision in {"finish_at_first", "needs_window", "not_expected_inside"}
    assert window.level == 0.5
    assert [at.session for at in window.sessions] == list(range(9, 17))
    assert [at.session for at in window.beyond] == [17, 18, 19, 20]
    assert all(at.extrapolated for at in window.beyond) and not any(at.extrapolated for at in window.sessions)
    by = [at.by for at in [*window.sessions, *window.beyond]]
    assert by == sorted(by) and by[0] == pytest.approx(window.sessions[0].at)
    assert all(at.by >= at.at - 1e-12 and at.low <= at.mean <= at.high for at in window.sessions)
    assert window.sessions[0].date is not None and window.sessions[0].date.isoformat() == "2026-04-06"
    assert {reason.kind for reason in window.reasons} == {
        "sessions_missed",
        "gap",
        "later_than_planned",
        "scores_missing",
        "problem_area",
    }
    area = next(reason for reason in window.reasons if reason.kind == "problem_area")
    assert area.of == "grief" and area.in_model is False
    assert set(window.sentences) <= set(judged.sentences)
    assert str(window).startswith(window.sentences[0])
    shorter = oncourse.assess(made, model=model, window_level=0.01, sessions_beyond=0).window
    assert shorter.decision == "finish_at_first" and shorter.level == 0.01 and not shorter.beyond
    with pytest.raises(oncourse.InvalidArgument, match="21 sessions beyond the window"):
        oncourse.assess(made, model=model, sessions_beyond=21)


def test_without_a_model_the_scores_are_read_and_the_verdict_is_undetermined() -> None:
    judged = oncourse.assess(course([18, 10]), "phq-9")
    assert judged.verdict == "undetermined"
    assert judged.undetermined_because
    assert judged.window_probability is None
    assert judged.window.decision == "undetermined"
    assert judged.window.sentences == ["No decision about the window: no growth model was given."]
    with pytest.raises(oncourse.InvalidArgument, match="by which instrument"):
        oncourse.assess(course([18, 10]))


def test_sessions_out_of_order_are_refused_and_leave_the_course_as_it_was() -> None:
    made = course([18, 17, 16])
    for number, day in ((1, 70), (3, 7), (2, 30)):
        with pytest.raises(oncourse.InvalidArgument) as refused:
            made.add_session(number, day)
        assert refused.value.code == "session_order"
    with pytest.raises(oncourse.InvalidArgument, match="session 9 was not added"):
        made.add_total(9, "phq-9", 3)
    with pytest.raises(oncourse.InvalidArgument, match="the total is 28, scale is 0..27"):
        made.add_total(2, "phq-9", 28)
    assert len(made) == 3


def test_what_was_agreed_goes_through_a_course_file(model: oncourse.Model) -> None:
    made = oncourse.Course(oncourse.Plan(window_first=10, window_last=14), datetime.date(2026, 1, 5))
    made.set_focus("grief", "role_transition")
    made.add_goal("below the cut-off again", "phq-9", "below", 10)
    made.add_medication("started", "2026-01-19", label="as agreed")
    made.set_target("percent:50")
    again = oncourse.Course.from_json(made.to_json())
    assert again.to_json() == made.to_json()
    for session, total in enumerate([18, 16, 15]):
        again.add_session(session, 7 * session)
        again.add_total(session, "phq-9", total)
    report = oncourse.assess(again, model=model).report
    assert report["window"]["first"] == 10
    assert report["focus"] == {"primary": "grief", "secondary": "role_transition"}
    assert report["goals"][0]["met"] is False
    assert report["target"]["limit"] == 9
    assert report["medication"][0]["day"] == 14


def test_today_cannot_lie_before_the_latest_session(model: oncourse.Model) -> None:
    with pytest.raises(oncourse.InvalidArgument) as refused:
        oncourse.assess(course([18, 17, 16]), model=model, today=13)
    assert refused.value.code == "session_order"
    overdue = oncourse.assess(course([18, 17, 16]), model=model, today="2026-03-30").report
    assert overdue["window"]["session_overdue"] is True


def test_a_plan_that_cannot_be_is_refused() -> None:
    with pytest.raises(oncourse.InvalidArgument, match="window 16 to 12"):
        oncourse.Plan(window_first=16, window_last=12)


def test_days_come_from_every_kind_of_date_and_number() -> None:
    made = oncourse.Course(intake=datetime.datetime(2026, 1, 5, 23, 30))
    days = [numpy.int64(0), pandas.Timestamp("2026-01-12 10:00"), datetime.datetime(2026, 1, 19, 9), "2026-01-26", 28]
    for session, when in enumerate(days):
        made.add_session(session, when)
        made.add_total(session, "phq-9", 10)
    inputs = oncourse.assess(made, "phq-9").basis["inputs"]
    assert [one["date"] for one in inputs] == ["2026-01-05", "2026-01-12", "2026-01-19", "2026-01-26", "2026-02-02"]
    for when in (1.5, None):
        with pytest.raises(oncourse.InvalidArgument, match="when is a date"):
            made.add_session(9, when)  # type: ignore[arg-type]
    with pytest.raises(oncourse.OncourseError):
        made.add_session(9, pandas.NaT)  # type: ignore[arg-type]
