"""Proposals as JSON and as a workbook. The JSON keys are documented in ``docs/bindings.md`` and only added to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import xlsxwriter

from jingtu.codes.divisions import division
from jingtu.duties import law
from jingtu.duties.binding import Bound, Kind, Proposal
from jingtu.duties.binding_rules import Relation, indicator_names
from jingtu.plans.model import Reading, Target
from jingtu.plans.words import deadline_in_words, target_in_words
from jingtu.problems import Language

RELATIONS: Mapping[Language, Mapping[Relation | None, str]] = {
    "zh": {Relation.SAYS: "条文写明", Relation.IMPLIES: "条文引出", None: ""},
    "en": {Relation.SAYS: "said", Relation.IMPLIES: "implied", None: ""},
}
ONLY_OF: Mapping[Language, str] = {"zh": "只见于{}的文件", "en": "only papers of {} carry it"}
SHEETS: Mapping[Language, tuple[str, ...]] = {
    "zh": ("职责", "指标", "里程碑", "无指标的目标值"),
    "en": ("duties", "indicators", "milestones", "targets without indicator"),
}
HEADS: Mapping[Language, tuple[str, ...]] = {
    "zh": (
        "条款|编号|标题|职责|名称|把握|依据方式|依据文字",
        "条款|编号|标题|指标|名称|把握|目标值|依据文字",
        "条款|编号|标题|里程碑|时限|把握|相关职责|依据文字",
        "条款|编号|标题|目标值|原文",
    ),
    "en": (
        "unit|number|title|duty|name|score|how|words",
        "unit|number|title|indicator|name|score|targets|words",
        "unit|number|title|milestone|due|score|duties|words",
        "unit|number|title|target|phrase",
    ),
}
WIDTHS = (8, 8, 28, 18, 44, 8, 30, 50)
BETWEEN: Mapping[Language, str] = {"zh": "；", "en": "; "}
Row = Sequence[str | float]


def name(proposal: Proposal, language: Language) -> str:
    """A duty or indicator by its name, a milestone by its date or event."""
    if proposal.deadline is not None:
        return deadline_in_words(proposal.deadline, language)
    if proposal.kind is Kind.DUTY:
        return law.text(proposal.id).name(language)
    return indicator_names()[proposal.id][language == "en"]


def words(proposal: Proposal, language: Language) -> str:
    """The words that led to a proposal, in one line."""
    return BETWEEN[language].join(word.text for word in proposal.words)


def targets(found: Iterable[Target], language: Language) -> str:
    return BETWEEN[language].join(target_in_words(target, language) for target in found)


def to_json(reading: Reading, bounds: Iterable[Bound]) -> dict[str, Any]:
    """Plain values under stable keys, ready for a JSON writer."""
    return {
        "title": reading.title,
        "doc_number": reading.doc_number,
        "place": reading.place,
        "year": reading.year,
        "units": [
            {
                "id": bound.unit.id,
                "number": bound.unit.number,
                "part": bound.unit.part,
                "title": bound.unit.title,
                "proposals": [_proposal(one) for one in bound.proposals],
                "unmeasured": [asdict(target) for target in bound.unmeasured],
            }
            for bound in bounds
        ],
    }


def _proposal(one: Proposal) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "id": one.id,
        "name_zh": name(one, "zh"),
        "name_en": name(one, "en"),
        "score": one.score,
        "relation": one.relation and one.relation.value,
        "places": law.local_places(one.id),
        "words": [asdict(word) for word in one.words],
        "targets": [asdict(target) for target in one.targets],
        "deadline": one.deadline and asdict(one.deadline),
        "duties": one.duties,
    }


def write(bounds: Sequence[Bound], out: Path, *, language: Language = "zh") -> None:
    """Write the workbook. Texts are written as texts: what looks like a formula stays one.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    content = (*(_rows(bounds, kind, language) for kind in Kind), _unmeasured(bounds, language))
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    try:
        with xlsxwriter.Workbook(str(out), options) as book:
            looks = (
                book.add_format({"bold": True, "bg_color": "#D9E8DC", "border": 1}),
                book.add_format({"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF"}),
            )
            for sheet, heads, rows in zip(SHEETS[language], HEADS[language], content, strict=True):
                _sheet(book.add_worksheet(sheet), (heads.split("|"), *rows), looks)
    except xlsxwriter.exceptions.FileCreateError as reason:
        raise OSError(str(reason)) from reason


def _sheet(sheet: xlsxwriter.worksheet.Worksheet, rows: Sequence[Row], looks: tuple[object, object]) -> None:
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    for line, row in enumerate(rows):
        sheet.write_row(line, 0, row, looks[line > 0])
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(rows) - 1, len(rows[0]) - 1)


def _rows(bounds: Iterable[Bound], kind: Kind, language: Language) -> Iterator[Row]:
    for bound in bounds:
        for one in bound.proposals:
            if one.kind is kind:
                yield (
                    *_unit(bound),
                    one.id,
                    name(one, language),
                    one.score,
                    _more(one, language),
                    words(one, language),
                )


def _more(one: Proposal, language: Language) -> str:
    if one.kind is Kind.INDICATOR:
        return targets(one.targets, language)
    return relation(one, language) if one.kind is Kind.DUTY else " ".join(one.duties)


def relation(one: Proposal, language: Language) -> str:
    """How the clause calls for a duty, and whose papers alone carry it: other places do not owe it."""
    said = RELATIONS[language][one.relation]
    places = law.local_places(one.id)
    if not places:
        return said
    named = [known.name if language == "zh" and (known := division(code)) else code for code in places]
    whose = ONLY_OF[language].format("、".join(named) if language == "zh" else ", ".join(named))
    return BETWEEN[language].join((said, whose))


def _unmeasured(bounds: Iterable[Bound], language: Language) -> Iterator[Row]:
    for bound in bounds:
        for target in bound.unmeasured:
            yield (*_unit(bound), target_in_words(target, language), target.phrase)


def _unit(bound: Bound) -> tuple[str, str, str]:
    unit = bound.unit
    return unit.id, f"{unit.number or ''}{unit.part or ''}", unit.title or ""
