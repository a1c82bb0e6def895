"""``jingtu plan read FILE``: what a plan document says, as a table, as JSON or as a workbook."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from jingtu.cli.plan_bind import bind_command
from jingtu.cli.saying import say
from jingtu.plans import Reading, read, workbook
from jingtu.plans.model import Role, Unit
from jingtu.plans.words import date_words, target_words, why_words
from jingtu.problems import Language, Refused

UNIT: dict[Language, str] = {"zh": "【{id}】{number} {title}", "en": "[{id}] {number} {title}"}
NO_TITLE: dict[Language, str] = {"zh": "（无标题）{text}…", "en": "(no title) {text}…"}
ROLES: dict[Language, dict[Role, str]] = {
    "zh": dict(zip(Role, ("牵头", "责任", "参与", "配合", "落实", "其他"), strict=True)),
    "en": dict(zip(Role, ("lead", "joint", "participating", "cooperating", "implementing", "other"), strict=True)),
}
DATES: dict[Language, str] = {"zh": "时限", "en": "due"}
TARGETS: dict[Language, str] = {"zh": "指标", "en": "targets"}
OPEN: dict[Language, str] = {"zh": "等", "en": ", …"}
INHERITED: dict[Language, str] = {"zh": "{name}（承 {source}）", "en": "{name} (from {source})"}
FACTS: dict[Language, str] = {
    "zh": "{title}\n文号：{number}  发文：{issuer}  日期：{date}  地区：{place}  年度：{year}",
    "en": "{title}\nnumber: {number}  issuer: {issuer}  date: {date}  place: {place}  year: {year}",
}
COUNTS: dict[Language, str] = {
    "zh": "共 {units} 个条款，{targets} 项指标；修补 {repairs} 处{kinds}；未归入条款的文字 {left} 处",
    "en": "{units} clauses, {targets} targets; {repairs} repairs{kinds}; {left} pieces of text left over",
}
SEPARATOR: dict[Language, str] = {"zh": "、", "en": ", "}
SHOWN = 24


@click.group("plan")
def command() -> None:
    """Plan documents: 行动计划, 工作方案, 实施方案."""


command.add_command(bind_command)


@command.command("read")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="JSON alone on standard output.")
@click.option("--xlsx", "out", type=click.Path(dir_okay=False, path_type=Path), help="Write a workbook.")
@click.option("--lang", "language", type=click.Choice(["zh", "en"]), default="zh", help="Language of messages.")
def read_command(file: Path, as_json: bool, out: Path | None, language: Language) -> None:
    """Clauses of the plan FILE (txt, docx, pdf with text) with bodies, dates, targets and repairs."""
    if out is not None and not out.resolve().parent.is_dir():
        raise click.BadParameter(f"{out.parent} is no folder.", param_hint="--xlsx")
    try:
        reading = read(file)
    except Refused as refused:
        say(refused.problems, language)
        raise SystemExit(1) from refused
    if out is not None:
        _write(reading, out, language)
    if as_json:
        click.echo(json.dumps(reading.to_json(), ensure_ascii=False, indent=2))
    elif out is None:
        click.echo("\n".join(_page(reading, language)))
    say(reading.problems, language)


def _write(reading: Reading, out: Path, language: Language) -> None:
    try:
        workbook.write(reading, out, language=language)
    except OSError as reason:
        raise click.BadParameter(f"{out} cannot be written: {reason}.", param_hint="--xlsx") from reason


def _page(reading: Reading, language: Language) -> Iterator[str]:
    facts = {"number": reading.doc_number, "issuer": reading.issuer, "date": reading.date, "place": reading.place}
    shown = {name: value or "—" for name, value in facts.items()}
    yield FACTS[language].format(title=reading.title or "—", year=reading.year or "—", **shown)
    path: tuple[str, ...] = ()
    for unit in reading.units:
        if unit.path != path:
            path = unit.path
            yield "\n" + " / ".join(path)
        yield from _unit(unit, language)
    yield "\n" + _counts(reading, language)


def _unit(unit: Unit, language: Language) -> Iterator[str]:
    title = unit.title or NO_TITLE[language].format(text=unit.text[:SHOWN])
    number = f"{unit.number or '—'}{unit.part or ''}"
    yield "  " + UNIT[language].format(id=unit.id, number=number, title=title)
    for role in Role:
        names = _names(unit, role, language)
        if names:
            yield (
                f"      {ROLES[language][role]}：{names}"
                if language == "zh"
                else f"      {ROLES[language][role]}: {names}"
            )
    for label, words in ((DATES, date_words(unit, language)), (TARGETS, target_words(unit, language))):
        if words:
            yield f"      {label[language]}：{words}" if language == "zh" else f"      {label[language]}: {words}"


def _names(unit: Unit, role: Role, language: Language) -> str:
    names = [
        INHERITED[language].format(name=body.name, source=body.inherited_from) if body.inherited_from else body.name
        for body in unit.bodies
        if body.role is role
    ]
    return SEPARATOR[language].join(names) + (OPEN[language] if role in unit.open_roles else "")


def _counts(reading: Reading, language: Language) -> str:
    kinds = SEPARATOR[language].join(f"{words} {count}" for words, count in why_words(reading, language))
    return COUNTS[language].format(
        units=len(reading.units),
        targets=sum(len(unit.targets) for unit in reading.units),
        repairs=len(reading.repairs),
        kinds=f"（{kinds}）" if kinds and language == "zh" else f" ({kinds})" if kinds else "",
        left=len(reading.left_over),
    )
