"""What growth_peers.py asks of Python: one engine's fit of one file, and what it took, as JSON."""

from __future__ import annotations

import gc
import importlib
import importlib.metadata
import inspect
import json
import math
import pathlib
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

engine, file, residuals = sys.argv[1:]


def say(**values: Any) -> None:
    print(json.dumps(values))
    sys.exit()


try:
    import numpy

    module: Any = importlib.import_module({"statsmodels": "statsmodels.formula.api"}.get(engine, engine))
except ImportError:
    say(missing="not installed")


def kilobytes(name: str) -> int:
    """Under a name in Linux's account of this process: VmRSS is what it holds, VmHWM the most it held."""
    status = pathlib.Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(name))


def seconds(task: Callable[[], object]) -> float:
    begin = time.perf_counter()
    task()
    return time.perf_counter() - begin


def median_seconds(task: Callable[[], object], *taken: float) -> float:
    """Of 3 runs, of more up to 21 while a second has room, of fewer once 10 seconds are over."""
    times = list(taken) or [seconds(task)]
    while (len(times) < 3 and sum(times) < 10) or (len(times) < 21 and sum(times) < 1):
        times.append(seconds(task))
    return statistics.median(times)


def read() -> dict[str, Any]:
    columns = numpy.loadtxt(file, delimiter=",", skiprows=1, unpack=True)
    person, week, score, medication = (column.copy() for column in columns)
    return {"person": person.astype(numpy.int64), "week": week, "score": score, "medication": medication}


def fit_oncourse() -> Any:
    wanted = {} if residuals == "independent" else {"residuals": residuals}
    return module.fit_growth(
        data, person="person", time="week", score="score", interactions=["medication"], time_unit="week", **wanted
    )


def fit_statsmodels() -> Any:
    model = module.mixedlm("score ~ g * medication", data, groups="person", re_formula="~ g")
    loglike = model.loglike

    def counted(*given: Any, **named: Any) -> Any:  # it keeps no count itself
        model.evaluations += 1
        return loglike(*given, **named)

    model.evaluations, model.loglike = 0, counted
    return model.fit(reml=True)


def found_by_oncourse(model: Any) -> dict[str, Any]:
    effects = model.fixed_effects
    return {
        "version": importlib.metadata.version(engine),
        "beta": effects.to_numpy("estimate"),
        "standard_errors": effects.to_numpy("se"),
        "covariance": model.random_covariance[[0, 1, 1], [0, 0, 1]],
        "residual_variance": model.residual_variance,
        "criterion": -2.0 * model.log_likelihood,
        "converged": model.stop == "converged",
    }


def found_by_statsmodels(model: Any) -> dict[str, Any]:
    return {
        "version": importlib.metadata.version(engine),
        "beta": model.fe_params.to_numpy(),
        "standard_errors": model.bse_fe.to_numpy(),
        "covariance": model.cov_re.to_numpy()[[0, 1, 1], [0, 0, 1]],
        "residual_variance": model.scale,
        "criterion": -2.0 * model.llf,
        "converged": model.converged,
        "evaluations": model.model.evaluations,
        "evaluation_seconds": median_seconds(lambda: model.model.loglike(model.params_object)),
    }


fit, found = {
    "oncourse": (fit_oncourse, found_by_oncourse),
    "statsmodels": (fit_statsmodels, found_by_statsmodels),
}[engine]
if residuals != "independent" and "residuals" not in inspect.signature(module.fit_growth).parameters:
    say(missing="not offered")

begin = time.perf_counter()
data: Any = read()
reading = time.perf_counter() - begin
if engine == "statsmodels":
    import pandas

    data = pandas.DataFrame(data).assign(g=numpy.log1p(data["week"]))  # its formula for Z knows nothing but columns
warnings.simplefilter("ignore")  # of convergence, which is part of what is said
gc.collect()
try:
    pathlib.Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the most starts again from here
except OSError:
    pass
before = kilobytes("VmRSS")
model: Any = None
begin = time.perf_counter()
try:
    model = fit()
except Exception as problem:  # an engine that fails is a result
    say(failed=str(problem), seconds=time.perf_counter() - begin)
first = time.perf_counter() - begin
most = kilobytes("VmHWM")
numbers = {name: value.tolist() if isinstance(value, numpy.ndarray) else value for name, value in found(model).items()}
if not math.isfinite(numbers["criterion"]):
    numbers["criterion"] = None
say(
    read_seconds=reading,
    seconds=median_seconds(fit, first),
    above_input_kb=most - before,
    process_kb=most,
    **numbers,
)
