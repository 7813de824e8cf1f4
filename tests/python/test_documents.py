"""Every line of Python in the documents runs as it stands, and every picture is drawn."""

from __future__ import annotations

import pathlib
import re
import subprocess
import sys

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


@pytest.mark.parametrize("document", ["bindings/python/coming_from_r.md", "README.md"])
def test_the_python_in_a_document_runs(document: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", (root / document).read_text(), re.DOTALL)
    assert blocks
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, document, "exec"), names)


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
    assert {"expected range", "forecast", "off track", "target"} <= set(labels)
    matplotlib.pyplot.close("all")
