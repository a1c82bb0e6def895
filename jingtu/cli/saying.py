"""How every command speaks of problems: on standard error, errors first, each with its severity."""

from __future__ import annotations

from collections.abc import Iterable

import click

from jingtu.problems import Language, Problem, Severity

SEVERITIES: dict[Language, dict[Severity, str]] = {
    "zh": {Severity.ERROR: "错误", Severity.ATTENTION: "提示"},
    "en": {Severity.ERROR: "error", Severity.ATTENTION: "attention"},
}


def say(problems: Iterable[Problem], language: Language) -> None:
    for problem in sorted(problems, key=lambda one: one.severity is not Severity.ERROR):
        click.echo(f"[{SEVERITIES[language][problem.severity]}] {problem.text(language)}", err=True)
