"""``jingtu compare FILE --by COLUMN``: do two groups of results differ?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from jingtu.assessment.report import problem_table
from jingtu.assessment.samples import sample_groups
from jingtu.assessment.statistics.comparison import Pair, pairs
from jingtu.assessment.statistics.naming import heading, shown
from jingtu.assessment.statistics.trend_report import pair_keys, pair_sheets
from jingtu.assessment.statistics.words import words
from jingtu.cli.lab_file import GROUPS, about, answer, failed, lab_command, read
from jingtu.cli.saying import say
from jingtu.problems import Language
from jingtu.science.groups import Question


@click.command("compare")
@lab_command
@click.option("--by", required=True, type=click.Choice(GROUPS), help="The column that says which group a result is of.")
@click.option("--reference", metavar="VALUE", help="The group that each other is held against, such as the background.")
@click.option(
    "--question",
    type=click.Choice([str(one) for one in Question]),
    default="two-sided",
    help="Is the first group greater …?",
)
def command(file: Path, **given: Any) -> None:
    """Compare groups of results in FILE two by two, substance by substance: Welch, Wilcoxon, Brown–Forsythe; with
    non-detects Peto, logrank, Tarone–Ware, Gehan.

    Exit status 0: done; 1: the file has errors (nothing is answered without --accept-clean); 2: wrong call.
    """
    lang: Language = given["lang"]
    by, question = given["by"], Question(given["question"])
    reading = read(file, given)
    groups, problems = sample_groups(reading.results)
    found, unpaired = pairs(groups, by, reference=given["reference"], question=question)
    said = (*reading.problems, *problems, *unpaired)
    say(said, lang)
    if not failed(said) or given["accept_clean"]:
        head = {"file": reading.file, "sha256": reading.sha256}
        told = words("about", lang)
        rests_on = {
            **{told[name]: text for name, text in head.items()},
            told["question"]: words("question", lang)[question],
        }
        answer(
            given,
            lines=(_line(one, by, lang) for one in found),
            document={
                **head,
                "by": by,
                "reference": given["reference"],
                "question": question,
                "pairs": [pair_keys(one, by, lang) for one in found],
            },
            sheets={
                **pair_sheets(found, by, lang),
                words("sheet", lang)["problems"]: problem_table(said, lang),
                words("sheet", lang)["about"]: about(rests_on, lang),
            },
        )
    raise SystemExit(int(failed(said)))


def _line(one: Pair, by: str, lang: Language) -> str:
    told = words("say", lang)
    sizes = {
        "head": heading(replace(one.first, by={}), lang),
        "first": shown(by, one.first.by[by], lang),
        "second": shown(by, one.second.by[by], lang),
        "first_size": one.first.sample.size,
        "second_size": one.second.sample.size,
    }
    if one.test is None:
        return told["no_pair"].format(**sizes)
    test, p = words("pair", lang)[one.test], f"{one.tests[one.test].p:.3g}"
    return told["pair"].format(**sizes, answer=told["differ" if one.differs else "alike"], test=test, p=p)
