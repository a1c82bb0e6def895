"""What a clause of a plan calls for: duties, indicators and milestones, each with the words that led there.

A proposal is for an officer to confirm; nothing is decided here. The rules stand in ``data/binding_*.csv``, their form
in ``binding_rules.py``, the conventions in ``docs/bindings.md``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from jingtu.duties.binding_rules import (
    Relation,
    Rule,
    Sentence,
    count_occasions,
    duty_rules,
    fires,
    first,
    indicator_rules,
    sentence,
    sentences,
    under,
)
from jingtu.plans.model import Deadline, Reading, Target, Unit

WEIGHTS = {Relation.SAYS: 0.9, Relation.IMPLIES: 0.6}
"""How far one rule is believed. Rules that agree add up: the doubts they leave are multiplied."""
OCCASIONS = frozenset({"次", "期", "场"})


class Kind(StrEnum):
    """What is proposed."""

    DUTY = "duty"
    INDICATOR = "indicator"
    MILESTONE = "milestone"


class Field(StrEnum):
    """Where a word stands: in the text of the unit or in its title."""

    TEXT = "text"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Word:
    """Printed words: characters ``start`` up to, not including, ``end`` of the unit's text or title."""

    text: str
    start: int
    end: int
    field: Field = Field.TEXT


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing a unit seems to call for.

    ``id`` is that of the duty or indicator, or ``M1``, ``M2`` … for the unit's milestones. ``score`` runs from 0 to 1.
    ``relation`` is None for milestones. An indicator carries the ``targets`` that are measured by it, a milestone its
    ``deadline`` and the ``duties`` whose words stand beside it.
    """

    kind: Kind
    id: str
    score: float
    words: tuple[Word, ...]
    relation: Relation | None = None
    targets: tuple[Target, ...] = ()
    deadline: Deadline | None = None
    duties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bound:
    """A unit with its proposals: duties by score, then indicators, then milestones.

    ``unmeasured`` are the unit's targets for which no indicator is known.
    """

    unit: Unit
    proposals: tuple[Proposal, ...]
    unmeasured: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    """A unit cut into sentences, first each by itself, then each under the title; ``context`` is what ``about`` sees.

    The places of the sentences count through the text, one line end, and the title.
    """

    unit: Unit
    sentences: tuple[Sentence, ...]
    letters: str
    context: str


def bind(
    reading: Reading, *, duties: Sequence[Rule] | None = None, indicators: Sequence[Rule] | None = None
) -> tuple[Bound, ...]:
    """What each unit of a plan calls for.

    Parameters
    ----------
    reading : Reading
        A plan, as ``jingtu.plans.read`` gives it.
    duties, indicators : sequence of Rule, optional
        Rules to use instead of the project's own.

    Returns
    -------
    tuple of Bound
        One per unit, in the order of the document; a unit that calls for nothing known has no proposals.
    """
    for_duties = duty_rules() if duties is None else duties
    for_indicators = indicator_rules() if indicators is None else indicators
    return tuple(bind_unit(unit, duties=for_duties, indicators=for_indicators) for unit in reading.units)


def bind_unit(unit: Unit, *, duties: Sequence[Rule], indicators: Sequence[Rule]) -> Bound:
    """What one unit calls for."""
    page = _page(unit)
    duty_proposals = _proposals(Kind.DUTY, page, duties)
    indicator_proposals = tuple(
        _with_targets(one, unit, indicators) for one in _proposals(Kind.INDICATOR, page, indicators)
    )
    measured = {target for one in indicator_proposals for target in one.targets}
    return Bound(
        unit,
        (*duty_proposals, *indicator_proposals, *_milestones(unit, duty_proposals)),
        tuple(target for target in unit.targets if target not in measured),
    )


def _page(unit: Unit) -> _Page:
    whole = f"{unit.text}\n{unit.title or ''}"
    title = sentence(whole, len(unit.text) + 1, len(whole))
    alone = sentences(unit.text)
    # The title of a unit cut into parts speaks of all parts, so it decides none.
    titled = () if unit.part else (title, *(under(title, below) for below in alone))
    letters = "。".join(one.letters for one in (*alone, *titled[:1]))
    above = "。".join(one.letters for head in unit.path for one in sentences(head))
    return _Page(unit, (*alone, *titled), letters, f"{above}。{title.letters}。{letters}")


def _proposals(kind: Kind, page: _Page, rules: Iterable[Rule]) -> tuple[Proposal, ...]:
    fired: dict[str, list[tuple[Rule, tuple[Word, ...]]]] = {}
    for rule in rules:
        words = _words(rule, page)
        if words:
            fired.setdefault(rule.target, []).append((rule, words))
    found = (_proposal(kind, target, ways) for target, ways in fired.items())
    return tuple(sorted(found, key=lambda one: (-one.score, one.id)))


def _words(rule: Rule, page: _Page) -> tuple[Word, ...]:
    """The words by which a rule fires, in the first sentence where it does, else in the title and one sentence."""
    if not all(any(phrase[0] in page.letters for phrase in group) for group in rule.groups):
        return ()
    if rule.about and not first(rule.about, page.context):
        return ()
    for one in page.sentences:
        found = fires(rule, one)
        if found:
            return tuple(_word(page.unit, *stretch) for stretch in found)
    return ()


def _word(unit: Unit, start: int, end: int) -> Word:
    if start < len(unit.text):
        return Word(unit.text[start:end], start, end)
    start, end = start - len(unit.text) - 1, end - len(unit.text) - 1
    return Word((unit.title or "")[start:end], start, end, Field.TITLE)


def _proposal(kind: Kind, target: str, ways: Sequence[tuple[Rule, tuple[Word, ...]]]) -> Proposal:
    doubt = math.prod(1 - WEIGHTS[rule.relation] for rule, _ in ways)
    words = {word for _, words in ways for word in words}
    says = any(rule.relation is Relation.SAYS for rule, _ in ways)
    return Proposal(
        kind,
        target,
        round(1 - doubt, 2),
        tuple(sorted(words, key=lambda word: (word.field, word.start, word.end))),
        Relation.SAYS if says else Relation.IMPLIES,
    )


def _with_targets(proposal: Proposal, unit: Unit, rules: Iterable[Rule]) -> Proposal:
    own = tuple(rule for rule in rules if rule.target == proposal.id)
    targets = tuple(target for target in unit.targets if any(_measures(rule, target) for rule in own))
    return Proposal(proposal.kind, proposal.id, proposal.score, proposal.words, proposal.relation, targets)


def _measures(rule: Rule, target: Target) -> bool:
    """The first group of an indicator's rule names the quantity; the others may stand anywhere in the phrase."""
    if target.unit in OCCASIONS and rule.target not in count_occasions():
        return False
    named = any(first(rule.groups[0], part.letters) for part in sentences(target.quantity))
    return named and any(fires(rule, part) for part in sentences(target.phrase))


def _milestones(unit: Unit, duties: Sequence[Proposal]) -> Iterator[Proposal]:
    dated = [one for one in unit.deadlines if not (one.period or "").endswith("/..")]
    for number, deadline in enumerate(dated, 1):
        start = unit.text.find(deadline.phrase)
        word = Word(deadline.phrase, start, start + len(deadline.phrase))
        beside = tuple(sorted(one.id for one in duties if any(_beside(other, word) for other in one.words)))
        score = WEIGHTS[Relation.SAYS if beside else Relation.IMPLIES]
        yield Proposal(Kind.MILESTONE, f"M{number}", score, (word,), deadline=deadline, duties=beside)


def _beside(one: Word, phrase: Word) -> bool:
    return one.field is Field.TEXT and phrase.start <= one.start < phrase.end
