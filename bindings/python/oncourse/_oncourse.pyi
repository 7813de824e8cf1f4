from collections.abc import Mapping, Sequence
from typing import Any

from typing_extensions import CapsuleType


version: str = '0.1.0'

class Column:
    """
    A column of numbers, dates or text, borrowed from the library that made it.
    """

    @property
    def name(self) -> str: ...

    @property
    def is_text(self) -> bool: ...

    @property
    def is_date(self) -> bool: ...

    @property
    def is_read(self) -> bool: ...

    def __len__(self) -> int: ...

    def renamed(self, arg: str, /) -> Column: ...

def columns_from_stream(stream: CapsuleType) -> list[Column]: ...

def columns_from_array(schema: CapsuleType, array: CapsuleType) -> list[Column]: ...

def column_from_buffer(name: str, array: object) -> Column: ...

def column_from_numbers(name: str, values: Sequence[float | None]) -> Column: ...

def column_from_whole_numbers(name: str, values: Sequence[int | None]) -> Column: ...

def column_from_texts(name: str, values: Sequence[str | None]) -> Column: ...

class Table:
    """Columns of results."""

    @property
    def names(self) -> list[str]: ...

    def __len__(self) -> int: ...

    def format(self, arg: str, /) -> str: ...

    def nulls(self, arg: str, /) -> int: ...

    def numpy(self, name: str) -> object: ...

    def present(self, name: str) -> object: ...

    def values(self, name: str) -> list[Any]: ...

    def beside(self, right: Table) -> Table: ...

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> CapsuleType: ...

def stack(parts: Sequence[Table], name: str) -> Column: ...

def take(columns: Sequence[Column], rows: Sequence[int] | None = None) -> Table: ...

class Instrument:
    """A questionnaire's scoring definition; never its wording."""

    @staticmethod
    def find(id: str) -> Instrument: ...

    @staticmethod
    def from_json(document: str) -> Instrument: ...

    def subscale(self, id: str) -> Instrument: ...

    def cutoff(self, purpose: str | None, population: str | None) -> dict[str, Any]: ...

    def norm(self, population: str | None) -> dict[str, Any]: ...

    def standing(self, score: float, population: str | None) -> tuple[float, float, float]: ...

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def construct(self) -> str: ...

    @property
    def recall(self) -> str: ...

    @property
    def licence(self) -> str: ...

    @property
    def citation(self) -> str: ...

    @property
    def note(self) -> str: ...

    @property
    def domains(self) -> list[str]: ...

    @property
    def reporter(self) -> str: ...

    @property
    def direction(self) -> str: ...

    @property
    def items(self) -> int: ...

    @property
    def subscales(self) -> list[str]: ...

    @property
    def codings(self) -> list[str]: ...

    @property
    def total_range(self) -> tuple[float, float] | None: ...

    def levels(self, least: float, most: float) -> list[float]: ...

    def to_json(self) -> str: ...

def shipped_instruments() -> list[str]: ...

def item_columns(names: Sequence[str], pattern: str | None, instrument: Instrument) -> list[int]: ...

def session_item_columns(names: Sequence[str], pattern: str) -> list[tuple[int, list[int]]]: ...

def self_test() -> int: ...

def score_sheet(instrument: Instrument, answers: Sequence[int | None], prorating: str, coding: str | None) -> dict[str, Any]: ...

def score(instrument: Instrument, items: Sequence[Column], prorating: str, coding: str | None) -> Table: ...

def batteries() -> str: ...

def goal_attainment(levels: Sequence[int | None], weights: Sequence[float], correlation: float) -> float: ...

class Plan:
    """The agreed frame: window, cadence, phases."""

    def __init__(self, *, window_first: int = 12, window_last: int = 16, cadence_days: int = 7, initial_sessions: int = 3, termination_sessions: int = 3) -> None: ...

    @property
    def window_first(self) -> int: ...

    @property
    def window_last(self) -> int: ...

    @property
    def cadence_days(self) -> int: ...

    @property
    def initial_sessions(self) -> int: ...

    @property
    def termination_sessions(self) -> int: ...

class Course:
    """One person's therapy, as far as it has come."""

    def __init__(self, plan: Plan, intake: str | None) -> None: ...

    def add_session(self, number: int, day: int, covariates: Mapping[str, float]) -> None: ...

    def add_answers(self, session: int, instrument: Instrument, answers: Sequence[int | None], prorating: str) -> None: ...

    def scores(self, instrument: Instrument) -> Table: ...

    def add_total(self, session: int, instrument: Instrument, total: float) -> None: ...

    def add_medication(self, event: str, day: int, label: str) -> None: ...

    def set_focus(self, primary: str, secondary: str | None) -> None: ...

    def add_goal(self, label: str, instrument: Instrument, compare: str, value: float) -> None: ...

    @staticmethod
    def read(document: str, instruments: Sequence[Instrument]) -> Course: ...

    def to_json(self) -> str: ...

    def set_target(self, target: str | None) -> None: ...

    @property
    def agreed_instrument(self) -> str: ...

    def day_of(self, date: str) -> int: ...

    def __len__(self) -> int: ...

class Assessment:
    """What is said of one course."""

    @property
    def verdict(self) -> str: ...

    @property
    def undetermined_because(self) -> str: ...

    @property
    def alarm_session(self) -> int | None: ...

    @property
    def window_probability(self) -> float | None: ...

    @property
    def sentences(self) -> list[str]: ...

    def to_json(self) -> str: ...

    def to_text(self) -> str: ...

    def to_html(self) -> str: ...

    def chart_svg(self) -> str: ...

def assess(course: Course, instrument: Instrument, model: Model | None, target: str | None, alpha: float, level: float, today: int | None, title: str) -> Assessment: ...

class CohortColumns:
    def __init__(self, person: Column, time: Column, score: Column, covariates: Sequence[Column]) -> None: ...

class AlarmPlan:
    def __init__(self, plan: Plan, target: str | None, alpha: float) -> None: ...

class Model:
    """A growth model with its instrument and calibration. Immutable."""

    @staticmethod
    def from_json(document: str) -> Model: ...

    def to_json(self) -> str: ...

    def to_text(self) -> str: ...

    def to_html(self) -> str: ...

    @property
    def formula(self) -> str: ...

    @property
    def instrument(self) -> str: ...

    @property
    def time_unit(self) -> str: ...

    @property
    def checksum(self) -> str: ...

    @property
    def method(self) -> str: ...

    @property
    def time_name(self) -> str: ...

    @property
    def covariates(self) -> list[str]: ...

    @property
    def n_obs(self) -> int: ...

    @property
    def n_persons(self) -> int: ...

    @property
    def log_likelihood(self) -> float: ...

    @property
    def aic(self) -> float: ...

    @property
    def bic(self) -> float: ...

    @property
    def random(self) -> str: ...

    @property
    def curve(self) -> str: ...

    @property
    def knot(self) -> float | None: ...

    @property
    def residuals(self) -> str: ...

    @property
    def range(self) -> float | None: ...

    @property
    def nugget(self) -> float | None: ...

    @property
    def scale(self) -> str: ...

    @property
    def scale_range(self) -> list[float]: ...

    def points(self, transformed: Sequence[float]) -> list[float]: ...

    @property
    def theta(self) -> list[float]: ...

    def theta_covariance(self) -> object: ...

    @property
    def residual_variance(self) -> float: ...

    @property
    def stop(self) -> str: ...

    @property
    def evaluations(self) -> int: ...

    @property
    def on_boundary(self) -> bool: ...

    def fixed_effects(self) -> Table: ...

    def random_covariance(self) -> object: ...

    def beta_covariance(self) -> object: ...

    def expected(self, times: Sequence[float], covariates: Sequence[float], level: float, intake: Sequence[float], instrument: Instrument | None, target: str | None) -> Table: ...

    def expected_svg(self, times: Sequence[float], covariates: Sequence[float], level: float, intake: Sequence[float], instrument: Instrument | None, label: str, axis: tuple[float, float]) -> str: ...

    def calibration(self) -> dict[str, Any]: ...

usual_alpha: float = 0.1

usual_level: float = 0.9

usual_share: float = 0.5

usual_parts: int = 5

usual_seed: int = 1

class Form:
    def __init__(self, basis: str, random: str, curve: str, knot: float | None, residuals: str) -> None: ...

class Transformation:
    def __init__(self, scale: str, instrument: Instrument | None, lowest: float | None, highest: float | None, margin: float | None) -> None: ...

class CalibrationParts:
    def __init__(self, method: str, share: float, seed: int, folds: int) -> None: ...

def fit(columns: CohortColumns, interacts: Sequence[bool], form: Form, transformation: Transformation, method: str, time_unit: str, instrument: Instrument | None, alarms: AlarmPlan | None, parts: CalibrationParts, threads: int) -> Model: ...

def calibrate(model: Model, columns: CohortColumns, instrument: Instrument, alarms: AlarmPlan) -> Model: ...

def hold_out(person: Column, share: float, seed: int) -> Table: ...

def track(person: Column, session: Column, date: Column | None, day: Column | None, score: Column | None, items: Sequence[Column], covariates: Sequence[Column], instrument: Instrument, model: Model, plan: Plan, target: str | None, alpha: float, level: float, prorating: str) -> tuple[Table, tuple[Table, list[int]]]: ...

def forecast(model: Model, columns: CohortColumns, at: Sequence[float], level: float, instrument: Instrument | None, target: str | None) -> tuple[Table, list[int]]: ...

def joint_forecast(model: Model, columns: CohortColumns, at: Sequence[float], model_known: bool) -> tuple[tuple[object, object], list[int]]: ...

def simulate(persons: int, seed: int, instrument: Instrument | None, population: str, until: int, items: bool, parameters: Sequence[tuple[str, float]]) -> tuple[Table, Table]: ...

def simulated_populations() -> Table: ...

class CrossProducts:
    """All that a fit needs to know of a cohort, or of a shard of one."""

    @staticmethod
    def from_bytes(document: object) -> CrossProducts: ...

    @staticmethod
    def from_stream(file: object) -> CrossProducts: ...

    def to_bytes(self) -> bytes: ...

    def copy(self) -> CrossProducts: ...

    def add(self, other: CrossProducts) -> None: ...

    def add_bytes(self, document: object) -> None: ...

    def fit(self, method: str) -> Model: ...

    @property
    def instrument(self) -> str: ...

    @property
    def time_unit(self) -> str: ...

    @property
    def terms(self) -> list[str]: ...

    @property
    def n_obs(self) -> int: ...

    @property
    def n_persons(self) -> int: ...

    @property
    def n_designs(self) -> int: ...

def cross_products(columns: CohortColumns, interacts: Sequence[bool], basis: str, random: str, time_unit: str, instrument: Instrument | None) -> CrossProducts: ...

class FormChoices:
    def __init__(self, basis: str, curves: Sequence[str], knot: float | None, random: Sequence[str], residuals: Sequence[str], scales: Sequence[str], instrument: Instrument | None, lowest: float | None, highest: float | None, margin: float | None) -> None: ...

usual_folds: int = 5

usual_selection_seed: int = 1

def intervals(model: Model, level: float) -> Table: ...

def profile_intervals(model: Model, columns: CohortColumns, level: float, threads: int) -> Table: ...

def likelihood_ratio_test(smaller: Model, larger: Model) -> tuple[float, int, float]: ...

def select(columns: CohortColumns, interacts: Sequence[bool], choices: FormChoices, instrument: Instrument | None, folds: int, seed: int, threads: int, progress: object | None) -> Table: ...

class ScoreStatistics:
    """
    What is known of the scores of people like these, published or from a cohort.

    Parameters
    ----------
    pre_sd
        Standard deviation of first scores.
    reliability
        Of the first measurement, between 0 and 1.
    pre_mean, post_mean, post_sd
        Of first and second scores, for indices that ask.
    correlation
        Of first with second scores.
    post_reliability
        Of the second measurement; by default that of the first.
    """

    def __init__(self, *, pre_sd: float, reliability: float, pre_mean: float | None = None, post_mean: float | None = None, post_sd: float | None = None, correlation: float | None = None, post_reliability: float | None = None) -> None: ...

    @property
    def pre_sd(self) -> float: ...

    @property
    def reliability(self) -> float: ...

    @property
    def pre_mean(self) -> float | None: ...

    @property
    def post_mean(self) -> float | None: ...

    @property
    def post_sd(self) -> float | None: ...

    @property
    def correlation(self) -> float | None: ...

    @property
    def post_reliability(self) -> float | None: ...

    @property
    def standard_error_of_measurement(self) -> float: ...

    def __repr__(self) -> str: ...

def statistics_of_sample(pre: Column, post: Column, reliability: float, post_reliability: float | None) -> ScoreStatistics: ...

class ClinicalRange:
    @staticmethod
    def at(value: float, better: str, at_value: str) -> ClinicalRange: ...

    @staticmethod
    def of_true_scores(criterion: str, clinical: tuple[float, float], functional: tuple[float, float] | None, statistics: ScoreStatistics, better: str, critical_value: float) -> ClinicalRange: ...

    @staticmethod
    def of_cutoff(instrument: Instrument, purpose: str | None, population: str | None) -> ClinicalRange: ...

    @staticmethod
    def usual(instrument: Instrument) -> ClinicalRange | None: ...

    def clinical_before(self, pre: float) -> bool: ...

    def functional_after(self, post: float) -> bool: ...

    def clinical_after(self, post: float) -> bool: ...

    @property
    def better(self) -> str: ...

    @property
    def value(self) -> float: ...

    @property
    def functional_beyond(self) -> float: ...

    @property
    def clinical_beyond(self) -> float: ...

    @property
    def clinical_at_value(self) -> bool: ...

    @property
    def functional_at_value(self) -> bool: ...

def cutoff_between(criterion: str, clinical: tuple[float, float], functional: tuple[float, float] | None, better: str) -> float: ...

usual_true_score_critical_value: float = 1.644853626951473

class ChangeRule:
    @staticmethod
    def index(method: str, statistics: ScoreStatistics, better: str, critical: tuple[float | None, float | None], range: ClinicalRange | None) -> ChangeRule: ...

    @staticmethod
    def points(better: str, points: tuple[float | None, float | None], range: ClinicalRange | None) -> ChangeRule: ...

    @staticmethod
    def percent(better: str, percents: tuple[float | None, float | None], zero: float, range: ClinicalRange | None) -> ChangeRule: ...

    @staticmethod
    def cutoff(range: ClinicalRange) -> ChangeRule: ...

    @staticmethod
    def of_instrument(instrument: Instrument, range: ClinicalRange | None) -> ChangeRule: ...

    @property
    def measure(self) -> str: ...

    @property
    def better(self) -> str: ...

    @property
    def improvement(self) -> float: ...

    @property
    def deterioration(self) -> float: ...

    @property
    def inclusive(self) -> bool: ...

    @property
    def standard_error(self) -> float: ...

    @property
    def range(self) -> ClinicalRange | None: ...

    def statistic(self, pre: float, post: float) -> float | None: ...

    def no_change(self, pre: float) -> tuple[float, float] | None: ...

    def classify_pair(self, pre: float, post: float, scale: Instrument | None) -> str: ...

    def classify(self, pre: Column, post: Column, scale: Instrument | None) -> Table: ...

    def svg(self, pre: Column, post: Column, label: str, axis: tuple[float, float]) -> str: ...

def change(instrument: Instrument, pre: Column, post: Column, purpose: str | None, population: str | None, sd: float | None, reliability: float | None) -> Table: ...

def hierarchical_change(person: Column, time: Column, score: Column, better: str, basis: str, deviation: bool, least_scores: int, critical: tuple[float | None, float | None], range: ClinicalRange | None) -> tuple[tuple[Table, list[int]], Model]: ...

def class_summary(classes: Column, group: Column | None, level: float) -> Table: ...

def class_contingency(first: Column, second: Column) -> Table: ...

usual_confidence: float = 0.95

def group_change(pre: Column, post: Column, group: Column | None, better: str, standardizer: str, variances: str, small_sample_correction: bool, important: float | None, reliability: float | None, true_cutoff: float | None, level: float) -> Table: ...

def group_difference(pre: Column | None, post: Column, group: Column, better: str, important: float, reference: str | None, level: float) -> Table: ...

def benchmark_effect(service: tuple[float, float], published: tuple[float, float], margin: float | None, level: float) -> dict[str, Any]: ...

def benchmark_rate(service: tuple[float, float], published: tuple[float, float], level: float) -> dict[str, Any]: ...

def benchmark_standard(service: tuple[float, float], standard: float, level: float) -> dict[str, Any]: ...

class Measure:
    @staticmethod
    def of_instrument(first: Column, last: Column, instrument: Instrument) -> Measure: ...

    @staticmethod
    def stated(first: Column, last: Column, better: str, caseness: float | None, case_at_threshold: bool, reliable_change: float) -> Measure: ...

def talking_therapies(first: Measure, second: Measure | None, fallback: Measure | None, group: Column | None, policy: str, level: float) -> tuple[Table, Table]: ...

class ResponseCriterion:
    """
    Response: better by so much since baseline.

    Parameters
    ----------
    percent
        Of the baseline score, or of what ``best_score`` leaves to gain.
    best_score
        Of the scale: percentages then count from it.
    points
        In place of percent.
    inclusive
        Exactly as much counts.
    sustained_scores, sustained_duration
        Consecutive scores, and time between first and last, of a sustained response.
    """

    def __init__(self, *, percent: float = 50.0, best_score: float | None = None, points: float | None = None, inclusive: bool = True, sustained_scores: int = 2, sustained_duration: float = 0.0) -> None: ...

class EarlyResponseCriterion:
    """
    Early response: better by so much before a deadline.

    Parameters
    ----------
    within
        The latest time since baseline that counts.
    by_session
        The latest row of a person that counts; the first is 0.
    percent, best_score, points, inclusive
        As in ResponseCriterion.
    last_score_decides
        The last score in time, in place of any of them.
    """

    def __init__(self, *, within: float | None = None, by_session: int | None = None, percent: float = 20.0, best_score: float | None = None, points: float | None = None, inclusive: bool = True, last_score_decides: bool = False) -> None: ...

class RemissionCriterion:
    """
    Remission, what it becomes and how it ends.

    Parameters
    ----------
    limit
        A score this good or better is remitted.
    inclusive
        Exactly the limit counts.
    scores, duration
        Consecutive scores, and time between first and last, before it is called remission.
    recovery_duration, recovery_scores
        Time or scores since its first score that make a recovery; without both, recovery is never ascribed.
    ends_by
        ``"loss_of_remission"``, ``"beyond_limit"`` or ``"loss_of_response"``.
    relapse_limit
        Of beyond_limit: a score this bad or worse.
    relapse_percent
        Of loss_of_response, as in ResponseCriterion.
    relapse_scores, relapse_duration
        For how long.
    """

    def __init__(self, limit: float, *, inclusive: bool = True, scores: int = 1, duration: float = 0.0, recovery_duration: float | None = None, recovery_scores: int | None = None, ends_by: str = 'loss_of_remission', relapse_limit: float | None = None, relapse_percent: float = 50.0, relapse_scores: int = 1, relapse_duration: float = 0.0) -> None: ...

    @staticmethod
    def acnp(limit: float, relapse_limit: float, week: float) -> RemissionCriterion:
        """
        Three weeks of remission, recovery after four months, as Rush et al. 2006; week is 7 where time is days.
        """

class ReliablePoints:
    """
    How many points since baseline are more than measurement error.

    Parameters
    ----------
    improvement, deterioration
        Points; the second by default as the first.
    inclusive
        Exactly as many count.
    sustained_scores, sustained_duration
        As in ResponseCriterion.
    """

    def __init__(self, improvement: float, deterioration: float | None = None, *, inclusive: bool = True, sustained_scores: int = 2, sustained_duration: float = 0.0) -> None: ...

    @property
    def improvement(self) -> float: ...

    @property
    def deterioration(self) -> float: ...

    @staticmethod
    def of_instrument(instrument: Instrument) -> ReliablePoints | None:
        """What the instrument says; ``None`` where it does not."""

usual_trend_critical_value: float = 1.959963984540054

class ReliableTrendCriterion:
    """
    With what a slope over all sessions is compared.

    Parameters
    ----------
    sd
        Of scores in a population like these persons.
    reliability
        Of one score, between 0 and 1.
    critical_improvement, critical_deterioration
        Standard errors to exceed.
    """

    def __init__(self, *, sd: float, reliability: float, critical_improvement: float = 1.959963984540054, critical_deterioration: float = 1.959963984540054) -> None: ...

class ScoreLimit:
    def __init__(self, value: float, inclusive: bool) -> None: ...

    @staticmethod
    def functional(instrument: Instrument) -> ScoreLimit | None: ...

class SessionCriteria:
    def __init__(self, response: ResponseCriterion | None, early_response: EarlyResponseCriterion | None, remission: RemissionCriterion | None, reliable: ReliablePoints | None, functional: ScoreLimit | None, trend: ReliableTrendCriterion | None, plateau_scores: int | None) -> None: ...

class SessionTables:
    @property
    def persons(self) -> Table: ...

    @property
    def events(self) -> Table: ...

    @property
    def person_rows(self) -> list[int]: ...

    @property
    def event_rows(self) -> list[int]: ...

def change_over_sessions(person: Column, time: Column, score: Column, better: str, criteria: SessionCriteria) -> SessionTables: ...

def reliable_trend(person: Column, time: Column, score: Column, better: str, criterion: ReliableTrendCriterion) -> tuple[Table, list[int]]: ...

class ShareCriterion:
    """
    Criterion 2: the change is at least this share of something.

    Parameters
    ----------
    share
        Above 0.
    of
        ``"score_before"``, ``"first_score"`` or ``"distance_to_end"``: of the score before from ``scale_end``, the same for a scale and its reverse.
    scale_end
        The best score of the scale, for gains.
    """

    def __init__(self, share: float = 0.25, *, of: str = 'score_before', scale_end: float | None = None) -> None: ...

    @property
    def share(self) -> float: ...

class MeanCriterion:
    """
    Criterion 3: the means before and after differ by more than critical value times pooled sd.

    Parameters
    ----------
    sessions
        On each side.
    least
        Scores that must be there on each side.
    alpha
        Two-sided level of Student's t, by degrees of freedom.
    critical
        One value in place of it, such as 2.776.
    t_test
        Times sqrt(1/n + 1/n): the t test that the published rule is not.
    needs_variance
        Undecidable where nothing varies on either side.
    """

    def __init__(self, *, sessions: int = 3, least: int = 2, alpha: float = 0.05, critical: float | None = None, t_test: bool = False, needs_variance: bool = False) -> None: ...

class SuddenGainRule:
    @staticmethod
    def make(better: str, kind: str, points: float | None, share: ShareCriterion | None, means: MeanCriterion | None, combine: str, first_interval: bool, last_interval: bool, bridge: int, looked_at: tuple[int | None, int | None], total: tuple[int | None, int | None], reversal_share: float, reversal_inclusive: bool, reversal_from: int) -> SuddenGainRule: ...

    def from_long(self, person: Column, session: Column, score: Column, which: str, intervals: bool) -> SuddenGainTables: ...

    def from_wide(self, scores: Sequence[Column], first_session: int, which: str, intervals: bool) -> SuddenGainTables: ...

    def svg(self, scores: Sequence[float | None], first_session: int, label: str, axis: tuple[float, float]) -> str: ...

class SuddenGainTables:
    @property
    def gains(self) -> Table: ...

    @property
    def intervals(self) -> Table: ...

    @property
    def persons(self) -> Table: ...

    @property
    def gain_rows(self) -> list[int]: ...

    @property
    def interval_rows(self) -> list[int]: ...

    @property
    def person_rows(self) -> list[int]: ...

    @property
    def of_all(self) -> dict[str, Any]: ...

    @property
    def of_chosen(self) -> dict[str, Any]: ...

    @property
    def counts(self) -> dict[str, int]: ...

def session_windows(person: Column, session: Column, score: Column, at: Column, before: int, after: int) -> tuple[Table, list[int]]: ...

def points_beyond_error(sd: float, reliability: float, critical: float) -> float: ...

usual_reversal_share: float = 0.5

usual_reversal_from: int = 2

def internal_consistency(items: Sequence[Column], level: float) -> Table: ...

def retest(occasions: Sequence[Column], level: float) -> Table: ...

def standard_error_of_measurement(sd: float, reliability: float) -> float: ...

def smallest_detectable_change(sem: float, persons: int, level: float) -> float: ...
