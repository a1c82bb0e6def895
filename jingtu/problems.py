"""A problem found in input: where, what, why, and what to do now.

A problem carries a code and values, never a sentence: the sentences stand in ``messages/<area>.toml``,
Chinese and English side by side, so that a page, a workbook and a command say the same thing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Literal

Language = Literal["zh", "en"]
MESSAGES = Path(__file__).with_name("messages")


class Severity(StrEnum):
    """An *error* refuses what it stands at; an *attention* is accepted and shown."""

    ERROR = "error"
    ATTENTION = "attention"


@dataclass(frozen=True)
class Where:
    """The place of a problem, as exactly as it is known.

    ``cell`` is an address such as ``C7`` or a range such as ``A3:A5``; ``line`` counts lines of a text file
    (docx: paragraphs) from 1; ``page`` counts pages of a pdf from 1.
    """

    file: str = ""
    sheet: str = ""
    cell: str = ""
    page: int | None = None
    line: int | None = None

    def text(self, language: Language = "zh") -> str:
        """The place in words, outermost first; empty where nothing is known."""
        words = PLACES[language]
        parts = [
            self.file,
            self.sheet and words["sheet"].format(self.sheet),
            self.cell and words["cell"].format(self.cell),
            words["page"].format(self.page) if self.page else "",
            words["line"].format(self.line) if self.line else "",
        ]
        return words["join"].join(part for part in parts if part)


PLACES: Mapping[Language, Mapping[str, str]] = {
    "zh": {"sheet": "工作表“{}”", "cell": "单元格 {}", "page": "第 {} 页", "line": "第 {} 行", "join": "，"},
    "en": {"sheet": "sheet “{}”", "cell": "cell {}", "page": "page {}", "line": "line {}", "join": ", "},
}


@dataclass(frozen=True)
class Problem:
    """One finding about an input, refused (*error*) or accepted with a remark (*attention*).

    ``code`` is ``<area>.<name>``: the entry ``[name]`` of ``messages/<area>.toml``; ``values`` fill the braces of its
    sentences.
    """

    code: str
    severity: Severity
    where: Where = Where()
    values: Mapping[str, object] = field(default_factory=dict, hash=False)

    def what(self, language: Language = "zh") -> str:
        return self._say("what", language)

    def why(self, language: Language = "zh") -> str:
        return self._say("why", language)

    def remedy(self, language: Language = "zh") -> str:
        """What to do now."""
        return self._say("remedy", language)

    def text(self, language: Language = "zh") -> str:
        """Place, what, why and what to do now, on one line."""
        stop = "。" if language == "zh" else ". "
        sentences = [self.what(language), self.why(language), self.remedy(language)]
        body = stop.join(sentence for sentence in sentences if sentence).strip()
        place = self.where.text(language)
        colon = "：" if language == "zh" else ": "
        return (f"{place}{colon}{body}" if place else body) + stop.strip()

    def document(self, language: Language = "zh") -> dict[str, object]:
        """For JSON, keys as in docs/cli.md."""
        where = {"file": self.where.file, "sheet": self.where.sheet, "cell": self.where.cell}
        return {"code": self.code, "severity": self.severity, **where, "text": self.text(language)}

    def _say(self, part: str, language: Language) -> str:
        area, _, name = self.code.partition(".")
        return catalogue(area)[name][language][part].format_map(self.values)


class Refused(Exception):  # noqa: N818 - the input is refused; the program is not in error
    """The input cannot be used at all. Carries every problem that led there."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(problem.text() for problem in problems))
        self.problems = problems


def error(code: str, where: Where = Where(), /, **values: object) -> Problem:
    return Problem(code, Severity.ERROR, where, values)


def attention(code: str, where: Where = Where(), /, **values: object) -> Problem:
    return Problem(code, Severity.ATTENTION, where, values)


@cache
def catalogue(area: str) -> Mapping[str, Mapping[Language, Mapping[str, str]]]:
    """The sentences of one area: ``{name: {language: {"what", "why", "remedy"}}}``."""
    return tomllib.loads((MESSAGES / f"{area}.toml").read_text(encoding="utf-8"))
