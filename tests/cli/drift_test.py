"""A drift check of alarms, from outside."""

import pathlib
import random
import unittest

from program import Folder, run

REFERENCE = ("--reached", 199, "--reached-flagged", 20, "--missed", 180, "--missed-flagged", 80)


def courses(seed, n=200, of_reached=0.1, of_missed=80 / 180, header="person,flagged,reached"):
    draw = random.Random(seed)
    lines = [header]
    for i in range(n):
        reached = draw.random() < 0.5
        flagged = draw.random() < (of_reached if reached else of_missed)
        lines.append(f"p{i},{int(flagged)},{int(reached)}")
    return "\n".join(lines) + "\n"


class Drift(unittest.TestCase):
    def setUp(self):
        self.folder = Folder()
        self.addCleanup(self.folder.close)

    def drift(self, content, *more, reference=REFERENCE):
        return run("drift", self.folder.write("courses.csv", content), *reference, *more)

    def test_is_found_where_there_is_one_and_said_in_words(self):
        ended = self.drift(courses(1, of_reached=0.4, of_missed=0.9))
        self.assertEqual((ended.code, ended.err), (0, ""))
        self.assertRegex(ended.out, r"More flags than the calibration lets expect: found at course \d+ of 200")
        found = self.drift(courses(1, of_reached=0.4, of_missed=0.9), "--json").json
        self.assertEqual(list(found), ["courses", "open", "found_at", "p", "threshold", "groups", "sentences"])
        self.assertEqual(found["sentences"], ended.out.splitlines())
        self.assertEqual([row["group"] for row in found["groups"]], ["reached", "missed", "all"])
        self.assertEqual(found["threshold"], 120)
        first = min(row["more_found_at"] for row in found["groups"] if row["more_found_at"])
        self.assertEqual(found["found_at"], first)
        self.assertLessEqual(found["p"], 0.05)
        # Looked at when it was found, it was found; a course earlier it was not.
        lines = courses(1, of_reached=0.4, of_missed=0.9).splitlines(keepends=True)
        self.assertEqual(self.drift("".join(lines[: first + 1]), "--json").json["found_at"], first)
        self.assertIsNone(self.drift("".join(lines[:first]), "--json").json["found_at"])

    def test_is_not_found_where_there_is_none(self):
        ended = self.drift(courses(2), "--person", "person")
        self.assertEqual(ended.code, 0)
        self.assertEqual(ended.out.count("No drift is found among them"), 3)
        self.assertIn("That does not show that there is none.", ended.out)
        self.assertIn("a probability of at most 5 %, however often", ended.out)

    def test_leaves_open_courses_out_unless_they_count(self):
        content = "flagged,reached\n1,\n0,NA\n1,1\n"
        found = self.drift(content, "--json").json
        self.assertEqual((found["courses"], found["open"], found["groups"][2]["courses"]), (3, 2, 1))
        self.assertEqual(self.drift(content, "--count-open", "--json").json["groups"][2]["courses"], 3)
        self.assertEqual(self.drift("flagged\n1\n0\n", "--count-open", "--json").json["groups"][2]["flagged"], 1)
        self.assertIn("no column reached", self.drift("flagged\n1\n0\n").err)

    def test_judges_those_who_reach_the_target_alone_where_no_more_is_known(self):
        found = self.drift(courses(3), "--json", "--delta", "0.1", reference=REFERENCE[:4]).json
        self.assertEqual([row["group"] for row in found["groups"]], ["reached"])
        self.assertEqual(found["threshold"], 20)
        narrow = self.drift(courses(3), "--json", "--level", "0.5").json["groups"][0]
        self.assertLess(found["groups"][0]["low"], narrow["low"])

    def test_reads_columns_of_any_name(self):
        content = courses(4, header="id,alarm,recovered")
        named = self.drift(content, "--flagged-column", "alarm", "--reached-column", "recovered", "--json")
        self.assertEqual(named.json, self.drift(courses(4), "--json").json)

    def test_refuses_what_cannot_be(self):
        good = courses(5, n=3)
        for content, more, code, why in (
            ("flagged,reached\n2,1\n", (), 1, "row 1: flagged is 2, it must be 0 or 1"),
            ("flagged,reached\n1,1\n,1\n", (), 1, "row 2 has no flagged"),
            ("flagged,reached\n1,0.5\n", (), 1, "row 1: reached is 0.5"),
            ("flagged,reached\nyes,1\n", (), 1, "line 2, column flagged: not a number"),
            ("alarm,reached\n1,1\n", (), 1, "no column flagged"),
            (good + "p0,1,1\n", ("--person", "person"), 1, "line 5, column person: the person of line 2 again"),
            (good, ("--person", "nobody"), 1, "no column nobody"),
            (good, ("--delta", "0"), 1, "delta is 0"),
            (good, ("--level", "1"), 1, "confidence level 1"),
            (good, ("--delta", "much"), 2, "--delta"),
        ):
            ended = self.drift(content, *more)
            self.assertEqual(ended.code, code, why)
            self.assertIn(why, ended.err)
            self.assertEqual(ended.out, "")
        for reference, code, why in (
            (("--reached", 10, "--reached-flagged", 11), 1, "cut off 11 of 10"),
            (("--reached", 10, "--reached-flagged", 0), 1, "no alarm can ever be raised"),
            (("--reached", 0, "--reached-flagged", 0), 1, "0 reached the target"),
            (("--reached", -1, "--reached-flagged", 1), 2, "--reached"),
            (("--reached", 9.5, "--reached-flagged", 1), 2, "--reached"),
            (("--reached", 10), 2, "--reached-flagged"),
            ((*REFERENCE[:4], "--missed", 10), 2, "--missed-flagged"),
            ((*REFERENCE[:4], "--missed", 10, "--missed-flagged", 11), 1, "11 of 10 who missed"),
        ):
            ended = self.drift(good, reference=reference)
            self.assertEqual(ended.code, code, (reference, ended.err))
            self.assertIn(why, ended.err)

    def test_never_repeats_a_person(self):
        content = "person,flagged,reached\nJane Doe,1,1\nJane Doe,1,1\n"
        self.assertNotIn("Jane", self.drift(content, "--person", "person").err)


class Readme(unittest.TestCase):
    def test_shows_what_the_program_prints(self):
        readme = (pathlib.Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
        section = readme[readme.index("## Drift of alarms"):]
        self.assertIn("`oncourse drift courses.csv ", section)
        shown = section.split("```\n")[1].split("```")[0]
        folder = Folder()
        self.addCleanup(folder.close)
        rows = "".join(f"{int(i % 4 == 0)},1\n" for i in range(120))
        ended = run("drift", folder.write("courses.csv", "flagged,reached\n" + rows), "--reached", 199,
                    "--reached-flagged", 20)
        self.assertEqual(" ".join(shown.split()), " ".join(ended.out.split()))


if __name__ == "__main__":
    unittest.main()
