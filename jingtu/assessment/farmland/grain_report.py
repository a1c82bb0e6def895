"""Grain lots on a day as people read them: way, results with their limits, and the steps that are owed, by whom."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from jingtu.assessment.farmland.classes import METALS
from jingtu.assessment.farmland.grain_list import Lots
from jingtu.assessment.farmland.grain_lots import Flow, Lot, LotFlow, flow
from jingtu.assessment.farmland.words import words
from jingtu.assessment.words import words as assessment_words
from jingtu.problems import Language, Problem, Where, attention
from jingtu.substances import SUBSTANCES

STEPS = Path(__file__).with_name("grain_steps.csv")
ABOVE = (Flow.SEGREGATED, Flow.CLOSED, Flow.BREACH)
SHOWN = 5


@dataclass(frozen=True, slots=True)
class OwedStep:
    """One step of a lot above the limit: what has to happen, by whom, from where that is known, and how well."""

    step: str
    must_zh: str
    must_en: str
    who_zh: str
    who_en: str
    source_zh: str
    source_en: str
    mark: str


@dataclass(frozen=True, slots=True)
class Answer:
    lot: Lot
    found: LotFlow
    metals: tuple[Mapping[str, Any], ...]

    @property
    def above(self) -> tuple[str, ...]:
        return tuple(metal for metal, class_ in (self.lot.classes or {}).items() if class_ and class_ > 1)

    @property
    def not_measured(self) -> tuple[str, ...]:
        """Metals nobody measured: the way of the lot says nothing of them."""
        return tuple(metal for metal in METALS if metal not in (self.lot.classes or {}))

    @property
    def reservation(self) -> bool:
        return any(row["reservation"] for row in self.metals if row["class_"] is not None)


@cache
def owed_steps() -> tuple[OwedStep, ...]:
    """The steps of a lot above the limit, in order."""
    with STEPS.open(encoding="utf-8", newline="") as lines:
        return tuple(OwedStep(**row) for row in csv.DictReader(lines))


def answers(lots: Lots, *, on: date) -> tuple[Answer, ...]:
    """Every lot on a day."""
    by_lot = {key[0]: tuple(of.to_dicts()) for key, of in lots.metals.group_by("lot", maintain_order=True)}
    return tuple(Answer(lot, flow(lot, on=on), by_lot.get(lot.id, ())) for lot in lots.rows)


def remarks(found: Sequence[Answer], *, file: str) -> tuple[Problem, ...]:
    """Lots above the limit, lots that went to market, lots that are undecided."""
    said = []
    for name, flows in (
        ("lots_breach", (Flow.BREACH,)),
        ("lots_above", (Flow.SEGREGATED,)),
        ("lots_open", (Flow.UNDECIDED,)),
    ):
        ids = [one.lot.id for one in found if one.found.flow in flows]
        if ids:
            names = "、".join(ids[:SHOWN]) + (" …" if len(ids) > SHOWN else "")
            said.append(attention(f"farmland.{name}", Where(file), count=len(ids), names=names))
    return tuple(said)


def done(one: Answer, on: date) -> Mapping[str, bool]:
    """Step -> whether the record says that it was done by a day."""
    lot, closed = one.lot, one.found.flow is Flow.CLOSED
    return {
        "free_sale_stopped": _by(lot.free_sale_stopped_on, on) and one.found.flow is not Flow.BREACH,
        "bought": _by(lot.bought_on, on) and bool(lot.named_firm) and lot.weight_in is not None,
        "stored": _by(lot.stored_on, on) and bool(lot.bin),
        "sold": closed and not {"product_test", "use_on_package"} & set(one.found.lacking),
        "closed": closed,
    }


def _by(day: date | None, on: date) -> bool:
    return day is not None and day <= on


# ---------------------------------------------------------------- tables and JSON


def tables(found: Sequence[Answer], on: date, language: Language) -> Mapping[str, pl.DataFrame]:
    """Name of the sheet -> table under the heads of its columns."""
    names, heads = words("grain_sheet", language), words("grain_column", language)
    lots = (
        "lot",
        "unit_code",
        "crop",
        "sampled_on",
        "tested_on",
        "flow",
        "above",
        "not_measured",
        "next_step",
        "lacking",
    )
    results = ("lot", "metal", "text", "unit", "limit", "limit_unit", "verdict", "why", "edition", "cite", "mark")
    made = {
        "lots": _frame([_lot(one, language) for one in found], (*lots, "weight_in", "left", "reservation")),
        "results": _frame([row for one in found for row in _results(one, language)], results),
        "steps": _frame(
            [row for one in found for row in _steps(one, on, language)],
            ("lot", "step", "must", "who", "state", "source", "source_mark"),
        ),
    }
    return {names[name]: table.rename({key: heads[key] for key in table.columns}) for name, table in made.items()}


def _frame(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> pl.DataFrame:
    kinds: Mapping[str, Any] = {"sampled_on": pl.Date, "tested_on": pl.Date} | dict.fromkeys(
        ("weight_in", "left", "limit"), pl.Float64
    )
    schema = {name: kinds.get(name, pl.String) for name in columns}
    return pl.DataFrame([[row.get(name) for name in columns] for row in rows], schema=schema, orient="row")


def _lot(one: Answer, language: Language) -> dict[str, object]:
    flows, steps, lacking = (words(group, language) for group in ("grain_flow", "grain_step", "grain_lacking"))
    lot, found = one.lot, one.found
    return {
        "lot": lot.id,
        "unit_code": lot.unit_code or None,
        "crop": lot.crop or None,
        "sampled_on": lot.sampled_on,
        "tested_on": lot.tested_on,
        "flow": flows[found.flow],
        "above": "、".join(_metal(metal, language) for metal in one.above) or None,
        "not_measured": "、".join(_metal(metal, language) for metal in one.not_measured) or None,
        "next_step": steps[found.next_step] if found.next_step else None,
        "lacking": "、".join(lacking[name] for name in found.lacking) or None,
        "weight_in": None if lot.weight_in is None else float(lot.weight_in),
        "left": None if found.left is None else float(found.left),
        "reservation": words("value", language)["True"] if one.reservation else None,
    }


def _results(one: Answer, language: Language) -> Iterator[dict[str, object]]:
    classes, marks = words("crop_class", language), assessment_words("mark", language)
    reasons, facts = assessment_words("reason", language), assessment_words("fact", language)
    for row in one.metals:
        missing = "、".join(facts.get(fact, fact) for fact in row["missing"] or ())
        why = reasons.get(row["reason"] or "", "") + (f"：{missing}" if missing else "")
        yield {
            **row,
            "metal": _metal(row["metal"], language),
            "cite": row["cite"] if language == "zh" else row["cite_en"],
            "verdict": classes["unknown" if row["class_"] is None else str(row["class_"])],
            "mark": marks.get(row["mark"] or ""),
            "why": why if row["class_"] is None else None,
        }


def _steps(one: Answer, on: date, language: Language) -> Iterator[dict[str, object]]:
    """The steps of a lot above the limit; none for any other."""
    if one.found.flow not in ABOVE:
        return
    named, states, marks = (words(group, language) for group in ("grain_must", "grain_state", "mark"))
    finished, zh = done(one, on), language == "zh"
    for step in owed_steps():
        yield {
            "lot": one.lot.id,
            "step": named[step.step],
            "must": step.must_zh if zh else step.must_en,
            "who": step.who_zh if zh else step.who_en,
            "state": states["done" if finished[step.step] else "open"],
            "source": step.source_zh if zh else step.source_en,
            "source_mark": marks[step.mark],
        }


def _metal(metal: str, language: Language) -> str:
    return SUBSTANCES[metal].zh if language == "zh" else SUBSTANCES[metal].en


def about(file: str, sha256: str, on: date, language: Language) -> pl.DataFrame:
    """File, day, rules in words."""
    say = words("about", language)
    lines = [(say["file"], file), (say["sha256"], sha256), (say["on"], str(on))]
    lines += [(say["rules"], line) for line in words("grain_about", language)["rule_text"].split("\n")]
    return pl.DataFrame(lines, schema={say["item"]: pl.String, say["content"]: pl.String}, orient="row")


def documents(found: Sequence[Answer], on: date) -> list[dict[str, object]]:
    """The lots for JSON, keys as in docs/cli.md."""
    shown = ("metal", "text", "unit", "limit", "limit_unit", "class_", "reason", "missing", "cite", "edition", "mark")
    return [
        {
            "lot": one.lot.id,
            "unit_code": one.lot.unit_code or None,
            "crop": one.lot.crop or None,
            "flow": one.found.flow,
            "above": list(one.above),
            "not_measured": list(one.not_measured),
            "next_step": one.found.next_step,
            "lacking": list(one.found.lacking),
            "weight_in": None if one.lot.weight_in is None else str(one.lot.weight_in),
            "left": None if one.found.left is None else str(one.found.left),
            "reservation": one.reservation,
            "metals": [{name.removesuffix("_"): row[name] for name in shown} for row in one.metals],
            "steps": [
                {"step": step.step, "done": done(one, on)[step.step], "who": step.who_zh, "mark": step.mark}
                for step in (owed_steps() if one.found.flow in ABOVE else ())
            ],
            "duty_facts": dict(one.found.duty_facts),
        }
        for one in found
    ]


def counts(found: Sequence[Answer]) -> Mapping[Flow, int]:
    """How many lots go which way."""
    return Counter(one.found.flow for one in found)
