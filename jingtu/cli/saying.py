"""How every command speaks of problems: on standard error, errors first, each with its severity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import click

from jingtu.problems import Language, Problem, Severity, Where, attention

SEVERITIES: dict[Language, dict[Severity, str]] = {
    "zh": {Severity.ERROR: "错误", Severity.ATTENTION: "提示"},
    "en": {Severity.ERROR: "error", Severity.ATTENTION: "attention"},
}


def say(problems: Iterable[Problem], language: Language) -> None:
    for problem in sorted(problems, key=lambda one: one.severity is not Severity.ERROR):
        click.echo(f"[{SEVERITIES[language][problem.severity]}] {problem.text(language)}", err=True)


def shortened(problems: Iterable[Problem], most: int = 20) -> Iterator[Problem]:
    """The first of each kind and file, and how many more there are."""
    kinds: defaultdict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        kinds[problem.code, problem.where.file].append(problem)
    for (_, file), found in kinds.items():
        yield from found[:most]
        if len(found) > most:
            yield attention("commands.more_of_kind", Where(file=file), count=len(found) - most)
