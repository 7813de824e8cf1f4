"""Bad input: each kind is one clear error that names place, value and limit; nothing is half written."""

import unittest

from program import Folder, run

HEADER = "patient,session,date,instrument,q1,q2,q3,q4,q5,q6,q7,q8,q9\n"
SHEET = ",phq-9,1,1,1,1,1,1,1,1,0\n"


def course(*rows):
    return HEADER + "".join(row + SHEET for row in rows)


class BadCourse(unittest.TestCase):
    def setUp(self):
        self.folder = Folder()
        self.addCleanup(self.folder.close)

    def refused(self, content, words, *options):
        page = self.folder.path / "report.html"
        path = self.folder.write("course.csv", content)
        ended = run("track", path, "--html", page, "--json", *options)
        self.assertEqual(ended.code, 1, ended.out + ended.err)
        self.assertEqual(ended.out, "", "no partial result")
        self.assertIn(words, ended.err)
        self.assertEqual(len(ended.err.splitlines()), 1, ended.err)
        self.assertEqual(sorted(p.name for p in self.folder.path.glob("report*")), [], "nothing half written")
        return ended.err

    def test_unknown_instrument(self):
        self.refused(HEADER + "a,0,2026-01-05,phq-99,1,1,1,1,1,1,1,1,0\n", "line 2: ")
        self.refused(course("a,0,2026-01-05"), "unknown_instrument", "--instrument", "mood-o-meter")

    def test_answer_out_of_range(self):
        self.refused(HEADER + "a,0,2026-01-05,phq-9,1,1,1,7,1,1,1,1,0\n",
                     "line 2: item 4 is 7, scale is 0..3; its risk items are not in any report")

    def test_score_out_of_range(self):
        self.refused("session,date,instrument,score\n0,2026-01-05,phq-9,28\n", "line 2, column score: ")

    def test_too_many_blanks(self):
        self.refused(HEADER + "a,0,2026-01-05,phq-9,1,1,1,,,,1,1,0\n", "[too_many_missing]", "--prorate")
        self.refused(HEADER + "a,0,2026-01-05,epds,1,1,1,,1,1,1,1,0\n", "line 2: 9 item columns, epds has 10 items")

    def test_wrong_number_of_items(self):
        self.refused(HEADER + "a,0,2026-01-05,gad-7,1,1,1,1,1,1,1,1,0\n",
                     "line 2, column q8: an answer to item 8, gad-7 has 7 items")

    def test_answers_that_do_not_say_to_what(self):
        self.refused(course("a,0,2026-01-05") + "a,1,2026-01-12,,3,3,3,3,3,3,3,3,3\n",
                     "line 3, column q1: an answer without an instrument [unknown_instrument]")
        self.refused("session,date,instrument,gad1,gad2\n0,2026-01-05,gad-7,1,1\n",
                     "line 2: no item columns of gad-7 and no column score; name them with --items")

    def test_text_that_is_not_a_number_is_not_repeated(self):
        error = self.refused(HEADER + "Jane Doe,0,2026-01-05,phq-9,1,sometimes,1,1,1,1,1,1,0\n",
                             "line 2, column q2: not a number [malformed]")
        self.assertNotIn("sometimes", error)
        self.assertNotIn("Jane", error)

    def test_nan_and_infinity(self):
        for value in ("nan", "NaN", "inf", "-inf", "1e999"):
            self.refused(HEADER + f"a,0,2026-01-05,phq-9,1,{value},1,1,1,1,1,1,0\n", "line 2, column q2: not a ")
            self.refused(f"session,date,instrument,score\n0,2026-01-05,phq-9,{value}\n", "line 2, column score: not a ")

    def test_an_answer_between_two_whole_numbers(self):
        self.refused(HEADER + "a,0,2026-01-05,phq-9,1,1.5,1,1,1,1,1,1,0\n", "line 2, column q2: not a whole number")

    def test_empty_file(self):
        self.refused("", "the file is empty")
        self.refused("\n\n", "the file is empty")
        self.refused(HEADER, "the file has a header and no rows")

    def test_truncated_line(self):
        self.refused(course("a,0,2026-01-05") + "a,1,2026-01-12,phq-9,1,1", "line 3: 6 fields, the header has 13")
        self.refused(course("a,0,2026-01-05") + 'a,1,2026-01-12,"phq', "line 3: a quote is never closed")

    def test_duplicate_session(self):
        self.refused(course("a,0,2026-01-05", "a,1,2026-01-12", "a,1,2026-01-12"), "line 4: session 1 has phq-9 twice")
        self.refused(course("a,0,2026-01-05", "a,1,2026-01-12", "a,1,2026-01-19"), "line 4: session 1 has two dates")

    def test_session_number_running_backwards(self):
        self.refused(course("a,0,2026-01-05", "a,2,2026-01-12", "a,1,2026-01-19"), "line 4: session 1 follows session 2")

    def test_dates_running_backwards_or_standing_still(self):
        self.refused(course("a,0,2026-01-05", "a,1,2026-01-12", "a,2,2026-01-11"),
                     "line 4: session 2 is dated 1 days before session 1")
        self.refused(course("a,0,2026-01-05", "a,1,2026-01-05"), "line 3: session 1 is dated on the day of session 0")

    def test_date_before_intake(self):
        agreed = self.folder.write("agreed.json", '{"intake": "2026-01-06"}')
        self.refused(course("a,0,2026-01-05"), "line 2: the date lies 1 days before intake [session_order]",
                     "--course", agreed)

    def test_29_february(self):
        self.refused(course("a,0,2026-02-29"), "line 2, column date: the calendar has no day 2026-02-29 [malformed]")
        leap = self.folder.write("leap.csv", course("a,0,2028-02-22", "a,1,2028-02-29", "a,2,2028-03-07"))
        report = run("track", leap, "--json").json
        self.assertEqual(report["window"]["date_first"], "2028-05-16")
        self.assertEqual([v["day"] for v in report["verdicts"]], [0, 7, 14])

    def test_dates_in_other_forms(self):
        for date in ("05.01.2026", "2026-1-5", "2026-01-05T10:00", "2026-13-01", ""):
            self.refused(course(f"a,0,{date}"), "line 2, column date: ")

    def test_a_stored_total_that_contradicts_its_items(self):
        self.refused("session,date,instrument,score,q1,q2,q3,q4,q5,q6,q7,q8,q9\n0,2026-01-05,phq-9,13,1,1,1,1,1,1,1,1,0\n",
                     "line 2, column score: the stored total is 13, the answers give 8")

    def test_several_persons(self):
        error = self.refused(course("anna,0,2026-01-05", "bert,0,2026-01-05"), "the file holds 2 persons")
        self.assertNotIn("anna", error)
        self.refused(course("anna,0,2026-01-05"), "no row is of the person asked for", "--person", "zoe")

    def test_one_session_is_a_stated_result(self):
        ended = run("track", self.folder.write("one.csv", course("a,0,2026-01-05")), "--json")
        self.assertEqual(ended.code, 0, ended.err)
        self.assertEqual(ended.json["verdict"], "undetermined")

    def test_ten_thousand_sessions(self):
        rows = "".join(f"{k},{k},phq-9,10\n" for k in range(10_000))
        self.refused("session,day,instrument,score\n" + rows, "10000 sessions, at most 1000 in one course")

    def test_a_column_name_that_is_not_text(self):
        error = self.refused(b"patient,\xff\xfe,date\na,0,2026-01-05\n", "line 1: the name of column 2 is not UTF-8")
        self.assertNotIn("\\", error)

    def test_not_a_file_and_not_a_text(self):
        self.assertEqual(run("track", self.folder.path / "missing.csv").code, 1)
        self.assertEqual(run("track", self.folder.path).code, 1)
        self.refused(bytes(range(256)) * 20, "[malformed]")

    def test_a_course_file_that_does_not_say_what_it_means(self):
        for content, words in (
            ("{", "not JSON at byte"),
            ('{"plan": {"window": [16, 12]}}', "course file.plan: plan: window 16 to 12"),
            ('{"plan": {"windows": [12, 16]}}', "unknown member; known are window"),
            ('{"focus": {"primary": "sadness"}}', "it must be one of grief, role_dispute"),
            ('{"medication": [{"event": "started"}]}', "course file.medication[0]: either date or day is expected"),
            ('{"intake": "2026-02-30"}', "course file.intake: the calendar has no day 2026-02-30"),
            ('{"target": {"kind": "percent"}}', "course file.target: member value is missing"),
            ("[" * 100000, "nested deeper than 32 levels"),
        ):
            self.refused(course("a,0,2026-01-05"), words, "--course", self.folder.write("agreed.json", content))


class BadModel(unittest.TestCase):
    def setUp(self):
        self.folder = Folder()
        self.addCleanup(self.folder.close)
        at = self.folder.path
        run("simulate", "--persons", 60, "--out", at / "cohort.csv")
        self.assertEqual(run("fit", at / "cohort.csv", "--instrument", "phq-9", "--out", at / "model.json").code, 0)
        self.model = (at / "model.json").read_text()
        self.course = self.folder.write("course.csv", course("a,0,2026-01-05", "a,1,2026-01-12"))

    def refused(self, document, words):
        ended = run("track", self.course, "--model", self.folder.write("changed.json", document), "--json")
        self.assertEqual(ended.code, 1, ended.out)
        self.assertEqual(ended.out, "")
        self.assertIn(words, ended.err)

    def test_another_schema(self):
        self.refused(self.model.replace("oncourse/response-model", "somebody/else"), "[wrong_version]")
        self.refused("{}", "member schema is missing")

    def test_another_version(self):
        self.refused(self.model.replace('"version": 1', '"version": 7'), "it is 7, this library reads 1 [wrong_version]")

    def test_a_flipped_byte(self):
        at = self.model.index("residual_variance") + 21
        digit = "1" if self.model[at] != "1" else "2"
        self.refused(self.model[:at] + digit + self.model[at + 1:], "checksum")

    def test_half_a_file(self):
        self.refused(self.model[: len(self.model) // 2], "not JSON at byte")
        self.refused("", "not JSON at byte")

    def test_of_another_instrument(self):
        gad = self.folder.write("gad.csv", "session,date,instrument,score\n0,2026-01-05,gad-7,10\n1,2026-01-12,gad-7,9\n")
        ended = run("track", gad, "--instrument", "gad-7", "--model", self.folder.path / "model.json")
        self.assertEqual(ended.code, 1)
        self.assertIn("the model is for phq-9, the course is judged by gad-7", ended.err)


class BadCohort(unittest.TestCase):
    def setUp(self):
        self.folder = Folder()
        self.addCleanup(self.folder.close)

    def refused(self, content, words, *options):
        path = self.folder.write("cohort.csv", content)
        model = self.folder.path / "model.json"
        ended = run("fit", path, "--person", "id", "--time", "t", "--score", "y", "--time-unit", "week", "--out", model,
                    "--json", *options)
        self.assertEqual(ended.code, 1, ended.out)
        self.assertEqual(ended.out, "")
        self.assertIn(words, ended.err)
        self.assertFalse(model.exists(), "nothing half written")

    def test_values_that_are_not_numbers(self):
        for value in ("x", "nan", "inf"):
            self.refused(f"id,t,y\na,0,1\na,1,{value}\n", "line 3, column y: not a ")
            self.refused(f"id,t,y\na,0,1\na,{value},1\n", "line 3, column t: not a ")

    def test_a_column_that_is_not_there(self):
        self.refused("id,t,z\na,0,1\n", "line 1: no column y among the 3")

    def test_too_little_to_fit(self):
        self.refused("id,t,y\na,0,1\na,1,2\na,2,2\n", "1 persons have scores, at least 2 are needed")
        self.refused("id,t,y\na,0,1\nb,0,2\n", "[not_enough_sessions]")

    def test_a_covariate_that_says_nothing(self):
        rows = "".join(f"{p},{t},{10 + p - t + (p * t) % 3},1\n" for p in range(9) for t in range(4))
        self.refused("id,t,y,c\n" + rows, "column c is constant or repeats the columns before it", "--covariate", "c")

    def test_time_before_the_start_with_a_logarithm(self):
        self.refused("id,t,y\na,0,1\na,-1,2\nb,0,3\nb,1,4\nb,2,4\na,3,5\n", "line 3, column t: time -1, the least is 0")

    def test_a_calibration_without_enough_persons(self):
        path = self.folder.path / "c.csv"
        run("simulate", "--persons", 12, "--out", path)
        ended = run("fit", path, "--instrument", "phq-9", "--calibrate", "--alpha", "0.05")
        self.assertEqual(ended.code, 1)
        self.assertIn("at least 19 are needed for alpha 0.05 [not_enough_sessions]", ended.err)


class BadCommandLine(unittest.TestCase):
    def test_is_exit_code_2_with_a_reason(self):
        for arguments in ((), ("fly",), ("score",), ("fit", "x.csv", "--basis", "cubic"), ("simulate", "--persons", "0")):
            ended = run(*arguments)
            self.assertEqual(ended.code, 2, arguments)
            self.assertTrue(ended.err)


if __name__ == "__main__":
    unittest.main()
