"""Every line of Python in the documents runs as it stands, and every picture is drawn."""

from __future__ import annotations

import pathlib
import re
import shutil
import subprocess
import sys
from operator import attrgetter

import matplotlib
import matplotlib.pyplot
import pytest

import oncourse

root = pathlib.Path(__file__).parents[2]
matplotlib.use("Agg")


def test_the_worked_script_goes_from_csv_to_verdicts(tmp_path: pathlib.Path) -> None:
    script = root / "bindings/python/examples/csv_to_verdicts.py"
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "off_track" in done.stdout
    for made in ("cohort.csv", "model.json", "verdicts.csv", "cohort.png", "course.png", "course.html"):
        assert (tmp_path / made).stat().st_size > 0, made


@pytest.mark.parametrize("document", ["bindings/python/at_scale.md", "bindings/python/coming_from_r.md", "README.md"])
def test_the_python_in_a_document_runs(document: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if "at_scale" in document:
        pytest.importorskip("pyspark", reason="pyspark 4 is not installed")
        pytest.importorskip("dask.dataframe")
        if not shutil.which("java"):
            pytest.skip("Spark needs Java 17, and there is none")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", (root / document).read_text(), re.DOTALL)
    assert blocks
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, document, "exec"), names)


def test_the_readme_names_functions_that_are_there() -> None:
    rows = [line.split(" | ") for line in (root / "README.md").read_text().splitlines() if "oncourse_" in line]
    named = [name for row in rows if len(row) == 4 for name in re.findall("`([^`]+)`", row[2])]
    assert len(named) > 8
    for name in named:
        assert attrgetter(name)(oncourse) is not None, name


def test_pictures_show_what_they_promise(cohort: oncourse.Table, model: oncourse.Model) -> None:
    from oncourse import plot

    axes = plot.cohort(cohort, model, most=50)
    assert len(axes.lines) == 50 + 1
    assert axes.get_title(loc="left") == "300 persons, 50 drawn"
    course = oncourse.Course()
    for session, total in enumerate([18, 18, 19, 18, 19, 18, 19]):
        course.add_session(session, 7 * session)
        course.add_total(session, "phq-9", total)
    axes = plot.course(oncourse.assess(course, model=model))
    assert axes.get_title(loc="left") == "Session 6: off track"
    _, labels = axes.get_legend_handles_labels()
    band = "all scores to come, 90 % of courses"
    beyond = "extrapolated beyond the window"
    assert {"expected range", "forecast", "off track", "target", band, beyond} <= set(labels)
    extrapolated = next(line for line in axes.lines if line.get_label() == beyond)
    assert list(extrapolated.get_xdata()) == [16, 17, 18, 19, 20]
    _, labels = plot.course(oncourse.assess(course, "phq-9")).get_legend_handles_labels()
    assert band not in labels
    matplotlib.pyplot.close("all")


def test_pictures_of_the_expected_response_have_a_line_per_intake(model: oncourse.Model) -> None:
    from oncourse import plot

    times = [float(session) for session in range(1, 17)]
    axes = plot.expected(model, times, intake=[10, 15, 20])
    _, labels = axes.get_legend_handles_labels()
    assert labels == ["from 10", "from 15", "from 20"]
    assert len({str(line.get_linestyle()) for line in axes.lines if len(line.get_xdata()) == 16}) == 3
    drawn = {tuple(line.get_ydata()) for line in axes.lines}
    table = model.expected(times, intake=[15])
    assert {tuple(table[name]) for name in ("mean", "low", "high")} <= drawn
    assert axes.get_title(loc="left") == "90 % of scores at any one time lie in a band"
    svg = model.expected_svg(times, intake=[10, 15, 20])
    assert svg.startswith("<svg") and all(f">{label}<" in svg for label in labels)
    with pytest.raises(oncourse.InvalidArgument):
        model.expected_svg(times, intake=[10, 15, 20], axis=(0, 12))
    for draw in (plot.expected, plot.cohort):
        assert "Clinically: " in (draw.__doc__ or "")
    matplotlib.pyplot.close("all")


def test_pictures_of_change_show_every_class_and_count_the_missing() -> None:
    from oncourse import plot

    pairs = {"pre": [20, 20, 20, 12, 12, 5, 9], "post": [5, 5, 12, 11, 19, 15, None]}
    rule = oncourse.ChangeRule.of_instrument("phq-9")
    axes = plot.change(pairs, rule)
    _, labels = axes.get_legend_handles_labels()
    classes = ["recovered, 2", "improved, 1", "unchanged, 1", "deteriorated, 1", "harmed, 1"]
    assert labels == ["no change", "clinical range", *classes]
    assert axes.get_title(loc="left") == "7 persons, 1 without a class"
    assert {tuple(line.get_xdata()) for line in axes.lines} >= {(10.0, 10.0)}
    drawn = rule.svg(pairs)
    assert drawn.startswith("<svg") and all(one.replace(",", "") in drawn for one in classes) and "no class 1" in drawn
    with pytest.raises(oncourse.InvalidArgument):
        rule.svg(pairs, axis=(0, 10))

    scores = [22, 23, None, 21, 12, 11, 12, 15, 16, 20]
    gains = oncourse.SuddenGainRule(instrument="phq-9")
    axes = plot.sudden_gains(scores, gains)
    assert axes.get_title(loc="left") == "1 sudden gain"
    assert [text.get_text() for text in axes.texts] == ["9 points, reversed"]
    assert "gain 9, reversed" in gains.svg(scores)
    axes = plot.sudden_gains(scores, oncourse.SuddenGainRule(instrument="phq-9", kind="loss"))
    assert axes.get_title(loc="left") == "No sudden loss"
    for draw in (plot.change, plot.cohort, plot.course, plot.sudden_gains):
        assert "Clinically: " in (draw.__doc__ or "")
    matplotlib.pyplot.close("all")


def test_pictures_of_a_backtest_have_a_line_per_session_and_rule(cohort: oncourse.Table) -> None:
    from oncourse import plot

    found = oncourse.backtest(cohort, "phq-9", alphas=[0.1, 0.2], sessions=[3, 6])
    axes = plot.roc(found)
    areas = [row["roc_area"] for row in found.sessions.rows()][:2]
    _, labels = axes.get_legend_handles_labels()
    assert labels == [f"session {at}, area {area:.2f}" for at, area in zip((3, 6), areas)]
    curves = [line for line in axes.lines if len(line.get_xdata()) > 2]
    assert [len(line.get_xdata()) for line in curves] == [21, 21]
    assert curves[1].get_ydata()[10] == [row for row in found.roc.rows() if row["session"] == 6][10]["true_positive_rate"]
    other = plot.roc(found, rule="reliable_deterioration")
    assert other.get_title(loc="left") == "Reliable deterioration"

    axes = plot.alarms(found, alpha=0.2)
    assert axes.get_title(loc="left") == "Alarms by session, 20 % false ones allowed"
    _, labels = axes.get_legend_handles_labels()
    assert labels[:3] == ["posterior probability", "posterior probability, evenly", "posterior probability, early"]
    assert len(labels) == 7
    assert all(line.get_ydata()[-1] == pytest.approx(1) for line in axes.lines)
    assert plot.alarms(found).get_title(loc="left") == "Alarms by session, 10 % false ones allowed"
    with pytest.raises(oncourse.InvalidArgument, match="no rule astrology"):
        plot.roc(found, rule="astrology")
    with pytest.raises(oncourse.InvalidArgument, match="no calibrated rule"):
        plot.alarms(found, alpha=0.3)
    for draw in (plot.roc, plot.alarms):
        assert "Clinically: " in (draw.__doc__ or "")
    matplotlib.pyplot.close("all")
