"""The numbers of HJ 25.5 and HJ 25.6 that the evaluation needs, each with its source and mark."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from jingtu.assessment.effect_evaluation.words import words
from jingtu.problems import Problem, attention
from jingtu.standards.verification import Mark

DATA = Path(__file__).parent / "data"


class Certainty(StrEnum):
    """How sure the collection was of a number that it wrote from knowledge."""

    SURE = "sure"
    FAIRLY_SURE = "fairly_sure"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Rule:
    """One number of ``rules.csv``."""

    key: str
    value: float
    unit: str
    standard: str
    clause: str
    mark: Mark
    certainty: Certainty
    source: str
    note: str


@cache
def rules() -> Mapping[str, Rule]:
    """All numbers by key."""
    return {
        row["key"]: Rule(
            row["key"],
            float(row["value"]),
            row["unit"],
            row["standard"],
            row["clause"],
            Mark(row["verification"]),
            Certainty(row["certainty"]),
            row["source"],
            row["note"],
        )
        for row in table("rules")
    }


def number(key: str) -> float:
    return rules()[key].value


def count(key: str) -> int:
    return int(number(key))


def table(name: str) -> list[dict[str, str]]:
    """The rows of one file of ``data/``, as printed."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def binding(keys: Iterable[str]) -> bool:
    """Whether every number may decide as statutory."""
    return all(rules()[key].mark.decides for key in keys)


def reservation(keys: Iterable[str]) -> tuple[Problem, ...]:
    """What must be said of a verdict that rests on these numbers; nothing once all of them were checked."""
    open_ = [rules()[key] for key in keys if not rules()[key].mark.decides]
    if not open_:
        return ()
    keys = [rule.key for rule in open_]
    standards = "、".join(dict.fromkeys(rule.standard for rule in open_))
    return (attention("effect_evaluation.from_memory", standards=standards, **named("rule", keys, "rules")),)


def named(group: str, keys: Iterable[str], slot: str) -> dict[str, str]:
    """Words of a group for a sentence that is built in both languages: ``slot`` and ``slot_zh``."""
    found = tuple(keys)
    return {
        slot: ", ".join(words(group, "en")[key] for key in found),
        f"{slot}_zh": "、".join(words(group, "zh")[key] for key in found),
    }
