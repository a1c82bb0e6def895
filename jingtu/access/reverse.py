"""The look back: every land case since a day against every register parcel, as the clean-up of permits since 2021 asks.

Each case is judged by the law and the registers of its own day. What law of that day forbade is a *suspected breach*,
with the citation and the penalty then in force; what only came near is told apart, and so is what could not be
compared. A person finds whether it was a breach.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from jingtu.access import lists, said
from jingtu.access.asked import Defaults
from jingtu.access.lists import Answered, RowState
from jingtu.access.model import DEFAULT_TOLERANCES, Answer, Entry, Force, Ground, Hit, Kind, Relation, Step, Tolerances
from jingtu.access.said import NotUnderstoodError
from jingtu.access.situations import Situation
from jingtu.access.space import Register
from jingtu.duties import consequences, law
from jingtu.duties.consequences import Consequence
from jingtu.intake.outlines import OutlineReading, OutlineRow
from jingtu.periods import Period
from jingtu.problems import error

SINCE = date(2021, 1, 1)
"""From when the clean-up of permits looks back."""
SOON = timedelta(days=365)
"""A case so shortly before its parcel was listed is shown as coming near."""
FORBIDDEN = frozenset({Answer.PROHIBITED, Answer.NOT_YET})
LAW = frozenset({Force.STATUTORY, Force.LOCAL})


class Offence(StrEnum):
    """What kind of breach is suspected. Words: ``reverse_words.toml``, ``[offence]``."""

    PLANNED_WHILE_LISTED = "planned_while_listed"
    HANDLED_WHILE_LISTED = "handled_while_listed"
    SUPPLIED_WHILE_LISTED = "supplied_while_listed"
    USE_CHANGED_WHILE_LISTED = "use_changed_while_listed"
    PERMIT_BEFORE_TARGET = "permit_before_target"
    WORKS_BEFORE_TARGET = "works_before_target"
    USED_BEFORE_TARGET = "used_before_target"
    PLANNED_WITHOUT_SURVEY = "planned_without_survey"
    HANDLED_WITHOUT_SURVEY = "handled_without_survey"
    SUPPLIED_WITHOUT_SURVEY = "supplied_without_survey"
    USE_CHANGED_WITHOUT_SURVEY = "use_changed_without_survey"
    PERMIT_WITHOUT_SURVEY = "permit_without_survey"
    WORKS_WITHOUT_SURVEY = "works_without_survey"
    USED_WITHOUT_SURVEY = "used_without_survey"


class Cause(StrEnum):
    """What stood in the way: control and remediation not finished, or a survey or assessment not done."""

    TARGET = "target"
    SURVEY = "survey"


CONTROLLED = frozenset(
    {
        Situation.LISTED,
        Situation.LISTED_EVALUATED,
        Situation.EVALUATION_VOID,
        Situation.CONTROL_OPEN,
        Situation.DELISTED,
        Situation.AFTERCARE,
        Situation.SEQUENCE,
        Situation.POLLUTED,
    }
)
"""Situations whose cause is the target; the cause of all others is the survey."""
UNSURVEYED = frozenset({Situation.SURVEY_OPEN, Situation.SURVEY_OPEN_LOCAL, Situation.CHANGE_UNKNOWN})
OFFENCES: Mapping[tuple[Cause, Step], Offence] = {
    (Cause.TARGET, Step.PLAN): Offence.PLANNED_WHILE_LISTED,
    (Cause.TARGET, Step.EXPROPRIATE): Offence.HANDLED_WHILE_LISTED,
    (Cause.TARGET, Step.TAKE_BACK): Offence.HANDLED_WHILE_LISTED,
    (Cause.TARGET, Step.PURCHASE): Offence.HANDLED_WHILE_LISTED,
    (Cause.TARGET, Step.SUPPLY): Offence.SUPPLIED_WHILE_LISTED,
    (Cause.TARGET, Step.USE_CHANGE): Offence.USE_CHANGED_WHILE_LISTED,
    (Cause.TARGET, Step.PLANNING_PERMIT): Offence.PERMIT_BEFORE_TARGET,
    (Cause.TARGET, Step.START_OF_WORKS): Offence.WORKS_BEFORE_TARGET,
    (Cause.TARGET, Step.PUT_TO_USE): Offence.USED_BEFORE_TARGET,
    (Cause.SURVEY, Step.PLAN): Offence.PLANNED_WITHOUT_SURVEY,
    (Cause.SURVEY, Step.EXPROPRIATE): Offence.HANDLED_WITHOUT_SURVEY,
    (Cause.SURVEY, Step.TAKE_BACK): Offence.HANDLED_WITHOUT_SURVEY,
    (Cause.SURVEY, Step.PURCHASE): Offence.HANDLED_WITHOUT_SURVEY,
    (Cause.SURVEY, Step.SUPPLY): Offence.SUPPLIED_WITHOUT_SURVEY,
    (Cause.SURVEY, Step.USE_CHANGE): Offence.USE_CHANGED_WITHOUT_SURVEY,
    (Cause.SURVEY, Step.PLANNING_PERMIT): Offence.PERMIT_WITHOUT_SURVEY,
    (Cause.SURVEY, Step.START_OF_WORKS): Offence.WORKS_WITHOUT_SURVEY,
    (Cause.SURVEY, Step.PUT_TO_USE): Offence.USED_WITHOUT_SURVEY,
}


class CaseState(StrEnum):
    """How a case ended. Words: ``reverse_words.toml``, ``[case_state]``."""

    BREACH = "breach"
    REVIEW = "review"
    NEAR_MISS = "near_miss"
    DOUBTFUL = "doubtful"
    NOTHING_KNOWN = "nothing_known"
    UNMATCHED = "unmatched"
    BEFORE = "before"
    PROBLEM = "problem"


class Near(StrEnum):
    """Why a case came near. Words: ``reverse_words.toml``, ``[near]``."""

    CONDITION = "condition"
    BOUNDARY = "boundary"
    NEIGHBOUR = "neighbour"
    LISTED_SOON_AFTER = "listed_soon_after"
    SURVEY_NOT_ON_RECORD = "survey_not_on_record"


@dataclass(frozen=True, slots=True)
class Breach:
    """A suspected breach: the ground of the day of the case, and what that law says follows.

    ``consequence`` is None where the ground is no statute that was read: no penalty rests on that alone.
    """

    offence: Offence
    ground: Ground
    consequence: Consequence | None

    @property
    def firm(self) -> bool:
        """Whether it rests on law in force that was read; otherwise a person looks at the ground first."""
        return self.ground.force in LAW


@dataclass(frozen=True, slots=True)
class NearMiss:
    """What came near: a ground that only sets a condition, or an entry that is not the land itself."""

    why: Near
    ground: Ground | None = None
    hit: Hit | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One land case with what it meets."""

    row: Answered
    state: CaseState
    breaches: tuple[Breach, ...] = ()
    near: tuple[NearMiss, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The register entries whose land it is, or that it comes near."""
        hits = [one.ground.hit for one in self.breaches]
        hits += [near.hit or (near.ground.hit if near.ground else None) for near in self.near]
        matched = [match.entry for match in (*self.row.taken, *self.row.doubtful)]
        return tuple({id(one): one for one in [*matched, *(hit.entry for hit in hits if hit is not None)]}.values())


@dataclass(frozen=True, slots=True)
class LookBack:
    """Every case once, in the order of the file, and the entries that no case meets."""

    answers: lists.Answers
    since: date
    cases: tuple[Case, ...]
    without_case: tuple[Entry, ...]

    def of(self, state: CaseState) -> tuple[Case, ...]:
        return tuple(case for case in self.cases if case.state is state)


def look_back(
    reading: OutlineReading,
    register: Register,
    defaults: Defaults,
    *,
    since: date = SINCE,
    tolerances: Tolerances = DEFAULT_TOLERANCES,
) -> LookBack:
    """Every land case of a file against the registers.

    Parameters
    ----------
    reading : OutlineReading
        Of :func:`jingtu.access.lists.read_list`; each row has the day of its case.
    register : Register
    defaults : Defaults
        ``on`` is the day of the look back: penalties are compared as of it.
    since : date
        Earlier cases are listed, not judged.
    """
    dated = replace(reading, rows=tuple(_with_day(row) for row in reading.rows))
    found = lists.answer(dated, register, defaults, tolerances=tolerances)
    cases = tuple(_case(row, since, defaults.on) for row in found.rows)
    met = {entry.id for case in cases if case.state is not CaseState.BEFORE for entry in case.entries}
    return LookBack(found, since, cases, tuple(one for one in register.entries if one.id not in met))


def _with_day(row: OutlineRow) -> OutlineRow:
    """A case without a day cannot be judged: the law of its day applies."""
    try:
        known = said.day(row.values.get("day", "")) is not None
    except NotUnderstoodError:
        return row
    return row if known else replace(row, problems=(*row.problems, error("access_lists.case_without_day", row.where)))


def _case(row: Answered, since: date, on: date) -> Case:
    if row.state is RowState.PROBLEM or row.asked is None or row.verdict is None:
        return Case(row, CaseState.PROBLEM)
    if row.asked.on < since:
        return Case(row, CaseState.BEFORE)
    breaches = tuple(_breaches(row, on))
    near = tuple(_near(row))
    return Case(row, _state(row, breaches, near), breaches, near)


def _state(row: Answered, breaches: Sequence[Breach], near: Sequence[NearMiss]) -> CaseState:
    """A breach first, then what a person must look at."""
    if any(breach.firm for breach in breaches):
        return CaseState.BREACH
    if breaches:
        return CaseState.REVIEW
    if row.state is RowState.DOUBTFUL:
        return CaseState.DOUBTFUL
    if near:
        return CaseState.NEAR_MISS
    return CaseState.NOTHING_KNOWN if row.taken else CaseState.UNMATCHED


def _breaches(row: Answered, on: date) -> Iterator[Breach]:
    """What was forbidden on the day of the case, for land that a register has for its soil."""
    if row.verdict is None:
        return
    for ground in row.verdict.grounds:
        if ground.answer in FORBIDDEN and (ground.hit is not None or _on_a_register(row)):
            yield Breach(_offence(ground, row.verdict.step), ground, _consequence(ground, row.verdict.on, on))


def _on_a_register(row: Answered) -> bool:
    """Whether the land is on a register of parcels or enterprises; a protection zone says nothing of the soil."""
    return any(match.entry.kind is not Kind.PROTECTION_ZONE for match in row.taken)


def _offence(ground: Ground, step: Step) -> Offence:
    cause = Cause.TARGET if ground.situation in CONTROLLED else Cause.SURVEY
    return OFFENCES[cause, step]


def _consequence(ground: Ground, day: date, on: date) -> Consequence | None:
    """The penalty for an act of one day, as judged on another."""
    if ground.force is not Force.STATUTORY:
        return None
    return consequences.of(law.text(ground.duty).consequence, Period(day, day + timedelta(days=1)), on=max(on, day))


def _near(row: Answered) -> Iterator[NearMiss]:
    if row.verdict is None:
        return
    for ground in row.verdict.grounds:
        if ground.hit is not None and ground.answer not in FORBIDDEN:
            yield NearMiss(Near.CONDITION, ground)
        elif ground.hit is None and ground.situation in UNSURVEYED and not _on_a_register(row):
            yield NearMiss(Near.SURVEY_NOT_ON_RECORD, ground)
    for hit in row.verdict.contacts:
        yield NearMiss(Near.BOUNDARY if hit.relation is Relation.BOUNDARY_CONTACT else Near.NEIGHBOUR, hit=hit)
    yield from (NearMiss(Near.LISTED_SOON_AFTER, hit=hit) for hit in _listed_later(row, row.verdict.on))


def _listed_later(row: Answered, day: date) -> Iterator[Hit]:
    """Entries of the same land that were listed soon after the case."""
    for match in row.taken:
        start = match.entry.days.start if match.entry.days is not None else None
        if start is not None and day < start <= day + SOON:
            yield match.hit or Hit(match.entry, Relation.SAME)


def counted(cases: Iterable[Case]) -> Mapping[Offence, int]:
    """Cases per kind of suspected breach, in the order of ``Offence``; a case of two kinds counts in both."""
    kinds = [{breach.offence for breach in case.breaches} for case in cases]
    return {offence: count for offence in Offence if (count := sum(offence in found for found in kinds))}
