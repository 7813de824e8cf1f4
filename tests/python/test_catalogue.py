"""What ships: every definition scores the same alone and in a table, and its figures are chosen, never guessed."""

from __future__ import annotations

import math
import random
from typing import Any

import pandas
import pytest

import oncourse

ids: list[str] = oncourse.instruments()["id"]
Sheet = list["int | None"]


def allowed_answers(definition: dict[str, Any], coding: str | None) -> list[range]:
    """Of every item, the answers that may be written down."""
    if coding is not None:
        found = next(one for one in definition["codings"] if one["id"] == coding)
        written = {i: range(p["from"], p["from"] + len(p["points"])) for p in found["answers"] for i in p["items"]}
        return [written[item] for item in range(1, definition["items"] + 1)]
    least, greatest = definition["answers"]
    own = {item: range(least, greatest + 1) for item in range(1, definition["items"] + 1)}
    for exception in definition.get("answer_exceptions", []):
        first, last = exception["range"]
        own.update((item, range(first, last + 1, exception.get("step", 1))) for item in exception["items"])
    return [own[item] for item in sorted(own)]


def random_sheets(q: oncourse.Instrument, coding: str | None = None, n: int = 200) -> list[Sheet]:
    """Complete sheets, sheets with few and with many blanks, and now and then an answer that no scale holds."""
    draw = random.Random(q.id)
    allowed = allowed_answers(q.definition, coding)
    sheets: list[Sheet] = []
    for i in range(n):
        blanks = (0.0, 0.05, 0.15, 0.6)[i % 4]
        sheet: Sheet = [None if draw.random() < blanks else draw.choice(answers) for answers in allowed]
        if i % 25 == 24:
            sheet[draw.randrange(len(sheet))] = allowed[0][-1] + 1000
        sheets.append(sheet)
    return sheets


def scored_alone(q: oncourse.Instrument, sheet: Sheet, prorating: Any, coding: str | None) -> dict[str, Any]:
    """The row that a table should hold, from score_sheet()."""
    try:
        score = oncourse.score_sheet(q, sheet, prorating=prorating, coding=coding)
    except oncourse.InvalidArgument as refused:
        return {"status": refused.code, "detail": refused.detail}
    row: dict[str, Any] = {"status": "ok", "total": score.total, "band": score.band, "answered": score.answered}
    row |= {"of_items": score.of_items, "prorated": score.prorated, **score.subscales, **score.algorithms}
    row |= {f"{id}_band": band for id, band in score.subscale_bands.items()}
    for risk in score.risk:
        row |= {f"risk_item_{risk['item']}": risk["answer"], f"risk_item_{risk['item']}_flagged": risk["flagged"]}
    return row


def test_fifty_seven_instruments_ship() -> None:
    table = oncourse.instruments()
    about, scale = ["id", "name", "construct", "domains", "reporter"], ["direction", "items", "total_min", "total_max"]
    assert table.columns == [*about, *scale, "licence"]
    assert len(table) == len(set(ids)) == 57
    frame = table.to_pandas().set_index("id")
    assert frame.loc["epds", "domains"] == "symptom, risk"
    assert frame.loc["hamd-17", "reporter"] == "clinician"
    assert list(frame.index[frame["total_max"].isna()]) == ["erq"]


@pytest.mark.parametrize("id", ids)
def test_a_definition_says_all_of_itself(id: str) -> None:
    q = oncourse.instrument(id)
    for one in (q, *(q.subscale(part) for part in q.subscales)):
        again = oncourse.Instrument.from_json(one.to_json())
        assert again.to_json() == one.to_json()
        assert (again.domains, again.reporter, again.note) == (q.domains, q.reporter, q.note)
    assert q.construct and q.licence and q.citation
    assert q.codings == [coding["id"] for coding in q.definition.get("codings", [])]
    assert q.subscales == [part["id"] for part in q.definition.get("subscales", [])]


@pytest.mark.parametrize("id", ids)
def test_a_table_scores_every_instrument_as_its_sheets_one_by_one(id: str) -> None:
    q = oncourse.instrument(id)
    if q.items == 0:
        with pytest.raises(oncourse.InvalidArgument, match="by its total only"):
            oncourse.score_sheet(q, [])
        return
    names = [f"q{i + 1}" for i in range(q.items)]
    for coding in (None, *q.codings):
        sheets = random_sheets(q, coding)
        with_nan = pandas.DataFrame(sheets, columns=names, dtype=float)
        with_none = {name: [sheet[i] for sheet in sheets] for i, name in enumerate(names)}
        for prorating in ("published", "convention"):
            table = oncourse.score(with_nan, q, prorating=prorating, coding=coding).to_dict()
            assert table == oncourse.score(with_none, q, prorating=prorating, coding=coding).to_dict()
            assert table["status"].count("ok") >= 40
            assert "response_range" in table["status"]
            for i, sheet in enumerate(sheets):
                alone = scored_alone(q, sheet, prorating, coding)
                row = {name: column[i] for name, column in table.items()}
                if alone["status"] != "ok":
                    row = {name: value for name, value in row.items() if not name.startswith("risk_item_")}
                assert set(alone) <= set(row)
                assert row == {**dict.fromkeys(row), **alone}, (coding, sheet)


@pytest.mark.parametrize("id", ids)
def test_a_subscale_scores_alone_as_within_its_instrument(id: str) -> None:
    q = oncourse.instrument(id)
    parts = {part: q.subscale(part) for part in q.subscales}
    for sheet in random_sheets(q, n=60) if q.items else []:
        try:
            whole = oncourse.score_sheet(q, sheet)
        except oncourse.InvalidArgument:
            continue
        for part, own in parts.items():
            assert own.id == f"{q.id}:{part}"
            if whole.subscales[part] is not None:
                score = oncourse.score_sheet(own.id, sheet)
                assert score.total == pytest.approx(whole.subscales[part], abs=1e-12)
                assert score.band == whole.subscale_bands.get(part)


def test_a_subscale_is_found_by_name_or_refused_with_a_list() -> None:
    dass = oncourse.instrument("dass-21")
    assert dass.subscale("anxiety").to_json() == oncourse.instrument("DASS21:Anxiety").to_json()
    for ask in (lambda: dass.subscale("sleep"), lambda: oncourse.instrument("dass-21:sleep")):
        with pytest.raises(oncourse.NotAvailable, match="dass-21 has the subscales depression, anxiety, stress"):
            ask()
    with pytest.raises(oncourse.NotAvailable, match="phq-2 has no subscales"):
        oncourse.instrument("phq-2").subscale("sleep")


def test_a_cutoff_is_chosen_by_purpose_and_population() -> None:
    phq9, gad7 = oncourse.instrument("phq-9"), oncourse.instrument("gad-7")
    for q, value in ((phq9, 10.0), (gad7, 8.0)):
        found = q.cutoff("caseness", "NHS Talking Therapies")
        assert (found.purpose, found.population) == ("caseness", "NHS Talking Therapies")
        assert (found.compare, found.value) == ("at_least", value)
        assert found.status and found.source
        assert [found.met_by(value - 1), found.met_by(value), found.met_by(value + 1)] == [False, True, True]
        assert q.cutoff() == found, "caseness is what is found unasked"
    assert phq9.cutoff("screen").value == 10, "two populations, one line"
    well = phq9.cutoff("remission")
    assert (well.compare, well.met_by(4), well.met_by(5)) == ("below", True, False)
    assert phq9.cutoff("screen").note == "sensitivity .88, specificity .88"
    assert well.note is None


def test_a_cutoff_that_several_share_or_none_has_is_refused_with_a_list() -> None:
    epds, phq9 = oncourse.instrument("epds"), oncourse.instrument("phq-9")
    for purpose in (None, "screen"):
        with pytest.raises(oncourse.NotAvailable) as ambiguous:
            epds.cutoff(purpose)
        for known in epds.definition["cutoffs"]:
            assert f"{known['purpose']} ({known['population']})" in ambiguous.value.detail
    assert epds.cutoff("screen", "pregnancy") == epds.cutoff(population="pregnancy")
    for asked in (("caseness", "nowhere"), ("severity", None), ("severity", "NHS Talking Therapies")):
        with pytest.raises(oncourse.NotAvailable, match="no such cut-off") as absent:
            phq9.cutoff(*asked)
        for known in phq9.definition["cutoffs"]:
            assert known["population"] in absent.value.detail
    with pytest.raises(oncourse.NotAvailable, match="caseness, screen, severity, remission"):
        phq9.cutoff("diagnosis")
    with pytest.raises(oncourse.NotAvailable, match="no cut-off is known"):
        oncourse.instrument("erq").cutoff()


def test_every_figure_is_found_by_its_population() -> None:
    for id in ids:
        q = oncourse.instrument(id)
        for one in (q, *(q.subscale(part) for part in q.subscales)):
            for known in one.definition.get("cutoffs", []):
                found = one.cutoff(known["purpose"], known["population"])
                assert {name: value for name, value in vars(found).items() if value is not None} == known
            for known in one.definition.get("norms", []):
                norm = one.norm(known["population"])
                assert {name: value for name, value in vars(norm).items() if value is not None} == known
                assert one.total_range is not None
                for score in one.total_range:
                    at, z = one.standing(score, norm.population), (score - norm.mean) / norm.sd
                    assert at.z == pytest.approx(z, rel=1e-12)
                    assert at.t == pytest.approx(50 + 10 * z, rel=1e-12)
                    assert at.percentile == pytest.approx(50 * math.erfc(-z / math.sqrt(2)), rel=1e-9, abs=1e-9)


def test_a_norm_that_several_share_or_none_has_is_refused_with_a_list() -> None:
    gad7 = oncourse.instrument("gad-7")
    for population in (None, "nowhere"):
        with pytest.raises(oncourse.NotAvailable) as refused:
            gad7.standing(9, population)
        for known in gad7.definition["norms"]:
            assert known["population"] in refused.value.detail
    with pytest.raises(oncourse.NotAvailable, match="no norm is known"):
        oncourse.instrument("erq").norm()
    with pytest.raises(oncourse.InvalidArgument, match="scale is 0..60"):
        oncourse.instrument("ymrs").standing(61)


@pytest.mark.parametrize(
    ("id", "coding", "written", "total"),
    [
        ("epds", "printed", [1] * 10, 21),
        ("epds", "printed", [4] * 10, 9),
        ("epds", "printed", [1, 1, 4, 1, 4, 4, 4, 4, 4, 4], 0),
        ("eat-26", "options", [1] * 26, 75),
        ("eat-26", "options", [6] * 26, 3),
        ("k10", "0-4", [0] * 10, 10),
        ("k10", "0-4", [4] * 10, 50),
    ],
)
def test_a_coding_reads_answers_as_they_were_written(id: str, coding: str, written: list[int], total: float) -> None:
    assert coding in oncourse.instrument(id).codings
    assert oncourse.score_sheet(id, written, coding=coding).total == total
    table = {f"q{i + 1}": [answer] for i, answer in enumerate(written)}
    assert oncourse.score(table, id, coding=coding)["total"] == [total]
    wide = {f"s{s}_{i + 1}": [answer] for s in (0, 1) for i, answer in enumerate(written)}
    assert oncourse.score(wide, id, items="s{session}_{item}", coding=coding)["total"] == [total] * 2


def test_a_coding_that_is_not_there_and_an_answer_that_is_not_in_it_are_refused() -> None:
    with pytest.raises(oncourse.NotAvailable, match="epds has no such coding, known are printed"):
        oncourse.score_sheet("epds", [1] * 10, coding="1-4")
    with pytest.raises(oncourse.NotAvailable, match="known are printed"):
        oncourse.score({f"q{i}": [1] for i in range(1, 11)}, "epds", coding="1-4")
    with pytest.raises(oncourse.NotAvailable, match="one coding only, its own"):
        oncourse.score_sheet("phq-9", [1] * 9, coding="1-4")
    with pytest.raises(oncourse.InvalidArgument, match="item 3 is 0, the coding printed has 1..4"):
        oncourse.score_sheet("epds", [1, 1, 0, *[1] * 7], coding="printed")


def test_without_a_total_the_subscales_are_the_scores() -> None:
    erq = oncourse.instrument("erq")
    assert (erq.has_total, erq.total_range) == (False, None)
    assert (erq.subscale("suppression").has_total, erq.subscale("suppression").total_range) == (True, (1.0, 7.0))
    score = oncourse.score_sheet(erq, [7, 1, 7, 1, 7, 1, 7, 7, 1, 6])
    assert (score.total, score.band) == (None, None)
    assert score.subscales == {"reappraisal": pytest.approx(41 / 6), "suppression": 1.0}
    table = oncourse.score({f"q{i}": [4, None] for i in range(1, 11)}, erq)
    assert table["total"] == [None, None]
    assert table["reappraisal"] == table["suppression"] == [4.0, None]
    assert table["status"] == ["ok", "too_many_missing"]
    change = oncourse.clinical_significance({"pre": [3], "post": [4]}, erq)
    assert change["class"] == [None]
    assert "no total" in change["detail"][0]


def test_an_algorithm_is_met_or_not_or_open() -> None:
    sheets, name = ([3, 3, 3, 3, 3, 0, 0, 0, 0], [3, None, 0, 3, 3, 3, 0, 0, 0], [0] * 9), "major-depressive-syndrome"
    alone = [oncourse.score_sheet("phq-9", sheet, prorating="convention").algorithms[name] for sheet in sheets]
    assert alone == [True, None, False]
    table = {f"q{i + 1}": list(column) for i, column in enumerate(zip(*sheets))}
    assert oncourse.score(table, "phq-9", prorating="convention")[name] == [True, None, False]


@pytest.mark.parametrize(
    ("levels", "weights", "t"),
    [
        ([2, 2, 2], None, 77.38613),
        ([0, 1, 1], None, 59.12871),
        ([1, 2, 2], None, 72.82177),
        ([0, -1, 1], None, 50.0),
        ([0, -1, 1, None], [1, 1, 1, 5], 50.0),
        ([1, -1], [3, 1], 50 + 20 / math.sqrt(0.7 * 10 + 0.3 * 16)),
    ],
)
def test_goal_attainment_is_the_t_of_kiresuk_and_sherman(levels: Sheet, weights: list[float] | None, t: float) -> None:
    assert oncourse.goal_attainment(levels, weights) == pytest.approx(t, abs=5e-6)


def test_goals_that_cannot_be_meant_are_refused() -> None:
    for levels, weights, correlation, why in (
        ([], None, 0.3, "no goals"),
        ([None], None, 0.3, "no goal is rated"),
        ([0, 3], None, 0.3, "goal 2 is 3, scale is -2..2"),
        ([0, 99_999], None, 0.3, "goal 2 is 99999, scale is -2..2"),
        ([0, -32_768], None, 0.3, "goal 2 is -32768, scale is -2..2"),
        ([0, 1], [1], 0.3, "1 weights for 2 goals"),
        ([0, 1], [1, 0], 0.3, "the weight of goal 2"),
        ([0, 1], None, 1.0, "the correlation"),
    ):
        with pytest.raises(oncourse.InvalidArgument, match=why):
            oncourse.goal_attainment(levels, weights, correlation=correlation)


def test_batteries_name_instruments_that_ship_and_why() -> None:
    suggested = oncourse.batteries()
    assert {"grief", "role-disputes", "role-transitions", "interpersonal-deficits"} <= {one["id"] for one in suggested}
    for one in suggested:
        assert one["kind"] in ("focus", "condition")
        assert one["members"]
        for member in one["members"]:
            assert member["instrument"] in ids
            assert member["reason"] and member["status"] and member["source"]


def test_a_subscale_is_followed_over_a_course_like_any_instrument() -> None:
    sheets, part = oncourse.simulate(120, seed=3, instrument="pcl-5"), "pcl-5:b"
    cohort = oncourse.score(sheets, part, keep=["patient", "session"])
    assert cohort["total"] == oncourse.score(sheets, "pcl-5")["b"]
    model = oncourse.fit_growth(cohort, instrument=part)
    assert model.instrument == part
    by_total = oncourse.track(cohort, model, target="percent:50")
    assert by_total["score"] == cohort["total"]
    assert set(by_total["verdict"]) > {"undetermined"}
    by_items = oncourse.track(sheets, model, target="percent:50")
    assert by_items["verdict"] == by_total["verdict"]
