"""Change on the command line: the same classes whatever the end that is better, nothing dropped, nobody named."""

import csv
import io
import math
import random
import unittest

from program import Folder, run

random.seed(7)
PAIRS = [(random.randint(8, 27), random.randint(0, 27), random.choice("ab")) for _ in range(60)]


class WithFolder(unittest.TestCase):
    def setUp(self):
        self.folder = Folder()
        self.addCleanup(self.folder.close)

    def file(self, rows, name="file.csv"):
        return self.folder.write(name, "\n".join(",".join(map(str, row)) for row in rows) + "\n")

    def table(self, *arguments):
        ended = run(*arguments)
        self.assertEqual(ended.code, 0, ended.err)
        return list(csv.DictReader(io.StringIO(ended.out)))

    def refused(self, words, *arguments):
        ended = run(*arguments)
        self.assertEqual((ended.code, ended.out), (1, ""))
        self.assertIn(words, ended.err)


class Change(WithFolder):
    def pairs(self, mirrored=False, more=()):
        turn = (lambda score: 27 - score) if mirrored else (lambda score: score)
        return self.file([("pre", "post", "arm"), *((turn(a), turn(b), arm) for a, b, arm in PAIRS), *more])

    def test_a_mirror_image_has_the_same_classes_by_every_method(self):
        known = ["--reliability", "0.85", "--from-sample"]
        for method, more in [("points", ["--improvement", "5", "--deterioration", "3"]), ("cutoff", []),
                             *((index, known) for index in
                               ("reliable", "jacobson_truax", "gulliksen_lord_novick", "hsu_linn_lord",
                                "edwards_nunnally", "nunnally_kotsch", "hageman_arrindell"))]:
            classes = []
            for better, mirrored, line in (("lower", False, "10"), ("higher", True, "17")):
                table = self.table("change", self.pairs(mirrored), "--better", better, "--method", method, "--line",
                                   line, *more)
                classes.append([row["class"] for row in table])
            self.assertEqual(*classes, method)
            self.assertGreater(len(set(classes[0])), 1, method)

    def test_a_missing_score_is_counted_in_its_group(self):
        path = self.pairs(more=[("", 5, "a"), (12, "NA", "b"), (12, 99, "b")])
        table = self.table("change", path, "--instrument", "phq-9", "--summary", "--group", "arm")
        self.assertEqual(len(table), 15)
        self.assertEqual({row["arm"]: int(row["without_class"]) for row in table}, {"a": 1, "b": 2, "": 3})
        for arm in ("a", "b", ""):
            rows = [row for row in table if row["arm"] == arm]
            everybody = 63 if arm == "" else sum(one[2] == arm for one in PAIRS) + (1 if arm == "a" else 2)
            self.assertEqual(sum(int(row["count"]) for row in rows) + int(rows[0]["without_class"]), everybody)

    def test_two_methods_are_counted_against_each_other(self):
        table = self.table("change", self.pairs(), "--better", "lower", "--reliability", "0.85", "--from-sample",
                           "--method", "hsu_linn_lord", "--against", "jacobson_truax")
        self.assertEqual(sum(int(row[name]) for row in table for name in row if name != "class"), len(PAIRS))

    def test_first_and_last_scores_are_those_of_the_pairs(self):
        rows = [("patient", "session", "score")]
        for person, (before, after, _) in enumerate(PAIRS):
            rows += [(f"p{person}", 0, before), (f"p{person}", 1, ""), (f"p{person}", 2, 13), (f"p{person}", 5, after)]
        rows.append(("alone", 0, 9))
        table = self.table("change", self.file(rows), "--first-and-last", "--instrument", "phq-9")
        expected = self.table("change", self.pairs(), "--instrument", "phq-9")
        self.assertEqual([row["class"] for row in table[:-1]], [row["class"] for row in expected])
        self.assertEqual((table[-1]["patient"], table[-1]["status"]), ("alone", "not_enough_sessions"))

    def test_norms_of_the_instrument_make_the_cut_offs(self):
        a = self.table("change", self.pairs(), "--instrument", "core-10", "--method", "cutoff", "--criterion", "a",
                       "--clinical-mean", "20", "--clinical-sd", "5")
        self.assertEqual({row["class"] for row in a}, {"improved", "unchanged"} if not any(
            one[0] < 10 <= one[1] for one in PAIRS) else {"improved", "unchanged", "deteriorated"})
        self.refused("[not_available]", "change", self.pairs(), "--instrument", "phq-9", "--method", "cutoff",
                     "--criterion", "c", "--functional-norm", "people of another planet", "--clinical-mean", "18",
                     "--clinical-sd", "5")

    def test_what_contradicts_is_refused(self):
        path = self.pairs()
        for words, arguments in [
            ("this method needs --reliability", ["--method", "jacobson_truax", "--sd", "6"]),
            ("exclude each other", ["--line", "10", "--criterion", "a"]),
            ("belong together", ["--criterion", "b", "--functional-mean", "4"]),
            ("--true-scores needs", ["--true-scores", "--method", "points", "--improvement", "5"]),
            ("points threshold -5", ["--method", "points", "--improvement=-5"]),
        ]:
            self.refused(words, "change", path, "--better", "lower", *arguments)
        self.refused("say which scores are better", "change", path, "--method", "points", "--improvement", "5")

    def test_the_picture_is_written(self):
        svg = self.folder.path / "change.svg"
        self.table("change", self.pairs(), "--instrument", "phq-9", "--cutoff", "caseness", "--svg", str(svg))
        self.assertTrue(svg.read_text(encoding="utf-8").startswith("<svg"))


class OverSessions(WithFolder):
    def long(self, mirrored=False):
        turn = (lambda score: 27 - score) if mirrored else (lambda score: score)
        generator = random.Random(3)
        rows = [("patient", "session", "score", "at")]
        for person in range(40):
            level, drop = generator.randint(14, 24), generator.randint(2, 6)
            for session in range(1, 13):
                fallen = 7 if session > drop and person % 2 else 0
                score = level - fallen - session * (person % 3) / 4 + generator.randint(-1, 1)
                rows.append((f"p{person}", session, turn(min(27, max(0, round(score)))), drop if session == 1 else ""))
        return self.file(rows)

    def test_gains_are_found_in_the_mirror(self):
        tables = []
        for better, mirrored in (("lower", False), ("higher", True)):
            table = self.table("gains", self.long(mirrored), "--better", better, "--points", "4", "--no-share")
            tables.append([(row["patient"], row["session"], row["magnitude"], row["reversed"]) for row in table])
        self.assertEqual(*tables)
        self.assertGreater(len(tables[0]), 5)

    def test_windows_show_the_scores_around_the_session_that_was_named(self):
        table = self.table("windows", self.long(), "--better", "lower", "--at", "at", "--before", "1", "--after", "1")
        gains = {row["patient"]: row for row in self.table("gains", self.long(), "--better", "lower", "--points", "4")}
        same = [row for row in table if row["patient"] in gains and
                row["session"] == gains[row["patient"]]["session"]]
        self.assertGreater(len(same), 3)
        for row in same:
            for name in ("n_minus_1", "n", "n_plus_1"):
                self.assertEqual(row[name], gains[row["patient"]][name])

    def test_hierarchical_classes_follow_the_total_rate_and_not_the_deviation(self):
        total = self.table("hierarchical", self.long(), "--better", "lower")
        deviation = self.table("hierarchical", self.long(), "--better", "lower", "--deviation")
        improved = [sum(row["class"] == "improved" for row in table) for table in (total, deviation)]
        self.assertGreater(improved[0], improved[1])
        self.assertAlmostEqual(sum(float(row["rate"]) for row in deviation), 0, places=6)

    def test_sessions_say_when_and_events_say_it_again(self):
        criteria = ["--better", "lower", "--remission", "5", "--reliable", "6"]
        persons = self.table("sessions", self.long(), *criteria)
        events = self.table("sessions", self.long(), *criteria, "--events")
        for kind in ("response", "remission", "reliable_improvement"):
            self.assertEqual(sum(row["kind"] == kind for row in events),
                             sum(row[kind + "_session"] != "" for row in persons) if kind != "remission" else
                             sum(int(row["remission_episodes"] or 0) for row in persons))

    def test_every_criterion_can_be_stated(self):
        path = self.long()
        asked = ["--points", "5", "--sustained", "3", "--early-by-session", "4", "--early-points", "4",
                 "--last-score-decides", "--remission", "8", "--remission-scores", "2", "--recovery-scores", "4",
                 "--relapse", "14", "--reliable", "5", "--deterioration", "3", "--reliable-sustained", "3",
                 "--functional", "9", "--sd", "5", "--reliability", "0.8", "--critical", "1.5", "--plateau", "3"]
        persons = self.table("sessions", path, "--better", "lower", *asked)
        for column in ("early_response", "response_session", "sustained_response_session", "recovery_session",
                       "sustained_improvement_session", "good_enough_session", "trend_class", "plateau_session"):
            self.assertTrue(any(row[column] for row in persons), column)
        none = self.table("sessions", path, "--better", "lower", "--no-response")
        self.assertEqual({row["response"] for row in none}, {""})
        for arguments in (["--relapse", "14"], ["--deterioration", "3"], ["--sd", "5"]):
            self.refused("[bad_argument]", "sessions", path, "--better", "lower", *arguments)

    def test_answers_are_scored_and_other_instruments_left_alone(self):
        sheets = [("patient", "session", "instrument", *(f"q{i}" for i in range(1, 10)))]
        for session, answer in enumerate((3, 3, 3, 1, 1, 1)):
            sheets.append(("p1", session, "phq-9", *[answer] * 9))
            sheets.append(("p1", session, "gad-7", *[answer] * 7, "", ""))
        table = self.table("gains", self.file(sheets), "--instrument", "phq-9")
        self.assertEqual([(row["patient"], row["session"], row["magnitude"]) for row in table], [("p1", "2", "18")])
        self.refused("choose one with --instrument", "gains", self.file(
            [("patient", "session", "instrument", "score"), ("p1", 0, "a", 3), ("p1", 1, "b", 3)]), "--better", "lower",
            "--points", "3")

    def test_an_unordered_person_is_told_apart_and_not_quoted(self):
        rows = [("patient", "session", "score"), ("secret", 2, 9), ("secret", 1, 8), ("fine", 1, 20), ("fine", 2, 9)]
        ended = run("sessions", self.file(rows), "--better", "lower")
        table = list(csv.DictReader(io.StringIO(ended.out)))
        self.assertEqual([row["status"] for row in table], ["session_order", "ok"])
        self.assertNotIn("secret", ended.err + table[0]["detail"])


class Groups(WithFolder):
    def test_effect_and_benchmark_say_where_a_service_stands(self):
        path = self.file([("pre", "post", "arm"), *PAIRS])
        (everybody,) = self.table("effect", path, "--better", "lower")
        raw = sum(before - after for before, after, _ in PAIRS) / len(PAIRS)
        self.assertAlmostEqual(float(everybody["improvement"]), raw, places=9)
        ended = run("benchmark", "--effect", everybody["effect"], "--se", everybody["effect_se"], "--published", "0.1",
                    "--published-se", "0.02", "--margin", "0.2")
        self.assertEqual(ended.json["verdict"], "above")
        self.assertTrue(ended.json["good_enough"])

    def test_groups_are_compared_by_change_or_by_second_scores_and_have_shares_of_true_scores(self):
        path = self.file([("pre", "post", "arm"), *PAIRS])
        between = ["effect", path, "--better", "lower", "--group", "arm", "--important", "2", "--between"]
        mean = {arm: [sum(one[k] for one in PAIRS if one[2] == arm) / sum(one[2] == arm for one in PAIRS)
                      for k in (0, 1)] for arm in "ab"}
        first = PAIRS[0][2]
        other = "b" if first == "a" else "a"
        for flags, at in (([], lambda arm: mean[arm][1] - mean[arm][0]), (["--second-scores"], lambda arm: mean[arm][1])):
            (row,) = self.table(*between, *flags)
            self.assertAlmostEqual(float(row["difference"]), at(other) - at(first), places=9)
        shares = self.table("effect", path, "--better", "lower", "--reliability", "0.8", "--true-cutoff", "12",
                            "--uncorrected", "--unequal-variances")
        self.assertTrue(0 < float(shares[0]["improved_share"]) < 1 and 0 < float(shares[0]["functional_share"]) < 1)

    def test_rates_of_services_count_what_is_missing(self):
        rows = [("a", "b", "x", "y", "s"), (15, 5, 12, 4, "one"), (15, 14, 12, 11, "one"), (4, 3, 3, 2, "two"),
                (15, "", 12, 4, "two")]
        table = self.table("talking-therapies", self.file(rows), "--first-pre", "a", "--first-post", "b",
                           "--second-pre", "x", "--second-post", "y", "--group", "s", "--rates")
        self.assertEqual([(row["completed"], row["not_completed"], row["recovery"], row["recovery_of"])
                          for row in table], [("2", "0", "1", "2"), ("1", "1", "0", "0"), ("3", "1", "1", "2")])

    def test_reliability_leaves_incomplete_sheets_out_and_says_how_many(self):
        generator = random.Random(5)
        sheets = [("i1", "i2", "i3")]
        for _ in range(80):
            level = generator.gauss(0, 1)
            sheets.append(tuple(f"{level + generator.gauss(0, 0.7):.4f}" for _ in range(3)))
        sheets.append((1, "", 2))
        (row,) = self.table("reliability", self.file(sheets), "--items", "i1,i2,i3")
        self.assertEqual((row["persons"], row["left_out"]), ("80", "1"))
        self.assertTrue(0.7 < float(row["alpha_low"]) < float(row["alpha"]) < float(row["alpha_high"]) < 1)
        self.assertTrue(math.isclose(float(row["sem"]),
                                     float(row["total_sd"]) * math.sqrt(1 - float(row["alpha"])), rel_tol=1e-12))


if __name__ == "__main__":
    unittest.main()
