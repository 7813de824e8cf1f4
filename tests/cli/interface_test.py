"""What scripts rely on: arguments, JSON members, exit codes, files."""

import json
import math
import random
import re
import unittest

from program import Folder, run

# A line in ln(1 + t) per person, with an interaction: enough structure for every option.
random.seed(20)
COHORT = ["id,week,arm,score"]
for person in range(40):
    level, rate = random.gauss(16, 4), random.gauss(-2, 1)
    for week in range(8):
        value = level + (rate - 0.8 * (person % 2)) * math.log1p(week) + random.gauss(0, 2)
        COHORT.append(f"p{person},{week},{person % 2},{value:.3f}")
COHORT.append("p40,0,1,NA")
COHORT.append("p40,1,1,")


class WithFolder(unittest.TestCase):
    def setUp(self):
        self.folder = Folder()
        self.addCleanup(self.folder.close)


class Fit(WithFolder):
    def fit(self, *more):
        path = self.folder.write("cohort.csv", "\n".join(COHORT) + "\n")
        ended = run("fit", path, "--person", "id", "--time", "week", "--score", "score", *more, "--json")
        self.assertEqual(ended.code, 0, ended.err)
        return ended.json

    def test_prints_the_members_that_were_promised(self):
        fit = self.fit()
        self.assertEqual(fit["n_obs"], 320)
        self.assertEqual(fit["n_persons"], 40)
        self.assertEqual(fit["rows_left_out"], 2)
        self.assertEqual(list(fit["fixed"]), ["(Intercept)", "log1p(week)"])
        self.assertEqual(set(fit["fixed"]["(Intercept)"]), {"estimate", "se"})
        self.assertEqual([len(row) for row in fit["random_covariance"]], [2, 2])
        self.assertGreater(fit["residual_variance"], 0)
        self.assertLess(fit["loglik"], 0)
        parameters = len(fit["fixed"]) + 3 + 1  # theta and the residual variance
        self.assertAlmostEqual(fit["aic"], -2 * fit["loglik"] + 2 * parameters, places=6)
        self.assertEqual(fit["stop"], "converged")

    def test_names_columns_as_model_formulas_do(self):
        linear = self.fit("--basis", "linear", "--covariate", "arm", "--interact", "arm")
        self.assertEqual(list(linear["fixed"]), ["(Intercept)", "week", "arm", "week:arm"])
        only_interact = self.fit("--interact", "arm")
        self.assertEqual(list(only_interact["fixed"]), ["(Intercept)", "log1p(week)", "arm", "log1p(week):arm"])

    def test_random_effects_differ_as_asked(self):
        self.assertEqual(len(self.fit("--random", "intercept")["random_covariance"]), 1)
        independent = self.fit("--random", "independent-slope")["random_covariance"]
        self.assertEqual(independent[0][1], 0)
        full, ml = self.fit(), self.fit("--ml")
        self.assertNotEqual(full["random_covariance"][0][1], 0)
        self.assertGreater(full["residual_variance"] * 1.01, ml["residual_variance"])
        self.assertEqual(ml["method"], "ML")

    def test_rows_may_stand_in_any_order(self):
        rows = COHORT[1:]
        random.Random(5).shuffle(rows)
        shuffled = self.folder.write("shuffled.csv", "\n".join([COHORT[0], *rows]) + "\n")
        ended = run("fit", shuffled, "--person", "id", "--time", "week", "--score", "score", "--json")
        self.assertAlmostEqual(ended.json["loglik"], self.fit()["loglik"], places=9)

    def test_scores_of_other_instruments_are_not_pooled(self):
        rows = [f"{line},{'who-5' if i % 5 == 4 else 'phq-9'}" for i, line in enumerate(COHORT[1:])]
        mixed = self.folder.write("mixed.csv", "\n".join([COHORT[0] + ",instrument", *rows]) + "\n")
        fit = ("fit", mixed, "--person", "id", "--time", "week", "--score", "score", "--json")
        self.assertIn("scores of several instruments", run(*fit).err)
        mixed.write_text(re.sub(r",-?[0-9.]+,(phq|who)", r",12,\1", mixed.read_text()).replace(",0,0,12,", ",0,0,14,"))
        self.assertEqual(run(*fit, "--instrument", "phq-9").json["rows_of_other_instruments"], 64)

    def test_a_model_that_is_kept_must_know_its_clock(self):
        path = self.folder.write("cohort.csv", "\n".join(COHORT) + "\n")
        fit = ("fit", path, "--person", "id", "--time", "week", "--score", "score", "--out", self.folder.path / "m.json")
        self.assertIn("--time-unit", run(*fit).err)
        self.assertEqual(run(*fit, "--time-unit", "week").code, 0)

    def test_every_command_takes_json(self):
        out = self.folder.path / "c.csv"
        self.assertEqual(run("simulate", "--persons", 3, "--out", out, "--json").json["persons"], 3)
        self.assertEqual(run("simulate", "--persons", 3, "--json").code, 1)

    def test_help_shows_an_example(self):
        for command in ("fit", "track", "score", "instruments", "simulate", "self-test"):
            ended = run(command, "--help")
            self.assertEqual(ended.code, 0)
            self.assertRegex(ended.out, r"Examples?:\n +oncourse " + command)


class Score(WithFolder):
    def test_scores_every_row_and_counts_them(self):
        path = self.folder.write("s.csv", "who,q1,q2,q3,q4,q5,q6,q7,q8,q9\nx,0,1,2,3,0,1,2,3,0\ny,,,,,,,,,\nz,3,3,3,3,3,3,3,3,3\n")
        ended = run("score", path, "--instrument", "phq-9", "--items", "q*", "--json")
        self.assertEqual(ended.code, 0, ended.err)
        out = ended.json
        self.assertEqual((out["n_rows"], out["n_scored"], out["n_left_out"], out["n_refused"]), (3, 2, 1, 0))
        self.assertEqual([row.get("total") for row in out["rows"]], [12, None, 27])
        self.assertEqual(out["rows"][0]["band"], "moderate")
        self.assertEqual(out["rows"][2]["risk"], [{"item": 9, "answer": 3, "flagged": True}])

    def test_one_bad_row_never_spoils_the_others(self):
        path = self.folder.write("s.csv", "q1,q2,q3,q4,q5,q6,q7\n0,1,2,3,0,1,2\n0,1,2,4,0,1,2\n1,1,1,1,1,1,1\n")
        ended = run("score", path, "--instrument", "gad-7", "--json")
        self.assertEqual(ended.code, 1)
        self.assertEqual([row["status"] for row in ended.json["rows"]], ["scored", "refused", "scored"])
        self.assertIn("line 3: item 4 is 4, scale is 0..3 [response_range]", ended.err)

    def test_a_refused_sheet_still_shows_its_risk_items(self):
        path = self.folder.write("s.csv", "q1,q2,q3,q4,q5,q6,q7,q8,q9\n1,1,,1,1,1,1,1,3\n")
        row = run("score", path, "--instrument", "phq-9", "--json").json["rows"][0]
        self.assertEqual(row["status"], "refused")
        self.assertEqual(row["risk"], [{"item": 9, "answer": 3, "flagged": True}])

    def test_sheets_of_other_instruments_are_counted_and_not_scored(self):
        path = self.folder.write("s.csv", "instrument,q1,q2,q3,q4,q5,q6,q7,q8,q9\nphq-9,1,1,1,1,1,1,1,1,1\n"
                                          "GAD-7,3,3,3,3,3,3,3,,\n")
        out = run("score", path, "--instrument", "phq-9", "--prorate", "--json").json
        self.assertEqual((out["n_scored"], out["n_other_instruments"]), (1, 1))

    def test_items_by_star_by_range_and_by_name(self):
        path = self.folder.write("s.csv", "a_1,a_2,a_3,a_4,a_5\n3,2,3,4,2\n")
        for pattern in ("a_*", "a_{}", "a_%d", "a_1..a_5", "a_1,a_2,a_3,a_4,a_5"):
            ended = run("score", path, "--instrument", "who-5", "--items", pattern, "--json")
            self.assertEqual(ended.json["rows"][0]["total"], 56, pattern)

    def test_a_convention_is_applied_only_when_asked_for(self):
        path = self.folder.write("s.csv", "q1,q2,q3,q4,q5,q6,q7,q8,q9\n1,1,1,1,1,1,1,1,\n")
        self.assertEqual(run("score", path, "--instrument", "phq-9").code, 1)
        prorated = run("score", path, "--instrument", "phq-9", "--prorate", "--json").json["rows"][0]
        self.assertEqual((prorated["total"], prorated["answered"], prorated["prorated"]), (9, 8, True))
        self.assertEqual(prorated["risk"], [{"item": 9, "answer": None, "flagged": False}])


class Track(WithFolder):
    def setUp(self):
        super().setUp()
        self.at = lambda name: self.folder.path / name
        for arguments in (
            ("simulate", "--persons", 150, "--seed", 1, "--out", self.at("cohort.csv")),
            ("simulate", "--persons", 1, "--slow", "--seed", 8, "--until", 7, "--out", self.at("course.csv"),
             "--course", self.at("course.json")),
            ("fit", self.at("cohort.csv"), "--instrument", "phq-9", "--covariate", "medication", "--calibrate",
             "--out", self.at("model.json")),
        ):
            ended = run(*arguments)
            self.assertEqual(ended.code, 0, ended.err)

    def track(self, *more):
        return run("track", self.at("course.csv"), "--course", self.at("course.json"), "--model", self.at("model.json"),
                   *more)

    def test_the_report_has_every_part_of_the_main_job(self):
        report = self.track("--json").json
        sheet = report["instruments"][0]["administrations"][3]
        for member in ("total", "answered", "prorated", "band", "risk", "change"):
            self.assertIn(member, sheet)
        for member in ("points", "percent_improved", "index", "class", "important_improvement"):
            self.assertIn(member, sheet["change"])
        self.assertEqual([f["session"] for f in report["forecasts"]], [12, 16])
        for forecast in report["forecasts"]:
            self.assertLess(forecast["score"]["low"], forecast["score"]["mean"])
            self.assertLess(forecast["score"]["mean"], forecast["score"]["high"])
        self.assertEqual(len(report["verdicts"]), len(report["instruments"][0]["administrations"]))
        for verdict in report["verdicts"]:
            self.assertIn(verdict["verdict"], ("on_track", "off_track", "reached_target", "undetermined"))
        self.assertEqual(report["window"]["phase"], "middle")
        self.assertEqual(report["window"]["sessions_used"], 7)
        self.assertRegex(report["window"]["date_last"], r"^20\d\d-\d\d-\d\d$")
        self.assertTrue(report["basis"]["sentences"])
        self.assertEqual(report["basis"]["guarantee"]["kind"], "conformal")
        self.assertIn("earliest_likely_session", report)

    def test_text_json_and_page_agree_and_the_page_is_whole(self):
        page = self.at("report.html")
        ended = self.track("--html", page)
        self.assertEqual(ended.code, 0, ended.err)
        verdict = self.track("--json").json["verdict"].replace("_", " ")
        self.assertIn("Verdict at session 7: " + verdict, ended.out)
        html = page.read_text()
        self.assertTrue(html.startswith("<!DOCTYPE html>") and html.rstrip().endswith("</html>"))
        self.assertFalse((self.at("report.html.partial")).exists())

    def test_without_a_model_scores_are_read_and_no_verdict_given(self):
        report = run("track", self.at("course.csv"), "--json").json
        self.assertEqual(report["verdict"], "undetermined")
        self.assertEqual(report["undetermined_because"], "no growth model was given")
        self.assertEqual(len(report["instruments"][0]["administrations"]), len(report["verdicts"]))

    def test_one_person_of_a_cohort_file(self):
        ended = run("track", self.at("cohort.csv"), "--model", self.at("model.json"), "--person", "P7", "--json")
        self.assertEqual(ended.code, 0, ended.err)
        self.assertNotIn("P7", ended.out)

    def test_the_same_seed_gives_the_same_bytes(self):
        again = self.at("again.csv")
        run("simulate", "--persons", 150, "--seed", 1, "--out", again)
        self.assertEqual(again.read_bytes(), self.at("cohort.csv").read_bytes())

    def test_several_instruments_in_one_session(self):
        csv = self.folder.write("two.csv", "session,date,instrument,score\n0,2026-01-05,phq-9,16\n0,2026-01-05,who-5,24\n"
                                           "1,2026-01-12,phq-9,12\n1,2026-01-12,who-5,40\n2,2026-01-19,phq-9,9\n")
        report = run("track", csv, "--instrument", "who-5", "--json").json
        self.assertEqual([i["id"] for i in report["instruments"]], ["phq-9", "who-5"])
        self.assertEqual(report["instrument"], "who-5")
        self.assertEqual(report["window"]["overdue"], [{"instrument": "who-5", "last_session": 1, "sessions_without": 1}])

    def test_a_vendors_instrument_known_by_its_total(self):
        definition = {"id": "clinic-10", "name": "A clinic's own scale", "construct": "distress",
                      "direction": "lower_is_better", "total": [0, 40], "source": "the clinic",
                      "reliable_change": [{"points": 5, "basis": "the clinic's own data", "status": "convention",
                                           "source": "the clinic"}]}
        path = self.folder.write("clinic.json", json.dumps(definition))
        csv = self.folder.write("c.csv", "session,date,score\n0,2026-01-05,30\n1,2026-01-12,24\n")
        report = run("track", csv, "--instrument-file", path, "--json").json
        self.assertEqual(report["instruments"][0]["administrations"][1]["change"]["class"], "improved")


class SelfTest(unittest.TestCase):
    def test_known_figures_come_out_on_this_machine(self):
        found = run("self-test", "--json").json
        self.assertGreater(found["figures"], 10)
        self.assertIsNone(found["deviation"])
        self.assertIn(f"{found['figures']} figures are as expected", run("self-test").out)


class Instruments(unittest.TestCase):
    def test_lists_what_is_known_and_shows_one_with_its_sources(self):
        known = {q["id"] for q in run("instruments", "--json").json}
        self.assertLessEqual({"phq-9", "gad-7", "epds", "qids-sr16", "ces-d", "mspss", "who-5", "ede-q"}, known)
        for instrument in known:
            definition = run("instruments", instrument, "--json").json
            self.assertEqual(definition["id"], instrument)
            for figure in definition.get("cutoffs", []) + definition.get("norms", []) + definition["reliable_change"]:
                self.assertIn(figure["status"], ("published", "secondary", "convention"))
                self.assertTrue(figure["source"])
            self.assertIn("licence:", run("instruments", instrument).out)


if __name__ == "__main__":
    unittest.main()
