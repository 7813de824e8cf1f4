"""By which rules courses are monitored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Literal, TypeAlias, Union

from . import _oncourse as _core

__all__ = ["MonitoringRule"]

RuleKind: TypeAlias = Literal[
    "posterior_probability",
    "expected_response",
    "reliable_deterioration",
    "sustained_deterioration",
    "no_early_response",
]
_usual = _core.MonitoringRule()


@dataclass(frozen=True)
class MonitoringRule:
    """What in the scores so far says that a course is off track.

    Clinically: each is one published or reasoned answer to the question when to be alarmed.
    """

    #: ``"posterior_probability"`` that the target is missed at the planned end; ``"expected_response"``, how far the
    #: score lies on the worse side of what is expected after the first; ``"reliable_deterioration"`` from intake;
    #: ``"sustained_deterioration"``, the same of two scores in a row; ``"no_early_response"``.
    kind: RuleKind
    #: Of the expected response: the share of people inside the published band.
    level: float = _usual.level
    #: Of no early response: the first session that counts, and the percent of the intake score that is too little.
    early_session: int = _usual.early_session
    improvement: float = _usual.improvement


#: One or several, by themselves, or by their names where the usual figures will do.
Rules: TypeAlias = Union[MonitoringRule, RuleKind, Sequence[Union[MonitoringRule, RuleKind]]]


def core_rules(rules: Rules) -> list[_core.MonitoringRule]:
    """As the library takes them."""
    several = [rules] if isinstance(rules, (str, MonitoringRule)) else rules
    made = [rule if isinstance(rule, MonitoringRule) else MonitoringRule(rule) for rule in several]
    return [_core.MonitoringRule(*astuple(rule)) for rule in made]
