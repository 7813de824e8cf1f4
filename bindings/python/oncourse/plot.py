"""Pictures of change, of one course and of a cohort, with matplotlib (``pip install oncourse[plot]``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from . import _oncourse as _core
from .backtests import Backtest
from .change_rule import ChangeRule, axis_of
from .courses import Assessment
from .errors import InvalidArgument, NotAvailable, OncourseError
from .frames import ColumnLike, Columns, Frame, column
from .gains import SuddenGainRule
from .instruments import InstrumentLike, core_of
from .models import Model

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["alarms", "change", "cohort", "course", "expected", "roc", "sudden_gains"]

_ink, _quiet, _band, _alarm, _good = "#1f3b57", "#8a97a5", "#d9e4ee", "#b3261e", "#2e7d4f"
_verdict_colours = {"off_track": _alarm, "reached_target": _good, "on_track": _ink, "undetermined": _quiet}

#: Lines that are told apart without colour.
_styles: list[Any] = ["-", "--", ":", "-.", (0, (12, 3)), (0, (3, 4, 1, 4))]

#: Colour, marker and area of each class; full where the line of the clinical range was crossed as well.
_class_marks = {
    "recovered": (_good, "o", 36, True),
    "improved": (_good, "o", 36, False),
    "unchanged": (_quiet, "o", 18, False),
    "deteriorated": (_alarm, "D", 36, False),
    "harmed": (_alarm, "D", 36, True),
}


def _axes(ax: Axes | None, size: tuple[float, float] = (8, 4.5)) -> Axes:
    if ax is not None:
        return ax
    try:
        import matplotlib.pyplot
    except ImportError as missing:
        raise NotAvailable("not_available", "plots need matplotlib: pip install oncourse[plot]") from missing
    return matplotlib.pyplot.subplots(figsize=size, layout="constrained")[1]


def course(assessment: Assessment, ax: Axes | None = None) -> Axes:
    """One course: its scores by verdict, the expected range, the forecast, the band of all scores to come, the window.

    Clinically: where this person stands beside people with the same baseline, and where the scores are heading.

    Parameters
    ----------
    assessment
        From :func:`oncourse.assess`.
    ax
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    report = assessment.report
    axes = _axes(ax)
    verdicts: list[dict[str, Any]] = report["verdicts"]
    curve: list[dict[str, Any]] = report["curve"]
    window: dict[str, Any] = report["window"]
    named = next(one for one in report["instruments"] if one["id"] == report["instrument"])

    axes.axvspan(window["first"], window["last"], color="#e8cf94", alpha=0.45, linewidth=0, zorder=2)
    axes.annotate(
        "window",
        ((window["first"] + window["last"]) / 2, 1),
        xycoords=("data", "axes fraction"),
        xytext=(0, -4),
        textcoords="offset points",
        ha="center",
        va="top",
        color="#8a6d3b",
        fontsize=9,
    )
    if curve:
        sessions = [at["session"] for at in curve]
        axes.fill_between(
            sessions,
            [at["expected"]["low"] for at in curve],
            [at["expected"]["high"] for at in curve],
            color=_band,
            linewidth=0,
            zorder=1,
            label="expected range",
        )
        ahead = [at for at in curve if at["session"] >= verdicts[-1]["session"]]
        axes.plot(
            [at["session"] for at in ahead],
            [at["score"]["mean"] for at in ahead],
            color=_ink,
            linestyle="--",
            linewidth=1.4,
            zorder=3,
            label="forecast",
        )
        for end, label in (("low", None), ("high", "range of the forecast")):
            axes.plot(
                [at["session"] for at in ahead],
                [at["score"][end] for at in ahead],
                color=_ink,
                linestyle=":",
                linewidth=1,
                zorder=3,
                label=label,
            )
        banded = [at for at in curve if at["band"]]
        if banded:
            axes.fill_between(
                [at["session"] for at in banded],
                [at["band"]["low"] for at in banded],
                [at["band"]["high"] for at in banded],
                facecolor="none",
                edgecolor=_quiet,
                hatch="///",
                linewidth=0.8,
                zorder=2,
                label=f"all scores to come, {100 * report['bands']['level']:.6g} % of courses",
            )
    beyond: list[dict[str, Any]] = window["beyond"]
    if beyond:
        # From the window's last forecast on, so that the lines do not break.
        on = (curve[-1:] if window["sessions"] else []) + beyond
        for part, style in (("mean", "--"), ("low", ":"), ("high", ":")):
            axes.plot(
                [at["session"] for at in on],
                [at["score"][part] for at in on],
                color=_quiet,
                linestyle=style,
                linewidth=1,
                zorder=2,
                label="extrapolated beyond the window" if part == "mean" else None,
            )
    axes.plot(
        [at["session"] for at in verdicts], [at["score"] for at in verdicts], color=_ink, linewidth=1.4, zorder=4
    )
    for name, colour in _verdict_colours.items():
        own = [at for at in verdicts if at["verdict"] == name]
        if own:
            axes.scatter(
                [at["session"] for at in own],
                [at["score"] for at in own],
                s=36,
                color=colour,
                marker="D" if name == "off_track" else "o",
                zorder=5,
                label=name.replace("_", " "),
            )
    target = report["target"]
    if target:
        axes.axhline(target["limit"], color=_good, linewidth=1, linestyle="-.", zorder=2, label="target")
    axes.set_xlabel("session")
    axes.set_ylabel(named["name"])
    axes.set_title(f"Session {verdicts[-1]['session']}: {report['verdict'].replace('_', ' ')}", loc="left")
    _finish(axes)
    return axes


def cohort(
    data: Frame,
    model: Model | None = None,
    *,
    person: str = "patient",
    time: str = "session",
    score: str = "total",
    most: int = 200,
    covariates: Sequence[float] = (),
    ax: Axes | None = None,
) -> Axes:
    """A cohort: every person's scores as a line, and the response that the model expects on average.

    Clinically: how far people differ, and what is usual.

    Parameters
    ----------
    data, person, time, score
        As in :func:`oncourse.fit_growth`.
    model
        Adds the expected response and the range of most people around it, cut to the scale.
    most
        Draw at most so many persons, evenly taken; the title says how many there are.
    covariates
        The values at which the expected response is drawn, one per covariate of the model; 0 by default.
    ax
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    import math

    columns = Columns(data)
    taken = _core.take([columns[person], columns[time], columns[score]])
    lines: dict[Any, list[tuple[float, float]]] = {}
    for who, at, value in zip(*(taken.values(name) for name in taken.names)):
        if value is not None and not math.isnan(value):
            lines.setdefault(who, []).append((at, value))
    axes = _axes(ax)
    step = max(1, math.ceil(len(lines) / most))
    drawn = list(lines.values())[::step]
    for line in drawn:
        axes.plot(*zip(*line), color=_quiet, linewidth=0.6, alpha=0.35, zorder=2)
    if model is not None:
        last = max((at for line in lines.values() for at, _ in line), default=16.0)
        times = [last * i / 80 for i in range(81)]
        response = model.expected(times, covariates)
        ends = _scale_of(model)
        axes.fill_between(
            times,
            _cut(response["low"], ends),
            _cut(response["high"], ends),
            color=_band,
            linewidth=0,
            zorder=1,
            label=f"{100 * _core.usual_level:.0f} % of people",
        )
        mean = _cut(response["mean"], ends)
        axes.plot(times, mean, color=_ink, linewidth=2.2, zorder=3, label="expected response")
    shown = "" if len(drawn) == len(lines) else f", {len(drawn)} drawn"
    axes.set_title(f"{len(lines)} persons{shown}", loc="left")
    axes.set_xlabel(time)
    axes.set_ylabel(score)
    _finish(axes)
    return axes


def expected(
    model: Model,
    times: Sequence[float],
    covariates: Sequence[float] | Mapping[str, float] = (),
    *,
    intake: Sequence[float] = (),
    level: float = _core.usual_level,
    instrument: InstrumentLike | None = None,
    label: str | None = None,
    axis: tuple[float, float] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """The expected response: a line per intake score in its band.

    Clinically: where people who start alike are expected at each session, and how far they scatter around it. The band
    holds its share of them at any one time, fewer at all times.

    Parameters
    ----------
    model, times, covariates, intake, level, instrument
        As in :meth:`oncourse.Model.expected`.
    label
        Of the axis of scores; by default the instrument's name.
    axis
        The least and the greatest score to show; by default the instrument's.
    ax
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    q = None if instrument is None else core_of(instrument)
    name, (low, high) = model._axis(q, label, axis)
    table = model.expected(times, covariates, level=level, intake=intake, instrument=instrument).to_dict()
    axes = _axes(ax)
    n = len(times)
    for i in range(max(1, len(intake))):
        one = {column_name: values[i * n : (i + 1) * n] for column_name, values in table.items()}
        style = _styles[i % len(_styles)]
        start = f"from {intake[i]:.6g}" if len(intake) > 0 else "expected"
        axes.fill_between(one["time"], one["low"], one["high"], color=_ink, alpha=0.08, linewidth=0, zorder=1)
        for end in ("low", "high"):
            axes.plot(one["time"], one[end], color=_ink, linewidth=0.6, linestyle=style, zorder=2)
        axes.plot(one["time"], one["mean"], color=_ink, linewidth=2, linestyle=style, zorder=3, label=start)
        if len(intake) > 0:
            axes.plot([0], [intake[i]], color=_ink, marker="o", markerfacecolor="white", zorder=4, linestyle="")
    axes.set_title(f"{100 * level:.6g} % of scores at any one time lie in a band", loc="left")
    axes.set_xlabel(model.time_unit)
    axes.set_ylabel(name)
    _finish(axes)
    margin = 0.03 * (high - low)
    axes.set_ylim(low - margin, high + margin)
    return axes


def change(
    data: Frame,
    rule: ChangeRule,
    *,
    pre: ColumnLike = "pre",
    post: ColumnLike = "post",
    label: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """First against second scores, with the band of no change and the lines of the clinical range.

    Clinically: who lies in the band did not change by more than error, whatever the points; who lies at its edge could
    as well lie on the other side.

    Parameters
    ----------
    data, pre, post
        As in :func:`oncourse.classify`.
    rule
        What is a change.
    label
        Of the axes; by default the instrument's name.
    ax
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    columns = Columns({} if data is None else data)
    before, after = columns.one(pre, "pre"), columns.one(post, "post")
    name, (low, high) = axis_of([before, after], rule._instrument, label, None)
    classes = rule._core.classify(before, after, rule._instrument).values("class")
    firsts, seconds = (_core.take([one]).values(one.name) for one in (before, after))
    margin = 0.03 * (high - low)
    axes = _axes(ax, (7.2, 5.4))
    at = [low - margin + (high - low + 2 * margin) * i / 200 for i in range(201)]
    band = [(x, ends) for x in at if (ends := rule.no_change(x)) is not None]
    if band:
        axes.fill_between(
            [x for x, _ in band],
            [ends[0] for _, ends in band],
            [ends[1] for _, ends in band],
            color=_band,
            linewidth=0,
            zorder=1,
            label="no change",
        )
    axes.axline((low, low), slope=1, color=_quiet, linewidth=0.8, zorder=2)
    if (line := rule.clinical_range) is not None:
        axes.axvline(line.value, color=_ink, linewidth=1, linestyle=":", zorder=2, label="clinical range")
        for beyond in {line.functional_beyond, line.clinical_beyond}:
            axes.axhline(beyond, color=_ink, linewidth=1, linestyle=":", zorder=2)
    counts: dict[str, Counter[tuple[float, float]]] = {name: Counter() for name in _class_marks}
    for own, first, second in zip(classes, firsts, seconds):
        if own is not None:
            counts[own][first, second] += 1
    for own, (colour, marker, area, full) in _class_marks.items():
        persons = counts[own]
        if not persons:
            continue

        def mark(at: Iterable[tuple[float, float]], areas: Sequence[float], label: str | None) -> None:
            points = list(at)
            axes.scatter(
                [first for first, _ in points],
                [second for _, second in points],
                s=areas,
                marker=marker,
                facecolors=colour if full else "white",
                edgecolors=colour,
                linewidths=1.3,
                zorder=3,
                label=label,
            )

        mark(persons, [area * count for count in persons.values()], None)
        mark([], [area], f"{own}, {sum(persons.values())}")
    missing = classes.count(None)
    axes.set_title(f"{len(classes)} persons" + (f", {missing} without a class" if missing else ""), loc="left")
    axes.set_xlabel(f"{name}, first")
    axes.set_ylabel(f"{name}, second")
    axes.set_aspect("equal")
    _finish(axes)
    axes.set_xlim(low - margin, high + margin)
    axes.set_ylim(low - margin, high + margin)
    return axes


def sudden_gains(
    scores: Sequence[float | None],
    rule: SuddenGainRule,
    *,
    first_session: int = 1,
    label: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """One person's course with every sudden gain marked.

    Clinically: where the course turned, and whether it lasted.

    Parameters
    ----------
    scores
        One per planned session, in order; missing where missed, which breaks the line.
    rule
        What is sudden.
    first_session
        Number of the first of them.
    label
        Of the axis; by default the instrument's name.
    ax
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    given = column("score", scores)
    name, (low, high) = axis_of([given], rule._instrument, label, None)
    series = _core.take([given]).values("score")
    found = rule._core.from_wide([column("score", [score]) for score in series], first_session, "first", False).gains
    sessions = [first_session + i for i in range(len(series))]
    axes = _axes(ax)
    there = [float("nan") if score is None else score for score in series]
    axes.plot(sessions, there, color=_ink, linewidth=1.4, marker="o", markersize=5, zorder=4)
    colour = _good if rule.kind == "gain" else _alarm
    for i in range(len(found)):
        gain = {column_name: found.values(column_name)[i] for column_name in found.names}
        ends = [gain["session"], gain["next_session"]]
        points = [series[at - first_session] for at in ends]
        axes.axvspan(ends[0], ends[1], color=colour, alpha=0.12, linewidth=0, zorder=1)
        axes.plot(ends, points, color=colour, linewidth=3, zorder=5, label=f"sudden {rule.kind}" if i == 0 else None)
        lost = {None: "", True: ", reversed", False: ", kept"}[gain["reversed"]]
        axes.annotate(
            f"{abs(points[1] - points[0]):.6g} points{lost}",
            (sum(ends) / 2, max(points)),
            xytext=(0, 10),
            textcoords="offset points",
            ha="center",
            color=colour,
            fontsize=9,
            zorder=6,
        )
    axes.set_xlabel("session")
    axes.set_ylabel(name)
    axes.locator_params(axis="x", integer=True)
    plural = "gains" if rule.kind == "gain" else "losses"
    said = {0: f"No sudden {rule.kind}", 1: f"1 sudden {rule.kind}"}
    axes.set_title(said.get(len(found), f"{len(found)} sudden {plural}"), loc="left")
    _finish(axes)
    margin = 0.05 * (high - low)
    axes.set_ylim(low - margin, high + 2 * margin)
    return axes


def roc(backtest: Backtest, *, rule: str = "posterior_probability", ax: Axes | None = None) -> Axes:
    """How well a rule's signals tell courses apart: a receiver operating characteristic per session.

    Clinically: at which session a signal begins to say something of the end, wherever its limit is set; on the diagonal
    it says nothing.

    Parameters
    ----------
    backtest
        From :func:`oncourse.backtest`.
    rule
        Which of its rules, of the model asked for.
    ax
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    curves: dict[int, list[tuple[float, float]]] = {}
    areas = {
        row["session"]: row["roc_area"]
        for row in backtest.sessions.rows()
        if row["rule"] == rule and row["model"] == "as asked"
    }
    if not areas:
        raise InvalidArgument("bad_argument", f"the backtest has no rule {rule}")
    taken: tuple[object, ...] | None = None
    for row in backtest.roc.rows():
        if row["rule"] != rule or row["model"] != "as asked":
            continue
        named = tuple(row[name] for name in ("limits", "spending", "alpha"))
        taken = taken or named  # limits change nothing of a signal
        if named == taken:
            curves.setdefault(row["session"], []).append((row["false_positive_rate"], row["true_positive_rate"]))
    axes = _axes(ax, (7.2, 5.4))
    axes.axline((0, 0), slope=1, color=_quiet, linewidth=0.8, zorder=1)
    for i, (session, points) in enumerate(curves.items()):
        shade = 0.35 + 0.65 * (i + 1) / len(curves)
        axes.plot(*zip(*points), color=_ink, alpha=shade, linewidth=1.6, linestyle=_styles[i % len(_styles)], zorder=2,
                  label=f"session {session}, area {areas[session]:.2f}")
    axes.set_title(rule.replace("_", " ").capitalize(), loc="left")
    axes.set_xlabel("share of courses that reached the target")
    axes.set_ylabel("share of courses that missed it")
    axes.set_aspect("equal")
    _finish(axes)
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(-0.02, 1.02)
    return axes


def alarms(backtest: Backtest, *, alpha: float | None = None, ax: Axes | None = None) -> Axes:
    """When calibrated rules raised their alarms: of each rule's alarms, the share raised by each session.

    Clinically: an alarm that comes late leaves no time to act on it, however right it is.

    Parameters
    ----------
    backtest
        From :func:`oncourse.backtest`.
    alpha
        Of the limits to show; by default the first there is.
    ax
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    lines: dict[str, list[tuple[int, float]]] = {}
    for row in backtest.alarms.rows():
        if row["limits"] != "calibrated" or row["model"] != "as asked":
            continue
        alpha = row["alpha"] if alpha is None else alpha
        if row["alpha"] != alpha:
            continue
        spending = "" if row["spending"] == "anywhere" else f", {row['spending']}"
        line = lines.setdefault(row["rule"].replace("_", " ") + spending, [])
        line.append((row["session"], row["share"] + (line[-1][1] if line else 0.0)))
    if not lines:
        raise InvalidArgument("bad_argument", "the backtest has no calibrated rule with this alpha")
    axes = _axes(ax)
    for i, (name, points) in enumerate(lines.items()):
        axes.step(*zip(*points), where="post", color=_alarm if name.startswith("posterior") else _ink, linewidth=1.4,
                  linestyle=_styles[i % len(_styles)], zorder=2, label=name)
    axes.set_title(f"Alarms by session, {100 * (alpha or 0):.6g} % false ones allowed", loc="left")
    axes.set_xlabel("session")
    axes.set_ylabel("share of the rule's alarms")
    axes.locator_params(axis="x", integer=True)
    _finish(axes)
    axes.set_ylim(0, 1.02)
    return axes


def _scale_of(model: Model) -> tuple[float, float]:
    """Where the scores end; nowhere for an instrument that does not ship."""
    try:
        ends = None if model.instrument is None else core_of(model.instrument).total_range
    except OncourseError:
        ends = None
    return ends or (-float("inf"), float("inf"))


def _cut(values: Sequence[float], ends: tuple[float, float]) -> list[float]:
    return [min(max(value, ends[0]), ends[1]) for value in values]


def _finish(axes: Axes) -> None:
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.set_ylim(bottom=min(0.0, axes.get_ylim()[0]))
    handles, labels = axes.get_legend_handles_labels()
    if handles:
        axes.legend(handles, labels, frameon=False, fontsize=8, loc="upper left", bbox_to_anchor=(1.0, 1.0))
