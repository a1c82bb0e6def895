"""Reading the tables of a case: what each key must be, and what is said where it is not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Any

from jingtu.assessment.risk.quantities import BadQuantity, quantity
from jingtu.problems import Problem, Severity, Where, attention, error
from jingtu.science.monte_carlo_distributions import KINDS, Distribution
from jingtu.science.risk_errors import RiskError


class Problems:
    """Problems of one file, gathered while it is read."""

    def __init__(self, file: str) -> None:
        self.where = Where(file=file)
        self.all: list[Problem] = []

    def error(self, code: str, **values: object) -> None:
        self.all.append(error(f"risk.{code}", self.where, **values))

    def attention(self, code: str, **values: object) -> None:
        self.all.append(attention(f"risk.{code}", self.where, **values))

    def take(self, problem: Problem) -> None:
        """A problem found elsewhere, put at this file."""
        self.all.append(Problem(problem.code, problem.severity, self.where, problem.values))

    @property
    def refused(self) -> bool:
        return any(one.severity is Severity.ERROR for one in self.all)

    def known(self, table: Mapping[str, Any], names: Collection[str], at: str) -> None:
        """Every key of a table has to be one that is read."""
        for key in table:
            if key not in names:
                near = get_close_matches(key, list(names), 1, 0.5)
                self.error("key_unknown", key=f"{at}{key}", near=near[0] if near else "、".join(names))

    def number(self, given: object, unit: str, key: str) -> float | None:
        try:
            return quantity(given, unit, key=key)
        except BadQuantity as wrong:
            self.take(wrong.problem)
            return None


def table_of(table: Mapping[str, Any], key: str, problems: Problems) -> Mapping[str, Any]:
    found = table.get(key, {})
    if not isinstance(found, Mapping):
        problems.error("not_a_table", key=key)
        return {}
    return found


def with_source(entry: object, key: str, problems: Problems) -> tuple[object, str]:
    """A value, or ``{value = …, source = …}``."""
    if not isinstance(entry, Mapping):
        return entry, ""
    problems.known(entry, ("value", "source"), f"{key}.")
    return entry.get("value"), str(entry.get("source", ""))


def distribution(given: object, unit: str, key: str, problems: Problems) -> Distribution | None:
    """A distribution from its table: ``{kind = "lognormal", median = "10 mg/kg", gsd = 2, source = "…"}``.

    Where it comes from is for readers and changes nothing.
    """
    kind = KINDS.get(str(given.get("kind"))) if isinstance(given, Mapping) else None
    if kind is None or not isinstance(given, Mapping):
        problems.error("distribution_unknown", key=key, known=" / ".join(KINDS))
        return None
    names = tuple(kind.__dataclass_fields__)
    problems.known(given, ("kind", "source", *names), f"{key}.")
    found: dict[str, Any] = {}
    for name, value in given.items():
        if name not in names:
            continue
        listed = value if name == "values" and isinstance(value, list) else [value]
        read = [problems.number(one, "1" if name == "gsd" else unit, f"{key}.{name}") for one in listed]
        if None in read:
            return None
        found[name] = tuple(read) if name == "values" else read[0]
    try:
        return kind(**found)
    except RiskError as wrong:
        problems.take(wrong.problem)
    except TypeError:
        problems.error("distribution_incomplete", key=key, names=", ".join(names))
    return None
