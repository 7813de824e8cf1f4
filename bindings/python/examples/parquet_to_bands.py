"""From a Parquet file of answers to band counts in SQL, with DuckDB: run it anywhere, it makes its own data."""

from __future__ import annotations

import duckdb
import pyarrow
import pyarrow.parquet

import oncourse
import oncourse.duckdb

# A service's archive: a row per session, the nine answers to the PHQ-9. Here of people who do not exist.
pyarrow.parquet.write_table(pyarrow.table(oncourse.simulate(4000, seed=1)), "sheets.parquet")

connection = duckdb.connect()
oncourse.duckdb.register(connection, "phq-9")
counts = connection.sql("""
    WITH scored AS (
        SELECT session, phq9_band([q1, q2, q3, q4, q5, q6, q7, q8, q9]) AS band FROM 'sheets.parquet'
    )
    SELECT band, count(*) FILTER (session = 0) AS intake, count(*) FILTER (session = 12) AS session_12
    FROM scored GROUP BY band ORDER BY intake DESC
""")
print(counts)

# Sheets without a total, and why.
print(connection.sql("""
    SELECT phq9_status([q1, q2, q3, q4, q5, q6, q7, q8, q9]) AS status, count(*) AS sheets
    FROM 'sheets.parquet' GROUP BY status ORDER BY sheets DESC
"""))
