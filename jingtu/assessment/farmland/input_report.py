"""Products of a table, each against the standards of its kind on the day it was made, as people read it.

Limits that were not verified never decide: what they would say is a *reminder*, beside the verdict.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import polars as pl

from jingtu.assessment.farmland.input_list import Product
from jingtu.assessment.farmland.inputs import (
    Force,
    InputLimit,
    ItemJudged,
    Judged,
    Kind,
    ProductJudged,
    judged,
    standards,
)
from jingtu.assessment.farmland.words import words
from jingtu.assessment.indicators.forms import choices
from jingtu.assessment.words import words as assessment_words
from jingtu.intake import values
from jingtu.problems import Language, Problem, Where, attention

SHOWN = 5
UNREAD = "unread"
NAMES = ("product", "batch", "maker", "kind", "made_on")
PLACE = ("sheet", "row")


class Why(StrEnum):
    """Why a product has no verdict."""

    KIND_MISSING = "kind_missing"
    MANURE = "manure"
    NO_STANDARD = "no_standard"
    ITEMS_OPEN = "items_open"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Answer:
    """A product against one standard (None: against none, and why). ``verdict`` rests on verified limits alone;
    ``reminders`` are the items that others say do not comply."""

    product: Product
    kind: Kind | None
    held: ProductJudged | None
    why: Why | None

    @property
    def verdict(self) -> Judged:
        return Judged.NOT_JUDGED if self.held is None or self.why else self.held.judged

    @property
    def failed(self) -> tuple[ItemJudged, ...]:
        return self._failing(decides=True)

    @property
    def reminders(self) -> tuple[ItemJudged, ...]:
        return self._failing(decides=False)

    @property
    def reservation(self) -> bool:
        return self.verdict is not Judged.NOT_JUDGED and self.held is not None and self.held.force is Force.RESERVED

    def _failing(self, *, decides: bool) -> tuple[ItemJudged, ...]:
        items = self.held.items if self.held else ()
        return tuple(one for one in items if one.judged is Judged.FAIL and one.limit.mark.decides is decides)


def answers(products: Sequence[Product], *, on: date, kind: Kind | None = None) -> tuple[Answer, ...]:
    """Every product against every standard that applies; ``on``: for products without a day, ``kind``: without one."""
    return tuple(answer for product in products for answer in _answers(product, on, kind))


def _answers(product: Product, on: date, usual: Kind | None) -> Iterator[Answer]:
    kind = product.kind or usual
    found = judged(kind, product.contents, made_on=product.made_on or on) if kind else ()
    if not found:
        missing = Why.KIND_MISSING if kind is None else Why.MANURE if kind is Kind.MANURE else Why.NO_STANDARD
        yield Answer(product, kind, None, missing)
    for one in found:
        why = Why.ITEMS_OPEN if one.judged is Judged.NOT_JUDGED else None
        yield Answer(product, kind, one, Why.UNVERIFIED if not why and one.force is Force.INTERNAL else why)


def remarks(found: Sequence[Answer], *, file: str, on: date) -> tuple[Problem, ...]:
    """What keeps products from a verdict, each kind once."""
    where = Where(file)
    groups = {
        "product_kind_missing": [one for one in found if one.why is Why.KIND_MISSING],
        "product_day_missing": [one for one in found if one.kind and one.product.made_on is None],
        "manure_without_limits": [one for one in found if one.why is Why.MANURE],
        "input_standard_none": [one for one in found if one.why is Why.NO_STANDARD],
        "reminder_only": [one for one in found if one.reminders or one.why is Why.UNVERIFIED],
    }
    said = []
    for name, several in groups.items():
        rows = {(one.product.sheet, one.product.row): one.product.name for one in several}
        if rows:
            names = list(dict.fromkeys(rows.values()))
            shown = "、".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "")
            count = len(several) if name == "reminder_only" else len(rows)
            said.append(attention(f"farmland.{name}", where, count=count, names=shown, on=on))
    return tuple(said)


# ---------------------------------------------------------------- tables and JSON


def tables(found: Sequence[Answer], language: Language) -> Mapping[str, pl.DataFrame]:
    """Name of the sheet -> table under the heads of its columns."""
    names, heads = words("product_sheet", language), words("product_column", language)
    shown = ("standard", "verdict", "reservation", "failed", "open", "reminders", "why")
    detail = ("item", "text", "limit", "unit", "verdict", "reminder", "mark", "why")
    made = {
        "products": _frame([_shown(one, language) for one in found], (*NAMES, *shown, *PLACE)),
        "items": _frame(
            [row for one in found for row in _items(one, language)], ("product", "batch", "standard", *detail)
        ),
    }
    return {names[name]: table.rename({key: heads[key] for key in table.columns}) for name, table in made.items()}


def _frame(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> pl.DataFrame:
    schema = {name: pl.Date if name == "made_on" else pl.Int64 if name == "row" else pl.String for name in columns}
    return pl.DataFrame([[row.get(name) for name in columns] for row in rows], schema=schema, orient="row")


def _shown(one: Answer, language: Language) -> dict[str, object]:
    verdicts, why, yes = words("product_verdict", language), words("product_why", language), words("value", language)
    kinds = {choice.key: choice.zh if language == "zh" else choice.en for choice in choices("input_product")}
    held = one.held
    return {
        **_named(one.product),
        "kind": kinds[one.kind] if one.kind else None,
        "standard": held.standard if held else None,
        "verdict": verdicts[one.verdict],
        "reservation": yes["True"] if one.reservation else None,
        "failed": _list([item.limit for item in one.failed], language),
        "open": _list([item.limit for item in held.items if item.limit.item in held.open] if held else [], language),
        "reminders": _list([item.limit for item in one.reminders], language),
        "why": why[one.why] if one.why else None,
    }


def _items(one: Answer, language: Language) -> Iterator[dict[str, object]]:
    """The items of a product: every basic one, and the others where they were measured."""
    verdicts, why, marks = (
        words("product_verdict", language),
        words("item_why", language),
        assessment_words("mark", language),
    )
    for item in one.held.items if one.held else ():
        if not (item.limit.basic or item.content):
            continue
        decides = item.limit.mark.decides
        yield {
            **_named(one.product),
            "standard": item.limit.standard,
            "item": item.limit.zh if language == "zh" else item.limit.en,
            "text": one.product.texts.get(item.limit.item),
            "limit": limit_text(item.limit),
            "unit": None if item.limit.unit == "none" else item.limit.unit,
            "verdict": verdicts[item.judged if decides else Judged.NOT_JUDGED],
            "reminder": None if decides or item.open else verdicts[item.judged],
            "mark": marks[item.limit.mark],
            "why": why[_open(one, item)] if item.open else None,
        }


def _open(one: Answer, item: ItemJudged) -> str:
    """Why an item is open; what was delivered and could not be read is told from what nobody measured."""
    unread = item.content is None and values.parse(one.product.texts.get(item.limit.item, "")).state != "not_analysed"
    return UNREAD if unread else str(item.open)


def _named(product: Product) -> dict[str, object]:
    return {
        "product": product.name,
        "batch": product.batch or None,
        "maker": product.maker or None,
        "made_on": product.made_on,
        "sheet": product.sheet,
        "row": product.row,
    }


def _list(found: Sequence[InputLimit], language: Language) -> str | None:
    return "、".join(one.zh if language == "zh" else one.en for one in found) or None


def limit_text(limit: InputLimit) -> str:
    """
    >>> [limit_text(one) for one in limits() if one.item in ("ph", "cadmium")][:2]
    ['≤3', '5.5–8.5']
    """
    if limit.least is not None and limit.most is not None:
        return f"{limit.least}–{limit.most}"
    least, most = ("≥", "≤") if limit.inclusive else (">", "<")
    return f"{least}{limit.least}" if limit.least is not None else f"{most}{limit.most}"


def about(file: str, sha256: str, on: date, language: Language) -> pl.DataFrame:
    """File, day, standards with their days and sources, what is not held, the rules in words."""
    say, common = words("product_about", language), words("about", language)
    lines = [(common["file"], file), (common["sha256"], sha256), (say["day"], str(on))]
    for one in standards().values():
        title = one.zh if language == "zh" else one.en
        end = one.period.before
        days = say["days_until" if end else "days"].format(start=one.period.start, end=end)
        lines.append((say["standard"], f"{one.key} {title}（{days}；{say['from_memory']}）"))
    lines.append((say["not_held"], say["manure"]))
    lines += [(say["rules"], line) for line in say["rule_text"].split("\n")]
    return pl.DataFrame(lines, schema={common["item"]: pl.String, common["content"]: pl.String}, orient="row")


def documents(found: Sequence[Answer]) -> list[dict[str, object]]:
    """The answers for JSON, keys as in docs/cli.md."""
    return [
        {
            **_named(one.product),
            "kind": one.kind,
            "standard": one.held.standard if one.held else None,
            "verdict": one.verdict,
            "why": one.why,
            "reservation": one.reservation,
            "failed": [item.limit.item for item in one.failed],
            "reminders": [item.limit.item for item in one.reminders],
            "open": list(one.held.open) if one.held else [],
            "items": [
                _item(one, item) for item in (one.held.items if one.held else ()) if item.limit.basic or item.content
            ],
        }
        for one in found
    ]


def _item(one: Answer, item: ItemJudged) -> dict[str, object]:
    limit, content = item.limit, item.content
    return {
        "item": limit.item,
        "text": one.product.texts.get(limit.item),
        "value": None if content is None or content.value is None else str(content.value),
        "operator": content.operator if content else None,
        "least": None if limit.least is None else str(limit.least),
        "most": None if limit.most is None else str(limit.most),
        "inclusive": limit.inclusive,
        "unit": limit.unit,
        "verdict": item.judged if limit.mark.decides else Judged.NOT_JUDGED,
        "reminder": None if limit.mark.decides or item.open else item.judged,
        "mark": limit.mark,
        "open_because": _open(one, item) if item.open else None,
    }


def counts(found: Sequence[Answer]) -> Mapping[tuple[str, Judged], int]:
    """How many products have which verdict by which standard; by none under an empty name."""
    return Counter((one.held.standard if one.held else "", one.verdict) for one in found)
