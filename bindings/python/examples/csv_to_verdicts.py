"""From a CSV file of answers to verdicts, with pandas: run it anywhere, it makes its own data."""

from __future__ import annotations

import matplotlib
import pandas

import oncourse
from oncourse import plot

matplotlib.use("Agg")

# A clinic's export: a row per session, the nine answers to the PHQ-9. Here of people who do not exist.
oncourse.simulate(400, seed=1).to_pandas().to_csv("cohort.csv", index=False)
answers = pandas.read_csv("cohort.csv")

# Score every sheet. A sheet that cannot be scored has a status, and no total.
scores = oncourse.score(answers, "phq-9", keep=["patient", "session", "day", "medication"]).to_pandas()
print(scores["status"].value_counts().to_string(), "\n")

# Fit the expected course, and find on people held out when to raise an alarm.
model = oncourse.fit_growth(scores, covariates=["medication"], instrument="phq-9", calibrate=True)
print(model)
with open("model.json", "w", encoding="utf-8") as file:
    file.write(model.to_json())

# Judge everybody, by what was known at each session.
verdicts = oncourse.track(scores, model, day="day").to_pandas()
verdicts.to_csv("verdicts.csv", index=False)
latest = oncourse.track(scores, model, day="day", per="person").to_pandas()
print(latest["verdict"].value_counts().to_string(), "\n")

# How did people change from their first score to their last?
by_person = scores.dropna(subset="total").groupby("patient")["total"]
change = oncourse.clinical_significance({"pre": by_person.first(), "post": by_person.last()}, "phq-9").to_pandas()
print(change["class"].value_counts().to_string(), "\n")

# One person in full: the basis of the verdict, a picture, a page.
who = latest.loc[latest["verdict"] == "off_track", "patient"].iloc[0]
course = oncourse.Course()
for row in scores[scores["patient"] == who].itertuples():
    course.add_session(row.session, row.day, covariates={"medication": row.medication})
    if row.status == "ok":
        course.add_total(row.session, "phq-9", row.total)
assessment = oncourse.assess(course, model=model)
print(assessment)

plot.cohort(scores, model).figure.savefig("cohort.png")
plot.course(assessment).figure.savefig("course.png")
with open("course.html", "w", encoding="utf-8") as file:
    file.write(assessment.to_html())
