"""A service's report, from outside."""

import csv
import datetime
import html.parser
import io
import random
import unittest

from program import Folder, run

VOID = {"meta", "link", "br", "hr", "img", "col"}


class Page(html.parser.HTMLParser):
    """What a page is made of, and what in it would ask somebody for something."""

    def __init__(self, markup):
        super().__init__()
        self.open, self.ids, self.sections, self.requests, self.figures, self.words = [], [], [], [], 0, []
        self.feed(markup)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag not in VOID:
            self.open.append(tag)
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "section":
            self.sections.append(given["id"])
        self.figures += tag == "figure"
        if tag in ("script", "img", "iframe", "object") or any(
                not given[name].startswith(("data:", "#")) for name in ("src", "href") if name in given):
            self.requests.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert tag in VOID or self.open.pop() == tag, tag

    def handle_data(self, data):
        self.words.append(data)


class CohortReport(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Folder()
        cls.addClassCleanup(cls.folder.close)
        plain = cls.folder.path / "plain.csv"
        assert run("simulate", "--persons", 700, "--seed", 4, "--out", plain).code == 0
        draw = random.Random(3)
        rows, of = list(csv.DictReader(io.StringIO(plain.read_text()))), {}
        for row in rows:
            if row["patient"] not in of:
                waited = datetime.timedelta(days=draw.randrange(1, 80))
                of[row["patient"]] = {
                    "clinic": "small" if len(of) < 3 else draw.choice("abcdefg"),
                    "focus": draw.choice(["grief", "role, transition", ""]),
                    "referred": (datetime.date.fromisoformat(row["date"]) - waited).isoformat()}
            row.update(of[row["patient"]])
        cls.clinics = [one["clinic"] for one in of.values()]
        out = io.StringIO()
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
        cls.path = cls.folder.write("service.csv", out.getvalue())
        cls.model = cls.folder.path / "model.json"
        assert run("fit", cls.path, "--instrument", "phq-9", "--covariate", "medication", "--calibrate", "--out",
                   cls.model).code == 0

    def report(self, *more):
        ended = run("cohort", "report", self.path, *more)
        self.assertEqual((ended.code, ended.err), (0, ""))
        return ended

    def test_counts_everybody_once_in_every_column(self):
        found = self.report("--instrument", "phq-9", "--by", "clinic", "--by", "focus", "--referral", "referred",
                            "--json").json
        everybody = found["groups"][0]
        self.assertEqual((everybody["by"], everybody["courses"]), (None, 700))
        self.assertEqual(everybody["before_window"] + everybody["inside_window"] + everybody["after_window"],
                         everybody["judged"])
        self.assertLess(everybody["waiting_first_quartile"], everybody["waiting_median"])
        focus = [row for row in found["groups"] if row["by"] == "focus"]
        self.assertEqual([row["group"] for row in focus], ["grief", "role, transition", None])
        self.assertEqual(sum(row["courses"] for row in focus), 700)
        clinics = {row["group"]: row for row in found["groups"] if row["by"] == "clinic"}
        withheld = [name for name, row in clinics.items() if row["status"] == "withheld"]
        smallest = min("abcdefg", key=lambda name: (self.clinics.count(name), name))
        self.assertEqual(sorted(withheld), sorted(["small", smallest]), "with one alone the total would tell it")
        for name, row in clinics.items():
            self.assertEqual(row["courses"], None if name in withheld else self.clinics.count(name))
        self.assertEqual({row["expected"] for row in found["outcomes"]}, {None})
        self.assertFalse(any(row["case_mix"] for row in found["funnels"]))

    def test_a_model_adds_alarms_and_case_mix_with_any_number_of_threads(self):
        asked = ("--model", self.model, "--by", "clinic", "--json")
        found = self.report(*asked)
        self.assertEqual(found.out, self.report(*asked, "--threads", 3).out)
        found = found.json
        self.assertEqual(found["comparisons"], len(found["points"]))
        self.assertAlmostEqual(found["expected_beyond_alert"], 0.002 * found["comparisons"])
        self.assertEqual({row["case_mix"] for row in found["points"]}, {True, False})
        for row in found["points"]:
            self.assertLessEqual(row["alert_low"], row["warning_low"])
            self.assertLess(row["warning_low"], row["centre"])
            self.assertLess(row["centre"], row["warning_high"])
            self.assertLessEqual(row["warning_high"], row["alert_high"])
        everybody = {row["outcome"]: row for row in found["outcomes"] if row["by"] is None}
        self.assertGreater(everybody["off_track"]["count"], 20)
        self.assertGreater(everybody["response"]["expected"], 100)
        persons = sorted({row["patient"] for row in csv.DictReader(io.StringIO(self.path.read_text()))})[:40]
        alarmed = [run("track", self.path, "--person", one, "--model", self.model, "--json").json["alarm_session"]
                   for one in persons]
        lines = self.path.read_text().splitlines()
        of_these = [line for line in lines if line.split(",")[0] in persons]
        few = self.folder.write("few.csv", "\n".join([lines[0], *of_these]) + "\n")
        found = run("cohort", "report", few, "--model", self.model, "--json").json
        (flagged,) = [row for row in found["outcomes"] if row["outcome"] == "off_track"]
        self.assertEqual(flagged["count"], sum(session is not None for session in alarmed), "as `track` says")

    def test_csv_has_a_row_per_group_and_outcome(self):
        rows = list(csv.DictReader(io.StringIO(self.report("--instrument", "phq-9", "--by", "focus", "--csv").out)))
        self.assertEqual(len(rows), 4 * 8)
        self.assertEqual({row["group"] for row in rows}, {"", "grief", "role, transition"})

    def test_text_fits_a_terminal_and_the_page_asks_for_nothing(self):
        path = self.folder.path / "report.html"
        words = self.report("--model", self.model, "--by", "clinic", "--by", "focus", "--html", path).out
        self.assertLessEqual(max(map(len, words.splitlines())), 100)
        self.assertIn("700 courses", words)
        page = Page(path.read_text())
        self.assertEqual((page.open, page.requests), ([], []))
        self.assertEqual(page.sections, ["service", "reading", "by-1", "by-2", "sources"])
        self.assertEqual(len(page.ids), len(set(page.ids)))
        self.assertGreater(page.figures, 10)
        self.assertIn("not ranked", " ".join(page.words))

    def test_rows_are_sessions_where_the_file_numbers_none(self):
        path = self.folder.write("dates.csv", "patient,date,score\n" + "".join(
            f"{p},2026-0{1 + k}-05,{18 - 3 * k}\n" for p in range(6) for k in range(5)))
        found = run("cohort", "report", path, "--instrument", "phq-9", "--json").json
        self.assertEqual((found["groups"][0]["judged"], found["groups"][0]["before_window"]), (6, 6))
        early = run("cohort", "report", path, "--instrument", "phq-9", "--window-first", 4, "--window-last", 6, "--json")
        self.assertEqual(early.json["groups"][0]["inside_window"], 6)

    def test_what_cannot_be_judged_is_counted_with_its_reason(self):
        path = self.folder.write("odd.csv", "patient,session,score\n" + "".join(
            f"p{p},{k},{18 - k}\n" for p in range(6) for k in range(5)) + "q,0,12\nr,0,12\nr,3,99\ns,4,9\ns,2,9\n")
        found = run("cohort", "report", path, "--instrument", "phq-9", "--score", "score", "--json")
        self.assertEqual(found.code, 0, found.err)
        self.assertEqual({row["status"]: row["courses"] for row in found.json["troubles"]},
                         {"not_enough_sessions": 1, "response_range": 1, "session_order": 1})

    def test_what_cannot_be_is_refused(self):
        for more, why in ((("--by", "ward"), "no column ward"), (("--model", "nowhere.json"), "nowhere.json"),
                          (("--referral", "clinic"), "YYYY-MM-DD"), (("--least-group", -1), "least-group"),
                          (("--level", 2), "confidence level 2"), (("--alert", 0.5), "must ascend"),
                          (("--by", "clinic", "--by", "clinic"), "twice"), (("--threads", 0), "--threads")):
            ended = run("cohort", "report", self.path, "--instrument", "phq-9", *more)
            self.assertNotEqual(ended.code, 0, more)
            self.assertIn(why, ended.err, more)
            self.assertEqual(ended.out, "")
        self.assertIn("--instrument", run("cohort", "report", self.path).err)
        self.assertNotEqual(run("cohort").code, 0)
        without = self.folder.write("without.csv", "patient,score\na,3\n")
        self.assertIn("neither sessions nor dates", run("cohort", "report", without, "--instrument", "phq-9").err)


if __name__ == "__main__":
    unittest.main()
