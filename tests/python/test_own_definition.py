"""A licence holder's definition, with keys, subscales, codings and figures of its own, is used like one that ships."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest

import oncourse

manual = {"status": "published", "source": "manual of a scale that does not exist"}


def definition(**changed: Any) -> str:
    whole = {
        "id": "clinic-6",
        "name": "Clinic scale",
        "construct": "distress",
        "domains": ["symptom", "functioning"],
        "direction": "lower_is_better",
        "note": "Items 2 and 5 are worded the other way.",
        "items": 6,
        "answers": [1, 5],
        "codings": [
            {"id": "0-4", "name": "answers 0 to 4", **manual,
             "answers": [{"items": [1, 2, 3, 4, 5, 6], "from": 0, "points": [1, 2, 3, 4, 5]}]},
        ],
        "reversed": [2, 5],
        "total": [6, 30],
        "scoring": manual,
        "subscales": [
            {"id": "sleep", "name": "Sleep", "items": [1, 2, 3], "rule": "mean",
             "missing": {"kind": "up_to", "limit": 1, **manual},
             "bands": [{"from": 1, "label": "rested"}, {"from": 3, "label": "tired"}], "bands_source": manual},
            {"id": "mood", "name": "Mood", "items": [4, 5, 6], "direction": "higher_is_better",
             "missing": {"kind": "none"}},
        ],
        "missing": {"kind": "up_to", "limit": 2, **manual},
        "bands": [{"from": 6, "label": "well"}, {"from": 18, "label": "unwell"}],
        "bands_source": manual,
        "cutoffs": [
            {"purpose": "caseness", "population": "clinic A", "compare": "at_least", "value": 18, **manual},
            {"purpose": "caseness", "population": "clinic B", "compare": "above", "value": 20, **manual},
        ],
        "norms": [{"population": "patients", "clinical": True, "mean": 21, "sd": 4, "n": 120, **manual}],
        "reliability": [{"kind": "alpha", "population": "patients", "value": 0.9, **manual}],
        "licence": "ours",
        "citation": "none",
    }
    return json.dumps({name: value for name, value in (whole | changed).items() if value is not None})


own = oncourse.Instrument.from_json(definition())


def test_it_says_what_was_written() -> None:
    assert (own.items, own.total_range, own.domains) == (6, (6.0, 30.0), ["symptom", "functioning"])
    assert (own.reporter, own.recall, own.licence) == ("self", None, "ours")
    assert own.note is not None and own.note.startswith("Items 2 and 5")
    assert (own.subscales, own.codings) == (["sleep", "mood"], ["0-4"])
    assert own.standing(25).t == pytest.approx(60)
    again = oncourse.Instrument.from_json(own.to_json())
    assert again.definition == own.definition


def test_it_scores_by_its_own_rules() -> None:
    score = oncourse.score_sheet(own, [5, 1, 3, 2, 4, 1])
    assert (score.total, score.band, score.prorated) == (18.0, "unwell", False)
    assert score.subscales == {"sleep": pytest.approx(13 / 3), "mood": 5.0}
    assert score.subscale_bands == {"sleep": "tired"}
    assert oncourse.score_sheet(own, [4, 0, 2, 1, 3, 0], coding="0-4") == score


def test_each_part_has_its_own_rule_for_blanks() -> None:
    rows = [[5, 1, None, 2, 4, 1], [5, 1, 3, None, 4, 1], [5, None, None, 2, 4, 1], [5, 1, 3, None, None, None]]
    table = oncourse.score({f"q{i + 1}": list(column) for i, column in enumerate(zip(*rows))}, own)
    assert table["total"] == [18.0, pytest.approx(16 * 6 / 5), pytest.approx(10 * 6 / 4), None]
    assert table["sleep"] == [5.0, pytest.approx(13 / 3), None, None]
    assert table["sleep_band"] == ["tired", "tired", None, None]
    assert table["mood"] == [5.0, None, 5.0, None]
    assert table["status"] == ["ok", "ok", "ok", "too_many_missing"]


def test_its_change_is_read_by_its_own_figures() -> None:
    limit = 1.959963984540054 * math.sqrt(2) * 4 * math.sqrt(0.1)
    pairs = {"pre": [25, 25, 25, 10], "post": [10, 25 - limit + 0.01, 25 - limit - 0.01, 25]}
    unasked = oncourse.clinical_significance(pairs, own)
    assert unasked["class"] == ["improved", "unchanged", "improved", "deteriorated"], "two clinics differ"
    assert unasked["clinical_before"] == [None] * 4
    assert unasked["index"][0] == pytest.approx(-15 / (4 * math.sqrt(0.2)))
    for clinic in ("clinic A", "clinic B"):
        chosen = oncourse.clinical_significance(pairs, own, cutoff=(None, clinic))
        assert chosen["class"] == ["recovered", "unchanged", "improved", "harmed"]
    with pytest.raises(oncourse.NotAvailable, match=r"caseness \(clinic A\); caseness \(clinic B\)"):
        oncourse.clinical_significance(pairs, own, cutoff=("caseness", None))


def test_its_subscale_outlives_it() -> None:
    sleep = oncourse.Instrument.from_json(definition()).subscale("sleep")
    assert (sleep.id, sleep.direction, sleep.total_range) == ("clinic-6:sleep", "lower_is_better", (1.0, 5.0))
    assert own.subscale("mood").direction == "higher_is_better"
    score = oncourse.score_sheet(sleep, [5, None, 3, None, None, None])
    assert (score.total, score.band, score.of_items) == (4.0, "tired", 3)
    with pytest.raises(oncourse.NotAvailable, match="clinic-6 has the subscales sleep, mood"):
        own.subscale("appetite")


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"total": [0, 30]}, r"instrument\.total: "),
        ({"reversed": [7]}, r"reversed\[0\]"),
        ({"keys": []}, "instrument: unknown member; known are schema"),
        ({"name": None}, "instrument: member name is missing"),
        ({"bands": [{"from": 7, "label": "well"}]}, r"instrument\.bands: "),
        ({"norms": [{"population": "p", "clinical": True, "mean": 40, "sd": 4, **manual}]}, r"norms\[0\]"),
        ({"subscales": [{"id": "sleep", "name": "Sleep", "items": []}]}, r"subscales\[0\]\.items"),
    ],
)
def test_a_definition_that_contradicts_itself_is_refused_with_the_place(changed: dict[str, Any], where: str) -> None:
    with pytest.raises(oncourse.DocumentError, match=where) as refused:
        oncourse.Instrument.from_json(definition(**changed))
    assert refused.value.code == "malformed"


def test_another_version_is_not_read() -> None:
    with pytest.raises(oncourse.DocumentError) as refused:
        oncourse.Instrument.from_json(definition(version=2))
    assert refused.value.code == "wrong_version"
