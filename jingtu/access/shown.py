"""What people read of a list: rows of tables in words. The words stand in ``list_words.toml``, ``words.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from jingtu.access import answers
from jingtu.access.lists import Answered, Answers, RowState
from jingtu.access.matching import Likeness, Match
from jingtu.access.model import Answer, Ground, Hit, Relation, Verdict
from jingtu.problems import Language, Problem, Where

WORDS = Path(__file__).with_name("list_words.toml")
STOP: Mapping[Language, str] = {"zh": "；", "en": "; "}
Cells = tuple[object, ...]
KEY_SHOWN = 16
"""Characters of a verdict's key that people see; they tell two verdicts apart."""
NO_CODE = "access.code_not_found"


@cache
def _words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


def word(group: str, key: str, language: Language = "zh", **values: object) -> str:
    """A word or sentence about lists."""
    text = _words()[group][key][language]
    return text.format_map(values) if values else text


def heads(names: Iterable[str], language: Language) -> list[str]:
    return [word("column", name, language) for name in names]


def name_of(row: Answered) -> str:
    """What the row calls its land: name, else code, else address, else its place in the list."""
    values = row.row.values
    named = (values.get(role) for role in ("name", "former_name", "enterprise", "code", "address"))
    return next(filter(None, named), spot(row.row.where))


def answer_of(row: Answered, language: Language = "zh") -> str:
    """The answer of a decided row; else how the row ended."""
    if row.state is RowState.VERDICT and row.verdict is not None:
        return answers.word("answer", row.verdict.answer, language)
    return word("state", row.state, language)


def reasons(match: Match, language: Language = "zh") -> str:
    """Every part of a match in words, with its points."""
    shown = (
        f"{word('likeness', part.likeness, language, said=part.said, known=part.known)} ({part.points:+.2f})"
        for part in match.parts
    )
    return STOP[language].join(shown)


def relation(hit: Hit, language: Language = "zh") -> str:
    """How an entry lies to the land; where a name or the like told it, which."""
    if hit.relation is Relation.SAME and hit.overlap is None and hit.how in Likeness.__members__.values():
        how = {"zh": "按{}", "en": "by {}"}[language].format(short(Likeness(hit.how), language))
        return answers.wording("hit.same", language, how=how)
    return answers.relation(hit, language)


def short(likeness: Likeness, language: Language = "zh") -> str:
    """A reason in a word."""
    return word("short", likeness, language)


def ground(one: Ground, language: Language = "zh") -> str:
    """A ground with how its entry lies to the land, and its remarks."""
    parts = [answers.ground(one, language).rstrip("。. ")]
    if one.hit is not None:
        parts.append(relation(one.hit, language).rstrip("。. "))
    parts += [answers.word("remark", remark, language) for remark in one.remarks]
    return STOP[language].join(parts)


def missing(verdict: Verdict, language: Language = "zh") -> str:
    return STOP[language].join(answers.missing(one, language) for one in verdict.missing)


# ---------------------------------------------------------------- tables

ROWS = (
    *("number", "code", "name", "use", "step", "day", "answer", "why", "missing", "on_registers"),
    *("would_change", "remarks", "place", "key"),
)
GROUNDS = ("number", "name", "answer", "force", "ground", "relation", "missing", "source")
MATCHES = ("number", "name", "kind", "entry_name", "entry_code", "taken", "score", "reasons", "relation", "source")
DOUBTFUL = ("number", "name", "as_is", "if_taken", "kind", "entry_name", "score", "reasons", "source")
PROBLEMS = ("number", "severity", "place", "what", "because", "remedy")


def rows(found: Answers, language: Language) -> Iterator[Cells]:
    """One line per row of the list, in its order."""
    for row in found.rows:
        asked, decided = row.asked, row.verdict
        use = answers.use(asked.use, language) if asked else row.row.values.get("use", "")
        yield (
            row.number,
            row.row.values.get("code", ""),
            name_of(row),
            use,
            answers.word("step", asked.step, language) if asked else row.row.values.get("step", ""),
            asked.on if asked else None,
            answer_of(row, language),
            _why(row, language),
            missing(decided, language) if decided else "",
            STOP[language].join(match.entry.name or match.entry.code or match.entry.id for match in row.taken),
            STOP[language].join(answers.word("would_change", one, language) for one in decided.would_change)
            if decided
            else "",
            STOP[language].join(problem.what(language) for problem in _told(row)),
            spot(row.row.where),
            decided.key[:KEY_SHOWN] if decided else "",
        )


def spot(where: Where) -> str:
    """The place within the file."""
    return "!".join(filter(None, (where.sheet, where.cell or (str(where.line) if where.line else ""))))


def _told(row: Answered) -> list[Problem]:
    """Problems of a row; that a name is no code of a register is none."""
    found = row.verdict.problems if row.verdict else ()
    return [*row.problems, *(one for one in found if row.row.values.get("code") or one.code != NO_CODE)]


def _why(row: Answered, language: Language) -> str:
    """The grounds that decide, or why nothing is decided."""
    if row.state is RowState.PROBLEM:
        return STOP[language].join(problem.what(language) for problem in row.problems if problem.severity == "error")
    if row.state is RowState.DOUBTFUL:
        return STOP[language].join(reasons(match, language) for match in row.doubtful)
    verdict = row.verdict
    if verdict is None or verdict.answer is Answer.NO_RESTRICTION_KNOWN:
        return answers.headline(verdict, language) if verdict is not None else ""
    deciding = (one for one in verdict.grounds if one.answer is verdict.answer)
    return STOP[language].join(answers.ground(one, language).rstrip("。. ") for one in deciding)


def grounds(found: Answers, language: Language) -> Iterator[Cells]:
    """Every ground of every verdict."""
    for row in found.rows:
        for one in row.verdict.grounds if row.verdict else ():
            yield (
                row.number,
                name_of(row),
                answers.word("answer", one.answer, language),
                answers.word("force", one.force, language),
                answers.ground(one, language),
                relation(one.hit, language) if one.hit else "",
                STOP[language].join(answers.missing(each, language) for each in one.missing),
                one.hit.entry.source.text(language) if one.hit else "",
            )


def matches(found: Answers, language: Language) -> Iterator[Cells]:
    """Every match, also the rejected ones."""
    for row in found.rows:
        for match in row.matches:
            yield (
                row.number,
                name_of(row),
                answers.word("kind", match.entry.kind, language),
                match.entry.name,
                match.entry.code,
                word("standing", match.standing, language),
                match.score,
                reasons(match, language),
                answers.relation(match.hit, language) if match.hit else "",
                match.entry.source.text(language),
            )


def doubtful(found: Answers, language: Language) -> Iterator[Cells]:
    """Every doubtful match, with the answers that depend on it."""
    for row in found.rows:
        for match in row.doubtful:
            yield (
                row.number,
                name_of(row),
                answers.word("answer", row.verdict.answer, language) if row.verdict else "",
                answers.word("answer", row.if_taken.answer, language) if row.if_taken else "",
                answers.word("kind", match.entry.kind, language),
                match.entry.name or match.entry.code,
                match.score,
                reasons(match, language),
                match.entry.source.text(language),
            )


def problems(found: Answers, more: Iterable[Problem], language: Language) -> Iterator[Cells]:
    """Problems of the rows, of the list and of the registers, errors first."""
    numbered = [(row.number, problem) for row in found.rows for problem in _told(row)]
    numbered += [(0, problem) for problem in (*found.problems, *more)]
    for number, problem in sorted(numbered, key=lambda one: one[1].severity != "error"):
        yield (
            number or None,
            word("severity", problem.severity, language),
            problem.where.text(language),
            problem.what(language),
            problem.why(language),
            problem.remedy(language),
        )


def about(found: Answers, language: Language) -> Iterator[tuple[str, str]]:
    """What the answers rest on, and how they are to be read."""
    yield word("about", "file", language), found.file
    yield word("about", "sha256", language), found.sha256
    yield word("about", "day", language), str(found.on)
    yield word("about", "rules", language), found.rules
    counted = (f"{_outcome(key, language)} {count}" for key, count in found.counts().items())
    yield word("about", "counts", language), STOP[language].join([str(len(found.rows)), *counted])
    for line in list(_registers(found, language)) or [word("about", "no_register", language)]:
        yield word("about", "register", language), line
    for rule in ("rule_rows", "rule_matches", "rule_strictest", "rule_none_known", "rule_force"):
        yield word("about", "reading", language), word("about", rule, language)


def _outcome(key: str, language: Language) -> str:
    return answers.word("answer", key, language) if key in Answer.__members__ else word("state", key, language)


def _registers(found: Answers, language: Language) -> Iterator[str]:
    for one in found.coverage:
        complete = {True: "yes", False: "no", None: "unknown"}[one.complete]
        yield word(
            "about",
            "register_line",
            language,
            kind=answers.word("kind", one.kind, language),
            file=one.file,
            seen_on=one.seen_on or word("about", "undated", language),
            complete=answers.wording(f"complete.{complete}", language),
            digest=one.digest[:16],
        )
