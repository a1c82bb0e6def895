"""``jingtu evaluate FILE --target …``: effect evaluation of remediation and risk control (HJ 25.5, HJ 25.6)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import click

from jingtu import units
from jingtu.assessment.effect_evaluation import report
from jingtu.assessment.effect_evaluation.reckon import Asked, Stage, Target, evaluated
from jingtu.assessment.effect_evaluation.risk_control import LimitOfRemediation
from jingtu.assessment.effect_evaluation.soil import Choices, NonDetects
from jingtu.assessment.effect_evaluation.verdict import together
from jingtu.assessment.effect_evaluation.words import words
from jingtu.assessment.report import problem_table
from jingtu.cli.lab_file import GROUPS, about, answer, failed, lab_command, pair, read
from jingtu.cli.saying import say
from jingtu.problems import Language
from jingtu.science.ucl_bootstrap import Resampling
from jingtu.science.ucl_choice import Method
from jingtu.substances import find, suggest

FACTS = ("works_as_designed", *LimitOfRemediation.__slots__)
AMOUNT = re.compile(r"\s*([0-9.eE+-]+)\s*(\S.*)")


@click.command("evaluate")
@lab_command
@click.option("--target", "targets", multiple=True, required=True, metavar="NAME=NUMBER UNIT", help="Target value.")
@click.option("--by", type=click.Choice(GROUPS), help="Column that names a pit or zone of soil; default: all are one.")
@click.option("--needed", multiple=True, metavar="[ZONE=]N", help="Samples needed (see jingtu sampling), of a zone.")
@click.option("--duplicate", multiple=True, metavar="NAME=A/B", help="A set of duplicates, in the unit of the target.")
@click.option("--stage", type=click.Choice([str(one) for one in Stage]), default="effect", help="What is asked.")
@click.option("--fact", multiple=True, metavar="NAME=yes|no", help="What is known of works, or grounds of the limit.")
@click.option(
    "--non-detects",
    type=click.Choice([str(one) for one in NonDetects]),
    default="at_limit",
    help="How non-detects of soil enter the mean.",
)
@click.option("--method", type=click.Choice([str(one) for one in Method]), help="Upper limit instead of the usual.")
@click.option("--resamples", type=click.IntRange(100, 1_000_000), default=10_000, help="Draws of the bootstrap.")
@click.option("--seed", type=click.IntRange(0), default=Resampling().seed, help="Seed of the bootstrap.")
def command(file: Path, **given: Any) -> None:
    """Have soil and groundwater in FILE reached their targets? Soil by pit or zone: point by point, or by the upper
    limit of the mean. Groundwater by well and round. A guidance, never a statutory finding.

    Exit status 0: done, whatever the outcome; 1: the file has errors (nothing is answered without --accept-clean);
    2: wrong call.
    """
    lang: Language = given["lang"]
    asked = _asked(given)
    reading = read(file, given)
    wholes, problems = evaluated(reading.results, asked, refused_rows=bool(reading.errors))
    said = (*reading.problems, *problems)
    say(said, lang)
    if not failed(said) or given["accept_clean"]:
        names = words("sheet", lang)
        answer(
            given,
            lines=report.lines(wholes, asked.stage, lang),
            document={
                "file": reading.file,
                "sha256": reading.sha256,
                "stage": asked.stage,
                "by": asked.by,
                "resamples": given["resamples"],
                "seed": given["seed"],
                "outcome": together(one.outcome for one in wholes),
                "zones": [report.whole_keys(one, lang) for one in wholes],
            },
            sheets={
                **report.sheets(wholes, lang),
                names["problems"]: problem_table(said, lang),
                names["about"]: about(_about(reading.file, reading.sha256, asked, lang), lang),
            },
        )
    raise SystemExit(int(failed(said)))


def _about(file: str, sha256: str, asked: Asked, lang: Language) -> dict[str, str]:
    told = words("about", lang)
    return {
        told["file"]: file,
        told["sha256"]: sha256,
        told["stage"]: words("stage", lang)[asked.stage],
        told["force"]: told["force_text"],
        told["bootstrap"]: told["bootstrap_text"].format(
            resamples=asked.choices.resampling.resamples, seed=asked.choices.resampling.seed
        ),
    }


# ---------------------------------------------------------------- what was asked


def _asked(given: Mapping[str, Any]) -> Asked:
    targets: dict[str, Target] = {}
    for text in given["targets"]:
        name, amount = pair(text, "--target")
        key = _substance(name, "--target")
        if key in targets:
            raise click.BadParameter(f"“{text}”: 同一污染物给了两个目标值 (two targets)", param_hint="--target")
        targets[key] = _target(text, amount)
    return Asked(
        targets=targets,
        by=given["by"],
        needed=dict(_needed(text) for text in given["needed"]),
        duplicates=_duplicates(given["duplicate"], targets),
        stage=Stage(given["stage"]),
        facts=dict(_fact(text) for text in given["fact"]),
        choices=Choices(
            NonDetects(given["non_detects"]),
            Method(given["method"]) if given["method"] else None,
            Resampling(given["resamples"], given["seed"]),
        ),
    )


def _substance(name: str, option: str) -> str:
    found = find(name)
    if found is None:
        near = "、".join(suggest(name)) or "–"
        raise click.BadParameter(f"“{name}”: 不认识的物质，相近：{near} (not known)", param_hint=option)
    return found.key


def _target(text: str, amount: str) -> Target:
    matched = AMOUNT.fullmatch(amount)
    unit = units.find(matched[2]) if matched else None
    value = _number(matched[1]) if matched else None
    if unit is None or value is None:
        raise click.BadParameter(
            f"“{text}”: 应写成 铅=400 mg/kg，数值大于零 (write lead=400 mg/kg, above zero)", param_hint="--target"
        )
    return Target(value, unit.key)


def _number(text: str) -> Decimal | None:
    """A number above zero, else None."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and number > 0 else None


def _needed(text: str) -> tuple[str, int]:
    zone, _, count = text.rpartition("=")
    if not (count.strip().isdecimal() and int(count) > 0):
        raise click.BadParameter(f"“{text}”: 应写成 18 或 基坑A=18 (write 18, or pit A=18)", param_hint="--needed")
    return zone.strip(), int(count)


def _duplicates(texts: Sequence[str], targets: Mapping[str, Target]) -> dict[str, list[tuple[float, float]]]:
    found: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for text in texts:
        name, both = pair(text, "--duplicate")
        numbers = [_number(part) for part in both.split("/")]
        key = _substance(name, "--duplicate")
        if key not in targets or len(numbers) != 2 or numbers[0] is None or numbers[1] is None:
            raise click.BadParameter(
                f"“{text}”: 应写成 铅=12.1/12.5，且铅有目标值 (write lead=12.1/12.5, with a target for lead)",
                param_hint="--duplicate",
            )
        found[key].append((float(numbers[0]), float(numbers[1])))
    return dict(found)


def _fact(text: str) -> tuple[str, bool]:
    name, said = pair(text, "--fact")
    if name not in FACTS or said not in ("yes", "no"):
        raise click.BadParameter(f"“{text}”: {' / '.join(FACTS)} = yes / no", param_hint="--fact")
    return name, said == "yes"
