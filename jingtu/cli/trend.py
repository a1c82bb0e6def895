"""``jingtu trend FILE``: do the results of a well or point rise or fall?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from jingtu.assessment.report import problem_table
from jingtu.assessment.samples import sample_groups
from jingtu.assessment.statistics.naming import heading
from jingtu.assessment.statistics.trend_report import trend_keys, trend_sheets
from jingtu.assessment.statistics.trends import Season, Trend, trends
from jingtu.assessment.statistics.words import words
from jingtu.cli.lab_file import GROUPS, about, answer, failed, lab_command, read
from jingtu.cli.saying import say
from jingtu.problems import Language

UNLIKE = 0.05
"""p below which the seasons are said to trend differently."""


@click.command("trend")
@lab_command
@click.option(
    "--by", multiple=True, type=click.Choice(GROUPS), default=["point"], help="What makes a series; default: the point."
)
@click.option(
    "--season", type=click.Choice([str(one) for one in Season]), default="none", help="Compare within seasons only."
)
def command(file: Path, **given: Any) -> None:
    """Trend of each substance at each point of FILE: Mann–Kendall test and Theil–Sen slope, with ties, seasons and
    non-detects. Every result needs its sampling day.

    Exit status 0: done; 1: the file has errors (nothing is answered without --accept-clean); 2: wrong call.
    """
    lang: Language = given["lang"]
    reading = read(file, given)
    groups, problems = sample_groups(reading.results, given["by"])
    found, undated = trends(groups, Season(given["season"]))
    said = (*reading.problems, *problems, *undated)
    say(said, lang)
    if not failed(said) or given["accept_clean"]:
        told = words("about", lang)
        rests_on = {
            told["file"]: reading.file,
            told["sha256"]: reading.sha256,
            told["season"]: words("season", lang)[given["season"]],
        }
        answer(
            given,
            lines=(line for one in found for line in _lines(one, lang)),
            document={
                "file": reading.file,
                "sha256": reading.sha256,
                "by": list(given["by"]),
                "season": given["season"],
                "trends": [trend_keys(one, lang) for one in found],
            },
            sheets={
                **trend_sheets(found, lang),
                words("sheet", lang)["problems"]: problem_table(said, lang),
                words("sheet", lang)["about"]: about(rests_on, lang),
            },
        )
    raise SystemExit(int(failed(said)))


def _lines(one: Trend, lang: Language) -> Iterator[str]:
    told, size = words("say", lang), one.group.sample.size
    if one.test is None:
        yield told["no_trend"].format(head=heading(one.group, lang), size=size)
    else:
        yield told["trend"].format(
            head=heading(one.group, lang),
            size=size,
            first=one.days[0],
            last=one.days[-1],
            direction=words("direction", lang)[one.test.direction()],
            s=one.test.s,
            p=f"{one.test.p:.3g}",
            slope="—" if one.slope is None else f"{one.slope.per_time:+.4g}",
        )
    if one.lack is not None:
        yield f"  {one.lack.text(lang)}"
    if one.seasonal is not None and one.seasonal.p_unlike < UNLIKE:
        yield told["unlike"].format(p=f"{one.seasonal.p_unlike:.3g}")
