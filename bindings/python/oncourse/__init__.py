"""Is this course of therapy on course?

oncourse scores symptom questionnaires across sessions, fits change trajectories and says at every session whether a
course of therapy is on track inside its 12 to 16 session window, with the evidence for it.

It is not a diagnosis and recommends no treatment. It shows where scores stand, and why.
"""

from __future__ import annotations

from . import plot
from ._oncourse import Plan, version as __version__
from .arrays import ScoreArrays, score_arrays
from .backtests import Backtest, BacktestRule, backtest
from .change import (
    HierarchicalChange,
    class_contingency,
    class_summary,
    classify,
    clinical_significance,
    hierarchical_change,
)
from .change_rule import ChangeRule
from .clinical_range import ClinicalRange, ScoreStatistics, score_statistics
from .cohorts import JointForecast, forecast, joint_forecast, simulate, simulated_populations, track
from .courses import Assessment, Course, WindowOutlook, WindowReason, WindowSession, assess
from .drift import Drift, DriftMonitor, DriftReference, drift_check
from .errors import DocumentError, InternalError, InvalidArgument, NotAvailable, OncourseError
from .fitting import calibrate, fit_growth, hold_out
from .following import Followed, follow
from .frames import Frame, Table
from .gains import (
    MeanCriterion,
    ShareCriterion,
    SuddenGainRule,
    SuddenGains,
    points_beyond_error,
    session_windows,
    sudden_gains,
)
from .groups import (
    EffectBenchmark,
    RateBenchmark,
    benchmark_effect,
    benchmark_rate,
    group_change,
    group_difference,
)
from .inference import LikelihoodRatio, likelihood_ratio_test, select_growth
from .instruments import Cutoff, Instrument, Norm, Standing, batteries, instrument, instruments, self_test
from .models import Model
from .reliability import (
    internal_consistency,
    retest,
    smallest_detectable_change,
    standard_error_of_measurement,
)
from .rules import MonitoringRule
from .scoring import Score, goal_attainment, score, score_sheet
from .service_reports import ServiceReport, service_report
from .services import Measure, TalkingTherapies, talking_therapies
from .sessions import (
    ChangeOverSessions,
    EarlyResponseCriterion,
    ReliablePoints,
    ReliableTrendCriterion,
    RemissionCriterion,
    ResponseCriterion,
    change_over_sessions,
    reliable_trend,
)
from .shards import CrossProducts, cross_products

__all__ = [
    "Assessment",
    "Backtest",
    "BacktestRule",
    "ChangeOverSessions",
    "ChangeRule",
    "ClinicalRange",
    "Course",
    "CrossProducts",
    "Cutoff",
    "DocumentError",
    "Drift",
    "DriftMonitor",
    "DriftReference",
    "EarlyResponseCriterion",
    "EffectBenchmark",
    "Followed",
    "Frame",
    "HierarchicalChange",
    "Instrument",
    "InternalError",
    "InvalidArgument",
    "JointForecast",
    "LikelihoodRatio",
    "MeanCriterion",
    "Measure",
    "Model",
    "MonitoringRule",
    "Norm",
    "NotAvailable",
    "OncourseError",
    "Plan",
    "RateBenchmark",
    "ReliablePoints",
    "ReliableTrendCriterion",
    "RemissionCriterion",
    "ResponseCriterion",
    "Score",
    "ScoreArrays",
    "ScoreStatistics",
    "ServiceReport",
    "ShareCriterion",
    "Standing",
    "SuddenGainRule",
    "SuddenGains",
    "Table",
    "TalkingTherapies",
    "WindowOutlook",
    "WindowReason",
    "WindowSession",
    "__version__",
    "assess",
    "backtest",
    "batteries",
    "benchmark_effect",
    "benchmark_rate",
    "calibrate",
    "change_over_sessions",
    "class_contingency",
    "class_summary",
    "classify",
    "clinical_significance",
    "cross_products",
    "drift_check",
    "fit_growth",
    "follow",
    "forecast",
    "goal_attainment",
    "group_change",
    "group_difference",
    "hierarchical_change",
    "hold_out",
    "instrument",
    "instruments",
    "internal_consistency",
    "joint_forecast",
    "likelihood_ratio_test",
    "plot",
    "points_beyond_error",
    "reliable_trend",
    "retest",
    "score",
    "score_arrays",
    "score_sheet",
    "score_statistics",
    "select_growth",
    "self_test",
    "service_report",
    "session_windows",
    "simulate",
    "simulated_populations",
    "smallest_detectable_change",
    "standard_error_of_measurement",
    "sudden_gains",
    "talking_therapies",
    "track",
]
