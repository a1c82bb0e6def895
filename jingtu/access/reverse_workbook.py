"""A look back in words and as an Excel workbook: suspected breaches, near misses, doubts, what stayed unmatched."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import xlsxwriter

from jingtu.access import answers, shown
from jingtu.access.lists import Answered
from jingtu.access.model import Entry
from jingtu.access.reverse import Breach, CaseState, LookBack, NearMiss, counted
from jingtu.access.shown import STOP, Cells
from jingtu.access.workbook import OPTIONS, Pen
from jingtu.duties.consequences import Choice, Consequence
from jingtu.problems import Language, Problem

WORDS = Path(__file__).with_name("reverse_words.toml")
# The face of an outcome in a workbook; nothing but this file knows it.
FILLS = {
    CaseState.BREACH: "#F4B6B6",
    CaseState.REVIEW: "#FCE5CD",
    CaseState.NEAR_MISS: "#FFF2CC",
    CaseState.DOUBTFUL: "#D9D2E9",
    CaseState.NOTHING_KNOWN: "#E2EFDA",
    CaseState.PROBLEM: "#D9D9D9",
}
SAID = ("number", "code", "name", "use", "step", "day")
CASES = (*SAID, "state", "offence", "on_registers", "remarks", "place")
BREACHES = (*SAID, "offence", "force", "entry_name", "ground", "relation", "penalty", "range", "choice", "source")
NEAR = (*SAID, "near", "about", "source")
WITHOUT_CASE = ("kind", "entry_code", "entry_name", "outlined", "source")


@cache
def _words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


def word(group: str, key: str, language: Language = "zh", **values: object) -> str:
    """A word or sentence about a look back."""
    text = _words()[group][key][language]
    return text.format_map(values) if values else text


def heads(names: Iterable[str], language: Language) -> list[str]:
    own = _words()["column"]
    return [own[name][language] if name in own else shown.word("column", name, language) for name in names]


def write(path: Path, found: LookBack, problems: Iterable[Problem] = (), language: Language = "zh") -> None:
    """Write the workbook. ``problems`` are those of the registers."""
    with xlsxwriter.Workbook(path, {**OPTIONS, "default_date_format": "yyyy-mm-dd"}) as book:
        pen = Pen(book, {word("case_state", state, language): fill for state, fill in FILLS.items()})
        pen.table(word("sheet", "breaches", language), heads(BREACHES, language), _breaches(found, language))
        pen.table(word("sheet", "near", language), heads(NEAR, language), _near(found, language))
        pen.table(
            word("sheet", "doubtful", language),
            shown.heads(shown.DOUBTFUL, language),
            shown.doubtful(found.answers, language),
        )
        pen.table(word("sheet", "cases", language), heads(CASES, language), _cases(found, language))
        pen.table(
            word("sheet", "without_case", language),
            heads(WITHOUT_CASE, language),
            _without(found.without_case, language),
        )
        told = shown.problems(found.answers, problems, language)
        pen.table(shown.word("sheet", "problems", language), shown.heads(shown.PROBLEMS, language), told)
        pen.lines(shown.word("sheet", "about", language), _about(found, language))


def penalty(one: Consequence | None, language: Language = "zh") -> str:
    """What the law of the day says follows."""
    return word("penalty", "none", language) if one is None else one.penalty.zh


def ranges(one: Consequence | None, language: Language = "zh") -> str:
    """The amounts of a penalty in words; empty where the law names none."""
    if one is None:
        return ""
    amounts = {name: getattr(one.penalty, name) for name in ("fine", "refusal", "grave", "persons")}
    return STOP[language].join(
        word("penalty", name, language, least=f"{amount.least:,}", most=f"{amount.most:,}")
        for name, amount in amounts.items()
        if amount is not None
    )


def choice(one: Consequence | None, language: Language = "zh") -> str:
    """Which law's penalty is shown, and why."""
    if one is None:
        return ""
    why = one.why if one.choice is Choice.HUMAN_REVIEW else ""
    return word("choice", one.choice, language, why=why)


def _said(row: Answered, language: Language) -> Cells:
    asked = row.asked
    return (
        row.number,
        row.row.values.get("code", ""),
        shown.name_of(row),
        answers.use(asked.use, language) if asked else row.row.values.get("use", ""),
        answers.word("step", asked.step, language) if asked else row.row.values.get("step", ""),
        asked.on if asked else None,
    )


def _cases(found: LookBack, language: Language) -> Iterator[Cells]:
    for case in found.cases:
        kinds = dict.fromkeys(breach.offence for breach in case.breaches)
        yield (
            *_said(case.row, language),
            word("case_state", case.state, language),
            STOP[language].join(word("offence", kind, language) for kind in kinds),
            STOP[language].join(entry.name or entry.code or entry.id for entry in case.entries),
            STOP[language].join(problem.what(language) for problem in case.row.problems),
            shown.spot(case.row.row.where),
        )


def _breaches(found: LookBack, language: Language) -> Iterator[Cells]:
    for case in found.cases:
        for breach in case.breaches:
            yield (*_said(case.row, language), *_breach(breach, language))


def _breach(breach: Breach, language: Language) -> Cells:
    hit = breach.ground.hit
    return (
        word("offence", breach.offence, language),
        answers.word("force", breach.ground.force, language),
        (hit.entry.name or hit.entry.code) if hit else "",
        answers.ground(breach.ground, language),
        shown.relation(hit, language) if hit else "",
        penalty(breach.consequence, language),
        ranges(breach.consequence, language),
        choice(breach.consequence, language),
        hit.entry.source.text(language) if hit else "",
    )


def _near(found: LookBack, language: Language) -> Iterator[Cells]:
    for case in found.cases:
        for near in case.near:
            yield (*_said(case.row, language), word("near", near.why, language), *_why_near(near, language))


def _why_near(near: NearMiss, language: Language) -> Cells:
    if near.ground is not None:
        source = near.ground.hit.entry.source.text(language) if near.ground.hit else ""
        return shown.ground(near.ground, language), source
    hit = near.hit
    if hit is None:
        return "", ""
    return f"{answers.subject(hit, language)} {shown.relation(hit, language)}", hit.entry.source.text(language)


def _without(entries: Iterable[Entry], language: Language) -> Iterator[Cells]:
    for one in entries:
        yield (
            answers.word("kind", one.kind, language),
            one.code,
            one.name,
            word("yes", "yes" if one.outline is not None else "no", language),
            one.source.text(language),
        )


def _about(found: LookBack, language: Language) -> Iterator[tuple[str, str]]:
    yield word("about", "since", language), str(found.since)
    kinds = (f"{word('offence', kind, language)} {count}" for kind, count in counted(found.cases).items())
    yield word("about", "found", language), STOP[language].join(kinds) or "–"
    yield shown.word("about", "reading", language), word("about", "rule", language)
    yield from shown.about(found.answers, language)
