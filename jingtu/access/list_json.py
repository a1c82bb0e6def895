"""Answers to a list, and a look back, as plain values with stable keys (docs/access-lists.md)."""

from __future__ import annotations

from collections.abc import Iterable

from jingtu.access import answers, shown
from jingtu.access.lists import Answered, Answers, outcome
from jingtu.access.matching import Match
from jingtu.access.reverse import Breach, Case, LookBack, NearMiss, counted
from jingtu.duties.consequences import Consequence, Range
from jingtu.intake.outline_tables import DRAWN
from jingtu.problems import Language, Problem, Where

Plain = dict[str, object]


def of_answers(found: Answers, problems: Iterable[Problem], language: Language) -> Plain:
    """Everything about a list; ``problems`` are those of the registers."""
    return {
        **_head(found),
        "counts": {str(key): count for key, count in found.counts().items()},
        "rows": [_row(row, language) for row in found.rows],
        "registers": _registers(found),
        "problems": [problem(one, language) for one in (*found.problems, *problems)],
    }


def of_look_back(found: LookBack, problems: Iterable[Problem], language: Language) -> Plain:
    """Everything about a look back."""
    return {
        **_head(found.answers),
        "since": found.since,
        "counts": {
            "offences": {str(key): count for key, count in counted(found.cases).items()},
            "states": _states(found),
        },
        "cases": [_case(case, language) for case in found.cases],
        "without_case": [
            {"id": one.id, "kind": one.kind, "code": one.code, "name": one.name} for one in found.without_case
        ],
        "registers": _registers(found.answers),
        "problems": [problem(one, language) for one in (*found.answers.problems, *problems)],
    }


def problem(one: Problem, language: Language) -> Plain:
    """A problem as every command tells it."""
    return {"code": one.code, "severity": one.severity, **place(one.where), "text": one.text(language)}


def place(where: Where) -> Plain:
    return {"file": where.file, "sheet": where.sheet, "cell": where.cell, "line": where.line}


def _head(found: Answers) -> Plain:
    return {"file": found.file, "sha256": found.sha256, "on": found.on, "rules": found.rules}


def _registers(found: Answers) -> list[Plain]:
    return [
        {
            "kind": one.kind,
            "place": one.place,
            "complete": one.complete,
            "seen_on": one.seen_on,
            "file": one.file,
            "sha256": one.digest,
        }
        for one in found.coverage
    ]


def _row(row: Answered, language: Language) -> Plain:
    return {
        "number": row.number,
        "where": place(row.row.where),
        "said": {role: text for role, text in row.row.values.items() if role not in DRAWN},
        "state": row.state,
        "outcome": outcome(row),
        "verdict": answers.plain(row.verdict) if row.verdict else None,
        "if_taken": row.if_taken.answer if row.if_taken else None,
        "matches": [_match(match, language) for match in row.matches],
        "problems": [problem(one, language) for one in row.problems],
    }


def _match(match: Match, language: Language) -> Plain:
    return {
        "entry": match.entry.id,
        "kind": match.entry.kind,
        "code": match.entry.code,
        "name": match.entry.name,
        "standing": match.standing,
        "score": match.score,
        "parts": [
            {
                "likeness": part.likeness,
                "points": part.points,
                "said": part.said,
                "known": part.known,
                "text": shown.word("likeness", part.likeness, language, said=part.said, known=part.known),
            }
            for part in match.parts
        ],
    }


def _states(found: LookBack) -> dict[str, int]:
    states = [case.state for case in found.cases]
    return {str(state): states.count(state) for state in dict.fromkeys(states)}


def _case(case: Case, language: Language) -> Plain:
    return {
        **_row(case.row, language),
        "state": case.state,
        "outcome": case.state,
        "breaches": [_breach(one, language) for one in case.breaches],
        "near": [_near(one, language) for one in case.near],
    }


def _breach(one: Breach, language: Language) -> Plain:
    ground = one.ground
    return {
        "offence": one.offence,
        "firm": one.firm,
        "duty": ground.duty,
        "force": ground.force,
        "ground": answers.ground(ground, language),
        "citations": [cited.text(language) for cited in ground.citations],
        "entry": ground.hit.entry.id if ground.hit else None,
        "consequence": _consequence(one.consequence),
    }


def _consequence(one: Consequence | None) -> Plain | None:
    if one is None:
        return None
    penalty = one.penalty
    ranges = {name: _range(getattr(penalty, name)) for name in ("fine", "refusal", "grave", "persons")}
    return {"zh": penalty.zh, **ranges, "choice": one.choice, "why": one.why}


def _range(one: Range | None) -> list[int] | None:
    return None if one is None else [one.least, one.most]


def _near(one: NearMiss, language: Language) -> Plain:
    hit = one.hit or (one.ground.hit if one.ground else None)
    return {
        "why": one.why,
        "ground": answers.ground(one.ground, language) if one.ground else None,
        "entry": hit.entry.id if hit else None,
        "relation": shown.relation(hit, language) if hit else None,
    }
