"""How courses ended at a service, by clinic, focus or what else groups them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Literal

from . import _oncourse as _core
from .errors import InvalidArgument
from .frames import Columns, Frame, Table
from .instruments import InstrumentLike, core_of
from .models import Model, _instrument_of, _usual_plan
from .rules import Rules, core_rules

__all__ = ["ServiceReport", "service_report"]


class ServiceReport:
    """How courses ended, for everybody and by group, and how groups compare. Immutable.

    Clinically: which share responded, recovered or deteriorated, how long people waited, and whether a group differs by
    more than chance and case mix explain. Nothing is ranked. ``print(report)`` shows it; :meth:`to_html` is the page.

    In every table ``by`` is the column that groups, and ``group`` its value; both are missing for everybody, the latter
    also for those of whom it is not stated. ``status`` is ``"ok"``, ``"withheld"`` where too few courses are behind the
    figures, or ``"asked_of_nobody"``.
    """

    def __init__(self, core: _core.ServiceReport) -> None:
        self._core = core

    @property
    def outcomes(self) -> Table:
        """A row per group and outcome: by, group, stated, outcome, count, of, share, low, high (Wilson's interval),
        expected (by the model, for this case mix), ratio (observed over expected), status."""
        return Table(self._core.outcomes)

    @property
    def groups(self) -> Table:
        """A row per group: by, group, stated, courses, judged, before_window, inside_window, after_window,
        waiting_courses, waiting_first_quartile, waiting_median, waiting_third_quartile (days), status."""
        return Table(self._core.groups)

    @property
    def points(self) -> Table:
        """A row per funnel and group in it: by, outcome, case_mix, group, courses, value (a share; with case mix
        observed over expected), alert_low, warning_low, centre, warning_high, alert_high, place (``"inside"``,
        ``"below_warning"``, ``"above_alert"``, ...)."""
        return Table(self._core.points)

    @property
    def funnels(self) -> Table:
        """A row per funnel: by, outcome, case_mix, groups, centre, phi, tau, sum_of_squares, p, widened (for
        over-dispersion), beyond_warning, beyond_alert, expected_beyond_warning, expected_beyond_alert, because (why there
        is none)."""
        return Table(self._core.funnels)

    @property
    def troubles(self) -> Table:
        """A row per reason why courses could not be judged: status, courses."""
        return Table(self._core.troubles)

    @property
    def comparisons(self) -> int:
        """Groups in all funnels together, each of which may lie outside by chance."""
        return self._core.comparisons

    @property
    def beyond_warning(self) -> int:
        """Of these, outside the inner limits, alerts included."""
        return self._core.beyond_warning

    @property
    def beyond_alert(self) -> int:
        """Of these, outside the outer limits."""
        return self._core.beyond_alert

    @property
    def referred_after_start(self) -> int:
        """Courses with a referral after the first session, whose waiting is not counted."""
        return self._core.referred_after_start

    def to_html(self) -> str:
        """A page with every figure and funnel plots, which needs nothing else."""
        return self._core.to_html()

    def __str__(self) -> str:
        return self._core.to_text()

    def __repr__(self) -> str:
        return self._core.to_text()

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self._core.to_text())}</pre>"


def service_report(
    data: Frame,
    instrument: InstrumentLike | None = None,
    *,
    by: str | Sequence[str] = (),
    model: Model | None = None,
    person: str = "patient",
    session: str | None = "session",
    date: str | None = None,
    day: str | None = None,
    score: str = "total",
    referral: str | None = None,
    plan: _core.Plan = _usual_plan,
    target: str | None = None,
    alpha: float = _core.usual_alpha,
    rules: Rules = (),
    combine: Literal["any", "all"] = "any",
    level: float = _core.usual_confidence,
    least_group: int = _core.usual_least_group,
    warning: float = _core.usual_warning,
    alert: float = _core.usual_alert,
    threads: int = 1,
) -> ServiceReport:
    """How courses ended at a service: outcomes, alarms, waiting and use of the window, by group, with funnels.

    Clinically: a group outside the limits asks for a look at its data, its case mix and chance; it is no finding about
    its work.

    Parameters
    ----------
    data
        A row per session; a person's rows in order. Every course counts as ended with its last row: leave out those that
        are under way. A row without a score is a session without a measurement.
    instrument
        Whose rules count; by default the model's.
    by
        A column of groups or several, such as clinic, focus, condition or population: what it says in a person's first
        row. Missing: not stated.
    model
        From :func:`fit_growth`, for the case mix (what it expects of people with the same first score and covariates)
        and, best with a calibration, for courses off track. Its covariates are columns under their own names.
    person, session
        Names of columns; intake is session 0. Without sessions rows are counted from 0.
    date, day
        A column of dates (the person's first one is intake), or of days since intake; without both the plan's cadence
        counts.
    score
        A column of totals.
    referral
        A column of dates of referral (of days since intake where ``day`` is given), for the waiting time.
    plan
        The window that courses should end in.
    target, alpha, rules, combine
        What an alarm is, as in :func:`track`.
    level
        Of the intervals of shares.
    least_group
        Figures of fewer courses are not shown, nor those from which the total would tell them, within one grouping: of
        two, one inside the other (clinics in regions), the differences still tell.
    warning, alert
        Levels of the inner and the outer limits of funnels.
    threads
        At most so many; the same figures with any number.

    Returns
    -------
    ServiceReport
        A course that cannot be judged is counted with its reason, and spoils no other.

    Raises
    ------
    InvalidArgument
        A column that is missing or cannot be read, a model for another instrument, an option outside its range.
    NotAvailable
        A covariate of the model without a column.
    """
    columns = Columns(data)
    if model is None and instrument is None:
        raise InvalidArgument("bad_argument", "name the instrument of the scores, or give a model")
    q = instrument if model is None else _instrument_of(model, instrument)
    assert q is not None
    return ServiceReport(
        _core.service_report(
            columns[person],
            columns.get(session),
            columns.get(date),
            columns.get(day),
            columns[score],
            columns.get(referral),
            [] if model is None else [columns[name] for name in model.covariates],
            [columns[name] for name in ([by] if isinstance(by, str) else by)],
            core_of(q),
            None if model is None else model._core,
            plan,
            target,
            alpha,
            core_rules(rules),
            combine,
            level,
            least_group,
            warning,
            alert,
            threads,
        )
    )
