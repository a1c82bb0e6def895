"""Inputs and runs for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pytest

from jingtu.intake.laboratory import COLUMNS
from jingtu.problems import Refused
from jingtu_web.common.models import Place, User
from jingtu_web.registers.samples.tests.frames import county_with_two_towns, result
from jingtu_web.runs.actions import Asked
from jingtu_web.runs.declared import Kind, Outcome, Substances, Value, Work
from jingtu_web.runs.kinds import BY_KEY
from jingtu_web.runs.rows import NOTHING, Input

DAY = date(2026, 11, 28)
DRAWS = {
    "parameters": 'OSIRc = { kind = "lognormal", median = "100 mg/d", gsd = 2, source = "本地调查" }',
    "concentrations": 'surface = { kind = "triangular", least = "5 mg/kg", mode = "20 mg/kg", most = "60 mg/kg" }',
    "draws": 1000,
}
SPECIES = ("cadmium", "chromium", "copper", "lead", "nickel", "zinc")
ROCK = (0.02, 40.0, 10.0, 8.0, 20.0, 40.0)
WORKS = (0.60, 1.0, 15.0, 60.0, 1.0, 80.0)
RISK = {"substance": "cadmium", "land_class": "1", "surface": 30.0}
QUICK = {"factors": 2, "starts": 5, "resamples": 10}
ENOUGH: dict[str, dict[str, Any]] = {"risk": RISK, "risk_draws": RISK | DRAWS, "mean": {"draws": 300}, "sources": QUICK}
"""Settings of the kinds that need some, or are quicker with them."""


def rows(*given: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame([dict.fromkeys(COLUMNS) | one for one in given], COLUMNS, orient="row")


def field(number: int = 24, **other: object) -> pl.DataFrame:
    """A square field of samples half a kilometre apart, richer to the east, every seventh not detected."""
    side = 6
    made = []
    for n in range(number):
        east, north = n % side, n // side
        found = result(
            f"S{n:02}",
            value=round(0.1 + 0.05 * east + 0.01 * (n * 7 % 5), 4),
            lon=112.05 + 0.005 * east,
            lat=30.05 + 0.005 * north,
            place="青石镇" if north % 2 else "城关镇",
        )
        hidden = {"value": None, "operator": "<", "detection_limit": 0.05, "text": "ND"}
        made.append(found | (hidden if n % 7 == 6 else {}) | other)
    return rows(*made)


def mixed(count: int = 40, **other) -> pl.DataFrame:
    """Rock and works in changing parts, and 3 % of noise."""
    rng = np.random.default_rng(5)
    parts = rng.lognormal(0, 1.2, (count, 2))
    contents = parts @ np.array([ROCK, WORKS]) * (1 + 0.03 * rng.standard_normal((count, 6)))
    made = [
        result(f"S{sample:02}", key, float(value), place="青石镇" if sample % 2 else "城关镇", detection_limit=0.01)
        for sample, line in enumerate(contents)
        for key, value in zip(SPECIES, line, strict=True)
    ]
    return rows(*[one | other for one in made])


def fitting(key: str) -> pl.DataFrame | None:
    """Rows that a kind can be computed from."""
    if BY_KEY[key].substances is Substances.NONE:
        return None
    return mixed() if key == "sources" else field(30)


def settings(kind: Kind, **given: object) -> dict[str, object]:
    return {one.key: given.get(one.key, one.default) for one in kind.settings}


def work(key: str, frame: pl.DataFrame, *, seed: int = 7, **given: object) -> Work:
    return Work(frame, settings(BY_KEY[key], **given), seed, DAY, lambda share: None)  # type: ignore[arg-type]


def answer(key: str, frame: pl.DataFrame | None = None, **given: object) -> tuple[Outcome, dict[str, Value]]:
    """What a kind answers, and its figures by key."""
    outcome = BY_KEY[key].compute(work(key, rows() if frame is None else frame, **given))  # type: ignore[arg-type]
    return outcome, {fact.key: fact.value for fact in outcome.facts}


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def officer() -> User:
    return User.objects.create_user("officer", role=User.Role.ECOLOGY)


def asked(key: str, frame: pl.DataFrame | None = None, county: Place | None = None, **given: object) -> Asked:
    kind = BY_KEY[key]
    source = NOTHING if frame is None else Input(frame, {"source": "register", "rows": len(frame)})
    place = county or Place.objects.filter(level=Place.Level.COUNTY).first() or county_with_two_towns()
    return Asked(kind, place, DAY, settings(kind, **given), source, seed=7)
