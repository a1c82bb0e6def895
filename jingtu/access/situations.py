"""What an entry means for a use on a day: its situation, the row of ``data/decisions.csv``.

The order of the questions is the order of the procedure, latest first: what is on the control list is not asked
whether it was surveyed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from jingtu.access.model import Entry, Facts, Happened, Kind, LandClass, Stage, Use, happened

LISTED_STAGES = frozenset({Stage.P7, Stage.P8, Stage.P9, Stage.P10})
SURVEYED_STAGES = frozenset(Stage) - {Stage.P0, Stage.P1, Stage.P2, Stage.P3}
INDUSTRIAL = frozenset({Kind.FORMER_SITE, Kind.KEY_UNIT, Kind.WATCH_LIST, Kind.SUSPECTED_LIST, Kind.POLLUTED_LIST})


class Situation(StrEnum):
    """What stands in the way, or does not. Words: ``words.toml``, ``[situation]``."""

    LISTED = "listed"
    LISTED_EVALUATED = "listed_evaluated"
    EVALUATION_VOID = "evaluation_void"
    CONTROL_OPEN = "control_open"
    ASSESSMENT_OPEN = "assessment_open"
    POLLUTED = "polluted"
    SURVEY_ORDERED = "survey_ordered"
    SUSPECTED = "suspected"
    KEY_UNIT = "key_unit"
    KEY_UNIT_LEFT = "key_unit_left"
    KEY_UNIT_FORMER = "key_unit_former"
    WATCH = "watch"
    BOUND_TO_OTHER_CLASS = "bound_to_other_class"
    CLASS_UNCLEAR = "class_unclear"
    DELISTED = "delisted"
    AFTERCARE = "aftercare"
    ZONE = "zone"
    SEQUENCE = "sequence"
    TOXIC_HISTORY = "toxic_history"
    STATUS_UNKNOWN = "status_unknown"
    NOTHING = "nothing"
    CLEARED = "cleared"
    SURVEY_OPEN = "survey_open"
    CHANGE_UNKNOWN = "change_unknown"
    SURVEY_OPEN_LOCAL = "survey_open_local"
    USE_NOT_SAID = "use_not_said"
    NOT_LOCATED = "not_located"


class UseClass(StrEnum):
    """How a land use is decided about."""

    SENSITIVE = "sensitive"
    OTHER = "other"
    FARMLAND = "farmland"
    UNKNOWN = "unknown"


class Case(NamedTuple):
    """An entry looked at for a use on a day."""

    entry: Entry
    use: Use | None
    on: date

    @property
    def facts(self) -> Facts:
        return self.entry.facts

    def was(self, event: Happened) -> bool:
        return happened(event, self.on) is True

    @property
    def active(self) -> bool:
        return self.entry.days is None or self.on in self.entry.days

    @property
    def counts(self) -> bool:
        """Whether the row says anything on the day: it has begun, and no later row of the parcel took its place."""
        begun = self.entry.days is None or self.entry.days.start <= self.on
        return begun and (self.active or self.entry.kind is not Kind.PARCEL)


def use_class(use: Use | None) -> UseClass:
    """Sensitive, food-growing farmland, other; unknown where the use was not said or its code does not tell."""
    if use is None or use.sensitive is None:
        return UseClass.UNKNOWN
    if use.sensitive:
        return UseClass.SENSITIVE
    return UseClass.FARMLAND if "food_crops" in use.kinds else UseClass.OTHER


def of_entry(entry: Entry, use: Use | None, on: date) -> tuple[Situation, ...]:
    """The situations of land that an entry overlaps or is; ``NOTHING`` where nothing stands against it."""
    case = Case(entry, use, on)
    if not case.counts:
        return (Situation.NOTHING,)
    found = [next(situation for asks, situation in QUESTIONS if asks(case))]
    if found[0] is Situation.LISTED and case.was(entry.facts.evaluated):
        found.append(Situation.EVALUATION_VOID)
    if use_class(use) is UseClass.FARMLAND and _toxic(case):
        found.append(Situation.TOXIC_HISTORY)
    return tuple(found)


def of_neighbour(entry: Entry, on: date) -> Situation:
    """``SEQUENCE`` where control or remediation next door is not finished, else ``NOTHING``."""
    case = Case(entry, None, on)
    working = case.was(entry.facts.works_started) and not case.was(entry.facts.evaluated)
    open_ = case.counts and (_listed(case) or _control_open(case) or _polluted(case) or working)
    return Situation.SEQUENCE if open_ else Situation.NOTHING


def surveyed(entry: Entry, on: date) -> bool:
    """Whether a reviewed survey of the entry's land is on record, whatever it found."""
    case = Case(entry, None, on)
    told = entry.stage in SURVEYED_STAGES or case.was(entry.facts.review_passed) or case.was(entry.facts.assessed)
    return case.counts and (told or _listed(case) or _delisted(case))


def changes(entry: Entry) -> bool | None:
    """Whether a sensitive use would be a change for the entry's land; None where the entry does not tell."""
    if entry.current_use is not None and entry.current_use.sensitive is not None:
        return not entry.current_use.sensitive
    industrial = entry.kind in INDUSTRIAL or entry.facts.vacated is True
    told = industrial or entry.facts.use_changed not in (None, False) or entry.facts.survey_reported is False
    return True if told else None


def contradictions(entry: Entry) -> tuple[str, ...]:
    """Pairs of facts of an entry that cannot both be true, as ``one>other``: keys of ``words.toml``, ``[fact]``."""
    facts = entry.facts
    ordered = (
        ("survey_reported", "review_passed", facts.survey_reported, facts.review_passed),
        ("listed", "delisted", facts.listed, facts.delisted),
        ("works_started", "works_ended", facts.works_started, facts.works_ended),
        ("works_ended", "evaluated", facts.works_ended, facts.evaluated),
    )
    return tuple(f"{first}>{second}" for first, second, earlier, later in ordered if _turned(earlier, later))


def _turned(earlier: Happened, later: Happened) -> bool:
    """Whether what comes first is recorded as not done, or done after what follows it."""
    if isinstance(earlier, date) and isinstance(later, date):
        return later < earlier
    return earlier is False and later not in (None, False)


def _listed(case: Case) -> bool:
    facts = case.facts
    if case.entry.kind is Kind.CONTROL_LIST:
        return case.active and not case.was(facts.delisted)
    return not _delisted(case) and (case.was(facts.listed) or case.entry.stage in LISTED_STAGES)


def _evaluated(case: Case) -> bool:
    return case.was(case.facts.evaluated) and case.facts.evaluator_independent is not False


def _listed_evaluated(case: Case) -> bool:
    return _listed(case) and _evaluated(case)


def _delisted(case: Case) -> bool:
    """Taken off the list, and not put on it again since."""
    facts = case.facts
    if case.entry.kind is Kind.CONTROL_LIST and not case.active:
        return True
    again = isinstance(facts.listed, date) and isinstance(facts.delisted, date) and facts.listed > facts.delisted
    return case.entry.stage in (Stage.P11, Stage.P12) or (case.was(facts.delisted) and not again)


def _aftercare(case: Case) -> bool:
    return (_delisted(case) or _evaluated(case)) and (case.facts.aftercare is True or case.entry.stage is Stage.P12)


def _delisted_for_use(case: Case) -> bool:
    return (_delisted(case) or _evaluated(case)) and _fits(case) is True


def _delisted_for_what(case: Case) -> bool:
    return _delisted(case) or _evaluated(case)


def _control_open(case: Case) -> bool:
    return case.facts.control_needed is True and not _evaluated(case)


def _assessed_for_use(case: Case) -> bool:
    """Assessed, no control needed, for the one class that the survey was about; first-class land holds for both."""
    classes = {one.land_class for one in case.facts.conclusions}
    acceptable = case.was(case.facts.assessed) and case.facts.control_needed is False
    wanted = _class_of(case.use)
    return (acceptable or case.entry.stage is Stage.P6) and (classes == {1} or (wanted == 2 and classes == {2}))


def _exceeding(case: Case) -> bool:
    return _fits(case) is False or (case.entry.stage is Stage.P5 and not case.facts.conclusions)


def _polluted(case: Case) -> bool:
    listed = case.entry.kind is Kind.POLLUTED_LIST and case.active
    return listed or case.entry.stage is Stage.P13 or case.facts.undeveloped is True


def _reviewed(case: Case) -> bool:
    """A survey that passed its review; one that is not known to have passed is not counted."""
    return case.was(case.facts.review_passed) or case.entry.stage in (Stage.P4, Stage.P6)


def _reviewed_for_use(case: Case) -> bool:
    return _reviewed(case) and _fits(case) is True


def _reviewed_for_other_class(case: Case) -> bool:
    """Not above for second-class land says nothing about first-class land."""
    known = [one for one in case.facts.conclusions if one.land_class is not None and one.exceeds is not None]
    return _reviewed(case) and bool(known) and _class_of(case.use) == 1


def _ordered(case: Case) -> bool:
    return case.was(case.facts.survey_required)


def _suspected(case: Case) -> bool:
    return (case.entry.kind is Kind.SUSPECTED_LIST and case.active) or case.entry.stage in (Stage.P2, Stage.P3)


def _key_unit(case: Case) -> bool:
    return (case.entry.kind is Kind.KEY_UNIT and case.active) or case.facts.key_unit is True


def _key_unit_left(case: Case) -> bool:
    left = case.was(case.facts.taken_back) or case.was(case.facts.use_changed)
    return left and (_key_unit(case) or case.entry.kind is Kind.KEY_UNIT)


def _key_unit_former(case: Case) -> bool:
    return case.entry.kind is Kind.KEY_UNIT


def _watch(case: Case) -> bool:
    old = case.entry.kind in (Kind.WATCH_LIST, Kind.FORMER_SITE) and case.active
    return old or case.entry.stage is Stage.P1 or case.facts.vacated is True


def _zone(case: Case) -> bool:
    return case.entry.kind is Kind.PROTECTION_ZONE and case.active


def _status_unknown(case: Case) -> bool:
    """A parcel of which nothing at all is on record; ordinary land (P0) is on record as such."""
    return case.entry.kind is Kind.PARCEL and case.entry.stage is None and case.facts == Facts()


def _toxic(case: Case) -> bool:
    return case.facts.toxic_history is True or case.facts.vacated is True or case.entry.kind in INDUSTRIAL


def _always(case: Case) -> bool:
    return True


# The first question that is answered with yes gives the situation.
QUESTIONS: tuple[tuple[Callable[[Case], bool], Situation], ...] = (
    (_listed_evaluated, Situation.LISTED_EVALUATED),
    (_listed, Situation.LISTED),
    (_aftercare, Situation.AFTERCARE),
    (_delisted_for_use, Situation.CLEARED),
    (_delisted_for_what, Situation.DELISTED),
    (_control_open, Situation.CONTROL_OPEN),
    (_assessed_for_use, Situation.CLEARED),
    (_exceeding, Situation.ASSESSMENT_OPEN),
    (_polluted, Situation.POLLUTED),
    (_reviewed_for_use, Situation.CLEARED),
    (_reviewed_for_other_class, Situation.BOUND_TO_OTHER_CLASS),
    (_reviewed, Situation.CLASS_UNCLEAR),
    (_ordered, Situation.SURVEY_ORDERED),
    (_suspected, Situation.SUSPECTED),
    (_key_unit_left, Situation.KEY_UNIT_LEFT),
    (_key_unit, Situation.KEY_UNIT),
    (_key_unit_former, Situation.KEY_UNIT_FORMER),
    (_watch, Situation.WATCH),
    (_zone, Situation.ZONE),
    (_status_unknown, Situation.STATUS_UNKNOWN),
    (_always, Situation.NOTHING),
)


def _class_of(use: Use | None) -> LandClass | None:
    return use.land_class if use is not None else None


def _fits(case: Case) -> bool | None:
    """Whether the survey found the land within the values for the class of the use; None where it does not tell.

    Values of first-class land are the lower ones: what is within them is within those of the second class, and what is
    above those of the second is above both. A use of unknown class is within only where first-class land is, and above
    where either class is.
    """
    one, two = (_exceeds(case.facts, land_class) for land_class in (1, 2))
    wanted = _class_of(case.use)
    if two is True or (one is True and wanted != 2):
        return False
    if one is False or (two is False and wanted == 2):
        return True
    return None


def _exceeds(facts: Facts, land_class: int) -> bool | None:
    """What the conclusions say of a class; where they disagree, that it exceeds."""
    said = {one.exceeds for one in facts.conclusions if one.land_class == land_class} - {None}
    return True if True in said else False if said else None
