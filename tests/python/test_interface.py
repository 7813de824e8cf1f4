"""The interface as a whole: types, docs, and nothing that C can and Python cannot."""

from __future__ import annotations

import inspect
import pathlib
import re
import subprocess
import sys

import pytest

import oncourse
import oncourse.batches
import oncourse.duckdb
import oncourse.files
import oncourse.spark

root = pathlib.Path(__file__).parents[2]
package = root / "bindings/python/oncourse"

#: Every function of oncourse.h, and where Python reaches what it does; a value that starts with "-" is a reason why not.
reached = {
    "assess": "assess",
    "assessment_assumption": "Assessment.basis",
    "assessment_bands": "Assessment.bands",
    "assessment_basis": "Assessment.basis",
    "assessment_forecast": "Assessment.report",
    "assessment_html": "Assessment.to_html",
    "assessment_input": "Assessment.basis",
    "assessment_json": "Assessment.to_json",
    "assessment_quality_note": "Assessment.basis",
    "assessment_rule": "Assessment.rules",
    "assessment_deterioration": "Assessment.deterioration",
    "assessment_sentence": "Assessment.sentences",
    "assessment_session": "Assessment.report",
    "assessment_summary": "Assessment.verdict",
    "assessment_svg": "Assessment.chart_svg",
    "assessment_text": "Assessment.__str__",
    "assessment_window": "Assessment.window",
    "assessment_window_reason": "Assessment.window",
    "assessment_window_sentence": "Assessment.window",
    "assessment_window_session": "Assessment.window",
    "backtest_describe": "Backtest.persons",
    "backtest_free": "- Python frees what nobody refers to",
    "backtest_html": "Backtest.to_html",
    "backtest_new": "backtest",
    "backtest_table": "Backtest.rules",
    "backtest_text": "Backtest.__str__",
    "benchmark_effect": "benchmark_effect",
    "benchmark_rate": "benchmark_rate",
    "change": "clinical_significance",
    "change_classify": "classify",
    "change_draw": "ChangeRule.svg",
    "change_over_sessions": "change_over_sessions",
    "change_rule_new": "ChangeRule",
    "class_contingency": "class_contingency",
    "class_summary": "class_summary",
    "clinical_range_at": "ClinicalRange",
    "clinical_range_of_cutoff": "ClinicalRange.of_instrument",
    "clinical_range_of_true_scores": "ClinicalRange.of_true_scores",
    "course_add_answers": "Course.add_answers",
    "course_add_goal": "Course.add_goal",
    "course_add_medication": "Course.add_medication",
    "course_add_session": "Course.add_session",
    "course_add_total": "Course.add_total",
    "course_agreed_instrument": "assess",
    "course_calendar": "Assessment.report",
    "course_day": "Course.add_session",
    "course_gaps": "Assessment.report",
    "course_json": "Course.to_json",
    "course_new": "Course",
    "course_overdue": "Assessment.report",
    "course_read": "Course.from_json",
    "course_scores": "Course.scores",
    "course_set_covariate": "Course.add_session",
    "course_set_focus": "Course.set_focus",
    "course_set_target": "Course.set_target",
    "clinical_significance_index": "ClinicalRange.of_true_scores",
    "cutoff_between": "ClinicalRange.between",
    "cutoff_between_true_scores": "ClinicalRange.of_true_scores",
    "cross_products_add": "CrossProducts.merge",
    "cross_products_add_bytes": "CrossProducts.merge_bytes",
    "cross_products_bytes": "CrossProducts.to_bytes",
    "cross_products_describe": "CrossProducts",
    "cross_products_fit": "CrossProducts.fit",
    "cross_products_free": "- Python frees what nobody refers to",
    "cross_products_new": "cross_products",
    "cross_products_read": "CrossProducts.from_bytes",
    "drift_add": "DriftMonitor.add_courses",
    "drift_describe": "Drift.found",
    "drift_free": "- Python frees what nobody refers to",
    "drift_keep": "DriftMonitor.state",
    "drift_new": "DriftMonitor",
    "drift_resume": "DriftMonitor.from_state",
    "drift_table": "drift_check",
    "drift_text": "Drift.__str__",
    "follow": "follow",
    "followed_bytes": "Followed.kept",
    "followed_free": "- Python frees what nobody refers to",
    "followed_read": "follow",
    "followed_refusals": "Followed.refusals",
    "followed_verdicts": "Followed.verdicts",
    "drawing_svg": "ChangeRule.svg",
    "expected_response": "Model.expected",
    "expected_response_draw": "Model.expected_svg",
    "goal_attainment": "goal_attainment",
    "group_change": "group_change",
    "group_difference": "group_difference",
    "hierarchical_change": "hierarchical_change",
    "instrument_answers": "Instrument.definition",
    "instrument_band": "Instrument.definition",
    "instrument_coding": "Instrument.codings",
    "instrument_cutoff": "Instrument.definition",
    "instrument_describe": "Instrument",
    "instrument_find": "instrument",
    "instrument_find_cutoff": "Instrument.cutoff",
    "instrument_find_norm": "Instrument.norm",
    "instrument_json": "Instrument.definition",
    "instrument_new": "Instrument.from_json",
    "instrument_norm": "Instrument.definition",
    "instrument_reliability": "Instrument.definition",
    "instrument_risk_item": "Instrument.definition",
    "instrument_subscale": "Instrument.subscale",
    "intake_levels": "Instrument.levels",
    "internal_consistency": "internal_consistency",
    "likelihood_ratio_test": "likelihood_ratio_test",
    "model_band_calibration": "Model.bands",
    "model_band_origin": "Model.bands",
    "model_calibrate": "calibrate",
    "model_calibration": "Model.calibrations",
    "model_calibration_stages": "Model.calibrations",
    "model_coefficient": "Model.fixed_effects",
    "model_coefficient_covariance": "Model.beta_covariance",
    "model_covariate": "Model.covariates",
    "model_describe": "Model",
    "model_fit": "fit_growth",
    "model_html": "Model._repr_html_",
    "model_intervals": "Model.intervals",
    "model_json": "Model.to_json",
    "model_new": "Model.from_json",
    "model_points": "Model.points",
    "model_predict": "forecast",
    "model_predict_jointly": "joint_forecast",
    "model_profile_intervals": "Model.profile_intervals",
    "model_random_covariance": "Model.random_covariance",
    "model_select": "select_growth",
    "model_text": "Model.__str__",
    "model_theta": "Model.theta",
    "model_theta_covariance": "Model.theta_covariance",
    "norm_standing": "Instrument.standing",
    "pair_statistics": "score_statistics",
    "points_beyond_error": "points_beyond_error",
    "recode": "score_sheet",
    "reliable_trend": "reliable_trend",
    "retest": "retest",
    "score": "score_sheet",
    "score_algorithms": "score_sheet",
    "score_risk": "score_sheet",
    "score_sheets": "score",
    "score_columns": "score_arrays",
    "score_columns_refusal": "ScoreArrays.refusal",
    "score_subscales": "score_sheet",
    "self_test": "self_test",
    "service_report_free": "- Python frees what nobody refers to",
    "service_report_html": "ServiceReport.to_html",
    "service_report_new": "service_report",
    "service_report_table": "ServiceReport.outcomes",
    "service_report_text": "ServiceReport.__str__",
    "session_windows": "session_windows",
    "shipped_instrument": "instruments",
    "simulate": "simulate",
    "simulated_populations": "simulated_populations",
    "sudden_gains": "sudden_gains",
    "sudden_gains_draw": "SuddenGainRule.svg",
    "suggested_measure": "batteries",
    "table_column": "Table.__getitem__",
    "table_is_text": "Table.__getitem__",
    "table_json": "Table.to_dict",
    "table_numbers": "Table.to_numpy",
    "table_rows": "Table.__len__",
    "table_texts": "Table.__getitem__",
    "talking_therapies": "talking_therapies",
    "talking_therapies_measure": "Measure",
    "target": "forecast",
    "change_rule_free": "- Python frees what nobody refers to",
    "drawing_free": "- Python frees what nobody refers to",
    "table_free": "- Python frees what nobody refers to",
    "usual_rules": "backtest",
    "version": "__version__",
    "version_string": "__version__",
    "assessment_free": "- Python frees what nobody refers to",
    "course_free": "- Python frees what nobody refers to",
    "instrument_free": "- Python frees what nobody refers to",
    "model_free": "- Python frees what nobody refers to",
    "change_name": "- Python has the name itself",
    "rule_name": "- Python has the name itself",
    "phase_name": "- Python has the name itself",
    "search_name": "- Python has the name itself",
    "status_name": "- Python has the name itself",
    "verdict_name": "- Python has the name itself",
    "window_decision_name": "- Python has the name itself",
}


def test_what_c_can_python_can() -> None:
    header = (root / "include/oncourse/oncourse.h").read_text()
    declared = set(re.findall(r"^ONCOURSE_API [^;]*?\boncourse_(\w+)\(", header, re.MULTILINE | re.DOTALL))
    assert len(declared) > 50
    assert declared == set(reached), "say in `reached` where Python has it, or why it has not"
    for where in reached.values():
        if where.startswith("-"):
            continue
        found = oncourse
        for part in where.split("."):
            found = getattr(found, part)


#: Those that need another library are imported by their own names.
modules = [oncourse, oncourse.batches, oncourse.duckdb, oncourse.files, oncourse.spark]


def public() -> list[tuple[str, object]]:
    named = [(f"{module.__name__}.{name}", getattr(module, name)) for module in modules for name in module.__all__]
    return [(name, item) for name, item in named if callable(item)]


@pytest.mark.parametrize("name, item", public(), ids=[name for name, _ in public()])
def test_everything_public_is_documented(name: str, item: object) -> None:
    assert item.__doc__, name
    if inspect.isfunction(item) and inspect.signature(item).parameters:
        doc = inspect.getdoc(item) or ""
        documented = doc.split("Parameters\n---")[1].split("Returns\n")[0] if "Parameters\n---" in doc else doc
        for parameter in inspect.signature(item).parameters:
            assert re.search(rf"\b{parameter}\b", documented), f"{name}: {parameter}"


def test_every_function_says_what_it_means_clinically() -> None:
    functions = [item for _, item in public() if inspect.isfunction(item)]
    assert len(functions) > 10
    for item in functions:
        assert "Clinically: " in (inspect.getdoc(item) or ""), item.__name__


def run(*command: str) -> str:
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_package_is_strictly_typed() -> None:
    run("-m", "mypy", "--strict", str(package))


def test_the_stub_of_the_compiled_module_is_what_it_offers(tmp_path: pathlib.Path) -> None:
    pytest.importorskip("nanobind")
    run("-m", "nanobind.stubgen", "-q", "-m", "oncourse._oncourse", "-o", str(tmp_path / "made.pyi"))
    assert (tmp_path / "made.pyi").read_text() == (package / "_oncourse.pyi").read_text()


def test_types_and_runtime_agree(tmp_path: pathlib.Path) -> None:
    allowed = tmp_path / "allowed"
    # The compiled functions are no Python functions (their stub is compared above); mypy takes aliases of Literal for
    # unions.
    literals = {
        "change_rule": ["ChangeClass", "ChangeIndex"],
        "clinical_range": ["Criterion"],
        "courses": ["ProblemArea"],
        "groups": ["Verdict"],
        "instruments": ["Better"],
        "rules": ["RuleKind"],
        "scoring": ["Prorating"],
    }
    names = [f"oncourse\\.{module}\\.{name}\n" for module, aliases in literals.items() for name in aliases]
    allowed.write_text("oncourse\\._oncourse\\..*\n" + "".join(names))
    config = ["--mypy-config-file", "pyproject.toml"]
    run("-m", "mypy.stubtest", "oncourse", *config, "--allowlist", str(allowed), "--ignore-unused-allowlist")


def test_importing_takes_no_other_library_along() -> None:
    others = ("numpy", "pandas", "matplotlib", "pyarrow")
    loaded = run("-c", f"import sys, oncourse; print([m for m in {others} if m in sys.modules])")
    assert loaded.strip() == "[]"
