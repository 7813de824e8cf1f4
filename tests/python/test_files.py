"""Files larger than a chunk: the answers of the whole table, rows in trouble told of, and nothing half-written."""

from __future__ import annotations

import os
import pathlib
import random
import signal
import subprocess
import sys
import textwrap

import pyarrow as pa
import pyarrow.csv
import pyarrow.feather
import pyarrow.parquet
import pytest

import oncourse
from oncourse.files import Progress, score_file, track_file

KEEP = ["patient", "session", "day", "medication"]


def write(table: pa.Table, path: pathlib.Path) -> pathlib.Path:
    if path.suffix == ".parquet":
        pyarrow.parquet.write_table(table, path, row_group_size=1000)
    elif path.suffix == ".csv":
        pyarrow.csv.write_csv(table, path)
    elif path.suffix == ".feather":
        pyarrow.feather.write_feather(table, path, chunksize=1000)
    else:  # a stream
        with pa.ipc.new_stream(path, table.schema) as stream:
            stream.write_table(table, max_chunksize=1000)
    return path


def read(path: pathlib.Path) -> pa.Table:
    if path.suffix == ".csv":
        return pyarrow.csv.read_csv(path)
    return pyarrow.parquet.read_table(path) if path.suffix == ".parquet" else pyarrow.feather.read_table(path)


@pytest.fixture(scope="module")
def rows(sheets: oncourse.Table) -> pa.Table:
    return pa.table(sheets)


@pytest.mark.parametrize("kind", ["parquet", "csv", "feather", "arrow"])
@pytest.mark.parametrize("out", ["parquet", "csv", "arrow"])
def test_scores_and_verdicts_are_those_of_the_table(
    rows: pa.Table, cohort: oncourse.Table, model: oncourse.Model, tmp_path: pathlib.Path, kind: str, out: str
) -> None:
    source = write(rows, tmp_path / f"sheets.{kind}")
    scored, verdicts = tmp_path / f"scored.{out}", tmp_path / f"verdicts.{out}"
    done = score_file(source, scored, "phq-9", keep=KEEP, chunk_rows=77)
    assert (done.rows, done.written) == (len(rows), len(rows))
    expected = pa.table(cohort)
    statuses = expected["status"].to_pylist()
    assert done.by_status == {status: statuses.count(status) for status in set(statuses)}
    for name in ("total", "answered", "risk_item_9"):
        assert read(scored)[name].to_pylist() == expected[name].to_pylist()
    done = track_file(scored, verdicts, model, day="day", chunk_rows=77)
    of_table = pa.table(oncourse.track(cohort, model, day="day"))
    assert read(verdicts)["probability"].to_pylist() == of_table["probability"].to_pylist()
    assert [one or None for one in read(verdicts)["verdict"].to_pylist()] == of_table["verdict"].to_pylist()
    assert done.by_status == {"ok": len(rows)}
    assert sorted(os.listdir(tmp_path)) == sorted([source.name, scored.name, verdicts.name])


def test_several_files_are_one_also_through_a_person(rows: pa.Table, model: oncourse.Model, tmp_path: pathlib.Path) -> None:
    cut = 1234
    assert rows["patient"][cut - 1] == rows["patient"][cut]
    bad = rows.slice(cut).to_pylist()
    bad[7]["q3"] = 8
    parts = [rows.slice(0, cut), pa.Table.from_pylist(bad, schema=rows.schema)]
    paths = [write(part, tmp_path / f"part_{i}.parquet") for i, part in enumerate(parts)]
    done = track_file(paths, tmp_path / "verdicts.parquet", model, chunk_rows=100)
    expected = pa.table(oncourse.track(pa.concat_tables(parts), model))
    assert read(tmp_path / "verdicts.parquet")["probability"].to_pylist() == expected["probability"].to_pylist()
    (trouble,) = done.troubles
    assert str(trouble) == "part_1.parquet, row 8, column q3: response_range: item 3 is 8, scale is 0..3"
    write(parts[1].drop_columns(["day"]), paths[1])
    with pytest.raises(oncourse.InvalidArgument, match="part_1.parquet has other columns"):
        track_file(paths, tmp_path / "verdicts.parquet", model)


def test_bad_rows_are_told_of_and_the_rest_is_done(rows: pa.Table, model: oncourse.Model, tmp_path: pathlib.Path) -> None:
    source = write(rows, tmp_path / "sheets.csv")
    lines = source.read_text().splitlines()
    assert lines[3].startswith('"P1",2,') and lines[7].startswith('"P1",')
    cells = [line.split(",") for line in lines]
    cells[1][5] = '" 2 "'  # a number between blanks
    cells[2][5] = "often"
    cells[5][6] = "7"
    cells[6] = ["P1", "secret"]
    cells[8][7] = "1_0"
    cells[10][4] = "nan"
    source.write_text("\n".join(",".join(line) for line in cells) + "\n")
    score_file(source, tmp_path / "kept.parquet", "phq-9", keep=["q2", "q3"])
    kept = read(tmp_path / "kept.parquet").slice(0, 2).to_pydict()
    assert (kept["q2"], kept["q3"]) == ([2.0, None], [1.0, 1.0])
    done = score_file(source, tmp_path / "scored.csv", "phq-9", keep=KEEP, chunk_rows=4)
    assert [str(one) for one in done.troubles if one.status != "too_many_missing"] == [
        "sheets.csv, row 6: malformed: 2 cells, the heading has 13",
        "sheets.csv, row 2, column q2: response_range: column q2, row 2: no number",
        "sheets.csv, row 5, column q3: response_range: item 3 is 7, scale is 0..3",
        "sheets.csv, row 8, column q4: response_range: column q4, row 8: no number",
        "sheets.csv, row 10, column q1: response_range: column q1, row 10: no number",
    ]
    assert (done.skipped, done.unread, done.rows, done.written) == (1, 0, len(rows) - 1, len(rows) - 1)
    assert "1 lines are no rows" in str(done) and "secret" not in str(done)
    found = read(tmp_path / "scored.csv").to_pylist()
    assert [row["total"] is None for row in (found[1], found[4], found[6])] == [True] * 3
    assert found[1]["risk_item_9"] == rows["q9"][1].as_py()
    expected = oncourse.score(rows, "phq-9")["total"]
    assert [row["total"] for row in found[9:]][1:] == expected[11:]

    # Of courses: a score that is none is not measured, a session that is none spoils its person's rows only.
    lines = (tmp_path / "scored.csv").read_text().splitlines()
    cells = [line.split(",") for line in lines]
    cells[2][4] = "low"
    of_other = next(i for i, line in enumerate(cells) if line[0] == '"P7"')
    cells[of_other][1] = "one"
    (tmp_path / "scored.csv").write_text("\n".join(",".join(line) for line in cells) + "\n")
    done = track_file(tmp_path / "scored.csv", tmp_path / "verdicts.csv", model, day="day", chunk_rows=5)
    verdicts = read(tmp_path / "verdicts.csv").to_pylist()
    assert (verdicts[1]["status"], verdicts[1]["detail"]) == ("response_range", "column total, row 2: no number")
    persons_in_trouble = {row["patient"] for row in verdicts if row["status"] == "bad_argument"}
    assert persons_in_trouble == {"P7"}
    assert (of_other, "session", f"column session, row {of_other}: no number") in {
        (one.row, one.column, one.detail) for one in done.troubles
    }
    done = track_file(tmp_path / "scored.csv", tmp_path / "persons.csv", model, day="day", per="person")
    assert {(one.row, one.column) for one in done.troubles} == {(2, "total"), (of_other, "session"), (None, None)}
    assert done.unread == 2


def test_a_first_score_that_cannot_be_read_tells_of_its_course(
    rows: pa.Table, model: oncourse.Model, tmp_path: pathlib.Path
) -> None:
    first = rows.slice(0, 1).to_pylist()[0]
    lines = write(rows, tmp_path / "sheets.csv").read_text().splitlines()
    cells = lines[1].split(",")
    cells[lines[0].split(",").index('"q3"')] = "often"
    (tmp_path / "sheets.csv").write_text("\n".join([lines[0], ",".join(cells), *lines[2:]]) + "\n")
    why = "row 1: item 3 is no number, scale is 0..3; no score is before it, so that the baseline is not known"
    track_file(tmp_path / "sheets.csv", tmp_path / "verdicts.csv", model)
    said = [(row["status"], row["detail"]) for row in read(tmp_path / "verdicts.csv").to_pylist()]
    count = rows["patient"].to_pylist().count(first["patient"])
    assert said[0] == ("response_range", "column q3, row 1: no number")
    assert said[1:count] == [("response_range", why)] * (count - 1)
    assert said[count][0] == "ok"
    track_file(tmp_path / "sheets.csv", tmp_path / "persons.csv", model, per="person")
    assert read(tmp_path / "persons.csv").to_pylist()[0]["detail"] == why


def test_rows_are_counted_past_lines_that_are_none(rows: pa.Table, tmp_path: pathlib.Path) -> None:
    kept = rows.filter(pa.compute.is_valid(rows["q1"])).slice(0, 300)
    lines = write(kept, tmp_path / "sheets.csv").read_text().splitlines()
    numbers = random.Random(1)
    data, expected = [], []
    for number, line in enumerate(lines[1:], 1):
        kind = numbers.choice(["row", "row", "bad", "none", "none"])
        data.append({"row": line, "bad": line.rsplit(",", 1)[0] + ",9", "none": "1,2"}[kind])
        if kind != "row":
            expected.append((number, kind))
    for copy in ("a.csv", "b.csv"):
        (tmp_path / copy).write_text("\n".join([lines[0], *data]) + "\n")
    sources = [tmp_path / "a.csv", tmp_path / "b.csv"]
    done = score_file(sources, tmp_path / "out.csv", "phq-9", chunk_rows=7, most_troubles=1000)
    kinds = {"malformed": "none", "response_range": "bad"}
    for file in ("a.csv", "b.csv"):
        found = sorted((one.row, kinds[one.status]) for one in done.troubles if one.file == file)
        assert found == expected
    assert done.skipped == 2 * sum(kind == "none" for _, kind in expected)


@pytest.mark.parametrize("kind", ["parquet", "csv", "feather"])
def test_no_rows_make_no_rows(rows: pa.Table, tmp_path: pathlib.Path, kind: str) -> None:
    out = tmp_path / "scored.parquet"
    done = score_file(write(rows.slice(0, 0), tmp_path / f"sheets.{kind}"), out, "phq-9")
    assert (done.rows, done.written, done.by_status) == (0, 0, {})
    assert read(out).column_names[:2] == ["total", "band"]


def test_dates_as_text_are_read_and_told_of(model: oncourse.Model, tmp_path: pathlib.Path) -> None:
    dated = ["2024-01-31", "2024-02-07", "2024-01-01", "2024-02-30"]
    columns = {"patient": ["a", "a", "b", "c"], "session": [0, 1, 0, 0], "date": dated, "total": [9.0, 8, 7, 6]}
    table = pa.table({**columns, "medication": [0.0] * 4})
    done = track_file(write(table, tmp_path / "dated.csv"), tmp_path / "out.csv", model, date="date")
    assert done.by_status == {"ok": 3, "bad_argument": 1}
    (trouble,) = done.troubles
    assert str(trouble) == "dated.csv, row 4, column date: bad_argument: column date, row 4: no date"


def test_progress_tells_rate_and_time_left_and_ends_a_run(
    rows: pa.Table, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = iter(float(second) for second in range(10_000))
    monkeypatch.setattr("oncourse.files.time.monotonic", lambda: next(clock))
    source, out = write(rows, tmp_path / "sheets.parquet"), tmp_path / "scored.parquet"
    told: list[Progress] = []
    score_file(source, out, "phq-9", chunk_rows=100, progress=told.append)
    assert [one.rows for one in told] == sorted(one.rows for one in told) and len(told) > 10
    assert (told[-1].rows, told[-1].share, told[-1].seconds_left) == (len(rows), 1.0, 0.0)
    halfway = Progress(rows=50, share=0.25, seconds=2.0)
    assert (halfway.rows_per_second, halfway.seconds_left) == (25.0, 6.0)
    assert Progress(rows=0, share=0.0, seconds=0.0).seconds_left is None
    before = out.read_bytes()
    with pytest.raises(oncourse.InvalidArgument, match="ended"):
        score_file(source, out, "phq-9", chunk_rows=100, progress=lambda so_far: so_far.rows < 300)
    assert out.read_bytes() == before and len(os.listdir(tmp_path)) == 2
    score_file(source, out, "phq-9", progress=True)
    assert f"{len(rows):,} rows, 100%" in capsys.readouterr().err


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_interrupted_run_leaves_nothing(rows: pa.Table, tmp_path: pathlib.Path, number: signal.Signals) -> None:
    write(rows, tmp_path / "sheets.parquet")
    script = f"""
        import os
        from oncourse.files import score_file
        import oncourse.files
        oncourse.files.time.monotonic = iter(range(10**6)).__next__
        told = lambda so_far: os.kill(os.getpid(), {int(number)}) if so_far.rows > 1000 else None
        print(os.listdir())
        score_file("sheets.parquet", "scored.parquet", "phq-9", chunk_rows=100, progress=told)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == {signal.SIGTERM: 143, signal.SIGINT: -signal.SIGINT}[number], done.stderr
    assert os.listdir(tmp_path) == ["sheets.parquet"]


def test_a_source_that_breaks_off_leaves_nothing(rows: pa.Table, tmp_path: pathlib.Path) -> None:
    for kind in ("parquet", "feather", "arrow"):
        source = write(rows, tmp_path / f"sheets.{kind}")
        source.write_bytes(source.read_bytes()[: source.stat().st_size * 2 // 3])
        with pytest.raises(oncourse.DocumentError, match=f"sheets.{kind}"):
            score_file(source, tmp_path / "scored.parquet", "phq-9")
        assert os.listdir(tmp_path) == [source.name]
        source.unlink()
    source = write(rows, tmp_path / "sheets.arrow")
    source.write_bytes(source.read_bytes()[:-8])  # after the last batch
    with pytest.raises(oncourse.DocumentError, match="sheets.arrow"):
        score_file(source, tmp_path / "scored.parquet", "phq-9")


def test_other_requests_are_refused(rows: pa.Table, model: oncourse.Model, tmp_path: pathlib.Path) -> None:
    source = write(rows, tmp_path / "sheets.parquet")
    before = source.read_bytes()
    with pytest.raises(oncourse.InvalidArgument, match="cannot be written"):
        score_file(source, source, "phq-9")
    assert source.read_bytes() == before
    with pytest.raises(oncourse.InvalidArgument, match=r"sheets.xlsx: a file is \.parquet"):
        score_file(source, tmp_path / "sheets.xlsx", "phq-9")
    with pytest.raises(oncourse.InvalidArgument, match="chunk_rows is 0"):
        score_file(source, tmp_path / "out.csv", "phq-9", chunk_rows=0)
    with pytest.raises(oncourse.InvalidArgument, match="no file"):
        score_file([], tmp_path / "out.csv", "phq-9")
    with pytest.raises(FileNotFoundError):
        score_file(tmp_path / "none.csv", tmp_path / "out.csv", "phq-9")
    backwards = write(rows.take(list(range(len(rows)))[::-1]).sort_by("session"), tmp_path / "mixed.parquet")
    with pytest.raises(oncourse.InvalidArgument, match="comes|there before"):
        track_file(backwards, tmp_path / "out.csv", model)
    assert sorted(os.listdir(tmp_path)) == ["mixed.parquet", "sheets.parquet"]


def test_memory_is_bounded_by_the_chunk_and_not_by_the_file(
    rows: pa.Table, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(float(second) for second in range(100_000))
    monkeypatch.setattr("oncourse.files.time.monotonic", lambda: next(clock))

    def most(times: int) -> tuple[int, int]:
        """Of Arrow's memory at any chunk, and of the file when it is whole."""
        whole = pa.concat_tables([rows] * times)
        source = write(whole, tmp_path / "sheets.parquet")
        size = whole.nbytes
        del whole
        before, held = pa.total_allocated_bytes(), []
        told = lambda so_far: held.append(pa.total_allocated_bytes() - before)  # noqa: E731
        score_file(source, tmp_path / "scored.parquet", "phq-9", chunk_rows=1000, progress=told)
        assert len(held) > times
        return max(held), size

    few, _ = most(4)
    many, size = most(64)
    assert many < 2 * few < size / 4
