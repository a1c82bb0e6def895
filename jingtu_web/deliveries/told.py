"""Problems as they were told when a file was read, kept with the delivery.

The sentences themselves are kept, in both languages: a later version of the reader may know other ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from jingtu.problems import PLACES, Language, Problem, Severity, Where
from jingtu_web.common.storable import storable


@dataclass(frozen=True)
class Told(Problem):
    sentences: Mapping[Language, Mapping[str, str]] = field(default_factory=dict, hash=False)

    def _say(self, part: str, language: Language) -> str:
        return self.sentences[language][part]


def as_json(problem: Problem) -> dict[str, Any]:
    sentences = {
        language: {"what": problem.what(language), "why": problem.why(language), "remedy": problem.remedy(language)}
        for language in PLACES
    }
    kept = {"code": problem.code, "severity": problem.severity.value, "where": asdict(problem.where)}
    return {name: storable(value) for name, value in {**kept, "sentences": sentences}.items()}


def from_json(kept: Iterable[Mapping[str, Any]]) -> list[Told]:
    return [
        Told(one["code"], Severity(one["severity"]), Where(**one["where"]), sentences=one["sentences"]) for one in kept
    ]
