"""May this land be planned, supplied, permitted, built on or put to use? Grounds first, then the strictest of them.

from jingtu.access.space import Register
from jingtu.codes import parcels, spelling
answer = verdict(Question(step=Step.SUPPLY, use=land_uses.find("R2"), outline=outline), register=register, on=day)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from shapely.geometry.base import BaseGeometry

from jingtu.access import gates, situations, space
from jingtu.access.canonical import seal
from jingtu.access.hygiene import cleaned, shifted
from jingtu.access.model import (
    DEFAULT_TOLERANCES,
    Answer,
    Entry,
    Ground,
    Hit,
    Missing,
    Question,
    Relation,
    Step,
    Tolerances,
    Verdict,
    happened,
)
from jingtu.access.situations import Situation, UseClass, use_class
from jingtu.access.space import Register
from jingtu.codes import parcels, spelling
from jingtu.problems import Problem, Refused, attention, error

ON_LAND = frozenset({Relation.OVERLAPS, Relation.SAME})
# A reviewed survey is on record; what it does not hold for is said by the entry's own gates.
SURVEY_HOLDS = frozenset(
    {
        Situation.CLEARED,
        Situation.BOUND_TO_OTHER_CLASS,
        Situation.CLASS_UNCLEAR,
        Situation.DELISTED,
        Situation.AFTERCARE,
    }
)


def verdict(
    question: Question, *, register: Register, on: date, tolerances: Tolerances = DEFAULT_TOLERANCES
) -> Verdict:
    """The answer to a question by the registers and the law of a day.

    Parameters
    ----------
    question : Question
        Outline or parcel code, use, step and place. A code alone takes its outline from the register.
    register : Register
        Entries and what the registers say of their own coverage.
    on : date
        The day of the conduct asked about: the law of that day applies, and facts of later days do not count yet.

    Returns
    -------
    Verdict
        The strictest of all grounds; ``NO_RESTRICTION_KNOWN`` where there is none, with the themes looked through.

    Raises
    ------
    jingtu.problems.Refused
        If there is neither outline, code nor match, or the outline cannot be used.
    """
    land = _land(question, register, tolerances)
    case = _case(question, land, on, tolerances)
    grounds = tuple(sorted(_grounds(case), key=lambda ground: -ground.answer.strictness))
    answer = max((ground.answer for ground in grounds), key=lambda one: one.strictness, default=None)
    decided = {id(ground.hit.entry) for ground in grounds if ground.hit is not None}
    return Verdict(
        answer=answer or Answer.NO_RESTRICTION_KNOWN,
        step=question.step,
        use=question.use,
        on=on,
        place=land.place,
        code=question.code,
        grounds=grounds,
        missing=tuple(dict.fromkeys(one for ground in grounds for one in ground.missing)),
        would_change=_would_change(case, grounds, answer),
        contacts=tuple(hit for hit, near in case.beside if id(hit.entry) not in decided and _shown(hit, near)),
        themes=register.themes(land.place, [hit.entry for hit in case.on_land], placed=land.outline is not None),
        problems=(*land.problems, *_contradictions(case.on_land)),
        rules=gates.RULES,
        key=seal(question, land.hits, register.coverage, (on, tolerances, gates.RULES)),
    )


class _Land(NamedTuple):
    """The land asked about: its outline where there is one, what was found by it, and where it lies."""

    outline: BaseGeometry | None
    hits: tuple[Hit, ...]
    place: str
    problems: tuple[Problem, ...]


class _Case(NamedTuple):
    question: Question
    land: _Land
    on: date
    tolerances: Tolerances

    on_land: tuple[Hit, ...]
    beside: tuple[tuple[Hit, Situation], ...]
    use_class: UseClass


def _case(question: Question, land: _Land, on: date, tolerances: Tolerances) -> _Case:
    beside = (hit for hit in land.hits if hit.relation not in ON_LAND)
    return _Case(
        question,
        land,
        on,
        tolerances,
        on_land=tuple(hit for hit in land.hits if hit.relation in ON_LAND),
        beside=tuple((hit, situations.of_neighbour(hit.entry, on)) for hit in beside),
        use_class=use_class(question.use),
    )


def _land(question: Question, register: Register, tolerances: Tolerances) -> _Land:
    coded = register.of_code(question.code)
    if question.outline is None and not question.code and not question.matches:
        raise Refused(error("access.outline_missing"))
    outline, problems = question.outline, list[Problem]()
    if outline is not None:
        outline, found = cleaned(outline)
        problems += [*found, *_shifts(outline, coded)]
    else:
        outline = next((one.outline for one in coded if one.outline is not None), None)
        problems += [attention("access.code_not_found", code=question.code)] if question.code and not coded else []
    near = register.near(outline, tolerances) if outline is not None else ()
    same = [Hit(one, Relation.SAME, how="code") for one in coded]
    hits = _together([*near, *same, *question.matches])
    return _Land(outline, hits, _place(question, hits), tuple(problems))


def _shifts(outline: BaseGeometry, coded: Iterable[Entry]) -> Iterator[Problem]:
    """Where the register's outline of the same code has the same shape elsewhere."""
    for entry in coded:
        metres = shifted(outline, entry.outline) if entry.outline is not None else None
        if metres is not None:
            yield attention("access.outline_shifted", entry.source, metres=f"{metres:.0f}")


def _together(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """One hit per entry, as measured; the same land by code or name counts even where outlines only touch."""
    found: dict[int, Hit] = {}
    for hit in hits:
        first = found.setdefault(id(hit.entry), hit)
        if hit.relation in ON_LAND and first.relation not in ON_LAND:
            found[id(hit.entry)] = replace(first, relation=hit.relation, how=hit.how, score=hit.score)
    return tuple(found.values())


def _place(question: Question, hits: Iterable[Hit]) -> str:
    """The division: as asked, else of the parcel code, else of an entry on the land."""
    if question.place:
        return question.place
    code = spelling.plain(question.code)
    if len(code) == parcels.LENGTH and code.isdecimal():
        return code[:6]
    return next((hit.entry.place for hit in hits if hit.relation in ON_LAND and hit.entry.place), "")


def _grounds(case: _Case) -> Iterator[Ground]:
    found = [ground for hit, situation in (*_on_land(case), *case.beside) for ground in _of(case, situation, hit)]
    yield from found
    for situation in _short_of(case):
        yield from _of(case, situation, None)
    surveys = [ground for situation in _survey_open(case) for ground in _of(case, situation, None)]
    if surveys and _covered(case, [hit for hit in case.on_land if situations.surveyed(hit.entry, case.on)]):
        # Surveyed, though not cleared for the use: the entries' own grounds say it better, unless they are milder.
        most = max((ground.answer.strictness for ground in found), default=0)
        surveys = [ground for ground in surveys if ground.answer.strictness > most]
    yield from surveys


def _on_land(case: _Case) -> Iterator[tuple[Hit, Situation]]:
    for hit in case.on_land:
        for situation in situations.of_entry(hit.entry, case.question.use, case.on):
            yield hit, situation


def _of(case: _Case, situation: Situation, hit: Hit | None) -> Iterator[Ground]:
    found = gates.outcomes(situation, case.use_class, case.question.step, on=case.on, place=case.land.place)
    missing = _missing(case, situation, hit) if found else ()
    for one in found:
        yield Ground(one.gate, one.duty, one.answer, one.force, situation, one.citations, hit, missing, one.remarks)


def _short_of(case: _Case) -> Iterator[Situation]:
    """What the question itself is short of: land that cannot be found, a use not said."""
    if case.land.outline is None and not case.on_land:
        yield Situation.NOT_LOCATED
    if case.use_class is UseClass.UNKNOWN:
        yield Situation.USE_NOT_SAID


def _survey_open(case: _Case) -> Iterator[Situation]:
    """A survey that the use asks for, unless reviewed ones that hold for it are on record for the whole of the land."""
    local, sensitive = _local_survey(case), case.use_class is UseClass.SENSITIVE
    if not (local or sensitive) or _covered(case, [hit for hit, one in _on_land(case) if one in SURVEY_HOLDS]):
        return
    if local:
        yield Situation.SURVEY_OPEN_LOCAL
    change = _changes(case) if sensitive else False
    if change is not False:
        yield Situation.SURVEY_OPEN if change else Situation.CHANGE_UNKNOWN


def _local_survey(case: _Case) -> bool:
    """Whether a local rule asks a survey for this use, or for land that industry left."""
    kinds = gates.local_kinds(case.land.place)
    use, current = case.question.use, case.question.current_use
    new = (use.kinds if use is not None else frozenset()) - (current.kinds if current is not None else frozenset())
    vacated = "vacated" in kinds and any(hit.entry.facts.vacated is True for hit in case.on_land)
    return bool(new & kinds) or vacated


def _changes(case: _Case) -> bool | None:
    """Whether the use becomes a sensitive one; None where nobody says."""
    current = case.question.current_use
    if current is not None and current.sensitive is not None:
        return not current.sensitive
    told = {situations.changes(hit.entry) for hit in case.on_land}
    if True in told or (case.question.step is Step.USE_CHANGE and False not in told):
        return True
    return False if False in told else None


def _covered(case: _Case, hits: list[Hit]) -> bool:
    """Whether entries cover the whole of the land, but for the share that counts as boundary contact."""
    enough = 1 - case.tolerances.share - 1e-9
    if any(_share(hit) >= enough for hit in hits):
        return True
    outlines = [hit.entry.outline for hit in hits if hit.entry.outline is not None]
    if len(outlines) < 2 or case.land.outline is None:
        return False
    return space.covered(case.land.outline, outlines) >= enough


def _share(hit: Hit) -> float:
    """The share of the land that an entry covers: all of it where it is the same land, none where it is a point. [1]"""
    if hit.share_asked is not None:
        return hit.share_asked
    return 1.0 if hit.relation is Relation.SAME else 0.0


def _missing(case: _Case, situation: Situation, hit: Hit | None) -> tuple[Missing, ...]:
    """What would have to be supplied, by whom: after take-back by the body that holds the land in reserve."""
    known = [each.entry.facts for each in ([hit] if hit is not None else case.on_land)]
    taken_back = any(happened(facts.taken_back, case.on) is True for facts in known)
    reported = any(happened(facts.survey_reported, case.on) is True for facts in known)
    ask = case.question.use.ask if case.question.use is not None else ""
    found = []
    for one in gates.REMEDIES[situation].missing:
        by = "land_reserve" if taken_back and one.by == "holder" else one.by
        if one.what == "survey" and reported:
            found.append(Missing("survey_review", "ecology"))
        elif one.what == "use" and ask:
            found.append(Missing(f"ask_{ask}", by))
        else:
            found.append(Missing(one.what, by))
    if situation is Situation.CLASS_UNCLEAR and ask:
        found.append(Missing(f"ask_{ask}", "applicant"))
    return tuple(found)


def _would_change(case: _Case, grounds: Iterable[Ground], answer: Answer | None) -> tuple[str, ...]:
    """The facts on which the answer hangs: of the deciding grounds; without any, of what was found in order."""
    deciding = [ground for ground in grounds if ground.answer is answer]
    found = [Situation(ground.situation) for ground in deciding]
    if not deciding:
        on_land = (situations.of_entry(hit.entry, case.question.use, case.on) for hit in case.on_land)
        found = [Situation.NOTHING, *(one for each in on_land for one in each if one is Situation.CLEARED)]
    keys = [key for one in found for key in gates.REMEDIES[one].would_change]
    if deciding and all(_partly(ground.hit) for ground in deciding):
        keys.append("without_overlap")
    return tuple(dict.fromkeys(keys))


def _partly(hit: Hit | None) -> bool:
    """Whether an entry overlaps a part of the land only, so that the rest could go ahead without it."""
    return (
        hit is not None and hit.relation is Relation.OVERLAPS and hit.share_asked is not None and hit.share_asked < 0.99
    )


def _shown(hit: Hit, situation: Situation) -> bool:
    """Boundary contacts; neighbours under control or remediation, or known by a point only: they may reach farther."""
    if hit.relation is Relation.BOUNDARY_CONTACT or situation is Situation.SEQUENCE:
        return True
    return hit.entry.outline is not None and not hit.entry.outline.area


def _contradictions(hits: Iterable[Hit]) -> Iterator[Problem]:
    for hit in hits:
        for pair in situations.contradictions(hit.entry):
            yield attention("access.entry_contradicts", hit.entry.source, entry=hit.entry.id, facts=pair)
