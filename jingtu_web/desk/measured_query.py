"""What the query string of a measurements page asks for, within what the person may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import polars as pl
from django.http import HttpRequest

from jingtu.assessment.compare import Assessment
from jingtu.assessment.facts import land_uses
from jingtu.assessment.lines import MEDIA
from jingtu.assessment.verdicts import EXCEEDS
from jingtu_web.common.scope import person, sees_exact_points
from jingtu_web.desk import asked
from jingtu_web.desk.measured_words import FACES
from jingtu_web.registers.samples import queries
from jingtu_web.registers.samples.models import Medium
from jingtu_web.registers.samples.queries import Scope

VIEWS = ("samples", "results", "summary", "not_compared")
FOR_ALL = ("summary", "not_compared")  # what those see who may not see single points
EXCEEDING = "exceeding"  # every verdict that counts as an exceedance


@dataclass(frozen=True)
class Asked:
    scope: Scope
    on: date
    standards: tuple[str, ...]
    substance: str
    verdict: str
    view: str
    exact: bool

    def results(self) -> pl.DataFrame:
        """The results asked for, of every verdict."""
        frame = queries.judged(self.scope, on=self.on, standards=self.standards)
        return frame.filter(pl.col("substance") == self.substance) if self.substance else frame

    def samples(self) -> pl.DataFrame:
        """The samples asked for, of every verdict, the worst first."""
        return queries.by_sample(self.results())

    def with_verdict(self, frame: pl.DataFrame) -> pl.DataFrame:
        if not self.verdict:
            return frame
        meant = list(EXCEEDS) if self.verdict == EXCEEDING else [self.verdict]
        return frame.filter(pl.col("verdict").is_in(meant))

    def assessment(self) -> Assessment:
        return queries.assessed(self.scope, on=self.on, standards=self.standards)


def read(request: HttpRequest) -> Asked:
    get, exact = request.GET.get, sees_exact_points(person(request))
    views = VIEWS if exact else FOR_ALL
    standard = get("standard", "")
    return Asked(
        scope=Scope(
            places=queries.scope_of(person(request)).places,
            place=asked.number(request, "place"),
            medium=_one_of(get("medium", ""), Medium.values),
            land_use=_one_of(get("land_use", ""), land_uses()["key"]),
            delivery=_delivery(get("delivery", "")) if exact else "",
        ),
        on=asked.on(request),
        standards=(standard,) if standard in MEDIA else (),
        substance=get("substance", ""),
        verdict=_one_of(get("verdict", ""), [*FACES, EXCEEDING]),
        view=_one_of(get("view", ""), views) or views[0],
        exact=exact,
    )


def _one_of(text: str, known: Iterable[str]) -> str:
    return text if text in known else ""


def _delivery(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""
