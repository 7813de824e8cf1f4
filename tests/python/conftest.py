"""A cohort and a model that all tests share."""

from __future__ import annotations

import pytest

import oncourse


@pytest.fixture(scope="session")
def sheets() -> oncourse.Table:
    return oncourse.simulate(300, seed=1)


@pytest.fixture(scope="session")
def cohort(sheets: oncourse.Table) -> oncourse.Table:
    return oncourse.score(sheets, "phq-9", keep=["patient", "session", "day", "medication"])


@pytest.fixture(scope="session")
def model(cohort: oncourse.Table) -> oncourse.Model:
    return oncourse.fit_growth(cohort, covariates=["medication"], instrument="phq-9", calibrate=True)
