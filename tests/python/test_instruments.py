"""Scores and change, against published figures and each other."""

from __future__ import annotations

import pickle

import pytest

import oncourse


def test_the_shipped_instruments_are_listed_and_found() -> None:
    listed = oncourse.instruments()
    assert listed["id"][0] == "phq-9"
    for id, items in zip(listed["id"], listed["items"]):
        found = oncourse.instrument(id.upper().replace("-", " "))
        assert (found.id, found.items) == (id, items)
        assert found.definition["scoring"]["source"]


def test_an_unknown_instrument_is_an_error_that_lists_the_known() -> None:
    with pytest.raises(oncourse.NotAvailable, match="known are phq-9") as refused:
        oncourse.instrument("no such form")
    assert refused.value.code == "unknown_instrument"
    assert isinstance(refused.value, LookupError)
    assert "no such form" not in str(refused.value)


def test_errors_survive_being_sent_to_another_process() -> None:
    error = oncourse.InvalidArgument("response_range", "item 4 is 7, scale is 0..3")
    assert pickle.loads(pickle.dumps(error)).detail == error.detail


def test_a_sheet_has_its_total_band_and_risk_answers() -> None:
    score = oncourse.score_sheet("phq-9", [1, 2, 3, 0, 1, 2, 3, 0, 1])
    assert (score.total, score.band, score.answered, score.prorated) == (13.0, "moderate", 9, False)
    assert score.risk == [{"item": 9, "meaning": score.risk[0]["meaning"], "answer": 1, "flagged": True}]


def test_one_answer_outside_the_scale_refuses_the_sheet() -> None:
    with pytest.raises(oncourse.InvalidArgument, match="item 4 is 7, scale is 0..3"):
        oncourse.score_sheet("phq-9", [1, 1, 1, 7, 1, 1, 1, 1, 1])
    with pytest.raises(oncourse.InvalidArgument, match="item 1 is 99999999999"):
        oncourse.score_sheet("phq-9", [99999999999, 1, 1, 1, 1, 1, 1, 1, 1])


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        (None, "phq9_{}"),
        (None, "PHQ9_{}"),
        (None, "q{}"),
        (None, "phq9_0{}"),
        ("phq_{item}_base", "phq_{}_base"),
        ("x*", "x{}"),
        ("x{}", "x{}"),
        ("a1..a9", "a{}"),
        ("a1,a2,a3,a4,a5,a6,a7,a8,a9", "a{}"),
    ],
)
def test_item_columns_are_found_by_their_usual_names_or_by_pattern(pattern: str | None, name: str) -> None:
    table = {"record_id": ["1"], **{name.format(i): [1] for i in range(1, 10)}}
    assert oncourse.score(table, "phq-9", items=pattern)["total"] == [9.0]


def test_a_wide_table_becomes_a_row_per_session() -> None:
    wide: dict[str, list[object]] = {"record_id": ["a", "b"]}
    for session in (0, 1, 10):
        for item in range(1, 10):
            wide[f"phq9_s{session}_{item}"] = [1, None if session == 10 else 2]
    table = oncourse.score(wide, "phq-9", items="phq9_s{session}_{item}", keep=["record_id"])
    assert table["record_id"] == ["a"] * 3 + ["b"] * 3
    assert table["session"] == [0.0, 1.0, 10.0] * 2
    assert table["total"] == [9.0, 9.0, 9.0, 18.0, 18.0, None]
    assert table["status"][-1] == "too_many_missing"


def test_clinical_significance_names_every_class_and_counts_who_is_missing() -> None:
    pairs = {"pre": [20, 20, 12, 5, 12, None, 20], "post": [5, 12, 11, 15, 19, 4, 99]}
    change = oncourse.clinical_significance(pairs, "phq-9")
    assert change["class"] == ["recovered", "improved", "unchanged", "harmed", "deteriorated", None, None]
    assert change["status"] == ["ok"] * 5 + ["not_enough_sessions", "response_range"]


def test_the_cutoff_is_chosen_explicitly_or_refused_with_a_list() -> None:
    known = oncourse.instrument("phq-9").definition["cutoffs"][0]
    chosen = oncourse.clinical_significance(
        {"pre": [20], "post": [5]}, "phq-9", cutoff=(known["purpose"], known["population"])
    )
    assert chosen["class"] == ["recovered"]
    with pytest.raises(oncourse.NotAvailable, match="no such cut-off, known: caseness"):
        oncourse.clinical_significance({"pre": [20], "post": [5]}, "phq-9", cutoff=("caseness", "nowhere"))


def test_a_cutoff_that_is_not_chosen_recovers_nobody() -> None:
    """The cut-offs of the EPDS differ by population, and none is taken silently."""
    pairs = {"pre": [20], "post": [5]}
    unasked = oncourse.clinical_significance(pairs, "epds")
    assert (unasked["class"], unasked["clinical_before"]) == (["improved"], [None])
    chosen = oncourse.clinical_significance(pairs, "epds", cutoff=("screen", "pregnancy"))
    assert (chosen["class"], chosen["clinical_before"]) == (["recovered"], [True])
    with pytest.raises(oncourse.NotAvailable, match="several fit, choose the cut-off by its population"):
        oncourse.clinical_significance(pairs, "epds", cutoff=("screen", None))


def test_own_figures_replace_the_instruments_criterion() -> None:
    pairs = {"pre": [20.0], "post": [15.0]}
    assert oncourse.clinical_significance(pairs, "phq-9")["class"] == ["unchanged"]
    assert oncourse.clinical_significance(pairs, "phq-9", sd=4.0, reliability=0.9)["class"] != ["unchanged"]
    with pytest.raises(oncourse.InvalidArgument, match="belong together"):
        oncourse.clinical_significance(pairs, "phq-9", sd=4.0)


def test_a_vendors_instrument_is_used_like_a_shipped_one() -> None:
    own = oncourse.Instrument.from_json(
        '{"id": "own-10", "name": "Own", "construct": "distress", "direction": "lower_is_better", "total": [0, 40],'
        ' "source": "vendor", "reliable_change": [{"points": 8, "basis": "manual", "status": "published",'
        ' "source": "vendor manual"}]}'
    )
    assert oncourse.clinical_significance({"pre": [30], "post": [20]}, own)["class"] == ["improved"]
    with pytest.raises(oncourse.DocumentError, match="member"):
        oncourse.Instrument.from_json('{"id": "own-10"}')


def test_the_self_test_holds() -> None:
    assert oncourse.self_test() > 10


def test_a_skipped_risk_item_is_not_a_no() -> None:
    answers = [1, 1, 1, 1, 1, 1, 1, 1, None]
    risk = oncourse.score_sheet("phq-9", answers, prorating="convention").risk[0]
    assert (risk["answer"], risk["flagged"]) == (None, None)
    table = oncourse.score({f"q{i + 1}": [answer, 3] for i, answer in enumerate(answers)}, "phq-9")
    assert table["risk_item_9_flagged"] == [None, True]


def test_no_session_of_a_wide_table_disappears() -> None:
    wide = {f"s{s}_{i}": [1] for s in (0, 1) for i in range(1, 10)}
    assert oncourse.score(wide, "phq-9", items="s{session}_{item}")["session"] == [0, 1]
    del wide["s1_1"]
    with pytest.raises(oncourse.InvalidArgument, match="session 1 has no column for item 1"):
        oncourse.score(wide, "phq-9", items="s{session}_{item}")


def test_an_item_column_is_named_once() -> None:
    sheet = {f"q{i}": [1] for i in range(1, 10)}
    names = [f"q{i}" for i in (1, 2, 3, 4, 5, 6, 7, 8, 8)]
    for items in (names, ",".join(names)):
        with pytest.raises(oncourse.InvalidArgument, match="q8 is named twice"):
            oncourse.score(sheet, "phq-9", items=items)
