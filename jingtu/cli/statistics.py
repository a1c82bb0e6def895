"""``jingtu statistics FILE``: means, tests and 95 % upper limits of laboratory results, non-detects included."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import orjson

from jingtu.assessment.samples import SampleGroup, sample_groups
from jingtu.cli.saying import say
from jingtu.intake.laboratory import LabOptions, read_lab
from jingtu.problems import Language, Problem, Refused, Severity
from jingtu.science.bad_values import StatisticsError
from jingtu.science.nondetects import KaplanMeier, kaplan_meier
from jingtu.science.ucl_bootstrap import Resampling
from jingtu.science.ucl_choice import Recommendation, recommended_limit
from jingtu.science.ucl_names import method_name
from jingtu.substances import find

GROUPS = ("land_use", "land_use_text", "place", "point", "sheet", "sampled_on")
LINES: dict[Language, str] = {
    "zh": "{head}：结果 {size}，检出 {detects}，均值 {mean}，标准差 {sd}，最大检出值 {maximum}；{limit}",
    "en": "{head}: {size} results, {detects} detected, mean {mean}, sd {sd}, largest detected {maximum}; {limit}",
}
LIMIT: dict[Language, str] = {"zh": "95 % 上限 {value}（{method}）", "en": "95 % upper limit {value} ({method})"}
NO_LIMIT: dict[Language, str] = {"zh": "不采用均值上限", "en": "no upper limit"}


@click.command("statistics")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--by", multiple=True, type=click.Choice(GROUPS), help="Group by this, too.")
@click.option("--unit", metavar="UNIT", help="Unit where the file has none.")
@click.option("--resamples", type=click.IntRange(100, 1_000_000), default=10_000, help="Draws of the bootstrap.")
@click.option("--seed", type=click.IntRange(0), default=Resampling().seed, help="Seed of the bootstrap.")
@click.option("--accept-clean", is_flag=True, help="Go on with the clean results even if others have errors.")
@click.option("--json", "as_json", is_flag=True, help="JSON alone on standard output.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="Language of messages.")
def command(
    file: Path, by: tuple[str, ...], *, accept_clean: bool, as_json: bool, lang: Language, **given: Any
) -> None:
    """Means with non-detects (Kaplan–Meier), tests of distribution and 95 % upper limits of the results in FILE."""
    try:
        today = datetime.now(UTC).astimezone().date()
        reading = read_lab(file, LabOptions(unit=given["unit"], on=today))
    except Refused as refused:
        say(refused.problems, lang)
        raise SystemExit(1) from None
    groups, problems = sample_groups(reading.results, by)
    said = (*reading.problems, *problems)
    say(said, lang)
    failed = any(problem.severity is Severity.ERROR for problem in said)
    if not failed or accept_clean:
        draws = Resampling(given["resamples"], given["seed"])
        answers = [(group, _moments(group), recommended_limit(group.sample, draws)) for group in groups]
        if as_json:
            head = {"file": reading.file, "sha256": reading.sha256, "by": list(by), **asdict(draws)}
            click.echo(orjson.dumps({**head, "groups": [_as_json(*one, lang) for one in answers]}))
        else:
            click.echo("\n".join(line for one in answers for line in _lines(*one, lang)))
    raise SystemExit(1 if failed else 0)


def _moments(group: SampleGroup) -> KaplanMeier | None:
    """Mean and spread; None where fewer than two results are detected."""
    try:
        return kaplan_meier(group.sample)
    except StatisticsError:
        return None


def _as_json(
    group: SampleGroup, moments: KaplanMeier | None, found: Recommendation, lang: Language
) -> dict[str, object]:
    return {
        "substance": group.substance,
        "medium": group.medium,
        "unit": group.unit,
        "group": {name: None if value is None else str(value) for name, value in group.by.items()},
        "size": group.sample.size,
        "detects": int(group.sample.detects.size),
        "mean": moments and moments.mean,
        "sd": moments and moments.sd,
        "standard_error": moments and moments.standard_error,
        "maximum": _maximum(group),
        "tests": [asdict(test) for test in found.tests],
        "limits": {str(method): limit for method, limit in found.limits.items()},
        "refused": {str(method): problem.text(lang) for method, problem in found.refused.items()},
        "method": found.method,
        "upper_limit": found.value,
        "reason": found.reason.text(lang),
        "remarks": _texts(found.remarks, lang),
    }


def _lines(group: SampleGroup, moments: KaplanMeier | None, found: Recommendation, lang: Language) -> Iterable[str]:
    maximum = _maximum(group)
    limit = NO_LIMIT[lang]
    if found.method is not None and found.value is not None:
        limit = LIMIT[lang].format(value=f"{found.value:.6g}", method=method_name(found.method, lang))
    yield LINES[lang].format(
        head=_head(group, lang),
        size=group.sample.size,
        detects=group.sample.detects.size,
        mean="—" if moments is None else f"{moments.mean:.6g}",
        sd="—" if moments is None else f"{moments.sd:.6g}",
        maximum="—" if maximum is None else f"{maximum:.6g}",
        limit=limit,
    )
    for text in _texts((found.reason, *found.remarks), lang):
        yield f"  {text}"


def _head(group: SampleGroup, lang: Language) -> str:
    named = find(group.substance)
    name = group.substance if named is None else named.zh if lang == "zh" else named.en
    parts = (name, group.medium, group.unit, *group.by.values())
    return " · ".join(str(part) for part in parts if part)


def _maximum(group: SampleGroup) -> float | None:
    return float(group.sample.detects.max()) if group.sample.detects.size else None


def _texts(problems: Iterable[Problem], lang: Language) -> list[str]:
    return [problem.text(lang) for problem in problems]
