"""``jingtu limits 镉 --on 2026-11-22``: every limit of a substance in force on a day, with citation and mark."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from itertools import groupby

import click

from jingtu import substances
from jingtu.problems import Language, Problem, attention, error
from jingtu.standards import words
from jingtu.standards.limits import Kind, Limit, Limits, NoLimit, Standard, load
from jingtu.substances import Substance

HEADINGS: dict[Language, tuple[str, ...]] = {
    "zh": ("类别", "适用条件", "数值", "单位", "核对情况", "出处"),
    "en": ("kind", "applies to", "value", "unit", "checked", "cited as"),
}
FROM: dict[Language, str] = {"zh": "{start} 起", "en": "from {start}"}
FROM_TO: dict[Language, str] = {"zh": "{start} 起，{before} 起不再适用", "en": "from {start}, no longer from {before}"}
CLAUSE: dict[Language, str] = {"zh": "，适用背景值条款", "en": ", background clause applies"}


@click.command("limits")
@click.argument("substance")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day that counts. Default: today.")
@click.option("--json", "as_json", is_flag=True, help="JSON alone on standard output.")
@click.option("--lang", "language", type=click.Choice(["zh", "en"]), default="zh", help="Language of messages.")
def command(substance: str, day: datetime | None, as_json: bool, language: Language) -> None:
    """Every limit of SUBSTANCE in force on a day: 镉, Cd, cadmium or 7440-43-9."""
    on = day.date() if day else datetime.now(UTC).astimezone().date()
    named = substances.find(substance)
    known = load()
    found = _found(known, named, on)
    if as_json:
        # Bytes, for JSON is UTF-8 whatever the terminal speaks; lone surrogates of a broken argument become "?".
        text = json.dumps(_as_json(substance, named, on, found), ensure_ascii=False, indent=2)
        click.echo(text.encode("utf-8", "replace"))
    elif named and found:
        click.echo(_page(named, found, known, on, language))
    if not any(one.kind != Kind.BACKGROUND for one in found):
        click.echo(_problem(substance, named, known, (on, language)).text(language), err=True)
    raise SystemExit(0 if named else 1)


def _found(known: Limits, named: Substance | None, on: date) -> tuple[Limit, ...]:
    try:
        return known.of(named.key, on=on) if named else ()
    except NoLimit:
        return ()


def _problem(text: str, named: Substance | None, known: Limits, asked: tuple[date, Language]) -> Problem:
    """Why no limit is shown: an unknown name is an error, a known one without limits is an answer."""
    if named is None:
        near = "、".join(substances.suggest(text)) or "—"
        return error("standards.substance_not_found", text=text, near=near)
    limiting = {one.standard for one in known.all if one.substance == named.key and one.kind != Kind.BACKGROUND}
    standards = [one for one in known.standards_known if one.key in limiting]
    on, language = asked
    covered = "; ".join(f"{one.edition} [{_days(one, language)}]" for one in standards or known.standards_known)
    code = "standards.no_limit_that_day" if standards else "standards.no_limit_at_all"
    return attention(code, substance=f"{named.zh} ({named.en})", on=on, covered=covered)


def _as_json(text: str, named: Substance | None, on: date, found: Iterable[Limit]) -> dict[str, object]:
    return {
        "query": text,
        "on": on.isoformat(),
        "substance": {**asdict(named), "aliases": list(named.aliases)} if named else None,
        "suggestions": [] if named else substances.suggest(text),
        "limits": [_limit(one) for one in found],
    }


def _limit(one: Limit) -> dict[str, object]:
    """One limit with stable keys; decimals are strings, so that no digit is lost."""
    numbers = {name: getattr(one, name) for name in ("value", "lower", "upper")}
    plain = ("standard", "edition", "title", "table", "row", "group", "subject_zh", "subject_en", "substance", "kind")
    return {
        **{name: getattr(one, name) for name in plain},
        "comparator": one.comparator,
        **{name: None if number is None else str(number) for name, number in numbers.items()},
        "lower_inclusive": one.lower_inclusive,
        "upper_inclusive": one.upper_inclusive,
        "text_value": one.text_value,
        "printed": one.printed,
        "unit": one.unit,
        "conditions": {name.rstrip("_"): _plain(value) for name, value in asdict(one.conditions).items()},
        "valid_from": one.period.start.isoformat(),
        "valid_before": one.period.before.isoformat() if one.period.before else None,
        "cite_zh": one.cite,
        "cite_en": one.cite_en,
        "verification": one.verification,
        "decides": one.decides,
        "reservation": one.reservation,
        "background_clause": one.background_clause,
        "sum_of": list(one.sum_of),
        "note": one.note,
    }


def _plain(value: object) -> object:
    """A condition in JSON; null where it does not matter."""
    return value if value is None or isinstance(value, int) else str(value)


def _page(named: Substance, found: Sequence[Limit], known: Limits, on: date, language: Language) -> str:
    names = (named.zh, named.en, named.symbol, named.cas and f"CAS {named.cas}", str(on))
    lines = [" ".join(dict.fromkeys(filter(None, names)))]
    standards = {one.key: one for one in known.standards_known}
    for key, group in groupby(found, key=lambda one: one.standard):
        rows = [HEADINGS[language], *(_row(one, language) for one in group)]
        lines += ["", _heading(standards[key], language), *_aligned(rows)]
    return "\n".join(lines)


def _heading(standard: Standard, language: Language) -> str:
    title = standard.title_zh if language == "zh" else standard.title_en
    return f"{' '.join(dict.fromkeys((standard.edition, title)))} [{_days(standard, language)}]"


def _days(standard: Standard, language: Language) -> str:
    wording = FROM if standard.period.before is None else FROM_TO
    return wording[language].format(start=standard.period.start, before=standard.period.before)


def _row(one: Limit, language: Language) -> tuple[str, ...]:
    cite = (one.cite if language == "zh" else one.cite_en).removeprefix(one.edition).lstrip(" ,")
    return (
        words.word("kind", one.kind, language),
        words.conditions(one, language) + (CLAUSE[language] if one.background_clause else ""),
        words.value(one, language),
        words.word("unit", one.unit, language),
        words.word("verification", one.verification, language),
        f"{cite}（{one.note}）" if one.note and language == "zh" else cite,
    )


def _aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Columns under each other in a terminal, where a Chinese character is two wide."""
    widths = [max(_width(cell) for cell in column) for column in zip(*rows, strict=True)]
    padded = ((cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return [("  " + "  ".join(row)).rstrip() for row in padded]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
