"""Cohorts of any size: the same as whole files give, the same bytes however they are cut, and nothing half-written."""

import csv
import io
import os
import random
import re
import signal
import subprocess
import time
import unittest

from program import PROGRAM, Folder, run

ITEMS = [f"q{i}" for i in range(1, 10)]


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


def sheets(source, rows, bad=0.0, items=9, most=3):
    """A file of sheets, a share of its cells blank, beyond the scale, no number, or written in another way."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator=source.choice(["\n", "\r\n"]))
    writer.writerow(["patient", "instrument", *(f"q{i}" for i in range(1, items + 1)), "note"])
    odd = ["", "NA", "7", "-1", "1.5", "x", "2.0", "+1", "1e0", "40000", " 1", "\u00e9"]
    for row in range(rows):
        cells = [source.choice(odd) if source.random() < bad else str(source.randint(0, most)) for _ in range(items)]
        if source.random() < bad:
            cells = [""] * items
        instrument = source.choice(["phq-9", "", "gad-7"]) if source.random() < bad else ""
        note = source.choice(["", "a, b", 'say "when"', "two\nlines", "plain"])
        writer.writerow([f"P{row // 5}", instrument, *cells, note])
    return out.getvalue()


class Cohort(unittest.TestCase):
    def setUp(self):
        self.folder = Folder()
        self.addCleanup(self.folder.close)

    def files(self):
        return sorted(path.name for path in self.folder.path.iterdir())

    def cohort(self, *arguments, code=0):
        ended = run("cohort", *arguments, cwd=self.folder.path)
        self.assertEqual(ended.code, code, ended.err)
        return ended

    def assert_same_however_it_is_cut(self, *arguments):
        """In chunks of any size, on any number of threads; the complaints too. Returns how it ended."""
        first = None
        for chunk in (1, 2, 7, 1000):
            for threads in (1, 2, 3):
                ended = run("cohort", *arguments, "--chunk", chunk, "--threads", threads, "--rejects",
                            self.folder.path / "rejected.csv", cwd=self.folder.path)
                said = re.sub(r", \d+ per second", "", ended.err)
                listed = self.folder.path / "rejected.csv"
                seen = (ended.code, ended.out, said, listed.read_bytes() if listed.exists() else None)
                first = first or (seen, ended)
                self.assertEqual(seen, first[0], (chunk, threads))
                listed.unlink(missing_ok=True)
        return first[1]


class Score(Cohort):
    def assert_as_whole_file(self, path, *options):
        whole = run("score", path, *options)
        whole_json = run("score", path, *options, "--json").json["rows"]
        streamed = self.assert_same_however_it_is_cut("score", path, *options, "--keep", "patient,note")
        self.assertEqual(streamed.code, whole.code, streamed.err)
        rows, twins = table(streamed.out), table(whole.out)
        self.assertEqual(len(rows), len(twins))
        with open(path, newline="", encoding="utf-8") as file:
            given = list(csv.DictReader(file))
        for row, twin, told, cells in zip(rows, twins, whole_json, given):
            self.assertEqual((row["patient"], row["note"]), (cells["patient"], cells["note"]))
            status = twin.pop("status")
            self.assertEqual(row["status"], {"scored": "ok", "refused": told.get("error")}.get(status, status), row)
            if status == "refused":
                reason = re.sub("^column [^:]*: ", "", row["detail"])
                self.assertTrue(told["detail"].endswith(": " + reason), (row, told))
                twin["prorated"] = ""
            for column, value in twin.items():
                self.assertEqual(row[column], value, (column, row, twin))
        return rows, streamed

    def test_is_that_of_a_whole_file(self):
        source = random.Random(1)
        for i in range(4):
            path = self.folder.write(f"{i}.csv", sheets(source, 120, bad=0.02))
            rows, _ = self.assert_as_whole_file(path, "--instrument", "phq-9", *(["--prorate"] if i % 2 else []))
            statuses = {row["status"] for row in rows}
            self.assertLessEqual({"ok", "left_out", "malformed", "response_range", "other_instrument"}, statuses)
        path = self.folder.write("clean.csv", sheets(source, 50))
        self.assert_as_whole_file(path, "--instrument", "phq-9", "--complete")
        path = self.folder.write("dass.csv", sheets(source, 60, bad=0.01, items=21))
        self.assert_as_whole_file(path, "--instrument", "dass-21", "--items", "q*", "--prorate")
        path = self.folder.write("k10.csv", sheets(source, 60, bad=0.01, items=10, most=4))
        self.assert_as_whole_file(path, "--instrument", "k10", "--items", "q{item}", "--coding", "0-4")
        path = self.folder.write("more.csv", sheets(source, 60, bad=0.02, items=9))
        self.assert_as_whole_file(path, "--instrument", "gad-7", "--items", "q*")

    def test_names_a_bad_row_with_file_line_column_and_reason_and_does_the_rest(self):
        lines = ["patient," + ",".join(ITEMS), '"a\n1",0,1,2,3,0,1,2,3,0', "a,0,1,x,3,0,1,2,3,0", "b,0,1,2,3,0,1,2,3,0,4",
                 'c,0,1,2,3"4,0,1,2,3,0', '"d"e,0,1,2,3,0,1,2,3,0', "f,0,1,2,3,0,1,2,3", "g,0,1,2,9,0,1,2,3,0",
                 "h,0,1,2,3,0,1,2,,0", "i,0,1,2,3,0,1,2,3,3"]
        path = self.folder.write("bad.csv", "\n".join(lines))
        reasons = [("4", "q3", "malformed", "not a number"),
                   ("5", "", "malformed", "11 fields, the header has 10"),
                   ("6", "q4", "malformed", "a quote inside an unquoted field"),
                   ("7", "patient", "malformed", "text after a closing quote"),
                   ("8", "", "malformed", "9 fields, the header has 10"),
                   ("9", "q4", "response_range", "item 4 is 9, scale is 0..3"),
                   ("10", "", "too_many_missing",
                    "item 8 is blank, the rule for blanks is a convention and must be asked for")]
        ended = self.cohort("score", "bad.csv", "--instrument", "phq-9", "--keep", "patient", "--rejects", "r.csv", code=1)
        self.assertEqual([tuple(row.values()) for row in table((self.folder.path / "r.csv").read_text("utf-8"))],
                         [("bad.csv", *reason) for reason in reasons])
        for line, column, status, detail in reasons:
            place = f"oncourse: bad.csv:{line}: " + (f"column {column}: " if column else "")
            self.assertIn(f"{place}{detail} [{status}]\n", ended.err)
        self.assertIn("9 rows, ", ended.err)
        self.assertIn("2 scored, 0 of them prorated, 0 without an answer left out, 0 of other instruments, 7 refused "
                      "(5 malformed, 1 response_range, 1 too_many_missing)\n", ended.err)
        rows = table(ended.out)
        self.assertEqual([row["line"] for row in rows], ["2", "4", "5", "6", "7", "8", "9", "10", "11"])
        self.assertEqual([row["patient"] for row in rows], ["a\n1", "a", "", "", "", "", "g", "h", "i"])
        self.assertEqual([row["total"] for row in rows], ["12", *[""] * 7, "15"])
        self.assertEqual(rows[-1]["risk_item_9_flagged"], "yes")
        self.assertNotIn("column", rows[-1]["detail"])
        self.assert_same_however_it_is_cut("score", path, "--instrument", "phq-9")

    def test_shows_the_first_complaints_and_counts_the_others(self):
        self.folder.write("bad.csv", ",".join(ITEMS) + "\n" + "x,0,0,0,0,0,0,0,0\n" * 50)
        ended = self.assert_same_however_it_is_cut("score", "bad.csv", "--instrument", "phq-9")
        self.assertEqual(ended.code, 1)
        self.assertEqual(ended.err.count("column q1: not a number"), 10)
        self.assertIn("40 more rows refused\n", ended.err)

    def test_reads_several_files_and_standard_input_by_their_own_headers(self):
        source = random.Random(5)
        first = sheets(source, 30)
        turned = "\n".join(",".join(reversed(line.split(","))) for line in ["w," + ",".join(ITEMS), "0,1,2,3,0,1,2,3,0,1"])
        self.folder.write("first.csv", first)
        self.folder.write("turned, too.csv", "\ufeff" + turned)
        ended = self.cohort("score", "first.csv", "turned, too.csv", "--instrument", "phq-9", "--keep", "q1")
        rows = table(ended.out)
        self.assertEqual(len(rows), 31)
        self.assertEqual((rows[0]["file"], rows[-1]["file"], rows[-1]["line"]), ("first.csv", "turned, too.csv", "2"))
        self.assertEqual((rows[-1]["q1"], rows[-1]["total"]), ("1", "13"))
        whole = self.cohort("score", "first.csv", "--instrument", "phq-9").out
        piped = subprocess.run([PROGRAM, "cohort", "score", "-", "--instrument", "phq-9"], input=first.encode(),
                               capture_output=True, check=True)
        self.assertEqual(piped.stdout.decode(), whole)

    def test_leaves_no_file_where_it_ended_in_an_error(self):
        self.folder.write("good.csv", ",".join(ITEMS) + "\n" + "0,0,0,0,0,0,0,0,0\n" * 3)
        self.folder.write("open.csv", ",".join(ITEMS) + '\n0,0,0,0,0,0,0,0,0\n0,"0,0\n')
        self.folder.write("other.csv", "a,b\n1,2\n")
        self.folder.write("empty.csv", "")
        self.folder.write("none.csv", ",".join(ITEMS) + "\n")
        before = self.files()
        for files, why in ((["open.csv"], "open.csv: line 3: a quote is never closed [malformed]"),
                           (["good.csv", "open.csv"], "open.csv: line 3: a quote is never closed [malformed]"),
                           (["good.csv", "other.csv"], "other.csv: no item columns found"),
                           (["good.csv", "missing.csv"], "missing.csv: No such file or directory [malformed]"),
                           (["empty.csv"], "empty.csv: the file is empty [malformed]"),
                           (["none.csv"], "no rows [malformed]"),
                           (["."], ".: Is a directory [malformed]")):
            ended = self.assert_same_however_it_is_cut("score", *files, "--instrument", "phq-9", "--out", "scores.csv")
            self.assertEqual(ended.code, 1)
            self.assertIn(f"oncourse: {why}", ended.err)
            self.assertEqual(self.files(), before)
        for out, why in (("no/where.csv", "No such file or directory"), ("/dev/full", "No space left on device")):
            ended = self.cohort("score", "good.csv", "--instrument", "phq-9", "--out", out, code=1)
            self.assertIn(f"{out}: cannot be written: {why}", ended.err)
        for options, why in ((["--keep", "nobody"], "good.csv: line 1: no column nobody"),
                             (["--keep", "q1,q2,q1"], "output: columns 2 and 4 have the same name"),
                             (["--items", "q1..q5"], "good.csv: 5 item columns, phq-9 has 9 items"),
                             (["--out", "o.csv", "--rejects", "o.csv"], "--out and --rejects name the same file"),
                             (["--coding", "odd"], "phq-9 has one coding only")):
            ended = self.cohort("score", "good.csv", "--instrument", "phq-9", *options, code=1)
            self.assertIn(why, ended.err)
        self.assertIn("known by its total", self.cohort("score", "good.csv", "--instrument", "bdi-ii", code=1).err)

    def test_replaces_what_was_there_only_when_it_is_done(self):
        self.folder.write("good.csv", ",".join(ITEMS) + "\n0,0,0,0,0,0,0,0,0\n")
        self.folder.write("open.csv", ",".join(ITEMS) + '\n0,"')
        before = self.folder.write("scores.csv", "before").read_text("utf-8")
        self.cohort("score", "open.csv", "--instrument", "phq-9", "--out", "scores.csv", code=1)
        self.assertEqual((self.folder.path / "scores.csv").read_text("utf-8"), before)
        self.assertEqual(self.cohort("score", "good.csv", "--instrument", "phq-9", "--out", "scores.csv").out, "")
        self.assertEqual((self.folder.path / "scores.csv").read_text("utf-8"),
                         self.cohort("score", "good.csv", "--instrument", "phq-9").out)
        self.assertEqual(self.files(), ["good.csv", "open.csv", "scores.csv"])

    def started(self, *arguments, **streams):
        """A run that waits for more on its standard input, once it has begun to write."""
        process = subprocess.Popen([PROGRAM, "cohort", "score", "-", "--instrument", "phq-9", *arguments],
                                   cwd=self.folder.path, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, **streams)
        self.addCleanup(process.wait)
        self.addCleanup(process.stdin.close)
        process.stdin.write((",".join(ITEMS) + "\n" + "0,1,2,3,0,1,2,3,0\n" * 100_000).encode())
        process.stdin.flush()
        until = time.monotonic() + 60
        while not any((self.folder.path / name).stat().st_size > 0 for name in self.files()):
            self.assertLess(time.monotonic(), until)
            time.sleep(0.01)
        return process

    def test_that_is_interrupted_leaves_nothing(self):
        for one, threads in ((signal.SIGTERM, "1"), (signal.SIGINT, "3"), (signal.SIGHUP, "2")):
            process = self.started("--out", "scores.csv", "--rejects", "rejected.csv", "--threads", threads)
            self.assertEqual(self.files(), ["rejected.csv.partial", "scores.csv.partial"])
            process.send_signal(one)
            self.assertEqual(process.wait(60), 128 + one)
            self.assertEqual(self.files(), [])

    def test_writes_no_file_that_another_run_is_writing_but_one_that_a_killed_run_left(self):
        self.folder.write("good.csv", ",".join(ITEMS) + "\n0,0,0,0,0,0,0,0,0\n")
        first = self.started("--out", "scores.csv")
        second = self.cohort("score", "good.csv", "--instrument", "phq-9", "--out", "scores.csv", code=1)
        self.assertEqual(second.err, "oncourse: scores.csv: another run is writing it [bad_argument]\n")
        first.stdin.close()
        self.assertEqual(first.wait(60), 0)
        self.assertEqual(len((self.folder.path / "scores.csv").read_text("utf-8").splitlines()), 100_001)
        killed = self.started("--out", "left.csv")
        killed.kill()
        killed.wait(60)
        self.assertEqual(self.files(), ["good.csv", "left.csv.partial", "scores.csv"])
        self.cohort("score", "good.csv", "--instrument", "phq-9", "--out", "left.csv")
        self.assertEqual((self.folder.path / "left.csv").read_text("utf-8"),
                         self.cohort("score", "good.csv", "--instrument", "phq-9").out)
        self.assertEqual(self.files(), ["good.csv", "left.csv", "scores.csv"])

    def test_whose_reader_has_gone_leaves_nothing(self):
        self.folder.write("many.csv", ",".join(ITEMS) + "\n" + "x,1,2,3,0,1,2,3,0\n" * 100_000)
        process = subprocess.Popen([PROGRAM, "cohort", "score", "many.csv", "--instrument", "phq-9", "--rejects", "r.csv"],
                                   cwd=self.folder.path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        process.stdout.readline()
        process.stdout.close()
        self.assertEqual(process.wait(60), 128 + signal.SIGPIPE)
        self.assertEqual(self.files(), ["many.csv"])

    def test_says_how_far_it_is(self):
        row = "0,1,2,3,0,1,2,3,0\n"
        self.folder.write("many.csv", ",".join(ITEMS) + "\n" + row * (3_100_000 // len(row)))
        ended = self.cohort("score", "many.csv", "--instrument", "phq-9", "--out", "scores.csv", "--progress")
        self.assertRegex(ended.err, r"(?m)^1 of 3 MB(, .* per second, .* left)?$")
        self.assertRegex(ended.err, r"(?m)^3 of 3 MB, .* (per second|each)$")
        ended = self.cohort("score", "many.csv", "--instrument", "phq-9", "--out", "scores.csv", "--quiet")
        self.assertNotIn("MB", ended.err)

    def peak_kilobytes(self, *arguments):
        # Under AddressSanitizer what is freed is kept from reuse, up to 256 MB of it, which is the file's size and not ours.
        process = subprocess.Popen([PROGRAM, "cohort", *arguments], cwd=self.folder.path, stderr=subprocess.DEVNULL,
                                   env=os.environ | {"ASAN_OPTIONS": "quarantine_size_mb=1"})
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(process.returncode, 0)
        return usage.ru_maxrss

    def test_takes_memory_by_the_chunk_and_not_by_the_file(self):
        row = "0,1,2,3,0,1,2,3,0\n"
        for name, rows in (("small.csv", 50_000), ("large.csv", 500_000)):
            self.folder.write(name, ",".join(ITEMS) + "\n" + row * rows)
        small, large = (self.peak_kilobytes("score", name, "--instrument", "phq-9", "--out", "o.csv", "--threads", "2")
                        for name in ("small.csv", "large.csv"))
        self.assertLess(large, small + 4000, "the file is 8 MB larger, what is made of it 25 MB")


class Track(Cohort):
    def setUp(self):
        super().setUp()
        for arguments in (["simulate", "--persons", 150, "--seed", 1, "--out", "cohort.csv"],
                          ["fit", "cohort.csv", "--instrument", "phq-9", "--covariate", "medication", "--calibrate",
                           "--out", "model.json"]):
            self.assertEqual(run(*arguments, cwd=self.folder.path).code, 0)
        self.lines = (self.folder.path / "cohort.csv").read_text("utf-8").splitlines()

    def changed(self, name, change):
        """The cohort with its lines changed, {number: line or function}."""
        lines = list(self.lines)
        for number, line in change.items():
            lines[number - 1] = line(lines[number - 1]) if callable(line) else line
        return self.folder.write(name, "\n".join(lines) + "\n")

    def lines_of(self, person):
        return [i + 1 for i, line in enumerate(self.lines) if line.startswith(person + ",")]

    def test_says_of_every_person_what_is_said_of_one(self):
        by_session = table(self.assert_same_however_it_is_cut("track", "cohort.csv", "--model", "model.json").out)
        by_person = table(self.assert_same_however_it_is_cut("track", "cohort.csv", "--model", "model.json",
                                                             "--per", "person").out)
        self.assertEqual(len(by_session), len(self.lines) - 1)
        self.assertEqual(len(by_person), 150)
        for row in by_person[:25]:
            person = row["patient"]
            one = run("track", "cohort.csv", "--person", person, "--model", "model.json", "--json",
                      cwd=self.folder.path).json
            self.assertEqual(row["verdict"], one["verdict"])
            self.assertEqual(row["alarm_session"], str(one["alarm_session"] or ""))
            self.assertEqual(int(row["line"]), self.lines_of(person)[0])
            verdicts = [(str(v["session"]), v["verdict"]) for v in one["verdicts"]]
            rows = [row for row in by_session if row["patient"] == person]
            self.assertEqual([(r["session"], r["verdict"]) for r in rows if r["verdict"]], verdicts)
            alarms = [r["session"] for r in rows if r["alarm"] == "yes"]
            self.assertEqual(alarms, [] if one["alarm_session"] is None else [str(one["alarm_session"])])

    def test_reads_totals_dates_and_groups_by_their_names(self):
        dated = self.assert_same_however_it_is_cut("track", "cohort.csv", "--model", "model.json", "--date", "date")
        self.assertEqual(dated.code, 0, dated.err)
        scores = {(row["patient"], row["session"]): row["score"] for row in table(dated.out)}
        rows = ["clinic,who,week,medication,total"]
        for line in self.lines[1:]:
            cells = line.split(",")
            rows.append(",".join(["north", cells[0], cells[1], cells[4], scores[cells[0], cells[1]]]))
        self.folder.write("totals.csv", "\n".join(rows))
        named = ["--person", "who", "--session", "week", "--score", "total"]
        totals = self.assert_same_however_it_is_cut("track", "totals.csv", "--model", "model.json", *named)
        self.assertEqual(totals.code, 0, totals.err)
        same = ["score", "verdict", "probability", "expected_low", "alarm", "status"]
        plain = table(self.cohort("track", "cohort.csv", "--model", "model.json").out)
        self.assertEqual([[row[name] for name in same] for row in table(totals.out)],
                         [[row[name] for name in same] for row in plain])
        self.assertTrue(totals.out.startswith("line,who,week,score,verdict,"))
        grouped = self.cohort("track", "totals.csv", "--model", "model.json", *named, "--group", "clinic", code=1)
        self.assertIn("totals.csv:2: the person's group has no calibration; no group has", grouped.err)
        self.assertIn("150 refused (150 bad_argument)", grouped.err)

    def test_a_person_who_appears_again_is_refused_with_the_line(self):
        self.changed("again.csv", {len(self.lines): lambda line: "P1," + line.split(",", 1)[1]})
        before = self.files()
        ended = self.assert_same_however_it_is_cut("track", "again.csv", "--model", "model.json", "--out", "v.csv")
        self.assertEqual(ended.code, 1)
        self.assertIn(f"again.csv: line {len(self.lines)}: a person appears again after another began", ended.err)
        self.assertEqual(self.files(), before)
        ended = self.cohort("track", "cohort.csv", "cohort.csv", "--model", "model.json", "--out", "v.csv", code=1)
        self.assertIn("cohort.csv: line 2: a person appears again", ended.err)

    def test_a_course_that_cannot_be_read_spoils_no_other(self):
        plain = {per: table(self.cohort("track", "cohort.csv", "--model", "model.json", "--per", per).out)
                 for per in ("session", "person")}
        p2, p3, p4, p5, p6 = (self.lines_of(person) for person in ("P2", "P3", "P4", "P5", "P6"))
        cell = lambda at, value: lambda line: ",".join(
            value if i == at else old for i, old in enumerate(line.split(",")))
        self.changed("bad.csv", {p2[2]: cell(1, "third"), p3[0]: cell(1, ""), p4[1]: cell(4, "maybe"),
                                 p5[3]: cell(5, "x"), p6[2]: cell(1, "0")})
        ended = self.assert_same_however_it_is_cut("track", "bad.csv", "--model", "model.json")
        self.assertEqual(ended.code, 1)
        rows = table(ended.out)
        touched = {"P2", "P3", "P4", "P5", "P6"}
        self.assertEqual([row for row in rows if row["patient"] not in touched],
                         [row for row in plain["session"] if row["patient"] not in touched])
        said = {(int(row["line"])): (row["status"], row["detail"]) for row in rows}
        self.assertEqual(said[p2[2]], ("malformed", "column session: not a number"))
        self.assertEqual(said[p2[0]], ("malformed", f"line {p2[2]}, column session: not a number"))
        self.assertEqual(said[p3[0]], ("bad_argument", "column session: missing"))
        self.assertEqual(said[p3[1]], ("bad_argument", f"line {p3[0]}, column session: missing"))
        self.assertEqual(said[p4[-1]], ("malformed", f"line {p4[1]}, column medication: not a number"))
        self.assertEqual(said[p5[3]], ("malformed", "column q1: not a number"))
        self.assertEqual({said[line][0] for line in p5 if line != p5[3]}, {"ok"}, "a session without a measurement")
        self.assertEqual({said[line][0] for line in p6}, {"session_order"})
        self.assertEqual(ended.err.count("oncourse: bad.csv:"), 5, "a course is complained about once\n" + ended.err)
        persons = table(self.assert_same_however_it_is_cut("track", "bad.csv", "--model", "model.json",
                                                           "--per", "person").out)
        self.assertEqual([row["patient"] for row in persons], [row["patient"] for row in plain["person"]])
        self.assertEqual([row["status"] for row in persons[1:6]],
                         ["malformed", "bad_argument", "malformed", "malformed", "session_order"])
        self.assertEqual(persons[6:], plain["person"][6:])

    def test_rows_are_sessions_in_order_where_there_are_days_alone(self):
        rows, counted = ["patient,session,day,medication,total"], ["patient,day,medication,total"]
        scored = table(self.cohort("track", "cohort.csv", "--model", "model.json").out)
        place = {}
        for line, row in zip(self.lines[1:], scored):
            person = row["patient"]
            place[person] = place.get(person, -1) + 1
            rest = [str(7 * int(row["session"])), line.split(",")[4], row["score"]]
            rows.append(",".join([person, str(place[person]), *rest]))
            counted.append(",".join([person, *rest]))
        self.folder.write("stated.csv", "\n".join(rows))
        self.folder.write("counted.csv", "\n".join(counted))
        options = ["--model", "model.json", "--day", "day", "--score", "total"]
        for command in ("track", "follow"):
            for per in ("session", "person"):
                stated = self.cohort(command, "stated.csv", *options, "--per", per)
                same = self.assert_same_however_it_is_cut(command, "counted.csv", *options, "--per", per,
                                                          "--sessions-in-order")
                self.assertEqual(same.out, stated.out)
            ended = self.cohort(command, "counted.csv", "--model", "model.json", "--sessions-in-order", code=1)
            self.assertIn("neither sessions nor dates nor days", ended.err)

    def test_no_course_begins_at_a_later_session_than_its_own(self):
        first = self.lines_of("P2")[0]
        q1 = self.lines[0].split(",").index("q1")
        cell = lambda value: lambda line: ",".join(value if i == q1 else old for i, old in enumerate(line.split(",")))
        for change, reason, touched in ((cell("9"), "response_range", {"P2"}), (cell("x"), "malformed", {"P2"}),
                                        (lambda line: line + ",1", "malformed", {"P1", "P2"})):
            self.changed("bad.csv", {first: change})
            ended = self.assert_same_however_it_is_cut("track", "bad.csv", "--model", "model.json", "--per", "person")
            self.assertEqual(ended.code, 1)
            for row in table(ended.out):
                if row["patient"] in touched:
                    self.assertEqual((row["status"], row["verdict"]), (reason, ""), row)
                    self.assertIn(f"line {first}, ", row["detail"])
                else:
                    self.assertEqual(row["status"], "ok")

    def test_no_total_stands_in_for_one_that_is_refused_before_it(self):
        scored = table(self.cohort("track", "cohort.csv", "--model", "model.json").out)
        for first in ("28", "-1", "x"):
            lines = ["patient,session,medication,total"]
            for line, row in zip(self.lines[1:], scored):
                spoil = row["patient"] == "P2" and row["session"] == "0"
                lines.append(",".join([row["patient"], row["session"], line.split(",")[4], first if spoil else row["score"]]))
            self.folder.write("totals.csv", "\n".join(lines))
            for command in ("track", "follow"):
                ended = self.assert_same_however_it_is_cut(command, "totals.csv", "--model", "model.json", "--score", "total")
                self.assertEqual(ended.code, 1)
                self.assertIn("totals.csv:%d: column total: " % self.lines_of("P2")[0], ended.err)
                self.assertRegex(ended.err, r" 1 refused \(1 (malformed|response_range)\)\n")
                said = [row for row in table(ended.out) if row["patient"] == "P2"]
                self.assertEqual({row["verdict"] for row in said}, {""})
                self.assertLessEqual({row["status"] for row in said}, {"malformed", "response_range"})

    def test_one_file_under_two_names_is_one_file(self):
        ended = run("cohort", "track", "cohort.csv", "--model", "model.json", "--out", "x", "--rejects", "./x",
                    cwd=self.folder.path)
        self.assertIn("--out and --rejects name the same file", ended.err)
        self.assertEqual(ended.code, 1)

    def test_a_pipe_is_opened_once(self):
        for _ in range(5):
            pipe = self.folder.path / "pipe"
            os.mkfifo(pipe)
            writer = subprocess.Popen(["cp", self.folder.path / "cohort.csv", pipe])
            ended = subprocess.run([PROGRAM, "cohort", "track", pipe, "--model", self.folder.path / "model.json"],
                                   capture_output=True, timeout=60)
            self.assertEqual((ended.returncode, writer.wait(60)), (0, 0), ended.stderr)
            pipe.unlink()

    def test_rows_that_are_none_or_nobodys_are_refused_alone(self):
        p2 = self.lines_of("P2")
        self.changed("bad.csv", {p2[1]: lambda line: line + ",1", p2[2]: lambda line: "," + line.split(",", 1)[1],
                                 p2[3]: "2026-01-01," + self.lines[p2[3] - 1] + ",1"})
        ended = self.assert_same_however_it_is_cut("track", "bad.csv", "--model", "model.json")
        self.assertEqual(ended.code, 1)
        said = {int(row["line"]): (row["status"], row["detail"]) for row in table(ended.out)}
        self.assertEqual(said[p2[1]], ("malformed", "15 fields, the header has 14"))
        self.assertEqual(said[p2[2]], ("bad_argument", "column patient: missing"))
        self.assertEqual(said[p2[3]], ("malformed", "16 fields, the header has 14"))
        self.assertEqual(said[p2[0]], ("malformed", f"line {p2[1]}, a row beside it cannot be read: 15 fields, the header "
                                                    "has 14"), "the course may lack a session")
        self.assertIn("3 refused (1 bad_argument, 2 malformed)", ended.err)

    def test_what_is_asked_for_must_be_there(self):
        for options, why in ((["--date", "day"], "cohort.csv: line 1: no column day among the 14"),
                             (["--person", "who"], "cohort.csv: line 1: no column who"),
                             (["--items", "z*"], "no column"),
                             (["--target", "happiness"], "target"),
                             (["--window-first", "0"], "window")):
            ended = self.cohort("track", "cohort.csv", "--model", "model.json", *options, code=1)
            self.assertIn(why, ended.err)
        self.assertEqual(run("cohort", "track", "cohort.csv", cwd=self.folder.path).code, 2)


if __name__ == "__main__":
    unittest.main()
