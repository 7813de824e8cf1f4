"""Is this course of therapy on course?

oncourse scores symptom questionnaires across sessions, fits change trajectories and says at every session whether a
course of therapy is on track inside its 12 to 16 session window, with the evidence for it.

It is not a diagnosis and recommends no treatment. It shows where scores stand, and why.
"""

from __future__ import annotations

from ._oncourse import Plan, version as __version__
from .cohorts import forecast, simulate, track
from .courses import Assessment, Course, assess
from .errors import DocumentError, InternalError, InvalidArgument, NotAvailable, OncourseError
from .frames import Frame, Table
from .instruments import (
    Instrument,
    Score,
    clinical_significance,
    instrument,
    instruments,
    reliable_change,
    score,
    score_sheet,
    self_test,
)
from .models import Model, calibrate, fit_growth, hold_out

__all__ = [
    "Assessment",
    "Course",
    "DocumentError",
    "Frame",
    "Instrument",
    "InternalError",
    "InvalidArgument",
    "Model",
    "NotAvailable",
    "OncourseError",
    "Plan",
    "Score",
    "Table",
    "__version__",
    "assess",
    "calibrate",
    "clinical_significance",
    "fit_growth",
    "forecast",
    "hold_out",
    "instrument",
    "instruments",
    "reliable_change",
    "score",
    "score_sheet",
    "self_test",
    "simulate",
    "track",
]
