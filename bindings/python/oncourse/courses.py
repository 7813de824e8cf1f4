"""One person's course, and what is said of it."""

from __future__ import annotations

import datetime
import json
import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, Union

from . import _oncourse as _core
from .errors import InvalidArgument
from .frames import Table
from .instruments import Instrument, InstrumentLike, core_of
from .models import Model, _usual_plan
from .rules import Rules, core_rules
from .scoring import Prorating

__all__ = ["Assessment", "Course", "WindowOutlook", "WindowReason", "WindowSession", "assess"]

ProblemArea: TypeAlias = Literal["grief", "role_dispute", "role_transition", "interpersonal_deficit"]
#: A date, or days since intake.
When: TypeAlias = Union[datetime.date, str, int]


def _date(when: datetime.date | str) -> str:
    """As it is written; of a datetime, which pandas' Timestamp is too, the day on its own clock."""
    if isinstance(when, datetime.datetime) and when == when:  # pandas.NaT is no day
        when = when.date()
    return str(when)


class Course:
    """One person's therapy, as far as it has come. Interpersonal psychotherapy's window of 12 to 16 is the default.

    Parameters
    ----------
    plan
        Window, cadence and phases.
    intake
        The date of day 0; without it there are only days since intake.
    """

    def __init__(self, plan: _core.Plan = _usual_plan, intake: datetime.date | str | None = None) -> None:
        self._core = _core.Course(plan, None if intake is None else _date(intake))

    @classmethod
    def from_json(cls, document: str, *, instruments: Sequence[Instrument] = ()) -> Course:
        """A course without sessions from a course file: plan, intake, focus, goals, medication, target.

        Parameters
        ----------
        document
            The JSON that ``oncourse track --course`` reads and :meth:`to_json` writes.
        instruments
            Beside those that ship, for goals on a vendor's own.
        """
        made = cls.__new__(cls)
        made._core = _core.Course.read(document, [q._core for q in instruments])
        return made

    def to_json(self) -> str:
        """What was agreed, as a course file. Sessions and scores are no part of it."""
        return self._core.to_json()

    def set_target(self, target: str | None) -> None:
        """What the course aims at, see :func:`oncourse.calibrate`; ``None``: the model's or the instrument's usual."""
        self._core.set_target(target)

    def _day(self, when: When) -> int:
        if isinstance(when, (str, datetime.date)):
            return self._core.day_of(_date(when))
        try:
            return operator.index(when)
        except TypeError:
            raise InvalidArgument("bad_argument", "when is a date, YYYY-MM-DD, or a whole number of days") from None

    def add_session(self, number: int, when: When, *, covariates: Mapping[str, float] | None = None) -> None:
        """A session that was held; intake is session 0. Sessions are added in their order, those missed are left out.

        Raises
        ------
        InvalidArgument
            ``code`` is ``"session_order"``: not after the session before it.
        """
        self._core.add_session(number, self._day(when), dict(covariates or {}))

    def add_answers(
        self, session: int, instrument: InstrumentLike, answers: Sequence[int | None], *, prorating: Prorating = "published"
    ) -> None:
        """A completed questionnaire of a session that was added; see :func:`oncourse.score_sheet`."""
        self._core.add_answers(session, core_of(instrument), list(answers), prorating)

    def add_total(self, session: int, instrument: InstrumentLike, total: float) -> None:
        """A total that comes without its answers; the basis of a verdict will say so."""
        self._core.add_total(session, core_of(instrument), total)

    def scores(self, instrument: InstrumentLike) -> Table:
        """One instrument's totals as a table with a row per session: session, day, total (missing where not completed).

        Ask it what is asked of many people, who here are one: ``change_over_sessions(course.scores("phq-9"),
        person=None, instrument="phq-9")``.
        """
        return Table(self._core.scores(core_of(instrument)))

    def add_medication(
        self, event: Literal["started", "stopped", "dose_changed"], when: When, *, label: str = ""
    ) -> None:
        """A change of medication: a covariate of models that have one, and a remark in the basis."""
        self._core.add_medication(event, self._day(when), label)

    def set_focus(self, primary: ProblemArea, secondary: ProblemArea | None = None) -> None:
        """The problem area or areas of interpersonal psychotherapy."""
        self._core.set_focus(primary, secondary)

    def add_goal(
        self,
        label: str,
        instrument: InstrumentLike,
        compare: Literal["at_least", "above", "at_most", "below"],
        value: float,
    ) -> None:
        """A measurable goal: a total that the person and the therapist agreed on."""
        self._core.add_goal(label, core_of(instrument), compare, value)

    def __len__(self) -> int:
        return len(self._core)


@dataclass(frozen=True)
class WindowSession:
    """A session to come, as the latest score lets expect it."""

    session: int
    #: Since intake, as the forecast supposes: where the plan puts it, or at the agreed cadence from the latest session.
    day: int
    date: datetime.date | None
    #: The probability that its score meets the target: what counts if the therapy ends there.
    at: float
    #: That its score or one before it, from the next on, does, be it once.
    by: float
    #: One observed score: on average, and the interval of the assessment's level.
    mean: float
    low: float
    high: float
    #: Beyond the window: an extrapolation, which no decision uses.
    extrapolated: bool


@dataclass(frozen=True)
class WindowReason:
    """What in the course bears on the window, as it was recorded; it has no effect but that which the model has."""

    #: ``"sessions_missed"``, ``"later_than_planned"``, ``"gap"``, ``"cadence_changed"``, ``"scores_missing"``,
    #: ``"medication_change"`` or ``"problem_area"``.
    kind: str
    sentence: str
    #: Whether the forecast knows of it; ``None`` without a model.
    in_model: bool | None
    session: int | None
    day: int | None
    date: datetime.date | None
    #: What was found, and what had been agreed: sessions, scores or days.
    value: float | None
    agreed: float | None
    #: Which change of medication, which problem area.
    of: str | None


@dataclass(frozen=True)
class WindowOutlook:
    """The agreed window as a decision: by which session the target is likelier met than not.

    Clinically: on course to finish at the window's first session, in need of all of it, or not expected inside. The
    verdict answers another question, whether the target is ruled out at a false-alarm rate, and may differ.
    """

    #: ``"target_met"``, ``"finish_at_first"``, ``"needs_window"``, ``"not_expected_inside"`` or ``"undetermined"``.
    decision: str
    #: The probability from which the target counted as likely.
    level: float
    #: Of those to come inside the window; the latest where the target is met.
    earliest_likely_session: int | None
    #: To come inside the window.
    sessions: list[WindowSession]
    #: After it: an extrapolation, which no decision uses.
    beyond: list[WindowSession]
    reasons: list[WindowReason]
    #: The decision in plain words.
    sentences: list[str]

    def __str__(self) -> str:
        return "\n".join([*self.sentences, *(reason.sentence for reason in self.reasons)])


def _day_of(date: str | None) -> datetime.date | None:
    return None if date is None else datetime.date.fromisoformat(date)


def _window_session(at: dict[str, Any], extrapolated: bool) -> WindowSession:
    return WindowSession(
        at["session"], at["day"], _day_of(at["date"]), at["at"], at["by"], **at["score"], extrapolated=extrapolated
    )


class Assessment:
    """What is said of one course, with the basis of the verdict. It supports a clinician's judgement, no more."""

    def __init__(self, core: _core.Assessment) -> None:
        self._core = core

    @property
    def verdict(self) -> str:
        """The latest: ``"on_track"``, ``"off_track"``, ``"reached_target"`` or ``"undetermined"``."""
        return self._core.verdict

    @property
    def undetermined_because(self) -> str | None:
        """Why the latest verdict is undetermined."""
        return self._core.undetermined_because or None

    @property
    def alarm_session(self) -> int | None:
        """The first session that was off track."""
        return self._core.alarm_session

    @property
    def window_probability(self) -> float | None:
        """That the target is met at the planned end, the window's last session."""
        return self._core.window_probability

    @property
    def bands(self) -> dict[str, Any] | None:
        """What is promised of the bands that hold for all scores to come together: level, kind, n, statement, and
        ``end``, the range of the last score by itself. ``report["curve"]`` has them session by session. ``None`` where
        the model has none, or the planned end has passed."""
        found: dict[str, Any] | None = self.report["bands"]
        return found

    @property
    def window(self) -> WindowOutlook:
        """What the scores mean for the agreed window, and what in the course bears on it."""
        report = self.report
        of = report["window"]
        return WindowOutlook(
            decision=of["decision"],
            level=of["level"],
            earliest_likely_session=report["earliest_likely_session"],
            sessions=[_window_session(at, False) for at in of["sessions"]],
            beyond=[_window_session(at, True) for at in of["beyond"]],
            reasons=[WindowReason(**{**reason, "date": _day_of(reason["date"])}) for reason in of["reasons"]],
            sentences=of["sentences"],
        )

    @property
    def sentences(self) -> list[str]:
        """The basis in plain words."""
        return self._core.sentences

    @property
    def report(self) -> dict[str, Any]:
        """Everything, as the README's section on formats lists it."""
        found: dict[str, Any] = json.loads(self._core.to_json())
        return found

    @property
    def basis(self) -> dict[str, Any]:
        """Rule, inputs with dates, expected range, probability, threshold, guarantee, data quality, turning score."""
        found: dict[str, Any] = self.report["basis"]
        return found

    @property
    def rules(self) -> list[dict[str, Any]]:
        """What each rule says by itself, in order of precedence: verdicts, first alarm, value, threshold, guarantee."""
        found: list[dict[str, Any]] = self.report["rules"]
        return found

    @property
    def deterioration(self) -> dict[str, Any] | None:
        """The same of whether the score will end reliably worse than at baseline, a question of its own."""
        found: dict[str, Any] | None = self.report["deterioration"]
        return found

    def to_json(self) -> str:
        """The report as one JSON document."""
        return self._core.to_json()

    def to_html(self) -> str:
        """The report as a self-contained page."""
        return self._core.to_html()

    def chart_svg(self) -> str:
        """The page's chart alone."""
        return self._core.chart_svg()

    def __str__(self) -> str:
        return self._core.to_text()

    def __repr__(self) -> str:
        return f"<oncourse.Assessment {self.verdict}>"

    def _repr_html_(self) -> str:
        return self._core.chart_svg() + "".join(f"<p>{_escaped(sentence)}</p>" for sentence in self.sentences)


def _escaped(text: str) -> str:
    from html import escape

    return escape(text)


def assess(
    course: Course,
    instrument: InstrumentLike | None = None,
    model: Model | None = None,
    *,
    target: str | None = None,
    alpha: float = _core.usual_alpha,
    level: float = _core.usual_level,
    rules: Rules = (),
    combine: Literal["any", "all"] = "any",
    group: str | None = None,
    window_level: float = _core.usual_window_level,
    sessions_beyond: int = _core.usual_sessions_beyond,
    today: When | None = None,
    title: str = "Course report",
) -> Assessment:
    """Judge one course by one instrument, at every session at which it was completed.

    Clinically: whether the scores lie where those of people who reach the target lie, and why that is said.

    Parameters
    ----------
    course
        With at least one completed questionnaire.
    instrument
        By default the one agreed in the course file, else the model's.
    model
        Without it verdicts are undetermined, unless by rules that need none, and scores are still read.
    target, alpha, level, rules, combine
        As in :func:`oncourse.track`.
    group
        For whose calibrations to look, as of a clinic; by default those of everybody.
    window_level
        The probability from which the target counts as likely at a session of the window; 0.5, likelier than not, is a
        convention.
    sessions_beyond
        How many sessions after the window to extrapolate, up to 20.
    today
        For the report to say whether a session is overdue.
    title
        Shown as given; the caller decides whether it names anybody.
    """
    named = instrument or course._core.agreed_instrument or (None if model is None else model.instrument)
    if named is None:
        raise InvalidArgument("bad_argument", "by which instrument? name it with instrument=")
    day = None if today is None else course._day(today)
    core = None if model is None else model._core
    judged = _core.assess(
        course._core,
        core_of(named),
        core,
        target,
        alpha,
        level,
        window_level,
        sessions_beyond,
        day,
        title,
        core_rules(rules),
        combine,
        group or "",
    )
    return Assessment(judged)
