"""Intervals, tests and selections of growth models, from outside."""

import csv
import io
import math
import os
import random
import subprocess
import unittest

from program import PROGRAM, SHARED, Folder, run


def cohort(seed, persons=40, sessions=8):
    """A line in ln(1 + t) per person."""
    draw = random.Random(seed)
    lines = ["id,week,arm,score"]
    for person in range(persons):
        level, rate = draw.gauss(16, 3), draw.gauss(-2, 1)
        for week in range(sessions):
            score = level + (rate - 0.8 * (person % 2)) * math.log1p(week) + draw.gauss(0, 2)
            lines.append(f"p{person},{week},{person % 2},{min(27, max(0, round(score)))}")
    return "\n".join(lines) + "\n"


class WithCohort(unittest.TestCase):
    def setUp(self):
        self.folder = Folder()
        self.addCleanup(self.folder.close)
        self.path = self.folder.write("cohort.csv", cohort(31))
        self.columns = (self.path, "--person", "id", "--time", "week", "--score", "score")

    def fit(self, *more):
        ended = run("fit", *self.columns, *more, "--json")
        self.assertEqual(ended.code, 0, ended.err)
        return ended.json

    def kept(self, name, *more):
        path = self.folder.path / name
        self.assertEqual(run("fit", *self.columns, "--time-unit", "week", "--out", path, *more).code, 0)
        return path


class Intervals(WithCohort):
    def test_of_fixed_effects_are_estimates_and_their_errors(self):
        fit = self.fit("--covariate", "arm")
        self.assertEqual(fit["level"], 0.95)
        self.assertIsNone(fit["profile"])
        for effect in fit["fixed"].values():
            self.assertAlmostEqual(effect["high"] - effect["estimate"], 1.959963984540054 * effect["se"], places=12)
            self.assertAlmostEqual(effect["estimate"] - effect["low"], 1.959963984540054 * effect["se"], places=12)
        wider, effect = self.fit("--covariate", "arm", "--level", "0.99")["fixed"]["arm"], fit["fixed"]["arm"]
        self.assertLess(wider["low"], effect["low"])
        self.assertIn("99 % intervals by Wald", run("fit", *self.columns, "--level", "0.99").out)
        self.assertNotIn("intervals", run("fit", *self.columns).out)

    def test_by_profile_are_the_same_by_any_number_of_threads_and_printed(self):
        one = self.fit("--profile", "--residuals", "autoregressive")
        self.assertEqual(self.fit("--profile", "--residuals", "autoregressive", "--threads", "3"), one)
        terms = ["(Intercept)", "log1p(week)", "sd (Intercept)", "sd log1p(week)", "corr (Intercept) log1p(week)",
                 "sd residual", "range"]
        self.assertEqual([row["term"] for row in one["profile"]], terms)
        for row in one["profile"]:
            if row["high"] is not None:  # null: the data exclude nothing
                self.assertLess(row["low"], row["high"])
        printed = run("fit", *self.columns, "--profile").out
        self.assertIn("95 % intervals by profile likelihood", printed)
        self.assertIn("\nsd residual ", printed)

    def test_of_sleepstudy_are_those_of_lme4(self):
        data = SHARED / "data/sleepstudy.csv"
        if not data.exists():
            self.skipTest("skipped: data/sleepstudy.csv is not there")
        study = ("fit", data, "--person", "Subject", "--time", "Days", "--time-unit", "day", "--score", "Reaction",
                 "--basis", "linear", "--ml")
        smaller, larger = self.folder.path / "apart.json", self.folder.path / "together.json"
        self.assertEqual(run(*study, "--random", "independent-slope", "--out", smaller).code, 0)
        profile = {row["term"]: row for row in run(*study, "--out", larger, "--profile", "--json").json["profile"]}
        # confint(), help page of lme4's confint.merMod; lme4 interpolates its profile
        for term, low, high in (("(Intercept)", 237.6806955, 265.1295147), ("Days", 7.3586533, 13.5759188),
                                ("sd Days", 3.8011641, 8.7533661), ("sd residual", 22.8982669, 28.8579965)):
            self.assertAlmostEqual(profile[term]["low"], low, delta=2e-3 * low)
            self.assertAlmostEqual(profile[term]["high"], high, delta=2e-3 * high)
        test = run("compare-models", smaller, larger, "--json").json
        self.assertAlmostEqual(test["chi_squared"], 0.0639, delta=5e-5)  # Bates et al. 2015, sec. 5.2
        self.assertAlmostEqual(test["p"], 0.8004, delta=5e-5)
        self.assertEqual(test["freedom"], 1)

    def test_of_cross_products_are_those_of_the_rows(self):
        block = self.folder.path / "all.block"
        self.assertEqual(run("cross-products", *self.columns, "--time-unit", "week", "--out", block).code, 0)
        fit = run("fit", "--blocks", block, "--level", "0.9", "--json").json
        self.assertEqual((fit["fixed"], fit["level"]), (self.fit("--level", "0.9")["fixed"], 0.9))
        self.assertEqual(run("fit", "--blocks", block, "--profile").code, 2)  # whose rows are not there

    def test_are_refused_where_they_cannot_be(self):
        self.assertIn("it must lie between 0 and 1", run("fit", *self.columns, "--level", "1").err)
        calibrated = run("fit", *self.columns, "--instrument", "phq-9", "--calibrate", "--profile")
        self.assertEqual(calibrated.code, 2)  # half of the persons would be missing


class CompareModels(WithCohort):
    def test_prints_the_test(self):
        smaller, larger = self.kept("s.json", "--ml"), self.kept("l.json", "--ml", "--interact", "arm")
        test = run("compare-models", smaller, larger, "--json").json
        self.assertEqual(test["freedom"], 2)
        self.assertGreater(test["chi_squared"], 0)
        printed = run("compare-models", smaller, larger).out
        self.assertIn(f"chi-squared {test['chi_squared']:.4f} on 2 degrees of freedom", printed)

    def test_refuses_models_that_are_not_nested(self):
        smaller, larger = self.kept("s.json"), self.kept("l.json", "--interact", "arm")
        for one, other, why in ((smaller, larger, "fit both by ML"), (larger, larger, "parameters"),
                                (self.path, larger, "cohort.csv: "), (smaller, "nowhere.json", "nowhere.json")):
            ended = run("compare-models", one, other)
            self.assertEqual(ended.code, 1)
            self.assertIn(why, ended.err)


class Select(WithCohort):
    def select(self, *more):
        ended = run("select", *self.columns, "--folds", "2", *more)
        self.assertEqual(ended.code, 0, ended.err)
        return ended

    def test_tries_the_usual_forms_and_marks_the_best(self):
        found = self.select("--instrument", "phq-9", "--json").json
        self.assertEqual((found["n_obs"], found["n_persons"], found["folds"], found["seed"]), (320, 40, 2, 1))
        forms = found["forms"]
        self.assertEqual(len(forms), 12)
        self.assertEqual(sorted({row["scale"] for row in forms}), ["log", "logit", "points", "square-root"])
        self.assertEqual(len({row["residuals"] for row in forms}), 3)
        best = min(range(12), key=lambda k: forms[k]["behind"])
        self.assertEqual(forms[best]["behind"], 0)
        ended = self.select("--instrument", "phq-9")
        self.assertEqual(ended.err, "")  # no terminal
        lines = ended.out.splitlines()
        self.assertLessEqual(max(map(len, lines)), 80)
        rows = [line for line in lines[3:] if line[2:].startswith(("points", "square-root", "log,", "logit"))]
        self.assertEqual([k for k in range(12) if rows[k].startswith("* ")], [best])

    def test_is_a_product_of_what_is_named(self):
        forms = self.select("--curve", "straight", "--curve", "piecewise", "--knot", "3", "--random", "slope,intercept",
                            "--residuals", "independent", "--json").json["forms"]
        self.assertEqual([(row["curve"], row["random"]) for row in forms],
                         [("straight", "slope"), ("straight", "intercept"), ("piecewise", "slope"),
                          ("piecewise", "intercept")])
        self.assertEqual([row["knot"] for row in forms], [None, None, 3, 3])
        self.assertEqual({row["scale"] for row in forms}, {"points"})

    def test_has_the_same_bytes_by_any_number_of_threads_and_in_every_form(self):
        named = ("--scale", "points", "--random", "slope")
        one = self.select(*named, "--json").json
        self.assertEqual(self.select(*named, "--threads", "3", "--json").json, one)
        table = list(csv.DictReader(io.StringIO(self.select(*named, "--csv").out)))
        self.assertEqual([float(row["aic"]) for row in table], [row["aic"] for row in one["forms"]])
        self.assertEqual(list(table[0]), list(one["forms"][0]))
        other = self.select(*named, "--seed", "2", "--json").json["forms"]
        self.assertEqual(other[0]["aic"], one["forms"][0]["aic"])
        self.assertNotEqual(other[0]["predictive_log_score"], one["forms"][0]["predictive_log_score"])

    def test_is_the_fit_of_each_form(self):
        fit = self.fit("--ml", "--residuals", "autoregressive")
        (row,) = self.select("--residuals", "autoregressive", "--json").json["forms"]
        self.assertEqual((row["log_likelihood"], row["aic"], row["bic"]), (fit["loglik"], fit["aic"], fit["bic"]))
        without = run("select", *self.columns, "--folds", "0", "--json").json["forms"]
        self.assertEqual([row["behind"] for row in without], [None] * 3)
        self.assertIn("* least AIC\n", run("select", *self.columns, "--folds", "0").out)

    def test_says_how_far_it_is_where_it_is_asked_to(self):
        named = ("--residuals", "independent", "--residuals", "autoregressive")
        self.assertRegex(self.select(*named, "--progress").err, r"(?s)\A1 of 6 fits.*6 of 6 fits, [0-9.]+ .*\n\Z")
        plain = self.select(*named).out
        for more, expected in ((), True), (("--quiet",), False):
            terminal, stderr = os.openpty()
            command = [PROGRAM, "select", *map(str, self.columns), "--folds", "2", *named, *more]
            with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr, text=True) as process:
                out = process.communicate(timeout=120)[0]
            os.close(stderr)
            shown = b""
            try:
                while piece := os.read(terminal, 4096):
                    shown += piece
            except OSError:  # so a terminal says that nobody writes to it any more
                pass
            os.close(terminal)
            self.assertEqual(out, plain)
            if expected:
                self.assertRegex(shown, rb"\A\r1 of 6 fits.*\r6 of 6 fits, [^\r\n]*\r *\r\Z")
            else:
                self.assertEqual(shown, b"")

    def test_says_in_its_row_why_a_form_was_refused(self):
        path = self.folder.write("few.csv", cohort(32, persons=3, sessions=3))
        columns = (path, "--person", "id", "--time", "week", "--score", "score", "--folds", "0")
        forms = ("--curve", "quadratic", "--random", "slope", "--random", "curve", "--residuals", "independent")
        rows = run("select", *columns, *forms, "--json")
        self.assertEqual(rows.code, 0, rows.err)
        self.assertEqual([row["status"] for row in rows.json["forms"]], ["ok", "not_enough_sessions"])
        self.assertIsNone(rows.json["forms"][1]["aic"])
        self.assertIn("    refused: ", run("select", *columns, *forms).out)
        self.assertEqual(run("select", *columns, "--curve", "quadratic", "--random", "curve").code, 1)

    def test_refuses_what_cannot_be_chosen_from(self):
        for more, code, why in (
            (("--folds", "1"), 1, "1 folds of 40 persons"),
            (("--random", "curve"), 1, "no form is left"),
            (("--curve", "piecewise"), 1, "--knot"),
            (("--knot", "3"), 1, "--knot"),
            (("--scale", "log"), 1, "needs an instrument"),
            (("--scale", "points", "--lowest", "0"), 1, "the scale of points has none"),
            (("--curve", "wavy"), 2, "piecewise"),
            (("--threads", "0"), 2, "--threads"),
            (("--csv", "--json"), 2, "--csv"),
            (("--progress", "--quiet"), 2, "--progress"),
        ):
            ended = run("select", *self.columns, *more)
            self.assertEqual(ended.code, code, more)
            self.assertIn(why, ended.err)


if __name__ == "__main__":
    unittest.main()
