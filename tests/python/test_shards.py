"""Shards of a cohort: read, added, pickled and fitted as one."""

from __future__ import annotations

import functools
import io
import mmap
import pathlib
import pickle
import random

import pytest

import oncourse

OPTIONS = {"covariates": ["medication"], "interactions": ["medication"], "instrument": "phq-9"}


def shards(cohort: oncourse.Table, count: int) -> list[oncourse.CrossProducts]:
    frame = cohort.to_pandas()
    of = {person: i % count for i, person in enumerate(frame["patient"].unique())}
    place = frame["patient"].map(of)
    return [oncourse.cross_products(frame[place == i], **OPTIONS) for i in range(count)]


@pytest.mark.parametrize("count", [1, 7, 64])
def test_shards_in_any_order_fit_as_the_whole(cohort: oncourse.Table, count: int) -> None:
    whole = oncourse.fit_growth(cohort, **OPTIONS)
    parts = [pickle.loads(pickle.dumps(part)) for part in shards(cohort, count)]
    random.Random(count).shuffle(parts)
    total = functools.reduce(lambda a, b: a + b, parts)
    assert (total.n_obs, total.n_persons) == (whole.n_obs, whole.n_persons)
    model = total.fit()
    if count == 1:
        assert model.to_json() == whole.to_json()
    assert model.residual_variance == pytest.approx(whole.residual_variance, rel=1e-12)
    assert model.log_likelihood == pytest.approx(whole.log_likelihood, rel=1e-12)
    largest = max(abs(x) for x in whole.fixed_effects["estimate"])
    assert list(model.fixed_effects["estimate"]) == pytest.approx(list(whole.fixed_effects["estimate"]), abs=1e-12 * largest)


def test_the_parts_of_a_sum_stay_as_they_were(cohort: oncourse.Table) -> None:
    one, other = shards(cohort, 2)
    before = one.to_bytes(), other.to_bytes()
    total = one + other
    assert (one.to_bytes(), other.to_bytes()) == before
    one.merge_bytes(before[1])
    assert one.to_bytes() == total.to_bytes()
    with pytest.raises(oncourse.InvalidArgument, match="themselves"):
        one.merge(one)


def test_documents_are_read_mapped_and_streamed(cohort: oncourse.Table, tmp_path: pathlib.Path) -> None:
    (whole,) = shards(cohort, 1)
    path = tmp_path / "whole.block"
    path.write_bytes(whole.to_bytes())
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        read = [oncourse.CrossProducts.from_bytes(memoryview(mapped)), oncourse.CrossProducts.from_stream(file)]
    assert [one.to_bytes() for one in read] == [whole.to_bytes()] * 2
    assert read[0].terms == ["(Intercept)", "log1p(session)", "medication", "log1p(session):medication"]
    assert (read[0].instrument, read[0].time_unit) == ("phq-9", "session")


def test_other_documents_and_designs_are_refused(cohort: oncourse.Table) -> None:
    (whole,) = shards(cohort, 1)
    document = whole.to_bytes()
    for broken in (b"", document[:-1], document + b"\0", document[:-9] + b"x" + document[-8:]):
        with pytest.raises(oncourse.DocumentError):
            oncourse.CrossProducts.from_bytes(broken)
        with pytest.raises(oncourse.DocumentError):
            oncourse.CrossProducts.from_stream(io.BytesIO(broken))
    linear = oncourse.cross_products(cohort, basis="linear", **OPTIONS)
    with pytest.raises(oncourse.InvalidArgument, match='"basis":"linear"'):
        whole.merge(linear)
    assert whole.to_bytes() == document
