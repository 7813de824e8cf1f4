"""Courses followed day by day through files: as all at once, and as cohort track says; nothing half-kept."""

import csv
import io
import random
import re
import signal
import subprocess
import time
import unittest

from cohort_test import Cohort, table
from program import PROGRAM, run

MODEL = ["--model", "model.json"]


class Follow(Cohort):
    def setUp(self):
        super().setUp()
        for arguments in (["simulate", "--persons", 80, "--seed", 4, "--out", "cohort.csv"],
                          ["fit", "cohort.csv", "--instrument", "phq-9", "--covariate", "medication", "--calibrate",
                           "--out", "model.json"]):
            self.assertEqual(run(*arguments, cwd=self.folder.path).code, 0)
        with open(self.folder.path / "cohort.csv", newline="", encoding="utf-8") as file:
            self.header, *self.rows = csv.reader(file)

    def write(self, name, rows):
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\n").writerows([self.header, *rows])
        return self.folder.write(name, out.getvalue()).name

    def bytes_of(self, name):
        return (self.folder.path / name).read_bytes()

    def follow(self, *arguments, code=0):
        return self.cohort("follow", *arguments, *MODEL, code=code)

    def spoiled(self, source, rows):
        """Some cells of some rows changed for what cannot be read, or is off its scale."""
        out = [list(row) for row in rows]
        for row in source.sample(out, len(out) // 25):
            row[self.header.index(source.choice(["session", "date", "medication", "q1", "q5"]))] = source.choice(["", "NA", "x", "9", "1.5", "-3"])
        return out

    def in_days(self, source, rows, days):
        """Dealt to days, so that the rows of a person stay in their order; persons stand in any."""
        dealt = [[] for _ in range(days)]
        waiting = {}
        for row in rows:
            waiting.setdefault(row[0], []).append(row)
        for of_person in waiting.values():
            when = sorted(source.randrange(days) for _ in of_person)
            for day, row in zip(when, of_person):
                dealt[day].append(row)
        for day in dealt:
            places = list(range(len(day)))
            source.shuffle(places)
            order = {}
            for place, row in zip(places, day):
                order.setdefault(row[0], []).append(place)
            where = {person: iter(sorted(places)) for person, places in order.items()}
            day[:] = [row for _, row in sorted(((next(where[row[0]]), row) for row in day), key=lambda pair: pair[0])]
        return [day for day in dealt if day]

    @staticmethod
    def said(lines):
        return [{name: value for name, value in row.items() if name not in ("line", "file")} for row in lines]

    @staticmethod
    def refused(ended):
        return int(re.search(r" (\d+) refused( \(.*\))?$", ended.err.strip())[1])

    def test_days_give_what_all_at_once_gives_and_keep_the_same_bytes(self):
        source = random.Random(11)
        questions = ([], ["--date", "date"], ["--rule", "expected_response", "--rule", "sustained_deterioration"],
                     ["--target", "recovery", "--alpha", "0.2"], ["--score", "total"],
                     ["--date", "date", "--sessions-in-order"])
        for i, options in enumerate(questions):
            rows = self.spoiled(source, self.rows) if i else self.rows
            if "total" in options:
                self.header.append("total")
                totals = ["", "NA", "x", "28", "4.5", *map(str, range(28))]
                rows = [[*row, source.choice(totals)] for row in rows]
            days = self.in_days(source, rows, 6)
            self.write("all.csv", [row for day in days for row in day])
            whole = run("cohort", "follow", "all.csv", *MODEL, *options, "--keep", "whole.kept", cwd=self.folder.path)
            self.assertEqual(whole.code, 1 if i else 0, whole.err)
            lines, refused = [], 0
            for number, day in enumerate(days):
                self.write("today.csv", day)
                today = run("cohort", "follow", "today.csv", *MODEL, *options, "--keep", "daily.kept",
                            *(["--kept", "daily.kept"] if number else []), "--threads", source.choice([1, 2, 3]),
                            "--chunk", source.choice([1, 5, 1000]), cwd=self.folder.path)
                lines += table(today.out)
                refused += self.refused(today)
            self.assertEqual(self.said(lines), self.said(table(whole.out)))
            self.assertEqual(self.refused(whole), refused)
            self.assertEqual(self.bytes_of("daily.kept"), self.bytes_of("whole.kept"))

    def test_says_of_complete_rows_what_cohort_track_says(self):
        for options in ([], ["--date", "date"], ["--rule", "no_early_response", "--rule", "posterior_probability",
                                                 "--combine", "all"]):
            followed = table(self.follow("cohort.csv", *options).out)
            tracked = table(self.cohort("track", "cohort.csv", *MODEL, *options).out)
            self.assertEqual(len(followed), len(self.rows))
            for row, twin in zip(followed, tracked):
                for name in ("line", "patient", "session", "verdict", "probability", "alarm", "status", "detail"):
                    self.assertEqual(row[name], twin[name], (name, row, twin))
            persons = table(self.follow("cohort.csv", *options, "--per", "person").out)
            twins = table(self.cohort("track", "cohort.csv", *MODEL, *options, "--per", "person").out)
            self.assertEqual(len(persons), 80)
            for row, twin in zip(persons, twins):
                for name in ("line", "patient", "session", "verdict", "alarm_session", "value", "threshold", "status"):
                    self.assertEqual(row[name], twin[name], (name, row, twin))
                self.assertEqual(row["rule"] or "none: target: a score of -", re.match("none: [^0-9]*|[^/]*", twin["rule"])[0])

    def test_is_the_same_however_it_is_cut_and_however_many_threads(self):
        source = random.Random(12)
        rows = self.spoiled(source, self.rows)
        source.shuffle(rows)
        rows[3:3] = [["", "1", *rows[0][2:]], [*rows[0], "more"]]
        self.write("one.csv", rows[:500])
        self.write("two.csv", rows[500:])
        for per in ("session", "person"):
            kept = set()
            for threads in (1, 3):
                self.follow("one.csv", "two.csv", "--per", per, "--keep", "k", "--threads", threads, "--chunk",
                            source.choice([1, 9, 400]), code=1)
                kept.add(self.bytes_of("k"))
            self.assertEqual(len(kept), 1)
            self.assert_same_however_it_is_cut("follow", "one.csv", "two.csv", *MODEL, "--per", per)

    def test_names_a_bad_row_with_file_line_column_and_reason(self):
        person = lambda who, *cells: [who, *cells]
        fine = self.rows[0][2:]
        spoil = lambda column, value: [value if name == column else cell
                                       for name, cell in zip(self.header[2:], fine)]
        rows = [person("a", "0", *fine), person("b", "0", *fine), person("c", "0", *fine), person("d", "0", *fine),
                person("a", "first", *fine), person("", "1", *fine), person("b", "1", *spoil("q3", "7")),
                person("c", "1", *spoil("q2", "x")), person("d", "1", *spoil("medication", "maybe")),
                person("a", "2", *fine), person("b", "1", *fine), person("c", "2", *fine), [*person("e", "0", *fine), "1"]]
        self.write("bad.csv", rows)
        ended = self.follow("bad.csv", "--rejects", "rejected.csv", "--keep", "k", code=1)
        reasons = [("6", "session", "malformed", "not a number"), ("7", "patient", "bad_argument", "missing"),
                   ("8", "q3", "response_range", "item 3 is 7, scale is 0..3"), ("9", "q2", "malformed", "not a number"),
                   ("10", "medication", "malformed", "not a number"),
                   ("12", "", "session_order", "session 1 is there twice"),
                   ("14", "", "malformed", f"{len(self.header) + 1} fields, the header has {len(self.header)}")]
        listed = [tuple(row.values())[1:] for row in table(self.bytes_of("rejected.csv").decode())]
        self.assertEqual(listed, reasons)
        for line, column, status, detail in reasons:
            self.assertIn(f"oncourse: bad.csv:{line}: " + (f"column {column}: " if column else "") +
                          f"{detail} [{status}]\n", ended.err)
        self.assertIn("13 rows, ", ended.err)
        self.assertIn("4 persons, 4 kept, ", ended.err)
        self.assertIn("7 refused (1 bad_argument, 4 malformed, 1 response_range, 1 session_order)\n", ended.err)
        said = {row["line"]: (row["patient"], row["status"], row["detail"]) for row in table(ended.out)}
        self.assertEqual(list(said), [str(line) for line in range(2, 15)])
        self.assertEqual(said["2"], ("a", "ok", ""))
        self.assertEqual(said["6"], ("a", "malformed", "column session: not a number"))
        self.assertEqual(said["11"], ("a", "bad_argument", ""), "the course is unusable from there on")
        self.assertEqual(said["13"], ("c", "ok", ""), "an answer that cannot be read is a session without a score")
        self.write("next.csv", [person("a", "3", *fine), person("d", "2", *fine), person("c", "3", *fine)])
        tomorrow = table(self.follow("next.csv", "--kept", "k").out)
        self.assertEqual([row["status"] for row in tomorrow], ["bad_argument", "bad_argument", "ok"])

    def test_no_course_begins_at_a_later_score_than_its_own(self):
        fine, q = self.rows[0][2:], [self.header.index("q1") - 2 + i for i in range(9)]
        with_answers = lambda **answers: [answers.get(f"q{q.index(at) + 1}", cell) if at in q else cell
                                          for at, cell in enumerate(fine)]
        empty = with_answers(**{f"q{i}": "" for i in range(1, 10)})
        firsts = {"off": (with_answers(q3="7"), "response_range"), "unread": (with_answers(q3="x"), "malformed"),
                  "blanks": (with_answers(q1="", q2="", q3=""), "too_many_missing"), "empty": (empty, "ok")}
        self.write("one.csv", [[who, "0", *empty] for who in firsts] + [[who, "1", *row] for who, (row, _) in firsts.items()])
        self.write("two.csv", [[who, "2", *fine] for who in firsts])
        today = table(self.follow("one.csv", "--keep", "k", code=1).out)
        self.assertEqual([row["status"] for row in today[4:]], ["response_range", "malformed", "too_many_missing",
                                                                "not_enough_sessions"])
        tomorrow = table(self.follow("two.csv", "--kept", "k").out)
        self.assertEqual([row["status"] for row in tomorrow], ["response_range"] * 3 + ["ok"])
        self.assertEqual([bool(row["verdict"]) for row in tomorrow], [False, False, False, True])

    def test_rows_of_other_instruments_are_left_out(self):
        rows = self.rows[:40]
        plain = self.said(table(self.follow(self.write("plain.csv", rows)).out))
        at = self.header.index("instrument")
        mixed = [row for one in rows for row in (one, [*one[:at], "gad-7", *one[at + 1:]])]
        ended = self.follow(self.write("mixed.csv", mixed))
        self.assertIn("; 40 rows of other instruments, 0 refused", ended.err)
        lines = self.said(table(ended.out))
        self.assertEqual(lines[::2], plain)
        self.assertEqual({row["status"] for row in lines[1::2]}, {"other_instrument"})

    def test_refuses_what_was_kept_for_another_question_or_changed(self):
        self.write("first.csv", self.rows[:200])
        self.write("second.csv", self.rows[200:])
        self.follow("first.csv", "--keep", "k")
        run("fit", "first.csv", "--instrument", "phq-9", "--covariate", "medication", "--out", "other.json", cwd=self.folder.path)
        before, kept = self.files(), self.bytes_of("k")
        out = ["--out", "v.csv", "--keep", "new", "--kept"]
        question = "k: what is kept, row 1: kept for another plan, target, alpha, instrument, group, covariates or rules"
        for options, why in ((["--target", "recovery"], question), (["--alpha", "0.3"], question),
                             (["--date", "date"], question), (["--window-last", "20"], question),
                             (["--rule", "expected_response"], question)):
            self.assertIn(why, self.follow("second.csv", *out, "k", *options, code=1).err)
        self.assertIn("k: what is kept, row 1: kept for another model", self.cohort("follow", "second.csv", "--model", "other.json", *out, "k", code=1).err)
        source = random.Random(13)
        self.folder.write("bad", b"")
        before.append("bad")
        for _ in range(40):
            at = source.randrange(len(kept))
            for changed in (kept[:at], kept[:at] + bytes([kept[at] ^ 1 << source.randrange(8)]) + kept[at + 1:]):
                self.folder.write("bad", changed)
                self.assertIn("oncourse: bad: ", self.follow("second.csv", *out, "bad", code=1).err)
        self.folder.write("bad", kept + b"x")
        self.assertIn("oncourse: bad: ", self.follow("second.csv", *out, "bad", code=1).err)
        self.assertIn("No such file", self.follow("second.csv", *out, "missing", code=1).err)
        self.assertEqual((self.files(), self.bytes_of("k")), (sorted(before), kept))

    def test_leaves_both_files_or_none(self):
        self.write("good.csv", self.rows)
        self.folder.write("open.csv", ",".join(self.header) + '\nP1,0,"')
        self.folder.write("none.csv", ",".join(self.header) + "\n")
        self.folder.write("k", "before")
        before = self.files()
        for arguments, why in ((["good.csv", "open.csv", "--out", "v.csv"], "a quote is never closed"),
                               (["none.csv", "--out", "v.csv"], "no rows"),
                               (["good.csv", "--out", "/dev/full"], "/dev/full: cannot be written"),
                               (["good.csv", "--out", "no/v.csv"], "no/v.csv: cannot be written"),
                               (["good.csv", "--out", "k"], "--keep and --out name the same file"),
                               (["good.csv", "--out", "v", "--kept", "v"], "--kept and --out name the same file"),
                               (["good.csv", "--rejects", "k"], "--keep and --rejects name the same file")):
            self.assertIn(why, self.follow(*arguments, "--keep", "k", code=1).err)
            self.assertEqual((self.files(), self.bytes_of("k")), (before, b"before"))
        for keep in ("/dev/full", "no/k"):
            self.assertIn(f"{keep}: cannot be written",
                          self.follow("good.csv", "--out", "v.csv", "--keep", keep, code=1).err)
            self.assertEqual(self.files(), before)
        gone = subprocess.Popen([PROGRAM, "cohort", "follow", "good.csv", *MODEL, "--keep", "k", "--chunk", "1"],
                                cwd=self.folder.path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        gone.stdout.close()
        self.assertNotEqual(gone.wait(60), 0, "nobody read the verdicts")
        self.assertEqual((self.files(), self.bytes_of("k")), (before, b"before"))

    def test_that_is_interrupted_leaves_neither(self):
        before = self.files()
        for one in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            process = subprocess.Popen([PROGRAM, "cohort", "follow", "-", *MODEL, "--out", "v.csv", "--keep", "k"],
                                       cwd=self.folder.path, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
            self.addCleanup(process.stdin.close)
            process.stdin.write((self.folder.path / "cohort.csv").read_bytes())
            process.stdin.flush()
            until = time.monotonic() + 60
            while self.files() != sorted([*before, "k.partial", "v.csv.partial"]):
                self.assertLess(time.monotonic(), until)
                time.sleep(0.01)
            process.send_signal(one)
            self.assertEqual(process.wait(60), 128 + one)
            self.assertEqual(self.files(), before)

    def test_what_is_asked_for_must_be_there(self):
        for options, why in ((["--person", "who"], "cohort.csv: line 1: no column who"),
                             (["--date", "when"], "no column when"), (["--group", "clinic"], "no column clinic"),
                             (["--target", "happiness"], "target"), (["--alpha", "2"], "alpha"),
                             (["--window-first", "0"], "window")):
            self.assertIn(why, self.follow("cohort.csv", *options, code=1).err)
        self.assertEqual(run("cohort", "follow", "cohort.csv", cwd=self.folder.path).code, 2)


if __name__ == "__main__":
    unittest.main()
