"""Prediction bands from outside, and on real courses where the shared data is there. Run with -v for what was found."""

import csv
import json
import math
import pathlib
import unittest

from program import SHARED, Folder, run

ENRICHD = SHARED / "data" / "enrichd_bdi_dev.csv"

# The original BDI is licence-bound: only what is needed to read its totals.
BDI = {"id": "bdi", "name": "Beck Depression Inventory", "construct": "depression severity",
       "direction": "lower_is_better", "total": [0, 63],
       "source": "21 items of 0 to 3; totals as recorded in the trial"}
END = 24  # weeks: six months of visits
FOLDS = 5
ORIGINS = (2, 6, 12)


class Bands(unittest.TestCase):
    def setUp(self):
        self.folder = Folder()
        self.addCleanup(self.folder.close)

    def json_of(self, *arguments):
        ended = run(*arguments, "--json")
        self.assertEqual(ended.code, 0, ended.err)
        return ended.json

    def test_are_in_the_model_the_report_and_its_sentences(self):
        cohort, course, model = (self.folder.path / name for name in ("cohort.csv", "course.csv", "model.json"))
        run("simulate", "--persons", 200, "--seed", 4, "--out", cohort)
        run("simulate", "--persons", 1, "--seed", 9, "--until", 5, "--out", course)
        fit = self.json_of("fit", cohort, "--instrument", "phq-9", "--calibrate", "--band-level", "0.8", "--out", model)
        bands = fit["prediction_bands"]
        self.assertEqual(bands["level"], 0.8)
        self.assertEqual([origin["time"] for origin in bands["origins"]], list(range(16)))
        self.assertTrue(all(a["n"] >= b["n"] for a, b in zip(bands["origins"], bands["origins"][1:])))
        self.assertEqual(json.loads(model.read_text())["prediction_bands"]["level"], 0.8)
        printed = run("fit", cohort, "--instrument", "phq-9", "--calibrate", "--band-level", "0.8").out
        self.assertIn("prediction bands of 80 %", printed)

        report = self.json_of("track", course, "--instrument", "phq-9", "--model", model)
        for at in report["curve"]:
            self.assertEqual(at["band"] is None, at["session"] <= 5)
            if at["band"]:
                self.assertEqual((at["band"]["low"] % 1, at["band"]["high"] % 1), (0, 0), "possible totals")
                self.assertTrue(0 <= at["band"]["low"] <= at["band"]["mean"] <= at["band"]["high"] <= 27)
        promised = report["bands"]
        self.assertEqual((promised["kind"], promised["level"]), ("conformal", 0.8))
        self.assertEqual(promised["n"], bands["origins"][5]["n"])
        self.assertLessEqual(promised["end"]["high"], report["curve"][-1]["band"]["high"], "one needs less than all")
        self.assertIn(promised["statement"], report["basis"]["sentences"])

    def test_of_another_level_than_a_share_are_refused(self):
        cohort = self.folder.path / "cohort.csv"
        run("simulate", "--persons", 100, "--out", cohort)
        ended = run("fit", cohort, "--instrument", "phq-9", "--calibrate", "--band-level", "1")
        self.assertEqual(ended.code, 1)
        self.assertIn("band level 1, it must lie between 0 and 1", ended.err)
        self.assertEqual(run("fit", cohort, "--instrument", "phq-9", "--band-level", "0.9").code, 2, "no --calibrate")

    @unittest.skipUnless(ENRICHD.exists(), "skipped: enrichd_bdi_dev.csv is not there")
    def test_of_real_courses_hold_the_share_that_they_state_and_intervals_do_not(self):
        people = {}
        with open(ENRICHD, newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                week = round(int(row["time"]) / 7)
                if row["BDI"] and week <= END:  # visits were to be weekly: of two in one week the first counts
                    people.setdefault(row["ID"], {}).setdefault(week, float(row["BDI"]))
        ids = sorted(people, key=int)
        bdi = self.folder.write("bdi.json", json.dumps(BDI))
        agreed = self.folder.write("agreed.json", json.dumps({"plan": {"window": [12, END]}}))
        inside = {(origin, what): [] for origin in ORIGINS for what in ("band", "score", "end")}
        for fold in range(FOLDS):
            lines = [f"{i},{week},{score}" for n, i in enumerate(ids) if n % FOLDS != fold
                     for week, score in sorted(people[i].items())]
            cohort = self.folder.write("cohort.csv", "\n".join(["patient,session,score", *lines]) + "\n")
            model = self.folder.path / "model.json"
            self.json_of("fit", cohort, "--score", "score", "--instrument-file", bdi, "--calibrate", "--target",
                         "percent:50", "--window-last", END, "--out", model)
            for n, i in enumerate(ids):
                origin = ORIGINS[n // FOLDS % len(ORIGINS)]
                known = {week: score for week, score in people[i].items() if week <= origin}
                later = {week: score for week, score in people[i].items() if week > origin}
                if n % FOLDS != fold or not known or not later:
                    continue
                # Who had no visit in the week to look ahead from had a session without a score.
                rows = [f"{i},{week},{7 * week},{known.get(week, '')}" for week in sorted({*known, origin})]
                path = self.folder.write("course.csv", "\n".join(["patient,session,day,score", *rows]) + "\n")
                report = self.json_of("track", path, "--instrument-file", bdi, "--model", model, "--course", agreed,
                                      "--target", "score:10")
                curve = {at["session"]: at for at in report["curve"]}
                for what in ("band", "score"):
                    inside[origin, what].append(all(curve[week][what]["low"] <= score <= curve[week][what]["high"]
                                                    for week, score in later.items()))
                end, last = report["bands"]["end"], later[max(later)]
                inside[origin, "end"].append(end["low"] <= last <= end["high"])
        everybody = {what: [one for origin in ORIGINS for one in inside[origin, what]]
                     for what in ("band", "score", "end")}
        share = {what: sum(all_) / len(all_) for what, all_ in everybody.items()}
        print(f"\nENRICHD, {len(everybody['band'])} courses of others than those fitted to: {share['band']:.3f} inside "
              f"their band of 90 %, {share['end']:.3f} with their last score, {share['score']:.3f} inside all intervals "
              "of 90 %;",
              {f"{what} from week {origin}": round(sum(a) / len(a), 3) for (origin, what), a in inside.items()})
        error = math.sqrt(0.9 * 0.1 * (1 / len(everybody["band"]) + 1 / 1000))  # and of five calibrations on 200 or so
        self.assertGreater(share["band"], 0.9 - 3 * error)
        self.assertGreater(share["end"], 0.9 - 3 * error)
        self.assertLess(share["band"], 0.9 + 3 * error + 0.02, "so wide that it says nothing")
        self.assertLess(share["score"], 0.8, "the test would pass without any calibration")
        readme = " ".join((pathlib.Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8").split())
        self.assertIn(f"{100 * share['band']:.0f} % stayed inside their bands of 90 % and {100 * share['end']:.0f} % "
                      f"ended inside the last score's, but {100 * share['score']:.0f} % lay inside all of their "
                      "intervals of 90 %", readme)


if __name__ == "__main__":
    unittest.main()
