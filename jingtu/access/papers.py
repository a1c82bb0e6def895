"""The letter (docx) on one row: a reply with its grounds, a request to confirm, or a request to correct."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import count
from pathlib import Path

from jingtu.access import answers, shown
from jingtu.access.docx_pages import Paragraph, Style, paper
from jingtu.access.lists import Answered, RowState
from jingtu.access.model import Answer, Force, Ground, ThemeState, Verdict
from jingtu.problems import Language, Severity

WORDS = Path(__file__).with_name("letter_words.toml")
UNFIT = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')
"""What a file name cannot hold everywhere."""
LAW = frozenset({Force.STATUTORY, Force.LOCAL})
Parts = Iterator[Paragraph]


@cache
def _words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


def say(group: str, key: str, language: Language, **values: object) -> str:
    """A sentence of a letter."""
    return _words()[group][key][language].format_map(values)


def wanted(row: Answered) -> bool:
    """Whether a row gets a letter without being asked for: all but those with no restriction known."""
    return not (row.state is RowState.VERDICT and row.verdict and row.verdict.answer is Answer.NO_RESTRICTION_KNOWN)


def file_name(row: Answered) -> str:
    """``0012_红星小区.docx``: the row's number, so that no two letters have one name."""
    return f"{row.number:05d}_{UNFIT.sub('', shown.name_of(row))[:40]}.docx"


def letter(row: Answered, *, issuer: str = "", language: Language = "zh") -> bytes:
    """The letter on a row.

    Parameters
    ----------
    row : Answered
    issuer : str
        The body that signs; left open where empty. The day is left open for whoever signs.

    Returns
    -------
    bytes
        A docx file.
    """
    kinds = {RowState.VERDICT: "reply", RowState.DOUBTFUL: "doubtful", RowState.PROBLEM: "problem"}
    kind = kinds[row.state]
    name = shown.name_of(row)
    step = answers.word("step", row.asked.step, language) if row.asked else ""
    to = row.row.values.get("receiver") or say("to", "applicant", language)
    parts = [
        (Style.TITLE, say("title", kind, language, name=name, step=step)),
        (Style.TO, say("to", "named", language, to=to)),
        (Style.BODY, _opening(row, kind, language)),
        *BODIES[row.state](row, language),
        (Style.BODY, say("ending", kind, language)),
        (Style.SIGNED, issuer or say("signed", "issuer", language)),
        (Style.SIGNED, say("signed", "day", language)),
    ]
    return paper(parts)


def _opening(row: Answered, kind: str, language: Language) -> str:
    number, code = row.row.values.get("letter_no", ""), row.row.values.get("code", "")
    name = shown.name_of(row)
    land = "land_code" if code and code != name else "land"
    verdict = row.verdict
    return say(
        "opening",
        kind,
        language,
        letter_no=say("opening", "letter_no", language, no=number) if number else "",
        land=say("opening", land, language, name=name, code=code),
        use=answers.use(row.asked.use, language) if row.asked else "",
        step=answers.word("step", row.asked.step, language) if row.asked else "",
        on=_day(row, language),
        evidence=say("numeral", "4" if verdict and verdict.missing else "3", language).rstrip("、. "),
    )


def _day(row: Answered, language: Language) -> str:
    if row.asked is None:
        return ""
    on = row.asked.on
    return f"{on.year}年{on.month}月{on.day}日" if language == "zh" else on.isoformat()


def _reply(row: Answered, language: Language) -> Parts:
    verdict = row.verdict
    if verdict is None:
        raise ValueError("A reply needs a verdict.")
    numbered = count(1)
    yield _heading("answer", next(numbered), language)
    yield Style.BODY, answers.headline(verdict, language)
    yield _heading("grounds", next(numbered), language)
    yield from _listed([_ground(one, language) for one in _told(verdict)], language)
    if not verdict.grounds:
        yield Style.BODY, say("text", "no_ground", language)
    if verdict.missing:
        yield _heading("missing", next(numbered), language)
        yield from _listed([answers.missing(one, language) for one in verdict.missing], language)
    yield _heading("evidence", next(numbered), language)
    yield from _evidence(verdict, language)
    yield _heading("notes", next(numbered), language)
    yield Style.BODY, answers.closing(verdict, language)
    if not verdict.place:
        yield Style.BODY, say("text", "no_place", language)
    changes = [answers.word("would_change", one, language) for one in verdict.would_change]
    if changes:
        yield Style.BODY, _sentence(shown.STOP[language].join(changes), language)
    if any(one.force not in LAW for one in _told(verdict)):
        yield Style.BODY, say("text", "internal", language)
    yield Style.BODY, say("text", "key", language, seal=verdict.key[: shown.KEY_SHOWN], rules=verdict.rules)


def _told(verdict: Verdict) -> list[Ground]:
    """The grounds that a letter names: an internal reminder is left out where law says the same of the same entry."""
    lawful = {(_entry(one), one.situation) for one in verdict.grounds if one.force in LAW}
    return [one for one in verdict.grounds if one.force in LAW or (_entry(one), one.situation) not in lawful]


def _entry(one: Ground) -> str:
    return one.hit.entry.id if one.hit is not None else ""


def _ground(one: Ground, language: Language) -> str:
    """A ground in which the titles of laws stand as letters write them."""
    text = shown.ground(one, language)
    for title in {cited.instrument.title for cited in one.citations} if language == "zh" else ():
        text = text.replace(title, f"《{title}》")
    return text


def _evidence(verdict: Verdict, language: Language) -> Parts:
    """Registers with their age and completeness; those without data in one sentence."""
    seen = [one for one in verdict.themes if one.state is not ThemeState.WITHOUT_DATA]
    yield from _listed([answers.evidence(one, language) for one in seen], language)
    unseen = [one for one in verdict.themes if one.state is ThemeState.WITHOUT_DATA]
    if unseen:
        kinds = answers.STOP[language].join(answers.word("kind", one.kind, language) for one in unseen)
        yield Style.BODY, say("text", "not_compared", language, kinds=kinds)


def _doubtful(row: Answered, language: Language) -> Parts:
    yield _heading("entries", 1, language)
    yield from _listed([_match(row, number, language) for number in range(len(row.doubtful))], language)
    if row.if_taken is not None:
        answer = answers.word("answer", row.if_taken.answer, language)
        yield Style.BODY, say("text", "if_taken", language, answer=answer)
    yield _heading("ask", 2, language)
    for asked in ("ask_outline", "ask_history", "ask_statement"):
        yield Style.BODY, say("text", asked, language)


def _match(row: Answered, number: int, language: Language) -> str:
    """An entry in question, and why it may be the same land."""
    match = row.doubtful[number]
    why = (shown.word("likeness", part.likeness, language, said=part.said, known=part.known) for part in match.parts)
    name = match.entry.name or match.entry.code or match.entry.address
    subject = answers.wording(
        "subject.entry", language, kind=answers.word("kind", match.entry.kind, language), name=name
    )
    return f"{subject}{'：' if language == 'zh' else ': '}{shown.STOP[language].join(why)}"


def _problem(row: Answered, language: Language) -> Parts:
    yield _heading("problems", 1, language)
    wrong = [one for one in row.problems if one.severity is Severity.ERROR]
    stop = "。" if language == "zh" else ". "
    yield from _listed([f"{one.what(language)}{stop}{one.remedy(language)}" for one in wrong], language)


BODIES = {RowState.VERDICT: _reply, RowState.DOUBTFUL: _doubtful, RowState.PROBLEM: _problem}


def _heading(key: str, number: int, language: Language) -> Paragraph:
    return Style.HEADING, say("numeral", str(number), language) + say("heading", key, language)


def _listed(texts: list[str], language: Language) -> Parts:
    """Numbered where there are several."""
    bracket = "（{}）" if language == "zh" else "({}) "
    for number, text in enumerate(texts, start=1):
        numbered = bracket.format(number) if len(texts) > 1 else ""
        yield Style.BODY, numbered + _sentence(text, language)


def _sentence(text: str, language: Language) -> str:
    return text if text.endswith(("。", ".", "；")) else text + ("。" if language == "zh" else ".")
