"""``jingtu plan bind FILE``: what each clause of a plan calls for, with the words that led there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from jingtu.cli.saying import say
from jingtu.duties import binding_report
from jingtu.duties.binding import Bound, Kind, Proposal, bind
from jingtu.duties.binding_report import BETWEEN, name, relation, targets, words
from jingtu.plans import read
from jingtu.problems import Language, Refused

KINDS: Mapping[Language, Mapping[Kind, str]] = {
    "zh": dict(zip(Kind, ("职责", "指标", "里程碑"), strict=True)),
    "en": dict(zip(Kind, ("duty", "indicator", "milestone"), strict=True)),
}
UNIT: Mapping[Language, str] = {"zh": "【{id}】{number} {title}", "en": "[{id}] {number} {title}"}
LINE: Mapping[Language, str] = {
    "zh": "    {kind} {id} {score:.2f} {name}{more}“{words}”",
    "en": "    {kind} {id} {score:.2f} {name}{more} “{words}”",
}
MORE: Mapping[Language, str] = {"zh": "（{}）", "en": " ({})"}
UNMEASURED: Mapping[Language, str] = {"zh": "    尚无指标的目标值：{}", "en": "    targets without an indicator: {}"}
NOTHING: Mapping[Language, str] = {"zh": "    没有可提出的建议", "en": "    nothing to propose"}
COUNTS: Mapping[Language, str] = {
    "zh": "共 {units} 个条款，建议职责 {duties} 项、指标 {indicators} 项、里程碑 {milestones} 项；请逐条确认",
    "en": "{units} clauses: {duties} duties, {indicators} indicators, {milestones} milestones proposed; confirm each",
}


@click.command("bind")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="JSON alone on standard output.")
@click.option("--xlsx", "out", type=click.Path(dir_okay=False, path_type=Path), help="Write a workbook.")
@click.option("--lang", "language", type=click.Choice(["zh", "en"]), default="zh", help="Language of messages.")
def bind_command(file: Path, as_json: bool, out: Path | None, language: Language) -> None:
    """Duties, indicators and milestones that each clause of the plan FILE calls for, to be confirmed by a person."""
    if out is not None and not out.resolve().parent.is_dir():
        raise click.BadParameter(f"{out.parent} is no folder.", param_hint="--xlsx")
    try:
        reading = read(file)
    except Refused as refused:
        say(refused.problems, language)
        raise SystemExit(1) from refused
    bounds = bind(reading)
    if out is not None:
        _write(bounds, out, language)
    if as_json:
        click.echo(json.dumps(binding_report.to_json(reading, bounds), ensure_ascii=False, indent=2))
    elif out is None:
        click.echo("\n".join(_page(bounds, language)))
    say(reading.problems, language)


def _write(bounds: Sequence[Bound], out: Path, language: Language) -> None:
    try:
        binding_report.write(bounds, out, language=language)
    except OSError as reason:
        raise click.BadParameter(f"{out} cannot be written: {reason}.", param_hint="--xlsx") from reason


def _page(bounds: Sequence[Bound], language: Language) -> Iterator[str]:
    for bound in bounds:
        unit = bound.unit
        number = f"{unit.number or '—'}{unit.part or ''}"
        yield UNIT[language].format(id=unit.id, number=number, title=unit.title or "")
        yield from (_line(one, language) for one in bound.proposals)
        if bound.unmeasured:
            yield UNMEASURED[language].format(targets(bound.unmeasured, language))
        elif not bound.proposals:
            yield NOTHING[language]
    found = [one.kind for bound in bounds for one in bound.proposals]
    yield "\n" + COUNTS[language].format(
        units=len(bounds),
        duties=found.count(Kind.DUTY),
        indicators=found.count(Kind.INDICATOR),
        milestones=found.count(Kind.MILESTONE),
    )


def _line(one: Proposal, language: Language) -> str:
    more = relation(one, language) if one.kind is Kind.DUTY else " ".join(one.duties)
    said = [text for text in (more, targets(one.targets, language)) if text]
    return LINE[language].format(
        kind=KINDS[language][one.kind],
        id=one.id,
        score=one.score,
        name=name(one, language),
        more=MORE[language].format(BETWEEN[language].join(said)) if said else "",
        words=words(one, language),
    )
