"""Pictures of one course and of a cohort, with matplotlib (``pip install oncourse[plot]``)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from . import _oncourse as _core
from .courses import Assessment
from .errors import NotAvailable
from .frames import Columns, Frame
from .models import Model

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["cohort", "course"]

_ink, _quiet, _band, _alarm, _good = "#1f3b57", "#8a97a5", "#d9e4ee", "#b3261e", "#2e7d4f"
_verdict_colours = {"off_track": _alarm, "reached_target": _good, "on_track": _ink, "undetermined": _quiet}


def _axes(ax: Axes | None) -> Axes:
    if ax is not None:
        return ax
    try:
        import matplotlib.pyplot
    except ImportError as missing:
        raise NotAvailable("not_available", "plots need matplotlib: pip install oncourse[plot]") from missing
    return matplotlib.pyplot.subplots(figsize=(8, 4.5), layout="constrained")[1]


def course(assessment: Assessment, ax: Axes | None = None) -> Axes:
    """One course: its scores by verdict, the expected range, the forecast and the window.

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
        Adds the expected response and the range of most people around it.
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
        axes.fill_between(
            times,
            response["low"],
            response["high"],
            color=_band,
            linewidth=0,
            zorder=1,
            label=f"{100 * _core.usual_level:.0f} % of people",
        )
        axes.plot(times, response["mean"], color=_ink, linewidth=2.2, zorder=3, label="expected response")
    shown = "" if len(drawn) == len(lines) else f", {len(drawn)} drawn"
    axes.set_title(f"{len(lines)} persons{shown}", loc="left")
    axes.set_xlabel(time)
    axes.set_ylabel(score)
    _finish(axes)
    return axes


def _finish(axes: Axes) -> None:
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.set_ylim(bottom=min(0.0, axes.get_ylim()[0]))
    handles, labels = axes.get_legend_handles_labels()
    if handles:
        axes.legend(handles, labels, frameon=False, fontsize=8, loc="upper left", bbox_to_anchor=(1.0, 1.0))
