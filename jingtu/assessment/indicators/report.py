"""A computed indicator in words: what is printed, written to a workbook, or handed on as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from jingtu.assessment.indicators.compute import Computed
from jingtu.assessment.indicators.model import Counted
from jingtu.assessment.indicators.value import Comparator, Missing, Number, Value, meets, shortfall
from jingtu.assessment.indicators.words import fact, words
from jingtu.problems import Language

NAMED = 8
"""Rows named in a sentence; all of them stand in the JSON and the workbook."""


@dataclass(frozen=True, slots=True)
class Target:
    """A target as a plan sets it: the threshold in the unit of the indicator."""

    comparator: Comparator
    threshold: Number


def amount(number: int | Fraction, counted: Counted) -> str:
    """A sum in its own unit, exact where it ends within 12 decimals: ``9200`` mu, ``12.345`` t."""
    exact = Fraction(number) / counted.quanta
    scaled = exact * 10**12
    if scaled.denominator != 1:
        return f"{exact.numerator}/{exact.denominator}"
    digits = f"{abs(scaled.numerator):013d}"
    text = f"{digits[:-12]}.{digits[-12:]}".rstrip("0").rstrip(".")
    return f"-{text}" if exact < 0 else text


def as_json(computed: Computed, targets: Sequence[Target] = ()) -> dict[str, object]:
    """Stable keys, documented in ``docs/indicators.md``; sums are texts, so that no digit is lost."""
    one, variant, source = computed.indicator, computed.variant, computed.variant.source
    period = source.period
    return {
        "id": one.id,
        "zh": one.zh,
        "en": one.en,
        "unit": one.unit,
        "better": one.better,
        "period": one.period,
        "rolls_up": one.rolls_up,
        "variant": variant.key,
        "formula_zh": variant.formula_zh,
        "formula_en": variant.formula_en,
        "counted_in": variant.measure.counted,
        "source_zh": source.zh,
        "source_en": source.en,
        "valid_from": period.start.isoformat() if period else None,
        "valid_before": period.before.isoformat() if period and period.before else None,
        "in_force": in_force(computed),
        "verified": source.verified,
        "parts": [_part(key, value, variant.measure.counted, targets) for key, value in computed.parts.items()],
        "rows": dict(sorted(computed.rows["role"].value_counts().iter_rows())),
    }


def in_force(computed: Computed) -> bool | None:
    """Whether the source is in force on the last day that counts; None where its days are not known."""
    period = computed.variant.source.period
    return None if period is None else computed.asked.last_day in period


def _part(key: str, value: Value, counted: Counted, targets: Sequence[Target]) -> dict[str, object]:
    return {
        "part": key or None,
        "decided": value.decided,
        "value": value.shown(4) or None,
        "numerator": amount(value.numerator, counted),
        "denominator": amount(value.denominator, Counted.ITEMS if value.unit.is_amount else counted),
        "missing": [{"table": one.table, "fact": one.fact, "rows": list(one.rows)} for one in value.missing],
        "targets": [_target(value, target, counted) for target in targets],
    }


def _target(value: Value, target: Target, counted: Counted) -> dict[str, object]:
    short = shortfall(value, target.comparator, target.threshold)
    return {
        "comparator": target.comparator,
        "threshold": str(target.threshold),
        "answer": meets(value, target.comparator, target.threshold),
        "shortfall": None if short is None else amount(short, counted),
    }


def lines(computed: Computed, targets: Sequence[Target], language: Language) -> Iterator[str]:
    """What a person reads: name, value with its sums, mark, targets, and what is missing."""
    variant, zh = computed.variant, language == "zh"
    mark = words("verified", language)[variant.source.verified]
    yield f"{computed.indicator.zh if zh else computed.indicator.en}  [{computed.indicator.id}]  {mark}"
    said = words("say", language)["expired" if in_force(computed) is False else "source"]
    yield f"    {said.format(source=variant.source.zh if zh else variant.source.en)}"
    for key, value in computed.parts.items():
        yield f"    {f'{key}: ' if key else ''}{in_words(value, variant.measure.counted, language)}"
        yield from (f"      {_target_words(value, target, variant.measure.counted, language)}" for target in targets)
        yield from (f"      {missing_words(one, language)}" for one in value.missing)


def in_words(value: Value, counted: Counted, language: Language) -> str:
    """``91.09 % (9200 / 10100 mu)``, or why there is no number."""
    if value.missing:
        return words("answer", language)["UNDECIDED"]
    if not value.decided:
        return words("nothing", language)["counted"]
    unit, sums = words("unit", language)[value.unit], words("counted", language)[counted]
    if value.unit.is_amount:
        return f"{value.shown()} {unit}"
    return f"{value.shown()} {unit} ({amount(value.numerator, counted)} / {amount(value.denominator, counted)} {sums})"


def missing_words(one: Missing, language: Language) -> str:
    """``missing: crops up to standard, 2 rows: U1, U2``."""
    text = fact(one.table, one.fact, language)
    rows = "、".join(one.rows[:NAMED]) if language == "zh" else ", ".join(one.rows[:NAMED])
    rest = " …" if len(one.rows) > NAMED else ""
    label = words("say", language)["missing"].format(fact=text)
    return f"{label}{words('say', language)['rows'].format(count=len(one.rows), rows=rows + rest)}" if rows else label


def _target_words(value: Value, target: Target, counted: Counted, language: Language) -> str:
    answer = meets(value, target.comparator, target.threshold)
    short = shortfall(value, target.comparator, target.threshold)
    say = words("say", language)
    text = say["target"].format(
        sign=target.comparator.value, limit=target.threshold, answer=words("answer", language)[answer]
    )
    if not short:
        return text
    return text + say["short"].format(amount=amount(short, counted), unit=words("counted", language)[counted])
