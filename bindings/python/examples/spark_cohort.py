"""A cohort on Spark: scored, fitted by tree-reduce and judged. Run it anywhere, it makes its own data.

    spark-submit bindings/python/examples/spark_cohort.py       or with plain python, on two cores of this machine
"""

from __future__ import annotations

import os
import pathlib
import sys

import pyarrow
import pyarrow.parquet
from pyspark.sql import SparkSession

import oncourse
import oncourse.spark

os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # workers on this machine: the Python that has oncourse
spark = SparkSession.builder.master("local[2]").appName("oncourse").getOrCreate()

# A row per session, the nine answers to the PHQ-9. Here of people who do not exist.
here = pathlib.Path.cwd()
pyarrow.parquet.write_table(pyarrow.table(oncourse.simulate(400, seed=1)), here / "cohort.parquet")
answers = spark.read.parquet(str(here / "cohort.parquet"))

# Score every sheet where it is. A sheet that cannot be scored has a status, and no total.
scores = oncourse.spark.score(answers, "phq-9", keep=["patient", "session", "day", "medication"])
scores.groupBy("status").count().show()

# One shuffle brings each person's rows together; what follows leaves them there.
by_person = scores.repartition(8, "patient").cache()
learned_from = by_person.where("pmod(xxhash64(patient), 2) = 0")
held_out = by_person.where("pmod(xxhash64(patient), 2) = 1")

# Every partition becomes some kilobytes, which add up as a tree; the model is fitted here, in milliseconds.
total = oncourse.spark.cross_products(learned_from, covariates=["medication"], instrument="phq-9", grouped=True)
model = total.fit()

# Alarms are calibrated on people held out. Of a country some ten thousand persons tell enough: one machine does it.
model = oncourse.calibrate(model, held_out.orderBy("patient", "session").toArrow())
print(model)

# Judge everybody, by what was known at each session.
latest = oncourse.spark.track(by_person, model, day="day", per="person", grouped=True)
latest.groupBy("verdict").count().show()
latest.write.mode("overwrite").parquet(str(here / "verdicts.parquet"))
spark.stop()
