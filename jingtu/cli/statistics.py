"""``jingtu statistics FILE``: means, tests, upper limits, thresholds of background and outliers of results."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from jingtu.assessment.report import problem_table
from jingtu.assessment.samples import sample_groups
from jingtu.assessment.statistics.naming import heading
from jingtu.assessment.statistics.study import Study, studied
from jingtu.assessment.statistics.study_report import study_keys, study_sheets
from jingtu.assessment.statistics.words import words
from jingtu.cli.lab_file import GROUPS, about, answer, failed, lab_command, read
from jingtu.cli.saying import say
from jingtu.problems import Language
from jingtu.science.thresholds import Goal
from jingtu.science.ucl_bootstrap import Resampling
from jingtu.science.ucl_names import method_name

LEVEL = click.FloatRange(0.5, 1, max_open=True)


@click.command("statistics")
@lab_command
@click.option("--by", multiple=True, type=click.Choice(GROUPS), help="Group by this, too.")
@click.option("--coverage", type=LEVEL, default=0.95, help="Share of background below a threshold.")
@click.option("--confidence", type=LEVEL, default=0.95, help="Confidence of a threshold.")
@click.option("--future", type=click.IntRange(1, 1_000_000), default=1, help="Results to come a prediction holds for.")
@click.option("--resamples", type=click.IntRange(100, 1_000_000), default=10_000, help="Draws of the bootstrap.")
@click.option("--seed", type=click.IntRange(0), default=Resampling().seed, help="Seed of the bootstrap.")
def command(file: Path, **given: Any) -> None:
    """Means with non-detects (Kaplan–Meier, ROS, maximum likelihood), tests of distribution, 95 % upper limits of the
    mean, thresholds of background and outliers of the results in FILE.

    Exit status 0: done; 1: the file has errors (nothing is answered without --accept-clean); 2: wrong call.
    """
    lang: Language = given["lang"]
    reading = read(file, given)
    groups, problems = sample_groups(reading.results, given["by"])
    said = (*reading.problems, *problems)
    say(said, lang)
    if not failed(said) or given["accept_clean"]:
        draws = Resampling(given["resamples"], given["seed"])
        goal = Goal(given["coverage"], given["confidence"], given["future"])
        studies = [studied(group, draws, goal) for group in groups]
        head = {"file": reading.file, "sha256": reading.sha256, "by": list(given["by"]), **asdict(draws)}
        answer(
            given,
            lines=(line for one in studies for line in _lines(one, goal, lang)),
            document={**head, "goal": asdict(goal), "groups": [study_keys(one, lang) for one in studies]},
            sheets={
                **study_sheets(studies, lang),
                words("sheet", lang)["problems"]: problem_table(said, lang),
                words("sheet", lang)["about"]: about(_about(head, goal, lang), lang),
            },
        )
    raise SystemExit(int(failed(said)))


def _about(head: dict[str, Any], goal: Goal, lang: Language) -> dict[str, str]:
    told = words("about", lang)
    return {
        told["file"]: head["file"],
        told["sha256"]: head["sha256"],
        told["non_detects"]: told["non_detects_text"],
        told["bootstrap"]: told["bootstrap_text"].format(**head),
        told["goal"]: told["goal_text"].format(**asdict(goal)),
        told["thresholds"]: told["thresholds_text"],
        told["suspects"]: told["suspects_text"],
    }


# ---------------------------------------------------------------- as text


def _lines(study: Study, goal: Goal, lang: Language) -> Iterator[str]:
    told, upper = words("say", lang), study.upper
    limit = told["no_limit"]
    if upper.method is not None:
        limit = told["limit"].format(value=_figure(upper.value), method=method_name(upper.method, lang))
    yield told["study"].format(
        head=heading(study.group, lang),
        size=study.group.sample.size,
        detects=study.group.sample.detects.size,
        mean=_figure(None if study.moments is None else study.moments.mean),
        sd=_figure(None if study.moments is None else study.moments.sd),
        maximum=_figure(study.maximum),
        limit=limit,
    )
    for problem in (upper.reason, *upper.remarks):
        yield f"  {problem.text(lang)}"
    if study.group.sample.detects.size:
        yield _threshold(study, goal, lang)
    yield from _suspects(study, lang)


def _threshold(study: Study, goal: Goal, lang: Language) -> str:
    told, found = words("say", lang), study.bounds[study.threshold]
    if found.lack is not None:
        return f"  {found.lack.text(lang)}"
    short = found.tolerance_confidence is not None and found.tolerance_confidence < goal.confidence
    return told["threshold"].format(
        method=words("threshold", lang)[study.threshold],
        tolerance=_figure(found.tolerance),
        prediction=_figure(found.prediction),
        reached=told["reached"].format(confidence=f"{found.tolerance_confidence:.0%}") if short else "",
    )


def _suspects(study: Study, lang: Language) -> Iterator[str]:
    """Each suspect once, with the tests that found it."""
    for place in dict.fromkeys(one.place for one in study.suspects):
        mine = [one for one in study.suspects if one.place == place]
        row = study.group.rows.row(place, named=True)
        tests = "、" if lang == "zh" else ", "
        yield words("say", lang)["suspect"].format(
            sample=row["sample"] or row["cell"],
            value=_figure(mine[0].value),
            tests=tests.join(words("suspect", lang)[one.test] for one in mine),
        )


def _figure(number: float | None) -> str:
    return "—" if number is None else f"{number:.6g}"
