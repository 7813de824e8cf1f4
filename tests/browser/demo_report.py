#!/usr/bin/python3
"""The demonstration's report and a backtest's page, written by the program, as a browser shows them.

Exit status 77: no browser here.

ONCOURSE names the program. Screenshots and the printed page go to the directory named by ONCOURSE_SCREENSHOTS, if any.
"""

import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PARTS = ("scores,window,phases,score-axis,session-axis,bands,expected,curve,forecast,target,cutoff,medication,gap,alarm")


def oncourse(*arguments):
    subprocess.run([os.environ["ONCOURSE"], *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)


with tempfile.TemporaryDirectory() as folder:
    at = pathlib.Path(folder)
    oncourse("simulate", "--persons", 400, "--seed", 1, "--out", at / "cohort.csv")
    oncourse("fit", at / "cohort.csv", "--instrument", "phq-9", "--covariate", "medication", "--calibrate",
             "--out", at / "model.json")
    oncourse("simulate", "--persons", 1, "--seed", 242, "--until", 8, "--out", at / "course.csv", "--course",
             at / "course.json")
    oncourse("track", at / "course.csv", "--course", at / "course.json", "--model", at / "model.json", "--html",
             at / "report.html")
    oncourse("backtest", at / "cohort.csv", "--instrument", "phq-9", "--scale", "square-root", "--stratum", "medication",
             "--html", at / "backtest.html")
    asked = [("report.html", "--parts", PARTS),
             ("backtest.html", "--parts", "", "--sections", "rules,sessions,strata,sources", "--charts", "3")]
    ended = []
    for page, *options in asked:
        command = [sys.executable, HERE / "report_test.py", at / page, *options]
        if "ONCOURSE_SCREENSHOTS" in os.environ:
            command += ["--screenshots", os.environ["ONCOURSE_SCREENSHOTS"]]
        ended.append(subprocess.run(command, check=False).returncode)
    sys.exit(max(ended))
