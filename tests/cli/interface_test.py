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
        self.assertEqual(set(fit["fixed"]["(Intercept)"]), {"estimate", "se", "low", "high"})
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

    def test_takes_every_form(self):
        form = ("--curve", "quadratic", "--random", "curve", "--residuals", "autoregressive-with-noise", "--scale",
                "square-root", "--lowest", "-40", "--highest", "60")
        fit = self.fit(*form)
        self.assertEqual((fit["curve"], fit["residuals"], fit["scale"]),
                         ("quadratic", "autoregressive-with-noise", "square-root"))
        self.assertEqual(list(fit["fixed"]), ["(Intercept)", "log1p(week)", "I(log1p(week)^2)"])
        self.assertEqual([len(row) for row in fit["random_covariance"]], [3, 3, 3])
        self.assertEqual((len(fit["theta"]), len(fit["theta_covariance"])), (6, 8))
        self.assertGreater(fit["residual_range"], 0)
        self.assertEqual(self.fit(*form, "--threads", "2"), fit)
        plain = self.fit()
        self.assertEqual((plain["curve"], plain["residuals"], plain["scale"]), ("straight", "independent", "points"))
        self.assertEqual((plain["residual_range"], plain["residual_nugget"]), (None, None))

    def test_a_form_that_cannot_be_is_refused(self):
        path = self.folder.write("cohort.csv", "\n".join(COHORT) + "\n")
        for form, why in ((("--knot", "4"), "--curve piecewise"), (("--curve", "piecewise"), "--knot"),
                          (("--scale", "log"), "needs an instrument"), (("--curve", "wavy"), "piecewise"),
                          (("--random", "curve"), "quadratic or piecewise"), (("--threads", "0"), "--threads"),
                          (("--lowest", "0"), "the scale of points has none")):
            ended = run("fit", path, "--person", "id", "--time", "week", "--score", "score", *form)
            self.assertNotEqual(ended.code, 0, form)
            self.assertIn(why, ended.err)

    def test_residuals_with_memory_need_rows_in_order_of_time(self):
        rows = COHORT[1:]
        random.Random(5).shuffle(rows)
        path = self.folder.write("shuffled.csv", "\n".join([COHORT[0], *rows]) + "\n")
        ended = run("fit", path, "--person", "id", "--time", "week", "--score", "score", "--residuals", "autoregressive")
        self.assertEqual(ended.code, 1)
        self.assertIn("of the same person", ended.err)

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

    def test_simulated_people_have_reasons_to_leave_and_figures_with_sources(self):
        out, persons = self.folder.path / "c.csv", self.folder.path / "p.csv"
        simulate = ("simulate", "--persons", 60, "--seed", 2, "--totals", "--missing", 0, "--persons-out", persons,
                    "--dropout-good-enough", 1, "--good-enough-score", 8, "--range", 3, "--out", out)
        self.assertEqual(run(*simulate).code, 0)
        scores, written = {}, out.read_text()
        for line in written.splitlines()[1:]:
            patient, *_, score = line.split(",")
            scores.setdefault(patient, []).append(float(score))
        for line in persons.read_text().splitlines()[1:]:
            patient, *_, last, end = line.split(",")
            self.assertEqual(len(scores[patient]), int(last) + 1)
            if end == "good_enough":
                self.assertLessEqual(scores[patient][-1], 8)
        self.assertIn("good_enough\n", persons.read_text())
        self.assertEqual(run(*simulate[:-2]).out, written)
        self.assertEqual(run("fit", out, "--score", "score", "--instrument", "phq-9").code, 0)
        figures = run("simulate", "--populations", "--json").json["populations"]
        self.assertTrue(all(row["source"] and row["status"] for row in figures))

    def test_people_who_cannot_be_are_refused_and_nothing_is_written(self):
        out = self.folder.path / "c.csv"
        for arguments, words in (
            (("--correlation", -1.5), "correlation is -1.5, it must be at least -1 and at most 1"),
            (("--range", 0), "range is 0, it must be above 0"),
            (("--population", "nobody"), "no such population, there are typical"),
            (("--population", "cardiac"), "totals alone can be asked for"),
            (("--intake", "9999-12-01"), "--intake"),
        ):
            ended = run("simulate", "--out", out, *arguments)
            self.assertEqual(ended.code, 1)
            self.assertIn(words, ended.err)
        self.assertEqual(list(self.folder.path.iterdir()), [])

    def test_help_shows_an_example(self):
        for command in ("fit", "select", "track", "score", "instruments", "simulate", "self-test"):
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
        self.assertEqual(prorated["risk"], [{"item": 9, "answer": None, "flagged": None}])


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

    def test_the_window_is_a_decision_with_its_probabilities_and_reasons(self):
        window = self.track("--json").json["window"]
        self.assertIn(window["decision"], ("target_met", "finish_at_first", "needs_window", "not_expected_inside"))
        self.assertEqual([at["session"] for at in window["sessions"]], list(range(8, 17)))
        self.assertEqual([at["session"] for at in window["beyond"]], [17, 18, 19, 20])
        by = [at["by"] for at in window["sessions"] + window["beyond"]]
        self.assertEqual(by, sorted(by))
        for reason in window["reasons"]:
            self.assertTrue(reason["sentence"].endswith("."), reason)
        text = self.track().out
        self.assertEqual(text.count("extrapolated, used for no decision"), 4)
        sure = self.track("--json", "--window-level", "0.999999", "--sessions-beyond", "0").json["window"]
        self.assertEqual((sure["level"], sure["beyond"]), (0.999999, []))
        refused = self.track("--window-level", "1")
        self.assertEqual(refused.code, 1)
        self.assertIn("the window's level is 1, it must lie between 0 and 1", refused.err)

    def test_text_json_and_page_agree_and_the_page_is_whole(self):
        page = self.at("report.html")
        ended = self.track("--html", page)
        self.assertEqual(ended.code, 0, ended.err)
        verdict = self.track("--json").json["verdict"].replace("_", " ")
        self.assertIn("Verdict at session 7: " + verdict, ended.out)
        html = page.read_text()
        self.assertTrue(html.startswith("<!DOCTYPE html>") and html.rstrip().endswith("</html>"))
        self.assertFalse((self.at("report.html.partial")).exists())

    def expected(self, *more):
        return run("expected-response", self.at("model.json"), *more)

    def test_the_expected_response_is_a_table_and_a_chart_by_intake(self):
        svg = self.at("expected.svg")
        ended = self.expected("--intake", "10..12,20", "--at", "4,16", "--covariate", "medication=1", "--target",
                              "recovery", "--svg", svg, "--json")
        self.assertEqual(ended.code, 0, ended.err)
        rows = ended.json["expected"]
        self.assertEqual([(row["intake"], row["time"]) for row in rows],
                         [(intake, time) for intake in (10, 11, 12, 20) for time in (4, 16)])
        for row in rows:
            self.assertAlmostEqual(row["change"], row["mean"] - row["intake"])
            self.assertEqual(row["off_scale"], row["low"] < 0 or row["high"] > 27)
            self.assertLessEqual(row["probability"], row["probability_of_reliable_improvement"])
        drawn = svg.read_text()
        for label in ("from 10", "from 11", "from 12", "from 20"):
            self.assertIn(f">{label}<", drawn)
        usual = self.expected("--intake", "15", "--covariate", "medication=0").out.splitlines()
        self.assertEqual(len(usual), 1 + 16)
        self.assertTrue(usual[0].startswith("intake,time,mean,low,high,"))

    def test_an_expected_response_that_cannot_be_told_is_refused(self):
        of = ("--covariate", "medication=0")
        for words, arguments in (
            ("covariate medication has no value", ("--intake", "15")),
            ("no covariate of this name", ("--intake", "15", "--covariate", "arm=1")),
            ("covariate medication: not a number", ("--intake", "15", "--covariate", "medication")),
            ("scale is 0..27", ("--intake", "28", *of)),
            ("scale is 0..27", ("--intake", "20..30", *of)),
            ("not a number", ("--intake", "15,,16", *of)),
            ("times must ascend", ("--intake", "15", "--at", "4,2", *of)),
            ("time -1 cannot be forecast", ("--intake", "15", "--at=-1", *of)),
            ("between 0 and 1", ("--intake", "15", "--level", "1", *of)),
            ("the model is for phq-9", ("--intake", "15", "--instrument", "gad-7", *of)),
            ("needs intake scores", ("--target", "recovery", *of)),
            ("cannot be told apart", ("--intake", "0..27", "--svg", self.at("never.svg"), *of)),
        ):
            ended = self.expected(*arguments)
            self.assertEqual((ended.code, ended.out), (1, ""), arguments)
            self.assertIn(words, ended.err)
        self.assertFalse(self.at("never.svg").exists())

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
            for figure in (figure for kind in ("cutoffs", "norms", "reliability", "reliable_change", "important_change", "risk")
                           for figure in definition.get(kind, [])):
                self.assertIn(figure["status"], ("published", "secondary", "convention"))
                self.assertTrue(figure["source"])
            self.assertIn("licence:", run("instruments", instrument).out)
        self.assertEqual(len(known), 57)

    def test_shows_a_subscale_and_a_definition_of_ones_own(self):
        self.assertIn("severe from 15", run("instruments", "DASS21:anxiety").out)
        folder = Folder()
        self.addCleanup(folder.close)
        own = json.loads(run("instruments", "dass-21", "--json").out)
        own["id"] = "clinic-21"
        path = folder.write("own.json", json.dumps(own))
        shown = run("instruments", "--instrument-file", path, "--json").json
        self.assertEqual(shown, own)
        self.assertIn("(clinic-21:stress)", run("instruments", "clinic-21:stress", "--instrument-file", path).out)
        own["subscales"][1]["items"] = [2, 22]
        wrong = run("instruments", "--instrument-file", folder.write("wrong.json", json.dumps(own)))
        self.assertIn("subscales[1].items[1]: it is 22, a whole number in 1..21 is expected", wrong.err)

    def test_writes_a_reference_page_of_all(self):
        page = run("instruments", "--html").out
        for instrument in run("instruments", "--json").json:
            self.assertIn(f'id="{instrument["id"]}"', page)
            self.assertIn(f'href="#{instrument["id"]}"', page)
        self.assertNotIn("<script", page)
        self.assertEqual(page.count("<section"), 57)

    def test_suggests_batteries_with_reasons(self):
        found = run("batteries", "--json").json
        self.assertEqual(len(found), 10)
        self.assertIn("outcome of the trials of IPT in complicated grief", run("batteries", "grief").out)
        self.assertIn("known are grief", run("batteries", "anger").err)


class ScoresOfTheCatalogue(unittest.TestCase):
    def scored(self, csv, *arguments):
        folder = Folder()
        self.addCleanup(folder.close)
        return run("score", folder.write("sheets.csv", csv), *arguments)

    def test_answers_written_down_otherwise_are_read_by_their_coding(self):
        header = ",".join(f"q{item}" for item in range(1, 11)) + "\n"
        row = self.scored(header + "1,1,1,1,1,1,1,1,1,4\n", "--instrument", "epds", "--coding", "printed", "--json").json
        self.assertEqual(row["rows"][0]["total"], 18)
        self.assertFalse(row["rows"][0]["risk"][0]["flagged"])
        off = self.scored(header + "1,1,0,1,1,1,1,1,1,1\n", "--instrument", "epds", "--coding", "printed", "--json")
        self.assertIn("line 2: item 3 is 0, the coding printed has 1..4", off.err)
        self.assertTrue(off.json["rows"][0]["risk"][0]["flagged"])
        self.assertIn("known are printed", self.scored(header, "--instrument", "epds", "--coding", "1-4").err)

    def test_a_total_is_read_by_the_cut_off_and_the_norm_that_were_chosen(self):
        csv = ",".join(f"q{item}" for item in range(1, 8)) + "\n2,2,1,1,1,1,0\n1,1,1,1,1,1,\n"
        norm = "general population, Germany, women (n is 53.6 % of 5030)"
        arguments = ["--instrument", "gad-7", "--cutoff", "caseness:NHS Talking Therapies", "--norm", norm]
        row = self.scored(csv, *arguments, "--json").json["rows"][0]
        self.assertEqual((row["cutoff"]["value"], row["cutoff"]["met"]), (8, True))
        self.assertAlmostEqual(row["standing"]["z"], (8 - 3.2) / 3.5)
        self.assertAlmostEqual(row["standing"]["percentile"], 50 * (1 + math.erf((8 - 3.2) / 3.5 / math.sqrt(2))))
        lines = self.scored(csv, *arguments).out.splitlines()
        self.assertTrue(lines[0].endswith(",cutoff_met,z,t,percentile"))
        self.assertEqual(lines[1].split(",")[-4:], ["yes", "1.3714", "63.71", "91.49"])
        self.assertEqual(lines[2].split(",")[-4:], ["", "", "", ""])
        for wrong, words in ((["--cutoff", "remission"], "known: caseness (NHS Talking Therapies); screen ("),
                             (["--cutoff", "guess"], "known are caseness, screen, severity, remission"),
                             (["--norm", "us"], "no such norm, known: general population, Germany, women")):
            self.assertIn(words, self.scored(csv, "--instrument", "gad-7", *wrong).err)

    def test_a_table_has_a_column_for_every_subscale_algorithm_and_risk_item(self):
        header = ",".join(f"q{item}" for item in range(1, 21)) + "\n"
        out = self.scored(header + "2,0,1,3,1,2,1,0,2,3,1,2,0,1,1,0,3,2,1,2\n", "--instrument", "pcl-5").out
        self.assertEqual(out.splitlines()[0], "line,status,total,answered,prorated,band,b,c,d,e,dsm-5-provisional")
        self.assertEqual(out.splitlines()[1], "2,scored,28,20,no,,7,3,9,9,yes")

    def test_a_cell_that_cannot_be_read_hides_no_risk_answer(self):
        header = ",".join(f"q{item}" for item in range(1, 10)) + "\n"
        found = self.scored(header + "x,0,0,0,0,0,0,0,3\n1,1,1,1,1,1,1,1,-5\n", "--instrument", "phq-9", "--json")
        self.assertEqual(found.code, 1)
        unreadable, off_scale = found.json["rows"]
        self.assertEqual(unreadable["risk"], [{"item": 9, "answer": 3, "flagged": True}])
        self.assertEqual(off_scale["risk"], [{"item": 9, "answer": -5, "flagged": None}])

    def test_a_subscale_is_scored_from_the_rows_and_columns_of_the_whole_form(self):
        header = "instrument," + ",".join(f"dass21_{item}" for item in range(1, 22)) + "\n"
        row = self.scored(header + "dass-21" + ",1" * 21 + "\n", "--instrument", "dass-21:anxiety", "--json").json
        self.assertEqual((row["n_scored"], row["rows"][0]["total"]), (1, 14))

    def test_a_label_with_a_comma_stays_one_field(self):
        own = json.loads(run("instruments", "phq-2", "--json").out)
        own["id"] = "own-2"
        own["bands"] = [{"from": 0, "label": 'low, or "none"'}]
        own["bands_source"] = own["scoring"]
        folder = Folder()
        self.addCleanup(folder.close)
        path = folder.write("own.json", json.dumps(own))
        out = self.scored("q1,q2\n1,1\n", "--instrument-file", path).out
        self.assertEqual(out.splitlines()[1], '2,scored,2,2,no,"low, or ""none"""')

    def test_an_instrument_without_a_total_is_scored_by_its_subscales_and_tracked_by_one(self):
        header = ",".join(f"q{item}" for item in range(1, 11)) + "\n"
        row = self.scored(header + "5,3,6,2,5,4,6,5,3,5\n", "--instrument", "erq", "--json").json["rows"][0]
        self.assertIsNone(row["total"])
        self.assertEqual(row["subscales"]["suppression"], 3)
        folder = Folder()
        self.addCleanup(folder.close)
        course = folder.write("c.csv", "session,date,instrument,score\n0,2026-01-05,erq:suppression,5\n"
                                       "1,2026-01-12,erq:suppression,4\n")
        self.assertEqual(run("track", course, "--json").json["instrument"], "erq:suppression")
        whole = folder.write("w.csv", "session,date,instrument,score\n0,2026-01-05,erq,5\n")
        self.assertIn("erq has no total", run("track", whole).err)


if __name__ == "__main__":
    unittest.main()
