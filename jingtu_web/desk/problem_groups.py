"""Problems of a file as a page shows them: alike ones together, errors first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from jingtu.problems import Language, Problem, Severity

LISTED = 40


@dataclass(frozen=True)
class Group:
    """Problems that say the same of different cells."""

    what: str
    why: str
    remedy: str
    severity: Severity
    problems: list[Problem]

    @property
    def unlisted(self) -> int:
        """How many a page leaves out."""
        return max(0, len(self.problems) - LISTED)


def language() -> Language:
    return "en" if (get_language() or "").startswith("en") else "zh"


def grouped(problems: Iterable[Problem], severity: str = "") -> list[Group]:
    """Errors before attentions, otherwise in the order of the file."""
    groups: dict[tuple[str, str, str], Group] = {}
    tongue = language()
    for problem in problems:
        if severity and problem.severity != severity:
            continue
        words = problem.what(tongue), problem.why(tongue), problem.remedy(tongue)
        groups.setdefault(words, Group(*words, problem.severity, [])).problems.append(problem)
    return sorted(groups.values(), key=lambda group: group.severity is not Severity.ERROR)
